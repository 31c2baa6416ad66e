//! From files to tables: who is scored, who speaks to whom, what was answered and when.
//!
//! Nothing here depends on the order of the rows: ties in time are settled by ids and texts, never by position. Rows after
//! the day of the score are invisible, so that a score for a past day is the one that day would have seen.
//!
//! What several tables need is made once, and only when the first of them asks.

mod circles;
mod comments;
mod contacts;
mod days;
mod frame;
mod grouped;
mod invitations;
mod known;
mod links;
mod mail;
mod messages;
mod network;
mod order;
mod people;
mod posts;
mod reactions;
mod searches;
mod threads;
mod ties;
pub mod titles;
mod untold;

pub use frame::{Frame, Space, Values};
pub use people::Roster;

use std::sync::OnceLock;

use crate::data::{Corpus, DAY, NO_TIME, Rows};
use crate::schema::{FILES, FileId};
use crate::tables::TABLES;
use circles::Circles;
use contacts::{Contacts, Visits};
use known::Connected;
use links::{Answers, CommentLinks, rows_by_id};
use mail::Mail;
use reactions::Targets;

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
    made: Made,
}

/// What was made so far of the corpus as a whole.
#[derive(Default)]
struct Made {
    /// The row of each post and of each comment, by id.
    post_rows: OnceLock<Vec<u32>>,
    comment_rows: OnceLock<Vec<u32>>,
    links: OnceLock<Option<CommentLinks>>,
    answers: OnceLock<Answers>,
    targets: OnceLock<Option<Targets>>,
    mail: OnceLock<Option<Mail>>,
    spoken: OnceLock<Contacts>,
    reacted: OnceLock<Contacts>,
    wrote: OnceLock<Contacts>,
    visits: OnceLock<Visits>,
    circles: OnceLock<Option<Circles>>,
    connected: OnceLock<Option<Connected>>,
    seniorities: OnceLock<Option<Vec<u8>>>,
    /// For each table, the members of whom nobody told anything in it.
    untold: OnceLock<Vec<Option<Vec<bool>>>>,
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
    /// Finds out who is scored. References are resolved when a table is asked for.
    pub fn new(corpus: &'c Corpus, view: View) -> Self {
        let roster = Roster::new(corpus, view.seen);
        Self { corpus, roster, view, canonical: canonical(corpus), made: Made::default() }
    }

    /// The same of the corpus of an [`Outline`](crate::read::Outline), whose first people are the members, in their order.
    pub fn outlined(corpus: &'c Corpus, view: View) -> Self {
        let roster = Roster::of_first(corpus);
        Self { corpus, roster, view, canonical: canonical(corpus), made: Made::default() }
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
        self.frame_of(place, &|_| true)
    }

    /// The same with those derived columns only whose id is `wanted`; the others are `None` and cost nothing.
    pub fn frame_of(&self, place: usize, wanted: &dyn Fn(&str) -> bool) -> Option<Frame> {
        let frame = Frame::new(place, wanted);
        match TABLES[place].id {
            "ties" => return self.ties(frame),
            "days" => return self.days(frame),
            _ => {}
        }
        let rows = self.corpus.rows(TABLES[place].file)?;
        Some(match TABLES[place].id {
            "profile" => self.profile(frame, rows),
            "posts" => self.posts(frame, rows),
            "comments" => self.comments(frame, rows),
            "received_comments" if rows.own_only => return None,
            "received_comments" => self.received_comments(frame, rows),
            "reactions" => self.reactions(frame, rows),
            "messages" => self.messages(frame, rows),
            "received_messages" => self.received_messages(frame, rows),
            "threads" => self.threads(frame, rows),
            "connections" => self.connections(frame, rows),
            "invitations_sent" => self.invitations_sent(frame, rows),
            "invitations_received" => self.invitations_received(frame, rows),
            "searches" => self.searches(frame, rows),
            "endorsements_given" | "recommendations_given" => {
                self.between_two(frame, rows, "giver", "receiver")
            }
            "endorsements_received" | "recommendations_received" => {
                self.between_two(frame, rows, "receiver", "giver")
            }
            "memberships" | "events" => self.by(frame, rows, "member", None),
            "follows" => self.follows(frame, rows),
            other => unreachable!("the table `{other}` is resolved by nobody"),
        })
    }

    /// Rows that can be seen: those before the end, and those without a time.
    fn visible<'r>(&self, rows: &'r Rows) -> impl Iterator<Item = usize> + use<'r> {
        visible(rows, self.view.seen)
    }

    /// Fills a frame with one row for each visible row of a file whose `subject` is scored.
    fn by(&self, mut frame: Frame, rows: &Rows, subject: &str, counterpart: Option<&str>) -> Frame {
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

    /// Endorsements and recommendations, by one to another.
    fn between_two(&self, frame: Frame, rows: &Rows, subject: &str, counterpart: &str) -> Frame {
        let mut frame = self.by(frame, rows, subject, Some(counterpart));
        let other = rows.ids(counterpart).expect("a required column");
        self.about_counterpart(&mut frame, "counterpart_seniority", |r| other[r]);
        frame
    }

    fn follows(&self, frame: Frame, rows: &Rows) -> Frame {
        let mut frame = self.by(frame, rows, "member", None);
        if let Some(levels) = Self::titles_of(&frame, rows).filter(|_| frame.wants("seniority")) {
            frame.numbers_at("seniority", |i| levels[i].map_or(f64::NAN, f64::from));
        }
        frame
    }

    fn post_rows(&self) -> &[u32] {
        self.made.post_rows.get_or_init(|| self.rows_by_id(FileId::Posts, "post", self.corpus.posts.len()))
    }

    fn comment_rows(&self) -> &[u32] {
        let count = self.corpus.comments.len();
        self.made.comment_rows.get_or_init(|| self.rows_by_id(FileId::Comments, "comment", count))
    }

    fn rows_by_id(&self, file: FileId, id: &str, count: usize) -> Vec<u32> {
        let rows = self.corpus.rows(file);
        rows.map_or_else(Vec::new, |rows| rows_by_id(self.corpus, rows, id, count, self.view.seen))
    }

    /// What comments refer to; `None` without comments.
    fn links(&self) -> Option<&CommentLinks> {
        let make = || Some(CommentLinks::new(self, self.corpus.rows(FileId::Comments)?));
        self.made.links.get_or_init(make).as_ref()
    }

    /// Who answered which comment.
    fn answers(&self) -> &Answers {
        self.made.answers.get_or_init(|| {
            let answers =
                || Some(Answers::new(self.links()?, self.corpus.rows(FileId::Comments)?, self.view.seen));
            answers().unwrap_or_default()
        })
    }

    /// What reactions were to; `None` without reactions.
    fn targets(&self) -> Option<&Targets> {
        let make = || Some(Targets::new(self, self.corpus.rows(FileId::Reactions)?));
        self.made.targets.get_or_init(make).as_ref()
    }

    /// Conversations; `None` without messages.
    fn mail(&self) -> Option<&Mail> {
        let make = || Some(Mail::new(self.corpus, self.corpus.rows(FileId::Messages)?, self.view.seen));
        self.made.mail.get_or_init(make).as_ref()
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
