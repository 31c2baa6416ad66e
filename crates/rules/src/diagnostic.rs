//! What is wrong with a pack, shown in the author's own lines.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::codes::Code;
use crate::pack::PackFile;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used but hardly means what it says.
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake it is.
    pub code: Code,
    /// How bad it is: as bad as its code.
    pub severity: Severity,
    /// The file, relative to the pack's folder.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters to mark.
    pub length: u32,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl Diagnostic {
    /// Whether nothing is wrong but that a name is missing whose function or line was taken out.
    pub(crate) fn follows_from(&self, text: &str, broken: &[String]) -> bool {
        matches!(self.code, Code::UnknownFunction | Code::UnknownName)
            && span(text, self).is_some_and(|at| broken.iter().any(|name| text[at.clone()] == **name))
    }
}

/// Everything that is wrong with a pack, and the lines to show it in.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    /// In the order of files and lines.
    pub all: Vec<Diagnostic>,
    /// The pack's files.
    pub files: Vec<PackFile>,
}

impl Diagnostics {
    /// Whether the pack cannot be used.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many of them make the pack useless, and how many do not.
    pub fn count(&self) -> (usize, usize) {
        let errors = self.all.iter().filter(|d| d.severity == Severity::Error).count();
        (errors, self.all.len() - errors)
    }

    /// Those that make the pack useless.
    #[must_use]
    pub fn errors(&self) -> Self {
        let errors = self.all.iter().filter(|d| d.severity == Severity::Error);
        Self { all: errors.cloned().collect(), files: self.files.clone() }
    }

    /// All of them as text for a terminal, with colours or without.
    pub fn render(&self, colours: bool) -> String {
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        let shown: Vec<String> = self.all.iter().map(|d| self.show(d, &renderer)).collect();
        shown.join("\n\n")
    }

    fn show(&self, d: &Diagnostic, renderer: &Renderer) -> String {
        let level = match d.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let source = self.files.iter().find(|f| f.path == d.file).map_or("", |f| f.text.as_str());
        let title = level.primary_title(d.message.as_str()).id(d.code.name());
        let mut group = match span(source, d) {
            Some(span) => title.element(
                Snippet::source(source).path(d.file.as_str()).annotation(AnnotationKind::Primary.span(span)),
            ),
            None => Group::with_title(title).element(annotate_snippets::Origin::path(d.file.as_str())),
        };
        if !d.help.is_empty() {
            group = group.element(Level::HELP.message(d.help.as_str()));
        }
        renderer.render(&[group])
    }
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

/// The bytes that a diagnostic marks.
fn span(source: &str, d: &Diagnostic) -> Option<std::ops::Range<usize>> {
    if d.line == 0 {
        return None;
    }
    let start_of_line: usize = source.split_inclusive('\n').take(d.line as usize - 1).map(str::len).sum();
    let line = source[start_of_line..].lines().next().unwrap_or("");
    let byte = |characters: usize| line.char_indices().nth(characters).map_or(line.len(), |(byte, _)| byte);
    let from = d.column.max(1) as usize - 1;
    let to = byte(from + d.length.max(1) as usize);
    Some(start_of_line + byte(from)..start_of_line + to.max(byte(from)))
}
