//! What a shell and `man` are given: made of the commands, so nothing is forgotten.

mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::printed::check;
use common::{done, folder, root, text};

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = done(&["--help"]).out;
    let listed =
        help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next()).expect("a list");
    let names = listed.lines().filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_shell_completes_every_command() {
    let commands = commands();
    assert!(commands.len() > 20, "{commands:?}");
    for shell in SHELLS {
        let script = done(&["completions", shell]).out;
        for command in commands.iter().map(String::as_str).chain(["as-of", "max-memory", "sarif"]) {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn a_shell_reads_its_script() {
    let script = done(&["completions", "bash"]).out;
    let asked = "COMP_WORDS=(ssi sc); COMP_CWORD=1; _ssi ssi sc ssi; echo \"${COMPREPLY[@]}\"";
    let mut bash =
        Command::new("bash").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("bash is here");
    write!(bash.stdin.take().expect("a pipe"), "{script}\n{asked}\n").expect("bash reads");
    let said = bash.wait_with_output().expect("bash ends");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let mut offered: Vec<&str> = said.split_whitespace().collect();
    offered.sort_unstable();
    assert_eq!(offered, ["schema", "score"]);
}

#[test]
fn every_command_has_a_page() {
    let place = folder(&[]);
    let said = done(&["man", "--out", text(place.path())]).out;
    for command in commands().iter().map(String::as_str).chain(["rules-check", "rules-diff"]) {
        let page = std::fs::read_to_string(place.path().join(format!("ssi-{command}.1"))).expect(command);
        assert!(
            page.contains(".SH SYNOPSIS") && page.contains(env!("CARGO_PKG_VERSION")),
            "{command}: {page}"
        );
    }
    let pages = std::fs::read_dir(place.path()).expect("a folder").count();
    assert!(said.starts_with(&format!("written: {pages} pages in ")), "{said}");
    let page = std::fs::read_to_string(place.path().join("ssi-rules-check.1")).expect("a page");
    assert_eq!(done(&["man", "rules", "check"]).out, page);
}

#[test]
fn what_is_no_shell_and_no_command() {
    check("usage-shell", root(), &["completions", "csh"], 2);
    check("cannot-man", root(), &["man", "rules", "chek"], 1);
}
