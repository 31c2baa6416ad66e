//! Who is scored, and the member's own row.

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
            // A member listed twice is one member; which row counts must not depend on the order of the rows.
            let mut order: Vec<usize> = (0..rows.len).collect();
            order.sort_by(|&a, &b| by_content(corpus, rows, a, b));
            for row in order {
                let person = ids[row] as usize;
                if rows_of[person] == NO_ID {
                    rows_of[person] = row as u32;
                    people.push(ids[row]);
                }
            }
        } else if let Some(cast) = &corpus.cast {
            people.clone_from(cast);
        } else {
            for file in FILES.iter().filter(|f| f.activity) {
                let Some(rows) = corpus.rows(file.id) else { continue };
                let subject = ["author", "sender", "member"]
                    .into_iter()
                    .find_map(|s| file.field(s).and_then(|_| rows.ids(s)));
                let Some(ids) = subject else { continue };
                people.extend(visible(rows, end).map(|row| ids[row]).filter(|&id| id != NO_ID));
            }
        }
        people.sort_unstable_by(|a, b| corpus.people.name(*a).cmp(corpus.people.name(*b)));
        people.dedup();
        let mut members = vec![NO_ID; corpus.people.len()];
        for (member, &person) in people.iter().enumerate() {
            members[person as usize] = member as u32;
        }
        let rows = people.iter().map(|&p| rows_of[p as usize]).collect();
        Self { people, members, rows }
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
