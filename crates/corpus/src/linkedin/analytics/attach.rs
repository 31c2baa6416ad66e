//! The figures of a workbook, written beside the posts and the profile of its owner.

use super::join::{By, OwnPost, join};
use super::{PostFigures, Workbook};
use crate::data::{Corpus, Data, NO_TIME, Rows};
use crate::schema::FileId;

/// The days of `followers_gained` in members.csv.
pub(crate) const LATELY: i64 = 90;

/// What became of a workbook's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attached {
    /// Posts that got figures, found by their number.
    pub by_id: usize,
    /// Posts that got figures, found by their time.
    pub by_time: usize,
    /// Posts of the owner that are not in the workbook.
    pub posts_alone: usize,
    /// Posts of the workbook that are not in the corpus.
    pub figures_alone: usize,
    /// Whether the owner has a row in members.csv that could take the followers.
    pub has_profile: bool,
}

/// Fills `views` and `engagements` of a member's posts, and `followers` and `followers_gained` of the member.
///
/// A number that is there stays, unless that of the workbook is larger: windows overlap, and every one of them counts from its
/// first day only. So several workbooks can be given in any order. Followers won in the last 90 days of the window are
/// filled only if the workbook covers so many.
pub fn attach(corpus: &mut Corpus, member: &str, book: &Workbook) -> Attached {
    let mut done = Attached::default();
    let Some(person) = corpus.people.find(member) else {
        done.figures_alone = book.posts.len();
        return done;
    };
    let own: Vec<usize> = match corpus.rows(FileId::Posts) {
        Some(posts) => owned(posts, "author", person),
        None => Vec::new(),
    };
    let (joined, figures) = {
        let posts: Vec<OwnPost<'_>> = own.iter().map(|&row| own_post(corpus, row)).collect();
        let joined = join(&posts, &book.posts);
        let figures: Vec<(usize, &PostFigures)> =
            joined.matches.iter().map(|m| (own[m.post], &book.posts[m.figures])).collect();
        (joined, figures)
    };
    let by = |by: By| joined.matches.iter().filter(|m| m.by == by).count();
    done.by_id = by(By::Id);
    done.by_time = by(By::Time);
    done.posts_alone = joined.posts_alone;
    done.figures_alone = joined.figures_alone;
    if let Some(posts) = &mut corpus.files[FileId::Posts as usize] {
        raise(posts, "views", figures.iter().map(|(row, f)| (*row, f.impressions)));
        // Taken back more often than given: nobody can tell how often it was received.
        let given = |f: &PostFigures| f.engagements.filter(|e| *e >= 0.0);
        raise(posts, "engagements", figures.iter().map(|(row, f)| (*row, given(f))));
    }
    if let Some(members) = &mut corpus.files[FileId::Members as usize] {
        let rows = owned(members, "member", person);
        done.has_profile = !rows.is_empty();
        let gained = book.followers_gained(LATELY).map(|n| n.max(0.0));
        let total = book.followers_total.map(|(_, total)| total);
        raise(members, "followers", rows.iter().map(|row| (*row, total)));
        raise(members, "followers_gained", rows.iter().map(|row| (*row, gained)));
    }
    done
}

/// The rows that belong to a person.
fn owned(rows: &Rows, column: &str, person: u32) -> Vec<usize> {
    let people = rows.ids(column).unwrap_or(&[]);
    people.iter().enumerate().filter(|(_, p)| **p == person).map(|(row, _)| row).collect()
}

fn own_post(corpus: &Corpus, row: usize) -> OwnPost<'_> {
    let posts = corpus.rows(FileId::Posts).expect("the row is one of its rows");
    let id = posts.ids("post").map_or("", |ids| corpus.posts.name(ids[row]));
    let time = posts.times("at").map(|times| times[row]).filter(|t| *t != NO_TIME);
    OwnPost { id, time }
}

/// Writes numbers into a column, which is made if the corpus has none; a larger one that is there stays.
fn raise(rows: &mut Rows, field: &str, values: impl Iterator<Item = (usize, Option<f64>)>) {
    let values: Vec<(usize, f64)> = values.filter_map(|(row, value)| Some((row, value?))).collect();
    if values.is_empty() {
        return;
    }
    let place = rows.file.file().field(field).expect("a field of the schema");
    let len = rows.len;
    let column = rows.columns[place].get_or_insert_with(|| Data::Numbers(vec![f64::NAN; len]));
    if let Data::Numbers(numbers) = column {
        for (row, value) in values {
            numbers[row] = numbers[row].max(value);
        }
    }
}
