//! `ssi bench`: how fast each stage is on one's own machine and files.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use ssi_corpus::data::Corpus;
use ssi_corpus::input::{Entry, Input};
use ssi_corpus::read::{self, Options};
use ssi_corpus::resolve::{Resolved, View};
use ssi_report::{
    Bench, Format, Machine, StageRun, ThreadRun, bench_json, bench_text, is_pipe, members, peak_memory,
};
use ssi_rules::Model;
use ssi_score::stages::{TextStages, TextTimes};
use ssi_score::standing::Standings;
use ssi_score::{Request, Timing, score};

use crate::args;
use crate::output::{Failure, Outcome, list, print};
use crate::session::{Run, find, nobody};

/// What is timed in a round, in the order of a run.
const STAGES: [&str; 10] = [
    "reading alone",
    "reading and parsing",
    "texts to signals",
    "signals to grades",
    "comparing texts",
    "rows to aggregates",
    "members to points",
    "ranks",
    "writing",
    "whole job",
];
/// Rounds for which a middle is as good as it gets.
const MOST_ROUNDS: usize = 1000;
/// Bytes that reading alone takes in at a time, as the reader of files does.
const READ: usize = 1 << 20;

pub(crate) fn run(args: &args::Bench) -> Outcome {
    if args.inputs.iter().any(|path| is_pipe(path)) {
        return Err(Failure::asked(
            "standard input can be read only once, and every round reads anew",
            "keep it in a file, and name that",
        ));
    }
    // The first job is the one whose memory counts; what is wrong with files or rules is found here, as in a score.
    let Run { model, pack, corpus, end, date, .. } = Run::new(&args.inputs, &args.recipe, args.json)?;
    let job = Job { inputs: &args.inputs, options: args.recipe.options(), model: &model, end };
    let (known, entries) = job.first(&corpus, |corpus| tell!("note: {}", nobody(corpus, date)))?;
    let peak_memory = peak_memory();
    // Every round reads a corpus of its own, and one at a time is enough.
    drop(corpus);

    let runs = job.rounds(&entries, Duration::from_secs_f64(args.seconds))?;
    let found = Bench {
        corpus: &list(&args.inputs),
        rules: &format!("{} ({})", pack.origin, &model.digest[..12]),
        machine: Machine::here(),
        signals: known.signals,
        files: entries.len(),
        file_bytes: known.bytes,
        members: known.members,
        texts: known.texts.texts,
        text_bytes: known.texts.bytes,
        peak_memory,
        runs,
    };
    print(&if args.json { bench_json(&found) } else { bench_text(&found) })
}

/// What is done again and again.
struct Job<'a> {
    inputs: &'a [PathBuf],
    options: Options,
    model: &'a Model,
    end: i64,
}

/// What is the same in every round.
struct Known {
    signals: usize,
    members: usize,
    texts: TextTimes,
    bytes: u64,
}

impl Job<'_> {
    fn view(&self) -> View {
        View::at(self.end, self.model.window_days)
    }

    /// The rest of the first job; also looks at what will be read.
    fn first(&self, corpus: &Corpus, empty: impl Fn(&Corpus)) -> Result<(Known, Vec<Entry>), Failure> {
        let (_, members) = self.score(corpus)?;
        if members == 0 {
            empty(corpus);
        }
        let read: BTreeSet<&str> = corpus.sources.iter().map(|source| source.path.as_str()).collect();
        let input = find(self.inputs, &self.options)?;
        let entries: Vec<Entry> =
            input.entries.into_iter().filter(|entry| read.contains(entry.path.as_str())).collect();
        let stages = TextStages::new(self.model, corpus);
        let known = Known {
            signals: stages.signals(),
            members,
            texts: stages.sizes(),
            bytes: self.take_in(&entries)?,
        };
        Ok((known, entries))
    }

    /// Rounds on one thread and on all, in turns, until the time is over.
    fn rounds(&self, entries: &[Entry], budget: Duration) -> Result<Vec<ThreadRun>, Failure> {
        let mut counts = vec![1, rayon::current_num_threads()];
        counts.dedup();
        let pools =
            counts.iter().map(|&threads| pool(threads)).collect::<Result<Vec<ThreadPool>, Failure>>()?;
        let none = || STAGES.map(|stage| StageRun { stage, times: Vec::new() }).into_iter().collect();
        let mut runs: Vec<ThreadRun> =
            counts.into_iter().map(|threads| ThreadRun { threads, stages: none() }).collect();
        let start = Instant::now();
        for round in 1..=MOST_ROUNDS {
            for (run, pool) in runs.iter_mut().zip(&pools) {
                let times = pool.install(|| self.round(entries))?;
                for (stage, time) in run.stages.iter_mut().zip(times) {
                    stage.times.push(time);
                }
            }
            // Not begun if it would not be done in time.
            let gone = start.elapsed();
            if gone + gone / round as u32 > budget {
                break;
            }
        }
        Ok(runs)
    }

    /// Every stage once.
    fn round(&self, entries: &[Entry]) -> Result<[Duration; STAGES.len()], Failure> {
        let start = Instant::now();
        self.take_in(entries)?;
        let taken_in = start.elapsed();

        let start = Instant::now();
        let input: Input = find(self.inputs, &self.options)?;
        let corpus = read::read_all(&input, &self.options, &())?;
        let parsed = start.elapsed();
        let (late, _) = self.score(&corpus)?;
        let whole = start.elapsed();

        let texts = TextStages::new(self.model, &corpus).run();
        let Late { comparing, rows, points, ranks, writing } = late;
        Ok([taken_in, parsed, texts.signals, texts.grades, comparing, rows, points, ranks, writing, whole])
    }

    /// What comes after the reading, and how many members there are.
    fn score(&self, corpus: &Corpus) -> Result<(Late, usize), Failure> {
        let resolved = Resolved::new(corpus, self.view());
        let scored = score(self.model, &resolved, Request { keep_inputs: false });
        let start = Instant::now();
        let standings = Standings::new(&scored.scores, &resolved);
        let ranks = scored.timing.ranks + start.elapsed();
        let start = Instant::now();
        members(self.model, &scored.scores, &standings).write(Format::Csv, &mut std::io::sink())?;
        let writing = start.elapsed();
        let Timing { comparing, rows, members: points, .. } = scored.timing;
        let late = Late { comparing, rows, points, ranks, writing };
        Ok((late, resolved.roster().len()))
    }

    /// Takes in all bytes of the files, unpacked, and does nothing with them.
    fn take_in(&self, entries: &[Entry]) -> Result<u64, Failure> {
        let read = |entry: &Entry| -> Result<u64, read::Error> {
            let io = |source| read::Error::entry(entry, source);
            let mut file = entry.open(&self.options.limits).map_err(io)?;
            let (mut buffer, mut bytes) = (vec![0; READ], 0);
            loop {
                match file.read(&mut buffer).map_err(io)? {
                    0 => return Ok(bytes),
                    some => bytes += some as u64,
                }
            }
        };
        Ok(entries.par_iter().map(read).try_reduce(|| 0, |a, b| Ok(a + b))?)
    }
}

/// The stages after the texts.
struct Late {
    comparing: Duration,
    rows: Duration,
    points: Duration,
    ranks: Duration,
    writing: Duration,
}

fn pool(threads: usize) -> Result<ThreadPool, Failure> {
    let built = ThreadPoolBuilder::new().num_threads(threads).build();
    built.map_err(|e| Failure::asked(format!("cannot use {threads} threads: {e}"), ""))
}
