//! Which rows matter to a share of the members: theirs, and all that a derived column of theirs looks at.
//!
//! Numbers stand for ids, so that two ids with one number only add rows. What is kept for its own sake is kept whole: a comment with
//! all above it up to the post, a conversation with all its messages. So what refers to something is resolved as it is among all
//! rows, and rows that are not there could not have mattered.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::cast::is_among;
use super::pages::{Narrow, Unit};
use crate::schema::FileId;

/// What the rules look at beyond what a member did and what came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four things that can be combined, not a state")]
pub struct Needs {
    /// Levels of people whom others list as connections.
    pub seniority: bool,
    /// Connections that two people share.
    pub shared_connections: bool,
    /// People who keep coming to each other's friends.
    pub circles: bool,
    /// The languages that the authors of received texts usually write.
    pub languages: bool,
}

impl Needs {
    /// All there is.
    pub const ALL: Self = Self { seniority: true, shared_connections: true, circles: true, languages: true };
}

/// A set that wanted rows fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// Posts by people of the share: all that stands under them matters.
    OwnPosts,
    /// Comments by people of the share.
    OwnComments,
    /// Comments whose answers matter: those, and all under posts by people of the share.
    Answered,
    /// Posts and comments to which rows that matter refer.
    Posts,
    Comments,
    /// Conversations in which somebody of the share takes part.
    Conversations,
    /// Connections of members of the share.
    Near,
}

/// What the rows that matter to one share have in common.
#[derive(Debug)]
pub(super) struct Wanted {
    members: Range<u32>,
    needs: Needs,
    seen: i64,
    sets: [FxHashSet<u64>; 7],
    /// People in circles with members of the share: to whom they come matters too.
    pub(super) tied: FxHashSet<u64>,
    /// People whom rows that matter name, once those are known.
    pub(super) people: Option<FxHashSet<u64>>,
}

impl Wanted {
    pub(super) fn new(members: Range<u32>, needs: Needs, seen: i64) -> Self {
        Self { members, needs, seen, sets: Default::default(), tied: FxHashSet::default(), people: None }
    }

    fn has(&self, set: Set, number: Option<u64>) -> bool {
        number.is_some_and(|number| self.sets[set as usize].contains(&number))
    }

    /// Adds what rows were found to want; whether there was anything new in it.
    pub(super) fn add(&mut self, found: impl IntoIterator<Item = (Set, u64)>) -> bool {
        let mut new = false;
        for (set, number) in found {
            new |= self.sets[set as usize].insert(number);
        }
        new
    }

    fn names_us(&self, narrow: &Narrow, file: FileId, field: &str, row: usize) -> bool {
        narrow.person(file, field, row).is_some_and(|(_, code)| is_among(code, &self.members))
    }

    fn is_tied(&self, narrow: &Narrow, file: FileId, row: usize) -> bool {
        !self.tied.is_empty()
            && narrow.person(file, "author", row).is_some_and(|(number, _)| self.tied.contains(&number))
    }

    /// Whether a comment came to people of the share, as far as it can be known before all is read.
    fn is_received(&self, narrow: &Narrow, row: usize) -> bool {
        let file = FileId::Comments;
        self.has(Set::OwnPosts, narrow.unit(Unit::Post, file, "post", row))
            || self.has(Set::Answered, narrow.unit(Unit::Comment, file, "parent", row))
            || self.names_us(narrow, file, "post_author", row)
    }

    /// Whether a row that belongs to another share matters to this one.
    pub(super) fn keeps(&self, file: FileId, narrow: &Narrow, row: usize) -> bool {
        let unit = |unit, field| narrow.unit(unit, file, field, row);
        match file {
            FileId::Members => {
                let who = narrow.person(file, "member", row);
                who.zip(self.people.as_ref()).is_some_and(|((number, _), people)| people.contains(&number))
            }
            FileId::Posts => self.has(Set::Posts, unit(Unit::Post, "post")),
            FileId::Comments => {
                self.has(Set::Comments, unit(Unit::Comment, "comment"))
                    || self.is_received(narrow, row)
                    || self.is_tied(narrow, file, row)
            }
            FileId::Reactions => {
                self.has(Set::OwnPosts, unit(Unit::Post, "post"))
                    || self.has(Set::OwnComments, unit(Unit::Comment, "comment"))
                    || self.is_tied(narrow, file, row)
            }
            FileId::Messages => {
                self.has(Set::Conversations, unit(Unit::Conversation, "conversation"))
                    || narrow.recipients(row).any(|code| is_among(code, &self.members))
            }
            FileId::Connections => self.keeps_connection(narrow, row),
            FileId::Invitations => self.names_us(narrow, file, "recipient", row),
            FileId::Endorsements | FileId::Recommendations => self.names_us(narrow, file, "receiver", row),
            FileId::Searches | FileId::Memberships | FileId::Events | FileId::Follows => false,
        }
    }

    fn keeps_connection(&self, narrow: &Narrow, row: usize) -> bool {
        let file = FileId::Connections;
        let (member, other) = (narrow.person(file, "member", row), narrow.person(file, "other", row));
        let is_near = |who: Option<(u64, u32)>| self.has(Set::Near, who.map(|(number, _)| number));
        if self.names_us(narrow, file, "other", row) {
            return true;
        }
        let told = |(number, _): (u64, u32)| self.people.as_ref().is_some_and(|p| p.contains(&number));
        if self.needs.seniority && other.is_some_and(told) {
            return true;
        }
        if !self.needs.shared_connections || !is_near(member) {
            return false;
        }
        // What two share lies among the connections of the one; whether the other lists any at all, its first row tells.
        let first = |earlier: usize| {
            narrow.time(earlier) < self.seen && narrow.person(file, "member", earlier) == member
        };
        is_near(other) || (narrow.time(row) < self.seen && !(0..row).rev().any(first))
    }

    /// What a row that matters wants beside itself. `home` says whether it belongs to this share.
    pub(super) fn wants(
        &self,
        file: FileId,
        narrow: &Narrow,
        row: usize,
        home: bool,
        found: &mut Vec<(Set, u64)>,
    ) {
        let mut want = |set, number: Option<u64>| found.extend(number.map(|number| (set, number)));
        let unit = |unit, field| narrow.unit(unit, file, field, row);
        // What came back to somebody who is not scored matters to nobody.
        let ours = |field| home && self.names_us(narrow, file, field, row);
        match file {
            FileId::Posts if home => {
                // Others may carry the same id.
                want(Set::Posts, unit(Unit::Post, "post"));
                want(Set::OwnPosts, unit(Unit::Post, "post").filter(|_| ours("author")));
            }
            FileId::Comments => {
                let (own, by_us) = (unit(Unit::Comment, "comment"), ours("author"));
                want(Set::Comments, own.filter(|_| home));
                want(Set::OwnComments, own.filter(|_| by_us));
                want(Set::Answered, own.filter(|_| by_us || self.is_received(narrow, row)));
                want(Set::Posts, unit(Unit::Post, "post"));
                want(Set::Comments, unit(Unit::Comment, "parent"));
            }
            FileId::Reactions => {
                want(Set::Posts, unit(Unit::Post, "post"));
                want(Set::Comments, unit(Unit::Comment, "comment"));
            }
            FileId::Messages => {
                let takes_part =
                    ours("sender") || narrow.recipients(row).any(|code| is_among(code, &self.members));
                want(Set::Conversations, unit(Unit::Conversation, "conversation").filter(|_| takes_part));
            }
            FileId::Connections => {
                let number = |field| narrow.person(file, field, row).map(|(number, _)| number);
                want(Set::Near, number("other").filter(|_| ours("member")));
                if self.names_us(narrow, file, "other", row) {
                    want(Set::Near, number("member"));
                }
            }
            _ => {}
        }
    }
}
