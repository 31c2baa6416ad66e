//! One page about a pack: every rule as a sentence, in Markdown.

use std::fmt::Write;

use ssi_rules::Model;
use ssi_score::vocabulary::vocabulary;

use super::list::{groups, points};
use super::sentence::said;

/// The page of a pack. The same text for the same pack, wherever it lies.
pub fn rules_doc(model: &Model) -> String {
    let words = vocabulary();
    let mut out = format!("# {}\n\n", model.title);
    let _ = writeln!(
        out,
        "Generated from the rules by `ssi rules doc`; the sentence of a rule is made from its formula.\n\n\
         Activity counts when it is at most {} days old. The aim is {} points, or a place among the first {} % of the own industry.\n",
        model.window_days, model.target, model.top
    );
    let bands: Vec<String> = model.bands.iter().map(|b| format!("{} from {}", b.name, b.from)).collect();
    let _ = writeln!(out, "Bands: {}.\n", bands.join(", "));
    let packs: Vec<&str> = model.packs.iter().rev().map(|(name, _)| name.as_str()).collect();
    if let [name, below @ ..] = &packs[..]
        && !below.is_empty()
    {
        let _ = writeln!(
            out,
            "The pack `{name}` builds on `{}`: rules marked * are its own or weigh differently there.\n",
            below.join("`, on `")
        );
    }
    out.push_str(
        "Points are those where all rules of a group have data; a rule without data drops out, and the others share its points. What\n\
         is not there at all earns nothing, and a condition of which nothing is known earns nothing. Numbers of a grade run from 0 to 100.\n",
    );
    for group in groups(model) {
        let _ = writeln!(out, "\n## {}", group.heading());
        for rule in group.rules {
            let effective = points(rule.effective(group.rules, group.points).abs());
            let (word, name) = if rule.penalty { ("Takes up to", "penalty") } else { ("Up to", "weight") };
            let own = if is_own(model, &rule.id, rule.place.file) { " *" } else { "" };
            let _ = writeln!(
                out,
                "\n### `{}`{own}: {}\n\n{word} {effective} points ({name} {}).",
                rule.id,
                text(&rule.doc.title),
                rule.weight
            );
            for (depth, line) in said(model, &words, rule).lines() {
                match depth {
                    0 => drop(writeln!(out, "{}", text(&line))),
                    depth => drop(writeln!(out, "{}- {}", "  ".repeat(depth - 1), text(&line))),
                }
            }
            for (head, words) in
                [("Why", &rule.doc.why), ("Advice", &rule.doc.advice), ("Source", &rule.doc.source)]
            {
                if !words.is_empty() {
                    let _ = writeln!(out, "\n*{head}:* {}", text(words));
                }
            }
        }
    }
    out
}

/// Whether the topmost of several packs wrote a rule or gave it a weight.
fn is_own(model: &Model, id: &str, file: u32) -> bool {
    let [_, .., (_, own)] = &model.packs[..] else { return false };
    let reweighed = own.iter().filter(|f| f.path == "pack.rhai").any(|f| {
        ssi_rules::literals(&f.path, &f.text)
            .iter()
            .any(|l| l.meaning == ssi_rules::Meaning::Reweigh(id.to_owned()))
    });
    reweighed || file as usize >= model.files.len() - own.len()
}

/// Words of a pack cannot begin a heading, a link or HTML of the page; formulas between backticks stay as they are.
fn text(words: &str) -> String {
    let mut out = String::new();
    for (i, part) in words.split('`').enumerate() {
        if i > 0 {
            out.push('`');
        }
        if i % 2 == 1 {
            out.push_str(part);
            continue;
        }
        for c in part.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '\\' | '[' | ']' | '*' | '#' | '|' | '_' => out.extend(['\\', c]),
                c if crate::printable::hides(c) => out.push(' '),
                c => out.push(c),
            }
        }
    }
    out
}
