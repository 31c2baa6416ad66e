//! What has changed for a member, and what of it most.

use crate::cohort::Earlier;
use crate::points::Points;
use crate::scores::Scores;

/// The difference between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of the score.
    pub by: Points,
    /// The pillar that moved most in the direction of the score, by its place, and by how much.
    pub pillar: Option<(usize, Points)>,
    /// The rule of that pillar that moved most in the same direction.
    pub rule: Option<(String, Points)>,
}

impl Change {
    /// The change of a member of now; `None` for who was not there before.
    pub(super) fn of(now: &Scores, earlier: &Earlier<'_>, member: u32) -> Option<Self> {
        let (then, m) = (earlier.number(member)? as usize, member as usize);
        let by = difference(now.score[m], earlier.scores.score[then]);
        let pillars = now.pillars.iter().zip(&earlier.scores.pillars);
        let moved = pillars.map(|(a, b)| Some(difference(a.points[m]?, b.points[then]?)));
        let pillar = most(by, moved);
        let rule = pillar.and_then(|(p, moved)| {
            let (a, b) = (&now.pillars[p].rules, &earlier.scores.pillars[p].rules);
            let rules = a.iter().zip(b).map(|(a, b)| Some(difference(a.points.at(m)?, b.points.at(then)?)));
            most(moved, rules).map(|(rule, by)| (a[rule].id.clone(), by))
        });
        Some(Self { by, pillar, rule })
    }
}

fn difference(now: Points, before: Points) -> Points {
    Points(now.0 - before.0)
}

/// The part that moved most in the direction of the whole, the first among equals; `None` where none did.
fn most(whole: Points, parts: impl Iterator<Item = Option<Points>>) -> Option<(usize, Points)> {
    let along = |p: Points| p.0 * whole.0.signum();
    let known = parts.enumerate().filter_map(|(place, p)| Some((place, p?)));
    known.filter(|(_, p)| along(*p) > 0).max_by_key(|(place, p)| (along(*p), std::cmp::Reverse(*place)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moved_most_moved_along() {
        for (whole, parts, expected) in [
            (300, vec![Some(100), Some(500), Some(-300)], Some((1, 500))),
            (-300, vec![Some(100), None, Some(-400)], Some((2, -400))),
            (200, vec![Some(100), Some(100)], Some((0, 100))),
            (0, vec![Some(100), Some(-100)], None),
            (100, vec![None, Some(0)], None),
        ] {
            let parts = parts.iter().map(|p| p.map(Points));
            assert_eq!(most(Points(whole), parts).map(|(place, p)| (place, p.0)), expected);
        }
    }
}
