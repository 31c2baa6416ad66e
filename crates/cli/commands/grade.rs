//! `ssi grade`: the texts of any CSV file.

use ssi_corpus::read::{Options, read_texts};
use ssi_report::{Format, grade_sheet, write_file};

use crate::args::Grade;
use crate::output::{Failure, Outcome};
use crate::session::{keep_apart, load_rules};

/// How many rejects are named on the screen.
const NAMED: usize = 5;

pub(crate) fn run(args: &Grade) -> Outcome {
    if let Some(out) = &args.out {
        keep_apart(&args.file, out, "file")?;
    }
    let (model, _) = load_rules(args.rules.as_deref(), &args.set)?;
    let plan = model.grade(&args.kind).ok_or_else(|| {
        Failure::asked(format!("the pack grades no {}", args.kind), format!("add grades/{}.rhai", args.kind))
    })?;
    let file = read_texts(&args.file, &args.text_column, args.id_column.as_deref(), &Options::default())?;
    if file.texts.is_empty() {
        let first = file.rejects.first();
        return Err(Failure::asked(
            format!("{} holds no text that could be read", args.file.display()),
            first.map_or("the file has a header only".to_owned(), |r| {
                format!("line {}: {}", r.line, r.reason)
            }),
        ));
    }
    let graded = grade_sheet(&model, plan, &file, args.signals);
    let format = Format::from(args.format);
    match &args.out {
        Some(path) => write_file(path, |out| graded.sheet.write(format, out))?,
        None => graded.sheet.write(format, &mut std::io::stdout().lock())?,
    }
    let place = args.out.as_ref().map_or(String::new(), |p| format!(", written to {}", p.display()));
    tell!("{} texts graded, mean {:.4}{place}", graded.texts, graded.mean);
    for reject in file.rejects.iter().take(NAMED) {
        tell!("rejected: {}:{}: {}", reject.file, reject.line, reject.reason);
    }
    if file.rejects.len() > NAMED {
        tell!("rejected: {} more rows", file.rejects.len() - NAMED);
    }
    Ok(())
}
