//! Comments: what they answer, who answered them, and what that makes of posts.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::{Corpus, DAY, NO_ID, NO_TIME, Rows};
use crate::resolve::frame::flag;
use crate::resolve::ties::by_content;
use crate::resolve::{Frame, Resolved, Space, visible};
use crate::schema::FileId;
use crate::tables::table;

/// Threads deeper than this count as this deep; it also ends a circle of parents.
const DEEPEST: usize = 64;
const HOUR: f64 = 3600.0;

/// What each row of the comments file refers to.
pub(super) struct CommentLinks {
    /// The row of the comment that it answers, or [`NO_ID`].
    pub(super) parent: Vec<u32>,
    /// The post under which it stands, by id.
    pub(super) post: Vec<u32>,
    /// Who wrote that post.
    pub(super) post_author: Vec<u32>,
    /// To whom it speaks; nobody where it speaks to its own author.
    pub(super) counterpart: Vec<u32>,
    depth: Vec<u8>,
    /// The time of what it answers.
    target_time: Vec<i64>,
    got_reply: Vec<bool>,
    got_author_reply: Vec<bool>,
    /// The row of each post, by id.
    post_row: Vec<u32>,
    /// When a person first answered a comment directly.
    direct: FxHashMap<(u32, u32), i64>,
    /// When a person first wrote again on the level of a comment.
    level: FxHashMap<(u32, u32), i64>,
}

/// The row of each id; of several rows with one id the earliest, then the one whose content comes first.
fn rows_by_id(corpus: &Corpus, rows: &Rows, id: &str, count: usize, end: i64) -> Vec<u32> {
    let mut found = vec![NO_ID; count];
    let Some(ids) = rows.ids(id) else { return found };
    let time = |row: u32| rows.times("at").map_or(NO_TIME, |t| t[row as usize]);
    let before = |a: u32, b: u32| {
        time(a).cmp(&time(b)).then_with(|| by_content(corpus, rows, a as usize, b as usize)).is_lt()
    };
    for row in visible(rows, end) {
        let Some(place) = found.get_mut(ids[row] as usize) else { continue };
        if *place == NO_ID || before(row as u32, *place) {
            *place = row as u32;
        }
    }
    found
}

impl CommentLinks {
    pub(super) fn new(corpus: &Corpus, rows: &Rows, end: i64) -> Self {
        let comment_row = rows_by_id(corpus, rows, "comment", corpus.comments.len(), end);
        let posts = corpus.rows(FileId::Posts);
        let post_row =
            posts.map_or_else(Vec::new, |p| rows_by_id(corpus, p, "post", corpus.posts.len(), end));
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        let (parents, given_posts) = (rows.ids("parent"), rows.ids("post"));
        let at = |rows: &[u32], id: u32| rows.get(id as usize).copied().filter(|&r| r != NO_ID);

        let parent: Vec<u32> = (0..rows.len)
            .map(|row| {
                let found = parents.and_then(|p| at(&comment_row, p[row])).unwrap_or(NO_ID);
                if found == row as u32 { NO_ID } else { found }
            })
            .collect();
        let mut links = Self {
            post: vec![NO_ID; rows.len],
            post_author: vec![NO_ID; rows.len],
            counterpart: vec![NO_ID; rows.len],
            depth: vec![1; rows.len],
            target_time: vec![NO_TIME; rows.len],
            got_reply: vec![false; rows.len],
            got_author_reply: vec![false; rows.len],
            direct: FxHashMap::default(),
            level: FxHashMap::default(),
            parent,
            post_row,
        };
        for row in 0..rows.len {
            // The post is its own where that is known, else that of the nearest comment above whose post is known.
            let mut above = row;
            let mut depth = 1;
            let mut post = given_posts.map_or(NO_ID, |p| p[row]);
            while depth < DEEPEST && links.parent[above] != NO_ID {
                above = links.parent[above] as usize;
                depth += 1;
                if at(&links.post_row, post).is_none() {
                    let higher = given_posts.map_or(NO_ID, |p| p[above]);
                    if higher != NO_ID && (post == NO_ID || at(&links.post_row, higher).is_some()) {
                        post = higher;
                    }
                }
            }
            links.depth[row] = depth as u8;
            links.post[row] = post;
            let post_at = at(&links.post_row, post).map(|r| r as usize);
            let written_by = post_at.and_then(|p| Some(posts?.ids("author")?[p]));
            let given = rows.ids("post_author").map_or(NO_ID, |p| p[row]);
            links.post_author[row] = written_by.filter(|&a| a != NO_ID).unwrap_or(given);
            let (to, time) = match links.parent[row] {
                NO_ID => {
                    let time = post_at.and_then(|p| Some(posts?.times("at")?[p]));
                    (links.post_author[row], time.unwrap_or(NO_TIME))
                }
                parent => (authors[parent as usize], times[parent as usize]),
            };
            links.counterpart[row] = if to == authors[row] { NO_ID } else { to };
            links.target_time[row] = time;
        }
        let seen: Vec<usize> = visible(rows, end).collect();
        links.find_answers(&seen, authors, times);
        links
    }

    fn find_answers(&mut self, seen: &[usize], authors: &[u32], times: &[i64]) {
        for &row in seen {
            let parent = self.parent[row];
            if parent == NO_ID || authors[row] == NO_ID || times[row] < times[parent as usize] {
                continue;
            }
            let above = parent as usize;
            if authors[above] != authors[row] {
                self.got_reply[above] = true;
                self.got_author_reply[above] |=
                    self.post_author[above] == authors[row] && authors[row] != authors[above];
            }
            let first = self.direct.entry((parent, authors[row])).or_insert(times[row]);
            *first = times[row].min(*first);
        }
        // On one level (same post, same parent) a later comment of the addressee is the answer, where people do not thread.
        let mut order: Vec<usize> = seen.iter().copied().filter(|&r| times[r] != NO_TIME).collect();
        order.sort_unstable_by_key(|&r| (self.post[r], self.parent[r], times[r]));
        let same_level =
            |a: &usize, b: &usize| (self.post[*a], self.parent[*a]) == (self.post[*b], self.parent[*b]);
        let mut found: Vec<((u32, u32), i64)> = Vec::new();
        for level in order.chunk_by(same_level) {
            if self.post[level[0]] == NO_ID && self.parent[level[0]] == NO_ID {
                continue;
            }
            let mut next: FxHashMap<u32, i64> = FxHashMap::default();
            for moment in level.chunk_by(|a, b| times[*a] == times[*b]).rev() {
                for &row in moment {
                    for to in [self.post_author[row], self.counterpart[row]] {
                        if let Some(&time) = next.get(&to).filter(|_| to != authors[row] && to != NO_ID) {
                            found.push(((row as u32, to), time));
                        }
                    }
                }
                next.extend(moment.iter().map(|&row| (authors[row], times[row])));
            }
        }
        self.level.extend(found);
    }

    /// When `person` answered a comment, if at all.
    fn answer(&self, row: usize, person: u32) -> Option<i64> {
        let key = (row as u32, person);
        match (self.direct.get(&key), self.level.get(&key)) {
            (Some(&a), Some(&b)) => Some(a.min(b)),
            (a, b) => a.or(b).copied(),
        }
    }
}

/// What the comments under a post amount to.
#[derive(Clone, Default)]
struct Echo {
    comments: u32,
    commenters: FxHashSet<u32>,
    answered: u32,
    first_comment: Option<i64>,
    first_answer: Option<i64>,
}

impl Resolved<'_> {
    /// What a row of the comments file answers: the comment where it is a reply, else the post; its file and row there.
    ///
    /// `None` where that is not in the corpus, or not there yet.
    pub fn answered(&self, row: usize) -> Option<(FileId, usize)> {
        let links = self.links.as_ref()?;
        let known = |row: &&u32| **row != NO_ID;
        if let Some(parent) = links.parent.get(row).filter(known) {
            return Some((FileId::Comments, *parent as usize));
        }
        let is_reply = self.corpus.rows(FileId::Comments)?.ids("parent").is_some_and(|p| p[row] != NO_ID);
        let post = links.post_row.get(links.post[row] as usize).filter(known)?;
        (!is_reply).then_some((FileId::Posts, *post as usize))
    }

    fn links(&self) -> &CommentLinks {
        self.links.as_ref().expect("made with the comments")
    }

    pub(super) fn comments(&self, rows: &Rows) -> Frame {
        let links = self.links();
        let mut frame = self.by("comments", rows, "author", None);
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        let threaded = rows.ids("parent").is_some();
        if threaded || rows.ids("post").is_some() || rows.ids("post_author").is_some() {
            frame.labels("post", Space::Posts, |r| links.post[r]);
            frame.labels("post_author", Space::People, |r| links.post_author[r]);
            frame.labels("counterpart", Space::People, |r| links.counterpart[r]);
            frame.numbers("on_own_post", |r| {
                flag(Some(links.post_author[r]).filter(|&a| a != NO_ID).map(|a| a == authors[r]))
            });
            frame.numbers("delay_hours", |r| hours(links.target_time[r], times[r]));
        }
        if threaded {
            frame.flags("is_reply", |r| links.parent[r] != NO_ID);
            frame.flags("got_reply", |r| links.got_reply[r]);
            frame.flags("got_author_reply", |r| links.got_author_reply[r]);
            frame.numbers("thread_depth", |r| f64::from(links.depth[r]));
        }
        frame
    }

    pub(super) fn received_comments(&self, rows: &Rows) -> Frame {
        let links = self.links();
        let mut frame = Frame::new(table("received_comments").expect("a table of the list"));
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
        let answers: Vec<Option<i64>> = (0..frame.len()).map(|i| links.answer(row[i], person[i])).collect();
        frame.numbers_at("answered", |i| flag(Some(answers[i].is_some())));
        frame.numbers_at("answer_hours", |i| answers[i].map_or(f64::NAN, |t| hours(times[row[i]], t)));
        if self.corpus.rows(FileId::Connections).is_some() {
            frame.numbers_at("from_connection", |i| {
                flag(Some(self.pairs.are_connected(person[i], authors[row[i]])))
            });
        }
        frame
    }

    pub(super) fn posts(&self, rows: &Rows) -> Frame {
        let mut frame = self.by("posts", rows, "author", None);
        let times = rows.times("at").unwrap_or(&[]);
        let authors = rows.ids("author").unwrap_or(&[]);
        if let Some(kinds) = rows.ids("kind") {
            let reshare = |r: usize| match kinds[r] {
                NO_ID => None,
                kind => Some(matches!(
                    self.corpus.labels.name(kind).to_lowercase().as_str(),
                    "reshare" | "re-share" | "repost" | "share"
                )),
            };
            frame.numbers("is_original", |r| flag(reshare(r).map(|is| !is)));
            if let Some(texts) = rows.texts("text") {
                frame.numbers("is_bare_reshare", |r| {
                    flag(reshare(r).map(|is| is && texts.get(r).trim().is_empty()))
                });
            }
        }
        let time =
            |r: usize, value: fn(i64) -> f64| if times[r] == NO_TIME { f64::NAN } else { value(times[r]) };
        // 1970-01-01 was a Thursday.
        frame.numbers("weekday", |r| time(r, |t| ((t.div_euclid(DAY) + 3).rem_euclid(7) + 1) as f64));
        frame.numbers("hour", |r| time(r, |t| (t.rem_euclid(DAY) / 3600) as f64));
        let mut order: Vec<usize> = self.visible(rows).filter(|&r| times[r] != NO_TIME).collect();
        order.sort_unstable_by(|&a, &b| {
            let equal = || by_content(self.corpus, rows, a, b);
            (authors[a], times[a]).cmp(&(authors[b], times[b])).then_with(equal)
        });
        let mut previous = vec![NO_TIME; rows.len];
        for pair in order.windows(2).filter(|p| authors[p[0]] == authors[p[1]]) {
            previous[pair[1]] = times[pair[0]];
        }
        frame.numbers("hours_since_previous", |r| hours(previous[r], times[r]));
        if let (Some(comments), Some(ids)) = (self.corpus.rows(FileId::Comments), rows.ids("post")) {
            let echoes = self.echoes(comments);
            let nothing = Echo::default();
            let echo = |r: usize| echoes.get(&ids[r]).unwrap_or(&nothing);
            frame.numbers("commenters", |r| echo(r).commenters.len() as f64);
            frame.numbers("comments_by_others", |r| f64::from(echo(r).comments));
            frame.numbers("answered_share", |r| match echo(r) {
                Echo { comments: 0, .. } => f64::NAN,
                e => f64::from(e.answered) / f64::from(e.comments),
            });
            frame.numbers("first_answer_hours", |r| {
                let e = echo(r);
                e.first_comment.zip(e.first_answer).map_or(f64::NAN, |(c, a)| hours(c, a))
            });
        }
        frame
    }

    fn echoes(&self, rows: &Rows) -> FxHashMap<u32, Echo> {
        let links = self.links();
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        let mut echoes: FxHashMap<u32, Echo> = FxHashMap::default();
        for row in self.visible(rows) {
            let host = links.post_author[row];
            if links.post[row] == NO_ID || authors[row] == host {
                continue;
            }
            let echo = echoes.entry(links.post[row]).or_default();
            echo.comments += 1;
            echo.commenters.insert(authors[row]);
            if times[row] != NO_TIME {
                echo.first_comment = Some(echo.first_comment.map_or(times[row], |t| t.min(times[row])));
            }
            if let Some(time) = links.answer(row, host) {
                echo.answered += 1;
                echo.first_answer = Some(echo.first_answer.map_or(time, |t| t.min(time)));
            }
        }
        echoes
    }

    pub(super) fn reactions(&self, rows: &Rows) -> Frame {
        let mut frame = self.by("reactions", rows, "author", None);
        let comments = rows.ids("comment");
        if rows.ids("post").is_none() && comments.is_none() {
            return frame;
        }
        let times = rows.times("at").unwrap_or(&[]);
        let targets = reacted_to(self.corpus, rows, self.view.seen);
        frame.labels("counterpart", Space::People, |r| {
            targets[r]
                .and_then(|(f, row)| Some(self.corpus.rows(f)?.ids("author")?[row as usize]))
                .unwrap_or(NO_ID)
        });
        frame.flags("on_comment", |r| comments.is_some_and(|c| c[r] != NO_ID));
        frame.numbers("delay_minutes", |r| {
            let written =
                targets[r].and_then(|(f, row)| Some(self.corpus.rows(f)?.times("at")?[row as usize]));
            60.0 * hours(written.unwrap_or(NO_TIME), times[r])
        });
        frame
    }
}

/// What each reaction was to: the row of the comment, or else of the post.
pub(super) fn reacted_to(corpus: &Corpus, reactions: &Rows, end: i64) -> Vec<Option<(FileId, u32)>> {
    let mut targets = vec![None; reactions.len];
    let written =
        [(FileId::Posts, "post", corpus.posts.len()), (FileId::Comments, "comment", corpus.comments.len())];
    for (file, id, count) in written {
        let (Some(ids), Some(rows)) = (reactions.ids(id), corpus.rows(file)) else { continue };
        let row_of = rows_by_id(corpus, rows, id, count, end);
        for (target, id) in targets.iter_mut().zip(ids) {
            if let Some(&row) = row_of.get(*id as usize).filter(|&&row| row != NO_ID) {
                *target = Some((file, row));
            }
        }
    }
    targets
}

/// Hours from one time to a later one; missing where either is, or where the order is wrong.
pub(super) fn hours(from: i64, to: i64) -> f64 {
    if from == NO_TIME || to == NO_TIME || to < from { f64::NAN } else { (to - from) as f64 / HOUR }
}
