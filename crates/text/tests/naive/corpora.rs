//! Texts that people wrote: the corpora of this repository, and long texts in many languages where they are there.

use std::path::{Path, PathBuf};

use crate::agree::check;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One text of so many is read, or with `SSI_CASES` every one.
fn every(n: usize) -> usize {
    if std::env::var_os("SSI_CASES").is_some() { 1 } else { n }
}

#[test]
fn cells_of_the_corpora_agree() {
    for folder in ["team", "fourteen-languages", "labelled-comments"] {
        let files = std::fs::read_dir(root().join("corpora").join(folder)).unwrap();
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
        files.sort();
        for file in files {
            let file = std::fs::read_to_string(file).unwrap();
            // Cells are cut without heed of quotes: a quoted comma makes two texts of one, which are as good.
            let cells = file.lines().flat_map(|line| line.split(",\"")).filter(|cell| cell.contains(' '));
            cells.step_by(every(11)).for_each(|cell| check(cell, None));
        }
    }
}

#[test]
fn texts_in_many_languages_agree() {
    let shared = std::env::var_os("SSI_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let folder = shared.join("suites/multilingual-texts");
    let Ok(files) = std::fs::read_dir(&folder) else {
        #[allow(clippy::print_stdout, reason = "whoever runs the tests should know what did not run")]
        {
            println!("skipped: no {}", folder.display());
        }
        return;
    };
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 5, "{}", folder.display());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        lines.iter().step_by(every(11)).for_each(|line| check(line, None));
        lines.chunks(9).step_by(every(13)).for_each(|lines| check(&lines.concat(), None));
        lines.chunks(60).step_by(every(30)).for_each(|lines| check(&lines.concat(), None));
    }
}
