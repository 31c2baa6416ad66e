//! `ssi cohort`: the members for whom a condition of the rule language holds, looked at as a team.

use ssi_rules::selection;
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Points, Request, score};

use crate::args::Cohort;
use crate::output::{Failure, Outcome, show};
use crate::session::Run;
use crate::two_days::{TwoDays, run_of};

pub(crate) fn run(args: &Cohort) -> Outcome {
    let run = run_of(&args.look)?;
    let question = selection(&run.pack, &args.condition, &vocabulary()).map_err(|wrong| {
        show(&wrong);
        Failure::asked("the condition of `--where` is not understood; nobody was chosen", "")
    })?;
    let days = TwoDays::new(&run, args.look.before)?;
    let (members, unknown) = chosen(&run, &days, question);
    days.print(
        &format!("members with {}", in_one_line(&args.condition)),
        &members,
        unknown,
        args.view,
        args.look.json,
    )
}

/// The members for whom the condition holds, and for how many it is unknown.
fn chosen(run: &Run, days: &TwoDays<'_>, mut question: ssi_rules::Model) -> (Vec<u32>, usize) {
    question.window_days = run.model.window_days;
    for (rule, weight) in &run.set {
        // Only weights of grades can matter here; the rules of the pillars are not part of the question.
        let _ = question.reweigh(rule, *weight);
    }
    let answers = score(&question, &days.resolved, Request { keep_inputs: false }).scores;
    let all = Points(question.points() as i32 * Points::UNIT);
    let points = &answers.pillars[0].points;
    let holds = |m: &u32| points[*m as usize] == Some(all);
    let members = (0..answers.members.len() as u32).filter(holds).collect();
    (members, points.iter().filter(|p| p.is_none()).count())
}

fn in_one_line(condition: &str) -> String {
    condition.split_whitespace().collect::<Vec<_>>().join(" ")
}
