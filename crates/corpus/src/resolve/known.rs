//! What is known of people whoever asks: who is connected to whom, and how senior somebody is.

use rustc_hash::FxHashMap;

use crate::data::{NO_ID, NO_TIME, Texts};
use crate::resolve::grouped::{Grouped, in_common};
use crate::resolve::{Frame, Resolved, titles};
use crate::schema::FileId;

/// Nobody told this person's title.
const NO_LEVEL: u8 = u8::MAX;
/// A time after all others: where nobody says since when two people are connected.
const NEVER: i64 = i64::MAX;

/// Who is connected to whom, whichever of the two lists the other.
pub(super) struct Connected {
    /// The others of each person and since when, as far as one of the two says.
    others: Grouped<(u32, i64)>,
    /// Whether the person's own connections are in the corpus.
    lists: Vec<bool>,
    /// Whether the file says since when.
    dated: bool,
}

impl Connected {
    fn new(resolved: &Resolved<'_>) -> Option<Self> {
        let rows = resolved.corpus.rows(FileId::Connections)?;
        let members = rows.ids("member").expect("a required column");
        let others = rows.ids("other").expect("a required column");
        let times = rows.times("at");
        let mut lists = vec![false; resolved.corpus.people.len()];
        for row in resolved.visible(rows) {
            if let Some(list) = lists.get_mut(members[row] as usize) {
                *list = true;
            }
        }
        let others = Grouped::new(lists.len(), (NO_ID, NEVER), |take| {
            for row in resolved.visible(rows) {
                let since = times.map(|t| t[row]).filter(|&t| t != NO_TIME).unwrap_or(NEVER);
                let (a, b) = (members[row], others[row]);
                if a != NO_ID && b != NO_ID && a != b {
                    take(a, (b, since));
                    take(b, (a, since));
                }
            }
        });
        // Sorted by person and time: the first of each person says since when.
        Some(Self { others: others.thinned(|o| o.0), lists, dated: times.is_some() })
    }

    fn find(&self, a: u32, b: u32) -> Option<i64> {
        let others = self.others.of(a);
        others.binary_search_by_key(&b, |o| o.0).ok().map(|place| others[place].1)
    }

    /// Whether one of the two lists the other as a connection.
    pub(super) fn are(&self, a: u32, b: u32) -> bool {
        self.find(a, b).is_some()
    }

    /// Whether the corpus has dates of connections.
    pub(super) fn dated(&self) -> bool {
        self.dated
    }

    /// Since when, as far as one of the two says.
    pub(super) fn since(&self, a: u32, b: u32) -> i64 {
        self.find(a, b).filter(|&since| since != NEVER).unwrap_or(NO_TIME)
    }

    /// How many connections two people share; nobody knows where the second's own are not in the corpus.
    pub(super) fn shared(&self, a: u32, b: u32) -> Option<usize> {
        let listed = self.lists.get(b as usize).is_some_and(|&l| l);
        listed.then(|| in_common(self.others.of(a), self.others.of(b), |o| o.0))
    }
}

/// The level of many titles, each read once.
#[derive(Default)]
pub(super) struct Levels<'t>(FxHashMap<&'t str, u8>);

impl<'t> Levels<'t> {
    /// The level of a title; nothing where there is none.
    pub(super) fn of(&mut self, titles: &'t Texts, row: usize) -> Option<u8> {
        let title = titles.get(row).trim();
        (!title.is_empty()).then(|| *self.0.entry(title).or_insert_with(|| titles::seniority(title)))
    }
}

/// The level of each person.
fn seniorities(resolved: &Resolved<'_>) -> Option<Vec<u8>> {
    let corpus = resolved.corpus;
    let members = corpus.rows(FileId::Members);
    let own_only = members.is_some_and(|rows| rows.own_only);
    let members = members.and_then(|rows| rows.texts("title"));
    let connections = corpus
        .rows(FileId::Connections)
        .and_then(|rows| Some((rows, rows.texts("title")?, rows.ids("other")?)));
    // Without connections an export tells nobody's title but its owner's.
    if connections.is_none() && (members.is_none() || own_only) {
        return None;
    }
    let mut levels = Levels::default();
    let mut known = vec![NO_LEVEL; corpus.people.len()];
    if let Some((rows, titles, others)) = connections {
        for row in resolved.visible(rows) {
            let Some(slot) = known.get_mut(others[row] as usize) else { continue };
            if let Some(level) = levels.of(titles, row) {
                // Where lists disagree the highest counts, so that the order of the rows does not.
                *slot = if *slot == NO_LEVEL { level } else { level.max(*slot) };
            }
        }
    }
    if let Some(titles) = members {
        for (member, row) in resolved.roster.profile_rows() {
            if let Some(level) = levels.of(titles, row) {
                known[resolved.roster.person(member) as usize] = level;
            }
        }
    }
    Some(known)
}

impl Resolved<'_> {
    /// Who is connected to whom; `None` without connections.
    pub(super) fn connected(&self) -> Option<&Connected> {
        self.made.connected.get_or_init(|| Connected::new(self)).as_ref()
    }

    /// The level of a person: the title of the members file, else that of a connection. The outer `None` says that the
    /// corpus has no titles, the inner one that it has none for this person.
    pub(super) fn seniority(&self) -> Option<impl Fn(u32) -> Option<u8>> {
        let known = self.made.seniorities.get_or_init(|| seniorities(self)).as_ref()?;
        Some(|person: u32| known.get(person as usize).copied().filter(|&level| level != NO_LEVEL))
    }

    /// Fills a column with the level of somebody whom the row of the input file names.
    pub(super) fn about_counterpart(&self, frame: &mut Frame, id: &str, person: impl Fn(usize) -> u32) {
        if frame.wants(id)
            && let Some(level) = self.seniority()
        {
            frame.numbers(id, |r| level(person(r)).map_or(f64::NAN, f64::from));
        }
    }

    /// Fills a column with whether two people whom the row of the input file names are connected; empty where one is nobody.
    pub(super) fn is_connection(&self, frame: &mut Frame, id: &str, pair: impl Fn(usize) -> (u32, u32)) {
        if frame.wants(id)
            && let Some(connected) = self.connected()
        {
            frame.numbers(id, |r| match pair(r) {
                (_, NO_ID) | (NO_ID, _) => f64::NAN,
                (a, b) => f64::from(u8::from(connected.are(a, b))),
            });
        }
    }
}
