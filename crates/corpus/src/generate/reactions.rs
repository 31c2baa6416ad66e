//! `reactions.csv`: who clicked on a post or a comment.

use std::io;

use super::calendar::HOUR;
use super::comments::{self, Turn};
use super::identity::Identity;
use super::people::{POD, Person, World};
use super::posts::Post;
use super::rng::{Purpose, Rng};
use super::sheet::Sheet;
use super::{Depth, Persona};

/// Fills the list of those who reacted to a post, everybody once.
pub(super) fn to_post(world: &World, post: &Post, who: &mut Vec<u32>) {
    who.clear();
    let mut rng = world.rng(Purpose::Reactions, &post.keys());
    if post.author.persona == Persona::Pod {
        let pod = post.author.number / POD * POD;
        who.extend(pod..pod + POD);
    }
    let depth = if post.depth == Depth::Rich { 130 } else { 85 };
    let count = rng.count(world.means.reactions * post.pull() * depth / 10_000).min(2_000);
    crowd(world, post.author.number, post.author.number, count, &mut rng, who);
}

/// Fills the list of those who reacted to a comment, everybody once.
pub(super) fn to_comment(
    world: &World,
    post: &Post,
    thread: u32,
    step: usize,
    turn: &Turn,
    who: &mut Vec<u32>,
) {
    who.clear();
    let mut rng = world.rng(Purpose::Reactions, &[post.author.number, post.number, thread, step as u32]);
    let count = rng.count(world.means.reactions / 12).min(200);
    crowd(world, post.author.number, turn.author.number, count, &mut rng, who);
}

/// Adds people around `host`, but not the author of what they react to.
fn crowd(world: &World, host: u32, author: u32, count: u32, rng: &mut Rng, who: &mut Vec<u32>) {
    for _ in 0..count {
        let found = match world.contact(host, rng) {
            Some(contact) if rng.chance(55) => world.person(contact),
            _ => world.talker(rng),
        };
        if found.persona != Persona::Silent || rng.chance(12) {
            who.push(found.number);
        }
    }
    who.retain(|&number| number != author);
    who.sort_unstable();
    who.dedup();
}

/// Writes the reactions to the posts of one member and to the comments under them.
pub(super) fn write(world: &World, owner: Person, sheet: &mut Sheet) -> io::Result<()> {
    let count = world.posts_of(owner);
    if count == 0 {
        return Ok(());
    }
    let identity = Identity::new(world, owner.number);
    let mut who = Vec::new();
    for number in 0..count {
        let post = Post::new(world, owner, &identity, number);
        to_post(world, &post, &mut who);
        let mut rng = world.rng(Purpose::Reactions, &[owner.number, number, 0]);
        for &author in &who {
            one(world, author, post.at, &mut rng, sheet)?;
            sheet.show("post", format_args!("p{}-{number}", owner.number))?;
            sheet.blank("comment")?;
            sheet.end()?;
        }
        for thread in comments::threads(world, &post) {
            for (step, turn) in thread.turns.iter().flatten().enumerate() {
                to_comment(world, &post, thread.number, step, turn, &mut who);
                for &author in &who {
                    one(world, author, turn.at, &mut rng, sheet)?;
                    sheet.blank("post")?;
                    sheet.show("comment", comments::Id { post: &post, thread: thread.number, step })?;
                    sheet.end()?;
                }
            }
        }
    }
    Ok(())
}

/// Writes the cells that all reactions share.
fn one(world: &World, author: u32, before: i64, rng: &mut Rng, sheet: &mut Sheet) -> io::Result<()> {
    let delay = rng.lognormal(6 * HOUR as u64, 34);
    let kinds = ["like", "celebrate", "insightful", "support", "love", "funny"];
    sheet.member("author", author)?;
    sheet.time("at", world.calendar.after(before, delay, 3, rng))?;
    sheet.text("kind", kinds[rng.weighted(&[68, 9, 9, 6, 6, 2])])
}
