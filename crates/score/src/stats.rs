//! The population in a few figures.

use ssi_rules::Model;

use crate::points::Points;
use crate::scores::Scores;
use crate::standing::figures;

/// Figures over all members.
#[derive(Clone, Debug, Default)]
pub struct Stats {
    /// How many members.
    pub members: usize,
    /// The mean score.
    pub mean: f64,
    /// The score in the middle.
    pub median: f64,
    /// The lowest and the highest score.
    pub extremes: (f64, f64),
    /// The mean of the coverage.
    pub coverage: f64,
    /// For each band, how many members.
    pub bands: Vec<(String, f64, usize)>,
    /// For each pillar its id, the mean of those with evidence, and how many those are.
    pub pillars: Vec<(String, f64, usize)>,
}

/// The figures of everyone.
pub fn stats(model: &Model, scores: &Scores) -> Stats {
    let n = scores.members.len();
    let mut bands: Vec<(String, f64, usize)> =
        model.bands.iter().map(|b| (b.name.clone(), b.from, 0)).collect();
    for score in &scores.score {
        let place = model.bands.iter().rposition(|b| b.from <= score.value()).unwrap_or(0);
        bands[place].2 += 1;
    }
    let pillars = scores.pillars.iter().map(|p| {
        let known: Vec<Points> = p.points.iter().flatten().copied().collect();
        (p.id.clone(), mean(&known), known.len())
    });
    let ranked = |rank: usize| scores.score[scores.ranking[rank] as usize];
    let (median, extremes) = match n {
        0 => (0.0, (0.0, 0.0)),
        // As the mean is worked out, so that of two members both are rounded alike.
        _ => (mean(&[ranked((n - 1) / 2), ranked(n / 2)]), (ranked(n - 1).value(), ranked(0).value())),
    };
    let coverage = if n == 0 { 0.0 } else { scores.coverage.iter().sum::<f64>() / n as f64 };
    Stats {
        members: n,
        mean: mean(&scores.score),
        median,
        extremes,
        coverage,
        bands,
        pillars: pillars.collect(),
    }
}

/// The mean as it is printed, 0 of nobody.
fn mean(points: &[Points]) -> f64 {
    figures::mean(points).map_or(0.0, Points::value)
}
