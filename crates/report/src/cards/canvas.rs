//! A page for a terminal of some width, in colours or without, in Unicode or in ASCII.
//!
//! Colours are our own, so a page of them cannot be screened as a whole: what is drawn is screened piece by piece, and a page
//! that is done is a type of its own, which nothing else can make.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::printable::printable;

/// What a page is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Columns of a line; at least [`Paper::LEAST`].
    pub width: usize,
    /// Whether there are colours.
    pub colours: bool,
    /// Whether there is nothing but ASCII.
    pub ascii: bool,
}

impl Paper {
    /// The fewest columns that a page fits in.
    pub const LEAST: usize = 40;
    /// The most that a page makes use of.
    pub const MOST: usize = 120;
}

/// A page that is fit for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Painted(String);

impl Painted {
    /// The page with its colours.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a piece looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Faint,
    Good,
    Fair,
    Poor,
    Line,
}

impl Ink {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Good => colour(AnsiColor::Green),
            Self::Fair => colour(AnsiColor::Yellow),
            Self::Poor => colour(AnsiColor::Red),
            Self::Line => colour(AnsiColor::Cyan),
        }
    }
}

/// A page that is being drawn, line by line from left to right.
pub(super) struct Canvas {
    paper: Paper,
    out: String,
    /// Columns that the line has so far.
    column: usize,
    /// Spaces that come before the next piece; none are left at the end of a line.
    blanks: usize,
}

impl Canvas {
    pub(super) fn new(paper: Paper) -> Self {
        let width = paper.width.max(Paper::LEAST);
        Self { paper: Paper { width, ..paper }, out: String::new(), column: 0, blanks: 0 }
    }

    pub(super) fn width(&self) -> usize {
        self.paper.width
    }

    /// Where the next piece begins.
    pub(super) fn column(&self) -> usize {
        self.column + self.blanks
    }

    /// Columns that are left in the line.
    pub(super) fn left(&self) -> usize {
        self.paper.width.saturating_sub(self.column())
    }

    /// Goes on so many columns to the right.
    pub(super) fn space(&mut self, columns: usize) -> &mut Self {
        self.blanks += columns;
        self
    }

    /// Goes on at a column, if the line is not beyond it.
    pub(super) fn to(&mut self, column: usize) -> &mut Self {
        self.blanks = self.blanks.max(column.saturating_sub(self.column));
        self
    }

    /// Draws a text, cut where the line ends.
    pub(super) fn put(&mut self, ink: Ink, text: &str) -> &mut Self {
        let shown = self.fit(text, self.left());
        self.draw(ink, &shown);
        self
    }

    /// Draws a text in so many columns, cut or with blanks behind it.
    pub(super) fn cell(&mut self, ink: Ink, text: &str, columns: usize) -> &mut Self {
        let columns = columns.min(self.left());
        let shown = self.fit(text, columns);
        self.draw(ink, &shown);
        self.blanks += columns - shown.width();
        self
    }

    /// The same with the blanks before it.
    pub(super) fn right(&mut self, ink: Ink, text: &str, columns: usize) -> &mut Self {
        let columns = columns.min(self.left());
        let shown = self.fit(text, columns);
        self.blanks += columns - shown.width();
        self.draw(ink, &shown);
        self
    }

    /// Draws a share from 0 to 1 as a bar in so many columns; what is more than nothing is seen. The rest is dotted.
    pub(super) fn bar(&mut self, ink: Ink, share: f64, columns: usize) -> &mut Self {
        let columns = columns.min(self.left());
        let bar = bar(share, columns, self.paper.ascii);
        let rest = columns - bar.width();
        self.draw(ink, &bar);
        self.draw(Ink::Faint, &if self.paper.ascii { "." } else { "·" }.repeat(rest));
        self
    }

    /// Draws a bar without the rest.
    pub(super) fn bare_bar(&mut self, ink: Ink, share: f64, columns: usize) -> &mut Self {
        let bar = bar(share, columns.min(self.left()), self.paper.ascii);
        self.draw(ink, &bar);
        self
    }

    /// Draws shares from 0 to 1 as a row of heights; what is more than nothing is seen.
    pub(super) fn heights(&mut self, ink: Ink, shares: impl Iterator<Item = f64>) -> &mut Self {
        const STEPS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        const ASCII: [char; 9] = [' ', '.', ':', '-', '=', '+', '*', '%', '#'];
        let steps = if self.paper.ascii { ASCII } else { STEPS };
        let row: String = shares.map(|share| steps[(share * 8.0).ceil().clamp(0.0, 8.0) as usize]).collect();
        self.draw(ink, &row);
        self
    }

    /// Ends the line.
    pub(super) fn end(&mut self) {
        self.out.push('\n');
        (self.column, self.blanks) = (0, 0);
    }

    /// The page.
    pub(super) fn done(self) -> Painted {
        Painted(self.out)
    }

    /// Draws what is known to fit.
    fn draw(&mut self, ink: Ink, text: &str) {
        let (whole, text) = (text.len(), text.trim_end_matches(' '));
        let after = whole - text.len();
        if text.is_empty() {
            self.blanks += after;
            return;
        }
        self.out.extend(std::iter::repeat_n(' ', self.blanks));
        self.column += self.blanks + text.width();
        self.blanks = after;
        let style = ink.style();
        if self.paper.colours && style != Style::new() {
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.out.push_str(text);
        }
    }

    /// A text without what hides, in at most so many columns.
    fn fit(&self, text: &str, columns: usize) -> String {
        // A letter may carry marks without a width, but not without end.
        let fit = printable(text, columns.saturating_mul(4).max(1));
        let fit = if self.paper.ascii { fit.chars().map(in_ascii).collect() } else { fit };
        if fit.width() <= columns {
            return fit;
        }
        let more = if self.paper.ascii { "." } else { "…" };
        let mut end = 0;
        for (at, c) in fit.char_indices() {
            // Some marks make the character before them wider.
            if fit[..at + c.len_utf8()].width() + more.width() > columns {
                break;
            }
            end = at + c.len_utf8();
        }
        let more = if columns >= more.width() { more } else { "" };
        format!("{}{more}", &fit[..end])
    }
}

/// A bar of at most so many columns, to an eighth of one.
fn bar(share: f64, columns: usize, ascii: bool) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    if ascii {
        let whole = (share * columns as f64).round() as usize;
        return "#".repeat(whole.max(usize::from(share > 0.0 && columns > 0)));
    }
    let eighths = (share * columns as f64 * 8.0).round() as usize;
    let eighths = eighths.max(usize::from(share > 0.0 && columns > 0));
    "█".repeat(eighths / 8) + PARTS[eighths % 8]
}

/// What stands for a character where there is nothing but ASCII.
fn in_ascii(c: char) -> char {
    match c {
        '–' | '—' | '−' => '-',
        '→' => '>',
        '…' | '·' => '.',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        _ if c.is_ascii() => c,
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &str, ascii: &str) {
        for (ascii, expected) in [(false, expected), (true, ascii)] {
            let canvas = Canvas::new(Paper { width: 80, colours: false, ascii });
            let fit = canvas.fit(text, columns);
            assert_eq!(fit, expected);
            assert!(fit.width() <= columns);
        }
    }

    #[test]
    fn texts_fit_whatever_their_width() {
        check("abc", 3, "abc", "abc");
        check("abcd", 3, "ab…", "ab.");
        check("日本語", 6, "日本語", "???");
        check("日本語", 5, "日本…", "???");
        check("日本語", 4, "日…", "???");
        check("a", 0, "", "");
        check("日", 1, "…", "?");
        check("é\u{301}\u{301}\u{301}", 1, "é\u{301}\u{301}\u{301}", ".");
        check("👍🏽👍🏽", 3, "👍🏽…", "??.");
        check("\u{1b}[31m\n", 8, "\u{fffd}[31m\u{fffd}", "?[31m?");
        check("a → b – c…", 20, "a → b – c…", "a > b - c.");
    }

    #[test]
    fn bars_are_as_long_as_what_they_show() {
        let check = |share: f64, bars: [&str; 2]| {
            assert_eq!([false, true].map(|ascii| bar(share, 4, ascii)), bars, "{share}");
        };
        check(0.0, ["", ""]);
        check(f64::NAN, ["", ""]);
        check(0.001, ["▏", "#"]);
        check(0.5, ["██", "##"]);
        check(0.53, ["██▏", "##"]);
        check(1.0, ["████", "####"]);
        check(7.0, ["████", "####"]);
    }

    #[test]
    fn lines_have_no_blanks_at_their_end_and_colours_only_where_asked() {
        let page = |colours: bool| {
            let mut canvas = Canvas::new(Paper { width: 40, colours, ascii: false });
            canvas.cell(Ink::Strong, "a\u{1b}[2J", 10).right(Ink::Plain, "5", 4).space(9).end();
            canvas.bar(Ink::Good, 0.5, 4).cell(Ink::Plain, "", 9).end();
            canvas.put(Ink::Plain, &"x".repeat(99)).put(Ink::Plain, "y").end();
            canvas.done()
        };
        assert_eq!(page(false).as_str(), format!("a\u{fffd}[2J        5\n██··\n{}…\n", "x".repeat(39)));
        let coloured = page(true);
        assert!(coloured.as_str().starts_with("\u{1b}[1ma\u{fffd}[2J\u{1b}[0m        5\n"));
        assert!(coloured.as_str().contains("\u{1b}[32m██\u{1b}[0m\u{1b}[2m··\u{1b}[0m\n"));
    }
}
