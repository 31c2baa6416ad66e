//! Endorsements and recommendations, given and received.

use super::Archive;
use super::collect::Collected;
use super::names::Kind;
use super::people::full_name;
use crate::read::build::Row;
use crate::schema::FileId;

pub(crate) fn read(archive: &Archive<'_>, all: &mut Collected<'_>) {
    endorsements(archive, Kind::EndorsementsReceived, all);
    endorsements(archive, Kind::EndorsementsGiven, all);
    recommendations(archive, Kind::RecommendationsReceived, all);
    recommendations(archive, Kind::RecommendationsGiven, all);
}

/// Who gave to whom.
fn ends(archive: &Archive<'_>, received: bool, other: String) -> (String, String) {
    let owner = archive.owner.id.clone();
    if received { (other, owner) } else { (owner, other) }
}

fn endorsements(archive: &Archive<'_>, kind: Kind, all: &mut Collected<'_>) {
    let style = archive.style(kind);
    let received = kind == Kind::EndorsementsReceived;
    let (what, who) =
        if received { ("endorsements received", "endorser") } else { ("endorsements given", "endorsee") };
    all.file(kind, what, FileId::Endorsements, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let theirs = |part: &str| of(&format!("{who} {part}"));
        let other = archive
            .people
            .person(&full_name(theirs("first name"), theirs("last name")), theirs("public url"));
        if other.is_empty() {
            return sink.leave("nothing says who the other one is");
        }
        let (giver, receiver) = ends(archive, received, other);
        sink.keep(
            Row::new(FileId::Endorsements)
                .id("giver", giver)
                .id("receiver", receiver)
                .time("at", style.read(of("endorsement date")))
                .id("skill", of("skill name"))
                .id("status", of("endorsement status").to_lowercase()),
        );
    });
}

fn recommendations(archive: &Archive<'_>, kind: Kind, all: &mut Collected<'_>) {
    let style = archive.style(kind);
    let received = kind == Kind::RecommendationsReceived;
    let what = if received { "recommendations received" } else { "recommendations given" };
    all.file(kind, what, FileId::Recommendations, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let status = of("status").to_lowercase();
        if status == "pending" {
            return sink.leave("not accepted yet");
        }
        let other = archive.people.person(&full_name(of("first name"), of("last name")), "");
        if other.is_empty() {
            return sink.leave("nothing says who the other one is");
        }
        let (giver, receiver) = ends(archive, received, other);
        sink.keep(
            Row::new(FileId::Recommendations)
                .id("giver", giver)
                .id("receiver", receiver)
                .time("at", style.read(of("creation date")))
                .text("text", of("text"))
                .id("status", status),
        );
    });
}
