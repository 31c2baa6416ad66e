//! What is known of messages and of what grew between two people. One small folder a case.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::frames::{check, check_both_ways};

#[test]
fn first_messages() {
    const FIRST: &str = "counterpart is_first";
    // Between two people, whatever the conversation, whoever wrote it.
    check_both_ways(
        &[(
            "messages",
            "conversation,sender,recipients,at\n\
             v1,ada,bo,2026-03-01\nv2,bo,ada,2026-03-02\nv2,ada,bo,2026-03-03\nv3,ada,cem,2026-03-03\n\
             v4,cem,ada,2026-03-03\nv5,ada,,2026-03-04\n",
        )],
        "messages",
        "messages",
        FIRST,
        &["ada bo 1", "ada bo 0", "ada cem 1", "ada - -", "bo ada 0", "cem ada 0"],
    );
    // What the day of the score has not seen was not the first; a message without a time is not either.
    check(
        &[(
            "messages",
            "conversation,sender,recipients,at\nv1,ada,bo,\nv1,ada,bo,2026-04-10\nv1,bo,ada,2026-04-11\n",
        )],
        "messages",
        FIRST,
        &["ada bo -", "ada bo 1"],
    );
}

#[test]
fn why_people_write() {
    const WHY: &str = "counterpart counterpart_seniority to_connection to_commenter to_author_read";
    let messages = (
        "messages",
        "conversation,sender,recipients,at\n\
         v1,ada,bo,2026-03-10T12:00\nv1,ada,bo,2026-03-10T12:00:01\nv2,ada,cem,2026-03-10T12:00\nv3,ada,dora,2026-03-10\nv4,ada,,2026-03-11\n",
    );
    let posts = ("posts", "post,author,at\np1,ada,2026-03-01\np2,cem,2026-03-01\n");
    check(
        &[
            messages,
            posts,
            (
                "comments",
                "author,at,post\nbo,2026-03-08T12:00,p1\ndora,2026-03-10T00:00:01,p1\nada,2026-03-03T12:00,p2\n",
            ),
            ("connections", "member,other,title\ncem,ada,\nada,dora,CFO\n"),
        ],
        "messages",
        WHY,
        &["ada dora 4 1 0 0", "ada bo - 0 1 0", "ada cem - 1 0 1", "ada bo - 0 0 0", "ada - - - - -"],
    );
    // A reaction is reading too.
    check(
        &[messages, posts, ("reactions", "author,at,post\nada,2026-03-10T12:00,p2\n")],
        "messages",
        WHY,
        &["ada dora ? ? ? 0", "ada bo ? ? ? 0", "ada cem ? ? ? 1", "ada bo ? ? ? 0", "ada - ? ? ? -"],
    );
    // Comments that say nothing of what they answer tell nothing.
    check(
        &[
            ("messages", "conversation,sender,recipients,at\nv1,ada,bo,2026-03-10\n"),
            ("comments", "author,at\nbo,2026-03-09\n"),
        ],
        "messages",
        WHY,
        &["ada bo ? ? ? ?"],
    );
}

#[test]
fn messages_received() {
    check(
        &[
            (
                "messages",
                "conversation,sender,recipients,at\nv1,bo,ada,2026-03-01\nv1,bo,ada,2026-03-02\nv1,bo,ada,2026-04-02\n",
            ),
            ("members", "member,title\nada,\nbo,Managing Director\n"),
        ],
        "received_messages",
        "counterpart opens counterpart_seniority",
        &["ada bo 1 4", "ada bo 0 4", "ada bo 1 4"],
    );
}

/// Messages between two people: sender, recipient, time.
#[track_caller]
fn check_thread(rows: &[[&str; 3]], expected: &[&str]) {
    let row = |[sender, to, at]: &[&str; 3]| format!("v1,{sender},{to},2026-{at}\n");
    let rows: String = rows.iter().map(row).collect();
    check_both_ways(
        &[
            ("messages", &format!("conversation,sender,recipients,at\n{rows}")),
            ("members", "member\nada\nbo\n"),
        ],
        "messages",
        "threads",
        "counterpart revived waits_for_member waits_for_counterpart median_answer_hours",
        expected,
    );
}

#[test]
fn threads() {
    // Whoever waits has had no last word; the wait counts from the first message that was waiting.
    check_thread(
        &[["bo", "ada", "03-01T12:00"], ["bo", "ada", "03-01T15:00"], ["ada", "bo", "03-01T16:00"]],
        &["ada bo 0 0 1 4", "bo ada 0 1 0 -"],
    );
    // Of two answers half-way between, of three the middle one.
    check_thread(
        &[
            ["bo", "ada", "03-01T12:00"],
            ["ada", "bo", "03-01T13:00"],
            ["bo", "ada", "03-02T12:00"],
            ["ada", "bo", "03-02T22:00"],
            ["bo", "ada", "03-03T10:00"],
        ],
        &["ada bo 0 1 0 5.5", "bo ada 0 0 1 17.5"],
    );
    // After thirty days of silence the word is taken anew, and nothing was answered.
    check_thread(
        &[["bo", "ada", "03-01T12:00"], ["ada", "bo", "03-31T12:00"], ["bo", "ada", "03-31T13:00"]],
        &["ada bo 1 1 0 -", "bo ada 1 0 1 1"],
    );
    check_thread(
        &[["bo", "ada", "03-01T12:00:01"], ["ada", "bo", "03-31T12:00"]],
        &["ada bo 0 0 1 720", "bo ada 0 1 0 -"],
    );
}

#[test]
fn who_is_behind_a_thread() {
    const WHO: &str = "counterpart counterpart_seniority is_connection";
    let messages = ("messages", "conversation,sender,recipients,at\nv1,ada,bo;cem,2026-03-01\n");
    let connections = ("connections", "member,other,title\nbo,ada,Owner\nada,cem,Director\n");
    check(
        &[messages, connections, ("members", "member\nada\nbo\n")],
        "threads",
        WHO,
        &["ada bo - 1", "ada cem 3 1", "bo ada 4 1"],
    );
    check(&[messages, ("members", "member\nada\n")], "threads", WHO, &["ada bo ? ?", "ada cem ? ?"]);
}
