//! Input and mapping to [`Corpus`].
//!
//! A file is read as a stream: one thread decodes it to UTF-8 and cuts it between records into blocks, all threads parse blocks
//! side by side, and what they make is put together in the order of the files. Ids are numbered while putting together, so neither
//! threads nor block sizes can be seen in the result. Beyond the corpus itself the memory does not depend on how large a file is.
//! The cost is one more pass over the bytes to find where records end, which has to know of quotes.
//!
//! A bad row stops nothing: it becomes a [`Reject`](crate::data::Reject). Rows taken over, filtered and rejected add up to the
//! records of each file.
//!
//! # Texts
//!
//! A [`Listener`] that is handed in hears the texts of a piece where it is parsed, on the same thread, and
//! what it makes of them stands in their place. Of delimited files, pieces can be kept with what was heard ([`KeptPieces`]); a piece
//! that comes again is taken from there, and what is kept is never believed: it is whole and of the same bytes, or it is read anew.
//!
//! # Bad quotes
//!
//! A quote that is opened and not closed would swallow the rest of the file. It is known by one of these: the file ends in it; it is
//! still open after [`Options::max_record`] bytes or [`Options::max_lines`] lines; or it is over several lines and something other than
//! a delimiter or a line end follows the next quote, which therefore was meant to open another cell. Then the line that it stands on
//! is rejected, with the lines behind it up to the next one that parses to a cell for each column; there, reading goes on. On one line
//! `"a" b,c` stays readable: the cell is `a b`. A line that is too long is passed over without being held.
//!
//! # Odd bytes
//!
//! A row with bytes that are no characters in the encoding of the file is rejected. So is one with a zero byte in an id or a label,
//! because two names that look the same would be two; in texts zero bytes are left out.
//!
//! # Dialects
//!
//! How a file is written is said by a mapping, or for all files by [`Options::dialect`]. What is not said is found out: first from the
//! columns that are wanted (the delimiter and the line among the first 20 under which they are found), then from what the bytes look
//! like ([`sniff`](crate::dialect::sniff)). [`Source::dialect`](crate::data::Source::dialect) tells what it came to. Quotes count as plain
//! characters only where that was said, or where several of the first lines leave one open and all rows are whole without them.
//!
//! # Our own format
//!
//! A file for each table of the [schema](crate::schema), such as `posts.csv`, or several (`posts-1.csv`, `posts.2.csv`), at the top of the
//! input; `.tsv` is as good as `.csv`, and either may be packed (`posts.csv.gz`, `posts.csv.zst`). The first line names the columns, in
//! any order; upper and lower case are the same.
//!
//! # Other people's files
//!
//! A mapping says which file is read as which table, and which of its columns is which of ours. Only what it lists is read.
//!
//! ```toml
//! [[read]]
//! file = "export.csv"                  # or a list, or a pattern ("posts-*.csv"). A file can be read several times
//! as = "posts"                         # one of our tables; several files can feed one
//! optional = true                      # no error if the file is missing
//! delimiter = ";"                      # these six are found out where they are not said
//! quote = "\""                         # or "" where quotes are characters like any other
//! escape = "doubled"                   # "" in a cell; or "backslash": \"
//! encoding = "utf-8"                   # or utf-16le, utf-16be, latin-1, windows-1252
//! skip = 0                             # lines before the header
//! # header = ["id", "author", "when"]  # where the file has none
//! where = { type = ["1", "3"] }        # rows with other values are left out, and counted as filtered
//! time_format = "%d/%m/%Y %H:%M"       # else ISO 8601
//! zone = "Europe/Berlin"               # of times that name none; else UTC
//!
//! [read.columns]                       # our name = their column, or more than that:
//! author = "OwnerUserId"
//! post = { column = "Id", prefix = "q" }                          # ids: keeps two id spaces apart
//! at = { columns = ["Date", "Time"] }                             # several columns, with a space between them
//! text = { columns = ["Title", "Body"], join = "\n\n" }           # or something else; empty cells are passed over
//! kind = { column = "type", map = { A = "article" } }             # labels: theirs = ours; others stay as they are
//! format = { value = "text" }                                     # the same for every row
//! in_group = { column = "group", true = ["ja"], false = "nein" }  # flags: beside true, yes, 1, y and t
//! # recipients = { column = "to", separator = "," }               # people: else separated by `;`
//! ```

mod arrow_cells;
pub(crate) mod build;
mod choose;
mod columnar;
mod columns;
mod cut;
mod decode;
mod delimited;
mod draft;
mod error;
mod findings;
mod flow;
mod folder;
mod forms;
mod header;
mod json;
mod kept;
mod mapping;
mod mapping_file;
mod memory;
mod merge;
mod ndjson;
pub mod parcels;
mod parquet;
pub(crate) mod part;
mod pipeline;
pub(crate) mod plan;
mod raw;
mod records;
mod rows;
mod said;
// Read by the adapters of exports.
pub(crate) mod sheet;
pub(crate) mod split;
mod spool;
mod stream;
mod texts;
pub(crate) mod times;
mod toml_walk;
pub(crate) mod values;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use self::draft::{DraftError, draft, draft_file};
pub use self::error::Error;
pub(crate) use self::error::short;
pub use self::kept::{KeptPieces, Outline, Shelf, listing, reading};
pub use self::spool::{Disk, Gathered, Needs, Share, Shares, Spooled, Store};
pub use self::texts::{
    RowPlace, TextFile, TextTable, read_columns, read_columns_of, read_texts, read_texts_of,
};

use self::mapping::Mapping;
use self::pipeline::Straight;
use self::spool::Gathering;
use crate::data::Corpus;
use crate::dialect::Overrides;
use crate::heard::Listener;
use crate::input::{Input, Limits};
use crate::linkedin::{self, ExportOptions};
use crate::pseudonyms::Pseudonyms;

/// The name under which a mapping lies beside the files.
pub const MAPPING: &str = "corpus.toml";

/// How files are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The mapping; if `None`, `corpus.toml` among the files, and if that is not there, our own file and column names.
    pub mapping: Option<PathBuf>,
    /// How all delimited files are written, as far as that is said; what a mapping says of a file goes before it.
    pub dialect: Overrides,
    /// How exports of LinkedIn are read.
    pub exports: ExportOptions,
    /// A file with a key: all ids become [`Pseudonyms`] while they are read, names of members and the values of rejected rows go.
    pub pseudonyms: Option<PathBuf>,
    /// What the files may cost.
    pub limits: Limits,
    /// Bytes that one thread parses at a time. Changes the speed, never the result.
    pub chunk: usize,
    /// Bytes that a row may have. Longer ones are rejected: most are a quote that was opened and not closed.
    pub max_record: usize,
    /// Lines that a row may have. A quote that is open for longer counts as not closed.
    pub max_lines: u64,
    /// Who reads texts while they are parsed, so that they need not be kept. Where an export of LinkedIn is among the files,
    /// whose rows are made in another way, all texts are kept.
    pub listener: Option<Arc<dyn Listener>>,
    /// Where pieces of delimited files are kept once they are read, and taken from when they come again.
    pub kept: Option<Arc<KeptPieces>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mapping: None,
            dialect: Overrides::default(),
            exports: ExportOptions::default(),
            pseudonyms: None,
            limits: Limits::default(),
            chunk: 1 << 20,
            max_record: 1 << 20,
            max_lines: 10_000,
            listener: None,
            kept: None,
        }
    }
}

impl Options {
    /// Bytes that are cut before the threads parse them: enough for all of them.
    fn window(&self) -> usize {
        self.chunk.saturating_mul(2 * rayon::current_num_threads())
    }
}

/// Is told how far the reading is, from any thread.
pub trait Progress: Sync {
    /// So many more bytes were parsed.
    fn bytes(&self, read: u64) {
        let _ = read;
    }

    /// So many bytes are there in all. Called once, before anything is read.
    fn total(&self, bytes: u64) {
        let _ = bytes;
    }
}

/// Tells nobody.
impl Progress for () {}

/// Reads all files of a folder.
///
/// The result is the same for any number of threads and any [`Options::chunk`].
///
/// # Errors
///
/// When the folder, a file's first line or the mapping cannot be used. A row that cannot be used is in [`Corpus::rejects`].
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ssi_corpus::read::{Options, read};
/// use ssi_corpus::schema::FileId;
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("posts.csv"), "author,at,text\nada,2026-11-22,Hello\nbo,yesterday,Hi\n")?;
/// let corpus = read(folder.path(), &Options::default(), &())?;
///
/// let posts = corpus.rows(FileId::Posts).ok_or("no posts")?;
/// assert_eq!(posts.len, 1);
/// assert_eq!(corpus.rejects[0].line, 3);
/// assert_eq!(corpus.rejects[0].column, "at");
/// # Ok(())
/// # }
/// ```
pub fn read(folder: &Path, options: &Options, progress: &dyn Progress) -> Result<Corpus, Error> {
    let input = Input::find(&[folder.to_owned()], &options.limits)?;
    whole(&input, folder, options, progress)
}

/// Reads all files of an input, as [`read`] does those of a folder.
///
/// Files of our own format are those at its top; a mapping names the others by their paths. Exports of LinkedIn are known by what
/// lies in them, wherever they are.
///
/// # Errors
///
/// As [`read`].
pub fn read_all(input: &Input, options: &Options, progress: &dyn Progress) -> Result<Corpus, Error> {
    whole(input, &folder::place(input), options, progress)
}

/// Reads all files of an input, and keeps rows on disk where they weigh more than `limit` bytes in memory.
///
/// `place` is what messages call the input; the folder of its files where there is none. Exports of LinkedIn are not kept on disk.
///
/// # Errors
///
/// As [`read`], and when the disk does not take what is beyond the limit.
pub fn read_within(
    input: &Input,
    place: Option<&Path>,
    options: &Options,
    limit: u64,
    disk: &dyn Disk,
    progress: &dyn Progress,
) -> Result<Gathered, Error> {
    let place = place.map_or_else(|| folder::place(input), Path::to_owned);
    read_from(input, &place, options, Some((limit, disk)), progress)
}

fn whole(input: &Input, place: &Path, options: &Options, progress: &dyn Progress) -> Result<Corpus, Error> {
    match read_from(input, place, options, None, progress)? {
        Gathered::Whole(corpus) => Ok(*corpus),
        Gathered::Spooled(_) => unreachable!("nothing is kept on disk without a limit"),
    }
}

/// Reads an input that is called `place`.
fn read_from(
    input: &Input,
    place: &Path,
    options: &Options,
    within: Option<(u64, &dyn Disk)>,
    progress: &dyn Progress,
) -> Result<Gathered, Error> {
    let pseudonyms = options.pseudonyms.as_deref().map(Pseudonyms::read).transpose()?;
    let notes = input.notes.clone();
    let mut corpus = Corpus { notes, pseudonyms: pseudonyms.clone(), ..Corpus::default() };
    let mapping = find_mapping(input, options)?;
    // Whoever writes a mapping says what is read; without one, exports are known by what lies in them.
    let mut exports = if mapping.is_none() { linkedin::find(input, &options.limits) } else { Vec::new() };
    let named = place.file_name().is_some_and(|name| linkedin::is_complete(&name.to_string_lossy()));
    for export in exports.iter_mut().filter(|export| named && export.folder.is_empty()) {
        export.complete = true;
    }
    let rest = linkedin::rest(input, &exports);
    let jobs = match &mapping {
        Some((path, mapping)) => folder::mapped(input, place, mapping, path)?,
        None => folder::own(&rest, place, exports.is_empty(), &mut corpus.notes)?,
    };
    let in_exports: u64 = exports.iter().map(linkedin::Export::bytes).sum();
    let books = if mapping.is_none() { linkedin::workbooks(&rest) } else { Vec::new() };
    progress.total(in_exports + jobs.iter().map(|job| job.entry.bytes).sum::<u64>());
    let listener = options.listener.as_deref().filter(|_| exports.is_empty() && books.is_empty());
    let ours = exports.is_empty() && books.is_empty();
    if let Some((limit, disk)) = within.filter(|_| ours) {
        let mut gathering = Gathering::new(corpus, listener, limit, disk);
        // Who is who must not lie on disk either.
        pipeline::run(&jobs, options, listener, pseudonyms.as_ref(), progress, &mut gathering)?;
        return Ok(match gathering.done() {
            Gathered::Whole(mut corpus) => {
                put_in_order(&mut corpus);
                findings::settle(&mut corpus);
                Gathered::Whole(corpus)
            }
            Gathered::Spooled(mut spooled) => {
                put_in_order(spooled.corpus_mut());
                Gathered::Spooled(spooled)
            }
        });
    }
    if let Some((limit, _)) = within.filter(|(limit, _)| in_exports.saturating_mul(EXPORTED) > *limit) {
        return Err(Error::LargeExports { bytes: in_exports, limit });
    }
    let mut straight = Straight::new(&mut corpus, listener, &jobs);
    pipeline::run(&jobs, options, listener, None, progress, &mut straight)?;
    straight.finish();
    let read = |export: &linkedin::Export| {
        let rows = linkedin::read_export(export, &options.limits, &options.exports);
        progress.bytes(export.bytes());
        rows
    };
    let rows: Vec<_> = exports.par_iter().map(read).collect();
    linkedin::add(&mut corpus, rows);
    linkedin::add_workbooks(&mut corpus, &books, &options.limits);
    if let Some(pseudonyms) = pseudonyms {
        pseudonyms.corpus(&mut corpus);
    }
    put_in_order(&mut corpus);
    findings::settle(&mut corpus);
    Ok(Gathered::Whole(Box::new(corpus)))
}

/// In memory, rows take about so many times the bytes of the exports from which they were read.
const EXPORTED: u64 = 4;

/// Puts in order what is told beside the rows.
fn put_in_order(corpus: &mut Corpus) {
    // One row can be rejected by two readings of its file, with the same words; once is enough.
    corpus.rejects.sort();
    corpus.rejects.dedup();
    corpus.sources.sort_by(|a, b| (&a.path, a.file).cmp(&(&b.path, b.file)));
}

/// The mapping that was named or lies among the files, and where it is.
fn find_mapping(input: &Input, options: &Options) -> Result<Option<(PathBuf, Mapping)>, Error> {
    if let Some(path) = &options.mapping {
        return Ok(Some((path.clone(), mapping_file::read(path)?)));
    }
    let Some(entry) = input.entries.iter().find(|entry| entry.path == MAPPING) else { return Ok(None) };
    let path = entry.on_disk().unwrap_or(Path::new(MAPPING)).to_owned();
    let bytes = entry.read_whole(&options.limits).map_err(|e| Error::io(&path, e))?;
    let mapping = mapping_file::check(&path, &bytes)?;
    Ok(Some((path, mapping)))
}
