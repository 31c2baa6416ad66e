//! Messages: those that people wrote to each other, without drafts, spam and sponsored mail.

use std::collections::BTreeSet;

use super::Archive;
use super::collect::Collected;
use super::html;
use super::names::Kind;
use super::people::{GONE, slug};
use crate::data::Fault;
use crate::read::build::Row;
use crate::schema::FileId;

pub(crate) fn read(archive: &Archive<'_>, all: &mut Collected<'_>) {
    let style = archive.style(Kind::Messages);
    let mut conversations: BTreeSet<String> = BTreeSet::new();
    all.file(Kind::Messages, "messages", FileId::Messages, |table, row, sink| {
        let of = |name: &str| table.column(&[name]).of(row);
        let (from, url) = (of("from"), of("sender profile url"));
        let urls: Vec<&str> =
            of("recipient profile urls").split(',').map(str::trim).filter(|u| !u.is_empty()).collect();
        let mut talk = of("conversation id").to_owned();
        if talk.is_empty() {
            // Files of 2019 do not name conversations: whoever takes part makes one.
            let mut names: Vec<String> = archive.people.split(of("to"), None);
            names.push(from.to_owned());
            let mut people: Vec<String> = names.iter().map(|name| archive.people.person(name, "")).collect();
            people.sort();
            people.dedup();
            talk = format!("with {}", people.join(" + "));
        }
        conversations.insert(talk.clone());
        let yes = |name: &str| matches!(of(name).to_ascii_lowercase().as_str(), "yes" | "true");
        if yes("is message draft") || yes("is conversation draft") {
            return sink.leave("a draft");
        }
        if of("folder").eq_ignore_ascii_case("spam") {
            return sink.leave("in the spam folder");
        }
        let content = of("content");
        if url.is_empty() && is_sponsored(of("conversation title"), content) {
            return sink.leave("sponsored");
        }
        let Some(at) = style.read(of("date")) else { return sink.no_date(row, "DATE", of("date")) };
        if from.is_empty() && slug(url).is_none() {
            return sink.reject(row, Fault::MissingValue, "FROM", "", "expected the sender, found nobody");
        }
        let person = |name: &str, url: &str| who(archive, name, url, &talk);
        let recipients = if urls.is_empty() {
            archive.people.split(of("to"), None).iter().map(|name| person(name, "")).collect()
        } else {
            let names = archive.people.split(of("to"), Some(urls.len()));
            let name = |place: usize| {
                names.get(place).filter(|_| names.len() == urls.len()).map_or("", String::as_str)
            };
            urls.iter().enumerate().map(|(place, url)| person(name(place), url)).collect::<Vec<_>>()
        };
        let text = if html::is_html(content) { html::text(content) } else { content.to_owned() };
        sink.keep(
            Row::new(FileId::Messages)
                .id("conversation", talk.as_str())
                .id("sender", person(from, url))
                .people("recipients", recipients.into_iter().filter(|p| !p.is_empty()).collect())
                .time("at", Some(at))
                .text("text", text),
        );
    });
    let count = conversations.len() as u64;
    all.tell(Kind::Messages, |file| file.counts.push(("conversations", count)));
}

/// The id of somebody in a conversation. All who have left the network share one name and are not one person: in each
/// conversation it is somebody else.
fn who(archive: &Archive<'_>, name: &str, url: &str, talk: &str) -> String {
    if name.trim() == GONE && slug(url).is_none() {
        return format!("{GONE} ({talk})");
    }
    if !archive.owner.name.is_empty() && name.trim() == archive.owner.name && slug(url).is_none() {
        return archive.owner.id.clone();
    }
    archive.people.person(name, url)
}

/// Whether mail without a sender's address is an advertisement.
fn is_sponsored(title: &str, content: &str) -> bool {
    title.to_lowercase().contains("sponsored")
        || content.contains("spinmail")
        || content.to_ascii_uppercase().contains("%FIRSTNAME%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advertisements() {
        for (title, content, expected) in [
            ("Sponsored Conversation", "Hi", true),
            ("", "<p class=\"spinmail-quill-editor__spin-break\">Hi</p>", true),
            ("", "Hi %FirstName%!", true),
            ("", "Hi Ana", false),
        ] {
            assert_eq!(is_sponsored(title, content), expected, "{content}");
        }
    }
}
