//! Threads: what grew between two people over all their messages.

use rustc_hash::FxHashMap;

use crate::data::{DAY, NO_TIME, Rows};
use crate::resolve::comments::hours;
use crate::resolve::frame::flag;
use crate::resolve::mail::SILENCE;
use crate::resolve::ties::middle;
use crate::resolve::{Frame, Resolved, Space};

/// Two people, the smaller number first.
type Pair = (u32, u32);
/// The time of a message and who sent it.
type Said = (i64, u32);
/// What two people have said to each other.
type Talks = FxHashMap<Pair, Vec<Said>>;

impl Resolved<'_> {
    /// All messages between two people, whatever the conversation.
    fn talks(&self, rows: &Rows) -> Talks {
        let mail = self.mail().expect("a table of the messages file");
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

    pub(super) fn threads(&self, mut frame: Frame, rows: &Rows) -> Frame {
        let mut talks: Vec<(Pair, Vec<Said>)> = self.talks(rows).into_iter().collect();
        talks.sort_unstable_by_key(|(pair, _)| *pair);
        let mut threads: Vec<(Thread, u32, u32)> = Vec::new();
        let mut answer_hours: Vec<f64> = Vec::new();
        for ((a, b), mut messages) in talks {
            messages.sort_by(|x, y| {
                x.0.cmp(&y.0).then_with(|| self.corpus.people.name(x.1).cmp(self.corpus.people.name(y.1)))
            });
            let thread = Thread::new(&messages, self.view.end);
            for (me, other) in [(a, b), (b, a)] {
                if let Some(member) = self.roster.member(me) {
                    frame.push(member, thread.last, 0);
                    threads.push((thread, me, other));
                    if frame.wants("median_answer_hours") {
                        answer_hours.push(middle(&mut own_answers(&messages, me)));
                    }
                }
            }
        }
        frame.labels_at("counterpart", Space::People, |i| threads[i].2);
        frame.numbers_at("turns", |i| f64::from(threads[i].0.turns));
        frame.numbers_at("messages", |i| f64::from(threads[i].0.messages));
        frame.numbers_at("both_sided", |i| flag(Some(threads[i].0.turns > 1)));
        frame.numbers_at("started_by_member", |i| flag(Some(threads[i].0.starter == threads[i].1)));
        frame.numbers_at("months_active", |i| f64::from(threads[i].0.months));
        frame.numbers_at("days_since_last", |i| self.days_until_end(threads[i].0.last));
        frame.numbers_at("revived", |i| flag(Some(threads[i].0.revived)));
        frame.numbers_at("waits_for_member", |i| flag(Some(threads[i].0.closer == threads[i].2)));
        frame.numbers_at("waits_for_counterpart", |i| flag(Some(threads[i].0.closer == threads[i].1)));
        frame.numbers_at("median_answer_hours", |i| answer_hours[i]);
        if frame.wants("counterpart_seniority")
            && let Some(level) = self.seniority()
        {
            let levels: Vec<Option<u8>> = threads.iter().map(|thread| level(thread.2)).collect();
            frame.numbers_at("counterpart_seniority", |i| levels[i].map_or(f64::NAN, f64::from));
        }
        if frame.wants("is_connection")
            && let Some(connected) = self.connected()
        {
            frame.numbers_at("is_connection", |i| flag(Some(connected.are(threads[i].1, threads[i].2))));
        }
        frame
    }
}

#[derive(Clone, Copy)]
struct Thread {
    turns: u32,
    messages: u32,
    months: u32,
    last: i64,
    /// Who wrote first.
    starter: u32,
    /// Who had the last word.
    closer: u32,
    revived: bool,
}

impl Thread {
    /// Reads messages in the order of time; there is at least one.
    fn new(messages: &[Said], end: i64) -> Self {
        let mut months: Vec<i64> = messages.iter().map(|(t, _)| (end - 1 - t) / (30 * DAY)).collect();
        months.sort_unstable();
        months.dedup();
        let last = messages[messages.len() - 1];
        Self {
            turns: messages.chunk_by(|a, b| a.1 == b.1).count() as u32,
            messages: messages.len() as u32,
            months: months.len() as u32,
            last: last.0,
            starter: messages[0].1,
            closer: last.1,
            revived: messages.windows(2).any(|pair| pair[1].0 - pair[0].0 >= SILENCE),
        }
    }
}

/// The hours that a person took to answer, each counted from the first message that was waiting. After a silence nothing
/// waits any more: what comes then opens anew.
fn own_answers(messages: &[Said], me: u32) -> Vec<f64> {
    let mut found = Vec::new();
    let mut waiting: Option<i64> = None;
    let mut before = NO_TIME;
    for &(time, sender) in messages {
        if before != NO_TIME && time - before >= SILENCE {
            waiting = None;
        }
        before = time;
        if sender == me {
            found.extend(waiting.take().map(|since| hours(since, time)));
        } else {
            waiting = waiting.or(Some(time));
        }
    }
    found
}
