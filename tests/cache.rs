//! `ssi score --cache` and `--resume` as typed: the same bytes, whatever was kept, torn or killed.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{command, copy, folder, root, run, written};
use tempfile::TempDir;

const FILES: [&str; 3] = ["members.csv", "summary.json", "rejects.csv"];

/// A synthetic corpus whose posts and comments lie in many files, so that there are many pieces.
fn corpus() -> TempDir {
    let made = folder(&[]);
    let ran = run(made.path(), &["generate", "--members", "60", "--seed", "11", "--out", "whole"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let whole = made.path().join("whole");
    for name in ["posts", "comments"] {
        let file = whole.join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(&file).expect("a file");
        let header = reader.byte_headers().expect("a header").clone();
        let rows: Vec<csv::ByteRecord> = reader.byte_records().map(|row| row.expect("a row")).collect();
        for (n, part) in rows.chunks(rows.len().div_ceil(6)).enumerate() {
            let mut out = csv::Writer::from_path(whole.join(format!("{name}-{n}.csv"))).expect("a part");
            for row in [&header].into_iter().chain(part) {
                out.write_byte_record(row).expect("a row");
            }
            out.flush().expect("a part");
        }
        fs::remove_file(file).expect("a file");
    }
    made
}

/// The score of the corpus with these flags: what was written, and the last printed line.
#[track_caller]
fn score(folder: &Path, out: &str, more: &[&str]) -> (Vec<Vec<u8>>, String) {
    let ran = run(folder, &[&["score", "whole", "--out", out], more].concat());
    assert_eq!(ran.code, Some(0), "{more:?}: {}", ran.err);
    let last = ran.out.lines().next_back().unwrap_or_default().to_owned();
    (FILES.iter().map(|name| written(&folder.join(out), name)).collect(), last)
}

fn kept(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|found| found == ending)).collect();
    files.sort();
    files
}

fn pieces(folder: &Path) -> Vec<PathBuf> {
    kept(folder, "piece")
}

/// Takes away what is kept beside pieces.
fn forget_aggregates(cache: &Path) {
    for file in kept(cache, "part") {
        fs::remove_file(file).expect("a file");
    }
}

/// How many aggregates a last line says were kept, of how many, and whether no file was parsed.
#[track_caller]
fn aggregates(last: &str) -> (usize, usize, bool) {
    let words: Vec<&str> = last.split([' ', ':']).collect();
    let at = words.iter().position(|word| *word == "aggregates").unwrap_or_else(|| panic!("{last}"));
    let number = |word: &str| word.parse().unwrap_or_else(|_| panic!("{last}"));
    (number(words[at - 3]), number(words[at - 1]), last.ends_with("no file was parsed"))
}

/// A file of the pack with one thing in the place of another.
#[track_caller]
fn edit(file: &Path, old: &str, new: &str) {
    let rules = fs::read_to_string(file).expect("rules");
    assert!(rules.contains(old), "{old}");
    fs::write(file, rules.replacen(old, new, 1)).expect("rules");
}

/// Tears, garbles, empties or mixes up a file, or leaves it as it is, by a number; says whether it is whole.
fn harm(files: &[PathBuf], n: usize, how: usize) -> bool {
    let mut bytes = fs::read(&files[n]).expect("a file");
    let middle = bytes.len() * (n + 1) / (files.len() + 1);
    match how % 5 {
        0 => bytes.truncate(middle),
        1 => bytes[middle] ^= 1 << (n % 8),
        2 => bytes.clear(),
        3 => bytes = fs::read(&files[(n + files.len() - 1) % files.len()]).expect("a file"),
        _ => return true,
    }
    fs::write(&files[n], bytes).expect("a file");
    false
}

#[test]
fn what_is_kept_changes_nothing_but_the_time() {
    let made = corpus();
    let place = made.path();
    let (plain, _) = score(place, "plain", &[]);
    let (cold, last) = score(place, "cold", &["--cache", "cache"]);
    let all = pieces(&place.join("cache")).len();
    assert!(all > 12);
    assert_eq!((cold == plain, last), (true, format!("0 of {all} pieces from the cache")));
    let (warm, last) = score(place, "warm", &["--cache", "cache", "--jobs", "1"]);
    let (known, of, unread) = aggregates(&last);
    assert!(warm == plain && known == of && of > 40 && unread, "{last}");
    forget_aggregates(&place.join("cache"));
    let (warm, last) = score(place, "warm", &["--cache", "cache", "--jobs", "1"]);
    assert_eq!((warm == plain, last), (true, format!("{all} of {all} pieces from the cache")));
    forget_aggregates(&place.join("cache"));

    // Torn, garbled, emptied, mixed up: read again, without a word.
    let files = pieces(&place.join("cache"));
    for n in 0..files.len() {
        harm(&files, n, n);
    }
    let (torn, last) = score(place, "torn", &["--cache", "cache"]);
    assert_eq!(torn, plain);
    assert_eq!(last, format!("{} of {all} pieces from the cache", files.len() / 5));
}

#[test]
fn what_changed_is_read_and_the_rest_is_not() {
    let made = corpus();
    let place = made.path();
    let (_, last) = score(place, "first", &["--cache", "cache"]);
    let all: usize = last.split(' ').nth(2).and_then(|n| n.parse().ok()).expect("a number");
    let file = place.join("whole/posts-3.csv");
    let more = fs::read_to_string(&file).expect("a file").replace(" the ", " a ");
    fs::write(&file, more).expect("a file");
    let (plain, _) = score(place, "plain", &[]);
    let (cached, last) = score(place, "cached", &["--cache", "cache"]);
    assert_eq!((cached == plain, last), (true, format!("{} of {all} pieces from the cache", all - 1)));

    // Another weight of a rule for texts asks nothing new of any text.
    copy(&root().join("rules/ssi"), &place.join("pack"));
    let rules = place.join("pack/grades/post.rhai");
    let old = fs::read_to_string(&rules).expect("rules");
    let at = old.find("weight(").expect("a weight") + "weight(".len();
    let end = at + old[at..].find(|c: char| !c.is_ascii_digit() && c != '.').expect("an end");
    fs::write(&rules, format!("{}{}{}", &old[..at], "17.5", &old[end..])).expect("rules");
    let (plain, _) = score(place, "plain", &["--rules", "pack"]);
    let (reweighed, last) = score(place, "reweighed", &["--rules", "pack", "--cache", "cache"]);
    assert!(reweighed == plain && reweighed != cached);
    // What is made of grades is made again, and nothing else.
    let (known, of, unread) = aggregates(&last);
    assert!(last.starts_with(&format!("{all} of {all} pieces and ")) && !unread, "{last}");
    assert!(0 < known && known < of, "{last}");
}

#[test]
fn another_weight_or_curve_asks_no_file() {
    let made = corpus();
    let place = made.path();
    let (first, _) = score(place, "first", &["--cache", "cache"]);
    copy(&root().join("rules/ssi"), &place.join("pack"));
    edit(&place.join("pack/pillars/brand.rhai"), ".plateau(0, 1, 5, 14)", ".plateau(0, 2, 6, 15)");
    edit(&place.join("pack/pillars/people.rhai"), "//!", "//! Lines move.\n//!");
    for (n, more) in
        [&["--set", "brand.cadence=9.5"][..], &["--rules", "pack"], &["--jobs", "3"]].iter().enumerate()
    {
        let (plain, _) = score(place, "out", more);
        let (cached, last) = score(place, "out", &[more, &["--cache", "cache"][..]].concat());
        let (known, of, unread) = aggregates(&last);
        assert!(cached == plain && known == of && unread, "{more:?}: {last}");
        assert_eq!(cached == first, n == 2, "{more:?}");
    }
    // Another day and another window see other rows.
    for more in [&["--as-of", "2026-03-01"][..], &["--window", "30"]] {
        let (plain, _) = score(place, "out", more);
        let (cached, last) = score(place, "out", &[more, &["--cache", "cache"][..]].concat());
        assert!(cached == plain && last.ends_with("pieces from the cache"), "{more:?}: {last}");
    }
}

#[test]
fn another_filter_makes_one_aggregate_again() {
    let made = corpus();
    let place = made.path();
    score(place, "first", &["--cache", "cache"]);
    copy(&root().join("rules/ssi"), &place.join("pack"));
    edit(&place.join("pack/pillars/insights.rhai"), "c.thread_depth >= 3", "c.thread_depth >= 2");
    let (plain, _) = score(place, "out", &["--rules", "pack"]);
    let (cached, last) = score(place, "out", &["--rules", "pack", "--cache", "cache"]);
    let (known, of, unread) = aggregates(&last);
    assert!(cached == plain && known + 1 == of && !unread, "{last}");
    let (again, last) = score(place, "out", &["--rules", "pack", "--cache", "cache"]);
    assert!(again == plain && aggregates(&last) == (of, of, true), "{last}");
}

#[test]
fn one_other_byte_is_read() {
    let made = corpus();
    let place = made.path();
    let mut last_result = score(place, "first", &["--cache", "cache"]).0;
    for name in ["members.csv", "posts-2.csv", "connections.csv"] {
        let file = place.join("whole").join(name);
        let mut bytes = fs::read(&file).expect("a file");
        let at = bytes.iter().rposition(u8::is_ascii_digit).expect("a digit");
        bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
        fs::write(&file, bytes).expect("a file");
        let (plain, _) = score(place, "out", &[]);
        let (cached, last) = score(place, "out", &["--cache", "cache"]);
        assert!(cached == plain && cached != last_result, "{name}");
        assert!(last.ends_with("pieces from the cache"), "{name}: {last}");
        last_result = cached;
    }
}

#[test]
fn what_is_kept_of_members_is_never_believed() {
    let made = corpus();
    let place = made.path();
    let more = ["--cache", "cache"];
    let (plain, _) = score(place, "out", &[]);
    score(place, "out", &more);
    for seed in 0..6 {
        let files = kept(&place.join("cache"), "part");
        // One file alone, then more and more of them.
        let mut whole = true;
        for n in (seed..files.len()).step_by([usize::MAX, 37, 11, 5, 2, 1][seed]) {
            whole &= harm(&files, n, n / 3 + seed);
        }
        let (cached, last) = score(place, "out", &more);
        assert_eq!(cached, plain, "{seed}");
        assert!(whole || !last.ends_with("no file was parsed"), "{seed}: {last}");
        let (again, last) = score(place, "out", &more);
        assert!(again == plain && last.ends_with("no file was parsed"), "{seed}: {last}");
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_said() {
    let made = folder(&[("whole/posts.csv", "author,at,text\nada,2026-01-02,Hello\n"), ("file", "")]);
    let ran = run(made.path(), &["score", "whole", "--cache", "file"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with("error: cannot write file: "), "{}", ran.err);
    let ran = run(made.path(), &["score", "whole", "--cache", "whole"]);
    assert!(ran.err.contains("whole is what is read"), "{}", ran.err);
    let ran = run(made.path(), &["score", "whole", "--cache", "a", "--resume"]);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn a_run_that_was_killed_goes_on() {
    let made = corpus();
    let place = made.path();
    let (plain, _) = score(place, "plain", &[]);
    let mut gone_on = 0;
    for wait in [0_u64, 5, 15, 30, 60, 100, 150, 220, 300, 450, 700] {
        let mut run =
            command(place, &["score", "whole", "--out", "out", "--quiet", "--resume", "--jobs", "1"]);
        let mut child = run.spawn().expect("the command runs");
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("a run");
        child.wait().expect("a run");
        let (resumed, last) = score(place, "out", &["--resume"]);
        assert_eq!(resumed, plain, "killed after {wait} ms");
        assert!(last.ends_with("from the run that was stopped"), "{last}");
        gone_on += usize::from(!last.starts_with("0 of"));
        assert!(!place.join("out/.unfinished").exists());
        fs::remove_dir_all(place.join("out")).expect("a folder");
    }
    // On a machine so slow or so fast that no kill falls between two pieces the test below has to show it.
    eprintln!("{gone_on} runs went on from pieces of the one before");
}

#[test]
fn what_a_stopped_run_had_read_is_not_read_again() {
    let made = corpus();
    let place = made.path();
    let (plain, _) = score(place, "plain", &["--cache", "cache"]);
    // What a run leaves that is stopped halfway: pieces, and no result.
    let all = pieces(&place.join("cache"));
    fs::create_dir_all(place.join("out/.unfinished")).expect("a folder");
    for piece in all.iter().step_by(2) {
        let to = place.join("out/.unfinished").join(piece.file_name().expect("a name"));
        fs::copy(piece, to).expect("a piece");
    }
    let (resumed, last) = score(place, "out", &["--resume"]);
    assert_eq!(resumed, plain);
    let had = all.len().div_ceil(2);
    assert_eq!(last, format!("{had} of {} pieces from the run that was stopped", all.len()));
    assert!(!place.join("out/.unfinished").exists());
}
