//! Weighing levers: what each gains alone, and which few gain most together.

use crate::advise::desk::Desk;
use crate::advise::lever::{Lever, Offers};
use crate::advise::{
    Action, Change, Together, answering, engaging, helping, meeting, profile, subject, writing, writing_to,
};
use crate::points::Points;
use crate::scores::Scores;
use crate::sheet::Sheet;

/// A lever that gains less than this alone is not worth a line.
pub const LEAST: Points = Points(5);
/// The smallest size of a lever that comes to this share of what its largest gains is the one that is offered.
const ENOUGH: f64 = 0.8;
/// The most actions that are tried to reach a target.
pub(super) const STEPS: usize = 12;
/// Beyond so many steps only the most promising levers are tried anew.
const EXACT: usize = 3;
/// How many those are.
const PROMISING: usize = 12;

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// What gains most.
    Gain,
    /// What gains most for the time it takes.
    Effort,
}

/// A search for the best actions of a member.
pub(super) struct Search<'d, 'r> {
    pub(super) desk: &'d Desk<'r>,
    pub(super) by: By,
}

impl<'d, 'r> Search<'d, 'r> {
    /// Everything that can be done with a sheet, whether or not it gains anything.
    fn offers(&self, sheet: &Sheet<'_>) -> Offers<'d> {
        let mut offers = Offers::default();
        profile::levers(sheet, self.desk, &mut offers);
        writing::levers(sheet, self.desk, &mut offers);
        engaging::levers(sheet, self.desk, &mut offers);
        answering::levers(sheet, self.desk, &mut offers);
        writing_to::levers(sheet, self.desk, &mut offers);
        meeting::levers(sheet, self.desk, &mut offers);
        helping::levers(sheet, self.desk, &mut offers);
        offers
    }

    /// What each lever gains alone on a sheet that has been scored, the most worthwhile first, and why the others do not
    /// count. Only levers of `among` are tried, where there are any.
    pub(super) fn alone(
        &self,
        sheet: &Sheet<'r>,
        before: &Scores,
        among: &[&str],
    ) -> (Vec<Action>, Vec<(&'static str, String)>) {
        let mut offers = self.offers(sheet);
        let mut actions = Vec::new();
        for lever in offers.levers.drain(..).filter(|l| among.is_empty() || among.contains(&l.id)) {
            match weigh(&lever, sheet, before) {
                Some(action) if action.gain >= LEAST => actions.push(action),
                Some(action) if action.gain.0 < 0 => {
                    offers.refused.push((lever.id, "it would cost points".to_owned()));
                }
                _ => offers.refused.push((lever.id, format!("it gains less than {LEAST}"))),
            }
        }
        actions.sort_by_key(|a| {
            (std::cmp::Reverse(self.worth(a)), std::cmp::Reverse(a.gain), a.effort, a.lever)
        });
        (actions, offers.refused)
    }

    /// Gain, or gain for effort. Whole numbers, so that equal ones are equal: the product of all efforts over an effort.
    fn worth(&self, action: &Action) -> i64 {
        let gain = i64::from(action.gain.0);
        match self.by {
            By::Gain => gain,
            By::Effort => gain * 27 / action.effort.weight(),
        }
    }

    /// Chooses up to `most` actions one after the other, each the best on the sheet as those before it left it; ends earlier
    /// where a target is reached or nothing gains any more.
    pub(super) fn together(
        &self,
        sheet: &Sheet<'r>,
        before: &Scores,
        alone: &[Action],
        most: usize,
        target: Option<f64>,
    ) -> Together {
        let mut sheet = sheet.clone();
        let mut scores = before.clone();
        let mut chosen: Vec<Action> = Vec::new();
        let mut promising: Vec<Action> = alone.to_vec();
        let mut apart = 0;
        while chosen.len() < most && target.is_none_or(|t| scores.score[0].value() < t) {
            if !chosen.is_empty() {
                let far = chosen.len() >= EXACT;
                let few = if far { PROMISING } else { 0 };
                let ids: Vec<&str> = promising.iter().take(few).map(|a| a.lever).collect();
                if far && ids.is_empty() {
                    break;
                }
                promising = self.alone(&sheet, &scores, &ids).0;
            }
            promising.retain(|a| chosen.iter().all(|c| c.lever != a.lever));
            if promising.is_empty() {
                break;
            }
            let next = promising.remove(0);
            let Some(mut after) = self.changed(&sheet, next.lever, &next.title) else { break };
            scores = after.score();
            sheet = after;
            apart += alone.iter().find(|a| a.lever == next.lever).map_or(next.gain.0, |a| a.gain.0);
            chosen.push(next);
        }
        Together { actions: chosen, score: scores.score[0], apart: Points(apart) }
    }

    /// The sheet after a lever in one size.
    pub(super) fn changed(&self, sheet: &Sheet<'r>, lever: &str, title: &str) -> Option<Sheet<'r>> {
        let offers = self.offers(sheet);
        let lever = offers.levers.into_iter().find(|l| l.id == lever)?;
        let size = lever.sizes.into_iter().find(|s| s.title == title)?;
        let mut after = sheet.clone();
        (size.change)(&mut after);
        Some(after)
    }
}

/// What a lever gains in the size to offer; `None` where it has no size.
fn weigh(lever: &Lever<'_>, sheet: &Sheet<'_>, before: &Scores) -> Option<Action> {
    let mut tried: Vec<(i32, Scores)> = Vec::with_capacity(lever.sizes.len());
    for size in &lever.sizes {
        let mut after = sheet.clone();
        (size.change)(&mut after);
        let scores = after.score();
        tried.push((scores.score[0].0 - before.score[0].0, scores));
    }
    let best = tried.iter().map(|(gain, _)| *gain).max()?;
    let enough =
        tried.iter().position(|(gain, _)| f64::from(*gain) >= ENOUGH * f64::from(best) || *gain == best)?;
    let (size, (gain, scores)) = (&lever.sizes[enough], &tried[enough]);
    let changes = changes(before, scores);
    let mut note = lever.note.clone();
    if let Some((without, words)) = &lever.assumed {
        let mut alone = sheet.clone();
        (without[enough])(&mut alone);
        // Said only where it moves points.
        if alone.score().rules().zip(scores.rules()).any(|(a, b)| a.points.at(0) != b.points.at(0)) {
            note =
                if note.is_empty() { format!("counted as {words}") } else { format!("{note}, and {words}") };
        }
    }
    Some(Action {
        lever: lever.id,
        title: size.title.clone(),
        effort: size.effort,
        gain: Points(*gain),
        advice: subject::advice(sheet.reading().model(), lever.id, &changes),
        changes,
        note,
        word: lever.word,
        about: size.about.clone(),
        part_of: lever.part_of,
    })
}

/// The rules whose points differ, the largest difference first.
fn changes(before: &Scores, after: &Scores) -> Vec<Change> {
    let points = |p: Option<Points>| p.map_or(0, |p| p.0);
    let mut all: Vec<Change> = before
        .rules()
        .zip(after.rules())
        .map(|(a, b)| Change {
            rule: a.id.clone(),
            points: Points(points(b.points.at(0)) - points(a.points.at(0))),
        })
        .filter(|c| c.points.0 != 0)
        .collect();
    // A stable order: equal ones stay as the pack has them, gains before losses.
    all.sort_by_key(|c| (std::cmp::Reverse(c.points.0.abs()), std::cmp::Reverse(c.points.0)));
    all
}
