//! Levers on invitations and the network that grows of them.

use ssi_corpus::data::{DAY, NO_ID};
use ssi_corpus::tables::PROFILE;
use ssi_corpus::tables::TABLES;

use crate::advise::desk::{Desk, anybody, lately};
use crate::advise::lever::{Effort, Lever, Offers, Size, count, sizes_of, tell};
use crate::advise::talk::yes;
use crate::advise::traces::{fill, off_day, on_day};
use crate::sheet::{Sheet, Slip};

/// More invitations than this on one day are a net.
const MASS: f64 = 12.0;
/// What a good choice of people, groups and events shares with the member's own words, where nobody knows better.
pub(super) const NEAR: f64 = 0.3;
/// A director or vice president.
pub(super) const DIRECTOR: f64 = 3.0;

/// All levers on people.
pub(super) fn levers<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    if offers.has("answer-invitations", sheet, "invitations_received", "answered") {
        answer(sheet, desk, offers);
    }
    if offers.has("invitation-notes", sheet, "invitations_sent", "has_note") {
        notes(sheet, desk, offers);
    }
    for (id, decides) in [("invite-decision-makers", true), ("invite-industry", false)] {
        if offers.has(id, sheet, "connections", "") {
            invite(sheet, desk, offers, id, decides);
        }
    }
    if offers.has("fewer-invitations", sheet, "invitations_sent", "same_day") {
        fewer(sheet, desk, offers);
    }
}

fn answer<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "answer-invitations";
    let Some(slip) = sheet.table("invitations_received") else { return };
    let mut rows = lately(sheet, desk, "invitations_received");
    rows.retain(|&row| {
        slip.number(row, "answered") == 0.0 && !desk.in_circle(slip.label(row, "counterpart"))
    });
    if rows.is_empty() {
        return offers.refuse(id, "no invitation of the window waits for an answer");
    }
    let sizes = sizes_of(rows.len(), &[3, 10]).into_iter().map(|n| {
        let rows = rows[..n].to_vec();
        Size {
            title: format!(
                "Accept or decline {}",
                count(n, "invitation that waits", "invitations that wait")
            ),
            effort: Effort::of(2 * n),
            about: tell(sheet, "invitations_received", &rows),
            change: Box::new(move |sheet| {
                let Some(slip) = sheet.table_mut("invitations_received") else { return };
                for &row in &rows {
                    let days = desk.days(slip.time(row));
                    fill(slip, row, &[("answered", 1.0), ("answer_days", days)]);
                    slip.set_label(row, "status", desk.word("declined"));
                }
            }),
        }
    });
    offers.offer(id, "waiting:", "counted as answered, whatever the answer", sizes.collect());
}

fn notes<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "invitation-notes";
    let Some(slip) = sheet.table("invitations_sent") else { return };
    let mut rows = lately(sheet, desk, "invitations_sent");
    rows.retain(|&row| !slip.holds(row, "has_note") || slip.number(row, "near_duplicates") >= 2.0);
    if rows.is_empty() {
        return offers.refuse(id, "every invitation of the window has a note of its own, or there is none");
    }
    let bare = rows.len();
    let look = desk.sample("invitations_sent", "note").cloned();
    let size = Size {
        title: "Write a line of your own with each invitation".to_owned(),
        effort: Effort::Weeks,
        about: Vec::new(),
        change: Box::new(move |sheet| {
            let Some(slip) = sheet.table_mut("invitations_sent") else { return };
            for &row in &rows {
                fill(slip, row, &[("has_note", 1.0), ("near_duplicates", 0.0)]);
                if let Some(look) = &look {
                    slip.wear(row, "note", look);
                }
            }
        }),
    };
    let had = format!("{} of the window had none", count(bare, "invitation", "invitations"));
    offers.offer(id, "", had, vec![size]);
}

/// Invites people of the member's industry; a third of them accept.
fn invite<'a>(
    sheet: &Sheet<'_>,
    desk: &'a Desk<'_>,
    offers: &mut Offers<'a>,
    id: &'static str,
    decides: bool,
) {
    let Some(slip) = sheet.table("connections") else { return };
    let near = upper(slip, "relevance").unwrap_or(NEAR);
    let shared = upper(slip, "shared_connections").unwrap_or(f64::NAN);
    let industry =
        sheet.table(TABLES[PROFILE].id).filter(|p| !p.is_empty()).map_or(NO_ID, |p| p.label(0, "industry"));
    let sizes = [6, 15, 30].into_iter().map(|n: usize| {
        let whom = if decides { "decision makers of your trade" } else { "people of your trade" };
        Size {
            title: format!("Invite {n} {whom}, each with a line of your own"),
            effort: if n <= 6 { Effort::Hour } else { Effort::Weeks },
            about: Vec::new(),
            change: Box::new(move |sheet| {
                let seniority = if decides { DIRECTOR } else { 0.0 };
                for i in 0..n {
                    // Asked long enough ago to have answered.
                    let at = desk.spread(i, n, 8 * DAY);
                    let accepted = i % 3 == 1;
                    invitation(
                        sheet,
                        desk,
                        anybody(i),
                        at,
                        accepted,
                        &[("counterpart_seniority", seniority), ("relevance", near)],
                    );
                    let Some(slip) = sheet.table_mut("connections").filter(|_| accepted) else { continue };
                    let row = slip.add(at + DAY);
                    slip.set_label(row, "other", anybody(i));
                    slip.set_label(row, "industry", industry);
                    fill(
                        slip,
                        row,
                        &[
                            ("seniority", seniority),
                            ("is_decision_maker", yes(decides)),
                            ("same_industry", 1.0),
                            ("same_company", 0.0),
                            ("age_days", desk.days(at + DAY)),
                            ("engaged", 0.0),
                            ("relevance", near),
                            ("shared_connections", shared),
                        ],
                    );
                }
            }),
        }
    });
    let note = "counted with one in three accepting".to_owned();
    // Decision makers of the trade are people of the trade.
    let part_of = (!decides).then_some("invite-decision-makers");
    offers.levers.push(Lever { id, part_of, word: "", note, sizes: sizes.collect(), assumed: None });
}

/// The value of a column that a quarter of the rows reach.
fn upper(slip: &Slip, column: &str) -> Option<f64> {
    let mut all: Vec<f64> =
        (0..slip.len()).map(|row| slip.number(row, column)).filter(|x| !x.is_nan()).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() * 3 / 4).copied()
}

fn invitation(
    sheet: &mut Sheet<'_>,
    desk: &Desk<'_>,
    to: u32,
    at: i64,
    accepted: bool,
    more: &[(&str, f64)],
) {
    if sheet.table("invitations_sent").is_none() {
        return;
    }
    on_day(sheet, at, "invitations_sent");
    let Some(slip) = sheet.table_mut("invitations_sent") else { return };
    let row = slip.add(at);
    slip.set_label(row, "counterpart", to);
    slip.set_label(row, "status", desk.word(if accepted { "accepted" } else { "pending" }));
    fill(
        slip,
        row,
        &[
            ("accepted", yes(accepted)),
            ("has_note", 1.0),
            ("near_duplicates", 0.0),
            ("days_old", desk.days(at)),
        ],
    );
    fill(slip, row, &[("answer_days", if accepted { 1.0 } else { f64::NAN })]);
    fill(slip, row, more);
    if let Some(look) = desk.sample("invitations_sent", "note") {
        slip.wear(row, "note", look);
    }
    let day = at.div_euclid(DAY);
    let same: Vec<usize> = (0..slip.len()).filter(|&r| slip.time(r).div_euclid(DAY) == day).collect();
    for &r in &same {
        slip.set(r, "same_day", same.len() as f64);
    }
}

fn fewer<'a>(sheet: &Sheet<'_>, desk: &'a Desk<'_>, offers: &mut Offers<'a>) {
    let id = "fewer-invitations";
    let Some(slip) = sheet.table("invitations_sent") else { return };
    let mut rows = lately(sheet, desk, "invitations_sent");
    rows.retain(|&row| slip.number(row, "same_day") > MASS);
    if rows.is_empty() {
        return offers.refuse(id, "on no day of the window were more than 12 invitations sent");
    }
    let n = rows.len();
    let size = Size {
        title: "Send at most ten invitations a day".to_owned(),
        effort: Effort::Weeks,
        about: Vec::new(),
        change: Box::new(move |sheet| {
            let Some(slip) = sheet.table_mut("invitations_sent") else { return };
            let times: Vec<i64> = rows.iter().map(|&row| slip.time(row)).collect();
            slip.retain(|_, row| rows.binary_search(&row).is_err());
            off_day(sheet, &times, "invitations_sent");
        }),
    };
    let note = format!("as it will be when the {n} of the busiest days have left the window");
    offers.offer(id, "", note, vec![size]);
}
