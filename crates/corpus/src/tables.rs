//! The one list of tables and columns that a rule may name: a member's view on the input files.

use crate::schema::FileId;

/// What a column is to a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A quantity between two bounds.
    Number(f64, f64),
    /// Holds or does not hold.
    Flag,
    /// A word or an id.
    Label,
    /// A text, graded by the rules for this kind.
    Text(&'static str),
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub id: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whether it is made from other columns when references are resolved.
    pub derived: bool,
    /// Whether an empty cell means that nobody told us; if not, there is nothing to tell.
    pub blank_is_unknown: bool,
    /// What it says, in one sentence, with its unit.
    pub about: &'static str,
}

/// A table of a member's rows.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub id: &'static str,
    /// The input file whose presence makes it evidence.
    pub file: FileId,
    /// Whether its rows count whatever their age.
    pub state: bool,
    /// Whether its rows have a time.
    pub timed: bool,
    /// What one row is, in one sentence.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Table {
    /// The place of a column.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.id == id)
    }
}

/// The table called `id`.
pub fn table(id: &str) -> Option<usize> {
    TABLES.iter().position(|t| t.id == id)
}

/// The place of `profile`, the member's own row.
pub const PROFILE: usize = 0;

const ANY: f64 = f64::INFINITY;

const fn given(id: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { id, kind, derived: false, blank_is_unknown: true, about }
}

const fn derived(id: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { id, kind, derived: true, blank_is_unknown: false, about }
}

const COUNT: Kind = Kind::Number(0.0, ANY);
const HOURS: Kind = Kind::Number(0.0, ANY);
const SENIORITY: Kind = Kind::Number(0.0, 4.0);
const SENIORITY_ABOUT: &str = "Level read from the title: 0 other, 1 lead or senior, 2 manager or head, 3 director or vice president, 4 chief, founder or owner.";
const DECIDES_ABOUT: &str = "Whether the title is a director's or higher (seniority of at least 3).";

/// Every table. The order is part of the data model: `profile` comes first.
pub static TABLES: &[Table] = &[
    Table {
        id: "profile",
        file: FileId::Members,
        state: true,
        timed: false,
        about: "The member.",
        columns: &[
            given("headline", Kind::Text("headline"), "The line under the name."),
            given("summary", Kind::Text("summary"), "The About section."),
            derived("has_headline", Kind::Flag, "Whether there is a headline."),
            derived("has_summary", Kind::Flag, "Whether there is a summary."),
            derived("has_title", Kind::Flag, "Whether there is a job title."),
            derived("has_company", Kind::Flag, "Whether there is an employer."),
            derived("has_industry", Kind::Flag, "Whether there is an industry."),
            derived("has_location", Kind::Flag, "Whether there is a place of work."),
            given("company", Kind::Label, "The employer."),
            given("industry", Kind::Label, "The industry."),
            given("team", Kind::Label, "The team."),
            given("location", Kind::Label, "The place of work."),
            given("has_photo", Kind::Flag, "Whether the profile has a photo."),
            given("has_cover", Kind::Flag, "Whether the profile has a cover image."),
            given("custom_url", Kind::Flag, "Whether the profile has an address of its own choice."),
            given("positions", COUNT, "Positions listed."),
            given("positions_described", COUNT, "Positions listed with a description."),
            given("education", COUNT, "Schools and courses listed."),
            given("skills", COUNT, "Skills listed."),
            given("languages", COUNT, "Languages listed."),
            given("certifications", COUNT, "Certifications listed."),
            given("featured", COUNT, "Work samples shown."),
            given("recommendations", COUNT, "Recommendations shown."),
            given("endorsements", COUNT, "Endorsements accepted."),
            given("followers", COUNT, "Followers."),
            derived("seniority", SENIORITY, SENIORITY_ABOUT),
            Column { blank_is_unknown: true, ..derived("days_as_member", COUNT, "Days since joining.") },
        ],
    },
    Table {
        id: "posts",
        file: FileId::Posts,
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
            given("in_group", Kind::Flag, "Whether it was posted in a group."),
            Column {
                blank_is_unknown: true,
                ..derived("is_original", Kind::Flag, "Whether it is no re-share.")
            },
            Column {
                blank_is_unknown: true,
                ..derived("is_bare_reshare", Kind::Flag, "Whether it is a re-share without a word added.")
            },
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
        ],
    },
    Table {
        id: "comments",
        file: FileId::Comments,
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
        ],
    },
    Table {
        id: "received_comments",
        file: FileId::Comments,
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
        ],
    },
    Table {
        id: "reactions",
        file: FileId::Reactions,
        state: false,
        timed: true,
        about: "A reaction by the member.",
        columns: &[
            given("kind", Kind::Label, "like, celebrate, insightful, support, love or funny."),
            derived("counterpart", Kind::Label, "Who wrote what was reacted to."),
            derived("on_comment", Kind::Flag, "Whether it was to a comment."),
            derived("delay_minutes", Kind::Number(0.0, ANY), "Minutes after what was reacted to."),
        ],
    },
    Table {
        id: "messages",
        file: FileId::Messages,
        state: false,
        timed: true,
        about: "A message that the member sent.",
        columns: &[
            given("text", Kind::Text("message"), "What it says."),
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
        ],
    },
    Table {
        id: "received_messages",
        file: FileId::Messages,
        state: false,
        timed: true,
        about: "A message that the member got.",
        columns: &[
            given("text", Kind::Text("message"), "What it says."),
            derived("counterpart", Kind::Label, "Who sent it."),
            derived("answered", Kind::Flag, "Whether the member wrote after it in the conversation."),
            derived("answer_hours", HOURS, "Hours until that."),
            derived("days_old", COUNT, "Days until the day of the score."),
        ],
    },
    Table {
        id: "threads",
        file: FileId::Messages,
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
        ],
    },
    Table {
        id: "connections",
        file: FileId::Connections,
        state: true,
        timed: true,
        about: "A connection of the member.",
        columns: &[
            derived("other", Kind::Label, "The other person."),
            given("company", Kind::Label, "The other person's employer."),
            given("industry", Kind::Label, "The other person's industry."),
            Column { blank_is_unknown: true, ..derived("seniority", SENIORITY, SENIORITY_ABOUT) },
            Column { blank_is_unknown: true, ..derived("is_decision_maker", Kind::Flag, DECIDES_ABOUT) },
            Column {
                blank_is_unknown: true,
                ..derived("same_industry", Kind::Flag, "Whether both work in one industry.")
            },
            Column {
                blank_is_unknown: true,
                ..derived("same_company", Kind::Flag, "Whether both work for one employer.")
            },
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
        ],
    },
    Table {
        id: "invitations_sent",
        file: FileId::Invitations,
        state: false,
        timed: true,
        about: "An invitation that the member sent.",
        columns: &[
            given("note", Kind::Text("message"), "The note sent with it."),
            given("status", Kind::Label, "accepted, pending, declined or ignored."),
            derived("counterpart", Kind::Label, "Who was invited."),
            Column {
                blank_is_unknown: true,
                ..derived("accepted", Kind::Flag, "Whether the two are connected now.")
            },
            derived("has_note", Kind::Flag, "Whether a note was sent with it."),
            derived("same_day", COUNT, "Invitations that the member sent on that day (UTC)."),
            derived("days_old", COUNT, "Days until the day of the score."),
        ],
    },
    Table {
        id: "invitations_received",
        file: FileId::Invitations,
        state: false,
        timed: true,
        about: "An invitation that the member got.",
        columns: &[
            given("note", Kind::Text("message"), "The note sent with it."),
            given("status", Kind::Label, "accepted, pending, declined or ignored."),
            derived("counterpart", Kind::Label, "Who invited."),
            Column {
                blank_is_unknown: true,
                ..derived("answered", Kind::Flag, "Whether it was accepted or declined.")
            },
            derived("days_old", COUNT, "Days until the day of the score."),
        ],
    },
    Table {
        id: "searches",
        file: FileId::Searches,
        state: false,
        timed: true,
        about: "A search for people, a saved search or an alert.",
        columns: &[given("kind", Kind::Label, "search, saved or alert.")],
    },
    Table {
        id: "endorsements_given",
        file: FileId::Endorsements,
        state: true,
        timed: true,
        about: "An endorsement that the member gave.",
        columns: &[
            given("skill", Kind::Label, "The skill."),
            given("status", Kind::Label, "accepted, pending or hidden."),
            derived("counterpart", Kind::Label, "Whose skill."),
        ],
    },
    Table {
        id: "endorsements_received",
        file: FileId::Endorsements,
        state: true,
        timed: true,
        about: "An endorsement that the member got.",
        columns: &[
            given("skill", Kind::Label, "The skill."),
            given("status", Kind::Label, "accepted, pending or hidden."),
            derived("counterpart", Kind::Label, "Who endorsed."),
        ],
    },
    Table {
        id: "recommendations_given",
        file: FileId::Recommendations,
        state: true,
        timed: true,
        about: "A recommendation that the member wrote.",
        columns: &[
            given("status", Kind::Label, "visible or hidden."),
            derived("counterpart", Kind::Label, "For whom."),
        ],
    },
    Table {
        id: "recommendations_received",
        file: FileId::Recommendations,
        state: true,
        timed: true,
        about: "A recommendation written for the member.",
        columns: &[
            given("status", Kind::Label, "visible or hidden."),
            derived("counterpart", Kind::Label, "Who wrote it."),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_described() {
        assert_eq!(TABLES[PROFILE].id, "profile");
        for (place, t) in TABLES.iter().enumerate() {
            assert_eq!(table(t.id), Some(place), "{} is there twice", t.id);
            for (i, c) in t.columns.iter().enumerate() {
                assert_eq!(t.column(c.id), Some(i), "{}.{} is there twice", t.id, c.id);
                assert!(c.about.ends_with('.'), "{}.{}", t.id, c.id);
            }
        }
    }

    #[test]
    fn given_columns_stand_in_their_file() {
        for t in TABLES {
            for c in t.columns.iter().filter(|c| !c.derived) {
                assert!(t.file.file().field(c.id).is_some(), "{}.{}", t.id, c.id);
            }
        }
    }
}
