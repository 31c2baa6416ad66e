//! Words and sentences: one pass over the words of a text, which also leaves their hashes behind.

use crate::ascii::Ascii;
use crate::catchwords::Place;
use crate::dictionary;
use crate::fold;
use crate::known::{Known, MANY};
use crate::lengths::unspaced_letters;
use crate::memo::{Memo, Source};
use crate::needs::Needs;
use crate::syllables::Syllables;

pub(crate) use crate::shape::is_capitalised;

/// What the words and sentences of a text come to.
#[derive(Default)]
pub(crate) struct WordFacts {
    pub(crate) words: u64,
    pub(crate) letters: u64,
    pub(crate) longest: u64,
    pub(crate) long: u64,
    pub(crate) numbers: u64,
    pub(crate) all_caps: u64,
    pub(crate) names: u64,
    /// Whether the first word that is no number begins with a small letter.
    pub(crate) starts_small: bool,
    pub(crate) syllables: SyllableFacts,
    pub(crate) sentences: SentenceFacts,
}

/// Syllables, counted as English and as another language.
#[derive(Default)]
pub(crate) struct SyllableFacts {
    pub(crate) english: u64,
    pub(crate) other: u64,
    pub(crate) english_poly: u64,
    pub(crate) other_poly: u64,
}

/// Sentences and the words in them.
#[derive(Default)]
pub(crate) struct SentenceFacts {
    pub(crate) count: u64,
    pub(crate) longest: u64,
    pub(crate) squares: u128,
    pub(crate) current: u64,
}

/// Buffers of the pass.
#[derive(Default, Debug)]
pub(crate) struct WordScratch {
    /// The hash of every word, if [`Needs::HASHES`].
    pub(crate) hashes: Vec<u64>,
    /// What is known of every word, if [`Needs::HASHES`].
    pub(crate) known: Vec<Known>,
    /// The letters of every word that is written without spaces, 0 for the others, if [`Needs::LENGTHS`].
    pub(crate) unspaced: Vec<u8>,
    /// The words that a dictionary has under another key, and that key.
    pub(crate) keys: Vec<(u32, u64)>,
    /// The hash of every sentence, from the hashes of its words, if [`Needs::REPEATED_SENTENCES`].
    pub(crate) sentences: Vec<u64>,
    /// What is told of every word for lists of catchwords, if [`Needs::CATCHWORDS`].
    pub(crate) places: Vec<Place>,
    memo: Memo,
}

impl WordScratch {
    fn clear(&mut self, of: u64) {
        self.hashes.clear();
        self.known.clear();
        self.unspaced.clear();
        self.keys.clear();
        self.sentences.clear();
        self.places.clear();
        self.memo.begin(of);
    }
}

/// Reads the words of `prose`, as far as they are needed, of which the masks are made.
pub(crate) fn read(
    prose: &str,
    ascii: &mut Ascii,
    source: &Source<'_>,
    scratch: &mut WordScratch,
) -> WordFacts {
    let needs = source.needs;
    let mut facts = WordFacts::default();
    scratch.clear(source.of);
    ascii.find_words(prose);
    if needs.has(Needs::SENTENCES) {
        ascii.find_sentences(prose);
    }
    facts.look(prose, ascii, needs.has(Needs::CATCHWORDS), &mut scratch.places);
    let word = |place: usize| &prose[ascii.words()[place].range()];
    if needs.has(Needs::LENGTHS) {
        scratch.unspaced.extend((0..ascii.words().len()).map(|place| unspaced_letters(word(place))));
    }
    let WordScratch { hashes, known, keys, memo, sentences, .. } = scratch;
    if needs.has(Needs::HASHES) {
        memo.know_all(source, ascii, prose, hashes, known);
    }
    if needs.has(Needs::REPEATED_SENTENCES) && facts.sentences.count > 1 {
        hash_sentences(ascii, hashes, sentences);
    }
    facts.syllables = SyllableFacts::of(known);
    for (place, known) in
        known.iter().enumerate().filter(|(_, known)| known.is_long() | known.is_possessive())
    {
        if known.is_possessive() {
            keys.push((place as u32, dictionary::key(word(place), hashes[place])));
        }
        if known.is_long() {
            facts.syllables.correct(*known, memo.syllables(word(place)));
        }
    }
    facts
}

/// The hash of every sentence, from those of its words; none where each has another length or begins otherwise, so that none
/// is said again.
fn hash_sentences(ascii: &Ascii, hashes: &[u64], sentences: &mut Vec<u64>) {
    let each = |take: &mut dyn FnMut(&[u64])| {
        let (mut places, mut rest) = (ascii.words(), hashes);
        for &end in ascii.sentence_ends() {
            let words = places.iter().take_while(|word| word.start() < end).count();
            if words > 0 {
                take(&rest[..words]);
                (places, rest) = (&places[words..], &rest[words..]);
            }
        }
    };
    each(&mut |words| sentences.push(words[0] ^ words.len() as u64));
    let among = |(place, sentence): (usize, &u64)| sentences[..place].contains(sentence);
    let few = sentences.len() <= FEW_SENTENCES;
    if few && !sentences.iter().enumerate().any(among) {
        sentences.clear();
        return;
    }
    sentences.clear();
    let whole = |words: &[u64]| words.iter().copied().reduce(fold::pair).expect("a sentence has words");
    each(&mut |words| sentences.push(whole(words)));
}

/// So many sentences are compared each with each.
const FEW_SENTENCES: usize = 16;

/// The syllables of so many words fit 16 bits.
const WORDS_A_REGISTER: usize = (u16::MAX / MANY) as usize;

impl SyllableFacts {
    /// Of words that are not long.
    fn of(words: &[Known]) -> SyllableFacts {
        let mut facts = SyllableFacts::default();
        for words in words.chunks(WORDS_A_REGISTER) {
            let sums = words.iter().map(|word| word.syllables_side_by_side()).sum::<u64>();
            let part = |place: u32| sums >> (16 * place) & 0xffff;
            facts.english += part(0);
            facts.other += part(1);
            facts.english_poly += part(2);
            facts.other_poly += part(3);
        }
        facts
    }

    /// Puts the syllables of a long word right, which counted as what there was room for.
    fn correct(&mut self, word: Known, syllables: Syllables) {
        self.english += u64::from(syllables.english - word.syllables().english);
        self.other += u64::from(syllables.other - word.syllables().other);
    }
}

impl SentenceFacts {
    /// Ends the sentence; one in which no word started is none.
    pub(crate) fn close(&mut self) {
        self.count += u64::from(self.current > 0);
        self.longest = self.longest.max(self.current);
        self.squares += u128::from(self.current) * u128::from(self.current);
        self.current = 0;
    }
}
