//! Sentences: the sentence rules of UAX #29.
//!
//! Between two signs that may end a sentence no rule has anything to say, so the pass goes from sign to sign, over
//! ASCII byte by byte. What follows a sign is looked at up to the next sign and no further: a text takes time in
//! proportion to its length, whatever it is.

use crate::breaks::sentence;
use crate::kind::Kind;

/// Appends the bytes at which the sentences of a text end, the last at its length.
pub(crate) fn ends(text: &str, ends: &mut Vec<usize>) {
    let mut at = 0;
    while let Some((sign, class)) = next_sign(text, at) {
        let after = sign + width(text, sign);
        let end = if class == sentence::BREAK {
            Some(end_of_break(text, sign))
        } else {
            after_sign(text, sign, after, class == sentence::FULL_STOP)
        };
        at = end.unwrap_or(after);
        ends.extend(end);
    }
    if ends.last().copied().unwrap_or(0) < text.len() {
        ends.push(text.len());
    }
}

/// The next sign that may end a sentence, and its class.
fn next_sign(text: &str, from: usize) -> Option<(usize, u8)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        // Blocks without branches are looked at many bytes at a time.
        while let Some(block) = bytes[at..].first_chunk::<16>()
            && block.iter().map(|&byte| u8::from(tells(byte))).sum::<u8>() == 0
        {
            at += block.len();
        }
        let Some(&byte) = bytes.get(at) else { break };
        if byte.is_ascii() {
            match byte {
                b'.' => return Some((at, sentence::FULL_STOP)),
                b'!' | b'?' => return Some((at, sentence::ENDS)),
                b'\r' | b'\n' => return Some((at, sentence::BREAK)),
                _ => at += 1,
            }
        } else {
            let c = text[at..].chars().next()?;
            let class = Kind::of(c).sentence();
            if class >= sentence::FULL_STOP {
                return Some((at, class));
            }
            at += c.len_utf8();
        }
    }
    None
}

/// Whether the byte may be a sign that may end a sentence, or the beginning of one.
fn tells(byte: u8) -> bool {
    byte >= 0x80 || byte == b'.' || byte == b'!' || byte == b'?' || byte == b'\r' || byte == b'\n'
}

/// SB3, SB4: the end of the line break at `at`, CR LF being one.
fn end_of_break(text: &str, at: usize) -> usize {
    if text.as_bytes()[at..].starts_with(b"\r\n") { at + 2 } else { at + width(text, at) }
}

/// SB6 to SB11: where the sentence ends that the sign closes, if it closes one. `after` is the byte behind the sign.
pub(crate) fn after_sign(text: &str, sign: usize, after: usize, is_full_stop: bool) -> Option<usize> {
    if is_full_stop {
        match visible(text, after).map(|(_, class)| class) {
            Some(sentence::NUMERIC) => return None,
            Some(sentence::UPPER) if is_after_cased(&text[..sign]) => return None,
            _ => {}
        }
    }
    let mut at = after;
    let mut last = sentence::CLOSE;
    loop {
        let Some((start, class)) = visible(text, at) else { return Some(text.len()) };
        match class {
            sentence::CLOSE if last == sentence::CLOSE => {}
            sentence::SPACE => last = sentence::SPACE,
            sentence::BREAK => return Some(end_of_break(text, start)),
            sentence::GOES_ON | sentence::FULL_STOP | sentence::ENDS => return None,
            _ if is_full_stop && goes_on_small(&text[start..]) => return None,
            _ => return Some(start),
        }
        at = start + width(text, start);
    }
}

/// SB5: the next character that does not belong to the one before it, and its class.
fn visible(text: &str, from: usize) -> Option<(usize, u8)> {
    let mut at = from;
    for c in text[from..].chars() {
        let class = Kind::of(c).sentence();
        if class != sentence::EXTEND {
            return Some((at, class));
        }
        at += c.len_utf8();
    }
    None
}

/// SB7: whether a capital or a small letter stands before it.
fn is_after_cased(before: &str) -> bool {
    let class = before.chars().rev().map(|c| Kind::of(c).sentence()).find(|&class| class != sentence::EXTEND);
    matches!(class, Some(sentence::UPPER | sentence::LOWER))
}

/// SB8: whether the next letter, before any other sign that may end a sentence, is a small one.
fn goes_on_small(rest: &str) -> bool {
    let telling = |class: &u8| matches!(class, 1..=3 | sentence::FULL_STOP..);
    rest.chars().map(|c| Kind::of(c).sentence()).find(telling) == Some(sentence::LOWER)
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}
