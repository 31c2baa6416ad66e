//! `ssi backfill`: snapshots of past days, from the files of today.

use std::fmt::Write;

use jiff::Span;
use jiff::civil::Date;
use ssi_corpus::resolve::{Resolved, View};
use ssi_report::{History, members};
use ssi_score::standing::Standings;
use ssi_score::{Reading, Request, stats};

use crate::args::Backfill;
use crate::commands::score::{Done, summary_of};
use crate::output::{Failure, Outcome, print};
use crate::session::{Run, end_of, first_day, history_apart};

/// The most days in one go: ten years of days.
const MOST: usize = 3660;

pub(crate) fn run(args: &Backfill) -> Outcome {
    if args.recipe.as_of.is_some() {
        let help = "say the days with `--from`, `--to` and `--every`; `--as-of` is for one day";
        return Err(Failure::asked("`--as-of` means nothing here", help));
    }
    history_apart(&args.inputs, &args.history)?;
    let run = Run::heard(&args.inputs, &args.recipe, None, false, args.quiet)?;
    let notes = run.tell_notes();
    args.tolerance.check(&run.corpus.rejects, notes, None)?;
    let history = History::new(&args.history);
    let days = days(args.from, args.to.unwrap_or(run.date), args.every)?;

    // The last day of the files is known, so the first is too.
    let first = first_day(&run.corpus).unwrap_or(args.from);
    let (before, days): (Vec<Date>, Vec<Date>) = days.into_iter().partition(|day| *day < first);
    let (kept, todo): (Vec<Date>, Vec<Date>) =
        days.into_iter().partition(|day| !args.force && history.has(*day));
    write(args, &run, &history, &todo)?;
    if args.quiet {
        return Ok(());
    }

    let mut told = format!("{} written to {}\n", count(todo.len()), args.history.display());
    if !kept.is_empty() {
        let _ = writeln!(told, "{} there already and kept; `--force` writes them anew", count(kept.len()));
    }
    if let (Some(one), Some(other)) = (before.first(), before.last()) {
        let which = if one == other { one.to_string() } else { format!("{one} to {other}") };
        let days = if before.len() == 1 { "1 day".to_owned() } else { format!("{} days", before.len()) };
        let _ = writeln!(told, "{days} skipped ({which}): the first activity is of {first}");
    }
    let young =
        todo.iter().filter(|day| (**day - first).get_days() + 1 < run.model.window_days as i32).count();
    if young > 0 {
        let see = if young == 1 { "1 of them sees" } else { &format!("{young} of them see") };
        let _ = writeln!(
            told,
            "{see} less than {} days of activity, as the files begin on {first}: scores rise at first because of that",
            run.model.window_days
        );
    }
    print(&told)
}

fn count(snapshots: usize) -> String {
    if snapshots == 1 { "1 snapshot".to_owned() } else { format!("{snapshots} snapshots") }
}

/// The days from one to the other. Each is counted from the first, so that the 31st comes back after a shorter month.
fn days(from: Date, to: Date, every: Span) -> Result<Vec<Date>, Failure> {
    if from > to {
        let message = format!("{from} lies after {to}: there is no day between them");
        return Err(Failure::asked(message, "`--from` is the earlier day, `--to` the later one"));
    }
    let mut days = Vec::new();
    for step in 0_i64.. {
        let day = every.checked_mul(step).ok().and_then(|span| from.checked_add(span).ok());
        let Some(day) = day.filter(|day| *day <= to) else { break };
        if days.len() == MOST {
            let message = format!("that is more than {MOST} days");
            return Err(Failure::asked(message, "take a longer step, as in `--every 1mo`, or fewer years"));
        }
        days.push(day);
    }
    Ok(days)
}

/// Scores each day from one reading of the texts.
fn write(args: &Backfill, run: &Run, history: &History, days: &[Date]) -> Outcome {
    let Some(&first) = days.first() else { return Ok(()) };
    let view = |day: Date| View::at(end_of(day), run.model.window_days);
    let resolved = Resolved::new(&run.corpus, view(first));
    let texts = Reading::new(&run.model, &resolved);
    for &day in days {
        let resolved = Resolved::new(&run.corpus, view(day));
        let scores = texts.seen_from(&resolved).score(Request { keep_inputs: false }).scores;
        let figures = stats(&run.model, &scores);
        let standings = Standings::new(&scores, &resolved);
        let done = Done { day, scores: &scores, standings: &standings, figures: &figures };
        let about = summary_of(&args.inputs, &args.recipe, run, &done);
        history.keep(&run.model, &members(&run.model, &scores, &standings), day, &about)?;
        if !args.quiet {
            let members = if figures.members == 1 { "member" } else { "members" };
            print(&format!("  {day}  {:>9} {members}  mean {:>6.2}\n", figures.members, figures.mean))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn days_are_counted_from_the_first() {
        let check = |from: &str, to: &str, every: Span, expected: &str| {
            let days =
                days(from.parse().expect("a day"), to.parse().expect("a day"), every).expect("some days");
            let days: Vec<String> = days.iter().map(Date::to_string).collect();
            assert_eq!(days.join(" "), expected);
        };
        check("2026-06-01", "2026-06-01", 7.days(), "2026-06-01");
        check("2026-06-01", "2026-06-16", 1.week(), "2026-06-01 2026-06-08 2026-06-15");
        check("2026-01-31", "2026-04-01", 1.month(), "2026-01-31 2026-02-28 2026-03-31");
        check("9999-12-30", "9999-12-31", 1.day(), "9999-12-30 9999-12-31");
        let one = Date::constant(2026, 1, 1);
        assert!(days(one, Date::constant(2025, 12, 31), 1.day()).is_err());
        assert!(days(one, Date::constant(2036, 12, 31), 1.day()).is_err());
    }
}
