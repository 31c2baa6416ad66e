//! Days: on which a member did something, and how many kinds of it.

use crate::data::{DAY, NO_TIME, Rows};
use crate::resolve::grouped::Grouped;
use crate::resolve::posts::weekday;
use crate::resolve::{Frame, Resolved};
use crate::schema::FileId;

/// What counts as doing something, and the column of who did it.
const DEEDS: [(FileId, &str); 6] = [
    (FileId::Posts, "author"),
    (FileId::Comments, "author"),
    (FileId::Reactions, "author"),
    (FileId::Messages, "sender"),
    (FileId::Invitations, "sender"),
    (FileId::Searches, "member"),
];

impl Resolved<'_> {
    /// `None` where the corpus has none of the files.
    pub(super) fn days(&self, mut frame: Frame) -> Option<Frame> {
        let deeds: Vec<(u8, &Rows, &str)> = DEEDS
            .iter()
            .enumerate()
            .filter_map(|(kind, &(file, who))| Some((kind as u8, self.corpus.rows(file)?, who)))
            .collect();
        if deeds.is_empty() {
            return None;
        }
        let done = Grouped::new(self.roster.len(), (0, 0), |take| {
            for &(kind, rows, who) in &deeds {
                let who = rows.ids(who).expect("a required column");
                let times = rows.times("at").expect("a required column");
                for row in self.visible(rows).filter(|&row| times[row] != NO_TIME) {
                    if let Some(member) = self.roster.member(who[row]) {
                        take(member, (times[row].div_euclid(DAY) as i32, kind));
                    }
                }
            }
        });
        let (mut actions, mut kinds) = (Vec::new(), Vec::new());
        for member in 0..self.roster.len() as u32 {
            for day in done.of(member).chunk_by(|a, b| a.0 == b.0) {
                frame.push(member, i64::from(day[0].0) * DAY, 0);
                actions.push(day.len() as f64);
                kinds.push(day.chunk_by(|a, b| a.1 == b.1).count() as f64);
            }
        }
        let times = frame.times.clone();
        frame.numbers_at("actions", |i| actions[i]);
        frame.numbers_at("kinds", |i| kinds[i]);
        frame.numbers_at("weekday", |i| weekday(times[i]));
        Some(frame)
    }
}
