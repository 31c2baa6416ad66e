//! Rows that repeat another row cell for cell.
//!
//! The same comment cannot be written twice in one second, so a row with a clock time that stands there twice was delivered
//! twice; so was one with an id of its own. Two rows with no more than a day may be two acts that look alike, and both count.

use std::hash::{Hash as _, Hasher as _};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::{Found, finding, keep, moments, own_id};
use crate::data::{Corpus, DAY, Data, NO_ID, NO_TIME, Rows};
use crate::finding::Oddity;
use crate::schema::FileId;

/// Takes duplicates away but for one row of each.
pub(super) fn take_away(corpus: &mut Corpus, file: FileId) -> Option<Found> {
    let rows = corpus.rows(file)?;
    let odd = repeats(rows);
    let words = (
        "repeats another one cell for cell (EXAMPLE) and is not counted",
        "repeat another one cell for cell (as EXAMPLE) and are not counted",
    );
    let found = finding(corpus, rows, Oddity::Duplicates, &odd, words);
    keep::without(corpus.files[file as usize].as_mut()?, &odd);
    found
}

/// The rows that say what a row before them says, in the order of the rows. Costs one hash a row and a sort of the hashes.
fn repeats(rows: &Rows) -> Vec<usize> {
    let ids = own_id(rows.file).and_then(|id| rows.ids(id));
    let times = moments(rows);
    let is_one_act = |row: usize| {
        let clock = times.is_some_and(|t| t[row] != NO_TIME && t[row].rem_euclid(DAY) != 0);
        clock || ids.is_some_and(|ids| ids[row] != NO_ID)
    };
    let columns: Vec<&Data> = rows.columns.iter().flatten().collect();
    let mut keyed: Vec<(u64, u32)> = (0..rows.len as u32)
        .into_par_iter()
        .filter(|&row| is_one_act(row as usize))
        .map(|row| (hash(&columns, row as usize), row))
        .collect();
    keyed.par_sort_unstable();
    let mut repeats = Vec::new();
    for group in keyed.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        // Mostly one; more where rows that differ have one hash by chance.
        let mut firsts: Vec<usize> = Vec::new();
        for row in group.iter().map(|&(_, row)| row as usize) {
            if firsts.iter().any(|&first| columns.iter().all(|column| same(column, first, row))) {
                repeats.push(row);
            } else {
                firsts.push(row);
            }
        }
    }
    repeats.sort_unstable();
    repeats
}

/// A number that is the same for rows that say the same. Ids are interned, so their numbers stand for them.
fn hash(columns: &[&Data], row: usize) -> u64 {
    let mut hasher = FxHasher::default();
    for column in columns {
        match column {
            Data::Ids(all) => hasher.write_u32(all[row]),
            Data::Times(all) => hasher.write_i64(all[row]),
            Data::Numbers(all) => hasher.write_u64(bits(all[row])),
            Data::Lists(all) => {
                let ids = all.get(row);
                hasher.write_usize(ids.len());
                for &id in ids {
                    hasher.write_u32(id);
                }
            }
            Data::Texts(all) => {
                let text = all.get(row).as_bytes();
                hasher.write_usize(text.len());
                hasher.write(text);
            }
            Data::Heard(all) => all.prints()[row].hash(&mut hasher),
        }
    }
    hasher.finish()
}

fn same(column: &Data, a: usize, b: usize) -> bool {
    match column {
        Data::Ids(all) => all[a] == all[b],
        Data::Times(all) => all[a] == all[b],
        Data::Numbers(all) => bits(all[a]) == bits(all[b]),
        Data::Lists(all) => all.get(a) == all.get(b),
        Data::Texts(all) => all.get(a) == all.get(b),
        Data::Heard(all) => all.prints()[a] == all.prints()[b],
    }
}

/// Empty cells are all alike.
fn bits(number: f64) -> u64 {
    if number.is_nan() { u64::MAX } else { (number + 0.0).to_bits() }
}
