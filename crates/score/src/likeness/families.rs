//! Which texts of a member may be near each other.

use super::marks::Marks;

/// Texts that share a mark are held against each other one by one if they are not more than this.
const EACH: usize = 64;

/// Finds families. Emptied, not freed, between members.
#[derive(Default, Debug)]
pub(super) struct Families {
    /// A bit for each of some places: whether a mark points there, and whether several do.
    places: Vec<(u64, u64)>,
    /// Marks that several texts may have, each with a text.
    shared: Vec<(u32, u32)>,
    /// Marks that more than [`EACH`] texts have, in order.
    common: Vec<u32>,
    /// Another of these marks, and a text.
    second: Vec<(u32, u32)>,
    /// For each text an earlier one of its family, or itself.
    elders: Vec<u32>,
    /// The eldest of its family, and a text.
    order: Vec<(u32, u32)>,
}

impl Families {
    /// The families of two texts and more: for each text the eldest of its family beside it, those of a family together.
    pub(super) fn find(&mut self, marks: &[Marks]) -> &[(u32, u32)] {
        self.order.clear();
        self.gather(marks);
        if self.shared.is_empty() {
            return &self.order;
        }
        self.elders.clear();
        self.elders.extend(0..marks.len() as u32);
        let shared = std::mem::take(&mut self.shared);
        self.common.clear();
        self.common.extend(
            shared.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > EACH).map(|same| same[0].0),
        );
        for same in shared.chunk_by(|a, b| a.0 == b.0) {
            if same.len() > EACH {
                self.tie_common(same, marks);
            } else {
                self.tie_each(same, marks);
            }
        }
        self.shared = shared;
        for text in 0..marks.len() as u32 {
            let eldest = self.eldest(text);
            if eldest != text {
                self.order.push((eldest, text));
            }
        }
        // The eldest itself, once a family.
        self.order.sort_unstable();
        for at in 0..self.order.len() {
            let eldest = self.order[at].0;
            if at == 0 || self.order[at - 1].0 != eldest {
                self.order.push((eldest, eldest));
            }
        }
        self.order.sort_unstable();
        &self.order
    }

    /// Finds the marks that several texts have, and perhaps a few others.
    fn gather(&mut self, marks: &[Marks]) {
        // Most marks are of one text only; these are dropped by a look at a few bits.
        let all: usize = marks.iter().map(|marks| marks.get().len()).sum();
        let width = (all / 4).max(1).next_power_of_two();
        self.places.clear();
        self.places.resize(width, (0, 0));
        let place = |mark: u32| {
            let spread = mark.wrapping_mul(0x9e37_79b1);
            ((spread >> 6) as usize & (width - 1), 1_u64 << (spread & 63))
        };
        for &mark in marks.iter().flat_map(Marks::get) {
            let (at, bit) = place(mark);
            let (once, twice) = &mut self.places[at];
            *twice |= *once & bit;
            *once |= bit;
        }
        self.shared.clear();
        for (text, marks) in (0..).zip(marks) {
            for &mark in marks.get() {
                let (at, bit) = place(mark);
                if self.places[at].1 & bit != 0 {
                    self.shared.push((mark, text));
                }
            }
        }
        self.shared.sort_unstable();
    }

    /// Ties those of a few texts that may be near.
    fn tie_each(&mut self, same: &[(u32, u32)], marks: &[Marks]) {
        for (at, &(_, a)) in same.iter().enumerate() {
            for &(_, b) in &same[at + 1..] {
                if self.eldest(a) != self.eldest(b) && marks[a as usize].may_be_near(&marks[b as usize]) {
                    self.tie(a, b);
                }
            }
        }
    }

    /// Ties many texts that share a mark without holding each against each: short ones among themselves, all that share another
    /// mark that many have. Those that share one which few have are tied there.
    fn tie_common(&mut self, same: &[(u32, u32)], marks: &[Marks]) {
        let mut short = same.iter().map(|&(_, text)| text).filter(|&text| marks[text as usize].is_short());
        if let Some(first) = short.next() {
            short.for_each(|text| self.tie(first, text));
        }
        let mut second = std::mem::take(&mut self.second);
        second.clear();
        for &(mark, text) in same {
            let others = marks[text as usize].get().iter().filter(|other| **other > mark);
            second.extend(
                others.filter(|other| self.common.binary_search(other).is_ok()).map(|&other| (other, text)),
            );
        }
        second.sort_unstable();
        for both in second.chunk_by(|a, b| a.0 == b.0) {
            both[1..].iter().for_each(|&(_, text)| self.tie(both[0].1, text));
        }
        self.second = second;
    }

    fn tie(&mut self, a: u32, b: u32) {
        let (a, b) = (self.eldest(a), self.eldest(b));
        self.elders[a.max(b) as usize] = a.min(b);
    }

    fn eldest(&mut self, mut text: u32) -> u32 {
        while self.elders[text as usize] != text {
            let elder = self.elders[text as usize];
            self.elders[text as usize] = self.elders[elder as usize];
            text = elder;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The least place that can be reached over ties, by spreading it until nothing changes.
    fn eldest(count: usize, tied: impl Fn(usize, usize) -> bool) -> Vec<usize> {
        let mut eldest: Vec<usize> = (0..count).collect();
        loop {
            let before = eldest.clone();
            for i in 0..count {
                for j in 0..count {
                    if eldest[j] < eldest[i] && tied(i, j) {
                        eldest[i] = eldest[j];
                    }
                }
            }
            if before == eldest {
                return eldest;
            }
        }
    }

    proptest! {
        #[test]
        fn a_family_is_what_hangs_together(sets in prop::collection::vec(prop::collection::btree_set(0_u32..90, 0..17), 0..40)) {
            let marks: Vec<Marks> = sets.iter().map(|set| Marks::of_test(set.iter().copied().take(16))).collect();
            let eldest = eldest(sets.len(), |i, j| marks[i].may_be_near(&marks[j]));
            let size = |i: usize| eldest.iter().filter(|e| **e == eldest[i]).count();
            let mut expected: Vec<(u32, u32)> =
                (0..sets.len()).filter(|&i| size(i) > 1).map(|i| (eldest[i] as u32, i as u32)).collect();
            expected.sort_unstable();
            let mut families = Families::default();
            families.find(&marks);
            prop_assert_eq!(families.find(&marks), &expected[..]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn among_many_with_one_mark_those_that_may_be_near_stay_together(
            sets in prop::collection::vec(prop::collection::btree_set(0_u32..400, 4..17), 150..300), turn in 0_usize..150
        ) {
            let with = |set: &BTreeSet<u32>| {
                // Some marks are in most texts.
                let some: BTreeSet<u32> = set.iter().map(|&n| if n % 4 == 0 { n % 9 } else { n }).collect();
                Marks::of_test(some.into_iter().take(16))
            };
            let marks: Vec<Marks> = sets.iter().map(with).collect();
            let mut families = Families::default();
            let of = |found: &[(u32, u32)], texts: usize| {
                let mut of: Vec<u32> = (0..texts as u32).collect();
                for &(eldest, text) in found {
                    of[text as usize] = eldest;
                }
                of
            };
            let found = of(families.find(&marks), marks.len());
            for i in 0..marks.len() {
                for j in 0..i {
                    let shares = marks[i].get().iter().any(|mark| marks[j].get().contains(mark));
                    prop_assert!(!(shares && marks[i].may_be_near(&marks[j])) || found[i] == found[j]);
                }
            }
            // The order of the texts does not matter.
            let mut turned = marks.clone();
            turned.rotate_left(turn);
            let other = of(families.find(&turned), marks.len());
            let place = |i: usize| (i + marks.len() - turn) % marks.len();
            for i in 0..marks.len() {
                for j in [0, i / 2, i.saturating_sub(1)] {
                    prop_assert_eq!(found[i] == found[j], other[place(i)] == other[place(j)]);
                }
            }
        }
    }
}
