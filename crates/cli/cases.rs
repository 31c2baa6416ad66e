//! The files of cases beside a pack's rules, read.

use std::path::Path;

use ssi_corpus::data::Corpus;
use ssi_corpus::read::{self, Error, Options, TextTable, read_columns};
use ssi_rules::{Model, Pack};
use ssi_score::trial::{CaseFile, Sheet, columns_of};

use crate::output::Failure;

/// What a file has to begin with.
const HEADER: &str =
    "begin it with a line such as `text,rule,expect` or `member,rule,expect`; see `ssi rules test --help`";

/// All cases of a pack, file by file; what cannot be read is a fault of its file.
pub(crate) fn read_cases(pack: &Pack, model: &Model) -> Result<Vec<CaseFile>, Failure> {
    let options = Options::default();
    let file = |path: &Path| {
        let folder = path.with_extension("");
        let corpus = folder.is_dir().then(|| corpus(&folder, &options));
        let sheet = Sheet { path: path.display().to_string(), table: table(path, &options), corpus };
        CaseFile::new(model, sheet)
    };
    Ok(pack.tests()?.iter().map(|path| file(path)).collect())
}

/// The columns that cases are made of.
fn table(path: &Path, options: &Options) -> Result<TextTable, (String, String)> {
    // Every file has this one, so the others are found by looking at the header under which it stands.
    let found = read_columns(path, &["expect"], options);
    let names = found.map_err(|e| (e.to_string(), HEADER.to_owned()))?.names;
    read_columns(path, &columns_of(&names), options).map_err(|e| told(&e))
}

/// A small corpus. A row of it that cannot be used would make cases say something else than is written.
fn corpus(folder: &Path, options: &Options) -> Result<Corpus, (String, String)> {
    let corpus = read::read(folder, options, &()).map_err(|e| told(&e))?;
    match corpus.rejects.first() {
        None => Ok(corpus),
        Some(first) => Err((
            format!("{}/{}:{}: {}: {}", folder.display(), first.file, first.line, first.column, first.reason),
            "mend the row; see `ssi columns --files`".to_owned(),
        )),
    }
}

fn told(error: &Error) -> (String, String) {
    (error.to_string(), error.help().unwrap_or_else(|| "see `ssi rules test --help`".to_owned()))
}
