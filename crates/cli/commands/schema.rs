//! `ssi schema`: what the JSON of every command holds.

use std::fmt::Write as _;

use ssi_report::{Schema, write_schemas};

use crate::args;
use crate::output::{Failure, Outcome, print};

pub(crate) fn run(args: &args::Schema) -> Outcome {
    if let Some(folder) = &args.out {
        let written = write_schemas(folder)?;
        return print(&format!("written: {} schemas in {}\n", written.len(), folder.display()));
    }
    let Some(name) = &args.name else { return print(&list()) };
    match Schema::find(name) {
        Some(schema) => print(schema.text),
        None => Err(no_such_schema(name)),
    }
}

fn list() -> String {
    let mut out = String::new();
    for schema in Schema::all() {
        let (command, about) = schema.about();
        let _ = writeln!(out, "{:<16} {command}\n{:<16} {about}", schema.name, "");
    }
    out
}

fn no_such_schema(asked: &str) -> Failure {
    let near = Schema::all()
        .map(|schema| (strsim::jaro_winkler(schema.name, asked), schema.name))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let help = match near {
        Some((likeness, name)) if likeness > 0.8 => format!("did you mean `{name}`?"),
        _ => "`ssi schema` lists the names".to_owned(),
    };
    Failure::asked(format!("there is no schema `{}`", asked.escape_debug()), help)
}
