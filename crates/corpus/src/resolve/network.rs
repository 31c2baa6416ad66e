//! Connections and invitations.

use rustc_hash::FxHashMap;

use crate::data::{DAY, NO_ID, NO_TIME, Rows};
use crate::resolve::frame::flag;
use crate::resolve::{Frame, Resolved, Space, titles};
use crate::schema::FileId;

impl Resolved<'_> {
    pub(super) fn connections(&self, rows: &Rows) -> Frame {
        let mut frame = self.by("connections", rows, "member", None);
        let members = rows.ids("member").expect("a required column");
        let others = rows.ids("other").expect("a required column");
        frame.labels("other", Space::People, |r| others[r]);
        if let Some(found) = rows.texts("title") {
            let level = |row: usize| {
                let title = found.get(row).trim();
                (!title.is_empty()).then(|| titles::seniority(title))
            };
            let levels: Vec<Option<u8>> = frame.rows.iter().map(|&r| level(r as usize)).collect();
            frame.numbers_at("seniority", |i| levels[i].map_or(f64::NAN, f64::from));
            frame.numbers_at("is_decision_maker", |i| flag(levels[i].map(|l| l >= titles::DECIDES)));
        }
        for (id, field) in [("same_industry", "industry"), ("same_company", "company")] {
            let (Some(own), Some(theirs)) = (self.own_label(field), rows.ids(field)) else { continue };
            frame.numbers(id, |r| {
                let mine = self.roster.member(members[r]).map_or(NO_ID, |m| own[m as usize]);
                let their = self.canonical.get(theirs[r] as usize).copied().unwrap_or(NO_ID);
                flag((mine != NO_ID && their != NO_ID).then_some(mine == their))
            });
        }
        if let Some(times) = rows.times("at") {
            frame.numbers("age_days", |r| self.days_until_end(times[r]));
        }
        if self.links.is_some() || self.mail.is_some() {
            frame.numbers("days_since_contact", |r| {
                self.days_until_end(self.pairs.touched(members[r], others[r]))
            });
        }
        if self.links.is_some() || self.corpus.rows(FileId::Reactions).is_some() {
            frame.flags("engaged", |r| self.pairs.came(others[r], members[r]));
        }
        frame
    }

    pub(super) fn invitations_sent(&self, rows: &Rows) -> Frame {
        let mut frame = self.by("invitations_sent", rows, "sender", Some("recipient"));
        let senders = rows.ids("sender").expect("a required column");
        let recipients = rows.ids("recipient").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let status = self.words(rows, "status");
        let connections = self.corpus.rows(FileId::Connections).is_some();
        if status.is_some() || connections {
            frame.numbers("accepted", |r| match status.as_ref().and_then(|s| s[r].as_deref()) {
                Some(status) => flag(Some(status == "accepted")),
                None => flag(connections.then(|| self.pairs.are_connected(senders[r], recipients[r]))),
            });
        }
        if let Some(notes) = rows.texts("note") {
            frame.flags("has_note", |r| !notes.get(r).trim().is_empty());
        }
        let mut on_day: FxHashMap<(u32, i64), u32> = FxHashMap::default();
        let day = |r: usize| (senders[r], times[r].div_euclid(DAY));
        for row in self.visible(rows).filter(|&r| times[r] != NO_TIME) {
            *on_day.entry(day(row)).or_default() += 1;
        }
        frame.numbers("same_day", |r| on_day.get(&day(r)).map_or(f64::NAN, |&n| f64::from(n)));
        frame.numbers("days_old", |r| self.days_until_end(times[r]));
        frame
    }

    pub(super) fn invitations_received(&self, rows: &Rows) -> Frame {
        let mut frame = self.by("invitations_received", rows, "recipient", Some("sender"));
        let times = rows.times("at").expect("a required column");
        if let Some(status) = self.words(rows, "status") {
            frame.numbers("answered", |r| {
                flag(status[r].as_deref().map(|s| matches!(s, "accepted" | "declined")))
            });
        }
        frame.numbers("days_old", |r| self.days_until_end(times[r]));
        frame
    }

    /// The words of a label column in lower case.
    fn words(&self, rows: &Rows, field: &str) -> Option<Vec<Option<String>>> {
        let labels = rows.ids(field)?;
        let word = |&label: &u32| (label != NO_ID).then(|| self.corpus.labels.name(label).to_lowercase());
        Some(labels.iter().map(word).collect())
    }
}
