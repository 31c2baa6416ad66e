//! Real threads of questions, answers and comments, read through a mapping. Without the corpora nothing is checked.

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{Members, folder, hundredths, root, run, shared, text, told, written};

const MAPPING: &str = "corpora/stackexchange/corpus.toml";
const CORPORA: [&str; 2] = ["stackexchange-conlang-meta", "stackexchange-quantumcomputing"];

/// Everyone who wrote a post of any kind or a comment, counted straight from the files.
fn authors(corpus: &Path) -> BTreeSet<String> {
    let mut authors = BTreeSet::new();
    for (file, column) in [("posts.csv", "OwnerUserId"), ("comments.csv", "UserId")] {
        let mut reader = csv::Reader::from_path(corpus.join(file)).expect("a file");
        let headers = reader.headers().expect("a header").clone();
        let author = headers.iter().position(|h| h == column).expect(column);
        let rows = reader.records().map(|row| row.expect("a row")[author].trim().to_owned());
        authors.extend(rows.filter(|author| !author.is_empty()));
    }
    authors
}

/// The command as typed, writing to `out`.
#[track_caller]
fn score(corpus: &Path, out: &Path, more: &[&str]) -> Vec<u8> {
    let arguments =
        [&["score", text(corpus), "--mapping", MAPPING, "--quiet", "--out", text(out)], more].concat();
    let ran = run(root(), &arguments);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    written(out, "members.csv")
}

#[test]
fn every_author_has_a_score_that_adds_up() {
    for name in CORPORA {
        let Some(corpus) = shared("corpora").map(|c| c.join(name)) else { return };
        let out = folder(&[]);
        let members = Members::read(&score(&corpus, out.path(), &[]));
        members.check_sums();
        let scored: BTreeSet<String> = members.rows.keys().cloned().collect();
        let authors = authors(&corpus);
        assert!(authors.len() > 50, "{name}: {} authors", authors.len());
        assert_eq!(
            scored.symmetric_difference(&authors).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{name}"
        );
        // No row is rejected.
        let rejects = written(out.path(), "rejects.csv");
        assert_eq!(String::from_utf8_lossy(&rejects), "file,line,byte,fault,column,value,reason\n", "{name}");
        let top = &members.order[0];
        let ran = run(root(), &["explain", top, "--from", text(out.path())]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let told = told(&ran.out);
        let score = hundredths(&members.rows[top][members.column("score")]);
        assert_eq!(told.score, [score, score], "{}", ran.out);
        assert_eq!(told.rules.iter().filter_map(|r| r.1).sum::<i64>(), score, "{}", ran.out);
        for (id, points) in told.rules.iter().chain(&told.pillars) {
            let cell = &members.rows[top][members.column(id)];
            assert_eq!((points.is_some(), points.unwrap_or(0)), (!cell.is_empty(), hundredths(cell)), "{id}");
        }
    }
}

/// The rows of a file in another order: every third first, then the rest from the end.
fn shuffle(from: &Path, to: &Path) {
    let mut reader = csv::Reader::from_path(from).expect("a file");
    let mut writer = csv::Writer::from_path(to).expect("a file");
    writer.write_record(reader.headers().expect("a header")).expect("a row");
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let (first, rest): (Vec<_>, Vec<_>) = rows.iter().enumerate().partition(|(i, _)| i % 3 == 1);
    for (_, row) in first.iter().chain(rest.iter().rev()) {
        writer.write_record(*row).expect("a row");
    }
    writer.flush().expect("a file");
}

#[test]
fn order_and_threads_leave_no_mark() {
    let Some(corpus) = shared("corpora").map(|c| c.join(CORPORA[0])) else { return };
    let out = folder(&[]);
    let plain = score(&corpus, out.path(), &["--jobs", "1"]);
    assert!(plain == score(&corpus, out.path(), &["--jobs", "3"]), "three threads");
    let shuffled = folder(&[]);
    for file in ["posts.csv", "comments.csv"] {
        shuffle(&corpus.join(file), &shuffled.path().join(file));
    }
    assert!(plain == score(shuffled.path(), out.path(), &[]), "rows in another order");
}

#[test]
fn a_later_day_sees_more_and_an_earlier_one_less() {
    let Some(corpus) = shared("corpora").map(|c| c.join(CORPORA[0])) else { return };
    let out = folder(&[]);
    let [early, late] = ["2019-01-01", "2022-01-01"].map(|day| {
        let members = Members::read(&score(&corpus, out.path(), &["--as-of", day]));
        members.check_sums();
        members.rows.into_keys().collect::<BTreeSet<String>>()
    });
    assert!(early.is_subset(&late) && early.len() < late.len(), "{} and {} authors", early.len(), late.len());
}
