//! `ssi show`: one member on a card.

use ssi_report::History;
use ssi_report::cards::{Portraits, Scale, card_json, card_text};
use ssi_score::{Reading, Request};

use crate::args::Show;
use crate::courses::course;
use crate::output::{Outcome, print};
use crate::paper::{paper, print_painted};
use crate::session::{chosen, may_show_texts, member};

pub(crate) fn run(args: &Show) -> Outcome {
    let run = chosen(&args.which)?;
    may_show_texts(&run, args.texts)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scored = reading.score(Request { keep_inputs: true });
    let member = member(&run, &scored.scores, &args.member)?;
    let history = args.history.as_deref().map(History::new);
    let course = course(history.as_ref(), &scored.scores.members[member], run.date)?;
    Portraits::new(&reading, &scored, run.date).card(member, args.texts, course, |card| {
        if args.look.json {
            return print(&card_json(card));
        }
        print_painted(&card_text(card, &Scale::of(&run.model), paper(args.look)))
    })
}
