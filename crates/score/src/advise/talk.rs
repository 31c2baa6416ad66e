//! Speaking to people: messages, comments, answers and reactions, with all that they move.

use ssi_corpus::data::{DAY, NO_ID, NO_TIME};

use crate::advise::desk::{Desk, lately};
use crate::advise::traces::{Contact, MONTH, Person, fill, find, on_day, person, touch};
use crate::sheet::{Look, Sheet, Slip};

/// What an act of writing looks like to the rules.
#[derive(Clone)]
pub(super) enum Like {
    /// As a row of the member's own.
    Own(usize),
    /// As a text of ours.
    Text(Option<Look>),
}

/// The member's rows in the window from the best graded down, at most the better half of them; of equal ones the later first.
pub(super) fn better_half(
    sheet: &Sheet<'_>,
    desk: &Desk<'_>,
    name: &str,
    also: impl Fn(&Slip, usize) -> bool,
) -> Vec<usize> {
    let Some(slip) = sheet.table(name) else { return Vec::new() };
    let mut rows: Vec<usize> = lately(sheet, desk, name);
    rows.retain(|&row| !slip.grade(row).is_nan() && also(slip, row));
    rows.reverse();
    rows.sort_by(|&a, &b| slip.grade(b).total_cmp(&slip.grade(a)));
    rows.truncate(rows.len().div_ceil(2));
    rows
}

/// Rows by how others received them, from the least: picked evenly they stand for all of them.
pub(super) fn by_reception(slip: &Slip, mut rows: Vec<usize>, columns: &[&str]) -> Vec<Vec<f64>> {
    let values = |row: usize| -> Vec<f64> { columns.iter().map(|c| slip.number(row, c)).collect() };
    let mut all: Vec<Vec<f64>> = rows.drain(..).map(values).collect();
    all.sort_by(|a, b| {
        let orders = a.iter().zip(b).map(|(x, y)| x.total_cmp(y));
        orders.into_iter().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    all
}

/// The `i`-th of `n` that are picked evenly out of `all`.
pub(super) fn pick<T>(all: &[T], i: usize, n: usize) -> Option<&T> {
    all.get((2 * i + 1) * all.len() / (2 * n.max(1)))
}

/// Adds a row to a table of what the member wrote; returns its place.
pub(super) fn written(slip: &mut Slip, like: &Like, at: i64) -> usize {
    match like {
        Like::Own(row) => {
            let new = slip.copy(*row);
            slip.set_time(new, at);
            new
        }
        Like::Text(look) => {
            let new = slip.add(at);
            if let Some(look) = look {
                slip.wear(new, "text", look);
            }
            new
        }
    }
}

/// A message to somebody, now.
pub(super) fn message(sheet: &mut Sheet<'_>, desk: &Desk<'_>, to: u32, like: &Like) {
    let to = person(sheet, to);
    let now = desk.now;
    let (mine, theirs) = (last(sheet, "messages", to.id), last(sheet, "received_messages", to.id));
    let before = mine.max(theirs);
    let opens = before == NO_TIME || now - before >= MONTH;
    let answers = !opens && theirs > mine;
    let waiting = first_after(sheet, to.id, mine);
    let came = |name: &str, column: &str, days: i64| {
        sheet.table(name).is_some_and(|slip| {
            (0..slip.len())
                .any(|r| slip.label(r, column) == to.id && slip.is_between(r, now - days * DAY, now + 1))
        })
    };
    let commented = came("received_comments", "counterpart", 2);
    let read = came("comments", "counterpart", 7) || came("reactions", "counterpart", 7);
    on_day(sheet, now, "messages");
    if let Some(slip) = sheet.table_mut("messages") {
        let row = written(slip, like, now);
        slip.set_label(row, "counterpart", to.id);
        slip.set_label(row, "campaign", NO_ID);
        fill(
            slip,
            row,
            &[
                ("recipients", 1.0),
                ("opens", yes(opens)),
                ("answered", 0.0),
                ("answer_hours", f64::NAN),
                ("answers", yes(answers)),
                ("own_answer_hours", if answers { hours(waiting, now) } else { f64::NAN }),
                ("days_old", 0.0),
                ("is_first", yes(before == NO_TIME)),
                ("counterpart_seniority", to.seniority),
                ("to_connection", to.connected),
                ("to_commenter", yes(commented)),
                ("to_author_read", yes(read)),
                ("near_duplicates", 0.0),
            ],
        );
    }
    thread(sheet, desk, to, theirs > mine, waiting);
    invited(sheet, desk, to.id);
    touch(sheet, desk, to, now, Contact::Message);
}

/// The conversation of the two goes on, or begins.
fn thread(sheet: &mut Sheet<'_>, desk: &Desk<'_>, to: Person, their_turn: bool, waiting: i64) {
    let Some(slip) = sheet.table_mut("threads") else { return };
    let known = find(slip, "counterpart", to.id);
    let row = known.unwrap_or_else(|| slip.add(desk.now));
    let old = |column: &str| if known.is_some() { slip.number(row, column) } else { 0.0 };
    let silence = if known.is_some() { desk.now - slip.time(row) } else { 0 };
    let turns = old("turns") + yes(their_turn || known.is_none());
    let (messages, revived, answer) = (old("messages"), old("revived"), old("median_answer_hours"));
    let months = old("months_active") + yes(known.is_none() || desk.days(slip.time(row)) >= 30.0);
    if known.is_none() {
        slip.set_label(row, "counterpart", to.id);
        fill(
            slip,
            row,
            &[
                ("started_by_member", 1.0),
                ("counterpart_seniority", to.seniority),
                ("is_connection", to.connected),
            ],
        );
    }
    fill(
        slip,
        row,
        &[
            ("turns", turns),
            ("messages", messages + 1.0),
            ("both_sided", yes(turns > 1.0)),
            ("months_active", months),
            ("days_since_last", 0.0),
            ("revived", if silence >= MONTH { 1.0 } else { revived }),
            ("waits_for_member", 0.0),
            ("waits_for_counterpart", 1.0),
        ],
    );
    // The middle of several delays needs all of them; a first one is the middle.
    if their_turn && (known.is_none() || answer.is_nan()) {
        slip.set(row, "median_answer_hours", hours(waiting, desk.now));
    }
    slip.set_time(row, desk.now);
}

/// Who invited the member in the last days has got a message now.
fn invited(sheet: &mut Sheet<'_>, desk: &Desk<'_>, by: u32) {
    let Some(slip) = sheet.table_mut("invitations_received") else { return };
    for row in 0..slip.len() {
        if slip.label(row, "counterpart") == by && slip.is_between(row, desk.now - 7 * DAY, desk.now + 1) {
            slip.set(row, "got_message", 1.0);
        }
    }
}

/// The latest message of one direction with somebody.
fn last(sheet: &Sheet<'_>, name: &str, with: u32) -> i64 {
    let Some(slip) = sheet.table(name) else { return NO_TIME };
    let times =
        (0..slip.len()).filter(|&row| slip.label(row, "counterpart") == with).map(|row| slip.time(row));
    times.max().unwrap_or(NO_TIME)
}

/// The first message by somebody after a time.
fn first_after(sheet: &Sheet<'_>, by: u32, after: i64) -> i64 {
    let Some(slip) = sheet.table("received_messages") else { return NO_TIME };
    let rows = (0..slip.len()).filter(|&row| slip.label(row, "counterpart") == by && slip.time(row) > after);
    rows.map(|row| slip.time(row)).min().unwrap_or(NO_TIME)
}

/// A comment under somebody's post.
pub(super) struct Comment {
    pub(super) to: u32,
    pub(super) post: u32,
    pub(super) at: i64,
    /// Hours after what it answers.
    pub(super) delay: f64,
    pub(super) on_own_post: bool,
    pub(super) is_reply: bool,
    pub(super) depth: f64,
    pub(super) author: u32,
}

/// Whether and how others answer a comment.
pub(super) const ECHO: [&str; 3] = ["got_reply", "got_author_reply", "reactions"];

/// Writes a comment; `echo` says how it is received, in the order of [`ECHO`].
pub(super) fn comment(
    sheet: &mut Sheet<'_>,
    desk: &Desk<'_>,
    new: &Comment,
    like: &Like,
    echo: Option<&[f64]>,
) {
    let to = person(sheet, new.to);
    on_day(sheet, new.at, "comments");
    if let Some(slip) = sheet.table_mut("comments") {
        let row = written(slip, like, new.at);
        slip.set_label(row, "post", new.post);
        slip.set_label(row, "post_author", new.author);
        slip.set_label(row, "counterpart", new.to);
        fill(
            slip,
            row,
            &[
                ("on_own_post", yes(new.on_own_post)),
                ("is_reply", yes(new.is_reply)),
                ("delay_hours", new.delay),
                ("thread_depth", new.depth),
                ("counterpart_seniority", to.seniority),
                ("from_connection", to.connected),
                ("in_circle", 0.0),
                ("near_duplicates", 0.0),
            ],
        );
        if matches!(like, Like::Text(_)) {
            // What a text of ours shares with a text that nobody has chosen yet.
            fill(slip, row, &[("overlap", 0.2), ("copied_share", 0.0)]);
        }
        for (i, column) in ECHO.into_iter().enumerate() {
            let unknown = if column == "reactions" { f64::NAN } else { 0.0 };
            slip.set(row, column, echo.map_or(unknown, |all| all[i]));
        }
    }
    touch(sheet, desk, to, new.at, Contact::Comment);
}

/// Hours from one time to a later one.
pub(super) fn hours(from: i64, to: i64) -> f64 {
    if from == NO_TIME || to < from { f64::NAN } else { (to - from) as f64 / 3600.0 }
}

/// 1 or 0.
pub(super) fn yes(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// A reaction to what somebody wrote.
pub(super) fn reaction(sheet: &mut Sheet<'_>, desk: &Desk<'_>, to: u32, at: i64) {
    let to = person(sheet, to);
    on_day(sheet, at, "reactions");
    if let Some(slip) = sheet.table_mut("reactions") {
        let row = slip.add(at);
        slip.set_label(row, "counterpart", to.id);
        slip.set_label(row, "kind", desk.word("insightful"));
        fill(
            slip,
            row,
            // Some hours after the post, as of somebody who reads in the evening.
            &[("on_comment", 0.0), ("delay_minutes", 360.0), ("returned", 0.0), ("in_circle", 0.0)],
        );
    }
    touch(sheet, desk, to, at, Contact::Reaction);
}
