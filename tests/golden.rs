//! What the articles promise of the index, on members built for it.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;

use common::files::Files;
use common::{Members, done, folder, run, text, written};

/// The day of the scores.
const DAY: &str = "2026-06-30";

/// A day in the window of that day, and the hour.
fn at(day: u32, hour: u32) -> String {
    let (month, day) = if day <= 31 { (5, day) } else { (6, day - 31) };
    format!("2026-{month:02}-{day:02}T{hour:02}:00:00Z")
}

/// Two members who do the same.
fn pair() -> Files {
    let mut files = Files::default();
    for member in ["ann", "bob"] {
        files.row("members", &[("member", member), ("title", "Account manager")]);
    }
    files
}

#[test]
fn thanks_and_praise_earn_nothing_in_any_language() {
    let praise = [
        ("en", "Great post!"),
        ("en", "Thanks for sharing"),
        ("en", "Great post, thanks for sharing! 👏👏"),
        ("es", "Gracias por compartir"),
        ("es", "¡Excelente publicación!"),
        ("pt", "Obrigado por compartilhar"),
        ("pt", "Ótimo post!"),
        ("fr", "Merci pour le partage"),
        ("fr", "Super post !"),
        ("de", "Danke fürs Teilen"),
        ("de", "Toller Beitrag!"),
        ("it", "Grazie per la condivisione"),
        ("it", "Ottimo post!"),
        ("nl", "Bedankt voor het delen"),
        ("nl", "Goede post!"),
        ("pl", "Świetny wpis!"),
        ("tr", "Harika paylaşım"),
        ("ru", "Спасибо, что поделились!"),
        ("ko", "공유 감사합니다"),
        ("ja", "シェアありがとうございます"),
        ("ja", "素晴らしい投稿です"),
        ("zh", "感谢分享"),
        ("zh", "好文章"),
        ("hi", "साझा करने के लिए धन्यवाद"),
        ("hi", "बहुत बढ़िया पोस्ट"),
        ("ar", "شكرا للمشاركة"),
        ("ar", "منشور رائع"),
        ("id", "Terima kasih sudah berbagi"),
        ("id", "Postingan yang bagus"),
    ];
    let mut file = String::from("id,text\n");
    for (row, (language, words)) in praise.iter().enumerate() {
        let _ = writeln!(file, "{language}{row},\"{words}\"");
    }
    let folder = folder(&[("praise.csv", &file)]);
    let path = folder.path().join("praise.csv");
    let arguments = ["grade", text(&path), "--text-column", "text", "--kind", "comment", "--id-column", "id"];
    let grades = done(&arguments).out;
    let mut reader = csv::Reader::from_reader(grades.as_bytes());
    let mut paid = Vec::new();
    for (row, (_, words)) in reader.records().zip(praise) {
        let row = row.unwrap();
        if row[1].parse::<f64>().unwrap() > 0.0 {
            paid.push(format!("{words} ({}): {}", &row[0], &row[1]));
        }
    }
    assert!(paid.is_empty(), "praise that earns something:\n{}", paid.join("\n"));
}

#[test]
fn unanswered_messages_lower_relationships() {
    let mut files = pair();
    for n in 0..12_u32 {
        for member in ["ann", "bob"] {
            let (talk, friend) = (format!("{member}{n}"), format!("friend{n}"));
            let words = format!("How did number {n} go?");
            let cells =
                [("conversation", talk.as_str()), ("sender", member), ("recipients", friend.as_str())];
            let day = at(3 + n, 9);
            files.row("messages", &[&cells[..], &[("at", &day), ("text", &words)]].concat());
            // Everybody answers Ann, one in four answers Bob.
            if member == "ann" || n % 4 == 0 {
                let cells =
                    [("conversation", talk.as_str()), ("sender", friend.as_str()), ("recipients", member)];
                let day = at(4 + n, 9);
                files.row("messages", &[&cells[..], &[("at", &day), ("text", "It went well.")]].concat());
            }
        }
    }
    let (ann, bob) = (files.points(DAY, "ann", "relationships"), files.points(DAY, "bob", "relationships"));
    assert!(ann >= bob + 300, "answered {ann}, unanswered {bob}");
    let penalty = files.points(DAY, "bob", "relationships.unanswered");
    assert!(penalty < 0 && files.points(DAY, "ann", "relationships.unanswered") == 0, "{penalty}");
}

#[test]
fn a_tie_to_a_decision_maker_is_worth_more() {
    let mut files = pair();
    for n in 0..4_u32 {
        for (member, title) in [("ann", "Chief Operating Officer"), ("bob", "Assistant")] {
            let (talk, friend) = (format!("{member}{n}"), format!("{member}.friend{n}"));
            files.row(
                "connections",
                &[("member", member), ("other", &friend), ("title", title), ("at", "2026-01-05")],
            );
            for turn in 0..4 {
                let (from, to) =
                    if turn % 2 == 0 { (member, friend.as_str()) } else { (friend.as_str(), member) };
                let words = format!("Turn {turn} of talk {n}: what do you think?");
                files.row(
                    "messages",
                    &[
                        ("conversation", &talk),
                        ("sender", from),
                        ("recipients", to),
                        ("at", &at(3 + n, 9 + turn)),
                        ("text", &words),
                    ],
                );
            }
        }
    }
    for column in ["people.decision_makers", "relationships.reach_out", "relationships.depth", "score"] {
        let (ann, bob) = (files.points(DAY, "ann", column), files.points(DAY, "bob", column));
        assert!(ann > bob, "{column}: with those who decide {ann}, without {bob}");
    }
}

#[test]
fn a_new_member_changes_nobody_s_score() {
    let folder = folder(&[]);
    common::copy(&common::root().join("corpora/team"), folder.path());
    let before = Members::of(folder.path(), ".", &["--as-of", "2026-08-31"]);
    let add = |name: &str, cells: &[(&str, &str)]| {
        let path = folder.path().join(name);
        let file = std::fs::read_to_string(&path).unwrap();
        let header = file.lines().next().unwrap();
        let cell = |column| cells.iter().find(|(c, _)| *c == column).map_or("", |(_, cell)| *cell);
        let row: Vec<&str> = header.split(',').map(cell).collect();
        std::fs::write(&path, format!("{}\n{}\n", file.trim_end(), row.join(","))).unwrap();
    };
    add("members.csv", &[("member", "zoe.new"), ("industry", "software"), ("team", "North")]);
    add(
        "posts.csv",
        &[("post", "zoe1"), ("author", "zoe.new"), ("at", "2026-08-30T10:00:00Z"), ("text", "Why?")],
    );
    let after = Members::of(folder.path(), ".", &["--as-of", "2026-08-31"]);
    assert_eq!(after.rows.len(), before.rows.len() + 1);
    for column in
        before.columns.iter().filter(|c| ["score", "coverage"].contains(&c.as_str()) || c.contains('.'))
    {
        for (member, row) in &before.rows {
            assert_eq!(
                row[before.column(column)],
                after.rows[member][after.column(column)],
                "{column} of {member}"
            );
        }
    }
}

#[test]
fn the_packs_beside_the_default_score_the_team() {
    let out = folder(&[]);
    for (pack, says) in [
        ("rules/paid-tool", "paid sales tool"),
        ("rules/three-step", "acceptable"),
        ("rules/roles/seller", "for sellers"),
        ("rules/roles/recruiter", "for recruiters"),
        ("rules/roles/founder", "unheard"),
        ("rules/roles/marketer", "for marketers"),
    ] {
        let ran = run(common::root(), &["score", "corpora/team", "--rules", pack, "--out", text(out.path())]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains(says), "{pack}: {}", ran.out);
        Members::read(&written(out.path(), "members.csv")).check_sums();
    }
}
