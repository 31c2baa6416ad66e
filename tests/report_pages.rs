//! `ssi report` as typed: which files come of it, what is on them and what is not.

mod common;

use std::fs;
use std::path::Path;

use common::{folder, root, run, written};
use tempfile::TempDir;

/// The team, scored.
fn scored() -> TempDir {
    let made = folder(&[]);
    let team = root().join("corpora/team").to_string_lossy().into_owned();
    let ran = run(made.path(), &["score", &team, "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    made
}

fn text(folder: &Path, name: &str) -> String {
    String::from_utf8(written(folder, name)).expect("UTF-8")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[track_caller]
fn page(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, &[&["report", "--out", "page.html"], arguments].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "written: page.html\n"), "{}", ran.err);
    text(folder, "page.html")
}

#[test]
fn a_page_is_one_file_that_asks_nobody() {
    let made = scored();
    for (arguments, says) in [
        (&[][..], &["<title>Social Selling Index, open recipe: 44 members", "chad.winslow", "47.98"][..]),
        (
            &["--member", "ada.okafor"],
            &["<title>Ada Okafor: 83.29 points", "posts.mean(grade) = 0.635", "What to do next"],
        ),
    ] {
        let page = page(made.path(), arguments);
        for says in says {
            assert!(page.contains(says), "{arguments:?} does not say {says}");
        }
        assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"));
        for reaches_out in ["src=\"http", "href=\"http", "url(http", "@import", "<iframe", "<form"] {
            assert!(!page.contains(reaches_out), "{reaches_out}");
        }
        assert!(page.len() < 500_000, "{}", page.len());
        assert_eq!(page, self::page(made.path(), arguments));
    }
}

#[test]
fn a_page_without_a_name_lies_beside_the_run() {
    let made = scored();
    for (arguments, name) in
        [(&["report"][..], "report.html"), (&["report", "--member", "ada.okafor"], "member-ada.okafor.html")]
    {
        let ran = run(made.path(), arguments);
        let name = format!("ssi-out/{name}");
        assert_eq!((ran.code, ran.out), (Some(0), format!("written: {name}\n")), "{}", ran.err);
        assert!(text(made.path(), &name).ends_with("</html>"), "{name}");
    }
}

#[test]
fn texts_are_there_only_when_asked_for() {
    let made = scored();
    let posts = fs::read(root().join("corpora/team/posts.csv")).expect("posts");
    let mut reader = csv::Reader::from_reader(&posts[..]);
    let column = reader.headers().expect("a header").iter().position(|head| head == "text").expect("texts");
    let texts: Vec<String> = reader.records().map(|row| row.expect("a row")[column].to_owned()).collect();
    let some = |page: &str| {
        // A word of some length says nothing of a text; its first forty characters do, where nothing in them is escaped.
        let begins = texts.iter().map(|text| text.chars().take(40).collect::<String>());
        let mut begins = begins.filter(|b| b.len() >= 40 && !b.contains(['&', '<', '>', '"', '\'', '\n']));
        begins.any(|begin| page.contains(&begin))
    };
    assert!(!some(&page(made.path(), &["--member", "ada.okafor"])));
    assert!(some(&page(made.path(), &["--member", "ada.okafor", "--texts"])));
}

#[test]
fn a_page_each() {
    let made = scored();
    let ran = run(made.path(), &["report", "--each", "pages", "--team", "north"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.out, "written: pages/index.html and the pages of 7 members beside it\n");
    let pages = made.path().join("pages");
    let names = names(&pages);
    assert_eq!(names.len(), 8);
    let index = text(&pages, "index.html");
    for name in names.iter().filter(|name| name.starts_with("member-")) {
        assert!(index.contains(&format!("<a href=\"{name}\">")), "{name}");
        assert!(text(&pages, name).contains("<a href=\"index.html\">Everyone</a>"), "{name}");
    }
    // Who has no page is named without a link.
    assert!(index.contains("chad.winslow") && !index.contains("member-chad.winslow"));
}

#[test]
fn ids_are_no_paths() {
    let made = folder(&[(
        "data/posts.csv",
        "author,at,text\n../../up,2026-08-01,Hello there\n/etc/passwd,2026-08-02,Hello\n<img src=x>,2026-08-03,Hi\n",
    )]);
    for command in [&["score", "data", "--quiet"][..], &["report", "--each", "pages"]] {
        let ran = run(made.path(), command);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    assert_eq!(
        names(&made.path().join("pages")),
        ["index.html", "member--etc-passwd.html", "member--img-src-x-.html", "member-..-..-up.html"]
    );
    assert_eq!(names(made.path()), ["data", "pages", "ssi-out"]);
}

#[test]
fn mistakes_are_told() {
    let made = scored();
    let team = root().join("corpora/team").to_string_lossy().into_owned();
    let before = written(&made.path().join("ssi-out"), "members.csv");
    for (arguments, code, says) in [
        (&["report", "--out", "x.html", "--each", "pages"][..], 2, "cannot be used with"),
        (&["report", "--out", "x.html", "--team", "North"], 2, "cannot be used with"),
        (&["report", "--out", "x.html", "--texts"], 1, "everyone's page has no texts to show"),
        (&["report", "--out", "x.html", "--member", "ada"], 1, "did you mean ada.okafor?"),
        (&["report", "--each", "pages", "--team", "Nort"], 1, "North"),
        (&["report", "--each", &team], 1, "pages would lie among its files"),
        (&["report", "nowhere", "--out", "x.html"], 1, "nowhere"),
        (&["report", "--out", "x.html", "--history", "none"], 1, "none"),
    ] {
        let ran = run(made.path(), arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(names(made.path()), ["ssi-out"]);
    // A table that was changed by hand is no table of that run.
    fs::write(made.path().join("ssi-out/members.csv"), &before[..before.len() / 2]).expect("a torn table");
    let ran = run(made.path(), &["report", "--out", "x.html"]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(!made.path().join("x.html").exists());
}
