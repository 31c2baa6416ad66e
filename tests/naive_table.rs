//! `members.csv` as the command writes it, read by a plain reader and set beside the scores that it was made of, cell by cell.
//!
//! That the scores are right is held against a plain reference in crates/score/tests/naive.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

#[path = "../crates/score/tests/naive/csv.rs"]
mod csv;

use std::path::Path;
use std::process::Command;

use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_rules::Pack;
use ssi_score::{Points, Request, score, vocabulary::vocabulary};

/// Points as a person writes them; nothing where there was no evidence.
fn points(points: Option<Points>) -> String {
    let Some(Points(hundredths)) = points else { return String::new() };
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

#[test]
fn the_table_of_members_says_what_was_scored() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for corpus in ["corpora/team", "corpora/fourteen-languages"] {
        let out = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ssi"));
        command.current_dir(root).args(["score", corpus, "--quiet", "--out"]).arg(out.path());
        assert!(command.output().unwrap().status.success());
        let table = std::fs::read_to_string(out.path().join("members.csv")).unwrap();
        let mut rows = csv::records(&table);
        let header = rows.remove(0);

        let pack = Pack::read(&root.join("rules/ssi")).unwrap();
        let (model, _) = ssi_rules::load(&pack, &vocabulary()).unwrap();
        let corpus = read(&root.join(corpus), &Options::default(), &()).unwrap();
        let end = end_of_activity(&corpus).unwrap();
        let resolved = Resolved::new(&corpus, View::at(end, model.window_days));
        let scores = score(&model, &resolved, Request { keep_inputs: false }).scores;

        assert_eq!(rows.len(), scores.members.len());
        for (row, member) in rows.iter().zip(scores.ranking.iter().map(|m| *m as usize)) {
            let id = &scores.members[member];
            let mut expected = vec![
                ("member".to_owned(), id.clone()),
                ("score".to_owned(), points(Some(scores.score[member]))),
                ("low".to_owned(), points(Some(scores.range[member].0))),
                ("high".to_owned(), points(Some(scores.range[member].1))),
                ("coverage".to_owned(), format!("{:.4}", scores.coverage[member])),
            ];
            let higher = scores.score.iter().filter(|other| **other > scores.score[member]).count();
            expected.push(("rank".to_owned(), (higher + 1).to_string()));
            let band = model.bands.iter().rfind(|band| band.from <= scores.score[member].value()).unwrap();
            expected.push(("band".to_owned(), band.name.clone()));
            for pillar in &scores.pillars {
                expected.push((pillar.id.clone(), points(pillar.points[member])));
                expected.extend(
                    pillar.rules.iter().map(|rule| (rule.id.clone(), points(rule.points.at(member)))),
                );
            }
            for (column, cell) in expected {
                let place = header.iter().position(|name| *name == column).unwrap();
                assert_eq!(row[place], cell, "{column} of {id}");
            }
        }
    }
}
