//! Figures of LinkedIn's own index that somebody saved: a page of one member, or a table of a team. Nothing is fetched.

mod header;
mod page;
mod table;

use std::io::Read;
use std::path::Path;

/// The largest file that is looked at.
const MOST_BYTES: u64 = 16 << 20;

/// The four elements of the index: our pillar's id, and LinkedIn's word.
pub const ELEMENTS: [(&str, &str); 4] = [
    ("brand", "PROFESSIONAL_BRAND"),
    ("people", "FIND_RIGHT_PEOPLE"),
    ("insights", "INSIGHT_ENGAGEMENT"),
    ("relationships", "STRONG_RELATIONSHIP"),
];
/// The points of one element.
pub const ELEMENT_POINTS: f64 = 25.0;
/// The points of all four.
pub const INDEX_POINTS: f64 = 100.0;

/// What a file tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// One entry a member; at least one.
    pub figures: Vec<Figures>,
    /// What was left out, each with its place, and what to know.
    pub notes: Vec<String>,
}

/// The figures of one member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Where they stand: the file, and the line in a table.
    pub place: String,
    /// Whose they are, as far as the file tells.
    pub who: Who,
    /// The index, 0 to 100.
    pub score: Option<f64>,
    /// Its elements in the order of [`ELEMENTS`], 0 to 25 each.
    pub elements: [Option<f64>; 4],
    /// The member among others.
    pub ranks: Vec<Rank>,
}

/// What names a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The id, or the last part of the profile's address.
    pub id: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The name.
    pub name: Option<String>,
}

impl Who {
    /// Whether nothing is told.
    pub fn is_nobody(&self) -> bool {
        self.id.is_none() && self.email.is_none() && self.name.is_none()
    }

    /// What names the member, for people.
    pub fn shown(&self) -> &str {
        [&self.id, &self.email, &self.name].into_iter().flatten().next().map_or("nobody", String::as_str)
    }
}

/// A place among others, as LinkedIn tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rank {
    /// Among whom: `INDUSTRY`, `NETWORK`.
    pub group: String,
    /// The name of the industry.
    pub industry: Option<String>,
    /// In the top so many percent.
    pub top_percent: Option<f64>,
    /// The mean index of the group.
    pub mean: Option<f64>,
}

/// Why a file tells nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct SavedError {
    /// The file, and the place in it where that is known.
    pub place: String,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl SavedError {
    fn new(place: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), help: help.into() }
    }
}

/// Reads a file: the JSON of the index of one member, a saved page that holds it, or a delimited table of several members.
///
/// # Errors
/// When it cannot be read, is none of these, or says something that no index can be.
pub fn read(path: &Path) -> Result<Saved, SavedError> {
    let name = path.display().to_string();
    let fail = |e: std::io::Error| SavedError::new(&name, format!("cannot be read: {e}"), "check the path");
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(fail)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        let help = "save the page of one member, or the table of a team, alone";
        return Err(SavedError::new(&name, format!("the file is larger than {most} MiB"), help));
    }
    understand(&name, &bytes)
}

/// Reads the bytes of a file called `name`.
///
/// # Errors
/// As of [`read`].
pub fn understand(name: &str, bytes: &[u8]) -> Result<Saved, SavedError> {
    let (encoding, skip) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]) else {
        let help = "save it again as UTF-8; a workbook has to be saved as CSV";
        return Err(SavedError::new(name, "the file is no text in UTF-8", help));
    };
    if text.trim().is_empty() {
        return Err(SavedError::new(name, "the file is empty", EXPECTED));
    }
    let begins = text.trim_start().chars().next();
    if matches!(begins, Some('{' | '[' | '<')) || text.contains("memberScore") {
        page::read(name, &text)
    } else {
        table::read(name, &text)
    }
}

/// What a file may be.
const EXPECTED: &str = "expected the JSON of LinkedIn's index (with memberScore), a saved page that holds it, or a table with a \
                        header such as member,score,brand,people,insights,relationships";

#[cfg(test)]
mod tests;
