//! Phrases that add nothing to their list, because another one is found wherever they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::codes::Code;
use crate::complaint::Complaint;
use crate::diagnostic::Diagnostic;
use crate::model::{MemberInput, Model, Source, TextWant};
use crate::pack::shipped;
use crate::scan::Span;
use crate::translate::{Purpose, Script};
use crate::vocabulary::Vocabulary;

/// Phrases of more words are not looked into.
const MOST_WORDS: usize = 12;
/// The most that is told of one file.
const MOST_FOUND: usize = 20;

/// Looks through the pack's own lists.
///
/// Phrases that came with the command are left alone: its lists have every form of a phrase, and who copies them has not
/// written them. A longer phrase covers more words than a shorter one in it, so where rules ask for coverage only those count that come twice.
pub(crate) fn check(model: &Model, words: &Vocabulary) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for file in &model.files {
        let Some(stem) = file.path.strip_prefix("phrases/").and_then(|p| p.strip_suffix(".txt")) else {
            continue;
        };
        let shipped = shipped(&file.path).unwrap_or("");
        if file.text == shipped {
            continue;
        }
        let name = stem.split_once('.').map_or(stem, |(name, _)| name);
        let whole = model.phrases.iter().position(|l| l.id == name).is_some_and(|list| covers(model, list));
        let script = Script::new(file, Purpose::Header, words);
        let told = in_list(&file.text, whole, shipped).into_iter().take(MOST_FOUND);
        found.extend(told.map(|(at, complaint)| script.complain(Some(at), complaint)));
    }
    found
}

/// Whether any rule asks which share of a text the phrases of a list cover.
fn covers(model: &Model, list: usize) -> bool {
    let wanted = TextWant::PhraseCoverage(list);
    let of_row = |source: &Source| matches!(source, Source::Signal(_, want) if *want == wanted);
    let of_member = |input: &MemberInput| matches!(input, MemberInput::Profile(source) if of_row(source));
    model.grades.iter().any(|g| g.inputs.contains(&wanted))
        || model.tables.iter().any(|t| t.inputs.iter().any(of_row))
        || model.member_inputs.iter().any(of_member)
}

fn in_list(text: &str, only_twice: bool, shipped: &str) -> Vec<(Span, Complaint)> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or(""));
    let phrases: Vec<(usize, &str, Vec<String>)> = lines
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| (i + 1, line, parts(line)))
        .collect();
    let old: BTreeSet<Vec<String>> =
        shipped.lines().map(|l| parts(l.split('#').next().unwrap_or(""))).collect();
    let mut first: BTreeMap<&[String], (usize, &str)> = BTreeMap::new();
    for (number, line, words) in phrases.iter().filter(|p| !p.2.is_empty()) {
        first.entry(words).or_insert((*number, line.trim()));
    }
    let mut found = Vec::new();
    for (number, line, words) in &phrases {
        let same = first.get(words.as_slice()).filter(|(other, _)| other != number);
        let shorter = || {
            let short = |length: usize| words.windows(length).find_map(|part| first.get(part));
            (1..words.len()).find_map(short)
        };
        let other = match same {
            Some(twice) => Some(twice),
            None if only_twice || words.len() > MOST_WORDS || old.contains(words) => None,
            None => shorter(),
        };
        let Some((place, other)) = other else { continue };
        let column = line.chars().take_while(|c| c.is_whitespace()).count() + 1;
        let message = if same.is_some() {
            format!("this phrase stands in line {place} already")
        } else {
            format!("`{other}` of line {place} is found wherever this phrase is")
        };
        let complaint = Complaint::new(Code::PhraseContained, message, "take this line out; it adds nothing");
        found.push((Span { line: *number, column, length: line.trim().chars().count() }, complaint));
    }
    found
}

/// The words of a phrase as they are compared.
fn parts(phrase: &str) -> Vec<String> {
    let lower = phrase.to_lowercase().replace('’', "'");
    let words = lower.split(|c: char| c.is_whitespace() || (c.is_ascii_punctuation() && c != '\''));
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_adds_nothing_is_told() {
        let list =
            "great post\n# great\nwhat a great post  # said often\ngreat poster\nGreat, post!\nso true\n";
        let told = |only_twice| -> Vec<String> {
            in_list(list, only_twice, "what a great poster\ngreat poster")
                .iter()
                .map(|(at, c)| format!("{}: {}", at.line, c.message))
                .collect()
        };
        let twice = "5: this phrase stands in line 1 already";
        assert_eq!(told(true), [twice]);
        assert_eq!(told(false), ["3: `great post` of line 1 is found wherever this phrase is", twice]);
    }
}
