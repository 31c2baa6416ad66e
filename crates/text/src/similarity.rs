//! A hash that differs little between texts that differ little.

use crate::fold;
use crate::repetition::bigrams;

/// Bits of the hash: as many as an `f64` holds exactly, rounded down to whole bytes.
const BITS: usize = 48;

/// Hamming distance of two similarity hashes: 0 for the same wording, about 24 for unrelated texts, 48 at most.
///
/// Near-duplicates of a few dozen words are within about 6. Texts without a word have the hash 0; do not
/// compare them.
///
/// ```
/// assert_eq!(ssi_text::similarity_distance(5.0, 6.0), 2);
/// ```
pub fn similarity_distance(a: f64, b: f64) -> u32 {
    (a as u64 ^ b as u64).count_ones()
}

/// The hash of a sequence of words: each pair of neighbours votes on every bit.
pub(crate) fn hash(words: &[u64]) -> u64 {
    match words {
        [] => 0,
        [only] => vote([fold::pair(*only, *only)].into_iter()),
        _ => vote(bigrams(words)),
    }
}

fn vote(hashes: impl ExactSizeIterator<Item = u64>) -> u64 {
    let half = hashes.len() as u64;
    let mut votes = [0_u64; BITS];
    for hash in hashes {
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += hash >> bit & 1;
        }
    }
    let set = votes.iter().enumerate().filter(|&(_, &vote)| 2 * vote > half);
    set.fold(0, |hash, (bit, _)| hash | 1 << bit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::words;

    fn of(text: &str) -> f64 {
        hash(&words(text).map(fold::hash).collect::<Vec<_>>()) as f64
    }

    #[test]
    fn near_texts_are_near() {
        let template = "Hi Ann, I saw your profile and was impressed by your work in logistics. We help companies \
            like yours cut their freight costs by a third. Would you have fifteen minutes next week for a call?";
        let other = "The quarterly numbers surprised me: churn fell although prices went up, and support tickets \
            halved after the new onboarding flow went live in March for all customers in the Nordic region.";
        let variant = template.replace("Ann", "Bob").replace("logistics", "retail");
        assert_eq!(similarity_distance(of(template), of(&template.to_uppercase())), 0);
        assert!(similarity_distance(of(template), of(&variant)) <= 10);
        assert!(similarity_distance(of(template), of(other)) >= 14);
        assert_eq!(of(""), 0.0);
        assert_ne!(of("word"), of("world"));
    }
}
