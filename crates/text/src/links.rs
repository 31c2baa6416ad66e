//! Links, and the prose that is left without them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Counts the links of a text and writes the rest into `prose`, one space for each link.
///
/// Returns `None`, and leaves `prose` alone, where there is no link.
pub(crate) fn take_out(text: &str, prose: &mut String) -> Option<u64> {
    if !may_have_links(text) {
        return None;
    }
    let mut links = 0;
    let mut from = 0;
    for found in LINK.find_iter(text) {
        if links == 0 {
            prose.clear();
        }
        links += 1;
        prose.push_str(&text[from..found.start()]);
        prose.push(' ');
        from = found.start() + trimmed(found.as_str()).len();
    }
    (links > 0).then(|| {
        prose.push_str(&text[from..]);
        links
    })
}

/// The text with each link replaced by as many spaces as it has bytes, so that everything else keeps its place.
pub(crate) fn blank_out(text: &str) -> Cow<'_, str> {
    if !may_have_links(text) {
        return Cow::Borrowed(text);
    }
    let mut prose = String::with_capacity(text.len());
    let mut from = 0;
    for found in LINK.find_iter(text) {
        let link = trimmed(found.as_str());
        prose.push_str(&text[from..found.start()]);
        prose.extend(std::iter::repeat_n(' ', link.len()));
        from = found.start() + link.len();
    }
    prose.push_str(&text[from..]);
    Cow::Owned(prose)
}

/// Most texts have no link, and a search for a fixed string costs next to nothing.
fn may_have_links(text: &str) -> bool {
    text.contains("://") || text.contains("www.") || text.contains("WWW.") || text.contains("Www.")
}

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    // An ASCII word boundary, so that an address right after 見 is found; the first character of the host is a
    // letter or a digit, so that trimming never leaves a bare scheme.
    Regex::new(r#"(?-u:\b)(?:(?i:https?|ftp)://|(?:www|WWW|Www)\.)[\p{L}\p{N}][^\s<>"“”«»。，、！？；：「」『』（）【】]*"#)
        .expect("the pattern is constant and tested")
});

/// The link without the punctuation of the sentence around it; a bracket stays where the link opened it.
fn trimmed(link: &str) -> &str {
    let excess = |open, close| link.matches(close).count().saturating_sub(link.matches(open).count());
    let (mut round, mut square) = (excess('(', ')'), excess('[', ']'));
    let mut rest = link;
    while let Some(last) = rest.chars().next_back() {
        let bracket = match last {
            ')' => Some(&mut round),
            ']' => Some(&mut square),
            _ => None,
        };
        let foreign = match bracket {
            Some(0) => false,
            Some(excess) => {
                *excess -= 1;
                true
            }
            None => ".,;:!?'*_…’‘}|".contains(last),
        };
        if !foreign {
            break;
        }
        rest = &rest[..rest.len() - last.len_utf8()];
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u64, &str)>) {
        let mut prose = "left over".to_owned();
        let links = take_out(text, &mut prose);
        assert_eq!(links.map(|links| (links, prose.as_str())), expected, "{text}");
    }

    #[test]
    fn links_are_taken_out_and_their_sentence_stays() {
        check("no link", None);
        check("either/or: // not ://", None);
        check("www. is not one, nor awww.sweet", None);
        check("See https://a.com/x?y=1#z.", Some((1, "See  .")));
        check("(www.a.org) HTTP://B.C", Some((2, "( )  ")));
        check("https://en.wikipedia.org/wiki/Rust_(language), too", Some((1, " , too")));
        check("見https://例え.jp/道。次", Some((1, "見 。次")));
        check("[a](https://a.b/c_(d)). ((https://a.b))).", Some((2, "[a]( ). (( ))).")));
        check("<a href=\"https://a.b/c\">x</a>", Some((1, "<a href=\" \">x</a>")));
    }
}
