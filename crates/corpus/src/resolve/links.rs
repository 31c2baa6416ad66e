//! What each comment refers to: the comment it answers, the post, and to whom it speaks.

use rustc_hash::FxHashMap;

use crate::data::{Corpus, NO_ID, NO_TIME, Rows};
use crate::resolve::order::by_content;
use crate::resolve::{Resolved, visible};
use crate::schema::FileId;

/// Threads deeper than this count as this deep; it also ends a circle of parents that is longer.
const DEEPEST: usize = 64;

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
    /// 1 under a post, one more for each answer on the way.
    pub(super) depth: Vec<u8>,
    /// The time of what it answers.
    pub(super) target_time: Vec<i64>,
    /// Whether somebody else answered it.
    pub(super) got_reply: Vec<bool>,
    /// Whether the author of the post did.
    pub(super) got_author_reply: Vec<bool>,
}

/// The row of each id; of several rows with one id the earliest, then the one whose content comes first.
pub(super) fn rows_by_id(corpus: &Corpus, rows: &Rows, id: &str, count: usize, end: i64) -> Vec<u32> {
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

/// Comments that answer each other in a circle answer nothing: else they would hang as deep as threads are followed.
fn open_circles(parent: &mut [u32]) {
    let above = |row: usize| Some(parent[row]).filter(|&p| p != NO_ID).map(|p| p as usize);
    let comes_back = |&row: &usize| {
        let mut way = std::iter::successors(above(row), |&at| above(at)).take(DEEPEST);
        way.any(|at| at == row)
    };
    let circles: Vec<usize> = (0..parent.len()).filter(comes_back).collect();
    for row in circles {
        parent[row] = NO_ID;
    }
}

impl CommentLinks {
    pub(super) fn new(resolved: &Resolved<'_>, rows: &Rows) -> Self {
        let (comment_row, post_row) = (resolved.comment_rows(), resolved.post_rows());
        let posts = resolved.corpus.rows(FileId::Posts);
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        let (parents, given_posts) = (rows.ids("parent"), rows.ids("post"));
        let at = |rows: &[u32], id: u32| rows.get(id as usize).copied().filter(|&r| r != NO_ID);

        let ids = rows.ids("comment");
        let mut parent: Vec<u32> = (0..rows.len)
            .map(|row| {
                let named = parents.map(|p| p[row]).filter(|&p| ids.is_none_or(|ids| ids[row] != p));
                let found = named.and_then(|p| at(comment_row, p)).unwrap_or(NO_ID);
                if found == row as u32 { NO_ID } else { found }
            })
            .collect();
        open_circles(&mut parent);
        let mut links = Self {
            post: vec![NO_ID; rows.len],
            post_author: vec![NO_ID; rows.len],
            counterpart: vec![NO_ID; rows.len],
            depth: vec![1; rows.len],
            target_time: vec![NO_TIME; rows.len],
            got_reply: vec![false; rows.len],
            got_author_reply: vec![false; rows.len],
            parent,
        };
        for row in 0..rows.len {
            // The post is its own where that is known, else that of the nearest comment above whose post is known.
            let mut above = row;
            let mut depth = 1;
            let mut post = given_posts.map_or(NO_ID, |p| p[row]);
            while depth < DEEPEST && links.parent[above] != NO_ID {
                above = links.parent[above] as usize;
                depth += 1;
                if at(post_row, post).is_none() {
                    let higher = given_posts.map_or(NO_ID, |p| p[above]);
                    if higher != NO_ID && (post == NO_ID || at(post_row, higher).is_some()) {
                        post = higher;
                    }
                }
            }
            links.depth[row] = depth as u8;
            links.post[row] = post;
            let post_at = at(post_row, post).map(|r| r as usize);
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
        for row in visible(rows, resolved.view.seen) {
            links.find_reply(row, authors, times);
        }
        links
    }

    fn find_reply(&mut self, row: usize, authors: &[u32], times: &[i64]) {
        let above = self.parent[row] as usize;
        if self.answers(row, authors, times) && authors[above] != authors[row] {
            self.got_reply[above] = true;
            self.got_author_reply[above] |= self.post_author[above] == authors[row];
        }
    }

    /// Whether somebody known answers with it what came before.
    fn answers(&self, row: usize, authors: &[u32], times: &[i64]) -> bool {
        let parent = self.parent[row];
        parent != NO_ID && authors[row] != NO_ID && times[row] >= times[parent as usize]
    }
}

/// When people answered comments under their posts and to their own.
#[derive(Default)]
pub(super) struct Answers {
    /// When a person first answered a comment directly.
    direct: FxHashMap<(u32, u32), i64>,
    /// When a person first wrote again on the level of a comment.
    level: FxHashMap<(u32, u32), i64>,
}

impl Answers {
    pub(super) fn new(links: &CommentLinks, rows: &Rows, end: i64) -> Self {
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        let mut answers = Self::default();
        for row in visible(rows, end).filter(|&row| links.answers(row, authors, times)) {
            let first = answers.direct.entry((links.parent[row], authors[row])).or_insert(times[row]);
            *first = times[row].min(*first);
        }
        // On one level (same post, same parent) a later comment of the addressee is the answer, where people do not thread.
        let mut order: Vec<usize> = visible(rows, end).filter(|&r| times[r] != NO_TIME).collect();
        order.sort_unstable_by_key(|&r| (links.post[r], links.parent[r], times[r]));
        let same_level =
            |a: &usize, b: &usize| (links.post[*a], links.parent[*a]) == (links.post[*b], links.parent[*b]);
        for level in order.chunk_by(same_level) {
            if links.post[level[0]] == NO_ID && links.parent[level[0]] == NO_ID {
                continue;
            }
            let mut next: FxHashMap<u32, i64> = FxHashMap::default();
            for moment in level.chunk_by(|a, b| times[*a] == times[*b]).rev() {
                for &row in moment {
                    for to in [links.post_author[row], links.counterpart[row]] {
                        if let Some(&time) = next.get(&to).filter(|_| to != authors[row] && to != NO_ID) {
                            answers.level.insert((row as u32, to), time);
                        }
                    }
                }
                next.extend(moment.iter().map(|&row| (authors[row], times[row])));
            }
        }
        answers
    }

    /// When `person` answered a comment, if at all.
    pub(super) fn of(&self, row: usize, person: u32) -> Option<i64> {
        let key = (row as u32, person);
        match (self.direct.get(&key), self.level.get(&key)) {
            (Some(&a), Some(&b)) => Some(a.min(b)),
            (a, b) => a.or(b).copied(),
        }
    }
}
