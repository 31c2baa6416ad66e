//! Emoji and symbols: one pass over graphemes, which ASCII takes by bytes.

use crate::emoji::is_emoji;
use crate::segment::{Stretch, ascii_graphemes, graphemes, stretches};

/// What the graphemes of a text come to.
#[derive(Default)]
pub(crate) struct ClusterFacts {
    pub(crate) graphemes: u64,
    pub(crate) symbols: u64,
    pub(crate) emoji: u64,
}

/// Reads the graphemes of `prose`.
pub(crate) fn read(prose: &str) -> ClusterFacts {
    let mut facts = ClusterFacts::default();
    for stretch in stretches(prose) {
        match stretch {
            Stretch::Ascii(text) => {
                facts.graphemes += ascii_graphemes(text) as u64;
                facts.symbols += text.bytes().filter(|&byte| is_symbol(char::from(byte))).count() as u64;
            }
            Stretch::Any(text) => {
                for cluster in graphemes(text) {
                    facts.graphemes += 1;
                    facts.symbols += u64::from(cluster.starts_with(is_symbol));
                    facts.emoji += u64::from(is_emoji(cluster));
                }
            }
        }
    }
    facts
}

/// By its first character: marks belong to their letter, so a vowel sign is no symbol.
fn is_symbol(first: char) -> bool {
    !first.is_alphanumeric() && !first.is_whitespace()
}
