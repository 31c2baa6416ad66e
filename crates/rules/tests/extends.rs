//! Packs that build on other packs.
#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test fails where something is wrong, and scripts are put together of texts"
)]

mod common;

use std::path::Path;

use common::{file, good_files, vocabulary};
use ssi_rules::{Diagnostics, Model, Pack, PackFile, PhraseList, PhrasePart, load};

/// Folders of packs beside one another: the good pack as `base`, and what is given.
fn packs(others: &[(&str, &[(&str, &str)])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("base"), &good_files());
    for (name, files) in others {
        let files: Vec<PackFile> = files.iter().map(|(path, text)| file(path, text)).collect();
        write(&folder.path().join(name), &files);
    }
    folder
}

fn write(folder: &Path, files: &[PackFile]) {
    for file in files {
        let place = folder.join(&file.path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, &file.text).unwrap();
    }
}

fn load_mine(mine: &[(&str, &str)]) -> Result<Model, Diagnostics> {
    let folder = packs(&[("mine", mine)]);
    let pack = Pack::read(&folder.path().join("mine")).expect("a readable pack");
    load(&pack, &vocabulary()).map(|(model, _)| model)
}

const EXTENDS: &str = "extends(\"base\");\n";

#[test]
fn a_pack_that_only_extends_is_the_pack_below() {
    let mine = load_mine(&[("pack.rhai", EXTENDS)]).expect("a pack");
    assert_eq!((mine.name.as_str(), mine.title.as_str(), mine.window_days), ("mine", "Small", 90));
    let ids: Vec<&str> = mine.rules().map(|r| r.id.as_str()).collect();
    assert!(ids.ends_with(&["brand.cadence", "people.network"]), "{ids:?}");
    assert_eq!(mine.points(), 100);
    let rule = mine.rules().last().expect("a rule");
    assert_eq!(mine.files[rule.place.file as usize].path, "base/pillars/people.rhai");
}

#[test]
fn a_rule_of_the_same_name_takes_the_place_and_another_comes_behind() {
    let script = "/// Asks.\nfn asks(m) { weight(2, m.posts.mean(|p| p.questions).ramp(0, 1)) }\n\
                  /// Rarely.\nfn cadence(m) { weight(1, m.posts.active_weeks().ramp(0, 9)) }\n";
    let mine = load_mine(&[("pack.rhai", EXTENDS), ("pillars/brand.rhai", script)]).expect("a pack");
    let rules: Vec<(&str, f64, &str)> =
        mine.pillars[0].rules.iter().map(|r| (r.id.as_str(), r.weight, r.doc.title.as_str())).collect();
    assert_eq!(rules, [("brand.cadence", 1.0, "Rarely"), ("brand.asks", 2.0, "Asks")]);
    assert_eq!(mine.files[mine.pillars[0].rules[0].place.file as usize].path, "pillars/brand.rhai");
}

#[test]
fn weights_windows_titles_and_bands_are_changed_from_above() {
    let header = "extends(\"base\");\ntitle(\"Mine\");\nwindow(30);\nreweigh(\"brand.cadence\", 7);\nreweigh(\"comment.length\", 2);\n\
                  band(0, \"all\");\ntarget(60);\ntop(25);\n";
    let mine = load_mine(&[("pack.rhai", header)]).expect("a pack");
    assert_eq!((mine.title.as_str(), mine.window_days), ("Mine", 30));
    assert_eq!((mine.target, mine.top), (60, 25));
    let weight = |id: &str| mine.rules().find(|r| r.id == id).expect("a rule").weight;
    assert_eq!(
        (weight("brand.cadence"), weight("comment.length"), weight("people.network")),
        (7.0, 2.0, 4.0)
    );
    assert_eq!(mine.bands.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["all"]);
    // What the pack on top does not say is said below.
    let below = load_mine(&[("pack.rhai", "extends(\"base\");\ntop(5);\n")]).expect("a pack");
    assert_eq!((below.target, below.top), (75, 5));
}

#[test]
fn a_file_of_phrases_is_replaced_by_one_of_its_path() {
    #[track_caller]
    fn check(mine: &[(&str, &str)], expected: &[&str]) {
        let files = [&[("pack.rhai", EXTENDS)], mine].concat();
        let mine = load_mine(&files).unwrap_or_else(|wrong| panic!("{wrong}"));
        let part =
            |p: &PhrasePart| format!("{}: {}", p.language.as_deref().unwrap_or("all"), p.phrases.join(", "));
        let list = |l: &PhraseList| {
            format!("{} in {}", l.id, l.parts.iter().map(part).collect::<Vec<_>>().join("; "))
        };
        assert_eq!(mine.phrases.iter().map(list).collect::<Vec<_>>(), expected);
    }
    let below = "generic-praise in all: great post, so true";
    check(&[], &[below]);
    check(&[("phrases/generic-praise.txt", "top\n")], &["generic-praise in all: top"]);
    check(&[("phrases/own.txt", "a\nb\n")], &[below, "own in all: a, b"]);
    // What holds for all texts and what holds for those of a language stand beside one another.
    check(
        &[("phrases/generic-praise.de.txt", "toll\n")],
        &["generic-praise in all: great post, so true; de: toll"],
    );
    check(
        &[("phrases/generic-praise.txt", "# nothing\n"), ("phrases/generic-praise.de.txt", "toll\n")],
        &["generic-praise in all: ; de: toll"],
    );
}

#[test]
fn a_file_of_phrases_below_with_a_strange_language_is_told_with_its_pack() {
    let folder = packs(&[("mine", &[("pack.rhai", EXTENDS)])]);
    std::fs::write(folder.path().join("base/phrases/generic-praise.xx.txt"), "great post\n").unwrap();
    let pack = Pack::read(&folder.path().join("mine")).expect("a readable pack");
    let wrong = load(&pack, &vocabulary()).expect_err("no language is called so").to_string();
    assert!(wrong.contains("base/phrases/generic-praise.xx.txt"), "{wrong}");
}

#[test]
fn a_pack_may_have_other_pillars_than_the_one_below() {
    let header = "extends(\"base\");\npillar(\"brand\", \"Brand\", 30);\npillar(\"talk\", \"Talk\", 70);\n";
    let talk = "/// Comments.\nfn comments(m) { weight(1, m.comments.count().ramp(0, 9)) }\n";
    let mine = load_mine(&[("pack.rhai", header), ("pillars/talk.rhai", talk)]).expect("a pack");
    assert_eq!(
        mine.pillars.iter().map(|p| (p.id.as_str(), p.rules.len())).collect::<Vec<_>>(),
        [("brand", 1), ("talk", 1)]
    );
}

#[test]
fn the_digest_covers_the_pack_below() {
    let folder = packs(&[("mine", &[("pack.rhai", EXTENDS)])]);
    let digest = || {
        let pack = Pack::read(&folder.path().join("mine")).expect("a readable pack");
        load(&pack, &vocabulary()).expect("a pack").0.digest
    };
    let before = digest();
    std::fs::write(folder.path().join("base/phrases/generic-praise.txt"), "great post\n").unwrap();
    assert_ne!(digest(), before);
}

#[test]
fn mistakes_are_shown_in_the_file_that_has_them() {
    // Both packs have a file of that path; the one below is longer.
    let broken = "// one\n// two\n// three\n/// Posts.\nfn cadence(m) { weight(4, m.pots.count()) }\n";
    let good = "/// Asks.\nfn asks(m) { weight(2, m.posts.mean(|p| p.questions).ramp(0, 1)) }\n";
    let folder = packs(&[("mine", &[("pack.rhai", EXTENDS), ("pillars/brand.rhai", good)])]);
    std::fs::write(folder.path().join("base/pillars/brand.rhai"), broken).unwrap();
    let pack = Pack::read(&folder.path().join("mine")).expect("a readable pack");
    let said = load(&pack, &vocabulary()).expect_err("a mistake").render(false);
    assert!(said.contains("base/pillars/brand.rhai:5:29") && said.contains("m.pots.count()"), "{said}");

    std::fs::write(
        folder.path().join("base/pack.rhai"),
        "pillar(\"brand\", \"Brand\", 90);\nband(0, \"all\");\n",
    )
    .unwrap();
    let said = load(&pack, &vocabulary()).expect_err("a mistake").render(false);
    assert!(said.contains("base/pack.rhai:1:26") && said.contains("add up to 90"), "{said}");
}

#[test]
fn circles_and_wrong_names_are_told() {
    for (mine, expected) in [
        ("extends(\"mine\");", "`mine` builds on itself"),
        ("extends(\"other\");", "`mine` builds on itself"),
        ("extends(\"nowhere\");", "`nowhere` is no pack that can be found"),
        ("extends(\"..\");", "`..` is no name of a pack"),
        ("extends(\"base\");\nextends(\"ssi\");", "a pack builds on one other pack"),
        ("extends(\"base\");\nreweigh(\"brand.cadense\", 3);", "did you mean `brand.cadence`?"),
    ] {
        let folder =
            packs(&[("mine", &[("pack.rhai", mine)]), ("other", &[("pack.rhai", "extends(\"mine\");")])]);
        let pack = Pack::read(&folder.path().join("mine")).expect("a readable pack");
        let said = load(&pack, &vocabulary()).expect_err(mine).render(false);
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_folder_that_is_no_pack_is_told() {
    let folder = packs(&[]);
    for (path, expected) in [
        ("nothing", "there is no such folder"),
        ("base/pack.rhai", "is a file"),
        ("base/grades", "has no pack.rhai"),
    ] {
        let refused = Pack::read(&folder.path().join(path)).expect_err(path);
        assert!(refused.to_string().contains(expected), "{refused}");
        assert!(!refused.help.is_empty());
    }
}
