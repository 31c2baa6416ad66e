//! What an editor proposes while a rule is typed.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};
use ssi_corpus::tables::TABLES;
use ssi_rules::{HEADER_WORDS, LANGUAGE, Word};
use ssi_text::SIGNALS;

/// Whole rules to begin with: what is typed, what it is, its lines. `$1` and `${1:word}` are places to fill in.
pub(super) const TEMPLATES: [(&str, &str, &[&str]); 4] = [
    (
        "rule",
        "A rule of a pillar",
        &[
            "/// ${1:Explains in posts of some length.}",
            "///",
            "/// Why: ${2:an explanation needs room.}",
            "/// Advice: ${3:write one post of ten sentences a month.}",
            "fn ${4:long_posts}(m) {",
            "    weight(${5:2}, m.${6:posts}.share(|p| p.words >= ${7:100}).ramp(${8:0}, ${9:0.3}))",
            "}",
        ],
    ),
    (
        "penalty-rule",
        "A rule of a pillar that takes points away",
        &[
            "/// ${1:Comments are mostly a word or two.}",
            "///",
            "/// Why: ${2:they say nothing to anybody.}",
            "/// Advice: ${3:say what the post made you think of.}",
            "fn ${4:thin_comments}(m) {",
            "    penalty(${5:2}, m.${6:comments}.share(|c| c.words < ${7:4}).ramp(${8:0.5}, ${9:0.9}))",
            "}",
        ],
    ),
    (
        "grade-rule",
        "A rule of a grade, for each text",
        &[
            "/// ${1:Asks something.}",
            "///",
            "/// Why: ${2:a question invites an answer.}",
            "/// Good: \"${3:Which of the two would you begin with, and why?}\"",
            "/// Bad: \"${4:We begin on Monday.}\"",
            "fn ${5:asks}(t) {",
            "    weight(${6:2}, t.${7:questions}.ramp(0, ${8:1}))",
            "}",
        ],
    ),
    (
        "pack",
        "A pack.rhai that builds on ours",
        &[
            "extends(\"ssi\");",
            "title(\"${1:Our own index}\");",
            "",
            "reweigh(\"${2:brand.cadence}\", ${3:6});",
        ],
    ),
];

/// All proposals by name.
pub(super) fn all() -> Value {
    let mut out = Map::new();
    for (prefix, about, lines) in TEMPLATES {
        out.insert(about.to_owned(), json!({ "prefix": prefix, "body": lines, "description": about }));
    }
    for word in HEADER_WORDS.iter().chain(LANGUAGE) {
        let about = format!("{} As in {}", word.about, word.usage);
        out.insert(name(word), json!({ "prefix": word.name, "body": call(word), "description": about }));
    }
    for table in TABLES {
        let about = capital(table.about);
        out.insert(
            format!("table {}", table.id),
            json!({ "prefix": format!("m.{}", table.id), "body": format!("m.{}", table.id), "description": about }),
        );
    }
    for (id, about) in values() {
        out.insert(format!("value {id}"), json!({ "prefix": id, "body": id, "description": about }));
    }
    Value::Object(out)
}

fn name(word: &Word) -> String {
    match word.on {
        "" => format!("function {}", word.name),
        on => format!("{on} {}", word.name),
    }
}

/// The word as it is called, with the numbers of its example to be typed over.
fn call(word: &Word) -> String {
    let from = word.usage.find(&format!("{}(", word.name)).unwrap_or(0);
    let mut depth = 0_usize;
    let mut places = 0;
    let mut out = String::new();
    let mut number = String::new();
    for letter in word.usage[from..].chars() {
        if letter.is_ascii_digit() || (letter == '.' && !number.is_empty()) {
            number.push(letter);
            continue;
        }
        if !number.is_empty() {
            places += 1;
            let _ = write!(out, "${{{places}:{number}}}");
            number.clear();
        }
        if matches!(letter, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(letter);
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => break,
            ')' => depth -= 1,
            _ => {}
        }
    }
    out
}

/// Columns of rows and signals of texts, by name: one name can stand in several tables.
fn values() -> BTreeMap<&'static str, String> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    found.insert("grade", vec!["text: its grade by the rules in grades/, from 0 to 1".to_owned()]);
    for table in TABLES {
        for column in table.columns {
            found.entry(column.id).or_default().push(format!("{}: {}", table.id, column.about));
        }
    }
    for signal in SIGNALS {
        found.entry(signal.id).or_default().push(format!("text: {} ({})", signal.about, signal.unit));
    }
    found.into_iter().map(|(id, told)| (id, told.join("\n"))).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
