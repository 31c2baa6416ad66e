//! Who changes band, and by which rule.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{CHUNK, Causes, Side, added};

/// How many members a band has before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InBoth {
    /// The band's name.
    pub name: String,
    /// With the old pack; `None` where it has no such band.
    pub before: Option<usize>,
    /// With the new pack; `None` where it has no such band.
    pub after: Option<usize>,
}

/// Members who go from one band to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandMove {
    /// The band before.
    pub from: String,
    /// The band after.
    pub to: String,
    /// Whether the scores rise: `None` where the bands are others and not the scores, or where some rise and some fall.
    pub up: Option<bool>,
    /// How many members.
    pub members: usize,
    /// The rules that moved them most, each with how many; the most members first.
    pub rules: Vec<(String, usize)>,
}

/// Members by band; the bands of the new pack first, from the lowest.
pub(super) fn in_both(old: &Side<'_>, new: &Side<'_>) -> Vec<InBoth> {
    let count = |side: &Side<'_>| {
        let nobody = || vec![0_usize; side.model.bands.len()];
        let counts = side.scores.score.par_chunks(CHUNK).fold(nobody, |mut counts, scores| {
            for score in scores {
                counts[place(side, score.value())] += 1;
            }
            counts
        });
        counts.reduce(nobody, added)
    };
    let (before, after) = (count(old), count(new));
    let find = |side: &Side<'_>, name: &str| side.model.bands.iter().position(|b| b.name == name);
    let mut bands: Vec<InBoth> = new
        .model
        .bands
        .iter()
        .zip(&after)
        .map(|(band, &n)| InBoth {
            name: band.name.clone(),
            before: find(old, &band.name).map(|place| before[place]),
            after: Some(n),
        })
        .collect();
    for (band, &n) in old.model.bands.iter().zip(&before) {
        if find(new, &band.name).is_none() {
            bands.push(InBoth { name: band.name.clone(), before: Some(n), after: None });
        }
    }
    bands
}

/// Members who go from one band to another, as they are counted.
#[derive(Default)]
struct Moving<'a> {
    up: usize,
    down: usize,
    members: usize,
    rules: BTreeMap<&'a str, usize>,
}

/// Members by the places of their bands before and after.
type Found<'a> = BTreeMap<(usize, usize), Moving<'a>>;

/// Who changes band; the most members first, then from the lowest band.
pub(super) fn moves(old: &Side<'_>, new: &Side<'_>, causes: &Causes<'_>) -> Vec<BandMove> {
    let members = new.scores.members.len();
    let chunks = (0..members.div_ceil(CHUNK)).into_par_iter().map(|chunk| {
        let (mut found, mut moves) = (Found::new(), Vec::new());
        for member in chunk * CHUNK..members.min((chunk + 1) * CHUNK) {
            let (before, after) = (old.scores.score[member].value(), new.scores.score[member].value());
            let (from, to) = (place(old, before), place(new, after));
            if old.model.bands[from].name == new.model.bands[to].name {
                continue;
            }
            let moving = found.entry((from, to)).or_default();
            moving.members += 1;
            moving.up += usize::from(after > before);
            moving.down += usize::from(after < before);
            if let Some((rule, _)) = causes.cause(member, &mut moves) {
                *moving.rules.entry(rule).or_default() += 1;
            }
        }
        found
    });
    let found = chunks.reduce(Found::new, |mut all, more| {
        for (way, moving) in more {
            let to = all.entry(way).or_default();
            to.up += moving.up;
            to.down += moving.down;
            to.members += moving.members;
            for (rule, members) in moving.rules {
                *to.rules.entry(rule).or_default() += members;
            }
        }
        all
    });
    let mut moves: Vec<BandMove> = found
        .into_iter()
        .map(|((from, to), moving)| {
            let mut rules: Vec<(String, usize)> =
                moving.rules.into_iter().map(|(rule, n)| (rule.to_owned(), n)).collect();
            rules.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            BandMove {
                from: old.model.bands[from].name.clone(),
                to: new.model.bands[to].name.clone(),
                up: match (moving.up, moving.down) {
                    (n, 0) if n == moving.members => Some(true),
                    (0, n) if n == moving.members => Some(false),
                    _ => None,
                },
                members: moving.members,
                rules,
            }
        })
        .collect();
    moves.sort_by_key(|m| std::cmp::Reverse(m.members));
    moves
}

fn place(side: &Side<'_>, score: f64) -> usize {
    side.model.bands.iter().rposition(|b| b.from <= score).unwrap_or(0)
}
