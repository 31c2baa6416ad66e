//! How the memory that is allowed is shared out.

use ssi_report::Spill;

use crate::args::Score;
use crate::args::size::in_words;
use crate::output::Failure;

/// What the program takes before it has read a row: itself, its lists of words, and for each thread what is under way.
const PROGRAM: u64 = 64 << 20;
const THREAD: u64 = 12 << 20;
/// For each member: the id, the score, the pillars, the groups and the places.
const MEMBER: u64 = 300;
/// So many times its bytes a row takes while it is resolved, compared and folded.
const ROW: u64 = 4;
/// The same where they are all of one member, whose texts are compared with each other.
const ROW_OF_ONE: u64 = 7;
/// The smallest share that is worth its way.
const SHARE: u64 = 1 << 20;

/// The memory that was allowed, and where that goes which is beyond it.
pub(crate) struct Memory {
    limit: u64,
    pub(crate) disk: Spill,
}

impl Memory {
    /// What was asked for; `None` without a limit.
    pub(crate) fn asked(args: &Score) -> Result<Option<Self>, Failure> {
        let Some(limit) = args.max_memory else { return Ok(None) };
        if limit < least() {
            return Err(too_little(limit, least()));
        }
        let disk = args.temp_dir.as_deref().map_or_else(|| Spill::beside(&args.out), Spill::within);
        Ok(Some(Self { limit, disk }))
    }

    /// Bytes of rows that may stay in memory.
    pub(crate) fn rows(&self) -> u64 {
        (self.limit - least()) / ROW
    }

    /// Bytes of rows of each share, beside what is kept of everybody. No member is divided, so the one with the most rows has to fit.
    pub(crate) fn share(&self, members: u64, largest: u64) -> Result<u64, Failure> {
        let everybody = least() + members * MEMBER;
        let needed = everybody + (SHARE * ROW).max(largest * ROW_OF_ONE);
        if self.limit < needed {
            return Err(too_little(self.limit, needed));
        }
        Ok((self.limit - everybody) / ROW)
    }
}

/// The least with which anything can be read.
fn least() -> u64 {
    PROGRAM + THREAD * rayon::current_num_threads() as u64
}

fn too_little(limit: u64, least: u64) -> Failure {
    Failure::asked(
        format!("--max-memory {} is too little for this: it takes {}", in_words(limit), in_words(least)),
        format!("write --max-memory {}M or more; fewer threads (--jobs) need less", least.div_ceil(1 << 20)),
    )
}
