//! Taking rows out of a table.

use crate::data::{Data, Lists, Rows};

/// Takes rows away; the others keep their order. `away` is sorted and names each row once.
pub(super) fn without(rows: &mut Rows, away: &[usize]) {
    if away.is_empty() {
        return;
    }
    let mut kept = vec![true; rows.len];
    for &row in away {
        kept[row] = false;
    }
    for column in rows.columns.iter_mut().flatten() {
        match column {
            Data::Ids(all) => only(all, &kept),
            Data::Times(all) => only(all, &kept),
            Data::Numbers(all) => only(all, &kept),
            Data::Lists(all) => {
                let mut some = Lists::default();
                for row in places(&kept) {
                    some.ids.extend_from_slice(all.get(row));
                    some.ends.push(some.ids.len());
                }
                *all = some;
            }
            Data::Texts(all) => *all = all.only(places(&kept)),
            Data::Heard(all) => all.only(&kept),
        }
    }
    if let Some(home) = &mut rows.home {
        let before = |row: usize| away.partition_point(|&gone| gone < row);
        *home = home.start - before(home.start)..home.end - before(home.end);
    }
    rows.len -= away.len();
}

fn places(kept: &[bool]) -> impl Iterator<Item = usize> + '_ {
    kept.iter().enumerate().filter_map(|(row, &keep)| keep.then_some(row))
}

fn only<T>(cells: &mut Vec<T>, kept: &[bool]) {
    let mut row = 0;
    cells.retain(|_| {
        row += 1;
        kept[row - 1]
    });
}
