//! What works, for a member, a team or all: with counts and intervals, and silence where there is too little data.
//!
//! Everything up to the day of the score is looked at, whatever the window: what works is learned slowly. Nothing here
//! moves a score.

mod hooks;
mod interval;
mod outreach;
mod posts;
mod reception;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use ssi_corpus::data::NO_TIME;
use ssi_corpus::resolve::Resolved;
use ssi_rules::Model;

use crate::insights::posts::Post;
use crate::insights::rows::Rows;

pub use interval::{CONFIDENCE, Interval, Side};
pub(crate) use interval::{median, median_interval};
pub use outreach::{GRACE_DAYS, LEAST_SENT, Rate, RateTable, Sent, Template};
pub use posts::{Counted, SETTLED_DAYS, USUAL};
pub use reception::{Group, LEAST_AUTHORS, LEAST_POSTS, Little, Table};

/// A mean of fewer texts is left out.
pub const LEAST_TEXTS: usize = 3;
/// How many of the best and of the weakest posts are named.
const NAMED: usize = 3;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The members asked about, sorted.
    pub members: &'a [u32],
    /// Whether this is one member's own page: posts are named, and few posts are used as they are.
    pub alone: bool,
    /// Whether texts are wanted in the answer.
    pub texts: bool,
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Insights {
    /// How many members were asked about.
    pub members: usize,
    /// What became of the posts; `None` where the corpus has no posts.
    pub posts: Option<Counted>,
    /// The reception of groups of posts.
    pub reception: Vec<Table>,
    /// The substance of the posts, month by month.
    pub substance: Vec<Month>,
    /// For one member: the posts that did best, the best first.
    pub best: Vec<Named>,
    /// And those that did worst, the worst first.
    pub weakest: Vec<Named>,
    /// Opening messages; `None` where the corpus has no messages.
    pub openings: Option<Sent>,
    /// Invitations; `None` where the corpus has none.
    pub invitations: Option<Sent>,
}

/// The posts of a calendar month, in UTC.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Month {
    /// The month, as in 2026-06.
    pub month: String,
    /// Posts with a text.
    pub posts: usize,
    /// By how many authors.
    pub authors: usize,
    /// Their mean grade between 0 and 1; `None` below [`LEAST_TEXTS`].
    pub mean_grade: Option<f64>,
}

/// A post with its name.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Its id, or the number of its row where it has none.
    pub post: String,
    /// Its day, as in 2026-06-30; empty where it has no time.
    pub day: String,
    /// The grade of its text between 0 and 1; `None` without a text.
    pub grade: Option<f64>,
    /// What it got as a multiple of the author's usual.
    pub times_usual: Option<f64>,
    /// Its text; only where texts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Looks for what works. Texts of posts are graded anew; the result is the same for any order of the rows.
pub fn insights(model: &Model, resolved: &Resolved<'_>, question: &Question<'_>) -> Insights {
    let end = resolved.view().end;
    let open = |table, text| Rows::new(resolved, table, question.members, text);
    let mut found = Insights {
        members: question.members.len(),
        posts: None,
        reception: Vec::new(),
        substance: Vec::new(),
        best: Vec::new(),
        weakest: Vec::new(),
        openings: open("messages", "text").map(|rows| outreach::openings(&rows, question.texts)),
        invitations: open("invitations_sent", "note").map(|rows| outreach::invitations(&rows)),
    };
    if let Some(rows) = open("posts", "text") {
        let (posts, counted) = posts::read(model, &rows, end, question.alone);
        found.posts = Some(counted);
        found.reception = reception::tables(&posts, &rows, question.alone);
        found.substance = months(&posts);
        if question.alone {
            (found.best, found.weakest) = extremes(&posts, &rows, resolved, question.texts);
        }
    }
    found
}

/// The day of a time in UTC.
pub fn day(time: i64) -> Option<Date> {
    if time == NO_TIME {
        None
    } else {
        Some(Timestamp::from_second(time).ok()?.to_zoned(TimeZone::UTC).date())
    }
}

fn months(posts: &[Post]) -> Vec<Month> {
    let mut found: BTreeMap<(i16, i8), (Vec<f64>, BTreeSet<u32>)> = BTreeMap::new();
    for post in posts.iter().filter(|p| !p.grade.is_nan()) {
        if let Some(day) = day(post.time) {
            let (grades, authors) = found.entry((day.year(), day.month())).or_default();
            grades.push(post.grade);
            authors.insert(post.member);
        }
    }
    found
        .into_iter()
        .map(|((year, month), (mut grades, authors))| {
            // Sorted first, so that the last bit of the sum does not depend on the order of the rows.
            grades.sort_by(f64::total_cmp);
            let enough = grades.len() >= LEAST_TEXTS;
            Month {
                month: format!("{year:04}-{month:02}"),
                posts: grades.len(),
                authors: authors.len(),
                mean_grade: enough.then(|| grades.iter().sum::<f64>() / grades.len() as f64),
            }
        })
        .collect()
}

/// The best and the weakest: by what they got where that can be compared, else by their grades.
fn extremes(
    posts: &[Post],
    rows: &Rows<'_>,
    resolved: &Resolved<'_>,
    texts: bool,
) -> (Vec<Named>, Vec<Named>) {
    let corpus = resolved.corpus();
    let ids = corpus.rows(ssi_corpus::schema::FileId::Posts).and_then(|r| r.ids("post"));
    let name = |p: &Post| {
        let row = rows.file_row(p.row);
        let id = ids.map_or("", |ids| corpus.posts.name(ids[row]));
        if id.is_empty() { format!("row {}", row + 1) } else { id.to_owned() }
    };
    let compared = posts.iter().any(|p| !p.ratio.is_nan());
    let figure = |p: &Post| if compared { p.ratio } else { p.grade };
    let mut order: Vec<&Post> = posts.iter().filter(|p| !figure(p).is_nan()).collect();
    order.sort_by(|a, b| {
        let names = || name(a).cmp(&name(b));
        figure(b).total_cmp(&figure(a)).then(a.time.cmp(&b.time)).then_with(names)
    });
    let known = |x: f64| (!x.is_nan()).then_some(x);
    let named = |p: &&Post| Named {
        post: name(p),
        day: day(p.time).map_or(String::new(), |d| d.to_string()),
        grade: known(p.grade),
        times_usual: known(p.ratio),
        text: texts.then(|| rows.text(p.row).to_owned()),
    };
    // With few posts the middle ones are neither.
    let some = NAMED.min(order.len() / 2);
    let best = order.iter().take(some).map(named).collect();
    (best, order.iter().rev().take(some).map(named).collect())
}
