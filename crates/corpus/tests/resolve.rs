//! What is made of references: who speaks to whom, what was answered and when. One small folder a case.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::corpus;
use common::frames::{END, check, check_both_ways};
use ssi_corpus::resolve::{Resolved, View};

/// A post of ada's, and these comments: id, author, hour of 2026-03-01, post, parent.
fn thread(rows: &[[&str; 5]]) -> [(&'static str, String); 2] {
    let comment = |[id, author, hour, post, parent]: &[&str; 5]| {
        format!("{id},{author},2026-03-01T{hour}:00,{post},{parent}\n")
    };
    let comments: String = rows.iter().map(comment).collect();
    [
        ("posts", "post,author,at\np1,ada,2026-03-01\n".to_owned()),
        ("comments", format!("comment,author,at,post,parent\n{comments}")),
    ]
}

#[track_caller]
fn check_thread(rows: &[[&str; 5]], table: &str, columns: &str, expected: &[&str]) {
    let files = thread(rows);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, csv)| (*name, csv.as_str())).collect();
    check(&files, table, columns, expected);
}

const COMMENT: &str = "counterpart on_own_post is_reply delay_hours got_reply got_author_reply thread_depth";

#[test]
fn replies() {
    check_thread(
        &[
            ["c1", "bo", "12", "p1", ""],
            ["c2", "ada", "18", "p1", "c1"],
            ["c3", "cem", "20", "p1", "c1"],
            ["c4", "bo", "21", "p1", "c3"],
        ],
        "comments",
        COMMENT,
        &["ada bo 1 1 6 0 0 2", "bo ada 0 0 12 1 1 1", "bo cem 0 1 1 0 0 3", "cem bo 0 1 8 1 0 2"],
    );
    // An answer to oneself speaks to nobody, and nobody was answered by it.
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "bo", "13", "p1", "c1"]],
        "comments",
        COMMENT,
        &["bo ada 0 0 12 0 0 1", "bo - 0 1 1 0 0 2"],
    );
    // The author's comment under the own post speaks to nobody either.
    check_thread(&[["c1", "ada", "12", "p1", ""]], "comments", COMMENT, &["ada - 1 0 12 0 0 1"]);
    // A parent that is not in the corpus, and a comment that claims to answer itself.
    check_thread(
        &[["c1", "bo", "12", "p1", "c9"], ["c2", "cem", "13", "p1", "c2"]],
        "comments",
        COMMENT,
        &["bo ada 0 0 12 0 0 1", "cem ada 0 0 13 0 0 1"],
    );
    // Whatever is answered comes first: an "answer" from before is none, and has no delay.
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "cem", "11", "p1", "c1"]],
        "comments",
        COMMENT,
        &["bo ada 0 0 12 0 0 1", "cem bo 0 1 - 0 0 2"],
    );
}

#[test]
fn parents_in_a_circle() {
    check_thread(
        &[["c1", "bo", "12", "p1", "c2"], ["c2", "cem", "13", "p1", "c1"]],
        "comments",
        COMMENT,
        // Nobody can have answered an answer to himself: both stand under the post.
        &["bo ada 0 0 12 0 0 1", "cem ada 0 0 13 0 0 1"],
    );
}

#[test]
fn posts_of_comments() {
    // A reply without a post stands under that of the comment above it.
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "cem", "13", "", "c1"], ["c3", "bo", "14", "", "c2"]],
        "comments",
        "post post_author counterpart thread_depth",
        &["bo p1 ada ada 1", "bo p1 ada cem 3", "cem p1 ada bo 2"],
    );
    // Unknown posts: whoever is given as the author is; else nobody knows.
    check(
        &[(
            "comments",
            "author,at,post,post_author\nbo,2026-03-01,p8,dora\nbo,2026-03-02,p9,\ndora,2026-03-03,p8,dora\n",
        )],
        "comments",
        "post post_author counterpart on_own_post delay_hours is_reply",
        &["bo p8 dora dora 0 - ?", "bo p9 - - - - ?", "dora p8 dora - 1 - ?"],
    );
    // The post itself knows better who wrote it than the comment.
    check(
        &[
            ("posts", "post,author,at\np1,ada,2026-03-01\np2,,2026-03-01\n"),
            (
                "comments",
                "author,at,post,post_author\nbo,2026-03-02,p1,dora\nbo,2026-03-03,p2,dora\nbo,2026-03-04,p2,\n",
            ),
        ],
        "comments",
        "counterpart delay_hours",
        &["bo ada 24", "bo dora 48", "bo - 72"],
    );
    // Of two posts with one id the earlier is meant, and of equal times the one whose author comes first.
    check(
        &[
            (
                "posts",
                "post,author,at\np1,ada,2026-03-02\np1,zed,2026-03-01\np2,zed,2026-03-01\np2,cem,2026-03-01\n",
            ),
            ("comments", "author,at,post\nbo,2026-03-03,p1\nbo,2026-03-04,p2\n"),
        ],
        "comments",
        "counterpart delay_hours",
        &["bo zed 48", "bo cem 72"],
    );
    check(
        &[("comments", "author,at,text\nbo,2026-03-01,Hello\n")],
        "comments",
        "post counterpart on_own_post is_reply delay_hours got_reply thread_depth",
        &["bo ? ? ? ? ? ? ?"],
    );
}

const RECEIVED: &str = "counterpart on_own_post is_reply answered answer_hours";

#[test]
fn comments_received() {
    // A reply is an answer.
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "ada", "13", "p1", "c1"]],
        "received_comments",
        RECEIVED,
        &["ada bo 1 0 1 1", "bo ada 0 1 0 -"],
    );
    // A later comment on the same level is one too, for everything before it; an earlier one is not.
    check_thread(
        &[
            ["c0", "ada", "10", "p1", ""],
            ["c1", "bo", "12", "p1", ""],
            ["c2", "cem", "13", "p1", ""],
            ["c3", "ada", "15", "p1", ""],
            ["c4", "bo", "16", "p1", ""],
        ],
        "received_comments",
        RECEIVED,
        &["ada bo 1 0 1 3", "ada cem 1 0 1 2", "ada bo 1 0 0 -"],
    );
    // What the author says to one is no answer to the other.
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "cem", "13", "p1", ""], ["c3", "ada", "15", "p1", "c2"]],
        "received_comments",
        RECEIVED,
        &["ada bo 1 0 0 -", "ada cem 1 0 1 2", "cem ada 0 1 0 -"],
    );
    // At the same moment a reply answers; a neighbour does not.
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "ada", "12", "p1", ""]],
        "received_comments",
        RECEIVED,
        &["ada bo 1 0 0 -"],
    );
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "ada", "12", "p1", "c1"]],
        "received_comments",
        RECEIVED,
        &["ada bo 1 0 1 0", "bo ada 0 1 0 -"],
    );
    // The first of several answers counts.
    check_thread(
        &[
            ["c1", "bo", "12", "p1", ""],
            ["c2", "ada", "18", "p1", "c1"],
            ["c3", "ada", "16", "p1", ""],
            ["c4", "ada", "20", "p1", "c1"],
        ],
        "received_comments",
        "counterpart answered answer_hours",
        &["ada bo 1 4", "bo ada 0 -", "bo ada 0 -"],
    );
    // A reply to bo under ada's post is received by both, once each.
    check_thread(
        &[["c1", "bo", "12", "p1", ""], ["c2", "cem", "13", "p1", "c1"]],
        "received_comments",
        RECEIVED,
        &["ada bo 1 0 0 -", "ada cem 1 0 0 -", "bo cem 0 1 0 -"],
    );
    // Comments of nobody are received; a hidden connection is not their author.
    check(
        &[
            ("posts", "post,author,at\np1,ada,2026-03-01\n"),
            ("comments", "author,at,post\n,2026-03-02,p1\nbo,2026-03-03,p1\ncem,2026-03-04,p1\n"),
            ("connections", "member,other\nada,\nada,bo\ncem,ada\n"),
        ],
        "received_comments",
        "counterpart from_connection",
        &["ada - 0", "ada bo 1", "ada cem 1"],
    );
}

#[test]
fn posts_and_their_echo() {
    const ECHO: &str = "commenters comments_by_others answered_share first_answer_hours";
    const KINDS: &str = "is_original is_bare_reshare weekday hour hours_since_previous";
    check(
        &[(
            "posts",
            "author,at,kind,text\n\
             ada,2026-03-01T23:30,original,\n\
             ada,2026-03-02T00:00,Reshare, \n\
             ada,2026-03-03T06:00,repost,Look!\n\
             ada,,,\n\
             bo,2026-03-03T05:00,article,\n",
        )],
        "posts",
        KINDS,
        &["ada - - - - -", "ada 1 0 7 23 -", "ada 0 1 1 0 0.5", "ada 0 0 2 6 30", "bo 1 0 2 5 -"],
    );
    check(&[("posts", "author,at\nada,2026-03-01\n")], "posts", KINDS, &["ada ? ? 7 0 -"]);
    check_thread(
        &[
            ["c1", "bo", "12", "p1", ""],
            ["c2", "ada", "13", "p1", "c1"],
            ["c3", "bo", "14", "p1", ""],
            ["c4", "cem", "15", "p1", "c3"],
        ],
        "posts",
        ECHO,
        &["ada 2 3 0.33 1"],
    );
    check_thread(&[["c2", "ada", "13", "p1", ""]], "posts", ECHO, &["ada 0 0 - -"]);
    check(&[("posts", "post,author,at\np1,ada,2026-03-01\n")], "posts", ECHO, &["ada ? ? ? ?"]);
    // A post without an id has no echo, whatever else lacks one.
    check(
        &[("posts", "post,author,at\n,ada,2026-03-01\n"), ("comments", "author,at,post\nbo,2026-03-02,\n")],
        "posts",
        ECHO,
        &["ada 0 0 - -"],
    );
}

#[test]
fn reactions() {
    const ABOUT: &str = "counterpart on_comment delay_minutes";
    let posts = ("posts", "post,author,at\np1,ada,2026-03-01\n,dora,2026-03-01\np2,dora,2026-04-20\n");
    let comments = ("comments", "comment,author,at,post\nc1,bo,2026-03-01T12:00,p1\n");
    let reactions = "author,at,post,comment\n\
         cem,2026-03-01T00:30,p1,\n\
         cem,2026-03-01T12:10,p1,c1\n\
         cem,2026-03-01T13:00,,c1\n\
         cem,2026-03-01T14:00,p1,c9\n\
         cem,2026-03-01T15:00,p9,\n\
         cem,2026-03-01T16:00,,\n\
         cem,2026-03-01T17:00,p2,\n";
    check(
        &[posts, comments, ("reactions", reactions)],
        "reactions",
        ABOUT,
        &[
            "cem ada 0 30",
            "cem bo 1 10",
            "cem bo 1 60",
            "cem ada 1 840",
            "cem - 0 -",
            "cem - 0 -",
            "cem - 0 -",
        ],
    );
    check(&[("reactions", "author,at\ncem,2026-03-01\n")], "reactions", ABOUT, &["cem ? ? ?"]);
}

/// One conversation of these messages: sender, recipients, time.
#[track_caller]
fn check_talk(rows: &[[&str; 3]], table: &str, columns: &str, expected: &[&str]) {
    let row = |[sender, recipients, at]: &[&str; 3]| format!("v1,{sender},{recipients},2026-{at}\n");
    let rows: String = rows.iter().map(row).collect();
    check(&[("messages", &format!("conversation,sender,recipients,at\n{rows}"))], table, columns, expected);
}

const MESSAGE: &str = "counterpart opens answered answer_hours answers own_answer_hours";

#[test]
fn messages() {
    check_talk(
        &[["ada", "bo", "03-01T12:00"], ["bo", "ada", "03-01T13:00"], ["ada", "bo", "03-01T15:30"]],
        "messages",
        MESSAGE,
        &["ada bo 1 1 1 0 -", "ada bo 0 0 - 1 2.5", "bo ada 0 1 2.5 1 1"],
    );
    // A burst waits from its first message on; its second answers nothing.
    check_talk(
        &[
            ["ada", "bo", "03-01T12:00"],
            ["ada", "bo", "03-01T13:00"],
            ["bo", "ada", "03-01T15:00"],
            ["bo", "ada", "03-01T16:00"],
        ],
        "messages",
        MESSAGE,
        &["ada bo 1 1 3 0 -", "ada bo 0 1 2 0 -", "bo ada 0 0 - 1 3", "bo ada 0 0 - 0 -"],
    );
    // Equal times are settled by the sender.
    check_talk(
        &[["bo", "ada", "03-01T12:00"], ["ada", "bo", "03-01T12:00"]],
        "messages",
        MESSAGE,
        &["ada bo 1 1 0 0 -", "bo ada 0 0 - 1 0"],
    );
    // What came after the day of the score is not seen.
    check_talk(
        &[["ada", "bo", "04-10T23:00"], ["bo", "ada", "04-11T00:00"]],
        "messages",
        MESSAGE,
        &["ada bo 1 0 - 0 -"],
    );
}

#[test]
fn silence() {
    // After thirty days without a word a message opens anew; what lay before has stayed unanswered.
    check_talk(
        &[["ada", "bo", "03-01T12:00"], ["ada", "bo", "03-31T12:00"], ["bo", "ada", "03-31T13:00"]],
        "messages",
        MESSAGE,
        &["ada bo 1 0 - 0 -", "ada bo 1 1 1 0 -", "bo ada 0 0 - 1 1"],
    );
    // A second less is no silence.
    check_talk(
        &[["ada", "bo", "03-01T12:00:01"], ["ada", "bo", "03-31T12:00:00"], ["bo", "ada", "03-31T13:00:01"]],
        "messages",
        MESSAGE,
        &["ada bo 1 1 721 0 -", "ada bo 0 1 1 0 -", "bo ada 0 0 - 1 721"],
    );
    // The other one writing after long has written after it all the same, but opens, and answers nothing.
    check_talk(
        &[["ada", "bo", "02-01T12:00"], ["bo", "ada", "04-01T12:00"]],
        "messages",
        MESSAGE,
        &["ada bo 1 1 1416 0 -", "bo ada 1 0 - 0 -"],
    );
}

#[test]
fn groups_and_recipients() {
    const TO: &str = "counterpart recipients opens answered answer_hours";
    check_talk(
        &[
            ["ada", "cem; bo", "03-01T12:00"],
            ["cem", "ada;bo", "03-01T13:00"],
            ["bo", "ada;cem", "03-01T14:00"],
            ["ada", "", "03-01T15:00"],
        ],
        "messages",
        TO,
        &["ada bo 2 1 1 1", "ada - 0 0 0 -", "bo ada 2 0 1 1", "cem ada 2 0 1 1"],
    );
    // Without the column everybody else in the conversation has got it.
    check(
        &[(
            "messages",
            "conversation,sender,at\n\
             v1,ada,2026-03-01T12:00\nv1,cem,2026-03-01T13:00\nv1,bo,2026-03-01T14:00\n\
             v2,ada,2026-03-02T12:00\nv1,dora,2026-04-11T12:00\n",
        )],
        "messages",
        TO,
        &["ada bo 2 1 1 1", "ada - 0 1 0 -", "bo ada 2 0 0 -", "cem ada 2 0 1 1"],
    );
}

#[test]
fn messages_received() {
    const GOT: &str = "counterpart answered answer_hours days_old";
    check_talk(
        &[
            ["ada", "bo;cem", "04-08T12:00"],
            ["ada", "bo;cem", "04-09T23:59:59"],
            ["bo", "ada", "04-10T00:00"],
        ],
        "received_messages",
        GOT,
        &["ada bo 0 - 0", "bo ada 1 36 2", "bo ada 1 0 1"],
    );
}

#[test]
fn threads() {
    const TALK: &str =
        "counterpart turns messages both_sided started_by_member months_active days_since_last";
    // Over all conversations of the two; a span of thirty days reaches back from the end of the day of the score.
    check(
        &[(
            "messages",
            "conversation,sender,recipients,at\n\
             v1,ada,bo,2026-03-11T23:59:59\n\
             v1,bo,ada,2026-03-12T00:00\n\
             v2,ada,bo,2026-04-10T00:00\n\
             v2,ada,bo,2026-04-10T08:00\n\
             v3,ada,cem,2026-01-01\n\
             v4,dora,dora,2026-01-01\n",
        )],
        "threads",
        TALK,
        &["ada cem 1 1 0 1 1 99", "ada bo 3 4 1 1 2 0", "bo ada 3 4 1 0 2 0"],
    );
}

const MEMBERS: &str = "member,industry,company\nada,Retail,ACME\nbo,,Acme\n";

#[test]
fn connections() {
    const ABOUT: &str = "other same_industry same_company seniority is_decision_maker age_days";
    check(
        &[
            ("members", MEMBERS),
            ("posts", "author,at\nada,2026-03-01\n"),
            (
                "connections",
                "member,other,at,title,company,industry\n\
                 ada,x1,2026-04-10,Director of Sales,acme,RETAIL\n\
                 ada,x2,2026-04-09T12:00,Buyer,Other,Software\n\
                 ada,x3,,,,\n\
                 ada,x4,2026-04-11,CEO,,\n\
                 bo,x1,2026-01-10,Director of Sales,acme,RETAIL\n",
            ),
        ],
        "connections",
        ABOUT,
        &["ada x3 - - - - -", "ada x2 0 0 0 0 1", "ada x1 1 1 3 1 0", "bo x1 - 1 3 1 90"],
    );
    check(
        &[("posts", "author,at\nada,2026-03-01\n"), ("connections", "member,other\nada,bo\n")],
        "connections",
        "other same_industry same_company seniority is_decision_maker age_days days_since_contact engaged",
        &["ada bo ? ? ? ? ? ? ?"],
    );
}

#[test]
fn contact_between_connections() {
    const TOUCH: &str = "other days_since_contact engaged";
    let connections =
        ("connections", "member,other,at\nada,bo,2026-01-01\nada,cem,2026-01-02\nada,,2026-01-03\n");
    // A message of either side, or a comment of one to the other; the latest counts.
    check(
        &[
            connections,
            ("messages", "conversation,sender,recipients,at\nv1,ada,cem,2026-03-01\nv1,cem,ada,2026-03-05\n"),
            ("posts", "post,author,at\np1,bo,2026-02-01\np2,ada,2026-02-01\n"),
            ("comments", "author,at,post\nada,2026-04-01,p1\n,2026-04-02,p2\ncem,2026-04-20,p2\n"),
        ],
        "connections",
        TOUCH,
        &["ada bo 9 0", "ada cem 36 0", "ada - - 0"],
    );
    // Whoever comments on or reacts to what a member wrote has come; a reaction is no contact.
    check(
        &[
            connections,
            ("posts", "post,author,at\np1,ada,2026-02-01\n,ada,2026-02-01\n"),
            ("comments", "comment,author,at,post\nc1,ada,2026-02-02,p7\nc2,bo,2026-03-01,p1\n"),
            ("reactions", "author,at,post,comment\ncem,2026-03-01,,c1\n"),
        ],
        "connections",
        TOUCH,
        &["ada bo 40 1", "ada cem - 1", "ada - - 0"],
    );
    // A reaction to nothing known is none to what has no id; to a comment it is none to the post.
    check(
        &[
            connections,
            ("posts", "post,author,at\np1,ada,2026-02-01\n,ada,2026-02-01\n"),
            ("comments", "comment,author,at,post\nc1,dora,2026-02-02,p1\n"),
            ("reactions", "author,at,post,comment\ncem,2026-03-01,,c9\nbo,2026-03-01,p1,c1\n"),
        ],
        "connections",
        "other engaged",
        &["ada bo 0", "ada cem 0", "ada - 0"],
    );
}

#[test]
fn invitations() {
    const SENT: &str = "counterpart accepted has_note same_day days_old";
    let rows = "sender,recipient,at,note,status\n\
         ada,bo,2026-04-01T00:00,Hello,Accepted\n\
         ada,cem,2026-04-01T23:59:59, ,pending\n\
         ada,dora,2026-04-02,,\n\
         ada,eve,2026-04-11,,accepted\n\
         bo,ada,2026-04-01,,ignored\n";
    check(
        &[("invitations", rows)],
        "invitations_sent",
        SENT,
        &["ada bo 1 1 2 9", "ada cem 0 0 2 9", "ada dora - 0 1 8", "bo ada 0 0 1 9"],
    );
    check(
        &[("invitations", rows), ("members", "member\nbo\ncem\ndora\nada\n")],
        "invitations_received",
        "counterpart answered days_old",
        &["ada bo 0 9", "bo ada 1 9", "cem ada 0 9", "dora ada - 8"],
    );
    // Where no status is told, a connection tells that the two are connected; told is told.
    let connections = ("connections", "member,other\ndora,ada\nada,cem\nada,\n");
    check(
        &[("invitations", rows), connections],
        "invitations_sent",
        "counterpart accepted",
        &["ada bo 1", "ada cem 0", "ada dora 1", "bo ada 0"],
    );
    let bare = ("invitations", "sender,recipient,at\nada,bo,2026-04-01\nada,cem,2026-04-02\n");
    check(
        &[bare, connections],
        "invitations_sent",
        "counterpart accepted has_note",
        &["ada bo 0 ?", "ada cem 1 ?"],
    );
    check(&[bare], "invitations_sent", "counterpart accepted", &["ada bo ?", "ada cem ?"]);
}

#[test]
fn profiles() {
    const PROFILE: &str = "has_headline has_company industry has_photo positions seniority days_as_member";
    let activity = ("posts", "author,at\nx1,2026-03-01\n");
    check(
        &[
            activity,
            (
                "members",
                "member,headline,title,company,industry,has_photo,positions,joined_at\n\
                 ada,Planner,CEO,Acme,Retail,yes,3,2026-04-10\n\
                 bo, ,,,,,,2026-04-09T23:59:59\n\
                 cem,,,,,no,0,2026-05-01\n",
            ),
        ],
        "profile",
        PROFILE,
        &["ada 1 1 Retail 1 3 4 0", "bo 0 0 - - - 0 1", "cem 0 0 - 0 0 0 0"],
    );
    // A member listed twice is one member; which row counts does not depend on their order.
    for rows in ["ada,1\nada,2\n", "ada,2\nada,1\n"] {
        let members = format!("member,positions\n{rows}");
        check(&[activity, ("members", &members)], "profile", PROFILE, &["ada ? ? ? ? 1 ? ?"]);
    }
}

#[test]
fn ties() {
    check_both_ways(
        &[("posts", "author,at,views\nada,2026-03-02,9\nada,2026-03-02,10\nada,2026-03-01,1\n")],
        "posts",
        "posts",
        "views hours_since_previous",
        &["ada 1 -", "ada 10 0", "ada 9 24"],
    );
    // Two messages of one moment to two people: one of them opens, the same one always.
    check_both_ways(
        &[("messages", "conversation,sender,recipients,at\nv1,ada,cem,2026-03-01\nv1,ada,bo,2026-03-01\n")],
        "messages",
        "messages",
        "counterpart opens",
        &["ada bo 1", "ada cem 0"],
    );
    // Two comments with one id: a reply answers the same one always.
    check_both_ways(
        &[(
            "comments",
            "comment,author,at,post,parent,reactions\n\
             c1,bo,2026-03-01,p1,,7\nc1,bo,2026-03-01,p2,,3\nc2,cem,2026-03-02,,c1,1\n",
        )],
        "comments",
        "comments",
        "reactions post got_reply",
        &["bo 3 p2 0", "bo 7 p1 1", "cem 1 p1 0"],
    );
    // Two posts with one id: a reaction is to the same one always.
    check_both_ways(
        &[
            ("posts", "post,author,at,views\np1,zed,2026-03-01,1\np1,ada,2026-03-01,2\n"),
            ("reactions", "author,at,post\nbo,2026-03-02,p1\n"),
        ],
        "posts",
        "reactions",
        "counterpart",
        &["bo ada"],
    );
}

#[test]
fn who_is_scored() {
    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let corpus = corpus(files).unwrap();
        let resolved = Resolved::new(&corpus, View::at(END, 90));
        let roster = resolved.roster();
        let names: Vec<&str> =
            (0..roster.len() as u32).map(|m| corpus.people.name(roster.person(m))).collect();
        assert_eq!(names, expected);
    }
    let posts = ("posts.csv", "author,at\nbo,2026-03-01\n,2026-03-01\nada,2026-04-11\ncem,\n");
    // Without a members file whoever did something by the day of the score; nobody in particular is nobody.
    check(&[posts], &["bo", "cem"]);
    // With one those that it names, whatever they did.
    check(&[posts, ("members.csv", "member\ndora\nbo\n")], &["bo", "dora"]);
    let messages = ("messages.csv", "conversation,sender,recipients,at\nv1,eve,fay,2026-03-01\n");
    let invitations = ("invitations.csv", "sender,recipient,at\ngil,hal,2026-03-01\n");
    check(&[messages, invitations, ("searches.csv", "member,at\nivy,2026-03-01\n")], &["eve", "gil", "ivy"]);
    // What only others say of somebody is not done by them.
    check(
        &[
            posts,
            ("endorsements.csv", "giver,receiver\njo,kim\n"),
            ("connections.csv", "member,other\nlea,bo\n"),
        ],
        &["bo", "cem"],
    );
}
