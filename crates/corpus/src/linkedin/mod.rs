//! What LinkedIn gives to its members about themselves.

pub mod analytics;
