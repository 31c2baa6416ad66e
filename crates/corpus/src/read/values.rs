//! Numbers and flags: what a cell may say, and what to write instead.

/// Reads a number of at least 0; the error says what was expected.
pub(crate) fn number(cell: &str) -> Result<f64, &'static str> {
    let bytes = cell.as_bytes();
    // Up to 15 digits are exact in a float; this is nearly every cell of every file.
    if (1..=15).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit) {
        return Ok(bytes.iter().fold(0u64, |n, b| n * 10 + u64::from(b - b'0')) as f64);
    }
    if !bytes.iter().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')) {
        return Err(odd_number(cell));
    }
    match cell.parse::<f64>() {
        Ok(number) if !number.is_finite() => Err("the number is too large"),
        Ok(number) if number < 0.0 => Err("expected a number of at least 0"),
        // The sum turns -0 into 0.
        Ok(number) => Ok(number + 0.0),
        Err(_) => Err(PLAIN),
    }
}

const PLAIN: &str = "expected a number such as 1234 or 12.5";

fn odd_number(cell: &str) -> &'static str {
    let last = cell.bytes().last().map(|b| b.to_ascii_lowercase());
    let digits = cell.bytes().any(|b| b.is_ascii_digit());
    if digits && cell.contains([',', '\'', '\u{a0}', '\u{202f}', ' ']) {
        "expected a number such as 1234 or 12.5, with a point before the decimals and nothing between thousands"
    } else if digits && matches!(last, Some(b'k' | b'm' | b'b')) {
        "expected a number written out, such as 12000"
    } else if digits && last == Some(b'%') {
        "expected a number such as 12.5, without a percent sign"
    } else {
        PLAIN
    }
}

/// Reads yes or no as 1 and 0; the error says what was expected.
pub(crate) fn flag(cell: &str) -> Result<f64, &'static str> {
    let says = |words: &[&str]| words.iter().any(|w| cell.eq_ignore_ascii_case(w));
    if says(&["true", "yes", "1", "y", "t"]) {
        Ok(1.0)
    } else if says(&["false", "no", "0", "n", "f"]) {
        Ok(0.0)
    } else {
        Err("expected true or false, yes or no, 1 or 0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (cell, expected) in [
            ("0", 0.0),
            ("007", 7.0),
            ("12.5", 12.5),
            ("1e3", 1000.0),
            ("1E-2", 0.01),
            ("+4", 4.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("-0", 0.0),
            ("999999999999999", 999_999_999_999_999.0),
            ("12345678901234567890", 12_345_678_901_234_567_000.0),
        ] {
            let found = number(cell).unwrap();
            assert_eq!((found, found.is_sign_negative()), (expected, false), "{cell}");
        }
        for (cell, word) in [
            ("1,234", "thousands"),
            ("1.234,5", "thousands"),
            ("1 234", "thousands"),
            ("12k", "written out"),
            ("3.4M", "written out"),
            ("12%", "percent"),
            ("NaN", "such as"),
            ("inf", "such as"),
            ("-", "such as"),
            ("e", "such as"),
            ("0x10", "such as"),
            ("1_000", "such as"),
            ("many", "such as"),
            ("١٢", "such as"),
            ("-1", "at least 0"),
            ("1e400", "too large"),
        ] {
            let reason = number(cell).unwrap_err();
            assert!(reason.contains(word), "{cell}: {reason}");
        }
    }

    #[test]
    fn flags() {
        for cell in ["true", "TRUE", "Yes", "1", "y", "T"] {
            assert_eq!(flag(cell), Ok(1.0), "{cell}");
        }
        for cell in ["false", "False", "NO", "0", "n", "f"] {
            assert_eq!(flag(cell), Ok(0.0), "{cell}");
        }
        for cell in ["2", "on", "ja", "truee", "-"] {
            assert!(flag(cell).is_err(), "{cell}");
        }
    }
}
