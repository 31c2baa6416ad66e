//! How many members have how many points.

use rayon::prelude::*;
use ssi_score::Points;

use super::scale::Scale;
use crate::written::{Column, Names, Written};

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// The score.
    Score,
    /// A pillar or a rule.
    Column(&'a Column),
}

impl<'a> Of<'a> {
    /// What a column of the table stands for; `None` where it holds no points.
    pub fn named(written: &'a Written, column: &str) -> Option<Self> {
        if column == "score" { Some(Self::Score) } else { written.column(column).map(Self::Column) }
    }

    /// The name of the column.
    pub fn id(self) -> &'a str {
        match self {
            Self::Score => "score",
            Self::Column(column) => &column.id,
        }
    }

    fn at(self, written: &Written, row: usize) -> Option<Points> {
        match self {
            Self::Score => Some(written.score[row]),
            Self::Column(column) => column.points.at(row),
        }
    }
}

/// Counts of one group.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counts {
    /// Its name; empty for everyone, or for who has no group.
    pub(super) name: String,
    /// How many members have so many points, bin by bin.
    pub(super) bins: Vec<u64>,
    /// How many have any.
    pub(super) members: u64,
    /// Their mean in points.
    pub(super) mean: f64,
    /// The value in the middle; of an even number between the two.
    pub(super) median: f64,
}

/// Counts of everyone, and of groups.
#[derive(Clone, Debug)]
pub struct Histogram {
    /// The column that is counted.
    pub(super) id: String,
    /// Where the first bin begins.
    pub(super) start: Points,
    /// How wide a bin is; at least a hundredth.
    pub(super) width: Points,
    /// Where the last one ends, which belongs to it.
    pub(super) end: Points,
    /// Everyone.
    pub(super) all: Counts,
    /// The groups by name.
    pub(super) groups: Vec<Counts>,
    /// Members without evidence.
    pub(super) without: u64,
}

/// Widths that people like to read, in hundredths.
const WIDTHS: [i32; 9] = [5, 10, 20, 25, 50, 100, 200, 250, 500];
/// The most bins that are chosen.
const MOST: i32 = 20;
/// The most bins that can be asked for.
const LIMIT: i32 = 500;

/// Counts members by points.
///
/// `bin` is the width of a bin; without it one is chosen that gives at most 20. The score and pillars are counted over all that they
/// can be, rules over what there is. `keep` says who is asked about, `by` whose groups are counted apart. Costs one pass.
///
/// # Errors
/// When so narrow bins would be more than 500: the narrowest that can be asked for.
pub fn histogram(
    written: &Written,
    of: Of<'_>,
    scale: &Scale,
    bin: Option<Points>,
    by: Option<&Names>,
    keep: impl Fn(usize) -> bool + Sync,
) -> Result<Histogram, Points> {
    let values: Vec<(u32, Option<Points>)> = (0..written.rows())
        .into_par_iter()
        .filter(|&row| keep(row))
        .map(|row| (by.map_or(0, |names| names.rows[row]), of.at(written, row)))
        .collect();
    let known: Vec<i32> = values.iter().filter_map(|(_, points)| points.map(|p| p.0)).collect();
    let (least, most) = (known.iter().min().copied(), known.iter().max().copied());
    let (least, most) = match scale.cap(of.id()) {
        Some(cap) => (0.min(least.unwrap_or(0)), cap.0.max(most.unwrap_or(0))),
        None => (least.unwrap_or(0), most.unwrap_or(0)),
    };
    let span = (most - least).max(1);
    let width = match bin {
        Some(Points(bin)) if bin < 1 || span > LIMIT * bin => {
            return Err(Points((span + LIMIT - 1) / LIMIT));
        }
        Some(bin) => bin.0,
        None => {
            let fits = |width: &&i32| (span + **width - 1) / **width <= MOST;
            let whole = WIDTHS.iter().filter(|width| span % **width == 0).find(fits);
            whole.or(WIDTHS.iter().find(fits)).copied().unwrap_or(1000)
        }
    };
    let start = least.div_euclid(width) * width;
    let bins = ((most - start).max(1) + width - 1) / width;
    let end = start + bins * width;
    let counts = |name: &str, mut points: Vec<i32>| {
        let mut counted = vec![0; bins as usize];
        for p in &points {
            counted[((p - start) / width).min(bins - 1) as usize] += 1;
        }
        let sum: i64 = points.iter().map(|&p| i64::from(p)).sum();
        let median = median(&mut points);
        Counts {
            name: name.to_owned(),
            bins: counted,
            members: points.len() as u64,
            mean: if points.is_empty() { 0.0 } else { sum as f64 / points.len() as f64 / 100.0 },
            median,
        }
    };
    let mut groups: Vec<Vec<i32>> = vec![Vec::new(); by.map_or(0, |names| names.words.len())];
    for (group, points) in values.iter().filter(|_| by.is_some()) {
        groups[*group as usize].extend(points.map(|p| p.0));
    }
    let groups = by.into_iter().flat_map(|names| &names.words).zip(groups);
    Ok(Histogram {
        id: of.id().to_owned(),
        start: Points(start),
        width: Points(width),
        end: Points(end),
        groups: groups.filter(|(_, g)| !g.is_empty()).map(|(name, points)| counts(name, points)).collect(),
        without: (values.len() - known.len()) as u64,
        all: counts("", known),
    })
}

/// The value in the middle, in points; 0 where there is none.
fn median(hundredths: &mut [i32]) -> f64 {
    let middle = hundredths.len() / 2;
    if hundredths.is_empty() {
        return 0.0;
    }
    let even = hundredths.len().is_multiple_of(2);
    let (below, &mut high, _) = hundredths.select_nth_unstable(middle);
    let low = if even { below.iter().copied().max().unwrap_or(high) } else { high };
    // Rounded to a hundredth as the summary of the run has it.
    f64::midpoint(f64::from(low), f64::from(high)).round() / f64::from(Points::UNIT)
}
