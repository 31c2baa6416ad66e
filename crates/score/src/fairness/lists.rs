//! Which word lists a language lacks among those that the rules of a kind read.

use ssi_rules::{GradePlan, Model, TextWant};
use ssi_text::{Language, SignalId, word_list};

use super::tongue::Tongue;

/// A list of words or phrases.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum List {
    /// One that is built in, by its name.
    BuiltIn(&'static str),
    /// One of the pack.
    Phrases {
        /// Its name: the file's up to the first dot.
        name: String,
        /// Whether it has phrases that hold in every language, so that a rule that reads it sees at least those.
        common: bool,
    },
}

/// A list that is there for other languages and not for this one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    /// The list.
    pub list: List,
    /// The ids of the rules that read it, in the order of the pack.
    pub rules: Vec<String>,
}

/// The lists that the rules of a kind read and that a group lacks; none where texts do not tell, which are read with the lists
/// of all languages of their script.
pub(super) fn missing(model: &Model, plan: &GradePlan, tongue: Tongue) -> Vec<Missing> {
    let mut all: Vec<Missing> = Vec::new();
    if tongue == Tongue::NotTold {
        return all;
    }
    for rule in &plan.rules {
        for input in plan.graph.inputs_of(rule.value) {
            let Some(list) = lacking(model, plan.inputs[input as usize], tongue.language()) else { continue };
            match all.iter_mut().find(|m| m.list == list) {
                Some(known) if known.rules.contains(&rule.id) => {}
                Some(known) => known.rules.push(rule.id.clone()),
                None => all.push(Missing { list, rules: vec![rule.id.clone()] }),
            }
        }
    }
    all.sort_by(|a, b| a.list.cmp(&b.list));
    all
}

/// The list that a signal or a phrase list counts with, if it is not there for a language.
fn lacking(model: &Model, want: TextWant, language: Option<Language>) -> Option<List> {
    match want {
        TextWant::Signal(signal) => {
            let list = word_list(SignalId(signal as u16))?;
            let has = language.is_some_and(|l| list.languages.contains(&l));
            (!has).then_some(List::BuiltIn(list.name))
        }
        TextWant::PhraseHits(list) | TextWant::PhraseCoverage(list) => {
            let list = &model.phrases[list];
            let codes: Vec<&str> = list.parts.iter().filter_map(|p| p.language.as_deref()).collect();
            let has = language.is_some_and(|l| codes.contains(&l.code()));
            let common = codes.len() < list.parts.len();
            (!codes.is_empty() && !has).then(|| List::Phrases { name: list.id.clone(), common })
        }
    }
}
