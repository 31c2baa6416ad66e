//! What the tuning page is told: the rules with their numbers, and what other numbers do to everyone.

mod dials;
mod effect;
mod what_if;

pub use dials::{TuningBench, tuning_json};
pub use effect::{Turned, rules_told, turned_json};
pub use what_if::what_if_json;
