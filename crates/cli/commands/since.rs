//! `ssi explain --since`: why a score changed between two days.

use jiff::civil::Date;
use ssi_corpus::data::NO_TIME;
use ssi_corpus::resolve::{Resolved, View};
use ssi_corpus::schema::FileId;
use ssi_report::{ChangeText, Days, History, Late, Snapshot, changed};
use ssi_rules::Model;
use ssi_score::causes::causes;
use ssi_score::change::{Kept, Stages, change};
use ssi_score::sheet::Cabinet;
use ssi_score::{Reading, Request, Scores};

use crate::args::Explain;
use crate::output::{Failure, Outcome, print};
use crate::session::{Run, chosen, day_of, end_of, first_day, member, tell_unreadable};

/// What a history knows of the first day.
struct Past {
    /// The points of that day as they were known then.
    snapshot: Option<Snapshot>,
    /// The rules of that day, where they are others than today's.
    model: Option<Model>,
    late: Late,
    notes: Vec<String>,
}

pub(crate) fn run(args: &Explain, since: Date) -> Outcome {
    let run = chosen(&args.which)?;
    if since > run.date {
        let message = format!("{since} lies after the day of the score, {}", run.date);
        return Err(Failure::asked(message, "name an earlier day, or a later one with `--as-of`"));
    }
    let past = Past::new(args, since, &run)?;
    if since == run.date && past.snapshot.is_none() {
        let message = format!("{since} is the day of the score itself: nothing lies between");
        return Err(Failure::asked(message, "name an earlier day, or a later one with `--as-of`"));
    }
    tell(args, since, &run, past)
}

fn tell(args: &Explain, since: Date, run: &Run, past: Past) -> Outcome {
    let old = past.model.as_ref().unwrap_or(&run.model);
    let (from, to) = (end_of(since), run.end);
    let view = |end, seen| View { end, seen, window_days: old.window_days };
    let [first, aged, second] =
        [view(from, from), view(to, from), view(to, to)].map(|view| Resolved::new(&run.corpus, view));
    let second_reading = Reading::new(old, &second);
    let [first_reading, aged_reading] = [&first, &aged].map(|resolved| second_reading.seen_from(resolved));
    let scores = |reading: &Reading<'_>| reading.score(Request { keep_inputs: false }).scores;
    let [then, aged, grown] = [&first_reading, &aged_reading, &second_reading].map(scores);
    let today = run.resolve();
    let now = past.model.as_ref().map(|_| run.score(&today, false).scores);
    let now: &Scores = now.as_ref().unwrap_or(&grown);

    let id = &now.members[member(run, now, &args.member)?];
    let kept = past.snapshot.as_ref().map(|s| s.line(id).map_or_else(Kept::default, ssi_report::Line::kept));
    let split = change(&Stages { then: &then, aged: &aged, grown: &grown, now }, kept.as_ref(), id);

    let (first_cabinet, second_cabinet) = (Cabinet::new(&first_reading), Cabinet::new(&second_reading));
    let place = |resolved: &Resolved<'_>| resolved.roster().member(run.corpus.people.find(id)?);
    let first_sheet = place(&first).map(|m| first_cabinet.sheet(m));
    let second_sheet = place(&second).map(|m| second_cabinet.sheet(m));
    let text = ChangeText {
        change: &split,
        since,
        day: run.date,
        joined: joined(since, run, place(&second)),
        window_days: old.window_days,
        late: past.late,
        notes: past.notes.into_iter().chain(about_the_day(since, run)).collect(),
        causes: &|id| {
            let rule = old.rules().find(|r| r.id == id)?;
            Some(causes(first_sheet.as_ref(), second_sheet.as_ref()?, from, rule))
        },
        advice: &|id| {
            run.model.rules().find(|r| r.id == id).map_or_else(String::new, |r| r.doc.advice.clone())
        },
    };
    print(&changed(&text))
}

impl Past {
    fn new(args: &Explain, since: Date, run: &Run) -> Result<Self, Failure> {
        let todays = "the rules of today stand for those of then";
        let unknown = |why: String| Self {
            snapshot: None,
            model: None,
            late: Late::Unknown(why),
            notes: vec![format!("{todays}: without a snapshot those are not known")],
        };
        let Some(folder) = &args.history else {
            return Ok(unknown("no `--history` was named".to_owned()));
        };
        let history = History::new(folder);
        let Days { days, .. } = history.days()?;
        if !days.contains(&since) {
            let (before, after): (Vec<Date>, Vec<Date>) = days.into_iter().partition(|day| *day < since);
            let near: Vec<String> =
                before.last().into_iter().chain(after.first()).map(Date::to_string).collect();
            let near = match near.as_slice() {
                [] => String::new(),
                [one] => format!("; the nearest is of {one}"),
                all => format!("; the nearest are of {}", all.join(" and ")),
            };
            return Ok(unknown(format!("{} has no snapshot of {since}{near}", folder.display())));
        }
        let snapshot = match history.read(since) {
            Ok(snapshot) => snapshot,
            Err(why) => {
                tell_unreadable(std::slice::from_ref(&why));
                return Ok(unknown(why.to_string()));
            }
        };
        let mut past = Self { snapshot: None, model: None, late: Late::Known, notes: Vec::new() };
        match history.run(since) {
            Ok(about) => {
                if about.version != env!("CARGO_PKG_VERSION") {
                    past.notes.push(format!(
                        "that snapshot was made by ssi {}: what this version reads otherwise counts as late",
                        about.version
                    ));
                }
                match history.rules(&about) {
                    Ok(model) => past.model = Some(model).filter(|model| !is_same(model, &run.model)),
                    Err(why) => past.notes.push(format!("{todays}: {why}")),
                }
            }
            Err(why) => past.notes.push(format!("{todays}: {why}")),
        }
        past.snapshot = Some(snapshot);
        Ok(past)
    }
}

/// Whether two models give the same points: the same files, the same weights, the same window.
fn is_same(one: &Model, other: &Model) -> bool {
    one.digest == other.digest
        && one.window_days == other.window_days
        && one.rules().map(|r| r.weight).eq(other.rules().map(|r| r.weight))
}

/// What the reader should know of the first day.
fn about_the_day(since: Date, run: &Run) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(first) = first_day(&run.corpus).filter(|first| since < *first) {
        notes.push(format!(
            "{since} lies before the first activity, {first}: only what has no date counted on that day"
        ));
    }
    notes
}

/// The day on which a member joined, where that lies after the first day.
fn joined(since: Date, run: &Run, member: Option<u32>) -> Option<Date> {
    let member = member?;
    let resolved = run.resolve();
    let (_, row) = resolved.roster().profile_rows().find(|(other, _)| *other == member)?;
    let at = run.corpus.rows(FileId::Members)?.times("joined_at")?[row];
    (at != NO_TIME && at >= end_of(since)).then(|| day_of(at)).flatten()
}
