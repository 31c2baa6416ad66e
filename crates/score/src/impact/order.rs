//! Whether the order of members stays.

use crate::points::Points;
use crate::scores::Scores;

/// Who is among the first before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// How many are first with the old rules: a tenth, and all who have as much as the last of them.
    pub before: usize,
    /// How many are first with the new rules.
    pub after: usize,
    /// How many are in both.
    pub both: usize,
}

impl First {
    /// The first tenth of both; `None` of fewer than ten members.
    pub(super) fn tenth(old: &Scores, new: &Scores) -> Option<Self> {
        let n = old.members.len();
        let last = |scores: &Scores| scores.score[scores.ranking[n / 10 - 1] as usize];
        (n >= 10).then(|| {
            let least = (last(old), last(new));
            let mut first = Self { before: 0, after: 0, both: 0 };
            for (before, after) in old.score.iter().zip(&new.score) {
                let is = (*before >= least.0, *after >= least.1);
                first.before += usize::from(is.0);
                first.after += usize::from(is.1);
                first.both += usize::from(is.0 && is.1);
            }
            first
        })
    }
}

/// Spearman's rank correlation of two scores of the same members, equal scores sharing the middle of their ranks; exact up to the last
/// division. `None` where one side has one score only.
pub fn rank_correlation(old: &Scores, new: &Scores) -> Option<f64> {
    let (before, after) = (twice_ranks(&old.score), twice_ranks(&new.score));
    let middle = old.score.len() as i128 + 1;
    let (mut both, mut one, mut other) = (0_i128, 0_i128, 0_i128);
    for (a, b) in old.score.iter().zip(&new.score) {
        let (a, b) = (before[a.0 as usize] - middle, after[b.0 as usize] - middle);
        both += a * b;
        one += a * a;
        other += b * b;
    }
    let cosine = || both as f64 / ((one as f64).sqrt() * (other as f64).sqrt());
    // Roots are rounded, and nothing is more alike than alike.
    (one > 0 && other > 0).then(|| cosine().clamp(-1.0, 1.0))
}

/// For each score twice the mean of the ranks of those who have it, from 1 for the lowest.
fn twice_ranks(scores: &[Points]) -> Vec<i128> {
    let most = scores.iter().map(|s| s.0).max().unwrap_or(0) as usize;
    let mut counts = vec![0_i128; most + 1];
    for score in scores {
        counts[score.0 as usize] += 1;
    }
    let mut below = 0;
    for count in &mut counts {
        let here = *count;
        *count = 2 * below + here + 1;
        below += here;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::figures::tests::scores;

    #[track_caller]
    fn check(before: &[i32], after: &[i32], expected: Option<f64>) {
        let found = rank_correlation(&scores(before), &scores(after));
        match (found, expected) {
            (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-12, "{found} {expected}"),
            _ => assert_eq!(found, expected, "{before:?} {after:?}"),
        }
    }

    #[test]
    fn correlations_by_hand() {
        check(&[], &[], None);
        check(&[100], &[200], None);
        check(&[100, 200, 300], &[1, 2, 10_000], Some(1.0));
        check(&[100, 200, 300], &[30, 20, 10], Some(-1.0));
        check(&[5, 5, 5], &[1, 2, 3], None);
        // Ranks 1, 2, 3, 4 against 1.5, 1.5, 3.5, 3.5: 4 ÷ √(5 × 4).
        check(&[10, 20, 30, 40], &[7, 7, 9, 9], Some(4.0 / 20_f64.sqrt()));
    }

    #[test]
    fn the_first_tenth_has_all_who_have_as_much() {
        let before: Vec<i32> = (0..20).collect();
        let mut after = before.clone();
        after[17] = 18;
        after[19] = 0;
        assert_eq!(
            First::tenth(&scores(&before), &scores(&after)),
            Some(First { before: 2, after: 2, both: 1 })
        );
        assert_eq!(First::tenth(&scores(&before[..9]), &scores(&after[..9])), None);
    }
}
