//! What lies in an input, before anything is scored: which files are read as what, what is left out and why, what is missing.

use std::fmt::Write;

use serde::Serialize;
use ssi_corpus::dialect::{Dialect, Encoding, Escape, Newline};

use crate::printable;
use crate::terminal::wrap_text;

/// Everything that was seen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Inspection {
    /// One entry a file, sorted by path.
    pub files: Vec<FileSeen>,
    /// The LinkedIn exports among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<ExportSeen>,
    /// Odd rows that were read, such as comments whose post is nowhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// What else to know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why `ssi score` would stop, if it would.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stops: Option<Stop>,
}

/// Why nothing can be scored, and what to do.
#[derive(Clone, Debug, Serialize)]
pub struct Stop {
    /// What is wrong.
    pub error: String,
    /// What to write or do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// One file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileSeen {
    /// Its path below what was named.
    pub file: String,
    /// Its size as it lies there, in bytes.
    pub bytes: u64,
    /// How it is packed: gzip, zstd or zip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packing: Option<&'static str>,
    /// What kind of file it is: delimited, ndjson, parquet, workbook or other.
    pub form: &'static str,
    /// How it is written, if it is a delimited file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// The names of its columns, as far as they are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Why the dialect was chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Our tables that it feeds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read_as: Vec<String>,
    /// Rows taken over.
    pub rows: u64,
    /// Rows left out on purpose.
    pub left_out: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// What is odd about it as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why rows were left out, and how many.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<(String, u64)>,
    /// Why it is not read, if it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
}

/// One LinkedIn export.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ExportSeen {
    /// Its folder or archive below what was named; empty if it is all that was named.
    pub path: String,
    /// The member's id.
    pub member: String,
    /// The member's name.
    pub name: String,
    /// What it lacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Lack>,
}

/// Something that an export does not hold.
#[derive(Clone, Debug, Serialize)]
pub struct Lack {
    /// What.
    pub what: String,
    /// What it means for the score.
    pub means: String,
    /// Where to get it.
    pub get: String,
}

impl Lack {
    /// Something that is lacking, what that means, and where to get it.
    pub fn new(what: &str, means: &str, get: &str) -> Self {
        Self { what: what.to_owned(), means: means.to_owned(), get: get.to_owned() }
    }
}

/// The form that a program reads.
///
/// # Panics
/// Never: all keys are strings.
pub fn inspection_json(seen: &Inspection) -> String {
    crate::json::pretty(seen)
}

/// The form that a person reads; `why` adds how each file is written, and the evidence for it.
pub fn inspection_text(seen: &Inspection, why: bool) -> String {
    let mut out = String::new();
    let is_in = |file: &FileSeen, export: &ExportSeen| {
        export.path.is_empty()
            || file.file.strip_prefix(&export.path).is_some_and(|rest| rest.starts_with('/'))
    };
    for export in &seen.exports {
        let place =
            if export.path.is_empty() { String::new() } else { format!("{}: ", printable(&export.path)) };
        let _ = writeln!(
            out,
            "\n{place}LinkedIn export of {} ({})",
            printable(&export.name),
            printable(&export.member)
        );
        let files: Vec<&FileSeen> = seen.files.iter().filter(|file| is_in(file, export)).collect();
        in_export(&mut out, &files, export.path.len(), why);
        if !export.missing.is_empty() {
            out.push_str("  it lacks\n");
        }
        for lack in &export.missing {
            for (text, indent) in [(format!("{}: {}", lack.what, lack.means), 4), (lack.get.clone(), 6)] {
                for line in wrap_text(&text, WIDTH - indent) {
                    let _ = writeln!(out, "{:indent$}{line}", "");
                }
            }
        }
    }
    let others = seen.files.iter().filter(|file| !seen.exports.iter().any(|export| is_in(file, export)));
    for (place, file) in others.enumerate() {
        if place == 0 {
            out.push('\n');
        }
        file_text(&mut out, file, why);
    }
    for (title, lines) in [("odd rows", &seen.findings), ("notes", &seen.notes)] {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{title}");
        }
        for line in lines.iter().flat_map(|line| wrap_text(&printable(line), WIDTH - 2)) {
            let _ = writeln!(out, "  {line}");
        }
    }
    if let Some(stop) = &seen.stops {
        let _ = writeln!(out, "\n`ssi score` would stop here: {}", printable(&stop.error));
        if let Some(help) = &stop.help {
            let _ = writeln!(out, "  {}", printable(help));
        }
    }
    out.trim_start().to_owned()
}

/// Columns of the page.
const WIDTH: usize = 100;

/// The files of an export, a line each where nothing is to be said.
fn in_export(out: &mut String, files: &[&FileSeen], folder: usize, why: bool) {
    const LONGEST: usize = 44;
    let name = |file: &FileSeen| printable(file.file[folder..].trim_start_matches('/'));
    let longest = files.iter().map(|file| name(file).chars().count()).max().unwrap_or(0).min(LONGEST);
    for file in files {
        let mut told = Vec::new();
        if let Some(reason) = &file.unread {
            told.push(format!("not read: {}", printable(reason)));
        } else {
            let rejected =
                if file.rejected == 0 { String::new() } else { format!(", {} rejected", file.rejected) };
            let tables = file.read_as.join(" and ");
            let to = if tables.is_empty() { String::new() } else { format!(" to {tables}") };
            told.push(format!("{}{to}{rejected}", counted(file.rows, "row")));
        }
        told.extend(
            file.reasons.iter().map(|(reason, rows)| format!("{rows} left out: {}", printable(reason))),
        );
        told.extend(file.notes.iter().map(|note| printable(note)));
        if why {
            told.extend(file.dialect.iter().map(in_words));
        }
        let mut label = name(file);
        for line in told.iter().flat_map(|text| wrap_text(text, WIDTH.saturating_sub(longest + 4).max(40))) {
            let _ = writeln!(out, "  {label:<longest$}  {line}");
            label.clear();
        }
    }
}

fn file_text(out: &mut String, file: &FileSeen, why: bool) {
    let packed = file.packing.map(|p| format!(", {p}")).unwrap_or_default();
    let size = format!("{}{packed}", size(file.bytes));
    let _ = write!(out, "{}  ({size})", printable(&file.file));
    match (&file.unread, file.read_as.as_slice()) {
        (Some(reason), _) => {
            let _ = writeln!(out, "  not read: {}", printable(reason));
        }
        (None, []) => out.push('\n'),
        (None, tables) => {
            let rows = counted(file.rows, "row");
            let _ = write!(out, "  {} read as {}", rows, tables.join(" and "));
            if file.rejected > 0 {
                let _ = write!(out, ", {} rejected", file.rejected);
            }
            if file.left_out > 0 {
                let _ = write!(out, ", {} left out", file.left_out);
            }
            out.push('\n');
        }
    }
    for note in &file.notes {
        let _ = writeln!(out, "  {}", printable(note));
    }
    for (reason, rows) in &file.reasons {
        let _ = writeln!(out, "  {rows} left out: {}", printable(reason));
    }
    if let Some(dialect) = &file.dialect {
        let _ = writeln!(out, "  {}", in_words(dialect));
        if why {
            for line in &file.evidence {
                let _ = writeln!(out, "    {}", printable(line));
            }
        }
    }
    if file.read_as.is_empty() && !file.columns.is_empty() {
        const SHOWN: usize = 12;
        let more = file.columns.len().saturating_sub(SHOWN);
        let names: Vec<String> = file.columns.iter().take(SHOWN).map(|c| printable(c)).collect();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(out, "  columns: {}{more}", names.join(", "));
    }
}

/// A dialect as a person would say it, on one line.
fn in_words(dialect: &Dialect) -> String {
    let encoding = match dialect.encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16 (low byte first)",
        Encoding::Utf16Be => "UTF-16 (high byte first)",
        Encoding::Latin1 => "Latin-1",
        Encoding::Windows1252 => "Windows-1252",
    };
    let delimiter = match dialect.delimiter {
        b'\t' => "a tab".to_owned(),
        b' ' => "a space".to_owned(),
        other => format!("`{}`", char::from(other)),
    };
    let quotes = match (dialect.quote, dialect.escape) {
        (None, _) => "no quotes".to_owned(),
        (Some(quote), Escape::Doubled) => format!("quotes `{}`, doubled inside", char::from(quote)),
        (Some(quote), Escape::Backslash) => {
            format!("quotes `{}`, after a backslash inside", char::from(quote))
        }
    };
    let lines = match dialect.newline {
        Newline::Lf => "LF",
        Newline::CrLf => "CRLF",
        Newline::Cr => "CR",
    };
    let header = match (dialect.header, dialect.skip) {
        (true, 0) => String::new(),
        (true, skip) => format!(", header on line {}", skip + 1),
        (false, 0) => ", no header".to_owned(),
        (false, skip) => format!(", no header, rows from line {}", skip + 1),
    };
    format!("{encoding}, cells apart by {delimiter}, {quotes}, lines end in {lines}{header}")
}

/// A name or a sentence out of somebody's files, fit for a terminal.
fn printable(text: &str) -> String {
    const MOST: usize = 300;
    printable::printable(text, MOST)
}

/// A size for people.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return counted(bytes, "byte");
    }
    let mut size = bytes as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

fn counted(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let found = [0, 1, 1023, 1024, 1_572_864, 3 << 40].map(size);
        assert_eq!(found, ["0 bytes", "1 byte", "1023 bytes", "1.0 KiB", "1.5 MiB", "3.0 TiB"]);
    }

    #[test]
    fn dialects_in_words() {
        let odd = Dialect {
            encoding: Encoding::Utf16Le,
            delimiter: b'\t',
            quote: Some(b'\''),
            escape: Escape::Backslash,
            newline: Newline::CrLf,
            skip: 3,
            header: true,
        };
        for (dialect, expected) in [
            (Dialect::default(), "UTF-8, cells apart by `,`, quotes `\"`, doubled inside, lines end in LF"),
            (
                odd,
                "UTF-16 (low byte first), cells apart by a tab, quotes `'`, after a backslash inside, lines end in CRLF, header on line 4",
            ),
            (
                Dialect { quote: None, header: false, newline: Newline::Cr, ..Dialect::default() },
                "UTF-8, cells apart by `,`, no quotes, lines end in CR, no header",
            ),
        ] {
            assert_eq!(in_words(&dialect), expected);
        }
    }
}
