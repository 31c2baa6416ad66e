//! How much a pack may hold, and how its files may be encoded.
#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test fails where something is wrong, and scripts are put together of texts"
)]

mod common;

use std::time::{Duration, Instant};

use common::{file, folder_with, good_files, pack_with, refuse, vocabulary};
use ssi_rules::{Code, Pack, PackFile, load};

/// A small script whose description grows without bound.
#[test]
fn formulas_that_double_are_refused_or_stay_small() {
    let doubled = |times: usize, first: &str| {
        let mut lines = format!("let x0 = {first};\n");
        for i in 1..=times {
            lines += &format!("let x{i} = x{} + x{0};\n", i - 1);
        }
        (lines, format!("x{times}"))
    };
    let (lines, last) = doubled(30, "p.views");
    let script =
        format!("/// T.\nfn r(m) {{ weight(1, m.posts.mean(|p| {{ {lines} {last} }}).log_ramp(0, 9)) }}");
    let start = Instant::now();
    let model = common::model_of("pillars/brand.rhai", &script);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert!(model.aggregates.iter().all(|a| a.written.len() < 20_000));

    let helpers: String =
        (0..15).map(|i| format!("private fn h{i}(x) {{ h{}(x) + h{0}(x) }}\n", i + 1)).collect();
    let script = format!(
        "/// T.\nfn r(m) {{ weight(1, h0(m.posts.count())) }}\n{helpers}private fn h15(x) {{ x.ramp(0, 1) }}"
    );
    let (said, _) = refuse("helpers that double", || Ok(pack_with(&[("pillars/brand.rhai", &script)])));
    assert!(said.contains("too many steps"), "{said}");
}

#[test]
fn many_rules_with_much_to_do_are_refused_at_once() {
    let sum = format!("sum([{}])", "p.views * p.views, ".repeat(200));
    for (name, rules, body) in [
        ("rules without end", 500, format!("weight(1, m.posts.mean(|p| {sum}))")),
        ("functions without end", 5_000, "weight(1, m.posts.count())".to_owned()),
        ("mistakes without end", 500, "weight(1, m.posts.count().rmap(1, 2))".to_owned()),
    ] {
        let script: String = (0..rules).map(|i| format!("/// T.\nfn r{i}(m) {{ {body} }}\n")).collect();
        let read = || {
            let mut files = good_files();
            files.retain(|f| f.path != "pillars/brand.rhai");
            files.push(file("pillars/brand.rhai", &script));
            Pack::from_files("small", files)
        };
        refuse(name, read);
    }
    let many: String = (0..60).map(|i| format!("let a{i} = m.posts.count() < -{i};\n")).collect();
    let uses: Vec<String> = (0..60).map(|i| format!("a{i}")).collect();
    let script = format!("/// T.\nfn r(m) {{ {many} weight(1, sum([{}])) }}", uses.join(", "));
    let start = Instant::now();
    let (_, warnings) =
        common::load_with(&[("pillars/brand.rhai", &script)]).expect("warnings are no errors");
    assert!(start.elapsed() < Duration::from_secs(1));
    let conditions = warnings.all.iter().filter(|d| d.code == Code::ConstantCondition).count();
    assert!((20..=60).contains(&conditions), "{warnings}");
}

#[test]
fn brackets_and_lines_without_end_are_refused_at_once() {
    for (name, script) in [
        ("open brackets", "(".repeat(250_000)),
        ("functions that never close", "fn a(".repeat(50_000)),
        ("functions in functions", "fn a(m) { ".repeat(20_000)),
        ("empty lines", "\n".repeat(250_000)),
        (
            "lines beyond the last position",
            format!("{}/// T.\nfn r(m) {{ weight(1, m.post) }}", "\n".repeat(70_000)),
        ),
        ("one long line", format!("/// T.\nfn r(m) {{ weight(1, {}m.post) }}", " ".repeat(70_000))),
        ("a long name", format!("/// T.\nfn r(m) {{ weight(1, m.{}) }}", "p".repeat(4_000))),
        ("a long unknown word", format!("/// T.\nfn r(m) {{ {}(m) }}", "p".repeat(200_000))),
        ("comments in comments", "/*".repeat(120_000)),
        ("bars", "|".repeat(250_000)),
        ("quotes", "\"".repeat(250_000)),
        ("commas", format!("/// T.\nfn r(m) {{ weight({}) }}", "1,".repeat(100_000))),
    ] {
        refuse(name, || Ok(pack_with(&[("pillars/brand.rhai", &script)])));
    }
}

#[test]
fn files_that_are_too_large_or_not_text_are_named() {
    let large = vec![b'/'; 256 * 1024 + 1];
    for (path, bytes, reason) in [
        ("pillars/brand.rhai", large.as_slice(), "has 262145 bytes"),
        ("grades/comment.rhai", b"/// T.\n\xff\xfe".as_slice(), "is not UTF-8 text (line 2)"),
        ("phrases/generic-praise.txt", b"great post\nso \xe9".as_slice(), "is not UTF-8 text (line 2)"),
    ] {
        let folder = folder_with(path, bytes);
        let refused = Pack::read(folder.path()).expect_err(path);
        let said = refused.to_string();
        assert!(said.contains(path) && said.contains(reason), "{said}");
        assert!(!refused.help.is_empty());
    }
    let just = vec![b'\n'; 256 * 1024];
    assert!(Pack::read(folder_with("pillars/brand.rhai", &just).path()).is_ok());
    let files = vec![file("pack.rhai", &"/".repeat(256 * 1024 + 1))];
    assert!(Pack::from_files("large", files).unwrap_err().to_string().contains("pack.rhai"));
    assert!(
        Pack::from_files("many", vec![file("a", ""); 1001]).unwrap_err().to_string().contains("1000 files")
    );
    let full = " ".repeat(256 * 1024);
    let many = |n: usize| -> Vec<_> { (0..n).map(|i| file(&format!("phrases/a{i}.txt"), &full)).collect() };
    let said = Pack::from_files("large", many(65)).unwrap_err().to_string();
    assert!(said.contains("more than 16777216 bytes in all its files"), "{said}");
    assert!(
        Pack::from_files("twice", vec![file("pack.rhai", ""); 2]).unwrap_err().to_string().contains("twice")
    );
    assert!(
        Pack::from_files("none", Vec::<PackFile>::new()).unwrap_err().to_string().contains("no pack.rhai")
    );
}

/// What Windows editors write: a mark in front, and two signs at the end of every line.
#[test]
fn byte_order_marks_and_carriage_returns_do_no_harm() {
    let good = "/// Posts.\nfn cadence(m) {\n    weight(4, m.posts.per_week().ramp(0, 2))\n}\n";
    let wrong = "/// Posts.\nfn cadence(m) {\n    weight(4, m.pots.per_week().ramp(0, 2))\n}\n";
    for change in [|t: &str| format!("\u{feff}{t}"), |t: &str| t.replace('\n', "\r\n")] {
        for in_memory in [true, false] {
            let read = |text: &str| {
                let text = change(text);
                if in_memory {
                    pack_with(&[("pillars/brand.rhai", &text)])
                } else {
                    Pack::read(folder_with("pillars/brand.rhai", text.as_bytes()).path()).unwrap()
                }
            };
            let (model, _) = load(&read(good), &vocabulary()).expect("a good pack");
            let rule = model.rules().find(|r| r.id == "brand.cadence").expect("the rule");
            assert_eq!(rule.doc.title, "Posts");
            assert_eq!((rule.place.line, rule.place.column), (2, 4));
            let found = load(&read(wrong), &vocabulary()).expect_err("a wrong table");
            let d = &found.errors().all[0];
            assert_eq!((d.line, d.column, d.length), (3, 17, 4), "{found}");
            assert!(found.render(false).contains("pillars/brand.rhai:3:17"), "{found}");
        }
    }
}

/// A pack from a stranger must not have a file of ours read, and shown as the line with the mistake.
#[cfg(unix)]
#[test]
fn links_that_lead_out_of_a_pack_are_refused() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(outside.path().join("pillars")).expect("a folder");
    let secret = outside.path().join("pillars/brand.rhai");
    std::fs::write(&secret, "a secret").expect("a file");
    for (from, to) in [("pillars/brand.rhai", secret), ("pillars", outside.path().join("pillars"))] {
        let folder = folder_with("pack.rhai", b"extends(\"ssi\");\n");
        let place = folder.path().join(from);
        let _ = std::fs::remove_dir_all(folder.path().join("pillars"));
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        symlink(&to, &place).expect("a link");
        let said = Pack::read(folder.path()).expect_err(from).to_string();
        assert!(said.contains("is a link that leads out of the pack") && !said.contains("secret"), "{said}");
    }
    // The corpus of cases, too.
    let folder = folder_with("pack.rhai", b"extends(\"ssi\");\n");
    std::fs::create_dir(folder.path().join("tests")).expect("a folder");
    std::fs::write(folder.path().join("tests/y.csv"), "member,rule,expect\n").expect("a file");
    let pack = Pack::read(folder.path()).expect("a pack");
    assert_eq!(pack.tests().expect("cases").len(), 1);
    symlink(outside.path(), folder.path().join("tests/y")).expect("a link");
    let said = pack.tests().expect_err("a link").to_string();
    assert!(said.contains("tests/y: is a link that leads out of the pack"), "{said}");
    // Within the pack, and to the whole pack, links are as good as what they lead to.
    let folder =
        folder_with("pillars/brand.rhai", b"/// T.\nfn r(m) { weight(1, m.posts.count().ramp(0, 3)) }\n");
    let link = folder.path().join("pillars/people.rhai");
    let _ = std::fs::remove_file(&link);
    symlink("brand.rhai", &link).expect("a link");
    let whole = outside.path().join("whole");
    symlink(folder.path(), &whole).expect("a link");
    assert!(Pack::read(&whole).is_ok());
}
