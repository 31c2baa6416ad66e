//! `ssi trend`: how a score moved, or who fell, from the snapshots of a history.

use ssi_report::{
    Cohort, Days, History, Snapshot, Trend, cohort, cohort_json, drops, drops_json, moves, trend, trend_json,
};

use crate::args;
use crate::output::{Failure, Outcome, print};
use crate::session::{no_such_member, tell_unreadable};

pub(crate) fn run(args: &args::Trend) -> Outcome {
    let history = History::new(&args.history);
    match &args.member {
        Some(member) => of_member(args, &history, member),
        None if args.drops => alerts(args, &history),
        None => of_all(args, &history),
    }
}

/// Everyone together.
fn of_all(args: &args::Trend, history: &History) -> Outcome {
    let mut all = Cohort::default();
    each(history, |snapshot| all.add(snapshot))?;
    print(&if args.json { cohort_json(&all) } else { cohort(&all) })
}

/// Hands out every snapshot that can be read, from the earliest; says which cannot.
pub(crate) fn each(history: &History, mut take: impl FnMut(Snapshot)) -> Outcome {
    let Days { days, strangers } = history.days()?;
    tell_unreadable(&strangers);
    let mut read = 0;
    for day in days {
        match history.read(day) {
            Ok(snapshot) => {
                take(snapshot);
                read += 1;
            }
            Err(why) => tell_unreadable(&[why]),
        }
    }
    if read == 0 { Err(nothing(history)) } else { Ok(()) }
}

fn of_member(args: &args::Trend, history: &History, member: &str) -> Outcome {
    let mut found = Trend::new(member);
    each(history, |snapshot| found.add(&snapshot))?;
    if found.is_empty() {
        return Err(no_such_member(member, found.known()));
    }
    if let Some(rule) = &args.rule
        && !found.rules().any(|known| known == rule)
    {
        return Err(Failure::asked(
            format!("the last snapshot has no rule `{}`", rule.escape_debug()),
            "`ssi rules list` lists every rule",
        ));
    }
    print(&if args.json { trend_json(&found) } else { trend(&found, args.rule.as_deref(), args.all) })
}

/// The alert up to the last snapshot that can be read.
fn alerts(args: &args::Trend, history: &History) -> Outcome {
    let Days { days, .. } = history.days()?;
    let mut broken = Vec::new();
    let last = days.into_iter().rev().find_map(|day| history.read(day).map_err(|why| broken.push(why)).ok());
    tell_unreadable(&broken);
    let last = last.ok_or_else(|| nothing(history))?;
    let (earlier, broken) = history.before(last.day)?;
    tell_unreadable(&broken);
    let moves = moves(&last, &earlier, args.drop_alert);
    let folder = history.folder().display().to_string();
    print(&if args.json { drops_json(&moves) } else { drops(&moves, &folder).trim_start().to_owned() })
}

fn nothing(history: &History) -> Failure {
    Failure::asked(
        format!("there is no snapshot in {} that can be read", history.folder().display()),
        "write one with `ssi score FOLDER --history DIR`, or past days with `ssi backfill`",
    )
}
