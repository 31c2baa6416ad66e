//! What results tell of a corpus beside numbers: who the members are, what was read and what was wrong with it.

use super::bytes::{Reader, Writer};
use super::form::FAULTS;
use super::narrow;
use crate::data::{Corpus, Data, Ids, NO_ID, Reject, Rows, Source};
use crate::finding::{Finding, Oddity};
use crate::resolve::Resolved;
use crate::schema::{FILES, FileId};

/// Every oddity, by the number under which it is written.
const ODDITIES: [Oddity; 5] =
    [Oddity::Duplicates, Oddity::RepeatedIds, Oddity::NoTime, Oddity::Orphans, Oddity::SelfReferences];
/// What is told of a member beside numbers.
const TOLD: [&str; 3] = ["name", "industry", "team"];

/// A corpus without the rows that only rules read, as it is seen on one day.
///
/// Its people are the members, in their order, and after them those with whom members are connected, without their ids. Of the
/// members' file there is a row a member, with what is printed of members; of connections, those of members; of other files only
/// that they were there.
#[derive(Debug)]
pub struct Outline {
    /// What is left of the corpus, to be seen through [`Resolved::outlined`].
    pub corpus: Corpus,
    /// The day of the score: its first second after.
    pub end: i64,
    /// What was told about that day.
    pub doubts: Vec<String>,
    /// How many rows are of later days.
    pub later: u64,
}

impl Outline {
    /// The outline of a corpus as it is seen; `None` where results tell more of it: of exports, and of a corpus without members.
    pub fn of(resolved: &Resolved<'_>, doubts: Vec<String>, later: u64) -> Option<Self> {
        let (whole, roster) = (resolved.corpus(), resolved.roster());
        if roster.is_empty() || !whole.exports.is_empty() || !whole.untold.is_empty() {
            return None;
        }
        let mut corpus = Corpus {
            rejects: whole.rejects.clone(),
            sources: whole.sources.clone(),
            notes: whole.notes.clone(),
            findings: whole.findings.clone(),
            ..Corpus::default()
        };
        for member in 0..roster.len() as u32 {
            corpus.people.intern(whole.people.name(roster.person(member)));
        }
        for file in &FILES {
            let Some(rows) = whole.rows(file.id) else { continue };
            let columns = file.fields.iter().map(|_| None).collect();
            corpus.files[file.id as usize] =
                Some(Rows { file: file.id, len: 0, own_only: rows.own_only, home: None, columns });
        }
        let mut members: Vec<(u32, usize)> = roster.profile_rows().collect();
        members.sort_unstable();
        for field in TOLD {
            let Some(words) = whole.rows(FileId::Members).and_then(|rows| rows.ids(field)) else { continue };
            let word = |&(_, row): &(u32, usize)| match words[row] {
                NO_ID => NO_ID,
                word => corpus.labels.intern(whole.labels.name(word)),
            };
            let ids = members.iter().map(word).collect();
            put(&mut corpus.files, FileId::Members, field, ids);
        }
        if whole.rows(FileId::Members).is_some() {
            let ids = members.iter().map(|&(member, _)| member).collect();
            put(&mut corpus.files, FileId::Members, "member", ids);
        }
        if let Some([ones, others]) = connections(resolved) {
            put(&mut corpus.files, FileId::Connections, "member", ones);
            put(&mut corpus.files, FileId::Connections, "other", others);
        }
        Some(Self { corpus, end: resolved.view().end, doubts, later })
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let Self { corpus, end, doubts, later } = self;
        let mut out = Writer::default();
        out.number(end.cast_unsigned());
        out.number(*later);
        strings(doubts, &mut out);
        strings(&corpus.notes, &mut out);
        for ids in [&corpus.people, &corpus.labels] {
            out.texts(ids.names());
        }
        for (rows, file) in corpus.files.iter().zip(&FILES) {
            out.byte(rows.as_ref().map_or(0, |rows| 1 + u8::from(rows.own_only)));
            let Some(rows) = rows else { continue };
            out.number(rows.len as u64);
            for field in file.fields {
                let ids = rows.ids(field.id);
                out.byte(u8::from(ids.is_some()));
                if let Some(ids) = ids {
                    narrow::write_ids(ids, &mut out);
                }
            }
        }
        out.number(corpus.rejects.len() as u64);
        for reject in &corpus.rejects {
            out.number(reject.line);
            out.number(reject.byte);
            out.byte(FAULTS.iter().position(|fault| *fault == reject.fault).unwrap_or(FAULTS.len()) as u8);
            for text in [&reject.file, &reject.column, &reject.value, &reject.reason] {
                out.bytes(text.as_bytes());
            }
        }
        out.number(corpus.sources.len() as u64);
        for source in &corpus.sources {
            out.byte(source.file as u8);
            for number in [source.bytes, source.rows, source.filtered, source.rejected] {
                out.number(number);
            }
            out.bytes(source.path.as_bytes());
            out.bytes(source.digest.as_bytes());
        }
        out.number(corpus.findings.len() as u64);
        for finding in &corpus.findings {
            out.byte(finding.file as u8);
            out.byte(ODDITIES.iter().position(|what| *what == finding.what).unwrap_or(ODDITIES.len()) as u8);
            out.number(finding.rows);
            out.bytes(finding.example.as_bytes());
            out.bytes(finding.meaning.as_bytes());
        }
        out.0
    }

    /// The outline that was written; `None` if the bytes are none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let bytes = &mut reader;
        let (end, later) = (bytes.number()?.cast_signed(), bytes.number()?);
        let doubts = read_strings(bytes)?;
        let mut corpus = Corpus { notes: read_strings(bytes)?, ..Corpus::default() };
        corpus.people = Ids::of_names(bytes.texts()?);
        corpus.labels = Ids::of_names(bytes.texts()?);
        for file in &FILES {
            let there = bytes.byte()?;
            if there == 0 {
                continue;
            }
            let len = usize::try_from(bytes.number()?).ok()?;
            let mut columns = Vec::with_capacity(file.fields.len());
            for field in file.fields {
                // Of connections there are people without ids.
                let members = (file.id, field.id) == (FileId::Members, "member");
                let known = if members { corpus.people.len() } else { corpus.labels.len() };
                let known = if file.id == FileId::Connections { u32::MAX as usize } else { known };
                columns.push(match bytes.byte()? {
                    0 => None,
                    _ => Some(Data::Ids(narrow::read_ids(bytes, known).filter(|ids| ids.len() == len)?)),
                });
            }
            corpus.files[file.id as usize] =
                Some(Rows { file: file.id, len, own_only: there == 2, home: None, columns });
        }
        for _ in 0..bytes.count(17)? {
            corpus.rejects.push(Reject {
                line: bytes.number()?,
                byte: bytes.number()?,
                fault: *FAULTS.get(usize::from(bytes.byte()?))?,
                file: bytes.text()?.to_owned(),
                column: bytes.text()?.to_owned(),
                value: bytes.text()?.to_owned(),
                reason: bytes.text()?.to_owned(),
            });
        }
        for _ in 0..bytes.count(33)? {
            let file = FILES.get(usize::from(bytes.byte()?))?.id;
            let mut numbers = [0; 4];
            for number in &mut numbers {
                *number = bytes.number()?;
            }
            let [size, rows, filtered, rejected] = numbers;
            let (path, digest) = (bytes.text()?.to_owned(), bytes.text()?.to_owned());
            // How it is written was told when it was read.
            corpus.sources.push(Source {
                path,
                file,
                bytes: size,
                digest,
                dialect: None,
                rows,
                filtered,
                rejected,
            });
        }
        for _ in 0..bytes.count(10)? {
            corpus.findings.push(Finding {
                file: FILES.get(usize::from(bytes.byte()?))?.id,
                what: *ODDITIES.get(usize::from(bytes.byte()?))?,
                rows: bytes.number()?,
                example: bytes.text()?.to_owned(),
                meaning: bytes.text()?.to_owned(),
            });
        }
        bytes.0.is_empty().then_some(Self { corpus, end, doubts, later })
    }
}

/// Puts a column of ids into a file.
fn put(files: &mut [Option<Rows>], file: FileId, field: &str, ids: Vec<u32>) {
    let place = file.file().field(field).expect("a field of the schema");
    if let Some(rows) = &mut files[file as usize] {
        rows.len = ids.len();
        rows.columns[place] = Some(Data::Ids(ids));
    }
}

/// The two ends of each connection of a member that can be seen: members by their own numbers, others by numbers behind them.
fn connections(resolved: &Resolved<'_>) -> Option<[Vec<u32>; 2]> {
    let (corpus, roster) = (resolved.corpus(), resolved.roster());
    let rows = corpus.rows(FileId::Connections)?;
    let (ones, others) = (rows.ids("member")?, rows.ids("other")?);
    let times = rows.times("at");
    let (mut numbers, mut next) = (vec![NO_ID; corpus.people.len()], roster.len() as u32);
    let mut ends = [Vec::new(), Vec::new()];
    for row in (0..rows.len).filter(|&row| times.is_none_or(|t| t[row] < resolved.view().seen)) {
        let both = [ones[row], others[row]];
        if both.contains(&NO_ID) || both.iter().all(|&person| roster.member(person).is_none()) {
            continue;
        }
        for (end, person) in ends.iter_mut().zip(both) {
            end.push(roster.member(person).unwrap_or_else(|| {
                let number = &mut numbers[person as usize];
                if *number == NO_ID {
                    *number = next;
                    next += 1;
                }
                *number
            }));
        }
    }
    Some(ends)
}

fn strings(all: &[String], out: &mut Writer) {
    out.number(all.len() as u64);
    for text in all {
        out.bytes(text.as_bytes());
    }
}

fn read_strings(bytes: &mut Reader<'_>) -> Option<Vec<String>> {
    (0..bytes.count(8)?).map(|_| bytes.text().map(str::to_owned)).collect()
}
