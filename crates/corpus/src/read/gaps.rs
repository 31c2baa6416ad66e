//! Rows that were taken over and still cannot count in full: said in notes, so that nothing is lost without a word.

use crate::data::{Corpus, NO_ID, NO_TIME};
use crate::schema::{FILES, FileId};

/// Notes on rows without a time and on ids that stand there more than once.
pub(crate) fn notes(corpus: &Corpus) -> Vec<String> {
    let mut notes = Vec::new();
    for file in FILES.iter().filter(|f| f.activity) {
        let times = corpus.rows(file.id).and_then(|rows| rows.times("at"));
        let undated = times.map_or(0, |t| t.iter().filter(|&&t| t == NO_TIME).count());
        if undated > 0 {
            notes.push(format!("{}: {} no time and count in no window", file.name, rows_have(undated)));
        }
    }
    for (file, id, outcome) in [
        (FileId::Members, "member", "one row of each counts"),
        (FileId::Posts, "post", "others refer to the earliest row of each"),
        (FileId::Comments, "comment", "others refer to the earliest row of each"),
    ] {
        let again = corpus.rows(file).and_then(|rows| rows.ids(id)).map_or(0, repeats);
        if again > 0 {
            let ids = if again == 1 { "1 id stands" } else { &format!("{again} ids stand") };
            notes.push(format!("{}: {ids} there more than once; {outcome}", file.file().name));
        }
    }
    notes
}

fn rows_have(rows: usize) -> String {
    if rows == 1 { "1 row has".to_owned() } else { format!("{rows} rows have") }
}

/// How many ids occur more than once.
fn repeats(ids: &[u32]) -> usize {
    let highest = ids.iter().copied().filter(|&id| id != NO_ID).max();
    let mut seen = vec![0_u8; highest.map_or(0, |id| id as usize + 1)];
    for &id in ids.iter().filter(|&&id| id != NO_ID) {
        let times = &mut seen[id as usize];
        *times = times.saturating_add(1);
    }
    seen.iter().filter(|&&times| times > 1).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_repeat_are_counted_once_each() {
        assert_eq!(repeats(&[0, 1, 0, 0, NO_ID, NO_ID, 2, 1]), 2);
        assert_eq!(repeats(&[]), 0);
    }
}
