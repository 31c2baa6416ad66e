//! What a run wrote comes back as it was scored; what is not that is refused in words.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

use std::collections::BTreeMap;
use std::path::Path;

use ssi_corpus::data::Corpus;
use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_report::written::Written;
use ssi_report::{BandSummary, Format, PillarSummary, Summary, members, write_summary};
use ssi_rules::{Model, Pack};
use ssi_score::standing::Standings;
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Request, Scores, score, stats};

/// No bar.
struct Silent;

impl ssi_corpus::read::Progress for Silent {}

fn corpus() -> Corpus {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/team");
    read(&folder, &Options::default(), &Silent).unwrap()
}

fn model() -> Model {
    ssi_rules::load(&Pack::built_in(), &vocabulary()).unwrap().0
}

fn summary(model: &Model, scores: &Scores) -> Summary {
    let figures = stats(model, scores);
    Summary {
        version: String::new(),
        note: String::new(),
        tables: Vec::new(),
        table_blake3: None,
        corpus: Vec::new(),
        reading: BTreeMap::new(),
        mapping: None,
        pseudonyms: None,
        rules: None,
        title: model.title.clone(),
        rules_blake3: model.digest.clone(),
        set: BTreeMap::new(),
        as_of: "2026-08-31".to_owned(),
        window_days: model.window_days,
        members: figures.members,
        mean: figures.mean,
        median: figures.median,
        lowest: figures.extremes.0,
        highest: figures.extremes.1,
        coverage: figures.coverage,
        bands: BandSummary::all(&figures),
        pillars: PillarSummary::all(&figures, |mean| mean),
        industries: Vec::new(),
        teams: Vec::new(),
        rejected: 0,
        findings: Vec::new(),
        inputs: Vec::new(),
    }
}

/// The names of the tables and the bytes of each.
type Tables = Vec<(&'static str, Vec<u8>)>;

/// A run of the team whose members have odd ids, in every format.
fn scored<T>(check: impl FnOnce(&Model, &Scores, &Standings<'_>, &Summary, Tables) -> T) -> T {
    let (corpus, model) = (corpus(), model());
    let resolved = Resolved::new(&corpus, View::at(end_of_activity(&corpus).unwrap(), model.window_days));
    let mut scores = score(&model, &resolved, Request { keep_inputs: false }).scores;
    let odd = ["=1+1", "'", "\"", ",", "\n", "\r\n", "\u{feff}", "-5", "'=x", "日本", "\u{1b}[2J", " "];
    for (member, odd) in scores.members.iter_mut().zip(odd.iter().cycle()) {
        *member = format!("{odd}{member}{odd}");
    }
    let standings = Standings::new(&scores, &resolved);
    let sheet = members(&model, &scores, &standings);
    let bytes = |format| {
        let mut bytes = Vec::new();
        sheet.write(format, &mut bytes).unwrap();
        bytes
    };
    let json = bytes(Format::Json);
    let lines = String::from_utf8(json.clone()).unwrap();
    let lines =
        lines.lines().filter(|line| line.len() > 1).map(|line| line.trim_end_matches(',').to_owned() + "\n");
    let tables = vec![
        ("members.ndjson", lines.collect::<String>().into_bytes()),
        ("members.json", json),
        ("members.csv", bytes(Format::Csv)),
        ("members.parquet", bytes(Format::Parquet)),
    ];
    check(&model, &scores, &standings, &summary(&model, &scores), tables)
}

/// Reads bytes back as the table of a run.
fn back(name: &str, bytes: &[u8], summary: &Summary) -> Result<Written, ssi_report::Unreadable> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let summary = Summary { tables: vec![name.to_owned()], ..summary.clone() };
    write_summary(&summary, &folder.path().join("summary.json")).unwrap();
    Written::open(folder.path())
}

#[test]
fn a_run_comes_back_as_it_was_scored() {
    scored(|model, scores, standings, summary, tables| {
        for (name, bytes) in tables {
            let written = back(name, &bytes, summary).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(written.rows(), scores.members.len(), "{name}");
            assert_eq!(written.table.file_name().unwrap(), name);
            for (row, &member) in scores.ranking.iter().enumerate() {
                let m = member as usize;
                assert_eq!(written.members.at(row), scores.members[m], "{name}");
                assert_eq!(written.find(&scores.members[m]), Some(row), "{name}");
                assert_eq!(written.score[row], scores.score[m], "{name}");
                assert_eq!((written.low[row], written.high[row]), scores.range[m], "{name}");
                assert!((f64::from(written.coverage[row]) - scores.coverage[m]).abs() < 1e-4, "{name}");
                assert_eq!(written.bands.at(row), model.band(scores.score[m].value()).name, "{name}");
                assert_eq!(written.rank[row], standings.everyone[m].rank, "{name}");
                for (groups, standing) in
                    [(&written.industry, &standings.industries), (&written.team, &standings.teams)]
                {
                    let standing = standing.as_ref().unwrap();
                    assert_eq!(groups.names.at(row), standing.word(m), "{name}");
                    let of = standing.place(m).map_or(0, |place| place.of);
                    assert_eq!(groups.places.of[row], of, "{name}");
                    let rank = standing.place(m).filter(|place| !place.is_alone()).map_or(0, |p| p.rank);
                    assert_eq!(groups.places.rank[row], rank, "{name}");
                }
                let network = standings.networks.as_ref().unwrap()[m].place;
                let of = if network.is_alone() { 0 } else { network.of };
                assert_eq!(written.network.of[row], of, "{name}");
            }
            let ids: Vec<&str> = written.pillars.iter().map(|p| p.id.as_str()).collect();
            assert_eq!(ids, scores.pillars.iter().map(|p| p.id.as_str()).collect::<Vec<_>>());
            for pillar in &scores.pillars {
                let column = written.column(&pillar.id).unwrap();
                let points = scores.ranking.iter().map(|&m| pillar.points[m as usize]);
                assert!(column.points.iter().eq(points), "{name}: {}", pillar.id);
            }
            assert_eq!(written.rules.len(), scores.rules().count());
            for (column, rule) in written.rules.iter().zip(scores.rules()) {
                assert_eq!(column.id, rule.id);
                let points = scores.ranking.iter().map(|&m| rule.points.at(m as usize));
                assert!(column.points.iter().eq(points), "{name}: {}", rule.id);
            }
        }
    });
}

#[test]
fn a_spreadsheet_may_have_saved_it() {
    scored(|_, scores, _, summary, mut tables| {
        let csv = String::from_utf8(tables.swap_remove(2).1).unwrap();
        // Zeros at the end go, lines end in two characters, a mark stands in front.
        let short = as_saved(&csv);
        let saved = format!("\u{feff}{}", short.replace('\n', "\r\n"));
        let written = back("members.csv", saved.as_bytes(), summary).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(written.score.iter().max(), scores.score.iter().max());
    });
}

/// Numbers as a spreadsheet writes them: 12.50 is 12.5.
fn as_saved(csv: &str) -> String {
    csv.replace("0,", ",").replace(".,", ".0,")
}

#[test]
fn torn_tables_are_refused_and_garbled_ones_never_panic() {
    // The library of Parquet panics over some, on threads without a name; their messages would drown those of the tests.
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name().is_some() {
            told(panic);
        }
    }));
    scored(|_, _, _, summary, tables| {
        for (name, bytes) in tables {
            let step = bytes.len() / 150;
            for length in (0..bytes.len() - 1).step_by(step) {
                let why = back(name, &bytes[..length], summary).err();
                let why = why.unwrap_or_else(|| panic!("{name} with {length} of {} bytes", bytes.len()));
                assert!(why.path.ends_with(name) && why.help.contains("ssi score"), "{why}");
            }
            for place in (0..bytes.len()).step_by(step) {
                let mut garbled = bytes.clone();
                garbled[place] ^= 0x11;
                drop(back(name, &garbled, summary));
            }
        }
    });
}

#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, summary: &Summary, said: &str) {
    let why = back(name, bytes.as_ref(), summary).unwrap_err();
    assert!(why.to_string().contains(said), "{why}");
}

#[test]
fn what_is_not_the_table_is_refused_in_words() {
    scored(|_, scores, _, summary, mut tables| {
        let (parquet, csv, json) =
            (tables.swap_remove(3).1, tables.swap_remove(2).1, tables.swap_remove(1).1);
        let csv = String::from_utf8(csv).unwrap();
        let json = String::from_utf8(json).unwrap();
        let plain = |csv: &str, from: &str, to: &str| {
            assert!(csv.contains(from), "{from}");
            csv.replacen(from, to, 1)
        };
        let best = scores.score[scores.ranking[0] as usize].to_string();
        let check_csv = |bytes: String, said: &str| check("members.csv", bytes, summary, said);
        check_csv(String::new(), "has no column `member`");
        check_csv("a;b\n1;2\n".to_owned(), "has no column `member`");
        check_csv(plain(&csv, ",low,", ",lower,"), "has no column `low`: it is of an older version");
        check_csv(plain(&csv, ",low,", ",high,"), "has the column `high` twice");
        check_csv(plain(&csv, ",brand,", ",other,"), "has no column `brand`");
        check_csv(
            plain(&csv, &best, "1e2"),
            "the column `score` holds `1e2`, which is not a number of points",
        );
        check_csv(plain(&csv, &best, "\u{1b}[2J"), "holds `\\u{1b}[2J`");
        check_csv(format!("{},7\n", csv.trim_end()), "cells, the header");
        check_csv(plain(&csv, &best, "99.99"), "its highest score is 99.99");
        check_csv(csv.trim_end().to_owned(), "is torn: its last line has no end");
        check_csv(format!("{csv}\"\n"), "is torn: a quote is never closed");
        check_csv(format!("{csv}a\n"), "has 1 cell, the header");
        let rows: Vec<&str> = csv.split_inclusive('\n').collect();
        check_csv(rows[..rows.len() - 1].concat(), "the summary 44");
        let line = |wrong: &str| format!("line {}: ", wrong.lines().count());
        check_csv(format!("{csv}a\n"), &line(&format!("{csv}a")));

        check("members.json", "{}", summary, "is no array of objects");
        check("members.json", "[]", summary, "has 0 members, the summary 44");
        check("members.json", plain(&json, "\"low\"", "\"lower\""), summary, "has no column `low`");
        check(
            "members.json",
            plain(&json, ": null", ": [1]"),
            summary,
            "line 3: invalid type: sequence, expected a text, a number or null in the column",
        );
        check("members.json", json.trim_end().trim_end_matches(']'), summary, "is torn");
        check("members.parquet", csv.as_bytes(), summary, "is not a whole Parquet file");
        let other = Summary { members: 43, ..summary.clone() };
        check("members.parquet", &parquet, &other, "it has 44 members, the summary 43");
        let mut other = summary.clone();
        other.bands[0].members += 1;
        check("members.parquet", &parquet, &other, "members are in the band");
        check(
            "members.xlsx",
            b"",
            summary,
            "names no table of members that can be read back, only members.xlsx",
        );

        let folder = tempfile::tempdir().unwrap();
        let why = Written::open(folder.path()).unwrap_err();
        assert!(why.help.starts_with("if it is a corpus, score it first: `ssi score "), "{}", why.help);
        let why = why.to_string();
        assert!(why.ends_with("summary.json: is not there: no run wrote into that folder"), "{why}");
        let nowhere = Written::open(&folder.path().join("nowhere")).unwrap_err();
        assert!(nowhere.help.starts_with("score first: `ssi score FOLDER --out "), "{}", nowhere.help);
        std::fs::write(folder.path().join("summary.json"), "{").unwrap();
        let why = Written::open(folder.path()).unwrap_err().to_string();
        assert!(why.ends_with("is no summary of a run of ssi, or a torn one"), "{why}");
    });
}

#[test]
fn points_that_do_not_add_up_are_refused() {
    scored(|_, scores, _, summary, mut tables| {
        let csv = String::from_utf8(tables.swap_remove(2).1).unwrap();
        let m = scores.ranking[3] as usize;
        let pillar = scores.pillars[0].points[m].unwrap();
        let (score, wrong) = (scores.score[m], ssi_score::Points(pillar.0 - 1));
        let from = format!(
            "{score},{}",
            csv.split(&format!(",{score},")).nth(1).unwrap().split(',').next().unwrap()
        );
        let changed = csv.replacen(&format!("{from},{pillar}"), &format!("{from},{wrong}"), 1);
        assert_ne!(csv, changed);
        let why = back("members.csv", changed.as_bytes(), summary).unwrap_err().to_string();
        assert!(why.contains("the rules do not add up to brand for the member"), "{why}");
    });
}
