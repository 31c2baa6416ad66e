//! The text under review, the texts of rows, and phrases in both.

use rhai::{Dynamic, Engine, NativeCallContext};

use super::LANGUAGE;
use super::columns::{no_quantity, signal_of};
use super::symbols::{Phrases, Quantity, Text, TextColumn, Truth};
use crate::codes::Code;
use crate::complaint::{Complaint, Outcome, did_you_mean};
use crate::model::{Source, TextWant};
use crate::stage::{Scope, Shared, Stage};

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_indexer_get(move |_: &mut Text, name: &str| -> Outcome<Quantity> {
        let mut stage = s.borrow_mut();
        match stage.words.signal(name) {
            Some(signal) if stage.words.signals[signal].quantity => {
                let node = stage.text_input(TextWant::Signal(signal));
                Ok(Quantity { scope: Scope::Text, node })
            }
            Some(_) => Err(no_quantity(&stage, name).here()),
            None => Err(no_signal(&stage, name).here()),
        }
    });
    let s = stage.clone();
    engine.register_indexer_get(move |text: &mut TextColumn, name: &str| -> Outcome<Dynamic> {
        let mut stage = s.borrow_mut();
        match signal_of(&mut stage, *text, name)? {
            Some(found) => Ok(found),
            None => Err(no_signal(&stage, name).here()),
        }
    });
    let s = stage.clone();
    engine.register_fn("phrases", move |c: NativeCallContext, _: Text, list: &str| {
        phrases(&s.borrow(), None, list).map_err(|e| e.at(&c))
    });
    let s = stage.clone();
    engine.register_fn("phrases", move |c: NativeCallContext, text: TextColumn, list: &str| {
        phrases(&s.borrow(), Some(text), list).map_err(|e| e.at(&c))
    });
    for (name, want) in
        [("hits", TextWant::PhraseHits as fn(usize) -> TextWant), ("coverage", TextWant::PhraseCoverage)]
    {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, found: Phrases| -> Quantity {
            let mut stage = s.borrow_mut();
            match found.of {
                None => {
                    stage.here(Scope::Text, c.call_position());
                    Quantity { scope: Scope::Text, node: stage.text_input(want(found.list)) }
                }
                Some(text) => {
                    stage.here(text.scope, c.call_position());
                    let node = stage.source(text.scope, Source::Signal(text.column, want(found.list)));
                    Quantity { scope: text.scope, node: stage.graph(text.scope).number(node) }
                }
            }
        });
    }
    engine.register_indexer_get(|_: &mut Quantity, name: &str| -> Outcome<Dynamic> {
        Err(no_part("a number", "compute with it, as in `x.ramp(0, 3)` or `x + 1`", name).here())
    });
    engine.register_indexer_get(|_: &mut Truth, name: &str| -> Outcome<Dynamic> {
        Err(no_part("a condition", "choose by it: `when(condition, a, b)`", name).here())
    });
    engine.register_indexer_get(|_: &mut Phrases, name: &str| -> Outcome<Dynamic> {
        Err(no_part("a list of phrases", "say what of them: `.hits()` or `.coverage()`", name).here())
    });
}

/// What a number is asked for behind a dot: mostly a method without its brackets.
fn no_part(what: &str, help: &str, name: &str) -> Complaint {
    match LANGUAGE.iter().find(|w| w.name == name) {
        Some(word) => Complaint::new(
            Code::MissingBrackets,
            format!("`{name}` needs brackets"),
            format!("write for example `{}`", word.usage),
        ),
        None => Complaint::new(Code::NoPart, format!("{what} has no `{name}`"), help),
    }
}

fn no_signal(stage: &Stage, name: &str) -> Complaint {
    let known: Vec<&str> = stage.words.signals.iter().filter(|s| s.quantity).map(|s| s.id.as_str()).collect();
    match LANGUAGE.iter().find(|w| w.name == name) {
        _ if name == "grade" => Complaint::new(
            Code::OwnGrade,
            "a text has no grade while it is graded",
            "the rules of this file make the grade; weigh signals, as in `t.words`",
        ),
        _ if stage.words.table(name).is_some() => Complaint::new(
            Code::WrongScope,
            format!("a text has no `{name}`"),
            "a rule in grades/ sees one text alone; rules about the member are in pillars/",
        ),
        Some(word) => Complaint::new(
            Code::MissingBrackets,
            format!("`{name}` needs brackets"),
            format!("write for example `{}`", word.usage),
        ),
        None => Complaint::new(
            Code::UnknownSignal,
            format!("there is no signal called `{name}`"),
            did_you_mean(name, &known),
        ),
    }
}

fn phrases(stage: &Stage, of: Option<TextColumn>, list: &str) -> Result<Phrases, Complaint> {
    if let Some(list) = stage.phrases.iter().position(|p| p.id == list) {
        return Ok(Phrases { of, list });
    }
    let known: Vec<&str> = stage.phrases.iter().map(|p| p.id.as_str()).collect();
    let help = match crate::vocabulary::nearest(list, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}; a list is a file in phrases/", known.join(", ")),
    };
    Err(Complaint::new(Code::UnknownPhrases, format!("there is no phrase list called `{list}`"), help)
        .of_argument(1))
}
