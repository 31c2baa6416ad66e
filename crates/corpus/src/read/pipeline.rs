//! Files one after the other to a corpus: opened and cut by one thread, parsed by many, put together in order.

use std::sync::{Arc, Mutex, PoisonError};

use super::choose::Wanted;
use super::error::Error;
use super::flow::in_order;
use super::folder::Job;
use super::forms::{self, Opened, Piece, Pieces};
use super::kept::KeptPieces;
use super::part::Part;
use super::plan::Plan;
use super::raw::Sum;
use super::{Options, Progress, columns, merge};
use crate::data::{Corpus, Source};
use crate::dialect::{Dialect, Overrides};
use crate::heard::Listener;
use crate::pseudonyms::Pseudonyms;
use crate::schema::{FileId, Kind};

/// Takes what comes of the files, in their order.
pub(crate) trait Sink: Send {
    /// A file begins.
    fn begin(&mut self, head: &Arc<Head>, notes: Vec<String>) -> Result<(), Error>;
    /// The next rows of the file that began last.
    fn part(&mut self, head: &Arc<Head>, part: Part) -> Result<(), Error>;
    /// That file is at its end.
    fn end(&mut self, sum: Sum, dialect: Option<Dialect>) -> Result<(), Error>;
}

/// Reads all files into a corpus.
pub(crate) struct Straight<'a> {
    corpus: &'a mut Corpus,
    listener: Option<&'a dyn Listener>,
    /// Whether nothing refers to posts, so that no id of one has to be looked for.
    apart: bool,
}

impl<'a> Straight<'a> {
    pub(crate) fn new(corpus: &'a mut Corpus, listener: Option<&'a dyn Listener>, jobs: &[Job<'_>]) -> Self {
        let refers = |job: &Job<'_>| {
            job.table != FileId::Posts && job.table.file().fields.iter().any(|field| field.kind == Kind::Post)
        };
        Self { corpus, listener, apart: !jobs.iter().any(refers) }
    }

    /// To be called when all files are read.
    pub(crate) fn finish(self) {
        if self.apart {
            columns::meet(self.corpus);
        }
    }
}

impl Sink for Straight<'_> {
    fn begin(&mut self, head: &Arc<Head>, notes: Vec<String>) -> Result<(), Error> {
        // A file without rows is a table without rows, which is not the same as no table.
        merge::table(self.corpus, &head.plan, self.listener);
        self.corpus.notes.extend(notes);
        self.corpus.sources.push(head.source());
        Ok(())
    }

    fn part(&mut self, head: &Arc<Head>, mut part: Part) -> Result<(), Error> {
        account(self.corpus, &mut part);
        merge::add(self.corpus, &head.plan, self.listener, self.apart, part);
        Ok(())
    }

    fn end(&mut self, sum: Sum, dialect: Option<Dialect>) -> Result<(), Error> {
        ended(self.corpus, sum, dialect);
        Ok(())
    }
}

/// Takes over what a part says beside its rows.
pub(crate) fn account(corpus: &mut Corpus, part: &mut Part) {
    let mut source = corpus.sources.pop().expect("a file begins before its parts");
    merge::account(corpus, &mut source, part);
    corpus.sources.push(source);
}

/// Notes what the file was that began last.
pub(crate) fn ended(corpus: &mut Corpus, sum: Sum, dialect: Option<Dialect>) {
    let source = corpus.sources.last_mut().expect("a file begins before it ends");
    (source.bytes, source.digest, source.dialect) = (sum.bytes, sum.digest, dialect);
}

/// Reads all files. With `pseudonyms` no part leaves its thread with an id in it as it was written.
pub(crate) fn run(
    jobs: &[Job<'_>],
    options: &Options,
    listener: Option<&dyn Listener>,
    pseudonyms: Option<&Pseudonyms>,
    progress: &dyn Progress,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let kept = options.kept.as_deref();
    let mut files = Files { jobs: jobs.iter(), open: None, options, listener, progress };
    // What the sink could not take ends the reading at the next piece.
    let failed: Mutex<Option<Error>> = Mutex::new(None);
    let failure = || failed.lock().unwrap_or_else(PoisonError::into_inner);
    in_order(
        options.window(),
        || {
            let stopped = failure().take();
            stopped.map_or_else(|| files.next(), Err)
        },
        |step| match step {
            Step::Begin(head, notes) => Done::Begin(head, notes),
            Step::Piece(head, piece) => {
                let mut part = part(&head, &piece, listener, kept);
                if let Some(pseudonyms) = pseudonyms {
                    pseudonyms.part(&head.plan, &mut part);
                }
                Done::Part(head, Box::new(part))
            }
            Step::End(sum, dialect) => Done::End(sum, dialect),
        },
        |done| {
            let taken = match done {
                Done::Begin(head, notes) => sink.begin(&head, notes),
                Done::Part(head, part) => sink.part(&head, *part),
                Done::End(sum, dialect) => sink.end(sum, dialect),
            };
            if let Err(error) = taken {
                failure().get_or_insert(error);
            }
        },
    )?;
    failure().take().map_or(Ok(()), Err)
}

/// What is known of a file once its first line was read.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) file: String,
    pub(crate) table: FileId,
    pub(crate) plan: Plan,
    /// A digest of how its pieces are read, where they are kept.
    how: [u8; 32],
}

impl Head {
    /// A table of our own format of which no piece is kept.
    pub(crate) fn of(plan: Plan) -> Self {
        Self { file: plan.table.file().name.to_owned(), table: plan.table, plan, how: [0; 32] }
    }

    /// The file before any of it was read.
    pub(crate) fn source(&self) -> Source {
        Source {
            path: self.file.clone(),
            file: self.table,
            bytes: 0,
            digest: String::new(),
            dialect: None,
            rows: 0,
            filtered: 0,
            rejected: 0,
        }
    }
}

enum Step {
    Begin(Arc<Head>, Vec<String>),
    Piece(Arc<Head>, Piece),
    End(Sum, Option<Dialect>),
}

enum Done {
    Begin(Arc<Head>, Vec<String>),
    Part(Arc<Head>, Box<Part>),
    End(Sum, Option<Dialect>),
}

/// What a piece says, with its texts heard: as it was kept by an earlier run, else read now.
fn part(head: &Head, piece: &Piece, listener: Option<&dyn Listener>, kept: Option<&KeptPieces>) -> Part {
    let read = || {
        let mut part = piece.part(&head.plan, &head.file);
        if let Some(listener) = listener {
            part.listen(&head.plan, listener);
        }
        part
    };
    let mut part = match (kept, piece) {
        (Some(kept), Piece::Delimited(block)) => kept.part(&head.how, &head.plan, &head.file, block, read),
        _ => read(),
    };
    if let Some(listener) = listener {
        part.settle(&head.plan, listener);
    }
    part
}

/// The steps of reading all files.
struct Files<'a, J> {
    jobs: J,
    open: Option<(Arc<Head>, Pieces<'a>)>,
    options: &'a Options,
    listener: Option<&'a dyn Listener>,
    progress: &'a dyn Progress,
}

impl<'a, 'm: 'a, J: Iterator<Item = &'a Job<'m>>> Files<'a, J> {
    /// The next step and about the memory that it takes.
    fn next(&mut self) -> Result<Option<(Step, usize)>, Error> {
        if let Some((head, mut pieces)) = self.open.take() {
            if let Some(piece) = pieces.next()? {
                let (weight, of) = (piece.weight(), head.clone());
                self.open = Some((head, pieces));
                return Ok(Some((Step::Piece(of, piece), weight)));
            }
            let (sum, dialect) = pieces.finish();
            return Ok(Some((Step::End(sum, dialect), 0)));
        }
        let Some(job) = self.jobs.next() else { return Ok(None) };
        let mut notes = Vec::new();
        let (plan, pieces) = open(job, self.options, self.progress, &mut notes)?;
        let kept = self.options.kept.as_deref();
        let how = kept.map(|kept| kept.how(&plan, self.listener)).unwrap_or_default();
        let head = Arc::new(Head { file: job.file().to_owned(), table: job.table, plan, how });
        self.open = Some((head.clone(), pieces));
        // A file takes some time even where it has no rows.
        Ok(Some((Step::Begin(head, notes), 1 << 16)))
    }
}

/// Opens a file and settles what is done with its rows.
fn open<'a>(
    job: &'a Job<'_>,
    options: &Options,
    progress: &'a dyn Progress,
    notes: &mut Vec<String>,
) -> Result<(Plan, Pieces<'a>), Error> {
    let file = job.file();
    let open = |needed: &[&str], all: &[&str], said: &Overrides| {
        forms::open(job.entry, Wanted { needed, all }, said, options, progress)
    };
    if let Some(read) = job.read {
        let wanted = read.wanted();
        let Opened { columns, pieces } = open(&wanted, &wanted, &read.dialect.or(&options.dialect))?;
        Ok((Plan::mapped(read, file, &columns)?, pieces))
    } else {
        let fields = job.table.file().fields;
        let all: Vec<&str> = fields.iter().map(|f| f.id).collect();
        let needed: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.id).collect();
        let Opened { columns, pieces } = open(&needed, &all, &options.dialect)?;
        Ok((Plan::own(job.table, file, &columns, notes)?, pieces))
    }
}
