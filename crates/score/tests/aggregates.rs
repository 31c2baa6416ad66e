//! Aggregates against a reference that counts over the cells of the files, and partial ones that join in any order.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]
#![allow(clippy::format_collect, reason = "a few lines of text")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::packs::{pack, random_packs};
use common::random::Random;
use common::world::{END, Sheet, World, second, time, worlds};
use common::{cases, run};
use proptest::prelude::*;
use ssi_corpus::data::{DAY, NO_TIME};
use ssi_rules::{Aggregate, Measure, MemberInput, Model, Window};
use ssi_score::Scored;
use ssi_score::partial::{Batch, Partial, View};

/// The window of the packs of these tests.
const PACK_DAYS: i64 = 60;

/// A member's row as the reference sees it: the second, if it has one, and the row in the file.
type Seen = (Option<i64>, usize);

/// What a rule writes, and the same counted by hand. `None` is no value.
struct Case {
    written: &'static str,
    naive: fn(&Sheet, &[Seen]) -> Option<f64>,
    /// Days back in which rows count; `None` for all.
    days: Option<i64>,
}

const fn case(written: &'static str, days: Option<i64>, naive: fn(&Sheet, &[Seen]) -> Option<f64>) -> Case {
    Case { written, naive, days }
}

fn numbers(sheet: &Sheet, rows: &[Seen], column: &str) -> Vec<f64> {
    let cells = rows.iter().map(|&(_, row)| sheet.cell(row, column));
    let mut numbers: Vec<f64> = cells.filter(|c| !c.is_empty()).map(|c| c.parse().unwrap()).collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

fn median(n: &[f64]) -> Option<f64> {
    (!n.is_empty()).then(|| f64::midpoint(n[(n.len() - 1) / 2], n[n.len() / 2]))
}

/// How often each word occurs, whatever its case.
fn words(sheet: &Sheet, rows: &[Seen], column: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in rows.iter().map(|&(_, row)| sheet.cell(row, column)).filter(|w| !w.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// The share of the rows of which this is known.
fn share(sheet: &Sheet, rows: &[Seen], column: &str, holds: fn(&str) -> bool) -> Option<f64> {
    let known: Vec<&str> =
        rows.iter().map(|&(_, r)| sheet.cell(r, column)).filter(|c| !c.is_empty()).collect();
    let held = known.iter().filter(|c| holds(c)).count();
    (!known.is_empty()).then(|| held as f64 / known.len() as f64)
}

/// Days before the day of the score, 0 for that day itself.
fn days_ago(rows: &[Seen]) -> BTreeSet<i64> {
    rows.iter().filter_map(|&(time, _)| Some((END / DAY - 1) - time?.div_euclid(DAY))).collect()
}

/// The longest run of days without a row among these days.
fn gap(rows: &[Seen], days: i64) -> f64 {
    let active = days_ago(rows);
    let (mut longest, mut length) = (0, 0);
    for day in 0..days {
        length = if active.contains(&day) { 0 } else { length + 1 };
        longest = longest.max(length);
    }
    f64::from(longest)
}

const POSTS: [Case; 20] = [
    case("count()", Some(PACK_DAYS), |_, r| Some(r.len() as f64)),
    case("within(14).count()", Some(14), |_, r| Some(r.len() as f64)),
    case("all_time().count()", None, |_, r| Some(r.len() as f64)),
    case("per_week()", Some(PACK_DAYS), |_, r| Some(r.len() as f64 * 7.0 / PACK_DAYS as f64)),
    case("within(21).per_week()", Some(21), |_, r| Some(r.len() as f64 / 3.0)),
    case("active_days()", Some(PACK_DAYS), |_, r| Some(days_ago(r).len() as f64)),
    case("active_weeks()", Some(PACK_DAYS), |_, r| {
        Some(days_ago(r).iter().map(|d| d / 7).collect::<BTreeSet<_>>().len() as f64)
    }),
    case("all_time().active_days()", None, |_, r| Some(days_ago(r).len() as f64)),
    case("longest_gap_days()", Some(PACK_DAYS), |_, r| Some(gap(r, PACK_DAYS))),
    case("within(30).longest_gap_days()", Some(30), |_, r| Some(gap(r, 30))),
    case("days_since_last()", Some(PACK_DAYS), |_, r| days_ago(r).first().map(|d| *d as f64)),
    case("sum(|p| p.views)", Some(PACK_DAYS), |s, r| Some(numbers(s, r, "views").iter().sum())),
    case("mean(|p| p.views)", Some(PACK_DAYS), |s, r| mean(&numbers(s, r, "views"))),
    case("within(30).mean(|p| p.reactions)", Some(30), |s, r| mean(&numbers(s, r, "reactions"))),
    case("median(|p| p.views)", Some(PACK_DAYS), |s, r| median(&numbers(s, r, "views"))),
    case("all_time().min(|p| p.comments)", None, |s, r| numbers(s, r, "comments").first().copied()),
    case("max(|p| p.views)", Some(PACK_DAYS), |s, r| numbers(s, r, "views").last().copied()),
    case("share(|p| p.views >= 5)", Some(PACK_DAYS), |s, r| {
        share(s, r, "views", |c| c.parse::<f64>().unwrap() >= 5.0)
    }),
    case("distinct(|p| p.kind)", Some(PACK_DAYS), |s, r| Some(words(s, r, "kind").len() as f64)),
    case("top_share(|p| p.kind)", Some(PACK_DAYS), |s, r| {
        let words = words(s, r, "kind");
        let top = words.values().max()?;
        Some(*top as f64 / words.values().sum::<usize>() as f64)
    }),
];

/// More of the same, with filters and on tables of other files.
const FILTERED: [(&str, &str, Case); 6] = [
    (
        "posts",
        "author",
        case("where(|p| p.kind == \"original\").count()", Some(PACK_DAYS), |s, r| {
            Some(words(s, r, "kind").get("original").copied().unwrap_or(0) as f64)
        }),
    ),
    (
        "posts",
        "author",
        case("where(|p| p.views > 2).mean(|p| p.views)", Some(PACK_DAYS), |s, r| {
            mean(&numbers(s, r, "views").into_iter().filter(|v| *v > 2.0).collect::<Vec<_>>())
        }),
    ),
    (
        "posts",
        "author",
        case("share(|p| p.in_group)", Some(PACK_DAYS), |s, r| {
            share(s, r, "in_group", |c| matches!(c, "true" | "yes"))
        }),
    ),
    (
        "reactions",
        "author",
        case("share(|r| r.kind == \"like\")", Some(PACK_DAYS), |s, r| share(s, r, "kind", |c| c == "like")),
    ),
    (
        "searches",
        "member",
        case("where(|s| s.kind == \"saved\" or s.kind == \"alert\").count()", Some(PACK_DAYS), |s, r| {
            let words = words(s, r, "kind");
            Some(["saved", "alert"].iter().filter_map(|w| words.get(*w)).sum::<usize>() as f64)
        }),
    ),
    (
        "connections",
        "member",
        case("distinct(|c| c.company)", None, |s, r| Some(words(s, r, "company").len() as f64)),
    ),
];

/// The one aggregate that a rule reads: as it is written, its value for each member, and whether that was founded on data.
fn aggregate(model: &Model, scored: &Scored, rule: &str) -> (String, Vec<(f64, bool)>) {
    let rule = model.pillars[0].rules.iter().find(|r| r.id == rule).unwrap();
    let inputs = model.member.inputs_of(rule.value);
    let [input] = inputs[..] else { panic!("{} reads {inputs:?}", rule.id) };
    let MemberInput::Aggregate(place) = model.member_inputs[input as usize] else {
        panic!("{} reads a profile", rule.id)
    };
    let evidence = model.member_inputs.iter().position(|i| *i == MemberInput::Evidence(place)).unwrap();
    let [values, founded] = [input as usize, evidence].map(|i| &scored.inputs[i]);
    let pairs = values.iter().zip(founded).map(|(value, founded)| (*value, *founded == 1.0));
    (model.aggregates[place].written.clone(), pairs.collect())
}

#[track_caller]
fn check(world: &World, cases: &[(&str, &str, &Case)]) {
    let rules: String = cases
        .iter()
        .enumerate()
        .map(|(i, (table, _, case))| {
            format!("/// R.\nfn r{i}(m) {{ weight(1, m.{table}.{}.saturate(3)) }}\n", case.written)
        })
        .collect();
    let recipe = pack(&[("all", 100, &rules)]);
    let model = &recipe.model;
    let scored = run(model, &world.corpus(), END);
    for (i, (table, subject, case)) in cases.iter().enumerate() {
        let (written, values) = aggregate(model, &scored, &format!("all.r{i}"));
        for (id, (found, founded)) in scored.scores.members.iter().zip(values) {
            let Some(sheet) = world.sheet(table) else {
                assert!(!founded && found.is_nan(), "{written} of {id} without the file: {found}");
                continue;
            };
            let rows: Vec<Seen> = (0..sheet.rows.len())
                .filter(|&row| {
                    sheet.cell(row, subject) == id && !repeats(sheet, row) && !to_oneself(sheet, row)
                })
                .map(|row| (Some(sheet.cell(row, "at")).filter(|at| !at.is_empty()).map(second), row))
                .filter(|(time, _)| match (time, case.days) {
                    (Some(time), Some(days)) => (END - days * DAY..END).contains(time),
                    (Some(time), None) => *time < END,
                    (None, days) => days.is_none(),
                })
                .collect();
            let expected = (case.naive)(sheet, &rows);
            // Sums are kept to 2⁻²⁴ a row.
            let same = expected.map_or(found.is_nan(), |e| (found - e).abs() <= 1e-6);
            assert!(same, "{written} of {id}: {found}, counted {expected:?}");
        }
    }
}

/// Whether the same act stands there before: every cell the same, and a clock time in one of them.
fn repeats(sheet: &Sheet, row: usize) -> bool {
    let at = sheet.cell(row, "at");
    let clock = !at.is_empty() && second(at) % DAY != 0;
    clock && sheet.rows[..row].contains(&sheet.rows[row])
}

/// Whether it is something that somebody did for or to themself: told, and not counted.
fn to_oneself(sheet: &Sheet, row: usize) -> bool {
    let ends = [("member", "other"), ("sender", "recipient"), ("giver", "receiver")];
    ends.iter().any(|(from, to)| {
        let (from, to) = (sheet.cell(row, from), sheet.cell(row, to));
        !to.is_empty() && from == to
    })
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn aggregates_are_what_one_would_count(world in worlds()) {
        let posts: Vec<(&str, &str, &Case)> = POSTS.iter().map(|c| ("posts", "author", c)).collect();
        check(&world, &posts);
        let filtered: Vec<(&str, &str, &Case)> = FILTERED.iter().map(|(t, s, c)| (*t, *s, c)).collect();
        check(&world, &filtered);
    }
}

/// Every pair of moments at the edges of days, weeks and windows, a member each.
#[test]
fn edges_of_days_weeks_and_windows() {
    let days = [0, 1, 6, 7, 13, 14, 20, 21, 29, 30, 59, 60];
    let moments: Vec<i64> = days.iter().flat_map(|d| [1, DAY].map(|s| END - d * DAY - s)).collect();
    let mut rows = Vec::new();
    for (i, one) in moments.iter().enumerate() {
        for other in &moments[i..] {
            rows.extend([one, other].map(|at| format!("m{i}-{other}|{}|original|4|1|2|true", time(*at))));
        }
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let world = World(vec![Sheet::new("posts", "author,at,kind,views,reactions,comments,in_group", &rows)]);
    let posts: Vec<(&str, &str, &Case)> = POSTS.iter().map(|c| ("posts", "author", c)).collect();
    check(&world, &posts);
}

/// Rows of one table as the fold hands them to the aggregates: a member, a time, and one cell of each kind an aggregate.
struct Rows {
    members: Vec<u32>,
    times: Vec<i64>,
    views: Vec<[Vec<f64>; 3]>,
}

const MEMBERS: usize = 4;

fn rows(aggregates: &[&Aggregate], seeds: &[u64]) -> Rows {
    let mut rows =
        Rows { members: Vec::new(), times: Vec::new(), views: vec![Default::default(); aggregates.len()] };
    for &seed in seeds {
        let mut random = Random(seed);
        rows.members.push(random.below(MEMBERS) as u32);
        let time = END - random.below(100 * 86_400) as i64;
        rows.times.push(if random.once_in(12) { NO_TIME } else { time });
        for (view, a) in rows.views.iter_mut().zip(aggregates) {
            let truth = |random: &mut Random| [1.0, 1.0, 0.0, f64::NAN][random.below(4)];
            let evidence = f64::from(u8::from(!random.once_in(5)));
            let number = [-0.0, 0.0, 1.0, -3.5, 0.1, 1e9, f64::NAN, -1e-9][random.below(8)];
            let value = match a.measure {
                Measure::Label(_) => [0.0, 1.0, 2.0, f64::NAN][random.below(4)],
                _ if a.kind == ssi_rules::AggregateKind::Share => truth(&mut random),
                _ => number,
            };
            for (cells, cell) in view.iter_mut().zip([evidence, truth(&mut random), value]) {
                cells.push(cell);
            }
        }
    }
    rows
}

fn partial(
    model: &Model,
    table: usize,
    aggregates: &[&Aggregate],
    rows: &Rows,
    range: std::ops::Range<usize>,
) -> Partial {
    let view = |(a, [evidence, filter, value]): (&&Aggregate, &'_ [Vec<f64>; 3])| -> [Option<Vec<f64>>; 3] {
        let part = |cells: &Vec<f64>, wanted: bool| wanted.then(|| cells[range.clone()].to_vec());
        [
            part(evidence, a.evidence.is_some()),
            part(filter, a.filter.is_some()),
            part(value, a.measure != Measure::Row),
        ]
    };
    let views: Vec<[Option<Vec<f64>>; 3]> = aggregates.iter().zip(&rows.views).map(view).collect();
    let batch = Batch {
        members: &rows.members[range.clone()],
        times: &rows.times[range.clone()],
        views: views
            .iter()
            .map(|[e, f, v]| View { evidence: e.as_deref(), filter: f.as_deref(), value: v.as_deref() })
            .collect(),
    };
    let mut partial = Partial::new(model, table, MEMBERS);
    partial.update(model, &batch, END);
    partial
}

/// Values to the bit, and what they were founded on.
fn finished(model: &Model, partial: &Partial) -> Vec<(usize, Vec<u64>, Vec<bool>)> {
    let done = partial.clone().finish(model, END, |_| false);
    done.into_iter()
        .map(|d| (d.aggregate, d.values.iter().map(|v| v.to_bits()).collect(), d.founded))
        .collect()
}

/// Partials of any batches, written down and read again, joined in any order and any grouping, come to the same bits.
#[track_caller]
fn check_partials(model: &Model, table: usize, seeds: &[u64], seed: u64) {
    let aggregates: Vec<&Aggregate> = model.aggregates.iter().filter(|a| a.table == table).collect();
    let rows = rows(&aggregates, seeds);
    let whole = finished(model, &partial(model, table, &aggregates, &rows, 0..seeds.len()));
    let mut random = Random(seed);
    let mut parts = Vec::new();
    let mut start = 0;
    while start < seeds.len() {
        let end = (start + 1 + random.below(6)).min(seeds.len());
        let part = partial(model, table, &aggregates, &rows, start..end);
        let written = serde_json::to_string(&part).unwrap();
        parts.push(serde_json::from_str::<Partial>(&written).unwrap_or_else(|e| panic!("{e}: {written}")));
        start = end;
    }
    parts.push(Partial::new(model, table, MEMBERS));
    while parts.len() > 1 {
        let one = parts.swap_remove(random.below(parts.len()));
        let other = random.below(parts.len());
        parts[other].merge(model, &one);
    }
    let joined = finished(model, &parts[0]);
    for ((a, whole), joined) in aggregates.iter().zip(&whole).zip(&joined) {
        assert_eq!(whole, joined, "{}", a.written);
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn partials_join_in_any_order(
        recipe in random_packs(),
        seeds in prop::collection::vec(any::<u64>().no_shrink(), 0..40),
        seed: u64,
    ) {
        let model = &recipe.model;
        let tables: BTreeSet<usize> = model.aggregates.iter().map(|a| a.table).collect();
        for table in tables {
            check_partials(model, table, &seeds, seed);
        }
    }
}

/// Every kind of aggregate joins, not only those that chance picks.
#[test]
fn every_kind_of_aggregate_joins() {
    let how = [
        "count()",
        "per_week()",
        "active_days()",
        "active_weeks()",
        "longest_gap_days()",
        "days_since_last()",
        "sum(|p| p.views)",
        "mean(|p| p.views)",
        "min(|p| p.views)",
        "max(|p| p.views)",
        "median(|p| p.views)",
        "slope_per_week(|p| p.views)",
        "share(|p| p.in_group)",
        "distinct(|p| p.kind)",
        "top_share(|p| p.kind)",
        "spread(|p| p.kind)",
        "within(20).count()",
        "all_time().max(|p| p.views)",
        "where(|p| p.in_group).mean(|p| p.reactions)",
    ];
    let rule =
        |(i, how): (usize, &&str)| format!("/// R.\nfn r{i}(m) {{ weight(1, m.posts.{how}.saturate(3)) }}\n");
    let recipe = pack(&[("all", 100, &how.iter().enumerate().map(rule).collect::<String>())]);
    let model = &recipe.model;
    assert_eq!(model.aggregates.len(), how.len());
    assert!(model.aggregates.iter().any(|a| a.window == Window::All));
    let seeds: Vec<u64> = (0..300).collect();
    for seed in 0..20 {
        check_partials(model, model.aggregates[0].table, &seeds, seed);
    }
}
