//! `ssi rules new`: the first files of a pack on top of another.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use ssi_report::{is_taken, write_file};
use ssi_rules::{Pack, load, template};
use ssi_score::vocabulary::vocabulary;

use crate::args::rules::New;
use crate::output::{Failure, Outcome, print, show};
use crate::session::{BUILT_IN, load_rules};

pub(crate) fn run(args: &New) -> Outcome {
    let folder = &args.pack;
    if is_taken(folder) || folder.is_file() {
        let message = format!("{} is there already", folder.display());
        return Err(Failure::asked(message, "name a new folder, so that nothing of yours is overwritten"));
    }
    let base = base(args)?;
    let (below, _) = load_rules(Some(&args.extends), &[])?;
    let name = folder.file_name().map_or_else(|| "pack".into(), |n| n.to_string_lossy());
    let title = args.title.clone().unwrap_or_else(|| format!("{} ({name})", below.title));
    let files = template(&base, &title, &below.pillars[0].id);
    let pack = Pack::from_files(&name, files)?.moved_to(folder);
    match load(&pack, &vocabulary()) {
        Ok((_, told)) => show(&told),
        Err(told) => {
            show(&told);
            return Err(Failure::Rules(format!(
                "no pack can begin on {}; nothing was written",
                args.extends.display()
            )));
        }
    }
    let mut out = String::new();
    for file in &pack.files {
        let place = folder.join(&file.path);
        write_file(&place, |out| out.write_all(file.text.as_bytes()))?;
        let _ = writeln!(out, "written: {}", place.display());
    }
    let shown = folder.display();
    print(&format!(
        "{out}\nLook at it, change it, and try it:\n  ssi rules check {shown}\n  ssi rules diff {} {shown} --on CORPUS\n",
        args.extends.display()
    ))
}

/// The name by which the new pack asks for its base: that of a folder beside it, or `ssi` for the one built in.
fn base(args: &New) -> Result<String, Failure> {
    if args.extends == Path::new(BUILT_IN) && !args.extends.exists() {
        return Ok("ssi".to_owned());
    }
    let real = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        path.canonicalize().ok()
    };
    let below: Option<PathBuf> = real(&args.extends);
    let beside = args.pack.parent().and_then(real);
    match below.as_ref().and_then(|b| Some((b.parent()?, b.file_name()?.to_str()?))) {
        Some((parent, name)) if beside.as_deref() == Some(parent) => Ok(name.to_owned()),
        Some(_) => {
            let message = "a pack builds on one in the folder beside it, and";
            let (below, pack) = (args.extends.display(), args.pack.display());
            Err(Failure::asked(
                format!("{message} {below} is not beside {pack}"),
                format!("make the new pack beside it, or write `--extends {BUILT_IN}`"),
            ))
        }
        // `load_rules` says what is wrong with it.
        None => load_rules(Some(&args.extends), &[]).map(|(model, _)| model.name),
    }
}
