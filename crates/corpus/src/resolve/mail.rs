//! Mail: whole conversations, who opened them and who answered whom.

use crate::data::{Corpus, DAY, NO_ID, NO_TIME, Rows};
use crate::resolve::order::by_content;
use crate::resolve::{Resolved, visible};

/// After this silence a message opens the conversation anew.
pub(super) const SILENCE: i64 = 30 * DAY;

/// What each row of the messages file refers to.
pub(super) struct Mail {
    /// Visible rows of each conversation in the order of time; conversations one after the other.
    pub(super) conversations: Vec<Vec<usize>>,
    /// Everyone in the conversation but the sender, where no recipients are given.
    others: Vec<Vec<u32>>,
    given_recipients: bool,
    pub(super) opens: Vec<bool>,
    /// The time of the first message by somebody else after this one, before the sender opens anew.
    pub(super) answer: Vec<i64>,
    /// The time of the message that this one answers, if it does.
    pub(super) answered_message: Vec<i64>,
}

impl Mail {
    pub(super) fn new(corpus: &Corpus, rows: &Rows, end: i64) -> Self {
        let ids = rows.ids("conversation").expect("a required column");
        let senders = rows.ids("sender").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let mut order: Vec<usize> =
            visible(rows, end).filter(|&r| times[r] != NO_TIME && ids[r] != NO_ID).collect();
        // Equal times are settled by what the rows say, so that the order of the rows cannot matter.
        order.sort_unstable_by(|&a, &b| {
            (ids[a], times[a]).cmp(&(ids[b], times[b])).then_with(|| by_content(corpus, rows, a, b))
        });
        let given_recipients = rows.lists("recipients").is_some();
        let mut mail = Self {
            conversations: order.chunk_by(|a, b| ids[*a] == ids[*b]).map(<[usize]>::to_vec).collect(),
            others: vec![Vec::new(); if given_recipients { 0 } else { rows.len }],
            given_recipients,
            opens: vec![false; rows.len],
            answer: vec![NO_TIME; rows.len],
            answered_message: vec![NO_TIME; rows.len],
        };
        let conversations = std::mem::take(&mut mail.conversations);
        for conversation in &conversations {
            mail.follow(conversation, senders, times);
            if !mail.given_recipients {
                let mut people: Vec<u32> = conversation.iter().map(|&r| senders[r]).collect();
                people.sort_unstable_by(|a, b| corpus.people.name(*a).cmp(corpus.people.name(*b)));
                people.dedup();
                for &row in conversation {
                    mail.others[row] = people.iter().copied().filter(|&p| p != senders[row]).collect();
                }
            }
        }
        mail.conversations = conversations;
        mail
    }

    fn follow(&mut self, conversation: &[usize], senders: &[u32], times: &[i64]) {
        // The first message of the others that nobody of this side has answered yet.
        let mut waiting: Option<usize> = None;
        for (i, &row) in conversation.iter().enumerate() {
            let before = i.checked_sub(1).map(|b| conversation[b]);
            self.opens[row] = before.is_none_or(|b| times[row] - times[b] >= SILENCE);
            if let Some(b) = before {
                if senders[b] != senders[row] {
                    if !self.opens[row] {
                        self.answered_message[row] = times[waiting.unwrap_or(b)];
                    }
                    waiting = Some(row);
                } else if self.opens[row] {
                    // Whoever opens anew no longer waits for an answer to what lies before.
                    waiting = Some(row);
                }
            } else {
                waiting = Some(row);
            }
        }
        // From the end: the next message by somebody else, unless the sender has opened anew in between.
        let mut next: Option<(u32, i64)> = None;
        let mut other: Option<(u32, i64)> = None;
        for &row in conversation.iter().rev() {
            let sender = senders[row];
            let by_other = match (next, other) {
                (Some((s, t)), _) if s != sender => Some(t),
                (_, Some((s, t))) if s != sender => Some(t),
                _ => None,
            };
            if let Some(time) = by_other {
                self.answer[row] = time;
            }
            if next.is_none_or(|(s, _)| s != sender) {
                other = next;
            }
            next = Some((sender, times[row]));
            if self.opens[row] {
                // What comes after this opening is no answer to what lies before it, unless somebody else opens.
                other = None;
            }
        }
    }
}

impl Resolved<'_> {
    /// Who got a message.
    pub(super) fn recipients<'r>(mail: &'r Mail, rows: &'r Rows, row: usize) -> &'r [u32] {
        match rows.lists("recipients") {
            Some(lists) => lists.get(row),
            None => &mail.others[row],
        }
    }
}
