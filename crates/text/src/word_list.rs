//! Which built-in list a signal needs, and which languages have it.

use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::needs::Needs;
use crate::signal::SignalId;
use crate::table::{MEASURES, Measure};

/// A built-in list of words and phrases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordList {
    /// Its name.
    pub name: &'static str,
    /// The languages that have it, in the order of [`Language::ALL`].
    pub languages: Vec<Language>,
}

/// The built-in list without which a signal has no data; none for a signal that counts without a list.
///
/// # Panics
///
/// If the signal is not in [`SIGNALS`](crate::SIGNALS).
///
/// ```
/// use ssi_text::{Language, signal, word_list};
/// let list = word_list(signal("hedges").expect("a signal")).expect("a list");
/// assert!(list.name == "hedge" && list.languages.contains(&Language::Korean));
/// assert_eq!(word_list(signal("words").expect("a signal")), None);
/// ```
pub fn word_list(id: SignalId) -> Option<WordList> {
    let lexicon = match MEASURES[usize::from(id.0)] {
        Measure::ContentWords
        | Measure::DistinctContentWords
        | Measure::Vocabulary
        | Measure::StopWordShare
        | Measure::RepeatedWordShare => Lexicon::Stop,
        measure => Needs::lexicon(measure)?,
    };
    let languages = lexicon.languages().places().map(|place| Language::ALL[place]).collect();
    Some(WordList { name: lexicon.name(), languages })
}
