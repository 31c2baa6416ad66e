//! Which post of an export is which post of a workbook. The export names a share, the workbook an activity: two numbers for
//! one post. Equal numbers are the same post; else the two were made at the same time, which the numbers hold.

use std::collections::BTreeMap;

use super::dates::between;
use super::urn::Urn;
use super::{PostFigures, dates};

/// An activity is made together with its share: further apart than this they belong to two posts. In milliseconds.
const TOGETHER: i64 = 60_000;
/// The workbook writes days in the zone of the member, so they can be one off.
const DAYS_OFF: i64 = 1;
/// Numbers of posts have at least so many digits.
const DIGITS: usize = 15;

/// A post of the owner of an export.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnPost<'a> {
    /// Its id: a name as in `urn:li:share:7426000000000000000`, an address, or the number alone.
    pub id: &'a str,
    /// When it was published, in seconds since 1970, where the export tells it.
    pub time: Option<i64>,
}

/// How two were found to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By the same number.
    Id,
    /// By the time at which they were made, within a minute.
    Time,
}

/// One post in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its place among the own posts.
    pub post: usize,
    /// Its place among the figures.
    pub figures: usize,
    /// How it was found.
    pub by: By,
}

/// What was found in both, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The posts in both, in the order of the own posts.
    pub matches: Vec<Match>,
    /// Own posts without figures: the workbook has at most 50 posts of each kind.
    pub posts_alone: usize,
    /// Figures without an own post: written before the export begins, or re-shares without a word, which it lists elsewhere.
    pub figures_alone: usize,
}

/// Joins own posts and figures, each at most once.
///
/// Finds the same pairs for any order of both. Takes n log n steps.
pub fn join(posts: &[OwnPost<'_>], figures: &[PostFigures]) -> Joined {
    let mut of_post: Vec<Option<(usize, By)>> = vec![None; posts.len()];
    let mut taken = vec![false; figures.len()];
    let ids: Vec<Option<u64>> = posts.iter().map(|p| number(p.id)).collect();
    let mut by_id: BTreeMap<u64, usize> = BTreeMap::new();
    for (place, id) in ids.iter().enumerate() {
        if let Some(id) = id {
            by_id.entry(*id).or_insert(place);
        }
    }
    for (place, one) in figures.iter().enumerate() {
        let post = one.urn.and_then(|urn| by_id.get(&urn.id));
        if let Some(&post) = post.filter(|post| of_post[**post].is_none()) {
            of_post[post] = Some((place, By::Id));
            taken[place] = true;
        }
    }
    // Pairs that are near enough, the nearest first; equal ones in the order of their numbers.
    let mut timed: Vec<(i64, usize)> = (0..posts.len())
        .filter(|p| of_post[*p].is_none())
        .filter_map(|p| Some((made(&posts[p])?, p)))
        .collect();
    timed.sort_unstable();
    let mut pairs: Vec<(i64, u64, Option<u64>, usize, usize)> = Vec::new();
    for (place, one) in figures.iter().enumerate().filter(|(place, _)| !taken[*place]) {
        let Some((urn, time)) = one.urn.and_then(|urn| Some((urn, urn.made_at()?))) else { continue };
        let first = timed.partition_point(|(t, _)| *t < time - TOGETHER);
        for &(other, post) in timed[first..].iter().take_while(|(t, _)| *t <= time + TOGETHER) {
            if same_day(one, other) {
                pairs.push(((other - time).abs(), urn.id, ids[post], place, post));
            }
        }
    }
    pairs.sort_unstable();
    for (_, _, _, place, post) in pairs {
        if !taken[place] && of_post[post].is_none() {
            of_post[post] = Some((place, By::Time));
            taken[place] = true;
        }
    }
    let found = of_post.iter().enumerate();
    let matches: Vec<Match> =
        found.filter_map(|(post, f)| f.map(|(figures, by)| Match { post, figures, by })).collect();
    Joined { posts_alone: posts.len() - matches.len(), figures_alone: figures.len() - matches.len(), matches }
}

/// The number in an id.
fn number(id: &str) -> Option<u64> {
    if let Some(urn) = Urn::find(id) {
        return Some(urn.id);
    }
    let start = id
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + id[at..].chars().next().map_or(1, char::len_utf8));
    let digits = &id[start..];
    (digits.len() >= DIGITS).then(|| digits.parse().ok()).flatten()
}

/// When a post was made, in milliseconds: as its number says, else as the export says.
fn made(post: &OwnPost<'_>) -> Option<i64> {
    Urn::find(post.id).and_then(Urn::made_at).or(post.time.and_then(|t| t.checked_mul(1000)))
}

/// Whether figures are of the day of a time, if they name a day.
fn same_day(one: &PostFigures, time: i64) -> bool {
    let Some(published) = one.published else { return true };
    dates::of_milliseconds(time).is_some_and(|day| between(published, day).abs() <= DAYS_OFF)
}

/// An export to which a workbook may belong.
#[derive(Clone, Debug)]
pub struct Export<'a> {
    /// The folder or archive in which it lies; empty at the top.
    pub folder: &'a str,
    /// Its owner's posts.
    pub posts: Vec<OwnPost<'a>>,
}

/// Whose a workbook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// It lies in the folder of this export, or in one below it.
    Folder(usize),
    /// There is no other export.
    Only,
    /// So many of this export's posts are in the workbook, more than of any other's.
    Posts(usize, usize),
    /// Nobody can tell.
    Unknown,
}

impl Owner {
    /// The place of the export.
    pub fn export(self) -> Option<usize> {
        match self {
            Self::Folder(export) | Self::Posts(export, _) => Some(export),
            Self::Only => Some(0),
            Self::Unknown => None,
        }
    }
}

/// To which export a workbook in `folder` belongs: that of its folder, else the only one, else the one with the same posts.
pub fn owner(folder: &str, figures: &[PostFigures], exports: &[Export<'_>]) -> Owner {
    let lies_in = |export: &Export<'_>| {
        export.folder.is_empty() && folder.is_empty()
            || folder
                .strip_prefix(export.folder)
                .is_some_and(|rest| !export.folder.is_empty() && (rest.is_empty() || rest.starts_with('/')))
    };
    let around = exports.iter().enumerate().filter(|(_, export)| lies_in(export));
    let deepest = around.clone().map(|(_, export)| export.folder.len()).max();
    let nearest: Vec<usize> =
        around.filter(|(_, e)| Some(e.folder.len()) == deepest).map(|(place, _)| place).collect();
    if let [one] = nearest.as_slice() {
        return Owner::Folder(*one);
    }
    if exports.len() == 1 {
        return Owner::Only;
    }
    let mut shared: Vec<(usize, usize)> = exports
        .iter()
        .enumerate()
        .map(|(e, export)| (join(&export.posts, figures).matches.len(), e))
        .collect();
    shared.sort_unstable_by_key(|(n, e)| (std::cmp::Reverse(*n), *e));
    match shared.as_slice() {
        [(n, export), (next, _), ..] if n > next => Owner::Posts(*export, *n),
        _ => Owner::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: i64 = 1_770_712_200_000;

    fn id(milliseconds: i64, low: u64) -> u64 {
        (milliseconds as u64) << 22 | low
    }

    fn figures(word: &str, id: u64, published: &str) -> PostFigures {
        let url = format!("https://www.linkedin.com/feed/update/urn:li:{word}:{id}");
        PostFigures {
            urn: Urn::find(&url),
            url,
            published: published.parse().ok(),
            engagements: Some(1.0),
            impressions: None,
        }
    }

    #[track_caller]
    fn check(posts: &[(String, Option<i64>)], figures: &[PostFigures], expected: &[(usize, usize, By)]) {
        let posts: Vec<OwnPost<'_>> = posts.iter().map(|(id, time)| OwnPost { id, time: *time }).collect();
        let found = join(&posts, figures);
        let matches: Vec<_> = found.matches.iter().map(|m| (m.post, m.figures, m.by)).collect();
        assert_eq!(matches, expected);
        assert_eq!(found.posts_alone, posts.len() - expected.len());
        assert_eq!(found.figures_alone, figures.len() - expected.len());
    }

    fn share(milliseconds: i64) -> (String, Option<i64>) {
        (format!("urn:li:share:{}", id(milliseconds, 7)), None)
    }

    #[test]
    fn the_same_number_is_the_same_post() {
        let one = figures("share", id(FIRST, 7), "2026-02-10");
        check(&[share(FIRST)], std::slice::from_ref(&one), &[(0, 0, By::Id)]);
        // In an address, or alone.
        let address = (one.url.replace(':', "%3A"), None);
        check(&[address], std::slice::from_ref(&one), &[(0, 0, By::Id)]);
        check(&[(id(FIRST, 7).to_string(), None)], &[one], &[(0, 0, By::Id)]);
        // A short number is somebody's own and says nothing.
        check(&[("p12".to_owned(), None)], &[figures("share", 12, "")], &[]);
    }

    #[test]
    fn made_together_is_the_same_post() {
        let near = figures("activity", id(FIRST + 40, 9), "2026-02-10");
        check(&[share(FIRST)], std::slice::from_ref(&near), &[(0, 0, By::Time)]);
        check(&[("own-1".to_owned(), Some(FIRST / 1000))], std::slice::from_ref(&near), &[(0, 0, By::Time)]);
        check(&[("own-1".to_owned(), None)], std::slice::from_ref(&near), &[]);
        check(&[share(FIRST - 61_000)], std::slice::from_ref(&near), &[]);
        // The day of the member's zone can be the one before; two days off is another post.
        for (published, joined) in [("2026-02-09", true), ("2026-02-11", true), ("2026-02-12", false)] {
            let near = figures("activity", id(FIRST + 40, 9), published);
            let expected: &[_] = if joined { &[(0, 0, By::Time)] } else { &[] };
            check(&[share(FIRST)], &[near], expected);
        }
    }

    #[test]
    fn each_has_one_partner_the_nearest() {
        let posts = [share(FIRST), share(FIRST + 30_000)];
        let later = figures("activity", id(FIRST + 30_050, 1), "");
        let earlier = figures("activity", id(FIRST + 100, 1), "");
        check(&posts, &[later.clone(), earlier.clone()], &[(0, 1, By::Time), (1, 0, By::Time)]);
        check(&posts, &[earlier, later.clone()], &[(0, 0, By::Time), (1, 1, By::Time)]);
        check(&posts, &[later], &[(1, 0, By::Time)]);
        // What has its own number is not given to another.
        let own = figures("share", id(FIRST, 7), "");
        let other = figures("activity", id(FIRST, 8), "");
        check(&[share(FIRST)], &[other, own], &[(0, 1, By::Id)]);
    }

    #[test]
    fn whose_it_is() {
        let urn = format!("urn:li:share:{}", id(FIRST, 7));
        let export = |folder: &'static str, posts: &[&'static str]| Export {
            folder,
            posts: posts.iter().map(|id| OwnPost { id, time: None }).collect(),
        };
        let mine = Export { folder: "b", posts: vec![OwnPost { id: &urn, time: None }] };
        let figures = [figures("share", id(FIRST, 7), "")];
        let two = [export("a", &[]), mine.clone()];
        assert_eq!(owner("a", &figures, &two), Owner::Folder(0));
        assert_eq!(owner("a/figures", &figures, &two), Owner::Folder(0));
        assert_eq!(owner("ab", &figures, &two), Owner::Posts(1, 1));
        assert_eq!(owner("", &figures, &two), Owner::Posts(1, 1));
        assert_eq!(owner("", &figures[..0], &two), Owner::Unknown);
        assert_eq!(owner("elsewhere", &figures[..0], &two[..1]), Owner::Only);
        assert_eq!(owner("", &figures[..0], &[export("", &[]), mine]), Owner::Folder(0));
        assert_eq!(owner("a/b", &figures[..0], &[export("a", &[]), export("a/b", &[])]), Owner::Folder(1));
        assert_eq!(owner("", &[], &[]), Owner::Unknown);
    }
}
