//! Tells the command which commit it is built from.

use std::path::Path;
use std::process::Command;

fn main() {
    // A source archive has no history: who packs it says the commit.
    println!("cargo:rerun-if-env-changed=SSI_COMMIT");
    let commit = std::env::var("SSI_COMMIT").ok().filter(|said| !said.is_empty()).or_else(checked_out);
    let revision = commit.map(|commit| format!(" (commit {commit})")).unwrap_or_default();
    println!("cargo:rustc-env=SSI_REVISION={revision}");
}

/// The commit of the checkout in which this package lies; none within a folder of somebody else's.
fn checked_out() -> Option<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().ok()?;
    if Path::new(&git(&["rev-parse", "--show-toplevel"])?).canonicalize().ok()? != here {
        return None;
    }
    // Grows with each commit and each checkout.
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    if here.join(&log).exists() {
        println!("cargo:rerun-if-changed={log}");
    }
    git(&["rev-parse", "--short=9", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let out = Command::new("git").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
    let said = String::from_utf8(out.stdout).ok()?.trim().to_owned();
    (out.status.success() && !said.is_empty()).then_some(said)
}
