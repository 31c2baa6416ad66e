//! Words for people, beside the results: to standard error, and lost without harm where nobody listens.

/// Like `eprintln!`, but does not panic when standard error is closed, and what is told cannot act on a terminal.
macro_rules! tell {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "{}", ssi_report::screened(&format!($($text)*)));
    }};
}
