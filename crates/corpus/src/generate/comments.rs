//! `comments.csv`: the threads under a post, each a comment with at most two replies.

use std::io;

use super::calendar::HOUR;
use super::grammar::{Addressee, Scribe, Tongue};
use super::identity::{Identity, Ways};
use super::lexicon::LEXICON;
use super::people::{POD, Person, World};
use super::posts::Post;
use super::rng::{Purpose, Rng};
use super::sheet::Sheet;
use super::{Depth, Persona, reactions};

/// A comment or a reply without its text.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) author: Person,
    pub(super) at: i64,
    depth: Depth,
}

/// A comment and what came of it: a reply, and an answer to the reply.
pub(super) struct Thread {
    pub(super) number: u32,
    /// The comment, its reply, the commenter again.
    pub(super) turns: [Option<Turn>; 3],
}

impl Thread {
    /// How many comments it consists of.
    pub(super) fn length(&self) -> u32 {
        self.turns.iter().flatten().count() as u32
    }
}

/// The threads under a post, in no order of time.
pub(super) fn threads<'a>(world: &'a World, post: &'a Post) -> impl Iterator<Item = Thread> + 'a {
    let mut rng = world.rng(Purpose::Comments, &post.keys());
    let mates = if post.author.persona == Persona::Pod { POD - 1 } else { 0 };
    let others = rng.count(world.means.comments * post.pull() / 100).min(400);
    (0..mates + others).filter_map(move |number| thread(world, post, number, mates))
}

fn thread(world: &World, post: &Post, number: u32, mates: u32) -> Option<Thread> {
    let mut rng = world.rng(Purpose::Thread, &[post.author.number, post.number, number]);
    let first = if number < mates {
        if !rng.chance(85) {
            return None;
        }
        let pod = post.author.number / POD * POD;
        let mate = world.person(pod + (post.author.number - pod + 1 + number) % POD);
        turn(world, mate, post.at, rng.lognormal(240, 16), 0, &mut rng)
    } else {
        let commenter = commenter(world, post, &mut rng)?;
        let median = if commenter.persona == Persona::Cheerleader { HOUR / 2 } else { 5 * HOUR };
        turn(world, commenter, post.at, rng.lognormal(median as u64, 30), 0, &mut rng)
    };
    let second = answer(world, post, first, &mut rng);
    let third = second
        .filter(|reply| reply.depth != Depth::Thin && rng.chance(40))
        .map(|reply| turn(world, first.author, reply.at, rng.lognormal(3 * HOUR as u64, 30), 2, &mut rng));
    Some(Thread { number, turns: [Some(first), second, third] })
}

fn turn(world: &World, author: Person, before: i64, delay: u64, depth: u32, rng: &mut Rng) -> Turn {
    let at = world.calendar.after(before, delay, depth, rng);
    Turn { author, at, depth: author.persona.depth(rng) }
}

/// Somebody who comments on the post: a contact of its author or one of those who comment everywhere.
fn commenter(world: &World, post: &Post, rng: &mut Rng) -> Option<Person> {
    for _ in 0..8 {
        let found = match world.contact(post.author.number, rng) {
            Some(contact) if rng.chance(45) => world.person(contact),
            _ => world.talker(rng),
        };
        let eagerness = match found.persona {
            Persona::Cheerleader => 75,
            Persona::Networker => 90,
            Persona::Expert => 65,
            Persona::Regular => 50,
            Persona::Pod => 35,
            Persona::Spammer => 25,
            Persona::Resharer => 12,
            Persona::Silent => 0,
        };
        if found.number != post.author.number && rng.chance(eagerness) {
            return Some(found);
        }
    }
    None
}

/// The reply to a comment: mostly by the author of the post, now and then by a third person.
fn answer(world: &World, post: &Post, to: Turn, rng: &mut Rng) -> Option<Turn> {
    let diligence = match post.author.persona {
        Persona::Expert => 70,
        Persona::Networker => 60,
        Persona::Cheerleader | Persona::Pod => 45,
        Persona::Regular => 35,
        Persona::Resharer | Persona::Spammer | Persona::Silent => 4,
    };
    let worth = if to.depth == Depth::Thin { 50 } else { 100 };
    let replier = if rng.chance(diligence * worth / 100) {
        post.author
    } else {
        Some(world.talker(rng)).filter(|p| p.number != to.author.number && rng.chance(6))?
    };
    Some(turn(world, replier, to.at, rng.lognormal(4 * HOUR as u64, 32), 1, rng))
}

/// Writes the comments under the posts of one member.
pub(super) fn write(world: &World, owner: Person, sheet: &mut Sheet, text: &mut String) -> io::Result<()> {
    let count = world.posts_of(owner);
    if count == 0 {
        return Ok(());
    }
    let host = Identity::new(world, owner.number);
    let mut reactors = Vec::new();
    for number in 0..count {
        let post = Post::new(world, owner, &host, number);
        for thread in threads(world, &post) {
            let mut before = None;
            for (step, turn) in thread.turns.iter().flatten().enumerate() {
                let id = Id { post: &post, thread: thread.number, step };
                match before {
                    None => write_text(world, &id, *turn, host.addressed(), text),
                    Some(to) => {
                        write_text(world, &id, *turn, Identity::new(world, to).addressed(), text);
                    }
                }
                before = Some(turn.author.number);
                reactions::to_comment(world, &post, thread.number, step, turn, &mut reactors);
                sheet.show("comment", &id)?;
                sheet.member("author", turn.author.number)?;
                sheet.time("at", turn.at)?;
                sheet.text("text", text)?;
                sheet.show("post", format_args!("p{}-{number}", owner.number))?;
                match step {
                    0 => sheet.blank("parent")?,
                    _ => sheet.show("parent", Id { step: step - 1, ..id })?,
                }
                sheet.show("reactions", reactors.len())?;
                sheet.end()?;
            }
        }
    }
    Ok(())
}

fn write_text(world: &World, id: &Id<'_>, turn: Turn, to: Addressee<'_>, out: &mut String) {
    let ways = Ways::new(turn.author.number, world.seed);
    let keys = [id.post.author.number, id.post.number, id.thread, id.step as u32];
    let mut rng = world.rng(Purpose::CommentText, &keys);
    let (median, spread) = match turn.depth {
        Depth::Rich => (46, 14),
        Depth::Plain => (29, 13),
        Depth::Thin => (9, 14),
    };
    let words = rng.lognormal(median, spread) * if id.step > 0 { 3 } else { 4 } / 4;
    let tongue = ways.tongue(&mut rng);
    let mut scribe = Scribe { rng, subject: id.post.subject, to, habit: ways.habit, out };
    let copies = turn.depth == Depth::Thin && id.step == 0 && tongue == Tongue::English;
    if copies && scribe.rng.chance(50) {
        scribe.habit = world.pod_of(turn.author.number).unwrap_or(0);
        return scribe.copy(&LEXICON.phrases.fixed.praise);
    }
    let purpose = if id.step == 0 { &LEXICON.phrases.comment } else { &LEXICON.phrases.answer };
    scribe.compose(purpose, turn.depth, tongue, words.min(600));
}

/// The id of a comment: its post, its thread, and how far down the thread it stands.
pub(super) struct Id<'a> {
    pub(super) post: &'a Post,
    pub(super) thread: u32,
    pub(super) step: usize,
}

impl std::fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "c{}-{}-{}", self.post.author.number, self.post.number, self.thread)?;
        if self.step > 0 { write!(f, "-{}", self.step) } else { Ok(()) }
    }
}
