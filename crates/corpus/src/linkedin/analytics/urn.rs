//! What the address of a post names, and when that was made.

use std::fmt;

/// What kind of thing a number names. The same post has another number as each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UrnKind {
    /// An entry of the feed.
    Activity,
    /// A post without media of its own.
    Share,
    /// A post with media of its own.
    UgcPost,
}

impl UrnKind {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Activity, "activity"), (Self::Share, "share"), (Self::UgcPost, "ugcPost")];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// The name of a post: `urn:li:share:7426000000000000000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Urn {
    /// What its number counts.
    pub kind: UrnKind,
    /// Its number.
    pub id: u64,
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "urn:li:{}:{}", self.kind.word(), self.id)
    }
}

impl Urn {
    /// Reads a name or an address, percent-encoded or not: `…/feed/update/urn:li:activity:ID`, `…/posts/SLUG-share-ID-CODE`.
    pub fn find(text: &str) -> Option<Self> {
        let text = decoded(text);
        // What follows a question mark names something else: a comment, or where a reader came from.
        let text = text.split(['?', '#']).next().unwrap_or_default();
        if let Some((_, rest)) = text.rsplit_once("urn:li:") {
            let (word, rest) = rest.split_once(':')?;
            return Self::new(word, rest);
        }
        let (_, slug) = text.split_once("/posts/")?;
        // The words of a slug can be the same words, so the last one with a number counts.
        let places = UrnKind::ALL.iter().flat_map(|(_, word)| {
            let mark = format!("-{word}-");
            slug.match_indices(&mark).map(|(at, mark)| (at, *word, at + mark.len())).collect::<Vec<_>>()
        });
        let mut places: Vec<_> = places.collect();
        places.sort_unstable();
        places.into_iter().rev().find_map(|(_, word, end)| Self::new(word, &slug[end..]))
    }

    fn new(word: &str, rest: &str) -> Option<Self> {
        let (kind, _) = UrnKind::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(word))?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        Some(Self { kind: *kind, id: rest[..end].parse().ok()? })
    }

    /// When it was made, in milliseconds since 1970: the number holds the time above its lowest 22 bits.
    ///
    /// `None` for numbers from before they held a time.
    pub fn made_at(self) -> Option<i64> {
        /// 2010-01-01, in milliseconds.
        const FIRST: i64 = 1_262_304_000_000;
        let time = (self.id >> 22) as i64;
        (time >= FIRST).then_some(time)
    }
}

/// A text without percent signs: `%3A` is a colon.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |b: u8| char::from(b).to_digit(16);
        match after {
            [high, low, tail @ ..] if *first == b'%' && hex(*high).is_some() && hex(*low).is_some() => {
                bytes.push((hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0)) as u8);
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, expected) in [
            ("urn:li:activity:7426100000000000000", "urn:li:activity:7426100000000000000"),
            (
                "https://www.linkedin.com/feed/update/urn:li:activity:7426100000000000000",
                "urn:li:activity:7426100000000000000",
            ),
            (
                "https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7426100000000000000/",
                "urn:li:ugcPost:7426100000000000000",
            ),
            (
                "https://www.linkedin.com/posts/mira-okonjo_why-we-share-1-idea-share-7426000000000000000-aB3d",
                "urn:li:share:7426000000000000000",
            ),
            (
                "https://www.linkedin.com/posts/mira_caf%C3%A9-activity-7426000000000000000-x?utm_source=urn:li:share:1",
                "urn:li:activity:7426000000000000000",
            ),
            ("https://www.linkedin.com/posts/mira_x-ugcPost-12-aa", "urn:li:ugcPost:12"),
        ] {
            assert_eq!(Urn::find(text).map(|u| u.to_string()), Some(expected.to_owned()), "{text}");
        }
        for text in [
            "",
            "https://www.linkedin.com/in/mira",
            "urn:li:member:7",
            "urn:li:share:",
            "https://x.example/posts/a-share-b",
            "%",
        ] {
            assert_eq!(Urn::find(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_hold_their_time() {
        let urn = Urn { kind: UrnKind::Share, id: 1_770_712_200_123 << 22 };
        assert_eq!(urn.made_at(), Some(1_770_712_200_123));
        assert_eq!(Urn { kind: UrnKind::Activity, id: 5_000_000 }.made_at(), None);
    }
}
