//! Texts beside texts, every one beside every other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ssi_corpus::data::{NO_ID, Texts};
use ssi_corpus::resolve::{Frame, Resolved, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, TABLES};
use ssi_text::function_words;

use crate::reference::{content, hash, pair, wording};

/// Puts the columns that compare texts into a frame, where the engine has them too.
pub(crate) fn compare(frame: &mut Frame, resolved: &Resolved<'_>) {
    for column in 0..frame.columns.len() {
        let id = TABLES[frame.table].columns[column].id;
        if frame.columns[column].is_none() {
            continue;
        }
        let values = match id {
            "near_duplicates" => near_duplicates(frame, resolved),
            "overlap" => beside_answered(frame, resolved, |text| {
                let words: BTreeSet<u64> = content(text).into_iter().collect();
                words.into_iter().collect()
            }),
            "copied_share" => beside_answered(frame, resolved, runs_of_three),
            "topic_match" => topic_match(frame, resolved),
            "coherence" => coherence(frame, resolved),
            _ => continue,
        };
        frame.set(id, Values::Numbers(values));
    }
}

fn text_column<'c>(frame: &Frame, resolved: &Resolved<'c>) -> &'c Texts {
    let table = &TABLES[frame.table];
    let column = table.columns.iter().find(|column| matches!(column.kind, Kind::Text(_))).unwrap();
    resolved.corpus().rows(table.file).unwrap().texts(column.id).unwrap()
}

/// The words and the pairs of neighbours of a text without names, sorted; of a long text the 256 lowest.
fn features(text: &str) -> Vec<u64> {
    const WORD: u64 = 2;
    const COMMON: u64 = 1;
    let ranked = |number: u64, rank: u64| number >> 2 << 2 | rank;
    let may_be_function_word = function_words();
    let rank = |words: &[u64]| if words.iter().all(|word| may_be_function_word(*word)) { COMMON } else { 0 };
    let words = wording(text);
    let only_names = words.iter().all(|word| word.name);
    let kept: Vec<u64> = words.iter().filter(|word| only_names || !word.name).map(|word| word.hash).collect();
    let mut features: BTreeSet<u64> = kept.iter().map(|word| ranked(*word, WORD | rank(&[*word]))).collect();
    features.extend(kept.windows(2).map(|two| ranked(pair(two[0], two[1]), rank(two))));
    if words.is_empty() {
        let number = |c: char| pair(u64::from(c), 0);
        for part in text.split_whitespace() {
            if part.contains(char::is_alphanumeric) {
                features.insert(ranked(part.chars().map(number).fold(0, pair), WORD));
            } else {
                features.extend(part.chars().map(|c| ranked(number(c), WORD)));
            }
        }
    }
    features.into_iter().take(256).collect()
}

/// Features in both and in either, as far as both are known.
fn common(a: &[u64], b: &[u64]) -> (usize, usize) {
    let cut = [a, b].iter().filter(|all| all.len() == 256).map(|all| all[255]).min().unwrap_or(u64::MAX);
    let known = |all: &[u64]| all.iter().copied().filter(|f| *f <= cut).collect::<BTreeSet<u64>>();
    let (a, b) = (known(a), known(b));
    (a.intersection(&b).count(), a.union(&b).count())
}

/// The leader of each text: the commonest wordings come first, of equals the shorter, then by features; each joins the
/// nearest of all leaders before it, if it is near one. None for a blank text.
fn leaders(texts: &[&str]) -> Vec<Option<usize>> {
    let features: Vec<Vec<u64>> = texts.iter().map(|text| features(text)).collect();
    let mut wordings: BTreeMap<&Vec<u64>, Vec<usize>> = BTreeMap::new();
    for at in (0..texts.len()).filter(|at| !features[*at].is_empty()) {
        wordings.entry(&features[at]).or_default().push(at);
    }
    let mut wordings: Vec<(&Vec<u64>, Vec<usize>)> = wordings.into_iter().collect();
    wordings.sort_by_key(|(features, same)| (usize::MAX - same.len(), features.len()));
    let mut leaders: Vec<&Vec<u64>> = Vec::new();
    let mut found = vec![None; texts.len()];
    for (own, same) in wordings {
        let mut nearest: Option<(usize, (usize, usize))> = None;
        for (leader, theirs) in leaders.iter().enumerate() {
            let (both, either) = common(own, theirs);
            let near = both > 0 && both * 20 >= either * 11;
            if near && nearest.is_none_or(|(_, best)| both * best.1 > best.0 * either) {
                nearest = Some((leader, (both, either)));
            }
        }
        let leader = nearest.map_or(leaders.len(), |(leader, _)| leader);
        if nearest.is_none() {
            leaders.push(own);
        }
        for at in same {
            found[at] = Some(leader);
        }
    }
    found
}

fn near_duplicates(frame: &Frame, resolved: &Resolved<'_>) -> Vec<f64> {
    let texts = text_column(frame, resolved);
    let table = &TABLES[frame.table];
    let conversations = resolved.corpus().rows(FileId::Messages).and_then(|rows| rows.ids("conversation"));
    // Whom a message is for; any other text is for nobody else's.
    let to = |i: usize| -> (u32, u32) {
        let people = table.column("counterpart").and_then(|column| frame.columns[column].as_ref());
        match people {
            _ if table.file != FileId::Messages => (i as u32, 0),
            Some(Values::Labels(people, _)) if people[i] != NO_ID => (people[i], NO_ID),
            _ => (NO_ID, conversations.map_or(NO_ID, |all| all[frame.rows[i] as usize])),
        }
    };
    let mut values = vec![f64::NAN; frame.len()];
    for member in frame.members.iter().copied().collect::<BTreeSet<u32>>() {
        let own: Vec<usize> = (0..frame.len()).filter(|i| frame.members[*i] == member).collect();
        let texts: Vec<&str> = own.iter().map(|i| texts.get(frame.rows[*i] as usize)).collect();
        let leaders = leaders(&texts);
        for (at, i) in own.iter().enumerate().filter(|(at, _)| leaders[*at].is_some()) {
            let others = own.iter().enumerate();
            let others = others.filter(|(other, j)| leaders[*other] == leaders[at] && to(**j) != to(*i));
            values[*i] = others.count() as f64;
        }
    }
    values
}

fn runs_of_three(text: &str) -> Vec<u64> {
    let words: Vec<u64> = wording(text).iter().map(|word| word.hash).collect();
    words.windows(3).map(|run| pair(pair(run[0], run[1]), run[2])).collect()
}

/// The share of the parts of each comment that the text has which it answers.
fn beside_answered(frame: &Frame, resolved: &Resolved<'_>, parts: impl Fn(&str) -> Vec<u64>) -> Vec<f64> {
    let comments = text_column(frame, resolved);
    let posts = resolved.corpus().rows(FileId::Posts).and_then(|rows| rows.texts("text"));
    let value = |row: &u32| {
        let (file, answered) = resolved.answered(*row as usize)?;
        let theirs = if file == FileId::Posts { posts? } else { comments }.get(answered);
        let (own, theirs) = (parts(comments.get(*row as usize)), parts(theirs));
        (!theirs.is_empty()).then(|| share(&own, &theirs))
    };
    frame.rows.iter().map(|row| value(row).unwrap_or(f64::NAN)).collect()
}

/// The share of words that are among others; missing where there is none.
fn share(words: &[u64], among: &[u64]) -> f64 {
    let found = words.iter().filter(|word| among.contains(word)).count();
    if words.is_empty() { f64::NAN } else { found as f64 / words.len() as f64 }
}

/// The different content words of some columns of a row of the members file.
fn profile_words(resolved: &Resolved<'_>, row: usize, columns: &[&str]) -> Vec<u64> {
    let rows = resolved.corpus().rows(FileId::Members).unwrap();
    let texts = columns.iter().filter_map(|column| rows.texts(column));
    let words: BTreeSet<u64> = texts.flat_map(|texts| content(texts.get(row))).collect();
    words.into_iter().collect()
}

fn topic_match(frame: &Frame, resolved: &Resolved<'_>) -> Vec<f64> {
    let texts = text_column(frame, resolved);
    let rows: HashMap<u32, usize> = resolved.roster().profile_rows().collect();
    let own = rows
        .into_iter()
        .map(|(member, row)| (member, profile_words(resolved, row, &["headline", "title", "summary"])));
    let own: HashMap<u32, Vec<u64>> = own.collect();
    let value = |(member, row): (&u32, &u32)| {
        let own = own.get(member).filter(|own| !own.is_empty())?;
        let words: BTreeSet<u64> = content(texts.get(*row as usize)).into_iter().collect();
        Some(share(&words.into_iter().collect::<Vec<_>>(), own))
    };
    frame.members.iter().zip(&frame.rows).map(|row| value(row).unwrap_or(f64::NAN)).collect()
}

fn coherence(frame: &Frame, resolved: &Resolved<'_>) -> Vec<f64> {
    let value = |row: &u32| {
        let head = profile_words(resolved, *row as usize, &["headline", "title"]);
        let body = profile_words(resolved, *row as usize, &["summary"]);
        if body.is_empty() { f64::NAN } else { share(&head, &body) }
    };
    frame.rows.iter().map(value).collect()
}

#[test]
fn words_have_the_numbers_of_the_engine() {
    assert_eq!(pair(hash("social"), hash("selling")), ssi_text::pair_hash(hash("social"), hash("selling")));
}
