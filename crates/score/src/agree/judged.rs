//! What people said of texts, and which texts are compared with which because of it.

use super::comparison::Comparison;
use super::matching::{Match, neighbours, one_to_one};

/// What people said of the texts.
#[derive(Clone, Debug)]
pub enum Judged {
    /// Texts 2k and 2k + 1 belong together; whether the first is the better one.
    Pairs(Vec<bool>),
    /// Each text has a label, the higher the better.
    Rows {
        /// The labels.
        labels: Vec<f64>,
        /// To which group each text belongs; only texts of one group are compared.
        groups: Option<Vec<u32>>,
    },
}

impl Judged {
    /// All rows, or all pairs by their number.
    pub fn items(&self) -> Vec<u32> {
        let items = match self {
            Self::Pairs(pairs) => pairs.len(),
            Self::Rows { labels, .. } => labels.len(),
        };
        (0..items as u32).collect()
    }
}

/// How comparisons were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// All that there are.
    All,
    /// All pairs whose lengths match.
    MatchingPairs,
    /// Each row of the smaller side with a row of its own of the other side, then all of these with all.
    OneToOne,
    /// Each row with a near one of another label.
    Neighbours,
}

/// What kind of label people gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Which of two is better.
    Pairs,
    /// One of two values.
    TwoValued,
    /// A number.
    Numbers,
}

/// The comparisons of an evaluation, to ask other measures the same.
pub struct Comparisons<'a> {
    /// Everything.
    pub all: Comparison<'a>,
    /// Where lengths match, the way that was chosen first.
    pub matched: (Chosen, Comparison<'a>),
    /// The other way, if there is one.
    pub other: Option<(Chosen, Comparison<'a>)>,
}

/// What kind of label people gave.
pub fn shape(judged: &Judged) -> Shape {
    let Judged::Rows { labels, .. } = judged else { return Shape::Pairs };
    let mut seen: Vec<f64> = Vec::new();
    for &label in labels {
        if !seen.contains(&label) {
            seen.push(label);
        }
        if seen.len() > 2 {
            return Shape::Numbers;
        }
    }
    Shape::TwoValued
}

/// The rows or pairs among `items` whose texts all have a grade.
pub fn graded(judged: &Judged, items: &[u32], grade: &[f64]) -> Vec<u32> {
    let known = |text: u32| !grade[text as usize].is_nan();
    let fits = |item: &u32| match judged {
        Judged::Pairs(_) => known(item * 2) && known(item * 2 + 1),
        Judged::Rows { .. } => known(*item),
    };
    items.iter().copied().filter(fits).collect()
}

/// What is compared with what, among some rows or pairs.
pub fn comparisons<'a>(
    judged: &'a Judged,
    shape: Shape,
    items: &[u32],
    words: &'a [f64],
    matched: Match,
) -> Comparisons<'a> {
    match judged {
        Judged::Pairs(first) => {
            let pair = |&k: &u32| if first[k as usize] { (2 * k, 2 * k + 1) } else { (2 * k + 1, 2 * k) };
            let pairs: Vec<(u32, u32)> = items.iter().map(pair).collect();
            let fits = |&(a, b): &(u32, u32)| matched.holds(words[a as usize], words[b as usize]);
            let near = pairs.iter().copied().filter(fits).collect();
            Comparisons {
                all: Comparison::Pairs(pairs),
                matched: (Chosen::MatchingPairs, Comparison::Pairs(near)),
                other: None,
            }
        }
        Judged::Rows { labels, groups: Some(of) } => {
            let groups = grouped(items, of);
            let differ =
                |rows: &Vec<u32>| rows.iter().any(|&r| labels[r as usize] != labels[rows[0] as usize]);
            let groups: Vec<Vec<u32>> = groups.into_iter().filter(differ).collect();
            let near = Comparison::Groups { labels, groups: groups.clone(), matched: Some((words, matched)) };
            Comparisons {
                all: Comparison::Groups { labels, groups, matched: None },
                matched: (Chosen::MatchingPairs, near),
                other: None,
            }
        }
        Judged::Rows { labels, groups: None } => {
            let all = Comparison::Rows { labels, rows: items.to_vec() };
            if shape != Shape::TwoValued {
                let pairs = neighbours(words, labels, items, &matched);
                return Comparisons {
                    all,
                    matched: (Chosen::Neighbours, Comparison::Pairs(pairs)),
                    other: None,
                };
            }
            let most = items.iter().map(|&r| labels[r as usize]).fold(f64::NEG_INFINITY, f64::max);
            let (higher, lower): (Vec<u32>, Vec<u32>) =
                items.iter().partition(|&&row| labels[row as usize] == most);
            let mut rows: Vec<u32> =
                one_to_one(words, &higher, &lower, &matched).iter().flat_map(|&(a, b)| [a, b]).collect();
            rows.sort_unstable();
            Comparisons {
                all,
                matched: (Chosen::OneToOne, Comparison::Rows { labels, rows }),
                other: Some((
                    Chosen::MatchingPairs,
                    Comparison::Window { higher, lower, matched: (words, matched) },
                )),
            }
        }
    }
}

/// Rows by their group, in the order in which groups come up.
fn grouped(items: &[u32], of: &[u32]) -> Vec<Vec<u32>> {
    let most = items.iter().map(|&row| of[row as usize] as usize + 1).max().unwrap_or(0);
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); most];
    for &row in items {
        groups[of[row as usize] as usize].push(row);
    }
    groups.retain(|rows| !rows.is_empty());
    groups
}
