//! Which sheet is which, by what lies in it; and what they tell.

use std::collections::BTreeMap;

use super::book::{Cell, Grid};
use super::dates::{self, Evidence, Order, Triple};
use super::{Audience, DayFigures, Problem, Workbook, numbers, posts};

/// What a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The window and its sums.
    Discovery,
    /// Impressions and engagements by day.
    Days,
    /// The posts with the most.
    Posts,
    /// How many follow, and how many came each day.
    Followers,
    /// Shares of the audience.
    Demographics,
    /// A header and nothing below it.
    Empty,
    /// Something else.
    Unknown,
}

/// Reads the sheets of a workbook.
pub(super) fn understand(grids: &[Grid]) -> Workbook {
    let kinds: Vec<Kind> = grids.iter().map(kind).collect();
    let of = |kind: Kind| grids.iter().zip(&kinds).filter(move |(_, k)| **k == kind).map(|(grid, _)| grid);
    let mut book = Workbook::default();
    let (order, sure) = evidence(grids, &kinds).order();
    if !sure {
        book.problems.push(Problem::new(
            grids.first().map_or_else(String::new, |g| g.title.clone()),
            "days that can be read in two ways",
            "a day after the 12th of a month somewhere; they are read with the month first",
        ));
    }
    for grid in of(Kind::Discovery) {
        discovery(grid, order, &mut book);
    }
    for grid in of(Kind::Days) {
        by_day(grid, order, &mut book);
    }
    for grid in of(Kind::Posts) {
        posts::read(grid, order, &mut book);
    }
    for grid in of(Kind::Followers) {
        followers(grid, order, &mut book);
    }
    for grid in of(Kind::Demographics) {
        demographics(grid, &mut book);
    }
    for grid in of(Kind::Unknown) {
        let expected = "a window, figures by day, addresses of posts, followers, or shares of the audience";
        book.problems.push(Problem::new(grid.title.clone(), "nothing that is known here", expected));
    }
    for grid in grids {
        if let Some((row, column)) = grid.beyond {
            let expected = "a cell nearer to the first one; it and what lies beyond was left out";
            book.problems.push(Problem::new(grid.place(row, column), "a cell far away", expected));
        }
    }
    if kinds.iter().all(|k| matches!(k, Kind::Unknown | Kind::Empty)) && book.problems.is_empty() {
        let expected = "figures; the workbook has none";
        book.problems.push(Problem::new(String::new(), "headers without figures", expected));
    }
    book.days.sort_by_key(|d| d.day);
    book.followers_new.sort_by_key(|(day, _)| *day);
    book
}

fn kind(grid: &Grid) -> Kind {
    let texts = grid.rows.values().flat_map(|row| row.values());
    if texts.clone().any(|cell| posts::address(cell).is_some()) {
        return Kind::Posts;
    }
    let head = grid.rows.iter().take(3).flat_map(|(_, row)| row.values());
    if head.clone().any(|cell| window(cell).is_some()) {
        return Kind::Discovery;
    }
    let dated = |least: usize| {
        grid.rows.values().filter(move |row| {
            let figures = row.range(1..).filter(|(_, cell)| numbers::of_cell(cell).is_some()).count();
            row.get(&0).is_some_and(dates::may_be_day) && figures >= least
        })
    };
    if total(grid).is_some() {
        return Kind::Followers;
    }
    if dated(2).next().is_some() {
        return Kind::Days;
    }
    if dated(1).next().is_some() {
        return Kind::Followers;
    }
    let is_group = |row: &BTreeMap<u32, Cell>| group(row).is_some();
    if grid.rows.values().any(is_group) {
        return Kind::Demographics;
    }
    let is_figure = |cell: &Cell| numbers::of_cell(cell).is_some() || dates::may_be_day(cell);
    let tells = |row: &BTreeMap<u32, Cell>| row.values().any(is_figure) && row.len() > 1;
    if grid.rows.values().any(tells) { Kind::Unknown } else { Kind::Empty }
}

/// The days that tell in which order days are written.
fn evidence(grids: &[Grid], kinds: &[Kind]) -> Evidence {
    let mut found = Evidence::default();
    for (grid, kind) in grids.iter().zip(kinds) {
        let first: Vec<Triple> = grid.rows.values().filter_map(|row| lone(row.get(&0)?)).collect();
        match kind {
            Kind::Discovery => {
                let ends = grid.rows.values().flat_map(|row| row.values()).find_map(window);
                found.window = found.window.or(ends);
            }
            Kind::Days => found.series.push(first),
            Kind::Followers => {
                found.others.extend(total(grid).and_then(|(triple, ..)| triple));
                found.series.push(first);
            }
            Kind::Posts => {
                let cells = grid.rows.values().flat_map(|row| row.values());
                found.others.extend(cells.filter_map(lone));
            }
            _ => {}
        }
    }
    found
}

fn lone(cell: &Cell) -> Option<Triple> {
    match cell {
        Cell::Text(text) => dates::lone(text),
        _ => None,
    }
}

/// The two ends of a window.
fn window(cell: &Cell) -> Option<(Triple, Triple)> {
    let Cell::Text(text) = cell else { return None };
    match dates::triples(text).as_slice() {
        [first, last] => Some((*first, *last)),
        _ => None,
    }
}

/// The line above the days that says how many follow: its day, if it stands in the text, and the cell with the number.
fn total(grid: &Grid) -> Option<(Option<Triple>, u32, u32)> {
    let (row, cells) = grid.rows.iter().next()?;
    let Cell::Text(text) = cells.get(&0)? else { return None };
    let found = dates::triples(text);
    if found.len() != 1 || dates::lone(text).is_some() {
        return None;
    }
    Some((found.first().copied(), *row, 1))
}

fn discovery(grid: &Grid, order: Order, book: &mut Workbook) {
    let mut sums = Vec::new();
    for (row, cells) in &grid.rows {
        for (column, cell) in cells {
            match window(cell) {
                Some((first, last)) if book.window.is_none() => {
                    match (dates::day(&first, order), dates::day(&last, order)) {
                        (Some(first), Some(last)) if first <= last => book.window = Some((first, last)),
                        _ => book.problems.push(Problem::new(
                            grid.place(*row, *column),
                            &cell.shown(),
                            "the first and the last day of the window",
                        )),
                    }
                }
                None if *column == 1 => match numbers::of_cell(cell) {
                    Some(number) if number >= 0.0 => sums.push(number),
                    _ => book.problems.push(Problem::new(
                        grid.place(*row, *column),
                        &cell.shown(),
                        "a number, at least 0",
                    )),
                },
                _ => {}
            }
        }
    }
    // In every language the impressions come first.
    (book.impressions, book.members_reached) = (sums.first().copied(), sums.get(1).copied());
}

/// Whether a header speaks of impressions. The word is nearly the same in most languages; where it is not, the place counts.
pub(super) fn of_impressions(header: Option<&Cell>) -> bool {
    matches!(header, Some(Cell::Text(text)) if text.to_lowercase().starts_with("impr"))
}

/// The rows from the first one that begins with a day.
fn from_first_day(grid: &Grid) -> impl Iterator<Item = (u32, &BTreeMap<u32, Cell>)> {
    let first = grid.rows.iter().find(|(_, row)| row.get(&0).is_some_and(dates::may_be_day)).map(|(r, _)| *r);
    grid.rows.range(first.unwrap_or(u32::MAX)..).map(|(row, cells)| (*row, cells))
}

fn by_day(grid: &Grid, order: Order, book: &mut Workbook) {
    let Some((top, _)) = from_first_day(grid).next() else { return };
    let header = |column| top.checked_sub(1).and_then(|row| grid.cell(row, column));
    let turned = of_impressions(header(2)) && !of_impressions(header(1));
    let (impressions, engagements) = if turned { (2, 1) } else { (1, 2) };
    for (row, cells) in from_first_day(grid) {
        let Some(day) = day_of(grid, row, order, book) else { continue };
        let impressions = figure(grid, row, impressions, false, book);
        let engagements = figure(grid, row, engagements, true, book);
        if cells.len() > 1 {
            book.days.push(DayFigures { day, impressions, engagements });
        }
    }
}

fn followers(grid: &Grid, order: Order, book: &mut Workbook) {
    let above = from_first_day(grid).next().map_or(u32::MAX, |(top, _)| top);
    let bare = grid.rows.range(..above).find(|(_, cells)| cells.get(&1).and_then(numbers::of_cell).is_some());
    // A line that does not say its day is of the last day of the window.
    let line = total(grid).or(bare.map(|(row, _)| (None, *row, 1)));
    if let Some((triple, row, column)) = line {
        let day = triple.and_then(|t| dates::day(&t, order)).or(book.window.map(|(_, last)| last));
        let number = figure(grid, row, column, false, book);
        book.followers_total = day.zip(number);
    }
    for (row, _) in from_first_day(grid) {
        let Some(day) = day_of(grid, row, order, book) else { continue };
        if let Some(new) = figure(grid, row, 1, true, book) {
            book.followers_new.push((day, new));
        }
    }
}

/// The day at the start of a row.
fn day_of(grid: &Grid, row: u32, order: Order, book: &mut Workbook) -> Option<jiff::civil::Date> {
    let Some(cell) = grid.cell(row, 0) else {
        book.problems.push(Problem::new(grid.place(row, 0), "", "a day"));
        return None;
    };
    let day = dates::of_cell(cell, order);
    if day.is_none() {
        book.problems.push(Problem::new(grid.place(row, 0), &cell.shown(), "a day"));
    }
    day
}

/// The number in a cell; an empty cell tells nothing and is no problem.
pub(super) fn figure(grid: &Grid, row: u32, column: u32, signed: bool, book: &mut Workbook) -> Option<f64> {
    let cell = grid.cell(row, column)?;
    let number = numbers::of_cell(cell).filter(|n| signed || *n >= 0.0);
    if number.is_none() {
        let expected = if signed { "a number" } else { "a number, at least 0" };
        book.problems.push(Problem::new(grid.place(row, column), &cell.shown(), expected));
    }
    number
}

/// A line of shares: what is told apart, which part, and its share.
fn group(row: &BTreeMap<u32, Cell>) -> Option<(&str, &str, f64, bool)> {
    let (Cell::Text(category), Cell::Text(value)) = (row.get(&0)?, row.get(&1)?) else { return None };
    let (share, below) = numbers::share(row.get(&2)?)?;
    Some((category, value, share, below))
}

fn demographics(grid: &Grid, book: &mut Workbook) {
    let first = grid.rows.iter().find(|(_, row)| group(row).is_some()).map_or(u32::MAX, |(row, _)| *row);
    for (row, cells) in grid.rows.range(first..) {
        if let Some((category, value, share, below)) = group(cells) {
            let (sheet, category, value) = (grid.title.clone(), category.to_owned(), value.to_owned());
            book.demographics.push(Audience { sheet, category, value, share, below });
            continue;
        }
        let (column, shown) = match cells.get(&2) {
            Some(cell) => (2, cell.shown()),
            None => (0, cells.values().next().map(Cell::shown).unwrap_or_default()),
        };
        let expected = "what is told apart, which part, and its share, as in 2%";
        book.problems.push(Problem::new(grid.place(*row, column), &shown, expected));
    }
}
