//! Counts and shares as a workbook writes them: numbers, or texts in the style of the member's country.

use super::book::Cell;

/// What stands between thousands, or before decimals.
const MARKS: [char; 6] = [',', '.', '\'', '\u{2019}', ' ', '\u{66c}'];

/// The number in a cell.
pub(super) fn of_cell(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => count(text),
        Cell::Day(_) => None,
    }
}

/// A number written out: `1,234`, `1.234`, `1 234`, `-28`.
///
/// One mark before three digits stands between thousands: what is counted here is whole.
pub(super) fn count(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "\u{200e}\u{200f}\u{61c}".contains(c));
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    // Spaces of any width are one mark.
    let mark = |c: char| if c.is_whitespace() { ' ' } else { c };
    let marks: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).map(mark).collect();
    let groups: Vec<&str> = digits.split(|c: char| !c.is_ascii_digit()).collect();
    if marks.iter().any(|m| !MARKS.contains(m)) || groups.iter().any(|g| g.is_empty()) || digits.len() > 40 {
        return None;
    }
    let thousands = |groups: &[&str], marks: &[char]| {
        let (first, rest) = groups.split_first()?;
        let (last, between) = rest.split_last()?;
        // In India groups of two stand before the last three digits.
        let sound = (1..=3).contains(&first.len())
            && *first != "0"
            && last.len() == 3
            && between.iter().all(|g| matches!(g.len(), 2 | 3))
            && marks.iter().all(|m| *m == marks[0]);
        sound.then(|| groups.concat())
    };
    let whole = match groups.len() {
        1 => digits.to_owned(),
        n => match thousands(&groups, &marks) {
            Some(whole) => whole,
            // Else the last mark stands before decimals.
            None if ",.".contains(marks[n - 2]) && !marks[..n - 2].contains(&marks[n - 2]) => {
                let before = match n {
                    2 => groups[0].to_owned(),
                    _ => thousands(&groups[..n - 1], &marks[..n - 2])?,
                };
                format!("{before}.{}", groups[n - 1])
            }
            None => return None,
        },
    };
    // The sum turns -0 into 0.
    Some(sign * whole.parse::<f64>().ok()? + 0.0)
}

/// A share between 0 and 1, and whether it is less than that: 0.02, `2%`, `2,5 %`, `< 1%`.
pub(super) fn share(cell: &Cell) -> Option<(f64, bool)> {
    let (value, below) = match cell {
        Cell::Number(number) if *number > 1.0 => (number / 100.0, false),
        Cell::Number(number) => (*number, false),
        Cell::Day(_) => return None,
        Cell::Text(text) => {
            let digits: String =
                text.chars().filter(|c| !c.is_whitespace() && !"%\u{66a}".contains(*c)).collect();
            let below = digits.strip_prefix('<');
            let number: f64 = below.unwrap_or(&digits).replace(',', ".").parse().ok()?;
            let percent = text.contains(['%', '\u{66a}']);
            (if percent { number / 100.0 } else { number }, below.is_some())
        }
    };
    (0.0..=1.0).contains(&value).then_some((value, below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (text, expected) in [
            ("0", 0.0),
            ("1234", 1234.0),
            ("1,234", 1234.0),
            ("1.234", 1234.0),
            ("1 234", 1234.0),
            ("1\u{202f}234\u{a0}567", 1_234_567.0),
            ("1\u{2019}234", 1234.0),
            ("12,34,567", 1_234_567.0),
            ("1.234,5", 1234.5),
            ("1,234.50", 1234.5),
            ("12.5", 12.5),
            ("0.123", 0.123),
            ("1234,0", 1234.0),
            ("-28", -28.0),
            ("\u{2212}28", -28.0),
            ("\u{200e}-1,028", -1028.0),
            ("-0", 0.0),
            (" 7 ", 7.0),
        ] {
            let found = count(text);
            assert_eq!(found, Some(expected), "{text}");
            assert!(!found.is_some_and(|n| n == 0.0 && n.is_sign_negative()), "{text}");
        }
        for text in
            ["", "-", "–", "1.2K", "12k", "many", "1,23,4", "1..2", "1,2,3", "1e5", "0x1", "1/2", "2%", "--1"]
        {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn shares() {
        let text = |t: &str| share(&Cell::Text(t.to_owned()));
        for (found, expected) in [
            (share(&Cell::Number(0.0231)), Some((0.0231, false))),
            (share(&Cell::Number(2.5)), Some((0.025, false))),
            (text("2%"), Some((0.02, false))),
            (text("2,5 %"), Some((0.025, false))),
            (text("%2"), Some((0.02, false))),
            (text("< 1%"), Some((0.01, true))),
            (text("<1 %"), Some((0.01, true))),
            (text("0.02"), Some((0.02, false))),
            (text("200%"), None),
            (text("-1%"), None),
            (text("few"), None),
            (share(&Cell::Number(-0.1)), None),
        ] {
            assert_eq!(found, expected);
        }
    }
}
