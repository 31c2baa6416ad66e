//! The folder of a history: one table a day, what it was made of, and the rules of then.
//!
//! ```text
//! members/2026-08-31.parquet    everyone's points; DuckDB and pandas read the folder as it lies
//! runs/2026-08-31.json          digests of the input and the rules, window, weights
//! packs/DIGEST/NAME/…           the files of each pack that was ever used, written once
//! ```
//!
//! A pack that has other rules gives other columns, so many days are read by name:
//! `SELECT * FROM read_parquet('DIR/members/*.parquet', union_by_name = true)`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use ssi_rules::{Model, Pack};
use ssi_score::vocabulary::vocabulary;

use crate::atomic::{WriteError, write_file};
use crate::moves::WEEK;
use crate::sheet::{Cells, Format, Sheet};
use crate::snapshot::{Snapshot, Unreadable};
use crate::summary::{Summary, read_summary, write_summary};

/// So much of a digest tells two apart for a person.
const SHORT: usize = 12;

/// A folder of dated snapshots.
#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
}

/// The days of a history, and the files among them that are none.
#[derive(Clone, Debug, Default)]
pub struct Days {
    /// The days, from the earliest.
    pub days: Vec<Date>,
    /// What else lies there.
    pub strangers: Vec<Unreadable>,
}

impl History {
    /// The history in a folder, which need not be there yet.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The table of a day.
    pub fn table(&self, day: Date) -> PathBuf {
        self.folder.join("members").join(format!("{day}.parquet"))
    }

    fn run_file(&self, day: Date) -> PathBuf {
        self.folder.join("runs").join(format!("{day}.json"))
    }

    fn packs_of(&self, digest: &str) -> PathBuf {
        self.folder.join("packs").join(digest)
    }

    /// Whether there is a snapshot of a day.
    pub fn has(&self, day: Date) -> bool {
        self.table(day).is_file()
    }

    /// Keeps the scores of a day; one of the same day gives way. The same run gives the same bytes.
    ///
    /// The table comes last: where it is as its run says, all of it is there.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn keep(
        &self,
        model: &Model,
        members: &Sheet<'_>,
        day: Date,
        run: &Summary,
    ) -> Result<PathBuf, WriteError> {
        self.keep_pack(model)?;
        let table = self.table(day);
        let (corpus, weights) = (corpus_digest(run), weights(run));
        let mut bytes = Vec::new();
        sheet(members.clone(), day, run, &corpus, &weights)
            .write(Format::Parquet, &mut bytes)
            .map_err(|reason| WriteError { path: table.clone(), reason })?;
        // Where else tables of members went to is no matter of the day.
        let run = Summary {
            tables: Vec::new(),
            table_blake3: Some(blake3::hash(&bytes).to_hex().to_string()),
            ..run.clone()
        };
        write_summary(&run, &self.run_file(day))?;
        write_file(&table, |out| out.write_all(&bytes))?;
        Ok(table)
    }

    /// Writes what is missing or damaged of a pack and of those that it builds on, each in a folder of its name: beside one
    /// another, as `extends` looks for them.
    fn keep_pack(&self, model: &Model) -> Result<(), WriteError> {
        for (name, files) in &model.packs {
            let name = if name.is_empty() { "pack" } else { name };
            for file in files {
                let path = self.packs_of(&model.digest).join(name).join(&file.path);
                if std::fs::read(&path).is_ok_and(|there| there == file.text.as_bytes()) {
                    continue;
                }
                write_file(&path, |out| out.write_all(file.text.as_bytes()))?;
            }
        }
        Ok(())
    }

    /// The days that there are.
    ///
    /// # Errors
    /// When there is no history in the folder.
    pub fn days(&self) -> Result<Days, Unreadable> {
        let folder = self.folder.join("members");
        let entries = std::fs::read_dir(&folder).map_err(|e| {
            let missing = e.kind() == std::io::ErrorKind::NotFound;
            Unreadable {
                path: self.folder.clone(),
                reason: if missing { "there is no history".to_owned() } else { e.to_string() },
                help: "begin one with `ssi score FOLDER --history DIR`, or fill it with `ssi backfill`"
                    .to_owned(),
            }
        })?;
        let mut found = Days::default();
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            // What begins with a dot is a file in passing, or the system's own.
            if name.starts_with('.') {
                continue;
            }
            let day = name.strip_suffix(".parquet").and_then(|d| Date::strptime("%Y-%m-%d", d).ok());
            match day.filter(|day| format!("{day}.parquet") == name && path.is_file()) {
                Some(day) => found.days.push(day),
                None => found.strangers.push(Unreadable {
                    path,
                    reason: "is not named after a day, as in 2026-08-31.parquet".to_owned(),
                    help: "move it out of the folder: whoever reads members/*.parquet reads it too"
                        .to_owned(),
                }),
            }
        }
        found.days.sort_unstable();
        found.strangers.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// The table of a day, read back.
    ///
    /// # Errors
    /// When it is not as it was written, or nothing tells how that was.
    pub fn read(&self, day: Date) -> Result<Snapshot, Unreadable> {
        let digest = self.run(day)?.table_blake3.unwrap_or_default();
        Snapshot::read(&self.table(day), day, &digest)
    }

    /// What a day is compared with, the latest first: the last snapshot before it that can be read, and all of the 7 days
    /// before it. Also those that cannot be read.
    ///
    /// # Errors
    /// When there is no history in the folder.
    pub fn before(&self, day: Date) -> Result<(Vec<Snapshot>, Vec<Unreadable>), Unreadable> {
        let Days { days, strangers: mut broken } = self.days()?;
        let mut found: Vec<Snapshot> = Vec::new();
        for &earlier in days.iter().rev().filter(|d| **d < day) {
            if !found.is_empty() && (day - earlier).get_days() > WEEK {
                break;
            }
            match self.read(earlier) {
                Ok(snapshot) => found.push(snapshot),
                Err(why) => broken.push(why),
            }
        }
        Ok((found, broken))
    }

    /// What the snapshot of a day was made of.
    ///
    /// # Errors
    /// When the file is missing, is none of ours, or speaks of another day.
    pub fn run(&self, day: Date) -> Result<Summary, Unreadable> {
        let path = self.run_file(day);
        let run = read_summary(&path).filter(|run| run.as_of == day.to_string());
        run.ok_or_else(|| Unreadable {
            reason: "is not there, or does not tell what the snapshot of that day was made of".to_owned(),
            help: format!(
                "write the day again: `ssi score FOLDER --history {} --as-of {day}`",
                self.folder.display()
            ),
            path,
        })
    }

    /// The rules of then, as they were kept, with the weights and the window of that run.
    ///
    /// # Errors
    /// When they are not there, were changed since, or this version of ssi does not understand them.
    pub fn rules(&self, run: &Summary) -> Result<Model, Unreadable> {
        let folder = self.packs_of(&run.rules_blake3);
        let fail = |reason: &str| Unreadable {
            path: folder.clone(),
            reason: reason.to_owned(),
            help: "the rules of today are used in their place".to_owned(),
        };
        let entries = std::fs::read_dir(&folder).map_err(|_| fail("the rules of then are not there"))?;
        let mut packs: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
        packs.sort();
        // One of them is the pack itself, the others are what it builds on: the digest tells.
        let understood =
            packs.iter().filter_map(|path| ssi_rules::load(&Pack::read(path).ok()?, &vocabulary()).ok());
        let found = understood.map(|(model, _)| model).find(|model| model.digest == run.rules_blake3);
        let mut model =
            found.ok_or_else(|| fail("the rules of then were changed, or are not understood any more"))?;
        for (rule, weight) in &run.set {
            model.reweigh(rule, *weight).map_err(|e| fail(&e.to_string()))?;
        }
        model.window_days = run.window_days;
        Ok(model)
    }
}

/// Everyone's points with the day in front and behind them what they were made of.
fn sheet<'a>(
    mut sheet: Sheet<'a>,
    day: Date,
    run: &'a Summary,
    corpus: &'a str,
    weights: &'a str,
) -> Sheet<'a> {
    let rows = sheet.rows();
    sheet.lead("as_of", Cells::Day(day, rows));
    sheet.add("rules_blake3", Cells::Text(short(&run.rules_blake3), rows));
    sheet.add("weights", Cells::Text(weights, rows));
    sheet.add("window_days", Cells::Count(run.window_days, rows));
    sheet.add("corpus_blake3", Cells::Text(corpus, rows));
    sheet.fact("as_of", day.to_string())
}

fn short(digest: &str) -> &str {
    digest.get(..SHORT).unwrap_or(digest)
}

/// The weights that were set, as they are typed: `brand.cadence=6 people.growth=2`.
fn weights(run: &Summary) -> String {
    let all: Vec<String> = run.set.iter().map(|(rule, weight)| format!("{rule}={weight}")).collect();
    all.join(" ")
}

/// One digest for all input files: the beginning of BLAKE3 over their names and digests.
fn corpus_digest(run: &Summary) -> String {
    let mut hasher = blake3::Hasher::new();
    for input in &run.inputs {
        for part in [&input.file, &input.blake3] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    short(&hasher.finalize().to_hex()).to_owned()
}
