//! Posts with all that insights look at, and what each got compared with what its author usually gets.

use rayon::prelude::*;
use serde::Serialize;
use ssi_corpus::data::{DAY, NO_TIME};
use ssi_corpus::schema::FileId;
use ssi_rules::{Model, TextWant};
use ssi_text::{Scratch, signal};

use crate::grade::Grader;
use crate::insights::hooks::{Hook, Hooks};
use crate::insights::interval::median;
use crate::insights::rows::Rows;
use crate::languages::languages;

/// A younger post has not got yet what it will get.
pub const SETTLED_DAYS: i64 = 3;
/// With fewer posts an author has no usual reception.
pub const USUAL: usize = 3;

/// A post.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// Its place among the rows.
    pub(super) row: usize,
    pub(super) member: u32,
    pub(super) time: i64,
    /// Its words; 0 for a bare re-share.
    pub(super) words: f64,
    pub(super) hashtags: f64,
    /// NaN without a word.
    pub(super) grade: f64,
    pub(super) hook: Option<Hook>,
    /// What it got as a multiple of what its author usually gets; NaN where that cannot be told.
    pub(super) ratio: f64,
}

/// What became of the posts on the way to a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Posts of the members.
    pub posts: usize,
    /// Members with a post.
    pub authors: usize,
    /// Posts that could be compared with their author's usual.
    pub compared: usize,
    /// Members with such a post.
    pub compared_authors: usize,
    /// Of those, posts whose reception is counted for each view.
    pub per_view: usize,
    /// Posts too young to be compared.
    pub young: usize,
    /// Posts of which nobody told what they got.
    pub unknown: usize,
    /// Posts without views by authors most of whose posts have them.
    pub without_views: usize,
    /// Posts of authors with fewer than three to compare.
    pub few: usize,
    /// Posts of authors who usually get nothing at all.
    pub nothing_usual: usize,
}

/// Reads the posts. `alone` asks about one member, whose few posts are better than none.
pub(super) fn read(model: &Model, rows: &Rows<'_>, end: i64, alone: bool) -> (Vec<Post>, Counted) {
    let signals = ["words", "hashtags"]
        .map(|id| TextWant::Signal(usize::from(signal(id).expect("a signal of the list").0)));
    let plan = model.grade("post");
    let languages = languages(rows.resolved(), FileId::Posts, "text");
    let language = |row: usize| languages.as_ref().and_then(|all| all[rows.file_row(row)]);
    let grader = Grader::grade(model, plan, &signals);
    let mut columns = grader.run_as(rows.len(), |row| rows.text(row), language).into_iter();
    let grades = plan.and_then(|_| columns.next()).unwrap_or_else(|| vec![f64::NAN; rows.len()]);
    let [words, hashtags] = [columns.next(), columns.next()].map(Option::unwrap_or_default);
    let hooks = Hooks::new();
    let opening: Vec<Option<Hook>> = (0..rows.len())
        .into_par_iter()
        .map_init(Scratch::default, |scratch, row| hooks.of(rows.text(row), language(row), scratch))
        .collect();
    let mut posts: Vec<Post> = (0..rows.len())
        .map(|row| Post {
            row,
            member: rows.member(row),
            time: rows.time(row),
            words: words[row],
            hashtags: hashtags[row],
            grade: if words[row] > 0.0 { grades[row] } else { f64::NAN },
            hook: opening[row],
            ratio: f64::NAN,
        })
        .collect();
    let counted = compare(&mut posts, rows, end, alone);
    (posts, counted)
}

/// Reactions, three times the comments, and re-shares. Every column that the corpus has must say something; where none says
/// anything of a post, its engagements count.
fn points(rows: &Rows<'_>, row: usize) -> f64 {
    let known: Vec<f64> = [("reactions", 1.0), ("comments", 3.0), ("reposts", 1.0)]
        .into_iter()
        .filter(|(id, _)| rows.has(id))
        .map(|(id, weight)| weight * rows.number(id, row))
        .collect();
    match known.iter().all(|part| part.is_nan()) {
        true if rows.has("engagements") => rows.number("engagements", row),
        true => f64::NAN,
        false => known.iter().sum(),
    }
}

/// Fills the ratios.
fn compare(posts: &mut [Post], rows: &Rows<'_>, end: i64, alone: bool) -> Counted {
    posts.sort_by_key(|p| (p.member, p.row));
    let mut all = Counted { posts: posts.len(), ..Counted::default() };
    for of_author in posts.chunk_by_mut(|a, b| a.member == b.member) {
        all.authors += 1;
        let settled = |p: &&mut Post| p.time == NO_TIME || end - p.time >= SETTLED_DAYS * DAY;
        let total = of_author.len();
        let old: Vec<&mut Post> = of_author.iter_mut().filter(settled).collect();
        all.young += total - old.len();
        let old_count = old.len();
        // For each post the points and the views.
        let got: Vec<(&mut Post, f64, f64)> = old
            .into_iter()
            .map(|p| {
                let (points, views) = (points(rows, p.row), rows.number("views", p.row));
                (p, points, views)
            })
            .filter(|(_, points, _)| !points.is_nan())
            .collect();
        all.unknown += old_count - got.len();
        // One scale an author: for each view where most posts have them, else for each post.
        let seen = got.iter().filter(|g| g.2 > 0.0).count();
        let per_view = seen > 0 && 2 * seen >= got.len();
        let got_count = got.len();
        let measured: Vec<(&mut Post, f64)> = got
            .into_iter()
            .filter(|g| !per_view || g.2 > 0.0)
            .map(|(p, points, views)| (p, if per_view { points / views } else { points }))
            .collect();
        all.without_views += got_count - measured.len();
        let mut sorted: Vec<f64> = measured.iter().map(|m| m.1).collect();
        sorted.sort_by(f64::total_cmp);
        let usual = median(&sorted);
        if measured.len() < USUAL && !alone {
            all.few += measured.len();
        } else if usual > 0.0 {
            all.compared += measured.len();
            all.compared_authors += 1;
            all.per_view += if per_view { measured.len() } else { 0 };
            for (post, got) in measured {
                post.ratio = got / usual;
            }
        } else {
            all.nothing_usual += measured.len();
        }
    }
    all
}
