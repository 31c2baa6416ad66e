//! Points: the pillar's hundredths shared out among its rules.

/// What one rule claims.
pub(crate) struct Claim {
    pub(crate) weight: f64,
    pub(crate) penalty: bool,
    pub(crate) credit: f64,
    pub(crate) founded: bool,
}

/// What the claims of a pillar come to, in hundredths.
pub(crate) struct Settled {
    pub(crate) total: Option<i32>,
    pub(crate) low: i32,
    pub(crate) high: i32,
    pub(crate) coverage: f64,
    pub(crate) parts: Vec<Option<i32>>,
}

/// A weight earns its share of the cap times its credit among the weights with evidence, a penalty takes on the same scale
/// and never more than there is; the whole is rounded once, and the parts are rounded to add up to it.
pub(crate) fn settle(cap: i32, claims: &[Claim]) -> Settled {
    let cap = f64::from(cap);
    let sum = |of: &dyn Fn(&Claim) -> bool, what: &dyn Fn(&Claim) -> f64| -> f64 {
        let mut sum = 0.0;
        for claim in claims.iter().filter(|claim| of(claim)) {
            sum += what(claim);
        }
        sum
    };
    let (weight, points) = (|c: &Claim| c.weight, |c: &Claim| c.weight * c.credit);
    let all = sum(&|c| !c.penalty, &weight);
    let known = sum(&|c| !c.penalty && c.founded, &weight);
    let earned = sum(&|c| !c.penalty && c.founded, &points);
    let taken = sum(&|c| c.penalty && c.founded, &points);
    let may_take = sum(&|c| c.penalty && !c.founded, &weight);
    if known == 0.0 {
        let high = if all > 0.0 { cap as i32 } else { 0 };
        return Settled {
            total: None,
            low: 0,
            high,
            coverage: 0.0,
            parts: claims.iter().map(|_| None).collect(),
        };
    }
    let held = |weight: f64| (cap * weight / all).clamp(0.0, cap).round() as i32;
    let bite = if taken > earned { earned / taken } else { 1.0 };
    let total = (cap * (earned - taken * bite) / known).round().clamp(0.0, cap) as i32;
    let exact: Vec<Option<f64>> = claims
        .iter()
        .map(|c| {
            let share = cap * c.weight * c.credit / known;
            c.founded.then_some(if c.penalty { -share * bite } else { share })
        })
        .collect();
    let mut parts: Vec<Option<i32>> = exact.iter().map(|part| part.map(|part| part.floor() as i32)).collect();
    // Those that lost most in rounding down get a hundredth each; of equals the first.
    let mut order: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].is_some()).collect();
    let lost = |at: usize| exact[at].unwrap() - exact[at].unwrap().floor();
    order.sort_by(|a, b| lost(*b).partial_cmp(&lost(*a)).unwrap().then(a.cmp(b)));
    let left = total - parts.iter().flatten().sum::<i32>();
    for at in order.iter().cycle().take(left.max(0) as usize) {
        *parts[*at].as_mut().unwrap() += 1;
    }
    for at in order.iter().rev().take((-left).max(0) as usize) {
        *parts[*at].as_mut().unwrap() -= 1;
    }
    Settled {
        total: Some(total),
        low: held(earned - taken - may_take).min(total),
        high: held(earned - taken + (all - known)).max(total),
        coverage: known / all,
        parts,
    }
}
