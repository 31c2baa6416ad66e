//! Over all tables: the ties between two people, and the days.

use crate::schema::FileId;
use crate::tables::{ANY, COUNT, Kind, SENIORITY, SHARE, Table, derived};

pub(super) const TIES: Table = Table {
    id: "ties",
    file: FileId::Comments,
    also: &[FileId::Reactions, FileId::Messages],
    state: true,
    timed: true,
    about: "The member and one counterpart over comments, reactions and messages in the pack's window; its time is their latest contact.",
    columns: &[
        derived("counterpart", Kind::Label, "The other person."),
        derived("to_them", COUNT, "Comments, reactions and messages by the member to the counterpart."),
        derived("from_them", COUNT, "Comments, reactions and messages by the counterpart to the member."),
        derived("comments_to", COUNT, "Comments by the member to the counterpart."),
        derived("comments_from", COUNT, "Comments by the counterpart to the member."),
        derived("reactions_to", COUNT, "Reactions by the member to what the counterpart wrote."),
        derived("reactions_from", COUNT, "Reactions by the counterpart to what the member wrote."),
        derived("messages_to", COUNT, "Messages by the member to the counterpart."),
        derived("messages_from", COUNT, "Messages by the counterpart to the member."),
        derived("mutual", Kind::Flag, "Whether each came to the other at least once."),
        derived("reciprocity", SHARE, "The smaller of the two directions as a share of the larger."),
        derived("days_in_touch", COUNT, "Different days with a contact in either direction."),
        derived(
            "months_in_touch",
            COUNT,
            "Different spans of 30 days, counted back from the day of the score, with a contact.",
        ),
        derived("days_since_last", COUNT, "Days since the latest contact."),
        derived(
            "median_delay_minutes",
            Kind::Number(0.0, ANY),
            "The middle of the minutes after which the member's comments and reactions followed on what the counterpart wrote.",
        ),
        derived("is_connection", Kind::Flag, "Whether the counterpart is a connection of the member."),
        derived(
            "seniority",
            SENIORITY,
            "Seniority of the counterpart, from the title as a member or a connection.",
        ),
        derived(
            "circle",
            COUNT,
            "Others with whom both of them have strong mutual ties: at least 3 comments or reactions each way.",
        ),
        derived(
            "in_circle",
            Kind::Flag,
            "Whether the tie is strong and mutual (at least 3 comments or reactions each way) and at least one other person closes a triangle of such ties with both.",
        ),
    ],
};

pub(super) const DAYS: Table = Table {
    id: "days",
    file: FileId::Posts,
    also: &[FileId::Comments, FileId::Reactions, FileId::Messages, FileId::Invitations, FileId::Searches],
    state: false,
    timed: true,
    about: "A day (UTC) on which the member posted, commented, reacted, wrote a message, invited or searched.",
    columns: &[
        derived("actions", COUNT, "What the member did on that day."),
        derived("kinds", COUNT, "How many different kinds of it, 1 to 6."),
        derived("weekday", Kind::Number(1.0, 7.0), "Day of the week, Monday is 1."),
    ],
};
