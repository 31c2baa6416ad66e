//! The points of many members at once: what [`settle`](crate::settle) makes of one, in loops over a block of members.
//!
//! The same arithmetic in the same order, so the same points. Instead of sorting remainders, each counts how many come before
//! it: no branch depends on a member, and the loops become wide instructions. The rare member whose remainders do not come
//! out even is settled alone.

#![allow(clippy::inline_always, reason = "only what is inlined is compiled for wide registers")]
#![allow(clippy::needless_bitwise_bool, reason = "a branch keeps a loop from becoming wide instructions")]
#![allow(clippy::needless_range_loop, reason = "one index into many columns")]

use pulp::{Arch, Simd, WithSimd};
use ssi_rules::Pillar;

use crate::points::{Claim, Points, settle};
use crate::scores::RulePoints;

/// Members in a block.
pub(crate) const LANES: usize = ssi_expr::tape::LANES;

/// Members that are settled one by one sooner than in a block.
const FEW: usize = 16;

/// A number for each member of a block.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Lanes(pub(crate) [f64; LANES]);

impl Lanes {
    pub(crate) const ZERO: Self = Self([0.0; LANES]);
}

/// What the rules of a pillar share out.
pub(crate) struct Terms {
    cap: i32,
    /// For each rule its weight, and whether it takes away.
    rules: Vec<(f64, bool)>,
    /// What the weights come to that give.
    all: f64,
}

impl Terms {
    /// The terms of a pillar whose rules have other weights than the model says.
    pub(crate) fn weighed(pillar: &Pillar, weights: impl Iterator<Item = f64>) -> Self {
        let rules: Vec<(f64, bool)> = weights.zip(&pillar.rules).map(|(w, rule)| (w, rule.penalty)).collect();
        let all = rules.iter().filter(|(_, penalty)| !penalty).map(|(weight, _)| weight).sum();
        Self { cap: pillar.points as i32 * Points::UNIT, rules, all }
    }

    pub(crate) fn of(pillar: &Pillar) -> Self {
        Self::weighed(pillar, pillar.rules.iter().map(|rule| rule.weight))
    }
}

/// Where the points of some members go.
pub(crate) struct Ledger<'a> {
    pub(crate) points: &'a mut [Option<Points>],
    pub(crate) coverage: &'a mut [f64],
    pub(crate) range: &'a mut [(Points, Points)],
    /// One a rule.
    pub(crate) rules: Vec<&'a mut [i16]>,
}

/// Room to work in, used again for each block.
pub(crate) struct Bench {
    known: Lanes,
    earned: Lanes,
    taken: Lanes,
    unknown: Lanes,
    bite: Lanes,
    low: Lanes,
    high: Lanes,
    total: Lanes,
    /// Hundredths that are left to share out, and how many rules can take one.
    left: Lanes,
    takers: Lanes,
    /// For each rule the whole hundredths, what remains, and how many remainders come before it.
    rules: Vec<[Lanes; 3]>,
    /// The rules that have evidence for anybody.
    active: Vec<usize>,
    claims: Vec<Claim>,
    parts: Vec<Option<Points>>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let zero = Lanes::ZERO;
        Self {
            known: zero,
            earned: zero,
            taken: zero,
            unknown: zero,
            bite: zero,
            low: zero,
            high: zero,
            total: zero,
            left: zero,
            takers: zero,
            rules: Vec::new(),
            active: Vec::new(),
            claims: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Settles a pillar for the members from `at`; `credits` has a block a rule, NaN where there is no evidence.
    pub(crate) fn settle(&mut self, terms: &Terms, credits: &[Lanes], ledger: &mut Ledger<'_>, at: usize) {
        self.settle_on(Arch::new(), terms, credits, ledger, at);
    }

    fn settle_on(
        &mut self,
        level: Arch,
        terms: &Terms,
        credits: &[Lanes],
        ledger: &mut Ledger<'_>,
        at: usize,
    ) {
        let rows = LANES.min(ledger.points.len() - at);
        if self.rules.len() < terms.rules.len() {
            self.rules.resize(terms.rules.len(), [Lanes::ZERO; 3]);
        }
        if rows < FEW {
            (0..rows).for_each(|row| self.alone(terms, credits, ledger, at, row));
            return;
        }
        level.dispatch(Block { bench: self, terms, credits, ledger, at, rows });
        for row in 0..rows {
            let odd = self.left.0[row] < 0.0 || self.left.0[row] > self.takers.0[row];
            if odd && self.known.0[row] > 0.0 {
                self.alone(terms, credits, ledger, at, row);
            }
        }
    }

    /// Settles one member in the plain way.
    fn alone(&mut self, terms: &Terms, credits: &[Lanes], ledger: &mut Ledger<'_>, at: usize, row: usize) {
        self.claims.clear();
        self.claims.extend(terms.rules.iter().zip(credits).map(|(&(weight, penalty), credits)| {
            let credit = credits.0[row];
            Claim { weight, penalty, credit, founded: !credit.is_nan() }
        }));
        let settled = settle(terms.cap, &self.claims, &mut self.parts);
        ledger.points[at + row] = settled.total;
        ledger.coverage[at + row] = settled.coverage;
        ledger.range[at + row] = (settled.low, settled.high);
        for (rule, part) in ledger.rules.iter_mut().zip(&self.parts) {
            rule[at + row] = RulePoints::packed(*part);
        }
    }

    /// What is known, earned and taken.
    #[inline(always)]
    fn add_up(&mut self, terms: &Terms, credits: &[Lanes]) {
        for sum in [&mut self.known, &mut self.earned, &mut self.taken, &mut self.unknown, &mut self.takers] {
            sum.0.fill(0.0);
        }
        self.active.clear();
        for (rule, (&(weight, penalty), credits)) in terms.rules.iter().zip(credits).enumerate() {
            let mut some = 0_u64;
            for credit in &credits.0 {
                some |= u64::from(!credit.is_nan());
            }
            if some != 0 {
                self.active.push(rule);
            }
            let (sum, weights, of_founded) = if penalty {
                (&mut self.taken.0, &mut self.unknown.0, 0.0)
            } else {
                (&mut self.earned.0, &mut self.known.0, weight)
            };
            let of_unknown = if penalty { weight } else { 0.0 };
            for i in 0..LANES {
                let credit = credits.0[i];
                let founded = !credit.is_nan();
                sum[i] += if founded { weight * credit } else { 0.0 };
                weights[i] += if founded { of_founded } else { of_unknown };
                self.takers.0[i] += if founded { 1.0 } else { 0.0 };
            }
        }
    }

    /// The whole, and the least and the most that it could be.
    #[inline(always)]
    fn wholes(&mut self, terms: &Terms) {
        let (cap, all) = (f64::from(terms.cap), terms.all);
        let held = |weight: f64| (cap * weight / all).clamp(0.0, cap).round();
        for i in 0..LANES {
            let (known, earned, taken) = (self.known.0[i], self.earned.0[i], self.taken.0[i]);
            self.low.0[i] = held(earned - taken - self.unknown.0[i]);
            self.high.0[i] = held(earned - taken + (all - known));
            let part = earned / taken;
            let bite = if taken > earned { part } else { 1.0 };
            self.bite.0[i] = bite;
            self.total.0[i] = (cap * (earned - taken * bite) / known).round().clamp(0.0, cap);
        }
    }

    /// Whole hundredths for each rule, what is left, and who comes first in sharing it out.
    #[inline(always)]
    fn share(&mut self, terms: &Terms, credits: &[Lanes]) {
        let cap = f64::from(terms.cap);
        self.left = self.total;
        for &rule in &self.active {
            let (weight, penalty) = terms.rules[rule];
            let (credits, [wholes, remainders, before]) = (&credits[rule].0, &mut self.rules[rule]);
            let sign = if penalty { -1.0 } else { 1.0 };
            for i in 0..LANES {
                let share = sign * (cap * weight * credits[i] / self.known.0[i]);
                let exact = if penalty { share * self.bite.0[i] } else { share };
                let whole = exact.floor();
                let founded = !credits[i].is_nan();
                wholes.0[i] = whole;
                // Who has no evidence comes behind everybody.
                remainders.0[i] = if founded { exact - whole } else { -1.0 };
                self.left.0[i] -= if founded { whole } else { 0.0 };
            }
            before.0.fill(0.0);
        }
        for (place, &one) in self.active.iter().enumerate() {
            for &other in &self.active[place + 1..] {
                let (front, back) = self.rules.split_at_mut(other);
                let ([_, mine, before_me], [_, theirs, before_them]) = (&mut front[one], &mut back[0]);
                for i in 0..LANES {
                    let larger = if theirs.0[i] > mine.0[i] { 1.0 } else { 0.0 };
                    before_me.0[i] += larger;
                    before_them.0[i] += 1.0 - larger;
                }
            }
        }
    }

    #[inline(always)]
    fn write(&self, terms: &Terms, credits: &[Lanes], ledger: &mut Ledger<'_>, at: usize, rows: usize) {
        let most = Points(if terms.all > 0.0 { terms.cap } else { 0 });
        let to = at..at + rows;
        let (points, coverage) = (&mut ledger.points[to.clone()], &mut ledger.coverage[to.clone()]);
        let range = &mut ledger.range[to.clone()];
        for i in 0..rows.min(LANES) {
            let has = self.known.0[i] > 0.0;
            let [low, high, total] = [&self.low, &self.high, &self.total].map(|l| Points(l.0[i] as i32));
            points[i] = has.then_some(total);
            let share = self.known.0[i] / terms.all;
            coverage[i] = if has { share } else { 0.0 };
            range[i] = if has { (low.min(total), high.max(total)) } else { (Points(0), most) };
        }
        let mut active = self.active.iter().copied().peekable();
        for (rule, out) in ledger.rules.iter_mut().enumerate() {
            let out = &mut out[to.clone()];
            if active.next_if_eq(&rule).is_none() {
                out.fill(RulePoints::packed(None));
                continue;
            }
            let [wholes, _, before] = &self.rules[rule];
            for i in 0..rows.min(LANES) {
                let extra = if before.0[i] < self.left.0[i] { 1.0 } else { 0.0 };
                let part = RulePoints::packed(Some(Points((wholes.0[i] + extra) as i32)));
                let has = !credits[rule].0[i].is_nan() & (self.known.0[i] > 0.0);
                out[i] = if has { part } else { RulePoints::packed(None) };
            }
        }
    }
}

/// A block of members, about to be settled.
struct Block<'b, 'l> {
    bench: &'b mut Bench,
    terms: &'b Terms,
    credits: &'b [Lanes],
    ledger: &'b mut Ledger<'l>,
    at: usize,
    rows: usize,
}

impl WithSimd for Block<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.bench.add_up(self.terms, self.credits);
        self.bench.wholes(self.terms);
        self.bench.share(self.terms, self.credits);
        self.bench.write(self.terms, self.credits, self.ledger, self.at, self.rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A credit of a kind: none, nothing, all, thirds (whose remainders are equal), anything.
    fn credit(kind: u8, any: f64) -> f64 {
        [f64::NAN, 0.0, 1.0, 1.0 / 3.0, any][usize::from(kind)]
    }

    /// All widths of registers that this machine has.
    fn levels() -> Vec<Arch> {
        let mut levels = vec![Arch::Scalar];
        #[cfg(target_arch = "x86_64")]
        levels.extend(pulp::x86::V3::try_new().map(Arch::V3));
        levels.push(Arch::new());
        levels
    }

    proptest! {
        #[test]
        fn a_block_is_settled_as_each_member_alone(
            rules in prop::collection::vec((prop_oneof![Just(0.0), Just(1.0), 0.0_f64..20.0], prop::bool::weighted(0.25)), 1..14),
            cells in prop::collection::vec((0_u8..5, 0.0_f64..=1.0), 13 * 300),
            members in 1_usize..300,
        ) {
            let all = rules.iter().filter(|(_, penalty)| !penalty).map(|(weight, _)| weight).sum();
            let terms = Terms { cap: 2500, rules, all };
            let n = terms.rules.len();
            for level in levels() {
                let mut points = vec![None; members];
                let (mut coverage, mut range) = (vec![-1.0; members], vec![(Points(-1), Points(-1)); members]);
                let mut parts = vec![vec![RulePoints::packed(Some(Points(-1))); members]; n];
                let mut ledger = Ledger {
                    points: &mut points,
                    coverage: &mut coverage,
                    range: &mut range,
                    rules: parts.iter_mut().map(Vec::as_mut_slice).collect(),
                };
                let cell = |member: usize, rule: usize| {
                    let (kind, any) = cells[member * n + rule];
                    credit(kind, any)
                };
                let mut bench = Bench::new();
                for at in (0..members).step_by(LANES) {
                    let mut credits = vec![Lanes([f64::NAN; LANES]); n];
                    for (rule, lanes) in credits.iter_mut().enumerate() {
                        for (i, member) in (at..members.min(at + LANES)).enumerate() {
                            lanes.0[i] = cell(member, rule);
                        }
                    }
                    bench.settle_on(level, &terms, &credits, &mut ledger, at);
                }
                for member in 0..members {
                    let claims: Vec<Claim> = terms.rules.iter().enumerate().map(|(rule, &(weight, penalty))| {
                        let credit = cell(member, rule);
                        Claim { weight, penalty, credit, founded: !credit.is_nan() }
                    }).collect();
                    let mut alone = Vec::new();
                    let settled = settle(2500, &claims, &mut alone);
                    prop_assert_eq!(points[member], settled.total);
                    prop_assert_eq!(coverage[member].to_bits(), settled.coverage.to_bits());
                    prop_assert_eq!(range[member], (settled.low, settled.high));
                    let alone: Vec<i16> = alone.into_iter().map(RulePoints::packed).collect();
                    prop_assert_eq!(parts.iter().map(|p| p[member]).collect::<Vec<_>>(), alone);
                }
            }
        }
    }
}
