//! What can be supplied and what a rule may name, as text.

use std::fmt::Write;

use ssi_corpus::schema::FILES;
use ssi_corpus::tables::{Kind, TABLES};
use ssi_rules::{HEADER_WORDS, LANGUAGE, Word};
use ssi_text::SIGNALS;

/// The input files and their columns.
pub fn files() -> String {
    let mut out =
        String::from("INPUT FILES: one CSV each in the folder, all optional, at least one marked *\n");
    for file in &FILES {
        let mark = if file.activity { " *" } else { "" };
        let _ = writeln!(out, "\n{}.csv{mark}   {}", file.name, file.about);
        for field in file.fields {
            let need = if field.required { "required" } else { "" };
            let _ =
                writeln!(out, "  {:<20} {:<32} {need:<9} {}", field.id, field.kind.in_words(), field.about);
        }
    }
    out
}

/// The tables and columns that a rule may name.
pub fn tables() -> String {
    let mut out = String::from(
        "TABLES OF A MEMBER: what a rule in pillars/ may name, as in m.posts.mean(|p| p.grade)\n",
    );
    for table in TABLES {
        let time = if table.state && table.also.is_empty() {
            "counts whatever its age"
        } else {
            "counts within the window"
        };
        let files: Vec<String> = std::iter::once(table.file)
            .chain(table.also.iter().copied())
            .map(|file| format!("{}.csv", file.file().name))
            .collect();
        let _ = writeln!(out, "\nm.{}   {} ({time}; from {})", table.id, table.about, files.join(", "));
        for column in table.columns {
            let kind = match column.kind {
                Kind::Number(low, high) if high.is_infinite() => format!("number from {low}"),
                Kind::Number(low, high) => format!("number {low} to {high}"),
                Kind::Flag => "condition".to_owned(),
                Kind::Label => "label".to_owned(),
                Kind::Text(grade) => format!("text, graded as {grade}"),
            };
            let made = if column.derived { "derived" } else { "" };
            let _ = writeln!(out, "  {:<20} {kind:<24} {made:<8} {}", column.id, column.about);
        }
    }
    out
}

/// The signals of every text.
pub fn signals() -> String {
    let mut out = String::from("SIGNALS OF A TEXT: what a rule in grades/ may name, as in t.words\n\n");
    for signal in SIGNALS {
        let range = match signal.range {
            (low, high) if low.is_infinite() => format!("up to {high}"),
            (low, high) if high.is_infinite() => format!("from {low}"),
            (low, high) => format!("{low} to {high}"),
        };
        let unit = signal.unit.to_string();
        let _ = writeln!(out, "  {:<22} {unit:<11} {range:<20} {}", signal.id, signal.about);
        if !signal.source.is_empty() {
            let _ = writeln!(out, "{:57} [{}]", "", signal.source);
        }
    }
    out
}

/// The words of the rule language.
pub fn language() -> String {
    let mut out = String::from("WORDS OF THE RULE LANGUAGE\n\n");
    let mut say = |word: &Word, on: &str| {
        let _ = writeln!(out, "  {:<18} {on:<13} {}\n{:35}{}", word.name, word.about, "", word.usage);
    };
    for word in LANGUAGE {
        say(word, &if word.on.is_empty() { String::new() } else { format!("on a {}", word.on) });
    }
    for word in HEADER_WORDS {
        say(word, "in pack.rhai");
    }
    out
}
