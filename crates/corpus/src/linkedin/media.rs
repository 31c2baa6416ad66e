//! Uploads: the only place where an export tells of a photo or a banner, and what kind of media a post has.

use super::Archive;
use super::dates::Style;
use super::names::Kind;

/// A post follows the upload of its media within this time.
const BEFORE: i64 = 3600;
/// And clocks differ by this much.
const AFTER: i64 = 300;

/// Something that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) what: &'static str,
    pub(crate) at: Option<i64>,
    link: String,
}

/// What the member uploaded.
pub(crate) fn uploads(archive: &Archive<'_>) -> Vec<Upload> {
    let Some(table) = archive.table(Kind::Media) else { return Vec::new() };
    let sentence = table.column(&["date/time"]);
    let (about, link) = (table.column(&["media description"]), table.column(&["media link"]));
    let upload = |row| {
        // Which of the two columns holds the sentence has changed over time.
        let words = format!("{} {}", sentence.of(row), about.of(row));
        let at = words.split_once(" on ").and_then(|(_, date)| Style::utc().read(until_zone(date)));
        Some(Upload { what: what(&words)?, at, link: plain(link.of(row)) })
    };
    table.rows.iter().filter_map(upload).collect()
}

fn until_zone(date: &str) -> &str {
    date.find(')').map_or(date, |end| &date[..=end])
}

fn what(words: &str) -> Option<&'static str> {
    let words = words.to_lowercase();
    let known = [
        ("profile photo", "profile photo"),
        ("background photo", "background photo"),
        ("article cover photo", "cover"),
        ("document", "document"),
        ("video", "video"),
        ("photo", "image"),
        ("image", "image"),
    ];
    known.iter().find(|(sign, _)| words.contains(sign)).map(|(_, what)| *what)
}

/// An address without what changes from download to download.
fn plain(link: &str) -> String {
    link.split('?').next().unwrap_or_default().trim_end_matches('/').to_owned()
}

/// The format of a post with media: by the address, else by the upload just before it.
pub(crate) fn format(uploads: &[Upload], media: &str, at: i64) -> Option<&'static str> {
    let of_feed = || uploads.iter().filter(|u| matches!(u.what, "document" | "video" | "image"));
    let media = plain(media);
    if let Some(upload) = of_feed().find(|u| !u.link.is_empty() && u.link == media) {
        return Some(upload.what);
    }
    let near = |u: &&Upload| u.at.is_some_and(|t| (at - BEFORE..=at + AFTER).contains(&t));
    let found = of_feed().filter(near).max_by_key(|u| u.at);
    found.map(|u| u.what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_uploads() {
        for (words, expected) in [
            ("You uploaded a feed document on July 1, 2024 at 9:39 AM (GMT)", Some("document")),
            ("You uploaded a profile photo on July 1, 2024", Some("profile photo")),
            ("You uploaded a background photo", Some("background photo")),
            ("You uploaded an article cover photo", Some("cover")),
            ("You uploaded a feed photo", Some("image")),
            ("You did something", None),
        ] {
            assert_eq!(what(words), expected, "{words}");
        }
    }

    #[test]
    fn media_of_a_post() {
        let upload = |what, at, link: &str| Upload { what, at: Some(at), link: link.to_owned() };
        let all = [
            upload("image", 10_000, ""),
            upload("video", 9_000, ""),
            upload("document", 1, "https://m.invalid/d"),
        ];
        assert_eq!(format(&all, "https://m.invalid/d?e=1", 99_999_999), Some("document"));
        assert_eq!(format(&all, "https://m.invalid/x", 10_500), Some("image"));
        assert_eq!(format(&all, "", 99_999), None);
    }
}
