//! `ssi rules test`: cases beside the rules, put to them.

use ssi_report::{Trial, trial_json, trial_text};
use ssi_score::trial::{Bench, Coverage, Examples, mutate};

use crate::args::rules::Test;
use crate::cases::read_cases;
use crate::output::{Failure, Outcome, print};
use crate::session::{Rules, threads};

pub(crate) fn run(args: &Test) -> Outcome {
    threads(args.jobs)?;
    let Rules { model, pack, .. } = Rules::of(&args.pack)?;
    let mut files = read_cases(&pack, &model)?;
    let mut examples = Examples::new(&model);
    let words: Vec<String> =
        args.filter.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect();
    if !words.is_empty() {
        for file in &mut files {
            file.filter(&words);
        }
        examples.filter(&words);
        files.retain(|file| !file.cases.is_empty() || !file.faults.is_empty());
        if examples.rules() == 0 && files.iter().all(|file| file.cases.is_empty()) {
            let message =
                format!("no case of {} has `{}` in its file, name or rule", pack.origin, words.join(" "));
            return Err(Failure::asked(message, "leave a word out, or leave out --filter"));
        }
    }
    let bench = Bench::new(&model, &files, &examples);
    let ran = bench.run(&model);
    let contradictions = examples.contradictions(&model);
    let coverage = words.is_empty().then(|| Coverage::new(&pack, &bench, &ran));
    let numbers = args.mutate.then(|| mutate(&pack, &bench, &ran));
    let trial = Trial {
        pack: &pack.origin,
        folder: pack.folder(),
        files: &files,
        bench: &bench,
        run: &ran,
        examples: &examples,
        contradictions: &contradictions,
        coverage: coverage.as_ref(),
        all: args.coverage,
        numbers: numbers.as_deref(),
    };
    print(&if args.json { trial_json(&trial) } else { trial_text(&trial) })?;
    match trial.wrong() {
        Some(wrong) => Err(Failure::Rules(format!("{}: {wrong}", pack.origin))),
        None => Ok(()),
    }
}
