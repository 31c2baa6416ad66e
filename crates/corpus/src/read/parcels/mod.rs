//! Rows on their own, on the way to the share of the members that needs them: what a query engine moves between machines.
//!
//! One machine reads rows of a table where they lie ([`Packer`]): they are checked, their texts are heard and forgotten, and each row
//! becomes a parcel of bytes, with numbers beside it that tell whom and what it concerns. By these numbers the engine joins rows with what
//! they refer to and finds the shares that need them, as this room's spool does on one disk. Where a share comes together,
//! parcels become an ordinary small corpus again ([`Unpacker`]), in which its members have the scores that they have among all.
//!
//! Numbers stand for ids ([`number`]): two ids with one number, of which there is one pair in 2⁶⁴, only add rows to a share.

mod label;
mod packer;
mod row;
mod unpacker;

pub use packer::{Packed, Packer};
pub use unpacker::{Misfit, Unpacker};

use super::error::Error;
use super::header::Columns;
use super::plan::Plan;
use crate::fingerprint::Fingerprint;
use crate::schema::FileId;

/// The number that stands for an id among those of its kind; a person's also says to which share the person belongs.
pub fn number(id: &str) -> i64 {
    Fingerprint::number(id) as i64
}

/// The share of so many to which a person belongs.
pub fn share_of(number: i64, shares: u32) -> u32 {
    number.rem_euclid(i64::from(shares.max(1))) as u32
}

/// How rows of a table of our own format are read; both sides make it of the names of the columns.
fn plan(table: FileId, columns: &[String], notes: &mut Vec<String>) -> Result<Plan, Error> {
    let names = columns.iter().map(|name| name.trim().to_owned()).collect();
    Plan::own(table, table.file().name, &Columns { names, line: None }, notes)
}
