//! A run on two days: now, and a day before to compare with.

use jiff::civil::Date;
use ssi_corpus::data::DAY;
use ssi_corpus::resolve::{Resolved, View, start_of_activity};
use ssi_report::team::{About, Shown, TooFew, json, team_text};
use ssi_score::cohort::{Cohort, Earlier, LastSeen};
use ssi_score::{Reading, Request, Scored, Scores};

use crate::args::{Look, View as Shows};
use crate::output::{Failure, Outcome, print};
use crate::session::{Run, chosen, day, tell_notes};

/// Everyone's scores on two days.
pub(crate) struct TwoDays<'r> {
    pub(crate) run: &'r Run,
    pub(crate) resolved: Resolved<'r>,
    pub(crate) now: Scores,
    last_seen: LastSeen,
    /// The day before with its scores, where the corpus tells anything of it.
    before: Option<(Date, Resolved<'r>, Scored)>,
    /// Whether the two days compare: not where nobody asked for a day that has too little data behind it.
    pub(crate) comparable: bool,
    /// What to know before the figures.
    pub(crate) notes: Vec<String>,
}

/// The run that is looked at.
pub(crate) fn run_of(look: &Look) -> Result<Run, Failure> {
    chosen(&look.which)
}

impl<'r> TwoDays<'r> {
    /// Scores both days.
    pub(crate) fn new(run: &'r Run, asked: Option<Date>) -> Result<Self, Failure> {
        let window = run.model.window_days;
        let date = match asked {
            Some(date) if date >= run.date => {
                let message = format!("{date} is not before the day of the score, {}", run.date);
                return Err(Failure::asked(
                    message,
                    "name an earlier day with `--before`, or a later one with `--as-of`",
                ));
            }
            Some(date) => date,
            None => run.date.checked_sub(jiff::Span::new().days(window)).map_err(|e| {
                Failure::asked(format!("the day before is out of range: {e}"), "name it with `--before`")
            })?,
        };
        let resolved = run.resolve();
        let reading = Reading::new(&run.model, &resolved);
        let now = reading.score(Request { keep_inputs: false }).scores;
        let last_seen = LastSeen::new(&resolved);
        let mut notes = Vec::new();
        let (end, _) = day(Some(date), &run.corpus, &mut notes)?;
        tell_notes(&notes);
        notes.clear();
        let start = start_of_activity(&run.corpus).unwrap_or(end);
        let before = (start < end).then(|| {
            let then = Resolved::new(&run.corpus, View::at(end, window));
            // Texts say the same on both days and are read once.
            let scored = reading.seen_from(&then).score(Request { keep_inputs: false });
            (date, then, scored)
        });
        if before.is_none() {
            notes.push(format!(
                "nothing in the corpus is as old as {date}, so there is nothing to compare with"
            ));
        }
        let young = before.is_some() && start >= end - i64::from(window - 1) * DAY;
        if young {
            let begins =
                format!("the corpus begins on {}, less than {window} days before {date}", date_of(start));
            notes.push(match asked {
                Some(_) => format!("{begins}: scores of that day may be too low"),
                None => format!("{begins}: changes do not compare"),
            });
        }
        Ok(Self { run, resolved, now, last_seen, before, comparable: asked.is_some() || !young, notes })
    }

    /// The day before, where there is one.
    pub(crate) fn before(&self) -> Option<String> {
        self.before.as_ref().map(|(date, ..)| date.to_string())
    }

    /// The scores of the day before, where there is one.
    pub(crate) fn earlier(&self) -> Option<Earlier<'_>> {
        self.before.as_ref().map(|(_, then, scored)| Earlier::new(&self.now, &scored.scores, then))
    }

    /// Prints what a view shows of some members.
    pub(crate) fn print(
        &self,
        group: &str,
        members: &[u32],
        unknown: usize,
        view: Shows,
        as_json: bool,
    ) -> Outcome {
        let (as_of, before) = (self.run.date.to_string(), self.before());
        let (before, comparable, notes) = (before.as_deref(), self.comparable, self.notes.as_slice());
        let about = About { group, as_of: &as_of, before, comparable, unknown, notes };
        let cohort =
            Cohort::new(&self.run.model, &self.now, self.earlier().as_ref(), &self.last_seen, members);
        let shown = Shown::new(&self.run.model, &self.now, &cohort, view.into(), about).map_err(too_few)?;
        print(&if as_json { json(&shown) } else { team_text(&shown) })
    }
}

fn too_few(refused: TooFew) -> Failure {
    Failure::asked(
        refused.to_string(),
        "if you may see each member's score, say `--view everyone`; with the reasons, `--view admin`",
    )
}

/// The day on which a second lies.
fn date_of(second: i64) -> Date {
    let days = jiff::Span::new().days(second.div_euclid(DAY));
    Date::constant(1970, 1, 1).checked_add(days).unwrap_or(Date::MIN)
}
