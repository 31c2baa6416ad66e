//! In which language texts are written: where a text does not tell, what its author usually writes does.
//!
//! "Great post!" could be of a writer of any language. What an author usually writes is the language that most of the texts
//! told that can be seen on the day of the score: posts, comments, messages, notes, profile. Of two as frequent the first
//! of the list counts. It follows from the author's own texts alone, so nobody else who joins or leaves changes it.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::{Corpus, NO_ID, NO_TIME, Rows};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;
use ssi_text::{Analyzer, Language, Scratch, Want, signal};

use crate::plan::TextKey;

/// Every column of texts that are graded, and the column of who wrote them.
pub(crate) const WRITTEN: [(TextKey, &str); 6] = [
    ((FileId::Members, "headline"), "member"),
    ((FileId::Members, "summary"), "member"),
    ((FileId::Posts, "text"), "author"),
    ((FileId::Comments, "text"), "author"),
    ((FileId::Messages, "text"), "sender"),
    ((FileId::Invitations, "note"), "sender"),
];

/// Texts that one task takes at a time.
const TEXTS_A_TASK: usize = 512;

/// What the texts of a column told of their languages; `None` where one did not tell.
pub(crate) type Told = Vec<Option<Language>>;

/// Who wrote each row of a column of texts; `None` where the corpus cannot tell.
pub(crate) fn authors(corpus: &Corpus, key: TextKey) -> Option<&[u32]> {
    let (_, author) = WRITTEN.iter().find(|(k, _)| *k == key)?;
    corpus.rows(key.0)?.ids(author)
}

/// The texts in which authors told a language, author by author.
#[derive(Debug, Default)]
pub(crate) struct Spoken {
    /// Person, time and language; sorted.
    texts: Vec<(u32, i64, Language)>,
    /// What is known already, by somebody who has all texts.
    known: Vec<(u32, Language)>,
}

impl Spoken {
    /// Gathers what some authors told in all their texts. Columns that nobody has read yet are read for these authors alone.
    pub(crate) fn of(corpus: &Corpus, read: &FxHashMap<TextKey, Told>, wanted: &FxHashSet<u32>) -> Self {
        let mut texts = Vec::new();
        for (key, _) in WRITTEN.iter().filter(|_| !wanted.is_empty()) {
            let (Some(rows), Some(authors)) = (corpus.rows(key.0), authors(corpus, *key)) else { continue };
            if !rows.has_texts(key.1) {
                continue;
            }
            let mine: Vec<u32> =
                (0..rows.len as u32).filter(|&r| wanted.contains(&authors[r as usize])).collect();
            let told = match read.get(key) {
                Some(told) => mine.iter().map(|&row| told[row as usize]).collect(),
                None => match (rows.heard(key.1), rows.texts(key.1)) {
                    (Some(heard), _) => {
                        mine.iter().map(|&row| language(heard.told()[row as usize])).collect()
                    }
                    (None, Some(column)) => listen(mine.len(), |i| column.get(mine[i] as usize), |_| None),
                    (None, None) => continue,
                },
            };
            let times = times(rows);
            texts.extend(mine.iter().zip(told).filter_map(|(&row, told)| {
                let time = times.map_or(NO_TIME, |t| t[row as usize]);
                Some((authors[row as usize], time, told?))
            }));
        }
        let elsewhere = corpus.elsewhere.iter().filter(|(person, ..)| wanted.contains(person));
        texts.extend(elsewhere.filter_map(|&(person, time, byte)| Some((person, time, language(byte)?))));
        texts.par_sort_unstable();
        let known = corpus.usual.iter().filter(|(person, _)| wanted.contains(person));
        Self { texts, known: known.filter_map(|&(person, byte)| Some((person, language(byte)?))).collect() }
    }

    /// What each author usually writes, of those who told any language before a time. A profile has no time and counts always.
    pub(crate) fn usual(&self, before: i64) -> FxHashMap<u32, Language> {
        let most = |texts: &[(u32, i64, Language)]| {
            let mut counts = [0_u32; Language::ALL.len()];
            texts.iter().filter(|t| t.1 < before).for_each(|t| counts[t.2 as usize] += 1);
            let most = *counts.iter().max()?;
            let first = counts.iter().position(|&n| n == most && n > 0)?;
            Some((texts[0].0, Language::ALL[first]))
        };
        let found = self.texts.chunk_by(|a, b| a.0 == b.0).filter_map(most);
        found.chain(self.known.iter().copied()).collect()
    }
}

/// The language of each text of an input column: what it tells itself, else what its author usually writes in the texts
/// that can be seen; `None` where neither tells. The outer `None` where the corpus has no such texts.
///
/// Reads the texts of the column, and all texts of authors of whom one did not tell. The languages are those as which the
/// texts are graded.
pub fn languages(
    resolved: &Resolved<'_>,
    file: FileId,
    column: &'static str,
) -> Option<Vec<Option<Language>>> {
    let (corpus, key) = (resolved.corpus(), (file, column));
    let texts = corpus.rows(file)?.texts(column)?;
    let mut told = listen(texts.len(), |row| texts.get(row), |_| None);
    let Some(authors) = authors(corpus, key) else { return Some(told) };
    let is = |&row: &usize| is_untold(told[row], authors[row], texts.get(row).trim().is_empty());
    let untold: Vec<usize> = (0..told.len()).filter(is).collect();
    let wanted = untold.iter().map(|&row| authors[row]).collect();
    let read = FxHashMap::from_iter([(key, told.clone())]);
    let usual = Spoken::of(corpus, &read, &wanted).usual(resolved.view().seen);
    let hint = |i: usize| usual.get(&authors[untold[i]]).copied();
    let read = listen(untold.len(), |i| texts.get(untold[i]), hint);
    for (&row, language) in untold.iter().zip(read) {
        told[row] = language;
    }
    Some(told)
}

/// What each member usually writes, of all texts that can be seen; `None` of who wrote none that tells.
///
/// Costs a pass over what texts told while they were parsed; texts that were not heard then are read.
pub fn usual(resolved: &Resolved<'_>) -> Vec<Option<Language>> {
    let persons: Vec<u32> =
        (0..resolved.roster().len() as u32).map(|m| resolved.roster().person(m)).collect();
    let wanted = persons.iter().copied().collect();
    let spoken = Spoken::of(resolved.corpus(), &FxHashMap::default(), &wanted);
    let usual = spoken.usual(resolved.view().seen);
    persons.iter().map(|person| usual.get(person).copied()).collect()
}

/// Whether a text that somebody wrote did not tell its language. A blank text has none.
pub(crate) fn is_untold(told: Option<Language>, author: u32, blank: bool) -> bool {
    told.is_none() && author != NO_ID && !blank
}

/// A byte that stands for what a text told, in columns of texts that were heard.
pub(crate) fn byte(told: Option<Language>) -> u8 {
    told.map_or(u8::MAX, |language| language as u8)
}

/// What a byte of a heard column says that the text told.
pub(crate) fn language(byte: u8) -> Option<Language> {
    Language::ALL.get(usize::from(byte)).copied()
}

/// What reads the language off a text and nothing else.
pub(crate) fn teller() -> Analyzer {
    Analyzer::new(&[Want::Signal(signal("language").expect("a signal of the list"))], &[])
}

/// The languages of texts, which are read for nothing else: what they tell, else the hint, where it fits their letters.
fn listen<'t>(
    rows: usize,
    text: impl Fn(usize) -> &'t str + Sync,
    hint: impl Fn(usize) -> Option<Language> + Sync,
) -> Told {
    let analyzer = teller();
    let hear = |scratch: &mut Scratch, row: usize| {
        analyzer.row_as(text(row), hint(row), scratch, &mut [0.0]).language
    };
    (0..rows).into_par_iter().with_min_len(TEXTS_A_TASK).map_init(Scratch::default, hear).collect()
}

fn times(rows: &Rows) -> Option<&[i64]> {
    let timed = rows.file.file().field("at").is_some();
    timed.then(|| rows.times("at")).flatten()
}

#[cfg(test)]
mod tests {
    use ssi_corpus::tables::{Kind, TABLES};

    use super::*;

    #[test]
    fn somebody_wrote_every_text_that_is_graded() {
        for table in TABLES {
            for column in table.columns.iter().filter(|c| matches!(c.kind, Kind::Text(_))) {
                let key = (table.file, column.id);
                let (_, author) = WRITTEN.iter().find(|(k, _)| *k == key).expect("a column of the list");
                assert!(table.file.file().field(author).is_some(), "{}.{}", table.id, column.id);
            }
        }
    }

    #[test]
    fn the_commonest_language_before_a_time_is_the_usual_one() {
        let [first, second, third] = [Language::ALL[0], Language::ALL[1], Language::ALL[2]];
        let check = |texts: &[(i64, Language)], before: i64, expected: Option<Language>| {
            let mut texts: Vec<_> = texts.iter().map(|&(time, l)| (7, time, l)).collect();
            texts.sort_unstable();
            assert_eq!(Spoken { texts, known: Vec::new() }.usual(before).get(&7).copied(), expected);
        };
        check(&[], 10, None);
        check(&[(3, second)], 10, Some(second));
        check(&[(3, second)], 3, None);
        check(&[(NO_TIME, second)], 3, Some(second));
        check(&[(1, second), (2, third), (3, third)], 10, Some(third));
        check(&[(1, second), (2, third), (3, third)], 3, Some(second));
        check(&[(1, third), (2, first)], 10, Some(first));
    }
}
