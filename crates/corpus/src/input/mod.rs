//! Where bytes come from: folders, files, archives, pipes. Nothing behind this room knows which.
//!
//! Nothing is ever unpacked to disk, so a name in an archive can overwrite nothing; names that would are refused all the same,
//! because whoever made them meant no good. What a file is, its first bytes say, not its name. What comes out of a packed file is
//! counted while it comes out ([`Limits`]), so memory stays the same however much it pretends to hold.
//!
//! # What is left out of a folder
//!
//! Files and folders whose names begin with a dot, `__MACOSX`, `Thumbs.db`, `desktop.ini` and the lock files of office programs
//! (`~$…`), and what lies more than four folders deep. A link to a file that lies in the folder itself is followed, wherever it
//! leads: whoever owns the folder put it there. In sub-folders, which may come out of somebody else's archive, it is
//! followed only to what lies in the same folder. A link to a folder is never followed.

mod archive;
mod directory;
mod entry;
mod error;
mod find;
mod folder;
mod guard;
mod names;
mod packed;
mod pipe;
mod store;
mod table;

use std::path::PathBuf;

pub use self::entry::Entry;
pub use self::error::InputError;
pub use self::guard::{Refusal, refusal};
pub use self::packed::Packing;
pub use self::table::Table;

/// What an input may cost. Beyond a limit there is an error that says which, never a read that ends early in silence.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Files in one archive, with those of archives in it.
    pub entries: usize,
    /// Bytes that one file may have after decompression.
    pub bytes: u64,
    /// How many times larger than packed a file may become, once it is larger than [`Limits::free`].
    pub ratio: u64,
    /// Bytes that may come out of a packed file before its ratio is looked at.
    pub free: u64,
    /// Bytes of a file that has to be in memory as a whole: an archive in a pipe, a workbook, a file of an export; and of all
    /// archives in one archive together.
    pub whole: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 5_000, bytes: 1 << 40, ratio: 200, free: 32 << 20, whole: 128 << 20 }
    }
}

impl Limits {
    /// The refusal of a file of which so many bytes become so many, if that is too much.
    pub(crate) fn too_dense(&self, packed: u64, out: u64) -> Option<Refusal> {
        guard::too_dense(packed, out, self.ratio, self.free)
    }
}

/// Everything that was named for reading, as one list of files.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The files, sorted by path.
    pub entries: Vec<Entry>,
    /// What was left out and why, for the person who named it.
    pub notes: Vec<String>,
}

impl Input {
    /// Lists the files of folders, archives, single files, patterns such as `exports/*.zip`, and `-` for standard input.
    ///
    /// With one path, the entries are called as they are below it; with several, the last part of its path stands before each,
    /// with a number where two are the same (`a`, `a-2`). A path that is named twice is read once. An archive in a folder is
    /// a folder (`ana.zip/Shares.csv`), and so is one in an archive, but for a third level. Workbooks and other office files are
    /// zip archives too; they are listed as the files that they are for people.
    ///
    /// Costs a look at the first bytes of each file, and the list of contents of each archive. Of standard input, and of
    /// other pipes, the first MiB is read; an archive in a pipe is taken into memory.
    ///
    /// # Errors
    /// When one of the paths cannot be read, a pattern fits nothing, or an archive is damaged, beyond its [`Limits`] or made to do
    /// harm. A single file in an archive that cannot be read is left out with a note.
    pub fn find(paths: &[PathBuf], limits: &Limits) -> Result<Self, InputError> {
        find::find(paths, limits)
    }
}
