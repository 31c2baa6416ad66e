//! Whom members know, invite, look for and help.

use crate::schema::FileId;
use crate::tables::{
    COUNT, DECIDES_ABOUT, Kind, SENIORITY, SENIORITY_ABOUT, SHARE, Table, derived, given, unknown,
};

pub(super) const CONNECTIONS: Table = Table {
    id: "connections",
    file: FileId::Connections,
    also: &[],
    state: true,
    timed: true,
    about: "A connection of the member.",
    columns: &[
        derived("other", Kind::Label, "The other person."),
        given("company", Kind::Label, "The other person's employer."),
        given("industry", Kind::Label, "The other person's industry."),
        given(
            "relation",
            Kind::Label,
            "known, leader, peer, prospect, client, partner, supplier or advocate.",
        ),
        unknown("seniority", SENIORITY, SENIORITY_ABOUT),
        unknown("is_decision_maker", Kind::Flag, DECIDES_ABOUT),
        unknown("same_industry", Kind::Flag, "Whether both work in one industry."),
        unknown("same_company", Kind::Flag, "Whether both work for one employer."),
        derived("age_days", COUNT, "Days since they connected."),
        derived(
            "days_since_contact",
            COUNT,
            "Days since the latest message between the two, or comment of one to the other.",
        ),
        derived(
            "engaged",
            Kind::Flag,
            "Whether the other one ever commented on or reacted to what the member wrote.",
        ),
        unknown(
            "relevance",
            SHARE,
            "Share of the content words of the other person's title, employer and industry (where none are given, those of that person's profile) that the member's headline, title, summary or industry has too.",
        ),
        derived(
            "shared_connections",
            COUNT,
            "Connections that the two share: as given, else as far as the corpus knows.",
        ),
        derived(
            "days_since_engaged",
            COUNT,
            "Days since the other one last commented on or reacted to what the member wrote.",
        ),
    ],
};

pub(super) const INVITATIONS_SENT: Table = Table {
    id: "invitations_sent",
    file: FileId::Invitations,
    also: &[],
    state: false,
    timed: true,
    about: "An invitation that the member sent.",
    columns: &[
        given("note", Kind::Text("message"), "The note sent with it."),
        given("status", Kind::Label, "accepted, pending, declined or ignored."),
        derived("counterpart", Kind::Label, "Who was invited."),
        unknown("accepted", Kind::Flag, "Whether the two are connected now."),
        derived("has_note", Kind::Flag, "Whether a note was sent with it."),
        derived("same_day", COUNT, "Invitations that the member sent on that day (UTC)."),
        derived("days_old", COUNT, "Days until the day of the score."),
        derived(
            "answer_days",
            COUNT,
            "Days until it was accepted or declined; where nobody says when, until the two were connected.",
        ),
        unknown(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of who was invited, from the title given or known otherwise.",
        ),
        unknown(
            "relevance",
            SHARE,
            "Share of the content words of the invited person's title, employer and industry (where none are given, those of that person's profile) that the member's headline, title, summary or industry has too.",
        ),
        derived(
            "near_duplicates",
            COUNT,
            "Other invitations by the member with a note in nearly the same words, names aside, up to the day of the score.",
        ),
    ],
};

pub(super) const INVITATIONS_RECEIVED: Table = Table {
    id: "invitations_received",
    file: FileId::Invitations,
    also: &[],
    state: false,
    timed: true,
    about: "An invitation that the member got.",
    columns: &[
        given("note", Kind::Text("message"), "The note sent with it."),
        given("status", Kind::Label, "accepted, pending, declined or ignored."),
        derived("counterpart", Kind::Label, "Who invited."),
        unknown("answered", Kind::Flag, "Whether it was accepted or declined."),
        derived("days_old", COUNT, "Days until the day of the score."),
        derived("answer_days", COUNT, "Days until the member accepted or declined it."),
        derived(
            "got_message",
            Kind::Flag,
            "Whether the member wrote a message to the inviter within 7 days after it.",
        ),
    ],
};

pub(super) const SEARCHES: Table = Table {
    id: "searches",
    file: FileId::Searches,
    also: &[],
    state: false,
    timed: true,
    about: "A search for people, a saved search or an alert.",
    columns: &[
        given("kind", Kind::Label, "search, saved or alert."),
        derived("query", Kind::Label, "What was searched for, case aside."),
        derived("same_minute", COUNT, "Searches by the member in that minute, itself included."),
    ],
};

pub(super) const ENDORSEMENTS_GIVEN: Table = Table {
    id: "endorsements_given",
    file: FileId::Endorsements,
    also: &[],
    state: true,
    timed: true,
    about: "An endorsement that the member gave.",
    columns: &[
        given("skill", Kind::Label, "The skill."),
        given("status", Kind::Label, "accepted, pending or hidden."),
        derived("counterpart", Kind::Label, "Whose skill."),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the counterpart, from the title as a member or a connection.",
        ),
    ],
};

pub(super) const ENDORSEMENTS_RECEIVED: Table = Table {
    id: "endorsements_received",
    file: FileId::Endorsements,
    also: &[],
    state: true,
    timed: true,
    about: "An endorsement that the member got.",
    columns: &[
        given("skill", Kind::Label, "The skill."),
        given("status", Kind::Label, "accepted, pending or hidden."),
        derived("counterpart", Kind::Label, "Who endorsed."),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the counterpart, from the title as a member or a connection.",
        ),
    ],
};

pub(super) const RECOMMENDATIONS_GIVEN: Table = Table {
    id: "recommendations_given",
    file: FileId::Recommendations,
    also: &[],
    state: true,
    timed: true,
    about: "A recommendation that the member wrote.",
    columns: &[
        given("status", Kind::Label, "visible or hidden."),
        derived("counterpart", Kind::Label, "For whom."),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the counterpart, from the title as a member or a connection.",
        ),
    ],
};

pub(super) const RECOMMENDATIONS_RECEIVED: Table = Table {
    id: "recommendations_received",
    file: FileId::Recommendations,
    also: &[],
    state: true,
    timed: true,
    about: "A recommendation written for the member.",
    columns: &[
        given("status", Kind::Label, "visible or hidden."),
        derived("counterpart", Kind::Label, "Who wrote it."),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the counterpart, from the title as a member or a connection.",
        ),
    ],
};

pub(super) const MEMBERSHIPS: Table = Table {
    id: "memberships",
    file: FileId::Memberships,
    also: &[],
    state: true,
    timed: true,
    about: "A group that the member belongs to.",
    columns: &[
        given("kind", Kind::Label, "What kind of group it is."),
        unknown(
            "relevance",
            SHARE,
            "Share of the content words of the group's name that the member's headline, title, summary or industry has too.",
        ),
    ],
};

pub(super) const EVENTS: Table = Table {
    id: "events",
    file: FileId::Events,
    also: &[],
    state: false,
    timed: true,
    about: "A live event that the member took part in.",
    columns: &[
        given("kind", Kind::Label, "attended, spoke or hosted."),
        unknown(
            "relevance",
            SHARE,
            "Share of the content words of the event's name that the member's headline, title, summary or industry has too.",
        ),
    ],
};

pub(super) const FOLLOWS: Table = Table {
    id: "follows",
    file: FileId::Follows,
    also: &[],
    state: true,
    timed: true,
    about: "A person, company or subject that the member follows.",
    columns: &[
        given("kind", Kind::Label, "person, company or subject."),
        unknown("seniority", SENIORITY, SENIORITY_ABOUT),
        unknown(
            "relevance",
            SHARE,
            "Share of the content words of the name that the member's headline, title, summary or industry has too.",
        ),
    ],
};
