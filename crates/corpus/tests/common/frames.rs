//! Tables as lines of text.

use ssi_corpus::data::Corpus;
use ssi_corpus::resolve::{Frame, Resolved, Space, Values, View};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{TABLES, table};

use super::corpus;

/// The day of the score is 2026-04-10.
pub(crate) const END: i64 = 1_775_865_600;

/// Resolves `files` (a name, then rows) and compares a table: a line a row, its member first, then these columns.
/// `-` is an empty cell, `?` a column that the corpus cannot tell. Rows stand in the order of member and time.
#[track_caller]
pub(crate) fn check(files: &[(&str, &str)], table_id: &str, columns: &str, expected: &[&str]) {
    check_at(View::at(END, 90), files, table_id, columns, expected);
}

/// The same, seen from elsewhere.
#[track_caller]
pub(crate) fn check_at(view: View, files: &[(&str, &str)], table_id: &str, columns: &str, expected: &[&str]) {
    let corpus = read(files);
    let resolved = Resolved::new(&corpus, view);
    let place = table(table_id).unwrap();
    let frame = resolved.frame(place).expect("a table of the corpus");
    let columns: Vec<usize> = columns.split(' ').map(|c| TABLES[place].column(c).expect(c)).collect();
    assert_eq!(lines(&resolved, &frame, &columns), expected);
}

/// The same for a file's rows in either order: what ties is settled by what the rows say.
#[track_caller]
pub(crate) fn check_both_ways(
    files: &[(&str, &str)],
    turned: &str,
    table: &str,
    columns: &str,
    expected: &[&str],
) {
    check(files, table, columns, expected);
    let turn = |(name, csv): &(&str, &str)| -> String {
        let mut lines: Vec<&str> = csv.lines().collect();
        if *name == turned {
            lines[1..].reverse();
        }
        lines.join("\n") + "\n"
    };
    let other: Vec<String> = files.iter().map(turn).collect();
    let other: Vec<(&str, &str)> =
        files.iter().zip(&other).map(|((name, _), csv)| (*name, csv.as_str())).collect();
    assert!(files != other.as_slice(), "{turned} has several rows");
    check(&other, table, columns, expected);
}

/// Reads `files` (a name without `.csv`, then rows), none of them bad.
#[track_caller]
pub(crate) fn read(files: &[(&str, &str)]) -> Corpus {
    let files: Vec<(String, &str)> = files.iter().map(|(name, csv)| (format!("{name}.csv"), *csv)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, csv)| (name.as_str(), *csv)).collect();
    let corpus = corpus(&files).unwrap();
    assert_eq!(corpus.rejects, []);
    corpus
}

/// Every table that there is, each with all of its columns.
pub(crate) fn everything(resolved: &Resolved<'_>) -> String {
    let all = TABLES.iter().enumerate().filter_map(|(place, table)| {
        let columns: Vec<usize> = (0..table.columns.len()).collect();
        let lines = lines(resolved, &resolved.frame(place)?, &columns);
        Some(format!("{}\n{}\n", table.id, lines.join("\n")))
    });
    all.collect()
}

/// A frame with these columns, a line a row.
pub(crate) fn lines(resolved: &Resolved<'_>, frame: &Frame, columns: &[usize]) -> Vec<String> {
    let corpus = resolved.corpus();
    let line = |&row: &usize| {
        let person = resolved.roster().person(frame.members[row]);
        let cells = columns.iter().map(|&c| cell(corpus, frame, c, row));
        std::iter::once(corpus.people.name(person).to_owned()).chain(cells).collect::<Vec<_>>().join(" ")
    };
    let mut rows: Vec<usize> = (0..frame.len()).collect();
    rows.sort_by_key(|&r| (frame.members[r], frame.times[r], line(&r)));
    rows.iter().map(line).collect()
}

fn cell(corpus: &Corpus, frame: &Frame, column: usize, row: usize) -> String {
    match &frame.columns[column] {
        None => "?".to_owned(),
        Some(Values::Numbers(all)) if all[row].is_nan() => "-".to_owned(),
        Some(Values::Numbers(all)) => format!("{}", (all[row] * 100.0).round() / 100.0),
        Some(Values::Labels(all, space)) => {
            let queries = corpus.rows(FileId::Searches).and_then(|rows| rows.texts("query"));
            let name = match space {
                Space::People => corpus.people.name(all[row]),
                Space::Posts => corpus.posts.name(all[row]),
                Space::Conversations => corpus.conversations.name(all[row]),
                Space::Words => corpus.labels.name(all[row]),
                Space::Queries => queries
                    .filter(|q| (all[row] as usize) < q.len())
                    .map_or("", |q| q.get(all[row] as usize).trim()),
            };
            if name.is_empty() { "-".to_owned() } else { name.to_owned() }
        }
    }
}
