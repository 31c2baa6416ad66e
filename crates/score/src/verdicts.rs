//! Three things that a score reveals, in plain language: does the content fit the field, are relevant connections being
//! built, is the profile set up.
//!
//! Which rule speaks to which is told by the tables that it reads, so the answers hold for any pack and no rule is named
//! here. A rule that reads tables of several speaks to the first of them: who weighs posts by followers weighs posts. To the
//! profile speaks only what reads nothing else: readers who return are no matter of how it is filled in.

use ssi_corpus::tables::{PROFILE, TABLES};
use ssi_rules::{MemberInput, Model, Rule};

use crate::explain::Explanation;
use crate::points::Points;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Does what the member writes fit the field?
    Content,
    /// Are relevant connections being built?
    Connections,
    /// Is the profile set up?
    Profile,
}

/// The questions, each with the tables whose rules answer it.
const QUESTIONS: [(Question, &[&str]); 3] = [
    (Question::Content, &["posts", "comments"]),
    (
        Question::Connections,
        &["connections", "invitations_sent", "invitations_received", "searches", "memberships", "follows"],
    ),
    (Question::Profile, &["profile", "recommendations_received", "endorsements_received"]),
];

/// The answer is yes from this share of the points on.
const YES: f64 = 0.7;
/// Below this share it is no.
const PARTLY: f64 = 0.4;

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// At least 70 % of the points.
    Yes,
    /// At least 40 %.
    Partly,
    /// Less.
    NotYet,
    /// No rule that speaks to it had evidence.
    Unknown,
}

/// One question, answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What is asked.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// What the rules that speak to it gave, less what penalties took; never below 0.
    pub points: Points,
    /// What they could have given.
    pub possible: Points,
    /// The rule that lost or took most, if any lost half a point.
    pub most_lost: Option<String>,
}

/// A rule that lost less than this is not worth naming.
const WORTH_NAMING: i32 = Points::UNIT / 2;

/// The three answers for an explained member.
pub fn verdicts(model: &Model, explanation: &Explanation) -> Vec<Verdict> {
    let parts = explanation.pillars.iter().flat_map(|p| &p.rules);
    let rules: Vec<_> = model.pillars.iter().flat_map(|p| &p.rules).zip(parts).collect();
    let answer = |(question, _): &(Question, &[&str])| {
        let (mut points, mut possible) = (0, 0);
        let mut lost: Option<(i32, &str)> = None;
        for (_, part) in rules.iter().filter(|(rule, _)| speaks_to(model, rule) == Some(*question)) {
            let Some(Points(given)) = part.points else { continue };
            points += given;
            let missed = if part.penalty { -given } else { part.possible.0 - given };
            if !part.penalty {
                possible += part.possible.0;
            }
            if missed >= WORTH_NAMING && lost.is_none_or(|(most, _)| missed > most) {
                lost = Some((missed, &part.id));
            }
        }
        let points = points.max(0);
        let share = f64::from(points) / f64::from(possible.max(1));
        let answer = match possible {
            0 => Answer::Unknown,
            _ if share >= YES => Answer::Yes,
            _ if share >= PARTLY => Answer::Partly,
            _ => Answer::NotYet,
        };
        Verdict {
            question: *question,
            answer,
            points: Points(points),
            possible: Points(possible),
            most_lost: lost.map(|(_, id)| id.to_owned()),
        }
    };
    QUESTIONS.iter().map(answer).collect()
}

/// The question to which a rule speaks, by the tables that it reads.
fn speaks_to(model: &Model, rule: &Rule) -> Option<Question> {
    let tables: Vec<&str> = model
        .member
        .inputs_of(rule.value)
        .into_iter()
        .map(|input| match &model.member_inputs[input as usize] {
            MemberInput::Aggregate(a) | MemberInput::Evidence(a) => TABLES[model.aggregates[*a].table].id,
            MemberInput::Profile(_) => TABLES[PROFILE].id,
        })
        .collect();
    let reads = |question: Question, known: &[&str]| match question {
        Question::Profile => !tables.is_empty() && tables.iter().all(|t| known.contains(t)),
        Question::Content | Question::Connections => tables.iter().any(|t| known.contains(t)),
    };
    QUESTIONS.iter().find(|(question, known)| reads(*question, known)).map(|(question, _)| *question)
}
