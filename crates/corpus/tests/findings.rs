//! Odd rows: counted, told, and left out where they would earn something.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::frames::{self, END};
use common::{corpus, dump, folder, table};
use proptest::prelude::*;
use ssi_corpus::data::Corpus;
use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::{Resolved, View};
use ssi_corpus::schema::FileId;

/// Reads files (a name, then rows) and compares what is told of odd rows, each with the name of its kind in front.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let corpus = corpus(files).unwrap();
    let told: Vec<String> = corpus.findings.iter().map(|f| format!("{}: {f}", f.what.name())).collect();
    assert_eq!(told, expected);
}

/// How many rows of a file are left.
#[track_caller]
fn rows_left(corpus: &Corpus, file: FileId) -> usize {
    corpus.rows(file).unwrap().len
}

#[test]
fn nothing_is_told_of_sound_rows() {
    check(
        &[
            ("members.csv", "member,name\nada,Ada\nbo,Bo\n"),
            (
                "posts.csv",
                "post,author,at,text\np1,ada,2026-03-01,a\np2,ada,2026-03-01,a\n,bo,2026-03-02,b\n",
            ),
            (
                "comments.csv",
                "comment,author,at,post,parent\nc1,bo,2026-03-02,p1,\nc2,ada,2026-03-02,p1,c1\n",
            ),
            ("reactions.csv", "author,at,post\nbo,2026-03-02,p1\n"),
            ("messages.csv", "conversation,sender,recipients,at\nm,ada,ada;bo,2026-03-02\n"),
        ],
        &[],
    );
}

#[test]
fn rows_without_a_time() {
    check(
        &[("posts.csv", "post,author,at\np2,ada,\np1,bo,\n"), ("searches.csv", "member,at\nada,\n")],
        &[
            "NO TIME: posts: 2 rows have no time (as p1), so they count in no window",
            "NO TIME: searches: 1 row has no time (ada), so it counts in no window",
        ],
    );
    // When somebody connected may well be unknown.
    check(&[("posts.csv", "author,at\n"), ("connections.csv", "member,other,at\nada,bo,\n")], &[]);
}

#[test]
fn ids_that_repeat() {
    check(
        &[
            ("members.csv", "member,name\nada,Ada\nada,Adah\nbo,Bo\nbo,Bob\nbo,Bobby\n"),
            ("posts.csv", "post,author,at,text\np1,ada,2026-03-01,a\np1,ada,2026-03-01,b\n"),
        ],
        &[
            "REPEATED IDS: members: 3 rows carry the id of another row and say something else (as ada): one row of each id counts",
            "REPEATED IDS: posts: 1 row carries the id of another row and says something else (p1): others refer to the earliest of \
             an id",
        ],
    );
}

#[test]
fn duplicates_count_once() {
    let check = |files: &[(&str, &str)], file: FileId, left: usize, expected: &[&str]| {
        check(files, expected);
        assert_eq!(rows_left(&corpus(files).unwrap(), file), left);
    };
    check(
        &[(
            "posts.csv",
            "post,author,at,text,views\np1,ada,2026-03-01,a,\np1,ada,2026-03-01,a,\n p1,ada,2026-03-01,a,\n",
        )],
        FileId::Posts,
        1,
        &["DUPLICATE ROWS: posts: 2 rows repeat another one cell for cell (as p1) and are not counted"],
    );
    check(
        &[("members.csv", "member,name\nada,Ada\nada,Ada\n"), ("posts.csv", "author,at\n")],
        FileId::Members,
        1,
        &["DUPLICATE ROWS: members: 1 row repeats another one cell for cell (ada) and is not counted"],
    );
    // Without ids a clock time tells an act; a day alone does not.
    let head = "author,at,kind,post\n";
    let timed = "ada,2026-03-01T09:15:00,like,p1\n";
    check(
        &[("reactions.csv", &format!("{head}{timed}ada,2026-03-01T09:15:01,like,p1\n{timed}"))],
        FileId::Reactions,
        2,
        &[
            "DUPLICATE ROWS: reactions: 1 row repeats another one cell for cell (ada at 2026-03-01T09:15:00Z) and is not counted",
        ],
    );
    let day = "ada,2026-03-01,like,p1\n";
    check(&[("reactions.csv", &format!("{head}{day}{day}"))], FileId::Reactions, 2, &[]);
    // A list is a cell, and so is a text.
    let head = "conversation,sender,recipients,at,text\n";
    let row = |to: &str, text: &str| format!("m,ada,{to},2026-03-01T09:15:00,{text}\n");
    let rows = row("bo;cy", "x") + &row("bo", "x") + &row("bo;cy", "y") + &row("bo;cy", "x");
    check(
        &[("messages.csv", &format!("{head}{rows}"))],
        FileId::Messages,
        3,
        &[
            "DUPLICATE ROWS: messages: 1 row repeats another one cell for cell (ada at 2026-03-01T09:15:00Z) and is not counted",
        ],
    );
}

#[test]
fn the_other_cells_stay_with_their_rows() {
    let files = [(
        "messages.csv",
        "conversation,sender,recipients,at,text\n\
         m,ada,bo;cy,2026-03-01T09:15:00,one\n\
         m,ada,bo;cy,2026-03-01T09:15:00,one\n\
         n,ada,ada,2026-03-01T09:16:00,note to self\n\
         m,bo,ada;cy,2026-03-01T10:00:00,two\n",
    )];
    let corpus = corpus(&files).unwrap();
    assert_eq!(
        table(&corpus, corpus.rows(FileId::Messages).unwrap()),
        "conversation=m sender=ada recipients=bo+cy at=2026-03-01T09:15:00Z text=\"one\"\n\
         conversation=m sender=bo recipients=ada+cy at=2026-03-01T10:00:00Z text=\"two\""
    );
    // What was read is told as it was read.
    assert_eq!((corpus.sources[0].rows, corpus.sources[0].rejected), (4, 0));
}

#[test]
fn orphans() {
    let posts = ("posts.csv", "post,author,at\np1,ada,2026-03-01\n");
    let comments = "comment,author,at,post,parent,post_author\n\
                    c1,bo,2026-03-02,p1,,\n\
                    c2,bo,2026-03-02,p9,,\n\
                    c3,bo,2026-03-02,p8,,ada\n\
                    c4,bo,2026-03-02,p1,c9,\n";
    check(
        &[
            posts,
            ("comments.csv", comments),
            (
                "reactions.csv",
                "author,at,post,comment\nbo,2026-03-02,p9,\nbo,2026-03-02,p9,c1\nbo,2026-03-02,,c9\nbo,2026-03-02,p1,\n",
            ),
        ],
        &[
            "ORPHANS: comments: 2 rows answer a post or comment that is not in the corpus (as c2): whom and how soon is unknown",
            "ORPHANS: reactions: 2 rows react to a post or comment that is not in the corpus (as bo at 2026-03-02T00:00:00Z): whose \
             and how soon is unknown",
        ],
    );
    // Where the corpus has no posts with ids at all, none of them is missing.
    let alone = "comment,author,at,post\nc1,bo,2026-03-02,p9\n";
    check(&[("comments.csv", alone)], &[]);
    check(&[("comments.csv", alone), ("posts.csv", "author,at\nada,2026-03-01\n")], &[]);
}

const TO_ONESELF: [(&str, &str); 6] = [
    ("comments.csv", "comment,author,at,parent,post_author\nc1,ada,2026-03-01,c1,bo\n"),
    ("connections.csv", "member,other\nada,ada\nada,bo\n"),
    ("invitations.csv", "sender,recipient,at\nada,ada,2026-03-01\nada,bo,2026-03-01\n"),
    ("messages.csv", "conversation,sender,recipients,at\nm,ada,ada,2026-03-01\nn,ada,bo,2026-03-01\n"),
    ("endorsements.csv", "giver,receiver\nada,ada\nada,bo\n"),
    ("recommendations.csv", "giver,receiver\nada,ada\nada,bo\n"),
];

#[test]
fn what_people_do_for_themselves() {
    check(
        &TO_ONESELF,
        &[
            "SELF-REFERENCES: comments: 1 row names itself as what it answers (c1), which is taken as not told",
            "SELF-REFERENCES: messages: 1 row goes to nobody but its sender (ada at 2026-03-01T00:00:00Z) and is not counted",
            "SELF-REFERENCES: connections: 1 row connects a member with themself (ada) and is not counted",
            "SELF-REFERENCES: invitations: 1 row invites its own sender (ada at 2026-03-01T00:00:00Z) and is not counted",
            "SELF-REFERENCES: endorsements: 1 row is given to the giver (ada) and is not counted",
            "SELF-REFERENCES: recommendations: 1 row is given to the giver (ada) and is not counted",
        ],
    );
}

#[test]
fn what_people_do_for_themselves_earns_nothing() {
    let without: Vec<(&str, String)> = TO_ONESELF
        .iter()
        .map(|(name, csv)| {
            let own = |line: &&str| !(line.contains("ada,ada"));
            let csv: Vec<&str> = csv.lines().filter(own).collect();
            (*name, csv.join("\n").replace("2026-03-01,c1,", "2026-03-01,,") + "\n")
        })
        .collect();
    let without: Vec<(&str, &str)> = without.iter().map(|(name, csv)| (*name, csv.as_str())).collect();
    let seen = |files: &[(&str, &str)]| {
        let corpus = corpus(files).unwrap();
        frames::everything(&Resolved::new(&corpus, View::at(END, 90)))
    };
    assert_eq!(seen(&TO_ONESELF), seen(&without));
}

#[test]
fn comments_that_answer_each_other_are_no_deep_thread() {
    let circle = "comment,author,at,post,parent\n\
                  c1,ada,2026-03-01,p1,c3\nc2,bo,2026-03-01,p1,c1\nc3,ada,2026-03-01,p1,c2\nc4,bo,2026-03-02,p1,c3\n";
    let expected = ["ada 1 -", "ada 1 -", "bo 1 -", "bo 2 ada"];
    frames::check(&[("comments", circle)], "comments", "thread_depth counterpart", &expected);
    // Nor is one that answers another row of its own id.
    let twice = "comment,author,at,parent\nc1,ada,2026-03-01,\nc1,bo,2026-03-02,c1\n";
    frames::check(&[("comments", twice)], "comments", "thread_depth counterpart", &["ada 1 -", "bo 1 -"]);
}

/// A row of a comments file, of which few differ.
fn row() -> impl Strategy<Value = String> {
    let cell = |words: &'static [&'static str]| prop::sample::select(words);
    (
        cell(&["", "c1", "c2", "c3"]),
        cell(&["", "ada", "bo"]),
        cell(&["", "2026-03-01", "2026-03-01T09:00:00", "2026-03-02T10:00:00"]),
        cell(&["", "p1", "p9"]),
        cell(&["", "c1", "c2", "c9"]),
        cell(&["", "x", "y"]),
    )
        .prop_map(|(id, who, at, post, parent, text)| format!("{id},{who},{at},{post},{parent},{text}\n"))
}

/// The rows that are left, in an order of their own, and what was found.
fn outcome(corpus: &Corpus) -> (Vec<String>, Vec<String>) {
    let rows = table(corpus, corpus.rows(FileId::Comments).unwrap());
    // A row of empty cells is an empty line, also at the end.
    let mut rows: Vec<String> = rows.split('\n').map(str::to_owned).collect();
    rows.sort();
    (rows, corpus.findings.iter().map(ToString::to_string).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn order_split_and_threads_leave_no_mark(
        rows in prop::collection::vec(row(), 0..25).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        cut: prop::sample::Index,
        chunk in 1usize..200,
        threads in 1usize..4,
    ) {
        let (rows, mixed) = rows;
        let head = "comment,author,at,post,parent,text\n";
        let posts = ("posts.csv", "post,author,at\np1,ada,2026-03-01\n".to_owned());
        let whole = folder(&[posts.clone(), ("comments.csv", format!("{head}{}", rows.concat()))]);
        let cut = cut.index(mixed.len() + 1);
        let parts = folder(&[
            posts,
            ("comments-1.csv", format!("{head}{}", mixed[..cut].concat())),
            ("comments-2.csv", format!("{head}{}", mixed[cut..].concat())),
        ]);
        let whole = read(whole.path(), &Options::default(), &()).unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let options = Options { chunk, ..Options::default() };
        let parts = pool.install(|| read(parts.path(), &options, &())).unwrap();
        prop_assert_eq!(outcome(&whole), outcome(&parts), "{}", dump(&parts));
        // A row more of one that is there is one duplicate more, if it is one at all, and never another outcome for the rest.
        let counted = whole.sources.iter().map(|s| s.rows).sum::<u64>();
        let duplicates: u64 = whole.findings.iter().filter(|f| f.what.name() == "DUPLICATE ROWS").map(|f| f.rows).sum();
        prop_assert_eq!(counted, rows_left(&whole, FileId::Comments) as u64 + 1 + duplicates);
    }
}
