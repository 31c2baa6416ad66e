//! Each stage of a run on one thread: cutting into records, parsing cells, signals, grades, folding, points, ranks, writing.
//!
//! Where a stage cannot be run without those before it, it is timed inside of them: criterion is told its time alone.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use rayon::ThreadPool;
use ssi_corpus::read::{self, Options};
use ssi_corpus::resolve::Resolved;
use ssi_report::{Format, members};
use ssi_score::stages::TextStages;
use ssi_score::standing::Standings;
use ssi_score::{Reading, Request, Timing};

use crate::Job;

/// All stages.
pub(crate) fn stages(c: &mut Criterion) {
    let pool = crate::pool(1);
    let job = Job::new();
    let mut group = c.benchmark_group("stages");
    group.sample_size(10).warm_up_time(Duration::from_secs(1));
    parsing(&mut group, &job, &pool);
    scoring(&mut group, &job, &pool);
}

/// Of the posts: a reading that leaves out every row finds records and splits their cells; one that keeps them all parses as well.
fn parsing(group: &mut BenchmarkGroup<'_, WallTime>, job: &Job, pool: &ThreadPool) {
    let folder = job.folder.path().join("corpus");
    let none = mapping(job.folder.path(), "none", "where = { kind = [\"of no kind\"] }\n");
    let all = mapping(job.folder.path(), "all", "");
    let read = |mapping: &PathBuf| {
        let options = Options { mapping: Some(mapping.clone()), ..Options::default() };
        read::read(&folder, &options, &()).expect("a corpus")
    };
    let (kept, left_out) = (read(&all), read(&none));
    let [kept, left_out] = [&kept, &left_out].map(|corpus| &corpus.sources[0]);
    assert!(kept.rows > 0 && left_out.rows == 0 && left_out.filtered == kept.rows, "all rows and none");
    group.throughput(Throughput::Bytes(kept.bytes));
    group.bench_function("records", |b| b.iter(|| pool.install(|| read(&none))));
    group.bench_function("records_and_cells", |b| b.iter(|| pool.install(|| read(&all))));
}

/// A mapping that reads the posts, and so many of them.
fn mapping(folder: &Path, name: &str, which: &str) -> PathBuf {
    let path = folder.join(format!("{name}.toml"));
    let columns = "[read.columns]\npost = \"post\"\nauthor = \"author\"\nat = \"at\"\ntext = \"text\"\n";
    std::fs::write(&path, format!("[[read]]\nfile = \"posts.csv\"\nas = \"posts\"\n{which}\n{columns}"))
        .expect("room for a mapping");
    path
}

/// From texts to the table of members.
fn scoring(group: &mut BenchmarkGroup<'_, WallTime>, job: &Job, pool: &ThreadPool) {
    let corpus = job.read();
    let view = crate::view(&corpus);
    let resolved = Resolved::new(&corpus, view);
    let texts = TextStages::new(&job.model, &corpus);
    let sizes = texts.sizes();
    group.throughput(Throughput::Bytes(sizes.bytes));
    group.bench_function("signals", |b| b.iter_custom(|times| sum(pool, times, || texts.run().signals)));
    group.throughput(Throughput::Elements(sizes.texts));
    group.bench_function("grades", |b| b.iter_custom(|times| sum(pool, times, || texts.run().grades)));

    let reading = Reading::new(&job.model, &resolved);
    // What tables share is made anew each time, as in a run; texts are not read again.
    let timing = || -> Timing {
        let resolved = Resolved::new(&corpus, view);
        reading.seen_from(&resolved).score(Request { keep_inputs: false }).timing
    };
    group.bench_function("folding", |b| b.iter_custom(|times| sum(pool, times, || timing().rows)));
    let scored = reading.score(Request { keep_inputs: false });
    group.throughput(Throughput::Elements(scored.scores.members.len() as u64));
    group.bench_function("points", |b| b.iter_custom(|times| sum(pool, times, || timing().members)));
    let ranks = || {
        let first = timing().ranks;
        let start = Instant::now();
        let standings = Standings::new(&scored.scores, &resolved);
        let time = first + start.elapsed();
        drop(standings);
        time
    };
    group.bench_function("ranks", |b| b.iter_custom(|times| sum(pool, times, ranks)));
    let standings = Standings::new(&scored.scores, &resolved);
    group.bench_function("writing", |b| {
        b.iter(|| {
            let sheet = members(&job.model, &scored.scores, &standings);
            sheet.write(Format::Csv, &mut std::io::sink()).expect("nothing can fail to be thrown away");
        });
    });
}

fn sum(pool: &ThreadPool, times: u64, one: impl Fn() -> Duration + Sync) -> Duration {
    (0..times).map(|_| pool.install(&one)).sum()
}
