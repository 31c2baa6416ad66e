//! Levers on those who come to the member: comments under the member's posts, and answers to the member's comments.

use ssi_corpus::data::NO_ID;

use crate::advise::desk::{Desk, lately};
use crate::advise::lever::{Effort, MOST, Offers, Size, sizes_of, tell, those};
use crate::advise::likes::like;
use crate::advise::talk::{Comment, comment, hours};
use crate::sheet::Sheet;

/// All levers on comments that the member got.
pub(super) fn levers<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    if offers.has("answer-comments", sheet, "received_comments", "answered") {
        answer(sheet, desk, offers, "answer-comments");
    }
    if offers.has("come-back", sheet, "received_comments", "is_reply") {
        answer(sheet, desk, offers, "come-back");
    }
    if offers.has("answer-within-a-day", sheet, "received_comments", "answered") {
        sooner(sheet, desk, offers);
    }
}

/// Answers what others wrote under the member's posts, or in answer to the member's comments elsewhere.
fn answer<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>, id: &'static str) {
    let under_own = id == "answer-comments";
    let Some(slip) = sheet.table("received_comments") else { return };
    let mut rows = lately(sheet, desk, "received_comments");
    let place = |row: usize| {
        if under_own {
            slip.holds(row, "on_own_post")
        } else {
            !slip.holds(row, "on_own_post") && slip.holds(row, "is_reply")
        }
    };
    // Nobody is sent into a closed circle, to its people or under their posts.
    let shut = |row: usize| {
        desk.in_circle(slip.label(row, "counterpart"))
            || !under_own && desk.in_circle(host(sheet, slip.label(row, "post")))
    };
    rows.retain(|&row| slip.number(row, "answered") == 0.0 && place(row) && !shut(row));
    // The latest first: they are still warm.
    rows.reverse();
    rows.truncate(MOST);
    if rows.is_empty() {
        let why = if under_own {
            "no comment under your posts waits"
        } else {
            "nobody who answered your comments waits"
        };
        return offers.refuse(id, why);
    }
    let (like, note) = like(sheet, desk, "comments", |slip, row| slip.holds(row, "is_reply"));
    let sizes = sizes_of(rows.len(), &[1, 3, 10]).into_iter().map(|n| {
        let (rows, like) = (rows[..n].to_vec(), like.clone());
        let title = if under_own {
            format!("Answer {} under your posts", those(n, "comment that waits", "comments that wait"))
        } else {
            let whom = if n == 1 { "the person" } else { "the people" };
            let which = if n == 1 { String::new() } else { format!(" ({n} comments)") };
            format!("Come back to {whom} who answered you{which}")
        };
        Size {
            title,
            effort: Effort::of(5 * n),
            about: tell(sheet, "received_comments", &rows),
            change: Box::new(move |sheet| {
                for &row in &rows {
                    let Some(slip) = sheet.table("received_comments") else { return };
                    let deep = sheet.given("received_comments", row, "parent") != NO_ID;
                    let me = sheet.reading().resolved().roster().person(sheet.member());
                    let post = slip.label(row, "post");
                    let author = if slip.holds(row, "on_own_post") { me } else { host(sheet, post) };
                    let new = Comment {
                        to: slip.label(row, "counterpart"),
                        post,
                        author,
                        at: desk.now,
                        delay: hours(slip.time(row), desk.now),
                        on_own_post: slip.holds(row, "on_own_post"),
                        is_reply: true,
                        depth: if deep { 3.0 } else { 2.0 },
                    };
                    comment(sheet, desk, &new, &like, None);
                    answered(sheet, row, new.post, new.delay);
                }
            }),
        }
    });
    offers.offer(id, "waiting:", note, sizes.collect());
}

/// Who wrote a post under which the member has commented.
fn host(sheet: &Sheet<'_>, post: u32) -> u32 {
    let Some(slip) = sheet.table("comments").filter(|_| post != NO_ID) else { return NO_ID };
    let people = &sheet.reading().resolved().corpus().people;
    let rows = (0..slip.len()).filter(|&row| slip.label(row, "post") == post);
    rows.map(|row| slip.label(row, "post_author")).min_by_key(|&who| people.name(who)).unwrap_or(NO_ID)
}

/// Marks a comment as answered, and the post under which it stands.
fn answered(sheet: &mut Sheet<'_>, row: usize, post: u32, after: f64) {
    if let Some(slip) = sheet.table_mut("received_comments") {
        slip.set(row, "answered", 1.0);
        slip.set(row, "answer_hours", after);
    }
    let Some(slip) = sheet.table("posts") else { return };
    let host = (0..slip.len()).find(|&p| post != NO_ID && sheet.given("posts", p, "post") == post);
    if let Some(host) = host
        && let Some(slip) = sheet.table_mut("posts")
    {
        let (all, share) = (slip.number(host, "comments_by_others"), slip.number(host, "answered_share"));
        if all > 0.0 {
            slip.set(host, "answered_share", (share.max(0.0) + 1.0 / all).min(1.0));
        }
    }
}

/// As it would be if everybody who commented had been answered by the next day.
fn sooner<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "answer-within-a-day";
    let Some(slip) = sheet.table("received_comments") else { return };
    let mut rows = lately(sheet, desk, "received_comments");
    rows.retain(|&row| {
        slip.holds(row, "on_own_post")
            && !desk.in_circle(slip.label(row, "counterpart"))
            && !(slip.holds(row, "answered") && slip.number(row, "answer_hours") <= 24.0)
    });
    if rows.is_empty() {
        return offers
            .refuse(id, "every comment under your posts was answered within a day, or there was none");
    }
    let late = rows.len();
    let size = Size {
        title: "Answer who comments under your posts within a day".to_owned(),
        effort: Effort::Weeks,
        about: Vec::new(),
        change: Box::new(move |sheet| {
            let Some(slip) = sheet.table_mut("received_comments") else { return };
            for &row in &rows {
                slip.set(row, "answered", 1.0);
                slip.set(row, "answer_hours", 24.0);
            }
        }),
    };
    let were = if late == 1 {
        "1 comment of the window was not".to_owned()
    } else {
        format!("{late} comments of the window were not")
    };
    offers.offer(id, "", were, vec![size]);
}
