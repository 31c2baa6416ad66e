//! Which characters a file's bytes are, and turning them into UTF-8.

use encoding_rs::{CoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Encoding;

/// What the bytes at the start of a file say about its encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The encoding.
    pub encoding: Encoding,
    /// Bytes of the byte order mark at the start; 0 if there is none.
    pub bom: usize,
    /// Why, as a sentence for a person.
    pub why: String,
}

/// Finds the encoding of a file from its first bytes; `complete` says whether they are all of it.
///
/// The cost is one pass over the sample.
pub fn detect(sample: &[u8], complete: bool) -> Detected {
    let marked = |encoding, bom, name: &str| Detected {
        encoding,
        bom,
        why: format!("the file begins with the byte order mark of {name}"),
    };
    match sample {
        [0xef, 0xbb, 0xbf, ..] => return marked(Encoding::Utf8, 3, "UTF-8"),
        [0xff, 0xfe, ..] => return marked(Encoding::Utf16Le, 2, "UTF-16"),
        [0xfe, 0xff, ..] => return marked(Encoding::Utf16Be, 2, "UTF-16"),
        _ => {}
    }
    let found = |encoding, why: String| Detected { encoding, bom: 0, why };
    if let Some((encoding, side)) = wide(sample, complete) {
        return found(
            encoding,
            format!(
                "every second byte is zero or a page of letters, as in UTF-16 with the {side} byte first"
            ),
        );
    }
    let count = Utf8Count::of(sample, complete);
    if count.broken == 0 {
        let why = if count.wide == 0 { "all characters are ASCII" } else { "all characters are UTF-8" };
        return found(Encoding::Utf8, why.to_owned());
    }
    // Text in another encoding is hardly ever valid UTF-8 by chance, and a broken row must not garble the letters of the others.
    if count.wide > 0 && count.wide >= count.broken {
        let why =
            format!("{} characters are UTF-8 beyond ASCII, and {} are broken", count.wide, count.broken);
        return found(Encoding::Utf8, why);
    }
    match sample.iter().find(|b| (0x80..=0x9f).contains(*b)) {
        Some(byte) => found(
            Encoding::Windows1252,
            format!(
                "there are bytes that are not UTF-8, and 0x{byte:02X} is a character in Windows-1252 only"
            ),
        ),
        None => found(
            Encoding::Latin1,
            "there are bytes that are not UTF-8, and all of them are letters or signs in Latin-1".to_owned(),
        ),
    }
}

/// UTF-16 without a mark: the high bytes of Western text, digits and separators are zero, the low bytes hardly ever.
fn wide(sample: &[u8], complete: bool) -> Option<(Encoding, &'static str)> {
    let pairs = sample.len() / 2;
    if pairs < 2 || (complete && sample.len() % 2 == 1) {
        return None;
    }
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let clear = |many: usize, few: usize| many * 10 >= pairs && few * 20 <= many;
    let (encoding, side, coder) = if clear(odd, even) {
        (Encoding::Utf16Le, "low", UTF_16LE)
    } else if clear(even, odd) {
        (Encoding::Utf16Be, "high", UTF_16BE)
    } else {
        return None;
    };
    // A character outside the basic plane may be cut at the end of the sample, nowhere else.
    let whole = &sample[..pairs * 2];
    let text = coder.decode_without_bom_handling_and_without_replacement(whole).or_else(|| {
        coder
            .decode_without_bom_handling_and_without_replacement(&whole[..whole.len() - 2])
            .filter(|_| !complete)
    })?;
    let odd = text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')).count();
    (odd * 50 <= text.chars().count()).then_some((encoding, side))
}

/// How much of a sample is UTF-8 beyond ASCII.
struct Utf8Count {
    /// Characters of several bytes.
    wide: usize,
    /// Places where no character can be read.
    broken: usize,
}

impl Utf8Count {
    fn of(mut bytes: &[u8], complete: bool) -> Self {
        let mut count = Self { wide: 0, broken: 0 };
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    count.add(text.as_bytes());
                    return count;
                }
                Err(e) => {
                    count.add(&bytes[..e.valid_up_to()]);
                    let Some(broken) = e.error_len() else {
                        // A character is cut off: by the end of the sample, or the file itself is cut.
                        count.broken += usize::from(complete);
                        return count;
                    };
                    count.broken += 1;
                    bytes = &bytes[e.valid_up_to() + broken..];
                }
            }
        }
    }

    fn add(&mut self, valid: &[u8]) {
        self.wide += valid.iter().filter(|b| **b >= 0xc0).count();
    }
}

/// Turns bytes into UTF-8, piece by piece; a character may be cut between two pieces.
///
/// Bytes that are no character become U+FFFD. A byte order mark at the start is taken away.
pub struct Decoder {
    /// `None` for Latin-1, where a byte is a character.
    inner: Option<encoding_rs::Decoder>,
}

impl Decoder {
    /// A decoder for an encoding; `None` for UTF-8, which needs none: its broken bytes are to be found row by row.
    pub fn new(encoding: Encoding) -> Option<Self> {
        let coder = match encoding {
            Encoding::Utf8 => return None,
            Encoding::Latin1 => return Some(Self { inner: None }),
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
        };
        Some(Self { inner: Some(coder.new_decoder_with_bom_removal()) })
    }

    /// Appends the characters of the next bytes to `out`; `last` says that no more will come.
    pub fn decode(&mut self, mut bytes: &[u8], last: bool, out: &mut String) {
        let Some(inner) = &mut self.inner else {
            out.extend(bytes.iter().map(|b| char::from(*b)));
            return;
        };
        loop {
            let room = inner.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
            out.reserve(room.max(16));
            let (result, read, _) = inner.decode_to_string(bytes, out, last);
            bytes = &bytes[read..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, low_first: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[track_caller]
    fn check(sample: &[u8], complete: bool, encoding: Encoding, bom: usize) {
        let found = detect(sample, complete);
        assert_eq!((found.encoding, found.bom), (encoding, bom), "{}", found.why);
    }

    #[test]
    fn encodings() {
        check(b"", true, Encoding::Utf8, 0);
        check(b"a,b\n1,2\n", true, Encoding::Utf8, 0);
        check(b"\xef\xbb\xbfa,b\n", true, Encoding::Utf8, 3);
        check("name\nJosé\n".as_bytes(), true, Encoding::Utf8, 0);
        check(b"name\nJos\xe9\n", true, Encoding::Latin1, 0);
        check(b"name\nJos\xe9 \x80 12\n", true, Encoding::Windows1252, 0);
        check(b"\xff\xfea\0", true, Encoding::Utf16Le, 2);
        check(b"\xfe\xff\0a", true, Encoding::Utf16Be, 2);
        check(&utf16("name;at\nAda;1\n", true), true, Encoding::Utf16Le, 0);
        check(&utf16("name;at\nAda;1\n", false), true, Encoding::Utf16Be, 0);
        check(&utf16("Имя;Дата\r\nАнна;2026-11-22\r\n", true), true, Encoding::Utf16Le, 0);
        check(b"a\0b\0\0\0\xff\x01\0", true, Encoding::Latin1, 0);
    }

    #[test]
    fn a_cut_at_the_end_of_a_sample_is_no_fault() {
        let text = "name\nJosé".as_bytes();
        check(&text[..text.len() - 1], false, Encoding::Utf8, 0);
        check(&text[..text.len() - 1], true, Encoding::Latin1, 0);
        let text = utf16("name;at\nAda, Bo and Cleo;😀", true);
        check(&text[..text.len() - 2], false, Encoding::Utf16Le, 0);
        check(&text[..text.len() - 1], false, Encoding::Utf16Le, 0);
    }

    #[test]
    fn a_few_broken_bytes_do_not_make_another_encoding() {
        let mut bytes = "Äpfel, Öl, Übermut, Straße, Käse, Grüße\n".repeat(3).into_bytes();
        bytes.extend(b"M\xfcnchen\n");
        check(&bytes, true, Encoding::Utf8, 0);
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(text in "\\PC{0,30}", cuts in prop::collection::vec(0usize..80, 0..4), low_first: bool) {
            let encoding = if low_first { Encoding::Utf16Le } else { Encoding::Utf16Be };
            let bytes = utf16(&text, low_first);
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.sort_unstable();
            let mut decoder = Decoder::new(encoding).unwrap();
            let (mut out, mut from) = (String::new(), 0);
            for cut in cuts {
                decoder.decode(&bytes[from..cut], false, &mut out);
                from = cut;
            }
            decoder.decode(&bytes[from..], true, &mut out);
            prop_assert_eq!(out, text.trim_start_matches('\u{feff}'));
        }

        #[test]
        fn any_bytes_become_text(bytes: Vec<u8>, complete: bool) {
            if let Some(mut decoder) = Decoder::new(detect(&bytes, complete).encoding) {
                decoder.decode(&bytes, true, &mut String::new());
            }
            let mut latin = String::new();
            Decoder::new(Encoding::Latin1).unwrap().decode(&bytes, true, &mut latin);
            prop_assert_eq!(latin.chars().count(), bytes.len());
        }
    }
}
