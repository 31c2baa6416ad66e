//! A member's own export: what it cannot hold is unknown and costs nothing but coverage.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

#[path = "../../corpus/tests/common/books.rs"]
mod books;
mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use common::packs::DEFAULT;
use common::{printed, run};
use ssi_corpus::data::Corpus;
use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::end_of_activity;
use ssi_score::{Points, Scored};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn scored(corpus: &Corpus) -> Scored {
    run(&DEFAULT.model, corpus, end_of_activity(corpus).unwrap())
}

/// The rules for which there is no evidence of a member.
fn unknown(scored: &Scored, member: usize) -> BTreeSet<&str> {
    scored
        .scores
        .rules()
        .filter(|rule| rule.points.at(member).is_none())
        .map(|rule| rule.id.as_str())
        .collect()
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    std::fs::create_dir_all(folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

fn corpus(folder: &Path) -> Corpus {
    read(folder, &Options::default(), &()).unwrap()
}

/// What comes back from others, what nobody but the network counts, and files that an export may just not have.
///
/// `insights.closed_circle` is not among them: fewer than eight quick comments are no circle, whoever wrote what was commented on.
const NOT_IN_AN_EXPORT: [&str; 7] = [
    "brand.reception",
    "insights.conversations",
    "insights.like_for_like",
    "people.manners",
    "people.search",
    "relationships.help",
    "relationships.readers",
];

#[test]
fn every_era_knows_what_it_does_not_know() {
    for era in ["2021-early", "2022", "2024", "2026"] {
        let Some(folder) = common::shared(&format!("suites/linkedin-export-synthetic/{era}")) else { return };
        let scored = scored(&corpus(&folder));
        assert_eq!(scored.scores.members, ["sam-ego"], "only the owner is scored");
        assert_eq!(unknown(&scored, 0), BTreeSet::from(NOT_IN_AN_EXPORT), "{era}:\n{}", printed(&scored));
        for pillar in &scored.scores.pillars {
            assert!(pillar.points[0].is_some() && pillar.coverage[0] > 0.5, "{era}");
        }
        assert!(scored.scores.coverage[0] < 1.0, "{era}");
        // What is unknown could only add to the score.
        assert!(scored.scores.range[0].1 > scored.scores.score[0], "{era}");
    }
}

/// The exports that everybody has who has this repository, and the eras of the suite where that is there.
fn all_exports() -> Vec<PathBuf> {
    let eras = ["2021-early", "2022", "2024", "2026"];
    let shared = eras.iter().filter_map(|e| common::shared(&format!("suites/linkedin-export-synthetic/{e}")));
    let exports: Vec<PathBuf> =
        std::iter::once(common::root().join("corpora/export/noor-haddad")).chain(shared).collect();
    assert!(exports[0].is_dir());
    exports
}

/// The files below a folder, packed as LinkedIn does.
fn packed(folder: &Path) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                zip.start_file(name, SimpleFileOptions::default()).unwrap();
                zip.write_all(&std::fs::read(path).unwrap()).unwrap();
            }
        }
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_archive_scores_as_the_folder_that_it_holds() {
    for folder in all_exports() {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("export.zip"), packed(&folder)).unwrap();
        let (one, other) = (scored(&corpus(&folder)), scored(&corpus(place.path())));
        common::check_same(&printed(&one), &printed(&other), &folder.display().to_string());
        assert_eq!(one.scores.members.len(), 1);
    }
}

/// What nobody told takes no points: the rules that have evidence share out the whole pillar.
#[test]
fn what_is_unknown_lowers_no_pillar() {
    for folder in all_exports() {
        let corpus = corpus(&folder);
        let full = scored(&corpus);
        let mut model = (*DEFAULT.model).clone();
        for rule in unknown(&full, 0) {
            model.reweigh(rule, 0.0).unwrap();
        }
        let known = run(&model, &corpus, end_of_activity(&corpus).unwrap());
        let mut table = format!("{}\n{:32} {:>8} {:>8}\n", folder.display(), "", "all", "known");
        let mut same = true;
        let mut line = |id: &str, a: Option<Points>, b: Option<Points>, must: bool| {
            let shown = |p: Option<Points>| p.map_or("-".to_owned(), |p| p.to_string());
            let differ = must && a != b;
            same &= !differ;
            let mark = if differ { " <" } else { "" };
            writeln!(table, "{id:32} {:>8} {:>8}{mark}", shown(a), shown(b)).unwrap();
        };
        for (a, b) in full.scores.pillars.iter().zip(&known.scores.pillars) {
            line(&a.id, a.points[0], b.points[0], true);
            for (one, other) in a.rules.iter().zip(&b.rules) {
                line(&one.id, one.points.at(0), other.points.at(0), one.points.at(0).is_some());
            }
        }
        assert!(same, "{table}");
        assert_eq!(full.scores.score, known.scores.score, "{table}");
        // It does lower what is known, and who knows more can only have more.
        let (low, high) = full.scores.range[0];
        assert!(full.scores.coverage[0] < 1.0, "{table}");
        assert!(low <= full.scores.score[0] && full.scores.score[0] < high, "{table}");
    }
}

/// A workbook beside an export tells how posts were received and how many followers were won; without it both are unknown.
#[test]
fn a_workbook_is_evidence() {
    let folder = common::root().join("corpora/export/noor-haddad");
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("noor.zip"), packed(&folder)).unwrap();
    let without = scored(&corpus(place.path()));
    let told_by_it = ["brand.reception", "relationships.readers"];
    let before = unknown(&without, 0);
    assert!(told_by_it.iter().all(|rule| before.contains(rule)), "{before:?}");

    let post = "urn:li:share:7439581838311424001".to_owned();
    let book = books::figures(&[(post, "3/17/2026", 40, 500)]);
    std::fs::write(place.path().join("Content_2026-01-01_2026-03-31_NoorHaddad.xlsx"), book).unwrap();
    let with = corpus(place.path());
    assert!(with.notes.iter().all(|note| !note.contains("Content_")), "{:?}", with.notes);
    let with = scored(&with);
    let after = unknown(&with, 0);
    let gone: Vec<&str> = before.difference(&after).copied().collect();
    assert_eq!(gone, told_by_it);
    assert!(after.is_subset(&before) && with.scores.coverage[0] > without.scores.coverage[0]);
    // 40 engagements of 500 views are as many as the rule asks for.
    let earned = |id: &str| with.scores.rules().find(|rule| rule.id == id).unwrap().points.at(0).unwrap();
    assert!(earned("brand.reception").0 > 0 && earned("relationships.readers").0 > 0);

    // What another member's workbook tells is nothing about a member without one.
    let bo = place.path().join("bo");
    let shares = "Date,ShareLink,ShareCommentary\n2026-03-10 08:30:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1,Why we ask first\n";
    write(&bo, &[("Profile.csv", PROFILE), ("Shares.csv", shares)]);
    let both = scored(&corpus(place.path()));
    let other = (0..2).find(|m| both.scores.members[*m] != with.scores.members[0]).unwrap();
    let his = unknown(&both, other);
    assert!(told_by_it.iter().all(|rule| his.contains(rule)), "{his:?}");
}

const PROFILE: &str = "First Name,Last Name,Headline,Summary\nAda,Bo,Renewals,I help renewals.\n";
const MESSAGES: &str =
    "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER\n";

/// An export with posts, and one without: its owner may have written none, or not have asked for them.
#[test]
fn who_has_no_file_of_posts_has_not_written_none() {
    let place = tempfile::tempdir().unwrap();
    let message = |who: &str, at: &str| {
        format!(
            "{MESSAGES}c-{who},{who},https://www.linkedin.com/in/{who},X,https://www.linkedin.com/in/x,{at} 10:00:00 UTC,Hello,INBOX\n"
        )
    };
    let shares = "Date,ShareLink,ShareCommentary\n2026-02-10 08:30:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1,Why we ask first\n";
    let ada = PROFILE.replace("Ada,Bo", "ada,");
    let bo = PROFILE.replace("Ada,Bo", "bo,");
    write(
        &place.path().join("ada"),
        &[("Profile.csv", &ada), ("Shares.csv", shares), ("messages.csv", &message("ada", "2026-02-11"))],
    );
    write(&place.path().join("bo"), &[("Profile.csv", &bo), ("messages.csv", &message("bo", "2026-02-11"))]);
    let found = scored(&corpus(place.path()));
    assert_eq!(found.scores.members, ["ada", "bo"]);
    let about_posts = ["brand.cadence", "brand.substance", "insights.sharing"];
    for rule in about_posts {
        assert!(!unknown(&found, 0).contains(rule) && unknown(&found, 1).contains(rule), "{rule}");
    }
    // A complete export lacks what would be empty.
    write(
        &place.path().join("bo"),
        &[("Logins.csv", "Login Date\n"), ("Ads Clicked.csv", "Ad clicked Date\n")],
    );
    let complete = scored(&corpus(place.path()));
    for rule in about_posts {
        assert!(!unknown(&complete, 1).contains(rule), "{rule}");
    }
    // A member alone has the score that the member has among all.
    let alone = tempfile::tempdir().unwrap();
    write(
        &alone.path().join("ada"),
        &[("Profile.csv", &ada), ("Shares.csv", shares), ("messages.csv", &message("ada", "2026-02-11"))],
    );
    assert_eq!(common::line(&scored(&corpus(alone.path())).scores, 0), common::line(&complete.scores, 0));
}

#[test]
fn searches_of_some_weeks_are_not_those_of_the_window() {
    let place = tempfile::tempdir().unwrap();
    let count = "/// Searches.\nfn searches(m) { weight(1, m.searches.count().ramp(0, 10)) }\n";
    let recipe = common::packs::pack(&[("all", 100, count)]);
    for (first, known) in [("2026/02/01", false), ("2025/10/01", true)] {
        let searches =
            format!("Time,Search Query\n{first} 15:02:55 UTC,head of sales\n2026/03/01 15:02:55 UTC,cto\n");
        write(place.path(), &[("Profile.csv", PROFILE), ("SearchQueries.csv", &searches)]);
        let corpus = corpus(place.path());
        let found = run(&recipe.model, &corpus, end_of_activity(&corpus).unwrap());
        assert_eq!(found.scores.rules().next().unwrap().points.at(0).is_some(), known, "{first}");
    }
}
