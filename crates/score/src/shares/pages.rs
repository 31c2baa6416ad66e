//! The sheet of the members page by page, from the highest score to the lowest.

use std::io;

use ssi_rules::Model;

use super::ledger::{Ledger, points};
use crate::points::Points;
use crate::run::skeleton;
use crate::scores::Scores;
use crate::standing::Standings;

/// Bytes of each run that are read at a time.
const AHEAD: usize = 1 << 16;

/// The records of one share that were not handed out yet.
struct Run {
    next: u64,
    left: usize,
    /// Whole records.
    ahead: Vec<u8>,
    used: usize,
}

impl Ledger<'_> {
    /// Hands out the scores of so many members at a time, with their standings, in the order of the ranking. In each page the
    /// members are numbered as they stand there.
    ///
    /// # Errors
    /// When the store does not give what was kept, or of `take`.
    pub fn pages(
        &self,
        model: &Model,
        standings: &Standings<'_>,
        rows: usize,
        mut take: impl FnMut(&Scores, &Standings<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let rules: usize = model.pillars.iter().map(|pillar| pillar.rules.len()).sum();
        let width = 4 * (rules + 3);
        let mut runs: Vec<Run> = self
            .runs
            .iter()
            .map(|(at, members)| Run { next: *at, left: members.len(), ahead: Vec::new(), used: 0 })
            .collect();
        for some in self.scores.ranking.chunks(rows) {
            let mut page = skeleton(model, Vec::with_capacity(some.len()));
            for &member in some {
                let share = self.runs.partition_point(|(_, members)| members.end <= member);
                let record = runs[share].record(self, width)?;
                let mut numbers =
                    record.chunks_exact(4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]]));
                if numbers.next() != Some(member as i32) {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "what was kept has changed"));
                }
                let mut number = || numbers.next().unwrap_or_default();
                let m = member as usize;
                page.members.push(self.scores.members[m].clone());
                page.score.push(self.scores.score[m]);
                page.coverage.push(self.scores.coverage[m]);
                page.range.push((Points(number()), Points(number())));
                for (to, from) in page.pillars.iter_mut().zip(&self.scores.pillars) {
                    to.points.push(from.points[m]);
                    for rule in &mut to.rules {
                        rule.points.push(points(number()));
                    }
                }
            }
            page.ranking = (0..some.len() as u32).collect();
            take(&page, &standings.select(some))?;
        }
        Ok(())
    }
}

impl Run {
    fn record(&mut self, ledger: &Ledger<'_>, width: usize) -> io::Result<&[u8]> {
        if self.used == self.ahead.len() {
            let records = (AHEAD / width).clamp(1, self.left.max(1));
            self.ahead = ledger.store.read(self.next, records * width)?;
            self.next += self.ahead.len() as u64;
            self.left -= records.min(self.left);
            self.used = 0;
        }
        self.used += width;
        Ok(&self.ahead[self.used - width..self.used])
    }
}
