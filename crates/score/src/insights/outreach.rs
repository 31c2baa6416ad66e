//! Which openings are answered, and which invitations accepted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ssi_corpus::data::NO_TIME;
use ssi_text::words;

use crate::insights::day;
use crate::insights::interval::{Interval, Side, median, wilson};
use crate::insights::reception::of_bands;
use crate::insights::rows::Rows;
use crate::likeness::groups;

/// Younger ones may still be answered.
pub const GRACE_DAYS: f64 = 7.0;
/// A rate of fewer is not worth a percent sign.
pub const LEAST_SENT: usize = 10;

/// A share of what was sent, with its interval.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// What they have in common.
    pub name: String,
    /// How many were sent.
    pub sent: usize,
    /// How many of them came to something.
    pub hits: usize,
    /// By how many members: one person's habit can make a whole group.
    pub senders: usize,
    /// Hits a sent one; `None` below [`LEAST_SENT`], and so the other two.
    pub rate: Option<f64>,
    /// Where the rate would lie in nine of ten such collections.
    pub interval: Option<Interval>,
    /// The side of the rate of all on which the whole interval lies.
    pub side: Option<Side>,
}

/// One way of putting what was sent into groups.
#[derive(Clone, Debug, Serialize)]
pub struct RateTable {
    /// Its name.
    pub id: &'static str,
    /// What the groups differ in.
    pub title: &'static str,
    /// The groups.
    pub groups: Vec<Rate>,
}

/// Nearly the same words sent to several people.
#[derive(Clone, Debug, Serialize)]
pub struct Template {
    /// What came of it; the name is a letter.
    pub rate: Rate,
    /// Words of the one in the middle.
    pub words: f64,
    /// Different recipients.
    pub people: usize,
    /// The day of the first, as in 2026-06-30; empty where none has a time.
    pub first: String,
    /// The day of the last.
    pub last: String,
    /// One of them as it was sent; only where texts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What was sent of one kind: openings or invitations.
#[derive(Clone, Debug, Serialize)]
pub struct Sent {
    /// All of them.
    pub all: Rate,
    /// Those too young to count.
    pub young: usize,
    /// Those of which nobody told what became of them.
    pub unknown: usize,
    /// Words that went to several people, the most sent first.
    pub templates: Vec<Template>,
    /// Those whose words went to nobody else.
    pub own_words: Option<Rate>,
    /// By what else they have in common.
    pub tables: Vec<RateTable>,
}

/// One that was sent.
struct Item {
    row: usize,
    sender: u32,
    hit: bool,
}

/// Opening messages and whether they were answered.
pub(super) fn openings(rows: &Rows<'_>, texts: bool) -> Sent {
    let opens = |row: &usize| rows.number("opens", *row) == 1.0;
    let (items, young, unknown) = settled(rows, (0..rows.len()).filter(opens), "answered");
    let all = rate_of("all openings".to_owned(), &items.iter().collect::<Vec<_>>(), None);
    let table = |id, title, key: &dyn Fn(usize) -> Option<(usize, String)>| by(id, title, &items, &all, key);
    let mut tables = Vec::new();
    if rows.has_texts() {
        let length = |row: usize| words(rows.text(row)).count() as f64;
        tables.push(table("length", "length in words", &|row| Some(of_bands(LENGTH, length(row)))));
    }
    tables.push(table("seniority", "recipient", &|row| level(rows.number("counterpart_seniority", row))));
    tables.push(table("campaign", "campaign", &|row| rows.word("campaign", row).map(|word| (0, word))));
    tables.retain(|t| t.groups.len() > 1);
    let (templates, own_words) =
        if rows.has_texts() { templates(rows, &items, &all, texts) } else { (Vec::new(), None) };
    Sent { all, young, unknown, templates, own_words, tables }
}

/// Invitations and whether they were accepted.
pub(super) fn invitations(rows: &Rows<'_>) -> Sent {
    let (items, young, unknown) = settled(rows, 0..rows.len(), "accepted");
    let all = rate_of("all invitations".to_owned(), &items.iter().collect::<Vec<_>>(), None);
    let table = |id, title, key: &dyn Fn(usize) -> Option<(usize, String)>| by(id, title, &items, &all, key);
    let mut tables = vec![
        table("note", "note", &|row| match rows.number("has_note", row) {
            note if note.is_nan() => None,
            note => Some(if note == 1.0 { (0, "with a note".to_owned()) } else { (1, "without".to_owned()) }),
        }),
        table("seniority", "recipient", &|row| level(rows.number("counterpart_seniority", row))),
    ];
    tables.retain(|t| t.groups.len() > 1);
    Sent { all, young, unknown, templates: Vec::new(), own_words: None, tables }
}

const LENGTH: &[(f64, &str)] =
    &[(0.0, "up to 24"), (25.0, "25 to 49"), (50.0, "50 to 99"), (100.0, "100 and more")];

/// The levels of the titles room in words, the highest first.
const LEVELS: [&str; 5] = [
    "chief, founder or owner",
    "director or vice president",
    "manager or head",
    "lead or senior",
    "other titles",
];

fn level(seniority: f64) -> Option<(usize, String)> {
    let place = if seniority.is_nan() { return None } else { 4 - (seniority as usize).min(4) };
    Some((place, LEVELS[place].to_owned()))
}

/// Those that are old enough and of which the outcome is known; how many are too young, and how many unknown.
fn settled(rows: &Rows<'_>, sent: impl Iterator<Item = usize>, outcome: &str) -> (Vec<Item>, usize, usize) {
    let (mut items, mut young, mut unknown) = (Vec::new(), 0, 0);
    for row in sent {
        let known = rows.number(outcome, row);
        if rows.number("days_old", row) < GRACE_DAYS {
            young += 1;
        } else if known.is_nan() {
            unknown += 1;
        } else {
            items.push(Item { row, sender: rows.member(row), hit: known == 1.0 });
        }
    }
    (items, young, unknown)
}

/// The rate of some that were sent, compared with that of all where there is one.
fn rate_of(name: String, items: &[&Item], all: Option<&Rate>) -> Rate {
    let senders: BTreeSet<u32> = items.iter().map(|i| i.sender).collect();
    let hits = items.iter().filter(|i| i.hit).count();
    rate(name, items.len(), hits, senders.len(), all)
}

fn rate(name: String, sent: usize, hits: usize, senders: usize, all: Option<&Rate>) -> Rate {
    let enough = sent >= LEAST_SENT;
    let interval = enough.then(|| wilson(hits, sent));
    let usual = all.and_then(|all| all.rate);
    let side = interval.zip(usual).and_then(|(interval, usual)| interval.side(usual));
    Rate { name, sent, hits, senders, rate: enough.then(|| hits as f64 / sent as f64), interval, side }
}

fn by(
    id: &'static str,
    title: &'static str,
    items: &[Item],
    all: &Rate,
    key: &dyn Fn(usize) -> Option<(usize, String)>,
) -> RateTable {
    let mut found: BTreeMap<(usize, String), Vec<&Item>> = BTreeMap::new();
    for item in items {
        if let Some(key) = key(item.row) {
            found.entry(key).or_default().push(item);
        }
    }
    let groups = found.into_iter().map(|((_, name), items)| rate_of(name, &items, Some(all))).collect();
    RateTable { id, title, groups }
}

/// Groups of nearly the same words, and all that stand alone.
fn templates(rows: &Rows<'_>, items: &[Item], all: &Rate, show: bool) -> (Vec<Template>, Option<Rate>) {
    let written: Vec<&Item> = items.iter().filter(|i| words(rows.text(i.row)).next().is_some()).collect();
    let texts: Vec<&str> = written.iter().map(|i| rows.text(i.row)).collect();
    let mut found: BTreeMap<u32, Vec<&Item>> = BTreeMap::new();
    for (group, item) in groups(&texts).into_iter().zip(&written) {
        found.entry(group).or_default().push(item);
    }
    let (many, alone): (Vec<_>, Vec<_>) = found.into_values().partition(|g| people(rows, g) > 1);
    let alone: Vec<&Item> = alone.into_iter().flatten().collect();
    let own = rate_of("own words each time".to_owned(), &alone, Some(all));
    // The numbers of the groups say nothing; the most sent comes first, then the earliest, then by what it says.
    let mut many: Vec<Vec<&Item>> = many;
    for group in &mut many {
        group.sort_by(|a, b| {
            rows.time(a.row).cmp(&rows.time(b.row)).then(rows.text(a.row).cmp(rows.text(b.row)))
        });
    }
    many.sort_by(|a, b| {
        let first = |g: &[&Item]| (rows.time(g[0].row), rows.text(g[0].row));
        b.len().cmp(&a.len()).then_with(|| first(a).cmp(&first(b)))
    });
    let template = |(place, group): (usize, &Vec<&Item>)| {
        let mut sizes: Vec<f64> = group.iter().map(|i| words(rows.text(i.row)).count() as f64).collect();
        sizes.sort_by(f64::total_cmp);
        let times = || group.iter().map(|i| rows.time(i.row)).filter(|&t| t != NO_TIME);
        Template {
            rate: rate_of(format!("template {}", letters(place)), group, Some(all)),
            words: median(&sizes),
            people: people(rows, group),
            first: times().min().and_then(day).map_or(String::new(), |d| d.to_string()),
            last: times().max().and_then(day).map_or(String::new(), |d| d.to_string()),
            text: show.then(|| rows.text(group[0].row).to_owned()),
        }
    };
    (many.iter().enumerate().map(template).collect(), (!alone.is_empty()).then_some(own))
}

/// How many different people got some messages; each counts for one where nobody told.
fn people(rows: &Rows<'_>, items: &[&Item]) -> usize {
    let mut known: Vec<u32> = items.iter().filter_map(|i| rows.person("counterpart", i.row)).collect();
    let unknown = items.len() - known.len();
    known.sort_unstable();
    known.dedup();
    known.len() + unknown
}

/// A, B … Z, AA, AB …
fn letters(place: usize) -> String {
    let last = char::from(b'A' + (place % 26) as u8);
    if place < 26 { last.to_string() } else { format!("{}{last}", letters(place / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn rates_are_silent_below_ten() {
        let all = rate("all".to_owned(), 100, 50, 9, None);
        let side = |sent, hits| rate(String::new(), sent, hits, 1, Some(&all)).side;
        assert_eq!(
            [side(9, 0), side(10, 0), side(10, 10), side(10, 5)],
            [None, Some(Side::Below), Some(Side::Above), None]
        );
        assert_eq!(rate(String::new(), 9, 3, 1, Some(&all)).rate, None);
    }
}
