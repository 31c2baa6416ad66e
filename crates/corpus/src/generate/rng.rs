//! Chance in whole numbers: the same on every machine, since no function of a maths library takes part.

/// What a stream of chance is for; two purposes never share numbers.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Order,
    Pod,
    Profile,
    ProfileText,
    Volume,
    Post,
    PostText,
    Comments,
    Thread,
    CommentText,
    Reactions,
    Messages,
    Connections,
    Invitations,
    Searches,
    Endorsements,
    Recommendations,
    Standing,
    Crew,
    Relations,
    Replies,
    Memberships,
    Events,
    Follows,
}

/// A stream of chance (splitmix64), opened by a key so that any row can be made without the rows before it.
#[derive(Clone)]
pub(super) struct Rng(u64);

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// The scrambling step of splitmix64.
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

impl Rng {
    /// The stream of a seed, a purpose and a place within it.
    pub(super) fn new(seed: u64, purpose: Purpose, keys: &[u32]) -> Self {
        let start = mix(seed ^ mix(STEP.wrapping_mul(purpose as u64 + 1)));
        Self(
            keys.iter().fold(start, |state, &key| mix(state.wrapping_add(STEP).wrapping_add(u64::from(key)))),
        )
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A stream of its own, which starts here.
    pub(super) fn branch(&mut self) -> Self {
        Self(self.next())
    }

    /// A number below `bound`, or 0 where `bound` is 0.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// A number of seconds below `bound`, or 0 where `bound` is not above 0.
    pub(super) fn seconds(&mut self, bound: i64) -> i64 {
        i64::from(self.below(u32::try_from(bound.max(0)).unwrap_or(u32::MAX)))
    }

    /// True in `percent` of 100 cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// The place of the share that was hit, each with its own weight.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut hit = self.below(weights.iter().sum());
        for (place, &weight) in weights.iter().enumerate() {
            if hit < weight {
                return place;
            }
            hit -= weight;
        }
        0
    }

    /// A place below `len` by Zipf's law, cut off at 2^`octaves` times the weight of the last place.
    ///
    /// An octave is drawn first and then a point in it, which gives a density of 1/x in steps, without a logarithm.
    pub(super) fn skewed(&mut self, len: u32, octaves: u32) -> u32 {
        let base = 1_u64 << (16 + self.below(octaves));
        let point = base + (((self.next() >> 32) * base) >> 32);
        let span = ((1_u64 << octaves) - 1) << 16;
        ((point - (1 << 16)) * u64::from(len) / span) as u32
    }

    /// An entry of a list by Zipf's law, the list being turned by `habit` so that people differ in their favourites.
    pub(super) fn pick<'a>(&mut self, list: &'a [String], habit: u32) -> &'a str {
        let len = list.len() as u32;
        &list[((self.skewed(len, 4) + habit % len) % len) as usize]
    }

    /// About normal: the sum of twelve uniform numbers, with mean 0 and a standard deviation of 65536.
    fn bell(&mut self) -> i64 {
        let sum: u64 = (0..3)
            .map(|_| {
                let x = self.next();
                (x & 0xFFFF) + (x >> 16 & 0xFFFF) + (x >> 32 & 0xFFFF) + (x >> 48)
            })
            .sum();
        sum as i64 - 6 * 65_536
    }

    /// About lognormal with this median; `spread` is the standard deviation in sixteenths of an octave.
    pub(super) fn lognormal(&mut self, median: u64, spread: u32) -> u64 {
        let octaves = self.bell() * i64::from(spread) / 16;
        let fraction = (octaves & 0xFFFF) as u64;
        let scaled = (median * (65_536 + fraction)) >> 8;
        match octaves >> 16 {
            up @ 0.. => (scaled << up.min(20)) >> 8,
            down => (scaled >> (-down).min(40)) >> 8,
        }
    }

    /// A count with this mean (in 1/256) and a heavy tail.
    pub(super) fn count(&mut self, mean: u64) -> u32 {
        let exact = self.lognormal(mean * 5 / 8, 20).min(1 << 24);
        self.round(exact)
    }

    /// A number in 1/256 as a whole one, up or down by chance so that the mean stays.
    pub(super) fn round(&mut self, exact: u64) -> u32 {
        ((exact + u64::from(self.below(256))) >> 8) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        let mut rng = Rng(1_234_567);
        assert_eq!(rng.next(), 6_457_827_717_110_365_317);
        assert_eq!(rng.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn shapes_are_as_named() {
        let mut rng = Rng::new(1, Purpose::Post, &[]);
        let mut drawn: Vec<u64> = (0..20_001).map(|_| rng.lognormal(1_000, 16)).collect();
        drawn.sort_unstable();
        assert!((950..1_050).contains(&drawn[10_000]), "median {}", drawn[10_000]);
        assert!((1_900..2_200).contains(&drawn[16_826]), "one deviation up {}", drawn[16_826]);
        let counts: u32 = (0..20_000).map(|_| rng.count(512)).sum();
        assert!((32_000..48_000).contains(&counts), "mean of 2 gave {counts}");
        let places: Vec<u32> = (0..20_000).map(|_| rng.skewed(100, 7)).collect();
        assert!(places.iter().all(|&p| p < 100));
        let top = places.iter().filter(|&&p| p < 10).count();
        assert!((9_000..12_000).contains(&top), "top tenth {top}");
    }

    #[test]
    fn nothing_is_below_nothing() {
        let mut rng = Rng::new(1, Purpose::Post, &[]);
        assert_eq!((rng.below(0), rng.seconds(-5), rng.below(1)), (0, 0, 0));
    }
}
