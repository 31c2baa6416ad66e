//! HTML to plain text: articles, and messages that were written in an editor with buttons.

/// Elements that begin a new line.
const BLOCKS: [&str; 14] =
    ["p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "tr", "figure"];
/// Elements whose content nobody reads.
const HIDDEN: [&str; 3] = ["script", "style", "head"];
/// Elements by which a message is known to be HTML. A text with `a < b` in it is none.
const TELLING: [&str; 12] = ["p", "br", "div", "span", "a", "strong", "em", "b", "i", "ul", "ol", "li"];

/// An article of the member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) title: String,
    /// The address of the article, where the title links to it.
    pub(crate) link: String,
    /// What stands after `Published on`; `None` for a draft.
    pub(crate) published: Option<String>,
    pub(crate) text: String,
}

/// Reads an article. Whatever it may be, there is a result; without a title and a text it is nothing.
pub(crate) fn article(html: &str) -> Article {
    let heading = element(html, "h1").unwrap_or_default();
    let marked = |class: &str| {
        let at =
            html.find(&format!("class=\"{class}\"")).or_else(|| html.find(&format!("class='{class}'")))?;
        let inside = html[at..].split_once('>')?.1;
        Some(text(inside.split("</").next().unwrap_or_default()))
    };
    let published =
        marked("published").map(|line| line.trim().trim_start_matches("Published on").trim().to_owned());
    let link = heading.split_once("href=").map_or_else(String::new, |(_, rest)| {
        let quote = rest.chars().next().unwrap_or(' ');
        rest.trim_start_matches(quote).split([quote, '>']).next().unwrap_or_default().to_owned()
    });
    // The text is the last part of the page; a page without parts is all text but its head lines.
    let body = match html.rfind("<div") {
        Some(_) => outermost_last_div(html),
        None => html.rsplit_once("</h1>").map_or("", |(_, rest)| rest),
    };
    Article { title: text(heading).replace('\n', " "), link, published, text: text(body) }
}

/// The content of the first element of a name.
fn element<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let start = html.find(&format!("<{name}"))?;
    let inside = html[start..].split_once('>')?.1;
    Some(inside.split(&format!("</{name}")).next().unwrap_or(inside))
}

/// The last `<div>` that is in no other, with all that is in it.
fn outermost_last_div(html: &str) -> &str {
    let (mut depth, mut start, mut last) = (0_usize, 0, "");
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let place = at + found;
        let rest = &html[place..];
        if rest.starts_with("<div") {
            if depth == 0 {
                start = place;
            }
            depth += 1;
        } else if rest.starts_with("</div") && depth > 0 {
            depth -= 1;
            if depth == 0 {
                last = &html[start..place];
            }
        }
        at = place + 1;
    }
    if depth > 0 { &html[start..] } else { last }
}

/// Whether a text is HTML: a tag of those that editors write stands in it.
pub(crate) fn is_html(text: &str) -> bool {
    let Some(last) = text.rfind('>') else { return false };
    text[..last].match_indices('<').any(|(place, _)| {
        let rest = text[place + 1..].trim_start_matches('/');
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        let after = rest[name.len()..].chars().next();
        TELLING.contains(&name.to_ascii_lowercase().as_str()) && matches!(after, Some(' ' | '>' | '/' | '\n'))
    })
}

/// The text of some HTML: tags and what nobody reads are gone, entities are characters, blocks are lines.
pub(crate) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Where no tag can end any more, none begins: looking for its end again and again would take forever.
    let after_last = html.rfind('>').map_or(html.len(), |place| html.len() - place);
    while let Some(c) = rest.chars().next() {
        if c == '<' && rest.len() > after_last {
            if let Some(after) = rest.strip_prefix("<!--") {
                rest = after.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let inner = &rest[1..];
            let closes = inner.starts_with('/');
            let name: String = inner
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect();
            let is_tag = !name.is_empty() || inner.starts_with('!');
            if let Some((_, after)) = rest.split_once('>').filter(|_| is_tag) {
                rest = after;
                if HIDDEN.contains(&name.as_str()) && !closes {
                    let end = format!("</{name}");
                    rest = rest.find(&end).map_or("", |place| &rest[place..]);
                } else if BLOCKS.contains(&name.as_str()) {
                    new_line(&mut out, name == "p" && closes);
                }
                continue;
            }
        }
        if c == '&'
            && let Some((character, after)) = entity(rest)
        {
            out.push(character);
            rest = after;
            continue;
        }
        let blank = c.is_whitespace() && c != '\u{a0}';
        if !blank {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        rest = &rest[c.len_utf8()..];
    }
    out.truncate(out.trim_end().len());
    out.trim_start().to_owned()
}

fn new_line(out: &mut String, paragraph: bool) {
    out.truncate(out.trim_end_matches(' ').len());
    if out.is_empty() {
        return;
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    if paragraph && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

/// The character that an entity at the start stands for, and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    let end = text.char_indices().take(12).find(|(_, c)| *c == ';')?.0;
    let name = &text[1..end];
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rsquo" => '’',
        "lsquo" => '‘',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16)?,
            digits => number(digits, 10)?,
        },
    };
    Some((character, &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(text(html), expected, "{html}");
    }

    #[test]
    fn texts() {
        check("<p>One</p><p>Two &amp; <b>three</b></p>", "One\n\nTwo & three");
        check("a<br>b<br/>c", "a\nb\nc");
        check("<ul><li>x</li>\n  <li>y</li></ul>", "x\ny");
        check("<style>p { color: red }</style>Hi<!-- no --> there", "Hi there");
        check("&#72;&#x69;&nbsp;&unknown; &", "Hi &unknown; &");
        check("a < b and b > c", "a < b and b > c");
        check("<p", "<p");
        check("<script>never closed", "");
    }

    #[test]
    fn known_by_its_tags() {
        for (text, expected) in [
            ("<p class=\"x\">Hi</p>", true),
            ("a<br/>b", true),
            ("a < b > c", false),
            ("x <3 you", false),
            ("<paul@example.invalid>", false),
            ("plain", false),
        ] {
            assert_eq!(is_html(text), expected, "{text}");
        }
    }

    #[test]
    fn articles() {
        let page = "<html><head><title>no</title></head><body><h1><a href=\"https://www.linkedin.com/pulse/why-now\">Why &lt;now&gt;</a></h1>\
            <p class=\"created\">Created on 2026-01-02 10:00</p><p class=\"published\">Published on 2026-01-03 11:30</p>\
            <div><div><p>First.</p></div><p>Second.</p></div></body></html>";
        let found = article(page);
        assert_eq!(found.title, "Why <now>");
        assert_eq!(found.link, "https://www.linkedin.com/pulse/why-now");
        assert_eq!(found.published.as_deref(), Some("2026-01-03 11:30"));
        assert_eq!(found.text, "First.\n\nSecond.");
        assert_eq!(article("<h1>Draft</h1><div>x</div>").published, None);
        assert_eq!(article(""), Article::default());
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(html in "([<>&;/!#x\"'= a-c1-3ü-]|<p|</div>|<div>|<h1|&amp|<!--|-->|class=\"published\"){0,60}") {
            let plain = text(&html);
            prop_assert!(plain.len() <= html.len() + 64);
            let _ = (article(&html), is_html(&html));
        }
    }
}
