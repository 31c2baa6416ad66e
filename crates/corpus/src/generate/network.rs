//! `invitations.csv` and `connections.csv`: an accepted invitation becomes a connection.

use std::io;

use super::calendar::{HOUR, WINDOW_DAYS, stamp};
use super::grammar::{Scribe, Subject};
use super::identity::Identity;
use super::lexicon::LEXICON;
use super::people::{Person, World};
use super::profile::joined;
use super::rng::{Purpose, Rng};
use super::sheet::{Sheet, Told};
use super::{Depth, Persona};

/// Invitations that a spammer sends on one day.
const BURST: u32 = 25;
/// What people are to each other, the most frequent first; most say nothing.
const RELATIONS: [&str; 9] =
    ["", "known", "peer", "prospect", "client", "partner", "supplier", "leader", "advocate"];

struct Invitation {
    to: u32,
    at: i64,
    /// The depth of the note, where there is one.
    note: Option<Depth>,
    status: &'static str,
    /// When it was accepted.
    accepted: Option<i64>,
    rng: Rng,
}

/// The invitations that a member sent, nobody twice.
fn invitations(world: &World, sender: Person) -> Vec<Invitation> {
    let (percent, noted) = match sender.persona {
        Persona::Silent => return Vec::new(),
        Persona::Expert => (18, 60),
        Persona::Networker => (40, 70),
        Persona::Regular => (10, 25),
        Persona::Cheerleader => (10, 10),
        Persona::Resharer => (4, 5),
        Persona::Pod => (15, 10),
        Persona::Spammer => (120, 50),
    };
    let mut rng = world.rng(Purpose::Invitations, &[sender.number]);
    let count = rng.count(world.means.connections * percent / 100).min(600);
    let mut all: Vec<Invitation> = Vec::new();
    let mut day = 0;
    for number in 0..count {
        if number % BURST == 0 {
            day = rng.below(WINDOW_DAYS);
        }
        let spam = sender.persona == Persona::Spammer;
        let at = if spam { world.calendar.on(day, &mut rng) } else { world.calendar.moment(&mut rng) };
        let note = rng.chance(noted).then(|| sender.persona.depth(&mut rng));
        let willing = match note {
            _ if spam => 9,
            Some(Depth::Rich) => 58,
            Some(Depth::Plain) => 42,
            Some(Depth::Thin) | None => 30,
        };
        let delay = rng.lognormal(20 * HOUR as u64, 34);
        let soon = world.calendar.after(at, delay, 3, &mut rng);
        let accepted = rng.chance(willing).then_some(soon);
        let other = ["pending", "ignored", "declined"][rng.weighted(&[55, 30, 15])];
        let status = if accepted.is_some() { "accepted" } else { other };
        let found = if rng.chance(60) && !spam {
            world.contact(sender.number, &mut rng)
        } else {
            Some(rng.below(world.members)).filter(|&to| to != sender.number)
        };
        let own = rng.branch();
        if let Some(to) = found.filter(|&to| all.iter().all(|i| i.to != to)) {
            all.push(Invitation { to, at, note, status, accepted, rng: own });
        }
    }
    all
}

/// Writes the invitations that one member sent.
pub(super) fn write_invitations(
    world: &World,
    sender: Person,
    sheet: &mut Sheet,
    text: &mut String,
) -> io::Result<()> {
    let all = invitations(world, sender);
    if all.is_empty() {
        return Ok(());
    }
    let identity = Identity::new(world, sender.number);
    for invitation in all {
        text.clear();
        if let Some(depth) = invitation.note {
            let other = Identity::new(world, invitation.to);
            let (ways, mut rng) = (identity.ways, invitation.rng);
            let subject = Subject::new(identity.topic, ways.habit, &mut rng);
            let tongue = ways.tongue(&mut rng);
            let words = rng.lognormal(16, 12);
            let mut scribe = Scribe { rng, subject, to: other.addressed(), habit: ways.habit, out: text };
            scribe.compose(&LEXICON.phrases.note, depth, tongue, words.min(45));
        }
        sheet.member("sender", sender.number)?;
        sheet.member("recipient", invitation.to)?;
        sheet.time("at", invitation.at)?;
        sheet.text("note", text)?;
        sheet.text("status", invitation.status)?;
        let mut reply = world.rng(Purpose::Replies, &[sender.number, invitation.to]);
        let declined = (invitation.status == "declined").then(|| {
            let delay = reply.lognormal(30 * HOUR as u64, 34);
            world.calendar.after(invitation.at, delay, 3, &mut reply)
        });
        sheet.show("answered_at", Told(invitation.accepted.or(declined).map(stamp)))?;
        // Who is invited is seen with a job, unless the profile hides it.
        let shown = reply.chance(85).then(|| Identity::new(world, invitation.to));
        sheet.show("title", Told(shown.as_ref().map(|other| &other.title)))?;
        sheet.show("company", Told(shown.as_ref().map(|other| &other.company)))?;
        sheet.show("industry", Told(shown.as_ref().map(|other| &other.topic.industry)))?;
        sheet.end()?;
    }
    Ok(())
}

/// Writes the connections of one member, ordered by the other.
pub(super) fn write_connections(world: &World, member: Person, sheet: &mut Sheet) -> io::Result<()> {
    let percent = match member.persona {
        Persona::Silent => 55,
        Persona::Expert => 170,
        Persona::Networker => 240,
        Persona::Spammer => 150,
        _ => 100,
    };
    let mut rng = world.rng(Purpose::Connections, &[member.number]);
    let count = rng.count(world.means.connections * percent / 100).min(3_000);
    let mut all: Vec<(u32, Option<i64>)> = invitations(world, member)
        .iter()
        .filter(|i| i.accepted.is_some())
        .map(|i| (i.to, i.accepted))
        .collect();
    all.extend((0..count).filter_map(|_| world.contact(member.number, &mut rng)).map(|other| (other, None)));
    // The accepted invitation comes before the old connection to the same person, which is dropped.
    all.sort_unstable_by_key(|&(other, at)| (other, at.is_none()));
    all.dedup_by_key(|&mut (other, _)| other);
    let since = joined(world, member.number);
    for (other, at) in all {
        let identity = Identity::new(world, other);
        let at = match at {
            Some(at) => at,
            None => world.calendar.before(since.max(joined(world, other)), &mut rng),
        };
        sheet.member("member", member.number)?;
        sheet.member("other", other)?;
        sheet.time("at", at)?;
        sheet.text("title", &identity.title)?;
        sheet.text("company", &identity.company)?;
        sheet.text("industry", &identity.topic.industry)?;
        let mut between = world.rng(Purpose::Relations, &[member.number, other]);
        let relation = RELATIONS[between.weighted(&[40, 28, 12, 6, 5, 4, 2, 2, 1])];
        sheet.text("relation", relation)?;
        let shared = between.chance(50).then(|| between.lognormal(1 + u64::from(count) / 4, 16));
        sheet.show("shared_connections", Told(shared.map(|n| n.min(u64::from(count)))))?;
        sheet.end()?;
    }
    Ok(())
}
