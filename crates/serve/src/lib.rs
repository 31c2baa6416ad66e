//! The reports over HTTP on loopback, and the page on which rules are tuned.
//!
//! Scores live on the thread that called [`serve`]: requests come to it one after the other, so what is tuned needs no lock and
//! may borrow the corpus. A second thread speaks HTTP and knows nothing of scores.

#![warn(missing_docs)]

mod asked;
mod guard;
mod http;
mod page;
mod workbench;

pub use asked::{Answer, Asked, Changed};
pub use http::{Address, ServeError, serve};
pub use workbench::{EveryonePage, MemberPage, Pages, Turn, WhatIfAnswer, Workbench};
