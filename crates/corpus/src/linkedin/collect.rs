//! Rows on their way out of an export: what is kept, what is left out, what is rejected, and a count of each.

use std::collections::BTreeMap;

use super::names::Kind;
use super::report::{ExportReport, ReadFile};
use super::table::Table;
use super::{Archive, ExportRows, missing};
use crate::data::{Fault, Reject, Source};
use crate::read::build::Row;
use crate::read::sheet::SheetRow;
use crate::schema::FileId;

/// Characters of a value that a [`Reject`] shows.
const SHOWN: usize = 200;

/// A row, and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// What file; `None` for an article, and for the member's own row.
    pub(crate) kind: Option<Kind>,
    /// The file's place in the report.
    pub(crate) file: usize,
    pub(crate) row: Row,
}

/// Everything that was found in an export.
pub(crate) struct Collected<'a> {
    archive: &'a Archive<'a>,
    out: ExportRows,
}

/// One file while it is read.
pub(crate) struct FileSink<'a> {
    kind: Option<Kind>,
    place: usize,
    path: String,
    private: bool,
    left_out: BTreeMap<String, u64>,
    out: &'a mut ExportRows,
}

impl<'a> Collected<'a> {
    pub(crate) fn new(archive: &'a Archive<'a>) -> Self {
        let report = ExportReport {
            folder: archive.export.folder.clone(),
            owner: archive.owner.id.clone(),
            name: archive.owner.name.clone(),
            complete: archive.export.complete,
            ..ExportReport::default()
        };
        let out = ExportRows {
            report,
            owner: archive.owner.clone(),
            kept: Vec::new(),
            context: BTreeMap::new(),
            untold: Vec::new(),
            sources: Vec::new(),
            rejects: Vec::new(),
            notes: Vec::new(),
        };
        Self { archive, out }
    }

    /// Reads a file row by row, if the export has it. Rows that are damaged as rows are rejected before `each` sees them.
    pub(crate) fn file(
        &mut self,
        kind: Kind,
        what: &'static str,
        table: FileId,
        mut each: impl FnMut(&Table, &SheetRow, &mut FileSink<'_>),
    ) {
        let Some(loaded) = self.archive.files.get(&kind) else { return };
        let source = Source {
            path: loaded.path.clone(),
            file: table,
            bytes: loaded.bytes,
            digest: loaded.digest.clone(),
            dialect: Some(loaded.table.dialect),
            rows: 0,
            filtered: 0,
            rejected: 0,
        };
        let mut sink = self.sink(Some(kind), what, source);
        for row in &loaded.table.rows {
            if let Some((fault, reason)) = loaded.table.fault(row) {
                sink.reject(row, fault, "", &row.cells.join(","), &reason);
            } else if row.cells.iter().all(|cell| cell.trim().is_empty()) {
                sink.leave("empty");
            } else {
                each(&loaded.table, row, &mut sink);
            }
        }
        sink.finish();
    }

    /// Begins a file.
    pub(crate) fn sink(&mut self, kind: Option<Kind>, what: &'static str, source: Source) -> FileSink<'_> {
        let path = source.path.clone();
        self.out.sources.push(source);
        self.out.report.files.push(ReadFile {
            path: path.clone(),
            what,
            rows: 0,
            left_out: Vec::new(),
            rejected: 0,
            counts: Vec::new(),
            notes: Vec::new(),
        });
        let private = kind.is_some_and(|kind| kind.about().private);
        let place = self.out.sources.len() - 1;
        FileSink { kind, place, path, private, left_out: BTreeMap::new(), out: &mut self.out }
    }

    /// Adds something to what is told of a file that was read.
    pub(crate) fn tell(&mut self, kind: Kind, tell: impl FnOnce(&mut ReadFile)) {
        let path = self.archive.files.get(&kind).map(|loaded| loaded.path.as_str());
        if let Some(file) = self.out.report.files.iter_mut().find(|file| Some(file.path.as_str()) == path) {
            tell(file);
        }
    }

    /// Rows that were kept of a file, to look at and to add to.
    pub(crate) fn kept_of(&mut self, kind: Kind) -> impl Iterator<Item = &mut Row> {
        self.out.kept.iter_mut().filter(move |kept| kept.kind == Some(kind)).map(|kept| &mut kept.row)
    }

    /// Rows that are no row of a file of their own: the member.
    pub(crate) fn push(&mut self, row: Row) {
        self.out.kept.push(Kept { kind: None, file: usize::MAX, row });
    }

    pub(crate) fn skip(&mut self, path: &str, why: String) {
        self.out.report.skipped.push((path.to_owned(), why));
    }

    pub(crate) fn finish(mut self) -> ExportRows {
        // Groups are one column among others, which not every file has.
        let groups = |table: &Table| table.column(&["member groups"]).is_there();
        let has = |kind: Kind| {
            self.archive.table(kind).is_some_and(|table| kind != Kind::AdTargeting || groups(table))
        };
        self.out.report.missing = missing::of(&has, self.archive.export.complete);
        self.out.untold = missing::untold(&has, self.archive.export.complete);
        let activity = self.out.kept.iter().filter(|kept| kept.row.file.file().activity);
        let times: Vec<i64> = activity.filter_map(|kept| kept.row.when("at")).collect();
        self.out.report.span = times.iter().min().copied().zip(times.iter().max().copied());
        self.out
    }
}

impl FileSink<'_> {
    /// Takes a row over.
    pub(crate) fn keep(&mut self, row: Row) {
        self.out.sources[self.place].rows += 1;
        self.out.kept.push(Kept { kind: self.kind, file: self.place, row });
    }

    /// Counts a row that says something of the member's own row only.
    pub(crate) fn count(&mut self) {
        self.out.sources[self.place].rows += 1;
    }

    /// Leaves a row out.
    pub(crate) fn leave(&mut self, reason: &str) {
        *self.left_out.entry(reason.to_owned()).or_default() += 1;
    }

    /// Notes a post by somebody else that the owner came to.
    pub(crate) fn context(&mut self, post: &str, time: i64) {
        let first = self.out.context.entry(post.to_owned()).or_insert(time);
        *first = time.min(*first);
    }

    /// Rejects a row. What somebody wrote in private is not shown.
    pub(crate) fn reject(&mut self, row: &SheetRow, fault: Fault, column: &str, value: &str, reason: &str) {
        let hidden = self.private && column.is_empty();
        let value = if hidden {
            "(not shown: may be private)".to_owned()
        } else {
            value.chars().take(SHOWN).collect()
        };
        self.out.rejects.push(Reject {
            file: self.path.clone(),
            line: row.line,
            byte: row.byte,
            fault,
            column: column.to_owned(),
            value,
            reason: reason.to_owned(),
        });
        self.out.sources[self.place].rejected += 1;
    }

    /// Rejects a row for a date.
    pub(crate) fn no_date(&mut self, row: &SheetRow, column: &str, cell: &str) {
        if cell.is_empty() {
            self.reject(row, Fault::MissingValue, column, cell, "expected a date, found nothing");
        } else {
            self.reject(
                row,
                Fault::Cast,
                column,
                cell,
                "expected a date in one of the forms of LinkedIn's exports",
            );
        }
    }

    /// Closes the file.
    pub(crate) fn finish(self) {
        let source = &mut self.out.sources[self.place];
        source.filtered = self.left_out.values().sum();
        let file = &mut self.out.report.files[self.place];
        file.rows = source.rows;
        file.rejected = source.rejected;
        file.left_out = self.left_out.into_iter().collect();
    }
}
