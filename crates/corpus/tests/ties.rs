//! Ties, circles and days; and what holds for every table: the order of the rows and what is not seen leave no mark.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::frames::{END, check, check_at, check_both_ways, everything, read};
use proptest::prelude::*;
use ssi_corpus::data::{Corpus, DAY};
use ssi_corpus::resolve::{Resolved, Values, View, end_of_activity};
use ssi_corpus::tables::{TABLES, table};

const POSTS: (&str, &str) =
    ("posts", "post,author,at\np1,ada,2026-03-01\np2,bo,2026-03-01\np3,cem,2026-03-01\n");
const BOTH: &str =
    "counterpart to_them from_them mutual reciprocity days_in_touch months_in_touch days_since_last";
const EACH: &str =
    "counterpart comments_to comments_from reactions_to reactions_from messages_to messages_from";

const MORE: &str = "counterpart messages_to comments_to reactions_to to_them median_delay_minutes circle in_circle is_connection seniority";

#[test]
fn ties_over_all_files() {
    let comments = (
        "comments",
        "comment,author,at,post,parent\n\
         c1,bo,2026-03-02,p1,\nc2,ada,2026-03-03,p1,c1\nc3,cem,2026-03-03,p1,c1\nc4,ada,2026-03-05,p1,\n",
    );
    let reactions = (
        "reactions",
        "author,at,post,comment\nbo,2026-03-02,p1,\nada,2026-04-09,p1,c1\nada,2026-04-09,p1,\n",
    );
    let messages = ("messages", "conversation,sender,recipients,at\nv1,ada,bo;dora,2026-03-03\n");
    // c3 speaks to bo, and to ada as well: it stands under her post.
    check_both_ways(
        &[POSTS, comments, reactions, messages],
        "comments",
        "ties",
        BOTH,
        &[
            "ada cem 0 1 0 0 1 1 38",
            "ada dora 1 0 0 0 1 1 38",
            "ada bo 3 2 1 0.67 3 2 1",
            "bo cem 0 1 0 0 1 1 38",
            "bo ada 2 3 1 0.67 3 2 1",
            "cem ada 1 0 0 0 1 1 38",
            "cem bo 1 0 0 0 1 1 38",
        ],
    );
    check(
        &[POSTS, comments, reactions, messages],
        "ties",
        EACH,
        &[
            "ada cem 0 1 0 0 0 0",
            "ada dora 0 0 0 0 1 0",
            "ada bo 1 1 1 1 1 0",
            "bo cem 0 1 0 0 0 0",
            "bo ada 1 1 1 1 0 1",
            "cem ada 1 0 0 0 0 0",
            "cem bo 1 0 0 0 0 0",
        ],
    );
    // Columns about a file that is not there cannot be told; without comments and reactions nobody follows on anything.
    check(&[messages], "ties", MORE, &["ada bo 1 ? ? 1 ? ? ? ? ?", "ada dora 1 ? ? 1 ? ? ? ? ?"]);
    check(
        &[
            POSTS,
            ("reactions", "author,at,post\nada,2026-03-02,p2\n"),
            ("connections", "member,other,title\nbo,ada,\ncem,bo,CEO\n"),
        ],
        "ties",
        MORE,
        &["ada bo ? ? 1 1 1440 0 0 1 4", "bo ada ? ? 0 0 - 0 0 1 -"],
    );
    check(&[("comments", "author,at\nada,2026-03-02\n")], "ties", "counterpart", &[]);
}

#[test]
fn ties_need_a_file() {
    let corpus = read(&[POSTS]);
    let resolved = Resolved::new(&corpus, View::at(END, 90));
    assert!(resolved.frame(table("ties").unwrap()).is_none());
    assert!(resolved.frame(table("days").unwrap()).is_some());
    let corpus = read(&[("events", "member,at\nada,2026-03-01\n")]);
    assert!(Resolved::new(&corpus, View::at(END, 90)).frame(table("days").unwrap()).is_none());
}

#[test]
fn how_soon_people_follow() {
    // The middle of what follows on the other's own words: a reply to cem under bo's post is none to bo's.
    check(
        &[
            POSTS,
            (
                "comments",
                "comment,author,at,post,parent\nc1,cem,2026-03-01T01:00,p2,\nc2,ada,2026-03-01T01:10,p2,c1\n",
            ),
            (
                "reactions",
                "author,at,post,comment\nada,2026-03-01T00:20,p2,\nada,2026-03-01T00:40,p2,\nada,2026-02-01,p2,\n",
            ),
            ("members", "member\nada\n"),
        ],
        "ties",
        "counterpart comments_to reactions_to median_delay_minutes",
        &["ada bo 1 3 30", "ada cem 1 0 10"],
    );
}

#[test]
fn the_window_of_ties() {
    const LAST: &str = "counterpart to_them days_since_last months_in_touch";
    // Ninety days before the end of 2026-04-10 begin with 2026-01-11.
    let messages = (
        "messages",
        "conversation,sender,recipients,at\n\
         v1,ada,bo,2026-01-10T23:59:59\nv2,ada,cem,2026-01-11\nv3,ada,dora,2026-04-10T23:59:59\nv4,ada,eve,2026-04-11\nv5,ada,fay,\n",
    );
    check(&[messages], "ties", LAST, &["ada cem 1 89 1", "ada dora 1 0 1"]);
    check_at(View::at(END, 30), &[messages], "ties", LAST, &["ada dora 1 0 1"]);
    // What is not seen is not there; ages still count to the day of the score.
    let view = View { seen: END - 40 * DAY, ..View::at(END, 90) };
    check_at(view, &[messages], "ties", LAST, &["ada cem 1 89 1"]);
}

/// Everybody in `people` reacts `times` times to one post of everybody else in it.
fn pod(people: &[&str], times: usize) -> String {
    let mut rows = String::new();
    for author in people {
        for other in people.iter().filter(|p| *p != author) {
            rows.push_str(&format!("{author},2026-03-02,{other}\n").repeat(times));
        }
    }
    rows
}

#[test]
fn circles() {
    const CIRCLE: &str = "counterpart circle in_circle";
    let posts = (
        "posts",
        "post,author,at\nada,ada,2026-03-01\nbo,bo,2026-03-01\ncem,cem,2026-03-01\ndora,dora,2026-03-01\n",
    );
    let members = ("members", "member\nada\n");
    let react = |rows: &str, expected: &[&str]| {
        let reactions = format!("author,at,post\n{rows}");
        check(&[posts, members, ("reactions", &reactions)], "ties", CIRCLE, expected);
    };
    react(&pod(&["ada", "bo", "cem"], 3), &["ada bo 1 1", "ada cem 1 1"]);
    // Twice is not often, and two are no circle.
    react(&pod(&["ada", "bo", "cem"], 2), &["ada bo 0 0", "ada cem 0 0"]);
    react(&(pod(&["ada", "bo"], 3) + &pod(&["ada", "cem"], 3)), &["ada bo 0 0", "ada cem 0 0"]);
    react(&pod(&["ada", "bo", "cem", "dora"], 3), &["ada bo 2 1", "ada cem 2 1", "ada dora 2 1"]);
    // dora shares strong ties with ada, but has none with her.
    react(
        &(pod(&["ada", "bo", "cem"], 3) + &pod(&["dora", "bo"], 3) + "ada,2026-03-02,dora\n"),
        &["ada bo 1 1", "ada cem 1 1", "ada dora 1 0"],
    );
    // A strong tie goes both ways, and stands in the window.
    react(
        &pod(&["ada", "bo", "cem"], 3).replacen("cem,2026-03-02,ada", "cem,2025-03-02,ada", 1),
        &["ada bo 0 0", "ada cem 1 0"],
    );
    // Comments and reactions count alike.
    let comments = format!("author,at,post\n{}", pod(&["ada", "bo", "cem"], 2));
    let reactions =
        format!("author,at,post\n{}ada,2026-03-03,dora\nada,2026-03-04,ada\n", pod(&["ada", "bo", "cem"], 1));
    let files = [posts, members, ("comments", comments.as_str()), ("reactions", reactions.as_str())];
    check(&files, "ties", CIRCLE, &["ada bo 1 1", "ada cem 1 1", "ada dora 0 0"]);
    check(
        &files,
        "reactions",
        "counterpart in_circle",
        &["ada bo 1", "ada cem 1", "ada dora 0", "ada ada -"],
    );
    check(&files, "comments", "counterpart in_circle", &["ada bo 1", "ada bo 1", "ada cem 1", "ada cem 1"]);
}

#[test]
fn days() {
    const DAYS: &str = "actions kinds weekday";
    check_both_ways(
        &[
            ("posts", "author,at\nada,2026-03-01T12:00\nada,2026-03-01T13:00\nada,\nada,2026-04-11\n"),
            ("comments", "author,at\nada,2026-03-01T23:59:59\nada,2026-03-02\nbo,2026-03-02\n"),
            ("reactions", "author,at\nada,2026-03-01\n"),
            ("messages", "conversation,sender,at\nv1,ada,2026-03-01\n"),
            ("invitations", "sender,recipient,at\nada,bo,2026-03-01\n"),
            ("searches", "member,at\nada,2026-03-01\nada,2026-03-07\n"),
            ("events", "member,at\nada,2026-03-09\n"),
        ],
        "posts",
        "days",
        DAYS,
        &["ada 7 6 7", "ada 1 1 1", "ada 1 1 6", "bo 1 1 1"],
    );
    check(&[("posts", "author,at\nada,2026-03-01\n")], "days", DAYS, &["ada 1 1 7"]);
}

#[test]
fn what_nobody_wants_is_not_made() {
    let corpus = read(&[POSTS, ("reactions", "author,at,post\nada,2026-03-02,p2\n")]);
    let resolved = Resolved::new(&corpus, View::at(END, 90));
    let place = table("reactions").unwrap();
    let some = resolved.frame_of(place, &|id| id == "in_circle").unwrap();
    let all = resolved.frame(place).unwrap();
    for (column, (one, other)) in TABLES[place].columns.iter().zip(some.columns.iter().zip(&all.columns)) {
        let made = column.id == "in_circle";
        assert_eq!(*one, if made { other.clone() } else { None }, "{}", column.id);
        assert_eq!(other.is_some(), column.id != "kind", "{}", column.id);
    }
    assert_eq!(all.columns[TABLES[place].column("in_circle").unwrap()], Some(Values::Numbers(vec![0.0])));
}

/// Rows of every file about four people and a few days in March and April, small enough that all of it meets.
fn files() -> impl Strategy<Value = Vec<(&'static str, Vec<String>)>> {
    let person = || prop::sample::select(vec!["ada", "bo", "cem", "dora", ""]);
    let somebody = || prop::sample::select(vec!["ada", "bo", "cem", "dora"]);
    let at = || (1u32..=9, 0u32..24).prop_map(|(d, h)| format!("2026-04-0{d}T{h:02}:00"));
    let post = || prop::sample::select(vec!["p1", "p2", "p3", ""]);
    let comment = || prop::sample::select(vec!["c1", "c2", "c3", ""]);
    let title = || prop::sample::select(vec!["CEO", "Head of Sales", "Buyer", ""]);
    let rows = |row: BoxedStrategy<String>| prop::collection::vec(row, 0..9);
    let posts = (post(), person(), at(), person(), 0..9u8);
    let posts = posts.prop_map(|(p, a, t, c, v)| format!("{p},{a},{t},{c},{v},{v}")).boxed();
    let comments = (comment(), person(), at(), post(), comment());
    let comments = comments.prop_map(|(c, a, t, p, b)| format!("{c},{a},{t},{p},{b}")).boxed();
    let reactions = (somebody(), at(), post(), comment());
    let reactions = reactions.prop_map(|(a, t, p, c)| format!("{a},{t},{p},{c}")).boxed();
    let messages = (prop::sample::select(vec!["v1", "v2"]), somebody(), somebody(), person(), at());
    let messages = messages.prop_map(|(v, a, b, c, t)| format!("{v},{a},{b};{c},{t}")).boxed();
    let connections = (somebody(), person(), at(), title());
    let connections = connections.prop_map(|(a, b, t, w)| format!("{a},{b},{t},{w}")).boxed();
    let invitations = (somebody(), somebody(), at(), at(), title());
    let invitations = invitations.prop_map(|(a, b, t, u, w)| format!("{a},{b},{t},{u},{w}")).boxed();
    let searches = (somebody(), at(), prop::sample::select(vec!["Buyer", " buyer", "BUYER", "CEO", ""]));
    let searches = searches.prop_map(|(a, t, q)| format!("{a},{t},{q}")).boxed();
    let follows = (somebody(), at(), title()).prop_map(|(a, t, w)| format!("{a},{t},{w}")).boxed();
    (
        rows(posts),
        rows(comments),
        rows(reactions),
        rows(messages),
        rows(connections),
        rows(invitations),
        rows(searches),
        rows(follows),
    )
        .prop_map(
            |(posts, comments, reactions, messages, connections, invitations, searches, follows)| {
                vec![
                    ("post,author,at,collaborators,views,reactions", posts),
                    ("comment,author,at,post,parent", comments),
                    ("author,at,post,comment", reactions),
                    ("conversation,sender,recipients,at", messages),
                    ("member,other,at,title", connections),
                    ("sender,recipient,at,answered_at,title", invitations),
                    ("member,at,query", searches),
                    ("member,at,title", follows),
                ]
            },
        )
}

const NAMES: [&str; 8] =
    ["posts", "comments", "reactions", "messages", "connections", "invitations", "searches", "follows"];

fn written(files: &[(&str, Vec<String>)]) -> Corpus {
    let texts: Vec<String> =
        files.iter().map(|(header, rows)| format!("{header}\n{}\n", rows.join("\n"))).collect();
    let mut files: Vec<(&str, &str)> = NAMES.into_iter().zip(texts.iter().map(String::as_str)).collect();
    files.push(("members", "member,title\nada,\nbo,CEO\ncem,Buyer\n"));
    read(&files)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_order_of_the_rows_leaves_no_mark(files in files(), turns in prop::collection::vec(0usize..9, 8)) {
        let view = View::at(END, 90);
        let corpus = written(&files);
        let mut other = files;
        for ((_, rows), turn) in other.iter_mut().zip(turns) {
            rows.reverse();
            let turn = turn.min(rows.len());
            rows.rotate_left(turn);
        }
        let turned = written(&other);
        prop_assert_eq!(everything(&Resolved::new(&corpus, view)), everything(&Resolved::new(&turned, view)));
    }

    #[test]
    fn what_is_not_seen_is_not_there(files in files(), day in 1i64..10) {
        let view = View { seen: END - day * DAY, ..View::at(END, 90) };
        let all = everything(&Resolved::new(&written(&files), view));
        // The same corpus without the rows from that day on; the time is the second or third cell of each.
        let limit = format!("2026-04-{:02}", 11 - day);
        let mut earlier = files;
        for (header, rows) in &mut earlier {
            let place = header.split(',').position(|column| column == "at").unwrap();
            rows.retain(|row| row.split(',').nth(place).unwrap() < limit.as_str());
        }
        prop_assert_eq!(all, everything(&Resolved::new(&written(&earlier), view)));
    }
}

/// The demonstration corpus tells the story of a pod; colleagues who talk a lot are in circles too, but not within minutes.
#[test]
fn the_pod_of_the_team() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpora/team");
    let corpus = ssi_corpus::read::read(folder.as_ref(), &ssi_corpus::read::Options::default(), &()).unwrap();
    assert_eq!(corpus.rejects, []);
    let resolved = Resolved::new(&corpus, View::at(end_of_activity(&corpus).unwrap(), 90));
    let place = table("ties").unwrap();
    let frame = resolved.frame(place).unwrap();
    let numbers = |id| match &frame.columns[TABLES[place].column(id).unwrap()] {
        Some(Values::Numbers(all)) => all,
        other => panic!("{id} is {other:?}"),
    };
    let (circle, delay) = (numbers("in_circle"), numbers("median_delay_minutes"));
    let hasty = (0..frame.len()).filter(|&i| circle[i] == 1.0 && delay[i] < 10.0);
    let mut people: Vec<&str> =
        hasty.map(|i| corpus.people.name(resolved.roster().person(frame.members[i]))).collect();
    people.sort_unstable();
    people.dedup();
    assert_eq!(people, ["jenna.moss", "kyle.brandt", "rico.vance", "tasha.pell"]);
}
