//! The short way through a text: read once into bit masks, from which everything about its ASCII is counted. Most texts are
//! nothing else; what is beyond is looked up character by character, once, and only where it matters. What comes of it is the
//! same as by the long way, which `tests/naive` and the tests below see to.

mod cuts;
mod look;
mod masks;
mod sentences;
mod signs;
mod wide;
mod words;

use pulp::Arch;

use self::cuts::Cuts;
use self::masks::Block;
use self::wide::Wide;
use crate::characters::{self, CharacterFacts};
use crate::clusters::{self, ClusterFacts};
use crate::kind::Kind;

pub(crate) use self::words::Bounds;

/// A text, read: mostly one of ASCII only. Of others, the words and sentences are found.
#[derive(Debug, Default)]
pub(crate) struct Ascii {
    blocks: Vec<Block>,
    /// The text, and a few zero bytes.
    text: Vec<u8>,
    /// The text in small letters, and more zero bytes.
    lower: Vec<u8>,
    /// Where each sign stands: neither letter, digit nor white space.
    signs: Vec<u32>,
    /// The signs inside words.
    inner: Vec<u32>,
    words: Vec<Bounds>,
    cuts: Vec<Cuts>,
    /// Whether each word has more than ASCII in it; nothing where none has.
    wide_words: Vec<bool>,
    sentence_ends: Vec<usize>,
    /// Whether there is more than ASCII, its characters, and of what kinds any of them is.
    is_wide: bool,
    wide: Vec<Wide>,
    seen: Kind,
    /// A bit for each sign that is there.
    present: u128,
    length: usize,
    arch: Arch,
}

impl Ascii {
    /// Reads a text; whether it is pure ASCII, else nothing is read.
    pub(crate) fn read(&mut self, text: &str) -> bool {
        let is_ascii = text.is_ascii();
        if is_ascii {
            self.read_any(text);
        }
        is_ascii
    }

    /// Reads any text.
    pub(crate) fn read_any(&mut self, text: &str) {
        self.length = text.len();
        self.text.clear();
        self.text.extend_from_slice(text.as_bytes());
        self.text.extend_from_slice(&[0; 4]);
        masks::read(self.arch, text.as_bytes(), &mut self.blocks, &mut self.lower);
        self.signs.clear();
        self.present = 0;
        for (at, block) in self.blocks.iter().enumerate() {
            let mut bits = block.signs;
            while bits != 0 {
                let place = at * masks::BLOCK + bits.trailing_zeros() as usize;
                self.signs.push(place as u32);
                self.present |= 1 << (text.as_bytes()[place] & 0x7f);
                bits &= bits - 1;
            }
        }
        self.is_wide = self.blocks.iter().any(|block| block.wide != 0);
        self.look_up(text);
    }

    /// Whether there may be a word written letter by letter, such as `g r e a t`: a quick look, which is sometimes wrong and
    /// never misses one.
    pub(crate) fn may_be_spaced(&self) -> bool {
        // Single letters or digits, of which four stand two bytes apart.
        let (mut before, mut singles_before) = (0, 0);
        self.blocks.windows(2).any(|pair| {
            let all = |block: &Block| block.letters() | block.digits;
            let (here, next) = (all(&pair[0]), all(&pair[1]));
            let single = here & !(here << 1 | before) & !(here >> 1 | next << (masks::BLOCK - 1));
            before = here >> (masks::BLOCK - 1);
            let reach = u128::from(single) << 6 | u128::from(singles_before >> (masks::BLOCK - 6));
            singles_before = single;
            reach & reach >> 2 & reach >> 4 & reach >> 6 != 0
        })
    }

    /// Whether there may be a link: a quick look, which is sometimes wrong and never misses one.
    pub(crate) fn may_have_links(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        (self.has(b':') && self.has(b'/') || self.has(b'.'))
            && self.signs(text).any(|(at, sign)| match sign {
                b':' => bytes[at..].starts_with(b"://"),
                b'.' => at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www"),
                _ => false,
            })
    }

    fn count(&self, kind: impl Fn(&Block) -> u64) -> u64 {
        self.blocks.iter().map(|block| u64::from(kind(block).count_ones())).sum()
    }

    /// Letters of ASCII.
    pub(crate) fn letters(&self) -> u64 {
        self.count(Block::letters)
    }

    /// Case and punctuation.
    pub(crate) fn characters(&self, text: &str) -> CharacterFacts {
        if self.has_any(Kind::TONE) {
            return characters::read(text);
        }
        let (capitals, small) = (self.count(|block| block.capitals), self.count(|block| block.small));
        let mut facts = CharacterFacts {
            count: self.count_characters(),
            letters: capitals + small,
            capitals,
            small,
            ..CharacterFacts::default()
        };
        self.add_letters(&mut facts);
        signs::count(text.as_bytes(), &self.signs, &mut facts);
        facts
    }

    /// Symbols and graphemes.
    pub(crate) fn clusters(&self, text: &str) -> ClusterFacts {
        if self.has_any(Kind::CLUSTERS) {
            return clusters::read(text);
        }
        // CR LF is one grapheme.
        let pairs = self.pairs_of_breaks(text);
        let mut facts = ClusterFacts {
            graphemes: self.count_characters() - pairs,
            symbols: self.signs.len() as u64,
            blank: self.count(|block| block.blank) - pairs,
            ..ClusterFacts::default()
        };
        self.add_clusters(text, &mut facts);
        facts
    }

    fn pairs_of_breaks(&self, text: &str) -> u64 {
        let pair = |at: &usize| text.as_bytes()[*at..].starts_with(b"\r\n");
        self.breaks().filter(pair).count() as u64
    }

    /// Where line feeds and carriage returns stand.
    pub(crate) fn breaks(&self) -> impl Iterator<Item = usize> {
        masks::places(&self.blocks, |block| block.breaks)
    }

    /// Where capitals stand.
    pub(crate) fn capitals(&self) -> impl Iterator<Item = usize> {
        masks::places(&self.blocks, |block| block.capitals)
    }

    /// Whether there is a digit.
    fn has_digits(&self) -> bool {
        self.blocks.iter().any(|block| block.digits != 0)
    }

    /// Where digits stand.
    fn digits(&self) -> impl Iterator<Item = usize> {
        masks::places(&self.blocks, |block| block.digits)
    }

    /// The signs, with the byte at which each stands.
    pub(crate) fn signs<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, u8)> + 't {
        self.signs.iter().map(|&at| (at as usize, text.as_bytes()[at as usize]))
    }

    /// Whether a sign is there.
    pub(crate) fn has(&self, sign: u8) -> bool {
        self.present >> (sign & 0x7f) & 1 == 1
    }
}
