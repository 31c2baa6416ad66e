//! JSON as it leaves the house.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use crate::printable::hides;

/// A value as a page of JSON that a terminal can show: what would act on it is written as `\u001b` and the like, which means
/// the same to a program.
///
/// # Panics
/// When a value cannot be written as JSON; those of this room can.
pub(crate) fn pretty<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("texts, numbers and lists");
    text.push('\n');
    escaped(&text).into_owned()
}

/// Objects in a list, one a line.
pub(crate) fn rows_of(rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<String> = rows.map(|row| escaped(&row).into_owned()).collect();
    if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
}

/// JSON text with escapes for all that hides. Such characters stand in strings only, where an escape means the same; the line
/// feeds between values stay.
pub(crate) fn escaped(json: &str) -> Cow<'_, str> {
    if !json.chars().any(|c| c != '\n' && hides(c)) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if c != '\n' && hides(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back() {
        let odd = "a\u{9b}2J\u{7f}\u{202e}\u{200b}\u{e0041}\u{1b}[0m\n\t\"\\ü";
        let text = pretty(&[odd]);
        assert_eq!(
            text,
            "[\n  \"a\\u009b2J\\u007f\\u202e\\u200b\\udb40\\udc41\\u001b[0m\\n\\t\\\"\\\\ü\"\n]\n"
        );
        assert_eq!(serde_json::from_str::<[String; 1]>(&text).expect("JSON"), [odd]);
    }
}
