//! Who is reached: commenters, counterparts, people known and not known. One small folder a case.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::frames::{END, check, check_at, check_both_ways};
use ssi_corpus::data::DAY;
use ssi_corpus::resolve::View;

/// A corpus has to have somebody do something.
const ACTIVE: (&str, &str) = ("searches", "member,at\nzoe,2026-03-01\n");

#[test]
fn reception() {
    const HOW: &str = "reception_per_view reception_per_follower";
    let members = ("members", "member,followers\nada,100\nbo,5\ncem,\n");
    check(
        &[
            members,
            (
                "posts",
                "author,at,views,reactions,comments,reposts\n\
                 ada,2026-03-01,200,10,4,2\n\
                 ada,2026-03-02,3,2,,\n\
                 ada,2026-03-03,200,,,\n\
                 ada,2026-03-04,,1,0,0\n\
                 bo,2026-03-01,0,0,0,1\n\
                 cem,2026-03-01,100,1,1,1\n",
            ),
        ],
        "posts",
        HOW,
        &["ada 0.12 0.24", "ada 0.1 0.02", "ada - -", "ada - 0.01", "bo 0.05 0.02", "cem 0.05 -"],
    );
    // A part that the file lacks counts nothing; without any part, views or followers nobody can tell.
    let some = ("posts", "author,at,views,comments\nada,2026-03-01,30,2\n");
    check(&[members, some], "posts", HOW, &["ada 0.2 0.06"]);
    check(&[some], "posts", HOW, &["ada 0.2 ?"]);
    check(&[members, ("posts", "author,at,reposts\nada,2026-03-01,2\n")], "posts", HOW, &["ada ? 0.02"]);
    check(&[members, ("posts", "author,at,views\nada,2026-03-01,30\n")], "posts", HOW, &["ada ? ?"]);
    // Where only the sum is known, it counts; beside any part it does not.
    let sum = ("posts", "author,at,views,engagements\nada,2026-03-01,30,6\nada,2026-03-02,30,\n");
    check(&[members, sum], "posts", HOW, &["ada 0.2 0.06", "ada - -"]);
    let both =
        ("posts", "author,at,views,reactions,engagements\nada,2026-03-01,30,3,6\nada,2026-03-02,30,,6\n");
    check(&[members, both], "posts", HOW, &["ada 0.1 0.03", "ada 0.2 0.06"]);
}

#[test]
fn commenters() {
    const WHO: &str = "commenters new_commenters outside_commenters commenters_messaged";
    let posts = ("posts", "post,author,at\np1,ada,2026-03-01\np2,ada,2026-03-05\np3,bo,2026-03-01\n");
    let comments = (
        "comments",
        "author,at,post\n\
         bo,2026-03-01T12:00,p1\n\
         bo,2026-03-01T13:00,p1\n\
         cem,2026-03-02,p1\n\
         ada,2026-03-02,p1\n\
         ,2026-03-02,p1\n\
         bo,2026-03-06,p2\n\
         dora,2026-03-06,p2\n\
         cem,2026-03-06,p3\n\
         dora,2026-03-07,p1\n",
    );
    check(&[posts, comments], "posts", WHO, &["ada 4 2 ? ?", "ada 2 1 ? ?", "bo 1 1 ? ?"]);
    // dora came to p2 first, so she is new there and not under p1; a comment by nobody known is neither new nor outside.
    let connections = ("connections", "member,other\nada,bo\ndora,ada\n");
    let messages = (
        "messages",
        "conversation,sender,recipients,at\n\
         v1,ada,bo,2026-03-03T00:00\nv2,ada,cem,2026-03-03T00:00:01\nv3,bo,ada,2026-03-06\nv4,ada,dora;eve,2026-03-06\n",
    );
    check(
        &[posts, comments, connections, messages],
        "posts",
        WHO,
        &["ada 4 2 1 1", "ada 2 1 0 1", "bo 1 1 1 0"],
    );
    check(&[posts, connections, messages], "posts", WHO, &["ada ? ? ? ?", "ada ? ? ? ?", "bo ? ? ? ?"]);
}

#[test]
fn returning_commenters() {
    const BACK: &str = "counterpart post returning counterpart_seniority";
    check_both_ways(
        &[
            ("posts", "post,author,at\np1,ada,2026-03-01\np2,ada,2026-03-05\n"),
            (
                "comments",
                "author,at,post\n\
                 bo,2026-03-01T12:00,p1\nbo,2026-03-02,p1\nbo,2026-03-06,p2\nbo,2026-03-07,p1\ncem,2026-03-08,p2\n",
            ),
            ("members", "member,title\nada,\nbo,Director of Sales\n"),
        ],
        "comments",
        "received_comments",
        BACK,
        &["ada bo p1 0 3", "ada bo p1 0 3", "ada bo p2 1 3", "ada bo p1 1 3", "ada cem p2 0 -"],
    );
    check(
        &[("comments", "author,at,post_author\nbo,2026-03-01,ada\n"), ("members", "member\nada\n")],
        "received_comments",
        BACK,
        &["ada bo - ? ?"],
    );
}

#[test]
fn what_authors_do_after_a_post() {
    let posts =
        ("posts", "author,at\nada,2026-03-01T12:00\nada,2026-03-05T12:00\nada,\nbo,2026-03-01T12:00\n");
    let reactions = ("reactions", "author,at\nada,2026-03-02T12:00\nbo,2026-03-02T12:00:01\n");
    check(&[posts], "posts", "followed_up", &["ada ?", "ada ?", "ada ?", "bo ?"]);
    check(&[posts, reactions], "posts", "followed_up", &["ada -", "ada 1", "ada 0", "bo 0"]);
    let comments = ("comments", "author,at\nada,2026-03-05T12:00\n");
    let messages = ("messages", "conversation,sender,at\nv1,bo,2026-03-01T13:00\n");
    check(&[posts, comments, messages], "posts", "followed_up", &["ada -", "ada 0", "ada 1", "bo 1"]);
}

#[test]
fn collaborators() {
    check(
        &[("posts", "author,at,collaborators\nada,2026-03-01,bo; ada;cem;bo\nada,2026-03-02,\n")],
        "posts",
        "collaborators",
        &["ada 2", "ada 0"],
    );
    check(&[("posts", "author,at\nada,2026-03-01\n")], "posts", "collaborators", &["ada ?"]);
}

#[test]
fn whom_comments_and_reactions_speak_to() {
    const TO: &str = "counterpart counterpart_seniority from_connection";
    let posts = ("posts", "post,author,at\np1,bo,2026-03-01\np2,cem,2026-03-01\np3,ada,2026-03-01\n");
    let comments = (
        "comments",
        "author,at,post\nada,2026-03-02,p1\nada,2026-03-03,p2\nada,2026-03-04,p3\nada,2026-03-05,p9\n",
    );
    let members = ("members", "member,title\nada,Buyer\nbo,\n");
    let connections =
        ("connections", "member,other,title\ndora,bo,Head of Data\neve,bo,CEO\nada,bo,\nada,dora,Analyst\n");
    // Where lists disagree about a title the highest level counts.
    check_both_ways(
        &[posts, comments, members, connections],
        "connections",
        "comments",
        TO,
        &["ada bo 4 1", "ada cem - 0", "ada - - -", "ada - - -"],
    );
    check(&[posts, comments], "comments", TO, &["ada bo ? ?", "ada cem ? ?", "ada - ? ?", "ada - ? ?"]);
    // The person's own title counts before what lists say.
    check(
        &[posts, comments, ("members", "member,title\nada,\nbo,Lead Buyer\n"), connections],
        "comments",
        TO,
        &["ada bo 1 1", "ada cem - 0", "ada - - -", "ada - - -"],
    );
    let reactions = (
        "reactions",
        "author,at,post\nada,2026-03-02T12:00,p1\nbo,2026-03-03T12:00,p3\nbo,2026-03-09,p3\nada,2026-03-02,p2\nada,2026-03-04,p3\n",
    );
    check(
        &[posts, reactions],
        "reactions",
        "counterpart returned",
        &["ada cem 0", "ada bo 1", "ada ada -", "bo ada 1", "bo ada 0"],
    );
    check(
        &[("reactions", "author,at,post\nada,2026-03-02,p1\n")],
        "reactions",
        "counterpart returned",
        &["ada - ?"],
    );
}

#[test]
fn endorsed_and_recommended() {
    let connections = ("connections", "member,other,title\nada,bo,VP Sales\n");
    for (file, verb) in [("endorsements", "endorsements"), ("recommendations", "recommendations")] {
        let files = [
            (file, "giver,receiver\nada,bo\nbo,ada\nada,cem\n"),
            connections,
            ("members", "member\nada\n"),
            ACTIVE,
        ];
        let about = "counterpart counterpart_seniority";
        check(&files, &format!("{verb}_given"), about, &["ada bo 3", "ada cem -"]);
        check(&files, &format!("{verb}_received"), about, &["ada bo 3"]);
        check(&[files[0], files[2], ACTIVE], &format!("{verb}_received"), about, &["ada bo ?"]);
    }
}

#[test]
fn shared_connections_and_engagement() {
    const SHARED: &str = "other shared_connections";
    let members = ("members", "member\nada\n");
    let rows = "ada,bo,\nada,cem,\nada,dora,7\nbo,cem,\nbo,eve,\neve,ada,\nada,,\n";
    let given = format!("member,other,shared_connections\n{rows}");
    check_both_ways(
        &[members, ACTIVE, ("connections", &given)],
        "connections",
        "connections",
        SHARED,
        &["ada - -", "ada bo 2", "ada cem -", "ada dora 7"],
    );
    let posts = ("posts", "post,author,at\np1,ada,2026-03-01\n");
    let connections = ("connections", "member,other\nada,bo\nada,cem\nada,dora\n");
    check(
        &[
            members,
            connections,
            posts,
            ("comments", "comment,author,at,post,parent\nc1,bo,2026-04-09,p1,\nc2,cem,2026-04-01,p1,c1\n"),
            ("reactions", "author,at,post\nbo,2026-04-10,p1\ndora,2026-04-20,p1\n"),
        ],
        "connections",
        "other engaged days_since_engaged",
        &["ada bo 1 0", "ada cem 1 9", "ada dora 0 -"],
    );
    check(
        &[members, connections, posts],
        "connections",
        "other engaged days_since_engaged shared_connections",
        &["ada bo ? ? -", "ada cem ? ? -", "ada dora ? ? -"],
    );
}

#[test]
fn answers_to_invitations() {
    const GOT: &str = "counterpart answered answer_days got_message";
    const SENT: &str = "counterpart accepted answer_days counterpart_seniority";
    let rows = "sender,recipient,at,status,answered_at,title\n\
         ada,bo,2026-03-01T12:00,accepted,2026-03-03T00:00,Chief Buyer\n\
         ada,cem,2026-03-01T12:00,,,\n\
         ada,dora,2026-03-01T12:00,accepted,,Analyst\n\
         ada,eve,2026-03-01T12:00,declined,,\n\
         ada,fay,2026-03-10,accepted,2026-03-01,\n";
    let members = ("members", "member,title\nada,CEO\ndora,Head of IT\n");
    let connections = (
        "connections",
        "member,other,at\nada,cem,2026-03-05T12:00\nada,dora,2026-03-01\nada,eve,2026-03-09\n",
    );
    check(
        &[members, ("invitations", rows), connections],
        "invitations_sent",
        SENT,
        &["ada bo 1 1.5 4", "ada cem 1 4 -", "ada dora 1 0 2", "ada eve 0 - -", "ada fay 1 - -"],
    );
    // Without answers and dates of connections nobody knows how long it took.
    check(
        &[
            ("invitations", "sender,recipient,at,status\nada,bo,2026-03-01,accepted\n"),
            ("connections", "member,other\nada,bo\n"),
        ],
        "invitations_sent",
        SENT,
        &["ada bo 1 ? ?"],
    );
    let messages = (
        "messages",
        "conversation,sender,recipients,at\nv1,bo,ada,2026-03-08T12:00\nv2,cem,ada,2026-03-08T12:00:01\n",
    );
    check(
        &[("members", "member\nbo\ncem\ndora\n"), ("invitations", rows), messages],
        "invitations_received",
        GOT,
        &["bo ada 1 1.5 1", "cem ada - - 0", "dora ada 1 - 0"],
    );
    check(
        &[
            ("invitations", "sender,recipient,at,answered_at\nada,bo,2026-03-01,2026-03-02\n"),
            ("members", "member\nbo\n"),
        ],
        "invitations_received",
        GOT,
        &["bo ada 1 1 ?"],
    );
    // What was answered after what can be seen has not been answered yet.
    let view = View { seen: END - 40 * DAY, ..View::at(END, 90) };
    check_at(
        view,
        &[members, ("invitations", &rows[..rows.find("ada,cem").unwrap()])],
        "invitations_sent",
        SENT,
        &["ada bo 0 - 4"],
    );
}

#[test]
fn searches() {
    let rows = "ada,2026-03-01T12:00:01, Head of IT \nada,2026-03-01T12:00:59,head of it\nada,2026-03-01T12:01,\n\
                bo,2026-03-01T12:00:30,HEAD OF IT\nbo,,VP\n";
    check_both_ways(
        &[("searches", &format!("member,at,query\n{rows}"))],
        "searches",
        "searches",
        "query same_minute",
        &["ada HEAD OF IT 2", "ada HEAD OF IT 2", "ada - 1", "bo VP -", "bo HEAD OF IT 1"],
    );
    check(&[("searches", "member,at\nada,2026-03-01\n")], "searches", "query same_minute", &["ada ? 1"]);
}

#[test]
fn groups_events_and_follows() {
    check(
        &[
            ("memberships", "member,at,kind\nada,2026-03-01,Industry\nada,2026-04-11,Pod\n"),
            ACTIVE,
            ("members", "member\nada\n"),
        ],
        "memberships",
        "kind",
        &["ada Industry"],
    );
    // Whoever takes part in an event is active.
    check(&[("events", "member,at,kind\nada,2026-03-01,spoke\n")], "events", "kind", &["ada spoke"]);
    let members = ("members", "member\nada\n");
    check(
        &[members, ACTIVE, ("follows", "member,kind,title\nada,person,VP Sales\nada,company,\n")],
        "follows",
        "kind seniority",
        &["ada company -", "ada person 3"],
    );
    check(&[members, ACTIVE, ("follows", "member\nada\n")], "follows", "kind seniority", &["ada ? ?"]);
}
