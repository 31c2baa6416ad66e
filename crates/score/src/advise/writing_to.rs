//! Levers on messages: what waits, whom to write to, and what to stop.

use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::NO_ID;

use crate::advise::desk::{Desk, lately};
use crate::advise::lever::{Effort, Lever, MOST, Offers, Size, count, sizes_of, tell, tell_people, those};
use crate::advise::likes::like;
use crate::advise::meeting::DIRECTOR;
use crate::advise::talk::{Like, message};
use crate::advise::traces::{Contact, off_day, person, raise, untouch};
use crate::sheet::Sheet;

/// So many first messages without an answer, or as many in nearly the same words, are a sequence.
const SEQUENCE: usize = 8;
/// So many people are written to instead.
const INSTEAD: usize = 10;
/// A first message is given so many days to be answered.
const PATIENCE: f64 = 7.0;

/// All levers on messages.
pub(super) fn levers<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    if offers.has("answer-messages", sheet, "received_messages", "answered") {
        answer(sheet, desk, offers);
    }
    if offers.has("write-again", sheet, "messages", "")
        && offers.has("write-again", sheet, "connections", "other")
    {
        again(sheet, desk, offers);
    }
    if offers.has("write-to-commenters", sheet, "messages", "")
        && offers.has("write-to-commenters", sheet, "received_comments", "counterpart")
    {
        commenters(sheet, desk, offers);
    }
    let both = ["stop-sequence", "few-instead-of-many"].map(|id| offers.has(id, sheet, "messages", ""));
    if both == [true; 2] {
        stop(sheet, desk, offers);
    }
}

/// Rows of messages that wait for the member, one a conversation: the one that has waited longest.
fn waiting(sheet: &Sheet<'_>, desk: &Desk<'_>) -> Vec<Vec<usize>> {
    let Some(slip) = sheet.table("received_messages") else { return Vec::new() };
    let mut groups: Vec<(u32, u32, Vec<usize>)> = Vec::new();
    for row in lately(sheet, desk, "received_messages") {
        if slip.number(row, "answered") != 0.0 || desk.in_circle(slip.label(row, "counterpart")) {
            continue;
        }
        let (talk, by) =
            (sheet.given("received_messages", row, "conversation"), slip.label(row, "counterpart"));
        match groups.iter_mut().find(|(t, b, _)| (*t != NO_ID && *t == talk) || (talk == NO_ID && *b == by)) {
            Some((_, _, rows)) => rows.push(row),
            None => groups.push((talk, by, vec![row])),
        }
        if groups.len() > MOST {
            groups.pop();
        }
    }
    groups.into_iter().map(|(_, _, rows)| rows).collect()
}

fn answer<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let groups = waiting(sheet, desk);
    if groups.is_empty() {
        return offers.refuse("answer-messages", "no message of the window waits for an answer");
    }
    let (like, note) = like(sheet, desk, "messages", |_, _| true);
    let sizes = sizes_of(groups.len(), &[1, 3, 10]).into_iter().map(|n| {
        let (groups, like) = (groups[..n].to_vec(), like.clone());
        let first: Vec<usize> = groups.iter().map(|rows| rows[0]).collect();
        Size {
            title: match n {
                1 => "Answer the person who waits for a message".to_owned(),
                n => format!("Answer the {n} people who wait for a message"),
            },
            effort: Effort::of(5 * n),
            about: tell(sheet, "received_messages", &first),
            change: Box::new(move |sheet| {
                for rows in &groups {
                    let Some(slip) = sheet.table("received_messages") else { return };
                    let to = slip.label(rows[rows.len() - 1], "counterpart");
                    message(sheet, desk, to, &like);
                    let Some(slip) = sheet.table_mut("received_messages") else { return };
                    for &row in rows {
                        let after = (desk.now - slip.time(row)) as f64 / 3600.0;
                        slip.set(row, "answered", 1.0);
                        slip.set(row, "answer_hours", after);
                    }
                }
            }),
        }
    });
    offers.offer("answer-messages", "waiting:", note, sizes.collect());
}

/// Connections without a contact in the window: those who decide first, then those who came to the member's posts, then those
/// whose words are nearest.
fn quiet(sheet: &Sheet<'_>, desk: &Desk<'_>, but: &FxHashSet<u32>) -> Vec<u32> {
    let Some(slip) = sheet.table("connections").filter(|slip| slip.has("days_since_contact")) else {
        return Vec::new();
    };
    let window = (desk.weeks * 7) as f64;
    let cold = |row: usize| {
        let (id, days) = (slip.label(row, "other"), slip.number(row, "days_since_contact"));
        id != NO_ID && !but.contains(&id) && !desk.in_circle(id) && (days.is_nan() || days >= window)
    };
    let mut rows: Vec<usize> = (0..slip.len()).filter(|&row| cold(row)).collect();
    let people = &sheet.reading().resolved().corpus().people;
    let or_nothing = |x: f64| if x.is_nan() { 0.0 } else { x };
    let rank = |row: usize| {
        let decides = f64::from(u8::from(slip.number(row, "seniority") >= DIRECTOR));
        [decides, or_nothing(slip.number(row, "engaged")), or_nothing(slip.number(row, "relevance"))]
    };
    rows.sort_by(|&a, &b| {
        let better = rank(b).into_iter().zip(rank(a)).map(|(x, y)| x.total_cmp(&y)).find(|o| o.is_ne());
        let by_name = || people.name(slip.label(a, "other")).cmp(people.name(slip.label(b, "other")));
        better.unwrap_or_else(by_name)
    });
    let mut who: Vec<u32> = rows.into_iter().map(|row| slip.label(row, "other")).collect();
    // One that is listed twice is one person.
    let mut seen = FxHashSet::default();
    who.retain(|&id| seen.insert(id));
    who
}

fn again<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "write-again";
    let who = quiet(sheet, desk, &FxHashSet::default());
    if who.is_empty() {
        return offers.refuse(id, "there is no connection that was not spoken to in the window");
    }
    let deciding = who.iter().take(MOST).filter(|&&id| person(sheet, id).seniority >= DIRECTOR).count();
    let (like, note) = like(sheet, desk, "messages", |_, _| true);
    let sizes = sizes_of(who.len().min(25), &[3, 10]).into_iter().map(|n| {
        let (who, like) = (who[..n].to_vec(), like.clone());
        let title = match n {
            1 => "Write to a connection you have not spoken to for a while".to_owned(),
            n if n <= deciding => {
                format!("Write to {n} decision makers among your connections who have gone quiet")
            }
            n => format!("Write to {n} connections you have not spoken to for a while"),
        };
        Size {
            title,
            effort: if n <= 3 { Effort::of(5 * n) } else { Effort::Weeks },
            about: tell_people(sheet, &who),
            change: Box::new(move |sheet| {
                for &to in &who {
                    message(sheet, desk, to, &like);
                }
            }),
        }
    });
    offers.offer(id, "such as:", note, sizes.collect());
}

/// People who comment under the member's posts and have got no message in the window.
fn commenters<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "write-to-commenters";
    let (Some(slip), Some(sent)) = (sheet.table("received_comments"), sheet.table("messages")) else {
        return;
    };
    let written: FxHashSet<u32> =
        lately(sheet, desk, "messages").into_iter().map(|row| sent.label(row, "counterpart")).collect();
    let mut seen = written.clone();
    let mut rows = lately(sheet, desk, "received_comments");
    rows.reverse();
    rows.retain(|&row| {
        let who = slip.label(row, "counterpart");
        who != NO_ID && !desk.in_circle(who) && slip.holds(row, "on_own_post") && seen.insert(who)
    });
    rows.truncate(MOST);
    if rows.is_empty() {
        return offers.refuse(id, "nobody commented under your posts whom you have not written to");
    }
    let (like, note) = like(sheet, desk, "messages", |_, _| true);
    let sizes = sizes_of(rows.len(), &[1, 3, 10]).into_iter().map(|n| {
        let who: Vec<u32> = rows[..n].iter().map(|&row| slip.label(row, "counterpart")).collect();
        let like = like.clone();
        Size {
            title: match n {
                1 => "Write to the person who commented under your posts".to_owned(),
                n => format!("Write to {n} people who commented under your posts"),
            },
            effort: Effort::of(10 * n),
            about: tell_people(sheet, &who),
            change: Box::new(move |sheet| who.iter().for_each(|&to| message(sheet, desk, to, &like))),
        }
    });
    offers.offer(id, "such as:", note, sizes.collect());
}

/// Takes messages out that were sent to many, or that opened a conversation that nobody took up.
fn stop<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "stop-sequence";
    let Some(slip) = sheet.table("messages") else { return };
    let mut rows = lately(sheet, desk, "messages");
    let cold = |row: usize| {
        slip.holds(row, "opens") && !slip.holds(row, "answered") && slip.number(row, "days_old") >= PATIENCE
    };
    rows.retain(|&row| cold(row) || slip.number(row, "near_duplicates") >= 2.0);
    if rows.len() < SEQUENCE {
        let why = "there are not many messages that open and get no answer";
        offers.refuse("few-instead-of-many", why);
        return offers.refuse(id, why);
    }
    let gone: FxHashSet<usize> = rows.iter().copied().collect();
    let n = rows.len();
    let title = if rows.iter().all(|&row| cold(row)) {
        format!("Stop the sequence: {} no answer", count(n, "message got", "messages got"))
    } else {
        format!("Stop writing the same to many: {}", those(n, "message", "messages"))
    };
    let size = Size {
        title,
        effort: Effort::Weeks,
        about: tell(sheet, "messages", &rows),
        change: Box::new({
            let gone = gone.clone();
            move |sheet| without(sheet, desk, &gone)
        }),
    };
    let note = "as it will be when they have left the window".to_owned();
    // Writing to a few instead does this too.
    offers.levers.push(Lever {
        id,
        part_of: Some("few-instead-of-many"),
        word: "to:",
        note,
        sizes: vec![size],
        assumed: None,
    });
    let had = rows.iter().map(|&row| slip.label(row, "counterpart")).collect();
    let who: Vec<u32> = quiet(sheet, desk, &had).into_iter().take(INSTEAD).collect();
    if who.is_empty() {
        return offers.refuse("few-instead-of-many", "there is no connection to write to instead");
    }
    let like = Like::Text(desk.sample("messages", "text").cloned());
    let size = Size {
        title: format!("Write to {} you know instead of the sequence", count(who.len(), "person", "people")),
        effort: Effort::Weeks,
        about: tell_people(sheet, &who),
        change: Box::new(move |sheet| {
            without(sheet, desk, &gone);
            for &to in &who {
                message(sheet, desk, to, &like);
            }
        }),
    };
    let note = format!("as it will be when {} left the window", count(n, "message has", "messages have"));
    offers.offer("few-instead-of-many", "such as:", note, vec![size]);
}

/// Takes messages out, with the conversations that consisted of them.
fn without(sheet: &mut Sheet<'_>, desk: &Desk<'_>, gone: &FxHashSet<usize>) {
    let Some(slip) = sheet.table_mut("messages") else { return };
    let mut rows: Vec<usize> = gone.iter().copied().collect();
    rows.sort_unstable();
    let times: Vec<i64> = rows.iter().map(|&row| slip.time(row)).collect();
    let people: Vec<u32> = rows.iter().map(|&row| slip.label(row, "counterpart")).collect();
    slip.retain(|_, row| !gone.contains(&row));
    off_day(sheet, &times, "messages");
    if let Some(slip) = sheet.table_mut("threads") {
        let mut sent: FxHashMap<u32, u32> = FxHashMap::default();
        for &id in &people {
            *sent.entry(id).or_default() += 1;
        }
        for row in 0..slip.len() {
            if let Some(&n) = sent.get(&slip.label(row, "counterpart")) {
                raise(slip, row, "messages", -f64::from(n));
            }
        }
        slip.retain(|slip, row| slip.holds(row, "both_sided") || slip.number(row, "messages") > 0.0);
    }
    untouch(sheet, desk, &people, Contact::Message);
}
