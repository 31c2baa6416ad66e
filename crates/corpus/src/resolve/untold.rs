//! Of whom nobody told what a table holds: a member's export may lack a file that those of others have.

use crate::data::{DAY, NO_TIME};
use crate::resolve::Resolved;
use crate::schema::FileId;
use crate::tables::TABLES;

impl Resolved<'_> {
    /// For each member whether nobody told what the table holds: having no rows there is then unknown, not nothing. `None`
    /// where it was told of everybody.
    pub fn untold(&self, table: usize) -> Option<&[bool]> {
        let made =
            self.made.untold.get_or_init(|| (0..TABLES.len()).map(|table| self.find_untold(table)).collect());
        made[table].as_deref()
    }

    fn find_untold(&self, table: usize) -> Option<Vec<bool>> {
        let mut untold = vec![false; self.roster.len()];
        for (person, _) in self.corpus.untold.iter().filter(|(_, t)| *t == table) {
            if let Some(member) = self.roster.member(*person) {
                untold[member as usize] = true;
            }
        }
        if TABLES[table].id == "searches" {
            self.short_searches(&mut untold);
        }
        untold.contains(&true).then_some(untold)
    }

    /// Exports list the searches of some weeks only. Where the first one lies inside of the window, those before it are
    /// unknown, and so is how many there were.
    fn short_searches(&self, untold: &mut [bool]) {
        let Some(rows) = self.corpus.rows(FileId::Searches).filter(|rows| rows.own_only) else { return };
        let members = rows.ids("member").expect("a required column");
        let times = rows.times("at").expect("a required column");
        let mut first = vec![i64::MAX; self.roster.len()];
        for row in self.visible(rows).filter(|&row| times[row] != NO_TIME) {
            if let Some(member) = self.roster.member(members[row]) {
                first[member as usize] = first[member as usize].min(times[row]);
            }
        }
        let since = self.view.end - i64::from(self.view.window_days) * DAY;
        for (untold, first) in untold.iter_mut().zip(first) {
            *untold |= first > since;
        }
    }
}
