//! `ssi rules fmt`: rules laid out evenly.

use ssi_report::{diff_text, write_file};
use ssi_rules::{Rewritten, layout};

use crate::args::rules::Fmt;
use crate::output::{Failure, Outcome, print};
use crate::session::read_pack;

pub(crate) fn run(args: &Fmt) -> Outcome {
    let pack = read_pack(Some(&args.pack))?;
    if pack.folder().is_none() {
        return Err(Failure::asked(
            "the pack that came with the command cannot be written",
            "name the folder of a pack, as in rules/mine",
        ));
    }
    let shown = args.pack.display();
    let (mut changed, mut rules) = (Vec::new(), 0);
    for file in pack.files.iter().filter(|f| !f.path.starts_with("phrases/")) {
        let before = pack.as_it_lies(&file.path)?;
        let after = layout(&before).map_err(|wrong| {
            let place = format!("{shown}/{}:{}:{}", file.path, wrong.line, wrong.column);
            Failure::asked(format!("{place}: {}; nothing was written", wrong.message), wrong.help)
        })?;
        rules += 1;
        if before != after {
            changed.push(Rewritten { path: file.path.clone(), before, after });
        }
    }
    if changed.is_empty() {
        return print(&format!("{shown}: {rules} files are laid out well\n"));
    }
    if args.check {
        print(&diff_text(&changed))?;
        let files = if changed.len() == 1 { "1 file".to_owned() } else { format!("{} files", changed.len()) };
        return Err(Failure::asked(
            format!("{files} of {shown} would change"),
            format!("`ssi rules fmt {shown}` lays them out"),
        ));
    }
    for file in changed {
        let place = args.pack.join(&file.path);
        write_file(&place, |out| out.write_all(file.after.as_bytes()))?;
        print(&format!("written: {}\n", place.display()))?;
    }
    Ok(())
}
