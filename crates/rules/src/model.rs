//! What a pack means: the model that the engine runs.

use std::sync::Arc;

use ssi_expr::{Graph, NodeId, Place};

use crate::doc::Doc;
use crate::pack::PackFile;
use crate::phrases::PhraseList;
use crate::vocabulary::{Vocabulary, nearest};

/// One thing asked of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextWant {
    /// A signal, by its place in the vocabulary.
    Signal(usize),
    /// How often phrases of a list occur, by the list's place in [`Model::phrases`].
    PhraseHits(usize),
    /// The share of the words that phrases of a list cover.
    PhraseCoverage(usize),
}

impl TextWant {
    /// The want in the words of the rules; `phrases` are the lists that its places count in.
    pub fn written(self, words: &Vocabulary, phrases: &[PhraseList]) -> String {
        match self {
            Self::Signal(signal) => words.signals[signal].id.clone(),
            Self::PhraseHits(list) => format!("phrases(\"{}\").hits()", phrases[list].id),
            Self::PhraseCoverage(list) => format!("phrases(\"{}\").coverage()", phrases[list].id),
        }
    }
}

/// Where an input of a row's expression comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A column of numbers or conditions.
    Column(usize),
    /// 1 where a column of labels says this word (in any case), 0 where it says another, missing where it is empty.
    LabelIs(usize, String),
    /// A signal of a column of texts.
    Signal(usize, TextWant),
    /// The grade of a column of texts.
    Grade(usize),
    /// 1 in every row if the corpus has the column, else 0.
    Present(usize),
}

/// How far back rows count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// The pack's window.
    Pack,
    /// This many days back from the day of the score.
    Days(u32),
    /// Whatever their age.
    All,
}

/// How the rows of a member become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AggregateKind {
    /// Rows.
    Count,
    /// Rows for each seven days of the window.
    PerWeek,
    /// Days with a row.
    ActiveDays,
    /// Weeks with a row, counted back from the day of the score.
    ActiveWeeks,
    /// The longest stretch of days without a row, the ends of the window included.
    LongestGapDays,
    /// Days since the latest row.
    DaysSinceLast,
    /// The sum of a number.
    Sum,
    /// The mean of a number.
    Mean,
    /// The least of a number.
    Min,
    /// The greatest of a number.
    Max,
    /// The middle of a number.
    Median,
    /// The share of rows for which a condition holds.
    Share,
    /// Different labels.
    Distinct,
    /// The share of rows that the commonest label has.
    TopShare,
    /// How evenly rows spread over labels: 0 for one label, towards 1 for many of the same size.
    Spread,
    /// The change of a number for each week, by least squares.
    SlopePerWeek,
}

/// What an aggregate looks at in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Nothing but that it is there.
    Row,
    /// A number or a condition, by its node in the table's graph.
    Value(NodeId),
    /// A column of labels.
    Label(usize),
}

/// Rows of one table, folded to one number a member.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Aggregate {
    /// The table, by its place in the vocabulary.
    pub table: usize,
    /// How.
    pub kind: AggregateKind,
    /// Which rows by age.
    pub window: Window,
    /// Which rows by content: a condition in the table's graph.
    pub filter: Option<NodeId>,
    /// What is looked at.
    pub measure: Measure,
    /// A condition in the table's graph that says whether a row tells what is asked; `None` where every row does.
    pub evidence: Option<NodeId>,
    /// The aggregate as the rules write it.
    pub written: String,
}

/// The row expressions of one table.
#[derive(Clone, Debug, Default)]
pub struct TablePlan {
    /// The expressions.
    pub graph: Graph,
    /// What the graph's inputs are.
    pub inputs: Vec<Source>,
}

/// Where an input of a member's expression comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MemberInput {
    /// The value of an aggregate.
    Aggregate(usize),
    /// 1 where an aggregate was founded on data, else 0.
    Evidence(usize),
    /// The member's own row.
    Profile(Source),
}

/// A rule: a documented function that earns or costs points.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id everywhere: the pillar or the kind of text, a dot, the function's name.
    pub id: String,
    /// What its doc comment says.
    pub doc: Doc,
    /// Its weight; at least 0.
    pub weight: f64,
    /// Whether it takes away instead of giving.
    pub penalty: bool,
    /// The credit, cut to 0..=1; nothing there earns nothing.
    pub value: NodeId,
    /// Whether the credit was founded on data.
    pub evidence: NodeId,
    /// Where it is written.
    pub place: Place,
}

impl Rule {
    /// The points that it can earn or take where all rules of its pillar or grade have evidence: its share of `points`, below
    /// 0 for a penalty; NaN where nothing there earns.
    pub fn effective(&self, rules: &[Self], points: f64) -> f64 {
        let all: f64 = rules.iter().filter(|r| !r.penalty).map(|r| r.weight).sum();
        let weight = if self.penalty { -self.weight } else { self.weight };
        if all > 0.0 { points * weight / all } else { f64::NAN }
    }
}

/// The rules that grade one kind of text.
#[derive(Clone, Debug)]
pub struct GradePlan {
    /// The kind: post, comment, message, headline, summary.
    pub kind: String,
    /// The expressions of all its rules.
    pub graph: Graph,
    /// What the graph's inputs are.
    pub inputs: Vec<TextWant>,
    /// Its rules.
    pub rules: Vec<Rule>,
}

impl GradePlan {
    /// The graph with the grade itself added: what the rules earn, less what the penalties take, on the scale of the weights
    /// that have evidence, held in 0..=1; missing where no weight has evidence.
    pub fn total(&self) -> (Graph, NodeId) {
        let mut g = self.graph.clone();
        let (mut earned, mut possible) = (g.constant(0.0), g.constant(0.0));
        for rule in &self.rules {
            let weight = g.constant(if rule.penalty { -rule.weight } else { rule.weight });
            let [credit, founded] = [rule.value, rule.evidence].map(|n| g.number(n));
            let points = g.mul(weight, credit);
            let product = g.mul(points, founded);
            earned = g.add(earned, product);
            if !rule.penalty {
                let product = g.mul(weight, founded);
                possible = g.add(possible, product);
            }
        }
        let share = g.div(earned, possible);
        let grade = g.clamp(share, 0.0, 1.0);
        (g, grade.node())
    }
}

/// A quarter of the score.
#[derive(Clone, Debug)]
pub struct Pillar {
    /// Its id.
    pub id: String,
    /// Its title for people.
    pub title: String,
    /// The points it can give.
    pub points: u32,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// A band of scores with a name; it reaches up to where the next one begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The lowest score that belongs to it.
    pub from: f64,
    /// Its name.
    pub name: String,
}

/// A pack, understood.
#[derive(Clone, Debug)]
pub struct Model {
    /// The pack's name.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// Days back from the day of the score in which activity counts.
    pub window_days: u32,
    /// The points to aim for, 1 to 100.
    pub target: u32,
    /// The percent at the top of an industry to aim for, 1 to 99.
    pub top: u32,
    /// The pillars, in the order of the report.
    pub pillars: Vec<Pillar>,
    /// The bands, from the lowest.
    pub bands: Vec<Band>,
    /// One plan a kind of text.
    pub grades: Vec<GradePlan>,
    /// One plan a table of the vocabulary.
    pub tables: Vec<TablePlan>,
    /// The aggregates that the pillars read.
    pub aggregates: Vec<Aggregate>,
    /// The expressions of the pillars' rules.
    pub member: Graph,
    /// What the inputs of `member` are.
    pub member_inputs: Vec<MemberInput>,
    /// The phrase lists, by name.
    pub phrases: Arc<[PhraseList]>,
    /// The files of the pack, for error messages.
    pub files: Vec<PackFile>,
    /// The packs it was made of, the one that was asked for last: each with its own files, from which it can be made again.
    pub packs: Vec<(String, Vec<PackFile>)>,
    /// The BLAKE3 digest of all files of the pack.
    pub digest: String,
}

/// There is no rule of that id.
#[derive(Debug)]
pub struct UnknownRule {
    /// The id that was asked for.
    pub id: String,
    /// The nearest id that exists.
    pub nearest: Option<String>,
}

impl std::fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no rule called `{}`", self.id)?;
        match &self.nearest {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Model {
    /// Every rule: those of the grades, then those of the pillars.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.grades.iter().flat_map(|g| &g.rules).chain(self.pillars.iter().flat_map(|p| &p.rules))
    }

    /// Gives a rule another weight.
    ///
    /// # Errors
    /// When there is no such rule.
    pub fn reweigh(&mut self, id: &str, weight: f64) -> Result<(), UnknownRule> {
        let grades = self.grades.iter_mut().flat_map(|g| &mut g.rules);
        let mut rules = grades.chain(self.pillars.iter_mut().flat_map(|p| &mut p.rules));
        if let Some(rule) = rules.find(|r| r.id == id) {
            rule.weight = weight;
            return Ok(());
        }
        Err(self.unknown(id))
    }

    /// That there is no rule of an id, with the nearest that exists: the function of that name in any file, else the most like it.
    pub fn unknown(&self, id: &str) -> UnknownRule {
        let ids: Vec<&str> = self.rules().map(|r| r.id.as_str()).collect();
        let function = |known: &&str| known.rsplit_once('.').is_some_and(|(_, function)| function == id);
        let near = ids.iter().copied().find(function).or_else(|| nearest(id, ids.iter().copied()));
        UnknownRule { id: id.to_owned(), nearest: near.map(str::to_owned) }
    }

    /// The plan that grades a kind of text.
    pub fn grade(&self, kind: &str) -> Option<&GradePlan> {
        self.grades.iter().find(|g| g.kind == kind)
    }

    /// The most points that a score can have.
    pub fn points(&self) -> u32 {
        self.pillars.iter().map(|p| p.points).sum()
    }

    /// The band of a score.
    pub fn band(&self, score: f64) -> &Band {
        self.bands.iter().rfind(|b| b.from <= score).unwrap_or(&self.bands[0])
    }
}
