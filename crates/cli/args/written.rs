//! Flags that say how files are written, where that cannot be found out or is found out wrongly.

use std::collections::BTreeMap;

use ssi_corpus::dialect::{Encoding, Escape, Overrides};
use ssi_corpus::linkedin::ExportOptions;

/// How delimited files are written, and in which zone LinkedIn wrote times; shared by the commands that read.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Written {
    /// What stands between cells: one character, or `tab` [default: found out, file by file]
    #[arg(long, value_name = "CHAR", value_parser = delimiter, hide_short_help = true)]
    pub(crate) delimiter: Option<u8>,
    /// What stands around cells: one character, or `none` [default: found out]
    #[arg(long, value_name = "CHAR", value_parser = quote, hide_short_help = true)]
    pub(crate) quote: Option<Quote>,
    /// How a quote inside quotes is written: doubled or backslash [default: found out]
    #[arg(long, value_name = "HOW", value_parser = escape, hide_short_help = true)]
    pub(crate) escape: Option<Escape>,
    /// utf-8, utf-16le, utf-16be, latin-1 or windows-1252 [default: found out]
    #[arg(long, value_name = "NAME", value_parser = encoding, hide_short_help = true)]
    pub(crate) encoding: Option<Encoding>,
    /// Lines before the line that names the columns [default: found out]
    #[arg(long, value_name = "LINES", hide_short_help = true)]
    pub(crate) skip: Option<u64>,
    /// The columns of files that do not name them, as in id,author,at,text
    #[arg(long, value_name = "NAMES", value_delimiter = ',', hide_short_help = true)]
    pub(crate) header: Option<Vec<String>>,
    /// The zone in which a LinkedIn export writes invitations [default: `America/Los_Angeles`]
    #[arg(long, value_name = "ZONE", value_parser = zone, hide_short_help = true)]
    pub(crate) invitations_zone: Option<String>,
}

/// A quote, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote(pub(crate) Option<u8>);

impl Written {
    /// What the reader is told.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            encoding: self.encoding,
            delimiter: self.delimiter,
            quote: self.quote.map(|Quote(quote)| quote),
            escape: self.escape,
            skip: self.skip,
            header: self.header.clone(),
        }
    }

    /// What the reader of exports is told.
    pub(crate) fn exports(&self) -> ExportOptions {
        let zone = self.invitations_zone.clone().map(|invitations_zone| ExportOptions { invitations_zone });
        zone.unwrap_or_default()
    }

    /// What was said, by flag, to be said again when the same run is looked at.
    pub(crate) fn said(&self) -> BTreeMap<String, String> {
        let character =
            |byte: u8| if byte == b'\t' { "tab".to_owned() } else { char::from(byte).to_string() };
        let said = [
            ("delimiter", self.delimiter.map(character)),
            ("quote", self.quote.map(|Quote(quote)| quote.map_or("none".to_owned(), character))),
            ("escape", self.escape.map(|escape| named(&Escape::NAMES, escape).to_owned())),
            ("encoding", self.encoding.map(|encoding| named(&Encoding::NAMES, encoding).to_owned())),
            ("skip", self.skip.map(|skip| skip.to_string())),
            ("header", self.header.as_ref().map(|names| names.join(","))),
            ("invitations_zone", self.invitations_zone.clone()),
        ];
        said.into_iter().filter_map(|(flag, value)| Some((flag.to_owned(), value?))).collect()
    }

    /// What is said here, and what was said before for the rest. What cannot be understood any more is passed over.
    pub(crate) fn or(&self, before: &BTreeMap<String, String>) -> Self {
        let before = |flag: &str| before.get(flag).map(String::as_str);
        Self {
            delimiter: self.delimiter.or_else(|| delimiter(before("delimiter")?).ok()),
            quote: self.quote.or_else(|| quote(before("quote")?).ok()),
            escape: self.escape.or_else(|| escape(before("escape")?).ok()),
            encoding: self.encoding.or_else(|| encoding(before("encoding")?).ok()),
            skip: self.skip.or_else(|| before("skip")?.parse().ok()),
            header: self
                .header
                .clone()
                .or_else(|| Some(before("header")?.split(',').map(str::to_owned).collect())),
            invitations_zone: self
                .invitations_zone
                .clone()
                .or_else(|| before("invitations_zone").map(str::to_owned)),
        }
    }
}

fn named<T: Copy + PartialEq>(all: &[(&'static str, T)], wanted: T) -> &'static str {
    all.iter().find(|(_, value)| *value == wanted).map_or("", |(name, _)| name)
}

fn one_of<T: Copy>(all: &[(&str, T)], text: &str) -> Result<T, String> {
    let found = all.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        format!("write one of {}", names.join(", "))
    })
}

fn escape(text: &str) -> Result<Escape, String> {
    one_of(&Escape::NAMES, text)
}

fn encoding(text: &str) -> Result<Encoding, String> {
    one_of(&Encoding::NAMES, text)
}

fn zone(text: &str) -> Result<String, String> {
    let known = ExportOptions::is_zone(text).then(|| text.to_owned());
    known.ok_or_else(|| "write the name of a zone, as in America/New_York or Europe/Berlin".to_owned())
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        &[byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(byte),
        _ => Err("write one character such as `;` or `|`, or the word tab".to_owned()),
    }
}

fn quote(text: &str) -> Result<Quote, String> {
    match text.as_bytes() {
        b"none" | b"" => Ok(Quote(None)),
        &[byte] if byte.is_ascii_punctuation() => Ok(Quote(Some(byte))),
        _ => Err("write one sign such as ' or \", or the word none".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_said_again() {
        let all = Written {
            delimiter: Some(b'\t'),
            quote: Some(Quote(None)),
            escape: Some(Escape::Backslash),
            encoding: Some(Encoding::Utf16Le),
            skip: Some(3),
            header: Some(vec!["id".to_owned(), "at".to_owned()]),
            invitations_zone: Some("Europe/Berlin".to_owned()),
        };
        assert_eq!(Written::default().or(&all.said()).said(), all.said());
        assert_eq!(all.said().len(), 7);
        assert_eq!(Written::default().said().len(), 0);
        let other = Written { skip: Some(1), ..Written::default() };
        assert_eq!(other.or(&all.said()).skip, Some(1), "what is said now wins");
    }

    #[test]
    fn characters() {
        assert_eq!(delimiter("tab"), Ok(b'\t'));
        assert_eq!(delimiter(";"), Ok(b';'));
        assert!(delimiter("ab").is_err() && delimiter("\"").is_err() && delimiter("ü").is_err());
        assert_eq!(quote("none"), Ok(Quote(None)));
        assert_eq!(quote("'"), Ok(Quote(Some(b'\''))));
        assert!(quote("q").is_err());
        assert_eq!(encoding("UTF-8"), Ok(Encoding::Utf8));
        assert!(encoding("ebcdic").unwrap_err().contains("windows-1252"));
    }
}
