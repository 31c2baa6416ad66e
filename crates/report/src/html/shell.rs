//! The frame of every page.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use crate::PLOT;

const STYLE: &str = include_str!("../../assets/page/page.css");
/// Draws the charts of a page.
const CHARTS: &str = include_str!("../../assets/page/charts.js");
/// Sorts and searches tables.
const TABLES: &str = include_str!("../../assets/page/tables.js");
/// The one style element that Observable Plot puts into each chart.
const OF_PLOT: &str = "sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww=";

/// A page that needs no other file. Its policy lets in what stands in it and nothing else, and no request out.
pub(super) fn page(title: &str, body: &Markup) -> String {
    let scripts = [PLOT, CHARTS, TABLES];
    let hashes =
        |texts: &[&str]| -> String { texts.iter().map(|text| hash(text)).collect::<Vec<_>>().join(" ") };
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {} '{OF_PLOT}'; img-src data:; base-uri 'none'; form-action 'none'",
        hashes(&scripts),
        hashes(&[STYLE]),
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "To the report" }
                (body)
                @for script in scripts { script { (PreEscaped(script)) } }
            }
        }
    };
    page.into_string()
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_our_own_cannot_end_early() {
        for script in [PLOT, CHARTS, TABLES] {
            assert!(!script.to_lowercase().contains("</script"));
        }
        assert!(!STYLE.to_lowercase().contains("</style"));
        assert_eq!(hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }
}
