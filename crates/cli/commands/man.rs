//! `ssi man`: manual pages, made of the same words as `--help`.

use std::path::Path;

use clap::{Command, CommandFactory};
use ssi_report::write_file;

use crate::args::{Args, Man, VERSION};
use crate::output::{Failure, Outcome, print};

pub(crate) fn run(args: &Man) -> Outcome {
    let mut ssi = Args::command().disable_help_subcommand(true);
    ssi.build();
    if let Some(folder) = &args.out {
        let written = write(&ssi, folder)?;
        return print(&format!("written: {written} pages in {}\n", folder.display()));
    }
    let mut asked = &ssi;
    for word in &args.command {
        asked = asked.find_subcommand(word).ok_or_else(|| {
            let shown = word.escape_debug();
            Failure::asked(format!("there is no command `{shown}`"), "`ssi --help` lists the commands")
        })?;
    }
    print(&String::from_utf8_lossy(&page(asked)?))
}

/// Writes the pages of a command and of all below it, and counts them.
fn write(command: &Command, folder: &Path) -> Result<usize, Failure> {
    let (name, text) = (title(command), page(command)?);
    write_file(&folder.join(format!("{name}.1")), |out| out.write_all(&text))?;
    command.get_subcommands().try_fold(1, |written, below| Ok(written + write(below, folder)?))
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let source = format!("ssi {VERSION}");
    clap_mangen::Man::new(command.clone()).source(source).manual("Manual of ssi").render(&mut text)?;
    Ok(text)
}

/// What a page is called: `ssi-rules-check`.
fn title(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}
