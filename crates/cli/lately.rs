//! What the last run wrote, looked at without scoring again.

use std::fmt::Write as _;

use ssi_report::cards::Scale;
use ssi_report::written::{Names, Written};
use ssi_rules::Model;

use crate::args::{Among, Recipe};
use crate::output::Failure;
use crate::session::{Rules, on_top};

/// The members' table of a run, and those of them who are asked about.
pub(crate) struct Lately {
    pub(crate) written: Written,
    pub(crate) scale: Scale,
    team: Option<u32>,
    industry: Option<u32>,
    /// Who is asked about, as in ` of the team North`; empty for everyone.
    pub(crate) whom: String,
}

impl Lately {
    /// Reads what a run wrote.
    pub(crate) fn new(among: &Among) -> Result<Self, Failure> {
        let written = Written::open(&among.from)?;
        let scale = scale(&written);
        let mut whom = String::new();
        let mut group = |asked: &Option<String>, names: &Names, what: &str| {
            let Some(asked) = asked else { return Ok(None) };
            let found = names.find(asked).ok_or_else(|| no_such_group(names, asked, what))?;
            let _ = write!(whom, " of the {what} {}", names.words[found as usize]);
            Ok::<_, Failure>(Some(found))
        };
        let team = group(&among.team, &written.team.names, "team")?;
        let industry = group(&among.industry, &written.industry.names, "industry")?;
        Ok(Self { written, scale, team, industry, whom })
    }

    /// Whether a member is asked about.
    pub(crate) fn keeps(&self, row: usize) -> bool {
        let is = |group: Option<u32>, names: &Names| group.is_none_or(|group| names.rows[row] == group);
        is(self.team, &self.written.team.names) && is(self.industry, &self.written.industry.names)
    }

    /// Why there is no such column, and which one may have been meant.
    pub(crate) fn no_such_column(&self, asked: &str, others: &[&str]) -> Failure {
        let columns = self.written.pillars.iter().chain(&self.written.rules).map(|column| column.id.as_str());
        let near = columns
            .chain(others.iter().copied())
            .map(|known| (strsim::jaro_winkler(known, asked), known))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let help = match near {
            Some((likeness, known)) if likeness > 0.8 => format!("did you mean `{known}`?"),
            _ => {
                let pillars: Vec<&str> = self.written.pillars.iter().map(|p| p.id.as_str()).collect();
                let others = [others, &pillars].concat().join(", ");
                format!("write one of {others}, or a rule: `ssi rules list` lists every rule")
            }
        };
        Failure::asked(
            format!("{} has no column `{}` to go by", self.written.table.display(), asked.escape_debug()),
            help,
        )
    }
}

/// The pack that a run was scored with; `None` where it is gone or has changed.
pub(crate) fn pack_of(written: &Written) -> Option<Model> {
    let last = &written.summary;
    if last.rules.as_ref().is_some_and(|folder| !folder.exists()) {
        return None;
    }
    let rules = Rules::again(&on_top(last, &Recipe::default())).ok()?;
    (rules.model.digest == last.rules_blake3).then_some(rules.model)
}

/// The bands and caps of the pack that the run was scored with; where it is gone or has changed, what the table shows of them.
fn scale(written: &Written) -> Scale {
    let last = &written.summary;
    if last.rules.as_ref().is_some_and(|folder| !folder.exists()) {
        return Scale::seen(written);
    }
    match Rules::again(&on_top(last, &Recipe::default())) {
        Ok(rules) if rules.model.digest == last.rules_blake3 => Scale::of(&rules.model),
        Ok(_) => {
            tell!(
                "note: the rules have changed since that run: bands and caps are those that the table shows"
            );
            Scale::seen(written)
        }
        Err(_) => Scale::seen(written),
    }
}

fn no_such_group(names: &Names, asked: &str, what: &str) -> Failure {
    let known: Vec<&str> = names.words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let lower = asked.to_lowercase();
    let likeness = |word: &str| strsim::jaro_winkler(&word.to_lowercase(), &lower);
    let near = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let help = match near {
        None => format!("no member of that run has a {what}"),
        Some(near) if likeness(near) > 0.8 => format!("did you mean {near}?"),
        Some(_) if known.len() <= 12 => format!("write one of {}", known.join(", ")),
        Some(_) => format!("`ssi hist --by {what}` lists the largest of them"),
    };
    Failure::asked(format!("there is no {what} `{}`", asked.escape_debug()), help)
}
