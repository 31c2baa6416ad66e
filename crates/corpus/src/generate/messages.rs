//! `messages.csv`: conversations with their turns, and blasts that nobody answers.

use std::fmt::Write as _;
use std::io;

use super::calendar::HOUR;
use super::grammar::{Scribe, Subject};
use super::identity::Identity;
use super::lexicon::LEXICON;
use super::people::{Person, World};
use super::rng::{Purpose, Rng};
use super::sheet::{Sheet, member_id};
use super::{Depth, Persona};
use crate::data::DAY;

/// The most turns after the opening.
const LONGEST: u32 = 9;
/// Messages that a spammer sends on one day.
const BLAST: u32 = 20;

/// Writes the conversations that one member began.
pub(super) fn write(world: &World, opener: Person, sheet: &mut Sheet, text: &mut String) -> io::Result<()> {
    let percent = match opener.persona {
        Persona::Silent => return Ok(()),
        Persona::Expert | Persona::Pod => 100,
        Persona::Networker => 300,
        Persona::Regular => 80,
        Persona::Cheerleader => 60,
        Persona::Resharer => 20,
        Persona::Spammer => 1_200,
    };
    let mut rng = world.rng(Purpose::Messages, &[opener.number]);
    let count = rng.count(world.means.conversations * percent / 100).min(600);
    if count == 0 {
        return Ok(());
    }
    let identity = Identity::new(world, opener.number);
    for number in 0..count {
        let mut rng = world.rng(Purpose::Messages, &[opener.number, number]);
        let spam = opener.persona == Persona::Spammer;
        let other = if spam {
            Some(rng.below(world.members)).filter(|&o| o != opener.number)
        } else {
            world.contact(opener.number, &mut rng)
        };
        let Some(other) = other else { continue };
        let mut talk = Talk::new(world, opener, world.person(other), &identity, number, rng);
        talk.write(spam, sheet, text)?;
    }
    Ok(())
}

/// One conversation in the making.
struct Talk<'a> {
    world: &'a World,
    number: u32,
    pair: [(Person, &'a Identity); 2],
    others: Vec<u32>,
    subject: Subject,
    rng: Rng,
}

impl<'a> Talk<'a> {
    fn new(
        world: &'a World,
        opener: Person,
        other: Person,
        identity: &'a Identity,
        number: u32,
        mut rng: Rng,
    ) -> Self {
        let mut others = Vec::new();
        if rng.chance(4) {
            others.extend(world.contact(opener.number, &mut rng).filter(|&o| o != other.number));
        }
        let subject = Subject::new(identity.topic, identity.ways.habit, &mut rng);
        Self { world, number, pair: [(opener, identity), (other, identity)], others, subject, rng }
    }

    fn write(&mut self, spam: bool, sheet: &mut Sheet, text: &mut String) -> io::Result<()> {
        let calendar = &self.world.calendar;
        let (opener, mine) = self.pair[0];
        let other = self.pair[1].0;
        let theirs = Identity::new(self.world, other.number);
        let depth = opener.persona.depth(&mut self.rng);
        let mut at = if spam {
            let mut campaign = self.world.rng(Purpose::Messages, &[opener.number, self.number / BLAST, 1]);
            calendar.on(campaign.below(super::calendar::WINDOW_DAYS), &mut self.rng)
        } else {
            calendar.moment(&mut self.rng)
        };
        let words = self.rng.lognormal(30, 14);
        let mut scribe = self.scribe(mine, &theirs, text);
        if spam {
            scribe.copy(&LEXICON.phrases.fixed.blast);
        } else {
            let tongue = mine.ways.tongue(&mut scribe.rng);
            scribe.compose(&LEXICON.phrases.message, depth, tongue, words);
        }
        // Whoever writes to strangers by the dozen does it by a plan that has a name.
        let campaign = if spam { format!("blast-{}", self.number / BLAST + 1) } else { String::new() };
        self.row(true, at, text, &campaign, sheet)?;

        let answered = self.rng.chance(readiness(other.persona, depth, spam));
        let mut mine_next = !answered;
        if !answered && !self.rng.chance(if depth == Depth::Thin { 35 } else { 12 }) {
            return Ok(());
        }
        for turn in 0..LONGEST {
            let delay = if self.rng.chance(4) {
                (30 * DAY + self.rng.seconds(30 * DAY)) as u64
            } else {
                self.rng.lognormal(5 * HOUR as u64, 34)
            };
            at = at.saturating_add(delay.max(20) as i64);
            if at > calendar.last {
                break;
            }
            let (writer, from, to) = if mine_next { (opener, mine, &theirs) } else { (other, &theirs, mine) };
            let depth = writer.persona.depth(&mut self.rng);
            let words = self.rng.lognormal(if turn == 0 { 20 } else { 12 }, 16);
            let mut scribe = self.scribe(from, to, text);
            if answered {
                let tongue = from.ways.tongue(&mut scribe.rng);
                scribe.compose(&LEXICON.phrases.turn, depth, tongue, words);
            } else {
                scribe.copy(&LEXICON.phrases.fixed.chase);
            }
            let campaign = if mine_next { campaign.as_str() } else { "" };
            self.row(mine_next, at, text, campaign, sheet)?;
            if !answered || !self.rng.chance(62) {
                break;
            }
            mine_next = !mine_next;
        }
        Ok(())
    }

    fn scribe<'b>(&mut self, from: &Identity, to: &'b Identity, out: &'b mut String) -> Scribe<'b> {
        let rng = self.rng.branch();
        Scribe { rng, subject: self.subject, to: to.addressed(), habit: from.ways.habit, out }
    }

    fn row(&self, by_opener: bool, at: i64, text: &str, campaign: &str, sheet: &mut Sheet) -> io::Result<()> {
        let (from, to) = if by_opener { (0, 1) } else { (1, 0) };
        let mut recipients = member_id(self.pair[to].0.number).to_string();
        for &other in &self.others {
            write!(recipients, ";{}", member_id(other)).expect("a string takes all");
        }
        sheet.show("conversation", format_args!("v{}-{}", self.pair[0].0.number, self.number))?;
        sheet.member("sender", self.pair[from].0.number)?;
        sheet.text("recipients", &recipients)?;
        sheet.time("at", at)?;
        sheet.text("text", text)?;
        sheet.text("campaign", campaign)?;
        sheet.end()
    }
}

/// How often a message is answered, in percent.
fn readiness(other: Persona, depth: Depth, spam: bool) -> u32 {
    let interest = match depth {
        _ if spam => 4,
        Depth::Rich => 65,
        Depth::Plain => 48,
        Depth::Thin => 15,
    };
    match other {
        Persona::Silent => 0,
        Persona::Expert | Persona::Networker => interest * 5 / 4,
        Persona::Resharer | Persona::Spammer => interest / 2,
        _ => interest,
    }
}
