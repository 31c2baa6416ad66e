//! What a mapping says about how a file is written.

use toml::de::{DeTable, DeValue};

use super::error::Error;
use super::toml_walk::{Doc, Value};
use crate::dialect::{Encoding, Escape, Overrides};

/// The keys of a `[[read]]` that say something about the file itself.
pub(crate) fn dialect(doc: Doc<'_>, keys: &DeTable<'_>) -> Result<Overrides, Error> {
    let one = "one character such as";
    let delimiter = keys
        .get("delimiter")
        .map(|value| match doc.string(value, "delimiter")?.as_bytes() {
            &[byte] if mark(byte) && byte != b'"' => Ok(byte),
            _ => Err(doc.expected(value, "delimiter", &format!("{one} \",\", \";\", \"|\" or \"\\t\""))),
        })
        .transpose()?;
    let quote = keys
        .get("quote")
        .map(|value| match doc.string(value, "quote")?.as_bytes() {
            [] => Ok(None),
            &[byte] if mark(byte) && Some(byte) != delimiter => Ok(Some(byte)),
            _ => Err(doc.expected(value, "quote", &format!("{one} \"'\", or \"\" where cells have none"))),
        })
        .transpose()?;
    Ok(Overrides {
        encoding: word(doc, keys, "encoding", &Encoding::NAMES)?,
        delimiter,
        quote,
        escape: word(doc, keys, "escape", &Escape::NAMES)?,
        skip: keys.get("skip").map(|value| lines(doc, value)).transpose()?,
        header: keys.get("header").map(|value| header(doc, value)).transpose()?.flatten(),
    })
}

/// Whether a byte can mean something between cells.
fn mark(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'\r' | b'\n' | 0)
}

/// One of several words.
fn word<T: Copy>(
    doc: Doc<'_>,
    keys: &DeTable<'_>,
    key: &str,
    words: &[(&str, T)],
) -> Result<Option<T>, Error> {
    let Some(value) = keys.get(key) else { return Ok(None) };
    let said = doc.string(value, key)?;
    match words.iter().find(|(word, _)| word.eq_ignore_ascii_case(said)) {
        Some((_, meant)) => Ok(Some(*meant)),
        None => Err(doc.unknown(value.span(), key, said, words.iter().map(|(word, _)| *word))),
    }
}

fn lines(doc: Doc<'_>, value: &Value<'_>) -> Result<u64, Error> {
    match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
        _ => None,
    }
    .ok_or_else(|| doc.expected(value, "skip", "a number of lines such as 3"))
}

/// `true` where the file names its columns itself, else their names.
fn header(doc: Doc<'_>, value: &Value<'_>) -> Result<Option<Vec<String>>, Error> {
    match value.get_ref() {
        DeValue::Boolean(true) => Ok(None),
        DeValue::Array(names) if !names.is_empty() => {
            let names = names.iter().map(|name| doc.string(name, "header").map(|n| n.trim().to_owned()));
            names.collect::<Result<_, _>>().map(Some)
        }
        _ => Err(doc.expected(
            value,
            "header",
            "true, or the names of the columns such as [\"id\", \"author\"] where the file does not name them",
        )),
    }
}
