//! `ssi lint`: a draft, checked before it is published.

use std::io::Read as _;
use std::path::Path;

use ssi_report::{lint_json, lint_text};
use ssi_score::lint::lint;

use crate::args::Lint;
use crate::output::{Failure, Outcome, print};
use crate::session::load_rules;

/// Nobody drafts more; a row of a corpus may have as much.
const MOST: u64 = 1 << 20;

pub(crate) fn run(args: &Lint) -> Outcome {
    let text = draft(&args.draft)?;
    let (model, _) = load_rules(args.rules.as_deref(), &args.set)?;
    let plan = model.grade(&args.kind).ok_or_else(|| {
        Failure::asked(format!("the pack grades no {}", args.kind), format!("add grades/{}.rhai", args.kind))
    })?;
    let checked = lint(&model, plan, &text);
    print(&if args.json { lint_json(&checked) } else { lint_text(&checked, &text) })?;
    let grade = checked.grade.map_or(0.0, ssi_score::Points::value);
    match args.min {
        Some(min) if grade < min => Err(Failure::asked(format!("the grade is {grade:.2}, below {min}"), "")),
        _ => Ok(()),
    }
}

/// The draft: what a file or standard input holds, or the words themselves. White space around it is the editor's, and a
/// line ends with a line feed wherever it was written.
fn draft(argument: &str) -> Result<String, Failure> {
    let path = Path::new(argument);
    let text = if argument == "-" {
        decoded(read("standard input", std::io::stdin().lock())?, "standard input")?
    } else if path.is_dir() {
        return Err(Failure::asked(
            format!("{argument} is a folder"),
            "name a file in it; to check the word itself, give it through standard input: `ssi lint -`",
        ));
    } else if path.exists() {
        let file = std::fs::File::open(path)
            .map_err(|e| Failure::asked(format!("cannot read {}: {e}", path.display()), ""))?;
        decoded(read(argument, file)?, argument)?
    } else {
        if looks_like_a_path(argument) {
            tell!("note: there is no file {}; its name is checked as the text", argument.escape_debug());
        }
        argument.to_owned()
    };
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() {
        return Err(Failure::asked("there is nothing to check: the draft is empty", ""));
    }
    Ok(text)
}

fn read(name: &str, from: impl std::io::Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    from.take(MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::asked(format!("cannot read {name}: {e}"), ""))?;
    if bytes.len() as u64 > MOST {
        let help = "a draft has at most 1 MiB; `ssi grade` grades the texts of a CSV file";
        return Err(Failure::asked(format!("{name} is too large for a draft"), help));
    }
    Ok(bytes)
}

fn decoded(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    let help = "save it as plain text in UTF-8";
    if bytes.contains(&0) {
        return Err(Failure::asked(format!("{name} is no plain text: it holds a zero byte"), help));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let place = e.utf8_error().valid_up_to();
        Failure::asked(format!("{name} is not in UTF-8: byte {place} is no part of a character"), help)
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// One word with a folder or an ending in it: somebody may have meant a file.
fn looks_like_a_path(argument: &str) -> bool {
    let ending = Path::new(argument).extension().and_then(|e| e.to_str());
    let is_ending =
        ending.is_some_and(|e| (2..=4).contains(&e.len()) && e.chars().all(|c| c.is_ascii_alphanumeric()));
    !argument.contains(char::is_whitespace) && (is_ending || argument.contains(['/', '\\']))
}
