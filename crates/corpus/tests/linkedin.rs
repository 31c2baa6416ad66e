//! LinkedIn's exports: every year's files, their quirks, teams, and what is told of them.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::path::Path;

use common::{shared, table};
use ssi_corpus::data::{Corpus, NO_TIME};
use ssi_corpus::input::{Input, Limits};
use ssi_corpus::linkedin::{ExportOptions, ReadFile, add, find, read_export};
use ssi_corpus::schema::FileId;

/// The exports of a folder as one corpus.
fn exports(folder: &Path) -> Corpus {
    let limits = Limits::default();
    let input = Input::find(&[folder.to_owned()], &limits).unwrap();
    let mut corpus = Corpus::default();
    let found = find(&input, &limits);
    let rows = found.iter().map(|export| read_export(export, &limits, &ExportOptions::default())).collect();
    add(&mut corpus, rows);
    corpus
}

/// A folder with these files, written out.
fn export(files: &[(&str, &str)]) -> Corpus {
    exports(common::folder(files).path())
}

fn rows(corpus: &Corpus, file: FileId) -> String {
    corpus.rows(file).map(|rows| table(corpus, rows)).unwrap_or_default()
}

fn read<'c>(corpus: &'c Corpus, name: &str) -> &'c ReadFile {
    let files = corpus.exports.iter().flat_map(|export| &export.files);
    files.into_iter().find(|file| file.path.contains(name)).unwrap()
}

fn left(file: &ReadFile, reason: &str) -> u64 {
    file.left_out.iter().filter(|(why, _)| why.contains(reason)).map(|(_, n)| n).sum()
}

fn counted(file: &ReadFile, what: &str) -> u64 {
    file.counts.iter().filter(|(known, _)| known.contains(what)).map(|(_, n)| n).sum()
}

#[test]
fn every_era_of_the_suite() {
    let Some(suite) = shared("suites/linkedin-export-synthetic") else { return };
    let expected: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(suite.join("expected.json")).unwrap()).unwrap();
    for (era, people) in expected["connections"].as_object().unwrap() {
        let corpus = exports(&suite.join(era));
        assert_eq!(corpus.rejects, [], "{era}");
        assert_eq!(corpus.exports[0].name, expected["owner"].as_str().unwrap());
        let owner = corpus.people.find("in/sam-ego").unwrap();
        let of = |file: FileId, field: &str, person: u32| {
            let rows = corpus.rows(file).unwrap();
            rows.ids(field).unwrap().iter().filter(|&&id| id == person).count() as u64
        };
        let worded = |file: FileId, field: &str, word: &str| {
            let label = corpus.labels.find(word);
            let rows = corpus.rows(file).unwrap();
            rows.ids(field).unwrap().iter().filter(|&&id| Some(id) == label).count() as u64
        };

        let connections = read(&corpus, "Connections");
        let hidden = counted(connections, "hidden");
        let messages = read(&corpus, "messages");
        let mail = corpus.rows(FileId::Messages).unwrap();
        let (talks, senders) = (mail.ids("conversation").unwrap(), mail.ids("sender").unwrap());
        let times = mail.times("at").unwrap();
        let mut threads: Vec<u32> = talks.to_vec();
        threads.sort_unstable();
        threads.dedup();
        let first =
            |talk: u32| (0..mail.len).filter(|&r| talks[r] == talk).min_by_key(|&r| times[r]).unwrap();
        let started: Vec<u32> = threads.iter().copied().filter(|&t| senders[first(t)] == owner).collect();
        let answered =
            started.iter().filter(|&&t| (0..mail.len).any(|r| talks[r] == t && senders[r] != owner)).count();
        let comments = corpus.rows(FileId::Comments).unwrap();
        let texts = comments.texts("text").unwrap();
        let thin = (0..comments.len).filter(|&r| texts.get(r).split_whitespace().count() <= 3).count();
        let undated = comments.times("at").unwrap().iter().filter(|&&t| t == NO_TIME).count();
        let posts = corpus.rows(FileId::Posts).unwrap();
        let bare = (0..posts.len).filter(|&r| {
            corpus.labels.name(posts.ids("kind").unwrap()[r]) == "reshare"
                && posts.texts("text").unwrap().get(r).is_empty()
        });
        let me = corpus.rows(FileId::Members).unwrap();
        let number = |field: &str| me.numbers(field).unwrap()[0] as u64;

        let found = serde_json::json!({
            "messages": messages.rows + messages.left_out.iter().map(|(_, n)| n).sum::<u64>(),
            "threads": counted(messages, "conversations"),
            "sent_by_owner": of(FileId::Messages, "sender", owner),
            "owner_threads_started": started.len(),
            "owner_threads_answered": answered,
            "sponsored": left(messages, "sponsored"),
            "spam": left(messages, "spam"),
            "shares": of(FileId::Posts, "author", owner),
            "bare_reshares": bare.count(),
            "comments": of(FileId::Comments, "author", owner),
            "undated_comments": undated,
            "low_substance_comments": thin,
            "reactions": of(FileId::Reactions, "author", owner),
            "invitations_out": of(FileId::Invitations, "sender", owner),
            "invitations_in": of(FileId::Invitations, "recipient", owner),
            "endorsements_accepted": worded(FileId::Endorsements, "status", "accepted"),
            "recommendations_visible": worded(FileId::Recommendations, "status", "visible"),
            "positions": number("positions"),
            "skills": number("skills"),
        });
        assert_eq!(found, expected["every_era"], "{era}");
        let known = corpus.rows(FileId::Connections).unwrap().len as u64 - hidden;
        assert_eq!(serde_json::json!({ "people": known, "hidden": hidden }), *people, "{era}");
        assert_eq!(
            (number("endorsements"), number("recommendations"), corpus.labels.find("Northwind").is_some()),
            (1, 1, true)
        );
        // "Jane Doe, Ph.D., Ana Lima" are two people, with addresses or without.
        let intro = (0..mail.len).find(|&r| corpus.conversations.name(talks[r]) == "c5").unwrap();
        let to = mail.lists("recipients").unwrap().get(intro);
        let names: Vec<&str> = to.iter().map(|&p| corpus.people.name(p)).collect();
        let jane = if era.as_str() < "2023" { "Jane Doe, Ph.D." } else { "in/jane-doe" };
        assert_eq!(names, [jane, "in/ana-lima"], "{era}");
    }
}
