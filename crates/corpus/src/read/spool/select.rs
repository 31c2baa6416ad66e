//! Some rows of a part, as a part of its own.

use crate::data::{Data, Lists, NO_ID};
use crate::read::columns::Names;
use crate::read::part::Part;
use crate::read::plan::Plan;
use crate::schema::Kind;

/// The numbers of names in a new part, found when they are first needed.
struct Fresh<'a> {
    old: &'a Names,
    names: Names,
    numbers: [Vec<u32>; 5],
}

impl Fresh<'_> {
    fn number(&mut self, kind: Kind, id: u32) -> u32 {
        if id == NO_ID {
            return NO_ID;
        }
        let known = &mut self.numbers[Names::place(kind)][id as usize];
        if *known == NO_ID {
            *known = self.names.of(kind).intern(self.old.all()[Names::place(kind)].name(id));
        }
        *known
    }
}

impl Part {
    /// Some rows, sorted, with the names that stand in them; without rejects.
    pub(super) fn select(&self, plan: &Plan, rows: &[u32]) -> Self {
        let numbers = self.names.all().map(|ids| vec![NO_ID; ids.len()]);
        let mut fresh = Fresh { old: &self.names, names: Names::default(), numbers };
        let some = |(take, column): (&crate::read::plan::Take, &Data)| match column {
            Data::Ids(all) => {
                Data::Ids(rows.iter().map(|&row| fresh.number(take.kind, all[row as usize])).collect())
            }
            Data::Lists(all) => {
                let mut lists = Lists::default();
                for &row in rows {
                    lists.ids.extend(all.get(row as usize).iter().map(|&id| fresh.number(take.kind, id)));
                    lists.ends.push(lists.ids.len());
                }
                Data::Lists(lists)
            }
            Data::Times(all) => Data::Times(rows.iter().map(|&row| all[row as usize]).collect()),
            Data::Numbers(all) => Data::Numbers(rows.iter().map(|&row| all[row as usize]).collect()),
            Data::Texts(all) => Data::Texts(all.only(rows.iter().map(|&row| row as usize))),
            Data::Heard(all) => Data::Heard(Box::new(all.select(rows))),
        };
        let columns = plan.takes.iter().zip(&self.columns).map(some).collect();
        Self {
            rows: rows.len(),
            filtered: 0,
            rejects: Vec::new(),
            names: fresh.names,
            columns,
            heard: Vec::new(),
        }
    }

    /// About the bytes that its rows take in memory.
    pub(super) fn weight(&self) -> usize {
        let names: usize = self.names.all().iter().map(|ids| ids.weight()).sum();
        let column = |column: &Data| match column {
            Data::Ids(all) => 4 * all.len(),
            Data::Lists(all) => 4 * all.ids.len() + 8 * all.ends.len(),
            Data::Times(all) => 8 * all.len(),
            Data::Numbers(all) => 8 * all.len(),
            Data::Texts(all) => all.bytes() + 8 * all.len(),
            Data::Heard(all) => all.weight(),
        };
        names + self.columns.iter().map(column).sum::<usize>()
    }
}
