//! `posts.csv`: any post can be made again from its author and number.

use std::io;

use super::grammar::{Scribe, Subject};
use super::identity::Identity;
use super::lexicon::LEXICON;
use super::people::{Person, World};
use super::rng::{Purpose, Rng};
use super::sheet::{Sheet, Told, member_id};
use super::{Depth, Persona, comments, reactions};

/// What a post is, as the schema names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Original,
    BareReshare,
    Reshare,
    Article,
    Poll,
}

/// A post without its text.
#[derive(Clone, Copy)]
pub(super) struct Post {
    pub(super) author: Person,
    pub(super) number: u32,
    pub(super) at: i64,
    pub(super) kind: Kind,
    pub(super) depth: Depth,
    pub(super) subject: Subject,
}

impl Post {
    /// The post with this number of an author, of whom `identity` speaks.
    pub(super) fn new(world: &World, author: Person, identity: &Identity, number: u32) -> Self {
        let mut rng = world.rng(Purpose::Post, &[author.number, number]);
        Self {
            author,
            number,
            at: world.calendar.moment(&mut rng),
            kind: kind(author.persona, &mut rng),
            depth: author.persona.depth(&mut rng),
            subject: Subject::new(identity.topic, identity.ways.habit, &mut rng),
        }
    }

    /// The keys under which everything about the post is drawn.
    pub(super) fn keys(&self) -> [u32; 2] {
        [self.author.number, self.number]
    }

    /// How much attention it gets, in percent of the mean.
    pub(super) fn pull(&self) -> u64 {
        let persona = match self.author.persona {
            Persona::Expert => 150,
            Persona::Networker => 130,
            Persona::Regular => 90,
            Persona::Cheerleader | Persona::Pod => 70,
            Persona::Resharer | Persona::Spammer => 35,
            Persona::Silent => 0,
        };
        let kind = match self.kind {
            Kind::Original => 100,
            Kind::Article | Kind::Poll => 120,
            Kind::Reshare => 50,
            Kind::BareReshare => 20,
        };
        persona * kind / 100
    }

    fn text(&self, world: &World, author: &Identity, out: &mut String) {
        out.clear();
        if self.kind == Kind::BareReshare {
            return;
        }
        let mut rng = world.rng(Purpose::PostText, &self.keys());
        let (median, spread) = match self.depth {
            Depth::Rich => (58, 18),
            Depth::Plain => (24, 15),
            Depth::Thin => (15, 12),
        };
        let words = match self.kind {
            Kind::Article => rng.lognormal(240, 8),
            _ => rng.lognormal(median, spread),
        };
        let tongue = author.ways.tongue(&mut rng);
        let mut scribe =
            Scribe { rng, subject: self.subject, to: author.addressed(), habit: author.ways.habit, out };
        scribe.compose(&LEXICON.phrases.post, self.depth, tongue, words.min(1_200));
        if self.depth == Depth::Thin && scribe.rng.chance(5) {
            scribe.emoji();
        }
        if scribe.rng.chance(35) {
            let count =
                if self.depth == Depth::Thin { 2 + scribe.rng.below(11) } else { 1 + scribe.rng.below(5) };
            scribe.hashtags(count);
        }
    }
}

fn kind(persona: Persona, rng: &mut Rng) -> Kind {
    let weights = match persona {
        Persona::Resharer => [8, 78, 12, 1, 1],
        Persona::Expert => [82, 2, 6, 7, 3],
        _ => [80, 6, 9, 2, 3],
    };
    [Kind::Original, Kind::BareReshare, Kind::Reshare, Kind::Article, Kind::Poll][rng.weighted(&weights)]
}

/// Writes the posts of one member.
pub(super) fn write(world: &World, author: Person, sheet: &mut Sheet, text: &mut String) -> io::Result<()> {
    let count = world.posts_of(author);
    if count == 0 {
        return Ok(());
    }
    let identity = Identity::new(world, author.number);
    let mut reactors = Vec::new();
    for number in 0..count {
        let post = Post::new(world, author, &identity, number);
        post.text(world, &identity, text);
        let mut rng = world.rng(Purpose::Volume, &post.keys());
        let comments = comments::threads(world, &post).map(|t| t.length()).sum::<u32>();
        reactions::to_post(world, &post, &mut reactors);
        let reactions = reactors.len() as u32;
        let seen = u64::from(20 + reactions * 25 + comments * 40);
        sheet.show("post", format_args!("p{}-{number}", author.number))?;
        sheet.member("author", author.number)?;
        sheet.time("at", post.at)?;
        sheet.text("text", text)?;
        sheet.text("kind", name(post.kind))?;
        sheet.text("format", format(post.kind, &mut rng))?;
        sheet.show("views", rng.lognormal(seen, 8).max(u64::from(reactions + comments)))?;
        sheet.show("reactions", reactions)?;
        sheet.show("comments", comments)?;
        sheet.show("reposts", rng.count(u64::from(reactions) * 12))?;
        // The parts are known, so nobody needs the sum.
        sheet.blank("engagements")?;
        sheet.show("in_group", rng.chance(6))?;
        let mut crew = world.rng(Purpose::Crew, &post.keys());
        let busy = matches!(author.persona, Persona::Expert | Persona::Networker | Persona::Regular);
        let joint = post.kind != Kind::BareReshare && busy && crew.chance(4);
        let other = if joint { world.contact(author.number, &mut crew) } else { None };
        sheet.show("collaborators", Told(other.map(member_id)))?;
        let planned = post.kind != Kind::BareReshare && crew.chance(if busy { 12 } else { 3 });
        let campaign = planned.then(|| crew.pick(&identity.topic.tag, identity.ways.habit));
        sheet.show("campaign", Told(campaign))?;
        sheet.end()?;
    }
    Ok(())
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Original => "original",
        Kind::BareReshare | Kind::Reshare => "reshare",
        Kind::Article => "article",
        Kind::Poll => "poll",
    }
}

fn format(kind: Kind, rng: &mut Rng) -> &'static str {
    match kind {
        Kind::Article | Kind::Poll => "text",
        _ => ["text", "image", "video", "carousel", "document", "link"][rng.weighted(&[45, 25, 9, 6, 5, 10])],
    }
}
