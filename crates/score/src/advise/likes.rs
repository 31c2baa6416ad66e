//! What a text that is not written yet is taken to be like: the member's own better ones, or a plain text of ours.

use crate::advise::desk::Desk;
use crate::advise::talk::{Like, better_half, pick};
use crate::sheet::{Look, Sheet, Slip};

/// Where the better half of somebody's texts is graded lower than this, more of the same is no advice.
const THIN: f64 = 0.2;

/// What new texts of a table are like: the better half of the member's own, or a text of ours where there are none or they
/// are thin. With a note that says so.
pub(super) fn likes(
    sheet: &Sheet<'_>,
    desk: &Desk<'_>,
    name: &str,
    also: impl Fn(&Slip, usize) -> bool,
) -> (Vec<Like>, String) {
    let half = better_half(sheet, desk, name, also);
    let sample = desk.sample(name, "text");
    let Some(slip) = sheet.table(name).filter(|_| !half.is_empty()) else {
        return (vec![Like::Text(sample.cloned())], plain(sample));
    };
    let mean = half.iter().map(|&row| slip.grade(row)).sum::<f64>() / half.len() as f64;
    if let Some(note) = too_thin(mean, sample) {
        return (vec![Like::Text(sample.cloned())], note);
    }
    let note = format!("counted as good as the better half of your own (grade {mean:.2})");
    (half.into_iter().map(Like::Own).collect(), note)
}

/// What one new text is like: the middle one of the better half, or a text of ours. A note where it is one of ours.
pub(super) fn like(
    sheet: &Sheet<'_>,
    desk: &Desk<'_>,
    name: &str,
    also: impl Fn(&Slip, usize) -> bool,
) -> (Like, String) {
    let half = better_half(sheet, desk, name, also);
    let sample = desk.sample(name, "text");
    let (Some(slip), Some(&row)) = (sheet.table(name), pick(&half, 0, 1)) else {
        return (Like::Text(sample.cloned()), plain(sample));
    };
    match too_thin(slip.grade(row), sample) {
        Some(note) => (Like::Text(sample.cloned()), note),
        None => (Like::Own(row), String::new()),
    }
}

/// Says that texts of a grade are too thin to write more of them, where they are and a text of ours is better.
fn too_thin(grade: f64, sample: Option<&Look>) -> Option<String> {
    let thin = grade < THIN && sample.is_some_and(|s| grade < s.grade);
    thin.then(|| format!("{}, as your own are thin ({grade:.2})", plain(sample)))
}

/// Says what a text of ours was graded.
pub(super) fn plain(sample: Option<&Look>) -> String {
    match sample.map(|s| s.grade).filter(|g| !g.is_nan()) {
        Some(grade) => format!("counted with a plain text that these rules grade {grade:.2}"),
        None => String::new(),
    }
}

/// What thin texts are brought up to: the member's own upper quartile, or a text of ours where that is better; with a note.
pub(super) fn model_text(sheet: &Sheet<'_>, desk: &Desk<'_>, name: &str) -> Option<(Look, String)> {
    let half = better_half(sheet, desk, name, |_, _| true);
    let own = pick(&half, 0, 1).and_then(|&row| sheet.table(name)?.look(row, "text"));
    let sample = desk.sample(name, "text").cloned();
    let better = |own: &Look| sample.as_ref().is_none_or(|s| s.grade.is_nan() || s.grade <= own.grade);
    if let Some(own) = own.filter(better) {
        let note = format!("computed as if those had the grade of your own better ones, {:.2}", own.grade);
        return Some((own, note));
    }
    let look = sample?;
    let note = if look.grade.is_nan() {
        "computed as if those had a plain text".to_owned()
    } else {
        format!("computed as if those had a plain text that these rules grade {:.2}", look.grade)
    };
    Some((look, note))
}
