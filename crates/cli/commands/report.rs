//! `ssi report`: a run as a page that can be sent, printed and kept.

use std::path::Path;

use jiff::civil::Date;
use rayon::prelude::*;
use ssi_report::cards::{Card, Portraits};
use ssi_report::html::{MemberPages, Population, member_page, population_page};
use ssi_report::written::Written;
use ssi_report::{History, Moves, moves, write_file};
use ssi_score::{Points, Reading, Request};

use crate::args::{Recipe, Report, Which};
use crate::courses::{Course, course, courses};
use crate::lately::pack_of;
use crate::output::{Failure, Outcome, print};
use crate::session::{Run, chosen, keep_apart, may_show_texts, member, tell_unreadable};
use crate::teams::members_of;

/// A fall of more than this is a drop, as in `ssi score --drop-alert`.
const ALERT: Points = Points(5 * Points::UNIT);
/// The page of everyone, among those of members.
const INDEX: &str = "index.html";

pub(crate) fn run(args: &Report) -> Outcome {
    let written = Written::open(&args.from)?;
    let history = args.history.as_deref().map(History::new);
    if args.texts && args.member.is_none() && args.each.is_none() {
        return Err(Failure::asked(
            "everyone's page has no texts to show",
            "leave `--texts` out, or ask for pages of members with `--member` or `--each`",
        ));
    }
    if let Some(folder) = &args.each {
        return each(args, &written, folder, history.as_ref());
    }
    let beside = || args.from.join(file_of(args.member.as_deref()));
    let out = &args.out.clone().unwrap_or_else(beside);
    keep_apart(&written.summary.corpus, out, "file")?;
    let page = match &args.member {
        Some(member) => one(args, &written, member, history.as_ref())?,
        None => everyone(&written, history.as_ref(), None)?,
    };
    write_file(out, |to| to.write_all(page.as_bytes()))?;
    print(&format!("written: {}\n", out.display()))
}

/// The name of a page that was given none.
fn file_of(member: Option<&str>) -> String {
    let of = |id: &str| MemberPages::files([id]).of(id).expect("it was given a name");
    member.map_or_else(|| "report.html".to_owned(), of)
}

fn everyone(
    written: &Written,
    history: Option<&History>,
    pages: Option<&MemberPages>,
) -> Result<String, Failure> {
    let model = pack_of(written);
    if model.is_none() {
        tell!("note: the rules are not those of that run any more: the page has no words for them");
    }
    let moves = history.map(|history| moved(history, &written.summary.as_of)).transpose()?;
    Ok(population_page(&Population { written, model: model.as_ref(), moves: moves.as_ref(), pages }))
}

/// Who moved up to the day of a run.
pub(crate) fn moved(history: &History, as_of: &str) -> Result<Moves, Failure> {
    let day: Date =
        as_of.parse().map_err(|_| Failure::asked(format!("the run has no day: `{as_of}`"), ""))?;
    let now = history.read(day)?;
    let (earlier, broken) = history.before(day)?;
    tell_unreadable(&broken);
    Ok(moves(&now, &earlier, ALERT))
}

fn one(args: &Report, written: &Written, id: &str, history: Option<&History>) -> Result<String, Failure> {
    let run = again(args)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scored = reading.score(Request { keep_inputs: true });
    let member = member(&run, &scored.scores, id)?;
    let course = course(history, &scored.scores.members[member], run.date)?;
    let portraits = Portraits::new(&reading, &scored, run.date);
    Ok(portraits.card(member, args.texts, course, |card| member_page(card, &written.summary, None)))
}

/// The run that the pages are about, with all rows.
fn again(args: &Report) -> Result<Run, Failure> {
    let which = Which { corpus: Vec::new(), from: args.from.clone(), recipe: Recipe::default() };
    let run = chosen(&which)?;
    may_show_texts(&run, args.texts)?;
    Ok(run)
}

/// The page of everyone, and one for each member or those of a team.
fn each(args: &Report, written: &Written, folder: &Path, history: Option<&History>) -> Outcome {
    for path in &written.summary.corpus {
        if path.canonicalize().is_ok_and(|read| folder.canonicalize().is_ok_and(|out| out == read)) {
            return Err(Failure::asked(
                format!("{} is what was scored: pages would lie among its files", folder.display()),
                "name another folder with `--each`",
            ));
        }
    }
    let run = again(args)?;
    let resolved = run.resolve();
    let members: Vec<u32> = match &args.team {
        Some(team) => members_of(&resolved, team)?,
        None => (0..resolved.roster().len() as u32).collect(),
    };
    let reading = Reading::new(&run.model, &resolved);
    let scored = reading.score(Request { keep_inputs: true });
    let ids: Vec<&str> = members.iter().map(|&m| scored.scores.members[m as usize].as_str()).collect();
    let pages = MemberPages::files(ids.iter().copied());
    let courses = courses(history, &ids, run.date)?;
    let portraits = Portraits::new(&reading, &scored, run.date);
    let page = |(member, course): (&u32, Course)| {
        let id = &scored.scores.members[*member as usize];
        let show = |card: &Card<'_>| member_page(card, &written.summary, Some(INDEX));
        let page = portraits.card(*member as usize, args.texts, course, show);
        let name = pages.of(id).expect("each of them was given a name");
        write_file(&folder.join(name), |to| to.write_all(page.as_bytes()))
    };
    members.par_iter().zip(courses).try_for_each(page)?;
    let index = folder.join(INDEX);
    // Last, so that it leads nowhere where nothing is.
    let page = everyone(written, history, Some(&pages))?;
    write_file(&index, |to| to.write_all(page.as_bytes()))?;
    let people =
        if members.len() == 1 { "1 member".to_owned() } else { format!("{} members", members.len()) };
    print(&format!("written: {} and the pages of {people} beside it\n", index.display()))
}
