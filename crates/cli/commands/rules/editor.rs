//! `ssi rules editor`: help for those who write rules in an editor.

use ssi_report::editor;

use crate::args::rules::Editor;
use crate::output::{Outcome, print};

pub(crate) fn run(args: &Editor) -> Outcome {
    let written = editor::write(&args.folder, env!("CARGO_PKG_VERSION"))?;
    let names: Vec<String> = written.iter().map(|path| format!("{}\n", path.display())).collect();
    print(&names.concat())
}
