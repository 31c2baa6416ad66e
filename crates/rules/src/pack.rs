//! A pack as files: read from a folder, or carried along in the binary.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::codes::Code;
use crate::diagnostic::Diagnostic;

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
    /// The packs that it may build on before any other.
    pub(crate) carried: Vec<Pack>,
}

/// A pack cannot be read.
#[derive(Debug)]
pub struct PackError {
    /// What kind of mistake it is.
    pub code: Code,
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

impl PackError {
    /// The same as a diagnostic of the pack in `folder`.
    pub fn diagnostic(&self, folder: &Path) -> Diagnostic {
        let inside = self.path.strip_prefix(folder).unwrap_or(&self.path);
        Diagnostic {
            code: self.code,
            severity: self.code.severity(),
            file: if inside.as_os_str().is_empty() {
                ".".to_owned()
            } else {
                inside.to_string_lossy().replace('\\', "/")
            },
            line: 0,
            column: 0,
            length: 0,
            message: self.reason.clone(),
            help: self.help.clone(),
        }
    }

    fn new(code: Code, path: &Path, reason: impl Into<String>, help: &str) -> Self {
        Self { code, path: path.to_owned(), reason: reason.into(), help: help.to_owned() }
    }
}

/// The most bytes that one file of a pack may have. The longest of ours has a tenth of it.
const MOST_BYTES: u64 = 256 * 1024;
/// The most bytes that all files of a pack may have together; ours have half a million.
const MOST_BYTES_IN_ALL: usize = 16 * 1024 * 1024;
/// The most files that a pack may have.
const MOST_FILES: usize = 1000;
/// What some editors put in front of a text; the interpreter would stumble over it.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';
const CANNOT_READ: &str = "look at the permissions of the file and of its folder";

macro_rules! carried {
    ($($path:expr),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../../rules/ssi/", $path)))),+]
    };
}

/// One list of phrases in several languages.
macro_rules! in_languages {
    ($name:literal, [$($code:literal),+]) => {
        carried![$(concat!("phrases/", $name, ".", $code, ".txt")),+]
    };
}

/// Lists of phrases, each in all of some languages.
macro_rules! lists {
    ($codes:tt: $($name:literal),+ $(,)?) => {
        &[$(in_languages!($name, $codes)),+]
    };
}

/// The rules of the default pack, as they were when the binary was built.
const BUILT_IN: &[(&str, &str)] = carried![
    "grades/comment.rhai",
    "grades/headline.rhai",
    "grades/message.rhai",
    "grades/post.rhai",
    "grades/summary.rhai",
    "pack.rhai",
    "phrases/generic-praise.txt",
    "pillars/brand.rhai",
    "pillars/insights.rhai",
    "pillars/people.rhai",
    "pillars/relationships.rhai",
];
/// Its phrases.
const PHRASES: &[&[(&str, &str)]] = lists![
    ["en", "es", "fr", "de", "pt", "it", "nl", "id", "ru", "ar", "hi", "ja", "zh", "ko"]:
    "call-to-action",
    "cold-outreach",
    "generic-praise",
    "promotion",
    "slogans",
    "stock-phrases",
];

/// The text that a file of the default pack had when the binary was built.
pub(crate) fn shipped(path: &str) -> Option<&'static str> {
    let mut all = PHRASES.iter().flat_map(|list| *list).chain(BUILT_IN);
    all.find(|(shipped, _)| *shipped == path).map(|(_, text)| *text)
}

impl Pack {
    /// The default pack `ssi`, as it was when the binary was built.
    pub fn built_in() -> Self {
        let all = PHRASES.iter().flat_map(|list| *list).chain(BUILT_IN);
        let mut files: Vec<PackFile> =
            all.map(|(path, text)| PackFile { path: (*path).into(), text: (*text).into() }).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { name: "ssi".into(), origin: "built in".into(), files, folder: None, carried: Vec::new() }
    }

    /// Reads the folder of a pack: `pack.rhai`, `grades/*.rhai`, `pillars/*.rhai`, `phrases/*.txt`.
    ///
    /// # Errors
    /// When the folder is no pack, a file is too large or is not UTF-8, leads out of the folder, or cannot be read.
    pub fn read(folder: &Path) -> Result<Self, PackError> {
        if !folder.is_dir() {
            let reason = if folder.exists() { "is a file, not a folder" } else { "there is no such folder" };
            return Err(PackError::new(
                Code::NoFolder,
                folder,
                reason,
                "a pack is a folder such as rules/ssi",
            ));
        }
        let real = real_place(folder)?;
        let mut files = Vec::new();
        for (part, ending) in [("", "rhai"), ("grades", "rhai"), ("pillars", "rhai"), ("phrases", "txt")] {
            let place = folder.join(part);
            let entries = match std::fs::read_dir(&place) {
                Ok(entries) => entries,
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
                Err(e) => return Err(PackError::new(Code::CannotRead, &place, e.to_string(), CANNOT_READ)),
            };
            for entry in entries {
                let path = entry
                    .map_err(|e| PackError::new(Code::CannotRead, &place, e.to_string(), CANNOT_READ))?
                    .path();
                if path.extension().is_none_or(|e| e != ending) || !path.is_file() {
                    continue;
                }
                let Some(name) = path.file_name().and_then(|n| n.to_str()) else {
                    return Err(PackError::new(
                        Code::NotText,
                        &path,
                        "has a name that is not UTF-8",
                        "rename the file",
                    ));
                };
                within(&real, &path)?;
                let name = if part.is_empty() { name.to_owned() } else { format!("{part}/{name}") };
                files.push(PackFile { path: name, text: text_of(&path)? });
                few_enough(folder, &files)?;
            }
        }
        let name = folder
            .canonicalize()
            .ok()
            .and_then(|f| f.file_name().map(|n| n.to_string_lossy().into_owned()))
            .unwrap_or_default();
        let pack = Self {
            name,
            origin: folder.display().to_string(),
            files,
            folder: Some(folder.to_owned()),
            carried: Vec::new(),
        };
        pack.in_order(folder)
    }

    /// The folder it was read from; `None` for the one built in and for texts in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The pack as if it lay in another folder, which need not be there yet: beside that one are the packs it may build on.
    #[must_use]
    pub fn moved_to(&self, folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), origin: folder.display().to_string(), ..self.clone() }
    }

    /// The pack with another text in one of its files, or with one more file.
    #[must_use]
    pub fn with_file(&self, path: &str, text: &str) -> Self {
        let mut pack = self.clone();
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).to_owned();
        if let Some(file) = pack.files.iter_mut().find(|f| f.path == path) {
            file.text = text;
        } else {
            pack.files.push(PackFile { path: path.to_owned(), text });
            pack.files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        pack
    }

    /// The text of a file as it lies in the folder, a byte order mark included; of a pack in memory, as it was given.
    ///
    /// # Errors
    /// When the pack has no such file, or when it cannot be read or says something else than when the pack was read.
    pub fn as_it_lies(&self, path: &str) -> Result<String, PackError> {
        let Some(known) = self.files.iter().find(|f| f.path == path).map(|f| f.text.as_str()) else {
            let help = "name a file of the pack, as in pillars/brand.rhai";
            return Err(PackError::new(Code::CannotRead, Path::new(path), "is no file of this pack", help));
        };
        let Some(folder) = &self.folder else { return Ok(known.to_owned()) };
        let place = folder.join(path);
        let text = std::fs::read_to_string(&place)
            .map_err(|e| PackError::new(Code::CannotRead, &place, e.to_string(), CANNOT_READ))?;
        if text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text) != known {
            return Err(PackError::new(
                Code::CannotRead,
                &place,
                "has changed since it was read",
                "try again",
            ));
        }
        Ok(text)
    }

    /// The files of cases beside the rules, `tests/*.csv`, sorted by name. They are no part of the pack: neither its meaning nor its
    /// digest depends on them. None where the pack is no folder.
    ///
    /// # Errors
    /// When the folder `tests` cannot be listed, or something in it is a link that leads out of the pack.
    pub fn tests(&self) -> Result<Vec<PathBuf>, PackError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let place = folder.join("tests");
        let wrong = |e: std::io::Error| PackError::new(Code::CannotRead, &place, e.to_string(), CANNOT_READ);
        let entries = match std::fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(wrong(e)),
        };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(wrong)?.path();
            if path.extension().is_some_and(|e| e == "csv") && path.is_file() {
                let real = real_place(folder)?;
                within(&real, &path)?;
                // The small corpus that its cases may be about.
                let corpus = path.with_extension("");
                if corpus.exists() {
                    within(&real, &corpus)?;
                }
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }

    /// A pack from texts in memory; they are held to the same limits as files.
    ///
    /// # Errors
    /// When there is no `pack.rhai`, a path comes twice, or a text is too large.
    pub fn from_files(name: &str, mut files: Vec<PackFile>) -> Result<Self, PackError> {
        few_enough(Path::new(name), &files)?;
        for file in &mut files {
            small_enough(Path::new(&file.path), file.text.len() as u64)?;
            if let Some(text) = file.text.strip_prefix(BYTE_ORDER_MARK) {
                file.text = text.to_owned();
            }
        }
        Self { name: name.to_owned(), origin: name.to_owned(), files, folder: None, carried: Vec::new() }
            .in_order(Path::new(name))
    }

    /// A pack with all packs that it builds on, the deepest first, as [`Model::packs`](crate::Model::packs) has them: nothing else is looked
    /// for, on whatever machine it is read.
    ///
    /// # Errors
    /// As [`from_files`](Self::from_files), and when there is no pack.
    pub fn carried(packs: Vec<(String, Vec<PackFile>)>) -> Result<Self, PackError> {
        let read = |(depth, (name, files)): (usize, (String, Vec<PackFile>))| {
            // Two of one name are two all the same.
            Ok(Self { origin: format!("{name}, {depth} from below"), ..Self::from_files(&name, files)? })
        };
        let mut packs: Vec<Self> = packs.into_iter().enumerate().map(read).collect::<Result<_, _>>()?;
        let nothing =
            || PackError::new(Code::NoHeader, Path::new("pack"), "there is none", "name at least one");
        let mut top = packs.pop().ok_or_else(nothing)?;
        top.carried = packs;
        Ok(top)
    }

    /// A pack of texts as if they lay in a folder, which need not be there: it builds on what lies beside that.
    ///
    /// # Errors
    /// As [`from_files`](Self::from_files).
    pub fn planned(folder: &Path, files: Vec<PackFile>) -> Result<Self, PackError> {
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let (origin, folder) = (folder.display().to_string(), Some(folder.to_owned()));
        Ok(Self { origin, folder, ..Self::from_files(&name, files)? })
    }

    /// The pack with its files sorted, if they can be one.
    fn in_order(mut self, place: &Path) -> Result<Self, PackError> {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        if let Some(twice) = self.files.windows(2).find(|f| f[0].path == f[1].path) {
            return Err(PackError::new(
                Code::FileTwice,
                Path::new(&twice[0].path),
                "comes twice",
                "leave one out",
            ));
        }
        if !self.files.iter().any(|f| f.path == "pack.rhai") {
            let help = "a pack has a file pack.rhai that names its pillars; see rules/ssi/pack.rhai";
            return Err(PackError::new(Code::NoHeader, place, "has no pack.rhai", help));
        }
        Ok(self)
    }

    /// The pack called `name` on which this one builds: the folder beside it, or the one in the binary.
    pub(crate) fn base(&self, name: &str) -> Result<Self, PackError> {
        let plain =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let help = "a pack builds on `ssi` or on a pack in the folder beside it";
        let missing = |code: Code, reason: &str| PackError::new(code, Path::new(name), reason, help);
        if !plain {
            return Err(missing(Code::PackName, "is no name of a pack: letters, digits, `-` and `_` only"));
        }
        if let Some(place) = self.carried.iter().rposition(|pack| pack.name == name) {
            let mut base = self.carried[place].clone();
            base.carried = self.carried[..place].to_vec();
            return Ok(base);
        }
        // The parent of a path such as `.` is known only where it really lies; a folder to come has the one that is written.
        let parent = self.folder.as_ref().and_then(|f| match f.canonicalize() {
            Ok(real) => real.parent().map(Path::to_owned),
            Err(_) => {
                f.parent().map(|p| if p.as_os_str().is_empty() { PathBuf::from(".") } else { p.to_owned() })
            }
        });
        if let Some(beside) = parent.map(|p| p.join(name))
            && beside.join("pack.rhai").is_file()
        {
            return Self::read(&beside);
        }
        if name == "ssi" {
            Ok(Self::built_in())
        } else {
            Err(missing(Code::UnknownPack, "is no pack that can be found"))
        }
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

/// Where a file or folder lies, links followed.
fn real_place(path: &Path) -> Result<PathBuf, PackError> {
    path.canonicalize().map_err(|e| PackError::new(Code::CannotRead, path, e.to_string(), CANNOT_READ))
}

/// Refuses links that lead out of a pack: what a stranger's pack links to would be read, and shown where it is no rule.
fn within(pack: &Path, path: &Path) -> Result<(), PackError> {
    if real_place(path)?.starts_with(pack) {
        return Ok(());
    }
    let help = "put a copy of the file in the place of the link";
    Err(PackError::new(Code::LinkOut, path, "is a link that leads out of the pack", help))
}

/// The text of a file, without a byte order mark.
fn text_of(path: &Path) -> Result<String, PackError> {
    let mut bytes = Vec::new();
    // One byte past the ceiling, so that a file that grows while it is read is refused too.
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|e| PackError::new(Code::CannotRead, path, e.to_string(), CANNOT_READ))?;
    if bytes.len() as u64 > MOST_BYTES {
        let size = std::fs::metadata(path).map_or(bytes.len() as u64, |m| m.len());
        small_enough(path, size.max(MOST_BYTES + 1))?;
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let before = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = before.split(|b| *b == b'\n').count();
        PackError::new(
            Code::NotText,
            path,
            format!("is not UTF-8 text (line {line})"),
            "save the file as UTF-8",
        )
    })?;
    Ok(text.strip_prefix(BYTE_ORDER_MARK).map(str::to_owned).unwrap_or(text))
}

fn small_enough(path: &Path, bytes: u64) -> Result<(), PackError> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let reason = format!("has {bytes} bytes, a file of a pack may have {MOST_BYTES}");
    Err(PackError::new(Code::FileTooLarge, path, reason, "split the file, or take out what is not a rule"))
}

fn few_enough(place: &Path, files: &[PackFile]) -> Result<(), PackError> {
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    let reason = if files.len() > MOST_FILES {
        format!("has more than {MOST_FILES} files")
    } else if bytes > MOST_BYTES_IN_ALL {
        format!("has more than {MOST_BYTES_IN_ALL} bytes in all its files")
    } else {
        return Ok(());
    };
    Err(PackError::new(Code::TooManyFiles, place, reason, "take out what is not part of the pack"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binary_carries_the_whole_default_pack() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/ssi");
        let read = Pack::read(&folder).expect("the default pack");
        assert_eq!(
            Pack::built_in().files,
            read.files,
            "list every file of rules/ssi in BUILT_IN and PHRASES"
        );
    }
}
