//! Comments, those written and those received.

use crate::data::{NO_ID, NO_TIME, Rows};
use crate::resolve::frame::flag;
use crate::resolve::{Frame, Resolved, Space};
use crate::schema::FileId;

const HOUR: f64 = 3600.0;

impl Resolved<'_> {
    /// What a row of the comments file answers: the comment where it is a reply, else the post; its file and row there.
    ///
    /// `None` where that is not in the corpus, or not there yet.
    pub fn answered(&self, row: usize) -> Option<(FileId, usize)> {
        let links = self.links()?;
        let known = |row: &&u32| **row != NO_ID;
        if let Some(parent) = links.parent.get(row).filter(known) {
            return Some((FileId::Comments, *parent as usize));
        }
        let is_reply = self.corpus.rows(FileId::Comments)?.ids("parent").is_some_and(|p| p[row] != NO_ID);
        let post = self.post_rows().get(links.post[row] as usize).filter(known)?;
        (!is_reply).then_some((FileId::Posts, *post as usize))
    }

    pub(super) fn comments(&self, frame: Frame, rows: &Rows) -> Frame {
        let links = self.links().expect("a table of the comments file");
        let mut frame = self.by(frame, rows, "author", None);
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        let threaded = rows.ids("parent").is_some() && !rows.own_only;
        if addressed(rows) {
            frame.labels("post", Space::Posts, |r| links.post[r]);
            frame.numbers("on_own_post", |r| {
                flag(Some(links.post_author[r]).filter(|&a| a != NO_ID).map(|a| a == authors[r]))
            });
            frame.numbers("delay_hours", |r| hours(links.target_time[r], times[r]));
        }
        // Who wrote what the members came to is not in their own exports; the few posts of each other tell too little.
        if addressed(rows) && !rows.own_only {
            frame.labels("post_author", Space::People, |r| links.post_author[r]);
            frame.labels("counterpart", Space::People, |r| links.counterpart[r]);
            self.about_counterpart(&mut frame, "counterpart_seniority", |r| links.counterpart[r]);
            self.is_connection(&mut frame, "from_connection", |r| (authors[r], links.counterpart[r]));
            if frame.wants("in_circle")
                && let Some(circles) = self.circles()
            {
                frame.numbers("in_circle", |r| {
                    let to = links.counterpart[r];
                    flag((to != NO_ID).then(|| circles.has(authors[r], to)))
                });
            }
        }
        if threaded {
            frame.flags("is_reply", |r| links.parent[r] != NO_ID);
            frame.flags("got_reply", |r| links.got_reply[r]);
            frame.flags("got_author_reply", |r| links.got_author_reply[r]);
            frame.numbers("thread_depth", |r| f64::from(links.depth[r]));
        }
        frame
    }

    pub(super) fn received_comments(&self, mut frame: Frame, rows: &Rows) -> Frame {
        let links = self.links().expect("a table of the comments file");
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        for row in self.visible(rows) {
            let mut to = [links.post_author[row], links.counterpart[row]];
            if to[0] == to[1] {
                to[1] = NO_ID;
            }
            for person in to.into_iter().filter(|&p| p != NO_ID && p != authors[row]) {
                if let Some(member) = self.roster.member(person) {
                    frame.push(member, times[row], row);
                }
            }
        }
        frame.take_given(rows, &self.canonical);
        frame.labels("counterpart", Space::People, |r| authors[r]);
        frame.labels("post", Space::Posts, |r| links.post[r]);
        let person: Vec<u32> = frame.members.iter().map(|&m| self.roster.person(m)).collect();
        let row: Vec<usize> = frame.rows.iter().map(|&r| r as usize).collect();
        frame.numbers_at("on_own_post", |i| flag(Some(links.post_author[row[i]] == person[i])));
        frame.numbers_at("is_reply", |i| {
            flag(Some(links.parent[row[i]] != NO_ID && links.counterpart[row[i]] == person[i]))
        });
        if frame.wants("answered") || frame.wants("answer_hours") {
            let answers = self.answers();
            let answers: Vec<Option<i64>> = (0..frame.len()).map(|i| answers.of(row[i], person[i])).collect();
            frame.numbers_at("answered", |i| flag(Some(answers[i].is_some())));
            frame.numbers_at("answer_hours", |i| answers[i].map_or(f64::NAN, |t| hours(times[row[i]], t)));
        }
        if frame.wants("from_connection")
            && let Some(connected) = self.connected()
        {
            frame.numbers_at("from_connection", |i| flag(Some(connected.are(person[i], authors[row[i]]))));
        }
        self.about_counterpart(&mut frame, "counterpart_seniority", |r| authors[r]);
        if frame.wants("returning") && rows.ids("post").is_some() {
            let visits = self.visits();
            frame.numbers_at("returning", |i| {
                let (author, time) = (authors[row[i]], times[row[i]]);
                let known = author != NO_ID && time != NO_TIME;
                flag(known.then(|| visits.elsewhere_before(person[i], author, links.post[row[i]], time)))
            });
        }
        frame
    }
}

/// Whether comments say under what they stand or whom they answer.
pub(super) fn addressed(rows: &Rows) -> bool {
    ["parent", "post", "post_author"].iter().any(|field| rows.ids(field).is_some())
}

/// Hours from one time to a later one; missing where either is, or where the order is wrong.
pub(super) fn hours(from: i64, to: i64) -> f64 {
    if from == NO_TIME || to == NO_TIME || to < from { f64::NAN } else { (to - from) as f64 / HOUR }
}
