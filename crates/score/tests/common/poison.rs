//! Rows that cannot be used, and what is to be said of each.

use ssi_corpus::data::{Fault, Reject};
use ssi_corpus::schema::{Field, FileId, Kind};

use super::random::Random;
use super::world::{Sheet, record};

/// A way in which a row is bad.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Poison {
    /// Too few cells.
    Short,
    /// Too many cells.
    Long,
    /// A cell of a column of this kind that says this.
    Says(Kind, &'static str, &'static str),
    /// Bytes that are not UTF-8.
    Bytes,
    /// A cell larger than a row may be.
    Huge,
    /// No person where one is needed.
    Nobody,
}

pub(crate) const POISONS: [Poison; 15] = [
    Poison::Short,
    Poison::Long,
    Poison::Bytes,
    Poison::Huge,
    Poison::Nobody,
    Poison::Says(Kind::Number, "12k", "written out"),
    Poison::Says(Kind::Number, "-1", "at least 0"),
    Poison::Says(Kind::Number, "NaN", "expected a number"),
    Poison::Says(Kind::Number, "1e400", "too large"),
    Poison::Says(Kind::Number, "1\0", "expected a number"),
    Poison::Says(Kind::Flag, "perhaps", "true or false"),
    Poison::Says(Kind::Time, "yesterday", "2026-11-22"),
    Poison::Says(Kind::Time, "2026-02-30", "2026-11-22"),
    Poison::Says(Kind::Time, "9999-12-31", "year"),
    Poison::Says(Kind::Time, "2026-03-01\0", "2026-11-22"),
];

impl Poison {
    /// The name of what is wrong.
    fn fault(self) -> Fault {
        match self {
            Self::Short => Fault::MissingColumns,
            Self::Long => Fault::TooManyColumns,
            Self::Says(..) => Fault::Cast,
            Self::Bytes => Fault::InvalidEncoding,
            Self::Huge => Fault::LineSizeOverMaximum,
            Self::Nobody => Fault::MissingValue,
        }
    }

    /// The file with such a row somewhere, and what is to be told of it; `None` where the file has no place for it.
    pub(crate) fn insert(self, sheet: &Sheet, random: &mut Random) -> Option<(Vec<u8>, Reject)> {
        let fields = sheet.file.file().fields;
        let kind = |column: &String| fields.iter().find(|f| f.id == column).unwrap().kind;
        let mut cells: Vec<String> = sheet.header.iter().map(|h| good(kind(h)).to_owned()).collect();
        let mut any = |fits: &dyn Fn(&String) -> bool| {
            let fit: Vec<usize> = (0..sheet.header.len()).filter(|&c| fits(&sheet.header[c])).collect();
            (!fit.is_empty()).then(|| fit[random.below(fit.len())])
        };
        let (mut column, mut value) = (String::new(), String::new());
        let (mut row, reason) = match self {
            Self::Short => {
                cells.pop();
                (record(&cells).into_bytes(), format!("expected {} cells", sheet.header.len()))
            }
            Self::Long => {
                cells.push("more".to_owned());
                (record(&cells).into_bytes(), format!("found {}", cells.len()))
            }
            Self::Huge => {
                cells[0] = "x".repeat(4000);
                (record(&cells).into_bytes(), "at most 3000 bytes".to_owned())
            }
            Self::Bytes => {
                let place = any(&|_| true)?;
                // Beside a letter of UTF-8, so that the file is none of Latin-1 in which every byte is a letter.
                "gö#st".clone_into(&mut cells[place]);
                (column, value) = (sheet.header[place].clone(), "gö\u{fffd}st".to_owned());
                let bytes = record(&cells).into_bytes();
                (bytes.into_iter().map(|b| if b == b'#' { 0xff } else { b }).collect(), "UTF-8".to_owned())
            }
            Self::Says(wanted, says, reason) => {
                let place = any(&|c| kind(c) == wanted)?;
                says.clone_into(&mut cells[place]);
                (column, value) = (sheet.header[place].clone(), says.to_owned());
                (record(&cells).into_bytes(), reason.to_owned())
            }
            Self::Nobody => {
                let needed =
                    |f: &&Field| f.required && f.kind == Kind::Person && !may_be_nobody(sheet.file, f.id);
                let field = fields.iter().find(needed)?;
                cells[sheet.column(field.id)?].clear();
                field.id.clone_into(&mut column);
                (record(&cells).into_bytes(), "found nothing".to_owned())
            }
        };
        if column.is_empty() {
            value = String::from_utf8_lossy(&row).trim_end().chars().take(200).collect();
        }
        let rows: Vec<String> = sheet.rows.iter().map(|r| record(r)).collect();
        let place = random.below(rows.len() + 1);
        let mut bytes = [sheet.head(), rows[..place].concat()].concat().into_bytes();
        let told = Reject {
            file: format!("{}.csv", sheet.name()),
            line: bytes.split(|b| *b == b'\n').count() as u64,
            byte: bytes.len() as u64,
            fault: self.fault(),
            column,
            value,
            reason,
        };
        bytes.append(&mut row);
        bytes.extend(rows[place..].concat().into_bytes());
        Some((bytes, told))
    }
}

/// A post or comment without an author, and a connection without a name, still say something.
fn may_be_nobody(file: FileId, column: &str) -> bool {
    matches!((file, column), (FileId::Posts | FileId::Comments, "author") | (FileId::Connections, "other"))
}

fn good(kind: Kind) -> &'static str {
    match kind {
        Kind::Person | Kind::People => "ghost",
        Kind::Post | Kind::Comment | Kind::Conversation => "g1",
        Kind::Time => "2026-03-01",
        Kind::Text => "Boo!",
        Kind::Number => "3",
        Kind::Flag => "true",
        Kind::Label => "one",
    }
}
