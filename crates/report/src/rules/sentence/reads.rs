//! What a rule reads: tables, columns and signals, with the sentence that each has in the vocabulary.

use ssi_corpus::tables::{Kind, TABLES};
use ssi_rules::{Aggregate, Measure, MemberInput, Model, Rule, Source, TextWant, Vocabulary};
use ssi_text::SIGNALS;

use super::{Scope, Speaker};

/// One thing that a rule reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// As a rule writes it.
    pub(crate) written: String,
    /// What it counts in; empty for a table.
    pub(crate) unit: String,
    /// Its sentence.
    pub(crate) about: String,
}

/// What a rule reads, each thing once, in the order of its formula's inputs.
pub(crate) fn reads(model: &Model, words: &Vocabulary, rule: &Rule) -> Vec<Read> {
    let speaker = Speaker::of(model, words, rule);
    let mut found = Vec::new();
    for input in speaker.graph.inputs_of(rule.value) {
        match speaker.scope {
            Scope::Text(wants) => add(&mut found, speaker.read_want(wants[input as usize], "")),
            Scope::Row(..) => {}
            Scope::Member(inputs) => match &inputs[input as usize] {
                MemberInput::Aggregate(a) => speaker.read_aggregate(&model.aggregates[*a], &mut found),
                MemberInput::Profile(source) => speaker.read_source(words.profile, source, &mut found),
                MemberInput::Evidence(_) => {}
            },
        }
    }
    found
}

fn add(found: &mut Vec<Read>, read: Read) {
    if !found.contains(&read) {
        found.push(read);
    }
}

impl Speaker<'_> {
    fn read_aggregate(&self, aggregate: &Aggregate, found: &mut Vec<Read>) {
        let table = &TABLES[aggregate.table];
        add(found, Read { written: table.id.to_owned(), unit: String::new(), about: table.about.to_owned() });
        let rows = self.of_rows(aggregate.table);
        let Scope::Row(_, sources) = rows.scope else { return };
        let mut nodes: Vec<_> = aggregate.filter.into_iter().collect();
        match aggregate.measure {
            Measure::Row => {}
            Measure::Value(node) => nodes.push(node),
            Measure::Label(column) => self.read_source(aggregate.table, &Source::Column(column), found),
        }
        for node in nodes {
            for input in rows.graph.inputs_of(node) {
                self.read_source(aggregate.table, &sources[input as usize], found);
            }
        }
    }

    fn read_source(&self, table: usize, source: &Source, found: &mut Vec<Read>) {
        let id = TABLES[table].id;
        let column = |c: usize| &TABLES[table].columns[c];
        match source {
            Source::Column(c) | Source::LabelIs(c, _) => {
                let column = column(*c);
                let unit = match column.kind {
                    Kind::Number(0.0, 1.0) => "share",
                    Kind::Number(..) => "number",
                    Kind::Flag => "condition",
                    Kind::Label => "label",
                    Kind::Text(_) => "text",
                };
                let written = format!("{id}.{}", column.id);
                add(found, Read { written, unit: unit.to_owned(), about: column.about.to_owned() });
            }
            Source::Grade(c) => {
                let Kind::Text(kind) = column(*c).kind else { return };
                let written = format!("{id}.{}", self.source_written(table, source));
                let about = format!("What the rules for a {kind} give for its text.");
                add(found, Read { written, unit: "grade".to_owned(), about });
            }
            Source::Signal(c, want) => {
                let of = if self.is_the_text(table, *c) {
                    id.to_owned()
                } else {
                    format!("{id}.{}", column(*c).id)
                };
                add(found, self.read_want(*want, &of));
            }
            Source::Present(_) => {}
        }
    }

    fn read_want(&self, want: TextWant, of: &str) -> Read {
        let written = want.written(self.words, &self.model.phrases);
        let written = if of.is_empty() { written } else { format!("{of}.{written}") };
        match want {
            TextWant::Signal(signal) => {
                let signal = &SIGNALS[signal];
                Read { written, unit: signal.unit.name().to_owned(), about: signal.about.to_owned() }
            }
            TextWant::PhraseHits(list) => {
                let about = format!(
                    "How often phrases of the list {} occur in the text.",
                    self.model.phrases[list].id
                );
                Read { written, unit: "count".to_owned(), about }
            }
            TextWant::PhraseCoverage(list) => {
                let list = &self.model.phrases[list].id;
                let about = format!("Share of the text's words that phrases of the list {list} cover.");
                Read { written, unit: "share".to_owned(), about }
            }
        }
    }
}
