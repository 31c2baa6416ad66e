//! What LinkedIn can see of a member and a corpus does not hold.

use ssi_corpus::data::Corpus;
use ssi_corpus::schema::FileId;

/// Where a corpus would tell something.
enum Told {
    /// In no file at all.
    Nowhere,
    /// In the rows of a file.
    Rows(FileId),
    /// In a column of a file.
    Column(FileId, &'static str),
}

use Told::{Column, Nowhere, Rows};

const SEEN: [(&str, &[(&str, Told)]); 4] = [
    (
        "brand",
        &[
            ("profile views", Nowhere),
            ("how often posts are shown", Column(FileId::Posts, "views")),
            ("followers", Column(FileId::Members, "followers")),
            ("endorsements", Rows(FileId::Endorsements)),
        ],
    ),
    (
        "people",
        &[
            ("which profiles are visited", Nowhere),
            ("searches", Rows(FileId::Searches)),
            ("saved leads", Column(FileId::Members, "saved_leads")),
        ],
    ),
    (
        "insights",
        &[
            ("what is read", Nowhere),
            ("reactions given", Rows(FileId::Reactions)),
            ("comments", Rows(FileId::Comments)),
            ("groups", Rows(FileId::Memberships)),
        ],
    ),
    (
        "relationships",
        &[
            ("which messages are read", Nowhere),
            ("messages", Rows(FileId::Messages)),
            ("invitations", Rows(FileId::Invitations)),
            ("connections", Rows(FileId::Connections)),
        ],
    ),
];

/// For a pillar by its id, what the corpus does not tell at all; nothing for a pillar that LinkedIn's index does not have.
pub fn unseen(corpus: &Corpus, pillar: &str) -> Vec<&'static str> {
    let Some((_, seen)) = SEEN.iter().find(|(id, _)| *id == pillar) else { return Vec::new() };
    let lacks = |told: &Told| match told {
        Nowhere => true,
        Rows(file) => corpus.rows(*file).is_none(),
        Column(file, field) => corpus.rows(*file).and_then(|rows| rows.numbers(field)).is_none(),
    };
    seen.iter().filter(|(_, told)| lacks(told)).map(|(what, _)| *what).collect()
}
