//! The names of posts and comments in links, and the moments inside of them.

/// 2003, the year in which the network opened.
const OPENED: i64 = 1_041_379_200;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The post: `share:…`, `ugcPost:…`, `activity:…`, `groupPost:…`, `article:…`; a link that names none is its own name.
    pub(crate) post: String,
    /// The comment under it, where the link leads there: `comment:…`.
    pub(crate) comment: Option<String>,
}

impl Target {
    /// Reads a link, percent-encoded or not. `None` where there is none.
    pub(crate) fn read(link: &str) -> Option<Self> {
        let link = decoded(link.trim());
        if link.is_empty() {
            return None;
        }
        let (path, query) = link.split_once('?').unwrap_or((&link, ""));
        let post = urn(path).or_else(|| slug_end(path)).or_else(|| pulse(path));
        // `urn:li:comment:(activity:1,2)`: the post that it stands under, and its own number.
        let comment = query.split('&').find_map(|part| part.strip_prefix("commentUrn=")).and_then(|urn| {
            let inside = urn.strip_prefix("urn:li:comment:(")?.strip_suffix(')')?;
            let (_, number) = inside.rsplit_once(',')?;
            is_number(number).then(|| format!("comment:{number}"))
        });
        Some(Self { post: post.unwrap_or_else(|| path.trim_end_matches('/').to_owned()), comment })
    }

    /// Whether the post stands in a group.
    pub(crate) fn in_group(&self) -> bool {
        self.post.starts_with("groupPost:")
    }
}

/// When something of this name was made, in seconds since 1970: its number holds the milliseconds above the 22nd bit. Only
/// from the year in which the network opened; `None` for older numbers of another kind.
pub(crate) fn made_at(name: &str) -> Option<i64> {
    let digits = name.rsplit([':', '-']).next()?;
    let number: u64 = if is_number(digits) { digits.parse().ok()? } else { return None };
    let second = ((number >> 22) / 1000) as i64;
    (second >= OPENED).then_some(second)
}

fn urn(path: &str) -> Option<String> {
    let rest = &path[path.find("urn:li:")? + "urn:li:".len()..];
    let (kind, rest) = rest.split_once(':')?;
    let id: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    (!id.is_empty() && kind.chars().all(|c| c.is_ascii_alphabetic())).then(|| format!("{kind}:{id}"))
}

/// `/posts/<words>-activity-<number>-<code>`
fn slug_end(path: &str) -> Option<String> {
    let slug = path.split_once("/posts/")?.1;
    ["activity", "share", "ugcPost"].iter().find_map(|kind| {
        let (_, rest) = slug.split_once(&format!("-{kind}-"))?;
        let number = rest.split(['-', '/']).next()?;
        is_number(number).then(|| format!("{kind}:{number}"))
    })
}

/// `/pulse/<slug>`
fn pulse(path: &str) -> Option<String> {
    let slug = path.split_once("/pulse/")?.1.trim_matches('/');
    (!slug.is_empty()).then(|| format!("article:{}", slug.to_lowercase()))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A text without its percent-encoding; what is none, or would be no UTF-8, stays as it is.
pub(crate) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |place: usize| bytes.get(place).and_then(|b| char::from(*b).to_digit(16));
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) = (hex(at + 1), hex(at + 2))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, expected: &str) {
        let found = Target::read(link).map(|t| [t.post, t.comment.unwrap_or_default()].join(" "));
        assert_eq!(found.as_deref().map(str::trim_end), (!expected.is_empty()).then_some(expected), "{link}");
    }

    #[test]
    fn links() {
        let feed = "https://www.linkedin.com/feed/update/";
        check(&format!("{feed}urn%3Ali%3Ashare%3A7426000000000000000"), "share:7426000000000000000");
        check(&format!("{feed}urn:li:ugcPost:12/"), "ugcPost:12");
        check(&format!("{feed}urn%3Ali%3AgroupPost%3A55-66"), "groupPost:55-66");
        check(
            &format!("{feed}urn%3Ali%3Aactivity%3A9?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A9%2C10%29"),
            "activity:9 comment:10",
        );
        check(&format!("{feed}urn%3Ali%3Aactivity%3A9?commentUrn=%28"), "activity:9");
        check("https://www.linkedin.com/posts/ada-of-acme_words-more-activity-77-aBcD", "activity:77");
        check("https://www.linkedin.com/pulse/My-Article/", "article:my-article");
        check("https://example.invalid/a%2", "https://example.invalid/a%2");
        check("%ff%fe", "%ff%fe");
        check(" ", "");
    }

    #[test]
    fn times_inside() {
        // 2026-02-10T08:30:00Z in milliseconds, above 22 bits.
        let id = (1_770_712_200_000_u64 << 22) + 12_345;
        for (name, expected) in [
            (format!("share:{id}"), Some(1_770_712_200)),
            (format!("groupPost:55-{id}"), Some(1_770_712_200)),
            ("activity:77".to_owned(), None),
            ("activity:99999999999999999999999".to_owned(), None),
            ("article:my-2026".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(made_at(&name), expected, "{name}");
        }
    }
}
