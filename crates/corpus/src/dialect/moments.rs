//! Dates and times in the forms that people and tools write: whether a cell is one, and its bits.

use super::cells::DIGIT;

/// Bits of a date, a time, or a date and a time.
pub(super) fn moment(cell: &[u8]) -> Option<f32> {
    if let Some((bits, rest)) = date(cell) {
        if rest.is_empty() {
            return Some(bits);
        }
        let rest = match rest {
            [b'T' | b't', rest @ ..] => rest,
            [b',' | b' ', rest @ ..] => rest.trim_ascii_start(),
            _ => return None,
        };
        return time(rest).map(|time| bits + time);
    }
    time(cell)
}

/// A date at the start: its bits and what follows.
fn date(cell: &[u8]) -> Option<(f32, &[u8])> {
    let (first, rest) = word(cell);
    if let Some(()) = month(first) {
        // Jan 18, 2026; Jan-18; Jan 2026
        let (gap, rest) = rest.split_first()?;
        let (day, rest) = word(matches!(gap, b' ' | b'-' | b'/' | b'.').then_some(rest)?);
        value(day)?;
        if let Some(rest) = rest.strip_prefix(b", ").or(rest.strip_prefix(b" "))
            && let (year, rest) = word(rest)
            && year.len() == 4
            && value(year).is_some()
        {
            return Some((16.0, rest));
        }
        return matches!(day.len(), 1 | 2 | 4).then_some((12.0, rest));
    }
    let a = value(first)?;
    let (gap, rest) = rest.split_first().filter(|(gap, _)| matches!(gap, b'-' | b'/' | b'.' | b' '))?;
    let (second, rest) = word(rest);
    let named = month(second).is_some();
    if *gap == b' ' && !named {
        return None;
    }
    let Some(rest) = rest.strip_prefix(&[*gap]) else {
        // 18-Jan
        return (named && a <= 31).then_some((10.0, rest));
    };
    let (third, rest) = word(rest);
    let c = value(third)?;
    let b = if named { 1 } else { value(second).filter(|_| second.len() <= 2)? };
    let year_first = first.len() == 4 && b <= 12 && (1..=31).contains(&c) && third.len() <= 2;
    let year_last = first.len() <= 2
        && matches!(third.len(), 2 | 4)
        && (1..=31).contains(&a)
        && (1..=31).contains(&b)
        && (a <= 12 || b <= 12);
    (year_first || year_last).then_some((16.0, rest))
}

/// A time of day, and nothing behind it but its zone.
fn time(cell: &[u8]) -> Option<f32> {
    let (hour, rest) = word(cell);
    let hour = value(hour).filter(|_| hour.len() <= 2)?;
    let (minute, mut rest) = word(rest.strip_prefix(b":")?);
    let minute = value(minute).filter(|_| minute.len() == 2)?;
    if hour > 24 || minute > 59 {
        return None;
    }
    let mut bits = 11.0;
    if let Some(after) = rest.strip_prefix(b":") {
        let (second, after) = word(after);
        value(second).filter(|s| *s <= 60 && second.len() == 2)?;
        bits += 6.0;
        rest = after;
        if let [b'.' | b',', after @ ..] = rest {
            let (fraction, after) = word(after);
            bits += DIGIT * fraction.iter().take_while(|b| b.is_ascii_digit()).count() as f32;
            rest = after;
        }
    }
    let rest = rest.trim_ascii_start();
    let zone = match rest {
        [] | [b'Z' | b'z'] => return Some(bits),
        [b'+' | b'-', offset @ ..] => {
            offset.len() <= 5 && offset.len() >= 2 && offset.iter().all(|b| b.is_ascii_digit() || *b == b':')
        }
        word => {
            ["am", "pm", "a.m.", "p.m.", "utc", "gmt"].iter().any(|w| word.eq_ignore_ascii_case(w.as_bytes()))
        }
    };
    zone.then_some(bits + 3.0)
}

/// The digits or the letters at the start, and what follows.
fn word(cell: &[u8]) -> (&[u8], &[u8]) {
    let letters = cell.first().is_some_and(u8::is_ascii_alphabetic);
    let same = |b: &u8| if letters { b.is_ascii_alphabetic() } else { b.is_ascii_digit() };
    cell.split_at(cell.iter().take_while(|b| same(b)).count())
}

/// The value of up to four digits.
fn value(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

/// The months as English writes them, in lower case and in their order.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a word is a month.
fn month(word: &[u8]) -> Option<()> {
    let is = |name: &str| {
        word.len() >= 3
            && name.len() >= word.len()
            && name.as_bytes()[..word.len()].eq_ignore_ascii_case(word)
    };
    (MONTHS.iter().any(|m| is(m)) || word.eq_ignore_ascii_case(b"sept")).then_some(())
}
