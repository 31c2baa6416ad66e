//! `ssi init`: a first mapping for files that nobody has mapped yet, and a first score with it.

use std::path::{Path, PathBuf};

use ssi_corpus::guess::{corpus_toml, guess, samples};
use ssi_corpus::linkedin;
use ssi_corpus::read::{MAPPING, Options};
use ssi_report::write_file;

use crate::args::{Init, Recipe, Score};
use crate::commands::score;
use crate::output::{Failure, Outcome, print};
use crate::session::find;

pub(crate) fn run(args: &Init) -> Outcome {
    let options = Options::default();
    let input = find(std::slice::from_ref(&args.input), &options)?;
    if !linkedin::find(&input, &options.limits).is_empty() {
        tell!("note: {} is LinkedIn's export, which is read without a mapping", args.input.display());
        let recipe = Recipe { rules: args.rules.clone(), ..Recipe::default() };
        return score::run(&Score::first(args.input.clone(), recipe, args.out.clone()));
    }
    let samples = samples(&input, &options.limits);
    let mut guess = guess(&samples.tables);
    guess.left_out.extend(samples.left_out);
    let mapping = args.write.clone().unwrap_or_else(|| beside(&args.input));
    if guess.reads.is_empty() {
        let left_out = guess.left_out.iter().map(|(path, why)| format!("{path}: {why}"));
        return Err(Failure::asked(
            format!(
                "no file in {} looks like anything that can be scored\n{}",
                args.input.display(),
                left_out.collect::<Vec<_>>().join("\n")
            ),
            "`ssi inspect` shows what is there; `ssi columns --files` lists what can be supplied",
        ));
    }
    if mapping.exists() && !args.force {
        return Err(Failure::asked(
            format!("{} is there already", mapping.display()),
            "name another file with `--write`, or write over it with `--force`",
        ));
    }
    let toml = corpus_toml(&guess);
    write_file(&mapping, |out| out.write_all(toml.as_bytes()))?;
    print(&format!("{toml}\nwritten: {}; change what is wrong and score again with\n", mapping.display()))?;
    let by_itself = mapping == beside(&args.input) && args.input.is_dir();
    let flag = if by_itself { String::new() } else { format!(" --mapping {}", mapping.display()) };
    print(&format!("  ssi score {}{flag}\n\n", args.input.display()))?;
    if args.no_score {
        return Ok(());
    }
    let recipe = Recipe { mapping: Some(mapping), rules: args.rules.clone(), ..Recipe::default() };
    score::run(&Score::first(args.input.clone(), recipe, args.out.clone()))
}

/// Where a mapping lies that is found by itself: in the folder, or beside the file.
fn beside(input: &Path) -> PathBuf {
    if input.is_dir() {
        return input.join(MAPPING);
    }
    input.with_file_name(MAPPING)
}
