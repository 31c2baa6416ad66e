//! `ssi explain`: one score, taken apart.

use std::path::PathBuf;

use ssi_report::{Summary, explanation, read_summary};
use ssi_score::explain::explain;

use crate::args::{Explain, Recipe};
use crate::output::{Failure, Outcome, print};
use crate::session::Run;

pub(crate) fn run(args: &Explain) -> Outcome {
    let (folder, recipe, last) = match &args.corpus {
        Some(folder) => (folder.clone(), args.recipe.clone(), None),
        None => last_run(args)?,
    };
    let run = Run::new(&folder, &recipe, false)?;
    if let Some(last) = last {
        tell_changes(&run, &last);
    }
    let resolved = run.resolve();
    let scored = run.score(&resolved, true);
    let Some(member) = scored.scores.find(&args.member) else {
        return Err(no_such_member(&args.member, &scored.scores.members));
    };
    print(&explanation(&explain(&run.model, &scored, member)))
}

/// What the last run scored, with what was asked for now on top.
fn last_run(args: &Explain) -> Result<(PathBuf, Recipe, Option<Summary>), Failure> {
    let path = args.from.join("summary.json");
    let Some(last) = read_summary(&path) else {
        return Err(Failure::asked(
            format!("there is no run to explain: {} is not there", path.display()),
            format!("score first, or name the folder: `ssi explain {} --corpus FOLDER`", args.member),
        ));
    };
    let asked = args.recipe.clone();
    let again = Some(last.clone());
    let mut set: Vec<(String, f64)> = last.set.into_iter().collect();
    set.extend(asked.set);
    let recipe = Recipe {
        mapping: asked.mapping.or(last.mapping),
        rules: asked.rules.or(last.rules),
        as_of: asked.as_of.or_else(|| last.as_of.parse().ok()),
        window: asked.window.or(Some(last.window_days)),
        set,
        jobs: asked.jobs,
    };
    Ok((last.corpus, recipe, again))
}

/// Says so when the score that is explained is not the one that was written.
fn tell_changes(run: &Run, last: &Summary) {
    let digests = |name: &str| last.inputs.iter().find(|i| i.file == name).map(|i| i.blake3.as_str());
    for source in &run.corpus.sources {
        if digests(&source.path) != Some(source.digest.as_str()) {
            tell!("note: {} has changed since that run", source.path);
        }
    }
    if run.model.digest != last.rules_blake3 {
        tell!("note: the rules have changed since that run");
    }
}

fn no_such_member(asked: &str, members: &[String]) -> Failure {
    let wanted = asked.to_lowercase();
    let near: Vec<&str> = members
        .iter()
        .map(String::as_str)
        .filter(|m| {
            let m = m.to_lowercase();
            m.contains(&wanted) || (!m.is_empty() && wanted.contains(&m))
        })
        .take(5)
        .collect();
    let help = if near.is_empty() {
        "members.csv of the last run lists every member".to_owned()
    } else {
        format!("did you mean {}?", near.join(" or "))
    };
    Failure::asked(format!("there is no member `{}` among {}", asked.escape_debug(), members.len()), help)
}
