//! The fit: weights that are never below 0 and add up to each pillar's points, and the slope of the outcome on their score.
//!
//! With β = slope × weight the smallest sum of squares is a convex problem in β and the slope: β ≥ 0, and in each pillar Σβ = slope ×
//! points. It is solved exactly by the primal active-set method (Nocedal & Wright 2006, algorithm 16.3); there are some thirty
//! unknowns, so each step is a small system of equations. A ridge on β − slope × default pulls towards the default weights.

use super::moments::Moments;

/// What is fitted.
#[derive(Clone, Debug)]
pub struct Problem {
    /// For each rule that is fitted its pillar, by place in `points`.
    pub pillar: Vec<usize>,
    /// For each rule that is fitted its default weight, in points.
    pub default: Vec<f64>,
    /// For each pillar the points that its fitted rules share.
    pub points: Vec<f64>,
}

/// Weights and the slope of their score.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// For each rule slope × weight, then the slope: what each column is multiplied by.
    pub slopes: Vec<f64>,
}

/// How strong the pull towards the default weights is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pull {
    /// So strong, where 1 weighs a point of a rule's weight as much as the mean rule's credit does.
    Strength(f64),
    /// The default weights; only the slope is fitted.
    Default,
}

impl Fit {
    /// The slope of the outcome on the score.
    pub fn slope(&self) -> f64 {
        self.slopes.last().copied().unwrap_or_default()
    }

    /// The weights, in points.
    pub fn weights(&self) -> impl Iterator<Item = f64> {
        let slope = self.slope();
        self.slopes[..self.slopes.len() - 1].iter().map(move |b| b / slope)
    }

    /// The intercept that belongs to it.
    pub fn intercept(&self, moments: &Moments) -> f64 {
        let outcome = moments.columns() - 1;
        let means: f64 = self.slopes.iter().enumerate().map(|(c, slope)| slope * moments.mean(c)).sum();
        moments.mean(outcome) - means
    }
}

impl Problem {
    /// The best weights and slope for these members; `None` where no weights make a score that rises with the outcome.
    ///
    /// The columns are the rules', what of the score is not fitted, and the outcome. `near` is a solution of a problem like this one.
    pub fn solve(&self, moments: &Moments, pull: Pull, near: Option<&Fit>) -> Option<Fit> {
        let n = self.default.len();
        let default: Vec<f64> = self.default.iter().copied().chain([1.0]).collect();
        let strength = match pull {
            Pull::Strength(strength) => strength,
            Pull::Default => 0.0,
        };
        let quadratic = Quadratic::new(self, moments, strength);
        if pull == Pull::Default {
            return quadratic.along(&default).map(|slopes| Fit { slopes });
        }
        let start = near.and_then(|fit| quadratic.along(&fit.slopes));
        let start =
            start.or_else(|| quadratic.along(&default)).or_else(|| quadratic.along(&self.best(&quadratic)));
        let mut at = start?;
        let mut held: Vec<bool> = at[..n].iter().map(|b| *b <= 0.0).collect();
        for _ in 0..20 * (n + 1) {
            let Some((to, forces)) = quadratic.stationary(self, &held) else { break };
            // How far towards it until a weight would fall below 0.
            let blocking = (0..n)
                .filter(|&r| !held[r] && to[r] < 0.0)
                .map(|r| (at[r] / (at[r] - to[r]), r))
                .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            if let Some((share, rule)) = blocking {
                at.iter_mut().zip(&to).for_each(|(at, to)| *at += share * (to - *at));
                at[rule] = 0.0;
                held[rule] = true;
                continue;
            }
            at = to;
            // A weight is let go where that lowers the sum of squares.
            let least =
                (0..n).filter(|&r| held[r]).map(|r| (forces[r], r)).min_by(|a, b| a.0.total_cmp(&b.0));
            match least {
                Some((force, rule)) if force < -1e-10 => held[rule] = false,
                _ => break,
            }
        }
        (at[n] > 1e-12).then_some(Fit { slopes: at })
    }

    /// In each pillar all points for the rule that goes most with the outcome: if not even that has a rising score, nothing has.
    fn best(&self, quadratic: &Quadratic) -> Vec<f64> {
        let n = self.default.len();
        let mut ray = vec![0.0; n];
        for (pillar, points) in self.points.iter().enumerate() {
            let own = (0..n).filter(|&r| self.pillar[r] == pillar);
            if let Some(best) = own.max_by(|&a, &b| quadratic.right[a].total_cmp(&quadratic.right[b])) {
                ray[best] = *points;
            }
        }
        ray.push(1.0);
        ray
    }
}

/// Half of xᵀ·left·x less right·x, whose least value is looked for; the last unknown is the slope.
struct Quadratic {
    left: Vec<Vec<f64>>,
    right: Vec<f64>,
}

impl Quadratic {
    fn new(problem: &Problem, moments: &Moments, strength: f64) -> Self {
        let n = problem.default.len();
        let mut left: Vec<Vec<f64>> =
            (0..=n).map(|a| (0..=n).map(|b| moments.covariance(a, b)).collect()).collect();
        let right = (0..=n).map(|a| moments.covariance(a, n + 1)).collect();
        let spread = (0..n).map(|r| left[r][r]).sum::<f64>() / n.max(1) as f64;
        let ridge = strength * spread;
        for (rule, default) in problem.default.iter().enumerate() {
            left[rule][rule] += ridge;
            left[rule][n] -= ridge * default;
            left[n][rule] -= ridge * default;
            left[n][n] += ridge * default * default;
        }
        Self { left, right }
    }

    /// The best multiple of some weights; `None` where their score does not rise with the outcome.
    fn along(&self, ray: &[f64]) -> Option<Vec<f64>> {
        let dot = |row: &[f64]| row.iter().zip(ray).map(|(a, b)| a * b).sum::<f64>();
        let rise = dot(&self.right);
        let bend: f64 = self.left.iter().zip(ray).map(|(row, x)| x * dot(row)).sum();
        (rise > 1e-12 && bend > 1e-12).then(|| ray.iter().map(|x| x * rise / bend).collect())
    }

    /// Where it is least with some weights held at 0, and by how much it would grow with each weight from there.
    fn stationary(&self, problem: &Problem, held: &[bool]) -> Option<(Vec<f64>, Vec<f64>)> {
        let n = held.len();
        let free: Vec<usize> = (0..n).filter(|&r| !held[r]).chain([n]).collect();
        let sums = problem.points.len();
        let size = free.len() + sums;
        // How much an unknown counts in the sum of a pillar, which has to be 0.
        let counts = |unknown: usize, pillar: usize| match problem.pillar.get(unknown) {
            Some(own) => f64::from(u8::from(*own == pillar)),
            None => -problem.points[pillar],
        };
        let mut rows = vec![vec![0.0; size + 1]; size];
        for (i, &a) in free.iter().enumerate() {
            for (j, &b) in free.iter().enumerate() {
                rows[i][j] = self.left[a][b];
            }
            for pillar in 0..sums {
                let count = counts(a, pillar);
                rows[i][free.len() + pillar] = count;
                rows[free.len() + pillar][i] = count;
            }
            rows[i][size] = self.right[a];
        }
        let solved = eliminate(rows)?;
        let mut to = vec![0.0; n + 1];
        free.iter().zip(&solved).for_each(|(&unknown, x)| to[unknown] = *x);
        let force = |rule: usize| {
            let own: f64 = self.left[rule].iter().zip(&to).map(|(a, b)| a * b).sum();
            let sum: f64 = (0..sums).map(|p| counts(rule, p) * solved[free.len() + p]).sum();
            own - self.right[rule] + sum
        };
        let forces = (0..n).map(force).collect();
        Some((to, forces))
    }
}

/// Solves equations, each with its right side behind; `None` where they have no single solution.
fn eliminate(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = rows.len();
    for column in 0..size {
        let largest =
            (column..size).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, largest);
        let (above, below) = rows.split_at_mut(column + 1);
        let pivot = &above[column];
        if pivot[column].abs() < 1e-14 {
            return None;
        }
        for row in below {
            let factor = row[column] / pivot[column];
            if factor != 0.0 {
                row[column..].iter_mut().zip(&pivot[column..]).for_each(|(x, p)| *x -= factor * p);
            }
        }
    }
    let mut solved = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|c| rows[row][c] * solved[c]).sum();
        solved[row] = (rows[row][size] - known) / rows[row][row];
    }
    solved.iter().all(|x| x.is_finite()).then_some(solved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agree::random::bits;
    use proptest::prelude::*;

    fn uniform(stream: u64, place: u64) -> f64 {
        (bits(stream, place) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Rows of five rules in two pillars of 60 and 40 points, nothing else, and an outcome with noise.
    fn rows(stream: u64, weights: &[f64; 5], noise: f64) -> Vec<[f64; 7]> {
        let row = |member: u64| {
            let credit = |rule: u64| uniform(stream, member * 10 + rule);
            let x = [0, 1, 2, 3, 4].map(credit);
            let score: f64 = x.iter().zip(weights).map(|(x, w)| x * w).sum();
            let y = 0.02 * score + noise * (uniform(stream, member * 10 + 9) - 0.5);
            [x[0], x[1], x[2], x[3], x[4], 0.0, y]
        };
        (0..300).map(row).collect()
    }

    fn problem() -> Problem {
        Problem {
            pillar: vec![0, 0, 0, 1, 1],
            default: vec![20.0, 20.0, 20.0, 20.0, 20.0],
            points: vec![60.0, 40.0],
        }
    }

    fn moments(rows: &[[f64; 7]]) -> Moments {
        Moments::of(7, rows.iter().map(<[f64; 7]>::as_slice))
    }

    #[test]
    fn without_noise_the_weights_come_back() {
        let weights = [45.0, 0.0, 15.0, 10.0, 30.0];
        let found =
            problem().solve(&moments(&rows(1, &weights, 0.0)), Pull::Strength(0.0), None).expect("a fit");
        assert!((found.slope() - 0.02).abs() < 1e-9, "{found:?}");
        for (weight, known) in found.weights().zip(weights) {
            assert!((weight - known).abs() < 1e-6, "{found:?}");
        }
    }

    #[test]
    fn a_strong_pull_leaves_the_default_and_a_falling_score_is_none() {
        let moments = moments(&rows(2, &[60.0, 0.0, 0.0, 0.0, 40.0], 1.0));
        let found = problem().solve(&moments, Pull::Strength(1e6), None).expect("a fit");
        let default = problem().solve(&moments, Pull::Default, None).expect("a fit");
        assert!(found.weights().all(|w| (w - 20.0).abs() < 0.01), "{found:?}");
        assert!((found.slope() - default.slope()).abs() < 1e-5);
        let falling: Vec<[f64; 7]> = rows(2, &[20.0; 5], 0.1)
            .into_iter()
            .map(|r| [r[0], r[1], r[2], r[3], r[4], 0.0, -r[6]])
            .collect();
        let falling = Moments::of(7, falling.iter().map(<[f64; 7]>::as_slice));
        assert_eq!(problem().solve(&falling, Pull::Strength(0.01), None), None);
        assert_eq!(problem().solve(&falling, Pull::Default, None), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        /// Nobody finds anything better nearby, and the sums hold.
        #[test]
        fn nothing_better_is_near(stream in 1_u64..1_000_000, noise in 0.0_f64..3.0, strength in 0.0_f64..0.1) {
            let moments = moments(&rows(stream, &[60.0, 0.0, 0.0, 5.0, 35.0], noise));
            let problem = problem();
            let Some(found) = problem.solve(&moments, Pull::Strength(strength), None) else { return Ok(()) };
            let quadratic = Quadratic::new(&problem, &moments, strength);
            let value = |x: &[f64]| {
                let bend: f64 = quadratic.left.iter().zip(x).map(|(row, a)| a * row.iter().zip(x).map(|(l, b)| l * b).sum::<f64>()).sum();
                bend / 2.0 - quadratic.right.iter().zip(x).map(|(r, a)| r * a).sum::<f64>()
            };
            let weights: Vec<f64> = found.weights().collect();
            prop_assert!(weights.iter().all(|w| *w >= 0.0));
            prop_assert!((weights[..3].iter().sum::<f64>() - 60.0).abs() < 1e-6);
            prop_assert!((weights[3..].iter().sum::<f64>() - 40.0).abs() < 1e-6);
            let best = value(&found.slopes);
            for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (3, 4), (4, 3)] {
                for slope in [0.999, 1.0, 1.001] {
                    let mut x: Vec<f64> = found.slopes.iter().map(|x| x * slope).collect();
                    let step = x[from].min(1e-4);
                    x[from] -= step;
                    x[to] += step;
                    prop_assert!(value(&x) >= best - 1e-12, "{from} {to} {slope}");
                }
            }
            // From wherever the search begins, it ends there.
            let again = problem.solve(&moments, Pull::Strength(strength), problem.solve(&moments, Pull::Strength(1.0), None).as_ref());
            let again = again.expect("a fit");
            prop_assert!(again.slopes.iter().zip(&found.slopes).all(|(a, b)| (a - b).abs() < 1e-7));
        }
    }
}
