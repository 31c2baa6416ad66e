//! Texts sorted into groups of nearly the same words.
//!
//! Each different text joins the group whose leader it is nearest to, or leads a group of its own. They come in a fixed order:
//! the commonest wording first, of equals the shorter, then by their features; so the result depends on the texts alone.
//! Nothing chains: each member of a group is near its leader.

use rustc_hash::FxHashMap;

use super::sketch::{Likeness, Sketches, first_features};

/// The group of a text without anything to read in it.
pub const NO_GROUP: u32 = u32::MAX;

/// A feature finds so many leaders; a further one is found by its other features only.
///
/// So a text is compared with 16 × 32 leaders at most. What is lost: among thousands of groups that share their rarest pairs
/// of words, a text may miss the nearest one.
const LEADERS_A_FEATURE: u32 = 32;

/// The groups of texts that say nearly the same, a number a text.
///
/// Group 0 is the largest; of equals the one whose commonest wording comes first in a fixed order. Names inside a sentence
/// are not looked at, so a template is one group whoever it is sent to. Blank texts have [`NO_GROUP`]. The grouping does
/// not depend on the order of the texts or on threads, and its numbers follow the texts when these change places. Costs
/// about a kilobyte a text while it runs, and time in proportion to the texts.
///
/// ```
/// use ssi_score::likeness::groups;
/// let found = groups(&["Great post, Ann!", "Is that net of churn?", "Great post!"]);
/// assert_eq!(found, [0, 1, 0]);
/// ```
pub fn groups<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<u32> {
    let found = lead(&Sketches::read(texts.len(), |i| texts[i].as_ref()), &mut Index::default());
    let count = found.iter().filter(|&&g| g != NO_GROUP).max().map_or(0, |&g| g as usize + 1);
    let mut sizes = vec![0_usize; count];
    found.iter().filter(|&&g| g != NO_GROUP).for_each(|&g| sizes[g as usize] += 1);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&g| std::cmp::Reverse(sizes[g]));
    let mut number = vec![0; count];
    order.iter().enumerate().for_each(|(place, &g)| number[g] = place as u32);
    found.iter().map(|&g| if g == NO_GROUP { NO_GROUP } else { number[g as usize] }).collect()
}

/// The leaders that have a feature among their first ones. Emptied, not freed, between members.
#[derive(Default, Debug)]
pub(super) struct Index {
    /// The latest entry of a feature, and how many it has.
    heads: FxHashMap<u64, (u32, u32)>,
    /// A group, and the entry before.
    entries: Vec<(u32, u32)>,
    candidates: Vec<u32>,
}

impl Index {
    fn clear(&mut self) {
        self.heads.clear();
        self.entries.clear();
    }

    fn add(&mut self, sketch: &[u64], group: u32) {
        for feature in first_features(sketch) {
            let head = self.heads.entry(*feature).or_insert((u32::MAX, 0));
            if head.1 < LEADERS_A_FEATURE {
                self.entries.push((group, head.0));
                *head = (self.entries.len() as u32 - 1, head.1 + 1);
            }
        }
    }

    /// The groups that may be near, each once, in their order.
    fn candidates(&mut self, sketch: &[u64]) -> &[u32] {
        self.candidates.clear();
        for feature in first_features(sketch) {
            let mut at = self.heads.get(feature).map_or(u32::MAX, |head| head.0);
            while let Some(&(group, before)) = self.entries.get(at as usize) {
                self.candidates.push(group);
                at = before;
            }
        }
        self.candidates.sort_unstable();
        self.candidates.dedup();
        &self.candidates
    }
}

/// The groups of texts, numbered in the order in which their leaders come; [`NO_GROUP`] for blank ones.
pub(super) fn lead(sketches: &Sketches, index: &mut Index) -> Vec<u32> {
    index.clear();
    let mut order: Vec<u32> =
        (0..sketches.len() as u32).filter(|&i| !sketches.get(i as usize).is_empty()).collect();
    let features = |i: u32| sketches.get(i as usize);
    order.sort_unstable_by(|&a, &b| features(a).cmp(features(b)));
    let mut wordings: Vec<&[u32]> = order.chunk_by(|&a, &b| features(a) == features(b)).collect();
    // Stable: of equals in number and length the features decide, as they stand.
    wordings.sort_by_key(|same| (std::cmp::Reverse(same.len()), features(same[0]).len()));
    let mut found = vec![NO_GROUP; sketches.len()];
    let mut leaders: Vec<u32> = Vec::new();
    for same in wordings {
        let sketch = features(same[0]);
        let mut nearest: Option<(Likeness, u32)> = None;
        for &group in index.candidates(sketch) {
            let likeness = Likeness::of(sketch, features(leaders[group as usize]));
            if let Some(likeness) = likeness.filter(|l| nearest.is_none_or(|(best, _)| l.exceeds(best))) {
                nearest = Some((likeness, group));
            }
        }
        let group = nearest.map_or_else(
            || {
                leaders.push(same[0]);
                index.add(sketch, leaders.len() as u32 - 1);
                leaders.len() as u32 - 1
            },
            |(_, group)| group,
        );
        for &i in same {
            found[i as usize] = group;
        }
    }
    found
}
