//! What is wrong with a pack, for programs: JSON, and SARIF for code hosts.

use std::fmt::Write;

use serde_json::{Value, json};
use ssi_rules::{CODES, CodeEntry, Diagnostic, Diagnostics, Severity};

use crate::json::pretty;

/// All diagnostics of a pack as one JSON object. Lines and columns count from 1, columns in characters; `end` is the column
/// behind the last marked one. All three are 0 where a whole file is meant.
pub fn findings_json(pack: &str, found: &Diagnostics) -> String {
    let (errors, warnings) = found.count();
    let all: Vec<Value> = found.all.iter().map(one).collect();
    pretty(&json!({"pack": pack, "errors": errors, "warnings": warnings, "list": all}))
}

fn one(d: &Diagnostic) -> Value {
    json!({
        "code": d.code.name(),
        "severity": level(d.severity),
        "file": d.file,
        "line": d.line,
        "column": d.column,
        "end": d.column + d.length,
        "message": d.message,
        "help": d.help,
    })
}

/// All diagnostics of a pack as SARIF 2.1.0; `folder` is the pack's folder as the code host knows it, from the top of the
/// repository.
pub fn findings_sarif(folder: &str, found: &Diagnostics, version: &str) -> String {
    let rules: Vec<Value> = CODES.iter().map(rule).collect();
    let results: Vec<Value> = found.all.iter().map(|d| result(folder, d)).collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "ssi", "semanticVersion": version, "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(entry: &CodeEntry) -> Value {
    json!({
        "id": entry.name,
        "shortDescription": {"text": entry.meaning},
        "help": {
            "text": format!("Instead of\n  {}\nwrite\n  {}", entry.wrong, entry.right),
            "markdown": format!("Instead of\n\n    {}\n\nwrite\n\n    {}\n", entry.wrong, entry.right),
        },
        "defaultConfiguration": {"level": level(entry.severity)},
    })
}

fn result(folder: &str, d: &Diagnostic) -> Value {
    let path = match (folder.trim_end_matches('/'), d.file.as_str()) {
        ("" | ".", file) => file.to_owned(),
        (folder, "" | ".") => folder.to_owned(),
        (folder, file) => format!("{folder}/{file}"),
    };
    let mut place = json!({"artifactLocation": {"uri": uri(path.strip_prefix("./").unwrap_or(&path))}});
    if d.line > 0 {
        let column = d.column.max(1);
        place["region"] = json!({
            "startLine": d.line,
            "startColumn": column,
            "endLine": d.line,
            "endColumn": column + d.length,
        });
    }
    json!({
        "ruleId": d.code.name(),
        "ruleIndex": CODES.iter().position(|c| c.code == d.code),
        "level": level(d.severity),
        "message": {"text": format!("{}\nhelp: {}", d.message, d.help)},
        "locations": [{"physicalLocation": place}],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A path as a relative reference: what has a meaning of its own in an address is written as `%20` and the like.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        for (path, expected) in
            [("rules/ssi/pack.rhai", "rules/ssi/pack.rhai"), ("my rules/ä.rhai", "my%20rules/%C3%A4.rhai")]
        {
            assert_eq!(uri(path), expected);
        }
    }
}
