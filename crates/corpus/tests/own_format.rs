//! Folders in our own format: headers, values, rejects, parts, notes, errors.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::{corpus, dump, folder, shown, table, told};
use ssi_corpus::data::{Corpus, Fault};
use ssi_corpus::read::{Options, Progress, read, read_columns, read_texts};
use ssi_corpus::schema::FileId;

/// Reads one file called `name` and compares its rows and rejects, line by line.
#[track_caller]
fn check(name: &str, content: impl AsRef<[u8]>, expected: &[&str]) {
    let posts = "author,at\n";
    let mut files = vec![(name, content.as_ref())];
    if !matches!(name, "posts.csv" | "comments.csv" | "messages.csv" | "reactions.csv") {
        files.push(("posts.csv", posts.as_bytes()));
    }
    let corpus = corpus(&files).unwrap();
    let id = FileId::named(name.trim_end_matches(".csv")).unwrap();
    let rows = corpus.rows(id).unwrap();
    let mut found: Vec<String> = table(&corpus, rows).split('\n').take(rows.len).map(str::to_owned).collect();
    found.extend(corpus.rejects.iter().map(told));
    assert_eq!(found, expected);
}

#[test]
fn headers_in_any_dress() {
    let row = "author=ada at=2026-11-22T00:00:00Z";
    for content in [
        "author,at\nada,2026-11-22\n",
        "author,at\nada,2026-11-22",
        "at,author\r\n2026-11-22,ada\r\n",
        "\u{feff}author,at\nada,2026-11-22\n",
        "\u{feff}\"author\",\"at\"\n\"ada\",\"2026-11-22\"\n",
        " Author ; AT \nada;2026-11-22\n",
        "author\tat\n ada \t 2026-11-22 \n",
        "author|at\rada|2026-11-22\r",
        "\n\nauthor,at\n\n\nada,2026-11-22\n\n",
        "author,,at\nada,x,2026-11-22\n",
    ] {
        check("posts.csv", content, &[row]);
    }
}

#[test]
fn a_header_alone_is_an_empty_table() {
    check("posts.csv", "author,at,text\n", &[]);
    let corpus = corpus(&[("posts.csv", "author,at,text\n")]).unwrap();
    let posts = corpus.rows(FileId::Posts).unwrap();
    assert_eq!((posts.len, posts.texts("text").unwrap().len()), (0, 0));
    assert!(posts.numbers("views").is_none() && corpus.rows(FileId::Comments).is_none());
}

#[test]
fn every_kind_of_value() {
    check(
        "posts.csv",
        "post,author,at,text,kind,views,in_group\n p1 , ada ,2026-11-22T17:30:00+01:00,\" say \"\"hi\"\"\n\", Reshare , 1e3 ,YES\n,,,,,,\n",
        &[
            r#"post=p1 author=ada at=2026-11-22T16:30:00Z text=" say \"hi\"\n" kind=Reshare views=1000 in_group=1"#,
            "",
        ],
    );
    check(
        "messages.csv",
        "conversation,sender,recipients,at\nc,ada, bo ;; cy;,2026-11-22\n,ada,,\n",
        &["conversation=c sender=ada recipients=bo+cy at=2026-11-22T00:00:00Z", "sender=ada"],
    );
    check("members.csv", "member,name,has_photo\nada, Ada L. ,n\n", &["member=ada name=Ada L. has_photo=0"]);
}

#[test]
fn every_reason_to_reject() {
    for (row, expected) in [
        ("ada,2026-11-22", r#"[] "ada,2026-11-22": expected 4 cells, as in the first line, found 2"#),
        ("ada,2026-11-22,,,", r#"[] "ada,2026-11-22,,,": expected 4 cells, as in the first line, found 5"#),
        (
            "ada,yesterday,,",
            r#"[at] "yesterday": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z"#,
        ),
        ("ada,1626-11-22,,", r#"[at] "1626-11-22": expected a year from 1900 to 2200"#),
        (
            "ada,22/11/2026,,",
            r#"[at] "22/11/2026": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z; a mapping can name another form with time_format"#,
        ),
        (
            "ada,2026-11-22,\"1,234\",",
            r#"[views] "1,234": expected a number such as 1234 or 12.5, with a point before the decimals and nothing between thousands"#,
        ),
        ("ada,2026-11-22,12k,", r#"[views] "12k": expected a number written out, such as 12000"#),
        ("ada,2026-11-22,NaN,", r#"[views] "NaN": expected a number such as 1234 or 12.5"#),
        ("ada,2026-11-22, -5 ,", r#"[views] " -5 ": expected a number of at least 0"#),
        ("ada,2026-11-22,1e999,", r#"[views] "1e999": the number is too large"#),
        ("ada,2026-11-22,,maybe", r#"[in_group] "maybe": expected true or false, yes or no, 1 or 0"#),
    ] {
        let content = format!("author,at,views,in_group\nada,2026-11-22,,\n{row}\nbo,2026-11-22,7,1\n");
        check(
            "posts.csv",
            content,
            &[
                "author=ada at=2026-11-22T00:00:00Z",
                "author=bo at=2026-11-22T00:00:00Z views=7 in_group=1",
                &format!("posts.csv:3 byte 42 {expected}"),
            ],
        );
    }
}

#[test]
fn what_is_private_is_not_shown() {
    check(
        "messages.csv",
        b"conversation,sender,at,text\nc1,ada,2026-11-22,SECRET \xff\nc1,ada,soon,SECRET\nc1,ada\n\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9,bo,,\n",
        &[
            "conversation=äöüßé sender=bo",
            "messages.csv:2 byte 28 [text] \"(not shown: a private message)\": expected UTF-8",
            "messages.csv:3 byte 55 [at] \"soon\": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z",
            "messages.csv:4 byte 74 [] \"(not shown: a private message)\": expected 4 cells, as in the first line, found 2",
        ],
    );
    check(
        "invitations.csv",
        b"sender,recipient,at,note\nada,bo,2026-11-22,SECRET \xff\n\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9,bo,,\n",
        &[
            "sender=äöüßé recipient=bo",
            "invitations.csv:2 byte 25 [note] \"(not shown: may be a private note)\": expected UTF-8"],
    );
}

#[test]
fn bytes_that_are_not_utf_8() {
    // In a file with many characters in UTF-8, others are damage.
    check(
        "posts.csv",
        b"author,at,text\nada,2026-11-22,M\xfcnchen\nbo,2026-11-22,\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9\n",
        &[
            "author=bo at=2026-11-22T00:00:00Z text=\"äöüßé\"",
            "posts.csv:2 byte 15 [text] \"M\u{fffd}nchen\": expected UTF-8",
        ],
    );
    // In a file with none, all of it is in an older encoding.
    check(
        "posts.csv",
        b"author,at,text\nada,2026-11-22,M\xfcnchen\n",
        &["author=ada at=2026-11-22T00:00:00Z text=\"München\""],
    );
}

#[test]
fn rows_too_long() {
    let long = "x".repeat(2 << 20);
    check(
        "posts.csv",
        format!("author,at,text\nada,2026-11-22,{long}\nbo,2026-11-22,\"{long}\"\ncy,2026-11-22,short\n"),
        &[
            "author=cy at=2026-11-22T00:00:00Z text=\"short\"",
            &format!(
                "posts.csv:2 byte 15 [] {:?}: expected a row of at most 1048576 bytes, found 2097167, all of which were skipped; is a quote (\") opened and not closed?",
                format!("ada,2026-11-22,{}", &long[..185])
            ),
            &format!(
                "posts.csv:3 byte 2097183 [] {:?}: expected a row of at most 1048576 bytes, found 2097168, all of which were skipped; is a quote (\") opened and not closed?",
                format!("bo,2026-11-22,\"{}", &long[..185])
            ),
        ],
    );
}

#[test]
fn a_bad_quote_costs_one_row() {
    let told = |line: u64, byte: u64, value: &str, skipped: &str| {
        format!(
            "posts.csv:{line} byte {byte} [] {value:?}: a quote (\") is opened and not closed; {skipped}. Close the quote, or write a quote that is meant as such twice"
        )
    };
    let one = "this line was skipped";
    let three = "3 lines were skipped, up to the next that has a cell for each column";
    let row = |name: &str, text: &str| format!("author={name} at=2026-11-22T00:00:00Z text={text:?}");
    for (body, expected) in [
        // Nothing closes it.
        (
            "bo,2026-11-22,\"oops\ncy,2026-11-22,kept\n",
            vec![row("cy", "kept"), told(2, 15, "bo,2026-11-22,\"oops", one)],
        ),
        // Another one closes it.
        (
            "bo,2026-11-22,\"oops\ncy,2026-11-22,\"kept\"\r\ndi,2026-11-22,too",
            vec![row("cy", "kept"), row("di", "too"), told(2, 15, "bo,2026-11-22,\"oops", one)],
        ),
        // What follows it up to the next row belongs to it; that row may have several lines itself.
        (
            "bo,2026-11-22,\"oops\nmore\n\ncy,2026-11-22,\"ke\npt\"\n",
            vec![row("cy", "ke\npt"), told(2, 15, "bo,2026-11-22,\"oops", three)],
        ),
        // Two in a row that are told as one, and a row of another width behind it.
        (
            "bo,2026-11-22,\"oops\nbo,2026-11-22,\"oops\ncy,2026-11-22\ndi,2026-11-22,kept\ndi\n",
            vec![
                row("di", "kept"),
                told(2, 15, "bo,2026-11-22,\"oops", three),
                "posts.csv:6 byte 88 [] \"di\": expected 3 cells, as in the first line, found 1".to_owned(),
            ],
        ),
        // On one line it stays what it is.
        ("bo,2026-11-22,\"a\" b\"\n", vec![row("bo", "a b\"")]),
        ("bo,2026-11-22,\"oops", vec![told(2, 15, "bo,2026-11-22,\"oops", one)]),
    ] {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check("posts.csv", format!("author,at,text\n{body}"), &expected);
    }
}

#[test]
fn a_row_has_at_most_so_many_lines() {
    let folder = folder(&[(
        "posts.csv",
        "author,at,text\nada,2026-11-22,\"1\n2\n3\"\nbo,2026-11-22,\"1\n2\n3\n4\"\n",
    )]);
    let corpus = read(folder.path(), &Options { max_lines: 3, ..Options::default() }, &()).unwrap();
    assert_eq!(
        (corpus.sources[0].rows, corpus.rejects[0].line, corpus.rejects[0].fault),
        (1, 5, Fault::UnquotedValue)
    );
}

#[test]
fn zero_bytes_are_in_no_name() {
    check(
        "posts.csv",
        "author,at,text,kind\nada,2026-11-22,a\0b\0,x\na\0da,2026-11-22,t,x\nada,2026-11-22,t,\0\n",
        &[
            "author=ada at=2026-11-22T00:00:00Z text=\"ab\" kind=x",
            r#"posts.csv:3 byte 42 [author] "a\0da": expected text without zero bytes; they are in no name, so the file may be damaged"#,
            r#"posts.csv:4 byte 62 [kind] "\0": expected text without zero bytes; they are in no name, so the file may be damaged"#,
        ],
    );
}

#[test]
fn lines_are_those_of_an_editor() {
    check(
        "posts.csv",
        "author,at,text\r\nada,2026-11-22,\"one\r\n\r\ntwo\"\r\n\r\nbo,never,x\r\n\"cy\n\",never,\"\n\"\r\ndi,never,x",
        &[
            r#"author=ada at=2026-11-22T00:00:00Z text="one\r\n\r\ntwo""#,
            r#"posts.csv:6 byte 47 [at] "never": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z"#,
            r#"posts.csv:7 byte 59 [at] "never": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z"#,
            r#"posts.csv:10 byte 76 [at] "never": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z"#,
        ],
    );
}

#[test]
fn people_who_must_be_named() {
    for (name, header, row, column) in [
        ("members.csv", "member,name", ",Ada", Some("member")),
        ("reactions.csv", "author,at", ",2026-11-22", Some("author")),
        ("messages.csv", "conversation,sender,at", "c, ,2026-11-22", Some("sender")),
        ("connections.csv", "member,other", ",bo", Some("member")),
        ("connections.csv", "member,other", "ada,", None),
        ("invitations.csv", "sender,recipient,at", ",bo,2026-11-22", Some("sender")),
        ("invitations.csv", "sender,recipient,at", "ada,,2026-11-22", Some("recipient")),
        ("searches.csv", "member,at", ",2026-11-22", Some("member")),
        ("endorsements.csv", "giver,receiver", "ada,", Some("receiver")),
        ("recommendations.csv", "giver,receiver", ",bo", Some("giver")),
        ("memberships.csv", "member", "\"\"", Some("member")),
        ("events.csv", "member,at", ",2026-11-22", Some("member")),
        ("follows.csv", "member,name", ",Rail", Some("member")),
        ("posts.csv", "author,at", ",2026-11-22", None),
        ("comments.csv", "author,at", ",2026-11-22", None),
    ] {
        let content = format!("{header}\n{row}\n");
        let mut files = vec![(name, content.as_str())];
        if name != "posts.csv" {
            files.push(("posts.csv", "author,at\n"));
        }
        let corpus = corpus(&files).unwrap();
        let found: Vec<(&str, &str)> =
            corpus.rejects.iter().map(|r| (r.column.as_str(), r.reason.as_str())).collect();
        let reason = column.map(|column| format!("expected the {column}, found nothing"));
        assert_eq!(found.first().copied(), column.zip(reason.as_deref()), "{name}: {row}");
    }
}

#[test]
fn a_rejected_row_leaves_no_names_behind() {
    let corpus = corpus(&[("posts.csv", "post,author,at,kind\np,ghost,never,odd\n")]).unwrap();
    assert!(corpus.people.is_empty() && corpus.posts.is_empty() && corpus.labels.is_empty());
}

#[test]
fn parts_are_one_file_in_the_order_of_their_names() {
    let corpus = corpus(&[
        ("posts.csv", "author,at\nlast,2026-01-03\n"),
        ("posts-2.csv", "at,author,text\n2026-01-02,second,hi\n"),
        ("posts-1.csv", "author,at,views\nfirst,2026-01-01,5\n"),
        ("members.csv", "member\nfirst of all\n"),
    ])
    .unwrap();
    let posts = table(&corpus, corpus.rows(FileId::Posts).unwrap());
    assert_eq!(
        posts,
        "author=first at=2026-01-01T00:00:00Z views=5\n\
         author=second at=2026-01-02T00:00:00Z text=\"hi\"\n\
         author=last at=2026-01-03T00:00:00Z"
    );
    assert_eq!(corpus.people.name(0), "first of all");
    let sources: Vec<(&str, u64)> = corpus.sources.iter().map(|s| (s.path.as_str(), s.rows)).collect();
    assert_eq!(sources, [("members.csv", 1), ("posts-1.csv", 1), ("posts-2.csv", 1), ("posts.csv", 1)]);
}

#[test]
fn sources_are_counted_and_digested() {
    let content = "author,at\nada,2026-11-22\nbo,never\n";
    let corpus = corpus(&[("posts.csv", content)]).unwrap();
    let source = &corpus.sources[0];
    assert_eq!((source.rows, source.filtered, source.rejected), (1, 0, 1));
    assert_eq!(
        (source.bytes, source.digest.as_str()),
        (34, blake3::hash(content.as_bytes()).to_hex().as_str())
    );
}

#[test]
fn what_is_not_used_is_noted() {
    let corpus = corpus(&[
        ("posts.csv", "author,at,veiws,colour\nada,2026-11-22,5,red\n"),
        ("coments.csv", "author,at\n"),
        ("holidays.csv", "x\n"),
        ("notes.txt", "x\n"),
    ])
    .unwrap();
    assert_eq!(
        corpus.notes,
        [
            "coments.csv is not read; did you mean 'comments.csv'?",
            "holidays.csv is not read",
            "posts.csv: column 'veiws' is not used; did you mean 'views'?",
            "posts.csv: column 'colour' is not used",
        ]
    );
}

#[test]
fn errors_say_what_to_do() {
    let failed = |files: &[(&str, &str)]| {
        let folder = folder(files);
        shown(folder.path(), &read(folder.path(), &Options::default(), &()).unwrap_err())
    };
    assert_eq!(
        failed(&[("members.csv", "member\n"), ("Post.csv", "author,at\n")]),
        "FOLDER has no file that shows what people did; found: Post.csv, members.csv\n\
         help: did you mean to call 'Post.csv' 'posts.csv'? looked for posts.csv, comments.csv, reactions.csv, messages.csv, \
         invitations.csv, searches.csv, events.csv; other names and columns can be mapped in corpus.toml"
    );
    assert_eq!(
        failed(&[]),
        "FOLDER has no file that shows what people did; found: nothing\n\
         help: looked for posts.csv, comments.csv, reactions.csv, messages.csv, invitations.csv, searches.csv, events.csv; other names and \
         columns can be mapped in corpus.toml"
    );
    assert_eq!(
        failed(&[("posts.csv", "")]),
        "posts.csv is empty; its first line should name the columns\n\
         help: begin it with a line such as: post,author,at,text,kind,format,views,reactions,comments,reposts,engagements,in_group,collaborators,campaign"
    );
    assert_eq!(
        failed(&[("posts.csv", "autor,at\n")]),
        "posts.csv, line 1: no column 'author'; found: autor, at\n\
         help: rename 'autor' to 'author', or say in a mapping that author = \"autor\""
    );
    assert_eq!(
        failed(&[("posts.csv", "who;at\n")]),
        "posts.csv, line 1: no column 'author'; found: who, at\n\
         help: rename the column that holds it to 'author', or write a mapping (corpus.toml)"
    );
    assert_eq!(
        failed(&[("posts.csv", "author,at,At\n")]),
        "posts.csv, line 1: column 'at' is there 2 times\nhelp: rename or remove all but one 'at'"
    );
    // A file that is no CSV does not fill the terminal, nor command it.
    let shown_name = format!("{}…", "x".repeat(60));
    assert_eq!(
        failed(&[("posts.csv", &format!("\u{1b}[2J,{}\n", "x".repeat(1000)))]),
        format!(
            "posts.csv, line 1: no column 'author'; found: \u{fffd}[2J, {shown_name}\n\
             help: rename the column that holds it to 'author', or write a mapping (corpus.toml)"
        )
    );
    let folder = folder(&[("posts.csv", "author,at\n")]);
    let nowhere = folder.path().join("nowhere");
    let error = read(&nowhere, &Options::default(), &()).unwrap_err();
    assert!(shown(folder.path(), &error).starts_with("cannot read FOLDER/nowhere: "), "{error}");
}

#[test]
fn the_team_in_this_repository_is_read_whole() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/team");
    let corpus = read(&folder, &Options::default(), &()).unwrap();
    assert_eq!(corpus.rejects, []);
    assert!(corpus.notes.is_empty(), "{:?}", corpus.notes);
    for source in &corpus.sources {
        let rows = csv::Reader::from_path(folder.join(&source.path)).unwrap().byte_records().count();
        assert_eq!(source.rows, rows as u64, "{}", source.path);
    }
}

#[test]
fn progress_reaches_the_total() {
    #[derive(Default)]
    struct Count([std::sync::atomic::AtomicU64; 2]);
    impl Progress for Count {
        fn bytes(&self, read: u64) {
            self.0[0].fetch_add(read, std::sync::atomic::Ordering::Relaxed);
        }
        fn total(&self, bytes: u64) {
            self.0[1].fetch_add(bytes, std::sync::atomic::Ordering::Relaxed);
        }
    }
    let folder = folder(&[("posts.csv", "author,at\nada,2026-11-22\n"), ("comments.csv", "\nauthor,at\n\n")]);
    let count = Count::default();
    let _: Corpus = read(folder.path(), &Options { chunk: 1, ..Options::default() }, &count).unwrap();
    assert_eq!(count.0.map(std::sync::atomic::AtomicU64::into_inner), [37, 37]);
}

#[test]
fn texts_of_one_file() {
    let folder = folder(&[(
        "t.csv",
        &b"id;text\n a ;\"one\n\"\nb\nc;tw\xffo\nd;three \xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9\n"[..],
    )]);
    let path = folder.path().join("t.csv");
    let all = |file: &ssi_corpus::read::TextFile| {
        (0..file.texts.len())
            .map(|i| format!("{}: {:?}", file.ids.get(i), file.texts.get(i)))
            .collect::<Vec<_>>()
    };
    let named = read_texts(&path, "Text", Some("ID"), &Options::default()).unwrap();
    assert_eq!(all(&named), [r#"a: "one\n""#, r#"d: "three äöüßé""#]);
    let rejects: Vec<(u64, u64, &str)> =
        named.rejects.iter().map(|r| (r.line, r.byte, r.reason.as_str())).collect();
    assert_eq!(
        rejects,
        [(4, 19, "expected 2 cells, as in the first line, found 1"), (5, 21, "expected UTF-8")]
    );
    let numbered = read_texts(&path, "text", None, &Options::default()).unwrap();
    assert_eq!(all(&numbered), [r#"1: "one\n""#, r#"4: "three äöüßé""#]);
    assert_eq!(
        shown(folder.path(), &read_texts(&path, "texts", None, &Options::default()).unwrap_err()),
        "t.csv, line 1: no column 'texts'; found: id, text\nhelp: did you mean 'text'?"
    );
}

#[test]
fn columns_of_one_file() {
    let folder = folder(&[("t.csv", &b"a,b,c\n1,\"x\ny\",3\nonly one\n4,,6\n"[..])]);
    // Every row its own piece, so that places are counted on from piece to piece.
    let options = Options { chunk: 1, ..Options::default() };
    let table = read_columns(&folder.path().join("t.csv"), &["C", "a", "C"], &options).unwrap();
    let column =
        |n: usize| (0..table.columns[n].len()).map(|row| table.columns[n].get(row)).collect::<Vec<_>>();
    assert_eq!([column(0), column(1), column(2)], [["3", "6"], ["1", "4"], ["3", "6"]]);
    assert_eq!(table.names, ["a", "b", "c"]);
    assert_eq!(
        table.places.iter().map(|p| (p.number, p.line, p.byte)).collect::<Vec<_>>(),
        [(1, 2, 6), (3, 5, 25)]
    );
    assert_eq!(table.rejects.iter().map(|r| r.line).collect::<Vec<_>>(), [4]);
}

#[test]
fn a_dump_shows_all_there_is() {
    let corpus = corpus(&[("posts.csv", "author,at\nada,2026-11-22\n")]).unwrap();
    assert_eq!(dump(&corpus), "[\"ada\"]\n[]\n[]\n[]\n[]\nposts\nauthor=ada at=2026-11-22T00:00:00Z\n");
}
