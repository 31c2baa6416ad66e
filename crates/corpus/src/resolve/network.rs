//! Connections: who they are, what they share, and when the two were last in touch.

use rayon::prelude::*;

use crate::data::{NO_ID, NO_TIME, Rows};
use crate::resolve::frame::{Values, flag};
use crate::resolve::known::Levels;
use crate::resolve::{Frame, Resolved, Space, titles};

impl Resolved<'_> {
    pub(super) fn connections(&self, frame: Frame, rows: &Rows) -> Frame {
        let mut frame = self.by(frame, rows, "member", None);
        let members = rows.ids("member").expect("a required column");
        let others = rows.ids("other").expect("a required column");
        frame.labels("other", Space::People, |r| others[r]);
        if frame.wants("seniority") || frame.wants("is_decision_maker") {
            let levels = Self::titles_of(&frame, rows);
            if let Some(levels) = levels {
                frame.numbers_at("seniority", |i| levels[i].map_or(f64::NAN, f64::from));
                frame.numbers_at("is_decision_maker", |i| flag(levels[i].map(|l| l >= titles::DECIDES)));
            }
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
        if frame.wants("days_since_contact") && (self.spoken().is_some() || self.wrote().is_some()) {
            frame.numbers("days_since_contact", |r| {
                self.days_until_end(self.last_contact(members[r], others[r]))
            });
        }
        if frame.wants("engaged") || frame.wants("days_since_engaged") {
            let came = [self.spoken(), self.reacted()];
            if came.iter().any(Option::is_some) {
                frame.flags("engaged", |r| came.iter().flatten().any(|c| c.ever(others[r], members[r])));
                frame.numbers("days_since_engaged", |r| {
                    let latest = came.iter().flatten().map(|c| c.latest(others[r], members[r])).max();
                    self.days_until_end(latest.unwrap_or(NO_TIME))
                });
            }
        }
        if frame.wants("shared_connections")
            && let Some(connected) = self.connected()
        {
            let given = rows.numbers("shared_connections");
            // An export has the connections of its owner, not those of the others.
            if rows.own_only && given.is_none() {
                return frame;
            }
            let shared = |&row: &u32| {
                let r = row as usize;
                let told = given.map(|all| all[r]).filter(|n| !n.is_nan());
                let known = || connected.shared(members[r], others[r]).map(|n| n as f64);
                told.or_else(known).unwrap_or(f64::NAN)
            };
            let values = frame.rows.par_iter().map(shared).collect();
            frame.set("shared_connections", Values::Numbers(values));
        }
        frame
    }

    /// The levels of the titles in each row of a frame; `None` where the file has no titles.
    pub(super) fn titles_of(frame: &Frame, rows: &Rows) -> Option<Vec<Option<u8>>> {
        let titles = rows.texts("title")?;
        let mut levels = Levels::default();
        Some(frame.rows.iter().map(|&r| levels.of(titles, r as usize)).collect())
    }
}
