//! `ssi score --max-memory` where the rows do not fit: the same results, share by share.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ssi_corpus::data::DAY;
use ssi_corpus::heard::Listener;
use ssi_corpus::read::{Disk as _, Error, Gathered, KeptPieces, Options, Spooled, read_within};
use ssi_corpus::resolve::{Resolved, View};
use ssi_report::{Format, Paged, members};
use ssi_score::shares::{Ledger, needs};
use ssi_score::standing::Standings;
use ssi_score::{Ear, Request, Scores, score};

use crate::args::Score;
use crate::commands::score::{Around, Results, publish, tolerate};
use crate::dates::{Dates, too_early};
use crate::memory::Memory;
use crate::output::{Failure, Outcome};
use crate::progress::Bar;
use crate::session::{Rules, Run, day_of, end_of, find, nobody_of, nothing_read, tell_notes};

/// Members whose lines are put together at a time.
const PAGE: usize = 2048;

/// Refuses what cannot be done in little memory.
pub(crate) fn check(args: &Score) -> Outcome {
    let refused = |flag: &str, instead: &str| {
        Err(Failure::asked(format!("{flag} does not go together with --max-memory"), instead))
    };
    match args.max_memory {
        Some(_) if args.history.is_some() => refused(
            "--history",
            "leave out one of them; `ssi backfill` writes snapshots of past days into a history",
        ),
        Some(_) if !Format::from(args.format).is_text() => refused(
            &format!("--format {}", Format::from(args.format).ending()),
            "such a file is put together in memory: write csv, json, ndjson or md, or leave out --max-memory",
        ),
        _ => Ok(()),
    }
}

/// What was read: all of it, or the way to it.
pub(crate) enum Read {
    Whole(Box<Run>),
    Spilled(Box<Spilled>),
}

/// A corpus on disk, and the rules for it.
pub(crate) struct Spilled {
    rules: Rules,
    memory: Memory,
    spooled: Box<Spooled>,
    listener: Arc<dyn Listener>,
    reading: Duration,
}

/// Reads what the recipe names, into memory as long as it fits.
pub(crate) fn read(args: &Score, kept: Option<Arc<KeptPieces>>) -> Result<Read, Failure> {
    let rules = Rules::asked(&args.recipe)?;
    let memory = Memory::asked(args)?.expect("asked for only with a limit");
    let listener: Arc<dyn Listener> = Arc::new(Ear::new(&rules.model));
    let options = Options { listener: Some(listener.clone()), kept, ..args.recipe.options() };
    let start = Instant::now();
    let bar = Bar::new(args.quiet);
    let input = find(&args.inputs, &options)?;
    let place = if let [one] = &args.inputs[..] { Some(one.as_path()) } else { None };
    let gathered = read_within(&input, place, &options, memory.rows(), &memory.disk, &bar)?;
    bar.finish();
    let reading = start.elapsed();
    Ok(match gathered {
        Gathered::Whole(corpus) => Read::Whole(Box::new(Run::of(rules, &args.recipe, *corpus, reading)?)),
        Gathered::Spooled(spooled) => {
            Read::Spilled(Box::new(Spilled { rules, memory, spooled, listener, reading }))
        }
    })
}

/// What the disk said.
fn spilled(source: io::Error) -> Failure {
    Error::Spill { source }.into()
}

impl Spilled {
    /// Scores everybody, share by share.
    pub(crate) fn score(self, args: &Score, around: &Around) -> Outcome {
        let Self { rules: Rules { model, pack, folder }, memory, spooled, listener, reading } = self;
        let span = spooled.span();
        let (end, date) = match (args.recipe.as_of, span) {
            (Some(date), _) => (end_of(date), date),
            (None, Some((_, last))) => {
                let end = last.div_euclid(DAY) * DAY + DAY;
                let date = day_of(last);
                (end, date.ok_or_else(|| Failure::asked("the last time is out of range", ""))?)
            }
            (None, None) => return Err(nothing_read(spooled.corpus())),
        };
        let view = View::at(end, model.window_days);
        let budget = |members: usize, largest: u64| memory.share(members as u64, largest);
        let mut shares = spooled.sort(view, needs(&model), budget, &memory.disk, Some(listener))??;
        let store = memory.disk.store().map_err(spilled)?;
        let mut ledger = Ledger::new(&model, &shares, &*store);
        let mut dates = Dates::new(end);
        for number in 0..shares.count() {
            let share = shares.load(number)?;
            dates.add(&share.corpus);
            let resolved = Resolved::new(&share.corpus, view);
            let scored = score(&model, &resolved, Request { keep_inputs: false });
            ledger.add(&shares, &share, &resolved, &scored).map_err(spilled)?;
        }
        ledger.rank();

        let mut doubts = Vec::new();
        match args.recipe.as_of {
            Some(date) => doubts.extend(too_early(date, span.and_then(|(first, _)| day_of(first)))),
            None => doubts.extend(dates.doubt_the_last_day()),
        }
        doubts.extend(dates.idle_window(model.window_days));
        tell_notes(&doubts);
        let rules = Rules { model, pack, folder };
        let run = Run::on(rules, &args.recipe, shares.into_corpus(), reading, (end, date), doubts);
        let notes = run.tell_notes();
        let is_nobody = ledger.scores.members.is_empty();
        let nobody = is_nobody.then(|| nobody_of(&run.corpus, date, span.map(|(first, _)| first)));
        tolerate(args, &run, notes, nobody)?;

        let standings = ledger.standings().map_err(spilled)?;
        let resolved = Resolved::new(&run.corpus, view);
        let results = Results {
            run: &run,
            resolved: &resolved,
            scores: &ledger.scores,
            standings: &standings,
            timing: ledger.timing,
            later: dates.later,
            sheet: None,
            known: None,
        };
        publish(args, around, &results, |format, out| {
            write_pages(args, &run, &ledger, &standings, format, out)
        })
    }
}

/// Writes the members' table page by page.
fn write_pages(
    args: &Score,
    run: &Run,
    ledger: &Ledger<'_>,
    standings: &Standings<'_>,
    format: Format,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut paged = Paged::new(format, out);
    let mut add = |scores: &Scores, standings: &Standings<'_>| {
        paged.add(&members(&run.model, scores, standings).raw_cells(args.raw_cells))
    };
    ledger.pages(&run.model, standings, PAGE, &mut add)?;
    let nobody = ledger.nobody(&run.model);
    let sheet = members(&run.model, &nobody, standings).raw_cells(args.raw_cells);
    paged.end(&sheet)
}
