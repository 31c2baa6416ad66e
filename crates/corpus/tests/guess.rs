//! First mappings for the files of others: invented exports, and real threads with a mapping by hand.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::path::Path;

use common::{folder, shared};
use ssi_corpus::data::Corpus;
use ssi_corpus::guess::{Guess, GuessedRead, Origin, corpus_toml, guess, samples};
use ssi_corpus::input::{Input, Limits};
use ssi_corpus::read::{Options, read};
use ssi_corpus::schema::FileId;

fn guess_folder(folder: &Path) -> Guess {
    let limits = Limits::default();
    let input = Input::find(&[folder.to_owned()], &limits).unwrap();
    let samples = samples(&input, &limits);
    assert_eq!(samples.left_out, []);
    guess(&samples.tables)
}

/// A reading as `table file only time_format: field=column ...`, without the reasons.
fn told(read: &GuessedRead) -> String {
    let columns = read.columns.iter().map(|line| {
        let prefix = if line.prefix.is_empty() { String::new() } else { format!("{}+", line.prefix) };
        match &line.from {
            Origin::Column(name) => format!("{}={prefix}{name}", line.field),
            Origin::Columns(names, _) => format!("{}={prefix}{}", line.field, names.join("&")),
            Origin::Value(value) => format!("{}='{value}'", line.field),
        }
    });
    let columns: Vec<String> = columns.collect();
    let only = read
        .only
        .as_ref()
        .map(|(column, values)| format!(" {column}={}", values.join("|")))
        .unwrap_or_default();
    let format = read.time_format.as_ref().map(|f| format!(" {f}")).unwrap_or_default();
    format!("{} {}{only}{format}: {}", read.table.file().name, read.file, columns.join(" "))
}

/// Guesses what some files are, and reads them by the mapping that comes of it.
#[track_caller]
fn check(files: &[(&str, String)], expected: &[&str]) -> (Guess, Corpus) {
    let folder = folder(files);
    let guess = guess_folder(folder.path());
    let found: Vec<String> = guess.reads.iter().map(told).collect();
    assert_eq!(found, expected, "{guess:#?}");
    let mapping = corpus_toml(&guess);
    std::fs::write(folder.path().join("corpus.toml"), &mapping).unwrap();
    let corpus = read(folder.path(), &Options::default(), &()).unwrap_or_else(|e| panic!("{e}\n{mapping}"));
    assert_eq!(corpus.rejects, [], "{mapping}");
    (guess, corpus)
}

fn lines(head: &str, line: impl Fn(usize) -> String, rows: usize) -> String {
    let mut all = vec![head.to_owned()];
    all.extend((0..rows).map(line));
    all.join("\n") + "\n"
}

const SENTENCE: &str = "We looked at this for a while, and found that it holds";

#[test]
fn a_dump_of_questions_and_answers() {
    let posts = lines(
        "Id,PostTypeId,ParentId,OwnerUserId,CreationDate,Score,Title,Body",
        |i| {
            let (kind, parent, title) =
                if i % 3 == 0 { (1, String::new(), "Why so?") } else { (2, (i / 3 * 3 + 1).to_string(), "") };
            format!(
                "{},{kind},{parent},{},2026-01-{:02}T10:00:00.000,{},{title},\"{SENTENCE}\"",
                i + 1,
                i % 7 + 100,
                i % 28 + 1,
                i % 5
            )
        },
        60,
    );
    let comments = lines(
        "Id,PostId,UserId,CreationDate,Score,Text",
        |i| {
            format!(
                "{},{},{},2026-02-{:02}T10:00:00.000,0,\"{SENTENCE}\"",
                i + 1,
                i % 60 + 1,
                i % 7 + 100,
                i % 28 + 1
            )
        },
        40,
    );
    let users = lines(
        "Id,DisplayName,CreationDate,AboutMe,Location",
        |i| format!("{},Member {i},2020-01-01T00:00:00.000,\"{SENTENCE}\",Oslo", i + 100),
        7,
    );
    let (guess, corpus) = check(
        &[("Posts.csv", posts), ("Comments.csv", comments), ("Users.csv", users)],
        &[
            "comments Comments.csv: comment=c+Id author=UserId at=CreationDate text=Text post=p+PostId parent=a+PostId reactions=Score",
            "posts Posts.csv PostTypeId=1: post=p+Id author=OwnerUserId at=CreationDate text=Title&Body reactions=Score",
            "comments Posts.csv PostTypeId=2: comment=a+Id author=OwnerUserId at=CreationDate text=Body post=p+ParentId reactions=Score",
            "members Users.csv: member=Id name=DisplayName summary=AboutMe location=Location joined_at=CreationDate",
        ],
    );
    assert_eq!(corpus.rows(FileId::Posts).unwrap().len, 20);
    assert_eq!(corpus.rows(FileId::Comments).unwrap().len, 80);
    let author = guess.reads[1].columns.iter().find(|line| line.field == "author").unwrap();
    assert_eq!(author.why, "by its name; 7 different in 60 of 60 rows; 60 of 60 values are ids in Users.csv");
}

#[test]
fn a_dump_of_comments_on_links() {
    let comments = lines(
        "author,created_utc,body,id,parent_id,link_id,score,subreddit,author_flair_text",
        |i| {
            let parent = if i % 2 == 0 { "t3_x1".to_owned() } else { format!("t1_c{}", i - 1) };
            format!(
                "ana{},{},\"{SENTENCE} {i}\",c{i},{parent},t3_x1,{},talk,",
                i % 5,
                1_780_000_000 + i,
                i % 9
            )
        },
        40,
    );
    let links = lines(
        "id,author,created_utc,title,selftext,num_comments,ups",
        |i| format!("x{i},ana{},{},Well then,\"{SENTENCE}\",{},{}", i % 5, 1_779_000_000 + i, i + 1, i),
        5,
    );
    check(
        &[("RC.csv", comments), ("submissions.csv", links)],
        &[
            "comments RC.csv %s: comment=t1_+id author=author at=created_utc text=body post=link_id parent=parent_id reactions=score",
            "posts submissions.csv %s: post=t3_+id author=author at=created_utc text=title&selftext reactions=ups comments=num_comments",
        ],
    );
}

#[test]
fn an_export_of_a_chat() {
    let chat = lines(
        "channel,user,ts,text,thread_ts",
        |i| format!("talk{},U0{},{}.000{},\"{SENTENCE}\",", i % 2, i % 4, 1_780_000_000 + 60 * i, i % 10),
        30,
    );
    let (guess, _) = check(
        &[("messages.csv", chat)],
        &["messages messages.csv %s%.f: conversation=channel sender=user at=ts text=text"],
    );
    assert!(guess.questions[0].contains("private"), "{:?}", guess.questions);
}

#[test]
fn a_list_of_activities_in_german() {
    let list = lines(
        "Mitarbeiter;Kontakt;Datum;Typ;Notiz;Umsatz",
        |i| {
            format!(
                "Jörg {};Kunde {i};{:02}.11.2026 09:{:02};Anruf;Nun, das war gut, sagt er, und ruft wieder an;1.234,{i}",
                i % 3,
                i % 28 + 1,
                i % 60
            )
        },
        30,
    );
    check(
        &[("Aktivitäten.csv", list)],
        &[
            "messages Aktivitäten.csv %d.%m.%Y %H:%M: conversation=Kontakt sender=Mitarbeiter recipients=Kontakt at=Datum text=Notiz",
        ],
    );
}

#[test]
fn objects_line_by_line() {
    let posts = lines(
        "",
        |i| {
            format!(
                "{{\"id\": {i}, \"user\": \"ana\", \"created_at\": \"2026-11-{:02}\", \"content\": \"{SENTENCE}\"}}",
                i % 28 + 1
            )
        },
        10,
    );
    let folder = folder(&[("feed.ndjson", posts)]);
    let guess = guess_folder(folder.path());
    let found: Vec<String> = guess.reads.iter().map(told).collect();
    assert_eq!(found, ["posts feed.ndjson: post=id author=user at=created_at text=content"]);
}

#[test]
fn a_file_without_names_of_columns() {
    let rows = lines(
        "17,2026-11-01,Hello",
        |i| format!("{},2026-11-{:02},\"{SENTENCE} {i}\"", i % 4, i % 28 + 1),
        20,
    );
    let folder = folder(&[("posts.csv", rows)]);
    let guess = guess_folder(folder.path());
    assert!(guess.reads.is_empty());
    assert_eq!(
        guess.left_out,
        [(
            "posts.csv".to_owned(),
            "its first row does not name the columns; write a line above it that does".to_owned()
        )]
    );
}

#[test]
fn what_is_left_out_and_what_is_asked() {
    let folder = folder(&[
        ("empty.csv", ""),
        ("header.csv", "author,at,text\n"),
        ("weather.csv", "city,degrees\nOslo,3\nRome,14\n"),
        ("millis.csv", "user,ts,text\nana,1780000000123,Hello there\nbo,1780000000124,Hi\n"),
        ("unsure.csv", "user,date,text\nana,05/11/2026,Hello there\nbo,01/02/2026,Hi\n"),
    ]);
    let guess = guess_folder(folder.path());
    let why = |file: &str| guess.left_out.iter().find(|(path, _)| path == file).unwrap().1.clone();
    assert_eq!(why("empty.csv"), "it is empty");
    assert!(why("header.csv").contains("no rows"));
    assert_eq!(why("weather.csv"), "no column says who did something, and none says when");
    assert!(why("millis.csv").contains("milliseconds"));
    assert_eq!(guess.reads.len(), 1);
    assert_eq!(
        guess.questions,
        ["unsure.csv: no day in `date` is above 12, so it may be %d/%m/%Y or %m/%d/%Y; %d/%m/%Y was taken"]
    );
    assert!(corpus_toml(&Guess::default()).starts_with('#'));
}

#[test]
fn each_line_of_a_mapping_has_a_reason() {
    let list = lines(
        "Mitarbeiter;Kontakt;Datum;Notiz;Umsatz",
        |i| {
            format!(
                "Jörg;Kunde {i};{:02}.11.2026 09:05;Nun, das war gut, sagt er, und ruft wieder an;1,5",
                i + 1
            )
        },
        20,
    );
    let folder =
        folder(&[("Aktivitäten.csv", list), ("weather.csv", "city,degrees\nOslo,3\nRome,14\n".to_owned())]);
    let expected = r#"# What these files seem to hold. It was guessed from their names and first rows: check each line, then score.
#
# To decide:
# - Aktivitäten.csv: is `Kontakt` the conversation of messages? no column names it, so what was sent to one person is one conversation
# - Aktivitäten.csv: are these private messages? Public ones are better read as posts and comments
#
# Not read:
# - weather.csv: no column says who did something, and none says when

# A private message.
[[read]]
file = "Aktivitäten.csv"
as = "messages"  # by the file's name and its columns
time_format = "%d.%m.%Y %H:%M"

[read.columns]
conversation = "Kontakt"  # a guess: no column names it, so what was sent to one person is one conversation
sender = "Mitarbeiter"    # by its name; 1 different in 20 of 20 rows
recipients = "Kontakt"    # by its name; 20 different in 20 of 20 rows
at = "Datum"              # by its name; times of the form %d.%m.%Y %H:%M in 20 of 20 rows
text = "Notiz"            # by its name; texts of 45 characters on average in 20 of 20 rows
# not used: Umsatz
"#;
    assert_eq!(corpus_toml(&guess_folder(folder.path())), expected);
}

/// Our own mapping of these threads was written by hand; the proposed one finds the same.
#[test]
fn real_threads() {
    for name in ["corpora/stackexchange-quantumcomputing", "corpora/stackexchange-conlang-meta"] {
        let Some(folder) = shared(name) else { return };
        let guess = guess_folder(&folder);
        let found: Vec<String> = guess.reads.iter().map(told).collect();
        assert_eq!(found.len(), 3, "{found:#?}");
        let has = |read: usize, parts: &[&str]| {
            for part in parts {
                assert!(found[read].split([' ', ':']).any(|p| p == *part), "{part} in {}", found[read]);
            }
        };
        has(
            0,
            &["comments", "comments.csv", "comment=c+Id", "author=UserId", "at=CreationDate", "text=Text"],
        );
        has(0, &["post=p+PostId", "parent=a+PostId", "post_author=PostOwner"]);
        has(
            1,
            &["posts", "posts.csv", "post=p+Id", "author=OwnerUserId", "at=CreationDate", "text=Title&text"],
        );
        has(
            2,
            &[
                "comments",
                "posts.csv",
                "PostTypeId=2",
                "comment=a+Id",
                "author=OwnerUserId",
                "text=text",
                "post=p+ParentId",
            ],
        );

        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), corpus_toml(&guess)).unwrap();
        let options = Options { mapping: Some(file.path().to_owned()), ..Options::default() };
        read(&folder, &options, &()).unwrap();
    }
}
