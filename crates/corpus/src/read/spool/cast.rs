//! Who is scored, found while the files are read, and the cut of the members into shares.

use std::ops::Range;

use crate::data::{Data, Ids, NO_ID, NO_TIME};
use crate::fingerprint::Fingerprint;
use crate::read::part::Part;
use crate::read::pipeline::Head;
use crate::schema::{FileId, Kind};

use super::pages::is_for_oneself;

/// The bit that marks a code as that of somebody who is no member.
const STRANGER: u32 = 1 << 31;

/// Everybody who may be a member, as they come.
#[derive(Debug, Default)]
pub(super) struct Comers {
    ids: Ids,
    /// When each was first seen; whoever is listed is seen from the beginning.
    first: Vec<i64>,
    /// About the bytes of the rows in which each is named.
    weights: Vec<u32>,
    /// Whether there is a list of members.
    listed: bool,
    /// About the bytes of rows of people who are no members.
    others: u64,
    /// The first and the last time at which somebody did something.
    pub(super) span: Option<(i64, i64)>,
}

impl Comers {
    /// There is a table, with or without rows.
    pub(super) fn begin(&mut self, table: FileId) {
        self.listed |= table == FileId::Members;
    }

    /// Takes note of whom a part names.
    pub(super) fn meet(&mut self, part: &Part, head: &Head) {
        let fields = head.table.file().fields;
        let column = |wanted: &dyn Fn(Kind) -> bool| {
            let columns = head.plan.takes.iter().zip(&part.columns);
            columns.filter(move |(take, _)| wanted(take.kind)).collect::<Vec<_>>()
        };
        let at = head.table.file().field("at");
        let times = column(&|kind| kind == Kind::Time).into_iter().find(|(take, _)| Some(take.field) == at);
        let time = |row: usize| match times {
            Some((_, Data::Times(times))) => times[row],
            _ => NO_TIME,
        };
        let people = &part.names.all()[0];
        let subject = fields.iter().position(|field| field.kind == Kind::Person);
        let does = match head.table {
            FileId::Members => true,
            table => table.file().activity && !self.listed,
        };
        // A row counts for each member whom it names; nobody is found twice in a part.
        let mut numbers: Vec<u32> = vec![NO_ID; people.len()];
        let row_weight = (part.weight() / part.rows.max(1)) as u32;
        let mut met = |this: &mut Self, id: u32, new: bool| -> u32 {
            let number = &mut numbers[id as usize];
            if *number == NO_ID {
                let name = people.name(id);
                *number = if new { this.come(name) } else { this.ids.find(name).unwrap_or(NO_ID) };
            }
            *number
        };
        for (take, data) in column(&|kind| matches!(kind, Kind::Person | Kind::People)) {
            let is_subject = Some(take.field) == subject;
            for row in 0..part.rows {
                let named: &[u32] = match data {
                    Data::Ids(ids) => &ids[row..=row],
                    Data::Lists(lists) => lists.get(row),
                    _ => &[],
                };
                for &id in named.iter().filter(|&&id| id != NO_ID) {
                    let acts = is_subject && does && !is_for_oneself(part, head, row);
                    let number = met(self, id, acts);
                    if number == NO_ID {
                        self.others += u64::from(row_weight);
                        continue;
                    }
                    let weight = &mut self.weights[number as usize];
                    *weight = weight.saturating_add(row_weight);
                    if acts {
                        let seen = if self.listed { NO_TIME } else { time(row) };
                        let first = &mut self.first[number as usize];
                        *first = seen.min(*first);
                    }
                }
            }
        }
        if head.table.file().activity {
            let real = (0..part.rows).filter(|&row| time(row) != NO_TIME && !is_for_oneself(part, head, row));
            for time in real.map(time) {
                let (first, last) = self.span.unwrap_or((time, time));
                self.span = Some((first.min(time), last.max(time)));
            }
        }
    }

    fn come(&mut self, name: &str) -> u32 {
        let number = self.ids.intern(name);
        if number as usize == self.first.len() {
            self.first.push(i64::MAX);
            self.weights.push(0);
        }
        number
    }

    /// How many members there are for who looks before a time.
    pub(super) fn seen_before(&self, seen: i64) -> usize {
        self.first.iter().filter(|&&first| first < seen).count()
    }

    /// About the bytes of the rows that name one member, of the one with the most.
    pub(super) fn largest(&self) -> u64 {
        u64::from(self.weights.iter().copied().max().unwrap_or(0))
    }

    /// The members, cut into shares of about so many bytes of rows each.
    pub(super) fn cast(self, seen: i64, budget: u64) -> Cast {
        let Self { ids, first, weights, listed, others, .. } = self;
        let mut order: Vec<u32> = (0..ids.len() as u32).filter(|&n| first[n as usize] < seen).collect();
        order.sort_unstable_by(|&a, &b| ids.name(a).cmp(ids.name(b)));
        let mut numbers = vec![NO_ID; ids.len()];
        for (member, &number) in order.iter().enumerate() {
            numbers[number as usize] = member as u32;
        }
        let all: u64 = order.iter().map(|&n| u64::from(weights[n as usize])).sum();
        // Rows of people who are no members are shared out evenly; as many shares as that takes are wanted in any case.
        let shares = (all + others).div_ceil(budget.max(1)).max(1);
        let budget = (all.div_ceil(shares)).max(1);
        let (mut ends, mut sum) = (Vec::new(), 0);
        for (member, &number) in order.iter().enumerate() {
            let weight = u64::from(weights[number as usize]);
            if sum > 0 && sum + weight / 2 > budget && (ends.len() as u64) + 1 < shares {
                ends.push(member as u32);
                sum = 0;
            }
            sum += weight;
        }
        ends.push(order.len() as u32);
        Cast { ids, numbers, order, ends, listed }
    }
}

/// Everybody who is scored, in the order of their ids, in shares.
#[derive(Debug)]
pub(super) struct Cast {
    ids: Ids,
    /// The member behind each id, or [`NO_ID`].
    numbers: Vec<u32>,
    /// The id of each member.
    order: Vec<u32>,
    /// Where each share ends.
    ends: Vec<u32>,
    /// Whether the members are those of a file.
    pub(super) listed: bool,
}

impl Cast {
    /// How many members there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Their ids, in their order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(|&number| self.ids.name(number))
    }

    /// How many shares.
    pub(super) fn shares(&self) -> usize {
        self.ends.len()
    }

    /// The members of a share.
    pub(super) fn range(&self, share: usize) -> Range<u32> {
        let start = if share == 0 { 0 } else { self.ends[share - 1] };
        start..self.ends[share]
    }

    /// The member of an id.
    pub(super) fn member(&self, name: &str) -> Option<u32> {
        self.ids.find(name).map(|number| self.numbers[number as usize]).filter(|&member| member != NO_ID)
    }

    /// The code of a person: the member, or something of somebody who is none.
    pub(super) fn code(&self, name: &str) -> u32 {
        let stranger = || STRANGER | (Fingerprint::number(name) as u32 >> 2);
        self.member(name).unwrap_or_else(stranger)
    }

    /// The share to which what a person did belongs.
    pub(super) fn home(&self, code: u32) -> usize {
        if code & STRANGER == 0 {
            self.ends.partition_point(|&end| end <= code)
        } else {
            (code & !STRANGER) as usize % self.shares()
        }
    }
}

/// Whether a code is that of a member of a share.
pub(super) fn is_among(code: u32, members: &Range<u32>) -> bool {
    members.contains(&code)
}
