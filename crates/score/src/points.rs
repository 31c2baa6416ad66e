//! Points: whole hundredths that add up.

use serde::{Deserialize, Serialize};

/// Hundredths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Points(pub i32);

impl Points {
    /// Hundredths in a point.
    pub const UNIT: i32 = 100;

    /// As a number of points.
    pub fn value(self) -> f64 {
        f64::from(self.0) / f64::from(Self::UNIT)
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{:02}", self.0.abs() / Self::UNIT, self.0.abs() % Self::UNIT))
    }
}

/// What a rule claims of its pillar.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Its weight; at least 0.
    pub weight: f64,
    /// Whether it takes away.
    pub penalty: bool,
    /// Its credit in 0..=1.
    pub credit: f64,
    /// Whether the credit was founded on data.
    pub founded: bool,
}

/// What the claims come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settled {
    /// The points of the whole; `None` where no weight has evidence.
    pub total: Option<Points>,
    /// The least that the parts without evidence could have left.
    pub low: Points,
    /// The most.
    pub high: Points,
    /// The share of the weight that has evidence.
    pub coverage: f64,
}

/// Shares out `cap` hundredths among claims; each part goes to `parts`, `None` where it has no evidence.
///
/// A weight earns `cap × weight × credit ÷ (weights with evidence)`, a penalty takes on the same scale. The whole never falls
/// below 0: penalties take at most what was earned, each its share. The whole is rounded to a hundredth once; the parts are
/// rounded so that they add up to it, the largest remainders first.
pub fn settle(cap: i32, claims: &[Claim], parts: &mut Vec<Option<Points>>) -> Settled {
    let weights = |founded: bool| -> f64 {
        claims.iter().filter(|c| !c.penalty && (c.founded || !founded)).map(|c| c.weight).sum()
    };
    let (known, all) = (weights(true), weights(false));
    let sum = |penalty: bool| -> f64 {
        claims.iter().filter(|c| c.founded && c.penalty == penalty).map(|c| c.weight * c.credit).sum()
    };
    let (earned, taken) = (sum(false), sum(true));
    let unknown_penalties: f64 = claims.iter().filter(|c| c.penalty && !c.founded).map(|c| c.weight).sum();
    let cap_f = f64::from(cap);
    // In the order in which the whole is worked out, so that equal shares round to equal points.
    let held = |weight: f64| Points((cap_f * weight / all).clamp(0.0, cap_f).round() as i32);
    let (low, high) = if all > 0.0 {
        (held(earned - taken - unknown_penalties), held(earned - taken + (all - known)))
    } else {
        (Points(0), Points(0))
    };
    parts.clear();
    if known <= 0.0 {
        parts.extend(claims.iter().map(|_| None));
        let high = if all > 0.0 { Points(cap) } else { high };
        return Settled { total: None, low: Points(0), high, coverage: 0.0 };
    }
    // Penalties take no more than there is.
    let bite = if taken > earned { earned / taken } else { 1.0 };
    let exact = |c: &Claim| {
        let share = cap_f * c.weight * c.credit / known;
        if c.penalty { -share * bite } else { share }
    };
    let total = (cap_f * (earned - taken * bite) / known).round().clamp(0.0, cap_f) as i32;
    let mut given = 0;
    let mut remainders: Vec<(f64, usize)> = Vec::with_capacity(claims.len());
    for (i, claim) in claims.iter().enumerate() {
        if !claim.founded {
            parts.push(None);
            continue;
        }
        let exact = exact(claim);
        let whole = exact.floor();
        given += whole as i32;
        remainders.push((exact - whole, i));
        parts.push(Some(Points(whole as i32)));
    }
    remainders.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // A float's last bit can leave one unit more to share out than there are remainders; it goes round again.
    let mut left = total - given;
    for &(_, i) in remainders.iter().cycle().take(remainders.len() * 2) {
        if left <= 0 {
            break;
        }
        if let Some(Some(part)) = parts.get_mut(i) {
            part.0 += 1;
            left -= 1;
        }
    }
    for &(_, i) in remainders.iter().rev() {
        if left >= 0 {
            break;
        }
        if let Some(Some(part)) = parts.get_mut(i) {
            part.0 -= 1;
            left += 1;
        }
    }
    let total = Points(total);
    Settled { total: Some(total), low: low.min(total), high: high.max(total), coverage: known / all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claim(weight: f64, penalty: bool, credit: f64, founded: bool) -> Claim {
        Claim { weight, penalty, credit, founded }
    }

    #[track_caller]
    fn check(claims: &[Claim], total: Option<i32>, expected: &[Option<i32>]) {
        let mut parts = Vec::new();
        let settled = settle(2500, claims, &mut parts);
        assert_eq!(settled.total, total.map(Points));
        assert_eq!(parts, expected.iter().map(|p| p.map(Points)).collect::<Vec<_>>());
    }

    #[test]
    fn weights_share_the_points() {
        check(
            &[claim(20.0, false, 1.0, true), claim(5.0, false, 0.5, true)],
            Some(2250),
            &[Some(2000), Some(250)],
        );
        // Thirds: the whole is rounded once and the parts follow it.
        let third = claim(1.0, false, 1.0, true);
        check(&[third, third, third], Some(2500), &[Some(834), Some(833), Some(833)]);
    }

    #[test]
    fn what_has_no_evidence_drops_out() {
        check(
            &[claim(20.0, false, 0.5, true), claim(5.0, false, 0.0, false)],
            Some(1250),
            &[Some(1250), None],
        );
        check(&[claim(20.0, false, 0.5, false)], None, &[None]);
    }

    #[test]
    fn penalties_take_what_is_there() {
        check(
            &[claim(25.0, false, 0.2, true), claim(10.0, true, 1.0, true)],
            Some(0),
            &[Some(500), Some(-500)],
        );
        check(
            &[claim(25.0, false, 1.0, true), claim(5.0, true, 1.0, true)],
            Some(2000),
            &[Some(2500), Some(-500)],
        );
    }

    #[test]
    fn points_print_with_two_digits() {
        let text: Vec<String> = [0, 5, -5, 1234, -2500].iter().map(|&p| Points(p).to_string()).collect();
        assert_eq!(text, ["0.00", "0.05", "-0.05", "12.34", "-25.00"]);
    }

    proptest! {
        /// Laws 1 and 5: parts add up to the whole, the whole stays within its bounds, and so does the range.
        #[test]
        fn parts_add_up(
            claims in prop::collection::vec(
                (0.0_f64..20.0, prop::bool::weighted(0.2), 0.0_f64..=1.0, prop::bool::weighted(0.8)), 1..20
            )
        ) {
            let claims: Vec<Claim> = claims.into_iter().map(|(w, p, c, e)| claim(w, p, c, e)).collect();
            let mut parts = Vec::new();
            let settled = settle(2500, &claims, &mut parts);
            let sum: i32 = parts.iter().flatten().map(|p| p.0).sum();
            let total = settled.total.map_or(0, |t| t.0);
            prop_assert_eq!(sum, total);
            prop_assert!((0..=2500).contains(&total));
            prop_assert!(settled.low.0 <= total && total <= settled.high.0, "{settled:?}");
            for (part, c) in parts.iter().zip(&claims) {
                prop_assert_eq!(part.is_some(), c.founded && settled.total.is_some());
                if let Some(p) = part {
                    let wrong_sign = if c.penalty { p.0 > 0 } else { p.0 < 0 };
                    prop_assert!(!wrong_sign, "{p:?} for {c:?}");
                }
            }
        }
    }
}
