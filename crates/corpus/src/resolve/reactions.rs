//! Reactions: to whom, how soon, and whether they came back.

use crate::data::{DAY, NO_ID, NO_TIME, Rows};
use crate::resolve::comments::hours;
use crate::resolve::frame::flag;
use crate::resolve::{Frame, Resolved, Space};
use crate::schema::FileId;

/// What each row of the reactions file was to.
pub(super) struct Targets {
    /// Who wrote it.
    pub(super) author: Vec<u32>,
    /// When.
    pub(super) time: Vec<i64>,
}

impl Targets {
    /// The comment where one is named, or else the post.
    pub(super) fn new(resolved: &Resolved<'_>, reactions: &Rows) -> Self {
        let mut targets = Self { author: vec![NO_ID; reactions.len], time: vec![NO_TIME; reactions.len] };
        let written = [
            (FileId::Posts, "post", resolved.post_rows()),
            (FileId::Comments, "comment", resolved.comment_rows()),
        ];
        for (file, id, row_of) in written {
            let (Some(ids), Some(rows)) = (reactions.ids(id), resolved.corpus.rows(file)) else { continue };
            let authors = rows.ids("author").expect("a required column");
            let times = rows.times("at").expect("a required column");
            for (reaction, id) in ids.iter().enumerate() {
                if let Some(&row) = row_of.get(*id as usize).filter(|&&row| row != NO_ID) {
                    targets.author[reaction] = authors[row as usize];
                    targets.time[reaction] = times[row as usize];
                }
            }
        }
        targets
    }
}

impl Resolved<'_> {
    pub(super) fn reactions(&self, frame: Frame, rows: &Rows) -> Frame {
        let mut frame = self.by(frame, rows, "author", None);
        let comments = rows.ids("comment");
        if rows.ids("post").is_none() && comments.is_none() {
            return frame;
        }
        let authors = rows.ids("author").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let targets = self.targets().expect("a table of the reactions file");
        let minutes = |r: usize| 60.0 * hours(targets.time[r], times[r]);
        if !rows.own_only {
            frame.labels("counterpart", Space::People, |r| targets.author[r]);
        }
        frame.flags("on_comment", |r| comments.is_some_and(|c| c[r] != NO_ID));
        frame.numbers("delay_minutes", minutes);
        // Whoever likes the own post has nobody on the other side.
        let other = |r: usize| Some(targets.author[r]).filter(|&to| to != NO_ID && to != authors[r]);
        if frame.wants("returned")
            && let Some(reacted) = self.reacted()
        {
            frame.numbers("returned", |r| match (other(r), times[r]) {
                (None, _) | (_, NO_TIME) => f64::NAN,
                (Some(to), time) => flag(Some(reacted.within(to, authors[r], time - DAY, time + DAY))),
            });
        }
        if frame.wants("in_circle")
            && let Some(circles) = self.circles()
        {
            frame.numbers("in_circle", |r| flag(other(r).map(|to| circles.has(authors[r], to))));
        }
        frame
    }
}
