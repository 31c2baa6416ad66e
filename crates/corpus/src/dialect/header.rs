//! Where the table begins in a file, and whether its first row names the columns.

use rustc_hash::FxHashSet;

use super::Newline;
use super::cells::{self, Look};
use crate::read::split::{self, Cell, Marks};

/// Rows that are looked at below a header.
const BELOW: usize = 200;

/// Rows in which a header is looked for.
const SEARCHED: usize = 60;

/// The start of a file, row by row.
#[derive(Debug, Default)]
pub(crate) struct Start {
    /// Its first rows.
    rows: Vec<Row>,
    /// How many cells most rows have.
    pub(crate) width: usize,
    /// What ends most rows of that width.
    pub(crate) newline: Newline,
}

#[derive(Debug)]
struct Row {
    /// Lines before it.
    before: u64,
    /// Whether the line before it is empty.
    gap: bool,
    cells: Vec<String>,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|c| !c.is_empty()).count()
    }
}

/// What was found about the head of a table.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Lines before the table.
    pub(crate) skip: u64,
    /// Names of the columns, if the first row tells them.
    pub(crate) names: Option<Vec<String>>,
    /// Columns whose first cell differs in look from those below.
    pub(crate) differ: usize,
}

impl Start {
    /// Splits a sample. `widths` are those of all its rows.
    pub(crate) fn read(sample: &str, marks: Marks, widths: &[usize]) -> Self {
        let bytes = sample.as_bytes();
        let mut start = Self { width: common(widths), ..Self::default() };
        let mut ends = [0u32; 3];
        let mut cells: Vec<Cell> = Vec::new();
        let (mut at, mut before) = (0, 0);
        loop {
            let (empty, lines) = split::empty_lines(&bytes[at..]);
            let gap = lines > 0 && at > 0;
            (at, before) = (at + empty, before + lines);
            if at == bytes.len() {
                break;
            }
            cells.clear();
            let end = split::record(&bytes[at..], marks, &mut cells);
            if cells.len() == start.width {
                let newline = match &bytes[at + end.content..at + end.next] {
                    b"\n" => Some(Newline::Lf),
                    b"\r\n" => Some(Newline::CrLf),
                    b"\r" => Some(Newline::Cr),
                    _ => None,
                };
                if let Some(newline) = newline {
                    ends[newline as usize] += 1;
                }
            }
            if start.rows.len() < BELOW + SEARCHED {
                let record = &sample[at..];
                let content = cells.iter().map(|cell| {
                    let mut content = String::new();
                    match &record[cell.range.clone()] {
                        raw if cell.escaped => split::unescape(raw, marks, &mut content),
                        raw => content.push_str(raw),
                    }
                    content.trim().to_owned()
                });
                start.rows.push(Row { before, gap, cells: content.collect() });
            }
            (at, before) = (at + end.next, before + end.lines);
        }
        // What comes first wins where two are as frequent.
        for newline in [Newline::Cr, Newline::CrLf, Newline::Lf] {
            if ends[newline as usize] >= ends[start.newline as usize] {
                start.newline = newline;
            }
        }
        start
    }

    /// Finds the table's first row, and what it says.
    pub(crate) fn head(&self) -> Head {
        let first = self.first();
        let Some(row) = self.rows.get(first) else { return Head::default() };
        let (is_header, differ) = self.names_columns(first);
        Head { skip: row.before, names: is_header.then(|| row.cells.clone()), differ }
    }

    /// The place of the table's first row, after titles and notes.
    fn first(&self) -> usize {
        let width = self.width;
        if width < 2 {
            return 0;
        }
        let few = if width < 4 { 1 } else { width / 2 };
        let short = |row: &Row| row.filled() <= few;
        let comment = |row: &Row| row.cells.len() != width && row.cells[0].starts_with('#');
        let searched = &self.rows[..self.rows.len().min(SEARCHED)];

        // Notes and then an empty line, unless what stands before that line is a table as well.
        let table = |rows: &[Row]| {
            rows.windows(2).any(|two| {
                two[0].cells.len() == two[1].cells.len() && two[0].filled() > 1 && two[1].filled() > 1
            })
        };
        for (place, row) in searched.iter().enumerate().take(30) {
            if row.gap && place > 0 && row.cells.len() == width && !short(row) {
                let above = &self.rows[..place];
                if above.iter().all(|r| r.cells.len() != width || short(r)) && !table(above) {
                    return place;
                }
                break;
            }
        }
        let Some(place) = searched.iter().position(|row| !short(row) && !comment(row)) else { return 0 };
        // A title may be filled up with empty cells. So may be a row of a table that has no header.
        let padded = self.rows[..place].iter().any(|r| r.cells.len() == width);
        if padded && !(self.names_columns(place).0 && self.rows[place].filled() * 10 >= width * 7) {
            return self.rows[..place].iter().position(|r| r.cells.len() == width).unwrap_or(0);
        }
        place
    }

    /// Whether a row names the columns, and in how many columns it looks unlike those below it.
    fn names_columns(&self, place: usize) -> (bool, usize) {
        let names = &self.rows[place].cells;
        let below = &self.rows[place + 1..];
        let below = &below[..below.len().min(BELOW)];
        let counts = is_count(names);
        let mut score = 0.3;
        let mut differ = 0;
        let mut seen = FxHashSet::default();
        for (column, name) in names.iter().enumerate() {
            let own = cells::look(name.as_bytes()).0;
            let values: Vec<&str> = below
                .iter()
                .filter_map(|r| r.cells.get(column))
                .map(String::as_str)
                .filter(|c| !c.is_empty())
                .collect();
            let (share, look) = usual(&values);
            match own {
                Look::Text if share > 0.7 && look != Look::Text && look != Look::Empty => {
                    score += 1.0;
                    differ += 1;
                }
                Look::Text => {
                    if values.contains(&name.as_str()) {
                        score -= 1.0;
                    }
                    if name.len() > 60 || name.contains(". ") {
                        score -= 0.5;
                    }
                    if let Some(length) = one_length(&values) {
                        score += if length == name.len() { -0.2 } else { 0.5 };
                    }
                }
                Look::Empty => score -= 0.15,
                Look::Number if counts => {}
                _ => score -= 1.5,
            }
            if own != Look::Empty && !seen.insert(name.to_lowercase()) {
                score -= 0.5;
            }
        }
        (score > 0.0, differ)
    }
}

/// Whether all numbers in a row are years or count up, as names of columns do.
fn is_count(names: &[String]) -> bool {
    let numbers: Vec<i64> = names.iter().filter_map(|n| n.parse().ok()).collect();
    let any_number = names.iter().filter(|n| cells::look(n.as_bytes()).0 == Look::Number).count();
    numbers.len() == any_number
        && numbers.len() >= 2
        && numbers.len() < names.len()
        && numbers.windows(2).all(|two| {
            two[1] - two[0] == numbers[1] - numbers[0] && (two[1] - two[0]).abs() <= 10 && two[0] != two[1]
        })
}

/// The look that most values have, and the share of them that has it.
fn usual(values: &[&str]) -> (f32, Look) {
    let mut counts: [(usize, Look); 6] = [
        (0, Look::Empty),
        (0, Look::Number),
        (0, Look::Moment),
        (0, Look::Link),
        (0, Look::Json),
        (0, Look::Text),
    ];
    for value in values {
        counts[cells::look(value.as_bytes()).0 as usize].0 += 1;
    }
    let (count, look) = counts.into_iter().max_by_key(|(count, _)| *count).unwrap_or((0, Look::Empty));
    (count as f32 / values.len().max(1) as f32, look)
}

/// The length of all values, if they are codes of one length.
fn one_length(values: &[&str]) -> Option<usize> {
    let length = values.first()?.len();
    (values.len() >= 3 && values.iter().all(|v| v.len() == length)).then_some(length)
}

/// The width that most rows have; rows with one cell count only if there are no others.
fn common(widths: &[usize]) -> usize {
    let mut sorted: Vec<usize> = widths.iter().copied().filter(|w| *w > 1).collect();
    // A note with a comma in it does not make a file of lines a table.
    if sorted.len() * 10 < widths.len() {
        sorted.clear();
    }
    sorted.sort_unstable();
    let groups = sorted.chunk_by(|a, b| a == b).map(|group| (group.len(), group[0]));
    groups.max().map_or(1, |(_, width)| width)
}
