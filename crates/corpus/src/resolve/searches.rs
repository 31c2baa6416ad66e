//! Searches: what was looked for, and how many in one minute.

use rustc_hash::FxHashMap;

use crate::data::{NO_ID, NO_TIME, Rows};
use crate::resolve::{Frame, Resolved, Space};

const MINUTE: i64 = 60;

impl Resolved<'_> {
    pub(super) fn searches(&self, frame: Frame, rows: &Rows) -> Frame {
        let mut frame = self.by(frame, rows, "member", None);
        let members = rows.ids("member").expect("a required column");
        let times = rows.times("at").expect("a required column");
        if frame.wants("query") && rows.texts("query").is_some() {
            let queries = self.queries(rows);
            frame.labels("query", Space::Queries, |r| queries[r]);
        }
        if frame.wants("same_minute") {
            let minute = |r: usize| (members[r], times[r].div_euclid(MINUTE));
            let mut inside: FxHashMap<(u32, i64), u32> = FxHashMap::default();
            for row in self.visible(rows).filter(|&row| times[row] != NO_TIME) {
                *inside.entry(minute(row)).or_default() += 1;
            }
            frame.numbers("same_minute", |r| inside.get(&minute(r)).map_or(f64::NAN, |&n| f64::from(n)));
        }
        frame
    }

    /// What each row of the searches file looks for: the row that speaks for all with the same words, case and outer spaces
    /// aside. Of the spellings the first in the order of the alphabet stands for the others.
    fn queries(&self, rows: &Rows) -> Vec<u32> {
        let mut queries = vec![NO_ID; rows.len];
        let Some(texts) = rows.texts("query") else { return queries };
        let mut speaks: FxHashMap<String, u32> = FxHashMap::default();
        let plain = |row: usize| texts.get(row).trim().to_lowercase();
        let asked = || self.visible(rows).filter(|&row| !texts.get(row).trim().is_empty());
        for row in asked() {
            let first = speaks.entry(plain(row)).or_insert(row as u32);
            if texts.get(row).trim() < texts.get(*first as usize).trim() {
                *first = row as u32;
            }
        }
        for row in asked() {
            queries[row] = speaks[&plain(row)];
        }
        queries
    }
}
