//! A small vocabulary, and packs made of a few lines.
#![allow(dead_code)]

use std::time::{Duration, Instant};

use ssi_rules::{
    ColumnWord, Diagnostics, Kind, Model, Pack, PackError, PackFile, SignalWord, TableWord, Vocabulary, load,
};

fn column(id: &str, kind: Kind, range: (f64, f64)) -> ColumnWord {
    ColumnWord { id: id.into(), kind, range, blank_is_unknown: true }
}

fn number(id: &str, high: f64) -> ColumnWord {
    column(id, Kind::Number, (0.0, high))
}

fn flag(id: &str) -> ColumnWord {
    column(id, Kind::Condition, (0.0, 1.0))
}

fn label(id: &str) -> ColumnWord {
    column(id, Kind::Label, (0.0, 0.0))
}

fn text(id: &str, grade: &str) -> ColumnWord {
    column(id, Kind::Text { grade: grade.into() }, (0.0, 0.0))
}

/// A column whose empty cell means that there is nothing to tell.
fn derived(column: ColumnWord) -> ColumnWord {
    ColumnWord { blank_is_unknown: false, ..column }
}

fn table(id: &str, columns: Vec<ColumnWord>) -> TableWord {
    TableWord { id: id.into(), state: false, timed: true, columns }
}

/// The names that the packs of these tests may use.
pub(crate) fn vocabulary() -> Vocabulary {
    let many = f64::INFINITY;
    let signal = |id: &str, high: f64| SignalWord { id: id.into(), range: (0.0, high), quantity: true };
    Vocabulary {
        tables: vec![
            TableWord {
                state: true,
                timed: false,
                ..table(
                    "profile",
                    vec![
                        number("followers", many),
                        number("skills", 100.0),
                        flag("has_photo"),
                        label("industry"),
                        text("headline", "headline"),
                        text("summary", "summary"),
                    ],
                )
            },
            table(
                "posts",
                vec![
                    text("text", "post"),
                    label("kind"),
                    label("format"),
                    number("views", many),
                    number("reactions", many),
                    flag("in_group"),
                    derived(flag("is_original")),
                    derived(number("hour", 23.0)),
                    // Names that are words of the rule language, or of rhai, too.
                    number("at", many),
                    flag("known"),
                    number("count", many),
                ],
            ),
            table(
                "comments",
                vec![
                    text("text", "comment"),
                    label("counterpart"),
                    derived(flag("on_own_post")),
                    derived(number("delay_hours", many)),
                ],
            ),
            table(
                "messages",
                vec![text("text", "message"), label("counterpart"), derived(number("answer_hours", many))],
            ),
            TableWord {
                state: true,
                ..table("connections", vec![flag("is_decision_maker"), label("industry")])
            },
            TableWord { timed: false, state: true, ..table("threads", vec![number("turns", many)]) },
        ],
        profile: 0,
        signals: vec![
            signal("words", many),
            signal("questions", many),
            signal("links", many),
            signal("similarity", 1.0),
            SignalWord { id: "similarity_hash".into(), range: (0.0, many), quantity: false },
        ],
        languages: ["en", "de"].map(str::to_owned).to_vec(),
    }
}

/// The files of a pack with nothing wrong in it.
pub(crate) fn good_files() -> Vec<PackFile> {
    let mut files = vec![
        file(
            "pack.rhai",
            "title(\"Small\");\nwindow(90);\npillar(\"brand\", \"Brand\", 60);\npillar(\"people\", \"People\", 40);\n\
             band(0, \"limited\");\nband(50, \"good\");\n",
        ),
        file(
            "pillars/brand.rhai",
            "/// Posts.\nfn cadence(m) {\n    weight(4, m.posts.per_week().ramp(0, 2))\n}\n",
        ),
        file(
            "pillars/people.rhai",
            "/// Network.\nfn network(m) {\n    weight(4, m.connections.count().ramp(0, 500))\n}\n",
        ),
        file("phrases/generic-praise.txt", "# said by everyone\ngreat post\nso true # really\n\n"),
    ];
    for kind in vocabulary().grades() {
        let text = "/// Long enough.\nfn length(t) {\n    weight(5, t.words.ramp(5, 40))\n}\n";
        files.push(file(&format!("grades/{kind}.rhai"), text));
    }
    files
}

/// One file.
pub(crate) fn file(path: &str, text: &str) -> PackFile {
    PackFile { path: path.into(), text: text.into() }
}

/// The good pack with some files put in the place of its own; a file without a word is taken away.
pub(crate) fn pack_with(changed: &[(&str, &str)]) -> Pack {
    let mut files = good_files();
    for (path, text) in changed {
        files.retain(|f| f.path != *path);
        if !text.is_empty() {
            files.push(file(path, text));
        }
    }
    Pack::from_files("small", files).expect("a pack of the tests")
}

/// Loads the good pack with some files changed.
pub(crate) fn load_with(changed: &[(&str, &str)]) -> Result<(Model, Diagnostics), Diagnostics> {
    load(&pack_with(changed), &vocabulary())
}

/// The model of the good pack with one other file.
#[track_caller]
pub(crate) fn model_of(path: &str, text: &str) -> Model {
    match load_with(&[(path, text)]) {
        Ok((model, _)) => model,
        Err(wrong) => panic!("{wrong}"),
    }
}

/// What is wrong with the good pack after one file has changed.
#[track_caller]
pub(crate) fn wrong_of(path: &str, text: &str) -> Diagnostics {
    match load_with(&[(path, text)]) {
        Ok(_) => panic!("this was accepted:\n{text}"),
        Err(wrong) => wrong,
    }
}

/// The most time that a pack may take to be refused: some ten times what it takes, for machines with other work to do.
const MOST_TIME: Duration = Duration::from_millis(400);

/// A pack as a folder with one file put in the place of its own.
pub(crate) fn folder_with(path: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in good_files() {
        let place = folder.path().join(&file.path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, file.text).unwrap();
    }
    std::fs::write(folder.path().join(path), bytes).unwrap();
    folder
}

/// Reads and loads a pack: what is said, and how long it took to say it.
pub(crate) fn refuse(name: &str, read: impl Fn() -> Result<Pack, PackError>) -> (String, Duration) {
    let words = vocabulary();
    let mut best = Duration::MAX;
    let mut said = String::new();
    for _ in 0..3 {
        let start = Instant::now();
        let outcome = match read() {
            Err(refused) => Err(refused.to_string()),
            Ok(pack) => load(&pack, &words).map_err(|wrong: Diagnostics| wrong.render(false)),
        };
        best = best.min(start.elapsed());
        match outcome {
            Ok(_) => panic!("{name} was accepted"),
            Err(wrong) => said = wrong,
        }
        if best <= MOST_TIME {
            break;
        }
    }
    assert!(!said.is_empty(), "{name} was refused without a word");
    assert!(best <= MOST_TIME, "{name} took {best:?}");
    (said, best)
}
