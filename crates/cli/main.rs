//! The `ssi` command.
fn main() {}
