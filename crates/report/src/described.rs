//! What the columns of tables mean: the one list behind Parquet's schema, the sheet "columns" of Excel and
//! `SQLite`'s table `columns`.

use ssi_rules::Model;
use ssi_text::SIGNALS;

/// What the number is.
pub const NOTE: &str = "An open recipe; not LinkedIn's Social Selling Index, whose formula is not published.";

/// What a column means.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The column's name.
    pub name: String,
    /// A sentence.
    pub about: String,
    /// What its numbers count; empty for texts.
    pub unit: String,
    /// The lowest and the highest value, where there are such; an end that is open is infinite.
    pub range: Option<(f64, f64)>,
}

/// Name, sentence, unit, range.
type Known = (&'static str, &'static str, &'static str, Option<(f64, f64)>);

/// Columns whose name means the same in every table.
const COLUMNS: [Known; 31] = [
    ("as_of", "The day of the score.", "day", None),
    ("window_days", "How many days up to the day of the score count.", "days", Some((1.0, f64::INFINITY))),
    ("member", "The member's id.", "", None),
    ("score", "The score: the sum of the pillars.", "points", Some((0.0, 100.0))),
    ("band", "The band in which the score lies.", "", None),
    ("coverage", "The share of all points that had evidence.", "share", Some((0.0, 1.0))),
    ("low", "The score if all that is unknown earned nothing.", "points", Some((0.0, 100.0))),
    ("high", "The score if all that is unknown earned everything.", "points", Some((0.0, 100.0))),
    ("rank", "The rank by score, from 1; empty for who is alone.", "rank", RANK),
    ("industry", "The member's industry; empty where there is none.", "", None),
    ("industry_rank", "The rank by score among the members of the industry.", "rank", RANK),
    ("industry_members", "How many members of the industry are ranked.", "members", RANK),
    ("team", "The member's team; empty where there is none.", "", None),
    ("team_rank", "The rank by score among the members of the team.", "rank", RANK),
    ("team_members", "How many members of the team are ranked.", "members", RANK),
    ("network_rank", "The rank by score among the member and the member's connections.", "rank", RANK),
    ("network_members", "How many people of the network are ranked, the member included.", "members", RANK),
    ("rules_blake3", "The BLAKE3 digest of the rules, in short.", "", None),
    ("corpus_blake3", "The BLAKE3 digest of what was read, in short.", "", None),
    ("weights", "The weights that were set, as they are typed.", "", None),
    ("id", "The text's id.", "", None),
    ("grade", "The grade of the text: the sum of its rules.", "share", Some((0.0, 1.0))),
    ("before", "The score with the rules before.", "points", Some((0.0, 100.0))),
    ("after", "The score with the rules after.", "points", Some((0.0, 100.0))),
    ("change", "The score after less the score before.", "points", Some((-100.0, 100.0))),
    ("band_before", "The band with the rules before.", "", None),
    ("band_after", "The band with the rules after.", "", None),
    ("rank_before", "The rank by score with the rules before.", "rank", RANK),
    ("rank_after", "The rank by score with the rules after.", "rank", RANK),
    ("rule", "The id of the rule.", "", None),
    ("rule_change", "What the rule moved of the score.", "points", Some((-100.0, 100.0))),
];

const RANK: Option<(f64, f64)> = Some((1.0, f64::INFINITY));

/// What a column means whose name is the same in every table; none where the name says nothing without the rules.
pub fn described(name: &str) -> Option<Described> {
    let (name, about, unit, range) = COLUMNS.iter().find(|(known, ..)| *known == name)?;
    Some(Described {
        name: (*name).to_owned(),
        about: (*about).to_owned(),
        unit: (*unit).to_owned(),
        range: *range,
    })
}

/// The columns of pillars and rules: the title of the pillar, the sentence of the rule.
pub fn described_by(model: &Model) -> Vec<Described> {
    let mut all = Vec::new();
    for pillar in &model.pillars {
        let points = f64::from(pillar.points);
        let title = if pillar.title.is_empty() { &pillar.id } else { &pillar.title };
        all.push(of_points(
            &pillar.id,
            format!("Points of the pillar: {}.", title.trim_end_matches('.')),
            points,
        ));
        for rule in &pillar.rules {
            all.push(of_points(&rule.id, sentence(&rule.doc.title, &rule.id), points));
        }
    }
    all
}

/// The columns of a grade's rules, and of the signals of a text.
pub(crate) fn described_by_grade(rules: &[ssi_rules::Rule]) -> Vec<Described> {
    let share = |rule: &ssi_rules::Rule| Described {
        name: rule.id.clone(),
        about: sentence(&rule.doc.title, &rule.id),
        unit: "share".to_owned(),
        range: Some((-1.0, 1.0)),
    };
    let signals = SIGNALS.iter().map(|signal| Described {
        name: signal.id.to_owned(),
        about: sentence(signal.about, signal.id),
        unit: signal.unit.to_string(),
        range: Some(signal.range),
    });
    rules.iter().map(share).chain(signals).collect()
}

/// A penalty takes points away, so a rule can have fewer than none.
fn of_points(id: &str, about: String, points: f64) -> Described {
    let lowest = if id.contains('.') { -points } else { 0.0 };
    Described { name: id.to_owned(), about, unit: "points".to_owned(), range: Some((lowest, points)) }
}

/// A title as a sentence; the id where nobody wrote one.
fn sentence(title: &str, id: &str) -> String {
    if title.is_empty() { format!("`{id}`.") } else { format!("{}.", title.trim_end_matches('.')) }
}

/// A range in words, as in `0 to 100` or `from 1`; empty where there is none.
pub(crate) fn range_in_words(range: Option<(f64, f64)>) -> String {
    match range {
        None => String::new(),
        Some((low, high)) if low.is_infinite() && high.is_infinite() => String::new(),
        Some((low, high)) if low.is_infinite() => format!("up to {high}"),
        Some((low, high)) if high.is_infinite() => format!("from {low}"),
        Some((low, high)) => format!("{low} to {high}"),
    }
}
