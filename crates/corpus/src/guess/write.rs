//! A guess as a mapping for a person to read and correct.

use std::fmt::Write as _;

use super::{Guess, GuessedColumn, GuessedRead, Origin};
use crate::dialect::Certainty;

/// Writes a mapping with a comment for each line that says why.
///
/// It can be read as it stands as long as it reads any file. Ends with a line end.
pub fn corpus_toml(guess: &Guess) -> String {
    let mut out = String::from(
        "# What these files seem to hold. It was guessed from their names and first rows: check each line, then score.\n",
    );
    if !guess.questions.is_empty() {
        out.push_str("#\n# To decide:\n");
        for question in &guess.questions {
            put(&mut out, format_args!("# - {}\n", comment(question)));
        }
    }
    if !guess.left_out.is_empty() {
        out.push_str("#\n# Not read:\n");
        for (path, why) in &guess.left_out {
            put(&mut out, format_args!("# - {}: {}\n", comment(path), comment(why)));
        }
    }
    for read in &guess.reads {
        out.push('\n');
        self::read(read, &mut out);
    }
    out
}

fn read(read: &GuessedRead, out: &mut String) {
    let file = read.table.file();
    put(out, format_args!("# {}\n[[read]]\n", file.about));
    put(out, format_args!("file = {}\n", quoted(&read.file)));
    put(out, format_args!("as = {}  # {}\n", quoted(file.name), comment(&read.why)));
    if let Some((column, values)) = &read.only {
        put(out, format_args!("where = {{ {} = {} }}\n", quoted(column), list(values)));
    }
    if let Some(format) = &read.time_format {
        put(out, format_args!("time_format = {}\n", quoted(format)));
    }
    out.push_str("\n[read.columns]\n");
    let lines: Vec<String> = read.columns.iter().map(line).collect();
    // Reasons stand below each other, unless one line is very long.
    let width = lines.iter().map(|l| l.chars().count()).filter(|w| *w <= 60).max().unwrap_or(0);
    for (text, column) in lines.iter().zip(&read.columns) {
        let sure = match column.sure {
            Certainty::Clear => "",
            Certainty::Probable => "probably: ",
            Certainty::Guess => "a guess: ",
        };
        put(out, format_args!("{text:width$}  # {sure}{}\n", comment(&column.why)));
    }
    if !read.unused.is_empty() {
        let names: Vec<String> = read.unused.iter().map(|name| comment(name)).collect();
        put(out, format_args!("# not used: {}\n", names.join(", ")));
    }
}

fn line(column: &GuessedColumn) -> String {
    let field = column.field;
    let prefix = |before: &str| match column.prefix.as_str() {
        "" => String::new(),
        prefix => format!("{before}prefix = {}", quoted(prefix)),
    };
    match &column.from {
        Origin::Column(name) if column.prefix.is_empty() => format!("{field} = {}", quoted(name)),
        Origin::Column(name) => format!("{field} = {{ column = {}{} }}", quoted(name), prefix(", ")),
        Origin::Columns(names, join) => {
            format!("{field} = {{ columns = {}, join = {}{} }}", list(names), quoted(join), prefix(", "))
        }
        Origin::Value(value) => format!("{field} = {{ value = {}{} }}", quoted(value), prefix(", ")),
    }
}

/// A string of TOML on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => put(&mut out, format_args!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// Text in a comment: on one line, without what a comment may not hold.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string does not fail");
}
