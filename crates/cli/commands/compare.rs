//! `ssi compare`: our figures beside those of LinkedIn's index that somebody saved.

use std::path::{Path, PathBuf};

use ssi_corpus::saved::{self, Figures};
use ssi_report::{Beside, Comparison, comparison_json, comparison_text};
use ssi_score::compare::{Matched, differences_in_build, lines, matched, unseen};
use ssi_score::{Reading, Request, Scores};

use crate::args::Compare;
use crate::output::{Failure, Outcome, print};
use crate::session::{Run, chosen, member};

pub(crate) fn run(args: &Compare) -> Outcome {
    // What is wrong with a file is said before a corpus is read.
    let mut figures: Vec<Figures> = Vec::new();
    // Files of one member that do not say whose they are.
    let mut nobody = Vec::new();
    let mut notes = Vec::new();
    for with in &args.with {
        let (owner, path) = owner(with);
        let saved = saved::read(&path)?;
        notes.extend(saved.notes);
        let one = saved.figures.len() == 1;
        if one && owner.is_none() && saved.figures[0].who.is_nobody() {
            nobody.push(figures.len());
        }
        if let Some(owner) = owner.as_deref().filter(|_| !one) {
            let message = format!(
                "{} has figures of {} members, not only of {}",
                path.display(),
                saved.figures.len(),
                owner.escape_debug()
            );
            return Err(Failure::asked(
                message,
                "write the file alone after --with; its members are found by their ids, e-mail addresses or names",
            ));
        }
        figures.extend(saved.figures.into_iter().map(|mut found| {
            if let Some(owner) = &owner {
                found.who = saved::Who { id: Some(owner.clone()), ..saved::Who::default() };
            }
            found
        }));
    }
    let run = chosen(&args.which)?;
    let resolved = run.resolve();
    let scores = Reading::new(&run.model, &resolved).score(Request { keep_inputs: false }).scores;
    if scores.members.is_empty() {
        return Err(Failure::asked(
            "there is no member to compare: the files name no author, sender or member",
            "",
        ));
    }
    name_the_only_one(&mut figures, &nobody, &scores, args.member.as_deref(), &run)?;
    if let Some(pseudonyms) = &run.corpus.pseudonyms {
        for who in figures.iter_mut().map(|figures| &mut figures.who) {
            let id = who.id.take().map(|id| pseudonyms.known(id, |id| scores.find(id).is_some()));
            *who = saved::Who { id, ..saved::Who::default() };
        }
    }
    let (mut found, mut left) = matched(&scores, &figures);
    if let Some(asked) = &args.member {
        let wanted = member(&run, &scores, asked)?;
        found.retain(|m| m.member == wanted);
        if found.is_empty() {
            let message = format!("the files have no figures of `{}`", asked.escape_debug());
            let help = "without --member all are compared, and those who were not found are listed";
            return Err(Failure::asked(message, help));
        }
        left.clear();
    }
    if found.is_empty() {
        let (first, who) =
            left.first().map_or(("", ""), |l| (l.why.as_str(), figures[l.figures].who.shown()));
        let message = format!(
            "none of the figures is of a member of the corpus; the first ({}): {first}",
            who.escape_debug()
        );
        return Err(Failure::asked(
            message,
            "say whose they are with --member MEMBER, or --with MEMBER=FILE",
        ));
    }
    found.sort_by_key(|m| m.member);
    notes.extend(differences_in_build(&run.model));
    let comparison = Comparison {
        as_of: run.date.to_string(),
        rules: run.model.title.clone(),
        members: found.iter().map(|m| beside(&run, &scores, &figures, *m)).collect(),
        unseen: run.model.pillars.iter().map(|p| (p.id.clone(), unseen(&run.corpus, &p.id))).collect(),
        notes,
        left: left
            .into_iter()
            .map(|l| (figures[l.figures].place.clone(), figures[l.figures].who.shown().to_owned(), l.why))
            .collect(),
    };
    print(&if args.json { comparison_json(&comparison) } else { comparison_text(&comparison) })
}

/// `MEMBER=FILE`, unless there is a file of that whole name.
fn owner(with: &Path) -> (Option<String>, PathBuf) {
    match with.to_str().and_then(|text| text.split_once('=')) {
        Some((member, path)) if !with.exists() && !member.is_empty() => {
            (Some(member.to_owned()), path.into())
        }
        _ => (None, with.to_owned()),
    }
}

/// A page does not say whose it is: it is of the member who was named, else of the only one.
fn name_the_only_one(
    figures: &mut [Figures],
    nobody: &[usize],
    scores: &Scores,
    asked: Option<&str>,
    run: &Run,
) -> Outcome {
    let owner = match (nobody, asked, scores.members.as_slice()) {
        ([], ..) => return Ok(()),
        ([_], Some(asked), _) => scores.members[member(run, scores, asked)?].clone(),
        ([_], None, [only]) => only.clone(),
        ([first, ..], ..) => {
            let place = &figures[*first].place;
            let message = match nobody.len() {
                1 => format!(
                    "{place} does not say whose figures these are, and the corpus has {} members",
                    scores.members.len()
                ),
                n => format!("{n} files do not say whose figures these are, the first: {place}"),
            };
            let help =
                "name the member, as in `--member ada.okafor`, or one a file, as in `--with ada.okafor=FILE`";
            return Err(Failure::asked(message, help));
        }
    };
    figures[nobody[0]].who.id = Some(owner);
    Ok(())
}

fn beside(run: &Run, scores: &Scores, figures: &[Figures], m: Matched) -> Beside {
    let saved = figures[m.figures].clone();
    Beside {
        member: scores.members[m.member].clone(),
        lines: lines(&run.model, scores, m.member, &saved),
        by: m.by,
        saved,
    }
}
