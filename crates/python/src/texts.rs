//! Texts alone, without anybody who wrote them: grades and signals.

use pyo3::prelude::*;
use pyo3::types::PyAny;
use ssi_corpus::input::Input;
use ssi_corpus::read::{Options, TextFile, read_texts_of};
use ssi_report::{grade_sheet, signal_sheet};

use crate::arrow::{self, Table};
use crate::error;
use crate::pack::given;
use crate::work::apart;

/// Grades texts: one row a text, in their order, with `id` (its number, from 1), `grade` (0 to 1, null where nothing that the rules weigh
/// is known of it) and each rule's part of the grade.
#[pyfunction]
#[pyo3(signature = (texts, *, kind = "post", pack = None))]
pub(crate) fn grade(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    kind: &str,
    pack: Option<&Bound<'_, PyAny>>,
) -> PyResult<Table> {
    let (table, pack) = (arrow::texts(texts)?, given(py, pack)?);
    let (model, kind) = (pack.get().model.clone(), kind.to_owned());
    apart(py, move |stop| {
        let plan = model.grade(&kind).ok_or_else(|| {
            let kinds: Vec<&str> = model.grades.iter().map(|grade| grade.kind.as_str()).collect();
            error::asked(&format!("the pack grades no {kind}"), &format!("it grades {}", kinds.join(", ")))
        })?;
        let file = read(table)?;
        stop.look();
        Table::of(&grade_sheet(&model, plan, &file, false).sheet)
    })?
}

/// Every signal of texts: one row a text, in their order; `ssi columns --signals` says what each means.
#[pyfunction]
pub(crate) fn signals(py: Python<'_>, texts: &Bound<'_, PyAny>) -> PyResult<Table> {
    let (table, pack) = (arrow::texts(texts)?, given(py, None)?);
    let model = pack.get().model.clone();
    apart(py, move |stop| {
        let file = read(table)?;
        stop.look();
        Table::of(&signal_sheet(&model, &file))
    })?
}

/// The texts, every one of them: what comes out stands beside what went in.
fn read(table: ssi_corpus::input::Table) -> PyResult<TextFile> {
    let input = Input::of_tables(vec![table]);
    let options = Options { max_record: usize::MAX, ..Options::default() };
    let file = read_texts_of(&input.entries[0], "text", None, &options).map_err(|e| error::corpus(&e))?;
    match file.rejects.first() {
        Some(reject) => Err(error::unread(&format!("text {}: {}", reject.line, reject.reason), "")),
        None => Ok(file),
    }
}
