//! The whole job on a generated corpus: reading, resolving and scoring, each alone, and all of it from the folder to the scores
//! on disk; on one thread and on two. Bytes are those of the CSV files; texts are those that the default pack grades. Then each
//! stage of a run alone (`stages`).

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use rayon::{ThreadPool, ThreadPoolBuilder};
use ssi_corpus::data::Corpus;
use ssi_corpus::generate::Spec;
use ssi_corpus::read::{self, Options};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_report::{Format, members, write_corpus, write_file};
use ssi_rules::{Model, Pack};
use ssi_score::standing::Standings;
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Request, Scored, score};
use tempfile::TempDir;

mod common;
mod stages;

const MEMBERS: u32 = 5_000;
/// Enough to see that everything runs.
const FEW_MEMBERS: u32 = 50;
const THREADS: [usize; 2] = [1, 2];

criterion_group!(benches, whole_job, stages::stages);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if common::everything_is_asked_for() {
        ratios();
    }
}

fn whole_job(c: &mut Criterion) {
    let job = Job::new();
    let corpus = job.read();
    let end = end_of_activity(&corpus).expect("rows with times");
    let resolved = Resolved::new(&corpus, View::at(end, 90));
    let scored = job.score(&resolved);
    let bytes = Throughput::Bytes(bytes(&corpus));
    for threads in THREADS {
        let pool = pool(threads);
        let mut group = c.benchmark_group("whole_job");
        group.sample_size(10).throughput(bytes.clone());
        group.bench_function(BenchmarkId::new("read", threads), |b| {
            b.iter(|| pool.install(|| job.read()));
        });
        group.bench_function(BenchmarkId::new("end_to_end", threads), |b| {
            b.iter(|| pool.install(|| job.end_to_end()));
        });
        group.throughput(Throughput::Elements(scored.timing.text_count));
        group.bench_function(BenchmarkId::new("resolve", threads), |b| {
            b.iter(|| pool.install(|| Resolved::new(&corpus, View::at(end, 90)).roster().len()));
        });
        group.bench_function(BenchmarkId::new("score", threads), |b| {
            b.iter(|| pool.install(|| job.score(&resolved)));
        });
    }
}

/// Each stage on one thread and on two, in turns.
fn ratios() {
    let job = Job::new();
    let corpus = job.read();
    let end = end_of_activity(&corpus).expect("rows with times");
    let resolved = Resolved::new(&corpus, View::at(end, 90));
    let timing = job.score(&resolved).timing;
    let (csv, texts) = (bytes(&corpus) as f64, timing.text_count as f64);
    println!(
        "{MEMBERS} members, {:.1} MB of CSV, {texts} texts with {:.1} MB; medians (least–most)",
        csv / 1e6,
        timing.text_bytes as f64 / 1e6
    );
    let [one, two] = THREADS.map(pool);
    let stage = |name: &str, unit: &str, amount: f64, work: &(dyn Fn() + Sync)| {
        let rounds = common::in_turns(11, [&mut || one.install(work), &mut || two.install(work)]);
        let rounds: Vec<[f64; 2]> = rounds.iter().map(|times| times.map(|t| t.as_secs_f64())).collect();
        let spread = |figure: &dyn Fn(&[f64; 2]) -> f64| common::Spread::of(rounds.iter().map(figure));
        println!(
            "{name:<12} 1 thread: {} ms, {} {unit}; 2 threads: {} ms, {} {unit}; {} times as fast",
            spread(&|[one, _]| one * 1e3),
            spread(&|[one, _]| amount / one),
            spread(&|[_, two]| two * 1e3),
            spread(&|[_, two]| amount / two),
            spread(&|[one, two]| one / two),
        );
    };
    stage("read", "MB/s", csv / 1e6, &|| drop(job.read()));
    stage("resolve", "thousand texts/s", texts / 1e3, &|| drop(Resolved::new(&corpus, View::at(end, 90))));
    stage("score", "thousand texts/s", texts / 1e3, &|| drop(job.score(&resolved)));
    stage("end to end", "MB/s", csv / 1e6, &|| job.end_to_end());
}

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads")
}

/// A corpus on disk and the rules to score it with.
struct Job {
    folder: TempDir,
    model: Model,
}

impl Job {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the corpus");
        // `cargo test --benches` does not say that it is a bench.
        let measuring = std::env::args().any(|arg| arg == "--bench");
        let members = if measuring { MEMBERS } else { FEW_MEMBERS };
        let spec = Spec { members, seed: 1, ..Spec::default() };
        write_corpus(&spec, &folder.path().join("corpus")).expect("room for the corpus");
        Self { folder, model: rules() }
    }

    fn read(&self) -> Corpus {
        let folder = self.folder.path().join("corpus");
        let corpus = read::read(&folder, &Options::default(), &()).expect("a corpus");
        assert!(corpus.rejects.is_empty(), "generated rows are good rows");
        corpus
    }

    fn score(&self, resolved: &Resolved<'_>) -> Scored {
        score(&self.model, resolved, Request { keep_inputs: false })
    }

    /// What `ssi score` does.
    fn end_to_end(&self) {
        let model = rules();
        let corpus = self.read();
        let end = end_of_activity(&corpus).expect("rows with times");
        let resolved = Resolved::new(&corpus, View::at(end, 90));
        let scored = score(&model, &resolved, Request { keep_inputs: false });
        let standings = Standings::new(&scored.scores, &resolved);
        let sheet = members(&model, &scored.scores, &standings);
        let place = self.folder.path().join("out").join("members.csv");
        write_file(&place, |out| sheet.write(Format::Csv, out)).expect("room for the scores");
    }
}

/// The day of the last activity.
fn view(corpus: &Corpus) -> View {
    View::at(end_of_activity(corpus).expect("rows with times"), 90)
}

/// The bytes of all files.
fn bytes(corpus: &Corpus) -> u64 {
    corpus.sources.iter().map(|s| s.bytes).sum()
}

fn rules() -> Model {
    ssi_rules::load(&Pack::built_in(), &vocabulary()).expect("the default pack").0
}
