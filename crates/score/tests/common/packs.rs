//! Random packs: pillars of rules over random aggregates, written as rhai.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use ssi_rules::{ColumnWord, Kind, Model, Pack, PackFile, TableWord, Vocabulary, load};
use ssi_score::vocabulary::vocabulary;

use super::random::Random;
use super::root;

/// A model and the text that it was made of.
#[derive(Clone)]
pub(crate) struct Recipe {
    pub(crate) model: Arc<Model>,
    text: String,
}

impl fmt::Debug for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

static DEFAULT_PACK: LazyLock<Pack> = LazyLock::new(|| Pack::read(&root().join("rules/ssi")).unwrap());
static WORDS: LazyLock<Vocabulary> = LazyLock::new(vocabulary);

/// The default pack.
pub(crate) static DEFAULT: LazyLock<Recipe> = LazyLock::new(|| {
    let (model, _) = load(&DEFAULT_PACK, &WORDS).unwrap_or_else(|d| panic!("{}", d.render(false)));
    Recipe { model: Arc::new(model), text: "the default pack".to_owned() }
});

/// A pack with the default pack's grades and phrases, and these pillars: name, points, rules.
#[track_caller]
pub(crate) fn pack(pillars: &[(&str, u32, &str)]) -> Recipe {
    let mut header = "title(\"Random\");\nwindow(60);\nband(0, \"all\");\n".to_owned();
    let kept = |f: &&PackFile| f.path.starts_with("grades/") || f.path.starts_with("phrases/");
    let mut files: Vec<PackFile> = DEFAULT_PACK.files.iter().filter(kept).cloned().collect();
    let mut text = String::new();
    for (id, points, rules) in pillars {
        let _ = writeln!(header, "pillar(\"{id}\", \"{id}\", {points});");
        files.push(PackFile { path: format!("pillars/{id}.rhai"), text: (*rules).to_owned() });
        let _ = write!(text, "\n--- {id}\n{rules}");
    }
    files.push(PackFile { path: "pack.rhai".to_owned(), text: header });
    let pack = Pack::from_files("random", files).unwrap();
    let (model, _) = load(&pack, &WORDS).unwrap_or_else(|d| panic!("{}\n{text}", d.render(false)));
    Recipe { model: Arc::new(model), text }
}

/// The default pack every second time, else a random one.
pub(crate) fn recipes() -> impl Strategy<Value = Recipe> {
    prop_oneof![Just(()).prop_map(|()| DEFAULT.clone()), random_packs()]
}

/// Packs of two pillars with random rules.
pub(crate) fn random_packs() -> impl Strategy<Value = Recipe> {
    let rules = || prop::collection::vec(any::<u64>().no_shrink(), 1..7);
    (rules(), rules()).prop_map(|(one, two)| {
        let mut used = BTreeSet::new();
        let [one, two] = [one, two].map(|seeds| {
            let rule = |(i, &seed): (usize, &u64)| rule(i, &mut Random(seed), &mut used);
            seeds.iter().enumerate().map(rule).collect::<String>()
        });
        pack(&[("first", 70, &one), ("second", 30, &two)])
    })
}

/// A rule; the first of a pillar earns.
fn rule(place: usize, random: &mut Random, used: &mut BTreeSet<String>) -> String {
    let ends = if place > 0 && random.once_in(4) { "penalty" } else { "weight" };
    let weight = random.pick(&["0.5", "1", "2", "3", "7", "12.5"]);
    let one = credit(random, used);
    let body = match random.below(6) {
        0 => format!("average([{one}, {}])", credit(random, used)),
        1 => format!("weighted_average([[{one}, 3], [{}, 1]])", credit(random, used)),
        2 => format!("{one} * {}", credit(random, used)),
        3 => format!("when({one} > 0.4, {}, no_data())", credit(random, used)),
        4 => format!("{one}.max({})", credit(random, used)),
        _ => one,
    };
    format!("/// Rule {place}.\nfn r{place}(m) {{ {ends}({weight}, {body}) }}\n")
}

/// Something between 0 and 1 of a member that no other rule of the pack looks at.
fn credit(random: &mut Random, used: &mut BTreeSet<String>) -> String {
    loop {
        let (quantity, share) = quantity(random);
        if used.insert(quantity.clone()) {
            let curve = match (share, random.below(4)) {
                (true, 0) => "ramp(1, 0.2)".to_owned(),
                (true, _) => format!("ramp(0, {})", random.pick(&["0.3", "0.5", "1"])),
                (_, 0) => format!("log_ramp(0, {})", random.pick(&["3", "20", "500"])),
                (_, 1) => format!("saturate({})", random.pick(&["1", "4", "30"])),
                (_, 2) => format!("plateau(0, 1, {}, 60)", random.pick(&["2", "9", "30"])),
                _ => format!("ramp({}, {})", random.pick(&["0", "9"]), random.pick(&["2", "7", "40"])),
            };
            return format!("{quantity}.{curve}");
        }
    }
}

/// A number of a member, and whether it is a share.
fn quantity(random: &mut Random) -> (String, bool) {
    let table = &WORDS.tables[random.below(WORDS.tables.len())];
    let named =
        |kinds: fn(&Kind) -> bool| table.columns.iter().filter(|c| kinds(&c.kind)).collect::<Vec<_>>();
    if table.id == "profile" {
        // A level has an end, and a curve beyond it is refused as one that nobody can earn.
        let endless = |c: &&ColumnWord| c.kind == Kind::Number && c.range.1.is_infinite();
        let numbers: Vec<&ColumnWord> = table.columns.iter().filter(endless).collect();
        return (format!("m.profile.{}", numbers[random.below(numbers.len())].id), false);
    }
    let mut rows = format!("m.{}", table.id);
    let window = random.below(4);
    match window {
        0 if table.timed => rows = format!("{rows}.within({})", random.pick(&["7", "30", "45"])),
        1 if !table.state => rows += ".all_time()",
        _ => {}
    }
    let endless = table.state && window != 0 || !table.state && window == 1;
    if random.once_in(3) {
        rows = format!("{rows}.where(|r| {})", condition(random, table));
    }
    let labels = named(|k| *k == Kind::Label);
    let dated = table.timed;
    match random.below(10) {
        0 | 1 => (format!("{rows}.share(|r| {})", condition(random, table)), true),
        2 | 3 => {
            let how = random.pick(&["mean", "sum", "min", "max", "median"]);
            (format!("{rows}.{how}(|r| {})", number(random, table)), false)
        }
        4 if dated => (format!("{rows}.slope_per_week(|r| {})", number(random, table)), false),
        5 if !labels.is_empty() => {
            let label = &labels[random.below(labels.len())].id;
            (format!("{rows}.distinct(|r| r.{label})"), false)
        }
        6 if !labels.is_empty() => {
            let label = &labels[random.below(labels.len())].id;
            (format!("{rows}.{}(|r| r.{label})", random.pick(&["top_share", "spread"])), true)
        }
        7 | 8 if dated => {
            let hows = ["active_days", "active_weeks", "longest_gap_days", "days_since_last", "per_week"];
            let known = if endless { 4 } else { 5 };
            (format!("{rows}.{}()", hows[random.below(known)]), false)
        }
        _ => (format!("{rows}.count()"), false),
    }
}

fn columns<'a>(table: &'a TableWord, kind: &Kind) -> Vec<&'a ColumnWord> {
    table.columns.iter().filter(|c| c.kind == *kind).collect()
}

/// A number of a row; a table without numbers counts how a label reads.
fn number(random: &mut Random, table: &TableWord) -> String {
    let numbers = columns(table, &Kind::Number);
    if table.text().is_some() && (numbers.is_empty() || random.once_in(3)) {
        return format!("r.{}", random.pick(&["grade", "words", "questions"]));
    }
    if numbers.is_empty() {
        return format!("when({}, 2, 1)", condition(random, table));
    }
    let [a, b] = [0, 1].map(|_| &numbers[random.below(numbers.len())].id);
    if random.once_in(3) { format!("r.{a} - 2 * r.{b}") } else { format!("r.{a}") }
}

/// Something that holds or does not hold of a row.
fn condition(random: &mut Random, table: &TableWord) -> String {
    let (flags, labels, numbers) =
        (columns(table, &Kind::Condition), columns(table, &Kind::Label), columns(table, &Kind::Number));
    match random.below(4) {
        0 if !flags.is_empty() => format!("not(r.{})", flags[random.below(flags.len())].id),
        1 if !numbers.is_empty() => {
            let column = numbers[random.below(numbers.len())];
            let limit = if column.range.1 <= 1.0 { "0.5" } else { "2.5" };
            format!("r.{} <= {limit}", column.id)
        }
        2 if !labels.is_empty() => {
            let word = random.pick(&["software", "accepted", "bo", "p3", "like", "ACME"]);
            format!("r.{} == \"{word}\"", labels[random.below(labels.len())].id)
        }
        _ if !flags.is_empty() => format!("r.{}", flags[random.below(flags.len())].id),
        _ if !labels.is_empty() => format!("r.{} == \"one\"", labels[random.below(labels.len())].id),
        _ => format!("r.{} <= 1.5", numbers[random.below(numbers.len())].id),
    }
}
