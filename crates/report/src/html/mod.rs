//! Reports as pages: one file each, that opens from a disk, prints, and asks nobody for anything.
//!
//! Text becomes markup in one place, maud's `html!`, which escapes what it is given; there is no other door but
//! `Data` for JSON in a script and `Name` for what people call themselves.

mod embed;
mod figures;
mod links;
mod member;
mod people;
mod population;
mod provenance;
mod rules;
mod shell;

pub use links::MemberPages;
pub use member::member_page;
pub use population::{Population, population_page};
