//! What stops a reading while it goes on: too much, torn, garbled.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Limits;
use super::packed::Packing;

/// Why a file is not read to its end. It is the inner error of the [`io::Error`] that a reading returns: see [`refusal`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// More comes out than a file may have.
    #[error("more than {} come out of it", amount(*limit))]
    TooLarge {
        /// Bytes that a file may have: [`Limits::bytes`].
        limit: u64,
    },
    /// So much more comes out than went in that it can only be made to fill memory.
    #[error(
        "{} of it became {}, more than {ratio} times as much, as in a file made to fill memory",
        amount(*packed),
        amount(*out)
    )]
    TooDense {
        /// Bytes read of the packed file.
        packed: u64,
        /// Bytes that came out of them, or that its archive says will come.
        out: u64,
        /// How many times more may come out: [`Limits::ratio`].
        ratio: u64,
    },
    /// It has to be in memory as a whole and is too large for that.
    #[error("has more than {}, the most that is taken into memory at once", amount(*limit))]
    TooLargeForMemory {
        /// Bytes that it may have: [`Limits::whole`].
        limit: u64,
    },
    /// A packed file ends before its end.
    #[error("its {packing} stream ends early: a part of it is missing")]
    Truncated {
        /// How it is packed.
        packing: Packing,
    },
    /// A packed file cannot be unpacked.
    #[error("its {packing} stream is damaged: {reason}")]
    Damaged {
        /// How it is packed.
        packing: Packing,
        /// What the decoder says.
        reason: String,
    },
    /// Something packed lies in something packed.
    #[error("in its {outer} stream lies {inner}")]
    PackedTwice {
        /// How it is packed.
        outer: Packing,
        /// What lies in it.
        inner: &'static str,
    },
    /// A pipe was opened a second time.
    #[error("comes through a pipe, which can be read only once")]
    ReadBefore,
}

impl Refusal {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "cut it into smaller files and name their folder",
            Self::TooDense { .. } => "unpack it yourself if you trust it, and name what comes out",
            Self::TooLargeForMemory { .. } => "unpack it yourself if you trust it, and name the folder",
            Self::Truncated { .. } | Self::Damaged { .. } => "download or copy it again",
            Self::PackedTwice { .. } => "unpack the outer one yourself, and name what comes out",
            Self::ReadBefore => "save it as a file and name the file",
        }
    }
}

/// The refusal behind an error of a reading, if it is one.
pub fn refusal(error: &io::Error) -> Option<&Refusal> {
    error.get_ref()?.downcast_ref()
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal {
            Refusal::Truncated { .. } => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::InvalidData,
        };
        Self::new(kind, refusal)
    }
}

/// A number of bytes as people write it.
fn amount(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let mut unit = 0;
    let mut number = bytes as f64;
    while number >= 1023.95 && unit + 1 < UNITS.len() {
        number /= 1024.0;
        unit += 1;
    }
    let rounded = format!("{number:.1}");
    match (bytes, rounded.strip_suffix(".0")) {
        (1, _) => "1 byte".to_owned(),
        (_, Some(whole)) => format!("{whole} {}", UNITS[unit]),
        (_, None) => format!("{rounded} {}", UNITS[unit]),
    }
}

/// Counts what is read through it.
pub(super) struct Counted<R> {
    pub(super) inner: R,
    pub(super) read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Lets through what its limits allow; one byte more is an error, and so is every reading after that.
pub(super) struct Guard<R> {
    inner: R,
    /// How much was read of the packed file; `None` if it is not packed.
    packed: Option<Arc<AtomicU64>>,
    limits: Limits,
    out: u64,
    refused: Option<Refusal>,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(inner: R, packed: Option<Arc<AtomicU64>>, limits: &Limits) -> Self {
        Self { inner, packed, limits: *limits, out: 0, refused: None }
    }

    fn look(&self) -> Option<Refusal> {
        let Limits { bytes, ratio, free, .. } = self.limits;
        if self.out > bytes {
            return Some(Refusal::TooLarge { limit: bytes });
        }
        let packed = self.packed.as_ref()?.load(Ordering::Relaxed);
        too_dense(packed, self.out, ratio, free)
    }
}

/// Whether so many bytes may become so many.
pub(super) fn too_dense(packed: u64, out: u64, ratio: u64, free: u64) -> Option<Refusal> {
    (out > free && out > packed.saturating_mul(ratio)).then_some(Refusal::TooDense { packed, out, ratio })
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(refused) = &self.refused {
            return Err(refused.clone().into());
        }
        let left = (self.limits.bytes - self.out).saturating_add(1);
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let n = self.inner.read(&mut buffer[..most])?;
        self.out += n as u64;
        self.refused = self.look();
        match &self.refused {
            Some(refused) => Err(refused.clone().into()),
            None => Ok(n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (bytes, written) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1 KiB"),
            (1536, "1.5 KiB"),
            ((1 << 20) - 1, "1 MiB"),
            (128 << 20, "128 MiB"),
            (1 << 40, "1 TiB"),
            (5000 << 40, "5000 TiB"),
        ] {
            assert_eq!(amount(bytes), written);
        }
    }

    /// Reads so many bytes that come out of ten packed ones, with room for 100 and ten times as much beyond 20.
    fn read(bytes: usize, step: usize) -> Result<usize, Refusal> {
        let limits = Limits { bytes: 100, ratio: 10, free: 20, ..Limits::default() };
        let packed = Arc::new(AtomicU64::new(if bytes > 100 { 50 } else { 5 }));
        let mut guard = Guard::new(io::repeat(0).take(bytes as u64), Some(packed), &limits);
        let mut buffer = vec![0; step];
        let mut read = 0;
        loop {
            match guard.read(&mut buffer) {
                Ok(0) => return Ok(read),
                Ok(n) => read += n,
                Err(e) => {
                    // It stays refused.
                    assert_eq!(guard.read(&mut buffer).unwrap_err().to_string(), e.to_string());
                    return Err(refusal(&e).unwrap().clone());
                }
            }
        }
    }

    #[test]
    fn a_byte_past_the_ceiling_is_an_error() {
        for step in [1, 7, 1000] {
            assert_eq!(read(0, step), Ok(0));
            assert_eq!(read(50, step), Ok(50));
            assert!(matches!(read(51, step), Err(Refusal::TooDense { packed: 5, ratio: 10, .. })));
            assert_eq!(read(101, step), Err(Refusal::TooLarge { limit: 100 }));
            assert_eq!(read(100_000, step), Err(Refusal::TooLarge { limit: 100 }));
        }
    }
}
