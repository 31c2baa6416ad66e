//! `ssi rules reweigh`: other weights, written back at their places.

use std::fmt::Write;
use std::path::Path;

use ssi_report::{diff_text, is_taken, reweighed_text, write_file};
use ssi_rules::{Pack, ReweighError, Reweighed, load, reweigh};
use ssi_score::vocabulary::vocabulary;

use crate::args::rules::Reweigh;
use crate::output::{Failure, Outcome, print, show};
use crate::session::read_pack;

pub(crate) fn run(args: &Reweigh) -> Outcome {
    let pack = read_pack(Some(&args.pack))?;
    if let Some(out) = args.out.as_deref().filter(|out| is_taken(out)) {
        let message = format!("{} is not empty", out.display());
        return Err(Failure::asked(message, "name a new folder, so that nothing of yours is overwritten"));
    }
    let reweighed = reweigh(&pack, &vocabulary(), &args.weights).map_err(|e| failure(e, args))?;
    let changed =
        reweighed.files.iter().fold(pack.clone(), |pack, file| pack.with_file(&file.path, &file.after));
    if let Some(out) = &args.out {
        same_there(&changed, &reweighed, out)?;
    }
    print(&reweighed_text(&reweighed))?;
    if args.dry_run {
        return print(&format!("\n{}", diff_text(&reweighed.files)));
    }
    if let Some(out) = &args.out {
        return write_elsewhere(&pack, &reweighed, out);
    }
    let mut told = if reweighed.files.is_empty() { String::new() } else { "\n".to_owned() };
    for file in &reweighed.files {
        let place = args.pack.join(&file.path);
        write_file(&place, |out| out.write_all(file.after.as_bytes()))?;
        let _ = writeln!(told, "written: {}", place.display());
    }
    print(&told)
}

/// Refuses a folder in which the pack would mean something else.
fn same_there(changed: &Pack, reweighed: &Reweighed, out: &Path) -> Outcome {
    if load(&changed.moved_to(out), &vocabulary()).is_ok_and(|(m, _)| m.digest == reweighed.after.digest) {
        return Ok(());
    }
    let message = "it builds on a pack in the folder beside it";
    Err(Failure::asked(
        format!("the pack would mean something else in {}: {message}", out.display()),
        format!("name a folder beside {}", changed.origin),
    ))
}

fn write_elsewhere(pack: &Pack, reweighed: &Reweighed, out: &Path) -> Outcome {
    for file in &pack.files {
        let new = reweighed.files.iter().find(|f| f.path == file.path);
        let text = match new {
            Some(file) => file.after.clone(),
            None => pack.as_it_lies(&file.path)?,
        };
        write_file(&out.join(&file.path), |out| out.write_all(text.as_bytes()))?;
    }
    print(&format!("\nwritten: the pack with these weights, to {}\n", out.display()))
}

fn failure(error: ReweighError, args: &Reweigh) -> Failure {
    let pack = args.pack.display();
    match error {
        ReweighError::Rules(diagnostics) => {
            show(&diagnostics);
            Failure::Rules(format!("{pack}: there are mistakes in the rules; nothing was written"))
        }
        ReweighError::Unknown(error) => error.into(),
        ReweighError::Pack(error) => error.into(),
        ReweighError::Edit(error) => Failure::asked(format!("{pack}/{error}"), error.help.clone()),
        ReweighError::NoFolder => Failure::asked(
            "the pack that came with the command cannot be written",
            "begin a pack of your own on top of it with `ssi rules new DIR`, and reweigh that one",
        ),
    }
}
