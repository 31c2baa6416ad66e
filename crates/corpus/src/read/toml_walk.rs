//! Walking a TOML file by hand, so that every complaint names the line, what stands there, and the words that could.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Error, nearest};

/// A value in its place.
pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// A TOML file, for telling where things are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doc<'i> {
    pub(crate) path: &'i Path,
    pub(crate) text: &'i str,
}

impl<'i> Doc<'i> {
    pub(crate) fn parse(&self) -> Result<Spanned<DeTable<'i>>, Error> {
        DeTable::parse(self.text).map_err(|e| {
            let help = "see https://toml.io for how TOML is written".to_owned();
            self.error(e.span().unwrap_or(0..0), e.message().replace('\n', "; "), Some(help))
        })
    }

    /// An error at a place.
    pub(crate) fn error(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Error {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Error::Mapping {
            path: self.path.to_owned(),
            line,
            column: before[start..].chars().count() + 1,
            message: message.into(),
            help,
        }
    }

    /// An error about a word that is not one of those known.
    pub(crate) fn unknown<'k>(
        &self,
        span: Range<usize>,
        what: &str,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Error {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("known are: {}", known.join(", ")),
        };
        self.error(span, format!("unknown {what} '{word}'"), Some(help))
    }

    /// An error unless all keys of a table are among those known.
    pub(crate) fn only(&self, table: &DeTable<'i>, what: &str, known: &[&str]) -> Result<(), Error> {
        match table.iter().find(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            Some((key, _)) => Err(self.unknown(key.span(), what, key.get_ref(), known.iter().copied())),
            None => Ok(()),
        }
    }

    /// An error about a value of the wrong sort.
    pub(crate) fn expected(&self, value: &Value<'i>, key: &str, expected: &str) -> Error {
        let found = self.text.get(value.span()).unwrap_or_default().lines().next().unwrap_or_default();
        let message =
            format!("{key} should be {expected}, found {}", if found.is_empty() { "nothing" } else { found });
        self.error(value.span(), message, None)
    }

    pub(crate) fn string<'v>(&self, value: &'v Value<'i>, key: &str) -> Result<&'v str, Error> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.expected(value, key, "a text in quotes")),
        }
    }

    pub(crate) fn table<'v>(&self, value: &'v Value<'i>, key: &str) -> Result<&'v DeTable<'i>, Error> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.expected(value, key, "a table")),
        }
    }

    pub(crate) fn flag(&self, value: &Value<'i>, key: &str) -> Result<bool, Error> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(self.expected(value, key, "true or false")),
        }
    }

    /// A text, number, flag or date as it would stand in a cell.
    pub(crate) fn scalar(&self, value: &Value<'i>, key: &str) -> Result<String, Error> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.clone().into_owned()),
            DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str().to_owned()),
            DeValue::Float(number) => Ok(number.as_str().to_owned()),
            DeValue::Boolean(flag) => Ok(flag.to_string()),
            DeValue::Datetime(time) => Ok(time.to_string()),
            _ => Err(self.expected(value, key, "one text, number, date, true or false")),
        }
    }

    /// One scalar or a list of them.
    pub(crate) fn scalars(&self, value: &Value<'i>, key: &str) -> Result<Vec<String>, Error> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().map(|value| self.scalar(value, key)).collect(),
            _ => Ok(vec![self.scalar(value, key)?]),
        }
    }
}
