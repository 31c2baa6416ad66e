//! The workbook of a creator's figures: `Content_….xlsx` until 2025, `AggregateAnalytics_….xlsx` since.
//!
//! Titles, headers, dates and numbers are written in the language of the member, so a sheet is known by what lies in it and
//! not by what it is called. What could not be understood is a [`Problem`] with its cell; nothing is guessed.

mod attach;
mod book;
mod dates;
mod join;
mod layout;
mod numbers;
mod posts;
mod urn;

use jiff::civil::Date;

pub(crate) use attach::LATELY;
pub use attach::{Attached, attach};
pub use book::BookError;
pub use join::{By, Export, Joined, Match, OwnPost, Owner, join, owner};
pub use urn::{Urn, UrnKind};

/// The figures of one workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// The first and the last day that it covers.
    pub window: Option<(Date, Date)>,
    /// Impressions of everything in the window.
    pub impressions: Option<f64>,
    /// Different members who saw anything in the window.
    pub members_reached: Option<f64>,
    /// The posts with the most engagements or impressions, at most 50 of each, in the order of the sheet.
    pub posts: Vec<PostFigures>,
    /// Figures by day, in the order of the days.
    pub days: Vec<DayFigures>,
    /// The day for which the followers were counted, and how many there were.
    pub followers_total: Option<(Date, f64)>,
    /// Followers won by day, in the order of the days; negative where more left than came.
    pub followers_new: Vec<(Date, f64)>,
    /// Who the audience is: one entry a line of the sheets that say so.
    pub demographics: Vec<Audience>,
    /// What could not be understood.
    pub problems: Vec<Problem>,
}

/// What a workbook tells of one post.
#[derive(Clone, Debug, PartialEq)]
pub struct PostFigures {
    /// What its address names; `None` where the address names no post.
    pub urn: Option<Urn>,
    /// Its address as it is written there.
    pub url: String,
    /// The day of its publication, in the zone of the member.
    pub published: Option<Date>,
    /// Reactions, comments and re-shares together; `None` where the post is not among those with the most.
    pub engagements: Option<f64>,
    /// How often it was shown; `None` where the post is not among those with the most.
    pub impressions: Option<f64>,
}

/// The figures of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayFigures {
    /// The day.
    pub day: Date,
    /// Impressions.
    pub impressions: Option<f64>,
    /// Engagements; can be negative, where more were taken back than given.
    pub engagements: Option<f64>,
}

/// A part of the audience.
#[derive(Clone, Debug, PartialEq)]
pub struct Audience {
    /// The title of the sheet: a workbook may have one for the followers and one for the readers.
    pub sheet: String,
    /// What is told apart, in the language of the member: job titles, locations, industries.
    pub category: String,
    /// Which part.
    pub value: String,
    /// Its share, 0 to 1.
    pub share: f64,
    /// Whether the share is less than that: `< 1%`.
    pub below: bool,
}

/// A cell that could not be understood, or a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, as in `TOP POSTS!C7`; the title of the sheet alone where no single cell is meant.
    pub place: String,
    /// What stands there, cut to 80 characters.
    pub found: String,
    /// What was expected.
    pub expected: &'static str,
}

impl Problem {
    fn new(place: String, found: &str, expected: &'static str) -> Self {
        Self { place, found: found.chars().take(80).collect(), expected }
    }
}

impl Workbook {
    /// Whether a file of this name is likely to be such a workbook; the last part of a path is enough.
    pub fn is_named(name: &str) -> bool {
        let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
        let begins = name.starts_with("content_") || name.starts_with("aggregateanalytics_");
        begins && name.strip_suffix(".xlsx").is_some()
    }

    /// Reads a workbook.
    ///
    /// # Errors
    /// When the bytes are no workbook, or one that would take more memory than such a workbook ever needs.
    pub fn read(bytes: &[u8]) -> Result<Self, BookError> {
        Ok(layout::understand(&book::open(bytes)?))
    }

    /// How many days the window has; 0 where there is none.
    pub fn window_days(&self) -> i64 {
        self.window.map_or(0, |(first, last)| dates::between(first, last) + 1)
    }

    /// The followers won in the last `days` days of the window; `None` where the workbook covers fewer days.
    pub fn followers_gained(&self, days: i64) -> Option<f64> {
        let (_, last) = self.window.or_else(|| {
            let (first, last) = (self.followers_new.first()?.0, self.followers_new.last()?.0);
            Some((first, last))
        })?;
        let lately: Vec<f64> = self
            .followers_new
            .iter()
            .filter(|(day, _)| (0..days).contains(&dates::between(*day, last)))
            .map(|(_, new)| *new)
            .collect();
        (lately.len() as i64 >= days).then(|| lately.iter().sum())
    }
}

#[cfg(test)]
mod tests;
