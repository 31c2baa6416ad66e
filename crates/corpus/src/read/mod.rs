//! Folder and mapping to [`Corpus`].
//!
//! A file is read as a whole, cut between records into chunks, and the chunks are parsed side by side; then the parts are put
//! together in the order of the files. Ids are numbered while putting together, so neither threads nor chunk sizes can be seen
//! in the result. The cost is one more pass over the bytes to find where records end, which has to know of quotes.
//!
//! A bad row stops nothing: it becomes a [`Reject`](crate::data::Reject). Rows taken over, filtered and rejected add up to the
//! records of each file.
//!
//! # Our own format
//!
//! A file for each table of the [schema](crate::schema), such as `posts.csv`, or several (`posts-1.csv`, `posts.2.csv`). The first
//! line names the columns, in any order; upper and lower case are the same. The delimiter is `,`, `;`, a tab or `|`.
//!
//! # Other people's files
//!
//! A mapping says which file is read as which table, and which of its columns is which of ours. Only what it lists is read.
//!
//! ```toml
//! [[read]]
//! file = "export.csv"                  # or a list; relative to the folder. A file can be read several times
//! as = "posts"                         # one of our tables; several files can feed one
//! optional = true                      # no error if the file is missing
//! delimiter = ";"                      # else found out from the first line
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

mod columns;
mod draft;
mod error;
mod folder;
mod gaps;
mod header;
mod mapping;
mod mapping_file;
mod merge;
mod part;
mod plan;
mod records;
// Read by the adapters of exports.
pub(crate) mod sheet;
pub(crate) mod split;
mod texts;
pub(crate) mod times;
mod toml_walk;
pub(crate) mod values;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use self::draft::{DraftError, draft, draft_file};
pub use self::error::Error;
pub use self::texts::{TextFile, read_texts};

use self::folder::Job;
use self::header::Header;
use self::part::Part;
use self::plan::Plan;
use self::records::Base;
use self::split::Chunk;
use crate::data::{Corpus, Source};

/// The name under which a mapping lies beside the files.
pub const MAPPING: &str = "corpus.toml";

/// Files are read together until they reach this size, so that neither many small ones nor a large one leave threads idle.
const BATCH: u64 = 64 << 20;

/// How a folder is read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The mapping; if `None`, `corpus.toml` in the folder, and if that is not there, our own file and column names.
    pub mapping: Option<PathBuf>,
    /// Bytes that one thread parses at a time. Changes the speed, never the result.
    pub chunk: usize,
    /// Bytes that a row may have. Longer ones are rejected: most are a quote that was opened and not closed.
    pub max_record: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { mapping: None, chunk: 4 << 20, max_record: 1 << 20 }
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
    let files = folder::list(folder)?;
    let mut corpus = Corpus::default();
    let beside = || files.contains_key(MAPPING).then(|| folder.join(MAPPING));
    let path = options.mapping.clone().or_else(beside);
    let mapping = path.as_deref().map(mapping_file::read).transpose()?;
    let jobs = match (&mapping, &path) {
        (Some(mapping), Some(path)) => folder::mapped(folder, &files, mapping, path)?,
        _ => folder::own(folder, &files, &mut corpus.notes)?,
    };

    progress.total(jobs.iter().map(|job| job.bytes).sum());
    for batch in batches(&jobs) {
        read_batch(&mut corpus, batch, options, progress)?;
    }

    // One row can be rejected by two readings of its file, with the same words; once is enough.
    corpus.rejects.sort();
    corpus.rejects.dedup();
    corpus.sources.sort_by(|a, b| (&a.path, a.file).cmp(&(&b.path, b.file)));
    let gaps = gaps::notes(&corpus);
    corpus.notes.extend(gaps);
    Ok(corpus)
}

/// A file in memory, ready to be parsed.
struct Loaded {
    bytes: Vec<u8>,
    digest: blake3::Hash,
    header: Header,
    plan: Plan,
    notes: Vec<String>,
    chunks: Vec<Chunk>,
}

fn read_batch(
    corpus: &mut Corpus,
    jobs: &[Job<'_>],
    options: &Options,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let loaded = jobs.par_iter().map(|job| load(job, options.chunk)).collect::<Result<Vec<_>, _>>()?;
    let mut sources = Vec::with_capacity(jobs.len());
    for (job, file) in jobs.iter().zip(&loaded) {
        // A file without rows is a table without rows, which is not the same as no table.
        merge::table(corpus, &file.plan);
        progress.bytes(file.header.body as u64);
        corpus.notes.extend_from_slice(&file.notes);
        sources.push(Source {
            path: job.file.clone(),
            file: job.table,
            bytes: file.bytes.len() as u64,
            digest: file.digest.to_hex().to_string(),
            dialect: None,
            rows: 0,
            filtered: 0,
            rejected: 0,
        });
    }

    let pieces: Vec<(usize, &Chunk)> = loaded
        .iter()
        .enumerate()
        .flat_map(|(place, file)| file.chunks.iter().map(move |chunk| (place, chunk)))
        .collect();
    let parse = |&(place, chunk): &(usize, &Chunk)| {
        let (job, file) = (&jobs[place], &loaded[place]);
        let base = Base { line: chunk.line, byte: chunk.bytes.start as u64 };
        let bytes = &file.bytes[chunk.bytes.clone()];
        let part = Part::read(&file.plan, &job.file, &file.header, bytes, base, options.max_record);
        progress.bytes(bytes.len() as u64);
        (place, part)
    };
    let mut merge = |parts: Vec<(usize, Part)>| {
        for (place, part) in parts {
            merge::add(corpus, &loaded[place].plan, &mut sources[place], part);
        }
    };
    // A few pieces at a time, so that what was parsed does not lie about twice; one thread puts together what the others
    // parsed before.
    let mut parsed = Vec::new();
    for window in pieces.chunks(2 * rayon::current_num_threads()) {
        let before = std::mem::take(&mut parsed);
        ((), parsed) = rayon::join(|| merge(before), || window.par_iter().map(parse).collect());
    }
    merge(parsed);
    corpus.sources.extend(sources);
    Ok(())
}

fn load(job: &Job<'_>, chunk: usize) -> Result<Loaded, Error> {
    let bytes = fs::read(&job.path).map_err(|e| Error::io(&job.path, e))?;
    let mut notes = Vec::new();
    let (header, plan) = if let Some(read) = job.read {
        let header = Header::read(&job.file, &bytes, read.delimiter, &read.wanted())?;
        let plan = Plan::mapped(read, &job.file, &header)?;
        (header, plan)
    } else {
        let ours: Vec<&str> = job.table.file().fields.iter().map(|f| f.id).collect();
        let header = Header::read(&job.file, &bytes, None, &ours)?;
        let plan = Plan::own(job.table, &job.file, &header, &mut notes)?;
        (header, plan)
    };
    let (digest, chunks) = rayon::join(
        || blake3::hash(&bytes),
        || split::chunks(&bytes, header.body, header.line, header.marks, chunk),
    );
    Ok(Loaded { bytes, digest, header, plan, notes, chunks })
}

/// Runs of jobs of about [`BATCH`] bytes each.
fn batches<'j, 'm>(jobs: &'j [Job<'m>]) -> Vec<&'j [Job<'m>]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (place, job) in jobs.iter().enumerate() {
        bytes += job.bytes;
        if bytes >= BATCH || place + 1 == jobs.len() {
            batches.push(&jobs[start..=place]);
            (start, bytes) = (place + 1, 0);
        }
    }
    batches
}
