//! Mappings: other people's columns, and what is said about mistakes in them.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::{folder, shown, table, told};
use ssi_corpus::data::Corpus;
use ssi_corpus::read::{Options, read};
use ssi_corpus::schema::FileId;

fn mapped(mapping: &str, files: &[(&str, &str)]) -> Result<Corpus, String> {
    let mut files = files.to_vec();
    files.push(("corpus.toml", mapping));
    let folder = folder(&files);
    read(folder.path(), &Options::default(), &()).map_err(|e| shown(folder.path(), &e))
}

/// Reads `theirs.csv` as posts through a mapping with these columns.
#[track_caller]
fn check(keys: &str, columns: &str, content: &str, expected: &[&str]) {
    let mapping =
        format!("[[read]]\nfile = \"theirs.csv\"\nas = \"posts\"\n{keys}\n[read.columns]\n{columns}\n");
    let corpus = mapped(&mapping, &[("theirs.csv", content)]).unwrap();
    let rows = corpus.rows(FileId::Posts).unwrap();
    let mut found: Vec<String> = table(&corpus, rows).split('\n').take(rows.len).map(str::to_owned).collect();
    found.extend(corpus.rejects.iter().map(told));
    let filtered = corpus.sources[0].filtered;
    if filtered > 0 {
        found.push(format!("filtered {filtered}"));
    }
    assert_eq!(found, expected);
}

#[test]
fn columns_by_other_names() {
    check(
        "",
        "author = \"Who\"\nat = \"When\"",
        "When,author,WHO\n2026-11-22,x,ada\n",
        &["author=ada at=2026-11-22T00:00:00Z"],
    );
    // Only what is listed is read, even where a name would fit.
    check("", "author = \"a\"\nat = \"b\"", "a,b,text\nada,,lost\n", &["author=ada"]);
    // Where two columns differ in case only, the one spelt like it is meant.
    check("", "author = \"Id\"\nat = \"at\"", "Id,id,at\nada,7,\n", &["author=ada"]);
}

#[test]
fn delimiters() {
    let columns = "author = \"w\"\nat = \"t\"";
    check("", columns, "w;t\nada;\n", &["author=ada"]);
    check("delimiter = \"^\"", columns, "w^t\nada^\n", &["author=ada"]);
    check("delimiter = \"\\t\"", columns, "w\tt\nada\t\n", &["author=ada"]);
}

#[test]
fn filters() {
    let columns = "author = \"w\"\nat = \"t\"";
    let content = "w,t,type,open\nada,,1,yes\nbo,,2,yes\ncy,, 1 ,no\ndi,,3,yes\n";
    check("where = { type = 1 }", columns, content, &["author=ada", "author=cy", "filtered 2"]);
    check(
        "where = { type = [\"1\", 3] }",
        columns,
        content,
        &["author=ada", "author=cy", "author=di", "filtered 1"],
    );
    check("where = { type = 1, open = \"yes\" }", columns, content, &["author=ada", "filtered 3"]);
    // What a filter leaves out is not looked at any closer; what has no such cell is rejected.
    check(
        "where = { type = \"1\" }",
        columns,
        "w,t,type\nada,never,2\nbo,never,1\ncy,\n",
        &[
            "theirs.csv:3 byte 21 [t] \"never\": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z",
            "theirs.csv:4 byte 32 [] \"cy,\": expected 3 cells, as in the first line, found 2",
            "filtered 1",
        ],
    );
}

#[test]
fn constants_joins_and_words() {
    let content =
        "w,d,t,title,body,k,g\nada,22.11.2026,17:30,Hello, world ,A,ja\nbo,,,,only body,x,\ncy,,, ,,,nein\n";
    check(
        "time_format = \"%d.%m.%Y %H:%M\"\nzone = \"Europe/Berlin\"",
        "author = { column = \"w\", prefix = \"u/\" }
         at = { columns = [\"d\", \"t\"] }
         text = { columns = [\"title\", \"body\"], join = \"\\n\\n\" }
         kind = { column = \"k\", map = { a = \"article\", b = \"reshare\" } }
         format = { value = \"text\" }
         views = { value = 5 }
         in_group = { column = \"g\", true = [\"ja\"], false = \"nein\" }",
        content,
        &[
            r#"author=u/ada at=2026-11-22T16:30:00Z text="Hello\n\n world " kind=article format=text views=5 in_group=1"#,
            r#"author=u/bo text="only body" kind=x format=text views=5"#,
            "author=u/cy format=text views=5 in_group=0",
        ],
    );
    check(
        "",
        "author = { value = \"me\" }\nat = { value = 2026-11-22T17:30:00Z }\nin_group = { value = true }",
        "x\n1\n2\n",
        &["author=me at=2026-11-22T17:30:00Z in_group=1"; 2],
    );
}

#[test]
fn a_prefix_goes_before_ids_that_are_there() {
    check(
        "",
        "author = \"w\"\nat = \"t\"\npost = { column = \"p\", prefix = \"q\" }",
        "p,w,t\n7,ada,\n,bo,\n",
        &["post=q7 author=ada", "author=bo"],
    );
}

#[test]
fn lists_of_people() {
    let mapping = r#"
        [[read]]
        file = "m.csv"
        as = "messages"
        [read.columns]
        conversation = "c"
        sender = { column = "from", prefix = "@" }
        recipients = { column = "to", separator = ",", prefix = "@" }
        at = "at"
    "#;
    let corpus = mapped(mapping, &[("m.csv", "c,from,to,at\n1,ada,\"bo, cy,,\",2026-11-22\n")]).unwrap();
    let rows = corpus.rows(FileId::Messages).unwrap();
    assert_eq!(table(&corpus, rows), "conversation=1 sender=@ada recipients=@bo+@cy at=2026-11-22T00:00:00Z");
}

#[test]
fn several_files_feed_one_table() {
    let mapping = r#"
        [[read]]
        file = "b.csv"
        as = "comments"
        columns = { author = "w", at = "t", text = "x" }

        [[read]]
        file = ["a.csv", "c.csv"]
        as = "comments"
        columns = { author = "w", at = "t", reactions = "n" }

        [[read]]
        file = "gone.csv"
        as = "members"
        optional = true
        columns = { member = "w" }
    "#;
    let files = [("a.csv", "w,t,n\nada,,1\n"), ("b.csv", "w,t,x\nbo,,hi\n"), ("c.csv", "n,w,t\n3,cy,\n")];
    let corpus = mapped(mapping, &files).unwrap();
    let rows = corpus.rows(FileId::Comments).unwrap();
    assert_eq!(table(&corpus, rows), "author=ada reactions=1\nauthor=bo text=\"hi\"\nauthor=cy reactions=3");
    assert!(corpus.rows(FileId::Members).is_none());
}

#[test]
fn a_mapping_elsewhere_goes_before_the_one_in_the_folder() {
    let columns = |who| {
        format!(
            "[[read]]\nfile = \"t.csv\"\nas = \"posts\"\ncolumns = {{ author = \"{who}\", at = \"t\" }}\n"
        )
    };
    let folder = folder(&[
        ("t.csv", "a,b,t\nada,bo,\n"),
        ("corpus.toml", &columns("a")),
        ("other.toml", &columns("b")),
    ]);
    let author = |mapping| {
        let corpus = read(folder.path(), &Options { mapping, ..Options::default() }, &()).unwrap();
        corpus.people.name(0).to_owned()
    };
    assert_eq!(author(None), "ada");
    assert_eq!(author(Some(folder.path().join("other.toml"))), "bo");
}

#[test]
fn one_bad_row_read_twice_is_told_once() {
    let mapping = r#"
        [[read]]
        file = "t.csv"
        as = "posts"
        where = { type = "p" }
        columns = { author = "w", at = "t" }
        [[read]]
        file = "t.csv"
        as = "comments"
        where = { type = "c" }
        columns = { author = "w", at = "t" }
    "#;
    let corpus = mapped(mapping, &[("t.csv", "w,t,type\nada,,p\nbo,,c\nbroken\n")]).unwrap();
    assert_eq!(corpus.rejects.len(), 1);
    for source in &corpus.sources {
        assert_eq!((source.rows, source.filtered, source.rejected), (1, 1, 1));
    }
}

#[test]
fn the_mapping_in_the_docs_is_right() {
    let docs = include_str!("../src/read/mod.rs");
    let (_, mapping) = docs.split_once("//! ```toml\n").unwrap();
    let (mapping, _) = mapping.split_once("//! ```").unwrap();
    let mapping: Vec<&str> = mapping.lines().map(|line| line.trim_start_matches("//!")).collect();
    let mapping = mapping.join("\n");
    let export = "Id;type;OwnerUserId;Date;Time;Title;Body;group\n\
                  7;1;ada;22/11/2026;17:30;Hello;world;ja\n8;2;bo;;;;;\n9;3;cy;;;;;\n";
    let corpus = mapped(&mapping, &[("export.csv", export)]).unwrap();
    assert_eq!(
        table(&corpus, corpus.rows(FileId::Posts).unwrap()),
        "post=q7 author=ada at=2026-11-22T16:30:00Z text=\"Hello\\n\\nworld\" kind=1 format=text in_group=1\n\
         post=q9 author=cy kind=3 format=text"
    );
    assert_eq!(corpus.sources[0].filtered, 1);
}

/// What is said about a mapping, with everything before the first mistake being right.
#[track_caller]
fn wrong(mapping: &str, expected: &str) {
    let files = [("posts.csv", "Id,Who,When,Body\n"), ("people.csv", "x\n")];
    let found = mapped(mapping, &files).map(|_| ()).unwrap_err();
    assert_eq!(found.strip_prefix("FOLDER/corpus.toml:").unwrap_or(&found), expected, "{mapping}");
}

/// The same for one more line below right ones.
#[track_caller]
fn wrong_line(line: &str, expected: &str) {
    let mapping = format!(
        "[[read]]\nfile = \"posts.csv\"\nas = \"posts\"\n[read.columns]\nauthor = \"Who\"\nat = \"When\"\n{line}\n"
    );
    wrong(&mapping, expected);
}

#[test]
fn mistakes_in_the_frame() {
    wrong(
        "",
        "1:1: the mapping reads no file\nhelp: write a [[read]] for each file, with `file`, `as` and [read.columns]",
    );
    wrong("[[red]]\n", "1:3: unknown key 'red'\nhelp: did you mean 'read'?");
    wrong(
        "[read]\nas = 1",
        "1:1: read should be a list of tables\nhelp: write [[read]] with two brackets: there can be several",
    );
    wrong(
        "[[read]]\nfile = \"posts.csv\nas = \"posts\"",
        "2:18: invalid basic string, expected `\"`\nhelp: see https://toml.io for how TOML is written",
    );
    wrong(
        "[[read]]\nfiel = \"posts.csv\"",
        "2:1: unknown key in [[read]] 'fiel'\nhelp: did you mean 'file'?",
    );
    wrong(
        "[[read]]\nrows = 1",
        "2:1: unknown key in [[read]] 'rows'\nhelp: known are: as, columns, delimiter, encoding, escape, file, header, optional, quote, skip, time_format, where, zone",
    );
    wrong("\n[[read]]\nas = \"posts\"", "2:1: this [[read]] has no `file`\nhelp: add file = \"posts.csv\"");
    wrong("[[read]]\nfile = \"posts.csv\"", "1:1: this [[read]] has no `as`\nhelp: add as = \"posts\"");
    wrong(
        "[[read]]\nfile = \"posts.csv\"\nas = \"post\"",
        "3:6: unknown table 'post'\nhelp: did you mean 'posts'?",
    );
    wrong(
        "[[read]]\nfile = \"posts.csv\"\nas = \"posts\"",
        "1:1: this [[read]] has no `columns`\nhelp: add [read.columns] below it, with lines such as author = \"their column\"",
    );
    wrong("[[read]]\nfile = 3\n", "2:8: file should be a text in quotes, found 3");
    let read = "[[read]]\nfile = \"posts.csv\"\nas = \"posts\"\n";
    wrong(
        &format!("{read}delimiter = \"tab\""),
        "4:13: delimiter should be one character such as \",\", \";\", \"|\" or \"\\t\", found \"tab\"",
    );
    wrong(
        &format!("{read}zone = \"Europe/Atlantis\""),
        "4:8: unknown time zone 'Europe/Atlantis'\nhelp: write a name such as \"Europe/Berlin\", or leave it out for UTC",
    );
    wrong(
        &format!("{read}time_format = \"%H:%M\""),
        "4:15: the format '%H:%M' reads no time: the format does not name a whole date\n\
         help: write a format such as \"%d/%m/%Y %H:%M\", or leave it out for ISO times",
    );
    wrong(
        &format!("{read}where = {{ type = {{ not = 1 }} }}"),
        "4:18: type should be one text, number, date, true or false, found { not = 1 }",
    );
}

#[test]
fn mistakes_in_the_columns() {
    wrong(
        "[[read]]\nfile = \"posts.csv\"\nas = \"posts\"\n[read.columns]\nauthor = \"Who\"\n",
        "4:1: posts need 'at'\nhelp: add at = \"their column\" (date or time (UTC))",
    );
    wrong_line("veiws = \"Views\"", "7:1: unknown column of posts 'veiws'\nhelp: did you mean 'views'?");
    wrong_line(
        "zzz = \"Views\"",
        "7:1: unknown column of posts 'zzz'\nhelp: known are: post, author, at, text, kind, format, views, reactions, comments, reposts, in_group, collaborators, campaign",
    );
    wrong_line(
        "views = 5",
        "7:9: views should be a column in quotes, or a table such as { value = 1 }, found 5",
    );
    wrong_line(
        "views = { clumn = \"x\" }",
        "7:11: unknown key of 'views' 'clumn'\nhelp: did you mean 'column'?",
    );
    wrong_line(
        "views = { column = \"x\", value = 1 }",
        "7:9: 'views' should have one of column, columns and value\n\
         help: write column = \"their column\", or value = \"the same for every row\"",
    );
    wrong_line(
        "views = { value = \"many\" }",
        "7:19: 'many' cannot be the value of 'views': expected a number such as 1234 or 12.5\nhelp: 'views' holds: number, at least 0",
    );
    wrong_line(
        "in_group = { value = 2 }",
        "7:22: '2' cannot be the value of 'in_group': expected true or false, yes or no, 1 or 0\nhelp: 'in_group' holds: true or false",
    );
    wrong_line(
        "text = { column = \"Body\", prefix = \"x\" }",
        "7:27: 'prefix' means nothing for 'text'\nhelp: 'text' holds: text; take 'prefix' out",
    );
    wrong_line(
        "text = { column = \"Body\", join = \"x\" }",
        "7:27: 'join' for 'text' has nothing to join\nhelp: write columns = [\"one\", \"two\"] beside it",
    );
    wrong_line(
        "text = { columns = [] }",
        "7:20: columns should be a list with at least one column, found []",
    );
}

#[test]
fn mistakes_about_the_files() {
    wrong_line(
        "text = \"essay\"",
        "posts.csv, line 1: no column 'essay'; found: Id, Who, When, Body\nhelp: name one of the columns that were found",
    );
    wrong_line(
        "text = \"Bodi\"",
        "posts.csv, line 1: no column 'Bodi'; found: Id, Who, When, Body\nhelp: did you mean 'Body'?",
    );
    let file = |name: &str| {
        format!(
            "[[read]]\nfile = \"{name}\"\nas = \"posts\"\ncolumns = {{ author = \"Who\", at = \"When\" }}\n"
        )
    };
    wrong(
        &file("post.csv"),
        " no file 'post.csv' in FOLDER; found: corpus.toml, people.csv, posts.csv\nhelp: did you mean 'posts.csv'?",
    );
    wrong(
        "[[read]]\nfile = \"people.csv\"\nas = \"members\"\ncolumns = { member = \"x\" }\n",
        "FOLDER has no file that shows what people did; found: corpus.toml, people.csv, posts.csv\n\
         help: looked for posts.csv, comments.csv, reactions.csv, messages.csv, invitations.csv, searches.csv, events.csv; other names and columns can be mapped in corpus.toml",
    );
}
