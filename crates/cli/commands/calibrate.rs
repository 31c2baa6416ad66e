//! `ssi calibrate`: weights fitted to outcomes, as a pack of its own and a report.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use ssi_corpus::read::Options;
use ssi_report::{
    Base, CalibrationReport, Page, WriteError, calibration_json, calibration_pack, calibration_text,
    is_taken, refusal, write_file,
};
use ssi_rules::{Model, Pack, PackFile};
use ssi_score::calibrate::outcomes::{Outcomes, outcomes};
use ssi_score::calibrate::{Calibration, Verdict, calibrate};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Ear, Kept, Reading};

use crate::args::Calibrate;
use crate::outcomes::{no_outcomes, read, tell_left_out};
use crate::output::{Failure, Outcome, list, print};
use crate::session::{Rules, Run, keep_apart, nobody, read_corpus};

pub(crate) fn run(args: &Calibrate) -> Outcome {
    let rules = Rules::asked(&args.recipe)?;
    // What is wrong with the place or with the file is said before the corpus is read.
    if let Some(out) = &args.out {
        free(args, out)?;
        builds_on(&rules, out)?;
    }
    let (column, mut table) = read(args)?;
    let base = rules.pack.name.clone();
    let start = Instant::now();
    let options = Options { listener: Some(Arc::new(Ear::new(&rules.model))), ..args.recipe.options() };
    let corpus = read_corpus(&args.inputs, &options, args.quiet)?;
    let run = Run::of(rules, &args.recipe, corpus, start.elapsed())?;
    let notes = run.tell_notes();
    let resolved = run.resolve();
    if resolved.roster().is_empty() {
        return Err(Failure::asked(nobody(&run.corpus, run.date), ""));
    }
    let kept = Kept::new(&Reading::new(&run.model, &resolved));
    let file = table.file.clone();
    if let Some(pseudonyms) = &run.corpus.pseudonyms {
        let members = kept.scores();
        table.columns[0] = pseudonyms.column(&table.columns[0], |id| members.find(id).is_some());
    }
    let outcomes = outcomes(table, &column, args.positive.as_deref(), &kept.scores().members)
        .map_err(|why| no_outcomes(&why, &file, &column))?;
    let notes = notes + tell_left_out(&outcomes);
    args.tolerance.check(&outcomes.rejects, notes, None)?;
    let found = calibrate(&run.model, &kept, &outcomes.of, args.resamples as usize)
        .map_err(|reasons| refused(&reasons.iter().map(refusal).collect::<Vec<_>>(), &outcomes))?;
    let report = CalibrationReport {
        corpus: list(&args.inputs),
        rules: run.model.title.clone(),
        as_of: run.date.to_string(),
        window_days: run.model.window_days,
        pillars: run.model.pillars.iter().map(|p| (p.id.clone(), p.points)).collect(),
        outcomes: &outcomes,
        found: &found,
    };
    print(&if args.json { calibration_json(&report) } else { calibration_text(&report, Page::Terminal) })?;
    let base = Base { name: &base, model: &run.model, set: &run.set, window: args.recipe.window };
    if let Some(out) = &args.out {
        write(out, &report, &base)?;
    }
    if !args.json {
        print(&next(args, &run, &found))?;
    }
    match found.verdict {
        Verdict::NoRelation => Err(Failure::asked(
            "no weights go with these outcomes; no pack was made",
            "the report says how it was tried",
        )),
        _ => Ok(()),
    }
}

/// Refuses a folder in which something lies, and one that is read.
fn free(args: &Calibrate, out: &Path) -> Outcome {
    keep_apart(&args.inputs, out, "folder")?;
    let real = |path: &Path| path.canonicalize().ok();
    let rules = args.recipe.rules.as_deref().unwrap_or(Path::new("rules/ssi"));
    if real(out).is_some_and(|out| real(rules) == Some(out)) {
        let message = format!("{} is the pack that is read, and it is never changed", out.display());
        return Err(Failure::asked(message, "name a new folder beside it with `--out`"));
    }
    if out.is_file() {
        return Err(Failure::asked(format!("{} is a file", out.display()), "name a folder with `--out`"));
    }
    if is_taken(out) && !args.force {
        let message = format!("{} is not empty", out.display());
        return Err(Failure::asked(message, "name a new folder, or write over what lies there with --force"));
    }
    for own in ["pillars", "grades", "phrases"] {
        if out.join(own).exists() {
            let message =
                format!("{} has {own} of its own, which would be part of the new pack", out.display());
            return Err(Failure::asked(message, "name a new folder with `--out`"));
        }
    }
    Ok(())
}

/// Refuses a folder from which the pack that was used cannot be named: a pack names one beside itself.
fn builds_on(rules: &Rules, out: &Path) -> Outcome {
    let name = &rules.pack.name;
    let planned = plan(out, format!("extends(\"{name}\");\n")).ok();
    let same = planned.is_some_and(|(model, _)| below(&model) == rules.model.packs.as_slice());
    if same {
        return Ok(());
    }
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let Some(folder) = &rules.folder else {
        let message = format!("another pack called {name} lies beside {}", out.display());
        return Err(Failure::asked(
            message,
            "name a folder elsewhere with `--out`, or that pack with `--rules`",
        ));
    };
    if !plain {
        let message = format!("a pack cannot build on one called '{}'", name.escape_debug());
        return Err(Failure::asked(message, "rename its folder: letters, digits, `-` and `_` only"));
    }
    let beside = folder.with_file_name(format!("{name}-fitted"));
    Err(Failure::asked(
        format!(
            "a pack in {} cannot build on {}, because it does not lie beside it",
            out.display(),
            folder.display()
        ),
        format!("write it beside that one, as in `--out {}`", beside.display()),
    ))
}

/// A pack with this header as if it lay in a folder, and its files.
fn plan(out: &Path, header: String) -> Result<(Model, Vec<PackFile>), Failure> {
    let files = vec![PackFile { path: "pack.rhai".to_owned(), text: header }];
    // A path that ends in `.` has no name of its own.
    let folder = out.canonicalize().unwrap_or_else(|_| out.to_owned());
    let pack = Pack::planned(&folder, files.clone())?;
    let (model, _) = ssi_rules::load(&pack, &vocabulary())
        .map_err(|wrong| Failure::Rules(format!("the pack would not load: {wrong}")))?;
    Ok((model, files))
}

/// The packs on which a pack builds.
fn below(model: &Model) -> &[(String, Vec<PackFile>)] {
    &model.packs[..model.packs.len() - 1]
}

/// Writes the report, and the pack if there is one; what was written is loaded again.
fn write(out: &Path, report: &CalibrationReport<'_>, base: &Base<'_>) -> Outcome {
    let put = |name: &str, text: &str| -> Result<(), WriteError> {
        write_file(&out.join(name), |file| file.write_all(text.as_bytes()))
    };
    let pack = if report.found.verdict.has_weights() {
        let text = calibration_pack(report, base);
        let (model, _) = plan(out, text.clone())?;
        weighs(&model, report.found)?;
        Some(text)
    } else {
        None
    };
    put("report.md", &calibration_text(report, Page::Markdown))?;
    put("report.json", &calibration_json(report))?;
    let Some(text) = pack else {
        if out.join("pack.rhai").exists() {
            tell!("note: {} is of an earlier run", out.join("pack.rhai").display());
        }
        return Ok(());
    };
    put("pack.rhai", &text)?;
    let loaded = ssi_rules::load(&Pack::read(out)?, &vocabulary());
    let (model, _) = loaded.map_err(|wrong| Failure::Rules(format!("{}: {wrong}", out.display())))?;
    weighs(&model, report.found)
}

/// Whether a pack gives its rules the weights that were found.
fn weighs(model: &Model, found: &Calibration) -> Outcome {
    let rules = model.pillars.iter().flat_map(|p| &p.rules);
    let other = rules
        .zip(&found.rules)
        .find(|(rule, weighed)| rule.id != weighed.term.id || (rule.weight - weighed.weight).abs() > 1e-9);
    match other {
        Some((rule, _)) => {
            Err(Failure::Rules(format!("the new pack does not give {} the weight that was found", rule.id)))
        }
        None => Ok(()),
    }
}

/// What was written, and what to do now.
fn next(args: &Calibrate, run: &Run, found: &Calibration) -> String {
    let used = run.rules.as_deref().map_or("built-in".to_owned(), |folder| folder.display().to_string());
    let mut text = String::new();
    match &args.out {
        Some(out) => {
            let files = if found.verdict.has_weights() {
                "pack.rhai, report.md, report.json"
            } else {
                "report.md, report.json"
            };
            let _ = writeln!(text, "\nwritten to {}: {files}", out.display());
            if found.verdict.has_weights() {
                let on: Vec<String> = args.inputs.iter().map(|p| format!("--on {}", p.display())).collect();
                let _ = writeln!(text, "next: `ssi rules diff {used} {} {}`", out.display(), on.join(" "));
            }
        }
        None if found.verdict.has_weights() => {
            let _ = writeln!(text, "\nnothing was written: `--out DIR` makes a pack of these weights");
        }
        None => {}
    }
    text
}

fn refused(reasons: &[String], outcomes: &Outcomes) -> Failure {
    let all = outcomes.of.len();
    let members = if all == 1 { "1 member".to_owned() } else { format!("{all} members") };
    Failure::asked(
        format!("these outcomes cannot be used: {}; nothing was written", reasons.join("; ")),
        format!("the corpus has {members}; outcomes of more of them, or over a longer time, may do"),
    )
}
