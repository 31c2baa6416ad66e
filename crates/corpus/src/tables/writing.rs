//! What members write in the open.

use crate::schema::FileId;
use crate::tables::{ANY, COUNT, HOURS, Kind, NEAR_OWN, SENIORITY, SHARE, Table, derived, given, unknown};

pub(super) const POSTS: Table = Table {
    id: "posts",
    file: FileId::Posts,
    also: &[],
    state: false,
    timed: true,
    about: "A post by the member.",
    columns: &[
        given("text", Kind::Text("post"), "What it says."),
        given("kind", Kind::Label, "original, reshare, article or poll."),
        given("format", Kind::Label, "text, image, video, carousel, document or link."),
        given("views", COUNT, "Impressions."),
        given("reactions", COUNT, "Reactions received."),
        given("comments", COUNT, "Comments received, as the network counts them."),
        given("reposts", COUNT, "Re-shares received."),
        given(
            "engagements",
            COUNT,
            "Reactions, comments and re-shares received together, where only their sum is known.",
        ),
        given("in_group", Kind::Flag, "Whether it was posted in a group."),
        given("campaign", Kind::Label, "The campaign it belongs to."),
        unknown("is_original", Kind::Flag, "Whether it is no re-share."),
        unknown("is_bare_reshare", Kind::Flag, "Whether it is a re-share without a word added."),
        derived("weekday", Kind::Number(1.0, 7.0), "Day of the week in UTC, Monday is 1."),
        derived("hour", Kind::Number(0.0, 23.0), "Hour of the day in UTC."),
        derived("hours_since_previous", HOURS, "Hours since the member's post before it."),
        derived("commenters", COUNT, "Different other people in the comments under it."),
        derived("comments_by_others", COUNT, "Comments under it by other people that are in the corpus."),
        derived(
            "answered_share",
            Kind::Number(0.0, 1.0),
            "Share of those comments that the author answered.",
        ),
        derived(
            "first_answer_hours",
            HOURS,
            "Hours from the first comment by somebody else to the author's first answer.",
        ),
        derived(
            "new_commenters",
            COUNT,
            "Different other people in the comments under it who had not commented under another post of the member before.",
        ),
        derived(
            "outside_commenters",
            COUNT,
            "Different other people in the comments under it who are no connections of the member.",
        ),
        unknown(
            "reception_per_view",
            Kind::Number(0.0, ANY),
            "Reactions, three times the comments, and re-shares received, or their plain sum where only that is known, for each view (at least 20 are counted).",
        ),
        unknown(
            "reception_per_follower",
            Kind::Number(0.0, ANY),
            "Reactions, three times the comments, and re-shares received, or their plain sum where only that is known, for each follower of the member (at least 50 are counted).",
        ),
        derived(
            "followed_up",
            Kind::Flag,
            "Whether the author commented, reacted or wrote a message within 24 hours after it.",
        ),
        derived(
            "commenters_messaged",
            COUNT,
            "People in the comments under it to whom the author wrote a message within 48 hours after the post.",
        ),
        derived("collaborators", COUNT, "People who made it together with the author."),
        derived("near_duplicates", COUNT, NEAR_OWN),
        derived(
            "topic_match",
            SHARE,
            "Share of the text's different content words that the member's headline, title or summary has too.",
        ),
    ],
};

pub(super) const COMMENTS: Table = Table {
    id: "comments",
    file: FileId::Comments,
    also: &[],
    state: false,
    timed: true,
    about: "A comment by the member.",
    columns: &[
        given("text", Kind::Text("comment"), "What it says."),
        given("reactions", COUNT, "Reactions received."),
        derived("post", Kind::Label, "The post under which it stands."),
        derived("post_author", Kind::Label, "Who wrote that post."),
        derived(
            "counterpart",
            Kind::Label,
            "To whom it speaks: the author of the comment it answers, else of the post.",
        ),
        derived("on_own_post", Kind::Flag, "Whether the member wrote the post."),
        derived("is_reply", Kind::Flag, "Whether it answers a comment."),
        derived("delay_hours", HOURS, "Hours after what it answers: the comment, else the post."),
        derived("got_reply", Kind::Flag, "Whether somebody else answered it."),
        derived("got_author_reply", Kind::Flag, "Whether the author of the post answered it."),
        derived(
            "thread_depth",
            Kind::Number(1.0, ANY),
            "1 under a post, one more for each answer on the way.",
        ),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of the person it speaks to, from that person's title as a member or a connection.",
        ),
        derived(
            "from_connection",
            Kind::Flag,
            "Whether the person it speaks to is a connection of the member.",
        ),
        derived(
            "in_circle",
            Kind::Flag,
            "Whether the person it speaks to belongs to the member's circle (see `ties`).",
        ),
        derived(
            "overlap",
            SHARE,
            "Share of its different content words that stand in the text it answers too; empty where that text is not known.",
        ),
        derived(
            "copied_share",
            SHARE,
            "Share of its runs of three words that stand in the text it answers too; empty where that text is not known or has fewer than three words.",
        ),
        derived("near_duplicates", COUNT, NEAR_OWN),
    ],
};

pub(super) const RECEIVED_COMMENTS: Table = Table {
    id: "received_comments",
    file: FileId::Comments,
    also: &[],
    state: false,
    timed: true,
    about: "A comment by somebody else under the member's post or in answer to the member's comment.",
    columns: &[
        given("text", Kind::Text("comment"), "What it says."),
        given("reactions", COUNT, "Reactions received."),
        derived("counterpart", Kind::Label, "Who wrote it."),
        derived("post", Kind::Label, "The post under which it stands."),
        derived("on_own_post", Kind::Flag, "Whether the member wrote the post."),
        derived("is_reply", Kind::Flag, "Whether it answers a comment of the member."),
        derived("answered", Kind::Flag, "Whether the member answered it."),
        derived("answer_hours", HOURS, "Hours until that answer."),
        derived("from_connection", Kind::Flag, "Whether its author is a connection of the member."),
        derived(
            "counterpart_seniority",
            SENIORITY,
            "Seniority of its author, from the author's title as a member or a connection.",
        ),
        derived(
            "returning",
            Kind::Flag,
            "Whether its author had commented under another post of the member before.",
        ),
    ],
};

pub(super) const REACTIONS: Table = Table {
    id: "reactions",
    file: FileId::Reactions,
    also: &[],
    state: false,
    timed: true,
    about: "A reaction by the member.",
    columns: &[
        given("kind", Kind::Label, "like, celebrate, insightful, support, love or funny."),
        derived("counterpart", Kind::Label, "Who wrote what was reacted to."),
        derived("on_comment", Kind::Flag, "Whether it was to a comment."),
        derived("delay_minutes", Kind::Number(0.0, ANY), "Minutes after what was reacted to."),
        derived(
            "returned",
            Kind::Flag,
            "Whether the counterpart reacted to something of the member within 24 hours before or after.",
        ),
        derived(
            "in_circle",
            Kind::Flag,
            "Whether the counterpart belongs to the member's circle (see `ties`).",
        ),
    ],
};
