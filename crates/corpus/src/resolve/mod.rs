//! From files to tables: who is scored, who speaks to whom, what was answered and when.
//!
//! Nothing here depends on the order of the rows: ties in time are settled by ids and texts, never by position. Rows after
//! the day of the score are invisible, so that a score for a past day is the one that day would have seen.

mod comments;
mod frame;
mod messages;
mod network;
mod pairs;
mod people;
mod ties;
pub mod titles;

pub use frame::{Frame, Space, Values};
pub use people::Roster;

use crate::data::{Corpus, DAY, NO_TIME, Rows};
use crate::schema::{FILES, FileId};
use crate::tables::{PROFILE, TABLES, table};
use comments::CommentLinks;
use messages::Mail;
use pairs::Pairs;

/// From where a corpus is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The first second after the day of the score.
    pub end: i64,
    /// Rows from this second on are not seen. Earlier than `end` only to ask what would be without what came since.
    pub seen: i64,
    /// The days of the pack's window, over which ties are counted.
    pub window_days: u32,
}

impl View {
    /// Everything up to the end of a day.
    pub fn at(end: i64, window_days: u32) -> Self {
        Self { end, seen: end, window_days }
    }
}

/// A corpus seen from the end of one day.
pub struct Resolved<'c> {
    corpus: &'c Corpus,
    roster: Roster,
    view: View,
    /// For each label, the number of its lower-case form.
    canonical: Vec<u32>,
    links: Option<CommentLinks>,
    mail: Option<Mail>,
    pairs: Pairs,
}

/// The first second after the latest activity's day; `None` where nothing has a time.
pub fn end_of_activity(corpus: &Corpus) -> Option<i64> {
    let times = FILES.iter().filter(|f| f.activity).filter_map(|f| corpus.rows(f.id)?.times("at"));
    let latest = times.flatten().copied().filter(|&t| t != NO_TIME).max()?;
    Some(latest.div_euclid(DAY) * DAY + DAY)
}

/// The first second of the earliest activity's day; `None` where nothing has a time.
pub fn start_of_activity(corpus: &Corpus) -> Option<i64> {
    let times = FILES.iter().filter(|f| f.activity).filter_map(|f| corpus.rows(f.id)?.times("at"));
    let earliest = times.flatten().copied().filter(|&t| t != NO_TIME).min()?;
    Some(earliest.div_euclid(DAY) * DAY)
}

impl<'c> Resolved<'c> {
    /// Resolves all references, as seen from the end of a day.
    pub fn new(corpus: &'c Corpus, view: View) -> Self {
        let end = view.seen;
        let roster = Roster::new(corpus, end);
        let canonical = canonical(corpus);
        let links = corpus.rows(FileId::Comments).map(|rows| CommentLinks::new(corpus, rows, end));
        let mail = corpus.rows(FileId::Messages).map(|rows| Mail::new(corpus, rows, end));
        let pairs = Pairs::new(corpus, end, links.as_ref(), mail.as_ref());
        Self { corpus, roster, view, canonical, links, mail, pairs }
    }

    /// From where the corpus is seen.
    pub fn view(&self) -> View {
        self.view
    }

    /// Who is scored.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The corpus behind.
    pub fn corpus(&self) -> &'c Corpus {
        self.corpus
    }

    /// For each label, the number of its lower-case form: two spellings of one word share it.
    pub fn canonical(&self) -> &[u32] {
        &self.canonical
    }

    /// The rows of a table that belong to scored members; `None` where the corpus has no such table.
    ///
    /// Columns that compare texts (`near_duplicates`, `overlap`, `topic_match`, `relevance` and the like) are empty: this room
    /// does not know what a word is.
    pub fn frame(&self, place: usize) -> Option<Frame> {
        if matches!(TABLES[place].id, "ties" | "days") {
            return None;
        }
        let rows = self.corpus.rows(TABLES[place].file)?;
        Some(match TABLES[place].id {
            "profile" => self.profile(rows),
            "posts" => self.posts(rows),
            "comments" => self.comments(rows),
            "received_comments" => self.received_comments(rows),
            "reactions" => self.reactions(rows),
            "messages" => self.messages(rows),
            "received_messages" => self.received_messages(rows),
            "threads" => self.threads(rows),
            "connections" => self.connections(rows),
            "invitations_sent" => self.invitations_sent(rows),
            "invitations_received" => self.invitations_received(rows),
            id @ ("searches" | "memberships" | "events" | "follows") => self.by(id, rows, "member", None),
            "endorsements_given" => self.by("endorsements_given", rows, "giver", Some("receiver")),
            "endorsements_received" => self.by("endorsements_received", rows, "receiver", Some("giver")),
            "recommendations_given" => self.by("recommendations_given", rows, "giver", Some("receiver")),
            "recommendations_received" => {
                self.by("recommendations_received", rows, "receiver", Some("giver"))
            }
            other => unreachable!("the table `{other}` is resolved by nobody"),
        })
    }

    /// Rows that can be seen: those before the end, and those without a time.
    fn visible<'r>(&self, rows: &'r Rows) -> impl Iterator<Item = usize> + use<'r> {
        visible(rows, self.view.seen)
    }

    /// A frame with one row for each visible row of a file whose `subject` is scored.
    fn by(&self, id: &str, rows: &Rows, subject: &str, counterpart: Option<&str>) -> Frame {
        let mut frame = Frame::new(table(id).expect("a table of the list"));
        let subjects = rows.ids(subject).expect("a required column");
        let times = rows.times("at");
        for row in self.visible(rows) {
            if let Some(member) = self.roster.member(subjects[row]) {
                frame.push(member, times.map_or(NO_TIME, |t| t[row]), row);
            }
        }
        frame.take_given(rows, &self.canonical);
        if let Some(other) = counterpart.and_then(|c| rows.ids(c)) {
            frame.labels("counterpart", Space::People, |r| other[r]);
        }
        frame
    }

    /// Days from a time to the day of the score; 0 for all of that day, its first second included.
    fn days_until_end(&self, time: i64) -> f64 {
        if time == NO_TIME { f64::NAN } else { ((self.view.end - 1 - time) / DAY) as f64 }
    }

    /// The member's own industry or employer, as a canonical label.
    fn own_label(&self, field: &str) -> Option<Vec<u32>> {
        let labels = self.corpus.rows(FileId::Members)?.ids(field)?;
        let mut own = vec![crate::data::NO_ID; self.roster.len()];
        for (member, row) in self.roster.profile_rows() {
            if let Some(&label) = labels.get(row) {
                own[member as usize] =
                    self.canonical.get(label as usize).copied().unwrap_or(crate::data::NO_ID);
            }
        }
        Some(own)
    }
}

fn visible(rows: &Rows, end: i64) -> impl Iterator<Item = usize> + use<'_> {
    let times = rows.times("at");
    (0..rows.len).filter(move |&row| times.is_none_or(|t| t[row] < end))
}

fn canonical(corpus: &Corpus) -> Vec<u32> {
    let mut first: rustc_hash::FxHashMap<String, u32> = rustc_hash::FxHashMap::default();
    (0..corpus.labels.len() as u32)
        .map(|label| *first.entry(corpus.labels.name(label).to_lowercase()).or_insert(label))
        .collect()
}

const _: () = assert!(PROFILE == 0);
