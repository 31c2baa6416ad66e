//! Emoji and symbols: one pass over graphemes, which ASCII takes by bytes.

use crate::emoji::is_emoji;
use crate::kind::Kind;
use crate::segment::{Stretch, ascii_graphemes, graphemes, stretches};

/// What the graphemes of a text come to.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct ClusterFacts {
    pub(crate) graphemes: u64,
    pub(crate) symbols: u64,
    pub(crate) emoji: u64,
    /// Graphemes that start with white space.
    pub(crate) blank: u64,
    /// Most emoji in a row, white space aside.
    pub(crate) longest_emoji_run: u64,
}

/// Reads the graphemes of `prose`.
pub(crate) fn read(prose: &str) -> ClusterFacts {
    let mut facts = ClusterFacts::default();
    let mut run = 0;
    for stretch in stretches(prose) {
        match stretch {
            Stretch::Ascii(text) => {
                facts.symbols += text.bytes().filter(|&byte| is_symbol(byte)).count() as u64;
                let blank = text.bytes().filter(|&byte| is_ascii_blank(byte)).count();
                // CR LF is one grapheme.
                let graphemes = ascii_graphemes(text);
                facts.blank += (blank - (text.len() - graphemes)) as u64;
                facts.graphemes += graphemes as u64;
                run = if blank == text.len() { run } else { 0 };
            }
            Stretch::Any(text) => {
                for (cluster, first) in graphemes(text) {
                    facts.graphemes += 1;
                    // Marks belong to their letter, so a vowel sign is no symbol.
                    facts.symbols += 1 - first.one(Kind::ALPHANUMERIC.or(Kind::WHITE));
                    let blank = first.has(Kind::WHITE);
                    facts.blank += u64::from(blank);
                    let emoji = first.has(Kind::MAY_BE_EMOJI) && is_emoji(cluster, first);
                    facts.emoji += u64::from(emoji);
                    run = if emoji || blank { run + u64::from(emoji) } else { 0 };
                    facts.longest_emoji_run = facts.longest_emoji_run.max(run);
                }
            }
        }
    }
    facts
}

/// White space as `char::is_whitespace` has it.
fn is_ascii_blank(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// Neither a letter, a digit nor white space.
fn is_symbol(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric() && !is_ascii_blank(byte)
}
