//! Are grades fair between languages?
//!
//! Texts of each kind are grouped by the language and script that they are graded in, and each group is compared with all
//! others **at the same length** (`matched`). A rule that has no word list for a language drops out of a grade there: that can
//! make a grade lower, and also higher, where a penalty cannot be seen. How much of a difference that makes is computed: the
//! difference as it is, less the one that remains when nobody is graded by those rules. What remains is shared out among the
//! other rules exactly.
//!
//! A difference is not yet unfair: people who write one language may write better comments. A missing list is.

mod lists;
mod matched;
mod members;
mod rules;
mod texts;
mod tongue;

pub use lists::{List, Missing};
pub use members::Writers;
pub use rules::RuleDifference;
pub use tongue::Tongue;

use std::collections::BTreeSet;

use ssi_corpus::resolve::Resolved;
use ssi_rules::Model;

use matched::Sums;
use rules::Without;
use texts::{ALL_BANDS, Texts, WHOLE};

/// With fewer texts on either side nothing is judged.
pub const LEAST_TEXTS: usize = 20;
/// With fewer authors on either side nothing is judged.
pub const LEAST_AUTHORS: usize = 5;
/// A smaller difference of grades, which reach from 0 to 1, is not worth a word.
pub const LEAST_DIFFERENCE: f64 = 0.05;
/// So much of a difference must come from missing lists to blame it on them.
pub const LEAST_OF_LISTS: f64 = 0.02;

/// The kinds of graded texts, in the order of the report.
const KINDS: [&str; 5] = ["comment", "post", "message", "headline", "summary"];

/// Grades by language.
#[derive(Clone, Debug, Default)]
pub struct Fairness {
    /// Each kind of which there are texts.
    pub kinds: Vec<Kind>,
    /// Members by what they usually write.
    pub writers: Vec<Writers>,
}

/// The texts of one kind.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The kind.
    pub kind: String,
    /// How many texts there are.
    pub texts: usize,
    /// How many members wrote them.
    pub authors: usize,
    /// Their mean grade, 0 to 1; NaN where none could be graded.
    pub mean: f64,
    /// Texts left out, because no rule has anything to tell from.
    pub ungraded: usize,
    /// The groups, languages first.
    pub groups: Vec<Group>,
}

/// The texts of one kind in one language.
#[derive(Clone, Debug)]
pub struct Group {
    /// The language or script.
    pub tongue: Tongue,
    /// How many texts.
    pub texts: usize,
    /// How many members wrote them.
    pub authors: usize,
    /// Their mean grade, 0 to 1.
    pub mean: f64,
    /// The grade in the middle, 0 to 1.
    pub median: f64,
    /// The share of the rules' weight, penalties too, that had something to tell from, 0 to 1.
    pub coverage: f64,
    /// The rules that most of the texts give nothing to tell from, by id.
    pub blind: Vec<String>,
    /// The lists that the rules read and that are not there for it.
    pub missing: Vec<Missing>,
    /// The difference from all others at the same length; `None` where nobody else wrote as long a text.
    pub difference: Option<Difference>,
}

/// Which side of the others a group is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Graded lower.
    Lower,
    /// Graded higher.
    Higher,
}

/// The grades of a group less those of all others at the same length.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The difference, -1 to 1.
    pub value: f64,
    /// The middle 95 % of it over resampled authors; `None` where it cannot be told.
    pub interval: Option<(f64, f64)>,
    /// The group's texts that have others of their length, and how many members wrote them.
    pub own: (usize, usize),
    /// The others' texts of these lengths, and how many members wrote them.
    pub others: (usize, usize),
    /// How much of it comes from rules that lack lists or data in the group, or in most of the others' texts.
    pub of_lists: f64,
    /// The rules that lack lists or data in the group, by id.
    pub lacking: Vec<String>,
    /// The rules that have data in the group and none in most of the others' texts, by id.
    pub lacking_elsewhere: Vec<String>,
    /// What the other rules make, the most first; with `of_lists` they add up to the difference.
    pub rules: Vec<RuleDifference>,
}

impl Group {
    /// Whether there are enough texts and authors, here and elsewhere, to judge.
    pub fn is_judged(&self) -> bool {
        let enough = |(texts, authors): (usize, usize)| texts >= LEAST_TEXTS && authors >= LEAST_AUTHORS;
        self.difference.as_ref().is_some_and(|d| enough(d.own) && enough(d.others) && d.interval.is_some())
    }

    /// The side on which a group that can be judged clearly is: the difference is worth a word and more than chance.
    pub fn side(&self) -> Option<Side> {
        let difference = self.difference.as_ref().filter(|_| self.is_judged())?;
        let (low, high) = difference.interval?;
        match difference.value {
            v if v <= -LEAST_DIFFERENCE && high < 0.0 => Some(Side::Lower),
            v if v >= LEAST_DIFFERENCE && low > 0.0 => Some(Side::Higher),
            _ => None,
        }
    }

    /// Whether missing lists or data put it there: that is what a warning is given for.
    pub fn is_warned(&self) -> bool {
        let of_lists = self.difference.as_ref().map_or(0.0, |d| d.of_lists);
        match self.side() {
            Some(Side::Lower) => of_lists <= -LEAST_OF_LISTS,
            Some(Side::Higher) => of_lists >= LEAST_OF_LISTS,
            None => false,
        }
    }
}

impl Fairness {
    /// Every group with its kind for which a warning is given.
    pub fn warnings(&self) -> impl Iterator<Item = (&Kind, &Group)> {
        self.kinds.iter().flat_map(|k| k.groups.iter().filter(|g| g.is_warned()).map(move |g| (k, g)))
    }
}

/// Compares the grades of what members wrote in the window, by language.
///
/// Reads and grades every text; then costs a thousand sums over authors and, for each group, one more grading without the
/// rules that lack data there. The same for any number of threads and any order of rows.
pub fn fairness(model: &Model, resolved: &Resolved<'_>) -> Fairness {
    let plans = KINDS.iter().filter_map(|kind| model.grade(kind));
    let read: Vec<Texts<'_>> = plans
        .map(|plan| Texts::new(model, plan, resolved))
        .filter(|of| !of.all.is_empty() || of.ungraded > 0)
        .collect();
    Fairness { kinds: read.iter().map(|of| kind(model, of)).collect(), writers: members::writers(&read) }
}

fn kind(model: &Model, of: &Texts<'_>) -> Kind {
    let tongues: Vec<Tongue> = of.all.iter().map(|t| t.tongue).collect::<BTreeSet<_>>().into_iter().collect();
    let sums = matched::sums(&of.all, &tongues);
    let intervals = matched::intervals(&of.all, &tongues);
    let credits = rules::credits(of, &tongues);
    let mut without: Vec<Without> = Vec::new();
    let mut groups = Vec::new();
    for (place, &tongue) in tongues.iter().enumerate() {
        let rows: Vec<usize> = (0..of.all.len()).filter(|&row| of.all[row].tongue == tongue).collect();
        let blind = rules::blind(of, &rows);
        let missing = lists::missing(model, of.plan, tongue);
        let (mean, median) = middle(of, &rows);
        let ids = |chosen: &[bool]| -> Vec<String> {
            of.plan.rules.iter().zip(chosen).filter(|(_, is)| **is).map(|(r, _)| r.id.clone()).collect()
        };
        let difference = compared(of, &sums, &tongues, place).map(|(value, own, others)| {
            let lacks = |rule: &ssi_rules::Rule| missing.iter().any(|m| m.rules.contains(&rule.id));
            let here: Vec<bool> =
                of.plan.rules.iter().zip(&blind).map(|(rule, blind)| *blind || lacks(rule)).collect();
            let rest: Vec<usize> = (0..of.all.len()).filter(|&row| of.all[row].tongue != tongue).collect();
            let elsewhere: Vec<bool> =
                rules::blind(of, &rest).iter().zip(&here).map(|(rest, here)| *rest && !here).collect();
            let removed: Vec<bool> = here.iter().zip(&elsewhere).map(|(a, b)| *a || *b).collect();
            let known = without.iter().position(|w| w.removed() == removed).unwrap_or_else(|| {
                without.push(Without::new(of, &tongues, removed));
                without.len() - 1
            });
            let without = &without[known];
            let left = without.difference(place);
            let whole = f64::from(WHOLE);
            let mut rules = without.rules(of, &credits, place);
            for rule in &mut rules {
                rule.grade /= whole;
            }
            Difference {
                value: value / whole,
                interval: intervals[place].map(|(low, high)| (low / whole, high / whole)),
                own,
                others,
                // Where nothing is left to grade by, all of it comes from what is lacking.
                of_lists: if left.is_nan() { value } else { value - left } / whole,
                lacking: ids(&here),
                lacking_elsewhere: ids(&elsewhere),
                rules,
            }
        });
        groups.push(Group {
            tongue,
            texts: rows.len(),
            authors: authors(rows.iter().map(|&row| of.all[row].member)),
            mean,
            median,
            coverage: rules::coverage(of, &rows),
            blind: ids(&blind),
            missing,
            difference,
        });
    }
    let all: Vec<usize> = (0..of.all.len()).collect();
    Kind {
        kind: of.plan.kind.clone(),
        texts: of.all.len(),
        authors: authors(of.all.iter().map(|t| t.member)),
        mean: middle(of, &all).0,
        ungraded: of.ungraded,
        groups,
    }
}

/// Texts, and the members who wrote them.
type Counts = (usize, usize);

/// The difference of a group in ten-thousandths, and the texts and authors on either side.
fn compared(of: &Texts<'_>, sums: &Sums, tongues: &[Tongue], group: usize) -> Option<(f64, Counts, Counts)> {
    let mut shared = [false; ALL_BANDS];
    sums.pairs(group).for_each(|(band, ..)| shared[band] = true);
    let side = |own: bool| {
        let is = |t: &&texts::Text| shared[t.band] && (t.tongue == tongues[group]) == own;
        let texts = of.all.iter().filter(is);
        (texts.clone().count(), authors(texts.map(|t| t.member)))
    };
    let value = sums.difference(group);
    (!value.is_nan()).then(|| (value, side(true), side(false)))
}

fn authors(members: impl Iterator<Item = u32>) -> usize {
    members.collect::<BTreeSet<_>>().len()
}

/// The mean and the median grade of some texts, 0 to 1.
fn middle(of: &Texts<'_>, rows: &[usize]) -> (f64, f64) {
    let mut grades: Vec<i64> = rows.iter().map(|&row| i64::from(of.all[row].grade)).collect();
    if grades.is_empty() {
        return (f64::NAN, f64::NAN);
    }
    grades.sort_unstable();
    let n = grades.len();
    let whole = f64::from(WHOLE);
    let mean = grades.iter().sum::<i64>() as f64 / n as f64 / whole;
    (mean, (grades[(n - 1) / 2] + grades[n / 2]) as f64 / 2.0 / whole)
}
