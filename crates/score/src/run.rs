//! The whole job: texts, tables, members.

use std::time::{Duration, Instant};

use rayon::prelude::*;
use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::{Frame, Resolved};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{PROFILE, TABLES};
use ssi_rules::{MemberInput, Model, Source};

use crate::cells::{Cells, cells};
use crate::fold::fold;
use crate::frames::Frames;
use crate::inputs::Inputs;
use crate::members::finish;
use crate::partial::Finished;
use crate::plan::Plan;
use crate::scores::{PillarScores, RuleScores, Scores};
use crate::texts::{KeptSignals, ReadTexts, TextColumns};

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
    /// Texts compared with each other.
    pub comparing: Duration,
    /// Rows to aggregates, without comparing texts.
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

/// The same with what is `known` already of what the rules read of members; what is not known is added to it.
///
/// Where all is known no text and no row is looked at.
///
/// # Panics
/// When what is known is of another corpus with other members.
pub fn score_knowing(model: &Model, resolved: &Resolved<'_>, known: &mut Inputs<'_>) -> Scored {
    if known.is_complete() {
        return settled(model, resolved, known);
    }
    let reading = Reading::new(model, resolved);
    let ((), timing) = reading.timed(|| reading.find_inputs(known));
    settle(model, &reading.plan, &known.all(), reading.blank(), timing)
}

/// Adds what is not `known` of what the rules read of members, and scores nobody.
///
/// Texts are not read where `signals` has what another model's reading kept of them and this model wants the same; else its own are
/// kept there.
///
/// # Panics
/// When what is known is of another corpus with other members.
pub fn find_missing<'c>(
    model: &Model,
    resolved: &Resolved<'c>,
    known: &mut Inputs<'_>,
    signals: &mut KeptSignals<'c>,
) {
    if !known.is_complete() {
        let read = |plan: &Plan| ReadTexts::keeping(model, plan, resolved, signals);
        Reading::begun(model, resolved, read).find_inputs(known);
    }
}

/// Everyone's scores from what the rules read of members, all of which is known.
pub fn settled(model: &Model, resolved: &Resolved<'_>, known: &Inputs<'_>) -> Scored {
    settle(model, &Plan::new(model), &known.all(), blank(model, resolved), Timing::default())
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
        Self::begun(model, resolved, |plan| ReadTexts::new(model, plan, resolved))
    }

    fn begun(model: &'a Model, resolved: &'a Resolved<'a>, read: impl FnOnce(&Plan) -> ReadTexts) -> Self {
        let plan = Plan::new(model);
        let start = Instant::now();
        let texts = read(&plan);
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
        let (inputs, timing) = self.timed(|| self.member_inputs());
        let kept = request
            .keep_inputs
            .then(|| inputs.iter().map(|c| spread(c, self.resolved.roster().len())).collect());
        let scored = settle(self.model, &self.plan, &inputs, self.blank(), timing);
        Scored { inputs: kept.unwrap_or_default(), ..scored }
    }

    /// Does something with rows, and adds to the timing how long it took.
    fn timed<T>(&self, work: impl FnOnce() -> T) -> (T, Timing) {
        let (start, before) = (Instant::now(), self.frames.comparing());
        let done = work();
        let comparing = self.frames.comparing().saturating_sub(before);
        let timing = Timing { comparing, rows: start.elapsed().saturating_sub(comparing), ..self.timing };
        (done, timing)
    }

    /// Scores without points, of the members of the corpus.
    pub(crate) fn blank(&self) -> Scores {
        blank(self.model, self.resolved)
    }

    /// The columns that the pillars' rules read.
    pub(crate) fn member_inputs(&self) -> Vec<Cells<'static>> {
        let mut inputs = Inputs::unknown(self.model);
        self.find_inputs(&mut inputs);
        inputs.into_all()
    }

    /// Adds what is not known of the columns that the pillars' rules read; looks only at tables and columns behind those.
    fn find_inputs(&self, inputs: &mut Inputs<'_>) {
        let (model, resolved) = (self.model, self.resolved);
        let members = resolved.roster().len();
        for (table, rows) in self.plan.rows.iter().enumerate() {
            let missing = inputs.missing(model, table);
            let Some(rows) = rows.as_ref().filter(|_| !missing.is_empty()) else { continue };
            let Some(frame) = self.frames.read_for(model, table, &missing) else { continue };
            let mut done = fold(model, rows, &missing, &frame, resolved, &self.texts.columns, members);
            if let Some(untold) = resolved.untold(table) {
                for done in &mut done {
                    done.forget(untold);
                }
            }
            for (column, cells) in columns(model, done) {
                inputs.put(column, cells);
            }
        }
        let missing = inputs.missing_of_profile(model);
        if let Some(frame) = (!missing.is_empty()).then(|| self.frames.read(model, PROFILE)).flatten() {
            for (place, source) in missing {
                inputs.put(place, profile_cells(source, &frame, resolved, &self.texts.columns, members));
            }
        }
        inputs.fill(no_inputs(model));
    }
}

/// Everyone's points, from what the rules read of members.
fn settle(
    model: &Model,
    plan: &Plan,
    inputs: &[Cells<'_>],
    mut scores: Scores,
    mut timing: Timing,
) -> Scored {
    let start = Instant::now();
    finish(model, plan, inputs, &mut scores);
    timing.members = start.elapsed();
    let start = Instant::now();
    scores.rank();
    timing.ranks = start.elapsed();
    Scored { scores, timing, inputs: Vec::new() }
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

/// Finished aggregates as columns, each with the place where the rules look for it. The model lists every input once.
pub(crate) fn columns(model: &Model, finished: Vec<Finished>) -> Vec<(usize, Cells<'static>)> {
    let column = |done: Finished| {
        let Finished { aggregate, values, founded } = done;
        let place = |wanted| model.member_inputs.iter().position(|input| *input == wanted);
        let founded = place(MemberInput::Evidence(aggregate)).map(|place| {
            let cells: Vec<f64> = founded.iter().map(|&f| f64::from(u8::from(f))).collect();
            (place, Cells::Slice(cells.into()))
        });
        let value =
            place(MemberInput::Aggregate(aggregate)).map(|place| (place, Cells::Slice(values.into())));
        [value, founded]
    };
    finished.into_par_iter().flat_map_iter(|done| column(done).into_iter().flatten()).collect()
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
pub(crate) fn blank(model: &Model, resolved: &Resolved<'_>) -> Scores {
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
