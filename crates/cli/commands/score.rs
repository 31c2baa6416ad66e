//! `ssi score`: the main job.

use std::time::Instant;

use ssi_report::{
    Format, GroupSummary, Input, Screen, Summary, members, overview, write_file, write_rejects, write_summary,
};
use ssi_score::standing::Standings;
use ssi_score::{Scores, Stats, missing_files, stats};

use crate::args::Score;
use crate::output::{Outcome, list, print};
use crate::session::{Run, keep_apart};

/// What the number is and is not; goes with every file of results.
const NOTE: &str = "An open recipe; not LinkedIn's Social Selling Index, whose formula is not published.";

pub(crate) fn run(args: &Score) -> Outcome {
    let start = Instant::now();
    keep_apart(&args.folder, &args.out, "folder")?;
    let run = Run::new(&args.folder, &args.recipe, args.quiet)?;
    for note in &run.corpus.notes {
        tell!("note: {note}");
    }
    let resolved = run.resolve();
    let scored = run.score(&resolved, false);
    let figures = stats(&run.model, &scored.scores);

    let format = Format::from(args.format);
    let standings = Standings::new(&scored.scores, &resolved);
    let sheet = members(&run.model, &scored.scores, &standings);
    let table = args.out.join(format!("members.{}", format.ending()));
    write_file(&table, |out| sheet.write(format, out))?;
    let rejects = args.out.join("rejects.csv");
    write_file(&rejects, |out| write_rejects(&run.corpus.rejects, out))?;
    let summary = args.out.join("summary.json");
    write_summary(&summary_of(args, &run, &scored.scores, &standings, &figures), &summary)?;
    if args.quiet {
        return Ok(());
    }

    let missing = (0..run.model.pillars.len())
        .map(|p| (run.model.pillars[p].id.clone(), missing_files(&run.model, &resolved, p)))
        .filter(|(_, files)| !files.is_empty());
    let screen = Screen {
        corpus: &args.folder.display().to_string(),
        rules: &format!("{} ({})", run.pack.origin, &run.model.digest[..12]),
        as_of: &run.date.to_string(),
        missing: missing.collect(),
        teams: standings.teams.as_ref(),
        timing: Some((scored.timing, start.elapsed())),
    };
    print(&overview(&run.model, &scored.scores, &figures, &screen))?;
    let rejected = run.corpus.rejects.len();
    let rejected = match rejected {
        0 => "no row was rejected".to_owned(),
        1 => format!("1 row was rejected: see {}", rejects.display()),
        n => format!("{n} rows were rejected: see {}", rejects.display()),
    };
    print(&format!("{rejected}\nwritten: {}\n", list(&[table, summary, rejects])))
}

fn summary_of(
    args: &Score,
    run: &Run,
    scores: &Scores,
    standings: &Standings<'_>,
    figures: &Stats,
) -> Summary {
    let inputs = run.corpus.sources.iter().map(|s| Input {
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
        corpus: args.folder.clone(),
        mapping: args.recipe.mapping.clone(),
        rules: args.recipe.rules.clone(),
        title: run.model.title.clone(),
        rules_blake3: run.model.digest.clone(),
        set: args.recipe.set.iter().cloned().collect(),
        as_of: run.date.to_string(),
        window_days: run.model.window_days,
        members: figures.members,
        mean: round(figures.mean),
        median: round(figures.median),
        lowest: figures.extremes.0,
        highest: figures.extremes.1,
        coverage: (figures.coverage * 10_000.0).round() / 10_000.0,
        bands: figures.bands.iter().map(|(name, _, n)| (name.clone(), *n)).collect(),
        pillars: figures.pillars.iter().map(|(id, mean, n)| (id.clone(), (round(*mean), *n))).collect(),
        industries: GroupSummary::all(scores, standings.industries.as_ref()),
        teams: GroupSummary::all(scores, standings.teams.as_ref()),
        rejected: run.corpus.rejects.len(),
        inputs: inputs.collect(),
    }
}
