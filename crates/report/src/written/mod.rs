//! What a run wrote, read back: `summary.json` and the members' table beside it, as columns.
//!
//! Nothing is scored again, so a question about a million members costs a look at a file. What was read is held against the
//! summary and must add up: a table that is torn, of another run or of somebody else is refused.

mod columns;
mod csv;
mod json;
mod parquet;
mod part;
mod scored;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use ssi_score::Points;

pub use columns::{Column, Groups, Names, Places, Texts};
use part::{Head, Part, Role, Slot, Words};

use crate::snapshot::Unreadable;
use crate::summary::{Summary, read_summary};

/// A run and the points that it gave; a row a member, in the order of the table.
#[derive(Clone, Debug)]
pub struct Written {
    /// The file of the table.
    pub table: PathBuf,
    /// What was scored, with what, and what came out.
    pub summary: Summary,
    /// The members' ids.
    pub members: Texts,
    /// The scores.
    pub score: Vec<Points>,
    /// The bands.
    pub bands: Names,
    /// The pillars, in the order of the pack.
    pub pillars: Vec<Column>,
    /// The share of all points that had evidence, from 0 to 1.
    pub coverage: Vec<f32>,
    /// The least that the parts without evidence could have made.
    pub low: Vec<Points>,
    /// The most.
    pub high: Vec<Points>,
    /// The rank among everyone; 0 for who is alone.
    pub rank: Vec<u32>,
    /// The industries; the name is empty for who has none.
    pub industry: Groups,
    /// The teams; the name is empty for who has none.
    pub team: Groups,
    /// The places among the people of a member's network.
    pub network: Places,
    /// The rules, pillar by pillar.
    pub rules: Vec<Column>,
}

/// The tables that can be read back; those that keep types and are read faster come first.
const TABLES: [&str; 4] = ["members.parquet", "members.csv", "members.ndjson", "members.json"];

/// Columns that every table has, besides those of pillars and rules.
const COLUMNS: [(&str, Role); 15] = [
    ("member", Role::Ids),
    ("score", Role::Whole),
    ("band", Role::Names),
    ("coverage", Role::Share),
    ("low", Role::Whole),
    ("high", Role::Whole),
    ("rank", Role::Count),
    ("industry", Role::Names),
    ("industry_rank", Role::Count),
    ("industry_members", Role::Count),
    ("team", Role::Names),
    ("team_rank", Role::Count),
    ("team_members", Role::Count),
    ("network_rank", Role::Count),
    ("network_members", Role::Count),
];

impl Written {
    /// Reads what a run wrote into a folder. Where the table is there in several formats, one of them is read.
    ///
    /// Costs one pass over the file on all cores: a second or so for a million members.
    ///
    /// # Errors
    /// When there is no run, or its table is missing, torn, older than this version, of another run, or does not add up.
    pub fn open(folder: &Path) -> Result<Self, Unreadable> {
        let again = |reason: String, path: PathBuf| Unreadable {
            path,
            reason,
            help: format!("write it again: `ssi score FOLDER --out {}`", folder.display()),
        };
        let about = folder.join("summary.json");
        if !about.exists() {
            let of_run = folder.display();
            // Most often it is the corpus, where nothing should be written.
            let help = if folder.exists() {
                format!(
                    "if it is a corpus, score it first: `ssi score {of_run} --out ssi-out`, then name `ssi-out`"
                )
            } else {
                format!("score first: `ssi score FOLDER --out {of_run}`")
            };
            let reason = "is not there: no run wrote into that folder".to_owned();
            return Err(Unreadable { path: about, reason, help });
        }
        let summary = read_summary(&about)
            .ok_or_else(|| again("is no summary of a run of ssi, or a torn one".to_owned(), about.clone()))?;
        let named = |table: &&str| match summary.tables.as_slice() {
            // A run of an older version does not say which tables it wrote.
            [] => folder.join(table).exists(),
            tables => tables.iter().any(|t| t == table),
        };
        let Some(name) = TABLES.iter().copied().find(named) else {
            let reason = match summary.tables.as_slice() {
                [] => "has no table of members beside it".to_owned(),
                tables => {
                    format!("names no table of members that can be read back, only {}", tables.join(", "))
                }
            };
            return Err(Unreadable {
                path: about,
                reason,
                help: format!(
                    "write one with `ssi score FOLDER --out {} --format csv` or with json or parquet",
                    folder.display()
                ),
            });
        };
        let table = folder.join(name);
        let fail = |reason: String| again(reason, table.clone());
        let roles = |names: Vec<String>| roles(names, &summary);
        let (head, part) = if name == "members.parquet" {
            parquet::read(&table, roles).map_err(|wrong| fail(wrong.in_words(&[])))?
        } else {
            let bytes = std::fs::read(&table).map_err(|e| fail(e.to_string()))?;
            let read = match name {
                "members.csv" => csv::read(&bytes, roles),
                _ => json::read(&bytes, name == "members.json", roles),
            };
            read.map_err(|wrong| fail(wrong.in_words(&bytes)))?
        };
        let written = Self::of(table.clone(), summary, head, part);
        written.belongs().and_then(|()| written.add_up()).map_err(fail)?;
        Ok(written)
    }

    fn of(table: PathBuf, summary: Summary, head: Head, part: Part) -> Self {
        let mut slots: Vec<(String, Option<Slot>)> =
            head.into_iter().map(|(name, _)| name).zip(part.slots.into_iter().map(Some)).collect();
        let mut take =
            |name: &str| slots.iter_mut().find(|(n, _)| n == name).and_then(|(_, slot)| slot.take());
        // A table without rows may be without columns; else all of them are there, with their roles.
        let mut names = |name: &str| match take(name) {
            Some(Slot::Names(words)) => Names::from(words),
            _ => Names::from(Words::default()),
        };
        let (bands, industries, teams) = (names("band"), names("industry"), names("team"));
        let mut counts = |name: &str| match take(name) {
            Some(Slot::Count(counts)) => counts,
            _ => Vec::new(),
        };
        let rank = counts("rank");
        let [industry, team, network] = ["industry", "team", "network"].map(|group| Places {
            rank: counts(&format!("{group}_rank")),
            of: counts(&format!("{group}_members")),
        });
        let mut points = |name: &str| match take(name) {
            Some(Slot::Whole(points)) => points,
            _ => Vec::new(),
        };
        let (score, low, high) = (points("score"), points("low"), points("high"));
        let members = match take("member") {
            Some(Slot::Ids(members)) => members,
            _ => Texts::default(),
        };
        let coverage = match take("coverage") {
            Some(Slot::Share(coverage)) => coverage,
            _ => Vec::new(),
        };
        let (mut pillars, mut rules) = (Vec::new(), Vec::new());
        for (id, slot) in slots {
            let Some(Slot::Points(points)) = slot else { continue };
            let to = if summary.pillars.contains_key(&id) { &mut pillars } else { &mut rules };
            to.push(Column { id, points });
        }
        Self {
            table,
            summary,
            members,
            score,
            bands,
            pillars,
            coverage,
            low,
            high,
            rank,
            industry: Groups { names: industries, places: industry },
            team: Groups { names: teams, places: team },
            network,
            rules,
        }
    }

    /// Whether table and summary are of one run: a table alone does not say with what it was made.
    fn belongs(&self) -> Result<(), String> {
        let other =
            |what: String| Err(format!("is not the table of the run that summary.json tells of: {what}"));
        let (rows, said) = (self.rows(), self.summary.members);
        if rows != said {
            return other(format!("it has {rows} members, the summary {said}"));
        }
        let hundredths = |x: f64| Points((x * f64::from(Points::UNIT)).round() as i32);
        let ends = [("lowest", self.score.iter().min()), ("highest", self.score.iter().max())];
        for ((name, found), said) in ends.into_iter().zip([self.summary.lowest, self.summary.highest]) {
            if let Some(found) = found.filter(|found| **found != hundredths(said)) {
                return other(format!("its {name} score is {found}, the summary's {}", hundredths(said)));
            }
        }
        let mut counts = vec![0; self.bands.words.len()];
        for &band in &self.bands.rows {
            counts[band as usize] += 1;
        }
        for (band, count) in self.bands.words.iter().zip(counts) {
            let said = self.summary.bands.iter().find(|of| of.band == *band).map(|of| of.members);
            if said != Some(count) {
                let said = said.map_or("none".to_owned(), |said| said.to_string());
                return other(format!(
                    "{count} members are in the band `{}`, in the summary {said}",
                    band.escape_debug()
                ));
            }
        }
        Ok(())
    }

    /// What was written adds up; what does not was changed by somebody or by a bad disk.
    fn add_up(&self) -> Result<(), String> {
        let parts = |pillar: &Column| -> Vec<&Column> {
            let mine =
                |rule: &&Column| rule.id.strip_prefix(pillar.id.as_str()).is_some_and(|r| r.starts_with('.'));
            self.rules.iter().filter(mine).collect()
        };
        let pillars: Vec<(&Column, Vec<&Column>)> = self.pillars.iter().map(|p| (p, parts(p))).collect();
        let wrong = (0..self.rows()).into_par_iter().find_map_first(|row| {
            let mut whole = 0;
            for (pillar, rules) in &pillars {
                let sum: i32 = rules.iter().map(|rule| rule.hundredths(row)).sum();
                if sum != pillar.hundredths(row) {
                    return Some((row, format!("the rules do not add up to {}", pillar.id.escape_debug())));
                }
                whole += sum;
            }
            (whole != self.score[row].0).then(|| (row, "the pillars do not add up to the score".to_owned()))
        });
        match wrong {
            Some((row, what)) => {
                Err(format!("{what} for the member `{}`", self.members.at(row).escape_debug()))
            }
            None => Ok(()),
        }
    }

    /// How many members there are.
    pub fn rows(&self) -> usize {
        self.members.len()
    }

    /// The row of a member. Costs a look at every id.
    pub fn find(&self, member: &str) -> Option<usize> {
        (0..self.rows()).into_par_iter().find_first(|&row| self.members.at(row) == member)
    }

    /// The points of a pillar or of a rule by its id.
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.pillars.iter().chain(&self.rules).find(|column| column.id == id)
    }
}

/// What the columns of a table hold.
fn roles(names: Vec<String>, summary: &Summary) -> Result<Head, String> {
    let is_rule = |name: &str| name.split_once('.').is_some_and(|(p, _)| summary.pillars.contains_key(p));
    for (i, name) in names.iter().enumerate() {
        if names[..i].contains(name) {
            return Err(format!("has the column `{}` twice", name.escape_debug()));
        }
    }
    let needed = COLUMNS.iter().map(|(name, _)| *name).chain(summary.pillars.keys().map(String::as_str));
    for needed in needed {
        if !names.iter().any(|name| name == needed) {
            return Err(format!(
                "has no column `{}`: it is of an older version of ssi, or not of ssi",
                needed.escape_debug()
            ));
        }
    }
    let role = |name: &str| match COLUMNS.iter().find(|(column, _)| *column == name) {
        Some((_, role)) => *role,
        None if summary.pillars.contains_key(name) || is_rule(name) => Role::Points,
        None => Role::Other,
    };
    Ok(names.into_iter().map(|name| (role(&name), name)).map(|(role, name)| (name, role)).collect())
}
