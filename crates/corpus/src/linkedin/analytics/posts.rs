//! The posts with the most: two tables beside each other, one by engagements and one by impressions.

use std::collections::BTreeMap;

use super::book::{Cell, Grid};
use super::dates::{self, Order};
use super::layout::{figure, of_impressions};
use super::urn::Urn;
use super::{PostFigures, Problem, Workbook};

/// The column in which the right table begins where no header tells.
const RIGHT: u32 = 4;

/// The address of a post in a cell.
pub(super) fn address(cell: &Cell) -> Option<&str> {
    let Cell::Text(text) = cell else { return None };
    let lower = text.to_lowercase();
    let begins = lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.");
    (begins && lower.contains("linkedin.")).then_some(text)
}

/// Which of two posts are the same one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Id(u64),
    Url(String),
}

/// Unites both tables: a post that stands in both is one post.
pub(super) fn read(grid: &Grid, order: Order, book: &mut Workbook) {
    let cells = |row: u32| grid.rows.get(&row).into_iter().flatten();
    let addresses = |row: u32| cells(row).filter_map(|(column, cell)| Some((*column, address(cell)?)));
    let rows: Vec<u32> = grid.rows.keys().copied().collect();
    let Some(&top) = rows.iter().find(|row| addresses(**row).next().is_some()) else { return };
    let mut columns: Vec<u32> =
        rows.iter().flat_map(|row| addresses(*row).map(|(column, _)| column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let header = |column: u32| top.checked_sub(1).and_then(|row| grid.cell(row, column + 2));
    // A header can stand above a side that is empty, so all of them are looked at.
    let told = top.checked_sub(1).is_some_and(|row| cells(row).any(|(_, cell)| of_impressions(Some(cell))));
    let shows = |column: u32| if told { of_impressions(header(column)) } else { column >= RIGHT };
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for &row in rows.iter().filter(|row| **row >= top) {
        for &column in &columns {
            let Some(cell) = grid.cell(row, column) else {
                if let Some(beside) = grid.cell(row, column + 2) {
                    let expected = "the address of a post beside its figure";
                    book.problems.push(Problem::new(grid.place(row, column), &beside.shown(), expected));
                }
                continue;
            };
            let Some(url) = address(cell) else {
                book.problems.push(Problem::new(
                    grid.place(row, column),
                    &cell.shown(),
                    "the address of a post",
                ));
                continue;
            };
            let urn = Urn::find(url);
            if urn.is_none() {
                let expected =
                    "an address with the number of a post, as in …/feed/update/urn:li:activity:7426…";
                book.problems.push(Problem::new(grid.place(row, column), url, expected));
            }
            let published = grid.cell(row, column + 1).and_then(|cell| {
                let day = dates::of_cell(cell, order);
                if day.is_none() {
                    book.problems.push(Problem::new(grid.place(row, column + 1), &cell.shown(), "a day"));
                }
                day
            });
            let number = figure(grid, row, column + 2, !shows(column), book);
            let key = urn.map_or_else(|| Key::Url(url.to_owned()), |urn| Key::Id(urn.id));
            let place = *known.entry(key).or_insert(book.posts.len());
            if place == book.posts.len() {
                let url = url.to_owned();
                book.posts.push(PostFigures { urn, url, published, engagements: None, impressions: None });
            }
            let post = &mut book.posts[place];
            post.published = post.published.or(published);
            let figure = if shows(column) { &mut post.impressions } else { &mut post.engagements };
            // A post that stands twice on one side has the larger of its figures.
            *figure = match (*figure, number) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (a, b) => a.or(b),
            };
        }
    }
}
