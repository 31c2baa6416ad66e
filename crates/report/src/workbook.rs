//! Tables as Excel workbooks: the table, and beside it a sheet that says what its columns mean.
//!
//! Texts are written as texts: no cell is ever a formula or a link. The same table gives the same bytes, so the workbook does
//! not say when it was made.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::described::range_in_words;
use crate::sheet::{Cells, Sheet};

/// Rows that a sheet of Excel has, the header included.
pub(crate) const ROWS: usize = 1_048_576;

/// Columns that it has.
pub(crate) const COLUMNS: usize = 16_384;

/// Characters that a cell holds, counted as Excel does.
pub(crate) const CELL: usize = 32_767;

/// Rows that are looked at for the width of a column.
const LOOK: usize = 200;

/// The whole workbook. Rows go to a passing file as they are written; costs about a second for 100,000 rows of 20 columns.
pub(crate) fn workbook(sheet: &Sheet<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let head = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let numbers: Vec<Format> = sheet
        .columns
        .iter()
        .map(|(_, cells)| {
            let digits = match cells {
                Cells::Points(_) => 2,
                Cells::Numbers(_, digits) => *digits,
                _ => 0,
            };
            let decimals = if digits == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(digits)) };
            Format::new().set_num_format(decimals)
        })
        .collect();

    let table = book.add_worksheet_with_low_memory()?.set_name("table")?;
    table.set_freeze_panes(1, 0)?;
    let mut text = String::new();
    for (c, (name, cells)) in (0..).zip(&sheet.columns) {
        let mut widest = name.chars().count();
        for row in 0..sheet.rows().min(LOOK) {
            text.clear();
            cells.text(row, &mut text);
            widest = widest.max(text.chars().count());
        }
        table.set_column_width(c, (widest + 2).clamp(8, 50) as f64)?;
        table.write_string_with_format(0, c, name, &head)?;
    }
    for row in 0..sheet.rows() {
        let r = row as u32 + 1;
        for ((c, (_, cells)), number) in (0..).zip(&sheet.columns).zip(&numbers) {
            match cells {
                Cells::Texts(texts) => table.write_string(r, c, texts[row])?,
                Cells::Text(text, _) => table.write_string(r, c, *text)?,
                Cells::Day(date, _) => {
                    let date =
                        ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
                    table.write_datetime_with_format(r, c, &date, &day)?
                }
                Cells::Points(_) | Cells::Numbers(..) | Cells::Wholes(_) | Cells::Count(..) => {
                    match cells.number(row) {
                        Some(x) => table.write_number_with_format(r, c, x, number)?,
                        None => table,
                    }
                }
            };
        }
    }

    let about = book.add_worksheet_with_low_memory()?.set_name("columns")?;
    about.set_freeze_panes(1, 0)?;
    for (c, (name, width)) in
        (0..).zip([("column", 36.0), ("description", 80.0), ("unit", 12.0), ("range", 16.0)])
    {
        about.set_column_width(c, width)?;
        about.write_string_with_format(0, c, name, &head)?;
    }
    let mut r = 1;
    for (name, _) in &sheet.columns {
        about.write_string(r, 0, name)?;
        if let Some(described) = sheet.described(name) {
            about.write_string(r, 1, described.about)?;
            about.write_string(r, 2, described.unit)?;
            about.write_string(r, 3, range_in_words(described.range))?;
        }
        r += 1;
    }
    for (name, fact) in &sheet.facts {
        about.write_string(r + 1, 0, name)?;
        about.write_string(r + 1, 1, fact)?;
        r += 1;
    }
    book.save_to_buffer()
}
