//! `ssi inspect`: what lies there, what of it is read as what, and what is missing.

use std::collections::BTreeMap;

use ssi_corpus::data::{Corpus, Source};
use ssi_corpus::dialect::sniff;
use ssi_corpus::input::{Entry, Input, Packing};
use ssi_corpus::read::{self, Options};
use ssi_report::{ExportSeen, FileSeen, Inspection, Lack, Stop, inspection_json, inspection_text};

use crate::args::Inspect;
use crate::output::{Outcome, print};
use crate::progress::Bar;
use crate::session::find;

/// Bytes of a file that are looked at to find out how it is written.
const LOOKED_AT: usize = 1 << 20;

pub(crate) fn run(args: &Inspect) -> Outcome {
    let options = args.options();
    let input = find(&args.inputs, &options)?;
    let bar = Bar::new(args.json);
    let corpus = read::read_all(&input, &options, &bar);
    bar.finish();
    let stops = corpus.as_ref().err().map(|e| Stop { error: e.to_string(), help: e.help() });
    let seen = Inspection { stops, ..inspection(&input, &corpus.unwrap_or_default(), &options) };
    if args.json { print(&inspection_json(&seen)) } else { print(&inspection_text(&seen, args.why)) }
}

/// What was seen of every file, and of all together.
fn inspection(input: &Input, corpus: &Corpus, options: &Options) -> Inspection {
    let mut sources: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in &corpus.sources {
        sources.entry(&source.path).or_default().push(source);
    }
    let exports = corpus.exports.iter();
    let skipped: BTreeMap<&str, &str> =
        exports.clone().flat_map(|e| &e.skipped).map(|(path, why)| (path.as_str(), why.as_str())).collect();
    let told: BTreeMap<&str, _> =
        exports.clone().flat_map(|e| &e.files).map(|file| (file.path.as_str(), file)).collect();
    let files = input.entries.iter().map(|entry| {
        let path = entry.path.as_str();
        let mut seen = FileSeen {
            file: entry.path.clone(),
            bytes: entry.bytes,
            packing: packing(entry),
            form: form(entry),
            ..FileSeen::default()
        };
        if let Some(why) = skipped.get(path) {
            // It may be nobody's business: it is not even looked at.
            seen.unread = Some((*why).to_owned());
            return seen;
        }
        for source in sources.get(path).into_iter().flatten() {
            seen.read_as.push(source.file.file().name.to_owned());
            seen.rows += source.rows;
            seen.left_out += source.filtered;
            seen.rejected += source.rejected;
            seen.dialect = seen.dialect.or(source.dialect);
        }
        if let Some(file) = told.get(path) {
            seen.reasons.clone_from(&file.left_out);
            seen.notes.clone_from(&file.notes);
        }
        if !sources.contains_key(path) && !told.contains_key(path) {
            seen.unread = Some("no table of ours, and no mapping names it".to_owned());
        }
        look_at(entry, options, &mut seen);
        seen
    });
    let exports = exports.map(|export| ExportSeen {
        path: export.folder.clone(),
        member: export.owner.clone(),
        name: export.name.clone(),
        missing: export.missing.iter().map(|m| Lack::new(m.what, m.why, m.from)).collect(),
    });
    Inspection {
        files: files.collect(),
        exports: exports.collect(),
        findings: corpus.findings.iter().map(ToString::to_string).collect(),
        notes: input.notes.iter().chain(&corpus.notes).cloned().collect(),
        stops: None,
    }
}

/// Finds out how a delimited file is written, where the reading did not.
fn look_at(entry: &Entry, options: &Options, seen: &mut FileSeen) {
    if seen.form != "delimited" {
        return;
    }
    match entry.head(LOOKED_AT) {
        Ok(head) => {
            let sniffed = sniff(&head, head.len() < LOOKED_AT);
            let found = options.dialect.over(sniffed.dialect);
            // What the reading chose holds, where it read the file: it knew which columns to look for.
            if seen.dialect.is_none_or(|dialect| dialect == found) {
                seen.dialect = Some(found);
                seen.evidence = sniffed.evidence;
            }
            seen.columns = options.dialect.header.clone().unwrap_or(sniffed.columns);
        }
        Err(e) => seen.unread = Some(e.to_string()),
    }
}

fn packing(entry: &Entry) -> Option<&'static str> {
    match entry.packing() {
        Packing::None => None,
        Packing::Gzip => Some("gzip"),
        Packing::Zstd => Some("zstd"),
        Packing::Zip => Some("zip"),
    }
}

/// What kind of file a name promises; text in cells where it promises nothing else.
fn form(entry: &Entry) -> &'static str {
    const OTHERS: [&str; 14] = [
        "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "mp4", "mov", "toml", "md", "json", "xls", "docx",
    ];
    let ending = entry.unpacked_name().rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "ndjson" | "jsonl" => "ndjson",
        "parquet" => "parquet",
        "xlsx" => "workbook",
        other if OTHERS.contains(&other) => "other",
        _ => "delimited",
    }
}
