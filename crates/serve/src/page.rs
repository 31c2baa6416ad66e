//! The tuning page and what it loads: files of our own that say nothing of anybody. What is told of people comes as JSON and is put in
//! as text.

/// What the tuning page may do: load our own files, ask our own server, nothing else. The digest is that of the one style element that
/// Observable Plot puts into each chart.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='; connect-src 'self'; \
     img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE: &str = include_str!("../assets/tune.html");
/// Where the page has room for the token.
const ROOM: &str = r#"name="ssi-token" content="""#;

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Each file of the page: its name, its type, its text.
const FILES: [(&str, &str, &str); 10] = [
    ("tune.css", "text/css; charset=utf-8", include_str!("../assets/tune.css")),
    ("tune.js", SCRIPT, include_str!("../assets/tune.js")),
    ("moves.js", SCRIPT, include_str!("../assets/moves.js")),
    ("dom.js", SCRIPT, include_str!("../assets/dom.js")),
    ("rules.js", SCRIPT, include_str!("../assets/rules.js")),
    ("effect.js", SCRIPT, include_str!("../assets/effect.js")),
    ("what-if.js", SCRIPT, include_str!("../assets/what-if.js")),
    ("watched.js", SCRIPT, include_str!("../assets/watched.js")),
    ("chart.js", SCRIPT, include_str!("../assets/chart.js")),
    ("plot.js", SCRIPT, ssi_report::PLOT),
];

/// The page; the token is letters and digits.
pub(crate) fn tuning_page(token: &str) -> String {
    PAGE.replace(ROOM, &format!(r#"name="ssi-token" content="{token}""#))
}

/// The type and the text of a file that the page loads.
pub(crate) fn file(name: &str) -> Option<(&'static str, &'static str)> {
    FILES.iter().find(|(own, ..)| *own == name).map(|(_, kind, text)| (*kind, *text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_holds_the_token_and_loads_what_is_there() {
        let page = tuning_page("abc123");
        assert!(page.contains(r#"<meta name="ssi-token" content="abc123">"#));
        let loads = |text: &str, before: &str| -> Vec<String> {
            let parts = text.split(before).skip(1);
            parts.filter_map(|part| part.split(['"', '\'']).next()).map(str::to_owned).collect()
        };
        let mut named = loads(&page, "\"/assets/");
        for (_, kind, text) in FILES.iter().filter(|(name, ..)| *name != "plot.js") {
            if *kind == SCRIPT {
                named.extend(loads(text, "from \"./"));
            }
        }
        assert!(named.len() > 8, "{named:?}");
        for name in named {
            assert!(file(&name).is_some(), "{name}");
        }
    }
}
