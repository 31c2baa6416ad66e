//! Things that belong to numbered people or posts, one owner after the other in one list.

use rayon::prelude::*;

/// The things of each owner, sorted. Finding an owner's things costs nothing, finding one among them a few steps.
pub(super) struct Grouped<T> {
    starts: Vec<usize>,
    all: Vec<T>,
}

impl<T: Copy + Ord + Send> Grouped<T> {
    /// Groups what `tell` hands over; what belongs to nobody (an owner beyond `owners`) is left out.
    ///
    /// `tell` is called twice, to count and to put in place, and must hand over the same things both times: so the list is
    /// never held a second time, which counts where there are a hundred million things.
    pub(super) fn new(owners: usize, blank: T, tell: impl Fn(&mut dyn FnMut(u32, T))) -> Self {
        let mut starts = vec![0usize; owners + 1];
        tell(&mut |owner, _| {
            if (owner as usize) < owners {
                starts[owner as usize + 1] += 1;
            }
        });
        for owner in 0..owners {
            starts[owner + 1] += starts[owner];
        }
        let mut next = starts.clone();
        let mut all = vec![blank; starts[owners]];
        tell(&mut |owner, thing| {
            if (owner as usize) < owners {
                all[next[owner as usize]] = thing;
                next[owner as usize] += 1;
            }
        });
        let mut slices = Vec::with_capacity(owners);
        let mut rest = &mut all[..];
        for owner in 0..owners {
            let (mine, others) = rest.split_at_mut(starts[owner + 1] - starts[owner]);
            slices.push(mine);
            rest = others;
        }
        slices.into_par_iter().for_each(<[T]>::sort_unstable);
        Self { starts, all }
    }

    /// Keeps the first of those that are the same to `key`.
    pub(super) fn thinned<K: Eq>(mut self, key: impl Fn(&T) -> K) -> Self {
        let mut kept = 0;
        let mut start = 0;
        for owner in 0..self.starts.len() - 1 {
            let (from, end) = (start, self.starts[owner + 1]);
            start = end;
            let first = kept;
            for place in from..end {
                if kept == first || key(&self.all[kept - 1]) != key(&self.all[place]) {
                    self.all[kept] = self.all[place];
                    kept += 1;
                }
            }
            self.starts[owner + 1] = kept;
        }
        self.all.truncate(kept);
        self
    }

    /// What an owner has, in order; nothing for an owner that is not there.
    pub(super) fn of(&self, owner: u32) -> &[T] {
        let owner = owner as usize;
        if owner + 1 < self.starts.len() {
            &self.all[self.starts[owner]..self.starts[owner + 1]]
        } else {
            &[]
        }
    }
}

/// The part of a sorted list whose `key` is `wanted`.
pub(super) fn run<'a, T, K: Ord>(all: &'a [T], wanted: &K, key: impl Fn(&T) -> K) -> &'a [T] {
    let start = all.partition_point(|thing| key(thing) < *wanted);
    let rest = &all[start..];
    &rest[..rest.partition_point(|thing| key(thing) == *wanted)]
}

/// How many keys two lists have in common, both sorted by a key that none has twice; quick also where one is far longer.
pub(super) fn in_common<T>(a: &[T], b: &[T], key: impl Fn(&T) -> u32) -> usize {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() / 16 > short.len() {
        return short.iter().filter(|x| long.binary_search_by_key(&key(x), &key).is_ok()).count();
    }
    let (mut i, mut j, mut found) = (0, 0, 0);
    while i < short.len() && j < long.len() {
        match key(&short[i]).cmp(&key(&long[j])) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                found += 1;
                i += 1;
                j += 1;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_found_with_their_owners() {
        let things = [(2, 5), (0, 9), (2, 1), (u32::MAX, 7), (3, 7), (2, 5)];
        let grouped = Grouped::new(3, 0, |take| things.iter().for_each(|&(owner, thing)| take(owner, thing)));
        let found: Vec<&[i32]> = [0, 1, 2, 3, u32::MAX].iter().map(|&o| grouped.of(o)).collect();
        assert_eq!(found, [&[9][..], &[], &[1, 5, 5], &[], &[]]);
        assert_eq!(run(grouped.of(2), &5, |&x| x), [5, 5]);
        assert_eq!(run(grouped.of(2), &4, |&x| x), [0i32; 0]);
        let thin = grouped.thinned(|x| x % 4);
        let found: Vec<&[i32]> = [0, 1, 2, 3].iter().map(|&o| thin.of(o)).collect();
        assert_eq!(found, [&[9][..], &[], &[1], &[]]);
        assert_eq!(Grouped::new(0, 0, |take| take(0, 1)).of(0), [0i32; 0]);
    }

    #[test]
    fn what_two_lists_share() {
        let many: Vec<u32> = (0..100).map(|n| n * 3).collect();
        for (a, b, expected) in [
            (&[][..], &[][..], 0),
            (&[1, 2, 3], &[2, 3, 4], 2),
            (&[3, 4, 6, 1000], &many, 2),
            (&many, &[297], 1),
            (&many, &many, 100),
        ] {
            assert_eq!((in_common(a, b, |&x| x), in_common(b, a, |&x| x)), (expected, expected));
        }
    }
}
