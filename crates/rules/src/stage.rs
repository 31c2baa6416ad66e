//! What grows while the rules are called: graphs, inputs and aggregates, each thing once.

use std::cell::RefCell;
use std::rc::Rc;

use ssi_expr::{Condition, Graph, NodeId, Number, Place, evidence};

use crate::codes::Code;
use crate::complaint::Complaint;
use crate::model::{Aggregate, MemberInput, Source, TablePlan, TextWant};
use crate::phrases::PhraseList;
use crate::vocabulary::Vocabulary;

/// Which graph an expression belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The text that is being graded.
    Text,
    /// A row of a table.
    Row(usize),
    /// The member.
    Member,
}

/// The stage that all symbols of a pack share.
pub(crate) type Shared = Rc<RefCell<Stage>>;

pub(crate) struct Stage {
    pub(crate) words: Rc<Vocabulary>,
    pub(crate) phrases: Vec<PhraseList>,
    /// The file that is being read, by its place in the pack's list.
    pub(crate) file: u32,
    pub(crate) tables: Vec<TablePlan>,
    pub(crate) aggregates: Vec<Aggregate>,
    pub(crate) member: Graph,
    pub(crate) member_inputs: Vec<MemberInput>,
    /// The text rules of the file that is being read.
    pub(crate) text: Graph,
    pub(crate) text_inputs: Vec<TextWant>,
    /// Where the rule that is being called has weighed something; one place in a rule without a mistake.
    pub(crate) verdicts: Vec<rhai::Position>,
}

/// The most aggregates of a pack; each is a number that every member keeps.
const MOST_AGGREGATES: usize = 1_000;
/// The most parts of all formulas together: a pack at this limit scores in at most so many times the time of the default pack as
/// `benches/strangers.rs` allows. A plan numbers registers and constants in 16 bits, too.
const MOST_NODES: usize = 20_000;

impl Stage {
    pub(crate) fn new(words: Rc<Vocabulary>, phrases: Vec<PhraseList>) -> Self {
        let tables = words.tables.iter().map(|_| TablePlan::default()).collect();
        Self {
            words,
            phrases,
            file: 0,
            tables,
            aggregates: Vec::new(),
            member: Graph::default(),
            member_inputs: Vec::new(),
            text: Graph::default(),
            text_inputs: Vec::new(),
            verdicts: Vec::new(),
        }
    }

    pub(crate) fn graph(&mut self, scope: Scope) -> &mut Graph {
        match scope {
            Scope::Text => &mut self.text,
            Scope::Row(table) => &mut self.tables[table].graph,
            Scope::Member => &mut self.member,
        }
    }

    /// Marks the place that new nodes get.
    pub(crate) fn here(&mut self, scope: Scope, position: rhai::Position) {
        let place = Place {
            file: self.file,
            line: position.line().unwrap_or(0) as u32,
            column: position.position().unwrap_or(0) as u32,
        };
        self.graph(scope).here = place;
    }

    pub(crate) fn text_input(&mut self, want: TextWant) -> Number {
        let place = position_of(&mut self.text_inputs, want);
        self.text.input(place)
    }

    /// A column (or what is made of it) of a row, or of the member's own row.
    pub(crate) fn source(&mut self, scope: Scope, source: Source) -> NodeId {
        match scope {
            Scope::Row(table) => {
                let place = position_of(&mut self.tables[table].inputs, source);
                self.tables[table].graph.input(place).node()
            }
            Scope::Member => self.member_input(MemberInput::Profile(source)),
            Scope::Text => unreachable!("a text has signals, not columns"),
        }
    }

    pub(crate) fn member_input(&mut self, input: MemberInput) -> NodeId {
        let place = position_of(&mut self.member_inputs, input);
        self.member.input(place).node()
    }

    /// The value of an aggregate; one that is there already is used again.
    pub(crate) fn aggregate(&mut self, aggregate: Aggregate) -> Result<Number, Complaint> {
        // The words are for people; two spellings of one aggregate are one aggregate.
        let key = |a: &Aggregate| (a.table, a.kind, a.window, a.filter, a.measure, a.evidence);
        let wanted = key(&aggregate);
        let place = match self.aggregates.iter().position(|a| key(a) == wanted) {
            Some(place) => place,
            None if self.aggregates.len() == MOST_AGGREGATES => {
                let message =
                    format!("the pack asks for more than {MOST_AGGREGATES} different numbers of tables");
                return Err(Complaint::new(Code::TooLarge, message, "take out rules that are not needed"));
            }
            None => {
                self.aggregates.push(aggregate);
                self.aggregates.len() - 1
            }
        };
        let node = self.member_input(MemberInput::Aggregate(place));
        Ok(self.member.number(node))
    }

    /// Complains about more formulas than a plan can hold.
    pub(crate) fn small_enough(&self) -> Result<(), Complaint> {
        let rows: usize = self.tables.iter().map(|t| t.graph.nodes().len()).sum();
        if rows + self.member.nodes().len() + self.text.nodes().len() <= MOST_NODES {
            return Ok(());
        }
        let message = format!("the formulas of this pack have more than {MOST_NODES} parts");
        Err(Complaint::new(Code::TooLarge, message, "take out rules that are not needed"))
    }

    /// The condition under which a node was founded on data.
    pub(crate) fn evidence(&mut self, scope: Scope, node: NodeId) -> Condition {
        // Inputs that are asked for on the way are added to the same list, so the list is taken out while the graph is walked.
        match scope {
            Scope::Text => evidence::evidence(&mut self.text, node, &mut |g, input| {
                let value = g.input(input);
                g.known(value.node())
            }),
            Scope::Row(table) => {
                let plan = &mut self.tables[table];
                let words = &self.words.tables[table];
                let mut inputs = std::mem::take(&mut plan.inputs);
                let founded = evidence::evidence(&mut plan.graph, node, &mut |g, input| match present(
                    words,
                    &inputs[input as usize],
                ) {
                    None => {
                        let value = g.input(input);
                        g.known(value.node())
                    }
                    Some(source) => g.input_condition(position_of(&mut inputs, source)),
                });
                plan.inputs = inputs;
                founded
            }
            Scope::Member => {
                let words = &self.words.tables[self.words.profile];
                let mut inputs = std::mem::take(&mut self.member_inputs);
                let founded = evidence::evidence(&mut self.member, node, &mut |g, input| {
                    let wanted = match &inputs[input as usize] {
                        MemberInput::Aggregate(a) => Some(MemberInput::Evidence(*a)),
                        MemberInput::Evidence(_) => None,
                        MemberInput::Profile(source) => present(words, source).map(MemberInput::Profile),
                    };
                    match wanted {
                        None => {
                            let value = g.input(input);
                            g.known(value.node())
                        }
                        Some(wanted) => g.input_condition(position_of(&mut inputs, wanted)),
                    }
                });
                self.member_inputs = inputs;
                founded
            }
        }
    }
}

/// The input that says whether a source has evidence, where its own value cannot: a column whose empty cells mean "nothing
/// there" is founded wherever the corpus has it.
fn present(words: &crate::vocabulary::TableWord, source: &Source) -> Option<Source> {
    match source {
        Source::Column(c) if !words.columns[*c].blank_is_unknown => Some(Source::Present(*c)),
        _ => None,
    }
}

fn position_of<T: PartialEq>(list: &mut Vec<T>, wanted: T) -> u32 {
    let place = list.iter().position(|w| *w == wanted).unwrap_or_else(|| {
        list.push(wanted);
        list.len() - 1
    });
    place as u32
}
