//! Objects of a piece as rows: each key a column.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use memchr::memmem;
use rustc_hash::FxHashMap;
use serde::de::{Deserializer as _, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::decode;
use super::ndjson::{Found, Objects, Wrong};
use super::plan::Separators;
use super::rows::{Place, RowSource, reject};
use crate::data::{Fault, Reject};

/// How deep keys of objects in objects are looked for.
const DEPTH: usize = 6;

/// Keys that a file may have; more are no columns but data.
const MOST: usize = 2000;

/// The keys of objects, in the order in which they were first seen.
#[derive(Default)]
pub(crate) struct Keys {
    seen: BTreeMap<String, usize>,
}

impl Keys {
    /// Adds those of an object; what is no object has none.
    pub(crate) fn add(&mut self, text: &[u8]) {
        if let Ok(text) = std::str::from_utf8(text) {
            self.walk(text, "", 1);
        }
    }

    fn walk(&mut self, text: &str, above: &str, depth: usize) {
        // A torn object is rejected when it is read.
        let _ = members(text, |key, value| {
            let path = join(above, key);
            if value.get().starts_with('{') && depth < DEPTH {
                self.walk(value.get(), &path, depth + 1);
            } else if self.seen.len() < MOST {
                let next = self.seen.len();
                self.seen.entry(path).or_insert(next);
            }
            Ok(())
        });
    }

    pub(crate) fn names(self) -> Vec<String> {
        let mut names: Vec<(usize, String)> = self.seen.into_iter().map(|(name, at)| (at, name)).collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name).collect()
    }
}

fn join(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

/// Reads the objects of a piece.
pub(crate) struct JsonRows<'a> {
    file: &'a str,
    objects: &'a Objects,
    found: std::slice::Iter<'a, Found>,
    /// Where the next value begins in the text.
    at: usize,
    place: Place,
    paths: Paths<'a>,
    cells: Vec<String>,
}

/// The keys that are looked at.
struct Paths<'a> {
    /// The column of a key, and what stands between the values of its list; `None` for an object in which others are.
    known: FxHashMap<&'a str, Option<(usize, &'a str)>>,
}

impl<'a> JsonRows<'a> {
    pub(crate) fn new(file: &'a str, objects: &'a Objects, separators: &'a Separators) -> Self {
        let mut known = FxHashMap::default();
        for (column, (name, separator)) in objects.shape.names.iter().zip(separators).enumerate() {
            let Some(separator) = separator else { continue };
            for (dot, _) in name.match_indices('.') {
                known.entry(&name[..dot]).or_insert(None);
            }
            known.insert(name.as_str(), Some((column, separator.as_str())));
        }
        Self {
            file,
            objects,
            found: objects.found.iter(),
            at: 0,
            place: Place { line: 1, byte: 0 },
            paths: Paths { known },
            cells: vec![String::new(); objects.width()],
        }
    }

    fn read(&mut self, raw: &[u8], wrong: Option<&Wrong>) -> Result<(), Box<Reject>> {
        let shape = &*self.objects.shape;
        let (file, place) = (self.file, self.place);
        let whole = |fault, reason: String| Box::new(reject(file, place, fault, "", raw, reason));
        match wrong {
            None => {}
            Some(Wrong::TooLong(bytes)) => {
                let most = shape.max_record;
                let reason = format!(
                    "expected a row of at most {most} bytes, found {bytes}, all of which were skipped"
                );
                return Err(whole(Fault::LineSizeOverMaximum, reason));
            }
            Some(Wrong::Open) => {
                let reason = "expected a list with a ] at its end; the file may be torn".to_owned();
                return Err(whole(Fault::Cast, reason));
            }
            Some(Wrong::Behind) => {
                let reason =
                    "expected nothing behind the ] that ends the list; the rest was skipped".to_owned();
                return Err(whole(Fault::Cast, reason));
            }
        }
        let Ok(text) = std::str::from_utf8(raw) else {
            return Err(whole(
                Fault::InvalidEncoding,
                format!("expected {}", decode::called(shape.encoding)),
            ));
        };
        let text = text.trim();
        if !text.starts_with('{') {
            let reason = "expected a JSON object such as {\"author\": \"ada\"}".to_owned();
            return Err(whole(Fault::Cast, reason));
        }
        self.cells.iter_mut().for_each(String::clear);
        let mut odd = None;
        if let Err(e) = self.paths.walk(text, "", &mut self.cells, &mut odd) {
            let reason = format!("expected a JSON object: {}", what(&e));
            return Err(whole(Fault::Cast, reason));
        }
        match odd {
            None => Ok(()),
            Some((column, reason)) => {
                // The value is not shown: it may be a private text in a shape that was not expected.
                Err(Box::new(reject(file, place, Fault::Cast, &shape.names[column], b"", reason)))
            }
        }
    }
}

/// What is wrong with a text that should be JSON, without the line, which is that of the row.
fn what(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what).to_owned()
}

/// A column whose value is no cell, with what was expected.
type Odd = Option<(usize, &'static str)>;

impl Paths<'_> {
    /// Fills the cells of an object. Of keys that are there twice the last counts.
    fn walk(&self, text: &str, above: &str, cells: &mut [String], odd: &mut Odd) -> serde_json::Result<()> {
        members(text, |key, value| {
            let path: Cow<'_, str> =
                if above.is_empty() { Cow::Borrowed(key) } else { join(above, key).into() };
            let Some(known) = self.known.get(&*path) else { return Ok(()) };
            let text = value.get();
            if let Some((column, separator)) = *known {
                let cell = &mut cells[column];
                cell.clear();
                odd.take_if(|(other, _)| *other == column);
                if let Err(reason) = fill(cell, text, separator, true)? {
                    *odd = Some((column, reason));
                }
            } else if text.starts_with('{') {
                self.walk(text, &path, cells, odd)?;
            }
            Ok(())
        })
    }
}

/// Writes a value to a cell; the inner error says what was expected in its place.
fn fill(
    cell: &mut String,
    text: &str,
    separator: &str,
    lists: bool,
) -> serde_json::Result<Result<(), &'static str>> {
    match text.as_bytes().first() {
        Some(b'n') => {}
        Some(b'"') => {
            let text: Cow<'_, str> = Text::read(text)?;
            cell.push_str(&text);
        }
        Some(b'[') if lists => {
            let values: Vec<&RawValue> = serde_json::from_str(text)?;
            for (place, value) in values.into_iter().enumerate() {
                if place > 0 {
                    cell.push_str(separator);
                }
                if let Err(reason) = fill(cell, value.get(), separator, false)? {
                    return Ok(Err(reason));
                }
            }
        }
        Some(b'[') => return Ok(Err("expected texts or numbers in the list, found another list")),
        Some(b'{') if lists => return Ok(Err("expected a text or a number, found an object")),
        Some(b'{') => return Ok(Err("expected texts or numbers in the list, found an object")),
        // Numbers as they are written, true and false.
        _ => cell.push_str(text),
    }
    Ok(Ok(()))
}

/// A text that is borrowed where nothing in it is escaped.
struct Text;

impl Text {
    fn read(text: &str) -> serde_json::Result<Cow<'_, str>> {
        let inner = &text[1..text.len() - 1];
        if inner.contains('\\') {
            serde_json::from_str::<String>(text).map(Cow::Owned)
        } else {
            Ok(Cow::Borrowed(inner))
        }
    }
}

/// Calls `each` with every key of an object and its value as it is written.
fn members(
    text: &str,
    each: impl FnMut(&str, &RawValue) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    struct Members<F>(F);
    impl<'de, F: FnMut(&str, &RawValue) -> serde_json::Result<()>> Visitor<'de> for Members<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                let value: &'de RawValue = map.next_value()?;
                (self.0)(&key, value).map_err(A::Error::custom)?;
            }
            Ok(())
        }
    }
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Members(each))?;
    json.end()
}

impl RowSource for JsonRows<'_> {
    fn advance(&mut self) -> Option<Result<(), Box<Reject>>> {
        let found = self.found.next()?;
        let objects = self.objects;
        let raw = &objects.text[self.at..found.end];
        (self.at, self.place) = (found.end, found.place);
        Some(self.read(raw, found.wrong.as_ref()))
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.cells[column])
    }

    fn place(&self) -> Place {
        self.place
    }

    fn zeros(&self) -> bool {
        memmem::find(&self.objects.text, b"\\u0000").is_some()
    }
}
