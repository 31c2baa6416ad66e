//! Cells that a spreadsheet would run.
//!
//! A program that opens a CSV file takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a formula can send
//! the other cells somewhere. A guarded cell has an apostrophe in front, as OWASP advises: it is text then.
//!
//! Numbers stay numbers: `-5.00`, `+3` and `-1e-7` are no formula in any program. Anything else with a sign in front gets the
//! apostrophe, also `-1,234.56` and `+49 30 123456`, of which the language of the program decides what they are.
//!
//! The way back: where a cell begins with an apostrophe and [`runs`] what follows it, the apostrophe is the guard's. No other
//! cell looks like that, because a cell that begins with an apostrophe of its own and goes on with a formula is guarded too.

use std::borrow::Cow;

use crate::printable::hides;

/// The cell with an apostrophe in front if a spreadsheet would run it.
pub(crate) fn guarded(cell: &str) -> Cow<'_, str> {
    if runs(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guarded`]. One that was written as it is and looks guarded loses its apostrophe, too.
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if runs(rest) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet would run a cell, or something between it and the file could bring it to: white space, marks
/// without a width and quotes in front are looked through, because importers take them away.
fn runs(cell: &str) -> bool {
    let passed_over =
        |c: &char| !c.is_control() && (c.is_whitespace() || hides(*c) || matches!(c, '"' | '\''));
    match cell.chars().find(|c| !passed_over(c)) {
        // A tab or a line's end in front makes some programs drop it and look at what follows.
        Some(first) => (starts_a_formula(first) || first.is_control()) && !is_plain_number(cell),
        None => false,
    }
}

/// The characters that start a formula; those of full and of small width are read as the same in East Asian settings.
fn starts_a_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫')
}

/// Whether the whole cell is a number as programs write it: a sign, digits with a point among them, an exponent.
fn is_plain_number(cell: &str) -> bool {
    let unsigned = |text: &str| text.strip_prefix(['+', '-']).unwrap_or(text).to_owned();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (number, exponent) = match cell.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(unsigned(exponent))),
        None => (cell, None),
    };
    let number = unsigned(number);
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let has_digits = !(whole.is_empty() && part.is_empty());
    has_digits && digits(whole) && digits(part) && exponent.is_none_or(|e| !e.is_empty() && digits(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], guard: bool) {
        for cell in cells {
            let expected = if guard { format!("'{cell}") } else { (*cell).to_owned() };
            assert_eq!(guarded(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn formulas_are_guarded() {
        check(&["=1+1", "+1+1", "-1+1", "@SUM(1)", "=", "-", "- bullet", "@mention", "+1!", "--5"], true);
        check(&["\t=1", "\r=1", "\n=1", "\ttext", "\u{0}=1", "\u{b}=1", "\u{1b}[31m"], true);
        check(&["＝1", "＋1", "－1", "＠a", "﹦1", "－5"], true);
        check(
            &[
                " =1",
                "\u{a0}=1",
                "\u{3000}=1",
                "\u{feff}=1",
                "\u{200b}=1",
                "\u{202e}=1",
                "\"=1",
                "'=1",
                " \" '=1",
            ],
            true,
        );
    }

    #[test]
    fn numbers_and_words_stay_as_they_are() {
        check(
            &[
                "", " ", "'", "\"", "ada", "a=1", "a\n=1", "1+1", "5", "1e5", "'tis", "\"so\"", "%0A=1",
                "ünal",
            ],
            false,
        );
        check(&["-5.00", "+3", "-1e-7", "-1E+7", "-.5", "+5.", "-0"], false);
    }

    #[test]
    fn what_only_looks_like_a_number_is_guarded() {
        check(
            &[
                "-1,234.56",
                "+49 30 123456",
                "-1.2.3",
                "-e5",
                "-1e",
                "+1e5e5",
                " -5",
                "-5 ",
                "-٣",
                "-.",
                "-$5",
            ],
            true,
        );
    }

    #[test]
    fn every_guard_can_be_taken_away() {
        let parts = ["", "'", "\"", " ", "=", "-", "5", "a", "\t", "\u{feff}", "＠", "."];
        for a in parts {
            for b in parts {
                for c in parts {
                    let cell = [a, b, c].concat();
                    assert_eq!(unguarded(&guarded(&cell)), cell.as_str());
                    assert!(!runs(&cell) || guarded(&cell).starts_with('\''));
                }
            }
        }
    }
}
