//! What others wrote, put into a page.

use maud::{Markup, PreEscaped, Render, html};
use serde::Serialize;

use crate::printable::screened;

/// What somebody is called: in whatever direction it runs, it leaves its surroundings alone, and what cannot be seen is made visible.
pub(super) struct Name<'a>(pub(super) &'a str);

impl Render for Name<'_> {
    fn render(&self) -> Markup {
        html! { bdi { (screened(self.0)) } }
    }
}

/// Data for a script, as JSON that cannot end the script: whatever HTML would see in it is written as an escape, which means the
/// same to a reader of JSON.
pub(super) struct Data<'a, T>(pub(super) &'a str, pub(super) &'a T);

impl<T: Serialize> Render for Data<'_, T> {
    fn render(&self) -> Markup {
        let mut text = serde_json::to_string(self.1).unwrap_or_else(|_| "null".to_owned());
        for (sign, escape) in [
            ("<", "\\u003c"),
            (">", "\\u003e"),
            ("&", "\\u0026"),
            ("\u{2028}", "\\u2028"),
            ("\u{2029}", "\\u2029"),
        ] {
            if text.contains(sign) {
                text = text.replace(sign, escape);
            }
        }
        html! { script type="application/json" id=(self.0) { (PreEscaped(text)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out() {
        let odd = "</script><!--<script>\u{2028}&amp;\"'\u{202e}";
        let page = Data("data", &[odd]).render().into_string();
        let inside = page.strip_prefix("<script type=\"application/json\" id=\"data\">").expect("a script");
        let inside = inside.strip_suffix("</script>").expect("its end");
        assert!(!inside.contains(['<', '>', '&', '\u{2028}']), "{inside}");
        assert_eq!(serde_json::from_str::<[String; 1]>(inside).expect("JSON"), [odd]);
        let name = Name("<b>\u{202e}\u{1b}[0m").render().into_string();
        assert!(name.starts_with("<bdi>&lt;b&gt;") && !name.contains(['\u{202e}', '\u{1b}']), "{name}");
    }
}
