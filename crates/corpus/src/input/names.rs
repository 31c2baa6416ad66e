//! Names in archives and folders: which are refused, which are passed over, which are made different.

use std::path::Path;

/// The name of a file in an archive as a path with `/` between its parts; `None` if it leads out of the archive.
pub(super) fn inside(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    if name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|part| part == "..") {
        return None;
    }
    Some(name.split('/').filter(|part| !matches!(*part, "" | ".")).collect::<Vec<_>>().join("/"))
}

/// Whether a part of a path belongs to a system or a program and not to the person whose files these are.
pub(super) fn passed_over(part: &str) -> bool {
    part.starts_with('.')
        || part.starts_with("~$")
        || ["__MACOSX", "Thumbs.db", "desktop.ini"].iter().any(|known| part.eq_ignore_ascii_case(known))
}

/// What stands before the entries of several paths: their last parts, each once.
#[derive(Debug, Default)]
pub(super) struct Labels {
    given: Vec<String>,
}

impl Labels {
    /// The label of a path. The number of a second one stands before the ending, so that a file keeps its kind.
    pub(super) fn next(&mut self, path: &Path) -> String {
        let full = path.canonicalize();
        let last = path.file_name().or_else(|| full.as_deref().ok().and_then(Path::file_name));
        let name = last.map_or_else(|| "input".to_owned(), |name| name.to_string_lossy().into_owned());
        let is_folder = full.is_ok_and(|full| full.is_dir());
        // The first dot: `posts.csv.gz` becomes `posts-2.csv.gz`.
        let dot = name.char_indices().skip(1).find(|&(_, c)| c == '.' && !is_folder);
        let (stem, ending) = name.split_at(dot.map_or(name.len(), |(place, _)| place));
        let numbered = (2..).map(|n| format!("{stem}-{n}{ending}"));
        let mut all = std::iter::once(name.clone()).chain(numbered);
        let label = all.find(|label| !self.given.contains(label)).expect("there is always a next number");
        self.given.push(label.clone());
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        for (name, path) in [
            ("Shares.csv", Some("Shares.csv")),
            ("Articles/Articles/a.html", Some("Articles/Articles/a.html")),
            ("./a//b.csv", Some("a/b.csv")),
            ("Jobs\\Saved Jobs.csv", Some("Jobs/Saved Jobs.csv")),
            ("a..b/..c/d...csv", Some("a..b/..c/d...csv")),
            ("C", Some("C")),
            ("1:2.csv", Some("1:2.csv")),
            ("", Some("")),
            ("../a.csv", None),
            ("a/../b.csv", None),
            ("a/..", None),
            ("..\\a.csv", None),
            ("/etc/a.csv", None),
            ("\\\\host\\a.csv", None),
            ("C:\\a.csv", None),
            ("c:a.csv", None),
            ("a\0.csv", None),
        ] {
            assert_eq!(inside(name).as_deref(), path, "{name:?}");
        }
    }

    #[test]
    fn labels_are_given_once() {
        let mut labels = Labels::default();
        let mut label = |path: &str| labels.next(Path::new(path));
        assert_eq!(label("x/ana.zip"), "ana.zip");
        assert_eq!(label("y/ana.zip"), "ana-2.zip");
        assert_eq!(label("z/ana.zip"), "ana-3.zip");
        assert_eq!((label("a"), label("b/a"), label("a-2")), ("a".into(), "a-2".into(), "a-2-2".into()));
        assert_eq!(
            (label("posts.csv.gz"), label("b/posts.csv.gz")),
            ("posts.csv.gz".into(), "posts-2.csv.gz".into())
        );
    }
}
