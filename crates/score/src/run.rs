//! The whole job: texts, tables, members.

use std::time::{Duration, Instant};

use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::{Frame, Resolved};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{PROFILE, TABLES};
use ssi_rules::{MemberInput, Model, Source};

use crate::fold::{Cells, blind, cells, fold};
use crate::frames::Frames;
use crate::members::finish;
use crate::partial::Finished;
use crate::plan::Plan;
use crate::scores::{PillarScores, RuleScores, Scores};
use crate::texts::{ReadTexts, TextColumns};

/// What is asked of a run.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Whether to keep what the rules looked at, for [`explain`](crate::explain).
    pub keep_inputs: bool,
}

/// How long the stages took, and how much they read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timing {
    /// Texts to signals and grades.
    pub texts: Duration,
    /// Rows to aggregates.
    pub rows: Duration,
    /// Aggregates to points.
    pub members: Duration,
    /// Members put in the order of their scores.
    pub ranks: Duration,
    /// Texts read.
    pub text_count: u64,
    /// Bytes of text read.
    pub text_bytes: u64,
}

/// Scores, and what they were made of.
#[derive(Debug)]
pub struct Scored {
    /// The scores.
    pub scores: Scores,
    /// How long it took.
    pub timing: Timing,
    /// The inputs of the pillars' rules: a column an input; empty unless they were asked for.
    pub inputs: Vec<Vec<f64>>,
}

/// Scores every member of a corpus.
///
/// Runs under rayon; the result is the same for any number of threads and any order of the rows. A member without any
/// evidence has a score of 0 and a coverage of 0.
pub fn score(model: &Model, resolved: &Resolved<'_>, request: Request) -> Scored {
    Reading::new(model, resolved).score(request)
}

/// A model and a corpus with every text read: the part of a run that costs, from which everyone can be scored and each
/// member be looked at alone.
pub struct Reading<'a> {
    pub(crate) model: &'a Model,
    pub(crate) resolved: &'a Resolved<'a>,
    pub(crate) plan: Plan,
    pub(crate) texts: ReadTexts,
    pub(crate) frames: Frames<'a, 'a>,
    timing: Timing,
}

impl<'a> Reading<'a> {
    /// Reads every text that the model wants to know about, once; what an [`Ear`](crate::Ear) heard is read already.
    ///
    /// # Panics
    /// When the texts of the corpus were heard for a model that wants other signals.
    pub fn new(model: &'a Model, resolved: &'a Resolved<'a>) -> Self {
        let plan = Plan::new(model);
        let start = Instant::now();
        let texts = ReadTexts::new(model, &plan, resolved);
        let timing = Timing {
            texts: start.elapsed(),
            text_count: texts.texts,
            text_bytes: texts.bytes,
            ..Timing::default()
        };
        Self { model, resolved, plan, texts, frames: Frames::new(resolved), timing }
    }

    /// The same rules over the same corpus seen from another day: texts say the same on every day and are not read again, but
    /// those that do not tell their language where their author by then usually writes another.
    ///
    /// # Panics
    /// When `resolved` is of another corpus, whose texts are others.
    pub fn seen_from<'b>(&self, resolved: &'b Resolved<'b>) -> Reading<'b>
    where
        'a: 'b,
    {
        assert!(std::ptr::eq(self.resolved.corpus(), resolved.corpus()), "another day of the same corpus");
        let plan = Plan::new(self.model);
        let texts = self.texts.seen_from(self.model, &plan, resolved);
        Reading {
            model: self.model,
            resolved,
            plan,
            texts,
            frames: Frames::new(resolved),
            timing: Timing::default(),
        }
    }

    /// The rules.
    pub fn model(&self) -> &'a Model {
        self.model
    }

    /// The corpus behind.
    pub fn resolved(&self) -> &'a Resolved<'a> {
        self.resolved
    }

    /// Scores everyone.
    pub fn score(&self, request: Request) -> Scored {
        let (model, mut timing) = (self.model, self.timing);
        let start = Instant::now();
        let inputs = self.member_inputs();
        timing.rows = start.elapsed();

        let start = Instant::now();
        let mut scores = self.blank();
        finish(model, &self.plan, &inputs, &mut scores);
        timing.members = start.elapsed();
        let start = Instant::now();
        scores.rank();
        timing.ranks = start.elapsed();
        let kept = if request.keep_inputs {
            inputs.iter().map(|c| spread(c, scores.members.len())).collect()
        } else {
            Vec::new()
        };
        Scored { scores, timing, inputs: kept }
    }

    /// Scores without points, of the members of the corpus.
    pub(crate) fn blank(&self) -> Scores {
        blank(self.model, self.resolved)
    }

    /// The columns that the pillars' rules read.
    pub(crate) fn member_inputs(&self) -> Vec<Cells<'static>> {
        let (model, resolved) = (self.model, self.resolved);
        let members = resolved.roster().len();
        let mut inputs = no_inputs(model);
        for (table, rows) in self.plan.rows.iter().enumerate() {
            let Some((rows, frame)) =
                rows.as_ref().and_then(|rows| Some((rows, self.frames.read(model, table)?)))
            else {
                continue;
            };
            let partial = fold(model, rows, &frame, resolved, &self.texts.columns, members);
            let mut done = partial.finish(model, resolved.view().end, |a| blind(model, a, &frame, resolved));
            if let Some(untold) = resolved.untold(table) {
                for done in &mut done {
                    done.forget(untold);
                }
            }
            place(model, done, &mut inputs);
        }
        if let Some(frame) = self.frames.read(model, PROFILE) {
            for (input, slot) in model.member_inputs.iter().zip(&mut inputs) {
                if let MemberInput::Profile(source) = input {
                    *slot = profile_cells(source, &frame, resolved, &self.texts.columns, members);
                }
            }
        }
        inputs
    }
}

fn spread(cells: &Cells<'_>, members: usize) -> Vec<f64> {
    match cells {
        Cells::Slice(all) => all.to_vec(),
        Cells::Same(value) => vec![*value; members],
    }
}

/// What the pillars' rules read where the corpus has nothing: without the table nobody has a value or evidence.
pub(crate) fn no_inputs(model: &Model) -> Vec<Cells<'static>> {
    let inputs = model.member_inputs.iter().map(|input| match input {
        MemberInput::Evidence(_) | MemberInput::Profile(Source::Present(_)) => Cells::Same(0.0),
        MemberInput::Aggregate(_) | MemberInput::Profile(_) => Cells::Same(f64::NAN),
    });
    inputs.collect()
}

/// Puts finished aggregates where the rules look for them. The model lists every input once, so each column moves to its place.
pub(crate) fn place(model: &Model, finished: Vec<Finished>, inputs: &mut [Cells<'static>]) {
    for done in finished {
        let founded: Vec<f64> = done.founded.iter().map(|&f| f64::from(u8::from(f))).collect();
        let columns = [
            (MemberInput::Aggregate(done.aggregate), done.values),
            (MemberInput::Evidence(done.aggregate), founded),
        ];
        for (wanted, column) in columns {
            if let Some(place) = model.member_inputs.iter().position(|input| *input == wanted) {
                inputs[place] = Cells::Slice(column.into());
            }
        }
    }
}

/// A column of the members' own rows, put in the order of the members.
pub(crate) fn profile_cells(
    source: &Source,
    frame: &Frame,
    resolved: &Resolved<'_>,
    texts: &TextColumns,
    members: usize,
) -> Cells<'static> {
    match cells(source, frame, resolved, texts) {
        Cells::Same(value) => Cells::Same(value),
        Cells::Slice(all) => {
            let mut column = vec![f64::NAN; members];
            for (&member, &value) in frame.members.iter().zip(all.iter()) {
                column[member as usize] = value;
            }
            Cells::Slice(column.into())
        }
    }
}

/// Scores without points, of the members of a corpus.
fn blank(model: &Model, resolved: &Resolved<'_>) -> Scores {
    let (corpus, roster) = (resolved.corpus(), resolved.roster());
    let members = (0..roster.len() as u32).map(|m| corpus.people.name(roster.person(m)).to_owned());
    let mut scores = skeleton(model, members.collect());
    if let Some(ids) = corpus.rows(FileId::Members).and_then(|rows| rows.ids("name")) {
        for (member, row) in roster.profile_rows() {
            if ids[row] != NO_ID {
                corpus.labels.name(ids[row]).clone_into(&mut scores.names[member as usize]);
            }
        }
    }
    scores
}

/// Scores without points and names.
pub(crate) fn skeleton(model: &Model, members: Vec<String>) -> Scores {
    let n = members.len();
    Scores {
        members,
        names: vec![String::new(); n],
        score: Vec::with_capacity(n),
        range: Vec::with_capacity(n),
        coverage: Vec::with_capacity(n),
        pillars: model
            .pillars
            .iter()
            .map(|p| PillarScores {
                id: p.id.clone(),
                title: p.title.clone(),
                cap: p.points,
                points: Vec::with_capacity(n),
                coverage: Vec::with_capacity(n),
                rules: p.rules.iter().map(|r| RuleScores::new(r, n)).collect(),
            })
            .collect(),
        ranking: Vec::new(),
    }
}

/// The input files that a pillar reads and the corpus lacks, by name: what to supply for more coverage.
pub fn missing_files(model: &Model, resolved: &Resolved<'_>, pillar: usize) -> Vec<&'static str> {
    let rules = &model.pillars[pillar].rules;
    let mut files: Vec<FileId> = rules
        .iter()
        .flat_map(|rule| model.member.inputs_of(rule.value))
        .map(|input| match &model.member_inputs[input as usize] {
            MemberInput::Aggregate(a) | MemberInput::Evidence(a) => TABLES[model.aggregates[*a].table].file,
            MemberInput::Profile(_) => FileId::Members,
        })
        .filter(|file| resolved.corpus().rows(*file).is_none())
        .collect();
    files.sort_unstable();
    files.dedup();
    files.into_iter().map(|f| f.file().name).collect()
}
