//! Pairs of people: who is connected to whom, who came to whom, and when the two were last in touch.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::{Corpus, NO_ID, NO_TIME};
use crate::resolve::comments::{CommentLinks, reacted_to};
use crate::resolve::messages::Mail;
use crate::resolve::{Resolved, visible};
use crate::schema::FileId;

/// What is known of pairs; empty where no table asks for it.
#[derive(Default)]
pub(super) struct Pairs {
    connected: FxHashSet<(u32, u32)>,
    /// The latest message or comment between two people, the smaller number first.
    touched: FxHashMap<(u32, u32), i64>,
    /// The first reacted to or commented on the second.
    came: FxHashSet<(u32, u32)>,
}

impl Pairs {
    pub(super) fn new(corpus: &Corpus, end: i64, links: Option<&CommentLinks>, mail: Option<&Mail>) -> Self {
        let mut pairs = Self::default();
        let Some(connections) = corpus.rows(FileId::Connections) else { return pairs };
        let ids = |field| connections.ids(field).expect("a required column");
        let (members, others) = (ids("member"), ids("other"));
        let named = visible(connections, end).filter(|&r| others[r] != NO_ID);
        pairs.connected = named.map(|r| (members[r], others[r])).collect();
        if let (Some(links), Some(rows)) = (links, corpus.rows(FileId::Comments)) {
            let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
            for row in visible(rows, end) {
                for to in [links.counterpart[row], links.post_author[row]] {
                    pairs.touch(authors[row], to, times[row]);
                    pairs.come(authors[row], to);
                }
            }
        }
        if let (Some(mail), Some(rows)) = (mail, corpus.rows(FileId::Messages)) {
            let senders = rows.ids("sender").expect("a required column");
            let times = rows.times("at").expect("a required column");
            for row in visible(rows, end) {
                for &to in Resolved::recipients(mail, rows, row) {
                    pairs.touch(senders[row], to, times[row]);
                }
            }
        }
        if let Some(rows) = corpus.rows(FileId::Reactions) {
            let authors = rows.ids("author").expect("a required column");
            let targets = reacted_to(corpus, rows, end);
            for row in visible(rows, end) {
                let to = targets[row]
                    .and_then(|(file, row)| Some(corpus.rows(file)?.ids("author")?[row as usize]));
                pairs.come(authors[row], to.unwrap_or(NO_ID));
            }
        }
        pairs
    }

    /// Nobody without a name is known to have come, nor to have been come to.
    fn come(&mut self, who: u32, to: u32) {
        if who != NO_ID && to != NO_ID {
            self.came.insert((who, to));
        }
    }

    fn touch(&mut self, a: u32, b: u32, time: i64) {
        if a == b || a == NO_ID || b == NO_ID || time == NO_TIME {
            return;
        }
        let latest = self.touched.entry((a.min(b), a.max(b))).or_insert(time);
        *latest = time.max(*latest);
    }

    /// Whether one of the two lists the other as a connection.
    pub(super) fn are_connected(&self, a: u32, b: u32) -> bool {
        self.connected.contains(&(a, b)) || self.connected.contains(&(b, a))
    }

    /// When two people were last in touch.
    pub(super) fn touched(&self, a: u32, b: u32) -> i64 {
        self.touched.get(&(a.min(b), a.max(b))).copied().unwrap_or(NO_TIME)
    }

    /// Whether `a` ever came to what `b` wrote.
    pub(super) fn came(&self, a: u32, b: u32) -> bool {
        self.came.contains(&(a, b))
    }
}
