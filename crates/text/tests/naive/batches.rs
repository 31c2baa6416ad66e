//! A text in a batch, in any order, with any part of what can be asked.

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use ssi_text::{Scratch, Want};

use crate::agree::{analyzer, cases, same, wants};
use crate::posts::post;

/// The values of a text that is read alone.
fn alone(wants: &[Want], text: &str) -> Vec<f64> {
    let mut row = vec![0.0; wants.len()];
    analyzer(wants).row(text, &mut Scratch::default(), &mut row);
    row
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn each_signal_alone_is_as_among_all(text in post()) {
        let all = alone(&wants(), &text);
        for (want, value) in wants().into_iter().zip(all) {
            let found = alone(&[want], &text)[0];
            prop_assert!(same(found, value), "{want:?} of {text:?}: alone {found}, among all {value}");
        }
    }

    #[test]
    fn a_part_of_the_signals_is_as_among_all(text in post(), part in subsequence(wants(), 1..20)) {
        let all = alone(&wants(), &text);
        for (want, found) in part.iter().zip(alone(&part, &text)) {
            let value = all[wants().iter().position(|w| w == want).unwrap()];
            prop_assert!(same(found, value), "{want:?} of {text:?}: in part {found}, among all {value}");
        }
    }

    #[test]
    fn a_batch_is_its_texts(texts in proptest::collection::vec(post(), 1..9), order in any::<Vec<Index>>()) {
        let wants = wants();
        // More than a task takes, so that several threads have some.
        let order: Vec<usize> = order.iter().map(|i| i.index(texts.len())).collect();
        let order: Vec<usize> = order.iter().chain(&[0]).copied().cycle().take(700).collect();
        let batch: Vec<&String> = order.iter().map(|at| &texts[*at]).collect();
        let columns = analyzer(&wants).batch(&batch);
        let single: Vec<Vec<f64>> = texts.iter().map(|text| alone(&wants, text)).collect();
        for (column, want) in wants.iter().enumerate() {
            for (found, at) in columns.column(column).iter().zip(&order) {
                prop_assert!(same(*found, single[*at][column]), "{want:?} of {:?}", texts[*at]);
            }
        }
    }

    #[test]
    fn buffers_keep_nothing(texts in proptest::collection::vec(post(), 2..9)) {
        let (wants, mut scratch) = (wants(), Scratch::default());
        let (analyzer, mut row) = (analyzer(&wants), vec![0.0; wants.len()]);
        for text in &texts {
            analyzer.row(text, &mut scratch, &mut row);
            let expected = alone(&wants, text);
            prop_assert!(row.iter().zip(&expected).all(|(a, b)| same(*a, *b)), "{text:?} behind others");
        }
    }
}
