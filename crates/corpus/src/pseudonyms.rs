//! Pseudonyms: ids that do not say who it is, and are the same wherever the key is the same.

use std::path::Path;

use rayon::prelude::*;

use crate::data::{Corpus, Data, Ids, NO_ID, Reject, Texts};
use crate::read::Error;
use crate::read::part::Part;
use crate::read::plan::Plan;
use crate::schema::{FileId, Kind};

/// What the digests are for, so that the same key used elsewhere gives others.
const PURPOSE: &str = "ssi 2026-11-23 pseudonyms of ids";
/// Bytes that a key must have at least.
const SHORTEST: usize = 16;
/// A file with more is no key but something else.
const LONGEST: u64 = 4096;
/// Digits without those that are taken for others: 5 bits each.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Digits of a pseudonym. With 65 bits two of 10,000,000 ids are the same in one case of a million.
const LENGTH: usize = 13;

/// A key, and what it makes of ids.
///
/// A pseudonym is a keyed BLAKE3 digest of the kind of id and the id, cut to 65 bits. Without the key nobody can try ids until one
/// fits; whoever has the key can. What people did stays as it is, so somebody who knows enough of it can recognise them all the same.
#[derive(Clone)]
pub struct Pseudonyms {
    key: [u8; 32],
}

impl std::fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// Reads a key: any 16 to 4,096 bytes, without the line end behind them.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is shorter or longer.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let fault = |reason: String| Error::Key { path: path.to_owned(), reason };
        let size = std::fs::metadata(path).map_err(|e| fault(e.to_string()))?;
        if size.is_dir() {
            return Err(fault("it is a folder".to_owned()));
        }
        if size.len() > LONGEST {
            return Err(fault(format!("it has {} bytes, a key has at most {LONGEST}", size.len())));
        }
        let bytes = std::fs::read(path).map_err(|e| fault(e.to_string()))?;
        let key = bytes.trim_ascii();
        if key.len() < SHORTEST {
            return Err(fault(format!("it has {} bytes, a key has at least {SHORTEST}", key.len())));
        }
        Ok(Self { key: blake3::derive_key(PURPOSE, key) })
    }

    /// The pseudonym of a person's id.
    pub fn person(&self, id: &str) -> String {
        self.of(Kind::Person, id)
    }

    /// The id that stands for a person whom somebody names who has the key: by the pseudonym, if that is `known`, else by the id.
    pub fn known(&self, named: String, known: impl Fn(&str) -> bool) -> String {
        if known(&named) { named } else { self.person(&named) }
    }

    /// The same for all cells of a column.
    pub fn column(&self, named: &Texts, known: impl Fn(&str) -> bool) -> Texts {
        let mut column = Texts::default();
        (0..named.len()).for_each(|row| column.push(&self.known(named.get(row).trim().to_owned(), &known)));
        column
    }

    /// A digest by which results of one key are known from those of another; tells nothing of the key.
    pub(crate) fn mark(&self) -> String {
        self.of(Kind::Flag, "")
    }

    fn of(&self, kind: Kind, id: &str) -> String {
        let word = word(kind);
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(word.as_bytes()).update(b":").update(id.as_bytes());
        let mut bytes = [0; 16];
        hasher.finalize_xof().fill(&mut bytes);
        let number = u128::from_le_bytes(bytes);
        let digits = (0..LENGTH).map(|place| char::from(DIGITS[(number >> (5 * place)) as usize & 31]));
        let digits: String = digits.collect();
        // What posts and comments are is said wherever they are named.
        if kind == Kind::Person { format!("{word}-{digits}") } else { digits }
    }

    /// Gives all ids of a kind their pseudonyms; their numbers stay.
    fn rename(&self, kind: Kind, ids: &mut Ids) {
        let new: Vec<String> =
            (0..ids.len() as u32).into_par_iter().map(|n| self.of(kind, ids.name(n))).collect();
        let mut names = Texts::default();
        for name in &new {
            names.push(name);
        }
        *ids = Ids::of_names(names);
    }

    /// Takes out of a part of a file who it is about.
    pub(crate) fn part(&self, plan: &Plan, part: &mut Part) {
        for kind in KINDS {
            self.rename(kind, part.names.of(kind));
        }
        for (take, column) in plan.takes.iter().zip(&mut part.columns) {
            if is_name(plan.table, take.field) {
                blank(column);
            }
        }
        part.rejects.iter_mut().for_each(withhold);
    }

    /// Takes out of a corpus who it is about.
    pub(crate) fn corpus(&self, corpus: &mut Corpus) {
        let Corpus { people, posts, comments, conversations, .. } = corpus;
        for (kind, ids) in KINDS.into_iter().zip([people, posts, comments, conversations]) {
            self.rename(kind, ids);
        }
        for rows in corpus.files.iter_mut().flatten() {
            let file = rows.file;
            for (field, column) in rows.columns.iter_mut().enumerate() {
                if let Some(column) = column.as_mut().filter(|_| is_name(file, field)) {
                    blank(column);
                }
            }
        }
        corpus.rejects.iter_mut().for_each(withhold);
        for export in &mut corpus.exports {
            export.owner = self.person(&export.owner);
            export.name.clear();
        }
    }
}

const KINDS: [Kind; 4] = [Kind::Person, Kind::Post, Kind::Comment, Kind::Conversation];

/// What an id is of.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person | Kind::People => "person",
        Kind::Post => "post",
        Kind::Comment => "comment",
        Kind::Conversation => "conversation",
        Kind::Label | Kind::Time | Kind::Text | Kind::Number | Kind::Flag => "key",
    }
}

/// Whether a field is what a member is called.
fn is_name(file: FileId, field: usize) -> bool {
    file == FileId::Members && file.file().fields[field].id == "name"
}

fn blank(column: &mut Data) {
    if let Data::Ids(ids) = column {
        ids.fill(NO_ID);
    }
}

/// A cell that could not be read can hold anything, a name, too. Its place says where to look.
fn withhold(reject: &mut Reject) {
    reject.value.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(content: &[u8]) -> Result<Pseudonyms, Error> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        Pseudonyms::read(file.path())
    }

    #[test]
    fn a_pseudonym_depends_on_the_key_the_kind_and_the_id() {
        let one = key(b"correct horse battery staple").unwrap();
        let ada = one.person("ada");
        assert_eq!(ada, key(b"correct horse battery staple\r\n").unwrap().person("ada"));
        assert!(ada.starts_with("person-") && ada.len() == 7 + LENGTH, "{ada}");
        let others = [
            one.person("bo"),
            one.person("Ada"),
            one.person(""),
            one.of(Kind::Post, "ada"),
            one.mark(),
            key(b"correct horse battery stapl3").unwrap().person("ada"),
        ];
        assert!(others.iter().all(|other| *other != ada && other[other.len() - LENGTH..] != ada[7..]));
    }

    #[test]
    fn digits_are_all_alike_often() {
        let key = key(&[7; 32]).unwrap();
        let mut seen = [0; 128];
        for n in 0..5_000 {
            key.person(&n.to_string()).bytes().skip(7).for_each(|digit| seen[usize::from(digit)] += 1);
        }
        // 65,000 digits, 2,031 of each in the mean; five standard deviations are 222.
        for digit in DIGITS {
            assert!((1_800..2_260).contains(&seen[usize::from(*digit)]), "{}", char::from(*digit));
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for (content, says) in [
            (&b""[..], "it has 0 bytes, a key has at least 16"),
            (b"   short \n", "it has 5 bytes"),
            (&[b'x'; 5_000], "it has 5000 bytes, a key has at most 4096"),
        ] {
            let error = key(content).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(Pseudonyms::read(Path::new("/")).unwrap_err().to_string().contains("it is a folder"));
        assert!(Pseudonyms::read(Path::new("not/there")).is_err());
    }
}
