//! Who came to whom and when: with a comment, a reaction or a message.

use crate::data::{NO_ID, NO_TIME};
use crate::resolve::Resolved;
use crate::resolve::comments::addressed;
use crate::resolve::grouped::{Grouped, run};
use crate::resolve::mail::Mail;
use crate::schema::FileId;

/// One person came to another. Sorted by person, then by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Contact {
    pub(super) to: u32,
    /// [`NO_TIME`] where nobody told; then it is in no span of time.
    pub(super) time: i64,
    /// The row of the file that it comes from.
    pub(super) row: u32,
}

/// The contacts of one kind, grouped by who came.
pub(super) struct Contacts(Grouped<Contact>);

impl Contacts {
    /// Collects `(who, to whom, when, row)`; nobody comes to nobody, nor to the own door.
    fn new(people: usize, tell: impl Fn(&mut dyn FnMut(u32, u32, i64, usize))) -> Self {
        let blank = Contact { to: NO_ID, time: NO_TIME, row: NO_ID };
        Self(Grouped::new(people, blank, |take| {
            tell(&mut |who, to, time, row| {
                if who != NO_ID && to != NO_ID && who != to {
                    take(who, Contact { to, time, row: row as u32 });
                }
            });
        }))
    }

    /// All contacts by a person.
    pub(super) fn of(&self, who: u32) -> &[Contact] {
        self.0.of(who)
    }

    fn between(&self, who: u32, to: u32) -> &[Contact] {
        run(self.of(who), &to, |c| c.to)
    }

    /// Whether one ever came to the other.
    pub(super) fn ever(&self, who: u32, to: u32) -> bool {
        !self.between(who, to).is_empty()
    }

    /// When one last came to the other.
    pub(super) fn latest(&self, who: u32, to: u32) -> i64 {
        self.between(who, to).last().map_or(NO_TIME, |c| c.time)
    }

    /// Whether one came to the other at one of these moments, both ends included.
    pub(super) fn within(&self, who: u32, to: u32, since: i64, until: i64) -> bool {
        let all = self.between(who, to);
        // What has no time stands first and lies before every moment.
        all.get(all.partition_point(|c| c.time < since)).is_some_and(|c| c.time <= until)
    }
}

/// Who commented under whose posts.
pub(super) struct Visits(Grouped<(u32, i64, u32)>);

impl Visits {
    fn of(&self, host: u32, guest: u32) -> &[(u32, i64, u32)] {
        run(self.0.of(host), &guest, |visit| visit.0)
    }

    /// Whether the guest had commented under another post of the host before this time.
    pub(super) fn elsewhere_before(&self, host: u32, guest: u32, post: u32, time: i64) -> bool {
        self.of(host, guest).iter().take_while(|visit| visit.1 < time).any(|visit| visit.2 != post)
    }

    /// Whether the guest commented under any post of the host at one of these moments, both ends included.
    pub(super) fn within(&self, host: u32, guest: u32, since: i64, until: i64) -> bool {
        let all = self.of(host, guest);
        all.get(all.partition_point(|visit| visit.1 < since)).is_some_and(|visit| visit.1 <= until)
    }
}

impl Resolved<'_> {
    /// Comments: to the person they speak to and, where that is somebody else, to the author of the post. `None` without a
    /// file of comments that say what they answer, and where they are those of the members alone: what came back is unknown.
    pub(super) fn spoken(&self) -> Option<&Contacts> {
        let rows = self.corpus.rows(FileId::Comments).filter(|rows| addressed(rows) && !rows.own_only)?;
        Some(self.made.spoken.get_or_init(|| {
            let links = self.links().expect("there are comments");
            let authors = rows.ids("author").expect("a required column");
            let times = rows.times("at").expect("a required column");
            Contacts::new(self.corpus.people.len(), |take| {
                for row in self.visible(rows) {
                    let (to, host) = (links.counterpart[row], links.post_author[row]);
                    take(authors[row], to, times[row], row);
                    if host != to {
                        take(authors[row], host, times[row], row);
                    }
                }
            })
        }))
    }

    /// Reactions: to the author of what was reacted to. `None` without a file of reactions and one that they speak of.
    pub(super) fn reacted(&self) -> Option<&Contacts> {
        let rows = self.corpus.rows(FileId::Reactions).filter(|rows| !rows.own_only)?;
        let known = |field, file| rows.ids(field).is_some() && self.corpus.rows(file).is_some();
        if !known("post", FileId::Posts) && !known("comment", FileId::Comments) {
            return None;
        }
        Some(self.made.reacted.get_or_init(|| {
            let targets = self.targets().expect("there are reactions");
            let authors = rows.ids("author").expect("a required column");
            let times = rows.times("at").expect("a required column");
            Contacts::new(self.corpus.people.len(), |take| {
                for row in self.visible(rows) {
                    take(authors[row], targets.author[row], times[row], row);
                }
            })
        }))
    }

    /// Messages: to everybody who got them. `None` without messages.
    pub(super) fn wrote(&self) -> Option<&Contacts> {
        let rows = self.corpus.rows(FileId::Messages)?;
        Some(self.made.wrote.get_or_init(|| {
            let mail: &Mail = self.mail().expect("there are messages");
            let senders = rows.ids("sender").expect("a required column");
            let times = rows.times("at").expect("a required column");
            Contacts::new(self.corpus.people.len(), |take| {
                for row in self.visible(rows) {
                    let recipients = Self::recipients(mail, rows, row);
                    for (i, &to) in recipients.iter().enumerate() {
                        // Somebody who is named twice got it once.
                        if !recipients[..i].contains(&to) {
                            take(senders[row], to, times[row], row);
                        }
                    }
                }
            })
        }))
    }

    /// Who commented under whose posts, where the time is known.
    pub(super) fn visits(&self) -> &Visits {
        self.made.visits.get_or_init(|| {
            let rows = self.corpus.rows(FileId::Comments).expect("there are comments");
            let links = self.links().expect("there are comments");
            let authors = rows.ids("author").expect("a required column");
            let times = rows.times("at").expect("a required column");
            Visits(Grouped::new(self.corpus.people.len(), (NO_ID, NO_TIME, NO_ID), |take| {
                for row in self.visible(rows) {
                    let (host, guest) = (links.post_author[row], authors[row]);
                    if guest != NO_ID && guest != host && times[row] != NO_TIME {
                        take(host, (guest, times[row], links.post[row]));
                    }
                }
            }))
        })
    }

    /// When two people last exchanged a message or a comment.
    pub(super) fn last_contact(&self, a: u32, b: u32) -> i64 {
        let latest = |c: &Contacts| c.latest(a, b).max(c.latest(b, a));
        [self.spoken(), self.wrote()].into_iter().flatten().map(latest).max().unwrap_or(NO_TIME)
    }
}
