//! A members' table in JSON or NDJSON, as [`crate::Sheet`] writes it: an object a line, so lines are read side by side.

use std::fmt;

use rayon::prelude::*;
use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

use super::part::{Head, Part, Wrong};

/// Lines of a block.
const BLOCK: usize = 2048;

/// Reads a table; `roles` says what its columns hold. An array of objects has commas behind its lines and brackets around them.
pub(super) fn read(
    bytes: &[u8],
    array: bool,
    roles: impl FnOnce(Vec<String>) -> Result<Head, String>,
) -> Result<(Head, Part), Wrong> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = memchr::memchr_iter(b'\n', &bytes[..e.valid_up_to()]).count();
        Wrong::Line { start: 0, line, what: "holds bytes that are no UTF-8".to_owned() }
    })?;
    let torn = || Wrong::Table("is torn: its end is missing".to_owned());
    let rows = if array {
        let inside =
            text.strip_prefix('[').ok_or_else(|| Wrong::Table("is no array of objects".to_owned()))?;
        let inside = inside.trim_end().strip_suffix(']').ok_or_else(torn)?;
        inside.trim_end()
    } else {
        text.strip_suffix('\n').or_else(|| text.is_empty().then_some(text)).ok_or_else(torn)?
    };
    // The array's bracket stands on a line of its own.
    let skipped = usize::from(array);
    let lines: Vec<&str> =
        if rows.is_empty() { Vec::new() } else { rows.split('\n').skip(skipped).collect() };
    let Some(first) = lines.first() else { return Ok((Vec::new(), Part::new(&Vec::new()))) };
    let wrong = |line: usize, what: String| Wrong::Line { start: 0, line: line + skipped, what };
    let object = |line: usize| -> Result<&str, Wrong> {
        let row = lines[line].strip_suffix('\r').unwrap_or(lines[line]);
        if !array {
            return Ok(row);
        }
        match row.strip_suffix(',') {
            Some(row) if line + 1 < lines.len() => Ok(row),
            None if line + 1 == lines.len() => Ok(row),
            _ => Err(wrong(line, "is not one object and a comma, as a table of ssi has it".to_owned())),
        }
    };
    let names = parsed(first.trim_end_matches([',', '\r']), Keys).map_err(|what| wrong(0, what))?;
    let head = roles(names).map_err(Wrong::Table)?;
    let starts: Vec<usize> = (0..lines.len()).step_by(BLOCK).collect();
    let parts: Result<Vec<Part>, Wrong> = starts
        .par_iter()
        .map(|&start| {
            let mut part = Part::new(&head);
            for line in start..lines.len().min(start + BLOCK) {
                let row = Row { head: &head, part: &mut part };
                parsed(object(line)?, row).map_err(|what| wrong(line, what))?;
            }
            Ok(part)
        })
        .collect();
    Ok((head.clone(), Part::joined(&head, parts?)))
}

/// What an object says; what is wrong with it without the place, which is known better.
fn parsed<'de, V: Visitor<'de>>(object: &'de str, what: V) -> Result<V::Value, String> {
    let mut from = serde_json::Deserializer::from_str(object);
    let value = from.deserialize_map(what).and_then(|value| from.end().map(|()| value));
    value.map_err(|e| {
        let message = e.to_string();
        let place = format!(" at line {} column {}", e.line(), e.column());
        message.strip_suffix(&place).unwrap_or(&message).to_owned()
    })
}

/// The names of an object's values.
struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object a line")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut names = Vec::new();
        while let Some((name, IgnoredAny)) = map.next_entry()? {
            names.push(name);
        }
        Ok(names)
    }
}

/// An object that becomes a row.
struct Row<'a> {
    head: &'a Head,
    part: &'a mut Part,
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object a line")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut column = 0;
        while let Some(key) = map.next_key::<std::borrow::Cow<'_, str>>()? {
            let Some((name, _)) = self.head.get(column).filter(|(name, _)| *name == key) else {
                return Err(A::Error::custom(format!(
                    "has `{}` where the first row has another column",
                    key.escape_debug()
                )));
            };
            map.next_value_seed(Cell { name, slot: &mut self.part.slots[column] })?;
            column += 1;
        }
        if column < self.head.len() {
            return Err(A::Error::custom(format!("has {column} values, the first row {}", self.head.len())));
        }
        Ok(())
    }
}

/// A value that becomes a cell.
struct Cell<'a> {
    name: &'a str,
    slot: &'a mut super::part::Slot,
}

impl<'de> DeserializeSeed<'de> for Cell<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl Visitor<'_> for Cell<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text, a number or null in the column `{}`", self.name.escape_debug())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.slot.text(text).map_err(|expected| E::custom(Wrong::cell(self.name, text, expected)))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<(), E> {
        let taken = self.slot.number(Some(number));
        taken.map_err(|expected| E::custom(Wrong::cell(self.name, &number.to_string(), expected)))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        let taken = self.slot.number(None);
        taken.map_err(|expected| E::custom(Wrong::cell(self.name, "null", expected)))
    }
}
