//! `summary.json`: what was scored, with what, and what came out; enough to run it again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ssi_score::Scores;
use ssi_score::standing::{Figures, Group, Grouping};

use crate::atomic::{WriteError, write_file};

/// An input file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Its path inside the corpus.
    pub file: String,
    /// What it was read as.
    pub table: String,
    /// Its size.
    pub bytes: u64,
    /// Its BLAKE3 digest.
    pub blake3: String,
    /// Rows taken over.
    pub rows: u64,
    /// Rows that a mapping left out.
    pub filtered: u64,
    /// Rows rejected.
    pub rejected: u64,
}

/// An industry or a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupSummary {
    /// Its name.
    pub name: String,
    /// How many members.
    pub members: usize,
    /// Their mean score.
    pub mean: f64,
    /// Their score in the middle.
    pub median: f64,
    /// For each pillar the mean of those with evidence.
    pub pillars: BTreeMap<String, f64>,
}

impl GroupSummary {
    /// All groups of one kind, in the order of their names.
    pub fn all(scores: &Scores, grouping: Option<&Grouping<'_>>) -> Vec<Self> {
        let one = |group: &Group<'_>| {
            let figures = Figures::of(scores, &group.members)?;
            let means = scores.pillars.iter().zip(&figures.pillars);
            Some(Self {
                name: group.name.to_owned(),
                members: figures.members,
                mean: figures.mean.value(),
                median: figures.median.value(),
                pillars: means.filter_map(|(p, mean)| Some((p.id.clone(), mean.as_ref()?.value()))).collect(),
            })
        };
        grouping.iter().flat_map(|g| &g.groups).filter_map(one).collect()
    }
}

/// A run and its outcome. Holds no time and no machine, so that the same run gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The version of ssi.
    pub version: String,
    /// What the number is.
    pub note: String,
    /// The folder that was scored.
    pub corpus: PathBuf,
    /// The mapping that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<PathBuf>,
    /// The pack that was asked for; none for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<PathBuf>,
    /// The pack's title.
    pub title: String,
    /// The BLAKE3 digest of the pack.
    pub rules_blake3: String,
    /// Weights set on the command line.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, f64>,
    /// The day of the score.
    pub as_of: String,
    /// The window in days.
    pub window_days: u32,
    /// How many members.
    pub members: usize,
    /// The mean score.
    pub mean: f64,
    /// The score in the middle.
    pub median: f64,
    /// The lowest score.
    pub lowest: f64,
    /// The highest score.
    pub highest: f64,
    /// The mean coverage.
    pub coverage: f64,
    /// Members in each band.
    pub bands: Vec<(String, usize)>,
    /// For each pillar the mean of those with evidence and how many they are.
    pub pillars: BTreeMap<String, (f64, usize)>,
    /// The industries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub industries: Vec<GroupSummary>,
    /// The teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<GroupSummary>,
    /// Rows rejected.
    pub rejected: usize,
    /// What was read.
    pub inputs: Vec<Input>,
}

/// Writes the summary.
///
/// # Errors
/// When the file cannot be written.
pub fn write_summary(summary: &Summary, path: &Path) -> Result<(), WriteError> {
    write_file(path, |out| {
        serde_json::to_writer_pretty(&mut *out, summary)?;
        out.write_all(b"\n")
    })
}

/// Reads a summary back, to run the same again; `None` where there is none or it is not one of ours.
pub fn read_summary(path: &Path) -> Option<Summary> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}
