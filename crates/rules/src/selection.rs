//! A question about members, asked in the rule language: for whom does a condition hold?
//!
//! The condition is put into a pack of its own on top of the active one, so that grades and phrase lists can be used and
//! every mistake is told as in a rule file; only that the lines shown are those of the question.

use rhai::Position;

use crate::codes::Code;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::header::{Declared, Header};
use crate::layers::Layers;
use crate::load::understand;
use crate::model::Model;
use crate::pack::{Pack, PackFile};
use crate::scan::Scan;
use crate::vocabulary::Vocabulary;

/// What stands where a file's path would. No pillar of a pack can have this name.
const ASKED: &str = "--where";
/// The lines above and below the condition.
const ABOVE: &str = "/// Selected.\n/// Why: it was asked.\nfn selected(m) {\n    weight(1, when(\n";
const BELOW: &str = "\n    , 1, 0))\n}\n";
/// The most characters of a condition.
const MOST: usize = 10_000;

/// A model with one pillar of 100 points and one rule: a member for whom the condition holds has all of them, one for whom
/// it does not has none, and one for whom it is unknown has no points at all (not 0).
///
/// `expression` is what a rule could write in `when(…, 1, 0)`, as in `m.posts.count() >= 3`; `pack` gives the grades, the
/// phrase lists and the window. Costs as much as loading the pack.
///
/// # Errors
/// What is wrong with the expression, or with the pack if that cannot be loaded.
pub fn selection(pack: &Pack, expression: &str, words: &Vocabulary) -> Result<Model, Diagnostics> {
    let asked = expression.trim();
    if let Some((message, help)) = cannot_be_one(asked) {
        return Err(told(asked, vec![whole(asked, Code::WrongKind, message, help)], Vec::new()));
    }
    if let Some((token, opens)) = Scan::new(asked).lonely_bracket() {
        let other = if opens { "is never closed" } else { "was never opened" };
        let wrong = Diagnostic {
            code: if opens { Code::UnclosedBracket } else { Code::StrayBracket },
            severity: Severity::Error,
            file: ASKED.to_owned(),
            line: token.line as u32,
            column: token.column as u32,
            length: token.length() as u32,
            message: format!("this `{}` {other}", token.text),
            help: "brackets come in pairs".to_owned(),
        };
        return Err(told(asked, vec![wrong], Vec::new()));
    }
    let mut found = Vec::new();
    let mut layers = Layers::read(pack, words, &mut found);
    let pillar = Declared { id: ASKED.into(), title: "Selected".into(), points: 100, at: Position::NONE };
    let header = Header { pillars: vec![pillar], ..Header::default() };
    let file = PackFile { path: ASKED.into(), text: format!("{ABOVE}{asked}{BELOW}") };
    layers.put_on_top(header, format!("pillars/{ASKED}.rhai"), file, &words.grades());
    match understand(&pack.name, layers, found, words) {
        Ok((model, found)) => {
            // A question that is the same for everyone is no question, and nobody would see a warning.
            let own = |mut d: Diagnostic| {
                d.severity = Severity::Error;
                (d.file == ASKED).then_some(d)
            };
            let wrong: Vec<Diagnostic> = found.all.into_iter().filter_map(own).collect();
            if wrong.is_empty() { Ok(model) } else { Err(told(asked, wrong, found.files)) }
        }
        Err(wrong) => Err(told(asked, wrong.errors().all, wrong.files)),
    }
}

/// Why a text cannot be a condition at all, and what to write.
fn cannot_be_one(asked: &str) -> Option<(String, &'static str)> {
    let help = "write for example `m.posts.count() >= 3`, or `m.profile.industry == \"logistics\"`";
    if Scan::new(asked).tokens.is_empty() {
        return Some(("there is no condition here".to_owned(), help));
    }
    let length = asked.chars().count();
    (length > MOST).then(|| (format!("this has {length} characters, a condition may have {MOST}"), help))
}

fn whole(asked: &str, code: Code, message: String, help: &str) -> Diagnostic {
    let first = asked.lines().next().unwrap_or_default();
    Diagnostic {
        code,
        severity: Severity::Error,
        file: ASKED.to_owned(),
        line: u32::from(!first.is_empty()),
        column: 1,
        length: first.chars().count() as u32,
        message,
        help: help.to_owned(),
    }
}

/// The diagnostics with the lines of the question in the place of the file that was made of it.
fn told(asked: &str, all: Vec<Diagnostic>, mut files: Vec<PackFile>) -> Diagnostics {
    let above = ABOVE.lines().count() as u32;
    let lines = asked.lines().count() as u32;
    let made = files.iter().any(|f| f.path == ASKED);
    files.retain(|f| f.path != ASKED);
    files.push(PackFile { path: ASKED.into(), text: asked.to_owned() });
    let (mut inside, mut around) = (Vec::new(), Vec::new());
    for mut wrong in all {
        if !made || wrong.file != ASKED {
            inside.push(wrong);
            continue;
        }
        match wrong.line.checked_sub(above).filter(|line| (1..=lines).contains(line)) {
            Some(line) => {
                wrong.line = line;
                // Nobody has typed the `when` around it.
                wrong.message =
                    wrong.message.replace("`when` begins with a condition", "`--where` takes a condition");
                inside.push(wrong);
            }
            None if wrong.message.contains(ASKED) => {
                let help = "compare with a number that the value can be on both sides of";
                around.push(whole(
                    asked,
                    Code::AlwaysEarns,
                    "this is the same for everyone".to_owned(),
                    help,
                ));
            }
            None => around.push(whole(asked, wrong.code, wrong.message, &wrong.help)),
        }
    }
    // What is said of the lines around it follows from what is wrong inside.
    let all = if inside.is_empty() { around } else { inside };
    Diagnostics { all, files }
}
