//! A workbook as cells. It is measured before it is opened: what unpacks beyond all measure is not unpacked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use jiff::civil::Date;
use memchr::memmem;
use zip::ZipArchive;

use super::dates;

/// The largest workbook; those of a year have some 50 kB.
const MOST_BYTES: usize = 16 << 20;
/// The most that its parts may have unpacked, all together.
const MOST_UNPACKED: u64 = 64 << 20;
/// The most parts.
const MOST_PARTS: usize = 500;
/// How many times larger a part may become, once it is larger than `FREE`.
const MOST_RATIO: u64 = 200;
/// So much may come out of a part before its ratio is looked at.
const FREE: u64 = 1 << 20;
/// The most different texts; calamine makes room for as many as the file says that it has.
const MOST_TEXTS: u64 = 200_000;
/// Cells below and to the right of these are left out: a year has 365 days.
const MOST_ROWS: u32 = 5_000;
const MOST_COLUMNS: u32 = 40;
/// The longest text of a cell that is kept, in characters.
const MOST_TEXT: usize = 2_000;

/// Why a workbook could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// It is larger than a workbook of figures can be.
    #[error("{0}")]
    TooLarge(String),
    /// It is no workbook.
    #[error("this is no workbook that can be read: {0}")]
    NotAWorkbook(String),
}

impl BookError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "export the figures again; a workbook of a year has some 50 kB",
            Self::NotAWorkbook(_) => "export the figures again as .xlsx, without a password",
        }
    }
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
    Day(Date),
}

impl Cell {
    /// The cell as somebody would see it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// A sheet: its cells by row and column, both from 0.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) title: String,
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// The first cell that was left out, if one was.
    pub(super) beyond: Option<(u32, u32)>,
}

impl Grid {
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }

    /// `TOP POSTS!C7`
    pub(super) fn place(&self, row: u32, column: u32) -> String {
        let mut letters = String::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        format!("{}!{letters}{}", self.title, row + 1)
    }
}

/// Opens a workbook and takes its cells.
pub(super) fn open(bytes: &[u8]) -> Result<Vec<Grid>, BookError> {
    measure(bytes)?;
    let not = |e: calamine::XlsxError| BookError::NotAWorkbook(e.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(not)?;
    let mut grids = Vec::new();
    for title in book.sheet_names() {
        let mut reader = match book.worksheet_cells_reader(&title) {
            Ok(reader) => reader,
            // A chart has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(e) => return Err(not(e)),
        };
        let mut grid = Grid { title: title.chars().take(60).collect(), ..Grid::default() };
        while let Some(found) = reader.next_cell().map_err(not)? {
            let (row, column) = found.get_position();
            let Some(cell) = cell(found.get_value()) else { continue };
            if row >= MOST_ROWS || column >= MOST_COLUMNS {
                grid.beyond = grid.beyond.or(Some((row, column)));
                continue;
            }
            grid.rows.entry(row).or_default().insert(column, cell);
        }
        grids.push(grid);
    }
    Ok(grids)
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| {
        let text: String = text.trim().chars().take(MOST_TEXT).collect();
        (!text.is_empty()).then_some(Cell::Text(text))
    };
    match value {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => number.is_finite().then_some(Cell::Number(*number)),
        DataRef::String(found) | DataRef::DurationIso(found) => text(found),
        DataRef::SharedString(found) => text(found),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day = Date::new(year as i16, month as i8, day as i8).ok().filter(|_| moment.is_datetime());
            Some(day.map_or(Cell::Number(moment.as_f64()), Cell::Day))
        }
        DataRef::DateTimeIso(found) => match dates::iso(found) {
            Some(day) => Some(Cell::Day(day)),
            None => text(found),
        },
        DataRef::Bool(found) => text(if *found { "TRUE" } else { "FALSE" }),
        DataRef::Error(found) => text(&found.to_string()),
    }
}

/// Unpacks every part into nothing, and stops where it grows too large. What the archive says of its sizes is looked at first,
/// but a bomb lies.
fn measure(bytes: &[u8]) -> Result<(), BookError> {
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(BookError::TooLarge(format!("the file has {} bytes, more than {most} MiB", bytes.len())));
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|e| BookError::NotAWorkbook(e.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(BookError::TooLarge(format!("it has {} parts, more than {MOST_PARTS}", archive.len())));
    }
    let mut whole = 0;
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(|e| BookError::NotAWorkbook(e.to_string()))?;
        let name = part.name().map_err(|e| BookError::NotAWorkbook(e.to_string()))?;
        let name: String = name.chars().take(80).collect();
        let packed = part.compressed_size().max(1);
        let most = MOST_UNPACKED.saturating_sub(whole).min(FREE.max(packed.saturating_mul(MOST_RATIO)));
        let grows = || {
            let name = name.escape_debug();
            BookError::TooLarge(format!("its part {name} would have more than {most} bytes unpacked"))
        };
        if part.size() > most {
            return Err(grows());
        }
        let wrong = |e: std::io::Error| BookError::NotAWorkbook(format!("{}: {e}", name.escape_debug()));
        let size = if name.to_lowercase().ends_with("sharedstrings.xml") {
            let mut texts = Vec::new();
            (&mut part).take(most + 1).read_to_end(&mut texts).map_err(wrong)?;
            look_at_texts(&texts)?;
            texts.len() as u64
        } else {
            std::io::copy(&mut (&mut part).take(most + 1), &mut std::io::sink()).map_err(wrong)?
        };
        if size > most {
            return Err(grows());
        }
        whole += size;
    }
    Ok(())
}

/// Refuses a list of texts that asks for room that it does not need, or that is written so that this cannot be seen.
fn look_at_texts(part: &[u8]) -> Result<(), BookError> {
    if part.starts_with(&[0xff, 0xfe])
        || part.starts_with(&[0xfe, 0xff])
        || part.iter().take(4).any(|b| *b == 0)
    {
        return Err(BookError::NotAWorkbook("its texts are not UTF-8".to_owned()));
    }
    // What follows the first text belongs to the texts.
    let head = &part[..memmem::find(part, b"<si").unwrap_or(part.len())];
    let head = String::from_utf8_lossy(head);
    for (at, word) in head.match_indices("uniqueCount") {
        let after = head[at + word.len()..].trim_start();
        let quoted = after.strip_prefix('=').and_then(|q| q.trim_start().strip_prefix(['"', '\'']));
        let digits: String = quoted
            .unwrap_or_default()
            .trim_start_matches(['+', ' '])
            .chars()
            .take_while(char::is_ascii_digit)
            .take(30)
            .collect();
        if !digits.is_empty() && digits.parse::<u64>().map_or(true, |n| n > MOST_TEXTS) {
            return Err(BookError::TooLarge(format!(
                "it says that it has {digits} different texts, more than {MOST_TEXTS}"
            )));
        }
    }
    Ok(())
}
