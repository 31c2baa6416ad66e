//! `ssi grade`: the texts of any CSV file.

use ssi_corpus::read::{Options, read_texts};
use ssi_report::{Format, grade_sheet, write_file};

use crate::args::Grade;
use crate::output::{Failure, Outcome, fits, print_table};
use crate::session::{in_one_line, keep_apart, load_rules};

/// How many texts got a grade, and the mean of those.
fn in_figures(texts: usize, graded: usize, mean: f64) -> String {
    let noun = if texts == 1 { "text" } else { "texts" };
    match graded {
        0 => format!("0 of {texts} {noun} graded: nothing that the rules weigh is known of them"),
        _ if graded < texts => format!("{graded} of {texts} {noun} graded, mean {mean:.4}"),
        _ => format!("{texts} {noun} graded, mean {mean:.4}"),
    }
}

/// How many rejects are named on the screen.
const NAMED: usize = 5;

pub(crate) fn run(args: &Grade) -> Outcome {
    if let Some(out) = &args.out {
        keep_apart(std::slice::from_ref(&args.file), out, "file")?;
    }
    let (model, _) = load_rules(args.rules.as_deref(), &args.set)?;
    let plan = model.grade(&args.kind).ok_or_else(|| {
        Failure::asked(format!("the pack grades no {}", args.kind), format!("add grades/{}.rhai", args.kind))
    })?;
    let options = Options { dialect: args.written.overrides(), ..Options::default() };
    let file = read_texts(&args.file, &args.text_column, args.id_column.as_deref(), &options)?;
    if file.texts.is_empty() {
        let first = file.rejects.first();
        return Err(Failure::asked(
            format!("{} holds no text that could be read", args.file.display()),
            first.map_or("the file has a header only".to_owned(), |r| {
                format!("line {}: {}", r.line, r.reason)
            }),
        ));
    }
    args.tolerance.check(&file.rejects, 0, None)?;
    let graded = grade_sheet(&model, plan, &file, args.signals);
    let sheet = graded.sheet.raw_cells(args.raw_cells);
    let format = Format::from(args.format);
    fits(&sheet, format)?;
    match &args.out {
        Some(path) => write_file(path, |out| sheet.write(format, out))?,
        None => print_table(&sheet, format)?,
    }
    let place = args.out.as_ref().map_or(String::new(), |p| format!(", written to {}", p.display()));
    tell!("{}{place}", in_figures(graded.texts, graded.graded, graded.mean));
    for reject in file.rejects.iter().take(NAMED) {
        tell!("rejected: {}", in_one_line(&format!("{}:{}: {}", reject.file, reject.line, reject.reason)));
    }
    if file.rejects.len() > NAMED {
        tell!("rejected: {} more rows", file.rejects.len() - NAMED);
    }
    Ok(())
}
