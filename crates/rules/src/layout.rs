//! The layout of rule files: indentation, blanks and blank lines. Every word, sign and comment stays as it is.
//!
//! Lines are broken where their author broke them, and besides where a list makes a line too long: then each of its items gets
//! a line.

use crate::literals::ends_a_value;
use crate::pack::BYTE_ORDER_MARK;
use crate::scan::Scan;
use crate::token::{Kind, Token, piece};

/// The widest line, in characters, for which a list is kept on it.
const WIDTH: usize = 120;
const INDENT: usize = 4;

/// A file cannot be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The text of a rule file, laid out: four spaces a bracket, one around operators, none at the ends of lines, at most one
/// blank line, a line feed at the end. Laid out again it stays as it is. Line ends of the file's own kind and a byte order
/// mark stay.
///
/// # Errors
/// When a bracket has no other half.
pub fn layout(text: &str) -> Result<String, LayoutError> {
    let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if let Some((token, opens)) = Scan::new(bare).lonely_bracket() {
        return Err(LayoutError {
            line: token.line,
            column: token.column,
            message: format!(
                "this `{}` {}",
                token.text,
                if opens { "is never closed" } else { "was never opened" }
            ),
            help: "brackets come in pairs; `ssi rules check` says more".to_owned(),
        });
    }
    let pieces = pieces(bare);
    let mut breaks = breaks(&pieces);
    let mut lines = lines(&pieces, &breaks);
    while let Some(list) = too_long(&pieces, &lines) {
        for i in list {
            breaks[i] = breaks[i].max(1);
        }
        lines = self::lines(&pieces, &breaks);
    }
    let mut out: String = lines.into_iter().map(|line| line.text + "\n").collect();
    if text.contains("\r\n") {
        out = out.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Ok(format!("{}{out}", &text[..text.len() - bare.len()]))
}

/// A word, sign or comment, with the line ends in front of it.
struct Piece<'a> {
    /// `None` for a comment.
    kind: Option<Kind>,
    text: &'a str,
    newlines: usize,
}

impl Piece<'_> {
    fn is(&self, text: &str) -> bool {
        self.kind.is_some() && self.text == text
    }

    fn is_any(&self, texts: &[&str]) -> bool {
        self.kind.is_some() && texts.contains(&self.text)
    }

    fn opens(&self) -> bool {
        self.is_any(&["(", "[", "{", "#{"])
    }

    fn closes(&self) -> bool {
        self.is_any(&[")", "]", "}"])
    }

    /// Whether a value ends here, so that a `-` behind it subtracts.
    fn ends_a_value(&self) -> bool {
        let Some(kind) = self.kind else { return false };
        ends_a_value(Token { kind, text: self.text, line: 0, column: 0, start: 0 })
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut found, mut rest, mut newlines) = (Vec::new(), text, 0);
    while let Some(first) = rest.chars().next() {
        let (kind, length) = piece(rest, first);
        let (text, after) = rest.split_at(length);
        rest = after;
        if kind.is_none() && first.is_whitespace() {
            newlines += text.matches('\n').count();
            continue;
        }
        let text = if kind.is_none() { text.trim_end() } else { text };
        found.push(Piece { kind, text, newlines });
        newlines = 0;
    }
    found
}

/// The line ends in front of each piece: none, one, or two for a blank line, which none is next to a bracket that it would
/// only part from what it holds.
fn breaks(pieces: &[Piece]) -> Vec<usize> {
    let mut breaks: Vec<usize> = pieces.iter().map(|p| p.newlines.min(2)).collect();
    let mut open = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        if piece.opens() {
            open.push(i);
        } else if piece.closes() {
            let opened = open.pop().unwrap_or(0);
            let breaks_behind = breaks.get(opened + 1).is_some_and(|b| *b > 0);
            breaks[i] = breaks[i].min(1).max(usize::from(piece.is("}") && breaks_behind));
        }
        if i > 0 && pieces[i - 1].opens() {
            breaks[i] = breaks[i].min(1);
        }
    }
    breaks
}

struct Line {
    text: String,
    /// The pieces on it.
    pieces: std::ops::Range<usize>,
}

fn lines(pieces: &[Piece], breaks: &[usize]) -> Vec<Line> {
    let spaces = spaces(pieces);
    let mut lines: Vec<Line> = Vec::new();
    // The indentation of the line that each open bracket stands on.
    let mut open: Vec<usize> = Vec::new();
    let mut indent = 0;
    for (i, piece) in pieces.iter().enumerate() {
        if i == 0 || breaks[i] > 0 {
            if i > 0 && breaks[i] > 1 {
                lines.push(Line { text: String::new(), pieces: i..i });
            }
            indent = indentation(pieces, breaks, i, &open);
            lines.push(Line { text: " ".repeat(indent), pieces: i..i });
        } else if spaces[i]
            && let Some(line) = lines.last_mut()
        {
            line.text.push(' ');
        }
        if piece.opens() {
            open.push(indent);
        } else if piece.closes() {
            open.pop();
        }
        if let Some(line) = lines.last_mut() {
            line.text.push_str(piece.text);
            line.pieces.end = i + 1;
        }
    }
    lines
}

/// How far the line that begins with a piece stands to the right.
fn indentation(pieces: &[Piece], breaks: &[usize], first: usize, open: &[usize]) -> usize {
    let on_line = |i: &usize| *i == first || breaks[*i] == 0;
    let closers = (first..pieces.len()).take_while(on_line).take_while(|i| pieces[*i].closes()).count();
    if closers > 0 {
        return open.len().checked_sub(closers).map_or(0, |place| open[place]);
    }
    let inside = open.last().map_or(0, |outer| outer + INDENT);
    let before = pieces[..first].iter().rev().find(|p| p.kind.is_some());
    let goes_on = pieces[first].is_any(&[".", "?."])
        || before.is_some_and(|b| (b.ends_a_value() && joins(&pieces[first])) || joins(b) || b.is("="));
    inside + if goes_on { INDENT } else { 0 }
}

/// Whether a piece stands between two values.
fn joins(piece: &Piece) -> bool {
    piece.is_any(&["+", "-", "*", "/", "%", "<", ">", "<=", ">=", "==", "!=", "and", "or", "&&", "||"])
}

/// In front of which pieces a blank stands where they follow on the same line.
fn spaces(pieces: &[Piece]) -> Vec<bool> {
    let mut in_bars = false;
    let mut spaces = vec![false; pieces.len()];
    // What the piece before binds to: a sign in front of a value, or a bar that opens names.
    let mut tight = false;
    for i in 1..pieces.len() {
        let (before, piece) = (&pieces[i - 1], &pieces[i]);
        let mut tight_behind = false;
        let opens_bars = piece.is("|") && !in_bars && !before.ends_a_value();
        let space = match piece {
            _ if piece.kind.is_none() || before.kind.is_none() => !before.opens(),
            _ if piece.is("|") && in_bars => false,
            _ if tight => piece.is("-") && before.is("-"),
            _ if piece.is_any(&[",", ";", ")", "]", ".", "?.", "::", "..", ":"]) => false,
            _ if before.is_any(&["(", "[", ".", "?.", "::", "..", "!"]) => false,
            _ if piece.is("(") && before.kind == Some(Kind::Word) => keyword(before.text),
            _ if piece.is_any(&["(", "["]) => !before.ends_a_value() || keyword(before.text),
            _ if piece.is("}") => !before.is_any(&["{", "#{"]),
            _ => true,
        };
        if piece.is("|") {
            (in_bars, tight_behind) = (opens_bars, opens_bars);
        } else if piece.is("-") && !before.ends_a_value() {
            tight_behind = true;
        }
        spaces[i] = space;
        tight = tight_behind;
    }
    spaces
}

/// A word behind which a bracket is none of a call.
fn keyword(word: &str) -> bool {
    matches!(word, "and" | "or" | "return" | "let" | "in" | "if" | "else" | "while" | "switch")
}

/// The pieces of the first line that is too long and holds a whole list, in front of which it can be broken.
fn too_long(pieces: &[Piece], lines: &[Line]) -> Option<Vec<usize>> {
    lines.iter().filter(|line| line.text.chars().count() > WIDTH).find_map(|line| {
        line.pieces.clone().find_map(|i| {
            let is_list = pieces[i].is("[") && (i == 0 || !pieces[i - 1].ends_a_value());
            if is_list { items(pieces, i, line.pieces.end) } else { None }
        })
    })
}

/// The first piece of each item of a list, and the bracket that closes it; `None` where that is not on the line.
fn items(pieces: &[Piece], open: usize, end: usize) -> Option<Vec<usize>> {
    let (mut depth, mut found) = (0_usize, vec![open + 1]);
    for (i, piece) in pieces.iter().enumerate().take(end).skip(open + 1) {
        if piece.opens() {
            depth += 1;
        } else if piece.closes() && depth == 0 {
            found.push(i);
            found.dedup();
            return (found.len() > 2).then_some(found);
        } else if piece.closes() {
            depth -= 1;
        } else if piece.is(",") && depth == 0 && i + 1 < end {
            found.push(i + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str) {
        let laid = layout(before).expect("brackets in pairs");
        assert_eq!(laid, after);
        assert_eq!(layout(&laid).as_deref(), Ok(after), "once more");
        kept(before, &laid);
    }

    /// Every word, sign and comment is there, in the same order.
    #[track_caller]
    fn kept(before: &str, after: &str) {
        let all = |text: &str| -> Vec<String> {
            pieces(text).iter().map(|p| p.text.replace("\r\n", "\n")).collect()
        };
        assert_eq!(all(before), all(after));
    }

    #[test]
    fn blanks_and_lines() {
        check(
            "\n\n///  Posts.\nfn posts( m ){\n\n\nlet p=m . posts;  // all  \nweight( 3,-p.count( )*- 2 )}\n\n\n",
            "///  Posts.\nfn posts(m) {\n    let p = m.posts; // all\n    weight(3, -p.count() * -2)\n}\n",
        );
        check(
            "fn a(m) {\nweight(6, weighted_average([\n[m.x,3],\n[m.y ,1],\n]))\n}",
            "fn a(m) {\n    weight(6, weighted_average([\n        [m.x, 3],\n        [m.y, 1],\n    ]))\n}\n",
        );
        check(
            "fn a(m) { m.posts.mean(| p,q |p.grade>0.5and q) }",
            "fn a(m) { m.posts.mean(|p, q| p.grade > 0.5 and q) }\n",
        );
        check(
            "let x = m.posts\n.where(|p| p.a)\n.count();\nlet y = a +\nb;",
            "let x = m.posts\n    .where(|p| p.a)\n    .count();\nlet y = a +\n    b;\n",
        );
        check("title(\"a  b\");/* c\n  d */band(0,\"x\")", "title(\"a  b\"); /* c\n  d */ band(0, \"x\")\n");
        check("a - - b; not (x) and (y) or ![1, 2][0]", "a - -b; not(x) and (y) or ![1, 2][0]\n");
        check("\u{feff}a(1);\r\n\r\n\r\nb(2);\t\r\n", "\u{feff}a(1);\r\n\r\nb(2);\r\n");
        check("", "");
    }

    #[test]
    fn a_list_that_is_too_long() {
        let items: Vec<String> = (0..20).map(|i| format!("m.column_{i}")).collect();
        check(
            &format!("fn a(m) {{\nweight(1, average([{}]))\n}}", items.join(",")),
            &format!(
                "fn a(m) {{\n    weight(1, average([\n        {}\n    ]))\n}}\n",
                items.join(",\n        ")
            ),
        );
        let short = format!("average([{}])\n", items[..8].join(", "));
        check(&short, &short);
    }

    #[test]
    fn a_lonely_bracket_is_told() {
        let wrong = layout("fn a(m) {\n  b(1\n}").expect_err("an error");
        assert_eq!((wrong.line, wrong.column, wrong.message.as_str()), (2, 4, "this `(` is never closed"));
    }

    #[test]
    fn the_packs_are_laid_out() {
        let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
        let mut open = vec![rules];
        let mut files = 0;
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|e| e == "rhai") {
                    let text = std::fs::read_to_string(&path).expect("a file");
                    assert_eq!(
                        layout(&text).as_deref(),
                        Ok(text.as_str()),
                        "ssi rules fmt {}",
                        path.display()
                    );
                    files += 1;
                }
            }
        }
        assert!(files > 10);
    }
}
