//! Posting: new posts, other times, and posts left out, with all that they move.

use rustc_hash::FxHashSet;
use ssi_corpus::data::{DAY, NO_ID, NO_TIME};

use crate::advise::desk::{Desk, lately};
use crate::advise::talk::{Like, by_reception, hours, pick, written};
use crate::advise::traces::{fill, off_day, on_day, weekday};
use crate::sheet::{Sheet, Slip};

/// How others receive a post.
const RECEPTION: [&str; 14] = [
    "commenters",
    "comments_by_others",
    "views",
    "reactions",
    "comments",
    "reposts",
    "engagements",
    "answered_share",
    "first_answer_hours",
    "new_commenters",
    "outside_commenters",
    "reception_per_view",
    "reception_per_follower",
    "commenters_messaged",
];
/// The parts of it that are told by other files, so that they are 0 where nothing came.
const COUNTED: [&str; 5] =
    ["commenters", "comments_by_others", "new_commenters", "outside_commenters", "commenters_messaged"];

/// Adds posts, spread evenly over the window; like `likes` in turn. They are received as the member's posts in the window
/// were, or by nobody where they are not `heard`.
pub(super) fn add_posts(sheet: &mut Sheet<'_>, desk: &Desk<'_>, n: usize, likes: &[Like], heard: bool) {
    let Some(slip) = sheet.table("posts") else { return };
    let before = if heard { lately(sheet, desk, "posts") } else { Vec::new() };
    let echoes = by_reception(slip, before, &RECEPTION);
    for i in 0..n {
        let at = desk.spread(i, n, 0);
        on_day(sheet, at, "posts");
        let Some(slip) = sheet.table_mut("posts") else { return };
        let like = &likes[i % likes.len()];
        let row = written(slip, like, at);
        slip.set_label(row, "campaign", NO_ID);
        if matches!(like, Like::Text(_)) {
            slip.set_label(row, "kind", desk.word("original"));
            slip.set_label(row, "format", desk.word("text"));
            fill(slip, row, &[("is_original", 1.0), ("is_bare_reshare", 0.0), ("topic_match", 0.2)]);
            slip.set(row, "in_group", 0.0);
        }
        fill(slip, row, &[("near_duplicates", 0.0), ("collaborators", 0.0), ("followed_up", 0.0)]);
        for (place, column) in RECEPTION.into_iter().enumerate() {
            let nothing = if COUNTED.contains(&column) { 0.0 } else { f64::NAN };
            slip.set(row, column, pick(&echoes, i, n).map_or(nothing, |echo| echo[place]));
        }
        clock(slip, row);
    }
    if let Some(slip) = sheet.table_mut("posts") {
        follow_on(slip);
    }
}

/// Takes posts out, with the comments under them.
pub(super) fn remove_posts(sheet: &mut Sheet<'_>, rows: &[usize]) {
    let posts: FxHashSet<u32> = rows.iter().map(|&row| sheet.given("posts", row, "post")).collect();
    let gone: FxHashSet<usize> = rows.iter().copied().collect();
    let under = |slip: &Slip, row: usize| {
        let post = slip.label(row, "post");
        post != NO_ID && posts.contains(&post)
    };
    let Some(slip) = sheet.table_mut("posts") else { return };
    let times: Vec<i64> = rows.iter().map(|&row| slip.time(row)).collect();
    slip.retain(|_, row| !gone.contains(&row));
    follow_on(slip);
    off_day(sheet, &times, "posts");
    if let Some(slip) = sheet.table_mut("received_comments") {
        slip.retain(|slip, row| !under(slip, row));
    }
    let Some(slip) = sheet.table("comments") else { return };
    let gone: Vec<i64> = (0..slip.len()).filter(|&r| under(slip, r)).map(|r| slip.time(r)).collect();
    if let Some(slip) = sheet.table_mut("comments").filter(|_| !gone.is_empty()) {
        slip.retain(|slip, row| !under(slip, row));
        off_day(sheet, &gone, "comments");
    }
}

/// Gives posts other times, spread evenly over the window in their order.
pub(super) fn spread_posts(sheet: &mut Sheet<'_>, desk: &Desk<'_>, rows: &[usize]) {
    let Some(slip) = sheet.table_mut("posts") else { return };
    let before: Vec<i64> = rows.iter().map(|&row| slip.time(row)).collect();
    let after: Vec<i64> = (0..rows.len()).map(|i| desk.spread(i, rows.len(), 0)).collect();
    // Taken off first, so that a day on which nothing else happened is gone.
    for &row in rows {
        slip.set_time(row, NO_TIME);
    }
    off_day(sheet, &before, "posts");
    for (&row, &at) in rows.iter().zip(&after) {
        on_day(sheet, at, "posts");
        if let Some(slip) = sheet.table_mut("posts") {
            slip.set_time(row, at);
            clock(slip, row);
        }
    }
    if let Some(slip) = sheet.table_mut("posts") {
        follow_on(slip);
    }
}

/// The weekday and the hour of a post, from its time.
fn clock(slip: &mut Slip, row: usize) {
    let at = slip.time(row);
    fill(slip, row, &[("weekday", weekday(at)), ("hour", (at.rem_euclid(DAY) / 3600) as f64)]);
}

/// The hours since the post before, for all posts.
fn follow_on(slip: &mut Slip) {
    if !slip.has("hours_since_previous") {
        return;
    }
    let mut order: Vec<usize> = (0..slip.len()).filter(|&row| slip.time(row) != NO_TIME).collect();
    order.sort_by_key(|&row| slip.time(row));
    let mut previous = NO_TIME;
    for row in order {
        let at = slip.time(row);
        slip.set(row, "hours_since_previous", hours(previous, at));
        previous = at;
    }
}
