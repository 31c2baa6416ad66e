//! Why a member has the points that the member has.

use ssi_expr::{NodeId, render, row};
use ssi_rules::{MemberInput, Model, Pillar, Rule, Source};

use crate::points::Points;
use crate::rows::Told;
use crate::run::Scored;
use crate::vocabulary::vocabulary;

/// One thing that a rule looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The thing as the rules write it.
    pub written: String,
    /// Its value for the member; NaN where there is none.
    pub value: f64,
}

/// One rule's part.
#[derive(Clone, Debug)]
pub struct RulePart {
    /// The rule's id.
    pub id: String,
    /// The rule's title.
    pub title: String,
    /// Why it is worth points.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// Whether it takes away.
    pub penalty: bool,
    /// Its weight in the pillar; a rule of weight 0 is switched off.
    pub weight: f64,
    /// What it gave or took; `None` where it had no evidence.
    pub points: Option<Points>,
    /// The most that it could have given or taken.
    pub possible: Points,
    /// The credit between 0 and 1 that its formula came to.
    pub credit: f64,
    /// The formula.
    pub formula: String,
    /// What it looked at.
    pub seen: Vec<Seen>,
    /// The rows that it took points for, where it did; see [`add_evidence`](crate::behind::add_evidence).
    pub behind: Vec<Told>,
}

/// One pillar's part.
#[derive(Clone, Debug)]
pub struct PillarPart {
    /// The pillar's id.
    pub id: String,
    /// The pillar's title.
    pub title: String,
    /// The points that it can give.
    pub cap: u32,
    /// What it gave; `None` where no rule had evidence.
    pub points: Option<Points>,
    /// The share of its weight that had evidence.
    pub coverage: f64,
    /// What the penalties would have taken, where they took less because no more was earned.
    pub cut: Option<Points>,
    /// Its rules.
    pub rules: Vec<RulePart>,
}

/// A score, taken apart.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The member's id.
    pub member: String,
    /// The member's name, where it is known.
    pub name: String,
    /// The score.
    pub score: Points,
    /// The name of its band.
    pub band: String,
    /// The place among all members, from 1; equal scores share one.
    pub rank: usize,
    /// How many members there are.
    pub of: usize,
    /// The least and the most that the parts without evidence could have made.
    pub range: (Points, Points),
    /// The share of all points that had evidence.
    pub coverage: f64,
    /// The pillars.
    pub pillars: Vec<PillarPart>,
}

/// Takes a member's score apart. The run must have kept its inputs.
///
/// # Panics
/// When there is no such member, or the run kept no inputs.
pub fn explain(model: &Model, run: &Scored, member: usize) -> Explanation {
    let scores = &run.scores;
    assert_eq!(run.inputs.len(), model.member_inputs.len(), "a run that kept its inputs");
    let inputs: Vec<f64> = run.inputs.iter().map(|c| c[member]).collect();
    let values = row::values(&model.member, &inputs);
    let names = names(model);
    let score = scores.score[member];
    let pillars = model.pillars.iter().zip(&scores.pillars).map(|(pillar, out)| {
        // What a rule could give depends on which others have evidence.
        let known = weights(&pillar.rules, |r| values[r.evidence.index()] == 1.0);
        let all = weights(&pillar.rules, |_| true);
        let rules = pillar.rules.iter().zip(&out.rules).map(|(rule, part)| {
            let base = if part.points.at(member).is_some() { known } else { all };
            let possible = f64::from(pillar.points) * f64::from(Points::UNIT) * rule.weight
                / base.max(f64::MIN_POSITIVE);
            // The largest remainder can lift a part by a hundredth above its own share.
            let given = part.points.at(member).map_or(0, |p| p.0.abs());
            let possible = (possible.round() as i32).max(given);
            RulePart {
                id: rule.id.clone(),
                title: rule.doc.title.clone(),
                why: rule.doc.why.clone(),
                advice: rule.doc.advice.clone(),
                penalty: rule.penalty,
                weight: rule.weight,
                points: part.points.at(member),
                possible: Points(if rule.penalty { -possible } else { possible }),
                credit: values[rule.value.index()],
                formula: formula(model, rule.value, &names),
                seen: model
                    .member
                    .inputs_of(rule.value)
                    .into_iter()
                    .filter(|&i| !is_evidence(&model.member_inputs[i as usize]))
                    .filter(|&i| is_told(&model.member_inputs[i as usize], inputs[i as usize]))
                    .map(|i| Seen { written: names[i as usize].clone(), value: inputs[i as usize] })
                    .collect(),
                behind: Vec::new(),
            }
        });
        PillarPart {
            id: pillar.id.clone(),
            title: pillar.title.clone(),
            cap: pillar.points,
            points: out.points[member],
            coverage: out.coverage[member],
            cut: out.points[member].and_then(|_| cut(pillar, &values, known)),
            rules: rules.collect(),
        }
    });
    Explanation {
        member: scores.members[member].clone(),
        name: scores.names[member].clone(),
        score,
        band: model.band(score.value()).name.clone(),
        rank: 1 + scores.score.iter().filter(|s| **s > score).count(),
        of: scores.members.len(),
        range: scores.range[member],
        coverage: scores.coverage[member],
        pillars: pillars.collect(),
    }
}

/// What the penalties of a pillar would have taken, where that is more than its rules earned.
fn cut(pillar: &Pillar, values: &[f64], known: f64) -> Option<Points> {
    let sum = |penalty: bool| -> f64 {
        let counts =
            pillar.rules.iter().filter(|r| r.penalty == penalty && values[r.evidence.index()] == 1.0);
        let shares: f64 = counts.map(|r| r.weight * values[r.value.index()]).sum();
        f64::from(pillar.points) * f64::from(Points::UNIT) * shares / known.max(f64::MIN_POSITIVE)
    };
    let (earned, taken) = (sum(false).round() as i32, sum(true).round() as i32);
    (taken > earned).then_some(Points(taken))
}

/// The weights, penalties aside, of the rules that count.
fn weights(rules: &[Rule], counts: impl Fn(&Rule) -> bool) -> f64 {
    rules.iter().filter(|r| !r.penalty && counts(r)).map(|r| r.weight).sum()
}

/// Whether there is anything to say: an empty cell of the member's own row tells nothing.
fn is_told(input: &MemberInput, value: f64) -> bool {
    !(matches!(input, MemberInput::Profile(_)) && value.is_nan())
}

fn is_evidence(input: &MemberInput) -> bool {
    matches!(input, MemberInput::Evidence(_) | MemberInput::Profile(Source::Present(_)))
}

/// The formula of a rule in the words of the rules.
pub fn formula(model: &Model, value: NodeId, names: &[String]) -> String {
    render::formula(&model.member, value, &|input| names[input as usize].clone())
}

/// The inputs of the pillars' rules in the words of the rules.
pub fn names(model: &Model) -> Vec<String> {
    let words = vocabulary();
    let profile = &words.tables[words.profile];
    model
        .member_inputs
        .iter()
        .map(|input| match input {
            MemberInput::Aggregate(a) | MemberInput::Evidence(a) => model.aggregates[*a].written.clone(),
            MemberInput::Profile(source) => match source {
                Source::Column(c) | Source::Present(c) => format!("profile.{}", profile.columns[*c].id),
                Source::LabelIs(c, word) => format!("profile.{} == \"{word}\"", profile.columns[*c].id),
                Source::Grade(c) => format!("profile.{}.grade", profile.columns[*c].id),
                Source::Signal(c, want) => {
                    format!("profile.{}.{}", profile.columns[*c].id, want.written(&words, &model.phrases))
                }
            },
        })
        .collect()
}
