//! Invitations, those sent and those received, and what became of them.

use rustc_hash::FxHashMap;

use crate::data::{DAY, NO_TIME, Rows};
use crate::resolve::frame::flag;
use crate::resolve::known::Connected;
use crate::resolve::{Frame, Resolved};

impl Resolved<'_> {
    pub(super) fn invitations_sent(&self, frame: Frame, rows: &Rows) -> Frame {
        let mut frame = self.by(frame, rows, "sender", Some("recipient"));
        let senders = rows.ids("sender").expect("a required column");
        let recipients = rows.ids("recipient").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let status = self.statuses(rows);
        let asked = frame.wants("accepted") || frame.wants("answer_days");
        let connected = if asked { self.connected() } else { None };
        let accepted = |r: usize| match status.as_ref().and_then(|s| s[r].as_deref()) {
            Some(status) => Some(status == "accepted"),
            None if rows.own_only => None,
            None => connected.map(|c| c.are(senders[r], recipients[r])),
        };
        if status.is_some() || connected.is_some() {
            frame.numbers("accepted", |r| flag(accepted(r)));
        }
        if let Some(blanks) = rows.blanks("note") {
            frame.flags("has_note", |r| !blanks.is(r));
        }
        if frame.wants("same_day") {
            let mut on_day: FxHashMap<(u32, i64), u32> = FxHashMap::default();
            let day = |r: usize| (senders[r], times[r].div_euclid(DAY));
            for row in self.visible(rows).filter(|&r| times[r] != NO_TIME) {
                *on_day.entry(day(row)).or_default() += 1;
            }
            frame.numbers("same_day", |r| on_day.get(&day(r)).map_or(f64::NAN, |&n| f64::from(n)));
        }
        frame.numbers("days_old", |r| self.days_until_end(times[r]));
        let answered_at = rows.times("answered_at");
        let dated = connected.is_some_and(Connected::dated);
        if answered_at.is_some() || dated {
            frame.numbers("answer_days", |r| {
                let told = self.told_answer(answered_at, r);
                if told == NO_TIME && answered_at.is_none_or(|a| a[r] == NO_TIME) && accepted(r) == Some(true)
                {
                    let since = connected.map_or(NO_TIME, |c| c.since(senders[r], recipients[r]));
                    // A connection often has a date only: on the day of the invitation it lies behind it.
                    let day = times[r] != NO_TIME && since.div_euclid(DAY) == times[r].div_euclid(DAY);
                    return days(times[r], if day { since.max(times[r]) } else { since });
                }
                days(times[r], told)
            });
        }
        self.invited_seniority(&mut frame, rows, recipients);
        frame
    }

    /// The title on the row is that of the person who is not the member; where both are scored it could be either's, so what
    /// is known of the person comes first.
    fn invited_seniority(&self, frame: &mut Frame, rows: &Rows, recipients: &[u32]) {
        if !frame.wants("counterpart_seniority") {
            return;
        }
        let given = Self::titles_of(frame, rows);
        let level = self.seniority();
        if given.is_none() && level.is_none() {
            return;
        }
        let row = frame.rows.clone();
        frame.numbers_at("counterpart_seniority", |i| {
            let person = recipients[row[i] as usize];
            let given = given.as_ref().and_then(|g| g[i]);
            let known = level.as_ref().and_then(|level| level(person));
            let both = self.roster.member(person).is_some();
            if both { known.or(given) } else { given.or(known) }.map_or(f64::NAN, f64::from)
        });
    }

    pub(super) fn invitations_received(&self, frame: Frame, rows: &Rows) -> Frame {
        let mut frame = self.by(frame, rows, "recipient", Some("sender"));
        let senders = rows.ids("sender").expect("a required column");
        let recipients = rows.ids("recipient").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let (status, answered_at) = (self.statuses(rows), rows.times("answered_at"));
        // An export does not tell what was declined from what still waits.
        if (status.is_some() || answered_at.is_some()) && !rows.own_only {
            let answered = |r: usize| match status.as_ref().and_then(|s| s[r].as_deref()) {
                Some(status) => Some(matches!(status, "accepted" | "declined")),
                None => (self.told_answer(answered_at, r) != NO_TIME).then_some(true),
            };
            frame.numbers("answered", |r| flag(answered(r)));
        }
        frame.numbers("days_old", |r| self.days_until_end(times[r]));
        if answered_at.is_some() && !rows.own_only {
            frame.numbers("answer_days", |r| days(times[r], self.told_answer(answered_at, r)));
        }
        // Nor, then, where a message would have been due.
        if frame.wants("got_message")
            && !rows.own_only
            && let Some(wrote) = self.wrote()
        {
            frame.numbers("got_message", |r| match times[r] {
                NO_TIME => f64::NAN,
                time => flag(Some(wrote.within(recipients[r], senders[r], time, time + 7 * DAY))),
            });
        }
        frame
    }

    /// When an invitation was answered; an answer that came after what can be seen has not come yet.
    fn told_answer(&self, answered_at: Option<&[i64]>, row: usize) -> i64 {
        answered_at.map(|all| all[row]).filter(|&time| time < self.view.seen).unwrap_or(NO_TIME)
    }

    /// What became of each invitation, in lower case; what was answered after what can be seen is pending.
    fn statuses(&self, rows: &Rows) -> Option<Vec<Option<String>>> {
        let labels = rows.ids("status")?;
        let answered_at = rows.times("answered_at");
        let word = |row: usize| {
            if answered_at.is_some_and(|all| all[row] >= self.view.seen) {
                return Some("pending".to_owned());
            }
            let name = self.corpus.labels.name(labels[row]);
            (!name.is_empty()).then(|| name.to_lowercase())
        };
        Some((0..rows.len).map(word).collect())
    }
}

/// Days from one time to a later one; missing where either is, or where the order is wrong.
fn days(from: i64, to: i64) -> f64 {
    if from == NO_TIME || to == NO_TIME || to < from { f64::NAN } else { (to - from) as f64 / DAY as f64 }
}
