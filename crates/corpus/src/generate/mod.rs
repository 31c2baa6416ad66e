//! Synthetic corpora: the same bytes for the same seed.
//!
//! No row depends on a row before it. Every fact, such as the time of post 3 of member 17, is drawn from a stream of chance of
//! its own, opened by the seed and the fact's place, so a comment finds its post by making it again. That costs some
//! work twice and buys three things: memory does not grow with the corpus, parts can be made in any order on any number
//! of threads, and all references hold. Chance is in whole numbers only, since `exp` and `ln` differ between machines.
//!
//! The people are made up, and so are their texts: sentences from small grammars in the TOML files of this folder.
//!
//! ```
//! use ssi_corpus::generate::{Spec, write};
//! use ssi_corpus::schema::FileId;
//!
//! let mut posts = Vec::new();
//! let spec = Spec { members: 50, seed: 7, ..Spec::default() };
//! let rows = write(&spec, FileId::Posts, &mut posts)?;
//! assert!(rows > 0 && posts.starts_with(b"post,author,at,text,"));
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io::{self, Write};
use std::ops::Range;

use jiff::civil::{Date, date};

use crate::schema::FileId;

mod calendar;
mod comments;
mod favours;
mod grammar;
mod identity;
mod interests;
mod lexicon;
mod messages;
mod network;
mod people;
mod posts;
mod profile;
mod reactions;
mod rng;
mod sheet;
mod shuffle;

use people::World;
use rng::Rng;
use sheet::Sheet;

/// What corpus to make.
///
/// The means are wishes: the corpus comes near them, since counts have heavy tails. One below 0 counts as 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// How many members.
    pub members: u32,
    /// Any number; another one gives other people.
    pub seed: u64,
    /// The last of the 180 days of activity.
    pub until: Date,
    /// Mean number of posts a member.
    pub posts_per_member: f64,
    /// Mean number of comments a post, without replies.
    pub comments_per_post: f64,
    /// Mean number of reactions a post.
    pub reactions_per_post: f64,
    /// Mean number of conversations that a member begins.
    pub conversations_per_member: f64,
    /// Mean number of connections a member; invitations follow it.
    pub connections_per_member: f64,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            members: 1_000,
            seed: 0,
            until: date(2026, 6, 30),
            posts_per_member: 2.0,
            comments_per_post: 2.5,
            reactions_per_post: 6.0,
            conversations_per_member: 1.5,
            connections_per_member: 24.0,
        }
    }
}

/// What a member is like, for tests that ask whether scores tell them apart. It is not part of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Persona {
    /// Writes with reasons and numbers, answers comments and messages.
    Expert,
    /// Writes to people, with notes, and keeps conversations going.
    Networker,
    /// A bit of everything.
    Regular,
    /// "Great post!" under everything.
    Cheerleader,
    /// Passes on what others wrote, mostly without a word.
    Resharer,
    /// Sends the same message to strangers.
    Spammer,
    /// One of five neighbours who comment on each other's posts within minutes.
    Pod,
    /// Writes nothing.
    Silent,
}

impl Persona {
    /// Every persona.
    pub const ALL: [Self; 8] = [
        Self::Expert,
        Self::Networker,
        Self::Regular,
        Self::Cheerleader,
        Self::Resharer,
        Self::Spammer,
        Self::Pod,
        Self::Silent,
    ];

    /// How much a text of theirs has to say.
    fn depth(self, rng: &mut Rng) -> Depth {
        let weights = match self {
            Self::Expert => [82, 16, 2],
            Self::Networker => [50, 40, 10],
            Self::Regular => [22, 60, 18],
            Self::Cheerleader => [1, 17, 82],
            Self::Resharer => [3, 32, 65],
            Self::Spammer => [0, 10, 90],
            Self::Pod => [5, 30, 65],
            Self::Silent => [0, 60, 40],
        };
        [Depth::Rich, Depth::Plain, Depth::Thin][rng.weighted(&weights)]
    }
}

/// How much a text has to say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Reasons, numbers, examples, questions.
    Rich,
    /// Something.
    Plain,
    /// Praise and slogans.
    Thin,
}

/// The files of a corpus: all of the schema.
pub fn files() -> &'static [FileId] {
    const ALL: [FileId; 13] = [
        FileId::Members,
        FileId::Posts,
        FileId::Comments,
        FileId::Reactions,
        FileId::Messages,
        FileId::Connections,
        FileId::Invitations,
        FileId::Searches,
        FileId::Endorsements,
        FileId::Recommendations,
        FileId::Memberships,
        FileId::Events,
        FileId::Follows,
    ];
    &ALL
}

/// The persona of the member with this number (`m000017` has number 17); `None` where there is no such member.
pub fn persona(spec: &Spec, number: u32) -> Option<Persona> {
    (number < spec.members).then(|| World::new(spec).person(number).persona)
}

/// Writes one file with its header; returns the number of rows without the header.
///
/// # Errors
/// Where `out` fails.
pub fn write(spec: &Spec, file: FileId, out: &mut dyn Write) -> io::Result<u64> {
    write_header(file, out)?;
    write_part(spec, file, 0..spec.members, out)
}

/// Writes the header of a file.
///
/// # Errors
/// Where `out` fails.
pub fn write_header(file: FileId, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::new(file, out);
    sheet.header()?;
    sheet.finish().map(drop)
}

/// Writes the rows that belong to some members, without a header; returns their number.
///
/// The parts of `0..members`, put behind each other, are the whole file. Comments and reactions belong to the author of the
/// post, messages to whoever opened the conversation, endorsements and recommendations to the receiver.
///
/// # Errors
/// Where `out` fails.
pub fn write_part(spec: &Spec, file: FileId, members: Range<u32>, out: &mut dyn Write) -> io::Result<u64> {
    let world = &World::new(spec);
    let mut sheet = Sheet::new(file, out);
    let text = &mut String::new();
    for number in members.start..members.end.min(spec.members) {
        let member = world.person(number);
        let sheet = &mut sheet;
        match file {
            FileId::Members => profile::write(world, member, sheet, text),
            FileId::Posts => posts::write(world, member, sheet, text),
            FileId::Comments => comments::write(world, member, sheet, text),
            FileId::Reactions => reactions::write(world, member, sheet),
            FileId::Messages => messages::write(world, member, sheet, text),
            FileId::Connections => network::write_connections(world, member, sheet),
            FileId::Invitations => network::write_invitations(world, member, sheet, text),
            FileId::Searches => favours::write_searches(world, member, sheet, text),
            FileId::Endorsements => favours::write_endorsements(world, member, sheet),
            FileId::Recommendations => favours::write_recommendations(world, member, sheet, text),
            FileId::Memberships => interests::write_memberships(world, member, sheet, text),
            FileId::Events => interests::write_events(world, member, sheet, text),
            FileId::Follows => interests::write_follows(world, member, sheet),
        }?;
    }
    sheet.finish()
}
