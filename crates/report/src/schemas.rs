//! The JSON Schemas of all JSON that is written for programs; the files in `docs/schemas` themselves.
//!
//! Each stands alone, in the draft of 2020-12, and lists every field that there can be; a field more is an error, so that none comes
//! without a description. `tests/schemas.rs` holds what commands write against them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::atomic::{WriteError, write_file};

/// What is behind the name in a file's name.
const ENDING: &str = ".schema.json";

/// All schemas by name.
const ALL: [(&str, &str); 27] = [
    ("advice", include_str!("../../../docs/schemas/advice.schema.json")),
    ("bench", include_str!("../../../docs/schemas/bench.schema.json")),
    ("calibration", include_str!("../../../docs/schemas/calibration.schema.json")),
    ("card", include_str!("../../../docs/schemas/card.schema.json")),
    ("changed-members", include_str!("../../../docs/schemas/changed-members.schema.json")),
    ("cohort", include_str!("../../../docs/schemas/cohort.schema.json")),
    ("comparison", include_str!("../../../docs/schemas/comparison.schema.json")),
    ("draft", include_str!("../../../docs/schemas/draft.schema.json")),
    ("drops", include_str!("../../../docs/schemas/drops.schema.json")),
    ("evaluation", include_str!("../../../docs/schemas/evaluation.schema.json")),
    ("fairness", include_str!("../../../docs/schemas/fairness.schema.json")),
    ("findings", include_str!("../../../docs/schemas/findings.schema.json")),
    ("grades", include_str!("../../../docs/schemas/grades.schema.json")),
    ("histogram", include_str!("../../../docs/schemas/histogram.schema.json")),
    ("impact", include_str!("../../../docs/schemas/impact.schema.json")),
    ("insights", include_str!("../../../docs/schemas/insights.schema.json")),
    ("inspection", include_str!("../../../docs/schemas/inspection.schema.json")),
    ("members", include_str!("../../../docs/schemas/members.schema.json")),
    ("moves", include_str!("../../../docs/schemas/moves.schema.json")),
    ("rules", include_str!("../../../docs/schemas/rules.schema.json")),
    ("run-of-a-day", include_str!("../../../docs/schemas/run-of-a-day.schema.json")),
    ("summary", include_str!("../../../docs/schemas/summary.schema.json")),
    ("team", include_str!("../../../docs/schemas/team.schema.json")),
    ("teams", include_str!("../../../docs/schemas/teams.schema.json")),
    ("top", include_str!("../../../docs/schemas/top.schema.json")),
    ("trend", include_str!("../../../docs/schemas/trend.schema.json")),
    ("trial", include_str!("../../../docs/schemas/trial.schema.json")),
];

/// A schema.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Its name: what is described.
    pub name: &'static str,
    /// The schema, as JSON.
    pub text: &'static str,
}

impl Schema {
    /// All of them, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(|&(name, text)| Self { name, text })
    }

    /// The schema of a name.
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|schema| schema.name == name)
    }

    /// Which command writes what it describes, and what that is.
    ///
    /// # Panics
    /// When the schema is no JSON, which a test refuses.
    pub fn about(self) -> (String, String) {
        let schema: Value = serde_json::from_str(self.text).expect("JSON");
        let word = |key: &str| schema[key].as_str().unwrap_or_default().to_owned();
        (word("title"), word("description"))
    }
}

/// Writes all schemas into a folder; files of the same names are replaced, others stay.
///
/// # Errors
/// When a file cannot be written; those before it are there.
pub fn write_schemas(folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    Schema::all()
        .map(|schema| {
            let path = folder.join(format!("{}{ENDING}", schema.name));
            write_file(&path, |out| out.write_all(schema.text.as_bytes()))?;
            Ok(path)
        })
        .collect()
}
