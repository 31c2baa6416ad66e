//! Cards, lists and histograms for a terminal: what a score looks like at a glance.

mod canvas;
mod card;
mod card_json;
mod histogram;
mod portraits;
mod rows;
mod scale;
mod spread;
mod top;

pub use canvas::{Painted, Paper};
pub use card::{Card, card_text};
pub(crate) use card::{named, reason};
pub use card_json::card_json;
pub use histogram::{Histogram, Of, histogram};
pub use portraits::Portraits;
pub use rows::{GradedText, Owed, graded_texts, replies_owed};
pub use scale::Scale;
pub use spread::{histogram_json, histogram_text};
pub use top::{By, Top, top, top_json, top_text};

/// A number of points as it is printed, or a dash for none.
fn shown(points: Option<ssi_score::Points>) -> String {
    points.map_or("–".to_owned(), |points| points.to_string())
}
