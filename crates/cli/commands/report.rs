//! `ssi report`: a run as a page that can be sent, printed and kept.

use jiff::civil::Date;
use ssi_report::html::{Population, member_page, population_page};
use ssi_report::written::Written;
use ssi_report::{History, Moves, moves, write_file};
use ssi_score::{Points, Reading, Request};

use crate::args::{Recipe, Report, Which};
use crate::lately::pack_of;
use crate::output::{Failure, Outcome, print};
use crate::portrait::{Portraits, course};
use crate::session::{chosen, keep_apart, may_show_texts, member, tell_unreadable};

/// A fall of more than this is a drop, as in `ssi score --drop-alert`.
const ALERT: Points = Points(5 * Points::UNIT);

pub(crate) fn run(args: &Report) -> Outcome {
    let written = Written::open(&args.from)?;
    keep_apart(&written.summary.corpus, &args.out, "file")?;
    let history = args.history.as_deref().map(History::new);
    let page = match &args.member {
        Some(member) => one(args, &written, member, history.as_ref())?,
        None => everyone(&written, history.as_ref())?,
    };
    write_file(&args.out, |out| out.write_all(page.as_bytes()))?;
    print(&format!("written: {}\n", args.out.display()))
}

fn everyone(written: &Written, history: Option<&History>) -> Result<String, Failure> {
    let model = pack_of(written);
    if model.is_none() {
        tell!("note: the rules are not those of that run any more: the page has no words for them");
    }
    let moves = history.map(|history| moved(history, &written.summary.as_of)).transpose()?;
    let of = Population { written, model: model.as_ref(), moves: moves.as_ref(), members_at: None };
    Ok(population_page(&of))
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
    let which = Which { corpus: Vec::new(), from: args.from.clone(), recipe: Recipe::default() };
    let run = chosen(&which)?;
    may_show_texts(&run, args.texts)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scored = reading.score(Request { keep_inputs: true });
    let member = member(&run, &scored.scores, id)?;
    let course = course(history, &scored.scores.members[member], run.date)?;
    let portraits = Portraits::new(&reading, &scored, run.date);
    Ok(portraits.card(member, args.texts, course, |card| member_page(card, &written.summary, None)))
}
