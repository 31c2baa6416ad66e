//! How fast each stage of a run is on somebody's own machine and files, as text and as JSON.

use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value, json};

use crate::json::pretty;
use crate::machine::Machine;
use crate::printable::printable;
use crate::terminal::{count, thousands, wrap_text};

/// The widest line, in characters.
const WIDTH: usize = 100;

/// What was measured, and on what.
pub struct Bench<'a> {
    /// What was read, as it was typed.
    pub corpus: &'a str,
    /// The pack: where it came from and its digest.
    pub rules: &'a str,
    /// The machine.
    pub machine: Machine,
    /// How many different signals of a text the pack reads.
    pub signals: usize,
    /// Files that were read.
    pub files: usize,
    /// Their bytes, unpacked.
    pub file_bytes: u64,
    /// Members scored.
    pub members: usize,
    /// Texts read.
    pub texts: u64,
    /// Bytes of these texts.
    pub text_bytes: u64,
    /// The most memory that the first whole job held, in bytes, where the system tells.
    pub peak_memory: Option<u64>,
    /// The stages, for each number of threads.
    pub runs: Vec<ThreadRun>,
}

/// All stages on so many threads.
pub struct ThreadRun {
    /// How many.
    pub threads: usize,
    /// The stages, in the order of a run; the whole job is the last.
    pub stages: Vec<StageRun>,
}

/// One stage.
pub struct StageRun {
    /// What it does, in a few words.
    pub stage: &'static str,
    /// One time a round; at least one.
    pub times: Vec<Duration>,
}

/// The middle of some times in seconds, and how far they spread.
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl StageRun {
    fn spread(&self) -> Spread {
        let mut all: Vec<f64> = self.times.iter().map(Duration::as_secs_f64).collect();
        all.sort_by(f64::total_cmp);
        Spread { median: all[all.len() / 2], least: all[0], most: all[all.len() - 1] }
    }
}

/// What a stage gets through in a second; missing where nothing was there or it took no time that a clock can tell.
fn rate(amount: f64, seconds: f64) -> Option<f64> {
    (amount > 0.0 && seconds > 0.0).then(|| amount / seconds)
}

/// The page for people.
///
/// # Panics
/// When a stage was not run at all.
pub fn bench_text(bench: &Bench<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}: {} with {}, {}, {} with {}",
        printable(bench.corpus, 40),
        count(bench.files as f64, "file"),
        bytes(bench.file_bytes),
        count(bench.members as f64, "member"),
        count(bench.texts as f64, "text"),
        bytes(bench.text_bytes),
    );
    let _ = writeln!(
        out,
        "rules: {}, reading {}",
        printable(bench.rules, 60),
        count(bench.signals as f64, "signal")
    );
    let machine = &bench.machine;
    let features =
        if machine.features.is_empty() { String::new() } else { format!(", {}", machine.features.join(" ")) };
    let _ = writeln!(out, "machine: {}, {}{features}", machine.system, count(machine.cores as f64, "core"));
    let rounds = bench.runs.iter().flat_map(|run| &run.stages).map(|s| s.times.len()).min().unwrap_or(0);
    let _ = writeln!(out, "{}: the middle (least–most); MB are of the files", count(rounds as f64, "round"));
    let one = bench.runs.first();
    for run in &bench.runs {
        let before = one.filter(|one| one.threads != run.threads);
        table(&mut out, bench, run, before);
    }
    out.push('\n');
    for line in wrap_text(NOTE, WIDTH) {
        let _ = writeln!(out, "{line}");
    }
    if let Some(peak) = bench.peak_memory {
        let each = rate(peak as f64, bench.texts as f64);
        let each = each.map_or(String::new(), |each| format!(", {} bytes a text", thousands(each as u64)));
        let _ = writeln!(out, "peak memory of the first whole job: {}{each}", bytes(peak));
    }
    out
}

/// What the figures are and are not.
const NOTE: &str = "Reading alone only takes the bytes in. Texts are compared with each other where the rules ask for it. \
The whole job is more than the sum of its stages: it also finds out who refers to whom, and which language \
authors write. Nothing was written: the table of members was made and thrown away.";

/// The stages on so many threads; beside them, how many times as fast they are as `before`.
fn table(out: &mut String, bench: &Bench<'_>, run: &ThreadRun, before: Option<&ThreadRun>) {
    let faster = if before.is_some() { "times as fast" } else { "" };
    let _ = writeln!(
        out,
        "\n{}",
        format!(
            "{:<22}{:>10} {:<19}{:>9}{:>13}{:>12}{faster:>14}",
            count(run.threads as f64, "thread"),
            "ms",
            "",
            "MB/s",
            "texts/s",
            "ns a text",
        )
        .trim_end()
    );
    for (place, stage) in run.stages.iter().enumerate() {
        let time = stage.spread();
        let shown = |value: Option<f64>| value.map_or("–".to_owned(), figure);
        let faster = before.and_then(|before| {
            let alone = before.stages.get(place)?.spread().median;
            rate(alone, time.median).map(|ratio| format!("{ratio:.2}"))
        });
        let _ = writeln!(
            out,
            "{}",
            format!(
                "{:<22}{:>10} {:<19}{:>9}{:>13}{:>12}{:>14}",
                stage.stage,
                figure(time.median * 1e3),
                format!("({}–{})", figure(time.least * 1e3), figure(time.most * 1e3)),
                shown(rate(bench.file_bytes as f64 / 1e6, time.median)),
                shown(rate(bench.texts as f64, time.median)),
                shown(rate(time.median * 1e9, bench.texts as f64)),
                faster.unwrap_or_default(),
            )
            .trim_end()
        );
    }
}

/// A number with about three digits that tell something.
fn figure(value: f64) -> String {
    match value {
        v if v < 9.995 => format!("{v:.2}"),
        v if v < 99.95 => format!("{v:.1}"),
        v => thousands(v.round() as u64),
    }
}

/// Bytes for people; an MB has 1,000,000.
fn bytes(number: u64) -> String {
    match number {
        0..1_000 => count(number as f64, "byte"),
        1_000..1_000_000 => format!("{} kB", figure(number as f64 / 1e3)),
        _ => format!("{} MB", figure(number as f64 / 1e6)),
    }
}

/// The same for programs: seconds, and amounts in a second.
///
/// # Panics
/// When a stage was not run at all.
pub fn bench_json(bench: &Bench<'_>) -> String {
    let stage = |stage: &StageRun| -> Value {
        let Spread { median, least, most } = stage.spread();
        json!({
            "stage": stage.stage,
            "rounds": stage.times.len(),
            "seconds": median, "least": least, "most": most,
            "mb_per_second": rate(bench.file_bytes as f64 / 1e6, median),
            "texts_per_second": rate(bench.texts as f64, median),
            "ns_per_text": rate(median * 1e9, bench.texts as f64),
        })
    };
    let runs = bench.runs.iter().map(
        |run| json!({ "threads": run.threads, "stages": run.stages.iter().map(stage).collect::<Vec<_>>() }),
    );
    pretty(&json!({
        "corpus": bench.corpus,
        "rules": bench.rules,
        "signals": bench.signals,
        "machine": bench.machine,
        "files": bench.files,
        "file_bytes": bench.file_bytes,
        "members": bench.members,
        "texts": bench.texts,
        "text_bytes": bench.text_bytes,
        "peak_memory_bytes": bench.peak_memory,
        "runs": runs.collect::<Vec<_>>(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench(texts: u64, runs: Vec<ThreadRun>) -> Bench<'static> {
        Bench {
            corpus: "data",
            rules: "ours (abc)",
            machine: Machine { system: "linux x86_64".into(), cores: 2, features: vec!["AVX2"] },
            signals: 1,
            files: 1,
            file_bytes: 2_000_000,
            members: 1,
            texts,
            text_bytes: texts * 100,
            peak_memory: Some(50_000_000),
            runs,
        }
    }

    fn run(threads: usize, times: &[u64]) -> ThreadRun {
        let times = times.iter().map(|&ms| Duration::from_millis(ms)).collect();
        ThreadRun { threads, stages: vec![StageRun { stage: "whole job", times }] }
    }

    #[test]
    fn figures_follow_from_times() {
        let page = bench_text(&bench(10_000, vec![run(1, &[30, 20, 10]), run(2, &[10, 10, 11])]));
        let lines: Vec<String> =
            page.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for line in [
            "data: 1 file with 2.00 MB, 1 member, 10,000 texts with 1.00 MB",
            "rules: ours (abc), reading 1 signal",
            "machine: linux x86_64, 2 cores, AVX2",
            "3 rounds: the middle (least–most); MB are of the files",
            "1 thread ms MB/s texts/s ns a text",
            "whole job 20.0 (10.0–30.0) 100 500,000 2,000",
            "2 threads ms MB/s texts/s ns a text times as fast",
            "whole job 10.0 (10.0–11.0) 200 1,000,000 1,000 2.00",
            "peak memory of the first whole job: 50.0 MB, 5,000 bytes a text",
        ] {
            assert!(lines.iter().any(|l| l == line), "{line}\n{page}");
        }
        assert!(page.lines().all(|l| l.chars().count() <= WIDTH), "{page}");
    }

    #[test]
    fn without_texts_there_is_no_rate() {
        let page = bench_text(&bench(0, vec![run(1, &[1])]));
        assert!(page.contains("0 texts with 0 bytes\n") && page.contains("1 round:"), "{page}");
        assert!(page.contains("–           –\n"), "{page}");
        let json: Value = serde_json::from_str(&bench_json(&bench(0, vec![run(1, &[1])]))).expect("JSON");
        assert_eq!(json["runs"][0]["stages"][0]["texts_per_second"], Value::Null);
        assert_eq!(json["runs"][0]["stages"][0]["mb_per_second"], 2000.0);
    }

    #[test]
    fn figures_have_three_digits() {
        let check = |value, expected: &str| assert_eq!(figure(value), expected);
        check(0.0, "0.00");
        check(9.994, "9.99");
        check(9.996, "10.0");
        check(99.96, "100");
        check(1234.5, "1,235");
    }
}
