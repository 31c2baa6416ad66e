//! What the dates of a corpus tell of the day of the score: counted share by share where it is not in memory as a whole.

use jiff::civil::Date;
use ssi_corpus::data::{Corpus, DAY, NO_TIME};
use ssi_corpus::schema::FILES;

use crate::session::day_of;

/// How far back activity is looked for when the last day is doubted.
const LATELY: i64 = 90 * DAY;
/// So few rows say nothing about where a corpus ends.
const FEW: u64 = 20;

/// Rows by their dates, seen from the end of a day.
pub(crate) struct Dates {
    end: i64,
    dated: u64,
    recent: u64,
    /// The last activity before the end.
    before: Option<i64>,
    /// The last activity of all, and its file.
    last: Option<(i64, &'static str)>,
    /// Rows of any file that are dated after the day, and so are not seen.
    pub(crate) later: usize,
}

impl Dates {
    pub(crate) fn new(end: i64) -> Self {
        Self { end, dated: 0, recent: 0, before: None, last: None, later: 0 }
    }

    /// The dates of a whole corpus.
    pub(crate) fn of(corpus: &Corpus, end: i64) -> Self {
        let mut dates = Self::new(end);
        dates.add(corpus);
        dates
    }

    /// Counts the rows that belong to a corpus alone.
    pub(crate) fn add(&mut self, corpus: &Corpus) {
        for file in FILES.iter().filter(|file| file.field("at").is_some()) {
            let Some((rows, times)) = corpus.rows(file.id).and_then(|rows| Some((rows, rows.times("at")?)))
            else {
                continue;
            };
            let times = times[rows.home()].iter().copied().filter(|&time| time != NO_TIME);
            for time in times {
                self.later += usize::from(time >= self.end);
                if !file.activity {
                    continue;
                }
                self.dated += 1;
                self.recent += u64::from(time >= self.end - LATELY);
                self.last = self.last.max(Some((time, file.name)));
                if time < self.end {
                    self.before = self.before.max(Some(time));
                }
            }
        }
    }

    /// A single wrong year moves the day of the score and empties everybody's window: says so when hardly anything lies there.
    pub(crate) fn doubt_the_last_day(&self) -> Option<String> {
        let Self { dated, recent, .. } = *self;
        (dated >= FEW && recent * 10 < dated).then(|| {
            let place = self.last.and_then(|(time, file)| Some(format!(" ({file}, {})", day_of(time)?)));
            format!(
                "only {recent} of {dated} dated rows lie in the 90 days before the last one{}, which is the day of the \
                 score; if a date is wrong, say the day with --as-of",
                place.unwrap_or_default()
            )
        })
    }

    /// Why nobody earns anything that has to be recent, if so: all that people did lies before the window.
    pub(crate) fn idle_window(&self, window_days: u32) -> Option<String> {
        let last = self.before?;
        let idle = last < self.end - i64::from(window_days) * DAY;
        idle.then(|| day_of(last)).flatten().map(|last| {
            let days = if window_days == 1 { "day".to_owned() } else { format!("{window_days} days") };
            format!("nobody did anything in the {days} that count: the last activity before is of {last}")
        })
    }
}

/// What is odd about a day before the first activity.
pub(crate) fn too_early(date: Date, first: Option<Date>) -> Option<String> {
    let first = first.filter(|first| date < *first)?;
    Some(format!("nobody did anything up to {date}: the first activity is of {first}"))
}
