//! Whom the owner knows, invites, looks for and follows.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Archive;
use super::collect::Collected;
use super::names::Kind;
use super::people::full_name;
use crate::data::{DAY, Fault};
use crate::read::build::Row;
use crate::schema::FileId;

/// The same search within this time is logged once more, not done once more.
const AGAIN: i64 = 60;
/// So many new connections, none of whom stands among the invitations, show that accepted invitations are not listed.
const TELLING: usize = 5;
/// A connection has a day in nobody knows which zone: it may lie this long before the moment of the invitation.
const SLACK: i64 = DAY + DAY / 2;

pub(crate) fn read(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let connected = connections(archive, all);
    invitations(archive, connected.as_ref(), all);
    searches(archive, all);
    events(archive, all);
    follows(archive, all);
    memberships(archive, all);
}

/// Reads connections: since when each person is one, if there is such a file.
fn connections(archive: &Archive<'_>, all: &mut Collected<'_>) -> Option<BTreeMap<String, Option<i64>>> {
    let style = archive.style(Kind::Connections);
    archive.table(Kind::Connections)?;
    let mut since = BTreeMap::new();
    let (mut hidden, mut undated) = (0, 0);
    all.file(Kind::Connections, "connections", FileId::Connections, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let name = full_name(of("first name"), of("last name"));
        let day = of("connected on");
        let at = style.read(day);
        undated += u64::from(at.is_none());
        // Who hides from exports is a row with a date only, and a connection like any other.
        let other = archive.people.person(&name, of("url"));
        if other.is_empty() {
            hidden += 1;
        } else {
            since.insert(other.clone(), at);
        }
        sink.keep(
            Row::new(FileId::Connections)
                .id("member", archive.owner.id.as_str())
                .id("other", other)
                .time("at", at)
                .text("title", of("position"))
                .id("company", of("company")),
        );
    });
    all.tell(Kind::Connections, |file| {
        if hidden > 0 {
            file.counts.push(("of hidden people", hidden));
        }
        if undated > 0 {
            file.notes.push(format!("{undated} without a date that can be read"));
        }
    });
    Some(since)
}

fn invitations(
    archive: &Archive<'_>,
    connected: Option<&BTreeMap<String, Option<i64>>>,
    all: &mut Collected<'_>,
) {
    let (style, owner) = (archive.style(Kind::Invitations), archive.owner.id.as_str());
    all.file(Kind::Invitations, "invitations", FileId::Invitations, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let Some(at) = style.read(of("sent at")) else { return sink.no_date(row, "Sent At", of("sent at")) };
        let sender = archive.people.person(of("from"), of("inviterprofileurl"));
        let recipient = archive.people.person(of("to"), of("inviteeprofileurl"));
        let (sender, recipient) = match of("direction").to_ascii_uppercase().as_str() {
            "OUTGOING" => (owner.to_owned(), recipient),
            "INCOMING" => (sender, owner.to_owned()),
            other => {
                return sink.reject(row, Fault::Cast, "Direction", other, "expected OUTGOING or INCOMING");
            }
        };
        if sender.is_empty() || recipient.is_empty() {
            return sink.leave("nothing says who the other one is");
        }
        let other = if sender == owner { &recipient } else { &sender };
        let since = connected.and_then(|all| all.get(other)).copied();
        // Without a day nobody knows which came first.
        let accepted = since.flatten().filter(|day| day + SLACK > at);
        let status = match (connected, accepted, since) {
            (None, ..) | (_, _, Some(None)) => "",
            (_, Some(_), _) => "accepted",
            _ => "pending",
        };
        sink.keep(
            Row::new(FileId::Invitations)
                .id("sender", sender.as_str())
                .id("recipient", recipient.as_str())
                .time("at", Some(at))
                .text("note", of("message"))
                .id("status", status)
                .time("answered_at", accepted.map(|day| day.max(at))),
        );
    });
    let times: Vec<i64> = all.kept_of(Kind::Invitations).filter_map(|row| row.when("at")).collect();
    let accepted = all.kept_of(Kind::Invitations).any(|row| row.name("status") == "accepted");
    let (Some(first), Some(last), false) = (times.iter().min(), times.iter().max(), accepted) else { return };
    let since = connected.into_iter().flatten().filter_map(|(_, day)| *day);
    if since.filter(|day| (*first..=*last).contains(day)).count() >= TELLING {
        all.kept_of(Kind::Invitations).for_each(|row| row.rename("status", ""));
        all.tell(Kind::Invitations, |file| {
            file.notes
                .push("accepted invitations seem not to be listed, so acceptance is unknown".to_owned());
        });
    }
}

fn searches(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let (style, owner) = (archive.style(Kind::Searches), archive.owner.id.as_str());
    let mut last: FxHashMap<String, i64> = FxHashMap::default();
    all.file(Kind::Searches, "searches", FileId::Searches, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let Some(at) = style.read(of("time")) else { return sink.no_date(row, "Time", of("time")) };
        let query = of("search query");
        if query.is_empty() {
            return sink.leave("nothing says what was looked for");
        }
        if let Some(before) = last.insert(query.to_lowercase(), at)
            && (at - before).abs() <= AGAIN
        {
            return sink.leave("the same search, logged once more within a minute");
        }
        // People and jobs are searched for with the same box: the file does not say which, so neither does the row.
        sink.keep(Row::new(FileId::Searches).id("member", owner).time("at", Some(at)).text("query", query));
    });
}

fn events(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let (style, owner) = (archive.style(Kind::Events), archive.owner.id.as_str());
    all.file(Kind::Events, "events", FileId::Events, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let status = of("status");
        if !status.is_empty() && !status.eq_ignore_ascii_case("approved") {
            return sink.leave("the member did not take part");
        }
        let Some(at) = style.read(of("event time")) else {
            return sink.no_date(row, "Event Time", of("event time"));
        };
        sink.keep(
            Row::new(FileId::Events)
                .id("member", owner)
                .time("at", Some(at))
                .text("name", of("event name"))
                .id("kind", "attended"),
        );
    });
}

fn follows(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let owner = archive.owner.id.as_str();
    let files = [
        (Kind::CompanyFollows, "companies followed", "company", "organization", "followed on", ""),
        (Kind::MemberFollows, "people followed", "person", "fullname", "date", "status"),
        (Kind::HashtagFollows, "subjects followed", "subject", "hashtag", "createdtime", "state"),
    ];
    for (kind, what, label, name, date, status) in files {
        let style = archive.style(kind);
        all.file(kind, what, FileId::Follows, |table, row, sink| {
            let of = |name: &str| table.column(&[name]).of(row);
            let followed =
                if name == "fullname" { table.column(&["fullname", "full name"]).of(row) } else { of(name) };
            let state = of(status).to_ascii_lowercase();
            if state.starts_with("unfollow") || state == "inactive" {
                return sink.leave("not followed any more");
            }
            if followed.is_empty() {
                return sink.leave("nothing says who or what is followed");
            }
            sink.keep(
                Row::new(FileId::Follows)
                    .id("member", owner)
                    .time("at", style.read(of(date)))
                    .text("name", followed)
                    .id("kind", label),
            );
        });
    }
}

fn memberships(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let owner = archive.owner.id.as_str();
    all.file(Kind::AdTargeting, "groups", FileId::Memberships, |table, row, sink| {
        let groups = table.column(&["member groups"]);
        for group in groups.of(row).split(';').map(str::trim).filter(|group| !group.is_empty()) {
            sink.keep(Row::new(FileId::Memberships).id("member", owner).text("name", group));
        }
    });
}
