//! The scores of members by day, out of a history.

use jiff::civil::Date;
use ssi_report::{History, Trend};
use ssi_score::Points;

use crate::commands::trend::each;
use crate::output::Failure;

/// A member's scores by day.
pub(crate) type Course = Vec<(Date, Points)>;

/// The scores of members up to a day, from one reading of a history; none without one.
pub(crate) fn courses(
    history: Option<&History>,
    members: &[&str],
    day: Date,
) -> Result<Vec<Course>, Failure> {
    let Some(history) = history else { return Ok(vec![Course::new(); members.len()]) };
    let mut trends: Vec<Trend> = members.iter().map(|member| Trend::new(member)).collect();
    each(history, |snapshot| {
        if snapshot.day <= day {
            for trend in &mut trends {
                trend.add(&snapshot);
            }
        }
    })?;
    Ok(trends.iter().map(Trend::course).collect())
}

/// The scores of one member up to a day.
pub(crate) fn course(history: Option<&History>, member: &str, day: Date) -> Result<Course, Failure> {
    Ok(courses(history, &[member], day)?.pop().unwrap_or_default())
}
