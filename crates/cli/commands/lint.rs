//! `ssi lint`: a draft, checked before it is published.

use std::path::Path;

use ssi_corpus::read;
use ssi_report::{lint_json, lint_text};
use ssi_score::lint::lint;

use crate::args::Lint;
use crate::output::{Failure, Outcome, print};
use crate::session::load_rules;

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
        read::draft(std::io::stdin().lock(), "standard input")?
    } else if path.is_dir() {
        return Err(Failure::asked(
            format!("{argument} is a folder"),
            "name a file in it; to check the word itself, give it through standard input: `ssi lint -`",
        ));
    } else if path.exists() {
        read::draft_file(path)?
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

/// One word with a folder or an ending in it: somebody may have meant a file.
fn looks_like_a_path(argument: &str) -> bool {
    let ending = Path::new(argument).extension().and_then(|e| e.to_str());
    let is_ending =
        ending.is_some_and(|e| (2..=4).contains(&e.len()) && e.chars().all(|c| c.is_ascii_alphanumeric()));
    !argument.contains(char::is_whitespace) && (is_ending || argument.contains(['/', '\\']))
}
