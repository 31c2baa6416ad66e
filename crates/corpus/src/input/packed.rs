//! Streams that are packed: known by their first bytes, unpacked on the way.

use std::fmt;
use std::io::{self, BufReader, Read};

use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};

use super::guard::{Refusal, refusal};

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    None,
    /// As a gzip stream, of one member or several.
    Gzip,
    /// As a Zstandard stream.
    Zstd,
    /// As a file in a zip archive.
    Zip,
}

impl Packing {
    /// What the first bytes of a file say.
    pub(super) fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            _ => Self::None,
        }
    }
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "plain",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "zip",
        })
    }
}

/// Bytes that show what lies in a stream; the mark of a tar archive is the last of them.
const LOOK: usize = 262;

/// Unpacks a gzip or Zstandard stream; other streams stay as they are.
///
/// Something packed in a packed stream is an error: nobody could read it as it is, and layers are how bombs are built.
pub(super) fn unpack(
    packing: Packing,
    packed: impl Read + Send + 'static,
) -> io::Result<Box<dyn Read + Send>> {
    let inner: Box<dyn Read + Send> = match packing {
        Packing::None | Packing::Zip => return Ok(Box::new(packed)),
        Packing::Gzip => Box::new(MultiGzDecoder::new(packed)),
        Packing::Zstd => Box::new(zstd::Decoder::new(packed)?),
    };
    let mut stream = Told { inner, packing };
    let mut head = Vec::with_capacity(LOOK);
    stream.by_ref().take(LOOK as u64).read_to_end(&mut head)?;
    let inner = match Packing::of(&head) {
        Packing::Gzip => "another gzip stream",
        Packing::Zstd => "a zstd stream",
        Packing::Zip => "a zip archive",
        Packing::None if head.get(257..262) == Some(b"ustar") => "a tar archive",
        Packing::None => return Ok(Box::new(io::Cursor::new(head).chain(stream))),
    };
    Err(Refusal::PackedTwice { outer: packing, inner }.into())
}

/// Says what is wrong with a stream in words that its owner understands.
struct Told<R> {
    inner: R,
    packing: Packing,
}

impl<R: Read> Read for Told<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|e| told(e, self.packing))
    }
}

/// What a decoder says; what the system says of the file itself, and what was refused further down, stays as it is.
fn told(error: io::Error, packing: Packing) -> io::Error {
    if error.raw_os_error().is_some()
        || error.kind() == io::ErrorKind::Interrupted
        || refusal(&error).is_some()
    {
        return error;
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Refusal::Truncated { packing }.into(),
        _ => Refusal::Damaged { packing, reason: error.to_string() }.into(),
    }
}

/// What the list of contents of an archive says of one file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// The byte of the archive at which its content begins.
    pub(super) start: u64,
    /// Bytes that its content takes there.
    pub(super) packed: u64,
    /// Bytes that come out.
    pub(super) size: u64,
    /// Their CRC-32.
    pub(super) crc: u32,
    /// Whether it is packed and not just stored.
    pub(super) deflated: bool,
}

impl Member {
    /// Unpacks its content and holds it against what the archive says of it.
    pub(super) fn unpack(&self, packed: impl Read + Send + 'static) -> Box<dyn Read + Send> {
        let inner: Box<dyn Read + Send> = if self.deflated {
            Box::new(Told { inner: DeflateDecoder::new(packed), packing: Packing::Zip })
        } else {
            Box::new(BufReader::new(packed))
        };
        Box::new(Checked { inner, member: *self, crc: Crc::new(), out: 0 })
    }
}

/// Ends well only if as much came out as was promised, and the same.
struct Checked<R> {
    inner: R,
    member: Member,
    crc: Crc,
    out: u64,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.crc.update(&buffer[..n]);
        self.out += n as u64;
        let damaged =
            |reason: &str| Err(Refusal::Damaged { packing: Packing::Zip, reason: reason.to_owned() }.into());
        if self.out > self.member.size {
            return damaged("more comes out than its archive says");
        }
        if n == 0 && !buffer.is_empty() {
            if self.out < self.member.size {
                return Err(Refusal::Truncated { packing: Packing::Zip }.into());
            }
            if self.crc.sum() != self.member.crc {
                return damaged("its checksum is not the one that its archive says");
            }
        }
        Ok(n)
    }
}
