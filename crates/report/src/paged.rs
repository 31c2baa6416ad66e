//! A table that is written page by page, because it is never there as a whole.

use std::io::{self, Write};

use crate::sheet::{Format, Sheet};

/// Puts pages of one table, which have the same columns, into one file: the same bytes as the table as a whole would give.
pub struct Paged<'a> {
    format: Format,
    out: &'a mut dyn Write,
    pages: usize,
}

impl<'a> Paged<'a> {
    /// Begins a table.
    pub fn new(format: Format, out: &'a mut dyn Write) -> Self {
        Self { format, out, pages: 0 }
    }

    /// Adds the next rows.
    ///
    /// # Errors
    /// When they cannot be written; Parquet and Excel cannot be written page by page.
    pub fn add(&mut self, page: &Sheet<'_>) -> io::Result<()> {
        let first = self.pages == 0;
        self.pages += 1;
        match self.format {
            Format::Csv => {
                if first {
                    page.csv_head(self.out)?;
                }
                page.csv_rows(self.out)
            }
            Format::Json => {
                if first {
                    self.out.write_all(b"[")?;
                }
                page.json_rows(first, self.out)
            }
            Format::Ndjson => page.ndjson(self.out),
            Format::Md => {
                if first {
                    page.md_head(self.out)?;
                }
                page.md_rows(self.out)
            }
            Format::Xlsx | Format::Parquet => {
                Err(io::Error::new(io::ErrorKind::Unsupported, "such a file is written as a whole"))
            }
        }
    }

    /// Ends the table; `empty` has its columns, for where there was no page.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(self, empty: &Sheet<'_>) -> io::Result<()> {
        match (self.pages, self.format) {
            (0, format) => empty.write(format, self.out),
            (_, Format::Json) => self.out.write_all(b"\n]\n"),
            _ => self.out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Cells;

    #[test]
    fn pages_are_the_whole() {
        let names = ["a", "=b", "c", "d,e", "f"];
        let sheet = |rows: &[&'static str]| {
            let mut sheet = Sheet::default();
            sheet.add("member", Cells::Texts(rows.to_vec()));
            sheet.add("n", Cells::Numbers(rows.iter().map(|name| name.len() as f64).collect(), 2));
            sheet
        };
        for format in Format::ALL.into_iter().filter(|format| format.is_text()) {
            for rows in 0..=names.len() {
                let mut whole = Vec::new();
                sheet(&names[..rows]).write(format, &mut whole).unwrap();
                for size in 1..=names.len() {
                    let mut pages = Vec::new();
                    let mut paged = Paged::new(format, &mut pages);
                    for page in names[..rows].chunks(size) {
                        paged.add(&sheet(page)).unwrap();
                    }
                    paged.end(&sheet(&[])).unwrap();
                    assert_eq!(pages, whole, "{format:?}: {rows} rows, {size} a page");
                }
            }
        }
    }
}
