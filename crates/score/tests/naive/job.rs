//! From a corpus to everyone's points.

use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::{Frame, Resolved, Space, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, PROFILE, TABLES};
use ssi_rules::{AggregateKind, Measure, MemberInput, Model, Source};

use crate::fold::{Clock, Row, fold};
use crate::grades::Texts;
use crate::settle::{Claim, Settled, settle};
use crate::tree::Tree;
use crate::{columns, likeness};

/// What came of one member.
pub(crate) struct Member {
    pub(crate) score: i32,
    pub(crate) range: (i32, i32),
    pub(crate) coverage: f64,
    pub(crate) pillars: Vec<Settled>,
}

/// A corpus under a model.
pub(crate) struct Job<'a> {
    model: &'a Model,
    resolved: &'a Resolved<'a>,
    texts: Texts<'a>,
    /// For each table its rows; none where the corpus has no such table.
    frames: Vec<Option<Frame>>,
}

impl<'a> Job<'a> {
    pub(crate) fn new(model: &'a Model, resolved: &'a Resolved<'a>) -> Self {
        let frame = |table| {
            let mut frame = ssi_score::frames::full(resolved, table)?;
            columns::derive(&mut frame, resolved);
            likeness::compare(&mut frame, resolved);
            Some(frame)
        };
        let frames = (0..TABLES.len()).map(frame).collect();
        Job { model, resolved, texts: Texts::new(model, resolved), frames }
    }

    /// What the pillars' rules read: a column an input, a value a member.
    pub(crate) fn inputs(&self) -> Vec<Vec<f64>> {
        let members = self.resolved.roster().len();
        let folded: Vec<Vec<(f64, bool)>> =
            (0..self.model.aggregates.len()).map(|a| self.folded(a)).collect();
        let inputs = self.model.member_inputs.iter().map(|input| match input {
            MemberInput::Aggregate(a) => folded[*a].iter().map(|(value, _)| *value).collect(),
            MemberInput::Evidence(a) => {
                folded[*a].iter().map(|(_, founded)| f64::from(u8::from(*founded))).collect()
            }
            MemberInput::Profile(source) => {
                (0..members as u32).map(|member| self.profile(source, member)).collect()
            }
        });
        inputs.collect()
    }

    /// Whether an input is a spread, of which the last bits depend on the order of a sum.
    pub(crate) fn is_spread(&self, input: usize) -> bool {
        let MemberInput::Aggregate(a) = self.model.member_inputs[input] else { return false };
        self.model.aggregates[a].kind == AggregateKind::Spread
    }

    /// An input in the words of the rules.
    pub(crate) fn written(&self, input: usize) -> &str {
        match &self.model.member_inputs[input] {
            MemberInput::Aggregate(a) | MemberInput::Evidence(a) => &self.model.aggregates[*a].written,
            MemberInput::Profile(_) => "the own row",
        }
    }

    /// The own row of a member.
    fn profile(&self, source: &Source, member: u32) -> f64 {
        let Some(frame) = &self.frames[PROFILE] else {
            return if matches!(source, Source::Present(_)) { 0.0 } else { f64::NAN };
        };
        if let Source::Present(column) = source {
            return f64::from(u8::from(self.has(frame, *column)));
        }
        let row = frame.members.iter().rposition(|m| *m == member);
        row.map_or(f64::NAN, |row| self.cell(frame, row, source))
    }

    /// Whether the corpus has a column.
    fn has(&self, frame: &Frame, column: usize) -> bool {
        let table = &TABLES[frame.table];
        match table.columns[column].kind {
            Kind::Text(_) => {
                let rows = self.resolved.corpus().rows(table.file);
                rows.is_some_and(|rows| rows.texts(table.columns[column].id).is_some())
            }
            _ => frame.columns[column].is_some(),
        }
    }

    /// What a row says to one input of an expression.
    fn cell(&self, frame: &Frame, row: usize, source: &Source) -> f64 {
        let given = frame.rows[row] as usize;
        match source {
            Source::Column(column) => match &frame.columns[*column] {
                Some(Values::Numbers(all)) => all[row],
                _ => f64::NAN,
            },
            Source::LabelIs(column, word) => match &frame.columns[*column] {
                Some(Values::Labels(all, _)) if all[row] == NO_ID => f64::NAN,
                Some(Values::Labels(all, space)) => {
                    f64::from(u8::from(self.name(*space, all[row]).to_lowercase() == word.to_lowercase()))
                }
                _ => f64::NAN,
            },
            Source::Grade(column) => self.texts.grade(frame.table, *column, given),
            Source::Signal(column, want) => self.texts.want(frame.table, *column, given, *want),
            Source::Present(column) => f64::from(u8::from(self.has(frame, *column))),
        }
    }

    /// A label as somebody wrote it.
    fn name(&self, space: Space, label: u32) -> &str {
        let corpus = self.resolved.corpus();
        match space {
            Space::People => corpus.people.name(label),
            Space::Posts => corpus.posts.name(label),
            Space::Conversations => corpus.conversations.name(label),
            Space::Words => corpus.labels.name(label),
            Space::Queries => {
                let searches = corpus.rows(FileId::Searches).unwrap();
                searches.texts("query").unwrap().get(label as usize).trim()
            }
        }
    }

    /// An aggregate of each member, and whether it is founded on data.
    fn folded(&self, place: usize) -> Vec<(f64, bool)> {
        let members = self.resolved.roster().len();
        let a = &self.model.aggregates[place];
        let plan = &self.model.tables[a.table];
        let Some(frame) = &self.frames[a.table] else { return vec![(f64::NAN, false); members] };
        let mut rows: Vec<Vec<Row>> = vec![Vec::new(); members];
        for at in 0..frame.len() {
            let input = |input: usize| self.cell(frame, at, &plan.inputs[input]);
            let mut tree = Tree::new(&plan.graph, &input);
            let tells = a.evidence.is_none_or(|node| tree.holds(node));
            let passes = a.filter.is_none_or(|node| tree.holds(node));
            let value = match a.measure {
                Measure::Value(node) if tells && passes => tree.value(node),
                Measure::Label(column) => match &frame.columns[column] {
                    Some(Values::Labels(all, _)) if all[at] != NO_ID => f64::from(all[at]),
                    _ => f64::NAN,
                },
                _ => f64::NAN,
            };
            rows[frame.members[at] as usize].push(Row { time: frame.times[at], tells, passes, value });
        }
        let clock = Clock { end: self.resolved.view().end, pack_days: self.model.window_days };
        let blind = self.is_blind(place, frame);
        let untold = self.resolved.untold(a.table);
        let of = |member: usize| match untold {
            Some(untold) if untold[member] => (f64::NAN, false),
            _ => fold(a, &rows[member], clock, blind),
        };
        (0..members).map(of).collect()
    }

    /// Whether an aggregate asks for a column that the corpus does not have.
    fn is_blind(&self, place: usize, frame: &Frame) -> bool {
        let a = &self.model.aggregates[place];
        let plan = &self.model.tables[a.table];
        let value = if let Measure::Value(node) = a.measure { Some(node) } else { None };
        let read = [a.filter, value].into_iter().flatten().flat_map(|node| plan.graph.inputs_of(node));
        let mut columns: Vec<usize> = read
            .filter_map(|input| match &plan.inputs[input as usize] {
                Source::Column(c) | Source::LabelIs(c, _) | Source::Grade(c) | Source::Signal(c, _) => {
                    Some(*c)
                }
                Source::Present(_) => None,
            })
            .collect();
        columns.extend(if let Measure::Label(column) = a.measure { Some(column) } else { None });
        columns.into_iter().any(|column| !self.has(frame, column))
    }

    /// The points of a member.
    pub(crate) fn member(&self, inputs: &[Vec<f64>], member: usize) -> Member {
        let input = |at: usize| inputs[at][member];
        let mut tree = Tree::new(&self.model.member, &input);
        let mut done = Member { score: 0, range: (0, 0), coverage: 0.0, pillars: Vec::new() };
        for pillar in &self.model.pillars {
            let mut claims = Vec::new();
            for rule in &pillar.rules {
                let (credit, founded) = (tree.value(rule.value), tree.holds(rule.evidence));
                claims.push(Claim { weight: rule.weight, penalty: rule.penalty, credit, founded });
            }
            let settled = settle(pillar.points as i32 * 100, &claims);
            done.score += settled.total.unwrap_or(0);
            done.range = (done.range.0 + settled.low, done.range.1 + settled.high);
            done.coverage += f64::from(pillar.points) * settled.coverage;
            done.pillars.push(settled);
        }
        let points: u32 = self.model.pillars.iter().map(|pillar| pillar.points).sum();
        done.coverage = if points == 0 { 0.0 } else { done.coverage / f64::from(points) };
        done
    }
}
