//! Levers on the profile: its empty parts, and its two texts.

use crate::advise::desk::Desk;
use crate::advise::lever::{Effort, Lever, Offers, Size};
use crate::sheet::{Look, Sheet, Slip};

/// A part of a profile: the column, from what on it counts as filled, what to do, and how long that takes.
struct Part {
    id: &'static str,
    column: &'static str,
    enough: f64,
    title: &'static str,
    minutes: usize,
}

const fn part(
    id: &'static str,
    column: &'static str,
    enough: f64,
    title: &'static str,
    minutes: usize,
) -> Part {
    Part { id, column, enough, title, minutes }
}

/// The parts that a person can fill alone, the order being that of a profile page.
const PARTS: [Part; 17] = [
    part("photo", "has_photo", 1.0, "Add a photo", 10),
    part("cover", "has_cover", 1.0, "Add a cover image", 15),
    part("headline", "has_headline", 1.0, "Write a headline", 15),
    part("summary", "has_summary", 1.0, "Write a summary", 60),
    part("title", "has_title", 1.0, "Fill in your job title", 2),
    part("company", "has_company", 1.0, "Fill in your employer", 2),
    part("industry", "has_industry", 1.0, "Fill in your industry", 2),
    part("location", "has_location", 1.0, "Fill in where you work", 2),
    part("url", "custom_url", 1.0, "Choose an address of your own for the profile", 5),
    part("positions", "positions", 3.0, "List your last 3 positions", 15),
    part("descriptions", "positions_described", 2.0, "Describe what you did in 2 positions", 40),
    part("education", "education", 1.0, "Add a school or a course", 5),
    part("skills", "skills", 5.0, "List 5 skills", 5),
    part("languages", "languages", 2.0, "List the languages that you speak", 2),
    part("certifications", "certifications", 1.0, "Add a certificate, if you have one", 5),
    part("featured", "featured", 2.0, "Show 2 work samples", 20),
    part("more-skills", "skills", 10.0, "List 10 skills", 10),
];

/// The parts together that take minutes each.
const ALL: &str = "profile-parts";
/// How many recommendations come of five requests; others decide, so it is said.
const WRITTEN: f64 = 2.0;

/// All levers on the profile.
pub(super) fn levers<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    if sheet.table("profile").is_none_or(Slip::is_empty) {
        let why = if sheet.table("profile").is_some() {
            "members.csv has no row of this member"
        } else {
            "there is no members.csv"
        };
        for id in PARTS.iter().map(|p| p.id).chain([
            ALL,
            "better-headline",
            "better-summary",
            "ask-recommendations",
        ]) {
            offers.refuse(id, why);
        }
        return;
    }
    let open: Vec<&'static Part> = PARTS.iter().filter(|part| lacks(sheet, part, offers)).collect();
    let quick: Vec<&'static Part> =
        open.iter().copied().filter(|p| p.minutes <= 20 && p.id != "more-skills").collect();
    for &part in &open {
        offers.levers.push(Lever {
            id: part.id,
            part_of: (quick.len() > 1 && quick.iter().any(|q| q.id == part.id)).then_some(ALL),
            word: "",
            note: said(desk, part),
            sizes: vec![Size {
                title: part.title.to_owned(),
                effort: Effort::of(part.minutes),
                about: Vec::new(),
                change: Box::new(move |sheet| fill(sheet, desk, part)),
            }],
            assumed: None,
        });
    }
    if quick.len() > 1 {
        let names: Vec<&str> = quick.iter().map(|p| name(p)).collect();
        let minutes = quick.iter().map(|p| p.minutes).sum();
        let title = format!("Fill the {} empty parts of the profile that take minutes", quick.len());
        let note = names.join(", ");
        let change =
            Box::new(move |sheet: &mut Sheet<'_>| quick.iter().for_each(|part| fill(sheet, desk, part)));
        let size = Size { title, effort: Effort::of(minutes), about: Vec::new(), change };
        offers.offer(ALL, "", note, vec![size]);
    } else {
        offers.refuse(ALL, "fewer than two parts that take minutes are empty");
    }
    for (id, column) in [("better-headline", "headline"), ("better-summary", "summary")] {
        better(sheet, desk, offers, id, column);
    }
    ask(sheet, offers);
}

/// Whether a part is known to be empty or short. Says why not where it is not.
fn lacks(sheet: &Sheet<'_>, part: &Part, offers: &mut Offers<'_>) -> bool {
    let value = sheet.table("profile").map_or(f64::NAN, |slip| slip.number(0, part.column));
    if value.is_nan() {
        offers.refuse(part.id, format!("nobody told `{}` of the profile", part.column));
        return false;
    }
    if value >= part.enough {
        offers.refuse(part.id, "the profile has that");
        return false;
    }
    if part.id == "more-skills" && value < 5.0 {
        offers.refuse(part.id, "the first five skills come first");
        return false;
    }
    true
}

/// A part in a word, for a list.
fn name(part: &Part) -> &'static str {
    match part.id {
        "url" => "address",
        "title" => "job title",
        "company" => "employer",
        "certifications" => "certificate",
        "featured" => "work samples",
        other => other,
    }
}

fn said(desk: &Desk<'_>, part: &Part) -> String {
    let text = matches!(part.id, "headline" | "summary")
        .then(|| desk.sample("profile", part.column_of_text()))
        .flatten();
    match text.map(|look| look.grade).filter(|g| !g.is_nan()) {
        Some(grade) => format!("counted with a plain text that these rules grade {grade:.2}"),
        None => String::new(),
    }
}

impl Part {
    fn column_of_text(&self) -> &'static str {
        if self.id == "summary" { "summary" } else { "headline" }
    }
}

fn fill(sheet: &mut Sheet<'_>, desk: &Desk<'_>, part: &Part) {
    let Some(slip) = sheet.table_mut("profile") else { return };
    slip.set(0, part.column, part.enough);
    match part.id {
        "headline" | "summary" => {
            let text = part.column_of_text();
            if let Some(look) = desk.sample("profile", text) {
                slip.wear(0, text, look);
            }
        }
        // What is described is listed.
        "descriptions" if slip.number(0, "positions") < part.enough => slip.set(0, "positions", part.enough),
        _ => {}
    }
}

/// Brings a text of the profile up to a plain good one.
fn better<'a>(
    sheet: &Sheet<'_>,
    desk: &'a Desk<'_>,
    offers: &mut Offers<'a>,
    id: &'static str,
    column: &'static str,
) {
    let Some(look): Option<&Look> = desk.sample("profile", column) else {
        return offers.refuse(id, format!("no rule reads the {column}, or nobody told it"));
    };
    let there = sheet
        .table("profile")
        .is_some_and(|s| s.holds(0, if column == "headline" { "has_headline" } else { "has_summary" }));
    let now = sheet.table("profile").and_then(|slip| slip.look(0, column)).map_or(f64::NAN, |l| l.grade);
    if !there {
        return offers.refuse(id, format!("there is no {column} yet"));
    }
    if now.is_nan() || look.grade.is_nan() || now >= look.grade {
        return offers.refuse(id, format!("the {column} is as good as a plain good one"));
    }
    let size = Size {
        title: format!("Rewrite your {column}"),
        effort: if column == "headline" { Effort::Minutes } else { Effort::Hour },
        about: Vec::new(),
        change: Box::new(move |sheet| {
            if let Some(slip) = sheet.table_mut("profile") {
                slip.wear(0, column, look);
            }
        }),
    };
    let note = format!(
        "from grade {now:.2} to {:.2}, that of a plain good one; try lines with `ssi lint --kind {column}`",
        look.grade
    );
    offers.offer(id, "", note, vec![size]);
}

/// Asks for recommendations. What others then do is assumed, and said.
fn ask(sheet: &Sheet<'_>, offers: &mut Offers<'_>) {
    let id = "ask-recommendations";
    let shown = sheet.table("profile").map_or(f64::NAN, |slip| slip.number(0, "recommendations"));
    if shown.is_nan() {
        return offers.refuse(id, "nobody told `recommendations` of the profile");
    }
    let size = Size {
        title: "Ask five clients or colleagues for a recommendation".to_owned(),
        effort: Effort::Hour,
        about: Vec::new(),
        change: Box::new(move |sheet| {
            if let Some(slip) = sheet.table_mut("profile") {
                slip.set(0, "recommendations", shown + WRITTEN);
            }
        }),
    };
    offers.offer(id, "", "counted with two of the five writing one", vec![size]);
}
