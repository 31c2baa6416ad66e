//! What points are measured by: the bands of the score, and the most that pillars give.

use ssi_rules::Model;
use ssi_score::Points;

use super::canvas::Ink;
use crate::written::Written;

/// The bands and caps of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The least score of each band and its name, from the lowest band.
    pub bands: Vec<(Points, String)>,
    /// The most that each pillar gives.
    caps: Vec<(String, Points)>,
}

fn hundredths(points: f64) -> Points {
    Points((points * f64::from(Points::UNIT)).round() as i32)
}

impl Scale {
    /// That of a pack.
    pub fn of(model: &Model) -> Self {
        Self {
            bands: model.bands.iter().map(|band| (hundredths(band.from), band.name.clone())).collect(),
            caps: model.pillars.iter().map(|p| (p.id.clone(), hundredths(f64::from(p.points)))).collect(),
        }
    }

    /// What can be seen of it in a table, where the pack is gone or has changed: the least score in each band, the most points that
    /// anybody has in a pillar.
    pub fn seen(written: &Written) -> Self {
        let mut bands: Vec<(Points, String)> = Vec::new();
        for (place, name) in written.bands.words.iter().enumerate() {
            let mine = written.bands.rows.iter().zip(&written.score);
            let least = mine.filter(|(band, _)| **band as usize == place).map(|(_, score)| *score).min();
            bands.extend(least.map(|least| (least, name.clone())));
        }
        bands.sort();
        let most = |points: &ssi_score::RulePoints| points.iter().flatten().max().unwrap_or_default();
        let caps = written.pillars.iter().map(|p| (p.id.clone(), most(&p.points))).collect();
        Self { bands, caps }
    }

    /// The most that a pillar gives; 100 for the score.
    pub(super) fn cap(&self, id: &str) -> Option<Points> {
        match id {
            "score" => Some(Points(100 * Points::UNIT)),
            _ => self.caps.iter().find(|(pillar, _)| pillar == id).map(|(_, cap)| *cap),
        }
    }

    /// The place of the band of a score.
    pub(super) fn band(&self, score: Points) -> usize {
        self.bands.iter().rposition(|(from, _)| *from <= score).unwrap_or(0)
    }

    /// The colour of a band: its name stands beside it wherever it matters.
    pub(super) fn ink(&self, band: usize) -> Ink {
        match band {
            0 if self.bands.len() > 1 => Ink::Poor,
            _ if band + 1 >= self.bands.len() => Ink::Good,
            _ => Ink::Fair,
        }
    }
}
