//! Who is scored, and the member's own row.

use rayon::prelude::*;

use crate::data::{Corpus, NO_ID, NO_TIME, Rows};
use crate::resolve::order::by_content;
use crate::resolve::{Frame, Resolved, titles, visible};
use crate::schema::{FILES, FileId};

/// The members, numbered in the order of their ids.
#[derive(Debug)]
pub struct Roster {
    /// The person behind each member.
    people: Vec<u32>,
    /// The member behind each person.
    members: Vec<u32>,
    /// The row in the members file, or [`NO_ID`].
    rows: Vec<u32>,
}

impl Roster {
    /// The people of the members file; without one, everyone who did something before `end`.
    pub(super) fn new(corpus: &Corpus, end: i64) -> Self {
        let mut rows_of = vec![NO_ID; corpus.people.len()];
        let mut people: Vec<u32> = Vec::new();
        if let Some(rows) = corpus.rows(FileId::Members) {
            let ids = rows.ids("member").expect("a required column");
            for row in 0..rows.len {
                let own = &mut rows_of[ids[row] as usize];
                if *own == NO_ID {
                    people.push(ids[row]);
                    *own = row as u32;
                } else if by_content(corpus, rows, row, *own as usize).is_lt() {
                    // A member listed twice is one member; which row counts must not depend on the order of the rows.
                    *own = row as u32;
                }
            }
        } else if let Some(cast) = &corpus.cast {
            people.clone_from(cast);
        } else {
            let mut found = vec![false; corpus.people.len()];
            for file in FILES.iter().filter(|f| f.activity) {
                let Some(rows) = corpus.rows(file.id) else { continue };
                let subject = ["author", "sender", "member"]
                    .into_iter()
                    .find_map(|s| file.field(s).and_then(|_| rows.ids(s)));
                let Some(ids) = subject else { continue };
                for id in visible(rows, end).map(|row| ids[row]).filter(|&id| id != NO_ID) {
                    if !std::mem::replace(&mut found[id as usize], true) {
                        people.push(id);
                    }
                }
            }
        }
        // Most names differ in their first letters, and those lie side by side.
        let name = |person: u32| corpus.people.name(person);
        let mut keyed: Vec<(u64, u32)> =
            people.par_iter().map(|&person| (beginning(name(person)), person)).collect();
        keyed
            .par_sort_unstable_by(|(a, one), (b, other)| a.cmp(b).then_with(|| name(*one).cmp(name(*other))));
        let people: Vec<u32> = keyed.into_iter().map(|(_, person)| person).collect();
        let mut members = vec![NO_ID; corpus.people.len()];
        for (member, &person) in people.iter().enumerate() {
            members[person as usize] = member as u32;
        }
        let rows = people.iter().map(|&p| rows_of[p as usize]).collect();
        Self { people, members, rows }
    }

    /// The first people of a corpus, one a member, each with the row of the members' file that names it, if any.
    pub(super) fn of_first(corpus: &Corpus) -> Self {
        let people: Vec<u32> = (0..corpus.people.len() as u32).collect();
        let mut rows = vec![NO_ID; people.len()];
        let members = corpus.rows(FileId::Members).and_then(|rows| rows.ids("member")).unwrap_or(&[]);
        for (row, &member) in members.iter().enumerate() {
            if let Some(own) = rows.get_mut(member as usize) {
                *own = row as u32;
            }
        }
        Self { members: people.clone(), people, rows }
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The member that a person is, if scored.
    pub fn member(&self, person: u32) -> Option<u32> {
        self.members.get(person as usize).copied().filter(|&m| m != NO_ID)
    }

    /// The person that a member is.
    pub fn person(&self, member: u32) -> u32 {
        self.people[member as usize]
    }

    /// Each member's row in the members file, where there is one.
    pub fn profile_rows(&self) -> impl Iterator<Item = (u32, usize)> {
        self.rows.iter().enumerate().filter(|(_, r)| **r != NO_ID).map(|(m, &r)| (m as u32, r as usize))
    }
}

/// The first bytes of a name, as a number that sorts as they do.
fn beginning(name: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(name.bytes()).for_each(|(to, byte)| *to = byte);
    u64::from_be_bytes(first)
}

impl Resolved<'_> {
    pub(super) fn profile(&self, mut frame: Frame, rows: &Rows) -> Frame {
        for (member, row) in self.roster.profile_rows() {
            frame.push(member, NO_TIME, row);
        }
        frame.take_given(rows, &self.canonical);
        for (flag, field) in
            [("has_headline", "headline"), ("has_summary", "summary"), ("has_title", "title")]
        {
            if let Some(blanks) = rows.blanks(field) {
                frame.flags(flag, |r| !blanks.is(r));
            }
        }
        for (flag, field) in
            [("has_company", "company"), ("has_industry", "industry"), ("has_location", "location")]
        {
            if let Some(labels) = rows.ids(field) {
                frame.flags(flag, |r| labels[r] != NO_ID);
            }
        }
        if let Some(found) = rows.texts("title") {
            frame.numbers("seniority", |r| f64::from(titles::seniority(found.get(r))));
        }
        if let Some(joined) = rows.times("joined_at") {
            frame.numbers("days_as_member", |r| match joined[r] {
                NO_TIME => f64::NAN,
                day => self.days_until_end(day).max(0.0),
            });
        }
        frame
    }
}
