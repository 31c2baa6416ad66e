//! A checked draft, as text and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};
use ssi_expr::render::number;
use ssi_score::Points;
use ssi_score::explain::RulePart;
use ssi_score::lint::{Find, Lint};

use crate::json::pretty;
use crate::printable::printable;
use crate::terminal::{count, wrap_text};

/// The widest line, in characters.
const WIDTH: usize = 100;
/// Where the words of a rule begin.
const INDENT: usize = 25;
/// How many finds are shown.
const FINDS: usize = 12;

/// The grade of a draft with the reason for every point, and what would raise it. `text` is the draft.
pub fn lint_text(lint: &Lint, text: &str) -> String {
    let mut out = String::new();
    let words = count(lint.words, "word");
    let size = if lint.sentences.is_nan() {
        words
    } else {
        format!("{words} in {}", count(lint.sentences, "sentence"))
    };
    let _ = writeln!(out, "{} of {size}", lint.kind);
    let Some(grade) = lint.grade else {
        let weighs = lint.rules.iter().any(|rule| !rule.penalty && rule.weight > 0.0);
        let why = if weighs { "tells anything of a text in this language" } else { "has any weight" };
        let _ = writeln!(out, "no grade: no rule for a {} {why}", lint.kind);
        return out;
    };
    let takers: Vec<String> = lint
        .rules
        .iter()
        .filter(|r| grade.0 == 0 && r.penalty && r.credit > 0.0)
        .map(|r| format!("“{}”", printable(&r.title, 60)))
        .collect();
    let why = if takers.is_empty() {
        String::new()
    } else {
        format!(": all that it earns is taken away by {}", series(&takers))
    };
    paragraph(&mut out, "", &format!("{grade} of 100{why}"));
    out.push('\n');
    for rule in lint.rules.iter().filter(|r| !is_idle(r) && r.possible.0 != 0) {
        rule_lines(&mut out, rule);
    }
    let idle: Vec<&str> =
        lint.rules.iter().filter(|r| is_idle(r) && r.possible.0 != 0).map(|r| short(&r.id)).collect();
    if !idle.is_empty() {
        paragraph(&mut out, &format!("{:>7}  ", "0.00"), &format!("nothing taken by {}", idle.join(", ")));
    }
    if lint.words == 0.0 {
        let _ = writeln!(out, "\nThere is no word in it.");
    }
    found(&mut out, lint, text);
    moves(&mut out, lint);
    out
}

/// A penalty that took nothing.
fn is_idle(rule: &RulePart) -> bool {
    rule.penalty && rule.points.is_none_or(|p| p.0 == 0) && rule.credit == 0.0
}

fn rule_lines(out: &mut String, rule: &RulePart) {
    let most = Points(rule.possible.0.abs());
    let points = rule.points.map_or("–".to_owned(), |p| p.to_string());
    let most = if rule.penalty { format!("up to -{most}") } else { format!("of {most}") };
    let _ = writeln!(out, "{points:>7} {most:<15}  {:<14} {}", short(&rule.id), printable(&rule.title, 60));
    let seen: Vec<String> =
        rule.seen.iter().map(|s| format!("{} = {}", s.written, number(s.value))).collect();
    if !seen.is_empty() {
        paragraph(out, &" ".repeat(INDENT), &seen.join(", "));
    }
    let whole = rule.points.is_some_and(|p| p == rule.possible) && !rule.penalty;
    if !whole && !rule.why.is_empty() {
        paragraph(out, &" ".repeat(INDENT), &format!("why: {}", rule.why));
    }
    if rule.penalty && !rule.advice.is_empty() {
        paragraph(out, &" ".repeat(INDENT), &format!("→ {}", rule.advice));
    }
}

/// Where the phrases stand that the rules look for.
fn found(out: &mut String, lint: &Lint, text: &str) {
    if lint.finds.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nphrases found");
    let place = |find: &Find| format!("line {}", find.line);
    for find in lint.finds.iter().take(FINDS) {
        let phrase = text[find.start..find.end].split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "  {:<10} {}  ({})", place(find), printable(&phrase, 60), find.list);
    }
    if lint.finds.len() > FINDS {
        let _ = writeln!(out, "  and {} more", lint.finds.len() - FINDS);
    }
}

/// `a, b and c`.
fn series(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn moves(out: &mut String, lint: &Lint) {
    if let Some(mended) = lint.mended {
        let _ = writeln!(out, "\nwhat to mend first, one after the other");
        lint.mends.iter().for_each(|what| paragraph(out, &" ".repeat(9), what));
        let _ = writeln!(out, "{:>7}  would then be the grade", mended.to_string());
    }
    if lint.moves.is_empty() {
        let best = lint.grade.is_some_and(|g| g.0 >= 9_000);
        let _ = writeln!(
            out,
            "\n{}",
            if best {
                "nothing simple would raise it much"
            } else {
                "no single change raises it; see what takes points above"
            }
        );
        return;
    }
    let then = if lint.mended.is_some() { " then" } else { "" };
    let _ = writeln!(out, "\nwhat would raise it{then} (each worked out by itself)");
    for one in &lint.moves {
        let rule = &lint.rules[one.rule];
        let _ = writeln!(out, "{:>7}  {}  ({})", format!("+{}", one.gain), one.what, short(&rule.id));
        if !one.or.is_empty() {
            paragraph(out, &" ".repeat(9), &format!("or {}", one.or.join(", or ")));
        }
        // What takes points has its advice above, and nobody needs to be told a thing twice.
        let said = rule.advice.trim_end_matches('.') == one.what;
        if !rule.penalty && !said && !rule.advice.is_empty() {
            paragraph(out, &" ".repeat(9), &format!("→ {}", rule.advice));
        }
    }
    if let Some((made, grade)) = lint.together {
        let which = if made == 2 { "the first two" } else { "the first three" };
        let _ = writeln!(out, "\n{which} together: about {:.0} of 100", grade.value());
    }
}

/// The rule's id without the kind.
fn short(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, rule)| rule)
}

/// A text in lines of at most [`WIDTH`] characters, the first after `first`, the others as far in.
fn paragraph(out: &mut String, first: &str, text: &str) {
    let indent = first.chars().count();
    for (place, line) in wrap_text(&printable(text, 2000), WIDTH - indent).iter().enumerate() {
        let margin = if place == 0 { first.to_owned() } else { " ".repeat(indent) };
        let _ = writeln!(out, "{margin}{line}");
    }
}

/// The same as JSON. Grades and points as in `ssi grade`: between 0 and 1.
pub fn lint_json(lint: &Lint) -> String {
    let share = |p: Points| f64::from(p.0) / 10_000.0;
    let rules: Vec<Value> = lint
        .rules
        .iter()
        .map(|r| {
            let seen = r.seen.iter().map(|s| (s.written.clone(), json!(s.value)));
            json!({
                "rule": r.id, "title": r.title, "why": r.why, "advice": r.advice, "penalty": r.penalty,
                "points": r.points.map(share), "possible": share(r.possible), "credit": r.credit, "formula": r.formula,
                "signals": seen.collect::<serde_json::Map<_, _>>(),
            })
        })
        .collect();
    let moves: Vec<Value> = lint
        .moves
        .iter()
        .map(|m| {
            let rule = &lint.rules[m.rule];
            json!({ "gain": share(m.gain), "what": m.what, "or": m.or, "rule": rule.id, "advice": rule.advice })
        })
        .collect();
    let whole = json!({
        "kind": lint.kind,
        "grade": lint.grade.map(share),
        "words": lint.words,
        "sentences": lint.sentences,
        "rules": rules,
        "mends": lint.mends,
        "mended": lint.mended.map(share),
        "moves": moves,
        "together": lint.together.map(|(made, grade)| json!({ "moves": made, "grade": share(grade) })),
        "phrases": lint.finds,
    });
    pretty(&whole)
}
