//! A pack as files: read from a folder, or carried along in the binary.

use std::path::{Path, PathBuf};

/// One file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its path inside the pack, with `/` between folders.
    pub path: String,
    /// What it says, without a byte order mark.
    pub text: String,
}

/// The files of a pack and of the packs that it builds on.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its name: the folder's.
    pub name: String,
    /// Where it came from: a path, or "built in".
    pub origin: String,
    /// Its files, sorted by path.
    pub files: Vec<PackFile>,
    /// The folder beside which the packs lie that it may build on.
    pub(crate) folder: Option<PathBuf>,
}

/// A pack cannot be read.
#[derive(Debug)]
pub struct PackError {
    /// Which file or folder.
    pub path: PathBuf,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub help: String,
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for PackError {}

/// The most bytes that one file of a pack may have. The longest of ours has a tenth of it.
const MOST_BYTES: u64 = 256 * 1024;
/// The most files that a pack may have.
const MOST_FILES: usize = 1000;

macro_rules! carried {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../../rules/ssi/", $path)))),+]
    };
}

/// The default pack, as it was when the binary was built.
const BUILT_IN: &[(&str, &str)] = carried![
    "grades/comment.rhai",
    "grades/headline.rhai",
    "grades/message.rhai",
    "grades/post.rhai",
    "grades/summary.rhai",
    "pack.rhai",
    "phrases/generic-praise.txt",
    "phrases/promotion.txt",
    "pillars/brand.rhai",
    "pillars/insights.rhai",
    "pillars/people.rhai",
    "pillars/relationships.rhai",
];

impl Pack {
    /// The default pack `ssi`, as it was when the binary was built.
    pub fn built_in() -> Self {
        let files = BUILT_IN.iter().map(|(path, text)| PackFile { path: (*path).into(), text: (*text).into() });
        Self { name: "ssi".into(), origin: "built in".into(), files: files.collect(), folder: None }
    }

    /// Reads the folder of a pack: `pack.rhai`, `grades/*.rhai`, `pillars/*.rhai`, `phrases/*.txt`.
    ///
    /// # Errors
    /// When the folder is no pack, a file is too large or is not UTF-8, or cannot be read.
    pub fn read(folder: &Path) -> Result<Self, PackError> {
        let fail = |path: &Path, reason: String, help: &str| PackError {
            path: path.to_owned(),
            reason,
            help: help.to_owned(),
        };
        if !folder.is_dir() {
            let reason = if folder.exists() { "is a file, not a folder" } else { "there is no such folder" };
            return Err(fail(folder, reason.into(), "a pack is a folder such as rules/ssi"));
        }
        let mut files = Vec::new();
        for (part, ending) in [("", "rhai"), ("grades", "rhai"), ("pillars", "rhai"), ("phrases", "txt")] {
            let place = folder.join(part);
            let entries = match std::fs::read_dir(&place) {
                Ok(entries) => entries,
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
                Err(e) => return Err(fail(&place, e.to_string(), "")),
            };
            for entry in entries {
                let path = entry.map_err(|e| fail(&place, e.to_string(), ""))?.path();
                let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
                if path.extension().is_none_or(|e| e != ending) || !path.is_file() {
                    continue;
                }
                let size = std::fs::metadata(&path).map_or(0, |m| m.len());
                if size > MOST_BYTES {
                    let reason = format!("has {size} bytes; a file of a pack may have {MOST_BYTES}");
                    return Err(fail(&path, reason, "split the file, or take out what is not a rule"));
                }
                let bytes = std::fs::read(&path).map_err(|e| fail(&path, e.to_string(), ""))?;
                let text = String::from_utf8(bytes).map_err(|e| {
                    let at = e.utf8_error().valid_up_to();
                    fail(&path, format!("is not UTF-8 text (byte {at})"), "save the file as UTF-8")
                })?;
                let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
                let path = if part.is_empty() { name } else { format!("{part}/{name}") };
                files.push(PackFile { path, text });
                if files.len() > MOST_FILES {
                    return Err(fail(folder, format!("has more than {MOST_FILES} files"), ""));
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        if !files.iter().any(|f| f.path == "pack.rhai") {
            let help = "a pack has a file pack.rhai that names its pillars; see rules/ssi/pack.rhai";
            return Err(fail(folder, "has no pack.rhai".into(), help));
        }
        let name = folder
            .canonicalize()
            .ok()
            .and_then(|f| f.file_name().map(|n| n.to_string_lossy().into_owned()))
            .unwrap_or_default();
        Ok(Self { name, origin: folder.display().to_string(), files, folder: Some(folder.to_owned()) })
    }

    /// The pack called `name` on which this one builds: the folder beside it, or the one in the binary.
    pub(crate) fn base(&self, name: &str) -> Result<Self, PackError> {
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let missing = |reason: &str| PackError {
            path: PathBuf::from(name),
            reason: reason.to_owned(),
            help: "a pack builds on `ssi` or on a pack in the folder beside it".to_owned(),
        };
        if !plain {
            return Err(missing("is no name of a pack: letters, digits, `-` and `_` only"));
        }
        if let Some(beside) = self.folder.as_ref().and_then(|f| f.parent()).map(|p| p.join(name))
            && beside.join("pack.rhai").is_file()
        {
            return Self::read(&beside);
        }
        if name == "ssi" { Ok(Self::built_in()) } else { Err(missing("there is no pack of that name")) }
    }

    /// The BLAKE3 digest of all paths and texts.
    pub(crate) fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for file in &self.files {
            for part in [&file.path, &file.text] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binary_carries_the_whole_default_pack() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/ssi");
        let read = Pack::read(&folder).expect("the default pack");
        assert_eq!(Pack::built_in().files, read.files, "list every file of rules/ssi in BUILT_IN");
    }
}
