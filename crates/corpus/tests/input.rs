//! What people name for reading: folders, files, archives, patterns; and what is wrong with them.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use common::archives::{Raw, gz, raw_zip, zip, zst};
use common::folder;
use ssi_corpus::input::{Entry, Input, InputError, Limits, Packing, Refusal, refusal};

fn find(folder: &Path, paths: &[&str]) -> Result<Input, InputError> {
    find_with(folder, paths, &Limits::default())
}

fn find_with(folder: &Path, paths: &[&str], limits: &Limits) -> Result<Input, InputError> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
    Input::find(&paths, limits)
}

fn told(folder: &Path, text: &str) -> String {
    text.replace(&folder.display().to_string(), "FOLDER")
}

/// The paths of an input, and what is in them.
#[track_caller]
fn check(folder: &Path, paths: &[&str], expected: &[(&str, &str)], notes: &[&str]) {
    let input = find(folder, paths).unwrap();
    let found: Vec<(String, String)> = input
        .entries
        .iter()
        .map(|entry| {
            let content = entry.read_whole(&Limits::default()).unwrap();
            (entry.path.clone(), String::from_utf8_lossy(&content).into_owned())
        })
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(found, expected);
    let found: Vec<String> = input.notes.iter().map(|note| told(folder, note)).collect();
    assert_eq!(found, notes);
}

/// The error of an input and its help.
#[track_caller]
fn check_refused(folder: &Path, paths: &[&str], expected: &str) {
    refused_with(folder, paths, &Limits::default(), expected);
}

#[track_caller]
fn refused_with(folder: &Path, paths: &[&str], limits: &Limits, expected: &str) {
    let error = find_with(folder, paths, limits).unwrap_err();
    let help = error.help().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    assert_eq!(told(folder, &format!("{error}{help}")), expected);
}

/// Lines that do not pack well.
fn lines(many: u64) -> String {
    let mut text = String::new();
    for n in 0..many {
        writeln!(text, "{n},{}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).unwrap();
    }
    text
}

/// The only entry of a file with this content.
fn entry(name: &str, content: &[u8]) -> (tempfile::TempDir, Entry) {
    let folder = folder(&[(name, content)]);
    let input = find(folder.path(), &[name]).unwrap();
    assert_eq!(input.entries.len(), 1, "{:?}", input.entries);
    (folder, input.entries[0].clone())
}

/// Reads a file to its end in steps of so many bytes; the error with its help.
fn read(entry: &Entry, limits: &Limits, step: usize) -> Result<Vec<u8>, String> {
    let told = |e: std::io::Error| format!("{e}; {}", refusal(&e).map_or("?", Refusal::help));
    let mut stream = entry.open(limits).map_err(told)?;
    let (mut out, mut buffer) = (Vec::new(), vec![0; step]);
    loop {
        match stream.read(&mut buffer).map_err(told)? {
            0 => return Ok(out),
            n => out.extend(&buffer[..n]),
        }
    }
}

#[test]
fn a_folder_and_what_is_left_out_of_it() {
    let folder = folder(&[
        ("posts.csv", "p"),
        ("notes.txt", "n"),
        (".hidden", "h"),
        ("Thumbs.db", "t"),
        ("~$a.docx", "x"),
    ]);
    let at = folder.path();
    for (path, content) in [
        ("Jobs/Saved.csv", "s"),
        ("a/b/c/d/deep.csv", "d"),
        ("a/b/c/d/e/too.csv", "e"),
        ("__MACOSX/._posts.csv", "m"),
        (".git/x", "g"),
    ] {
        fs::create_dir_all(at.join(path).parent().unwrap()).unwrap();
        fs::write(at.join(path), content).unwrap();
    }
    check(
        at,
        &[""],
        &[("Jobs/Saved.csv", "s"), ("a/b/c/d/deep.csv", "d"), ("notes.txt", "n"), ("posts.csv", "p")],
        &["a/b/c/d/e was left out: it lies more than 4 folders deep"],
    );
    let input = find(at, &[""]).unwrap();
    let saved = &input.entries[0];
    assert_eq!(
        (saved.folder(), saved.name(), saved.bytes, saved.packing()),
        ("Jobs", "Saved.csv", 1, Packing::None)
    );
    assert_eq!(saved.on_disk(), Some(at.join("Jobs/Saved.csv").as_path()));
    assert_eq!((input.entries[3].folder(), input.entries[3].name()), ("", "posts.csv"));
    check(at, &["Jobs"], &[("Saved.csv", "s")], &[]);
    check(at, &[".hidden"], &[(".hidden", "h")], &[]);
}

#[cfg(unix)]
#[test]
fn links() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.csv", "s")]);
    let folder = folder(&[("posts.csv", "p")]);
    let at = folder.path();
    fs::create_dir(at.join("sub")).unwrap();
    symlink(outside.path().join("secret.csv"), at.join("lake.csv")).unwrap();
    symlink(outside.path().join("secret.csv"), at.join("sub/out.csv")).unwrap();
    symlink("../posts.csv", at.join("sub/in.csv")).unwrap();
    symlink("nowhere", at.join("sub/broken.csv")).unwrap();
    symlink(at, at.join("sub/loop")).unwrap();
    symlink(outside.path(), at.join("folder")).unwrap();
    check(
        at,
        &[""],
        &[("lake.csv", "s"), ("posts.csv", "p"), ("sub/in.csv", "p")],
        &["sub/out.csv was left out: it is a link that leads out of the folder"],
    );
    // A link that is named is what was meant.
    check(at, &["folder"], &[("secret.csv", "s")], &[]);
}

#[test]
fn packed_files_are_known_by_their_first_bytes() {
    let twice = [gz("one\n"), gz("two\n"), gz("")].concat();
    let folder = folder(&[
        ("a.csv.gz", gz("a")),
        ("b.csv", gz("b")),
        ("c.csv.ZST", zst("c")),
        ("d.gz", b"plain".to_vec()),
        ("e.gz", gz("")),
        ("f.gz", Vec::new()),
        ("g.gz", twice),
    ]);
    let expected = [
        ("a.csv.gz", "a"),
        ("b.csv", "b"),
        ("c.csv.ZST", "c"),
        ("d.gz", "plain"),
        ("e.gz", ""),
        ("f.gz", ""),
        ("g.gz", "one\ntwo\n"),
    ];
    check(folder.path(), &[""], &expected, &[]);
    let input = find(folder.path(), &[""]).unwrap();
    let about: Vec<_> =
        input.entries.iter().map(|e| (e.unpacked_name(), e.packing(), e.on_disk().is_some())).collect();
    assert_eq!(
        about,
        [
            ("a.csv", Packing::Gzip, false),
            ("b.csv", Packing::Gzip, false),
            ("c.csv", Packing::Zstd, false),
            ("d.gz", Packing::None, true),
            ("e", Packing::Gzip, false),
            ("f.gz", Packing::None, true),
            ("g", Packing::Gzip, false),
        ]
    );
}

#[test]
fn archives_are_folders() {
    let inner = zip(&[("Shares.csv", "i"), ("deep.zip", "PK")]);
    let export = zip(&[
        ("Connections.csv", "c".as_bytes()),
        ("Jobs/", b""),
        ("Jobs/Saved Jobs.csv", b"j"),
        ("__MACOSX/._Connections.csv", b"m"),
        (".DS_Store", b"d"),
        ("posts.csv.gz", &gz("packed")),
        ("empty.csv", b""),
    ]);
    let team = zip(&[("ana.zip", inner.clone()), ("read me.txt", b"r".to_vec())]);
    let folder = folder(&[
        ("ana.zip", &export),
        ("named otherwise", &inner),
        ("team.zip", &team),
        ("x.csv", &b"x".to_vec()),
    ]);
    let at = folder.path();
    let of_ana = [
        ("Connections.csv", "c"),
        ("Jobs/Saved Jobs.csv", "j"),
        ("empty.csv", ""),
        ("posts.csv.gz", "packed"),
    ];
    check(at, &["ana.zip"], &of_ana, &[]);
    check(
        at,
        &["team.zip"],
        &[("ana.zip/Shares.csv", "i"), ("ana.zip/deep.zip", "PK"), ("read me.txt", "r")],
        &[],
    );
    check(
        at,
        &[""],
        &[
            ("ana.zip/Connections.csv", "c"),
            ("ana.zip/Jobs/Saved Jobs.csv", "j"),
            ("ana.zip/empty.csv", ""),
            ("ana.zip/posts.csv.gz", "packed"),
            ("named otherwise/Shares.csv", "i"),
            ("named otherwise/deep.zip", "PK"),
            ("team.zip/ana.zip/Shares.csv", "i"),
            ("team.zip/ana.zip/deep.zip", "PK"),
            ("team.zip/read me.txt", "r"),
            ("x.csv", "x"),
        ],
        &[],
    );
    let input = find(at, &["ana.zip"]).unwrap();
    let about: Vec<_> = input.entries.iter().map(|e| (e.unpacked_name(), e.packing(), e.on_disk())).collect();
    assert_eq!(about[0], ("Connections.csv", Packing::Zip, None));
    assert_eq!(about[3], ("posts.csv", Packing::Zip, None));
}

#[test]
fn a_third_level_is_left_out_with_a_note() {
    let third = zip(&[("b.zip", zip(&[("c.zip", zip(&[("d.csv", "d")]))])), ("x.csv", b"x".to_vec())]);
    let folder = folder(&[("a.zip", third), ("empty.zip", zip::<&str>(&[]))]);
    check(
        folder.path(),
        &["a.zip"],
        &[("x.csv", "x")],
        &["b.zip/c.zip was left out: an archive in an archive in an archive is not opened"],
    );
    check(folder.path(), &["empty.zip"], &[], &["FOLDER/empty.zip is empty"]);
}

#[test]
fn office_files_are_files() {
    let book = zip(&[("xl/workbook.xml", "w"), ("[Content_Types].xml", "t")]);
    let torn = &book[..book.len() - 10];
    let export =
        zip(&[("analytics.xlsx", book.clone()), ("torn.docx", torn.to_vec()), ("a.csv", b"a".to_vec())]);
    let folder = folder(&[("book.xlsx", &book[..]), ("torn.docx", torn), ("export.zip", &export[..])]);
    let input = find(folder.path(), &[""]).unwrap();
    let paths: Vec<_> = input.entries.iter().map(|e| e.path.as_str()).collect();
    let expected =
        ["book.xlsx", "export.zip/a.csv", "export.zip/analytics.xlsx", "export.zip/torn.docx", "torn.docx"];
    assert_eq!(paths, expected);
    assert_eq!(input.entries[0].read_whole(&Limits::default()).unwrap(), book);
    assert_eq!(input.entries[2].read_whole(&Limits::default()).unwrap(), book);
    assert_eq!(input.entries[0].packing(), Packing::None);
}

#[test]
fn several_paths() {
    let other = folder(&[("posts.csv", "o"), ("b.csv", "b")]);
    let folder = folder(&[
        ("posts.csv", &b"p"[..]),
        ("ana.zip", &zip(&[("Shares.csv", "s")])),
        ("bo.zip", &zip(&[("Shares.csv", "t")])),
    ]);
    let at = folder.path();
    let there = other.path().display().to_string();
    let last = other.path().file_name().unwrap().to_str().unwrap();
    let (one, two) = (format!("{last}/b.csv"), format!("{last}/posts.csv"));
    let mut expected =
        vec![("ana.zip/Shares.csv", "s"), ("posts-2.csv", "o"), ("posts.csv", "p"), (&one, "b"), (&two, "o")];
    expected.sort_unstable();
    check(at, &["ana.zip", "posts.csv", &there, &format!("{there}/posts.csv")], &expected, &[]);
    check(at, &["*.zip"], &[("ana.zip/Shares.csv", "s"), ("bo.zip/Shares.csv", "t")], &[]);
    check(at, &["a*.zip"], &[("Shares.csv", "s")], &[]);
    check(
        at,
        &["*.zip", "ana.zip"],
        &[("ana.zip/Shares.csv", "s"), ("bo.zip/Shares.csv", "t")],
        &["FOLDER/ana.zip was named twice and is read once"],
    );
    fs::write(at.join("[1].csv"), "literal").unwrap();
    check(at, &["[1].csv"], &[("[1].csv", "literal")], &[]);
    assert!(Input::find(&[], &Limits::default()).unwrap().entries.is_empty());
}

#[test]
fn what_is_not_there() {
    let folder = folder(&[("a.csv", "a")]);
    let at = folder.path();
    let error = find(at, &["none"]).unwrap_err();
    assert!(told(at, &error.to_string()).starts_with("cannot read FOLDER/none: "));
    assert_eq!(error.help().unwrap(), "check the path; nothing is there");
    check_refused(
        at,
        &["*.zip"],
        "no file fits the pattern 'FOLDER/*.zip'\nhelp: check the folder and the ending; `*` does not reach into sub-folders",
    );
    let error = find(at, &["a***b"]).unwrap_err().to_string();
    assert!(error.contains("cannot be understood"), "{error}");
}

#[test]
fn names_that_lead_out_refuse_the_archive() {
    for name in
        ["../evil.csv", "..\\evil.csv", "/tmp/evil.csv", "C:\\evil.csv", "ok/../../evil.csv", "__MACOSX/../x"]
    {
        let folder = folder(&[("a.zip", raw_zip(&[Raw::new("Connections.csv", "c"), Raw::new(name, "e")]))]);
        let expected = format!(
            "FOLDER/a.zip: the name '{name}' leads out of the archive; nothing of it was read\nhelp: such names are made to overwrite other files. Ask whoever made it; if that is you, pack its folder again from inside"
        );
        check_refused(folder.path(), &["a.zip"], &expected);
        let error = find(folder.path(), &[""]).unwrap_err();
        assert!(error.to_string().starts_with("a.zip: the name"), "{error}");
    }
}

#[test]
fn names_that_are_there_twice_refuse_the_archive() {
    for [first, second] in [
        ["Connections.csv", "connections.csv"],
        ["a.csv", "a.csv"],
        ["a/b.csv", "a\\b.csv"],
        ["./a.csv", "a.csv"],
    ] {
        let folder =
            folder(&[("a.zip", raw_zip(&[Raw::new(first, "1"), Raw::new("x", "x"), Raw::new(second, "2")]))]);
        let expected = format!(
            "FOLDER/a.zip holds two files of one name: '{first}' and '{second}'\nhelp: it cannot be told which of them is meant; pack it again with one of them"
        );
        check_refused(folder.path(), &["a.zip"], &expected);
    }
}

#[test]
fn single_files_that_cannot_be_read_are_left_out() {
    let encrypted = |name| Raw { flags: 1, ..Raw::new(name, "e") };
    let link = Raw { mode: 0o120_777, ..Raw::new("link.csv", "/etc/passwd") };
    let lzma = Raw { method: 14, ..Raw::new("l.csv", "l") };
    let shared = folder(&[
        ("a.zip", raw_zip(&[encrypted("a.pdf"), link, lzma, Raw::new("d\\x.csv", "x"), encrypted("b.pdf")])),
        ("locked.zip", raw_zip(&[encrypted("a.csv")])),
    ]);
    check(
        shared.path(),
        &["a.zip"],
        &[("d/x.csv", "x")],
        &[
            "FOLDER/a.zip: 'a.pdf' and 1 more are encrypted and were left out",
            "FOLDER/a.zip: 'link.csv' is a link and was left out",
            "FOLDER/a.zip: 'l.csv' is packed in a way that is not supported and was left out",
            r"FOLDER/a.zip: '\' in its names was read as '/'",
        ],
    );
    check_refused(
        shared.path(),
        &["locked.zip"],
        "FOLDER/locked.zip is encrypted\nhelp: unpack it with its password and name the folder",
    );
}

#[test]
fn archives_beyond_their_limits() {
    let many: Vec<(String, &str)> = (0..30).map(|n| (format!("{n}.csv"), "x")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, x)| (name.as_str(), *x)).collect();
    let inner = zip(&many[..15]);
    let folder = folder(&[
        ("many.zip", zip(&many)),
        ("two.zip", zip(&[("a.zip", &inner), ("b.zip", &inner)])),
        (
            "shared.zip",
            raw_zip(&[Raw::new("a.csv", "a"), Raw { same_as: Some(0), ..Raw::new("b.csv", "a") }]),
        ),
    ]);
    let at = folder.path();
    let limits = Limits { entries: 29, ..Limits::default() };
    refused_with(
        at,
        &["many.zip"],
        &limits,
        "FOLDER/many.zip holds 30 files, more than the 29 that an archive may have\nhelp: unpack it yourself if you trust it, and name the folder",
    );
    assert_eq!(find_with(at, &["many.zip"], &Limits { entries: 30, ..limits }).unwrap().entries.len(), 30);
    // Those of archives in it count as well.
    refused_with(
        at,
        &["two.zip"],
        &limits,
        "b.zip holds 15 files, more than the 12 that an archive may have\nhelp: unpack it yourself if you trust it, and name the folder",
    );
    let limits = Limits { whole: inner.len() as u64 + 1, ..Limits::default() };
    let error = find_with(at, &["two.zip"], &limits).unwrap_err().to_string();
    assert!(error.starts_with("cannot read b.zip: has more than"), "{error}");
    check_refused(
        at,
        &["shared.zip"],
        "FOLDER/shared.zip: 'a.csv' and 'b.csv' share bytes, as in an archive made to fill memory\nhelp: ask for it again where it came from",
    );
}

#[test]
fn torn_archives() {
    let whole = zip(&[("a.csv", "a,b\n1,2\n"), ("b.csv", "b")]);
    for length in 4..whole.len() {
        let folder = folder(&[("a.zip", &whole[..length])]);
        match find(folder.path(), &["a.zip"]) {
            Err(InputError::Damaged { .. }) => {}
            other => panic!("{length}: {other:?}"),
        }
    }
    let folder = folder(&[("a.zip", &whole[..40])]);
    check_refused(
        folder.path(),
        &["a.zip"],
        "FOLDER/a.zip is not a whole zip archive: could not find EOCD\nhelp: download or copy it again; if it is not meant to be read, move it out of the folder",
    );
}

#[test]
fn garbled_archives_are_errors_and_never_panic() {
    let whole = zip(&[("a.csv", "a,b\n1,2\n".repeat(50)), ("b.csv", "b".to_owned())]);
    let (mut refused, mut different) = (0, 0);
    let folder = folder(&[("a.zip", &whole)]);
    for at in 4..whole.len() {
        for flip in [0xff, 0x01] {
            let mut garbled = whole.clone();
            garbled[at] ^= flip;
            fs::write(folder.path().join("a.zip"), garbled).unwrap();
            let Ok(input) = find(folder.path(), &["a.zip"]) else {
                refused += 1;
                continue;
            };
            for entry in &input.entries {
                match read(entry, &Limits::default(), 100) {
                    // What comes out is what went in, whatever a name or a date says.
                    Ok(content) => assert!(content == b"b" || content.len() == 400, "{at}: {content:?}"),
                    Err(_) => different += 1,
                }
            }
        }
    }
    assert!(refused > 100 && different > 20, "{refused} {different}");
}

#[test]
fn torn_and_garbled_streams_are_errors() {
    let text = lines(500);
    for (name, packed) in
        [("a.gz", gz(&text)), ("a.zst", zst(&text)), ("two.gz", [gz(&text), gz(&text)].concat())]
    {
        let packing = if packed[0] == 0x1f { "gzip" } else { "zstd" };
        // Of two members the first alone would be a whole stream.
        for length in
            (10..packed.len()).step_by(5).filter(|&length| name != "two.gz" || length != gz(&text).len())
        {
            let (_folder, entry) = entry(name, &packed[..length]);
            assert_eq!(
                read(&entry, &Limits::default(), 1000),
                Err(format!(
                    "its {packing} stream ends early: a part of it is missing; download or copy it again"
                )),
                "{name} {length}"
            );
        }
    }
    let mut garbled = gz(&text);
    let middle = garbled.len() - 8;
    garbled[middle] ^= 1;
    let (_folder, entry) = entry("a.gz", &garbled);
    assert_eq!(
        read(&entry, &Limits::default(), 1000).unwrap_err(),
        "its gzip stream is damaged: corrupt gzip stream does not have a matching checksum; download or copy it again"
    );
}

#[test]
fn archives_that_lie_about_a_file() {
    let raw = |method| Raw { method, ..Raw::new("a.csv", "a,b\n1,2\n") };
    for method in [0, 8] {
        for (raw, expected) in [
            (
                Raw { crc: Some(7), ..raw(method) },
                "its zip stream is damaged: its checksum is not the one that its archive says",
            ),
            (
                Raw { size: Some(3), ..raw(method) },
                "its zip stream is damaged: more comes out than its archive says",
            ),
            (Raw { size: Some(99), ..raw(method) }, "its zip stream ends early: a part of it is missing"),
        ] {
            let (_folder, entry) = entry("a.zip", &raw_zip(&[raw]));
            for step in [1, 1000] {
                assert_eq!(
                    read(&entry, &Limits::default(), step),
                    Err(format!("{expected}; download or copy it again"))
                );
            }
        }
    }
}

#[test]
fn packed_twice() {
    let inner = gz("a");
    let tar = [vec![b'a'; 257], b"ustar\0".to_vec(), vec![0; 300]].concat();
    for (packed, layers) in [
        (gz(&inner), "in its gzip stream lies another gzip stream"),
        (gz(zst("a")), "in its gzip stream lies a zstd stream"),
        (gz(zip(&[("a.csv", "a")])), "in its gzip stream lies a zip archive"),
        (zst(zip(&[("a.csv", "a")])), "in its zstd stream lies a zip archive"),
        (gz(tar), "in its gzip stream lies a tar archive"),
    ] {
        let (_folder, entry) = entry("a.gz", &packed);
        let expected = format!("{layers}; unpack the outer one yourself, and name what comes out");
        assert_eq!(read(&entry, &Limits::default(), 10), Err(expected));
    }
}

#[test]
fn guards() {
    let zeros = vec![b'0'; 100_000];
    let limits = Limits { bytes: 50_000, free: 1000, ratio: 10, whole: 2000, ..Limits::default() };
    let loose = Limits { ratio: 1_000_000, ..limits };
    let high = Limits { bytes: 100_000, ..loose };
    for (name, packed) in [("a.gz", gz(&zeros)), ("a.zst", zst(&zeros)), ("a.zip", zip(&[("a.csv", &zeros)]))]
    {
        let (_folder, entry) = entry(name, &packed);
        for step in [1, 999] {
            let dense = read(&entry, &limits, step).unwrap_err();
            // The list of an archive says beforehand how large it is.
            let bound = if name == "a.zip" {
                "more than 48.8 KiB"
            } else {
                "more than 10 times as much, as in a file made to fill memory"
            };
            assert!(dense.contains(bound), "{name}: {dense}");
            let large = read(&entry, &loose, step).unwrap_err();
            assert_eq!(
                large,
                "more than 48.8 KiB come out of it; cut it into smaller files and name their folder"
            );
        }
        assert_eq!(read(&entry, &high, 4096).unwrap(), zeros);
        assert_eq!(entry.head(5).unwrap(), b"00000");
        let error = entry.read_whole(&high).unwrap_err();
        assert_eq!(error.to_string(), "has more than 2 KiB, the most that is taken into memory at once");
        assert_eq!(entry.read_whole(&Limits { whole: 100_000, ..high }).unwrap().len(), 100_000);
    }
    let (_folder, entry) = entry("a.zip", &zip(&[("a.csv", &zeros)]));
    let dense = read(&entry, &Limits { bytes: 1 << 20, ..limits }, 10).unwrap_err();
    assert!(dense.contains("of it became 97.7 KiB, more than 10 times as much"), "{dense}");
}

#[test]
fn one_byte_at_a_time_and_many_at_once() {
    let text = "a,b\n1,2\n".repeat(500);
    for (name, packed) in [
        ("a.csv", text.clone().into_bytes()),
        ("a.gz", gz(&text)),
        ("a.zst", zst(&text)),
        ("a.zip", zip(&[("a.csv", &text)])),
    ] {
        let (_folder, entry) = entry(name, &packed);
        assert_eq!(read(&entry, &Limits::default(), 1).unwrap(), text.as_bytes());
        std::thread::scope(|scope| {
            let readers: Vec<_> = (1..9)
                .map(|step| {
                    let entry = entry.clone();
                    scope.spawn(move || read(&entry, &Limits::default(), step * 7).unwrap())
                })
                .collect();
            for reader in readers {
                assert_eq!(reader.join().unwrap(), text.as_bytes());
            }
        });
        assert_eq!(entry.head(1 << 20).unwrap(), text.as_bytes());
    }
}

#[test]
fn names_that_are_no_unicode() {
    let folder =
        folder(&[("a.zip", raw_zip(&[Raw::new(b"M\x81ller.csv", "m"), Raw::new("Zoë\u{1b}[31m.csv", "z")]))]);
    check(folder.path(), &["a.zip"], &[("Müller.csv", "m"), ("Zoë\u{1b}[31m.csv", "z")], &[]);
    let bad = raw_zip(&[Raw::new("../\u{1b}[31m.csv", "z")]);
    fs::write(folder.path().join("a.zip"), bad).unwrap();
    let error = find(folder.path(), &["a.zip"]).unwrap_err().to_string();
    assert!(!error.contains('\u{1b}'), "{error:?}");
}

#[cfg(unix)]
#[test]
fn file_names_that_are_no_unicode() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = folder::<&str>(&[]);
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"M\xfcller.csv")), "m").unwrap();
    check(folder.path(), &[""], &[("M\u{fffd}ller.csv", "m")], &[]);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_left_out_with_a_note() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(&[("posts.csv", "p")]);
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is closed to root.
    if fs::read_dir(&closed).is_err() {
        let input = find(folder.path(), &[""]).unwrap();
        assert_eq!(input.entries.len(), 1);
        assert!(input.notes[0].starts_with("closed was left out: "), "{:?}", input.notes);
        assert!(find(folder.path(), &["closed"]).is_err());
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What comes through a pipe that is named, as with `<(…)` in a shell.
#[cfg(unix)]
fn piped(content: Vec<u8>, look: impl FnOnce(Result<Input, InputError>)) {
    let folder = folder::<&str>(&[]);
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = {
        let pipe = pipe.clone();
        std::thread::spawn(move || {
            // A reader that had enough closes the pipe.
            let _ = fs::write(pipe, content);
        })
    };
    let input = find(folder.path(), &["pipe"]);
    look(input);
    writer.join().unwrap();
}

#[cfg(unix)]
#[test]
fn pipes() {
    // Small ones are held and can be read again.
    piped(gz("a,b\n"), |input| {
        let entry = &input.unwrap().entries[0];
        assert_eq!((entry.path.as_str(), entry.packing()), ("pipe", Packing::Gzip));
        for _ in 0..2 {
            assert_eq!(read(entry, &Limits::default(), 3).unwrap(), b"a,b\n");
        }
    });
    // Others are told by their head and read once.
    let long = lines(400_000);
    for packed in [long.clone().into_bytes(), gz(&long), zst(&long)] {
        assert!(packed.len() > 1 << 20);
        piped(packed, |input| {
            let entry = &input.unwrap().entries[0];
            assert_eq!(entry.head(100).unwrap(), &long.as_bytes()[..100]);
            assert!(entry.head(1 << 30).unwrap().len() > 100_000);
            assert_eq!(read(entry, &Limits::default(), 1 << 16).unwrap(), long.as_bytes());
            let again = read(entry, &Limits::default(), 10).unwrap_err();
            assert_eq!(
                again,
                "comes through a pipe, which can be read only once; save it as a file and name the file"
            );
        });
    }
    // An archive is taken into memory.
    let archive = zip(&[("a.csv", long.as_str()), ("b.csv", "b")]);
    assert!(archive.len() > 1 << 20);
    piped(archive, |input| {
        let input = input.unwrap();
        let paths: Vec<_> = input.entries.iter().map(|e| e.path.as_str()).collect();
        assert_eq!(paths, ["a.csv", "b.csv"]);
        assert_eq!(read(&input.entries[0], &Limits::default(), 1 << 16).unwrap(), long.as_bytes());
    });
}
