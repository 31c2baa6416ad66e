//! Levers on what a member does under other people's posts, and with those who come to the member's own.

use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::{DAY, NO_ID};

use crate::advise::desk::{Desk, Written, anybody, lately};
use crate::advise::lever::{Effort, MOST, Offers, Size, count, sizes_of, tell, tell_people, those};
use crate::advise::talk::{Comment, ECHO, Like, better_half, by_reception, comment, hours, pick, reaction};
use crate::advise::traces::{Contact, off_day, untouch};
use crate::advise::writing::{improve, model_text, plain};
use crate::sheet::{Sheet, Slip};

/// A comment graded this low, or written several times in nearly the same words, says nothing.
const EMPTY: f64 = 0.1;
/// A comment within so many hours is quick.
const QUICK: f64 = 0.25;
/// So many quick comments to one person are a habit.
const HABIT: usize = 3;
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

/// Authors whom the member has not spoken to in comments: connections who decide first, then connections, then others.
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
    let mut people: Vec<Written> = found.into_iter().flatten().take(n).collect();
    for i in people.len()..n {
        people.push(Written { author: anybody(i), post: NO_ID, time: desk.spread(i, n, DAY) });
    }
    people
}

fn more<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let elsewhere = |slip: &Slip, row: usize| !slip.holds(row, "on_own_post");
    let half = better_half(sheet, desk, "comments", elsewhere);
    let Some(slip) = sheet.table("comments") else { return };
    let sample = desk.sample("comments", "text");
    let (likes, note) = if half.is_empty() {
        (vec![Like::Text(sample.cloned())], plain(sample))
    } else {
        let mean = half.iter().map(|&row| slip.grade(row)).sum::<f64>() / half.len() as f64;
        let note = format!("counted as good as the better half of your own (grade {mean:.2})");
        (half.into_iter().map(Like::Own).collect(), note)
    };
    let mut own = lately(sheet, desk, "comments");
    own.retain(|&row| elsewhere(slip, row));
    let echoes = by_reception(slip, own, &ECHO);
    let sizes = [3, 10, 20].into_iter().map(|n| {
        let (likes, echoes, people) = (likes.clone(), echoes.clone(), new_people(sheet, desk, n));
        let who: Vec<u32> = people.iter().map(|w| w.author).collect();
        let new = if slip.is_empty() { "people" } else { "people you have not commented on" };
        Size {
            title: format!("Comment on posts of {n} {new}"),
            effort: if n <= 3 { Effort::Hour } else { Effort::Weeks },
            about: tell_people(sheet, &who),
            change: Box::new(move |sheet| {
                for (i, to) in people.iter().enumerate() {
                    let at = (to.time + EVENING).min(desk.now);
                    let delay = hours(to.time, at);
                    let new = Comment {
                        to: to.author,
                        post: to.post,
                        author: to.author,
                        at,
                        delay,
                        on_own_post: false,
                        is_reply: false,
                        depth: 1.0,
                    };
                    let echo = pick(&echoes, i, n).map(Vec::as_slice);
                    comment(sheet, desk, &new, &likes[i % likes.len()], echo);
                }
            }),
        }
    });
    offers.offer("comment-more", "for example:", note, sizes.collect());
}

fn say_more<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "say-more";
    let Some((look, note)) = model_text(sheet, desk, "comments") else {
        return offers.refuse(id, "no rule grades comments, or there are no texts");
    };
    let Some(slip) = sheet.table("comments") else { return };
    let mut rows = lately(sheet, desk, "comments");
    rows.retain(|&row| slip.grade(row) < look.grade);
    rows.sort_by(|&a, &b| slip.grade(a).total_cmp(&slip.grade(b)));
    rows.truncate(MOST);
    if rows.is_empty() {
        return offers.refuse(id, "no comment in the window is thinner than your better ones");
    }
    let sizes = sizes_of(rows.len(), &[5, rows.len() / 2]).into_iter().map(|n| {
        let (rows, look) = (rows[..n].to_vec(), look.clone());
        Size {
            title: format!("Say more in your comments: {}", those(n, "thinnest one", "thinnest ones")),
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
