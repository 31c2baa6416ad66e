//! What a text has beyond ASCII: seldom much, so that it is looked up once, and what most texts have none of is known.

use super::Ascii;
use super::masks;
use crate::characters::CharacterFacts;
use crate::clusters::ClusterFacts;
use crate::emoji::is_emoji;
use crate::kind::Kind;

/// A character beyond ASCII.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wide {
    at: u32,
    kind: Kind,
}

impl Ascii {
    /// Looks up what is beyond ASCII.
    pub(super) fn look_up(&mut self, text: &str) {
        self.wide.clear();
        self.seen = Kind::default();
        if !self.is_wide {
            return;
        }
        for at in masks::places(&self.blocks, |block| block.wide) {
            // The first byte of a character; places inside of one are passed over.
            if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
                let kind = Kind::of(c);
                self.seen = self.seen.or(kind);
                self.wide.push(Wide { at: at as u32, kind });
            }
        }
    }

    /// Whether a character beyond ASCII is of any of these kinds.
    pub(crate) fn has_any(&self, kinds: Kind) -> bool {
        self.seen.has(kinds)
    }

    /// The kinds of all characters beyond ASCII.
    pub(crate) fn wide_kinds(&self) -> impl Iterator<Item = Kind> {
        self.wide.iter().map(|wide| wide.kind)
    }

    /// Where characters beyond ASCII begin.
    pub(super) fn wide_places(&self) -> impl Iterator<Item = u32> {
        self.wide.iter().map(|wide| wide.at)
    }

    /// How many characters the text has.
    pub(crate) fn count_characters(&self) -> u64 {
        (self.length + self.wide.len()) as u64 - self.count(|block| block.wide)
    }

    /// Adds letters beyond ASCII.
    pub(super) fn add_letters(&self, facts: &mut CharacterFacts) {
        for kind in self.wide_kinds() {
            let letter = kind.one(Kind::ALPHABETIC);
            facts.letters += letter;
            facts.non_latin += letter & !kind.one(Kind::LATIN);
            facts.capitals += letter & kind.one(Kind::UPPER);
            facts.small += letter & kind.one(Kind::LOWER);
        }
    }

    /// Adds graphemes beyond ASCII, where each is a character.
    pub(super) fn add_clusters(&self, text: &str, facts: &mut ClusterFacts) {
        for kind in self.wide_kinds() {
            facts.symbols += 1 - kind.one(Kind::ALPHANUMERIC.or(Kind::WHITE));
            facts.blank += kind.one(Kind::WHITE);
        }
        if !self.seen.has(Kind::MAY_BE_EMOJI) {
            return;
        }
        let (mut run, mut before) = (0, 0);
        for wide in &self.wide {
            let (gap, rest) = text[before..].split_at(wide.at as usize - before);
            let cluster = &rest[..rest.chars().next().map_or(0, char::len_utf8)];
            before = wide.at as usize + cluster.len();
            let is_emoji = wide.kind.has(Kind::MAY_BE_EMOJI) && is_emoji(cluster, wide.kind);
            let goes_on = gap.bytes().all(|byte| char::from(byte).is_whitespace());
            run = match (goes_on, is_emoji, wide.kind.has(Kind::WHITE)) {
                (_, false, false) => 0,
                (true, ..) => run + u64::from(is_emoji),
                (false, ..) => u64::from(is_emoji),
            };
            facts.emoji += u64::from(is_emoji);
            facts.longest_emoji_run = facts.longest_emoji_run.max(run);
        }
    }
}
