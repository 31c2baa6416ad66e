//! Every signal once more, the obvious and slow way, and whether the crate says the same to the last bit.
//!
//! `SSI_CASES=20 cargo test -p ssi-text --test naive` makes twenty times as many random texts.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

mod agree;
mod batches;
mod borders;
mod comparing;
mod corpora;
mod posts;
mod reference;
mod texts;
