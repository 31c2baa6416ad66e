//! Archives as a person, a program or an attacker would make them.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive as programs make them.
pub(crate) fn zip<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        if name.ends_with('/') {
            writer.add_directory(*name, SimpleFileOptions::default()).unwrap();
        } else {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_ref()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// A gzip stream of one member.
pub(crate) fn gz(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// A Zstandard stream.
pub(crate) fn zst(content: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(content.as_ref(), 3).unwrap()
}

/// A file in an archive made by hand, in which anything can be wrong.
#[derive(Clone)]
pub(crate) struct Raw {
    pub(crate) name: Vec<u8>,
    pub(crate) content: Vec<u8>,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    /// The unix mode.
    pub(crate) mode: u32,
    /// What the archive says comes out, if that is a lie.
    pub(crate) size: Option<u32>,
    pub(crate) crc: Option<u32>,
    /// The place of the file whose content this one shares.
    pub(crate) same_as: Option<usize>,
}

impl Raw {
    pub(crate) fn new(name: impl AsRef<[u8]>, content: impl AsRef<[u8]>) -> Self {
        Self {
            name: name.as_ref().to_owned(),
            content: content.as_ref().to_owned(),
            method: 8,
            flags: 0,
            mode: 0o100_644,
            size: None,
            crc: None,
            same_as: None,
        }
    }
}

/// An archive of such files.
pub(crate) fn raw_zip(files: &[Raw]) -> Vec<u8> {
    let (mut out, mut list, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let put16 = |out: &mut Vec<u8>, n: u16| out.extend(n.to_le_bytes());
    let put32 = |out: &mut Vec<u8>, n: usize| out.extend((n as u32).to_le_bytes());
    for file in files {
        let packed = if file.method == 8 {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&file.content).unwrap();
            encoder.finish().unwrap()
        } else {
            file.content.clone()
        };
        let mut crc = flate2::Crc::new();
        crc.update(&file.content);
        // Needs, flags, method, time, date, CRC, sizes, length of name and of extra fields: in both headers the same.
        let mut about = Vec::new();
        for n in [20, file.flags, file.method, 0, 33] {
            put16(&mut about, n);
        }
        put32(&mut about, file.crc.unwrap_or(crc.sum()) as usize);
        put32(&mut about, packed.len());
        put32(&mut about, file.size.map_or(file.content.len(), |n| n as usize));
        put16(&mut about, file.name.len() as u16);
        put16(&mut about, 0);
        let start = file.same_as.map_or(out.len(), |place| starts[place]);
        starts.push(start);
        if file.same_as.is_none() {
            out.extend(b"PK\x03\x04");
            out.extend(&about);
            out.extend(&file.name);
            out.extend(&packed);
        }
        list.extend(b"PK\x01\x02\x14\x03");
        list.extend(&about);
        for _ in 0..3 {
            put16(&mut list, 0);
        }
        put32(&mut list, (file.mode as usize) << 16);
        put32(&mut list, start);
        list.extend(&file.name);
    }
    let start = out.len();
    out.extend(&list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for n in [files.len(), files.len()] {
        put16(&mut out, n as u16);
    }
    put32(&mut out, list.len());
    put32(&mut out, start);
    put16(&mut out, 0);
    out
}
