//! `ssi rules diff`: what a change of rules does to every member before it is published.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ssi_report::{
    Compared, Format, Happened, impact_json, impact_table, impact_text, is_pipe, kept_pieces, read_summary,
    write_file,
};
use ssi_rules::Difference;
use ssi_score::impact::{Causes, Impact, Kin, Side};

use crate::args::Recipe;
use crate::args::rules::Diff;
use crate::both::Both;
use crate::output::{Failure, Outcome, fits, list, print};
use crate::session::{Rules, cache_apart, on_top, threads};

pub(crate) fn run(args: &Diff) -> Outcome {
    threads(args.jobs)?;
    let new = args.new.as_ref().unwrap_or(&args.old);
    let said = said(args, new);
    let (old_name, new_name) = (args.old.display().to_string(), said);
    let Some((inputs, recipe)) = corpus(args)? else {
        let old = Rules::asked(&with(&args.recipe(), &args.old, &[]))?;
        let new = Rules::asked(&with(&args.recipe(), new, &args.set))?;
        let difference = Difference::between(&old.model, &new.model);
        show(args, &Compared { old: &old_name, new: &new_name, difference: &difference }, None)?;
        tell!(
            "note: nobody was scored: name a corpus with `--on PATH` to see what the change does to people"
        );
        return Ok(());
    };
    if let Some(cache) = &args.cache {
        cache_apart(&inputs, cache)?;
    }
    if let Some(out) = &args.out {
        apart(&inputs, out)?;
    }
    let pieces = args.cache.as_deref().map(kept_pieces).transpose()?.map(Arc::new);
    let (old, new) = (with(&recipe, &args.old, &[]), with(&recipe, new, &args.set));
    let both = Both::score(&inputs, [&old, &new], pieces, args.quiet)?;
    let [old, new] = [0, 1].map(|side| Side { model: &both.models[side], scores: &both.scores[side] });
    let groups: Vec<Vec<(&str, Vec<u32>)>> = both
        .groups
        .iter()
        .map(|(_, groups)| groups.iter().map(|(name, members)| (name.as_str(), members.clone())).collect())
        .collect();
    let kin: Vec<Kin<'_>> =
        both.groups.iter().zip(groups).map(|((kind, _), groups)| Kin { kind, groups }).collect();
    let impact = Impact::new(old, new, &kin, args.top);
    let difference = Difference::between(old.model, new.model);
    let happened = Happened {
        corpus: &list(&inputs),
        as_of: &both.date.to_string(),
        old: old.scores,
        scores: new.scores,
        impact: &impact,
    };
    if let Some(out) = &args.out {
        let movers = Causes::new(old, new).movers();
        let sheet = impact_table(old, new, &movers);
        fits(&sheet, format(out))?;
        write_file(out, |file| sheet.write(format(out), file))?;
    }
    show(args, &Compared { old: &old_name, new: &new_name, difference: &difference }, Some(&happened))?;
    match &args.out {
        Some(out) if !args.json => print(&format!("\nwritten: {}\n", out.display())),
        _ => Ok(()),
    }
}

fn show(args: &Diff, compared: &Compared<'_>, happened: Option<&Happened<'_>>) -> Outcome {
    print(&if args.json { impact_json(compared, happened) } else { impact_text(compared, happened) })
}

/// The new pack as it was asked for.
fn said(args: &Diff, new: &Path) -> String {
    let set: Vec<String> = args.set.iter().map(|(rule, weight)| format!("{rule}={weight}")).collect();
    match set.as_slice() {
        [] => new.display().to_string(),
        set => format!("{} with {}", new.display(), set.join(", ")),
    }
}

/// What is scored and how, without rules; `None` where there is nothing.
fn corpus(args: &Diff) -> Result<Option<(Vec<PathBuf>, Recipe)>, Failure> {
    if !args.on.is_empty() {
        return Ok(Some((args.on.clone(), args.recipe())));
    }
    let Some(last) = read_summary(&args.from.join("summary.json")) else { return Ok(None) };
    if last.corpus.iter().any(|path| is_pipe(path)) {
        return Err(Failure::asked(
            format!("the run in {} read standard input, which is gone", args.from.display()),
            "name what to score with `--on PATH`",
        ));
    }
    let recipe = on_top(&last, &args.recipe());
    // The window of the last run is that of its rules, or was asked for; here each pack has its own unless one is asked for.
    Ok(Some((last.corpus, Recipe { window: args.recipe().window, ..recipe })))
}

fn with(recipe: &Recipe, pack: &Path, set: &[(String, f64)]) -> Recipe {
    Recipe { rules: Some(pack.to_owned()), set: set.to_vec(), jobs: None, ..recipe.clone() }
}

/// Refuses to write over what is read.
fn apart(inputs: &[PathBuf], out: &Path) -> Outcome {
    let real = |path: &Path| path.canonicalize().ok();
    let read = |out: &PathBuf| {
        let mut inputs = inputs.iter().filter_map(|input| real(input));
        inputs.any(|input| *out == input || out.parent() == Some(&input))
    };
    if real(out).is_some_and(|out| read(&out)) {
        let message = format!("{} is what is read: writing there would destroy it", out.display());
        return Err(Failure::asked(message, "name another file with `--out`"));
    }
    Ok(())
}

fn format(out: &Path) -> Format {
    Format::of(out).unwrap_or(Format::Csv)
}
