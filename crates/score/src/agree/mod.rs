//! How far grades agree with what people said of the same texts, beside what length alone would do.
//!
//! People gave a text a label (constructive or not, votes, stars), or said which of two texts is the better one. A measure is a
//! number a text: the grade, its length, the value of a rule. One question is asked of every measure: **how often does a better
//! text have the higher value**, a tie counted half. Over rows with a label of two values that is the area under the ROC curve
//! (Hanley and `McNeil` 1982, by the ranks of Mann & Whitney 1947); over pairs it is their accuracy.
//!
//! Longer texts tend to be the better ones, so length alone often agrees well. A grade shows that it knows more than that **where
//! lengths match** ([`matching`]). Intervals are percentiles over resampled rows, pairs or groups ([`bootstrap`]).

pub mod bootstrap;
pub mod comparison;
pub mod concordance;
pub mod correlation;
pub mod evaluation;
pub mod file;
pub mod judged;
pub mod labels;
pub mod length;
pub mod matching;
pub mod random;
pub mod ranks;
pub mod rules;
pub mod window;
