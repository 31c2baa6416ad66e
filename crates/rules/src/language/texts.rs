//! The text under review, the texts of rows, and phrases in both.

use rhai::{Dynamic, Engine, NativeCallContext};

use super::rows::signal_of;
use super::symbols::{Phrases, Quantity, Text, TextColumn, Truth};
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
            Some(_) => {
                Err(Complaint::new(format!("`{name}` is no quantity: it only tells texts apart"), "").here())
            }
            None => Err(no_signal(&stage, name)),
        }
    });
    let s = stage.clone();
    engine.register_indexer_get(move |text: &mut TextColumn, name: &str| -> Outcome<Dynamic> {
        let mut stage = s.borrow_mut();
        match signal_of(&mut stage, *text, name)? {
            Some(found) => Ok(found),
            None => Err(no_signal(&stage, name)),
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
        let help = "a method needs brackets, as in `.ramp(0, 3)`";
        Err(Complaint::new(format!("a number has no `{name}`"), help).here())
    });
    engine.register_indexer_get(|_: &mut Truth, name: &str| -> Outcome<Dynamic> {
        let help = "write `when(condition, a, b)`";
        Err(Complaint::new(format!("a condition has no `{name}`"), help).here())
    });
}

fn no_signal(stage: &Stage, name: &str) -> Box<rhai::EvalAltResult> {
    let known: Vec<&str> = stage.words.signals.iter().map(|s| s.id.as_str()).collect();
    Complaint::new(format!("there is no signal called `{name}`"), did_you_mean(name, &known)).here()
}

fn phrases(stage: &Stage, of: Option<TextColumn>, list: &str) -> Result<Phrases, Complaint> {
    match stage.phrases.iter().position(|p| p.id == list) {
        Some(list) => Ok(Phrases { of, list }),
        None => {
            let known: Vec<&str> = stage.phrases.iter().map(|p| p.id.as_str()).collect();
            let message = format!("there is no phrase list `{list}`");
            Err(Complaint::new(message, format!("{} (phrases/*.txt)", did_you_mean(list, &known))))
        }
    }
}
