//! Rows of an Arrow batch as others write them: every cell the text that stands for it in a CSV file.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::columnar::Batch;
use super::plan::Separators;
use super::rows::{Place, RowSource, reject};
use crate::data::{DAY, Fault, Reject};

/// Reads a batch row by row.
pub(crate) struct ArrowRows<'a> {
    file: &'a str,
    batch: &'a Batch,
    /// The columns that are looked at, with what stands between the values of a list.
    columns: Vec<(usize, Vec<ArrayRef>, &'a str)>,
    row: usize,
    cells: Vec<String>,
}

impl<'a> ArrowRows<'a> {
    pub(crate) fn new(file: &'a str, batch: &'a Batch, separators: &'a Separators) -> Self {
        let used = separators
            .iter()
            .enumerate()
            .filter_map(|(column, separator)| Some((column, batch.column(column), separator.as_deref()?)));
        Self { file, batch, columns: used.collect(), row: 0, cells: vec![String::new(); batch.width()] }
    }

    fn read(&mut self, row: usize) -> Result<(), Box<Reject>> {
        let place = self.place();
        let shape = &self.batch.shape;
        let mut bytes = 0;
        for (column, arrays, separator) in &self.columns {
            let cell = &mut self.cells[*column];
            cell.clear();
            let Some((array, outer)) = arrays.split_last() else { continue };
            if outer.iter().any(|outer| outer.is_null(row)) {
                continue;
            }
            let room = shape.max_record.saturating_sub(bytes);
            let fault = |fault, value: &[u8], name: &str, reason| {
                Box::new(reject(self.file, place, fault, name, value, reason))
            };
            match write(cell, array, row, separator, room) {
                Ok(()) => bytes += cell.len(),
                Err(Odd::NotUtf8(value)) => {
                    let name = shape.paths[*column].name();
                    return Err(fault(Fault::InvalidEncoding, &value, &name, "expected UTF-8".to_owned()));
                }
                Err(Odd::TooLong) => {
                    let reason = format!("expected a row of at most {} bytes, found more", shape.max_record);
                    return Err(fault(Fault::LineSizeOverMaximum, b"", "", reason));
                }
            }
        }
        Ok(())
    }
}

/// Why a cell is no text.
enum Odd {
    NotUtf8(Vec<u8>),
    TooLong,
}

/// Writes a cell, which may take so many bytes.
fn write(cell: &mut String, array: &dyn Array, row: usize, separator: &str, room: usize) -> Result<(), Odd> {
    if array.is_null(row) {
        return Ok(());
    }
    macro_rules! value {
        ($kind:ty) => {
            cell.push_str(&array.as_primitive::<$kind>().value(row).to_string())
        };
    }
    macro_rules! decimal {
        ($kind:ty) => {
            cell.push_str(&array.as_primitive::<$kind>().value_as_string(row))
        };
    }
    match array.data_type() {
        DataType::Utf8View => push(cell, array.as_string_view().value(row), room)?,
        DataType::Utf8 => push(cell, array.as_string::<i32>().value(row), room)?,
        DataType::LargeUtf8 => push(cell, array.as_string::<i64>().value(row), room)?,
        DataType::BinaryView => push_bytes(cell, array.as_binary_view().value(row), room)?,
        DataType::Binary => push_bytes(cell, array.as_binary::<i32>().value(row), room)?,
        DataType::LargeBinary => push_bytes(cell, array.as_binary::<i64>().value(row), room)?,
        DataType::Dictionary(..) => {
            let words = array.as_any_dictionary();
            write(cell, words.values(), key(words.keys(), row), separator, room)?;
        }
        DataType::Boolean => cell.push_str(if array.as_boolean().value(row) { "true" } else { "false" }),
        DataType::Int8 => value!(Int8Type),
        DataType::Int16 => value!(Int16Type),
        DataType::Int32 => value!(Int32Type),
        DataType::Int64 => value!(Int64Type),
        DataType::UInt8 => value!(UInt8Type),
        DataType::UInt16 => value!(UInt16Type),
        DataType::UInt32 => value!(UInt32Type),
        DataType::UInt64 => value!(UInt64Type),
        // Programs that know of no missing number write this instead.
        DataType::Float32 if array.as_primitive::<Float32Type>().value(row).is_nan() => {}
        DataType::Float64 if array.as_primitive::<Float64Type>().value(row).is_nan() => {}
        DataType::Float32 => value!(Float32Type),
        DataType::Float64 => value!(Float64Type),
        DataType::Decimal32(..) => decimal!(Decimal32Type),
        DataType::Decimal64(..) => decimal!(Decimal64Type),
        DataType::Decimal128(..) => decimal!(Decimal128Type),
        DataType::Decimal256(..) => decimal!(Decimal256Type),
        DataType::Date32 => date(cell, i64::from(array.as_primitive::<Date32Type>().value(row))),
        DataType::Date64 => date(cell, array.as_primitive::<Date64Type>().value(row).div_euclid(1000 * DAY)),
        DataType::Timestamp(unit, zone) => {
            let seconds = match unit {
                TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value(row),
                TimeUnit::Millisecond => {
                    array.as_primitive::<TimestampMillisecondType>().value(row).div_euclid(1000)
                }
                TimeUnit::Microsecond => {
                    array.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(1_000_000)
                }
                TimeUnit::Nanosecond => {
                    array.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(1_000_000_000)
                }
            };
            time(cell, seconds, zone.is_some());
        }
        DataType::List(_) => list(cell, &array.as_list::<i32>().value(row), separator, room)?,
        DataType::LargeList(_) => list(cell, &array.as_list::<i64>().value(row), separator, room)?,
        // A column of nothing; other types are refused when the file is opened.
        _ => {}
    }
    Ok(())
}

/// The place of a row's word in its dictionary.
fn key(keys: &dyn Array, row: usize) -> usize {
    macro_rules! value {
        ($kind:ty) => {
            keys.as_primitive::<$kind>().value(row) as usize
        };
    }
    match keys.data_type() {
        DataType::Int8 => value!(Int8Type),
        DataType::Int16 => value!(Int16Type),
        DataType::Int32 => value!(Int32Type),
        DataType::Int64 => value!(Int64Type),
        DataType::UInt8 => value!(UInt8Type),
        DataType::UInt16 => value!(UInt16Type),
        DataType::UInt32 => value!(UInt32Type),
        _ => value!(UInt64Type),
    }
}

/// The values of a list, with the separator between them.
fn list(cell: &mut String, values: &ArrayRef, separator: &str, room: usize) -> Result<(), Odd> {
    for place in 0..values.len() {
        if place > 0 {
            push(cell, separator, room)?;
        }
        write(cell, values, place, separator, room)?;
    }
    Ok(())
}

/// A text of which nobody said that it is one: older programs write them so.
fn push_bytes(cell: &mut String, value: &[u8], room: usize) -> Result<(), Odd> {
    let text =
        std::str::from_utf8(value).map_err(|_| Odd::NotUtf8(value[..value.len().min(1000)].to_owned()))?;
    push(cell, text, room)
}

fn push(cell: &mut String, text: &str, room: usize) -> Result<(), Odd> {
    if cell.len() + text.len() > room {
        return Err(Odd::TooLong);
    }
    cell.push_str(text);
    Ok(())
}

/// A day, by its number.
fn date(cell: &mut String, day: i64) {
    match Timestamp::from_second(day.saturating_mul(DAY)) {
        Ok(time) => cell.push_str(&time.to_zoned(TimeZone::UTC).date().to_string()),
        Err(_) => cell.push_str(&day.to_string()),
    }
}

/// A moment, or a time of which nobody said where it was.
fn time(cell: &mut String, seconds: i64, moment: bool) {
    let text = match Timestamp::from_second(seconds) {
        Ok(time) if moment => time.to_string(),
        Ok(time) => time.to_zoned(TimeZone::UTC).datetime().to_string(),
        // No year that anybody means; the number shows what stands there.
        Err(_) => seconds.to_string(),
    };
    cell.push_str(&text);
}

impl RowSource for ArrowRows<'_> {
    fn advance(&mut self) -> Option<Result<(), Box<Reject>>> {
        let row = self.row;
        if row == self.batch.rows() {
            return None;
        }
        self.row += 1;
        Some(self.read(row))
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.cells[column])
    }

    fn place(&self) -> Place {
        Place { line: self.batch.before + self.row as u64, byte: 0 }
    }

    fn zeros(&self) -> bool {
        true
    }
}
