//! Levers on what a member posts.

use crate::advise::desk::{Desk, lately};
use crate::advise::lever::{Change, Effort, MOST, Offers, Size, count, sizes_of, tell, those};
use crate::advise::likes::{likes, model_text};
use crate::advise::posting::{add_posts, remove_posts, spread_posts};
use crate::advise::samples::{HASHTAGS, QUESTION};
use crate::advise::talk::Like;
use crate::advise::traces::fill;
use crate::sheet::{Look, Sheet, Slip};

/// More posts a week than this leave room for fewer and better ones.
const MANY: f64 = 3.0;
/// Posts further apart than this many days leave a gap to fill.
const GAP: f64 = 14.0;

/// What is assumed of the reception of posts where a closed circle came to those before.
const NOBODY: &str = "as if nobody came to them, since a closed circle comes to yours";

/// All levers on posts.
pub(super) fn levers<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    const ALL: [&str; 7] = [
        "post-more",
        "originals",
        "rewrite-posts",
        "spread-posts",
        "fewer-posts",
        "ask-in-posts",
        "hashtags",
    ];
    if sheet.table("posts").is_none() {
        for id in ALL {
            offers.has(id, sheet, "posts", "");
        }
        return;
    }
    more(sheet, desk, offers);
    originals(sheet, desk, offers);
    rewrite(sheet, desk, offers);
    spread(sheet, desk, offers);
    fewer(sheet, desk, offers);
    again(
        sheet,
        desk,
        offers,
        "ask-in-posts",
        "without one:",
        QUESTION,
        "End the next {} with a question",
        |t| !t.contains(['?', '？', '؟']),
    );
    again(
        sheet,
        desk,
        offers,
        "hashtags",
        "without any:",
        HASHTAGS,
        "Give the next {} three hashtags of your subject",
        |t| !t.contains('#'),
    );
}

/// What new posts are like: the better half of the member's own originals, else a text of ours. With a note that says so.
fn likes_of_posts(sheet: &Sheet<'_>, desk: &Desk<'_>) -> (Vec<Like>, String) {
    likes(sheet, desk, "posts", |slip, row| !(slip.number(row, "is_original") == 0.0))
}

fn more<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let any =
        sheet.table("posts").is_some_and(|slip| !lately(sheet, desk, "posts").is_empty() && !slip.is_empty());
    let (likes, note) = likes_of_posts(sheet, desk);
    // Who is received by a closed circle cannot count on it: nobody comes to the new posts.
    let shut = desk.in_circle(sheet.reading().resolved().roster().person(sheet.member()));
    let post = |n: usize, heard: bool| -> Change<'a> {
        let likes = likes.clone();
        Box::new(move |sheet| add_posts(sheet, desk, n, &likes, heard))
    };
    let sizes = [1, 2].map(|a_week| {
        let n = a_week * desk.weeks;
        let times = if a_week == 1 { "once" } else { "twice" };
        Size {
            title: if any {
                format!("Post {times} more a week")
            } else {
                format!("Begin to post, {times} a week")
            },
            effort: Effort::Weeks,
            about: Vec::new(),
            change: post(n, !shut),
        }
    });
    let note = match (shut, note.as_str()) {
        (false, _) => note,
        (true, "") => format!("counted {NOBODY}"),
        (true, _) => format!("{note}, and {NOBODY}"),
    };
    offers.offer("post-more", "", note, sizes.into());
    let unheard = [1, 2].map(|a_week| post(a_week * desk.weeks, false));
    offers.assume(unheard.into(), "received as yours are");
}

fn originals<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    if !offers.has("originals", sheet, "posts", "is_original") {
        return;
    }
    let mut rows = lately(sheet, desk, "posts");
    rows.retain(|&row| sheet.table("posts").is_some_and(|slip| slip.number(row, "is_original") == 0.0));
    if rows.is_empty() {
        return offers.refuse("originals", "no re-share lies in the window");
    }
    let (likes, note) = likes_of_posts(sheet, desk);
    let sizes = sizes_of(rows.len(), &[rows.len() / 4, rows.len() / 2]).into_iter().map(|n| {
        let (likes, rows) = (likes.clone(), rows[rows.len() - n..].to_vec());
        Size {
            title: format!("Write a post of your own instead of {}", count(n, "re-share", "re-shares")),
            effort: Effort::Weeks,
            about: tell(sheet, "posts", &rows),
            change: Box::new(move |sheet| {
                let Some(slip) = sheet.table_mut("posts") else { return };
                for (i, &row) in rows.iter().enumerate() {
                    let look = match &likes[i % likes.len()] {
                        Like::Own(own) => slip.look(*own, "text"),
                        Like::Text(look) => look.clone(),
                    };
                    improve(slip, row, look.as_ref());
                    slip.set_label(row, "kind", desk.word("original"));
                    fill(
                        slip,
                        row,
                        &[("is_original", 1.0), ("is_bare_reshare", 0.0), ("near_duplicates", 0.0)],
                    );
                }
            }),
        }
    });
    offers.offer("originals", "re-shares:", note, sizes.collect());
}

/// Gives a row another text, where there is one.
pub(super) fn improve(slip: &mut Slip, row: usize, look: Option<&Look>) {
    if let Some(look) = look {
        slip.wear(row, "text", look);
    }
}

fn rewrite<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "rewrite-posts";
    let Some((look, note)) = model_text(sheet, desk, "posts") else {
        return offers.refuse(id, "no rule grades posts, or there are no texts");
    };
    let mut rows = lately(sheet, desk, "posts");
    let Some(slip) = sheet.table("posts") else { return };
    rows.retain(|&row| slip.grade(row) < look.grade && !(slip.number(row, "is_bare_reshare") == 1.0));
    rows.sort_by(|&a, &b| slip.grade(a).total_cmp(&slip.grade(b)));
    rows.truncate(MOST);
    let only = lately(sheet, desk, "posts").len() == 1;
    if rows.is_empty() {
        return offers.refuse(id, "no post in the window is thinner than your better ones");
    }
    let sizes = sizes_of(rows.len(), &[3, rows.len() / 2]).into_iter().map(|n| {
        let (rows, look) = (rows[..n].to_vec(), look.clone());
        Size {
            title: match n {
                _ if only => "Say more in the next post than in your one so far".to_owned(),
                1 => "Say more in the next post than in the thinnest one".to_owned(),
                n => format!("Say more in the next posts than in the {n} thinnest ones"),
            },
            effort: Effort::of(20 * n),
            about: tell(sheet, "posts", &rows),
            change: Box::new(move |sheet| {
                let Some(slip) = sheet.table_mut("posts") else { return };
                for &row in &rows {
                    improve(slip, row, Some(&look));
                }
            }),
        }
    });
    offers.offer(id, "thinnest first:", note, sizes.collect());
}

fn spread<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let rows = lately(sheet, desk, "posts");
    let Some(slip) = sheet.table("posts") else { return };
    let mut edges: Vec<i64> = rows.iter().map(|&row| slip.time(row)).collect();
    edges.insert(0, desk.since);
    edges.push(desk.now + 1);
    let gap = edges.windows(2).map(|w| desk.days(w[0]) - desk.days(w[1])).fold(0.0, f64::max);
    if rows.len() < 3 || rows.len() > MOST || gap <= GAP {
        let why = match rows.len() {
            0..3 => "fewer than 3 posts lie in the window",
            3..=MOST => "no gap is longer than two weeks",
            _ => "there are more posts than can be moved one by one",
        };
        return offers.refuse("spread-posts", why);
    }
    let every = desk.weeks * 7 / rows.len();
    let often = match every {
        0 | 1 => "one every day".to_owned(),
        n => format!("one every {n} days"),
    };
    let size = Size {
        title: format!("Spread your {} posts evenly, {often}", rows.len()),
        effort: Effort::Weeks,
        about: Vec::new(),
        change: Box::new(move |sheet| spread_posts(sheet, desk, &rows)),
    };
    offers.offer("spread-posts", "", format!("the longest gap is {gap:.0} days"), vec![size]);
}

fn fewer<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let mut rows = lately(sheet, desk, "posts");
    let Some(slip) = sheet.table("posts") else { return };
    if (rows.len() as f64) < MANY * desk.weeks as f64 {
        return offers.refuse("fewer-posts", "fewer than three posts a week are no flood");
    }
    rows.sort_by(|&a, &b| slip.grade(a).total_cmp(&slip.grade(b)));
    let sizes = [rows.len() / 4, rows.len() / 2].into_iter().filter(|&n| n > 0).map(|n| {
        let rows = rows[..n].to_vec();
        Size {
            title: format!("Leave out {}", those(n, "thinnest post", "thinnest posts")),
            effort: Effort::Weeks,
            about: tell(sheet, "posts", &rows),
            change: Box::new(move |sheet| remove_posts(sheet, &rows)),
        }
    });
    offers.offer(
        "fewer-posts",
        "thinnest first:",
        "as it will be when they have left the window",
        sizes.collect(),
    );
}

/// Reads posts again with a line added under them.
#[expect(clippy::too_many_arguments, reason = "two levers that differ in five words")]
fn again<'a>(
    sheet: &Sheet<'_>,
    desk: &'a Desk<'_>,
    offers: &mut Offers<'a>,
    id: &'static str,
    word: &'static str,
    line: &str,
    title: &str,
    lacks: impl Fn(&str) -> bool,
) {
    let corpus = sheet.reading().resolved().corpus();
    let texts = corpus.rows(ssi_corpus::schema::FileId::Posts).and_then(|rows| rows.texts("text"));
    let (Some(texts), Some(slip)) = (texts, sheet.table("posts")) else {
        return offers.refuse(id, "there are no texts of posts");
    };
    let text = |row: usize| slip.origin(row).map(|at| texts.get(at)).filter(|t| !t.trim().is_empty());
    let mut rows = lately(sheet, desk, "posts");
    rows.retain(|&row| text(row).is_some_and(&lacks));
    // The latest first: they are what readers still see.
    rows.reverse();
    rows.truncate(MOST);
    if rows.is_empty() {
        return offers.refuse(id, "every post in the window has that already, or there is none");
    }
    let words: Vec<String> = rows.iter().filter_map(|&row| text(row)).map(|t| format!("{t}{line}")).collect();
    let looks = desk.read_again("posts", "text", &words);
    if looks.is_empty() {
        return offers.refuse(id, "no rule reads the texts of posts");
    }
    let changes: Vec<(usize, Look)> = rows.iter().copied().zip(looks).collect();
    let sizes = sizes_of(rows.len(), &[3, rows.len() / 2]).into_iter().map(|n| {
        let changes = changes[..n].to_vec();
        Size {
            title: title.replace("{}", &if n == 1 { "post".to_owned() } else { format!("{n} posts") }),
            effort: Effort::of(5 * n),
            about: tell(sheet, "posts", &rows[..n]),
            change: Box::new(move |sheet| {
                let Some(slip) = sheet.table_mut("posts") else { return };
                for (row, look) in &changes {
                    slip.wear(*row, "text", look);
                }
            }),
        }
    });
    offers.offer(id, word, "computed as if those had such a line", sizes.collect());
}
