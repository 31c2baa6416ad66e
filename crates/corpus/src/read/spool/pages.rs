//! Parts as they lie in a store: whole, and beside that the little that tells whom a row concerns.

use std::sync::Arc;

use super::store::garbled;
use crate::data::{DAY, Data, NO_ID, NO_TIME};
use crate::fingerprint::Fingerprint;
use crate::read::Error;
use crate::read::columns::Names;
use crate::read::kept::bytes::{Reader, Writer};
use crate::read::kept::{form, narrow};
use crate::read::part::Part;
use crate::read::pipeline::Head;
use crate::read::rows::Place;
use crate::schema::{FileId, Kind};

/// Places mean nothing in a part without rejects.
const NOWHERE: Place = Place { line: 0, byte: 0 };

/// A settled part without rejects as bytes.
pub(super) fn write(part: &mut Part) -> Vec<u8> {
    for (place, column) in part.columns.iter_mut().enumerate() {
        if let Data::Heard(heard) = column {
            part.heard.push((place, heard.written()));
            *column = Data::Texts(crate::data::Texts::default());
        }
    }
    form::write(part, NOWHERE)
}

/// The part that was written; `by` is the name of who heard its texts.
pub(super) fn read(bytes: &[u8], head: &Head, by: Option<&Arc<str>>) -> Result<Part, Error> {
    let mut part = form::read(bytes, &head.plan, &head.file, NOWHERE).ok_or_else(garbled)?;
    for (place, heard) in std::mem::take(&mut part.heard) {
        part.columns[place] = Data::Heard(Box::new(heard.settled(by.ok_or_else(garbled)?)));
    }
    Ok(part)
}

/// The kinds of ids by which rows find each other, each with the place of its names in [`Names::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Unit {
    Post = 1,
    Comment = 2,
    Conversation = 3,
}

/// Whom and what the rows of a part concern.
#[derive(Debug, Default)]
pub(in crate::read) struct Narrow {
    pub(in crate::read) rows: usize,
    /// A number for each name: people, posts, comments, conversations.
    hashes: [Vec<u64>; 4],
    /// For each person the member, or something that is no member.
    codes: Vec<u32>,
    /// Ids of one a row, by the places of their fields.
    ids: Vec<(usize, Vec<u32>)>,
    /// Recipients: where each row ends, and all of them.
    lists: Option<(Vec<u32>, Vec<u32>)>,
    times: Vec<i64>,
    /// What each text told, a column each.
    told: Vec<Vec<u8>>,
    /// For rows that count once however often they are there, a number made of all that they say; 0 for others.
    digests: Vec<u64>,
}

impl Narrow {
    /// What matters of a part; `code` numbers people.
    pub(in crate::read) fn of(part: &Part, head: &Head, code: impl Fn(&str) -> u32) -> Self {
        let mut all = Self { rows: part.rows, ..Self::default() };
        for (hashes, ids) in all.hashes.iter_mut().zip(part.names.all()) {
            *hashes = (0..ids.len()).map(|id| Fingerprint::number(ids.name(id as u32))).collect();
        }
        let people = part.names.all()[0];
        all.codes = (0..people.len()).map(|id| code(people.name(id as u32))).collect();
        for (take, column) in head.plan.takes.iter().zip(&part.columns) {
            match (take.kind, column) {
                (Kind::Label, _) => {}
                (_, Data::Ids(ids)) => all.ids.push((take.field, ids.clone())),
                (_, Data::Lists(lists)) if head.table == FileId::Messages => {
                    all.lists = Some((lists.ends.iter().map(|&end| end as u32).collect(), lists.ids.clone()));
                }
                (_, Data::Times(times)) if head.table.file().field("at") == Some(take.field) => {
                    all.times.clone_from(times);
                }
                (_, Data::Heard(heard)) => all.told.push(heard.told().to_vec()),
                _ => {}
            }
        }
        if !all.told.is_empty() {
            all.digests = digests(part, head, &all);
        }
        all
    }

    /// As bytes.
    pub(in crate::read) fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(self.rows as u64);
        let numbers = |all: &[u64], out: &mut Writer| {
            out.number(all.len() as u64);
            for &n in all {
                out.number(n);
            }
        };
        self.hashes.iter().for_each(|all| numbers(all, &mut out));
        narrow::write_ids(&self.codes, &mut out);
        out.number(self.ids.len() as u64);
        for (field, ids) in &self.ids {
            out.number(*field as u64);
            narrow::write_ids(ids, &mut out);
        }
        out.byte(u8::from(self.lists.is_some()));
        if let Some((ends, ids)) = &self.lists {
            narrow::write_ids(ends, &mut out);
            narrow::write_ids(ids, &mut out);
        }
        numbers(&self.times.iter().map(|&t| t as u64).collect::<Vec<_>>(), &mut out);
        out.number(self.told.len() as u64);
        self.told.iter().for_each(|told| out.bytes(told));
        numbers(&self.digests, &mut out);
        out.0
    }

    /// What was written.
    pub(in crate::read) fn read(bytes: &[u8]) -> Result<Self, Error> {
        Self::find(&mut Reader(bytes)).ok_or_else(garbled)
    }

    fn find(from: &mut Reader<'_>) -> Option<Self> {
        fn numbers(from: &mut Reader<'_>) -> Option<Vec<u64>> {
            let count = from.count(8)?;
            let cells = from.take(count * 8)?.chunks_exact(8);
            cells.map(|b| Some(u64::from_le_bytes(b.try_into().ok()?))).collect()
        }
        let ids = |from: &mut Reader<'_>| narrow::read_ids(from, u32::MAX as usize);
        let mut all = Self { rows: usize::try_from(from.number()?).ok()?, ..Self::default() };
        for hashes in &mut all.hashes {
            *hashes = numbers(from)?;
        }
        all.codes = ids(from)?;
        for _ in 0..from.count(9)? {
            all.ids.push((usize::try_from(from.number()?).ok()?, ids(from)?));
        }
        if from.byte()? == 1 {
            all.lists = Some((ids(from)?, ids(from)?));
        }
        all.times = numbers(from)?.into_iter().map(|t| t as i64).collect();
        for _ in 0..from.count(8)? {
            all.told.push(from.bytes()?.to_vec());
        }
        all.digests = numbers(from)?;
        Some(all)
    }

    fn id(&self, file: FileId, field: &str, row: usize) -> Option<usize> {
        let place = file.file().field(field)?;
        let (_, ids) = self.ids.iter().find(|(field, _)| *field == place)?;
        Some(ids[row]).filter(|&id| id != NO_ID).map(|id| id as usize)
    }

    /// The number of the post, comment or conversation that a column names.
    pub(in crate::read) fn unit(&self, unit: Unit, file: FileId, field: &str, row: usize) -> Option<u64> {
        Some(self.hashes[unit as usize][self.id(file, field, row)?])
    }

    /// The number and the code of the person that a column names.
    pub(in crate::read) fn person(&self, file: FileId, field: &str, row: usize) -> Option<(u64, u32)> {
        let id = self.id(file, field, row)?;
        Some((self.hashes[0][id], self.codes[id]))
    }

    /// The codes of those who got a message.
    pub(in crate::read) fn recipients(&self, row: usize) -> impl Iterator<Item = u32> {
        let to = self.lists.as_ref().map_or(&[][..], |(ends, ids)| {
            let start = if row == 0 { 0 } else { ends[row - 1] };
            &ids[start as usize..ends[row] as usize]
        });
        to.iter().map(|&id| self.codes[id as usize])
    }

    /// When a row says that it was.
    pub(in crate::read) fn time(&self, row: usize) -> i64 {
        self.times.get(row).copied().unwrap_or(NO_TIME)
    }

    /// What the texts of a row told.
    pub(in crate::read) fn told(&self, row: usize) -> impl Iterator<Item = u8> {
        self.told.iter().map(move |told| told[row])
    }

    /// A number made of all that a row says, where it counts once however often it is there.
    pub(in crate::read) fn digest(&self, row: usize) -> u64 {
        self.digests.get(row).copied().unwrap_or(0)
    }
}

/// Whether somebody does something for themself that only others can do: such a row is taken away.
pub(in crate::read) fn is_for_oneself(part: &Part, head: &Head, row: usize) -> bool {
    let column = |field: &str| {
        let place = head.table.file().field(field)?;
        let take = head.plan.takes.iter().position(|take| take.field == place)?;
        Some(&part.columns[take])
    };
    let id = |field| match column(field) {
        Some(Data::Ids(ids)) => ids[row],
        _ => NO_ID,
    };
    match head.table {
        FileId::Invitations => id("sender") != NO_ID && id("sender") == id("recipient"),
        FileId::Messages => match column("recipients") {
            Some(Data::Lists(lists)) => {
                let (from, to) = (id("sender"), lists.get(row));
                from != NO_ID && !to.is_empty() && to.iter().all(|&person| person == from)
            }
            _ => false,
        },
        _ => false,
    }
}

/// A number for each row that says the same for rows that say the same in every cell; `u64::MAX` for a row that is taken away.
fn digests(part: &Part, head: &Head, narrow: &Narrow) -> Vec<u64> {
    let own = match head.table {
        FileId::Members => "member",
        FileId::Posts => "post",
        FileId::Comments => "comment",
        _ => "",
    };
    let digest = |row: usize| {
        if is_for_oneself(part, head, row) {
            return u64::MAX;
        }
        let clock = narrow.time(row) != NO_TIME && narrow.time(row).rem_euclid(DAY) != 0;
        if !clock && narrow.id(head.table, own, row).is_none() {
            return 0;
        }
        let mut bytes = Writer::default();
        let name = |kind: Kind, id: u32| Fingerprint::number(part.names.all()[Names::place(kind)].name(id));
        for (take, column) in head.plan.takes.iter().zip(&part.columns) {
            let start = bytes.0.len();
            match column {
                Data::Ids(all) if all[row] != NO_ID => bytes.number(name(take.kind, all[row])),
                Data::Times(all) if all[row] != NO_TIME => bytes.number(all[row] as u64),
                Data::Numbers(all) if !all[row].is_nan() => bytes.number((all[row] + 0.0).to_bits()),
                Data::Lists(all) => all.get(row).iter().for_each(|&id| bytes.number(name(take.kind, id))),
                Data::Texts(all) if !all.get(row).is_empty() => {
                    bytes.number(Fingerprint::number(all.get(row)));
                }
                Data::Heard(all) if all.prints()[row] != Fingerprint::of("") => {
                    bytes.0.extend_from_slice(&all.prints()[row].to_bytes());
                }
                _ => {}
            }
            // An empty cell and a column that is not there say the same; the place tells which cell the others are.
            if bytes.0.len() > start {
                bytes.number(take.field as u64);
            }
        }
        // Whatever the digest is, it is neither of the two that mean something else.
        Fingerprint::bytes_number(&bytes.0).clamp(1, u64::MAX - 1)
    };
    (0..part.rows).map(digest).collect()
}
