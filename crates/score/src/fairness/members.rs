//! What members' texts are graded by the language that they usually write.

use std::collections::BTreeMap;

use super::texts::{Texts, WHOLE};
use super::tongue::Tongue;

/// The members who usually write one language.
#[derive(Clone, PartialEq, Debug)]
pub struct Writers {
    /// What they usually write.
    pub tongue: Tongue,
    /// How many they are.
    pub members: usize,
    /// For each kind, in the order of the kinds, how many of them wrote such texts and the mean of each one's mean grade;
    /// NaN where nobody did.
    pub kinds: Vec<(usize, f64)>,
}

/// Members by what most of their texts are written in; texts that do not tell count for nothing where others do.
pub(super) fn writers(kinds: &[Texts<'_>]) -> Vec<Writers> {
    let mut counts: BTreeMap<u32, BTreeMap<Tongue, usize>> = BTreeMap::new();
    for text in kinds.iter().flat_map(|k| &k.all) {
        *counts.entry(text.member).or_default().entry(text.tongue).or_default() += 1;
    }
    let means: Vec<BTreeMap<u32, (i64, i64)>> = kinds.iter().map(|kind| sums(kind)).collect();
    let mut groups: BTreeMap<Tongue, Vec<u32>> = BTreeMap::new();
    for (member, counts) in counts {
        groups.entry(usual(&counts)).or_default().push(member);
    }
    let writers = |(tongue, members): (Tongue, Vec<u32>)| {
        let kind = |sums: &BTreeMap<u32, (i64, i64)>| {
            let own: Vec<f64> = members
                .iter()
                .filter_map(|m| sums.get(m))
                .map(|&(texts, sum)| sum as f64 / texts as f64 / f64::from(WHOLE))
                .collect();
            (own.len(), if own.is_empty() { f64::NAN } else { own.iter().sum::<f64>() / own.len() as f64 })
        };
        Writers { tongue, members: members.len(), kinds: means.iter().map(kind).collect() }
    };
    groups.into_iter().map(writers).collect()
}

/// Texts of each member, and the sum of their grades.
fn sums(kind: &Texts<'_>) -> BTreeMap<u32, (i64, i64)> {
    let mut sums: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
    for text in &kind.all {
        let sum = sums.entry(text.member).or_default();
        sum.0 += 1;
        sum.1 += i64::from(text.grade);
    }
    sums
}

/// The commonest, the first of equals.
fn usual(counts: &BTreeMap<Tongue, usize>) -> Tongue {
    let told = counts.iter().filter(|(tongue, _)| **tongue != Tongue::NotTold).rev();
    told.max_by_key(|(_, n)| **n).map_or(Tongue::NotTold, |(tongue, _)| *tongue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssi_text::Language;

    #[test]
    fn what_most_texts_are_written_in() {
        let [english, german] = [Language::English, Language::German].map(Tongue::Known);
        let check = |counts: &[(Tongue, usize)], expected: Tongue| {
            assert_eq!(usual(&counts.iter().copied().collect()), expected);
        };
        check(&[(Tongue::NotTold, 9)], Tongue::NotTold);
        check(&[(Tongue::NotTold, 9), (german, 1)], german);
        check(&[(german, 3), (english, 2)], german);
        check(&[(german, 2), (english, 2)], english);
    }
}
