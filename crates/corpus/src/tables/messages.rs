//! What members write to each other.

use crate::schema::FileId;
use crate::tables::{COUNT, HOURS, Kind, SENIORITY, Table, derived, given};

pub(super) const MESSAGES: Table = Table {
    id: "messages",
    file: FileId::Messages,
    also: &[],
    state: false,
    timed: true,
    about: "A message that the member sent.",
    columns: &[
        given("text", Kind::Text("message"), "What it says."),
        given("campaign", Kind::Label, "The campaign or sequence it belongs to."),
        derived("counterpart", Kind::Label, "Who got it (the first by id where there are several)."),
        derived("recipients", COUNT, "How many people got it."),
        derived(
            "opens",
            Kind::Flag,
            "Whether it opens: the first of the conversation, or after 30 days of silence.",
        ),
        derived(
            "answered",
            Kind::Flag,
            "Whether somebody else wrote after it in the conversation, before the member opened it anew.",
        ),
        derived("answer_hours", HOURS, "Hours until that."),
        derived("answers", Kind::Flag, "Whether it follows somebody else's message."),
        derived("own_answer_hours", HOURS, "Hours after that message (the first one that was waiting)."),
        derived("days_old", COUNT, "Days until the day of the score."),
        derived("is_first", Kind::Flag, "Whether it is the first message between the two, ever."),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the counterpart, from the title as a member or a connection.",
        ),
        derived("to_connection", Kind::Flag, "Whether the counterpart is a connection of the member."),
        derived(
            "to_commenter",
            Kind::Flag,
            "Whether the counterpart had commented under a post of the member in the 48 hours before.",
        ),
        derived(
            "to_author_read",
            Kind::Flag,
            "Whether the member had commented on or reacted to something of the counterpart in the 7 days before.",
        ),
        derived(
            "near_duplicates",
            COUNT,
            "Other messages by the member to other people in nearly the same words, names aside, up to the day of the score.",
        ),
    ],
};

pub(super) const RECEIVED_MESSAGES: Table = Table {
    id: "received_messages",
    file: FileId::Messages,
    also: &[],
    state: false,
    timed: true,
    about: "A message that the member got.",
    columns: &[
        given("text", Kind::Text("message"), "What it says."),
        derived("counterpart", Kind::Label, "Who sent it."),
        derived("answered", Kind::Flag, "Whether the member wrote after it in the conversation."),
        derived("answer_hours", HOURS, "Hours until that."),
        derived("days_old", COUNT, "Days until the day of the score."),
        derived(
            "opens",
            Kind::Flag,
            "Whether it opens: the first of the conversation, or after 30 days of silence.",
        ),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the sender, from the title as a member or a connection.",
        ),
    ],
};

pub(super) const THREADS: Table = Table {
    id: "threads",
    file: FileId::Messages,
    also: &[],
    state: true,
    timed: true,
    about: "The member and one counterpart over all their messages; its time is the latest message.",
    columns: &[
        derived("counterpart", Kind::Label, "The other person."),
        derived(
            "turns",
            COUNT,
            "How often the word passed from one to the other, the first message included.",
        ),
        derived("messages", COUNT, "Messages of both."),
        derived("both_sided", Kind::Flag, "Whether both have written."),
        derived("started_by_member", Kind::Flag, "Whether the member wrote first."),
        derived(
            "months_active",
            COUNT,
            "Different spans of 30 days, counted back from the day of the score, with a message.",
        ),
        derived("days_since_last", COUNT, "Days since the latest message."),
        derived("revived", Kind::Flag, "Whether a message came after at least 30 days of silence."),
        derived("waits_for_member", Kind::Flag, "Whether the counterpart had the last word."),
        derived("waits_for_counterpart", Kind::Flag, "Whether the member had the last word."),
        derived("median_answer_hours", HOURS, "The middle of the hours that the member took to answer."),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the counterpart, from the title as a member or a connection.",
        ),
        derived("is_connection", Kind::Flag, "Whether the counterpart is a connection of the member."),
    ],
};
