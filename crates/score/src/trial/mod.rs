//! A pack tried: cases beside its rules, the `Good:` and `Bad:` lines of its rules, what they reach, and what no case notices.

mod about_members;
mod about_texts;
mod bench;
mod cases;
mod coverage;
mod examples;
mod expect;
mod mutate;
mod numbers;
mod rows;
mod values;

pub use bench::{Bench, Run, Tried};
pub use cases::{Asked, Case, CaseFile, Fault, Sheet, columns_of};
pub use coverage::{Coverage, CurveTried, Part, touched};
pub use examples::{Contradiction, Examples};
pub use expect::{Expect, Sign};
pub use mutate::{Change, Changed, Number, mutate};
pub use values::{RuleValue, Values, Whole};
