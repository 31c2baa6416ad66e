//! What a signal is: a name, a unit, a range, one sentence and a source.

use std::fmt;

use crate::table::SIGNALS;

/// What a signal counts or measures in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Unit {
    /// How many there are of something that has no unit of its own.
    Count,
    /// A part of a whole, 0 to 1.
    Share,
    /// Code points, or letters and digits where the signal says so.
    Characters,
    /// Syllables, estimated.
    Syllables,
    /// Words (UAX #29).
    Words,
    /// Sentences (UAX #29).
    Sentences,
    /// School years in the United States.
    Grade,
    /// Points on Flesch's scale: higher is easier.
    Ease,
    /// Points on a scale of the signal's own.
    Index,
    /// 0 for no, 1 for yes.
    Flag,
    /// A number that stands for a name; only equality means anything.
    Code,
    /// A similarity hash; only [`similarity_distance`](crate::similarity_distance) means anything.
    Hash,
}

impl Unit {
    /// The unit in one lower-case word, for tables and error messages.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Share => "share",
            Unit::Characters => "characters",
            Unit::Syllables => "syllables",
            Unit::Words => "words",
            Unit::Sentences => "sentences",
            Unit::Grade => "grade",
            Unit::Ease => "ease",
            Unit::Index => "index",
            Unit::Flag => "flag",
            Unit::Code => "code",
            Unit::Hash => "hash",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One named number that can be read off a text.
///
/// ```
/// let id = ssi_text::signal("distinct_share").expect("a signal");
/// let signal = ssi_text::SIGNALS[usize::from(id.0)];
/// assert_eq!((signal.unit.name(), signal.range), ("share", (0.0, 1.0)));
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Signal {
    /// The name that rules, columns and reports use; `snake_case`, never reused for another meaning.
    pub id: &'static str,
    /// What the number measures in.
    pub unit: Unit,
    /// The least and the greatest value that any text can have; infinite where open.
    pub range: (f64, f64),
    /// One sentence: what is counted, and what a share is a share of.
    pub about: &'static str,
    /// Where the formula comes from; empty for plain counts.
    pub source: &'static str,
}

/// The place of a signal in [`SIGNALS`].
///
/// Valid within one build only: store the [`Signal::id`] instead.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct SignalId(pub u16);

/// The signal of that name, if there is one.
pub fn signal(id: &str) -> Option<SignalId> {
    SIGNALS.iter().position(|signal| signal.id == id).map(|at| SignalId(at as u16))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_signal_is_documented_and_found_by_its_name() {
        let mut seen = BTreeSet::new();
        for (at, entry) in SIGNALS.iter().enumerate() {
            assert!(seen.insert(entry.id), "{} is there twice", entry.id);
            assert_eq!(signal(entry.id), Some(SignalId(at as u16)));
            assert!(entry.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", entry.id);
            assert!(entry.about.ends_with('.') && entry.about.len() > 20, "{}: {}", entry.id, entry.about);
            assert!(entry.range.0 < entry.range.1, "{}", entry.id);
            let unit_range = matches!(entry.unit, Unit::Share | Unit::Flag);
            assert!(!unit_range || entry.range == (0.0, 1.0), "{}", entry.id);
        }
        assert!(SIGNALS.len() >= 40);
        assert_eq!(signal("no_such_signal"), None);
    }
}
