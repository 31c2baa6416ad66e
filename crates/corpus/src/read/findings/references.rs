//! Rows that refer to nothing that is there, or to themselves.

use super::{Found, finding, keep};
use crate::data::{Corpus, NO_ID, Rows};
use crate::finding::Oddity;
use crate::schema::FileId;

/// Rows by which somebody would earn something from themself. All but comments are taken away: a comment was written all
/// the same, and only what it says to answer means nothing.
pub(super) fn to_oneself(corpus: &mut Corpus, file: FileId) -> Option<Found> {
    let rows = corpus.rows(file)?;
    let (odd, words) = match file {
        FileId::Comments => (
            same(rows, "comment", "parent"),
            (
                "names itself as what it answers (EXAMPLE), which is taken as not told",
                "name themselves as what they answer (as EXAMPLE), which is taken as not told",
            ),
        ),
        FileId::Connections => (
            same(rows, "member", "other"),
            (
                "connects a member with themself (EXAMPLE) and is not counted",
                "connect a member with themself (as EXAMPLE) and are not counted",
            ),
        ),
        FileId::Invitations => (
            same(rows, "sender", "recipient"),
            (
                "invites its own sender (EXAMPLE) and is not counted",
                "invite their own sender (as EXAMPLE) and are not counted",
            ),
        ),
        FileId::Messages => (
            to_sender_only(rows),
            (
                "goes to nobody but its sender (EXAMPLE) and is not counted",
                "go to nobody but their sender (as EXAMPLE) and are not counted",
            ),
        ),
        FileId::Endorsements | FileId::Recommendations => (
            same(rows, "giver", "receiver"),
            (
                "is given to the giver (EXAMPLE) and is not counted",
                "are given to the giver (as EXAMPLE) and are not counted",
            ),
        ),
        _ => return None,
    };
    let found = finding(corpus, rows, Oddity::SelfReferences, &odd, words);
    if file != FileId::Comments {
        keep::without(corpus.files[file as usize].as_mut()?, &odd);
    }
    found
}

/// The rows in which two columns hold the same id.
fn same(rows: &Rows, one: &str, other: &str) -> Vec<usize> {
    let (Some(a), Some(b)) = (rows.ids(one), rows.ids(other)) else { return Vec::new() };
    (0..rows.len).filter(|&row| a[row] != NO_ID && a[row] == b[row]).collect()
}

fn to_sender_only(rows: &Rows) -> Vec<usize> {
    let (Some(senders), Some(recipients)) = (rows.ids("sender"), rows.lists("recipients")) else {
        return Vec::new();
    };
    let alone = |&row: &usize| {
        let to = recipients.get(row);
        senders[row] != NO_ID && !to.is_empty() && to.iter().all(|&person| person == senders[row])
    };
    (0..rows.len).filter(alone).collect()
}

/// Comments and reactions to something that is nowhere, although the corpus has posts or comments with ids.
///
/// An export of one's own data cannot have what others wrote, so nothing is missing there.
pub(super) fn orphans(corpus: &Corpus, with_ids: Option<[bool; 2]>) -> Vec<Found> {
    let posts = Known::new(corpus, FileId::Posts, "post", corpus.posts.len(), with_ids.map(|ids| ids[0]));
    let comments =
        Known::new(corpus, FileId::Comments, "comment", corpus.comments.len(), with_ids.map(|ids| ids[1]));
    let told = |file| corpus.rows(file).filter(|rows: &&Rows| !rows.own_only);

    let answers = told(FileId::Comments).and_then(|rows| {
        let author = rows.ids("post_author");
        let lost = |&row: &usize| {
            let unknown = author.is_none_or(|a| a[row] == NO_ID);
            comments.lacks(rows.ids("parent"), row) || (unknown && posts.lacks(rows.ids("post"), row))
        };
        let odd: Vec<usize> = (0..rows.len).filter(lost).collect();
        let words = (
            "answers a post or comment that is not in the corpus (EXAMPLE): whom and how soon is unknown",
            "answer a post or comment that is not in the corpus (as EXAMPLE): whom and how soon is unknown",
        );
        finding(corpus, rows, Oddity::Orphans, &odd, words)
    });
    let reactions = told(FileId::Reactions).and_then(|rows| {
        let (to_post, to_comment) = (rows.ids("post"), rows.ids("comment"));
        // Where a row names both and one of them is there, it is known to whom it goes.
        let lost = |&row: &usize| {
            let (post, comment) = (posts.lacks(to_post, row), comments.lacks(to_comment, row));
            let named = |ids: Option<&[u32]>| ids.is_some_and(|ids| ids[row] != NO_ID);
            (post && (comment || !named(to_comment))) || (comment && !named(to_post))
        };
        let odd: Vec<usize> = (0..rows.len).filter(lost).collect();
        let words = (
            "reacts to a post or comment that is not in the corpus (EXAMPLE): whose and how soon is unknown",
            "react to a post or comment that is not in the corpus (as EXAMPLE): whose and how soon is unknown",
        );
        finding(corpus, rows, Oddity::Orphans, &odd, words)
    });
    answers.into_iter().chain(reactions).collect()
}

/// Which ids have a row of their own; nothing where the corpus does not tell.
struct Known(Option<Vec<bool>>);

impl Known {
    /// `told` says whether there is any id, where this corpus is not all there is.
    fn new(corpus: &Corpus, file: FileId, id: &str, count: usize, told: Option<bool>) -> Self {
        let any = |ids: &&[u32]| told.unwrap_or_else(|| ids.iter().any(|&i| i != NO_ID));
        let ids = corpus.rows(file).and_then(|rows| rows.ids(id)).filter(any);
        Self(ids.map(|ids| {
            let mut known = vec![false; count];
            for &id in ids.iter().filter(|&&id| id != NO_ID) {
                known[id as usize] = true;
            }
            known
        }))
    }

    /// Whether a row names something that should have a row and has none.
    fn lacks(&self, named: Option<&[u32]>, row: usize) -> bool {
        let (Some(known), Some(named)) = (&self.0, named) else { return false };
        named[row] != NO_ID && !known[named[row] as usize]
    }
}
