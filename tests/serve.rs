//! `ssi serve` as a program on the same machine meets it: what it answers, to whom, and what it leaves on disk.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Server {
    running: Child,
    port: u16,
    token: String,
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let mut running = Command::new(env!("CARGO_BIN_EXE_ssi"))
            .arg("serve")
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let told = BufReader::new(running.stderr.take().unwrap());
        let port = told.lines().map(Result::unwrap).find_map(|line| {
            let (_, rest) = line.split_once("http://127.0.0.1:")?;
            rest.split('/').next()?.parse().ok()
        });
        let mut server = Self { running, port: port.expect("an address"), token: String::new() };
        let page = server.ask("GET /tune", &[], "").1;
        let token = page.split("ssi-token\" content=\"").nth(1).unwrap();
        token.split('"').next().unwrap().clone_into(&mut server.token);
        assert!(server.token.len() >= 32 && server.token.chars().all(|c| c.is_ascii_hexdigit()));
        server
    }

    /// The status and the answer with its headers; a header of our own overrules the usual one.
    fn ask(&self, what: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let host = format!("127.0.0.1:{}", self.port);
        let mut request =
            format!("{what} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if headers.iter().all(|(name, _)| *name != "Host") {
            write!(request, "Host: {host}\r\n").unwrap();
        }
        for (name, value) in headers {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        stream.write_all(format!("{request}\r\n{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }

    #[track_caller]
    fn check(&self, what: &str, headers: &[(&str, &str)], body: &str, status: u16, says: &str) {
        let (found, answer) = self.ask(what, headers, body);
        assert_eq!(found, status, "{what} {headers:?} {body}: {answer}");
        assert!(answer.contains(says), "{what} {body}: {answer}");
    }

    fn with_token(&self) -> [(&str, &str); 1] {
        [("X-SSI-Token", &self.token)]
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}

fn pack(folder: &Path) -> String {
    let pack = folder.join("mine");
    for part in ["", "grades", "pillars", "phrases"] {
        std::fs::create_dir_all(pack.join(part)).unwrap();
        for entry in
            std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/ssi").join(part)).unwrap()
        {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                std::fs::copy(entry.path(), pack.join(part).join(entry.file_name())).unwrap();
            }
        }
    }
    pack.display().to_string()
}

#[test]
fn answers_and_refusals() {
    let folder = tempfile::tempdir().unwrap();
    let pack = pack(folder.path());
    let brand = Path::new(&pack).join("pillars/brand.rhai");
    let before = std::fs::read_to_string(&brand).unwrap();
    let server = Server::start(&["corpora/team", "--rules", &pack]);
    let token = server.with_token();
    let nine = r#"{"weights": [{"rule": "brand.cadence", "to": 9}], "members": ["ada.okafor", "nobody"]}"#;

    server.check("GET /", &[], "", 200, "lucia.ferrer");
    server.check("GET /member?id=ada.okafor", &[], "", 200, "Ada Okafor");
    server.check("GET /member?id=nobody", &[], "", 404, "no such member");
    server.check("GET /tune", &[], "", 200, "content-security-policy: default-src 'none'");
    server.check("GET /assets/tune.js", &[], "", 200, "text/javascript");
    server.check("GET /assets/..%2ftune.js", &[], "", 404, "no such file");
    server.check("GET /rules/ssi/pack.rhai", &[], "", 404, "no such page");
    server.check("GET /api/rules", &[], "", 200, "\"brand.cadence\"");
    server.check("GET /api/members?q=OKAFOR", &[], "", 200, "ada.okafor");
    server.check("GET /api/members?q=%3Cscript%3E", &[], "", 200, "[]");
    server.check("POST /api/turn", &token, nine, 200, "\"member\": \"ada.okafor\"");
    server.check("POST /api/turn", &token, nine, 200, "+    weight(9, m.posts");
    server.check("POST /api/turn", &token, "{}", 200, "\"diff\": \"\"");
    server.check("POST /api/turn", &token, "{", 400, "cannot be read");
    server.check("POST /api/turn", &token, r#"{"weight": 3}"#, 400, "unknown field `weight`");
    let unknown = r#"{"weights": [{"rule": "brand.cadens", "to": 9}]}"#;
    server.check("POST /api/turn", &token, unknown, 422, "did you mean `brand.cadence`");
    let negative = r#"{"weights": [{"rule": "brand.cadence", "to": -1}]}"#;
    server.check("POST /api/turn", &token, negative, 422, "between 0 and 1000");
    let chosen = r#"{"member": "ada.okafor", "levers": ["comment-more", "no-such-lever"]}"#;
    server.check("POST /api/what-if", &token, chosen, 200, "\"before\":83.29");
    server.check("POST /api/what-if", &[], chosen, 403, "");
    server.check("POST /api/what-if", &token, r#"{"member": "nobody"}"#, 422, "there is no member `nobody`");
    server.check("POST /api/what-if", &token, r#"{"levers": []}"#, 400, "missing field `member`");
    let elsewhere =
        r#"{"numbers": [{"file": "../../etc/passwd", "line": 1, "column": 1, "from": 1, "to": 2}]}"#;
    server.check("POST /api/save", &token, elsewhere, 422, "is no file of this pack");
    // A page of somebody else, a name that was made to point here, a guessed token.
    server.check("GET /tune", &[("Host", "evil.example")], "", 421, "its own address");
    server.check("GET /api/rules", &[("Origin", "http://evil.example")], "", 403, "another page");
    server.check("POST /api/save", &[], nine, 403, "token");
    server.check("POST /api/save", &[("X-SSI-Token", "0")], nine, 403, "token");
    let large = format!("{}{}", " ".repeat(300_000), nine);
    let (status, _) = server.ask("POST /api/turn", &token, &large);
    assert_eq!(status, 413);
    assert_eq!(std::fs::read_to_string(&brand).unwrap(), before, "nothing was written");

    // An edit beside us is not overwritten; what is saved stands in the file and is the new beginning.
    std::fs::write(&brand, before.replace("Posts often enough", "Posts often")).unwrap();
    server.check("POST /api/save", &token, nine, 422, "has changed since it was read");
    std::fs::write(&brand, &before).unwrap();
    server.check("POST /api/save", &token, nine, 200, "brand.rhai");
    let after = std::fs::read_to_string(&brand).unwrap();
    assert_eq!(after, before.replace("weight(3, m.posts.per_week()", "weight(9, m.posts.per_week()"));
    server.check("POST /api/turn", &token, nine, 200, "\"diff\": \"\"");
}

#[test]
fn rules_that_came_with_the_command_are_not_written() {
    let server = Server::start(&["corpora/team", "--rules", "built-in"]);
    let nine = r#"{"weights": [{"rule": "brand.cadence", "to": 9}]}"#;
    server.check("GET /api/rules", &[], "", 200, "ssi rules new");
    server.check("POST /api/turn", &server.with_token(), nine, 200, "\"down\":");
    server.check("POST /api/save", &server.with_token(), nine, 422, "ssi rules new");
}

#[test]
fn a_number_within_rows_and_texts_is_scored_again() {
    // The same as `ssi score` with the changed pack, to the last member.
    let folder = tempfile::tempdir().unwrap();
    let pack = pack(folder.path());
    let place = |file: &str, text: &str| {
        let all = std::fs::read_to_string(Path::new(&pack).join(file)).unwrap();
        let at = all.find(text).unwrap() + text.len();
        let line = all[..at].matches('\n').count() + 1;
        let column = all[..at].chars().rev().take_while(|c| *c != '\n').count() + 1;
        (line, column)
    };
    let (line, column) = place("grades/post.rhai", "weight(");
    let text = std::fs::read_to_string(Path::new(&pack).join("grades/post.rhai")).unwrap();
    let old: f64 =
        text.lines().nth(line - 1).unwrap()[column - 1..].split(',').next().unwrap().parse().unwrap();
    let moved = format!(
        r#"{{"numbers": [{{"file": "grades/post.rhai", "line": {line}, "column": {column}, "from": {old}, "to": {}}}]}}"#,
        old * 4.0
    );
    let server = Server::start(&["corpora/team", "--rules", &pack]);
    let (status, answer) = server.ask("POST /api/turn", &server.with_token(), &moved);
    assert_eq!(status, 200, "{answer}");
    let turned: serde_json::Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    server.check("POST /api/save", &server.with_token(), &moved, 200, "post.rhai");
    let out = folder.path().join("out");
    let scored = Command::new(env!("CARGO_BIN_EXE_ssi"))
        .args(["score", "corpora/team", "--quiet", "--rules", &pack, "--out"])
        .arg(&out)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert!(scored.success());
    let summary: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!(turned["effect"]["after"]["mean"], summary["mean"]);
    assert_eq!(turned["effect"]["after"]["median"], summary["median"]);
    assert_ne!(turned["effect"]["before"]["mean"], summary["mean"], "the number makes a difference");
}
