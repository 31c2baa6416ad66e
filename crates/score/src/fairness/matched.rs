//! Differences at the same length, and how sure they are.
//!
//! Texts are laid into bands of lengths. In each band the mean of a group is compared with the mean of all others; the bands
//! count by the group's texts (direct standardisation). Intervals are percentiles over resampled authors, because the texts of
//! one author go together; sums are whole numbers, so that no order of rows shows.

use rayon::prelude::*;

use super::texts::{ALL_BANDS, Text};
use super::tongue::Tongue;
use crate::agree::bootstrap::interval;
use crate::agree::random::multiplicities;

/// How many resamples make an interval.
const RESAMPLES: u64 = 1000;

/// Texts and the sum of what is compared, of a group in a band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) texts: i64,
    pub(super) of: i64,
}

/// Sums by group and band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sums(Vec<[Sum; ALL_BANDS]>);

impl Sums {
    pub(super) fn new(groups: usize) -> Self {
        Self(vec![[Sum::default(); ALL_BANDS]; groups])
    }

    pub(super) fn add(&mut self, group: usize, band: usize, texts: i64, of: i64) {
        let sum = &mut self.0[group][band];
        sum.texts += texts;
        sum.of += of;
    }

    /// Adds the sums of another part of the texts.
    pub(super) fn merge(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                mine.texts += theirs.texts;
                mine.of += theirs.of;
            }
        }
        self
    }

    /// The group in the bands where others are too, each with the sum of the others.
    pub(super) fn pairs(&self, group: usize) -> impl Iterator<Item = (usize, Sum, Sum)> {
        (0..ALL_BANDS).filter_map(move |band| {
            let own = self.0[group][band];
            let mut others = Sum::default();
            for all in self.0.iter().map(|g| g[band]) {
                others.texts += all.texts;
                others.of += all.of;
            }
            others.texts -= own.texts;
            others.of -= own.of;
            (own.texts > 0 && others.texts > 0).then_some((band, own, others))
        })
    }

    /// The mean of a group less that of all others at the same length; NaN where no band has both.
    pub(super) fn difference(&self, group: usize) -> f64 {
        let (mut texts, mut sum) = (0, 0.0);
        for (_, own, others) in self.pairs(group) {
            texts += own.texts;
            sum += own.of as f64 - others.of as f64 * own.texts as f64 / others.texts as f64;
        }
        if texts == 0 { f64::NAN } else { sum / texts as f64 }
    }
}

/// The sums of the grades.
pub(super) fn sums(texts: &[Text], tongues: &[Tongue]) -> Sums {
    let mut sums = Sums::new(tongues.len());
    for text in texts {
        sums.add(place(tongues, text.tongue), text.band, 1, i64::from(text.grade));
    }
    sums
}

/// The place of a group; groups are sorted.
pub(super) fn place(tongues: &[Tongue], tongue: Tongue) -> usize {
    tongues.binary_search(&tongue).expect("a group of the texts")
}

/// The interval of each group's difference, over resampled authors; `None` where it cannot be told.
pub(super) fn intervals(texts: &[Text], tongues: &[Tongue]) -> Vec<Option<(f64, f64)>> {
    let mut sorted = texts.to_vec();
    sorted.sort_unstable();
    // Texts of one author, group and band are drawn together.
    let (mut cells, mut authors) = (Vec::new(), 0);
    for of_author in sorted.chunk_by(|a, b| a.member == b.member) {
        for same in of_author.chunk_by(|a, b| (a.tongue, a.band) == (b.tongue, b.band)) {
            let sum: i64 = same.iter().map(|t| i64::from(t.grade)).sum();
            cells.push((authors, place(tongues, same[0].tongue), same[0].band, same.len() as i64, sum));
        }
        authors += 1;
    }
    if authors < 2 {
        return vec![None; tongues.len()];
    }
    let drawn: Vec<Vec<f64>> = (0..RESAMPLES)
        .into_par_iter()
        .map(|resample| {
            let times = multiplicities(resample, authors);
            let mut sums = Sums::new(tongues.len());
            for &(author, group, band, texts, sum) in &cells {
                let times = i64::from(times[author]);
                sums.add(group, band, texts * times, sum * times);
            }
            (0..tongues.len()).map(|group| sums.difference(group)).collect()
        })
        .collect();
    (0..tongues.len()).map(|group| interval(drawn.iter().map(|values| values[group]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssi_text::Language;

    const TONGUES: [Tongue; 2] = [Tongue::Known(Language::English), Tongue::Known(Language::German)];

    fn text(member: u32, group: usize, band: usize, grade: i32) -> Text {
        Text { member, tongue: TONGUES[group], band, grade }
    }

    #[test]
    fn length_alone_makes_no_difference() {
        // Band 1 is graded 1000 and band 2 4000, whoever writes; the second group writes long.
        let texts: Vec<Text> = [(0, 1, 6), (0, 2, 2), (1, 1, 1), (1, 2, 9)]
            .into_iter()
            .flat_map(|(group, band, n)| {
                (0..n).map(move |i| {
                    text(i + 10 * group as u32, group, band, if band == 1 { 1000 } else { 4000 })
                })
            })
            .collect();
        let sums = sums(&texts, &TONGUES);
        assert_eq!((sums.difference(0), sums.difference(1)), (0.0, 0.0));
        for (low, high) in intervals(&texts, &TONGUES).into_iter().flatten() {
            assert_eq!((low, high), (0.0, 0.0));
        }
    }

    #[test]
    fn bands_count_by_the_texts_of_the_group() {
        let texts = [
            text(1, 0, 1, 1000),
            text(2, 1, 1, 2000),
            text(1, 0, 2, 5000),
            text(2, 1, 2, 2000),
            text(3, 1, 2, 2000),
        ];
        let sums = sums(&texts, &TONGUES);
        // One text is 1000 lower, the other 3000 higher; of the other group one is higher and two are lower.
        assert_eq!(sums.difference(0), 1000.0);
        assert_eq!(sums.difference(1), (1000.0 - 2.0 * 3000.0) / 3.0);
        let alone = super::sums(&texts[..1], &TONGUES[..1]);
        assert!(alone.difference(0).is_nan());
        assert_eq!(intervals(&texts[..1], &TONGUES[..1]), [None]);
    }

    #[test]
    fn the_order_of_rows_changes_nothing() {
        let texts: Vec<Text> =
            (0..60).map(|i| text(i / 3, (i % 2) as usize, (i % 4) as usize, (i * 37 % 90) as i32)).collect();
        let turned: Vec<Text> = texts.iter().rev().copied().collect();
        assert_eq!(intervals(&texts, &TONGUES), intervals(&turned, &TONGUES));
    }
}
