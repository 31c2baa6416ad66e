//! `docs/grades.md` says what the rules and signals are, and how they agree with people.

mod common;

use std::path::{Path, PathBuf};

use common::root;
use snapbox::Data;
use ssi_corpus::read::{Options, read_columns};
use ssi_report::{JudgedKind, JudgedSet, grades_doc};
use ssi_rules::{Model, Pack, TextWant, load};
use ssi_score::agree::evaluation::{Measures, Settings, evaluate};
use ssi_score::agree::file::{Columns, JudgedTexts};
use ssi_score::agree::matching::Match;
use ssi_score::agree::rules::Asked;
use ssi_score::agree::{length, rules};
use ssi_score::grade::Grader;
use ssi_score::vocabulary::vocabulary;
use ssi_text::SIGNALS;

/// A file of a set: name, path, what it is, columns (texts, label, group, a condition), what the texts are graded as.
struct Set {
    name: &'static str,
    file: &'static str,
    about: &'static str,
    texts: &'static [&'static str],
    label: &'static str,
    group: Option<&'static str>,
    only: Option<(&'static str, &'static str)>,
    kinds: &'static [&'static str],
}

const ARGUMENTS: Set = Set {
    name: "arguments",
    file: "labelled/argument-pairs/pairs.csv",
    about: "pairs of short arguments in everyday debates, and which one convinces more (UKPConvArg1, Habernal and Gurevych 2016, CC BY 4.0)",
    texts: &["text_a", "text_b"],
    label: "better",
    group: None,
    only: None,
    kinds: &["comment", "post"],
};
const REVIEWS: Set = Set {
    name: "reviews",
    file: "labelled/constructive-reviews/reviews.csv",
    about: "short reviews of games, and whether they are constructive (Steam constructiveness set, A. Bullard, MIT)",
    texts: &["text"],
    label: "constructive",
    group: None,
    only: None,
    kinds: &["comment"],
};
const ANSWERS: Set = Set {
    name: "answers, quantum computing",
    file: "corpora/stackexchange-quantumcomputing/posts.csv",
    about: "answers to one question against each other, by their votes (Stack Exchange, CC BY-SA)",
    texts: &["text"],
    label: "Score",
    group: Some("ParentId"),
    only: Some(("PostTypeId", "2")),
    kinds: &["comment", "post"],
};
const COMMENTS: Set = Set {
    name: "comments, quantum computing",
    file: "corpora/stackexchange-quantumcomputing/comments.csv",
    about: "comments on one question or answer against each other, by their votes (Stack Exchange, CC BY-SA)",
    texts: &["Text"],
    label: "Score",
    group: Some("PostId"),
    only: None,
    kinds: &["comment"],
};
const META_ANSWERS: Set = Set {
    name: "answers, language building",
    file: "corpora/stackexchange-conlang-meta/posts.csv",
    ..ANSWERS
};
const META_COMMENTS: Set = Set {
    name: "comments, language building",
    file: "corpora/stackexchange-conlang-meta/comments.csv",
    ..COMMENTS
};

fn model() -> Model {
    let pack = Pack::read(&root().join("rules/ssi")).expect("our pack");
    load(&pack, &vocabulary()).expect("our pack").0
}

fn judged(model: &Model, shared: &Path, set: &Set) -> JudgedSet {
    let owned = |name: &str| name.to_owned();
    let columns = Columns {
        texts: set.texts.iter().map(|t| owned(t)).collect(),
        label: owned(set.label),
        positive: None,
        group: set.group.map(owned),
        by: None,
        only: set.only.iter().map(|(c, v)| (owned(c), owned(v))).collect(),
    };
    let table = read_columns(&shared.join(set.file), &columns.names(), &Options::default()).expect("a set");
    let found = JudgedTexts::new(table, &columns).expect("labels");
    let texts = &found.texts;
    let of =
        |measure: fn(&str) -> f64| (0..texts.len()).map(|row| measure(texts.get(row))).collect::<Vec<f64>>();
    let (words, characters) = (of(length::words), of(|text| text.chars().count() as f64));
    let settings = Settings { matched: Match::default(), resamples: 1000 };
    let items = found.judged.items();
    let mut signals = Vec::new();
    let mut kinds = Vec::new();
    for &kind in set.kinds {
        let plan = model.grade(kind).expect("a grade");
        let graded = rules::grade(model, plan, texts.len(), |row| texts.get(row), true);
        let measures = Measures { grade: &graded.grade, words: &words, characters: &characters };
        let evaluation = evaluate(&found.judged, found.shape, &items, &measures, &settings);
        let asked = Asked::again(&found.judged, &evaluation, &items, &measures, &settings);
        if signals.is_empty() {
            let all: Vec<TextWant> = (0..SIGNALS.len()).map(TextWant::Signal).collect();
            let columns = Grader::grade(model, None, &all).run(texts.len(), |row| texts.get(row));
            signals = columns.iter().map(|column| asked.agreement(column)).collect();
        }
        let (rules, _) = rules::each(model, plan, &graded, &asked);
        kinds.push(JudgedKind { kind: kind.to_owned(), evaluation, rules });
    }
    JudgedSet { name: set.name.to_owned(), about: set.about.to_owned(), kinds, signals }
}

/// With the sets at hand (in the folder that `SSI_SHARED` names) the whole page is held equal; `SNAPSHOTS=overwrite` writes it anew.
#[test]
fn the_page_is_up_to_date() {
    let path = root().join("docs/grades.md");
    let shared = std::env::var_os("SSI_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    if !shared.join("labelled").is_dir() {
        return;
    }
    let model = model();
    let all = [ARGUMENTS, REVIEWS, ANSWERS, COMMENTS, META_ANSWERS, META_COMMENTS];
    let sets: Vec<JudgedSet> = all.iter().map(|set| judged(&model, &shared, set)).collect();
    let page = grades_doc(&model, &sets);
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(page).raw(), Data::read_from(&path, None).raw());
}

/// Everywhere: what the page says of rules and signals is what they are.
#[test]
fn the_page_knows_every_rule_and_signal() {
    let page = std::fs::read_to_string(root().join("docs/grades.md")).expect("the page");
    let without = grades_doc(&model(), &[]);
    for line in without.lines().filter(|line| line.starts_with("- **")) {
        assert!(
            page.lines().any(|l| l == line),
            "docs/grades.md does not say (see SSI_SHARED in this test): {line}"
        );
    }
    for line in without.lines().filter(|line| line.starts_with("| `")) {
        assert!(page.lines().any(|l| l.starts_with(line)), "docs/grades.md does not say: {line}");
    }
}
