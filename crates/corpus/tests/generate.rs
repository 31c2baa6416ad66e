//! The synthetic corpus as a reader sees it: shape, references, order in time, skew, and the same bytes for ever.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use ssi_corpus::generate::{Persona, Spec, files, persona, write, write_header, write_part};
use ssi_corpus::schema::FileId;

/// The digest of all files for 200 members and seed 7. A change of it changes every corpus that anybody has made.
const GOLDEN: &str = "ba59b513f32174333a9eea68985731baf806bfa3113b4e7071563cb41ab94d31";

fn spec(members: u32, seed: u64) -> Spec {
    Spec { members, seed, ..Spec::default() }
}

fn bytes(spec: &Spec, file: FileId) -> Vec<u8> {
    let mut out = Vec::new();
    write(spec, file, &mut out).expect("memory takes all");
    out
}

fn digest(spec: &Spec) -> String {
    let mut hasher = blake3::Hasher::new();
    for &file in files() {
        hasher.update(&bytes(spec, file));
    }
    hasher.finalize().to_hex().to_string()
}

/// The rows of a file, each a map from column to cell.
fn rows(spec: &Spec, file: FileId) -> Vec<BTreeMap<String, String>> {
    let bytes = bytes(spec, file);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().expect("a header").clone();
    let cells = |row: csv::StringRecord| {
        header.iter().zip(row.iter()).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|row| cells(row.expect("a row as wide as the header"))).collect()
}

#[test]
fn same_seed_same_bytes() {
    let first = digest(&spec(200, 7));
    assert_eq!(first, digest(&spec(200, 7)));
    assert_eq!(first, GOLDEN);
    assert_ne!(first, digest(&spec(200, 8)));
}

#[test]
fn parts_make_the_whole() {
    let spec = spec(150, 3);
    for &file in files() {
        let mut joined = Vec::new();
        write_header(file, &mut joined).unwrap();
        let mut backwards: Vec<(u32, Vec<u8>)> = Vec::new();
        for start in [100, 40, 0] {
            let end = if start == 100 { u32::MAX } else { [40, 100][usize::from(start == 40)] };
            let mut part = Vec::new();
            write_part(&spec, file, start..end, &mut part).unwrap();
            backwards.push((start, part));
        }
        backwards.sort();
        joined.extend(backwards.into_iter().flat_map(|(_, part)| part));
        assert!(joined == bytes(&spec, file), "{file:?}");
    }
}

#[test]
fn headers_are_the_columns_of_the_schema() {
    assert_eq!(files().len(), ssi_corpus::schema::FILES.len());
    for &file in files() {
        let bytes = bytes(&spec(2, 1), file);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let expected: Vec<&str> =
            file.file().fields.iter().map(|f| f.id).filter(|&id| id != "post_author").collect();
        assert_eq!(reader.headers().unwrap(), expected, "{file:?}");
    }
}

#[test]
fn counts_are_those_that_a_parser_finds() {
    for members in [0, 1, 2, 5, 300] {
        for &file in files() {
            let spec = spec(members, 11);
            let told = write(&spec, file, &mut std::io::sink()).unwrap();
            assert_eq!(rows(&spec, file).len() as u64, told, "{file:?} with {members} members");
            assert!(told > 0 || members < 300, "{file:?} is empty");
        }
    }
}

/// All references of a corpus hold, and nothing is answered before it was said.
fn check_references(spec: &Spec) {
    let members: BTreeSet<String> = rows(spec, FileId::Members).iter().map(|r| r["member"].clone()).collect();
    assert_eq!(members.len(), spec.members as usize);
    for (file, columns) in [
        (FileId::Posts, vec!["author"]),
        (FileId::Comments, vec!["author"]),
        (FileId::Reactions, vec!["author"]),
        (FileId::Messages, vec!["sender", "recipients"]),
        (FileId::Connections, vec!["member", "other"]),
        (FileId::Invitations, vec!["sender", "recipient"]),
        (FileId::Searches, vec!["member"]),
        (FileId::Endorsements, vec!["giver", "receiver"]),
        (FileId::Recommendations, vec!["giver", "receiver"]),
        (FileId::Memberships, vec!["member"]),
        (FileId::Events, vec!["member"]),
        (FileId::Follows, vec!["member"]),
    ] {
        for row in rows(spec, file) {
            let named: Vec<&str> = columns.iter().flat_map(|&c| row[c].split(';')).collect();
            assert!(named.iter().all(|&id| members.contains(id)), "{file:?}: {row:?}");
            assert_eq!(
                named.iter().collect::<BTreeSet<_>>().len(),
                named.len(),
                "oneself in {file:?}: {row:?}"
            );
            assert!(row["at"].as_str() <= "2026-06-30T23:59:59Z", "{file:?}: {row:?}");
            let state = !file.file().activity;
            assert!(state || row["at"].as_str() >= "2026-01-02T00:00:00Z", "{file:?}: {row:?}");
        }
    }

    let posts = rows(spec, FileId::Posts);
    let mut said: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for post in &posts {
        let before = said.insert(&post["post"], (&post["at"], &post["post"]));
        assert!(before.is_none(), "{post:?} is there twice");
    }
    let comments = rows(spec, FileId::Comments);
    let mut received: BTreeMap<&str, usize> = BTreeMap::new();
    for comment in &comments {
        let before = said.insert(&comment["comment"], (&comment["at"], &comment["post"]));
        assert!(before.is_none(), "{comment:?} is there twice");
        *received.entry(&comment["post"]).or_default() += 1;
    }
    for comment in &comments {
        let above = if comment["parent"].is_empty() { &comment["post"] } else { &comment["parent"] };
        let (at, post) = said[above.as_str()];
        assert!(at < comment["at"].as_str() && post == comment["post"], "{comment:?}");
    }
    let reactions = rows(spec, FileId::Reactions);
    let mut liked: BTreeMap<&str, usize> = BTreeMap::new();
    for reaction in &reactions {
        assert!(reaction["post"].is_empty() != reaction["comment"].is_empty(), "{reaction:?}");
        let to = if reaction["post"].is_empty() { &reaction["comment"] } else { &reaction["post"] };
        assert!(said[to.as_str()].0 < reaction["at"].as_str(), "{reaction:?}");
        *liked.entry(to).or_default() += 1;
    }
    let count = |map: &BTreeMap<&str, usize>, id: &str| map.get(id).copied().unwrap_or(0).to_string();
    for post in &posts {
        assert_eq!(post["comments"], count(&received, &post["post"]), "{post:?}");
        assert_eq!(post["reactions"], count(&liked, &post["post"]), "{post:?}");
    }
    for comment in &comments {
        assert_eq!(comment["reactions"], count(&liked, &comment["comment"]), "{comment:?}");
    }
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    for message in rows(spec, FileId::Messages) {
        let at = message["at"].clone();
        if let Some(before) = last.insert(message["conversation"].clone(), at.clone()) {
            assert!(before < at, "{message:?}");
        }
    }
}

#[test]
fn references_hold_and_time_runs_forward() {
    check_references(&spec(300, 7));
    check_references(&spec(6, 5));
}

#[test]
fn every_persona_occurs() {
    for seed in 0..20 {
        let spec = spec(300, seed);
        let found: Vec<Persona> = (0..300).filter_map(|n| persona(&spec, n)).collect();
        assert!(Persona::ALL.iter().all(|p| found.contains(p)), "seed {seed}");
    }
    assert_eq!(persona(&spec(3, 1), 3), None);
}

#[test]
fn the_skew_is_that_of_a_network() {
    let spec = spec(3_000, 42);
    let mut written: BTreeMap<String, usize> = BTreeMap::new();
    let mut active = BTreeSet::new();
    let (mut words, mut foreign, mut copied) = (Vec::new(), 0, BTreeMap::new());
    for file in [FileId::Posts, FileId::Comments] {
        for row in rows(&spec, file) {
            let (author, text) = (&row["author"], &row["text"]);
            active.insert(author.clone());
            if file == FileId::Posts {
                *written.entry(author.clone()).or_default() += 1;
            }
            if !text.is_empty() {
                words.push(text.split_whitespace().count());
                foreign += usize::from(!text.is_ascii());
                *copied.entry(text.clone()).or_insert(0) += 1;
            }
        }
    }
    for row in rows(&spec, FileId::Messages) {
        active.insert(row["sender"].clone());
    }
    let share = |part: usize, whole: usize| part as f64 / whole as f64;
    let silent = 1.0 - share(active.len(), 3_000);
    let mut loudest: Vec<usize> = written.values().copied().collect();
    loudest.sort_unstable_by(|a, b| b.cmp(a));
    let top = share(loudest.iter().take(30).sum(), loudest.iter().sum());
    words.sort_unstable();
    let median = words[words.len() / 2];
    let long = share(words.iter().filter(|&&w| w > 200).count(), words.len());
    let foreign = share(foreign, words.len());
    println!("silent {silent:.2}, top 1 % {top:.2}, median {median}, long {long:.4}, not ASCII {foreign:.3}");
    assert!((0.35..0.50).contains(&silent), "silent {silent}");
    assert!((0.25..0.55).contains(&top), "top {top}");
    assert!((15..=35).contains(&median), "median {median}");
    assert!((0.002..0.05).contains(&long), "long {long}");
    assert!((0.03..0.08).contains(&foreign), "foreign {foreign}");
    assert!(copied["Great post!"] > 300, "copied praise");

    let invitations = rows(&spec, FileId::Invitations);
    let accepted = share(invitations.iter().filter(|r| r["status"] == "accepted").count(), invitations.len());
    assert!((0.22..0.38).contains(&accepted), "accepted {accepted}");
    let all = bytes(&spec, FileId::Posts);
    let all = String::from_utf8(all).unwrap();
    assert!(all.contains("\"\"") && all.contains("\n\n"), "quotes and line breaks");
}

#[test]
fn depth_shows_in_the_words() {
    let spec = spec(2_000, 9);
    let mut reasons: BTreeMap<bool, (usize, usize)> = BTreeMap::new();
    for row in rows(&spec, FileId::Comments) {
        let number = row["author"][1..].parse().unwrap();
        let substance = match persona(&spec, number).unwrap() {
            Persona::Expert => true,
            Persona::Cheerleader => false,
            _ => continue,
        };
        let (with, all) = reasons.entry(substance).or_default();
        *with += usize::from(
            row["text"].contains("because") || row["text"].contains(|c: char| c.is_ascii_digit()),
        );
        *all += 1;
    }
    let share = |key| reasons[&key].0 as f64 / reasons[&key].1 as f64;
    assert!(share(true) > 0.5 && share(false) < 0.2, "{reasons:?}");
}

#[test]
fn pods_answer_within_minutes() {
    let spec = spec(500, 7);
    let posts: BTreeMap<String, BTreeMap<String, String>> =
        rows(&spec, FileId::Posts).into_iter().map(|p| (p["post"].clone(), p)).collect();
    let pod = |id: &str| persona(&spec, id[1..].parse().unwrap()) == Some(Persona::Pod);
    let mut minutes: Vec<i64> = Vec::new();
    for comment in rows(&spec, FileId::Comments) {
        let post = &posts[&comment["post"]];
        if comment["parent"].is_empty() && pod(&comment["author"]) && pod(&post["author"]) {
            let at =
                |row: &BTreeMap<String, String>| row["at"].parse::<jiff::Timestamp>().unwrap().as_second();
            minutes.push((at(&comment) - at(post)) / 60);
        }
    }
    minutes.sort_unstable();
    assert!(minutes.len() > 50 && minutes[minutes.len() / 2] < 15, "{minutes:?}");
}

#[test]
fn what_is_told_of_people_fits_together() {
    let spec = spec(400, 7);
    for row in rows(&spec, FileId::Members) {
        assert!(row["saved_leads"].is_empty() && row["paid_tool_days"].is_empty(), "{row:?}");
        assert!(row["photo_ok"].is_empty() || row["has_photo"] == "true", "{row:?}");
        let count = |column: &str| row[column].parse::<u64>().unwrap();
        assert!(count("followers_gained") <= count("followers"), "{row:?}");
    }
    for row in rows(&spec, FileId::Invitations) {
        let answered = ["accepted", "declined"].contains(&row["status"].as_str());
        assert_eq!(answered, !row["answered_at"].is_empty(), "{row:?}");
        assert!(!answered || row["at"] < row["answered_at"], "{row:?}");
    }
    let shared = |file, column: &str| rows(&spec, file).iter().filter(|row| !row[column].is_empty()).count();
    for (file, column) in [
        (FileId::Posts, "collaborators"),
        (FileId::Posts, "campaign"),
        (FileId::Messages, "campaign"),
        (FileId::Connections, "relation"),
        (FileId::Connections, "shared_connections"),
        (FileId::Invitations, "title"),
        (FileId::Follows, "title"),
    ] {
        let (told, all) = (shared(file, column), rows(&spec, file).len());
        assert!(told > 0 && told < all, "{file:?}.{column}: {told} of {all}");
    }
    // The five of a pod sit in one group.
    let mut circles: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(&spec, FileId::Memberships).into_iter().filter(|row| row["kind"] == "engagement") {
        *circles.entry(row["name"].clone()).or_default() += 1;
    }
    assert!(!circles.is_empty() && circles.values().all(|&n| n == 5), "{circles:?}");
}

#[test]
fn odd_wishes_do_no_harm() {
    let wild = Spec {
        posts_per_member: f64::NAN,
        comments_per_post: -3.0,
        reactions_per_post: f64::INFINITY,
        conversations_per_member: 0.0,
        connections_per_member: 1e300,
        until: jiff::civil::Date::MIN,
        ..spec(20, 1)
    };
    for &file in files() {
        write(&wild, file, &mut std::io::sink()).unwrap();
    }
    assert_eq!(write(&wild, FileId::Posts, &mut std::io::sink()).unwrap(), 0);
}

#[test]
fn speed_is_told() {
    let (spec, start) = (spec(1_000, 1), Instant::now());
    let total: usize = files().iter().map(|&file| bytes(&spec, file).len()).sum();
    println!("{:.1} MB/s", total as f64 / 1e6 / start.elapsed().as_secs_f64());
}
