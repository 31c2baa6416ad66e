//! Messages: who opened, who answered, and what grew between two people.

use rustc_hash::FxHashMap;

use crate::data::{Corpus, DAY, NO_ID, NO_TIME, Rows};
use crate::resolve::comments::hours;
use crate::resolve::frame::flag;
use crate::resolve::ties::by_content;
use crate::resolve::{Frame, Resolved, Space, visible};
use crate::tables::table;

/// After this silence a message opens the conversation anew.
const SILENCE: i64 = 30 * DAY;

/// What each row of the messages file refers to.
pub(super) struct Mail {
    /// Visible rows of each conversation in the order of time; conversations one after the other.
    conversations: Vec<Vec<usize>>,
    /// Everyone in the conversation but the sender, where no recipients are given.
    others: Vec<Vec<u32>>,
    given_recipients: bool,
    opens: Vec<bool>,
    /// The time of the first message by somebody else after this one, before the sender opens anew.
    answer: Vec<i64>,
    /// The time of the message that this one answers, if it does.
    answered_message: Vec<i64>,
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

/// Two people, the smaller number first.
type Pair = (u32, u32);
/// The time of a message and who sent it.
type Said = (i64, u32);
/// What two people have said to each other.
type Talks = FxHashMap<Pair, Vec<Said>>;

impl Resolved<'_> {
    fn mail(&self) -> &Mail {
        self.mail.as_ref().expect("made with the messages")
    }

    /// Who got a message.
    pub(super) fn recipients<'r>(mail: &'r Mail, rows: &'r Rows, row: usize) -> &'r [u32] {
        match rows.lists("recipients") {
            Some(lists) => lists.get(row),
            None => &mail.others[row],
        }
    }

    fn first_recipient(&self, rows: &Rows, row: usize) -> u32 {
        let sender = rows.ids("sender").map_or(NO_ID, |s| s[row]);
        let others = Self::recipients(self.mail(), rows, row).iter().copied().filter(|&p| p != sender);
        others.min_by_key(|&p| self.corpus.people.name(p)).unwrap_or(NO_ID)
    }

    pub(super) fn messages(&self, rows: &Rows) -> Frame {
        let mail = self.mail();
        let mut frame = self.by("messages", rows, "sender", None);
        let times = rows.times("at").expect("a required column");
        frame.labels("counterpart", Space::People, |r| self.first_recipient(rows, r));
        frame.numbers("recipients", |r| Self::recipients(mail, rows, r).len() as f64);
        frame.flags("opens", |r| mail.opens[r]);
        frame.flags("answered", |r| mail.answer[r] != NO_TIME);
        frame.numbers("answer_hours", |r| hours(times[r], mail.answer[r]));
        frame.flags("answers", |r| mail.answered_message[r] != NO_TIME);
        frame.numbers("own_answer_hours", |r| hours(mail.answered_message[r], times[r]));
        frame.numbers("days_old", |r| self.days_until_end(times[r]));
        frame
    }

    pub(super) fn received_messages(&self, rows: &Rows) -> Frame {
        let mail = self.mail();
        let mut frame = Frame::new(table("received_messages").expect("a table of the list"));
        let senders = rows.ids("sender").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let mut answers: Vec<i64> = Vec::new();
        for conversation in &mail.conversations {
            // When each person writes next, seen from the end of the conversation.
            let mut next: FxHashMap<u32, i64> = FxHashMap::default();
            for &row in conversation.iter().rev() {
                for &person in Self::recipients(mail, rows, row).iter().filter(|&&p| p != senders[row]) {
                    if let Some(member) = self.roster.member(person) {
                        frame.push(member, times[row], row);
                        answers.push(next.get(&person).copied().unwrap_or(NO_TIME));
                    }
                }
                next.insert(senders[row], times[row]);
            }
        }
        let row: Vec<usize> = frame.rows.iter().map(|&r| r as usize).collect();
        frame.labels("counterpart", Space::People, |r| senders[r]);
        frame.numbers_at("answered", |i| flag(Some(answers[i] != NO_TIME)));
        frame.numbers_at("answer_hours", |i| hours(times[row[i]], answers[i]));
        frame.numbers("days_old", |r| self.days_until_end(times[r]));
        frame
    }

    /// All messages between two people, whatever the conversation.
    fn talks(&self, rows: &Rows) -> Talks {
        let mail = self.mail();
        let senders = rows.ids("sender").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let mut talks = Talks::default();
        for row in mail.conversations.iter().flatten().copied() {
            for &person in Self::recipients(mail, rows, row).iter().filter(|&&p| p != senders[row]) {
                let pair = (person.min(senders[row]), person.max(senders[row]));
                talks.entry(pair).or_default().push((times[row], senders[row]));
            }
        }
        talks
    }

    pub(super) fn threads(&self, rows: &Rows) -> Frame {
        let mut talks: Vec<(Pair, Vec<Said>)> = self.talks(rows).into_iter().collect();
        talks.sort_unstable_by_key(|(pair, _)| *pair);
        let mut frame = Frame::new(table("threads").expect("a table of the list"));
        let mut threads: Vec<(Thread, u32, bool)> = Vec::new();
        for ((a, b), mut messages) in talks {
            messages.sort_by(|x, y| {
                x.0.cmp(&y.0).then_with(|| self.corpus.people.name(x.1).cmp(self.corpus.people.name(y.1)))
            });
            let thread = Thread::new(&messages, self.view.end);
            for (me, other) in [(a, b), (b, a)] {
                if let Some(member) = self.roster.member(me) {
                    frame.push(member, thread.last, 0);
                    threads.push((thread, other, messages[0].1 == me));
                }
            }
        }
        frame.labels_at("counterpart", Space::People, |i| threads[i].1);
        frame.numbers_at("turns", |i| f64::from(threads[i].0.turns));
        frame.numbers_at("messages", |i| f64::from(threads[i].0.messages));
        frame.numbers_at("both_sided", |i| flag(Some(threads[i].0.turns > 1)));
        frame.numbers_at("started_by_member", |i| flag(Some(threads[i].2)));
        frame.numbers_at("months_active", |i| f64::from(threads[i].0.months));
        frame.numbers_at("days_since_last", |i| self.days_until_end(threads[i].0.last));
        frame
    }
}

#[derive(Clone, Copy)]
struct Thread {
    turns: u32,
    messages: u32,
    months: u32,
    last: i64,
}

impl Thread {
    fn new(messages: &[(i64, u32)], end: i64) -> Self {
        let mut months: Vec<i64> = messages.iter().map(|(t, _)| (end - 1 - t) / (30 * DAY)).collect();
        months.sort_unstable();
        months.dedup();
        Self {
            turns: messages.chunk_by(|a, b| a.1 == b.1).count() as u32,
            messages: messages.len() as u32,
            months: months.len() as u32,
            last: messages.last().map_or(NO_TIME, |m| m.0),
        }
    }
}
