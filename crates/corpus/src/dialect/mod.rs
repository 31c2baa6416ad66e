//! What kind of delimited file lies there: encoding, what separates cells and rows, how quotes are written, where the header is.

mod cells;
mod cost;
mod encoding;
mod header;
mod moments;
mod overrides;
mod sniff;

use serde::Serialize;

pub use self::encoding::{Decoder, Detected, detect};
pub(crate) use self::moments::MONTHS;
pub use self::overrides::Overrides;
pub use self::sniff::{Certainty, Sniffed, sniff};

/// The encoding of a file's bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// ISO 8859-1: every byte is the character of that number.
    Latin1,
    /// What Western versions of Windows write: Latin-1 with letters and signs in the place of its control characters.
    Windows1252,
}

impl Encoding {
    /// What each is called where a person says it: in a mapping and on the command line.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("utf-8", Self::Utf8),
        ("utf-16le", Self::Utf16Le),
        ("utf-16be", Self::Utf16Be),
        ("latin-1", Self::Latin1),
        ("windows-1252", Self::Windows1252),
    ];
}

/// How a quote inside a quoted cell is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Escape {
    /// Twice: `"say ""hi"""`.
    #[default]
    Doubled,
    /// With a backslash: `"say \"hi\""`. A doubled quote is understood too; a backslash before anything else is itself.
    Backslash,
}

impl Escape {
    /// What each is called where a person says it.
    pub const NAMES: [(&'static str, Self); 2] = [("doubled", Self::Doubled), ("backslash", Self::Backslash)];
}

/// What ends a row. All three are always understood; this says which one the file uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Newline {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`
    Cr,
}

/// How a delimited file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Dialect {
    /// How its bytes are characters.
    pub encoding: Encoding,
    /// What stands between two cells; ASCII.
    #[serde(serialize_with = "one_character")]
    pub delimiter: u8,
    /// What stands around a cell that holds a delimiter or a line end; ASCII. `None` where quotes are characters like any other.
    #[serde(serialize_with = "perhaps_one")]
    pub quote: Option<u8>,
    /// How a quote inside quotes is written.
    pub escape: Escape,
    /// What ends a row.
    pub newline: Newline,
    /// Lines before the header (or before the first row, if there is no header): titles, notes, blank lines.
    pub skip: u64,
    /// Whether the first row after them names the columns.
    pub header: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            delimiter: b',',
            quote: Some(b'"'),
            escape: Escape::Doubled,
            newline: Newline::Lf,
            skip: 0,
            header: true,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde hands over")]
fn one_character<S: serde::Serializer>(byte: &u8, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_char(char::from(*byte))
}

#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "what serde hands over")]
fn perhaps_one<S: serde::Serializer>(byte: &Option<u8>, to: S) -> Result<S::Ok, S::Error> {
    match byte {
        Some(byte) => to.serialize_char(char::from(*byte)),
        None => to.serialize_none(),
    }
}
