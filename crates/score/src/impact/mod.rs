//! What other rules do to everyone: both scores of each member, told as a population.
//!
//! Nothing here is estimated: the members of a corpus are scored with both packs, and whoever has another score is counted.

mod bands;
mod causes;
mod earned;
mod groups;
mod order;

pub use bands::{BandMove, InBoth};
pub use causes::{Causes, Mover};
pub use earned::{Earned, RuleEffect};
pub use groups::{GroupEffect, Kin};
pub use order::{First, rank_correlation};

use rayon::prelude::*;
use ssi_rules::Model;

use crate::points::Points;
use crate::scores::Scores;
use crate::standing::Figures;

/// A pack and what it makes of everyone.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The rules.
    pub model: &'a Model,
    /// The scores.
    pub scores: &'a Scores,
}

/// Members that are looked at together, so that sums do not depend on threads.
const CHUNK: usize = 4096;

/// How wide a step of the distribution is, in points.
pub const STEP: u32 = 10;

/// What a change of rules does to everyone.
#[derive(Clone, Debug)]
pub struct Impact {
    /// How many rise, fall and stay.
    pub moved: (usize, usize, usize),
    /// What everyone comes to before and after; `None` of nobody.
    pub figures: Option<(Figures, Figures)>,
    /// Members by score before and after, in steps of [`STEP`] points from 0.
    pub steps: Vec<(usize, usize)>,
    /// Members in each band before and after.
    pub bands: Vec<InBoth>,
    /// Who goes from which band to which, the most members first.
    pub band_moves: Vec<BandMove>,
    /// Spearman's rank correlation of both scores; `None` where all members have one score.
    pub rank_correlation: Option<f64>,
    /// Who stays among the first.
    pub first: Option<First>,
    /// The greatest rises, the greatest first.
    pub rises: Vec<Mover>,
    /// The deepest falls, the deepest first.
    pub falls: Vec<Mover>,
    /// What each rule earns before and after, in the order of the new pack; rules that are gone come last.
    pub rules: Vec<RuleEffect>,
    /// What groups come to before and after, each kind in the order of names.
    pub groups: Vec<GroupEffect>,
}

impl Impact {
    /// Compares what two packs make of the same members; lists at most so many rises and falls.
    ///
    /// A few passes over the members and over the points of rules that are not the same in both.
    ///
    /// # Panics
    /// When the scores are of different members.
    pub fn new(old: Side<'_>, new: Side<'_>, kin: &[Kin<'_>], most: usize) -> Self {
        assert_eq!(old.scores.members.len(), new.scores.members.len(), "the same members");
        let causes = Causes::new(old, new);
        let all: Vec<u32> = (0..new.scores.members.len() as u32).collect();
        let by = |m: &u32| change(&old, &new, *m).0;
        let going =
            |way: i32| -> Vec<u32> { all.par_iter().copied().filter(|m| by(m).signum() == way).collect() };
        let (rising, falling) = rayon::join(|| going(1), || going(-1));
        let moved = (rising.len(), falling.len(), all.len() - rising.len() - falling.len());
        let furthest = |mut members: Vec<u32>| -> Vec<Mover> {
            // Members are in the order of their ids, and equal moves stay in it.
            let order = |m: &u32| (std::cmp::Reverse(by(m).abs()), *m);
            if members.len() > most {
                members.select_nth_unstable_by_key(most, order);
                members.truncate(most);
            }
            members.sort_unstable_by_key(order);
            members.iter().map(|&m| causes.mover(m)).collect()
        };
        Self {
            moved,
            figures: Figures::of(old.scores, &all).zip(Figures::of(new.scores, &all)),
            steps: steps(&old, &new),
            bands: bands::in_both(&old, &new),
            band_moves: bands::moves(&old, &new, &causes),
            rank_correlation: rank_correlation(old.scores, new.scores),
            first: First::tenth(old.scores, new.scores),
            rises: furthest(rising),
            falls: furthest(falling),
            rules: earned::effects(&old, &new, &causes),
            groups: kin.iter().flat_map(|kin| groups::effects(&old, &new, kin)).collect(),
        }
    }

    /// Whether nobody's score is another.
    pub fn is_none(&self) -> bool {
        self.moved.0 + self.moved.1 == 0
    }
}

/// By how much a member's score changes.
fn change(old: &Side<'_>, new: &Side<'_>, member: u32) -> Points {
    let member = member as usize;
    Points(new.scores.score[member].0 - old.scores.score[member].0)
}

fn steps(old: &Side<'_>, new: &Side<'_>) -> Vec<(usize, usize)> {
    let [before, after] = [old, new].map(|side| steps_of(side.scores, STEP));
    before.into_iter().zip(after).collect()
}

/// Members by score in steps of so many points from 0 to 100; the full score belongs to the last step.
pub fn steps_of(scores: &Scores, width: u32) -> Vec<usize> {
    let last = (100_usize.div_ceil(width as usize)).saturating_sub(1);
    let place =
        |score: &Points| (score.0.max(0) as usize / (width as usize * Points::UNIT as usize)).min(last);
    let nobody = || vec![0_usize; last + 1];
    let steps = scores.score.par_chunks(CHUNK).fold(nobody, |mut steps, scores| {
        for score in scores {
            steps[place(score)] += 1;
        }
        steps
    });
    steps.reduce(nobody, added)
}

/// Counts of some members and of others, together.
fn added(mut one: Vec<usize>, other: Vec<usize>) -> Vec<usize> {
    one.iter_mut().zip(other).for_each(|(one, other)| *one += other);
    one
}
