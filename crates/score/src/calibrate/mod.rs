//! placeholder
pub mod moments;
pub mod solve;
