//! `memberships.csv`, `events.csv` and `follows.csv`: what members turn to beside people.

use std::io;

use super::Persona;
use super::identity::Identity;
use super::lexicon::{LEXICON, Topic};
use super::people::{Person, World};
use super::profile::joined;
use super::rng::{Purpose, Rng};
use super::sheet::Sheet;

/// How much a member takes part, in percent of the usual.
fn interest(persona: Persona) -> u64 {
    match persona {
        Persona::Expert => 160,
        Persona::Networker => 220,
        Persona::Regular => 100,
        Persona::Cheerleader | Persona::Spammer => 70,
        Persona::Pod => 60,
        Persona::Resharer => 40,
        Persona::Silent => 15,
    }
}

/// A count with this mean for the usual member.
fn count(member: Person, mean: u64, rng: &mut Rng) -> u32 {
    rng.count(mean * interest(member.persona) * 256 / 100).min(200)
}

/// The own trade mostly, now and then another one.
fn topic(own: &Identity, rng: &mut Rng) -> &'static Topic {
    let topics = &LEXICON.topics;
    if rng.chance(75) { own.topic } else { &topics[rng.below(topics.len() as u32) as usize] }
}

/// A name made of a form with a trade, a function and a city in it.
fn name(forms: &[String], topic: &Topic, own: &Identity, rng: &mut Rng, out: &mut String) {
    let function = rng.pick(&topic.function, own.ways.habit);
    let form = rng.pick(forms, own.ways.habit);
    out.clear();
    out.push_str(&form.replace("{I}", &topic.industry).replace("{F}", function).replace("{C}", own.city));
}

/// Writes the groups that one member belongs to.
pub(super) fn write_memberships(
    world: &World,
    member: Person,
    sheet: &mut Sheet,
    text: &mut String,
) -> io::Result<()> {
    let mut rng = world.rng(Purpose::Memberships, &[member.number]);
    let own = Identity::new(world, member.number);
    let since = joined(world, member.number);
    let mut row = |at: i64, name: &str, kind: &str| {
        sheet.member("member", member.number)?;
        sheet.time("at", at)?;
        sheet.text("name", name)?;
        sheet.text("kind", kind)?;
        sheet.end()
    };
    let mut names: Vec<String> = Vec::new();
    for _ in 0..count(member, 3, &mut rng) {
        name(&LEXICON.words.group, topic(&own, &mut rng), &own, &mut rng, text);
        let at = world.calendar.before(since, &mut rng);
        let kind = ["industry", "local", "alumni", "interest"][rng.weighted(&[50, 20, 10, 20])];
        // Nobody joins a group twice.
        if !names.contains(text) {
            row(at, text, kind)?;
            names.push(text.clone());
        }
    }
    if let Some(first) = world.pod_of(member.number) {
        row(world.calendar.before(since, &mut rng), &format!("Engagement Circle {first}"), "engagement")?;
    }
    Ok(())
}

/// Writes the live events that one member took part in.
pub(super) fn write_events(
    world: &World,
    member: Person,
    sheet: &mut Sheet,
    text: &mut String,
) -> io::Result<()> {
    if member.persona == Persona::Silent {
        return Ok(());
    }
    let mut rng = world.rng(Purpose::Events, &[member.number]);
    let own = Identity::new(world, member.number);
    for _ in 0..count(member, 2, &mut rng) {
        name(&LEXICON.words.event, topic(&own, &mut rng), &own, &mut rng, text);
        let roles = if member.persona == Persona::Expert { [60, 30, 10] } else { [88, 8, 4] };
        sheet.member("member", member.number)?;
        sheet.time("at", world.calendar.moment(&mut rng))?;
        sheet.text("name", text)?;
        sheet.text("kind", ["attended", "spoke", "hosted"][rng.weighted(&roles)])?;
        sheet.end()?;
    }
    Ok(())
}

/// Writes whom and what one member follows.
pub(super) fn write_follows(world: &World, member: Person, sheet: &mut Sheet) -> io::Result<()> {
    let mut rng = world.rng(Purpose::Follows, &[member.number]);
    let own = Identity::new(world, member.number);
    let since = joined(world, member.number);
    for _ in 0..count(member, 6, &mut rng) {
        let at = if rng.chance(30) {
            world.calendar.moment(&mut rng)
        } else {
            world.calendar.before(since, &mut rng)
        };
        let other = world.contact(member.number, &mut rng).map(|other| Identity::new(world, other));
        let Some(other) = other else { continue };
        let person = format!("{} {}", other.first, other.last);
        let subject = topic(&own, &mut rng);
        let (name, kind, title) = match rng.weighted(&[55, 25, 20]) {
            0 => (person.as_str(), "person", other.title.as_str()),
            1 => (other.company.as_str(), "company", ""),
            _ => (rng.pick(&subject.object, own.ways.habit), "subject", ""),
        };
        sheet.member("member", member.number)?;
        sheet.time("at", at)?;
        sheet.text("name", name)?;
        sheet.text("kind", kind)?;
        sheet.text("title", title)?;
        sheet.end()?;
    }
    Ok(())
}
