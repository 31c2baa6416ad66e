//! An order of 0..n that looks random and can be asked in both directions without being stored.

use super::rng::mix;

/// A permutation of `0..len`: a small Feistel network, walked until it lands inside.
#[derive(Clone)]
pub(super) struct Shuffle {
    len: u32,
    half: u32,
    keys: [u64; 4],
}

impl Shuffle {
    pub(super) fn new(len: u32, seed: u64) -> Self {
        let bits = u32::BITS - len.saturating_sub(1).leading_zeros();
        Self { len, half: bits.div_ceil(2).max(1), keys: [0, 1, 2, 3].map(|k| mix(seed.wrapping_add(k))) }
    }

    /// Where `x` goes.
    pub(super) fn forward(&self, x: u32) -> u32 {
        self.walk(x, |l, r, key| (r, l ^ self.blur(r, key)), [0, 1, 2, 3])
    }

    /// Where `y` came from.
    pub(super) fn back(&self, y: u32) -> u32 {
        self.walk(y, |l, r, key| (r ^ self.blur(l, key), l), [3, 2, 1, 0])
    }

    fn blur(&self, x: u64, key: u64) -> u64 {
        mix(x ^ key) & ((1 << self.half) - 1)
    }

    fn walk(&self, x: u32, round: impl Fn(u64, u64, u64) -> (u64, u64), order: [usize; 4]) -> u32 {
        debug_assert!(x < self.len);
        let mut x = u64::from(x);
        loop {
            let halves = (x >> self.half, x & ((1 << self.half) - 1));
            let (l, r) = order.iter().fold(halves, |(l, r), &key| round(l, r, self.keys[key]));
            x = l << self.half | r;
            if x < u64::from(self.len) {
                return x as u32;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_hit_once_and_found_again() {
        for len in [1, 2, 3, 5, 64, 65, 1_000] {
            let shuffle = Shuffle::new(len, 9);
            let mut seen: Vec<u32> = (0..len).map(|x| shuffle.forward(x)).collect();
            assert!((0..len).all(|x| shuffle.back(seen[x as usize]) == x), "{len}");
            seen.sort_unstable();
            assert!(seen.iter().copied().eq(0..len), "{len}");
        }
    }
}
