//! What a cell looks like, and how many bits it takes to write it down as such.
//!
//! The bits are not those of any format. They are a common measure: a date that is recognised as one is short, a date
//! that was cut into three is longer, and a row of dates and names that was not cut at all is longer still.

use memchr::memchr_iter;

use super::moments::moment;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Nothing, or a word for nothing.
    Empty,
    /// A number, an amount, a share.
    Number,
    /// A date, a time or both.
    Moment,
    /// An address of the web or of mail.
    Link,
    /// An object or a list, as in JSON.
    Json,
    /// Anything else.
    Text,
}

/// How many looks there are.
pub(crate) const LOOKS: usize = 6;

/// Bits of a decimal digit.
pub(super) const DIGIT: f32 = 3.4;

/// Bits of a quote that has no other in its cell: most likely the cell was cut in two.
const UNPAIRED: f32 = 20.0;

/// Bits of a separator at the end of a cell, where a sentence hardly ever has one.
const CUT: f32 = 8.0;

/// What a cell looks like and what it costs, without what tells its look.
pub(crate) fn look(cell: &[u8]) -> (Look, f32) {
    if cell.is_empty() {
        return (Look::Empty, 0.0);
    }
    if cell.len() <= 4 && is_nothing(cell) {
        return (Look::Empty, 3.0);
    }
    if cell.len() <= 40 {
        if let Some(bits) = number(cell) {
            return (Look::Number, bits);
        }
        if let Some(bits) = moment(cell) {
            return (Look::Moment, bits);
        }
    }
    if is_link(cell) {
        return (Look::Link, 6.0 + 4.5 * cell.len() as f32);
    }
    if let [b'{', .., b'}'] | [b'[', .., b']'] = cell {
        return (Look::Json, 6.0 + 5.0 * cell.len() as f32);
    }
    (Look::Text, list(cell).into_iter().fold(text(cell), f32::min))
}

fn is_nothing(cell: &[u8]) -> bool {
    ["-", "--", "na", "n/a", "nan", "null", "none", "nil", "?"]
        .iter()
        .any(|w| cell.eq_ignore_ascii_case(w.as_bytes()))
}

/// Bits of a text: letters are cheap, and what usually separates cells is dear.
fn text(cell: &[u8]) -> f32 {
    let quotes = memchr_iter(b'"', cell).count();
    let unpaired = if quotes % 2 == 1 { UNPAIRED } else { 0.0 };
    // In prose a space follows a comma; between cells hardly ever does one.
    let prose = |three: &[u8]| {
        let [before, mark, b' '] = three else { return false };
        (before.is_ascii_alphabetic() || *before >= 0x80) && matches!(mark, b',' | b':' | b';')
    };
    let prose = cell.windows(3).filter(|three| prose(three)).count() as f32;
    let cut = if cell.ends_with(b",") || cell.ends_with(b";") { CUT } else { 0.0 };
    3.0 + unpaired + cut - 2.5 * prose + cell.iter().map(|b| character(*b)).sum::<f32>()
}

/// Bits of several values in one cell, as in `red|green|blue`.
fn list(cell: &[u8]) -> Option<f32> {
    const ITEM: f32 = 2.0;
    let between = *cell.iter().find(|b| matches!(b, b'|' | b';'))?;
    let item = |item: &[u8]| {
        let item = item.trim_ascii();
        let bits = if item.is_empty() {
            0.0
        } else {
            number(item).or_else(|| moment(item)).unwrap_or_else(|| text(item))
        };
        bits + ITEM
    };
    Some(8.0 + cell.split(|b| *b == between).map(item).sum::<f32>())
}

fn character(byte: u8) -> f32 {
    match byte {
        b' ' => 3.0,
        b'a'..=b'z' => 4.3,
        b'A'..=b'Z' => 5.0,
        b'0'..=b'9' => 4.7,
        0x80.. => 4.0,
        b'.' | b'-' | b'_' | b'/' | b'\'' | b'(' | b')' => 6.0,
        b',' | b':' | b'\n' | b'\r' => 6.5,
        b'\t' | 0..=0x1f | 0x7f => 12.0,
        b';' | b'|' | b'"' => 9.0,
        _ => 7.5,
    }
}

/// Bits of a number such as `-1,234.50`, `12,5 %`, `£3.20`, `(17)` or `1e-5`.
fn number(cell: &[u8]) -> Option<f32> {
    let mut extra = 1.5;
    let mut rest = cell;
    if let [b'(', inner @ .., b')'] = rest {
        rest = inner;
        extra += 2.0;
    }
    for _ in 0..2 {
        let len = rest.len();
        rest = match rest {
            [b'+' | b'-', rest @ ..] => rest,
            _ => without_currency(rest),
        }
        .trim_ascii();
        if rest.len() < len {
            extra += 2.0;
        }
    }
    let digits = rest.iter().filter(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let (mantissa, exponent) = match rest.iter().position(|b| matches!(b, b'e' | b'E')) {
        Some(place) => (&rest[..place], Some(&rest[place + 1..])),
        None => (rest, None),
    };
    if let Some(exponent) = exponent {
        let exponent = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
        if exponent.is_empty() || exponent.len() > 3 || !exponent.iter().all(u8::is_ascii_digit) {
            return None;
        }
        extra += 2.0;
    }
    extra += decimals(mantissa)?;
    Some(extra + DIGIT * digits as f32)
}

/// A sign before or behind an amount.
fn without_currency(rest: &[u8]) -> &[u8] {
    for sign in ["$", "€", "£", "¥", "%", "EUR", "USD", "GBP", "CHF"] {
        let sign = sign.as_bytes();
        if let Some(rest) = rest.strip_prefix(sign).filter(|_| sign != b"%").or(rest.strip_suffix(sign)) {
            return rest;
        }
    }
    rest
}

/// Digits with points and commas where they may stand; the bits that those take.
fn decimals(mantissa: &[u8]) -> Option<f32> {
    if !mantissa.iter().all(|b| matches!(b, b'0'..=b'9' | b'.' | b','))
        || !mantissa.iter().any(u8::is_ascii_digit)
    {
        return None;
    }
    let count = |mark| memchr_iter(mark, mantissa).count();
    match (count(b'.'), count(b',')) {
        (0, 0) => Some(0.0),
        (1, 0) => Some(1.0),
        (0, 1) => Some(2.5),
        (points, commas) => {
            // Both, or one several times: thousands, whose groups have three digits each.
            let last = mantissa.iter().rposition(|b| matches!(b, b'.' | b','))?;
            let (whole, thousands) = match (points, commas) {
                (1, _) if mantissa[last] == b'.' => (&mantissa[..last], b','),
                (_, 1) if mantissa[last] == b',' => (&mantissa[..last], b'.'),
                (0, _) => (mantissa, b','),
                (_, 0) => (mantissa, b'.'),
                _ => return None,
            };
            let mut groups = whole.split(|b| *b == thousands);
            let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
            (first && groups.all(|g| g.len() == 3 && g.iter().all(u8::is_ascii_digit))).then_some(4.0)
        }
    }
}

fn is_link(cell: &[u8]) -> bool {
    let starts =
        |with: &str| cell.len() > with.len() && cell[..with.len()].eq_ignore_ascii_case(with.as_bytes());
    if cell.iter().any(|b| matches!(b, b' ' | b'\t' | b'"' | b'|' | b';')) {
        return false;
    }
    if ["http://", "https://", "www.", "ftp://", "mailto:"].iter().any(|p| starts(p)) {
        return true;
    }
    let mut parts = cell.split(|b| *b == b'@');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(name), Some(host), None) => {
            let fits = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+' | 0x80..);
            !name.is_empty() && name.iter().all(fits) && host.iter().all(fits) && host[..].contains(&b'.')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: Look, cells: &[&str]) {
        for cell in cells {
            assert_eq!(look(cell.as_bytes()).0, expected, "{cell}");
        }
    }

    #[test]
    fn looks() {
        check(Look::Empty, &["", "N/A", "null", "-"]);
        check(
            Look::Number,
            &[
                "1",
                "-1.5",
                "1,5",
                "1,234",
                "1,234,567.89",
                "1.234.567,89",
                "1e-5",
                "£3.20",
                "12 %",
                "(17)",
                "-$4",
                "3 EUR",
            ],
        );
        check(
            Look::Moment,
            &[
                "2026-11-22",
                "2026/1/2",
                "22.11.2026",
                "22.11.26",
                "11/22/2026",
                "22-Nov-2026",
                "22 November 2026",
                "Nov 22, 2026",
                "Nov-26",
                "17:30",
                "5:30 PM",
                "17:30:01.250",
                "2026-11-22T17:30:00Z",
                "2026-11-22 17:30:00+01:00",
                "22.11.2026 17:30",
            ],
        );
        check(Look::Link, &["https://example.org/a?b=c,d", "www.example.org", "ada@example.org"]);
        check(Look::Json, &["{\"a\": 1}", "[1, 2]"]);
        check(
            Look::Text,
            &[
                "Ada",
                "1;2",
                "1,2,3",
                "12,34,567",
                "10:75",
                "40.40.2026",
                "a@b",
                "1 2",
                "{",
                "May be",
                "192.168.0.1",
            ],
        );
    }

    #[test]
    fn a_whole_date_is_shorter_than_its_parts() {
        let bits = |cell: &str| look(cell.as_bytes()).1;
        assert!(bits("2026-11-22") < bits("2026") + bits("11") + bits("22"));
        assert!(bits("17:30:01") < bits("17") + bits("30") + bits("01"));
        assert!(bits("2026-11-22") < bits("2026-11-22;"));
    }
}
