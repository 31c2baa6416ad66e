//! `ssi insights`: what works.

use ssi_report::{Whose, insights_json, insights_text};
use ssi_score::insights::{Question, insights, team, teams};

use crate::args::Insights;
use crate::output::{Failure, Outcome, print};
use crate::session::{chosen, no_such_member};

pub(crate) fn run(args: &Insights) -> Outcome {
    let run = chosen(args.corpus.as_deref(), &args.from, &args.recipe)?;
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
        (None, Some(name)) => {
            let members = team(&resolved, name);
            if members.is_empty() {
                return Err(no_such_team(name, &teams(&resolved)));
            }
            (members, Whose::Team(name))
        }
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

fn no_such_team(asked: &str, known: &[String]) -> Failure {
    let help = if known.is_empty() {
        "no member has a team: members.csv has a column `team` for it".to_owned()
    } else {
        format!("the teams are {}", known.join(", "))
    };
    Failure::asked(format!("there is no team `{}`", asked.escape_debug()), help)
}
