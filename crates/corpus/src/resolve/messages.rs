//! Messages, those sent and those received.

use rustc_hash::FxHashMap;

use crate::data::{DAY, NO_ID, NO_TIME, Rows};
use crate::resolve::comments::hours;
use crate::resolve::frame::flag;
use crate::resolve::mail::Mail;
use crate::resolve::order::by_content;
use crate::resolve::{Frame, Resolved, Space};

impl Resolved<'_> {
    /// The recipient of each message of scored members, the first by id where there are several.
    fn first_recipients(&self, frame: &Frame, mail: &Mail, rows: &Rows) -> Vec<u32> {
        let senders = rows.ids("sender").expect("a required column");
        let mut first = vec![NO_ID; rows.len];
        for &row in &frame.rows {
            let row = row as usize;
            let others = Self::recipients(mail, rows, row).iter().copied().filter(|&p| p != senders[row]);
            first[row] = others.min_by_key(|&p| self.corpus.people.name(p)).unwrap_or(NO_ID);
        }
        first
    }

    pub(super) fn messages(&self, frame: Frame, rows: &Rows) -> Frame {
        let mail = self.mail().expect("a table of the messages file");
        let mut frame = self.by(frame, rows, "sender", None);
        let senders = rows.ids("sender").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let to = self.first_recipients(&frame, mail, rows);
        frame.labels("counterpart", Space::People, |r| to[r]);
        frame.numbers("recipients", |r| Self::recipients(mail, rows, r).len() as f64);
        frame.flags("opens", |r| mail.opens[r]);
        frame.flags("answered", |r| mail.answer[r] != NO_TIME);
        frame.numbers("answer_hours", |r| hours(times[r], mail.answer[r]));
        frame.flags("answers", |r| mail.answered_message[r] != NO_TIME);
        frame.numbers("own_answer_hours", |r| hours(mail.answered_message[r], times[r]));
        frame.numbers("days_old", |r| self.days_until_end(times[r]));
        self.about_counterpart(&mut frame, "counterpart_seniority", |r| to[r]);
        self.is_connection(&mut frame, "to_connection", |r| (senders[r], to[r]));
        // Nothing can be said of a message to nobody known, nor of one without a time.
        let dated = |r: usize| (to[r] != NO_ID && times[r] != NO_TIME).then_some(times[r]);
        if frame.wants("is_first") {
            let first = self.first_messages(mail, rows);
            frame.numbers("is_first", |r| {
                let pair = (to[r].min(senders[r]), to[r].max(senders[r]));
                flag(dated(r).map(|_| first.get(&pair) == Some(&(r as u32))))
            });
        }
        if frame.wants("to_commenter") && self.spoken().is_some() {
            let visits = self.visits();
            frame.numbers("to_commenter", |r| {
                flag(dated(r).map(|time| visits.within(senders[r], to[r], time - 2 * DAY, time)))
            });
        }
        let read = [self.spoken(), self.reacted()];
        if frame.wants("to_author_read") && read.iter().any(Option::is_some) {
            frame.numbers("to_author_read", |r| {
                flag(dated(r).map(|time| {
                    read.iter().flatten().any(|c| c.within(senders[r], to[r], time - 7 * DAY, time))
                }))
            });
        }
        frame
    }

    /// The row of the first message between any two people; of several at one moment the one whose content comes first.
    fn first_messages(&self, mail: &Mail, rows: &Rows) -> FxHashMap<(u32, u32), u32> {
        let senders = rows.ids("sender").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let before = |a: u32, b: u32| {
            let (a, b) = (a as usize, b as usize);
            times[a].cmp(&times[b]).then_with(|| by_content(self.corpus, rows, a, b)).is_lt()
        };
        let mut first: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for row in self.visible(rows).filter(|&row| times[row] != NO_TIME) {
            let sender = senders[row];
            for &person in Self::recipients(mail, rows, row).iter().filter(|&&p| p != sender) {
                let known = first.entry((person.min(sender), person.max(sender))).or_insert(row as u32);
                if before(row as u32, *known) {
                    *known = row as u32;
                }
            }
        }
        first
    }

    pub(super) fn received_messages(&self, mut frame: Frame, rows: &Rows) -> Frame {
        let mail = self.mail().expect("a table of the messages file");
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
        frame.flags("opens", |r| mail.opens[r]);
        self.about_counterpart(&mut frame, "counterpart_seniority", |r| senders[r]);
        frame
    }
}
