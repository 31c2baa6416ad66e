//! Which rule moved whom, and by how much.
//!
//! A heavier rule takes room from all others of its pillar, so points alone do not tell who did it. With weights w, credits c and
//! W = Σ w over what has evidence, a pillar of P points has the share p = P ÷ cap, and its new points less the old ones are exactly
//! the sum over its rules of cap ÷ W′ × (w′(c′ − p) − w(c − p)): a rule that is what it was moves nobody. Only what lies between two
//! hundredths is lost, since points are whole hundredths.

use rayon::prelude::*;

use super::{CHUNK, Side};
use crate::points::Points;
use crate::scores::{PillarScores, RulePoints, Scores};

/// One member's move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mover {
    /// The member, by number.
    pub member: u32,
    /// The score before.
    pub before: Points,
    /// The score after.
    pub after: Points,
    /// The rule that moved most the same way, and by how much; `None` where no rule did. Where a pillar has other points to give, it is
    /// told as a rule would be.
    pub rule: Option<(String, Points)>,
}

impl Mover {
    /// The change of the score.
    pub fn change(&self) -> Points {
        Points(self.after.0 - self.before.0)
    }
}

/// What one rounding to hundredths can be taken for, in hundredths, and a little more.
const ROUNDING: f64 = 1.1;

/// One side of a pillar.
#[derive(Clone, Copy)]
struct Half<'a> {
    scores: &'a PillarScores,
    /// The sum of its weights, with evidence or without.
    weights: f64,
}

impl Half<'_> {
    /// Points, and the weights that have evidence.
    fn of(half: Option<Self>, member: usize) -> (f64, f64) {
        let Some(half) = half else { return (0.0, 0.0) };
        match half.scores.points[member] {
            Some(points) => (f64::from(points.0), half.scores.coverage[member] * half.weights),
            None => (0.0, 0.0),
        }
    }
}

/// One side of a rule.
#[derive(Clone, Copy)]
struct Part<'a> {
    points: &'a RulePoints,
    /// What it weighs among those that earn; 0 for a penalty.
    weight: f64,
}

impl Part<'_> {
    /// Points, and the weight where it has evidence.
    fn of(part: Option<Self>, member: usize) -> (f64, f64) {
        let found = part.and_then(|part| Some((part.points.at(member)?, part.weight)));
        found.map_or((0.0, 0.0), |(points, weight)| (f64::from(points.0), weight))
    }
}

/// A pillar of both packs.
struct Pillar<'a> {
    id: &'a str,
    before: Option<Half<'a>>,
    after: Option<Half<'a>>,
    rules: Vec<Pair<'a>>,
}

/// A rule's id with its sides before and after.
type Pair<'a> = (&'a str, Option<Part<'a>>, Option<Part<'a>>);

impl<'a> Pillar<'a> {
    fn new(id: &'a str, old: &Side<'a>, new: &Side<'a>) -> Self {
        let half = |side: &Side<'a>| {
            let place = side.scores.pillars.iter().position(|p| p.id == id)?;
            let weights = side.model.pillars[place].rules.iter().filter(|r| !r.penalty).map(|r| r.weight);
            Some(Half { scores: &side.scores.pillars[place], weights: weights.sum() })
        };
        let part = |side: &Side<'a>, rule: &str| {
            let place = side.scores.pillars.iter().position(|p| p.id == id)?;
            let own = &side.model.pillars[place].rules;
            let rule = own.iter().position(|r| r.id == rule)?;
            let weight = if own[rule].penalty { 0.0 } else { own[rule].weight };
            Some(Part { points: &side.scores.pillars[place].rules[rule].points, weight })
        };
        let (before, after) = (half(old), half(new));
        let mut ids: Vec<&'a str> = Vec::new();
        for half in [after, before].into_iter().flatten() {
            ids.extend(half.scores.rules.iter().map(|r| r.id.as_str()));
        }
        let mut rules: Vec<Pair<'a>> = Vec::new();
        for id in ids {
            if rules.iter().all(|(known, ..)| *known != id) {
                rules.push((id, part(old, id), part(new, id)));
            }
        }
        Self { id, before, after, rules }
    }

    /// Whether nobody has other points by any of its rules.
    fn is_same(&self) -> bool {
        let points = |part: &Option<Part<'a>>| part.map(|part| part.points);
        self.rules.par_iter().all(|(_, before, after)| points(before) == points(after))
    }

    /// By how many hundredths each rule moves a member, then the pillar's own points to give; returns what rounding can look like.
    fn moves(&self, member: usize, to: &mut Vec<f64>) -> f64 {
        let ((before, old), (_, new)) = (Half::of(self.before, member), Half::of(self.after, member));
        let cap = |half: Option<Half<'_>>| half.map_or(0.0, |half| f64::from(half.scores.cap));
        let wider = if cap(self.before) > 0.0 { cap(self.after) / cap(self.before) } else { 1.0 };
        to.clear();
        for (_, was, is) in &self.rules {
            let ((a, w), (b, v)) = (Part::of(*was, member), Part::of(*is, member));
            to.push(if new > 0.0 { b - a * wider * old / new - before * wider * (v - w) / new } else { -a });
        }
        to.push(if new > 0.0 { before * (wider - 1.0) } else { 0.0 });
        ROUNDING * (1.0 + if new > 0.0 { wider * old / new } else { 1.0 })
    }
}

/// The pillars in which somebody's points are others.
pub struct Causes<'a> {
    old: &'a Scores,
    new: &'a Scores,
    pillars: Vec<Pillar<'a>>,
    /// For each pillar and each of its rules what it does to everyone's score on the mean, and whether it does anything to anybody.
    effects: Vec<Vec<(Points, bool)>>,
}

impl<'a> Causes<'a> {
    /// Works out what each rule does to everyone. A pass over the points of pillars that are not the same.
    pub fn new(old: Side<'a>, new: Side<'a>) -> Self {
        let mut ids: Vec<&'a str> = new.scores.pillars.iter().map(|p| p.id.as_str()).collect();
        let gone = old.scores.pillars.iter().map(|p| p.id.as_str()).filter(|id| !ids.contains(id));
        ids.extend(gone.collect::<Vec<_>>());
        let all = ids.into_iter().map(|id| Pillar::new(id, &old, &new));
        let pillars: Vec<Pillar<'a>> = all.filter(|pillar| !pillar.is_same()).collect();
        let members = new.scores.members.len();
        let effects = pillars.iter().map(|pillar| effects(pillar, members)).collect();
        Self { old: old.scores, new: new.scores, pillars, effects }
    }

    /// Whether somebody's points of a pillar or of one of its rules are others.
    pub(super) fn touch(&self, pillar: &str) -> bool {
        self.pillars.iter().any(|own| own.id == pillar)
    }

    /// What a rule does to everyone's score on the mean, rounded to a hundredth; `None` of one that does nothing to anybody.
    pub fn effect(&self, rule: &str) -> Option<Points> {
        let named = self.pillars.iter().zip(&self.effects).flat_map(|(pillar, effects)| {
            let ids = pillar.rules.iter().map(|(id, ..)| *id).chain([pillar.id]);
            ids.zip(effects)
        });
        named.into_iter().find(|(id, (_, does))| *id == rule && *does).map(|(_, (points, _))| *points)
    }

    /// By how many points each rule moves a member's score, and each pillar that has other points to give; they add up to the change.
    pub fn parts(&self, member: u32) -> Vec<(&'a str, f64)> {
        let mut moves = Vec::new();
        let mut parts = Vec::new();
        for pillar in &self.pillars {
            pillar.moves(member as usize, &mut moves);
            let ids = pillar.rules.iter().map(|(id, ..)| *id).chain([pillar.id]);
            parts.extend(ids.zip(moves.iter().map(|by| by / f64::from(Points::UNIT))));
        }
        parts
    }

    /// Which rule moved a member's score most the way it went, and by how many hundredths: of two that moved it as much, the first of
    /// the pack. `moves` is room to work in.
    pub(super) fn cause(&self, member: usize, moves: &mut Vec<f64>) -> Option<(&'a str, f64)> {
        let way = f64::from((self.new.score[member].0 - self.old.score[member].0).signum());
        let mut most: Option<(&'a str, f64)> = None;
        for (pillar, effects) in self.pillars.iter().zip(&self.effects) {
            pillar.moves(member, moves);
            let ids = pillar.rules.iter().map(|(id, ..)| *id).chain([pillar.id]);
            for ((id, by), (_, does)) in ids.zip(&*moves).zip(effects) {
                if *does && by * way > most.map_or(0.0, |(_, by)| by) * way {
                    most = Some((id, *by));
                }
            }
        }
        most
    }

    /// How a member moved and by which rule.
    pub fn mover(&self, member: u32) -> Mover {
        let place = member as usize;
        let cause = self.cause(place, &mut Vec::new());
        Mover {
            member,
            before: self.old.score[place],
            after: self.new.score[place],
            rule: cause.map(|(id, by)| (id.to_owned(), Points(by.round() as i32))),
        }
    }

    /// How everyone moved whose score is another, in the order of ids.
    pub fn movers(&self) -> Vec<Mover> {
        let moved = |member: &u32| self.old.score[*member as usize] != self.new.score[*member as usize];
        (0..self.new.members.len() as u32).into_par_iter().filter(moved).map(|m| self.mover(m)).collect()
    }
}

fn effects(pillar: &Pillar<'_>, members: usize) -> Vec<(Points, bool)> {
    let parts: Vec<Vec<(f64, bool)>> = (0..members.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let (mut moves, mut sums) = (Vec::new(), vec![(0.0, false); pillar.rules.len() + 1]);
            for member in chunk * CHUNK..members.min((chunk + 1) * CHUNK) {
                let rounding = pillar.moves(member, &mut moves);
                for ((sum, does), by) in sums.iter_mut().zip(&moves) {
                    *sum += by;
                    *does |= by.abs() > rounding;
                }
            }
            sums
        })
        .collect();
    let effect = |rule: usize| {
        let sum: f64 = parts.iter().map(|part| part[rule].0).sum();
        let does = parts.iter().any(|part| part[rule].1);
        (Points((sum / members.max(1) as f64).round() as i32), does)
    };
    (0..=pillar.rules.len()).map(effect).collect()
}
