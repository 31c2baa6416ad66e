//! Random numbers that depend on their place only: any thread can draw any of them.
//!
//! The mixing function is the finaliser of `SplitMix64` (Steele, Lea & Flood 2014, Fast splittable pseudorandom number generators).

/// What everything begins with; another number would be as good.
const SEED: u64 = 0x55_49_5f_41_47_52_45_45;
/// 2⁶⁴ divided by the golden ratio, odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// 64 well mixed bits for a place in a stream.
pub fn bits(stream: u64, place: u64) -> u64 {
    let start = mix(SEED ^ mix(stream.wrapping_add(STEP)));
    mix(start.wrapping_add(place.wrapping_mul(STEP)))
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// How often each of `units` comes up when as many are drawn with replacement; the same for the same `stream`.
pub fn multiplicities(stream: u64, units: usize) -> Vec<u32> {
    let mut times = vec![0; units];
    for draw in 0..units as u64 {
        // The upper half of the product is a fair number below `units`, but for one part in 2⁶⁴ ÷ units.
        let unit = (u128::from(bits(stream, draw)) * units as u128) >> 64;
        times[unit as usize] += 1;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_fair_and_repeat() {
        assert_eq!(multiplicities(3, 500), multiplicities(3, 500));
        assert_ne!(multiplicities(3, 500), multiplicities(4, 500));
        assert!(multiplicities(0, 0).is_empty());
        let mut all = [0_u32; 10];
        for stream in 0..2000 {
            let times = multiplicities(stream, 10);
            assert_eq!(times.iter().sum::<u32>(), 10);
            all.iter_mut().zip(times).for_each(|(all, times)| *all += times);
        }
        // 2,000 expected each, with a spread of about 42.
        assert!(all.iter().all(|&n| (1800..2200).contains(&n)), "{all:?}");
    }

    #[test]
    fn as_many_are_left_out_as_theory_says() {
        let missing = multiplicities(1, 100_000).iter().filter(|&&n| n == 0).count();
        assert!((36_000..37_600).contains(&missing), "1/e of all, not {missing}");
    }
}
