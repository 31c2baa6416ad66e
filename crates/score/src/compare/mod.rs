//! Our pillars and score beside figures of LinkedIn's index that somebody saved.
//!
//! Two recipes look at the same person; neither is a measure of the other. What is said here is how far they agree, and what a
//! corpus cannot see.

mod agreement;
mod unseen;
mod who;

use ssi_corpus::saved::{ELEMENT_POINTS, ELEMENTS, Figures, INDEX_POINTS};
use ssi_rules::Model;

use crate::points::Points;
use crate::scores::Scores;

pub use agreement::{Agreement, Correlation, ENOUGH, agreement};
pub use unseen::unseen;
pub use who::{How, Left, Matched, matched};

/// One figure in both: a pillar or the score.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The pillar's id; `score` for the whole.
    pub id: String,
    /// Ours, on the scale of LinkedIn's; `None` without evidence, or where the pack has no such pillar.
    pub ours: Option<f64>,
    /// LinkedIn's; `None` where it was not saved.
    pub theirs: Option<f64>,
    /// The share of our rules' weight that had evidence, 0 to 1; `None` where the pack has no such pillar.
    pub coverage: Option<f64>,
    /// Between which values ours would lie with the data that is missing; of the score only.
    pub range: Option<(f64, f64)>,
}

impl Line {
    /// Ours less LinkedIn's, in hundredths of a point as both are printed.
    pub fn difference(&self) -> Option<f64> {
        let hundredths = |x: f64| (x * 100.0).round();
        // The sum turns -0 into 0.
        Some((hundredths(self.ours?) - hundredths(self.theirs?)) / 100.0 + 0.0)
    }
}

/// The name of the whole among the lines.
pub const SCORE: &str = "score";

/// A member in both: the four elements that the pack has a pillar for, or that were saved, then the score.
pub fn lines(model: &Model, scores: &Scores, member: usize, figures: &Figures) -> Vec<Line> {
    let mut all = Vec::new();
    for ((id, _), theirs) in ELEMENTS.iter().zip(figures.elements) {
        let pillar = scores.pillars.iter().find(|p| p.id == *id);
        if pillar.is_none() && theirs.is_none() {
            continue;
        }
        let ours =
            pillar.and_then(|p| Some(scaled(p.points[member]?.value(), ELEMENT_POINTS, f64::from(p.cap))));
        let coverage = pillar.map(|p| p.coverage[member]);
        all.push(Line { id: (*id).to_owned(), ours, theirs, coverage, range: None });
    }
    let told = scores.pillars.iter().any(|p| p.points[member].is_some());
    let of_hundred = |points: Points| scaled(points.value(), INDEX_POINTS, f64::from(model.points()));
    let (low, high) = scores.range[member];
    all.push(Line {
        id: SCORE.to_owned(),
        ours: told.then_some(of_hundred(scores.score[member])),
        theirs: figures.score,
        coverage: Some(scores.coverage[member]),
        range: Some((of_hundred(low), of_hundred(high))),
    });
    all
}

/// Points of a scale of another length.
fn scaled(points: f64, to: f64, from: f64) -> f64 {
    if from == to || from <= 0.0 { points } else { points * to / from }
}

/// What to know of a pack that is built unlike LinkedIn's index.
pub fn differences_in_build(model: &Model) -> Vec<String> {
    let mut notes = Vec::new();
    let known = |id: &str| ELEMENTS.iter().any(|(known, _)| *known == id);
    for pillar in &model.pillars {
        if !known(&pillar.id) {
            notes.push(format!(
                "LinkedIn's index has no element like the pillar `{}`: it is not compared",
                pillar.id
            ));
        } else if f64::from(pillar.points) != ELEMENT_POINTS {
            notes.push(format!(
                "the pillar `{}` gives {} points in this pack and {ELEMENT_POINTS} there: ours is shown of {ELEMENT_POINTS}",
                pillar.id, pillar.points
            ));
        }
    }
    for (id, word) in ELEMENTS.iter().filter(|(id, _)| !model.pillars.iter().any(|p| p.id == *id)) {
        notes.push(format!("this pack has no pillar `{id}` ({word} there)"));
    }
    if f64::from(model.points()) != INDEX_POINTS {
        let points = model.points();
        notes
            .push(format!("a score has up to {points} points in this pack: ours is shown of {INDEX_POINTS}"));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_those_of_what_is_printed() {
        let line = |ours, theirs| Line { id: String::new(), ours, theirs, coverage: Some(1.0), range: None };
        for (ours, theirs, expected) in [
            (Some(10.004), Some(10.0), Some(0.0)),
            (Some(9.999), Some(10.0), Some(0.0)),
            (Some(16.99), Some(6.4), Some(10.59)),
            (Some(1.0), None, None),
            (None, Some(1.0), None),
        ] {
            let found = line(ours, theirs).difference();
            assert_eq!(found, expected);
            assert!(!found.is_some_and(|d| d == 0.0 && d.is_sign_negative()));
        }
    }

    #[test]
    fn scales() {
        assert_eq!(
            (scaled(20.0, 25.0, 40.0), scaled(3.0, 25.0, 25.0), scaled(0.0, 25.0, 0.0)),
            (12.5, 3.0, 0.0)
        );
    }
}
