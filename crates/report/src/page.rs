//! A page of headings, paragraphs and tables, for a terminal or in Markdown.

use std::fmt::Write as _;

use crate::terminal::wrap_text;

/// The widest line, in characters.
const WIDTH: usize = 100;

/// For whom a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A terminal.
    Terminal,
    /// A file in Markdown.
    Markdown,
}

/// A page while it grows.
pub(crate) struct Growing {
    text: String,
    page: Page,
}

impl Growing {
    pub(crate) fn new(page: Page) -> Self {
        Self { text: String::new(), page }
    }

    pub(crate) fn done(self) -> String {
        self.text
    }

    pub(crate) fn title(&mut self, text: &str) {
        let mark = if self.page == Page::Markdown { "# " } else { "" };
        let _ = writeln!(self.text, "{mark}{text}\n");
    }

    pub(crate) fn heading(&mut self, text: &str) {
        let mark = if self.page == Page::Markdown { "## " } else { "" };
        let end = if self.page == Page::Markdown { "\n" } else { "" };
        let _ = writeln!(self.text, "\n{mark}{text}{end}");
    }

    /// A line of a list.
    pub(crate) fn line(&mut self, text: &str) {
        match self.page {
            Page::Markdown => {
                let _ = writeln!(self.text, "- {text}");
            }
            Page::Terminal => self.wrapped(text, ""),
        }
    }

    pub(crate) fn paragraph(&mut self, text: &str) {
        match self.page {
            Page::Markdown => {
                let _ = writeln!(self.text, "{text}");
            }
            Page::Terminal => self.wrapped(text, "  "),
        }
    }

    fn wrapped(&mut self, text: &str, indent: &str) {
        for line in wrap_text(text, WIDTH - indent.len()) {
            let _ = writeln!(self.text, "{indent}{line}");
        }
    }

    /// Rows of cells under those of the first; numbers stand to the right.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.first().map_or(0, Vec::len);
        let wide = |cell: &String| cell.chars().count();
        let width: Vec<usize> =
            (0..columns).map(|c| rows.iter().map(|row| wide(&row[c])).max().unwrap_or(0)).collect();
        self.text.push('\n');
        for (place, row) in rows.iter().enumerate() {
            let cell = |(column, text): (usize, &String)| {
                let room = " ".repeat(width[column] - wide(text));
                // Intervals begin where the one above begins.
                let left = column == 0 || column + 1 == columns || text.contains('[');
                if left { format!("{text}{room}") } else { format!("{room}{text}") }
            };
            let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
            let line = match self.page {
                Page::Markdown => format!("| {} |", cells.join(" | ")),
                Page::Terminal => format!("    {}", cells.join("  ")),
            };
            let _ = writeln!(self.text, "{}", line.trim_end());
            if place == 0 && self.page == Page::Markdown {
                let rule: Vec<String> = width.iter().map(|w| "-".repeat(*w)).collect();
                let _ = writeln!(self.text, "| {} |", rule.join(" | "));
            }
        }
        self.text.push('\n');
    }
}
