//! `searches.csv`, `endorsements.csv` and `recommendations.csv`.

use std::io;

use super::Persona;
use super::grammar::{Scribe, Subject};
use super::identity::Identity;
use super::lexicon::LEXICON;
use super::people::{Person, World};
use super::profile::joined;
use super::rng::{Purpose, Rng};
use super::sheet::Sheet;

/// Writes the searches of one member.
pub(super) fn write_searches(
    world: &World,
    member: Person,
    sheet: &mut Sheet,
    text: &mut String,
) -> io::Result<()> {
    let mean = match member.persona {
        Persona::Networker | Persona::Spammer => 10,
        Persona::Expert | Persona::Regular => 4,
        Persona::Cheerleader | Persona::Pod => 2,
        Persona::Silent | Persona::Resharer => 1,
    };
    let mut rng = world.rng(Purpose::Searches, &[member.number]);
    let count = rng.count(mean * 160).min(300);
    for _ in 0..count {
        let mut at = world.calendar.moment(&mut rng);
        let sought = Identity::new(world, rng.below(world.members));
        let kind = ["search", "saved", "alert"][rng.weighted(&[84, 9, 7])];
        let subject = Subject::new(sought.topic, member.number, &mut rng);
        Scribe { rng: rng.branch(), subject, to: sought.addressed(), habit: 0, out: text }
            .copy(&LEXICON.phrases.fixed.query);
        // The next page of results is often logged as another search.
        for _ in 0..=u32::from(rng.chance(15)) {
            sheet.member("member", member.number)?;
            sheet.time("at", at)?;
            sheet.text("kind", kind)?;
            sheet.text("query", text)?;
            sheet.end()?;
            at += 1 + rng.seconds(25);
        }
    }
    Ok(())
}

/// A favour done to a member, as far as both files have it.
pub(super) struct Favour {
    giver: u32,
    at: i64,
    /// Whether the profile shows it.
    pub(super) shown: bool,
    rng: Rng,
}

/// The endorsements or recommendations that a member received.
pub(super) fn received(world: &World, member: Person, purpose: Purpose) -> Vec<Favour> {
    let mean = match member.persona {
        Persona::Expert => 10,
        Persona::Networker => 8,
        Persona::Pod => 6,
        Persona::Regular => 4,
        Persona::Cheerleader | Persona::Spammer => 3,
        Persona::Resharer => 2,
        Persona::Silent => 1,
    };
    let each = if matches!(purpose, Purpose::Endorsements) { 256 } else { 50 };
    let mut rng = world.rng(purpose, &[member.number]);
    let count = rng.count(mean * each).min(200);
    let since = joined(world, member.number);
    let mut all: Vec<Favour> = Vec::new();
    for _ in 0..count {
        let giver = world.contact(member.number, &mut rng).map(|giver| world.person(giver));
        let mut own = rng.branch();
        let Some(giver) = giver.filter(|g| g.persona != Persona::Silent) else { continue };
        if all.iter().any(|f| f.giver == giver.number) && each != 256 {
            continue;
        }
        let at = if own.chance(35) {
            world.calendar.moment(&mut own)
        } else {
            world.calendar.before(since.max(joined(world, giver.number)), &mut own)
        };
        let shown = own.chance(85);
        all.push(Favour { giver: giver.number, at, shown, rng: own });
    }
    all
}

/// Writes the endorsements that one member received.
pub(super) fn write_endorsements(world: &World, member: Person, sheet: &mut Sheet) -> io::Result<()> {
    let identity = Identity::new(world, member.number);
    for mut favour in received(world, member, Purpose::Endorsements) {
        let hidden = if favour.rng.chance(60) { "pending" } else { "hidden" };
        sheet.member("giver", favour.giver)?;
        sheet.member("receiver", member.number)?;
        sheet.time("at", favour.at)?;
        sheet.text("skill", favour.rng.pick(&identity.topic.skill, identity.ways.habit))?;
        sheet.text("status", if favour.shown { "accepted" } else { hidden })?;
        sheet.end()?;
    }
    Ok(())
}

/// Writes the recommendations that one member received.
pub(super) fn write_recommendations(
    world: &World,
    member: Person,
    sheet: &mut Sheet,
    text: &mut String,
) -> io::Result<()> {
    let identity = Identity::new(world, member.number);
    for favour in received(world, member, Purpose::Recommendations) {
        let giver = world.person(favour.giver);
        let ways = super::identity::Ways::new(giver.number, world.seed);
        let mut rng = favour.rng;
        let depth = giver.persona.depth(&mut rng);
        let words = rng.lognormal(35, 14);
        let tongue = ways.tongue(&mut rng);
        let subject = Subject::new(identity.topic, identity.ways.habit, &mut rng);
        Scribe { rng, subject, to: identity.addressed(), habit: ways.habit, out: text }.compose(
            &LEXICON.phrases.praise,
            depth,
            tongue,
            words.min(150),
        );
        sheet.member("giver", favour.giver)?;
        sheet.member("receiver", member.number)?;
        sheet.time("at", favour.at)?;
        sheet.text("text", text)?;
        sheet.text("status", if favour.shown { "visible" } else { "hidden" })?;
        sheet.end()?;
    }
    Ok(())
}
