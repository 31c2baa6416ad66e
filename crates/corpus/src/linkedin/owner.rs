//! Whose export it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Archive;
use super::names::Kind;
use super::people::{GONE, full_name, slug};

/// The owner of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The slug of the profile, or the name where nothing tells it; empty where nothing tells who it is.
    pub(crate) id: String,
    /// The name as the profile has it.
    pub(crate) name: String,
}

impl Owner {
    /// Whether the id is the address of a profile, and not just a name.
    pub(crate) fn has_address(&self) -> bool {
        !self.id.is_empty() && self.id != self.name
    }
}

/// The owner by what the files say: the name stands in the profile, the address at one end of every invitation and over the
/// messages of that name; without either it is whoever takes part in every conversation.
pub(crate) fn find(archive: &Archive<'_>) -> Owner {
    let mut votes: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut vote = |url: &str, name: &str| {
        if let Some(slug) = slug(url) {
            let (count, known) = votes.entry(slug).or_default();
            *count += 1;
            if known.is_empty() {
                name.clone_into(known);
            }
        }
    };
    let mut name = String::new();
    if let Some(table) = archive.table(Kind::Profile) {
        let (first, last) = (table.column(&["first name"]), table.column(&["last name"]));
        if let Some(row) = table.rows.first() {
            name = full_name(first.of(row), last.of(row));
        }
    }
    if let Some(table) = archive.table(Kind::Invitations) {
        let direction = table.column(&["direction"]);
        let (from, to) = (table.column(&["from"]), table.column(&["to"]));
        let (inviter, invitee) = (table.column(&["inviterprofileurl"]), table.column(&["inviteeprofileurl"]));
        for row in &table.rows {
            match direction.of(row).to_ascii_uppercase().as_str() {
                "OUTGOING" => vote(inviter.of(row), from.of(row)),
                "INCOMING" => vote(invitee.of(row), to.of(row)),
                _ => {}
            }
        }
    }
    let mut everywhere: BTreeMap<String, (BTreeSet<&str>, String)> = BTreeMap::new();
    let mut conversations: BTreeSet<&str> = BTreeSet::new();
    if let Some(table) = archive.table(Kind::Messages) {
        let column = |names: &[&str]| table.column(names);
        let (talk, from, to) = (column(&["conversation id"]), column(&["from"]), column(&["to"]));
        let (sender, recipients) = (column(&["sender profile url"]), column(&["recipient profile urls"]));
        for row in &table.rows {
            conversations.insert(talk.of(row));
            if !name.is_empty() && from.of(row) == name {
                vote(sender.of(row), from.of(row));
            }
            if !name.is_empty() && to.of(row) == name {
                vote(recipients.of(row), to.of(row));
            }
            let one = (!to.of(row).contains(", ")).then(|| to.of(row));
            let mut seen = vec![(slug(sender.of(row)), Some(from.of(row)))];
            seen.extend(recipients.of(row).split(',').map(|url| (slug(url), one)));
            for (person, called) in seen {
                if let Some(person) =
                    person.or_else(|| called.map(str::to_owned)).filter(|p| !p.is_empty() && p != GONE)
                {
                    let (talks, known) = everywhere.entry(person).or_default();
                    talks.insert(talk.of(row));
                    if known.is_empty() {
                        called.unwrap_or_default().clone_into(known);
                    }
                }
            }
        }
    }
    let voted = votes.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(&a.0)));
    if let Some((id, (_, known))) = voted {
        let name = if name.is_empty() { known } else { name };
        return Owner { id, name };
    }
    if !name.is_empty() {
        // A name that goes with one address only, as among the endorsers of somebody else's list.
        let id = archive.people.slug_of(&name).map_or_else(|| name.clone(), str::to_owned);
        return Owner { id, name };
    }
    let mut always = everywhere.into_iter().filter(|(_, (talks, _))| talks.len() == conversations.len());
    match (always.next(), always.next()) {
        (Some((id, (_, known))), None) if conversations.len() >= 2 => Owner { id, name: known },
        _ => Owner::default(),
    }
}
