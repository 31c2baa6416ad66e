//! Each of the 204 statements has its row in docs/coverage.md, and whatever a row names is there.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{root, run};
use ssi_corpus::tables::{TABLES, table};
use ssi_rules::Pack;
use ssi_score::vocabulary::vocabulary;

const STATEMENTS: usize = 204;

/// The rules of the packs that lie beside one another in rules/, by id.
fn rules() -> BTreeSet<String> {
    ["ssi", "paid-tool", "three-step"]
        .iter()
        .flat_map(|pack| {
            let pack = Pack::read(&root().join("rules").join(pack)).unwrap();
            let (model, _) = ssi_rules::load(&pack, &vocabulary()).unwrap();
            model.rules().map(|r| r.id.clone()).collect::<Vec<_>>()
        })
        .collect()
}

/// What is in code type in a text.
fn names(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Looks names up; the help page of each command is asked for once.
#[derive(Default)]
struct Known {
    rules: BTreeSet<String>,
    pages: BTreeMap<Vec<String>, Option<String>>,
}

impl Known {
    fn page(&mut self, command: &[&str]) -> Option<&str> {
        let key: Vec<String> = command.iter().map(|&word| word.to_owned()).collect();
        let asked = self.pages.entry(key).or_insert_with(|| {
            let ran = run(root(), &[command, &["--help"]].concat());
            (ran.code == Some(0)).then_some(ran.out)
        });
        asked.as_deref()
    }

    /// Whether the command exists and its page names every flag and every value of a flag that are named here.
    fn command(&mut self, typed: &str) -> bool {
        let words: Vec<&str> = typed.split(' ').skip(1).collect();
        let flags = words.iter().position(|w| w.starts_with("--")).unwrap_or(words.len());
        let Some(page) = self.page(&words[..flags]) else { return false };
        let bare = |word: &str| word.trim_matches([',', '[', ']', ':']).to_owned();
        let there: BTreeSet<String> = page.split_whitespace().map(bare).collect();
        words[flags..].iter().all(|word| there.contains(*word))
    }

    fn knows(&mut self, name: &str) -> bool {
        if name.starts_with("ssi ") {
            return self.command(name);
        }
        if name.contains('/') {
            return root().join(name).exists();
        }
        let column = name.split_once('.').and_then(|(t, c)| TABLES[table(t)?].column(c));
        column.is_some() || self.rules.contains(name)
    }
}

#[test]
fn every_statement_has_a_row_and_every_name_exists() {
    let page = std::fs::read_to_string(root().join("docs/coverage.md")).unwrap();
    let mut known = Known { rules: rules(), ..Known::default() };
    assert!(known.rules.len() > 60, "the packs have rules");
    let (mut numbers, mut lost, mut looked_up) = (Vec::new(), Vec::new(), 0);
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let number = cells[0].parse::<usize>().ok().filter(|_| line.starts_with('|'));
        if let Some(number) = number {
            assert_eq!(cells.len(), 3, "row {number} has three cells");
            assert!(cells.iter().all(|c| !c.is_empty()), "row {number} has an empty cell");
            numbers.push(number);
        }
        for name in names(line) {
            looked_up += 1;
            if !known.knows(name) {
                lost.push(format!("{}: {name}", number.map_or("text".to_owned(), |n| n.to_string())));
            }
        }
    }
    assert_eq!(numbers, (1..=STATEMENTS).collect::<Vec<_>>());
    assert!(looked_up > STATEMENTS, "most rows name something");
    assert!(lost.is_empty(), "docs/coverage.md names what is not there:\n{}", lost.join("\n"));
}

#[test]
fn a_name_that_is_not_there_is_found_out() {
    let mut known = Known { rules: rules(), ..Known::default() };
    for good in [
        "ssi score",
        "ssi score --as-of",
        "ssi score --format csv",
        "ssi rules check",
        "brand.cadence",
        "posts.views",
        "rules/ssi",
    ] {
        assert!(known.knows(good), "{good}");
    }
    for bad in [
        "ssi dance",
        "ssi score --dance",
        "ssi score --format dance",
        "brand.dance",
        "posts.dance",
        "rules/dance",
        "dance",
    ] {
        assert!(!known.knows(bad), "{bad}");
    }
}
