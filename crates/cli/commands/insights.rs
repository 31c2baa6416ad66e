//! `ssi insights`: what works.

use ssi_report::{Whose, insights_json, insights_text};
use ssi_score::insights::{Question, insights};

use crate::args::Insights;
use crate::output::{Outcome, print};
use crate::session::{chosen, may_show_texts, no_such_member};
use crate::teams::members_of;

pub(crate) fn run(args: &Insights) -> Outcome {
    let run = chosen(&args.which)?;
    may_show_texts(&run, args.texts)?;
    let resolved = run.resolve();
    let roster = resolved.roster();
    let everyone = 0..roster.len() as u32;
    let (members, whose): (Vec<u32>, Whose<'_>) = match (&args.member, &args.team) {
        (Some(asked), _) => {
            let ids: Vec<String> =
                everyone.map(|m| run.corpus.people.name(roster.person(m)).to_owned()).collect();
            let place = ids.iter().position(|id| id == asked).ok_or_else(|| no_such_member(asked, &ids))?;
            (vec![place as u32], Whose::Member(asked))
        }
        (None, Some(name)) => (members_of(&resolved, name)?, Whose::Team(name)),
        (None, None) => (everyone.collect(), Whose::All),
    };
    let alone = args.member.is_some();
    let question = Question { members: &members, alone, texts: args.texts };
    let found = insights(&run.model, &resolved, &question);
    let as_of = run.date.to_string();
    print(&if args.json {
        insights_json(&found, whose, &as_of)
    } else {
        insights_text(&found, whose, &as_of)
    })
}
