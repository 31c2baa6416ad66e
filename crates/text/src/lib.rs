//! One text in, a row of numbers out.
//!
//! This room knows no files, no rules and no members: it reads a text and says how many words it has, how they
//! repeat, how hard they are, which of them argue. [`SIGNALS`] is the one list of what it can say; an
//! [`Analyzer`] is built once for what is wanted and then reads any number of texts, on any number of threads,
//! with the same result.
//!
//! ```
//! use ssi_text::{Analyzer, Want, signal};
//! let wanted = ["words", "distinct_share"].map(|id| Want::Signal(signal(id).expect("a signal")));
//! let columns = Analyzer::new(&wanted, &[]).batch(&["Great, great, great!", "The churn chart surprised me."]);
//! assert_eq!(columns.column(0), [3.0, 5.0]);
//! assert_eq!(columns.column(1), [1.0 / 3.0, 1.0]);
//! ```
//!
//! # The decision, and what it costs
//!
//! A word is never a string here. It is folded (case, apostrophes, invisible characters) and hashed to 64 bits
//! in one go, and everything about wording works on the row of hashes: different words, repeated pairs, phrases,
//! stop words, the similarity hash. So a text costs no allocation, and one look-up table serves every list in
//! every script. It costs exactness in principle (two of a thousand million different words would be taken for
//! one about once in forty texts that use all of them) and all that needs the letters again: no stemming, so "share" and "sharing" are two words.
//!
//! Before all else a text is made [`plain`]: what is invisible and out of place is taken out, and letters that only look like
//! ordinary ones become those. Most texts are plain, which one look tells.
//!
//! [`Wording`] hands the hashes out, for comparing one text with another; there, and only there, a plural `s` and an
//! elided article are taken off.
//!
//! Where words and sentences end is UAX #29, nothing else: the same in every language, and wrong where a
//! language needs a dictionary (Chinese and Thai words, abbreviations before a capital). Where scripts put no spaces
//! between words, lengths are therefore counted by letters: see the signal `length_in_words`.
//!
//! # Languages
//!
//! A text is read with the built-in lists of one [`Language`]. Its script tells which, or the function words among
//! its words do; a text of a few words may do neither, and then the hint of [`Analyzer::row_as`] helps, and without
//! a hint the lists of all languages of the script. A text in a language without lists must not pass for one with
//! lists: too few function words, or letters that no language with lists writes, leave it unknown. What has no
//! meaning in a script or no list in a language is *no data*, which is NaN: see [`SIGNALS`].
//!
//! What it cannot do: tell Malay from Indonesian, or keep a Catalan or Galician text from being read as Spanish or
//! Portuguese, whose function words they share; tell languages apart within one text.

#![warn(missing_docs)]

mod again;
mod analyzer;
mod ascii;
mod break_ranges;
mod breaks;
mod catchwords;
mod characters;
mod clusters;
mod columns;
mod compose;
mod content;
mod dictionary;
mod disguise;
mod emoji;
mod facts;
mod fold;
mod grapheme_breaks;
mod invisible;
mod kind;
mod known;
mod language;
mod lengths;
mod letters;
mod lexicon;
mod lines;
mod links;
mod lists;
mod look;
mod lookalikes;
mod marks;
mod memo;
mod needs;
mod occurrences;
mod parts;
mod phrase_table;
mod phrases;
mod plain;
mod plan;
mod quotes;
mod repetition;
mod runs;
mod script;
mod segment;
mod sentence_breaks;
mod shape;
mod signal;
mod similarity;
mod spaced;
mod syllables;
mod table;
mod telling;
mod values;
mod word_breaks;
mod word_list;
mod wording;
mod words;

pub use analyzer::{Analyzer, Scratch, Want};
pub use columns::Columns;
pub use language::Language;
pub use lists::Lists;
pub use phrases::{PhraseList, PhrasePart, finds};
pub use plain::plain;
pub use script::{Script, script};
pub use segment::{sentences, words};
pub use signal::{Signal, SignalId, Unit, signal};
pub use similarity::similarity_distance;
pub use table::SIGNALS;
pub use telling::Told;
pub use word_list::{WordList, word_list};
pub use wording::{Word, Wording, function_words, pair_hash};
