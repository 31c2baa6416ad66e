//! Packs of rules.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyAny;
use ssi_report::rules_json;
use ssi_rules::{Model, PackFile};
use ssi_score::vocabulary::vocabulary;

use crate::error;

/// A pack of rules, read and understood: the one built in, or that of a folder.
///
/// Packs never change: `reweigh` makes another one.
#[pyclass(module = "ssi", frozen)]
pub(crate) struct Pack {
    origin: String,
    pub(crate) model: Arc<Model>,
}

#[pymethods]
impl Pack {
    #[new]
    #[pyo3(signature = (path = None))]
    fn new(py: Python<'_>, path: Option<PathBuf>) -> PyResult<Self> {
        py.detach(|| {
            let pack = match path {
                None => ssi_rules::Pack::built_in(),
                Some(path) => {
                    ssi_rules::Pack::read(&path).map_err(|e| error::pack(&e.to_string(), &e.help))?
                }
            };
            let (model, _) = ssi_rules::load(&pack, &vocabulary()).map_err(|found| error::rules(&found))?;
            Ok(Self { origin: pack.origin, model: Arc::new(model) })
        })
    }

    /// What the pack is called.
    #[getter]
    fn title(&self) -> &str {
        &self.model.title
    }

    /// Where it was read: a folder, or `built in`.
    #[getter]
    fn origin(&self) -> &str {
        &self.origin
    }

    /// BLAKE3 of its files, in hexadecimal; of a reweighed pack that of the pack it was made of.
    #[getter]
    fn digest(&self) -> &str {
        &self.model.digest
    }

    /// The days of activity that count.
    #[getter]
    fn window_days(&self) -> u32 {
        self.model.window_days
    }

    /// The kinds of texts that it grades: `post`, `comment` and so on.
    #[getter]
    fn kinds(&self) -> Vec<String> {
        self.model.grades.iter().map(|grade| grade.kind.clone()).collect()
    }

    /// The weight of each rule, by id.
    #[getter]
    fn weights(&self) -> BTreeMap<String, f64> {
        self.model.rules().map(|rule| (rule.id.clone(), rule.weight)).collect()
    }

    /// Every rule as a dict: id, title, sentence, formula, weight, points, comment and place, as `ssi rules list --json` has it.
    #[getter]
    fn rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &rules_json(&self.model, &self.origin))?.get_item("rules")
    }

    /// The same pack with other weights, by rule id, each at least 0. Nothing is written.
    fn reweigh(&self, weights: BTreeMap<String, f64>) -> PyResult<Self> {
        let mut model = Model::clone(&self.model);
        for (rule, weight) in weights {
            if !(weight.is_finite() && weight >= 0.0) {
                return Err(error::pack(
                    &format!("the weight of {rule} is {weight}"),
                    "a weight is a number of at least 0",
                ));
            }
            model.reweigh(&rule, weight).map_err(|e| error::pack(&e.to_string(), ""))?;
        }
        Ok(Self { origin: self.origin.clone(), model: Arc::new(model) })
    }

    /// What `pickle` and engines on many machines carry: all files of the pack and of those that it builds on, and its numbers.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Carried)> {
        let model = &self.model;
        let packs = model.packs.iter().map(|(name, files)| {
            let files = files.iter().map(|file| (file.path.clone(), file.text.clone()));
            (name.clone(), files.collect())
        });
        let how = py.import("ssi._ssi")?.getattr("_carried")?;
        Ok((how, (self.origin.clone(), packs.collect(), self.weights(), model.window_days)))
    }

    fn __repr__(&self) -> String {
        format!("<ssi.Pack {}: {}, {} rules>", self.origin, self.model.title, self.model.rules().count())
    }
}

/// Where a pack comes from, its files and those of the packs below, the deepest first; the weight of each rule, and the days that count.
type Carried = (String, Vec<(String, Vec<(String, String)>)>, BTreeMap<String, f64>, u32);

/// A pack as it was pickled.
#[pyfunction]
#[pyo3(name = "_carried")]
pub(crate) fn carried(
    py: Python<'_>,
    origin: String,
    packs: Vec<(String, Vec<(String, String)>)>,
    weights: BTreeMap<String, f64>,
    window_days: u32,
) -> PyResult<Pack> {
    py.detach(|| {
        let file = |(path, text)| PackFile { path, text };
        let packs = packs.into_iter().map(|(name, files)| (name, files.into_iter().map(file).collect()));
        let pack =
            ssi_rules::Pack::carried(packs.collect()).map_err(|e| error::pack(&e.to_string(), &e.help))?;
        let (mut model, _) = ssi_rules::load(&pack, &vocabulary()).map_err(|found| error::rules(&found))?;
        for (rule, weight) in weights {
            model.reweigh(&rule, weight).map_err(|e| error::pack(&e.to_string(), ""))?;
        }
        model.window_days = window_days;
        Ok(Pack { origin, model: Arc::new(model) })
    })
}

/// What was given where a pack is asked for: a pack, the path of one, or nothing for the one built in.
pub(crate) fn given(py: Python<'_>, pack: Option<&Bound<'_, PyAny>>) -> PyResult<Py<Pack>> {
    match pack {
        Some(pack) => match pack.cast::<Pack>() {
            Ok(pack) => Ok(pack.clone().unbind()),
            Err(_) => Py::new(py, Pack::new(py, Some(pack.extract::<PathBuf>()?))?),
        },
        None => Py::new(py, Pack::new(py, None)?),
    }
}

/// JSON as Python has it.
pub(crate) fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}
