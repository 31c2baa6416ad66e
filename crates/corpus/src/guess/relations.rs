//! Columns whose cells are the ids of rows elsewhere.

use rustc_hash::FxHashSet;

use super::Table;
use super::looks::Looks;
use super::words::words;

/// The ids of a table's rows.
#[derive(Debug)]
pub(crate) struct Keys<'t> {
    /// The table's path.
    pub(crate) path: &'t str,
    /// The column that holds them.
    pub(crate) column: usize,
    ids: FxHashSet<&'t str>,
}

/// How many cells of a column are ids of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) found: usize,
    pub(crate) of: usize,
}

impl Met {
    /// Whether so many are that the column speaks of that table. The sample of either may lack rows.
    pub(crate) fn enough(self) -> bool {
        self.of > 0 && self.found * 2 >= self.of
    }
}

impl<'t> Keys<'t> {
    /// The first column that names its rows: different in each of them, and called an id or something's name.
    pub(crate) fn of(table: &'t Table, looks: &[Looks]) -> Option<Self> {
        let named = |name: &str| {
            words(name)
                .iter()
                .any(|w| matches!(w.as_str(), "id" | "key" | "uuid" | "ts" | "login" | "username"))
        };
        let unique = |l: &Looks| l.filled == table.rows.len() && l.distinct == l.filled && l.filled > 0;
        let column = (0..table.columns.len()).find(|c| unique(&looks[*c]) && named(&table.columns[*c]))?;
        Some(Self { path: &table.path, column, ids: table.cells(column).collect() })
    }

    /// In which ways enough of some cells are ids here: as they are, or without what stands before them, `t1_` in `t1_abc`.
    pub(crate) fn meet_any<'c, I: Iterator<Item = &'c str>>(
        &self,
        cells: impl Fn() -> I,
    ) -> Vec<(Met, String)> {
        let mut kinds = before_ids(cells());
        kinds.insert(0, String::new());
        let met = kinds.into_iter().map(|before| (self.meet(cells(), &before), before));
        // Of several kinds of ids in one column each has but a share.
        met.filter(|(met, before)| {
            met.enough() || (!before.is_empty() && met.found * 5 >= met.of && met.found > 0)
        })
        .collect()
    }

    /// How many of some cells are ids here, without what stands before them.
    pub(crate) fn meet<'c>(&self, cells: impl Iterator<Item = &'c str>, before: &str) -> Met {
        let mut met = Met { found: 0, of: 0 };
        for cell in cells.filter(|c| !c.is_empty()) {
            met.of += 1;
            met.found += usize::from(cell.strip_prefix(before).is_some_and(|id| self.ids.contains(id)));
        }
        met
    }
}

/// What stands before the ids in most cells: `t3_` where they are `t3_abc`.
fn before_ids<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for cell in cells {
        if let Some((kind, _)) = cell.split_once('_')
            && kind.len() <= 4
            && !kinds.iter().any(|k| k.strip_suffix('_') == Some(kind))
        {
            kinds.push(format!("{kind}_"));
        }
        if kinds.len() > 3 {
            return Vec::new();
        }
    }
    kinds.sort();
    kinds
}
