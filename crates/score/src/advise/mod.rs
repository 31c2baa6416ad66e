//! What would raise a member's score most: computed by scoring the member's own rows with one thing changed.
//!
//! No gain is guessed: each is the score after the change less the score before, in whole hundredths, and the points of the
//! rules that changed add up to it. What is assumed of a change is small and said: new texts are like the member's own better
//! ones or like a plain text of ours, others receive what is new as they received what was there, and all of it is counted as
//! if it lay in the window of this score already. Time goes on for the rest too, so growth takes weeks.
//!
//! Where the member's own texts are thin, the plain text stands for new ones too: more of the same is no advice.
//!
//! Nothing is offered that others decide (to answer, to react), but where the assumption stands beside it; and nobody of a
//! circle that comments on itself within minutes is named or reached, nor is anything
//! offered that is bought, or that a machine does in a person's place.

mod answering;
mod desk;
mod engaging;
mod helping;
mod lever;
mod likes;
mod meeting;
mod posting;
mod profile;
pub mod samples;
mod search;
mod subject;
mod talk;
mod traces;
mod unknown;
mod writing;
mod writing_to;

pub use lever::Effort;
pub use search::{By, LEAST};
pub use unknown::Unknown;

use rayon::prelude::*;
use ssi_corpus::data::NO_ID;
use ssi_corpus::schema::FileId;

use crate::advise::desk::Desk;
use crate::advise::search::Search;
use crate::points::Points;
use crate::rows::Told;
use crate::scores::Scores;
use crate::sheet::{Cabinet, Sheet};

/// What a rule gives more or less after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule's id.
    pub rule: String,
    /// The points.
    pub points: Points,
}

/// One thing to do, and what it comes to.
#[derive(Clone, Debug)]
pub struct Action {
    /// Which lever it is.
    pub lever: &'static str,
    /// What to do, in a sentence without a full stop.
    pub title: String,
    /// Roughly how much time it takes.
    pub effort: Effort,
    /// How much higher the score is.
    pub gain: Points,
    /// The rules whose points change, the largest first; they add up to the gain.
    pub changes: Vec<Change>,
    /// What the rule that gains most of those that judge the same thing advises; empty where there is none.
    pub advice: String,
    /// What was assumed, or where to look; may be empty.
    pub note: String,
    /// What the rows below are, as in "waiting:".
    pub word: &'static str,
    /// The rows that it is about; never their texts.
    pub about: Vec<Told>,
    /// The lever that does this and more, where there is one.
    pub part_of: Option<&'static str>,
}

/// Several actions together.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// In the order in which they were chosen; each gain is what it adds to those before it.
    pub actions: Vec<Action>,
    /// The score with all of them.
    pub score: Points,
    /// What they gain one by one.
    pub apart: Points,
}

/// Whether a target can be reached with what is offered.
#[derive(Clone, Debug)]
pub struct Target {
    /// The score to reach.
    pub score: f64,
    /// The fewest of the best actions that reach it, or all that were tried where they do not.
    pub by: Together,
    /// Whether they reach it.
    pub reached: bool,
}

/// What a member can do.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The member's id.
    pub member: String,
    /// The member's name, where it is known.
    pub name: String,
    /// What comes first among the actions.
    pub by: By,
    /// The score as it is.
    pub score: Points,
    /// The share of all points that had evidence.
    pub coverage: f64,
    /// What gains at least [`LEAST`] alone, the most worthwhile first.
    pub actions: Vec<Action>,
    /// The best few together.
    pub best: Together,
    /// How to reach a score; `None` where the member has reached it.
    pub target: Option<Target>,
    /// The levers that are not offered, and why.
    pub refused: Vec<(&'static str, String)>,
    /// Rules that would count too if somebody told what they read.
    pub unknown: Vec<Unknown>,
}

/// A member as if several things were done.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The member's scores as they are; one member.
    pub before: Scores,
    /// The scores with everything that was chosen.
    pub after: Scores,
    /// What was chosen and could be done, in that order; each gain is what it adds to those before it.
    pub chosen: Vec<Action>,
    /// What can be chosen, the most worthwhile first; each gain is that of the action alone.
    pub offered: Vec<Action>,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// How many actions to choose together.
    pub best: usize,
    /// What comes first.
    pub by: By,
    /// The score to reach; `None` for the target of the pack.
    pub target: Option<f64>,
}

/// Gives advice to the members of a cabinet.
pub struct Adviser<'c, 'r> {
    cabinet: &'c Cabinet<'r>,
    desk: Desk<'r>,
}

impl<'c, 'r> Adviser<'c, 'r> {
    /// Reads the texts that stand for new ones. Costs a pass over the posts.
    pub fn new(cabinet: &'c Cabinet<'r>) -> Self {
        Self { cabinet, desk: Desk::new(cabinet.reading()) }
    }

    /// All advice for one member. Scores the member a few hundred times.
    pub fn advise(&self, member: u32, ask: &Ask) -> Advice {
        let mut sheet = self.cabinet.sheet(member);
        let before = sheet.score();
        let search = Search { desk: &self.desk, by: ask.by };
        let (actions, mut refused) = search.alone(&sheet, &before, &[]);
        refused.sort();
        refused.dedup();
        let best = search.together(&sheet, &before, &actions, ask.best, None);
        let wanted = ask.target.unwrap_or_else(|| f64::from(self.cabinet.reading().model().target));
        let target = (before.score[0].value() < wanted).then(|| {
            let by = search.together(&sheet, &before, &actions, search::STEPS, Some(wanted));
            Target { score: wanted, reached: by.score.value() >= wanted, by }
        });
        Advice {
            member: before.members[0].clone(),
            name: name(&sheet),
            by: ask.by,
            score: before.score[0],
            coverage: before.coverage[0],
            actions,
            best,
            target,
            refused,
            unknown: unknown::unknown(&sheet, &before),
        }
    }

    /// The member after these levers, one upon the other, each in the size that is worth while then.
    ///
    /// A lever that is not offered, or not any more after those before it, is left out. Scores the member about as often as
    /// [`advise`](Self::advise) without a choice of its own.
    pub fn what_if(&self, member: u32, levers: &[String]) -> WhatIf {
        let mut sheet = self.cabinet.sheet(member);
        let before = sheet.score();
        let search = Search { desk: &self.desk, by: By::Gain };
        let (offered, _) = search.alone(&sheet, &before, &[]);
        let (mut after, mut chosen) = (before.clone(), Vec::new());
        for lever in levers {
            let next = search.alone(&sheet, &after, &[lever]).0.into_iter().next();
            let Some((action, mut changed)) =
                next.and_then(|a| search.changed(&sheet, a.lever, &a.title).map(|sheet| (a, sheet)))
            else {
                continue;
            };
            after = changed.score();
            sheet = changed;
            chosen.push(action);
        }
        WhatIf { before, after, chosen, offered }
    }

    /// The one action to begin with, if any, and the score as it is.
    pub fn first(&self, member: u32, by: By) -> (Points, Option<Action>) {
        let mut sheet = self.cabinet.sheet(member);
        let before = sheet.score();
        let (actions, _) = Search { desk: &self.desk, by }.alone(&sheet, &before, &[]);
        (before.score[0], actions.into_iter().next())
    }

    /// [`first`](Self::first) of several members. Runs under rayon.
    pub fn everyone(&self, by: By, members: &[u32]) -> Vec<(Points, Option<Action>)> {
        members.par_iter().map(|&member| self.first(member, by)).collect()
    }
}

/// The name of the member of a sheet; empty where nobody told it.
fn name(sheet: &Sheet<'_>) -> String {
    let resolved = sheet.reading().resolved();
    let (corpus, roster) = (resolved.corpus(), resolved.roster());
    let names = corpus.rows(FileId::Members).and_then(|rows| rows.ids("name"));
    let row = roster.profile_rows().find(|(member, _)| *member == sheet.member());
    let label = names.zip(row).map_or(NO_ID, |(names, (_, row))| names[row]);
    corpus.labels.name(label).to_owned()
}
