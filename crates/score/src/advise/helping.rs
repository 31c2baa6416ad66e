//! Levers on looking for people, being where they are, and helping them to be seen.

use ssi_corpus::data::NO_ID;

use crate::advise::desk::{Desk, anybody};
use crate::advise::lever::{Effort, MOST, Offers, Size, count, tell_people};
use crate::advise::meeting::{DIRECTOR, NEAR};
use crate::advise::traces::{fill, on_day, person};
use crate::sheet::Sheet;

/// All levers on searches, groups, events, follows, endorsements and recommendations.
pub(super) fn levers<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    if offers.has("save-search", sheet, "searches", "kind") {
        search(sheet, desk, offers, "save-search");
    }
    if offers.has("search", sheet, "searches", "") {
        search(sheet, desk, offers, "search");
    }
    for (id, name, title, effort) in [
        ("join-groups", "memberships", "Join {} of your trade", Effort::Minutes),
        ("go-to-events", "events", "Take part in {}", Effort::Hours),
        ("follow-leaders", "follows", "Follow {} of your trade", Effort::Minutes),
    ] {
        if offers.has(id, sheet, name, "") {
            join(desk, offers, id, name, title, effort);
        }
    }
    for (id, name) in [("endorse", "endorsements_given"), ("recommend", "recommendations_given")] {
        if offers.has(id, sheet, name, "") {
            help(sheet, desk, offers, id, name);
        }
    }
}

fn search<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>, id: &'static str) {
    let save = id == "save-search";
    let words = if save { ["saved", "alert"] } else { ["search"; 2] };
    let kinds: Vec<u32> = words.into_iter().map(|w| desk.word(w)).filter(|&w| w != NO_ID).collect();
    if save && kinds.is_empty() {
        return offers.refuse(id, "the corpus knows no saved searches and alerts");
    }
    let Some(slip) = sheet.table("searches") else { return };
    let own = (0..slip.len()).filter(|&r| kinds.contains(&slip.label(r, "kind"))).count();
    let sizes: &[usize] = if save { &[2] } else { &[4, 10] };
    let sizes = sizes.iter().map(|&n| {
        let kinds = kinds.clone();
        Size {
            title: match (save, own) {
                (true, 0) => "Save a search for your ideal client and set an alert".to_owned(),
                (true, _) => "Save one more search and set one more alert".to_owned(),
                (false, _) => format!("Search for people in your field {n} times"),
            },
            effort: if n > 4 { Effort::Weeks } else { Effort::Minutes },
            about: Vec::new(),
            change: Box::new(move |sheet| {
                for i in 0..n {
                    let at = if save { desk.now } else { desk.spread(i, n, 0) };
                    on_day(sheet, at, "searches");
                    let Some(slip) = sheet.table_mut("searches") else { return };
                    let row = slip.add(at);
                    slip.set_label(row, "kind", kinds.get(i % kinds.len().max(1)).copied().unwrap_or(NO_ID));
                    slip.set_label(row, "query", anybody(i));
                    slip.set(row, "same_minute", if save { 2.0 } else { 1.0 });
                }
            }),
        }
    });
    offers.offer(id, "", "", sizes.collect());
}

fn join<'a>(
    desk: &'a Desk<'_>,
    offers: &mut Offers<'a>,
    id: &'static str,
    name: &'static str,
    title: &str,
    effort: Effort,
) {
    let (one, many, kind) = match name {
        "memberships" => ("group", "groups", ""),
        "events" => ("live event", "live events", "attended"),
        _ => ("leading voice", "leading voices", "person"),
    };
    let sizes = [1, 3].map(|n| Size {
        title: title.replace("{}", &count(n, one, many)),
        effort,
        about: Vec::new(),
        change: Box::new(move |sheet: &mut Sheet<'_>| {
            let Some(slip) = sheet.table_mut(name) else { return };
            for i in 0..n {
                let row = slip.add(desk.spread(i, n, 0));
                slip.set_label(row, "kind", desk.word(kind));
                fill(slip, row, &[("relevance", NEAR), ("seniority", DIRECTOR)]);
            }
        }),
    });
    offers.offer(id, "", "", sizes.into());
}

/// Endorses or recommends people: connections first with whom the member was last in touch.
fn help<'a>(
    sheet: &Sheet<'_>,
    desk: &'a Desk<'_>,
    offers: &mut Offers<'a>,
    id: &'static str,
    name: &'static str,
) {
    let Some(given) = sheet.table(name) else { return };
    let mut close: Vec<(f64, &str, u32)> = Vec::new();
    if let Some(slip) = sheet.table("connections") {
        let people = &sheet.reading().resolved().corpus().people;
        let helped = |who: u32| (0..given.len()).any(|row| given.label(row, "counterpart") == who);
        let rows = (0..slip.len()).filter(|&row| !slip.number(row, "days_since_contact").is_nan());
        let who = rows.map(|r| {
            (
                slip.number(r, "days_since_contact"),
                people.name(slip.label(r, "other")),
                slip.label(r, "other"),
            )
        });
        close = who.filter(|&(_, _, id)| id != NO_ID && !desk.in_circle(id)).collect();
        close.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        close.truncate(MOST);
        close.retain(|&(_, _, id)| !helped(id));
    }
    let endorse = id == "endorse";
    let sizes: &[usize] = if endorse { &[3, 8] } else { &[1, 2] };
    let sizes = sizes.iter().map(|&n| {
        let who: Vec<u32> = (0..n).map(|i| close.get(i).map_or(anybody(i), |c| c.2)).collect();
        let title = if endorse {
            format!("Endorse a skill of {}", count(n, "person", "people"))
        } else {
            format!(
                "Recommend {} you have worked with",
                if n == 1 { "somebody".to_owned() } else { format!("{n} people") }
            )
        };
        Size {
            title,
            effort: Effort::of(if endorse { n } else { 20 * n }),
            about: tell_people(sheet, &who),
            change: Box::new(move |sheet| {
                for &to in &who {
                    let seniority = person(sheet, to).seniority;
                    let Some(slip) = sheet.table_mut(name) else { return };
                    let row = slip.add(desk.now);
                    slip.set_label(row, "counterpart", to);
                    slip.set_label(row, "status", desk.word(if endorse { "accepted" } else { "visible" }));
                    slip.set(row, "counterpart_seniority", seniority);
                }
            }),
        }
    });
    offers.offer(id, "for example:", "", sizes.collect());
}
