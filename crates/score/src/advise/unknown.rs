//! What would count too if somebody told it.

use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{PROFILE, TABLES};
use ssi_rules::{Measure, MemberInput, Rule, Source};

use crate::scores::Scores;
use crate::sheet::Sheet;

/// A rule without evidence, and what it would need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// The files that are not there, as in `searches.csv`, or the columns, as in `posts.csv: views`.
    pub needs: Vec<String>,
}

/// The rules that had no evidence because the corpus lacks something. Rules that judge nobody without an occasion, as an
/// answer without a message, are left out.
pub(super) fn unknown(sheet: &Sheet<'_>, scores: &Scores) -> Vec<Unknown> {
    let rules = sheet.reading().model().pillars.iter().flat_map(|p| &p.rules);
    let blank = rules.zip(scores.rules()).filter(|(_, out)| out.points.at(0).is_none()).map(|(rule, _)| rule);
    let told = blank.map(|rule| Unknown {
        rule: rule.id.clone(),
        title: rule.doc.title.clone(),
        needs: needs(sheet, rule),
    });
    told.filter(|u| !u.needs.is_empty()).collect()
}

fn needs(sheet: &Sheet<'_>, rule: &Rule) -> Vec<String> {
    let model = sheet.reading().model();
    let mut all: Vec<(FileId, &str)> = Vec::new();
    for input in model.member.inputs_of(rule.value) {
        match &model.member_inputs[input as usize] {
            MemberInput::Aggregate(a) => {
                let a = &model.aggregates[*a];
                let value = if let Measure::Value(node) = a.measure { Some(node) } else { None };
                let plan = &model.tables[a.table];
                let read = [a.filter, value].into_iter().flatten().flat_map(|n| plan.graph.inputs_of(n));
                let sources: Vec<&Source> = read.map(|i| &plan.inputs[i as usize]).collect();
                all.extend(missing(sheet, a.table, &sources));
            }
            MemberInput::Profile(source) => all.extend(missing(sheet, PROFILE, &[source])),
            MemberInput::Evidence(_) => {}
        }
    }
    let mut told: Vec<String> = all
        .into_iter()
        .map(|(file, column)| {
            let name = file.file().name;
            if column.is_empty() { format!("{name}.csv") } else { format!("{name}.csv: {column}") }
        })
        .collect();
    told.sort();
    told.dedup();
    told
}

/// What of these is not there: the file, or the columns that nobody told of any row.
fn missing(sheet: &Sheet<'_>, table: usize, sources: &[&Source]) -> Vec<(FileId, &'static str)> {
    let file = TABLES[table].file;
    let corpus = sheet.reading().resolved().corpus();
    let Some(slip) = sheet.table(TABLES[table].id).filter(|_| corpus.rows(file).is_some()) else {
        return vec![(file, "")];
    };
    let columns = sources.iter().filter_map(|source| match source {
        Source::Column(c) | Source::LabelIs(c, _) => {
            let id = TABLES[table].columns[*c].id;
            let told = (0..slip.len()).any(|row| !slip.number(row, id).is_nan());
            (!slip.has(id) || (table == PROFILE && !told)).then_some(id)
        }
        Source::Grade(c) | Source::Signal(c, _) => {
            let id = TABLES[table].columns[*c].id;
            corpus.rows(file)?.texts(id).is_none().then_some(id)
        }
        Source::Present(_) => None,
    });
    columns.map(|id| (file, id)).collect()
}
