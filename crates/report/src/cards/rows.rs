//! What a member wrote last and what waits for the member, from the rows of the member's sheet.

use ssi_corpus::data::{DAY, NO_ID};
use ssi_corpus::tables::{TABLES, table};
use ssi_score::rows::{Row, Told};
use ssi_score::sheet::{Sheet, Slip};

/// A text of the member with its grade.
#[derive(Clone, Debug, PartialEq)]
pub struct GradedText {
    /// Which it is.
    pub row: Told,
    /// The grade from 0 to 1.
    pub grade: f64,
    /// What it says, where that was asked for.
    pub text: Option<String>,
}

/// Somebody whose message waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The person's id.
    pub person: String,
    /// The day of the first message that waits, as in 2026-06-05.
    pub since: String,
}

/// The texts of a member in the window that were graded, from the best to the weakest; `texts` adds what they say.
pub fn graded_texts(sheet: &Sheet<'_>, texts: bool) -> Vec<GradedText> {
    let mut all = Vec::new();
    for id in ["posts", "comments", "messages"] {
        let (Some(slip), Some(place)) = (sheet.table(id), table(id)) else { continue };
        for row in in_window(sheet, slip).filter(|&row| !slip.grade(row).is_nan()) {
            let told = sheet.told(&Row { table: place, place: row, time: slip.time(row), value: f64::NAN });
            let text = texts.then(|| text_of(sheet, slip, place, row)).flatten();
            all.push(GradedText { row: told, grade: slip.grade(row), text });
        }
    }
    // Equal grades by what tells them apart, so that no order of rows shows.
    let order = |t: &GradedText| (t.row.table, t.row.time, t.row.id.clone(), t.row.counterpart.clone());
    all.sort_by(|a, b| b.grade.total_cmp(&a.grade).then_with(|| order(a).cmp(&order(b))));
    all
}

fn text_of(sheet: &Sheet<'_>, slip: &Slip, table: usize, row: usize) -> Option<String> {
    let texts = sheet.reading().resolved().corpus().rows(TABLES[table].file)?.texts("text")?;
    let origin = slip.origin(row).filter(|&origin| origin < texts.len())?;
    Some(texts.get(origin).to_owned())
}

/// The rows inside the window.
fn in_window(sheet: &Sheet<'_>, slip: &Slip) -> impl Iterator<Item = usize> {
    let end = sheet.reading().resolved().view().end;
    let since = end - i64::from(sheet.reading().model().window_days) * DAY;
    (0..slip.len()).filter(move |&row| slip.is_between(row, since, end))
}

/// Who wrote to the member within the window and has no answer yet, each once, who waits longest first.
///
/// `None` where the corpus does not tell.
pub fn replies_owed(sheet: &Sheet<'_>) -> Option<Vec<Owed>> {
    let slip = sheet.table("received_messages").filter(|slip| slip.has("answered"))?;
    let people = &sheet.reading().resolved().corpus().people;
    let waits = |row: &usize| slip.number(*row, "answered") == 0.0;
    let rows =
        in_window(sheet, slip).filter(waits).map(|row| (slip.time(row), slip.label(row, "counterpart")));
    let mut rows: Vec<(i64, &str)> =
        rows.filter(|(_, who)| *who != NO_ID).map(|(time, who)| (time, people.name(who))).collect();
    rows.sort_unstable();
    let mut owed: Vec<Owed> = Vec::new();
    for (time, person) in rows {
        if owed.iter().all(|o| o.person != person) {
            let since = crate::told::day(time).unwrap_or_default();
            owed.push(Owed { person: person.to_owned(), since });
        }
    }
    Some(owed)
}
