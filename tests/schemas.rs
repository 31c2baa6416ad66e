//! The JSON that commands write against the schemas that `ssi schema` prints.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::{done, folder, root, run};
use serde_json::{Value, json};
use ssi_report::Schema;
use tempfile::TempDir;

fn parsed(schema: Schema) -> Value {
    serde_json::from_str(schema.text).unwrap_or_else(|e| panic!("{}: {e}", schema.name))
}

/// What is wrong with a value by a schema.
fn faults(name: &str, value: &Value) -> Vec<String> {
    let schema = Schema::find(name).unwrap_or_else(|| panic!("there is no schema {name}"));
    let validator = jsonschema::draft202012::new(&parsed(schema)).unwrap_or_else(|e| panic!("{name}: {e}"));
    validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect()
}

/// A copy of the team with odd rows, one post by one person, a mended and a broken pack, outcomes, votes, saved indexes, a draft.
fn ground() -> TempDir {
    let made = folder(&[
        ("alone/posts.csv", "author,at,text\nlone,2026-08-01,Hello\n"),
        (
            "draft.txt",
            "WE ALL KNOW!!! #win #grow #hustle #mindset #success Great insight, thanks for sharing! Agree?\n",
        ),
        ("short.txt", "Great post!\n"),
        (
            "index.json",
            r#"{"memberScore":{"overall":71.5,"subScores":[{"type":"PROF_BRAND","score":20.1},{"type":"FIND_RIGHT_PEOPLE","score":15},{"type":"INSIGHT_ENGAGEMENT","score":16},{"type":"STRONG_RELATIONSHIP","score":20}]},"groupScore":[{"groupType":"INDUSTRY","rank":3,"score":{"overall":40}}]}"#,
        ),
        ("mapped/dump.csv", "who,when,what\nada,2026-08-01,Hello\n"),
        (
            "map.toml",
            "[[read]]\nfile = \"dump.csv\"\nas = \"posts\"\n[read.columns]\nauthor = \"who\"\nat = \"when\"\ntext = \"what\"\n",
        ),
        ("key", "correct horse battery staple"),
    ]);
    let at = made.path();
    copy(&root().join("corpora/team"), &at.join("team"));
    copy(&root().join("corpora/team"), &at.join("odd"));
    let posts = fs::read_to_string(at.join("odd/posts.csv")).expect("posts");
    let last = posts.trim_end().lines().last().expect("a row");
    fs::write(at.join("odd/posts.csv"), format!("{posts}{last}\nx,y\n")).expect("odd rows");
    copy(&root().join("rules/ssi"), &at.join("other"));
    replace(&at.join("other/pillars/brand.rhai"), "fn cadence(m)", "fn rhythm(m)");
    replace(&at.join("other/grades/comment.rhai"), "log_ramp(0, 40)", "log_ramp(0, 50)");
    replace(&at.join("other/grades/comment.rhai"), "/// Good: ", "/// Good: \"Great!\"\n/// Good: ");
    append(&at.join("other/phrases/slogans.en.txt"), "synergy of synergies\n");
    fs::write(
        at.join("other/tests/odd.csv"),
        "member,rule,expect,name\nnobody,score,> 3,x\nada,nothing.here,3,\n",
    )
    .expect("odd cases");
    copy(&root().join("rules/ssi"), &at.join("broken"));
    replace(&at.join("broken/pillars/brand.rhai"), "m.posts.per_week()", "m.psts.per_week()");
    ok(at, &["generate", "--members", "600", "--seed", "4", "--out", "many"]);
    ok(at, &["score", "many", "--quiet", "--out", "many-out"]);
    let (mut deals, mut won) = ("member,deals\n".to_owned(), "member,won\n".to_owned());
    for (place, (member, score)) in scores(&at.join("many-out/members.csv")).into_iter().enumerate() {
        let _ = writeln!(deals, "{member},{}", (score / 8.0).round());
        let luck = (place * 7 % 20) as f64;
        let _ = writeln!(won, "{member},{}", if score + luck > 50.0 { "yes" } else { "no" });
    }
    fs::write(at.join("won.csv"), won).expect("outcomes");
    fs::write(at.join("deals.csv"), deals).expect("outcomes");
    ok(at, &["score", "team", "--quiet", "--out", "run"]);
    ok(at, &["score", "alone", "--quiet", "--out", "alone-run"]);
    ok(
        at,
        &["backfill", "team", "--history", "history", "--from", "2026-06-01", "--every", "20d", "--quiet"],
    );
    let mut usage = "member,ssi,brand,people,insights,relationships\nnobody,3,,,,\n".to_owned();
    for (place, (member, score)) in scores(&at.join("run/members.csv")).into_iter().take(12).enumerate() {
        let _ = writeln!(usage, "{member},{:.0},{},{},{},{}", score * 0.9, 10 + place, 12, 20 - place, 9);
    }
    fs::write(at.join("usage.csv"), usage).expect("a usage report");
    let comments = root().join("corpora/labelled-comments/comments.csv");
    let mut votes = csv::Writer::from_path(at.join("votes.csv")).expect("a file");
    votes.write_record(["text", "votes", "question", "verdict"]).expect("a header");
    let mut reader = csv::Reader::from_path(comments).expect("comments");
    let text = reader.headers().expect("a header").iter().position(|head| head == "text").expect("texts");
    for (place, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        let verdict = if place % 7 > 3 { "useful" } else { "useless" };
        let cells = [&row[text], &(place % 7).to_string(), &(place % 5).to_string(), verdict];
        votes.write_record(cells).expect("a row");
    }
    votes.flush().expect("a file");
    made
}

fn scores(table: &Path) -> Vec<(String, f64)> {
    let mut reader = csv::Reader::from_path(table).expect("a table");
    let heads = reader.headers().expect("a header").clone();
    let place = |name: &str| heads.iter().position(|head| head == name).expect("a column");
    let (member, score) = (place("member"), place("score"));
    reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[member].to_owned(), row[score].parse().expect("a score")))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy(&path, &to) } else { fs::copy(&path, &to).map(|_| ()).expect("a copy") }
    }
}

#[track_caller]
fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a file");
    assert!(text.contains(from), "{}: no `{from}`", file.display());
    fs::write(file, text.replacen(from, to, 1)).expect("a file");
}

fn append(file: &Path, more: &str) {
    let text = fs::read_to_string(file).expect("a file");
    fs::write(file, text + more).expect("a file");
}

#[track_caller]
fn ok(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran.out
}

/// Commands as typed, by the schema of what they print.
const PRINTED: [(&str, &str); 61] = [
    ("advice", "advise ada.okafor --from run"),
    ("advice", "advise oscar.delmas --from run --target 90"),
    ("advice", "advise ivo.petrov --from run --target 40"),
    ("advice", "advise lone --from alone-run"),
    ("bench", "bench team --seconds 1"),
    ("calibration", "calibrate many --outcomes deals.csv --out fitted --resamples 100"),
    ("calibration", "calibrate many --outcomes won.csv --out fitted-to-won --resamples 100"),
    ("card", "show ada.okafor --from run"),
    ("card", "show oscar.delmas --from run --history history --texts"),
    ("card", "show chad.winslow --from run"),
    ("card", "show lone --from alone-run"),
    ("cohort", "cohort --from run --where m.posts.count()>=3"),
    ("cohort", "cohort --from run --where m.posts.count()>=300"),
    ("comparison", "compare --from run --with usage.csv"),
    ("comparison", "compare --from run --with index.json --member ada.okafor"),
    ("draft", "lint short.txt --kind comment"),
    ("draft", "lint draft.txt --kind post"),
    ("drops", "trend --drops --history history --drop-alert 1"),
    ("evaluation", "evaluate COMMENTS --text-column text --label-column constructive --each-rule"),
    ("evaluation", "evaluate COMMENTS --text-column text --label-column constructive --by constructive"),
    ("evaluation", "evaluate votes.csv --text-column text --label-column votes --group-column question"),
    ("evaluation", "evaluate votes.csv --text-column text --label-column verdict --positive useful"),
    ("evaluation", "evaluate PAIRS --text-column text_a,text_b --label-column better --by topic"),
    ("fairness", "fairness LANGUAGES"),
    ("fairness", "fairness team"),
    ("fairness", "fairness many"),
    ("findings", "rules check BUILT"),
    ("findings", "rules check other"),
    ("findings", "rules check broken"),
    ("histogram", "hist --from run"),
    ("histogram", "hist --from run --by team"),
    ("histogram", "hist --from run --of insights.comment_substance --industry software"),
    ("histogram", "hist --from alone-run --of people.acceptance"),
    ("impact", "rules diff BUILT other --on team"),
    ("impact", "rules diff built-in built-in --set brand.cadence=6 --on team"),
    ("impact", "rules diff built-in built-in --on team"),
    ("impact", "rules diff BUILT THREE"),
    ("impact", "rules diff BUILT other"),
    ("insights", "insights --from run"),
    ("insights", "insights --from run --team South"),
    ("insights", "insights ada.okafor --from run --texts"),
    ("insights", "insights --from alone-run"),
    ("insights", "insights --from many-out"),
    ("inspection", "inspect team"),
    ("inspection", "inspect odd"),
    ("inspection", "inspect EXPORT"),
    ("moves", "trend --history history"),
    ("rules", "rules list BUILT"),
    ("team", "team North --from run --view sums"),
    ("team", "team North --from run --view everyone"),
    ("team", "team North --from run --view admin"),
    ("team", "team South --from run --view admin --before 2026-08-01"),
    ("teams", "team --from run"),
    ("teams", "team --from run --before 2026-08-01"),
    ("top", "top --from run"),
    ("top", "top --from run --by insights.empty_praise --bottom --team North"),
    ("top", "top --from alone-run"),
    ("trend", "trend ada.okafor --history history"),
    ("trial", "rules test other"),
    ("trial", "rules test BUILT"),
    ("trial", "rules test mutated --mutate"),
];

/// What the words in capitals stand for.
fn arguments(typed: &str) -> Vec<String> {
    let corpora = root().join("corpora");
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let words = typed.split(' ').map(|word| match word {
        "COMMENTS" => path(&corpora.join("labelled-comments/comments.csv")),
        "PAIRS" => path(&corpora.join("labelled-comments/pairs.csv")),
        "LANGUAGES" => path(&corpora.join("fourteen-languages")),
        "EXPORT" => path(&corpora.join("export")),
        "THREE" => path(&root().join("rules/three-step")),
        "BUILT" => path(&root().join("rules/ssi")),
        word => word.to_owned(),
    });
    words.chain(["--json".to_owned()]).collect()
}

/// Everything that is written, by the schema that describes it and the command.
fn written(at: &Path) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    let mut add = |schema: &str, what: &str, text: &str| {
        let value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{what}: {e}: {text}"));
        all.push((schema.to_owned(), what.to_owned(), value));
    };
    // Few cases, or every number is tried against all of them.
    ok(at, &["rules", "new", "mutated"]);
    for (schema, typed) in PRINTED {
        let arguments = arguments(typed);
        let ran = run(at, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
        // A finding ends with 1 and is printed all the same.
        assert!(!ran.out.is_empty(), "{typed}: {}", ran.err);
        add(schema, typed, &ran.out);
    }
    let read = |path: &str| fs::read_to_string(at.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    for (out, more) in [
        ("s1", &["team", "--format", "json"][..]),
        (
            "s2",
            &["odd", "--format", "json", "--rules", "other", "--set", "brand.rhythm=5", "--delimiter", ","],
        ),
        ("s3", &["alone", "--format", "json"]),
        ("s4", &["team", "--format", "json", "--pseudonyms", "key"]),
    ] {
        ok(at, &[&["score", "--quiet", "--out", out], more].concat());
        add("summary", out, &read(&format!("{out}/summary.json")));
        add("members", out, &read(&format!("{out}/members.json")));
    }
    add("summary", "export", &{
        ok(at, &["score", &arguments("EXPORT")[0], "--quiet", "--out", "s5"]);
        read("s5/summary.json")
    });
    ok(at, &["score", "team", "--quiet", "--out", "s6", "--format", "ndjson"]);
    for line in read("s6/members.ndjson").lines() {
        add("members", "ndjson", &format!("[{line}]"));
    }
    for (out, more) in [("g1.json", None), ("g2.json", Some("--signals"))] {
        let comments = &arguments("COMMENTS")[0];
        let grade = [
            "grade",
            comments,
            "--text-column",
            "text",
            "--kind",
            "comment",
            "--format",
            "json",
            "--out",
            out,
        ];
        ok(at, &grade.iter().copied().chain(more).collect::<Vec<_>>());
        add("grades", out, &read(out));
    }
    ok(at, &["rules", "diff", "built-in", "other", "--on", "team", "--out", "changed.json"]);
    add("changed-members", "changed.json", &read("changed.json"));
    add("calibration", "report.json", &read("fitted/report.json"));
    let settings =
        ["--rules", "other", "--set", "brand.rhythm=5", "--delimiter", ",", "--pseudonyms", "key", "--quiet"];
    ok(at, &[&["score", "odd", "--history", "settings", "--out", "s7"][..], &settings].concat());
    ok(at, &["score", "mapped", "--mapping", "map.toml", "--history", "mappings", "--out", "s8", "--quiet"]);
    add("summary", "s8", &read("s8/summary.json"));
    let days = ["history/runs", "settings/runs", "mappings/runs"]
        .map(|runs| fs::read_dir(at.join(runs)).expect("a history"));
    for day in days.into_iter().flatten() {
        let day = day.expect("a day").path();
        add("run-of-a-day", &day.display().to_string(), &fs::read_to_string(&day).expect("a run"));
    }
    all
}

/// Every field that a schema lists, by its path in the schema.
fn fields(schema: &Value) -> BTreeSet<String> {
    fn walk(whole: &Value, schema: &Value, path: &str, all: &mut BTreeSet<String>) {
        let target = schema["$ref"].as_str().map(|to| whole.pointer(&to[1..]).expect("a definition"));
        let schema = target.unwrap_or(schema);
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}/{name}");
            walk(whole, field, &path, all);
            all.insert(path);
        }
        for (key, step) in [("items", "/*"), ("additionalProperties", "/*")] {
            if schema[key].is_object() {
                walk(whole, &schema[key], &format!("{path}{step}"), all);
            }
        }
    }
    let mut all = BTreeSet::new();
    walk(schema, schema, "", &mut all);
    all
}

/// Which of them a value has.
fn had(value: &Value, path: &str, known: &BTreeSet<String>, all: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| had(item, &format!("{path}/*"), known, all)),
        Value::Object(fields) => {
            for (name, field) in fields {
                let named = format!("{path}/{name}");
                let named = if known.contains(&named) { named } else { format!("{path}/*") };
                had(field, &named, known, all);
                all.insert(named);
            }
        }
        _ => {}
    }
}

/// Fields that none of these commands has, or all of those below where the path ends so: it takes rows that none of our corpora has.
const ELSEWHERE: [(&str, &str); 9] = [
    // A column with more values than are listed.
    ("evaluation", "/by/others/"),
    // A language that is graded down.
    ("fairness", "/warnings/*/"),
    // One note that was sent to many people.
    ("insights", "/insights/invitations/own_words/"),
    ("insights", "/insights/invitations/templates/*/"),
    // A file that cannot be taken whole, a packed one, and one with something to say of.
    ("inspection", "/stops"),
    ("inspection", "/stops/"),
    ("inspection", "/notes"),
    ("inspection", "/files/*/notes"),
    ("inspection", "/files/*/packing"),
];

fn elsewhere(schema: &str, path: &str) -> bool {
    ELSEWHERE.iter().any(|(name, begins)| {
        *name == schema && (path == *begins || begins.ends_with('/') && path.starts_with(begins))
    })
}

#[test]
fn what_is_written_is_what_schemas_say() {
    let made = ground();
    let all = written(made.path());
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (schema, what, value) in &all {
        wrong.extend(
            faults(schema, value).into_iter().take(5).map(|fault| format!("{schema}, {what}: {fault}")),
        );
        let known = fields(&parsed(Schema::find(schema).expect("a schema")));
        had(value, "", &known, seen.entry(schema).or_default());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut lacking = Vec::new();
    // Every schema has a case, and every field that it lists is somewhere.
    for schema in Schema::all() {
        let seen = seen.get(schema.name).unwrap_or_else(|| panic!("nothing is held against {}", schema.name));
        let missing: Vec<String> = fields(&parsed(schema)).difference(seen).cloned().collect();
        let missing: Vec<&String> = missing.iter().filter(|path| !elsewhere(schema.name, path)).collect();
        lacking.extend(missing.iter().map(|path| format!("{} {path}", schema.name)));
    }
    assert!(lacking.is_empty(), "no output has\n{}", lacking.join("\n"));
    // A field more, a field less and a word in the place of a number are found.
    let (_, _, card) = all.iter().find(|(schema, ..)| schema == "card").expect("a card");
    for (pointer, to) in [("/more", json!(1)), ("/score", json!("high")), ("/pillars/0/cap", json!("25"))] {
        let mut card = card.clone();
        match card.pointer_mut(pointer) {
            Some(field) => *field = to,
            None => card["more"] = to,
        }
        assert!(!faults("card", &card).is_empty(), "{pointer}");
    }
    let mut less = card.clone();
    less.as_object_mut().expect("an object").remove("band");
    assert!(!faults("card", &less).is_empty());
}

#[test]
fn schemas_are_schemas_and_describe_each_field() {
    fn walk(name: &str, path: &str, schema: &Value, of: &mut BTreeMap<String, BTreeSet<String>>) {
        if let Some(fields) = schema["properties"].as_object() {
            assert!(
                schema["additionalProperties"].is_boolean() || schema["additionalProperties"].is_object()
            );
            for (field, about) in fields {
                let says = about["description"].as_str().unwrap_or_default();
                assert!(says.ends_with('.'), "{name}: {path}/{field} has no description: {says:?}");
                if about["type"] != "object" {
                    of.entry(field.clone()).or_default().insert(says.to_owned());
                }
            }
        }
        match schema {
            Value::Object(all) => {
                all.iter().for_each(|(key, value)| walk(name, &format!("{path}/{key}"), value, of));
            }
            Value::Array(all) => all.iter().for_each(|value| walk(name, path, value, of)),
            _ => {}
        }
    }
    let mut of = BTreeMap::new();
    for schema in Schema::all() {
        let value = parsed(schema);
        assert!(jsonschema::meta::is_valid(&value), "{}", schema.name);
        assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(value["$id"], format!("{}.schema.json", schema.name));
        assert!(!schema.text.contains("\"$ref\": \"http"), "{} needs another file", schema.name);
        walk(schema.name, "", &value, &mut of);
    }
    // One name, one meaning: these stand in many outputs, and pipelines join by them.
    for name in [
        "member",
        "score",
        "band",
        "coverage",
        "as_of",
        "window_days",
        "rules_blake3",
        "industry",
        "team",
        "low",
        "high",
    ] {
        let meanings: Vec<_> =
            of.get(name).into_iter().flatten().filter(|says| !says.contains("pillar's points")).collect();
        assert_eq!(meanings.len(), 1, "{name}: {meanings:?}");
    }
}

#[test]
fn they_are_printed_and_written() {
    let list = done(&["schema"]).out;
    for schema in Schema::all() {
        assert!(list.lines().any(|line| line.starts_with(&format!("{} ", schema.name))), "{}", schema.name);
        assert_eq!(done(&["schema", schema.name]).out, schema.text);
    }
    let made = folder(&[]);
    let out = ok(made.path(), &["schema", "--out", "all"]);
    let files = fs::read_dir(made.path().join("all")).expect("a folder").count();
    assert_eq!(files, Schema::all().count());
    assert_eq!(out, format!("written: {files} schemas in all\n"));
    // The files in the documentation are these, and no others.
    let docs = fs::read_dir(root().join("docs/schemas")).expect("a folder").count();
    assert_eq!(docs, files);
    let ran = run(root(), &["schema", "sumary"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("there is no schema `sumary`") && ran.err.contains("did you mean `summary`?"),
        "{}",
        ran.err
    );
}
