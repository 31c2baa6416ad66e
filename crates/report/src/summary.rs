//! `summary.json`: what was scored, with what, and what came out; enough to run it again.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use ssi_corpus::finding::Finding;
use ssi_score::standing::{Figures, Group, Grouping};
use ssi_score::{Scores, Stats};

use crate::atomic::{WriteError, write_file};
use crate::json::pretty;
use crate::sheet::Format;

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

/// A band and who is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BandSummary {
    /// Its name.
    pub band: String,
    /// How many members.
    pub members: usize,
}

/// A pillar over all members.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PillarSummary {
    /// The mean points of those with data.
    pub mean: f64,
    /// How many they are.
    pub members_with_data: usize,
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

/// Odd rows of an input file that are no rejects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingSummary {
    /// What the file was read as.
    pub table: String,
    /// What is odd: `DUPLICATE ROWS`, `REPEATED IDS`, `NO TIME`, `ORPHANS` or `SELF-REFERENCES`.
    pub what: String,
    /// How many rows.
    pub rows: u64,
    /// One of them.
    pub example: String,
    /// What is odd and what follows, after the number of rows.
    pub meaning: String,
}

impl From<&Finding> for FindingSummary {
    fn from(finding: &Finding) -> Self {
        Self {
            table: finding.file.file().name.to_owned(),
            what: finding.what.name().to_owned(),
            rows: finding.rows,
            example: finding.example.clone(),
            meaning: finding.meaning.clone(),
        }
    }
}

impl BandSummary {
    /// All bands, from the lowest.
    pub fn all(stats: &Stats) -> Vec<Self> {
        stats.bands.iter().map(|(band, _, n)| Self { band: band.clone(), members: *n }).collect()
    }
}

impl PillarSummary {
    /// All pillars, with their means as `rounded` has them.
    pub fn all(stats: &Stats, rounded: impl Fn(f64) -> f64) -> BTreeMap<String, Self> {
        let one = |(id, mean, n): &(String, f64, usize)| {
            (id.clone(), Self { mean: rounded(*mean), members_with_data: *n })
        };
        stats.pillars.iter().map(one).collect()
    }
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
    /// The tables of members that lie beside this file, one a format.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<String>,
    /// In a history: the BLAKE3 digest of the table of that day, by which a torn or garbled one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_blake3: Option<String>,
    /// What was scored: folders, files, archives. Written relative to the folder of this file, as all paths: so a run can be
    /// looked at from anywhere, corpus and results can be moved together, and no name of a machine or of its user stands in a
    /// result. One path is written as a string, several as a list; `-` is standard input.
    #[serde(with = "one_or_many")]
    pub corpus: Vec<PathBuf>,
    /// What was said about how to read it, by the names of the flags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reading: BTreeMap<String, String>,
    /// The mapping that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<PathBuf>,
    /// The key of the pseudonyms that stand in the place of ids, if they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pseudonyms: Option<PathBuf>,
    /// The folder of the pack; none for the one built in.
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
    pub bands: Vec<BandSummary>,
    /// The pillars, by their ids.
    pub pillars: BTreeMap<String, PillarSummary>,
    /// The industries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub industries: Vec<GroupSummary>,
    /// The teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<GroupSummary>,
    /// Rows rejected.
    pub rejected: usize,
    /// Odd rows that are no rejects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingSummary>,
    /// What was read.
    pub inputs: Vec<Input>,
}

/// Writes the summary; its paths are meant as they can be opened now.
///
/// # Errors
/// When the file cannot be written.
pub fn write_summary(summary: &Summary, path: &Path) -> Result<(), WriteError> {
    let folder = folder_of(path);
    // A path can be told from a folder only once the folder is there.
    std::fs::create_dir_all(folder).map_err(|reason| WriteError { path: path.to_owned(), reason })?;
    let told = |path: &PathBuf| from_folder(folder, path);
    let summary = Summary {
        corpus: summary
            .corpus
            .iter()
            .map(|path| if is_pipe(path) { path.clone() } else { told(path) })
            .collect(),
        mapping: summary.mapping.as_ref().map(told),
        pseudonyms: summary.pseudonyms.as_ref().map(told),
        rules: summary.rules.as_ref().map(told),
        ..summary.clone()
    };
    write_file(path, |out| out.write_all(pretty(&summary).as_bytes()))
}

/// Reads a summary back, to run the same again; `None` where there is none or it is not one of ours.
///
/// Its paths come back as they can be opened from here.
pub fn read_summary(path: &Path) -> Option<Summary> {
    let mut summary: Summary = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    let folder = folder_of(path);
    for path in summary.corpus.iter_mut().filter(|path| !is_pipe(path)) {
        *path = tidy(&folder.join(&*path));
    }
    for path in [&mut summary.mapping, &mut summary.pseudonyms, &mut summary.rules].into_iter().flatten() {
        *path = tidy(&folder.join(&*path));
    }
    Some(summary)
}

/// Makes room for a table of members: those of a former run in other formats go away, unless it was the same run.
///
/// Tables of two runs side by side would be taken for one. Only what the former summary names is taken away. Notes in
/// `summary` which tables there will be; returns the ones that went.
///
/// # Errors
/// When one is there and cannot be taken away.
pub fn make_room(folder: &Path, table: &str, summary: &mut Summary) -> Result<Vec<PathBuf>, WriteError> {
    // Paths can be typed in many ways; what was read is told by its digests.
    let run = |s: &Summary| Summary {
        corpus: Vec::new(),
        mapping: None,
        pseudonyms: None,
        rules: None,
        tables: Vec::new(),
        ..s.clone()
    };
    let former = read_summary(&folder.join("summary.json"));
    let same = former.as_ref().is_some_and(|former| run(former) == run(summary));
    let ours =
        |name: &String| Format::ALL.iter().any(|format| *name == format!("members.{}", format.ending()));
    let others = former.map_or(Vec::new(), |former| former.tables);
    let others = others.into_iter().filter(|name| ours(name) && name != table);
    summary.tables = vec![table.to_owned()];
    let mut gone = Vec::new();
    for name in others {
        let path = folder.join(&name);
        if same {
            summary.tables.push(name);
            continue;
        }
        match std::fs::remove_file(&path) {
            Ok(()) => gone.push(path),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(reason) => return Err(WriteError { path, reason }),
        }
    }
    summary.tables.sort();
    Ok(gone)
}

/// Whether a path stands for standard input.
pub fn is_pipe(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// One path as a string, several as a list.
mod one_or_many {
    use std::path::PathBuf;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Paths {
        One(PathBuf),
        Many(Vec<PathBuf>),
    }

    pub(super) fn serialize<S: Serializer>(paths: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
        match paths {
            [one] => one.serialize(to),
            many => many.serialize(to),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
        Ok(match Paths::deserialize(from)? {
            Paths::One(one) => vec![one],
            Paths::Many(many) => many,
        })
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A path as it is told from a folder; as it lies on the machine where no way leads from one to the other.
fn from_folder(folder: &Path, path: &Path) -> PathBuf {
    let (Ok(from), Ok(to)) = (folder.canonicalize(), path.canonicalize()) else {
        return std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    };
    let same = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return to;
    }
    let up = from.components().skip(same).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to.components().skip(same)).collect();
    if way.as_os_str().is_empty() { PathBuf::from(".") } else { way }
}

/// `results/../corpus` is `corpus`, unless `results` is a link to somewhere else.
fn tidy(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for part in path.components() {
        let turns_back = part == Component::ParentDir
            && matches!(short.components().next_back(), Some(Component::Normal(_)));
        if turns_back {
            short.pop();
        } else if part != Component::CurDir {
            short.push(part);
        }
    }
    if short.as_os_str().is_empty() {
        short.push(".");
    }
    match (short.canonicalize(), path.canonicalize()) {
        (Ok(a), Ok(b)) if a == b => short,
        _ => path.to_owned(),
    }
}
