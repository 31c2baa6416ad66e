//! `ssi show`: one member on a card.

use jiff::civil::Date;
use ssi_report::cards::{Card, Scale, card_json, card_text, graded_texts, replies_owed};
use ssi_report::{History, Trend};
use ssi_score::advise::{Adviser, Ask, By};
use ssi_score::explain::explain;
use ssi_score::sheet::Cabinet;
use ssi_score::standing::Standings;
use ssi_score::{Points, Reading, Request};

use crate::args::Show;
use crate::commands::trend::each;
use crate::output::{Failure, Outcome, print};
use crate::paper::{paper, print_painted};
use crate::session::{chosen, member};

/// Actions that are chosen together; the card shows the best of them.
const ACTIONS: usize = 3;

pub(crate) fn run(args: &Show) -> Outcome {
    let run = chosen(&args.which)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scored = reading.score(Request { keep_inputs: true });
    let member = member(&scored.scores, &args.member)?;
    let cabinet = Cabinet::new(&reading);
    let sheet = cabinet.sheet(member as u32);
    let ask = Ask { best: ACTIONS, by: By::Gain, target: None };
    let standings = Standings::new(&scored.scores, &resolved);
    let card = Card {
        as_of: run.date.to_string(),
        window_days: run.model.window_days,
        parts: &explain(&run.model, &scored, member),
        standing: &standings.of(&run.model, &scored.scores, &resolved, member),
        advice: &Adviser::new(&cabinet).advise(member as u32, &ask),
        texts: graded_texts(&sheet, args.texts),
        owed: replies_owed(&sheet),
        course: course(args, run.date)?,
    };
    if args.look.json {
        return print(&card_json(&card));
    }
    print_painted(&card_text(&card, &Scale::of(&run.model), paper(args.look)))
}

/// The member's scores up to the day of the card, from the history that was named.
fn course(args: &Show, day: Date) -> Result<Vec<(Date, Points)>, Failure> {
    let Some(folder) = &args.history else { return Ok(Vec::new()) };
    let mut trend = Trend::new(&args.member);
    each(&History::new(folder), |snapshot| {
        if snapshot.day <= day {
            trend.add(&snapshot);
        }
    })?;
    Ok(trend.course())
}
