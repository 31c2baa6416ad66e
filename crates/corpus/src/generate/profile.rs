//! `members.csv`: profiles from bare to complete.

use std::io;

use super::favours::received;
use super::grammar::{Scribe, Subject};
use super::identity::Identity;
use super::lexicon::LEXICON;
use super::people::{Person, World};
use super::rng::{Purpose, Rng};
use super::sheet::{Sheet, Told};
use super::{Depth, Persona};

/// The day on which a member joined, before the window.
pub(super) fn joined(world: &World, number: u32) -> i64 {
    world.calendar.long_ago(&mut world.rng(Purpose::Profile, &[number, 1]))
}

/// Writes the profile of one member.
pub(super) fn write(world: &World, member: Person, sheet: &mut Sheet, text: &mut String) -> io::Result<()> {
    let identity = Identity::new(world, member.number);
    let mut rng = world.rng(Purpose::ProfileText, &[member.number]);
    let care = care(member.persona, &mut rng);
    let depth = member.persona.depth(&mut rng);
    let subject = Subject::new(identity.topic, identity.ways.habit, &mut rng);
    let shown = |purpose| received(world, member, purpose).iter().filter(|f| f.shown).count();
    let mut scribe = Scribe {
        rng: rng.branch(),
        subject,
        to: identity.addressed(),
        habit: identity.ways.habit,
        out: text,
    };

    sheet.member("member", member.number)?;
    sheet.show("name", format_args!("{} {}", identity.first, identity.last))?;
    let fixed = &LEXICON.phrases.fixed;
    if rng.chance(care + 15) {
        scribe.copy(match depth {
            Depth::Rich => &fixed.headline_rich,
            Depth::Plain => &fixed.headline_plain,
            Depth::Thin => &fixed.headline_thin,
        });
        sheet.text("headline", scribe.out)?;
    } else {
        sheet.blank("headline")?;
    }
    if rng.chance(care) {
        let words = rng.lognormal(if depth == Depth::Rich { 80 } else { 35 }, 14);
        let tongue = identity.ways.tongue(&mut rng);
        scribe.compose(&LEXICON.phrases.summary, depth, tongue, words.min(400));
        sheet.text("summary", scribe.out)?;
    } else {
        sheet.blank("summary")?;
    }
    let mut known =
        |column, value: &str, percent| sheet.text(column, if rng.chance(percent) { value } else { "" });
    known("title", &identity.title, care + 30)?;
    known("company", &identity.company, care + 25)?;
    known("industry", &identity.topic.industry, care + 20)?;
    sheet.show("team", format_args!("team-{:03}", member.number / 16))?;
    sheet.text("location", if rng.chance(care + 20) { identity.city } else { "" })?;
    let has_photo = rng.chance(care + 15);
    sheet.show("has_photo", has_photo)?;
    for (column, bonus) in [("has_cover", -15), ("custom_url", -10)] {
        sheet.show(column, rng.chance(care.saturating_add_signed(bonus)))?;
    }
    let positions = rng.below(2 + care / 14);
    sheet.show("positions", positions)?;
    sheet.show("positions_described", (0..positions).filter(|_| rng.chance(care)).count())?;
    for (column, most) in
        [("education", 4), ("skills", 50), ("languages", 5), ("certifications", 6), ("featured", 5)]
    {
        sheet.show(column, rng.skewed(1 + most * care / 100, 4))?;
    }
    sheet.show("recommendations", shown(Purpose::Recommendations))?;
    sheet.show("endorsements", shown(Purpose::Endorsements))?;
    let posts = u64::from(world.posts_of(member));
    let followers = rng.lognormal(120 + posts * 40, 18);
    sheet.show("followers", followers)?;
    let mut standing = world.rng(Purpose::Standing, &[member.number]);
    sheet.show("followers_gained", standing.lognormal(2 + posts * 3, 18).min(followers / 2))?;
    // Somebody has to look at a photo to find it good; most are never looked at.
    let judged = has_photo && standing.chance(40);
    sheet.show("photo_ok", Told(judged.then(|| standing.chance(care))))?;
    let looked_up = standing.chance(70);
    sheet.show("company_page", Told(looked_up.then(|| standing.chance(60))))?;
    sheet.blank("saved_leads")?;
    sheet.blank("paid_tool_days")?;
    let day = super::calendar::stamp(joined(world, member.number)).to_string();
    sheet.text("joined_at", day.split('T').next().unwrap_or_default())?;
    sheet.end()
}

/// How much care a member takes of the profile, as the percentage of parts that are filled.
fn care(persona: Persona, rng: &mut Rng) -> u32 {
    let usual = match persona {
        Persona::Expert => 82,
        Persona::Networker => 75,
        Persona::Spammer => 62,
        Persona::Regular | Persona::Pod => 52,
        Persona::Cheerleader => 42,
        Persona::Resharer => 36,
        Persona::Silent => 16,
    };
    usual + rng.below(24)
}
