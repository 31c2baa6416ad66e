//! The little of a text that tells by whom it may have near texts at all.
//!
//! Two texts are compared only if they share one of their first features (see [`first_of`]); so texts that are tied by
//! shared first features, directly or through others, are a family, and a text without a family is near nobody. Families do
//! not touch: each can be sorted into groups alone, and comes out as it would among all.

use rustc_hash::FxHashMap;

use super::sketch::{FIRST, features_of, first_of};

/// The first features of one text, 68 bytes: the upper halves of their numbers.
///
/// Halves may agree where the whole does not; that makes a family larger, never smaller, and groups stay the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    marks: [u32; FIRST],
    count: u8,
}

/// The bytes of a note.
pub(crate) const NOTE: usize = 4 * FIRST + 1;

/// So many features are sorted; of more only the lowest.
const FEW: usize = 64;

/// So many pairs are expected below the bound under which the lowest features are looked for, where 16 are needed.
const EXPECTED: u64 = 26;

/// From so many different features on a text needs 16 first ones.
const ENOUGH: u32 = 34;

impl Marks {
    /// The marks of a text by its features, in any order and some more than once; `buffer` is for use again.
    pub(super) fn of(features: &[u64], buffer: &mut Vec<u64>) -> Self {
        let first = lowest(features, buffer);
        let mut marks = [0; FIRST];
        for (mark, feature) in marks.iter_mut().zip(first) {
            *mark = (feature >> 32) as u32;
        }
        Self { marks, count: first.len() as u8 }
    }

    /// The marks that are written in a note.
    pub(super) fn from_note(note: &[u8]) -> Self {
        let (bytes, count) = note.split_at(NOTE - 1);
        let mut marks = [0; FIRST];
        for (mark, four) in marks.iter_mut().zip(bytes.as_chunks().0) {
            *mark = u32::from_le_bytes(*four);
        }
        Self { marks, count: count[0] }
    }

    fn to_note(self) -> [u8; NOTE] {
        let mut note = [0; NOTE];
        for (four, mark) in note.as_chunks_mut().0.iter_mut().zip(self.marks) {
            *four = mark.to_le_bytes();
        }
        note[NOTE - 1] = self.count;
        note
    }

    /// Whether there was nothing to read in the text.
    pub(super) fn is_blank(&self) -> bool {
        self.count == 0
    }

    fn get(&self) -> &[u32] {
        &self.marks[..usize::from(self.count)]
    }
}

/// Notes the marks of one text after the other, so that the texts need not be read again.
#[derive(Default, Debug)]
pub(crate) struct Noter {
    features: Vec<u64>,
    buffer: Vec<u64>,
}

impl Noter {
    /// The note of a text by its words, as [`Wording::say`](ssi_text::Wording::say) has them.
    pub(crate) fn note(&mut self, text: &str, words: &[u64]) -> [u8; NOTE] {
        self.features.clear();
        features_of(text, words, &mut self.features);
        Marks::of(&self.features, &mut self.buffer).to_note()
    }
}

/// The first features of a text, without sorting all of them where there are many.
fn lowest<'b>(features: &[u64], buffer: &'b mut Vec<u64>) -> &'b [u64] {
    buffer.clear();
    if features.len() > FEW && differ(features) >= ENOUGH {
        // About half of the features are pairs, and those are spread over the lower half of all numbers.
        let bound = (1 << 63) / (features.len() as u64 / 2) * EXPECTED;
        buffer.extend(features.iter().filter(|feature| **feature < bound));
        sort_distinct(buffer);
        if buffer.len() >= FIRST {
            return &buffer[..FIRST];
        }
        buffer.clear();
    }
    buffer.extend(features);
    sort_distinct(buffer);
    &buffer[..first_of(buffer.len())]
}

/// So many different features there are at least.
fn differ(features: &[u64]) -> u32 {
    let mut slots = [0_u64; 4];
    for feature in features {
        slots[(feature >> 46 & 3) as usize] |= 1 << (feature >> 40 & 63);
    }
    slots.iter().map(|slot| slot.count_ones()).sum()
}

fn sort_distinct(features: &mut Vec<u64>) {
    features.sort_unstable();
    features.dedup();
}

/// Finds families. Emptied, not freed, between members.
#[derive(Default, Debug)]
pub(super) struct Families {
    /// The first text that has a mark.
    heads: FxHashMap<u32, u32>,
    /// For each text an earlier one of its family, or itself.
    elders: Vec<u32>,
    /// The eldest of its family, and a text.
    order: Vec<(u32, u32)>,
}

impl Families {
    /// The families of two texts and more: for each text the eldest of its family beside it, those of a family together.
    pub(super) fn find(&mut self, marks: &[Marks]) -> &[(u32, u32)] {
        forget(&mut self.heads, marks.len());
        self.elders.clear();
        self.elders.extend(0..marks.len() as u32);
        for (text, marks) in (0..).zip(marks) {
            for mark in marks.get() {
                let head = *self.heads.entry(*mark).or_insert(text);
                if head != text {
                    let (a, b) = (self.eldest(head), self.eldest(text));
                    self.elders[a.max(b) as usize] = a.min(b);
                }
            }
        }
        self.order.clear();
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

    fn eldest(&mut self, mut text: u32) -> u32 {
        while self.elders[text as usize] != text {
            let elder = self.elders[text as usize];
            self.elders[text as usize] = self.elders[elder as usize];
            text = elder;
        }
        text
    }
}

/// Empties a table; one that was made for somebody with many more texts is given back, because to empty it costs its width.
pub(super) fn forget<K, V>(table: &mut FxHashMap<K, V>, texts: usize) {
    if table.capacity() > 1024.max(texts * FIRST * 16) {
        *table = FxHashMap::default();
    } else {
        table.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::sketch::{FEATURES, first_features, settle};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn marks_are_the_first_features_of_the_sketch(
            seeds in prop::collection::vec(0_u64..900, 0..400), all in 1_u64..900, spread in any::<bool>()
        ) {
            // Some texts use few words over and over; numbers that are not spread as hashes are must not matter.
            let hash = |n: u64| if spread { (n % all + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) } else { n % all };
            let features: Vec<u64> = seeds.iter().map(|&n| hash(n)).collect();
            let mut sketch = features.clone();
            settle(&mut sketch, 0);
            prop_assert!(sketch.len() <= FEATURES);
            let expected: Vec<u32> = first_features(&sketch).iter().map(|f| (f >> 32) as u32).collect();
            let mut buffer = vec![1, 2, 3];
            let marks = Marks::of(&features, &mut buffer);
            prop_assert_eq!(marks.get(), &expected[..]);
            prop_assert_eq!(marks.is_blank(), features.is_empty());
            let noted = Marks::from_note(&marks.to_note());
            prop_assert_eq!(noted.get(), marks.get());
        }

        #[test]
        fn a_family_is_what_hangs_together(sets in prop::collection::vec(prop::collection::btree_set(0_u64..60, 0..4), 0..30)) {
            let marks: Vec<Marks> = sets
                .iter()
                .map(|set| {
                    let mut marks = [0; FIRST];
                    marks.iter_mut().zip(set).for_each(|(mark, n)| *mark = *n as u32);
                    Marks { marks, count: set.len() as u8 }
                })
                .collect();
            // The least place that can be reached, by spreading it until nothing changes.
            let mut eldest: Vec<usize> = (0..sets.len()).collect();
            for _ in &sets {
                for (i, a) in sets.iter().enumerate() {
                    for (j, b) in sets.iter().enumerate() {
                        if !a.is_disjoint(b) {
                            eldest[i] = eldest[i].min(eldest[j]);
                        }
                    }
                }
            }
            let size = |i: usize| eldest.iter().filter(|e| **e == eldest[i]).count();
            let mut expected: Vec<(u32, u32)> =
                (0..sets.len()).filter(|&i| size(i) > 1).map(|i| (eldest[i] as u32, i as u32)).collect();
            expected.sort_unstable();
            let mut families = Families::default();
            families.find(&marks);
            prop_assert_eq!(families.find(&marks), &expected[..]);
        }
    }
}
