//! Who needs a look: a drop, silence, a pillar that gives way.

use ssi_corpus::data::{DAY, NO_ID, NO_TIME};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FILES;

use crate::cohort::Earlier;
use crate::points::Points;
use crate::scores::Scores;
use crate::standing::ABOUT_EQUAL;

/// Who lost more than this since the day before is at risk.
pub const DROP: Points = Points(5 * Points::UNIT);
/// Who has done nothing for this many days is at risk.
pub const SILENT_DAYS: i64 = 30;

/// Why somebody should look after a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Risk {
    /// The score fell by more than [`DROP`].
    Fell(Points),
    /// Nothing done for [`SILENT_DAYS`] or more; `None` where nothing was ever done.
    Silent(Option<i64>),
    /// A pillar, by its place, fell by a third or more, and by at least a point: from, to.
    PillarFell(usize, Points, Points),
}

/// When each member last did anything.
#[derive(Clone, Debug)]
pub struct LastSeen {
    /// Whole days before the end of the day of the score, 0 on that day; `None` for never.
    days: Vec<Option<i64>>,
}

impl LastSeen {
    /// Reads the times of all activity once.
    pub fn new(resolved: &Resolved<'_>) -> Self {
        let (roster, view) = (resolved.roster(), resolved.view());
        let mut last = vec![NO_TIME; roster.len()];
        for file in FILES.iter().filter(|f| f.activity) {
            let Some(rows) = resolved.corpus().rows(file.id) else { continue };
            let mut subjects = ["author", "sender", "member"].into_iter();
            let subject = subjects.find_map(|s| file.field(s).and_then(|_| rows.ids(s)));
            let (Some(people), Some(times)) = (subject, rows.times("at")) else { continue };
            for (&person, &time) in people.iter().zip(times).filter(|(p, t)| **p != NO_ID && **t < view.seen)
            {
                if let Some(member) = roster.member(person) {
                    last[member as usize] = last[member as usize].max(time);
                }
            }
        }
        let days = |&time: &i64| (time != NO_TIME).then(|| (view.end - 1 - time).div_euclid(DAY));
        Self { days: last.iter().map(days).collect() }
    }

    /// Days since a member last did anything; `None` for never.
    pub fn days(&self, member: u32) -> Option<i64> {
        self.days[member as usize]
    }
}

/// All reasons to look after a member.
pub(super) fn risks(
    now: &Scores,
    earlier: Option<&Earlier<'_>>,
    last_seen: &LastSeen,
    member: u32,
) -> Vec<Risk> {
    let m = member as usize;
    let mut risks = Vec::new();
    let then = earlier.and_then(|e| Some((e.scores, e.number(member)? as usize)));
    if let Some((before, then)) = then {
        let lost = before.score[then].0 - now.score[m].0;
        if lost > DROP.0 {
            risks.push(Risk::Fell(Points(lost)));
        }
    }
    if last_seen.days(member).is_none_or(|days| days >= SILENT_DAYS) {
        risks.push(Risk::Silent(last_seen.days(member)));
    }
    if let Some((before, then)) = then {
        for (place, (a, b)) in now.pillars.iter().zip(&before.pillars).enumerate() {
            if let (Some(to), Some(from)) = (a.points[m], b.points[then])
                && fell_by_a_third(from, to)
            {
                risks.push(Risk::PillarFell(place, from, to));
            }
        }
    }
    risks
}

fn fell_by_a_third(from: Points, to: Points) -> bool {
    from.0 - to.0 >= ABOUT_EQUAL.0 && to.0 * 3 <= from.0 * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_a_pillar() {
        for (from, to, expected) in
            [(1500, 1000, true), (1500, 1001, false), (150, 50, true), (149, 50, false), (0, 0, false)]
        {
            assert_eq!(fell_by_a_third(Points(from), Points(to)), expected, "{from} to {to}");
        }
    }
}
