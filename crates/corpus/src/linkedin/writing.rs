//! What the owner wrote in the open, and reacted to.

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::Collected;
use super::dates::Style;
use super::html;
use super::media::{Upload, format, uploads};
use super::names::Kind;
use super::urn::{Target, made_at};
use super::{Archive, whole};
use crate::data::{DAY, Source};
use crate::input::Limits;
use crate::read::build::{Cell, Row};
use crate::schema::FileId;

/// Seconds by which the two names of one post may differ.
const TWINS: i64 = 2;
/// An edited post may stand there once more under another name; the same text within this time is taken for it.
const EDITED: i64 = 3 * DAY;

/// Reads posts, comments and reactions.
pub(crate) fn read(archive: &Archive<'_>, limits: &Limits, all: &mut Collected<'_>) {
    let uploads = uploads(archive);
    posts(archive, &uploads, all);
    reposts(archive, all);
    articles(archive, limits, all);
    let own = Own::new(all);
    comments(archive, &own, all);
    reactions(archive, &own, all);
    all.file(Kind::Votes, "votes in polls", FileId::Reactions, |_, _, sink| {
        sink.leave("a vote in a poll is neither a comment nor a reaction");
    });
}

fn posts(archive: &Archive<'_>, uploads: &[Upload], all: &mut Collected<'_>) {
    let (style, owner) = (archive.style(Kind::Shares), archive.owner.id.as_str());
    let mut unknown_media = false;
    let mut said: FxHashMap<String, i64> = FxHashMap::default();
    all.file(Kind::Shares, "posts", FileId::Posts, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let Some(at) = style.read(of("date")) else { return sink.no_date(row, "Date", of("date")) };
        let text = paragraphs(of("sharecommentary"));
        let (shared, media) = (of("sharedurl"), of("mediaurl"));
        if !text.is_empty() {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let before = said.entry(words).or_insert(at);
            if *before != at && (*before - at).abs() <= EDITED {
                return sink.leave("the same text once more within 3 days: an edit");
            }
            *before = at;
        }
        let target = Target::read(of("sharelink"));
        let format = if !media.is_empty() {
            let found = format(uploads, media, at);
            unknown_media |= found.is_none();
            found.unwrap_or_default()
        } else if !shared.is_empty() {
            "link"
        } else {
            "text"
        };
        // What was written over a link to elsewhere is the member's own; what stands over another's post, or has no words
        // at all, passes something on.
        let kind =
            if (text.is_empty() && media.is_empty()) || is_post(shared) { "reshare" } else { "original" };
        let in_group = target.as_ref().is_some_and(Target::in_group);
        sink.keep(
            Row::new(FileId::Posts)
                .id("post", target.map(|t| t.post).unwrap_or_default())
                .id("author", owner)
                .time("at", Some(at))
                .text("text", text)
                .id("kind", kind)
                .id("format", format)
                .number("in_group", Some(f64::from(u8::from(in_group)))),
        );
    });
    if unknown_media {
        // One format that nobody tells would make few formats of many.
        all.kept_of(Kind::Shares).for_each(|row| row.rename("format", ""));
        all.tell(Kind::Shares, |file| {
            file.notes
                .push("the media of some posts cannot be told apart, so formats are unknown".to_owned());
        });
    }
}

/// Whether a shared address is a post on the network itself.
fn is_post(shared: &str) -> bool {
    shared.contains("linkedin.com/feed/update/") || shared.contains("linkedin.com/posts/")
}

/// A text without the quotes around each of its paragraphs that some rows keep. They are known by a blank line that is
/// written as `""`; a text without one is left as it is.
fn paragraphs(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if !lines.iter().any(|line| line.trim() == "\"\"") {
        return text.to_owned();
    }
    let bare = |(place, line): (usize, &&str)| {
        let mut line = line.trim_end();
        let whole = line.len() >= 2 && line.starts_with('"') && line.ends_with('"');
        // The quotes at the very beginning and end were those of the cell.
        if place > 0 || whole {
            line = line.strip_prefix('"').unwrap_or(line);
        }
        if place + 1 < lines.len() || whole {
            line = line.strip_suffix('"').unwrap_or(line);
        }
        line.to_owned()
    };
    lines.iter().enumerate().map(bare).collect::<Vec<_>>().join("\n")
}

fn reposts(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let (style, owner) = (archive.style(Kind::Reposts), archive.owner.id.as_str());
    all.file(Kind::Reposts, "re-shares without a word", FileId::Posts, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let Some(at) = style.read(of("date")) else { return sink.no_date(row, "Date", of("date")) };
        let post = Target::read(of("link")).map(|t| t.post).unwrap_or_default();
        sink.keep(
            Row::new(FileId::Posts)
                .id("post", post)
                .id("author", owner)
                .time("at", Some(at))
                .text("text", "")
                .id("kind", "reshare")
                .number("in_group", Some(0.0)),
        );
    });
}

fn articles(archive: &Archive<'_>, limits: &Limits, all: &mut Collected<'_>) {
    for entry in &archive.export.articles {
        let bytes = match whole(entry, limits) {
            Ok(bytes) => bytes,
            Err(why) => {
                all.skip(&entry.path, why);
                continue;
            }
        };
        let article = html::article(&String::from_utf8_lossy(&bytes));
        let Some(published) = &article.published else {
            all.skip(&entry.path, "a draft, or no article: nothing says when it was published".to_owned());
            continue;
        };
        let Some(at) = Style::utc().read(published) else {
            all.skip(&entry.path, "the day of its publication cannot be read".to_owned());
            continue;
        };
        let source = Source {
            path: entry.path.clone(),
            file: FileId::Posts,
            bytes: entry.bytes,
            digest: blake3::hash(&bytes).to_hex().to_string(),
            dialect: None,
            rows: 0,
            filtered: 0,
            rejected: 0,
        };
        let post =
            Target::read(&article.link).map_or_else(|| format!("article:{}", entry.name()), |t| t.post);
        let mut sink = all.sink(None, "articles", source);
        sink.keep(
            Row::new(FileId::Posts)
                .id("post", post)
                .id("author", archive.owner.id.as_str())
                .time("at", Some(at))
                .text("text", format!("{}\n\n{}", article.title, article.text).trim())
                .id("kind", "article")
                .number("in_group", Some(0.0)),
        );
        sink.finish();
    }
}

/// The owner's posts, to know their names again. One post has several: the file of posts says `share`, a comment under it may
/// say `activity`; both hold nearly the same moment.
struct Own {
    names: FxHashSet<String>,
    /// When each was made, sorted.
    made: Vec<(i64, String)>,
}

impl Own {
    fn new(all: &mut Collected<'_>) -> Self {
        let mut own = Self { names: FxHashSet::default(), made: Vec::new() };
        let kinds = [Kind::Shares, Kind::Reposts];
        for kind in kinds {
            for row in all.kept_of(kind) {
                let name = row.name("post").to_owned();
                own.made.extend(made_at(&name).map(|at| (at, name.clone())));
                own.names.insert(name);
            }
        }
        own.made.sort();
        own
    }

    /// The name under which the owner's post is known, if it is one of the owner's.
    fn name(&self, post: &str) -> Option<&str> {
        if let Some(name) = self.names.get(post) {
            return Some(name);
        }
        let at = made_at(post)?;
        let from = self.made.partition_point(|(made, _)| *made < at - TWINS);
        let mut near = self.made[from..].iter().take_while(|(made, _)| *made <= at + TWINS);
        near.next().filter(|_| near.next().is_none()).map(|(_, name)| name.as_str())
    }
}

fn comments(archive: &Archive<'_>, own: &Own, all: &mut Collected<'_>) {
    let (style, owner) = (archive.style(Kind::Comments), archive.owner.id.as_str());
    all.file(Kind::Comments, "comments", FileId::Comments, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let date = of("date");
        let at = style.read(date);
        if at.is_none() && !date.is_empty() {
            return sink.no_date(row, "Date", date);
        }
        let Some(target) = Target::read(of("link")) else {
            return sink.leave("nothing says under what it stands");
        };
        let mine = own.name(&target.post);
        if let (None, Some(at)) = (mine, at) {
            sink.context(&target.post, at);
        }
        sink.keep(
            Row::new(FileId::Comments)
                .id("author", owner)
                .time("at", at)
                .text("text", of("message"))
                .id("post", mine.unwrap_or(&target.post)),
        );
    });
    let undated = all.kept_of(Kind::Comments).filter(|row| row.when("at").is_none()).count() as u64;
    if undated > 0 {
        all.tell(Kind::Comments, |file| file.counts.push(("without a date", undated)));
    }
}

fn reactions(archive: &Archive<'_>, own: &Own, all: &mut Collected<'_>) {
    let (style, owner) = (archive.style(Kind::Reactions), archive.owner.id.as_str());
    all.file(Kind::Reactions, "reactions", FileId::Reactions, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let Some(at) = style.read(of("date")) else { return sink.no_date(row, "Date", of("date")) };
        let Some(target) = Target::read(of("link")) else {
            return sink.leave("nothing says to what it was");
        };
        let mut kept = Row::new(FileId::Reactions)
            .id("author", owner)
            .time("at", Some(at))
            .id("kind", reaction(of("type")));
        // A reaction to a comment follows on the comment, not on the post above it.
        if let Some(comment) = target.comment {
            kept = kept.id("comment", comment);
        } else {
            let mine = own.name(&target.post);
            if mine.is_none() {
                sink.context(&target.post, at);
            }
            kept = kept.id("post", mine.unwrap_or(&target.post));
        }
        sink.keep(kept);
    });
}

/// Our word for a kind of reaction.
fn reaction(kind: &str) -> String {
    match kind.to_ascii_uppercase().as_str() {
        "LIKE" => "like",
        "PRAISE" => "celebrate",
        "EMPATHY" => "love",
        "INTEREST" => "insightful",
        "APPRECIATION" => "support",
        "ENTERTAINMENT" => "funny",
        "MAYBE" => "curious",
        _ => return kind.to_lowercase(),
    }
    .to_owned()
}

/// What makes a row the same as one of another export.
pub(crate) fn text_of(row: &Row) -> &str {
    match row.cell("text") {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_around_paragraphs() {
        for (text, expected) in [
            ("One.\"\n\"\"\n\"He said \"x\"\"\n\"\"\n\"Last.", "One.\n\nHe said \"x\"\n\nLast."),
            ("\"One.\"\n\"\"\n\"Two.\"", "One.\n\nTwo."),
            ("\"Quoted\" line\n\nand more", "\"Quoted\" line\n\nand more"),
            ("", ""),
        ] {
            assert_eq!(paragraphs(text), expected);
        }
    }

    #[test]
    fn a_post_has_several_names() {
        let id = |second: u64| (second * 1000) << 22;
        let at = 1_770_712_200;
        let share = format!("share:{}", id(at));
        let own = Own {
            names: FxHashSet::from_iter([share.clone()]),
            made: vec![(at as i64, share.clone()), (at as i64 + 600, "share:b".to_owned())],
        };
        for (post, expected) in [
            (share.clone(), Some(share.as_str())),
            (format!("activity:{}", id(at + 1)), Some(share.as_str())),
            (format!("activity:{}", id(at + 60)), None),
            (format!("activity:{}", id(at + 602)), Some("share:b")),
            ("activity:77".to_owned(), None),
        ] {
            assert_eq!(own.name(&post), expected, "{post}");
        }
    }
}
