//! Texts sorted into groups of nearly the same words.
//!
//! Each different text joins the group whose leader it is nearest to, or leads a group of its own. They come in a fixed order:
//! the commonest wording first, of equals the shorter, then by their features; so the result depends on the texts alone.
//! Nothing chains: each member of a group is near its leader.

use rustc_hash::FxHashMap;

use super::sketch::{FIRST, Likeness, Outline, Sketches, first_features};

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
/// at most two kilobytes a text while it runs, and time in proportion to the texts.
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

/// The leaders, and which of them have a feature among their first ones. Emptied, not freed, between members.
#[derive(Default, Debug)]
pub(super) struct Index {
    /// The latest entry of a feature, and how many it has.
    heads: FxHashMap<u64, (u32, u32)>,
    /// A group, and the entry before.
    entries: Vec<(u32, u32)>,
    leaders: Vec<Leader>,
    /// How many wordings were looked up.
    asked: u32,
}

/// The first text of a group.
#[derive(Debug)]
struct Leader {
    text: u32,
    /// The last wording that it was compared with.
    asked: u32,
    outline: Outline,
}

impl Index {
    fn clear(&mut self, texts: usize) {
        forget(&mut self.heads, texts);
        self.entries.clear();
        self.leaders.clear();
        self.asked = 0;
    }

    /// Adds a group that is led by a text; returns its number.
    fn add(&mut self, text: u32, sketch: &[u64], outline: Outline) -> u32 {
        let group = self.leaders.len() as u32;
        self.leaders.push(Leader { text, asked: self.asked, outline });
        for feature in first_features(sketch) {
            let head = self.heads.entry(feature).or_insert((u32::MAX, 0));
            if head.1 < LEADERS_A_FEATURE {
                self.entries.push((group, head.0));
                *head = (self.entries.len() as u32 - 1, head.1 + 1);
            }
        }
        group
    }

    /// The group whose leader is nearest; of equals the first.
    fn nearest(&mut self, sketch: &[u64], outline: &Outline, sketches: &Sketches) -> Option<u32> {
        self.asked += 1;
        let mut nearest: Option<(Likeness, u32)> = None;
        for feature in first_features(sketch) {
            let mut at = self.heads.get(&feature).map_or(u32::MAX, |head| head.0);
            while let Some(&(group, before)) = self.entries.get(at as usize) {
                at = before;
                let leader = &mut self.leaders[group as usize];
                if std::mem::replace(&mut leader.asked, self.asked) == self.asked
                    || outline.is_far(&leader.outline)
                {
                    continue;
                }
                let Some(likeness) = Likeness::of(sketch, sketches.get(leader.text as usize)) else {
                    continue;
                };
                let is_nearer = |&(best, first): &(Likeness, u32)| {
                    likeness.exceeds(best) || group < first && !best.exceeds(likeness)
                };
                if nearest.as_ref().is_none_or(is_nearer) {
                    nearest = Some((likeness, group));
                }
            }
        }
        nearest.map(|(_, group)| group)
    }
}

/// The groups of texts, numbered in the order in which their leaders come; [`NO_GROUP`] for blank ones.
pub(super) fn lead(sketches: &Sketches, index: &mut Index) -> Vec<u32> {
    index.clear(sketches.len());
    let features = |i: u32| sketches.get(i as usize);
    // The first feature decides nearly always, so it stands beside the text.
    let first = |i: u32| Some((*features(i).first()?, i));
    let mut order: Vec<(u64, u32)> = (0..sketches.len() as u32).filter_map(first).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| features(a.1).cmp(features(b.1))));
    let mut wordings: Vec<&[(u64, u32)]> =
        order.chunk_by(|a, b| a.0 == b.0 && features(a.1) == features(b.1)).collect();
    // Stable: of equals in number and length the features decide, as they stand.
    wordings.sort_by_cached_key(|same| (std::cmp::Reverse(same.len()), features(same[0].1).len()));
    let mut found = vec![NO_GROUP; sketches.len()];
    for same in wordings {
        let sketch = features(same[0].1);
        let outline = Outline::of(sketch);
        let nearest = index.nearest(sketch, &outline, sketches);
        let group = nearest.unwrap_or_else(|| index.add(same[0].1, sketch, outline));
        for &(_, i) in same {
            found[i as usize] = group;
        }
    }
    found
}

/// Empties a table; one that was made for somebody with many more texts is given back, because to empty it costs its width.
fn forget<K, V>(table: &mut FxHashMap<K, V>, texts: usize) {
    if table.capacity() > 1024.max(texts * FIRST * 16) {
        *table = FxHashMap::default();
    } else {
        table.clear();
    }
}
