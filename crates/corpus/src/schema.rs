//! The one list of input files and their columns. Mappings, `ssi columns`, rejects and resolution all read it.

/// What the cells of an input column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The id of one person: any text, compared byte for byte after trimming spaces.
    Person,
    /// The ids of several people, separated by `;` (or by the separator that a mapping names).
    People,
    /// The id of a post.
    Post,
    /// The id of a comment.
    Comment,
    /// The id of a conversation.
    Conversation,
    /// A moment in UTC, or a date (its first second).
    Time,
    /// Free text, kept as it is.
    Text,
    /// A number of at least 0.
    Number,
    /// Yes or no: `true`/`false`, `yes`/`no`, `1`/`0`.
    Flag,
    /// One word of a small set, compared in lower case.
    Label,
}

impl Kind {
    /// The kind in words for a person, as in "a time" or "an id of a post".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Person => "id of a person",
            Self::People => "ids of people, separated by `;`",
            Self::Post => "id of a post",
            Self::Comment => "id of a comment",
            Self::Conversation => "id of a conversation",
            Self::Time => "date or time (UTC)",
            Self::Text => "text",
            Self::Number => "number, at least 0",
            Self::Flag => "true or false",
            Self::Label => "word",
        }
    }
}

/// One column of an input file.
#[derive(Debug)]
pub struct Field {
    /// Its name in our own CSV files and on the left side of a mapping.
    pub id: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether the file is of no use without it.
    pub required: bool,
    /// What it says, in one sentence.
    pub about: &'static str,
}

/// One input file.
#[derive(Debug)]
pub struct File {
    /// Which one.
    pub id: FileId,
    /// Its name without `.csv`.
    pub name: &'static str,
    /// Whether rows of it show that people did something, so that a corpus can consist of it alone.
    pub activity: bool,
    /// What one row is, in one sentence.
    pub about: &'static str,
    /// Its columns.
    pub fields: &'static [Field],
}

impl File {
    /// The place of a column in [`File::fields`].
    pub fn field(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.id == id)
    }
}

/// Names the input files; the number is the place in [`FILES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileId {
    /// `members.csv`
    Members,
    /// `posts.csv`
    Posts,
    /// `comments.csv`
    Comments,
    /// `reactions.csv`
    Reactions,
    /// `messages.csv`
    Messages,
    /// `connections.csv`
    Connections,
    /// `invitations.csv`
    Invitations,
    /// `searches.csv`
    Searches,
    /// `endorsements.csv`
    Endorsements,
    /// `recommendations.csv`
    Recommendations,
    /// `memberships.csv`
    Memberships,
    /// `events.csv`
    Events,
    /// `follows.csv`
    Follows,
}

impl FileId {
    /// The description of the file.
    pub fn file(self) -> &'static File {
        &FILES[self as usize]
    }

    /// The file called `name` (without `.csv`).
    pub fn named(name: &str) -> Option<Self> {
        FILES.iter().find(|f| f.name == name).map(|f| f.id)
    }
}

const fn need(id: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { id, kind, required: true, about }
}

const fn may(id: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { id, kind, required: false, about }
}

/// Every input file, in the order of [`FileId`].
pub static FILES: [File; 13] = [
    File {
        id: FileId::Members,
        name: "members",
        activity: false,
        about: "A person to be scored, with the profile. Without this file the members are the authors of any activity.",
        fields: &[
            need("member", Kind::Person, "The person."),
            may("name", Kind::Label, "The name to print in reports."),
            may("headline", Kind::Text, "The line under the name."),
            may("summary", Kind::Text, "The About section."),
            may("title", Kind::Text, "The job title."),
            may("company", Kind::Label, "The employer."),
            may("industry", Kind::Label, "The industry."),
            may("team", Kind::Label, "The team, for comparisons."),
            may("location", Kind::Label, "Where the person works."),
            may("has_photo", Kind::Flag, "Whether the profile has a photo."),
            may("has_cover", Kind::Flag, "Whether the profile has a cover image."),
            may("custom_url", Kind::Flag, "Whether the profile has an address of its own choice."),
            may("positions", Kind::Number, "Positions listed."),
            may("positions_described", Kind::Number, "Positions listed with a description."),
            may("education", Kind::Number, "Schools and courses listed."),
            may("skills", Kind::Number, "Skills listed."),
            may("languages", Kind::Number, "Languages listed."),
            may("certifications", Kind::Number, "Certifications listed."),
            may("featured", Kind::Number, "Work samples shown in the Featured section."),
            may("recommendations", Kind::Number, "Recommendations shown."),
            may("endorsements", Kind::Number, "Endorsements of skills accepted."),
            may("followers", Kind::Number, "Followers."),
            may(
                "followers_gained",
                Kind::Number,
                "Followers won in the 90 days before the day of the score.",
            ),
            may(
                "photo_ok",
                Kind::Flag,
                "Whether somebody found the photo professional; a picture is not looked at.",
            ),
            may("company_page", Kind::Flag, "Whether the employer's page has pictures and a text."),
            may("saved_leads", Kind::Number, "Leads and accounts saved in a paid sales tool."),
            may("paid_tool_days", Kind::Number, "Days of the last 90 on which a paid sales tool was used."),
            may("joined_at", Kind::Time, "The day on which the person joined."),
        ],
    },
    File {
        id: FileId::Posts,
        name: "posts",
        activity: true,
        about: "A post.",
        fields: &[
            may("post", Kind::Post, "The post's id, by which comments and reactions refer to it."),
            need(
                "author",
                Kind::Person,
                "Who wrote or shared it. A post without an author is kept as context for comments.",
            ),
            need("at", Kind::Time, "When it was published."),
            may("text", Kind::Text, "What it says; empty for a bare re-share."),
            may("kind", Kind::Label, "original, reshare, article or poll."),
            may("format", Kind::Label, "text, image, video, carousel, document or link."),
            may("views", Kind::Number, "Impressions."),
            may("reactions", Kind::Number, "Reactions received."),
            may("comments", Kind::Number, "Comments received."),
            may("reposts", Kind::Number, "Re-shares received."),
            may(
                "engagements",
                Kind::Number,
                "Reactions, comments and re-shares received together, where only their sum is known.",
            ),
            may("in_group", Kind::Flag, "Whether it was posted in a group."),
            may(
                "collaborators",
                Kind::People,
                "Who made it together with the author: joint content, a live session.",
            ),
            may("campaign", Kind::Label, "The campaign it belongs to, to compare campaigns."),
        ],
    },
    File {
        id: FileId::Comments,
        name: "comments",
        activity: true,
        about: "A comment under a post, or a reply to a comment.",
        fields: &[
            may("comment", Kind::Comment, "The comment's id, by which replies refer to it."),
            need("author", Kind::Person, "Who wrote it."),
            need("at", Kind::Time, "When it was written."),
            may("text", Kind::Text, "What it says."),
            may("post", Kind::Post, "The post under which it stands."),
            may("parent", Kind::Comment, "The comment that it answers, if it is a reply."),
            may(
                "post_author",
                Kind::Person,
                "Who wrote the post, where the post itself is not in the corpus.",
            ),
            may("reactions", Kind::Number, "Reactions received."),
        ],
    },
    File {
        id: FileId::Reactions,
        name: "reactions",
        activity: true,
        about: "A like or another one-click reaction to a post or comment.",
        fields: &[
            need("author", Kind::Person, "Who reacted."),
            need("at", Kind::Time, "When."),
            may("kind", Kind::Label, "like, celebrate, insightful, support, love or funny."),
            may("post", Kind::Post, "The post reacted to."),
            may("comment", Kind::Comment, "The comment reacted to."),
        ],
    },
    File {
        id: FileId::Messages,
        name: "messages",
        activity: true,
        about: "A private message.",
        fields: &[
            need("conversation", Kind::Conversation, "The conversation it belongs to."),
            need("sender", Kind::Person, "Who sent it."),
            may("recipients", Kind::People, "Who got it."),
            need("at", Kind::Time, "When."),
            may("text", Kind::Text, "What it says. Never printed unless asked for."),
            may("campaign", Kind::Label, "The campaign or sequence it belongs to, to compare campaigns."),
        ],
    },
    File {
        id: FileId::Connections,
        name: "connections",
        activity: false,
        about: "A connection of a member. One row speaks for the named member only.",
        fields: &[
            need("member", Kind::Person, "Whose connection it is."),
            need("other", Kind::Person, "The other person."),
            may("at", Kind::Time, "Since when."),
            may("title", Kind::Text, "The other person's job title."),
            may("company", Kind::Label, "The other person's employer."),
            may("industry", Kind::Label, "The other person's industry."),
            may(
                "relation",
                Kind::Label,
                "What the other person is to the member: known, leader, peer, prospect, client, partner, supplier or advocate.",
            ),
            may("shared_connections", Kind::Number, "Connections that the two share."),
        ],
    },
    File {
        id: FileId::Invitations,
        name: "invitations",
        activity: true,
        about: "An invitation to connect.",
        fields: &[
            need("sender", Kind::Person, "Who invited."),
            need("recipient", Kind::Person, "Who was invited."),
            need("at", Kind::Time, "When."),
            may("note", Kind::Text, "The note sent with it; empty where there was none."),
            may("status", Kind::Label, "accepted, pending, declined or ignored."),
            may("answered_at", Kind::Time, "When it was accepted or declined."),
            may("title", Kind::Text, "The job title of the person who is not the member."),
            may("company", Kind::Label, "That person's employer."),
            may("industry", Kind::Label, "That person's industry."),
        ],
    },
    File {
        id: FileId::Searches,
        name: "searches",
        activity: true,
        about: "A search for people, a saved search or an alert.",
        fields: &[
            need("member", Kind::Person, "Who searched."),
            need("at", Kind::Time, "When."),
            may("kind", Kind::Label, "search, saved or alert."),
            may("query", Kind::Text, "What was searched for."),
        ],
    },
    File {
        id: FileId::Endorsements,
        name: "endorsements",
        activity: false,
        about: "An endorsement of somebody's skill.",
        fields: &[
            need("giver", Kind::Person, "Who endorsed."),
            need("receiver", Kind::Person, "Whose skill."),
            may("at", Kind::Time, "When."),
            may("skill", Kind::Label, "The skill."),
            may("status", Kind::Label, "accepted, pending or hidden."),
        ],
    },
    File {
        id: FileId::Recommendations,
        name: "recommendations",
        activity: false,
        about: "A recommendation written for somebody.",
        fields: &[
            need("giver", Kind::Person, "Who wrote it."),
            need("receiver", Kind::Person, "For whom."),
            may("at", Kind::Time, "When."),
            may("text", Kind::Text, "What it says."),
            may("status", Kind::Label, "visible or hidden."),
        ],
    },
    File {
        id: FileId::Memberships,
        name: "memberships",
        activity: false,
        about: "A group that a member belongs to.",
        fields: &[
            need("member", Kind::Person, "Who belongs to it."),
            may("at", Kind::Time, "Since when."),
            may("name", Kind::Text, "The group's name."),
            may("kind", Kind::Label, "What kind of group it is."),
        ],
    },
    File {
        id: FileId::Events,
        name: "events",
        activity: true,
        about: "A live event that a member took part in.",
        fields: &[
            need("member", Kind::Person, "Who took part."),
            need("at", Kind::Time, "When."),
            may("name", Kind::Text, "The event's name."),
            may("kind", Kind::Label, "attended, spoke or hosted."),
        ],
    },
    File {
        id: FileId::Follows,
        name: "follows",
        activity: false,
        about: "A person, company or subject that a member follows.",
        fields: &[
            need("member", Kind::Person, "Who follows."),
            may("at", Kind::Time, "Since when."),
            may("name", Kind::Text, "The name of who or what is followed."),
            may("kind", Kind::Label, "person, company or subject."),
            may("title", Kind::Text, "The job title of the person followed."),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_in_the_order_of_their_ids() {
        for (place, file) in FILES.iter().enumerate() {
            assert_eq!(file.id as usize, place, "{}", file.name);
        }
    }

    #[test]
    fn names_are_unique_and_described() {
        for file in &FILES {
            for (i, field) in file.fields.iter().enumerate() {
                assert!(field.about.ends_with('.'), "{}.{}", file.name, field.id);
                assert_eq!(file.field(field.id), Some(i), "{}.{} is there twice", file.name, field.id);
            }
        }
    }
}
