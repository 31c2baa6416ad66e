//! What changed between two days, taken apart exactly: late data, rows that left, rows that came, other rules.
//!
//! Between what was known on the first day and what is known on the second lie three scores of passage. Each changes one
//! thing only, and every difference is a whole number of hundredths, so the four parts add up to the whole change for each
//! rule, each pillar and the score: nothing is left over and nothing is shared out.

use crate::points::Points;
use crate::scores::Scores;

/// The scores from one day to the other. A member may be missing in any of them.
#[derive(Clone, Copy, Debug)]
pub struct Stages<'s> {
    /// The rules of the first day, over today's files as of that day.
    pub then: &'s Scores,
    /// The same rules and the same rows, as of the second day: as if nothing had happened since.
    pub aged: &'s Scores,
    /// The same rules as of the second day, with what happened since.
    pub grown: &'s Scores,
    /// The rules of the second day.
    pub now: &'s Scores,
}

/// What a snapshot keeps of a member; nothing of one who was not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The score; `None` for a member who was not there.
    pub score: Option<Points>,
    /// The points of each rule by its id; `None` where it had no evidence.
    pub rules: Vec<(String, Option<Points>)>,
}

/// A change by its causes, in hundredths of points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Rows about days up to the first that came or changed after its snapshot; 0 without a snapshot.
    pub late: Points,
    /// Rows that left the window, and time going by.
    pub left: Points,
    /// What happened since.
    pub came: Points,
    /// Other rules, weights or another window.
    pub rules: Points,
}

impl Parts {
    /// The whole change.
    pub fn sum(&self) -> Points {
        Points(self.all().iter().map(|p| p.0).sum())
    }

    /// The four in the order in which they happened: late, left, came, rules.
    pub fn all(&self) -> [Points; 4] {
        [self.late, self.left, self.came, self.rules]
    }

    fn add(&mut self, other: &Self) {
        for (mine, its) in
            [&mut self.late, &mut self.left, &mut self.came, &mut self.rules].into_iter().zip(other.all())
        {
            mine.0 += its.0;
        }
    }
}

/// The change of one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleChange {
    /// The rule's id.
    pub id: String,
    /// The rule's title; its id where only a snapshot knows it.
    pub title: String,
    /// Its points on the first day; `None` where there was no evidence or no such rule.
    pub before: Option<Points>,
    /// Its points on the second day.
    pub now: Option<Points>,
    /// Why.
    pub parts: Parts,
}

/// The change of one pillar: the sum of its rules.
#[derive(Clone, Debug, PartialEq)]
pub struct PillarChange {
    /// The pillar's id.
    pub id: String,
    /// The pillar's title.
    pub title: String,
    /// Its points on the first day; 0 without evidence.
    pub before: Points,
    /// Its points on the second day.
    pub now: Points,
    /// Why.
    pub parts: Parts,
    /// Its rules: those of today, then those that are gone.
    pub rules: Vec<RuleChange>,
}

/// The change of a member's score: the sum of the pillars.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The member's id.
    pub member: String,
    /// The member's name, where it is known.
    pub name: String,
    /// The score on the first day, as the snapshot has it, else worked out; `None` where the member was not there.
    pub before: Option<Points>,
    /// The score on the second day; `None` where the member is not there.
    pub now: Option<Points>,
    /// Why.
    pub parts: Parts,
    /// The pillars: those of today, then those that are gone.
    pub pillars: Vec<PillarChange>,
}

impl Change {
    /// The rules, the largest change first, equal ones in the order of the report.
    pub fn by_size(&self) -> Vec<&RuleChange> {
        let mut rules: Vec<&RuleChange> = self.pillars.iter().flat_map(|p| &p.rules).collect();
        rules.sort_by_key(|r| std::cmp::Reverse(r.parts.sum().0.abs()));
        rules
    }
}

/// A member's place in each stage.
struct Places<'s>([(&'s Scores, Option<usize>); 4]);

impl Places<'_> {
    /// The points of a rule in each stage.
    fn rule(&self, id: &str) -> [Option<Points>; 4] {
        self.0.map(|(scores, member)| scores.rules().find(|r| r.id == id)?.points.at(member?))
    }
}

/// Splits the change of a member's score.
///
/// Without a snapshot (`kept` is `None`) the first day is what today's files say of it, and nothing is late. A rule without
/// evidence, and a member who was not there, count as 0. Costs a look at every rule.
pub fn change(stages: &Stages<'_>, kept: Option<&Kept>, member: &str) -> Change {
    let all = [stages.then, stages.aged, stages.grown, stages.now];
    let places = Places(all.map(|scores| (scores, scores.find(member))));
    let mut pillars: Vec<PillarChange> = Vec::new();
    for (pillar, title, rule, rule_title) in rules_of(&all, kept) {
        let worked_out = places.rule(rule);
        let before = match kept {
            None => worked_out[0],
            Some(kept) => kept.rules.iter().find(|(id, _)| id == rule).and_then(|(_, points)| *points),
        };
        let rule = RuleChange {
            id: rule.to_owned(),
            title: rule_title.to_owned(),
            before,
            now: worked_out[3],
            parts: parts(before, worked_out),
        };
        let place = pillars.iter().position(|p| p.id == pillar).unwrap_or_else(|| {
            pillars.push(PillarChange {
                id: pillar.to_owned(),
                title: title.to_owned(),
                before: Points(0),
                now: Points(0),
                parts: Parts::default(),
                rules: Vec::new(),
            });
            pillars.len() - 1
        });
        let sum = &mut pillars[place];
        sum.before.0 += rule.before.map_or(0, |p| p.0);
        sum.now.0 += rule.now.map_or(0, |p| p.0);
        sum.parts.add(&rule.parts);
        sum.rules.push(rule);
    }
    let mut whole = Parts::default();
    for pillar in &pillars {
        whole.add(&pillar.parts);
    }
    let score = |stage: usize| places.0[stage].1.map(|m| all[stage].score[m]);
    let name = places.0.iter().rev().find_map(|(scores, m)| Some(scores.names[(*m)?].clone()));
    Change {
        member: member.to_owned(),
        name: name.unwrap_or_default(),
        before: kept.map_or_else(|| score(0), |kept| kept.score),
        now: score(3),
        parts: whole,
        pillars,
    }
}

fn parts(before: Option<Points>, [then, aged, grown, now]: [Option<Points>; 4]) -> Parts {
    let less = |a: Option<Points>, b: Option<Points>| Points(a.map_or(0, |p| p.0) - b.map_or(0, |p| p.0));
    Parts {
        late: less(then, before),
        left: less(aged, then),
        came: less(grown, aged),
        rules: less(now, grown),
    }
}

/// Every rule that any stage or the snapshot knows, once: its pillar with title, its id with title. Today's come first.
fn rules_of<'a>(all: &[&'a Scores; 4], kept: Option<&'a Kept>) -> Vec<(&'a str, &'a str, &'a str, &'a str)> {
    let mut rules: Vec<(&str, &str, &str, &str)> = Vec::new();
    let mut add = |pillar, title, rule, rule_title| {
        if !rules.iter().any(|known| known.2 == rule) {
            rules.push((pillar, title, rule, rule_title));
        }
    };
    for pillar in all.iter().rev().flat_map(|scores| &scores.pillars) {
        for rule in &pillar.rules {
            add(&pillar.id, &pillar.title, &rule.id, &rule.title);
        }
    }
    for (rule, _) in kept.iter().flat_map(|kept| &kept.rules) {
        let pillar = rule.split('.').next().unwrap_or(rule);
        add(pillar, pillar, rule, rule);
    }
    rules
}
