//! What pages are drawn on: how wide the terminal is, and whether it has colours and more than ASCII.

use std::io::Write;

use ssi_report::cards::{Painted, Paper};

use crate::args::{PaperFlags, When};
use crate::output::Outcome;

/// The columns of a page where there is no terminal.
const COLUMNS: usize = 80;

/// What was asked for, else what standard output is.
pub(crate) fn paper(flags: PaperFlags) -> Paper {
    let terminal =
        || terminal_size::terminal_size_of(std::io::stdout()).map(|(columns, _)| usize::from(columns.0));
    let width = flags.width.map(usize::from).or_else(terminal).unwrap_or(COLUMNS).min(Paper::MOST);
    let colours = match flags.color {
        When::Always => true,
        When::Never => false,
        // Knows the variables that people set, and terminals that have no colours.
        When::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
    };
    Paper { width, colours, ascii: flags.ascii || !speaks_unicode(|name| std::env::var(name).ok()) }
}

/// Whether the locale has more than ASCII: the first of its variables that is set says so. One that nobody set says nothing.
fn speaks_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set);
    locale.is_none_or(|locale| locale.to_lowercase().replace('-', "").contains("utf8"))
}

/// Prints a page that was drawn: its texts were screened piece by piece, its colours are our own.
pub(crate) fn print_painted(page: &Painted) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(page.as_str().as_bytes())?;
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_says_what_a_terminal_can_show() {
        let check = |set: &[(&str, &str)], unicode: bool| {
            let variable = |name: &str| set.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            assert_eq!(speaks_unicode(variable), unicode, "{set:?}");
        };
        check(&[], true);
        check(&[("LANG", "de_DE.UTF-8")], true);
        check(&[("LANG", "C.utf8")], true);
        check(&[("LANG", "C")], false);
        check(&[("LANG", "de_DE.ISO-8859-1")], false);
        check(&[("LC_ALL", "POSIX"), ("LANG", "de_DE.UTF-8")], false);
        check(&[("LC_ALL", ""), ("LC_CTYPE", "en_GB.UTF-8"), ("LANG", "C")], true);
    }
}
