//! A Parquet file: opened where it lies or from memory, and read batch by batch, only the columns that are wanted.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Fields, Schema, TimeUnit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::reader::ChunkReader;

use super::choose::Wanted;
use super::columnar::{Batch, Path, Shape, paths};
use super::error::Error;
use super::header::Columns;
use super::raw::{Raw, Sum};
use super::{Options, Progress};
use crate::input::{Entry, Limits, Refusal};

/// What a Parquet file begins and ends with.
const MAGIC: &[u8] = b"PAR1";
/// Rows of a batch.
const ROWS: usize = 1024;

/// A Parquet file of which the columns are known.
pub(crate) struct Parquet<'a> {
    file: &'a str,
    /// `None` once it failed.
    reader: Option<ParquetRecordBatchReader>,
    shape: Arc<Shape>,
    row: u64,
    sum: Sum,
}

impl<'a> Parquet<'a> {
    pub(crate) fn open(
        entry: &'a Entry,
        wanted: Wanted<'_>,
        options: &Options,
        progress: &'a dyn Progress,
    ) -> Result<(Columns, Self), Error> {
        let io = |source| Error::entry(entry, source);
        let limits = &options.limits;
        let mut raw = Raw::open(entry, limits, progress).map_err(io)?;
        let opened = if let Some(path) = entry.on_disk() {
            let file = File::open(path).map_err(io)?;
            let mut buffer = Vec::new();
            while raw.read(1 << 20, &mut buffer).map_err(io)? {
                buffer.clear();
            }
            caught(&entry.path, || open(file, entry, wanted, limits))?
        } else {
            let mut bytes = Vec::new();
            let most = usize::try_from(limits.whole).unwrap_or(usize::MAX).saturating_add(1);
            raw.read(most, &mut bytes).map_err(io)?;
            if bytes.len() as u64 > limits.whole {
                return Err(io(Refusal::TooLargeForMemory { limit: limits.whole }.into()));
            }
            let bytes = shared(bytes, <File as ChunkReader>::get_bytes);
            caught(&entry.path, || open(bytes, entry, wanted, limits))?
        };
        let (paths, reader) = opened;
        let reader = Some(reader);
        let columns = Columns { names: paths.iter().map(Path::name).collect(), line: None };
        let shape = Arc::new(Shape { paths, max_record: options.max_record });
        Ok((columns, Self { file: &entry.path, reader, shape, row: 0, sum: raw.finish() }))
    }

    /// The next rows; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Batch>, Error> {
        let Some(mut reader) = self.reader.take() else { return Ok(None) };
        let next = caught(self.file, || Ok(reader.next().transpose()))?;
        let Some(batch) = next.map_err(|e| damaged(self.file, &e.to_string()))? else { return Ok(None) };
        self.reader = Some(reader);
        let before = self.row;
        self.row += batch.num_rows() as u64;
        Ok(Some(Batch { shape: self.shape.clone(), before, rows: batch }))
    }

    /// What the file was.
    pub(crate) fn finish(self) -> Sum {
        self.sum
    }
}

/// Does what the library may panic over, as it trusts what is in a file. A program that is built to end at a panic ends there all
/// the same.
fn caught<T>(file: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // What the work had begun is not looked at again.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(damaged(file, "it is garbled")))
}

fn damaged(file: &str, reason: &str) -> Error {
    // The kinds of errors of the library stand before what it has to say.
    let reason = reason.rsplit_once("error: ").map_or(reason, |(_, reason)| reason);
    Error::Parquet { file: file.to_owned(), reason: super::short(reason) }
}

/// Bytes as the Parquet reader shares them. Their type is one of a crate that it does not hand on, so it is named by what a file
/// gives.
fn shared<B: From<Vec<u8>>>(
    bytes: Vec<u8>,
    _as_of: fn(&File, u64, usize) -> parquet::errors::Result<B>,
) -> B {
    B::from(bytes)
}

/// Reads what the file says of itself, and goes to its first row.
fn open<R: ChunkReader + 'static>(
    reader: R,
    entry: &Entry,
    wanted: Wanted<'_>,
    limits: &Limits,
) -> Result<(Vec<Path>, ParquetRecordBatchReader), Error> {
    let fail = |e: parquet::errors::ParquetError| damaged(&entry.path, &e.to_string());
    check_ends(&reader, &entry.path)?;
    // What another program notes about its own types is left aside but for times: the file's types are enough, and fewer.
    let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = ArrowReaderMetadata::load(&reader, plain.clone()).map_err(fail)?;
    check_groups(&metadata, &reader, entry, limits)?;

    // Texts as views: one that stands in many rows is in memory once.
    let hints = ArrowReaderMetadata::try_new(metadata.metadata().clone(), ArrowReaderOptions::new());
    let hints = hints.as_ref().ok().map(|hints| hints.schema().fields());
    let fields: Fields = metadata.schema().fields().iter().map(|field| viewed(field, hints)).collect();
    let (paths, roots) = paths(&fields, wanted, &entry.path)?;
    let leaves = metadata.parquet_schema().columns().iter().enumerate().filter_map(|(leaf, column)| {
        let parts = column.path().parts();
        (1..=parts.len()).any(|length| roots.contains(&parts[..length])).then_some(leaf)
    });
    let mask = ProjectionMask::leaves(metadata.parquet_schema(), leaves.collect::<Vec<_>>());

    let options = plain.with_schema(Arc::new(Schema::new(fields)));
    let metadata = ArrowReaderMetadata::try_new(metadata.metadata().clone(), options).map_err(fail)?;
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(reader, metadata)
        .with_projection(mask)
        .with_batch_size(ROWS)
        .build()
        .map_err(fail)?;
    Ok((paths, reader))
}

/// Whether it begins and ends as a whole file does: the library trusts what stands between.
fn check_ends(reader: &impl ChunkReader, file: &str) -> Result<(), Error> {
    let fail = |reason: &str| damaged(file, reason);
    let length = reader.len();
    let read = |at, bytes| reader.get_bytes(at, bytes).map_err(|e| fail(&e.to_string()));
    if length < 12 || &read(0, 4)?[..] != MAGIC {
        return Err(fail("it does not begin with PAR1"));
    }
    let end = read(length - 8, 8)?;
    if &end[4..] != MAGIC {
        return Err(fail("it does not end with PAR1, so a part of it is missing"));
    }
    let footer = u32::from_le_bytes([end[0], end[1], end[2], end[3]]);
    if u64::from(footer) > length - 12 {
        return Err(fail("its last part is longer than the file"));
    }
    Ok(())
}

/// Whether the columns lie in the file and are not packed more densely than a file may be.
fn check_groups(
    metadata: &ArrowReaderMetadata,
    reader: &impl ChunkReader,
    entry: &Entry,
    limits: &Limits,
) -> Result<(), Error> {
    let fail = |reason: &str| Err(damaged(&entry.path, reason));
    for group in metadata.metadata().row_groups() {
        if group.num_rows() < 0 {
            return fail("it says that it has fewer than 0 rows");
        }
        for column in group.columns() {
            let first = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
            let places =
                [first, column.data_page_offset(), column.compressed_size(), column.uncompressed_size()];
            if places.iter().any(|&place| place < 0) {
                return fail("a column begins before the file");
            }
            let [first, data, packed, out] = places.map(|place| place as u64);
            if first.min(data).saturating_add(packed) > reader.len() {
                return fail("a column goes beyond its end");
            }
            if let Some(refused) = limits.too_dense(packed, out) {
                return Err(Error::entry(entry, refused.into()));
            }
        }
    }
    Ok(())
}

/// The same field with views in the place of texts, and as a time where only another program's note says that it is one.
fn viewed(field: &FieldRef, hints: Option<&Fields>) -> FieldRef {
    let hint = hints
        .and_then(|hints| hints.iter().find(|hint| hint.name() == field.name()))
        .map(|hint| hint.data_type());
    let kind = match (field.data_type(), hint) {
        (DataType::Int64, Some(time @ (DataType::Timestamp(TimeUnit::Second, _) | DataType::Date64))) => {
            time.clone()
        }
        (DataType::Utf8, _) => DataType::Utf8View,
        (DataType::Binary, _) => DataType::BinaryView,
        (DataType::List(inner), _) => DataType::List(viewed(inner, None)),
        (DataType::Struct(inner), hint) => {
            let hints = if let Some(DataType::Struct(hints)) = hint { Some(hints) } else { None };
            DataType::Struct(inner.iter().map(|inner| viewed(inner, hints)).collect())
        }
        _ => return field.clone(),
    };
    Arc::new(Field::clone(field).with_data_type(kind))
}
