//! Circles: people who keep coming to each other and to each other's friends, as in an engagement pod.

use rayon::prelude::*;

use crate::data::{DAY, NO_ID};
use crate::resolve::Resolved;
use crate::resolve::contacts::Contacts;
use crate::resolve::grouped::{Grouped, in_common};

/// Comments and reactions each way that make a tie strong.
const STRONG: usize = 3;

/// The strong mutual ties of each person.
pub(super) struct Circles(Grouped<u32>);

/// Who came to whom often in the window, whether or not it was mutual; sorted. `None` where neither comments nor reactions say to whom
/// they go.
fn strong(resolved: &Resolved<'_>) -> Option<Vec<(u32, u32)>> {
    let kinds: Vec<&Contacts> = [resolved.spoken(), resolved.reacted()].into_iter().flatten().collect();
    if kinds.is_empty() {
        return None;
    }
    let people = resolved.corpus.people.len();
    // To whom each person came often: few, however many they came to once.
    let often = |who: u32| -> Vec<(u32, u32)> {
        let all = kinds.iter().flat_map(|kind| kind.of(who));
        let mut to: Vec<u32> = all.filter(|c| resolved.in_window(c.time)).map(|c| c.to).collect();
        to.sort_unstable();
        to.chunk_by(|a, b| a == b).filter(|g| g.len() >= STRONG).map(|g| (who, g[0])).collect()
    };
    Some((0..people as u32).into_par_iter().flat_map_iter(often).collect())
}

impl Circles {
    fn new(resolved: &Resolved<'_>) -> Option<Self> {
        let (strong, people) = (strong(resolved)?, resolved.corpus.people.len());
        let mutual = |(a, b): (u32, u32)| strong.binary_search(&(b, a)).is_ok();
        Some(Self(Grouped::new(people, NO_ID, |take| {
            strong.iter().filter(|tie| mutual(**tie)).for_each(|&(who, to)| take(who, to));
        })))
    }

    /// With whom a person has strong mutual ties.
    pub(super) fn of(&self, person: u32) -> &[u32] {
        self.0.of(person)
    }

    /// How many others have strong mutual ties with both.
    pub(super) fn shared(&self, a: u32, b: u32) -> usize {
        in_common(self.0.of(a), self.0.of(b), |&person| person)
    }

    /// Whether two people belong to one circle.
    pub(super) fn has(&self, a: u32, b: u32) -> bool {
        self.0.of(a).binary_search(&b).is_ok() && self.shared(a, b) > 0
    }
}

impl Resolved<'_> {
    /// The circles of the window; `None` where neither comments nor reactions say to whom they go.
    pub(super) fn circles(&self) -> Option<&Circles> {
        self.made.circles.get_or_init(|| Circles::new(self)).as_ref()
    }

    /// Everybody with whom these people have strong mutual ties; sorted.
    pub(crate) fn tied_to(&self, people: impl Iterator<Item = u32>) -> Vec<u32> {
        let Some(circles) = self.circles() else { return Vec::new() };
        let mut tied: Vec<u32> = people.flat_map(|person| circles.of(person).iter().copied()).collect();
        tied.sort_unstable();
        tied.dedup();
        tied
    }

    /// Who came often to whom in the window, each by number: right of everybody whose comments and reactions are all in the corpus, with
    /// what they refer to. A tie is strong where both came to each other.
    pub fn often(&self) -> Vec<(u32, u32)> {
        strong(self).unwrap_or_default()
    }

    /// Whether a time lies in the pack's window.
    pub(super) fn in_window(&self, time: i64) -> bool {
        time >= self.view.end - i64::from(self.view.window_days) * DAY
    }
}
