//! A member's own export: what it cannot hold is unknown and costs nothing but coverage.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::packs::DEFAULT;
use common::{printed, run};
use ssi_corpus::data::Corpus;
use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::end_of_activity;
use ssi_score::Scored;

fn scored(corpus: &Corpus) -> Scored {
    run(&DEFAULT.model, corpus, end_of_activity(corpus).unwrap())
}

/// The rules for which there is no evidence of a member.
fn unknown(scored: &Scored, member: usize) -> BTreeSet<&str> {
    scored.scores.rules().filter(|rule| rule.points[member].is_none()).map(|rule| rule.id.as_str()).collect()
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
const NOT_IN_AN_EXPORT: [&str; 8] = [
    "brand.reception",
    "insights.closed_circle",
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
            assert!(
                pillar.points[0].is_some() && pillar.coverage[0] > 0.5 && pillar.coverage[0] < 1.0,
                "{era}"
            );
        }
        // What is unknown could only add to the score.
        assert!(scored.scores.range[0].1 > scored.scores.score[0], "{era}");
    }
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
        assert_eq!(found.scores.rules().next().unwrap().points[0].is_some(), known, "{first}");
    }
}
