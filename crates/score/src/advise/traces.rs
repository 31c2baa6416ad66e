//! What one act leaves beside its own row: on the day, on the tie between two people, on the connection.

use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::{DAY, NO_ID, NO_TIME};

use crate::advise::desk::Desk;
use crate::sheet::{Sheet, Slip};

/// After this silence a message opens a conversation anew, and months are spans of as many days.
pub(super) const MONTH: i64 = 30 * DAY;
/// The tables of what a member does, as the days count them.
const DEEDS: [&str; 6] = ["posts", "comments", "reactions", "messages", "invitations_sent", "searches"];

/// One way in which somebody comes to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contact {
    Comment,
    Reaction,
    Message,
}

impl Contact {
    fn column(self) -> &'static str {
        match self {
            Self::Comment => "comments_to",
            Self::Reaction => "reactions_to",
            Self::Message => "messages_to",
        }
    }
}

/// What the sheet knows of another person.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) id: u32,
    /// NaN where nobody told.
    pub(super) seniority: f64,
    /// 1, 0, or NaN where the corpus has no connections.
    pub(super) connected: f64,
}

/// Looks a person up among the connections, the conversations and the ties.
pub(super) fn person(sheet: &Sheet<'_>, id: u32) -> Person {
    let mut found = Person { id, seniority: f64::NAN, connected: f64::NAN };
    if let Some(slip) = sheet.table("connections") {
        let row = find(slip, "other", id);
        found.connected = f64::from(u8::from(row.is_some()));
        // One who is listed twice has the higher of two titles.
        let rows = (0..slip.len()).filter(|&row| row_is(slip, row, "other", id));
        found.seniority = rows.map(|row| slip.number(row, "seniority")).fold(f64::NAN, f64::max);
    }
    for (name, column) in [
        ("ties", "seniority"),
        ("threads", "counterpart_seniority"),
        ("received_comments", "counterpart_seniority"),
    ] {
        if !found.seniority.is_nan() {
            break;
        }
        if let Some(slip) = sheet.table(name) {
            let rows = (0..slip.len()).filter(|&row| row_is(slip, row, "counterpart", id));
            found.seniority = rows.map(|row| slip.number(row, column)).fold(f64::NAN, f64::max);
        }
    }
    found
}

/// The row of a table about a person.
pub(super) fn find(slip: &Slip, column: &str, id: u32) -> Option<usize> {
    (id != NO_ID && slip.has(column)).then(|| (0..slip.len()).find(|&row| slip.label(row, column) == id))?
}

fn row_is(slip: &Slip, row: usize, column: &str, id: u32) -> bool {
    id != NO_ID && slip.label(row, column) == id
}

/// Sets several numbers of a row.
pub(super) fn fill(slip: &mut Slip, row: usize, values: &[(&str, f64)]) {
    for (column, value) in values {
        slip.set(row, column, *value);
    }
}

/// Adds to a number, which counts as 0 where it is missing.
pub(super) fn raise(slip: &mut Slip, row: usize, column: &str, by: f64) {
    let before = slip.number(row, column);
    slip.set(row, column, (if before.is_nan() { 0.0 } else { before } + by).max(0.0));
}

/// Notes an act on its day. To be called before the row of the act is added to its table.
pub(super) fn on_day(sheet: &mut Sheet<'_>, at: i64, deed: &str) {
    if sheet.table("days").is_none() {
        return;
    }
    let day = at.div_euclid(DAY);
    let first = !sheet.table(deed).is_some_and(|slip| has_day(slip, day));
    let Some(days) = sheet.table_mut("days") else { return };
    let row = (0..days.len()).find(|&row| days.time(row).div_euclid(DAY) == day);
    let row = row.unwrap_or_else(|| days.add(day * DAY));
    raise(days, row, "actions", 1.0);
    raise(days, row, "kinds", f64::from(u8::from(first)));
    days.set(row, "weekday", weekday(at));
}

/// Takes acts off their days. To be called after their rows were taken out of their table.
pub(super) fn off_day(sheet: &mut Sheet<'_>, times: &[i64], deed: &str) {
    debug_assert!(DEEDS.contains(&deed), "{deed} is no deed");
    let Some(slip) = sheet.table(deed).filter(|_| sheet.table("days").is_some()) else { return };
    let left: FxHashSet<i64> = (0..slip.len()).map(|row| slip.time(row).div_euclid(DAY)).collect();
    let mut gone: FxHashMap<i64, u32> = FxHashMap::default();
    for &time in times.iter().filter(|&&t| t != NO_TIME) {
        *gone.entry(time.div_euclid(DAY)).or_default() += 1;
    }
    let Some(days) = sheet.table_mut("days") else { return };
    for row in 0..days.len() {
        let day = days.time(row).div_euclid(DAY);
        if let Some(&n) = gone.get(&day) {
            raise(days, row, "actions", -f64::from(n));
            raise(days, row, "kinds", if left.contains(&day) { 0.0 } else { -1.0 });
        }
    }
    days.retain(|days, row| days.number(row, "actions") != 0.0);
}

fn has_day(slip: &Slip, day: i64) -> bool {
    (0..slip.len()).any(|row| slip.time(row) != NO_TIME && slip.time(row).div_euclid(DAY) == day)
}

/// The day of the week of a time, Monday is 1. 1970-01-01 was a Thursday.
pub(super) fn weekday(at: i64) -> f64 {
    ((at.div_euclid(DAY) + 3).rem_euclid(7) + 1) as f64
}

/// Notes that the member came to somebody: on their tie, and on the connection where the two speak.
pub(super) fn touch(sheet: &mut Sheet<'_>, desk: &Desk<'_>, to: Person, at: i64, by: Contact) {
    if to.id == NO_ID {
        return;
    }
    let days = desk.days(at);
    let speaks = by != Contact::Reaction && to.connected == 1.0;
    if let Some(slip) = sheet.table_mut("connections").filter(|_| speaks) {
        for row in 0..slip.len() {
            if row_is(slip, row, "other", to.id) {
                let before = slip.number(row, "days_since_contact");
                slip.set(row, "days_since_contact", before.min(days));
            }
        }
    }
    let Some(ties) = sheet.table_mut("ties") else { return };
    let row = find(ties, "counterpart", to.id).unwrap_or_else(|| {
        let row = ties.add(at);
        ties.set_label(row, "counterpart", to.id);
        for column in ["from_them", "comments_from", "reactions_from", "messages_from", "circle", "in_circle"]
        {
            ties.set(row, column, 0.0);
        }
        fill(ties, row, &[("is_connection", to.connected), ("seniority", to.seniority)]);
        row
    });
    let before = ties.number(row, "days_since_last");
    raise(ties, row, "to_them", 1.0);
    raise(ties, row, by.column(), 1.0);
    balance(ties, row);
    if before.is_nan() || before != days {
        raise(ties, row, "days_in_touch", 1.0);
    }
    let month = |days: f64| (days / 30.0).floor();
    if before.is_nan() || month(before) > month(days) {
        raise(ties, row, "months_in_touch", 1.0);
    }
    ties.set(row, "days_since_last", before.min(days));
    if at > ties.time(row) || ties.time(row) == NO_TIME {
        ties.set_time(row, at);
    }
}

/// Takes acts off the ties and connections of the people they were for (one entry an act). To be called after their rows
/// were taken out.
pub(super) fn untouch(sheet: &mut Sheet<'_>, desk: &Desk<'_>, people: &[u32], by: Contact) {
    let mut acts: FxHashMap<u32, u32> = FxHashMap::default();
    for &id in people.iter().filter(|&&id| id != NO_ID) {
        *acts.entry(id).or_default() += 1;
    }
    let last = last_contacts(sheet);
    if let Some(slip) = sheet.table_mut("connections") {
        for row in 0..slip.len() {
            let id = slip.label(row, "other");
            if acts.contains_key(&id) {
                let days = last.get(&id).map_or(f64::NAN, |&time| desk.days(time));
                slip.set(row, "days_since_contact", days);
            }
        }
    }
    let Some(ties) = sheet.table_mut("ties") else { return };
    for row in 0..ties.len() {
        let Some(&n) = acts.get(&ties.label(row, "counterpart")) else { continue };
        raise(ties, row, "to_them", -f64::from(n));
        raise(ties, row, by.column(), -f64::from(n));
        balance(ties, row);
    }
    ties.retain(|ties, row| {
        let [there, back] = ["to_them", "from_them"].map(|c| ties.number(row, c));
        !(acts.contains_key(&ties.label(row, "counterpart")) && there == 0.0 && back == 0.0)
    });
}

/// What the two directions of a tie come to.
fn balance(ties: &mut Slip, row: usize) {
    let [there, back] = ["to_them", "from_them"].map(|column| ties.number(row, column));
    let mutual = f64::from(u8::from(there > 0.0 && back > 0.0));
    fill(ties, row, &[("mutual", mutual), ("reciprocity", there.min(back) / there.max(back))]);
}

/// When the member and each other person last spoke, as far as the rows of the sheet tell.
fn last_contacts(sheet: &Sheet<'_>) -> FxHashMap<u32, i64> {
    let columns = [
        ("messages", "counterpart"),
        ("received_messages", "counterpart"),
        ("comments", "counterpart"),
        ("comments", "post_author"),
        ("received_comments", "counterpart"),
    ];
    let mut last: FxHashMap<u32, i64> = FxHashMap::default();
    for (name, column) in columns {
        let Some(slip) = sheet.table(name) else { continue };
        for row in 0..slip.len() {
            let time = last.entry(slip.label(row, column)).or_insert(NO_TIME);
            *time = slip.time(row).max(*time);
        }
    }
    last
}
