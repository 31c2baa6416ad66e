//! Bytes of any encoding to UTF-8, piece by piece.
//!
//! What is no character in UTF-16 becomes a byte that is none in UTF-8, so that one check finds bad rows in files of any
//! encoding. UTF-8 itself goes through as it is.

use encoding_rs::{DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::dialect::Encoding;

/// Stands in the decoded text where the file has no character.
const BAD: u8 = 0xff;

/// The state of a decoding between two pieces.
pub(crate) struct Decoder {
    /// `None` for UTF-8.
    inner: Option<encoding_rs::Decoder>,
}

impl Decoder {
    /// A decoder that leaves a byte order mark where it is, as U+FEFF.
    pub(crate) fn new(encoding: Encoding) -> Self {
        let from = match encoding {
            Encoding::Utf8 => return Self { inner: None },
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            // The web reads Latin-1 as this too: its control characters are in no text.
            Encoding::Latin1 | Encoding::Windows1252 => WINDOWS_1252,
        };
        Self { inner: Some(from.new_decoder_without_bom_handling()) }
    }

    /// Appends the text of `raw` to `out`; `last` when nothing follows, and then never again.
    pub(crate) fn decode(&mut self, mut raw: &[u8], last: bool, out: &mut Vec<u8>) {
        let Some(decoder) = &mut self.inner else {
            out.extend_from_slice(raw);
            return;
        };
        loop {
            let (done, room) = (out.len(), raw.len() * 3 + 16);
            out.resize(done + room, 0);
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(raw, &mut out[done..], last);
            out.truncate(done + written);
            raw = &raw[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                // Two bytes make a unit, so that positions after it are right.
                DecoderResult::Malformed(bytes, _) => {
                    out.extend(std::iter::repeat_n(BAD, usize::from(bytes).div_ceil(2)));
                }
            }
        }
    }
}

/// How many bytes of the file a decoded text took up there.
pub(crate) fn length(encoding: Encoding, text: &[u8]) -> u64 {
    let characters = || text.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u64;
    match encoding {
        Encoding::Utf8 => text.len() as u64,
        Encoding::Latin1 | Encoding::Windows1252 => characters(),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            // Characters beyond 16 bits take two units; in UTF-8 they are those of four bytes.
            let long = text.iter().filter(|&&byte| (0xf0..BAD).contains(&byte)).count() as u64;
            2 * (characters() + long)
        }
    }
}

/// What a person calls an encoding.
pub(crate) fn called(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        Encoding::Latin1 => "Latin-1",
        Encoding::Windows1252 => "Windows-1252",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(encoding: Encoding, raw: &[u8], piece: usize) -> Vec<u8> {
        let mut decoder = Decoder::new(encoding);
        let mut out = Vec::new();
        raw.chunks(piece).for_each(|piece| decoder.decode(piece, false, &mut out));
        decoder.decode(&[], true, &mut out);
        out
    }

    #[track_caller]
    fn check(encoding: Encoding, raw: &[u8], expected: &[u8]) {
        for piece in 1..=raw.len() {
            assert_eq!(decoded(encoding, raw, piece), expected, "{encoding:?} in pieces of {piece}");
        }
        assert_eq!(length(encoding, expected), raw.len() as u64);
    }

    #[test]
    fn texts_come_out_in_utf_8() {
        check(Encoding::Utf8, b"\xef\xbb\xbfM\xc3\xbc\xff", b"\xef\xbb\xbfM\xc3\xbc\xff");
        check(Encoding::Latin1, b"M\xfcnchen", "München".as_bytes());
        check(Encoding::Windows1252, b"5 \x80 \x81", "5 € \u{81}".as_bytes());
        check(Encoding::Utf16Le, b"\xff\xfea\0\xfc\0\x3d\xd8\x00\xde", "\u{feff}aü😀".as_bytes());
        check(Encoding::Utf16Be, b"\0a\0\xfc\xd8\x3d\xde\x00", "aü😀".as_bytes());
    }

    #[test]
    fn halves_of_characters_are_no_text() {
        check(Encoding::Utf16Le, b"a\0\x3d\xd8b\0", b"a\xffb");
        check(Encoding::Utf16Le, b"a\0\x00\xdeb\0", b"a\xffb");
        check(Encoding::Utf16Be, b"\0a\xd8\x3d\xd8\x3d\xde\x00", b"a\xff\xf0\x9f\x98\x80");
        // Half a unit at the end.
        assert_eq!(decoded(Encoding::Utf16Le, b"a\0b", 1), b"a\xff");
    }

    proptest! {
        #[test]
        fn positions_are_those_in_the_file(units in prop::collection::vec(prop_oneof![any::<u16>(), 0xd7f0_u16..0xe010, Just(65)], 0..40), piece in 1usize..9) {
            let raw: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let out = decoded(Encoding::Utf16Le, &raw, piece);
            prop_assert_eq!(length(Encoding::Utf16Le, &out), raw.len() as u64);
            let expected: Vec<u8> = char::decode_utf16(units).flat_map(|c| c.map_or(vec![BAD], |c| c.to_string().into_bytes())).collect();
            prop_assert_eq!(out, expected);
        }
    }
}
