//! Links, found letter by letter.

use std::sync::LazyLock;

use regex::Regex;

/// The text with a space for each link, and how many there were.
pub(super) fn take_out(text: &str) -> (String, usize) {
    let (mut prose, mut links, mut rest, mut before) = (String::new(), 0, text, ' ');
    while let Some(c) = rest.chars().next() {
        let word_before = before.is_ascii_alphanumeric() || before == '_';
        if let Some(link) = link_at(rest).filter(|_| !word_before) {
            links += 1;
            prose.push(' ');
            rest = &rest[trimmed(link).len()..];
            before = '/';
        } else {
            prose.push(c);
            rest = &rest[c.len_utf8()..];
            before = c;
        }
    }
    (prose, links)
}

/// The link that the text begins with, and all that clings to it.
fn link_at(text: &str) -> Option<&str> {
    static START: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:(?i:http|https|ftp)://|www\.|WWW\.|Www\.)[\p{L}\p{N}]").unwrap());
    let start = START.find(text)?.end();
    let ends = |c: char| c.is_whitespace() || "<>\"“”«»。，、！？；：「」『』（）【】".contains(c);
    let end = text[start..].find(ends).map_or(text.len(), |at| start + at);
    Some(&text[..end])
}

/// The link without the punctuation of its sentence; a bracket stays where the link opened it.
fn trimmed(mut link: &str) -> &str {
    let more = |link: &str, close, open| link.matches(close).count() > link.matches(open).count();
    while let Some(last) = link.chars().last() {
        let foreign = match last {
            ')' => more(link, ')', '('),
            ']' => more(link, ']', '['),
            _ => ".,;:!?'*_…’‘}|".contains(last),
        };
        if !foreign {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link
}
