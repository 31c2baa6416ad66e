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

/// Counts how many hashes have each bit; a bit of the result is set where more than half have it.
///
/// Eight bits vote at once: a byte is spread over the eight bytes of a counter, which is emptied before any of
/// its bytes can overflow.
fn vote(hashes: impl ExactSizeIterator<Item = u64>) -> u64 {
    let half = hashes.len() as u64;
    let mut votes = [0_u64; BITS];
    let mut counters = [0_u64; BITS / 8];
    let mut room = u8::MAX;
    for hash in hashes {
        for (counter, byte) in counters.iter_mut().zip(hash.to_le_bytes()) {
            *counter += spread(byte);
        }
        room -= 1;
        if room == 0 {
            empty(&mut counters, &mut votes);
            room = u8::MAX;
        }
    }
    empty(&mut counters, &mut votes);
    let set = votes.iter().enumerate().filter(|&(_, &vote)| 2 * vote > half);
    set.fold(0, |hash, (bit, _)| hash | 1 << bit)
}

/// Bit `i` of the byte as the lowest bit of byte `i`.
fn spread(byte: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // Each byte gets a copy, of which one bit is kept and then moved down by a carry into the top bit.
    let kept = (u64::from(byte) * ONES) & 0x8040_2010_0804_0201;
    ((kept + (ONES * 0x7f)) | kept) >> 7 & ONES
}

fn empty(counters: &mut [u64; BITS / 8], votes: &mut [u64; BITS]) {
    for (counter, votes) in counters.iter_mut().zip(votes.chunks_exact_mut(8)) {
        for (vote, count) in votes.iter_mut().zip(counter.to_le_bytes()) {
            *vote += u64::from(count);
        }
        *counter = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::words;

    fn of(text: &str) -> f64 {
        hash(&words(text).map(fold::hash).collect::<Vec<_>>()) as f64
    }

    #[test]
    fn voting_eight_at_a_time_is_voting() {
        for byte in 0..=u8::MAX {
            let bits: [u8; 8] = std::array::from_fn(|bit| byte >> bit & 1);
            assert_eq!(spread(byte).to_le_bytes(), bits);
        }
        let most_have = |n: u32| vote((0..n).map(|i| if 2 * i < n { u64::MAX } else { 0 }));
        assert_eq!((most_have(1000), most_have(1001), most_have(511)), (0, (1 << BITS) - 1, (1 << BITS) - 1));
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
