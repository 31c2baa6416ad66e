//! `ssi score`: the main job.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;
use ssi_corpus::read::KeptPieces;
use ssi_corpus::resolve::Resolved;
use ssi_report::{
    BandSummary, FindingSummary, Format, GroupSummary, History, Input, NOTE, PillarSummary, Screen, Sheet,
    Summary, kept_pieces, make_room, members, moved, moves, overview, remove_pieces, write_file,
    write_summary,
};
use ssi_score::standing::Standings;
use ssi_score::{Points, Scores, Stats, Timing, missing_files, stats};

use crate::args::{Recipe, Score};
use crate::commands::spilled::{self, Read};
use crate::keeper::Known;
use crate::output::{Failure, Outcome, fits, list, print};
use crate::session::{Run, cache_apart, history_apart, keep_apart, nobody, tell_unreadable};
use crate::tolerance::rejected;

pub(crate) fn run(args: &Score) -> Outcome {
    let start = Instant::now();
    keep_apart(&args.inputs, &args.out, "folder")?;
    if let Some(history) = &args.history {
        history_apart(&args.inputs, history)?;
    }
    if let Some(cache) = &args.cache {
        cache_apart(&args.inputs, cache)?;
    }
    spilled::check(args)?;
    let folder = args.pieces();
    let pieces = folder.as_deref().map(kept_pieces).transpose()?.map(Arc::new);
    let around = Around { start, folder, pieces };
    let run = match args.max_memory {
        None => {
            let (pieces, beside) = (around.pieces.clone(), args.cache.is_some());
            Run::heard(&args.inputs, &args.recipe, pieces, beside, args.quiet)?
        }
        Some(_) => match spilled::read(args, around.pieces.clone())? {
            Read::Whole(run) => *run,
            Read::Spilled(spilled) => return spilled.score(args, &around),
        },
    };
    let notes = run.tell_notes();
    let resolved = run.resolve();
    let nobody = resolved.roster().is_empty().then(|| nobody(&run.corpus, run.date));
    tolerate(args, &run, notes, nobody)?;
    let (scored, known) = run.score_knowing(&resolved);
    let standings = Standings::new(&scored.scores, &resolved);
    let sheet = members(&run.model, &scored.scores, &standings)
        .raw_cells(args.raw_cells)
        .fact("as_of", run.date.to_string());
    let results = Results {
        run: &run,
        resolved: &resolved,
        scores: &scored.scores,
        standings: &standings,
        timing: scored.timing,
        later: run.later(),
        sheet: Some(&sheet),
        known: known.as_ref(),
    };
    publish(args, &around, &results, |format, out| sheet.write(format, out))
}

/// What there is around a run: when it began, and the pieces that are kept.
pub(crate) struct Around {
    pub(crate) start: Instant,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) pieces: Option<Arc<KeptPieces>>,
}

/// What is written and printed.
pub(crate) struct Results<'a> {
    pub(crate) run: &'a Run,
    pub(crate) resolved: &'a Resolved<'a>,
    pub(crate) scores: &'a Scores,
    pub(crate) standings: &'a Standings<'a>,
    pub(crate) timing: Timing,
    /// Rows that are dated after the day of the score.
    pub(crate) later: usize,
    /// The members' table, where it is there as a whole.
    pub(crate) sheet: Option<&'a Sheet<'a>>,
    /// What was found out that can be kept for a later run.
    pub(crate) known: Option<&'a Known>,
}

fn write_rejects(args: &Score, run: &Run) -> Result<PathBuf, Failure> {
    let rejects = args.out.join("rejects.csv");
    let sheet = ssi_report::rejects(&run.corpus.rejects).raw_cells(args.raw_cells);
    write_file(&rejects, |out| sheet.write(Format::Csv, out))?;
    Ok(rejects)
}

/// Ends the command where more is wrong than is tolerated. `notes` were told already, but that nobody is scored.
pub(crate) fn tolerate(args: &Score, run: &Run, mut notes: usize, nobody: Option<String>) -> Outcome {
    if let Some(nobody) = nobody {
        tell!("note: {nobody}");
        notes += 1;
    }
    let rejects = args.out.join("rejects.csv");
    // The list of what is wrong is what helps to mend it; the rest of a former run stays as it was.
    if let Err(too_much) = args.tolerance.check(&run.corpus.rejects, notes, Some(&rejects)) {
        if !run.corpus.rejects.is_empty() {
            write_rejects(args, run)?;
        }
        return Err(too_much);
    }
    Ok(())
}

/// Writes and prints what came out; `write` writes the members' table.
pub(crate) fn publish(
    args: &Score,
    around: &Around,
    results: &Results<'_>,
    write: impl FnOnce(Format, &mut dyn Write) -> io::Result<()>,
) -> Outcome {
    let Results { run, resolved, scores, standings, timing, .. } = *results;
    let figures = stats(&run.model, scores);
    let format = Format::from(args.format);
    if let Some(sheet) = results.sheet {
        fits(sheet, format)?;
    }
    let name = format!("members.{}", format.ending());
    let done = Done { day: run.date, scores, standings, figures: &figures };
    let mut about = summary_of(&args.inputs, &args.recipe, run, &done);
    let gone = make_room(&args.out, &name, &mut about)?;
    let table = args.out.join(&name);
    write_file(&table, |out| write(format, out))?;
    let rejects = write_rejects(args, run)?;
    let summary = args.out.join("summary.json");
    write_summary(&about, &summary)?;
    let history = args.history.as_deref().map(History::new);
    let mut written = vec![table, summary, rejects.clone()];
    if let Some((history, sheet)) = history.as_ref().zip(results.sheet) {
        written.push(history.keep(&run.model, sheet, run.date, &about)?);
    }
    if let Some(known) = results.known {
        run.keep(resolved, known);
    }
    if let Some(unfinished) = around.folder.as_deref().filter(|_| args.resume) {
        remove_pieces(unfinished);
    }
    if args.quiet {
        return Ok(());
    }

    let missing = (0..run.model.pillars.len())
        .map(|p| (run.model.pillars[p].id.clone(), missing_files(&run.model, resolved, p)))
        .filter(|(_, files)| !files.is_empty());
    let screen = Screen {
        corpus: &named(&args.inputs),
        rules: &format!("{} ({})", run.pack.origin, &run.model.digest[..12]),
        as_of: &run.date.to_string(),
        missing: missing.collect(),
        teams: standings.teams.as_ref(),
        timing: run
            .recalled
            .is_none()
            .then(|| (Timing { texts: run.reading + timing.texts, ..timing }, around.start.elapsed())),
    };
    print(&overview(&run.model, scores, &figures, &screen))?;
    if let Some(history) = &history {
        print_moves(history, run.date, args.drop_alert)?;
    }
    let see =
        if run.corpus.rejects.is_empty() { String::new() } else { format!(": see {}", rejects.display()) };
    let rejected = rejected(&run.corpus.rejects);
    let later = match results.later {
        0 => String::new(),
        1 => format!("not seen: 1 row is dated after {}\n", run.date),
        n => format!("not seen: {n} rows are dated after {}\n", run.date),
    };
    let gone = match gone.as_slice() {
        [] => String::new(),
        gone => format!("removed: {}, of a former run\n", list(gone)),
    };
    let aggregates = run.aggregates_kept(results.known);
    let pieces = around.pieces.as_ref();
    let taken = pieces.map_or(String::new(), |pieces| taken(pieces.taken(), aggregates, args.resume));
    print(&format!("{later}{rejected}{see}\nwritten: {}\n{gone}{taken}", list(&written)))
}

/// How many pieces of the files did not have to be read again, and how many aggregates not made again.
fn taken((taken, all): (usize, usize), aggregates: Option<(usize, usize)>, resumed: bool) -> String {
    let whence = if resumed { "the run that was stopped" } else { "the cache" };
    let aggregates = aggregates.filter(|(kept, _)| *kept > 0).map(|(kept, all)| {
        let aggregates = if all == 1 { "aggregate" } else { "aggregates" };
        format!("{kept} of {all} {aggregates}")
    });
    let pieces = if all == 1 { "piece" } else { "pieces" };
    match aggregates {
        Some(aggregates) if all == 0 => format!("{aggregates} from {whence}: no file was parsed\n"),
        Some(aggregates) => format!("{taken} of {all} {pieces} and {aggregates} from {whence}\n"),
        None => format!("{taken} of {all} {pieces} from {whence}\n"),
    }
}

/// Who rose and fell since the snapshots before.
fn print_moves(history: &History, day: Date, alert: Points) -> Outcome {
    let now = history.read(day)?;
    let (earlier, broken) = history.before(day)?;
    tell_unreadable(&broken);
    print(&(moved(&moves(&now, &earlier, alert), &history.folder().display().to_string()) + "\n"))
}

/// What was read, for the first line: all of it while that is short.
fn named(inputs: &[PathBuf]) -> String {
    match inputs {
        [one, two, three, rest @ ..] if !rest.is_empty() => {
            format!("{} and {} more", list(&[one.clone(), two.clone(), three.clone()]), rest.len())
        }
        few => list(few),
    }
}

/// What came out of a run for one day.
pub(crate) struct Done<'a> {
    pub(crate) day: Date,
    pub(crate) scores: &'a Scores,
    pub(crate) standings: &'a Standings<'a>,
    pub(crate) figures: &'a Stats,
}

/// What was scored, with what, and what came out.
pub(crate) fn summary_of(inputs: &[PathBuf], recipe: &Recipe, run: &Run, done: &Done<'_>) -> Summary {
    let Done { day, scores, standings, figures } = *done;
    let sources = run.corpus.sources.iter().map(|s| Input {
        file: s.path.clone(),
        table: s.file.file().name.to_owned(),
        bytes: s.bytes,
        blake3: s.digest.clone(),
        rows: s.rows,
        filtered: s.filtered,
        rejected: s.rejected,
    });
    // Figures are rounded as points are: what is written is what is printed.
    let round = |x: f64| (x * 100.0).round() / 100.0;
    Summary {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        note: NOTE.to_owned(),
        tables: Vec::new(),
        table_blake3: None,
        corpus: inputs.to_vec(),
        reading: recipe.written.said(),
        mapping: recipe.mapping.clone(),
        pseudonyms: recipe.pseudonyms.clone(),
        rules: run.rules.clone(),
        title: run.model.title.clone(),
        rules_blake3: run.model.digest.clone(),
        set: recipe.set.iter().cloned().collect(),
        as_of: day.to_string(),
        window_days: run.model.window_days,
        members: figures.members,
        mean: round(figures.mean),
        median: round(figures.median),
        lowest: figures.extremes.0,
        highest: figures.extremes.1,
        coverage: (figures.coverage * 10_000.0).round() / 10_000.0,
        bands: BandSummary::all(figures),
        pillars: PillarSummary::all(figures, round),
        industries: GroupSummary::all(scores, standings.industries.as_ref()),
        teams: GroupSummary::all(scores, standings.teams.as_ref()),
        rejected: run.corpus.rejects.len(),
        findings: run.corpus.findings.iter().map(FindingSummary::from).collect(),
        inputs: sources.collect(),
    }
}
