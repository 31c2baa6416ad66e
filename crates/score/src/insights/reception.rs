//! What works: posts in groups, and what each group got compared with what its authors usually get.
//!
//! A famous author gets more for a line than another for a page. So each post is measured by the median of its own author,
//! and a group by the median of its posts' ratios. That leaves out fame; it does not make a cause of what is seen together.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::insights::hooks::Hook;
use crate::insights::interval::{Interval, Side, median, median_interval};
use crate::insights::posts::Post;
use crate::insights::rows::Rows;

/// Below five posts there is no interval of 90 % at all.
pub const LEAST_POSTS: usize = 5;
/// Fewer authors are a story about them, not about their posts.
pub const LEAST_AUTHORS: usize = 3;

/// One way of putting posts into groups.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Its name.
    pub id: &'static str,
    /// What the groups differ in.
    pub title: &'static str,
    /// The groups with enough posts.
    pub groups: Vec<Group>,
    /// The groups with too few.
    pub too_little: Vec<Little>,
}

/// Posts that have something in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// How many they are.
    pub posts: usize,
    /// By how many authors.
    pub authors: usize,
    /// The median of what they got as a multiple of their author's usual.
    pub times_usual: f64,
    /// Where that median would lie in nine of ten such collections.
    pub interval: Interval,
    /// The side of the usual on which the whole interval lies.
    pub side: Option<Side>,
}

/// A group with too few posts or authors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Little {
    /// What they have in common.
    pub name: String,
    /// How many posts.
    pub posts: usize,
    /// By how many authors.
    pub authors: usize,
}

/// The place of a group among its like, and its name.
type Key = (usize, String);

/// Every table, in the order of reports.
pub(super) fn tables(posts: &[Post], rows: &Rows<'_>, alone: bool) -> Vec<Table> {
    let least = if alone { 1 } else { LEAST_AUTHORS };
    let table = |id, title, key: &dyn Fn(&Post) -> Option<Key>| grouped(id, title, posts, least, key);
    let band = |bands: &'static [Band], value: f64| Some(of_bands(bands, value));
    let word = |id: &'static str| move |p: &Post| rows.word(id, p.row).map(|word| (0, word));
    let mut all = vec![
        table("length", "length in words", &|p| band(LENGTH, p.words)),
        table("hook", "first sentence", &|p| {
            let place = Hook::ALL.iter().position(|(hook, _)| Some(*hook) == p.hook)?;
            Some((place, Hook::ALL[place].1.to_owned()))
        }),
        table("grade", "grade of the text, of 100", &|p| {
            if p.grade.is_nan() { None } else { band(GRADE, 100.0 * p.grade) }
        }),
        table("format", "format", &word("format")),
        table("kind", "kind", &word("kind")),
        table("hashtags", "hashtags", &|p| if p.words > 0.0 { band(HASHTAGS, p.hashtags) } else { None }),
        table("weekday", "day of the week (UTC)", &|p| {
            let day = rows.number("weekday", p.row);
            let place = if day.is_nan() { return None } else { day as usize - 1 };
            Some((place, (*WEEKDAYS.get(place)?).to_owned()))
        }),
        table("hour", "part of the day (UTC)", &|p| {
            let hour = rows.number("hour", p.row);
            if hour.is_nan() { None } else { band(HOURS, hour) }
        }),
        table("campaign", "campaign", &word("campaign")),
    ];
    all.retain(|t| !t.groups.is_empty() || !t.too_little.is_empty());
    // Where all posts are alike there is nothing to compare.
    all.retain(|t| t.groups.len() + t.too_little.len() > 1);
    all
}

/// The least value that belongs to a band, and its name.
type Band = (f64, &'static str);

const LENGTH: &[Band] = &[
    (0.0, "no text"),
    (1.0, "1 to 29"),
    (30.0, "30 to 59"),
    (60.0, "60 to 119"),
    (120.0, "120 to 249"),
    (250.0, "250 and more"),
];
const GRADE: &[Band] = &[(0.0, "below 25"), (25.0, "25 to 50"), (50.0, "50 to 75"), (75.0, "75 and more")];
const HASHTAGS: &[Band] = &[(0.0, "none"), (1.0, "1 or 2"), (3.0, "3 to 5"), (6.0, "6 and more")];
const HOURS: &[Band] = &[
    (0.0, "night, 22 to 6"),
    (6.0, "morning, 6 to 10"),
    (10.0, "midday, 10 to 14"),
    (14.0, "afternoon, 14 to 18"),
    (18.0, "evening, 18 to 22"),
    (22.0, "night, 22 to 6"),
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The band of a value; two bands of one name are one.
pub(super) fn of_bands(bands: &[Band], value: f64) -> Key {
    let name = bands.iter().rfind(|(from, _)| *from <= value).unwrap_or(&bands[0]).1;
    let place = bands.iter().position(|(_, n)| *n == name).unwrap_or(0);
    (place, name.to_owned())
}

fn grouped(
    id: &'static str,
    title: &'static str,
    posts: &[Post],
    least_authors: usize,
    key: &dyn Fn(&Post) -> Option<Key>,
) -> Table {
    let mut found: BTreeMap<Key, Vec<&Post>> = BTreeMap::new();
    for post in posts.iter().filter(|p| !p.ratio.is_nan()) {
        if let Some(key) = key(post) {
            found.entry(key).or_default().push(post);
        }
    }
    let mut table = Table { id, title, groups: Vec::new(), too_little: Vec::new() };
    for ((_, name), posts) in found {
        let mut members: Vec<u32> = posts.iter().map(|p| p.member).collect();
        members.sort_unstable();
        members.dedup();
        let (count, authors) = (posts.len(), members.len());
        let mut ratios: Vec<f64> = posts.iter().map(|p| p.ratio).collect();
        ratios.sort_by(f64::total_cmp);
        let interval = median_interval(&ratios).filter(|_| count >= LEAST_POSTS && authors >= least_authors);
        match interval {
            None => table.too_little.push(Little { name, posts: count, authors }),
            Some(interval) => table.groups.push(Group {
                name,
                posts: count,
                authors,
                times_usual: median(&ratios),
                interval,
                side: interval.side(1.0),
            }),
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(member: u32, words: f64, ratio: f64) -> Post {
        Post { row: 0, member, time: 0, words, hashtags: 0.0, grade: f64::NAN, hook: None, ratio }
    }

    fn by_length(posts: &[Post], least: usize) -> Table {
        grouped("length", "length", posts, least, &|p| Some(of_bands(LENGTH, p.words)))
    }

    #[test]
    fn groups_need_posts_and_authors() {
        let posts: Vec<Post> = (0..5_u8).map(|i| post(u32::from(i % 3), 40.0, 1.5 + f64::from(i))).collect();
        let table = by_length(&posts, LEAST_AUTHORS);
        assert_eq!(
            table.groups,
            [Group {
                name: "30 to 59".to_owned(),
                posts: 5,
                authors: 3,
                times_usual: 3.5,
                interval: Interval { low: 1.5, high: 5.5 },
                side: Some(Side::Above),
            }]
        );
        let little = |name: &str, posts, authors| Little { name: name.to_owned(), posts, authors };
        assert_eq!(by_length(&posts[..4], 1).too_little, [little("30 to 59", 4, 3)]);
        let two: Vec<Post> = posts.iter().map(|p| Post { member: p.member.min(1), ..p.clone() }).collect();
        assert_eq!(by_length(&two, LEAST_AUTHORS).too_little, [little("30 to 59", 5, 2)]);
        assert_eq!(by_length(&two, 1).groups.len(), 1);
        // Who cannot be compared is in no group.
        assert!(by_length(&[post(0, 40.0, f64::NAN)], 1).too_little.is_empty());
    }

    #[test]
    fn bands_meet_without_a_gap() {
        for (bands, value, expected) in [
            (LENGTH, 0.0, "no text"),
            (LENGTH, 29.0, "1 to 29"),
            (LENGTH, 250.0, "250 and more"),
            (HOURS, 0.0, "night, 22 to 6"),
            (HOURS, 23.0, "night, 22 to 6"),
            (HOURS, 6.0, "morning, 6 to 10"),
            (HASHTAGS, 5.0, "3 to 5"),
            (GRADE, 100.0, "75 and more"),
            (GRADE, 24.99, "below 25"),
        ] {
            assert_eq!(of_bands(bands, value).1, expected, "{value}");
        }
        assert_eq!(of_bands(HOURS, 23.0), of_bands(HOURS, 3.0));
    }
}
