//! A members' table in Parquet, its groups of rows read side by side.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use arrow_array::{
    Array, ArrayRef, Float64Array, Int32Array, Int64Array, LargeStringArray, StringArray, UInt32Array,
};
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use rayon::prelude::*;

use super::part::{Head, Part, Role, Slot, Wrong};

/// Reads a table; `roles` says what its columns hold.
pub(super) fn read(
    path: &Path,
    roles: impl FnOnce(Vec<String>) -> Result<Head, String>,
) -> Result<(Head, Part), Wrong> {
    // The library trusts what is in a file and may panic over a garbled one. What was begun is not looked at again.
    catch_unwind(AssertUnwindSafe(|| groups(path, roles))).unwrap_or_else(|_| Err(torn()))
}

fn torn() -> Wrong {
    Wrong::Table("is not a whole Parquet file".to_owned())
}

fn groups(
    path: &Path,
    roles: impl FnOnce(Vec<String>) -> Result<Head, String>,
) -> Result<(Head, Part), Wrong> {
    let open = || File::open(path).map_err(|e| Wrong::Table(e.to_string()));
    // The file's own types are enough; what a writer notes beside them is left aside.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let about = ArrowReaderMetadata::load(&open()?, options).map_err(|_| torn())?;
    let names = about.schema().fields().iter().map(|field| field.name().clone()).collect();
    let head = roles(names).map_err(Wrong::Table)?;
    let parts: Result<Vec<Part>, Wrong> = (0..about.metadata().num_row_groups())
        .into_par_iter()
        .map(|group| {
            let rows = ParquetRecordBatchReaderBuilder::new_with_metadata(open()?, about.clone())
                .with_row_groups(vec![group])
                .build()
                .map_err(|_| torn())?;
            let mut part = Part::new(&head);
            for batch in rows {
                let batch = batch.map_err(|_| torn())?;
                for ((slot, (name, role)), cells) in part.slots.iter_mut().zip(&head).zip(batch.columns()) {
                    take(slot, name, *role, cells).map_err(Wrong::Table)?;
                }
            }
            Ok(part)
        })
        .collect();
    Ok((head.clone(), Part::joined(&head, parts?)))
}

fn take(slot: &mut Slot, name: &str, role: Role, cells: &ArrayRef) -> Result<(), String> {
    if role == Role::Other {
        return (0..cells.len()).try_for_each(|_| slot.number(None)).map_err(str::to_owned);
    }
    let any = cells.as_any();
    if let Some(cells) = any.downcast_ref::<StringArray>() {
        texts(slot, name, cells.iter())
    } else if let Some(cells) = any.downcast_ref::<LargeStringArray>() {
        texts(slot, name, cells.iter())
    } else if let Some(cells) = any.downcast_ref::<Float64Array>() {
        numbers(slot, name, cells.iter())
    } else if let Some(cells) = any.downcast_ref::<Int64Array>() {
        numbers(slot, name, cells.iter().map(|cell| cell.map(|x| x as f64)))
    } else if let Some(cells) = any.downcast_ref::<Int32Array>() {
        numbers(slot, name, cells.iter().map(|cell| cell.map(f64::from)))
    } else if let Some(cells) = any.downcast_ref::<UInt32Array>() {
        numbers(slot, name, cells.iter().map(|cell| cell.map(f64::from)))
    } else {
        Err(format!("the column `{}` holds {}, not texts or numbers", name.escape_debug(), cells.data_type()))
    }
}

fn texts<'a>(
    slot: &mut Slot,
    name: &str,
    cells: impl Iterator<Item = Option<&'a str>>,
) -> Result<(), String> {
    for cell in cells {
        let taken = match cell {
            Some(text) => slot.text(text),
            None => slot.number(None),
        };
        taken.map_err(|expected| Wrong::cell(name, cell.unwrap_or("null"), expected))?;
    }
    Ok(())
}

fn numbers(slot: &mut Slot, name: &str, cells: impl Iterator<Item = Option<f64>>) -> Result<(), String> {
    for cell in cells {
        let shown = || cell.map_or("null".to_owned(), |x| x.to_string());
        slot.number(cell).map_err(|expected| Wrong::cell(name, &shown(), expected))?;
    }
    Ok(())
}
