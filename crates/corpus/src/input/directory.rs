//! The end of a zip archive, looked at before its list of contents is taken into memory.

use std::io::{self, Read, Seek, SeekFrom};

/// The record that ends an archive: its mark, its length without the comment, where its number of files stands.
const END: ([u8; 4], usize, usize) = (*b"PK\x05\x06", 22, 10);
/// The same of large archives.
const END_64: ([u8; 4], usize, usize) = (*b"PK\x06\x06", 56, 32);
/// A line of the list of contents: its mark and its length without name, extra fields and comment.
const LINE: ([u8; 4], usize) = (*b"PK\x01\x02", 46);

/// How many bytes before its end an archive may keep a comment and the end records.
const TAIL: u64 = (1 << 16) + 1024;

/// The most files that an end record of the archive speaks of.
///
/// There may seem to be several records, as one can stand in a comment; a reader takes whichever makes sense, so the most that
/// any of them says is what could have to be held in memory.
pub(super) fn declared(archive: &mut (impl Read + Seek)) -> io::Result<u64> {
    let bytes = archive.seek(SeekFrom::End(0))?;
    let tail = read(archive, bytes.saturating_sub(TAIL), TAIL)?;
    let small =
        records(&tail, END).map(|(record, at)| u64::from(u16::from_le_bytes([record[at], record[at + 1]])));
    let large = records(&tail, END_64).map(|(record, at)| {
        let number: [u8; 8] = record[at..at + 8].try_into().expect("a slice of eight bytes");
        u64::from_le_bytes(number)
    });
    let (small, large) = (small.max().unwrap_or(0), large.max());
    // 65535 stands for "see the other record".
    Ok(if small == u64::from(u16::MAX) { large.unwrap_or(small) } else { small.max(large.unwrap_or(0)) })
}

/// All records of a kind that stand whole in `bytes`, with the place in them where the number of files stands.
fn records(
    bytes: &[u8],
    (mark, length, at): ([u8; 4], usize, usize),
) -> impl Iterator<Item = (&[u8], usize)> {
    bytes.windows(length).filter(move |record| record.starts_with(&mark)).map(move |record| (record, at))
}

/// A name that stands twice in the list of contents that begins at a byte.
pub(super) fn twice(archive: &mut (impl Read + Seek), start: u64) -> io::Result<Option<Vec<u8>>> {
    let (mut names, mut at) = (Vec::new(), start);
    loop {
        let line = read(archive, at, LINE.1 as u64)?;
        if line.len() < LINE.1 || !line.starts_with(&LINE.0) {
            break;
        }
        let length = |at: usize| u64::from(u16::from_le_bytes([line[at], line[at + 1]]));
        names.push(read(archive, at + LINE.1 as u64, length(28))?);
        at += LINE.1 as u64 + length(28) + length(30) + length(32);
    }
    names.sort_unstable();
    Ok(names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()))
}

fn read(archive: &mut (impl Read + Seek), at: u64, most: u64) -> io::Result<Vec<u8>> {
    archive.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    archive.by_ref().take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
