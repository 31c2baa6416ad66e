//! Levers on what a member does under other people's posts, and with those who come to the member's own.

use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::NO_ID;

use crate::advise::desk::{Desk, Written, anybody, lately};
use crate::advise::lever::{Change, Effort, MOST, Offers, Size, count, sizes_of, tell, tell_people};
use crate::advise::likes::{likes, model_text};
use crate::advise::talk::{Comment, ECHO, by_reception, comment, hours, pick, reaction};
use crate::advise::traces::{Contact, off_day, untouch};
use crate::advise::writing::improve;
use crate::sheet::{Sheet, Slip};

/// A comment graded this low, or written several times in nearly the same words, says nothing.
const EMPTY: f64 = 0.1;
/// A comment within so many hours is quick.
const QUICK: f64 = 0.25;
/// So many quick comments to one person are a habit.
const HABIT: usize = 3;
/// So many new people are enough for one window.
const NEW: usize = 20;
/// Somebody who reads in the evening comments some hours after the post.
const EVENING: i64 = 6 * 3600;

/// All levers on comments and reactions.
pub(super) fn levers<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    if offers.has("comment-more", sheet, "comments", "") {
        more(sheet, desk, offers);
    }
    if offers.has("say-more", sheet, "comments", "") {
        say_more(sheet, desk, offers);
    }
    for id in ["empty-comments", "quick-comments"] {
        if offers.has(id, sheet, "comments", "") {
            leave_out(sheet, desk, offers, id);
        }
    }
    if offers.has("react", sheet, "reactions", "") {
        react(sheet, desk, offers);
    }
}

/// Authors whom the member has not spoken to in comments: connections who decide first, then connections, then others. At
/// most `n`, and nobody of a closed circle.
fn new_people(sheet: &Sheet<'_>, desk: &Desk<'_>, n: usize) -> Vec<Written> {
    let Some(comments) = sheet.table("comments") else { return Vec::new() };
    let rows = 0..comments.len();
    let known: FxHashSet<u32> = rows.map(|row| comments.label(row, "counterpart")).collect();
    let me = sheet.reading().resolved().roster().person(sheet.member());
    let mut rank: FxHashMap<u32, u8> = FxHashMap::default();
    if let Some(slip) = sheet.table("connections") {
        for row in 0..slip.len() {
            let decides = slip.number(row, "seniority") >= 3.0;
            rank.insert(slip.label(row, "other"), u8::from(!decides));
        }
    }
    let mut found: [Vec<Written>; 3] = Default::default();
    for written in desk.authors.iter().filter(|w| w.author != me && !known.contains(&w.author)) {
        let class = usize::from(rank.get(&written.author).copied().unwrap_or(2));
        if found[class].len() < n {
            found[class].push(*written);
        }
    }
    found.into_iter().flatten().take(n).collect()
}

fn more<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "comment-more";
    let people = new_people(sheet, desk, NEW);
    if people.is_empty() {
        return offers.refuse(id, "no post by somebody new, outside of closed circles, lies in the window");
    }
    let Some(slip) = sheet.table("comments") else { return };
    let elsewhere = |slip: &Slip, row: usize| !slip.holds(row, "on_own_post");
    let (likes, note) = likes(sheet, desk, "comments", elsewhere);
    let mut own = lately(sheet, desk, "comments");
    own.retain(|&row| elsewhere(slip, row) && !to_circle(slip, desk, row));
    let echoes = by_reception(slip, own, &ECHO);
    let act = |n: usize, heard: bool| -> Change<'a> {
        let echoes = if heard { echoes.clone() } else { Vec::new() };
        let (people, likes) = (people[..n].to_vec(), likes.clone());
        Box::new(move |sheet| {
            for (i, to) in people.iter().enumerate() {
                let at = (to.time + EVENING).min(desk.now);
                let new = Comment {
                    to: to.author,
                    post: to.post,
                    author: to.author,
                    at,
                    delay: hours(to.time, at),
                    on_own_post: false,
                    is_reply: false,
                    depth: 1.0,
                };
                let echo = pick(&echoes, i, n).map(Vec::as_slice);
                comment(sheet, desk, &new, &likes[i % likes.len()], echo);
            }
        })
    };
    let who: Vec<u32> = people.iter().map(|w| w.author).collect();
    let wanted = sizes_of(people.len(), &[3, 10]);
    let sizes = wanted.iter().map(|&n| Size {
        title: match (n, slip.is_empty()) {
            (1, true) => "Comment on a post of somebody".to_owned(),
            (1, false) => "Comment on a post of somebody you have not commented on".to_owned(),
            (n, true) => format!("Comment on posts of {n} people"),
            (n, false) => format!("Comment on posts of {n} people you have not commented on"),
        },
        effort: if n <= 3 { Effort::Hour } else { Effort::Weeks },
        about: tell_people(sheet, &who[..n]),
        change: act(n, true),
    });
    offers.offer(id, "for example:", note, sizes.collect());
    offers.assume(wanted.iter().map(|&n| act(n, false)).collect(), "answered as often as yours are");
}

/// Whether a comment goes to somebody of a closed circle, or stands under a post of one.
fn to_circle(slip: &Slip, desk: &Desk<'_>, row: usize) -> bool {
    ["counterpart", "post_author"].into_iter().any(|column| desk.in_circle(slip.label(row, column)))
}

fn say_more<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "say-more";
    let Some((look, note)) = model_text(sheet, desk, "comments") else {
        return offers.refuse(id, "no rule grades comments, or there are no texts");
    };
    let Some(slip) = sheet.table("comments") else { return };
    let mut rows = lately(sheet, desk, "comments");
    rows.retain(|&row| slip.grade(row) < look.grade && !to_circle(slip, desk, row));
    rows.sort_by(|&a, &b| slip.grade(a).total_cmp(&slip.grade(b)));
    rows.truncate(MOST);
    if rows.is_empty() {
        return offers.refuse(
            id,
            "no comment in the window, but to a closed circle, is thinner than your better ones",
        );
    }
    let sizes = sizes_of(rows.len(), &[5, rows.len() / 2]).into_iter().map(|n| {
        let (rows, look) = (rows[..n].to_vec(), look.clone());
        Size {
            title: match n {
                1 => "Say more in the next comment than in the thinnest one".to_owned(),
                n => format!("Say more in the next comments than in the {n} thinnest ones"),
            },
            effort: Effort::Weeks,
            about: tell(sheet, "comments", &rows),
            change: Box::new(move |sheet| {
                let Some(slip) = sheet.table_mut("comments") else { return };
                for &row in &rows {
                    improve(slip, row, Some(&look));
                    slip.set(row, "near_duplicates", 0.0);
                }
            }),
        }
    });
    offers.offer(id, "thinnest first:", note, sizes.collect());
}

/// Takes comments out that say nothing, or that come within minutes and always to the same people.
fn leave_out<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>, id: &'static str) {
    let Some(slip) = sheet.table("comments") else { return };
    let mut rows = lately(sheet, desk, "comments");
    let quick =
        |row: usize| slip.number(row, "delay_hours") <= QUICK && slip.label(row, "counterpart") != NO_ID;
    let mut habits: FxHashMap<u32, usize> = FxHashMap::default();
    for &row in rows.iter().filter(|&&row| quick(row)) {
        *habits.entry(slip.label(row, "counterpart")).or_default() += 1;
    }
    let empty = id == "empty-comments";
    rows.retain(|&row| {
        if empty {
            slip.grade(row) <= EMPTY || slip.number(row, "near_duplicates") >= 2.0
        } else {
            let habit = habits.get(&slip.label(row, "counterpart")).is_some_and(|&n| n >= HABIT);
            quick(row) && (habit || slip.holds(row, "in_circle"))
        }
    });
    if rows.is_empty() {
        let why = if empty {
            "no comment in the window is empty or written several times"
        } else {
            "no comments come within minutes to the same people again and again"
        };
        return offers.refuse(id, why);
    }
    let sizes = sizes_of(rows.len(), &[rows.len() / 2]).into_iter().map(|n| {
        let gone: FxHashSet<usize> = rows[..n].iter().copied().collect();
        let title = if empty {
            format!(
                "Leave out {}",
                count(n, "comment that says nothing new", "comments that say nothing new")
            )
        } else {
            format!(
                "Leave out {}",
                count(n, "comment within minutes to your circle", "comments within minutes to your circle")
            )
        };
        Size {
            title,
            effort: Effort::Weeks,
            about: tell(sheet, "comments", &rows[..n]),
            change: Box::new(move |sheet| {
                let Some(slip) = sheet.table_mut("comments") else { return };
                let mut all: Vec<usize> = gone.iter().copied().collect();
                all.sort_unstable();
                let times: Vec<i64> = all.iter().map(|&row| slip.time(row)).collect();
                let people: Vec<u32> = all.iter().map(|&row| slip.label(row, "counterpart")).collect();
                slip.retain(|_, row| !gone.contains(&row));
                off_day(sheet, &times, "comments");
                untouch(sheet, desk, &people, Contact::Comment);
            }),
        }
    });
    offers.offer(id, "such as:", "as it will be when they have left the window", sizes.collect());
}

fn react<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let me = sheet.reading().resolved().roster().person(sheet.member());
    let others: Vec<u32> = desk.authors.iter().map(|w| w.author).filter(|&a| a != me).take(MOST).collect();
    let sizes = [10, 30].into_iter().map(|n: usize| {
        let who: Vec<u32> =
            (0..n).map(|i| others.get(i % others.len().max(1)).copied().unwrap_or(anybody(i))).collect();
        Size {
            title: format!("React to {n} posts that you read"),
            effort: Effort::of(n),
            about: Vec::new(),
            change: Box::new(move |sheet| {
                for (i, &to) in who.iter().enumerate() {
                    reaction(sheet, desk, to, desk.spread(i, n, 0));
                }
            }),
        }
    });
    offers.offer("react", "", "", sizes.collect());
}
