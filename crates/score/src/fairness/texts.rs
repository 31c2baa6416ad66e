//! The texts of a kind, graded, with what each rule made of them.

use ssi_corpus::data::DAY;
use ssi_corpus::resolve::Resolved;
use ssi_corpus::tables::{Kind, TABLES, table};
use ssi_rules::{GradePlan, Model, TextWant};
use ssi_text::{Language, script, signal};

use super::tongue::Tongue;
use crate::grade::Grader;
use crate::languages::languages;
use crate::points::{Claim, Points, settle};

/// A grade of 1, as `ssi grade` writes it: four digits.
pub(super) const WHOLE: i32 = 10_000;

/// What members write themselves, by table and column.
const WRITTEN: [(&str, &str); 6] = [
    ("comments", "text"),
    ("posts", "text"),
    ("messages", "text"),
    ("invitations_sent", "note"),
    ("profile", "headline"),
    ("profile", "summary"),
];

/// Where a band of lengths ends and the next begins, in words; each band reaches half as far again as the one before.
const BANDS: [f64; 16] =
    [2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 27.0, 40.0, 60.0, 90.0, 135.0, 200.0, 300.0, 450.0, 675.0, 1000.0];

/// How many bands of lengths there are.
pub(super) const ALL_BANDS: usize = BANDS.len() + 1;

/// The band of a length in words.
pub(super) fn band(words: f64) -> usize {
    BANDS.partition_point(|&end| end <= words)
}

/// A text with its grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    pub(super) member: u32,
    pub(super) tongue: Tongue,
    pub(super) band: usize,
    /// In ten-thousandths.
    pub(super) grade: i32,
}

/// The texts of a kind.
pub(super) struct Texts<'m> {
    pub(super) plan: &'m GradePlan,
    pub(super) all: Vec<Text>,
    /// For each rule the credit of each text; NaN where it has nothing to tell from.
    pub(super) credits: Vec<Vec<f64>>,
    /// Texts of which no rule has anything to tell.
    pub(super) ungraded: usize,
}

impl<'m> Texts<'m> {
    /// Reads and grades what the members wrote of a kind in the window; texts without a word are none.
    pub(super) fn new(model: &Model, plan: &'m GradePlan, resolved: &Resolved<'_>) -> Self {
        let mut all =
            Self { plan, all: Vec::new(), credits: vec![Vec::new(); plan.rules.len()], ungraded: 0 };
        for (place, column) in WRITTEN {
            let place = table(place).expect("a table of the list");
            let kind = TABLES[place].column(column).map(|c| TABLES[place].columns[c].kind);
            if kind.is_some_and(|kind| matches!(kind, Kind::Text(kind) if kind == plan.kind)) {
                all.read(model, resolved, place, column);
            }
        }
        all
    }

    fn read(&mut self, model: &Model, resolved: &Resolved<'_>, place: usize, column: &'static str) {
        let file = TABLES[place].file;
        let (Some(frame), Some(texts)) = (
            resolved.frame_of(place, &|_| false),
            resolved.corpus().rows(file).and_then(|rows| rows.texts(column)),
        ) else {
            return;
        };
        let since = resolved.view().end - i64::from(resolved.view().window_days) * DAY;
        let counts = |&i: &usize| !TABLES[place].timed || frame.times[i] >= since;
        let rows: Vec<usize> = (0..frame.len()).filter(counts).collect();
        let text = |i: usize| texts.get(frame.rows[rows[i]] as usize);
        let languages = languages(resolved, file, column);
        let language = |i: usize| -> Option<Language> { languages.as_ref()?[frame.rows[rows[i]] as usize] };

        let lengths = ["words", "length_in_words"]
            .map(|id| TextWant::Signal(usize::from(signal(id).expect("a signal of the list").0)));
        let mut columns = Grader::rules(model, self.plan, &lengths).run_as(rows.len(), text, language);
        let [words, length] = [columns.remove(columns.len() - 2), columns.remove(columns.len() - 1)];
        let mut parts = Vec::new();
        for i in (0..rows.len()).filter(|&i| words[i] > 0.0) {
            let founded = |pair: &[Vec<f64>]| if pair[1][i] == 1.0 { pair[0][i] } else { f64::NAN };
            let credits: Vec<f64> = columns[1..].chunks_exact(2).map(founded).collect();
            let Some(grade) = settled(self.plan, |rule| credits[rule], &mut parts) else {
                self.ungraded += 1;
                continue;
            };
            self.all.push(Text {
                member: frame.members[rows[i]],
                tongue: Tongue::of(language(i), script(text(i)), words[i]),
                band: band(length[i]),
                grade,
            });
            for (all, credit) in self.credits.iter_mut().zip(credits) {
                all.push(credit);
            }
        }
    }
}

/// A grade in ten-thousandths and what each rule gives or takes, from the rules' credits; NaN drops out.
pub(super) fn settled(
    plan: &GradePlan,
    credit: impl Fn(usize) -> f64,
    parts: &mut Vec<Option<Points>>,
) -> Option<i32> {
    let claim = |(place, rule): (usize, &ssi_rules::Rule)| {
        let credit = credit(place);
        Claim { weight: rule.weight, penalty: rule.penalty, credit, founded: !credit.is_nan() }
    };
    // A credit that is missing must not meet the sums.
    let clean = |c: Claim| Claim { credit: if c.founded { c.credit } else { 0.0 }, ..c };
    let claims: Vec<Claim> = plan.rules.iter().enumerate().map(claim).map(clean).collect();
    settle(WHOLE, &claims, parts).total.map(|points| points.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_lengths() {
        for (words, expected) in [(0.6, 0), (1.9, 0), (2.0, 1), (4.0, 2), (5.0, 3), (999.0, 15), (5000.0, 16)]
        {
            assert_eq!(band(words), expected, "{words}");
        }
        assert_eq!(band(f64::MAX) + 1, ALL_BANDS);
    }

    #[test]
    fn everything_that_is_graded_and_written_by_members_is_read() {
        for t in TABLES.iter().filter(|t| !t.id.contains("received")) {
            for c in t.columns.iter().filter(|c| matches!(c.kind, Kind::Text(_))) {
                assert!(WRITTEN.contains(&(t.id, c.id)), "{}.{}", t.id, c.id);
            }
        }
    }
}
