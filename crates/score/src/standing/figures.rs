//! What a number of members come to.

use rayon::prelude::*;

use crate::points::Points;
use crate::scores::Scores;

/// The sums of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many members; at least 1.
    pub members: usize,
    /// The mean score, rounded to a hundredth.
    pub mean: Points,
    /// The score in the middle; of an even number the mean of the two.
    pub median: Points,
    /// For each pillar the mean of those with evidence; `None` where nobody has any.
    pub pillars: Vec<Option<Points>>,
}

impl Figures {
    /// The figures of some members, in any order; `None` of nobody.
    ///
    /// Sorts their scores, so it costs n log n.
    pub fn of(scores: &Scores, members: &[u32]) -> Option<Self> {
        let mut found: Vec<Points> = members.iter().map(|&m| scores.score[m as usize]).collect();
        let mean_score = mean(&found)?;
        found.par_sort_unstable();
        let middle = [found[(found.len() - 1) / 2], found[found.len() / 2]];
        let pillars = scores.pillars.iter().map(|p| {
            let known: Vec<Points> = members.iter().filter_map(|&m| p.points[m as usize]).collect();
            mean(&known)
        });
        Some(Self {
            members: found.len(),
            mean: mean_score,
            median: mean(&middle)?,
            pillars: pillars.collect(),
        })
    }

    /// The pillar that gives the least of what it can; `None` where fewer than two have data or all give alike.
    pub fn weakest(&self, scores: &Scores) -> Option<usize> {
        extremes(&self.pillars, scores).map(|(weakest, _)| weakest)
    }
}

/// The weakest and the strongest of pillars by the share of their points; the first in the order of the report among equals.
pub(crate) fn extremes(points: &[Option<Points>], scores: &Scores) -> Option<(usize, usize)> {
    let known: Vec<(usize, Points)> =
        points.iter().enumerate().filter_map(|(p, o)| Some((p, (*o)?))).collect();
    // Shares of different pillars compare as products, without a division.
    let share = |a: &(usize, Points), b: &(usize, Points)| {
        let across = |one: Points, other: usize| i64::from(one.0) * i64::from(scores.pillars[other].cap);
        across(a.1, b.0).cmp(&across(b.1, a.0))
    };
    let weakest = known.iter().min_by(|a, b| share(a, b).then(a.0.cmp(&b.0)))?;
    let strongest = known.iter().max_by(|a, b| share(a, b).then(b.0.cmp(&a.0)))?;
    share(weakest, strongest).is_lt().then_some((weakest.0, strongest.0))
}

/// The mean, rounded to a hundredth, halves up; `None` of nothing. Whole numbers are added, so the order cannot matter.
pub(crate) fn mean(points: &[Points]) -> Option<Points> {
    mean_of(points.len() as i64, points.iter().map(|p| i64::from(p.0)).sum())
}

/// The same of a sum of hundredths over so many.
pub(crate) fn mean_of(n: i64, sum: i64) -> Option<Points> {
    (n > 0).then(|| Points((2 * sum + n).div_euclid(2 * n) as i32))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::scores::PillarScores;

    /// Members with these scores, shared out to two pillars of 50.
    pub(crate) fn scores(points: &[i32]) -> Scores {
        let pillar = |id: &str, of: fn(i32) -> i32| PillarScores {
            id: id.into(),
            title: id.into(),
            cap: 50,
            points: points.iter().map(|&p| Some(Points(of(p)))).collect(),
            coverage: vec![1.0; points.len()],
            rules: Vec::new(),
        };
        let mut scores = Scores {
            members: (0..points.len()).map(|m| format!("m{m:03}")).collect(),
            names: vec![String::new(); points.len()],
            score: points.iter().copied().map(Points).collect(),
            range: points.iter().map(|&p| (Points(p), Points(p))).collect(),
            coverage: vec![1.0; points.len()],
            pillars: vec![pillar("first", |p| p / 4), pillar("second", |p| p - p / 4)],
            ranking: Vec::new(),
        };
        scores.rank();
        scores
    }

    #[track_caller]
    fn check(points: &[i32], expected: Option<(i32, i32)>) {
        let all: Vec<u32> = (0..points.len() as u32).collect();
        let found = Figures::of(&scores(points), &all).map(|f| (f.mean.0, f.median.0));
        assert_eq!(found, expected, "{points:?}");
    }

    #[test]
    fn means_and_medians() {
        check(&[], None);
        check(&[4210], Some((4210, 4210)));
        check(&[10, 11], Some((11, 11)));
        check(&[900, 100, 200], Some((400, 200)));
        check(&[9999, 1, 3000, 5000], Some((4500, 4000)));
        check(&[0, 0, 1], Some((0, 0)));
    }

    #[test]
    fn the_weakest_pillar_gives_the_least_of_what_it_can() {
        let mut scores = scores(&[4000]);
        let figures = |scores: &Scores| Figures::of(scores, &[0]).expect("one");
        assert_eq!(figures(&scores).weakest(&scores), Some(0));
        scores.pillars[0].points[0] = Some(Points(2000));
        scores.pillars[1].points[0] = Some(Points(2000));
        assert_eq!(figures(&scores).weakest(&scores), None, "all give alike");
        scores.pillars[1].cap = 25;
        assert_eq!(figures(&scores).weakest(&scores), Some(0));
        scores.pillars[0].points[0] = None;
        assert_eq!(figures(&scores).weakest(&scores), None, "one alone is neither weak nor strong");
    }

    #[test]
    fn places_by_hand() {
        let scores = scores(&[5000, 7000, 7000, 100]);
        let places = crate::standing::place::places(&scores, &scores.ranking);
        let ranks: Vec<(u32, u32, u32)> = places.iter().map(|p| (p.rank, p.equal, p.of)).collect();
        assert_eq!(ranks, [(3, 1, 4), (1, 2, 4), (1, 2, 4), (4, 1, 4)]);
    }
}
