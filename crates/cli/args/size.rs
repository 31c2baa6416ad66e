//! Sizes in bytes, as people write them.

/// What can follow a number, and how many bytes one of it is.
const UNITS: [(&str, u64); 16] = [
    ("", 1),
    ("b", 1),
    ("k", 1 << 10),
    ("kib", 1 << 10),
    ("kb", 1_000),
    ("m", 1 << 20),
    ("mib", 1 << 20),
    ("mb", 1_000_000),
    ("g", 1 << 30),
    ("gib", 1 << 30),
    ("gb", 1_000_000_000),
    ("t", 1 << 40),
    ("tib", 1 << 40),
    ("tb", 1_000_000_000_000),
    ("bytes", 1),
    ("byte", 1),
];

/// Reads a size. `512M`, `2GiB`, `8 GB` and `1.5g` are sizes; a plain number is bytes.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let wrong = || "write a size as in 512M, 2G or 1.5GiB".to_owned();
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = text[digits..].trim().to_lowercase();
    let (_, bytes) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
    let number: f64 = text[..digits].parse().map_err(|_| wrong())?;
    let size = number * *bytes as f64;
    if size < 1.0 || size > 2_f64.powi(60) { Err(wrong()) } else { Ok(size as u64) }
}

/// A size in whole MiB, rounded up.
pub(crate) fn in_words(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u64>) {
        assert_eq!(size(text).ok(), expected, "{text}");
    }

    #[test]
    fn sizes_as_people_write_them() {
        check("512M", Some(512 << 20));
        check("512m", Some(512 << 20));
        check("2GiB", Some(2 << 30));
        check(" 8 GB ", Some(8_000_000_000));
        check("1.5g", Some(3 << 29));
        check("300000000", Some(300_000_000));
        check("64 KiB", Some(64 << 10));
        check("1t", Some(1 << 40));
        for nonsense in
            ["", "M", "-1G", "1.2.3M", "1e9", "8 G B", "0", "0.1", "lots", "8Q", "99999999T", "1,5G"]
        {
            check(nonsense, None);
        }
        assert!(size("lots").unwrap_err().contains("512M"));
        assert_eq!((in_words(1 << 20), in_words((1 << 20) + 1)), ("1 MiB".into(), "2 MiB".into()));
    }
}
