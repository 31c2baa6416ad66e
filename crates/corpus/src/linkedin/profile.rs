//! The owner's own row.

use super::Archive;
use super::collect::Collected;
use super::dates::start_of;
use super::media::uploads;
use super::names::Kind;
use super::people::is_chosen;
use crate::read::build::Row;
use crate::schema::FileId;

pub(crate) fn read(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let mut row = Row::new(FileId::Members).id("member", archive.owner.id.as_str());
    if !archive.owner.name.is_empty() {
        row = row.id("name", archive.owner.name.as_str());
    }
    if let Some((table, first)) = archive.table(Kind::Profile).and_then(|t| Some((t, t.rows.first()?))) {
        let of = |name: &str| table.column(&[name]).of(first);
        let mut summary = of("summary");
        if let Some((table, first)) = archive
            .table(Kind::Summary)
            .and_then(|t| Some((t, t.rows.first()?)))
            .filter(|_| summary.is_empty())
        {
            summary = table.column(&["profile summary"]).of(first);
        }
        row = row
            .text("headline", of("headline"))
            .text("summary", summary)
            .id("industry", of("industry"))
            .id("location", of("geo location"));
    }
    if let Some((title, company)) = current_position(archive) {
        row = row.text("title", title).id("company", company);
    }
    // A complete export lacks a file that would be empty; any other may lack it for another reason.
    let complete = archive.export.complete;
    let count = |kind: Kind, counts: &Counts<'_>| -> Option<f64> {
        let Some(table) = archive.table(kind) else { return complete.then_some(0.0) };
        let rows = table.rows.iter().filter(|row| {
            table.fault(row).is_none() && counts(&|name: &str| table.column(&[name]).of(row).to_owned())
        });
        Some(rows.count() as f64)
    };
    let named = |column: &'static str| move |of: &dyn Fn(&str) -> String| !of(column).is_empty();
    row = row
        .number(
            "positions",
            count(Kind::Positions, &|of| !of("company name").is_empty() || !of("title").is_empty()),
        )
        .number("positions_described", count(Kind::Positions, &named("description")))
        .number("education", count(Kind::Education, &named("school name")))
        .number("skills", count(Kind::Skills, &named("name")))
        .number("languages", count(Kind::Languages, &named("name")))
        .number("certifications", count(Kind::Certifications, &named("name")))
        .number(
            "endorsements",
            count(Kind::EndorsementsReceived, &|of| {
                of("endorsement status").eq_ignore_ascii_case("accepted")
            }),
        )
        .number(
            "recommendations",
            count(Kind::RecommendationsReceived, &|of| of("status").eq_ignore_ascii_case("visible")),
        );
    // An upload shows that there is a photo; no upload shows nothing.
    let uploads = uploads(archive);
    let shown = |what: &str| uploads.iter().any(|u| u.what == what).then_some(1.0);
    row = row.number("has_photo", shown("profile photo")).number("has_cover", shown("background photo"));
    if archive.owner.has_address() {
        row = row.number("custom_url", Some(f64::from(u8::from(is_chosen(&archive.owner.id)))));
    }
    if let Some(table) = archive.table(Kind::Registration) {
        let joined = table.column(&["registered at"]);
        row = row.time(
            "joined_at",
            table.rows.first().and_then(|r| archive.style(Kind::Registration).read(joined.of(r))),
        );
    }
    all.push(row);
    for (kind, what) in [
        (Kind::Profile, "profile"),
        (Kind::Summary, "profile"),
        (Kind::Positions, "positions"),
        (Kind::Education, "schools"),
        (Kind::Skills, "skills"),
        (Kind::Languages, "languages"),
        (Kind::Certifications, "certifications"),
        (Kind::Registration, "registration"),
        (Kind::Media, "uploads"),
    ] {
        all.file(kind, what, FileId::Members, |_, _, sink| sink.count());
    }
}

/// Whether a row counts, by what its cells say.
type Counts<'c> = dyn Fn(&dyn Fn(&str) -> String) -> bool + 'c;

/// Title and employer of the position that has not ended; of several the one that began last, then the first in the file.
/// Without one there is no title and no employer; without the file nobody knows.
fn current_position(archive: &Archive<'_>) -> Option<(String, String)> {
    let table = archive.table(Kind::Positions)?;
    let column = |name: &str| table.column(&[name]);
    let (title, company) = (column("title"), column("company name"));
    let (start, end) = (column("started on"), column("finished on"));
    let open = table.rows.iter().filter(|row| table.fault(row).is_none() && end.of(row).is_empty());
    let mut best = None;
    for row in open {
        let began = start_of(start.of(row));
        if best.is_none_or(|(latest, _)| began > latest) {
            best = Some((began, row));
        }
    }
    Some(
        best.map_or_else(Default::default, |(_, row)| (title.of(row).to_owned(), company.of(row).to_owned())),
    )
}
