//! How far a grade agrees with people, beside length alone: on everything and where lengths match.

use super::bootstrap::{Statistic, interval, resampled};
use super::comparison::Comparison;
use super::judged::{Chosen, Comparisons, Judged, Shape, comparisons, graded};
use super::matching::Match;

/// Numbers for each text. A missing grade is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Measures<'a> {
    /// Grades.
    pub grade: &'a [f64],
    /// Lengths in words, see [`words`](super::length::words).
    pub words: &'a [f64],
    /// Lengths in characters.
    pub characters: &'a [f64],
}

/// How it is done.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// When two lengths match.
    pub matched: Match,
    /// How many resamples make an interval; 0 for none.
    pub resamples: usize,
}

/// A number with the interval that holds the middle 95 % of the resamples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number; NaN where there is nothing to tell it from.
    pub value: f64,
    /// Its interval; `None` where none was asked for or can be told.
    pub interval: Option<(f64, f64)>,
}

/// The measures on the same comparisons.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// The grade.
    pub grade: Estimate,
    /// Length in words alone.
    pub words: Estimate,
    /// Length in characters alone.
    pub characters: Estimate,
    /// The grade less length in words, on the same resamples.
    pub less_words: Estimate,
    /// The grade less length in characters, on the same resamples.
    pub less_characters: Estimate,
}

impl Figures {
    /// Whether characters agree better than words.
    pub fn characters_are_stronger(&self) -> bool {
        self.characters.value > self.words.value
    }

    /// The grade less length alone: less the stronger of words and characters.
    pub fn less_length(&self) -> Estimate {
        if self.characters_are_stronger() { self.less_characters } else { self.less_words }
    }
}

/// One set of comparisons.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// How they were chosen.
    pub chosen: Chosen,
    /// Pairs of a better and a worse text.
    pub pairs: u64,
    /// Rows, where comparisons are between rows; 0 where they are pairs.
    pub rows: usize,
    /// How often the better text has the higher value.
    pub agreement: Figures,
}

/// How far a grade agrees with people.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// What kind of label.
    pub shape: Shape,
    /// Rows or pairs that count.
    pub items: usize,
    /// Rows or pairs left out, because a text of theirs has no grade.
    pub ungraded: usize,
    /// Rows with the higher one of two labels; 0 for other shapes.
    pub positive: usize,
    /// Groups in which there is something to compare, where groups were asked for.
    pub groups: Option<usize>,
    /// Everything.
    pub all: Section,
    /// The rank correlation with the labels, for labels.
    pub correlation: Option<Figures>,
    /// Where lengths match: the set on which length alone is nearest to saying nothing.
    pub matched: Section,
    /// The other set where lengths match, without intervals, if there are two ways to choose.
    pub other: Option<Section>,
}

/// Evaluates a grade on some rows or pairs of a file.
///
/// `items` are rows, or pairs by their number; `shape` is that of the whole file, so that a part of it is not taken for another
/// kind. Costs O(n log n), and for intervals O(n) for each resample; O(n log n) for labels of many values.
pub fn evaluate(
    judged: &Judged,
    shape: Shape,
    items: &[u32],
    measures: &Measures<'_>,
    settings: &Settings,
) -> Evaluation {
    let counted = graded(judged, items, measures.grade);
    let Comparisons { all, matched, other } =
        comparisons(judged, shape, &counted, measures.words, settings.matched);
    let texts = measures.grade.len();
    let positive = match (judged, shape) {
        (Judged::Rows { labels, .. }, Shape::TwoValued) => {
            let most = labels.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            counted.iter().filter(|&&row| labels[row as usize] == most).count()
        }
        _ => 0,
    };
    let (matched, other) = nearest_to_nothing(&matched, other.as_ref(), measures, texts, settings);
    Evaluation {
        shape,
        items: counted.len(),
        ungraded: items.len() - counted.len(),
        positive,
        groups: match &all {
            Comparison::Groups { groups, .. } => Some(groups.len()),
            _ => None,
        },
        correlation: correlation(&all, measures, texts, settings.resamples),
        all: section(Chosen::All, &all, measures, texts, settings.resamples),
        matched,
        other,
    }
}

/// Of two ways to choose where lengths match, the one in which length alone says least comes first.
fn nearest_to_nothing(
    first: &(Chosen, Comparison<'_>),
    second: Option<&(Chosen, Comparison<'_>)>,
    measures: &Measures<'_>,
    texts: usize,
    settings: &Settings,
) -> (Section, Option<Section>) {
    let made = |(chosen, comparison): &(Chosen, Comparison<'_>), resamples| {
        section(*chosen, comparison, measures, texts, resamples)
    };
    let Some(second) = second else { return (made(first, settings.resamples), None) };
    let says = |s: &Section| (s.agreement.words.value - 0.5).abs();
    let (a, b) = (made(first, 0), made(second, 0));
    // Where nothing can be told a comparison with NaN is false, and the first stays first.
    if says(&b) < says(&a) {
        (made(second, settings.resamples), Some(a))
    } else {
        (made(first, settings.resamples), Some(b))
    }
}

fn section(
    chosen: Chosen,
    comparison: &Comparison<'_>,
    measures: &Measures<'_>,
    texts: usize,
    resamples: usize,
) -> Section {
    let of = |measure: &[f64]| comparison.agreement(measure);
    let [grade, words, characters] = [measures.grade, measures.words, measures.characters].map(of);
    let units = comparison.units(texts);
    let pairs = grade.count(&vec![1; units]).pairs;
    let rows = match comparison {
        Comparison::Rows { rows, .. } => rows.len(),
        _ => 0,
    };
    let agreement = figures([&grade, &words, &characters], units, resamples);
    Section { chosen, pairs, rows, agreement }
}

fn correlation(
    comparison: &Comparison<'_>,
    measures: &Measures<'_>,
    texts: usize,
    resamples: usize,
) -> Option<Figures> {
    let grade = comparison.correlation(measures.grade)?;
    let words = comparison.correlation(measures.words)?;
    let characters = comparison.correlation(measures.characters)?;
    Some(figures([&grade, &words, &characters], comparison.units(texts), resamples))
}

/// The grade, words and characters, with intervals.
fn figures(statistics: [&dyn Statistic; 3], units: usize, resamples: usize) -> Figures {
    let [grade, words, characters] = statistics.map(|s| s.value(&vec![1; units]));
    // With one unit every resample is the same, which says nothing of how sure a figure is.
    let drawn = if units < 2 { Vec::new() } else { resampled(&statistics, units, resamples) };
    let estimate = |value: f64, of: &dyn Fn(&Vec<f64>) -> f64| Estimate {
        value,
        interval: if value.is_nan() { None } else { interval(drawn.iter().map(of)) },
    };
    Figures {
        grade: estimate(grade, &|r| r[0]),
        words: estimate(words, &|r| r[1]),
        characters: estimate(characters, &|r| r[2]),
        less_words: estimate(grade - words, &|r| r[0] - r[1]),
        less_characters: estimate(grade - characters, &|r| r[0] - r[2]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::judged::shape;
    use super::*;

    const SETTINGS: Settings = Settings { matched: Match { within: 0.25, least: 5.0 }, resamples: 200 };

    #[track_caller]
    fn made(judged: &Judged, grade: &[f64], words: &[f64]) -> Evaluation {
        let measures = Measures { grade, words, characters: words };
        evaluate(judged, shape(judged), &judged.items(), &measures, &SETTINGS)
    }

    #[test]
    fn a_grade_that_knows_more_than_length() {
        // Better texts are twice as long, but for ten of the worse ones.
        let labels: Vec<f64> = (0..60).map(|i| f64::from(i % 2)).collect();
        let words: Vec<f64> = (0..60).map(|i| if i % 2 == 1 || i < 20 { 20.0 } else { 10.0 }).collect();
        let judged = Judged::Rows { labels: labels.clone(), groups: None };
        let found = made(&judged, &labels, &words);
        assert_eq!((found.shape, found.items, found.positive), (Shape::TwoValued, 60, 30));
        assert_eq!(found.all.agreement.grade, Estimate { value: 1.0, interval: Some((1.0, 1.0)) });
        assert!((found.all.agreement.words.value - (20.0 + 10.0 / 2.0) / 30.0).abs() < 1e-12);
        // Ten of the longer ones have a partner of their length.
        assert_eq!(
            (found.matched.chosen, found.matched.rows, found.matched.pairs),
            (Chosen::OneToOne, 20, 100)
        );
        assert_eq!(found.matched.agreement.words.value, 0.5);
        assert_eq!(found.matched.agreement.less_length().value, 0.5);
        assert_eq!(found.other.map(|o| o.pairs), Some(300));
    }

    #[test]
    fn what_has_no_grade_is_left_out() {
        let nan = f64::NAN;
        let pairs = Judged::Pairs(vec![true, false, true]);
        let found = made(&pairs, &[0.9, 0.1, 0.9, nan, 0.1, 0.9], &[6.0; 6]);
        assert_eq!((found.items, found.ungraded, found.all.pairs), (2, 1, 2));
        assert_eq!(found.all.agreement.grade.value, 0.5);
        let rows = Judged::Rows { labels: vec![1.0, 2.0, 3.0], groups: None };
        let found = made(&rows, &[0.1, nan, 0.2], &[6.0; 3]);
        assert_eq!((found.items, found.ungraded, found.matched.chosen), (2, 1, Chosen::Neighbours));
        let found = made(&rows, &[nan; 3], &[6.0; 3]);
        assert!(found.items == 0 && found.all.agreement.grade.value.is_nan());
        assert_eq!(found.all.agreement.grade.interval, None);
    }

    #[test]
    fn groups_are_compared_inside() {
        let labels = vec![1.0, 2.0, 10.0, 20.0, 5.0, 5.0];
        let judged = Judged::Rows { labels, groups: Some(vec![0, 0, 1, 1, 2, 2]) };
        let found = made(&judged, &[0.8, 0.9, 0.1, 0.2, 0.5, 0.6], &[6.0; 6]);
        assert_eq!((found.groups, found.all.pairs, found.matched.pairs), (Some(2), 2, 2));
        assert_eq!(found.all.agreement.grade.value, 1.0);
        assert_eq!(found.correlation.map(|c| c.grade.value), Some(1.0));
    }
}
