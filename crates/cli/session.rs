//! What the commands share: a pack understood, a corpus read, a score made.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use ssi_corpus::data::{Corpus, DAY, NO_TIME};
use ssi_corpus::input::Input;
use ssi_corpus::read::{self, KeptPieces, Options, Outline};
use ssi_corpus::resolve::{self, Resolved, View};
use ssi_corpus::schema::{FILES, FileId};
use ssi_report::{Format, Summary, Unreadable, is_pipe, read_summary};
use ssi_rules::{Model, Pack};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Ear, Request, Scored, Scores};

use crate::args::{Recipe, Which};
use crate::dates::{Dates, too_early};
use crate::keeper::{Keeper, Recalled};
use crate::output::{Failure, Outcome, show};
use crate::progress::Bar;

/// The default pack in the current folder: where somebody who edits it will look for it.
const HERE: &str = "rules/ssi";
/// The default pack as it was when the command was built.
pub(crate) const BUILT_IN: &str = "built-in";

/// Reads and understands a pack; shows what is wrong with it.
pub(crate) fn load_rules(path: Option<&Path>, set: &[(String, f64)]) -> Result<(Model, String), Failure> {
    let pack = read_pack(path)?;
    Ok((understand(&pack, set, false)?, pack.origin))
}

/// The pack that was asked for, else the one here, else the one built in; that one can be asked for by name, too.
pub(crate) fn read_pack(path: Option<&Path>) -> Result<Pack, Failure> {
    Ok(match path {
        Some(path) if path == Path::new(BUILT_IN) && !path.exists() => Pack::built_in(),
        Some(path) => Pack::read(path)?,
        None if Path::new(HERE).join("pack.rhai").is_file() => Pack::read(Path::new(HERE))?,
        None => Pack::built_in(),
    })
}

/// The model of a pack with other weights; `quiet` leaves its warnings out.
fn understand(pack: &Pack, set: &[(String, f64)], quiet: bool) -> Result<Model, Failure> {
    let origin = &pack.origin;
    let (mut model, warnings) = match ssi_rules::load(pack, &vocabulary()) {
        Ok(loaded) => loaded,
        Err(diagnostics) => {
            let (n, warnings) = diagnostics.count();
            show(&diagnostics.errors());
            tell_warnings(warnings, origin);
            let mistakes = if n == 1 { "1 mistake".to_owned() } else { format!("{n} mistakes") };
            return Err(Failure::Rules(format!("{origin}: {mistakes} in the rules; nothing was scored")));
        }
    };
    if !quiet {
        tell_warnings(warnings.count().1, origin);
    }
    for (rule, weight) in set {
        model.reweigh(rule, *weight)?;
    }
    Ok(model)
}

/// Says where the warnings of a pack can be read; who scores with it mostly has not written it.
fn tell_warnings(count: usize, origin: &str) {
    match count {
        0 => {}
        1 => tell!("warning: 1 warning in the pack; `ssi rules check {origin}` shows it"),
        n => tell!("warning: {n} warnings in the pack; `ssi rules check {origin}` shows them"),
    }
}

/// How many threads to use; must be said before any work.
pub(crate) fn threads(jobs: Option<u16>) -> Outcome {
    let Some(jobs) = jobs else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(usize::from(jobs))
        .build_global()
        .map_err(|e| Failure::asked(format!("cannot use {jobs} threads: {e}"), ""))
}

/// Reads a corpus with a progress bar.
pub(crate) fn read_corpus(inputs: &[PathBuf], options: &Options, quiet: bool) -> Result<Corpus, Failure> {
    let bar = Bar::new(quiet);
    let corpus = match inputs {
        // Messages call it as it was typed.
        [one] => read::read(one, options, &bar).map_err(Failure::from),
        _ => find(inputs, options).and_then(|input| Ok(read::read_all(&input, options, &bar)?)),
    };
    bar.finish();
    corpus
}

/// Lists the files of what was named.
pub(crate) fn find(inputs: &[PathBuf], options: &Options) -> Result<Input, Failure> {
    Ok(Input::find(inputs, &options.limits).map_err(read::Error::from)?)
}

/// The first second after the day of the score, and that day.
///
/// What is doubtful about the day is added to `notes`.
pub(crate) fn day(
    as_of: Option<Date>,
    corpus: &Corpus,
    notes: &mut Vec<String>,
) -> Result<(i64, Date), Failure> {
    if let Some(date) = as_of {
        notes.extend(too_early(date, first_day(corpus)));
        return Ok((end_of(date), date));
    }
    let end = resolve::end_of_activity(corpus).ok_or_else(|| nothing_read(corpus))?;
    notes.extend(Dates::of(corpus, end).doubt_the_last_day());
    let date = day_of(end - 1).ok_or_else(|| Failure::asked("the last time is out of range", ""))?;
    Ok((end, date))
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The first second after a day.
pub(crate) fn end_of(date: Date) -> i64 {
    (i64::from((date - EPOCH).get_days()) + 1) * DAY
}

/// The day of a second, if the calendar has it.
pub(crate) fn day_of(second: i64) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(second.div_euclid(DAY)).ok()?).ok()
}

/// The day on which somebody did something for the first time.
pub(crate) fn first_day(corpus: &Corpus) -> Option<Date> {
    day_of(resolve::start_of_activity(corpus)?)
}

/// A name with a line's end in it does not begin a line of its own.
pub(crate) fn in_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], "\u{fffd}")
}

/// Says something beside the results, a line each.
pub(crate) fn tell_notes<T: std::fmt::Display>(notes: &[T]) {
    for note in notes {
        tell!("note: {}", in_one_line(&note.to_string()));
    }
}

/// Says which files of a history cannot be used; the others are.
pub(crate) fn tell_unreadable(files: &[Unreadable]) {
    for file in files {
        tell!("error: {file}");
        tell!("help: {}", file.help);
    }
}

/// The times of what people did.
fn activity(corpus: &Corpus) -> impl Iterator<Item = i64> {
    let times = FILES.iter().filter(|f| f.activity).filter_map(|f| corpus.rows(f.id)?.times("at"));
    times.flatten().copied().filter(|&t| t != NO_TIME)
}

/// How many rows of any file are dated after the day of the score, and so are not seen.
pub(crate) fn not_seen(corpus: &Corpus, end: i64) -> usize {
    Dates::of(corpus, end).later
}

/// Why there is no member to score.
pub(crate) fn nobody(corpus: &Corpus, date: Date) -> String {
    nobody_of(corpus, date, activity(corpus).min())
}

/// The same where the rows are not there, but the first time at which somebody did something is known.
pub(crate) fn nobody_of(corpus: &Corpus, date: Date, first: Option<i64>) -> String {
    let left_out: u64 = corpus.sources.iter().map(|s| s.filtered).sum();
    let why = match corpus.rows(FileId::Members) {
        Some(_) => {
            "the members file has no row that could be read; without the file everyone who did something is scored"
        }
        None if first.is_some_and(|t| t < end_of(date)) => "no row names its author, sender or member",
        None if first.is_some() => {
            return format!("nobody is scored: every row is dated after {date}");
        }
        None if !corpus.rejects.is_empty() => "no row could be read; see the rejected rows",
        None if left_out > 0 => "the mapping's `where` left out every row",
        None => "the files hold a header only",
    };
    format!("nobody is scored: {why}")
}

/// Why there is no activity to score: nothing was there, or nothing could be read.
pub(crate) fn nothing_read(corpus: &Corpus) -> Failure {
    let filtered: u64 = corpus.sources.iter().map(|s| s.filtered).sum();
    match corpus.rejects.as_slice() {
        [] if filtered > 0 => Failure::asked(
            match filtered {
                1 => "the mapping's `where` left out the only row".to_owned(),
                _ => format!("the mapping's `where` left out all {filtered} rows"),
            },
            "compare the words in `where` with those in the file",
        ),
        [] => Failure::asked(
            "no row of the corpus tells when somebody did something",
            "the files hold a header only, or empty cells where the time should be; see `ssi columns --files`",
        ),
        [first, ..] => {
            let place = format!("{}:{}: {}", first.file, first.line, first.column);
            Failure::asked(
                format!(
                    "no row could be read: {} were rejected, the first at {} '{}': {}",
                    corpus.rejects.len(),
                    place.trim_end_matches(": "),
                    first.value.escape_debug(),
                    first.reason
                ),
                "times in another style are read through a mapping: `time_format = \"%d.%m.%Y\"` in corpus.toml",
            )
        }
    }
}

/// Refuses to write over what was read.
pub(crate) fn keep_apart(read: &[PathBuf], written: &Path, what: &str) -> Outcome {
    // A file that is read is in danger in its own folder, if it is called like one that is written.
    let tables = Format::ALL.map(|format| format!("members.{}", format.ending()));
    let written_names = ["rejects.csv", "summary.json"].into_iter().chain(tables.iter().map(String::as_str));
    let written_names: Vec<&str> = written_names.collect();
    let destroys = |read: &PathBuf| {
        let Ok(read) = read.canonicalize() else { return false };
        let Ok(written) = written.canonicalize() else { return false };
        let named = |name: &std::ffi::OsStr| written_names.iter().any(|w| name == *w);
        read == written || (read.parent() == Some(&written) && read.file_name().is_some_and(named))
    };
    if read.iter().any(destroys) {
        let message = format!("{} is what is read: writing there would destroy it", written.display());
        return Err(Failure::asked(message, format!("name another {what} with `--out`")));
    }
    Ok(())
}

/// Refuses to keep pieces among the files that are read.
pub(crate) fn cache_apart(read: &[PathBuf], cache: &Path) -> Outcome {
    keep_apart(read, cache, "folder").map_err(|_| {
        Failure::asked(
            format!("{} is what is read: what is kept would mix with it", cache.display()),
            "name another folder with `--cache`",
        )
    })
}

/// Refuses to put a history among the files that are read.
pub(crate) fn history_apart(read: &[PathBuf], history: &Path) -> Outcome {
    keep_apart(read, history, "folder").map_err(|_| {
        Failure::asked(
            format!("{} is what is read: a history would mix with it", history.display()),
            "name another folder with `--history`",
        )
    })
}

/// A pack understood as the recipe wants it.
pub(crate) struct Rules {
    pub(crate) model: Model,
    pub(crate) pack: Pack,
    /// Its folder, to run the same again; none for the one built in.
    pub(crate) folder: Option<PathBuf>,
}

impl Rules {
    /// A pack as it is.
    pub(crate) fn of(path: &Path) -> Result<Self, Failure> {
        let pack = read_pack(Some(path))?;
        let model = understand(&pack, &[], false)?;
        Ok(Self { model, folder: Some(path.to_owned()), pack })
    }

    /// The pack that a recipe names, with its weights and window.
    pub(crate) fn asked(recipe: &Recipe) -> Result<Self, Failure> {
        Self::read(recipe, false)
    }

    /// The pack of a run that is looked at again, without its warnings.
    pub(crate) fn again(recipe: &Recipe) -> Result<Self, Failure> {
        Self::read(recipe, true)
    }

    /// The same; `quiet` leaves the warnings of the pack out, for who looks at scores again.
    fn read(recipe: &Recipe, quiet: bool) -> Result<Self, Failure> {
        threads(recipe.jobs)?;
        let pack = read_pack(recipe.rules.as_deref())?;
        let mut model = understand(&pack, &recipe.set, quiet)?;
        if let Some(days) = recipe.window {
            model.window_days = days;
        }
        let here = || (pack.origin == HERE).then(|| PathBuf::from(HERE));
        let folder = recipe.rules.clone().or_else(here);
        Ok(Self { model, pack, folder })
    }
}

/// A run that has everything it needs.
pub(crate) struct Run {
    pub(crate) model: Model,
    pub(crate) pack: Pack,
    /// Weights given on the command line.
    pub(crate) set: Vec<(String, f64)>,
    /// The folder of the pack, to run the same again; none for the one built in.
    pub(crate) rules: Option<PathBuf>,
    pub(crate) corpus: Corpus,
    /// How long the files took, with the texts that were heard in them.
    pub(crate) reading: Duration,
    pub(crate) end: i64,
    pub(crate) date: Date,
    /// What is doubtful about the day, told already.
    pub(crate) doubts: Vec<String>,
    /// Where what rules read of members is kept, if anywhere.
    pub(crate) keeper: Option<Keeper>,
    /// All that rules read of members, where that was kept: then the corpus is an outline.
    pub(crate) recalled: Option<Recalled>,
}

impl Run {
    /// Reads what the recipe names.
    pub(crate) fn new(inputs: &[PathBuf], recipe: &Recipe, quiet: bool) -> Result<Self, Failure> {
        // Who looks at scores again mostly has not written the pack.
        Self::read(inputs, recipe, Rules::read(recipe, true)?, |_| recipe.options(), None, quiet)
    }

    /// The same where nobody looks at a text later: it is graded while its file is parsed, and not kept. Pieces of files may be,
    /// and `beside` them what rules read of members: where all of that is there, no file is parsed.
    pub(crate) fn heard(
        inputs: &[PathBuf],
        recipe: &Recipe,
        kept: Option<Arc<KeptPieces>>,
        beside: bool,
        quiet: bool,
    ) -> Result<Self, Failure> {
        let shelf = kept.clone().filter(|_| beside);
        let options =
            |model: &Model| Options { listener: Some(Arc::new(Ear::new(model))), kept, ..recipe.options() };
        Self::read(inputs, recipe, Rules::read(recipe, quiet)?, options, shelf, quiet)
    }

    fn read(
        inputs: &[PathBuf],
        recipe: &Recipe,
        rules: Rules,
        options: impl FnOnce(&Model) -> Options,
        shelf: Option<Arc<KeptPieces>>,
        quiet: bool,
    ) -> Result<Self, Failure> {
        let start = Instant::now();
        let options = options(&rules.model);
        let keeper = shelf.and_then(|shelf| Keeper::new(shelf, inputs, &options, recipe.as_of, &rules.model));
        let recalled = keeper.as_ref().and_then(|keeper| keeper.recall(&rules.model));
        if let Some((Outline { corpus, end, doubts, .. }, recalled)) = recalled
            && let Some(date) = day_of(end - 1)
        {
            tell_notes(&doubts);
            let run = Self::on(rules, recipe, corpus, start.elapsed(), (end, date), doubts);
            return Ok(Self { keeper, recalled: Some(recalled), ..run });
        }
        let corpus = read_corpus(inputs, &options, quiet)?;
        Ok(Self { keeper, ..Self::of(rules, recipe, corpus, start.elapsed())? })
    }

    /// A run over what was read.
    pub(crate) fn of(
        rules: Rules,
        recipe: &Recipe,
        corpus: Corpus,
        reading: Duration,
    ) -> Result<Self, Failure> {
        let mut doubts = Vec::new();
        let (end, date) = day(recipe.as_of, &corpus, &mut doubts)?;
        doubts.extend(Dates::of(&corpus, end).idle_window(rules.model.window_days));
        tell_notes(&doubts);
        Ok(Self::on(rules, recipe, corpus, reading, (end, date), doubts))
    }

    /// A run as of a day; what is doubtful about it was told.
    pub(crate) fn on(
        rules: Rules,
        recipe: &Recipe,
        corpus: Corpus,
        reading: Duration,
        (end, date): (i64, Date),
        doubts: Vec<String>,
    ) -> Self {
        let Rules { model, pack, folder } = rules;
        let set = recipe.set.clone();
        Self {
            model,
            pack,
            set,
            rules: folder,
            corpus,
            reading,
            end,
            date,
            doubts,
            keeper: None,
            recalled: None,
        }
    }

    /// Says what the owner of the files may want to know, on standard error; returns how many notes there are in all.
    pub(crate) fn tell_notes(&self) -> usize {
        tell_notes(&self.corpus.notes);
        tell_notes(&self.corpus.findings);
        self.corpus.notes.len() + self.corpus.findings.len() + self.doubts.len()
    }

    /// References resolved as of the day of the score.
    pub(crate) fn resolve(&self) -> Resolved<'_> {
        let view = View::at(self.end, self.model.window_days);
        match self.recalled {
            Some(_) => Resolved::outlined(&self.corpus, view),
            None => Resolved::new(&self.corpus, view),
        }
    }

    /// Scores everyone.
    pub(crate) fn score(&self, resolved: &Resolved<'_>, keep_inputs: bool) -> Scored {
        ssi_score::score(&self.model, resolved, Request { keep_inputs })
    }
}

/// The run to look at: of a folder that was named, or the last one again with what is asked for now on top.
///
/// Says so on standard error when the score that is looked at is not the one that was written.
pub(crate) fn chosen(Which { corpus, from, recipe }: &Which) -> Result<Run, Failure> {
    if !corpus.is_empty() {
        return Run::new(corpus, recipe, false);
    }
    let path = from.join("summary.json");
    let Some(last) = read_summary(&path) else {
        return Err(Failure::asked(
            format!("there is no run to look at: {} is not there", path.display()),
            "score first, as in `ssi score FOLDER`, or name what to score with `--corpus PATH`",
        ));
    };
    if last.corpus.iter().any(|path| is_pipe(path)) {
        return Err(Failure::asked(
            format!("the run in {} read standard input, which is gone", from.display()),
            "name what to score with `--corpus PATH`",
        ));
    }
    let run = Run::new(&last.corpus, &on_top(&last, recipe), false)?;
    tell_changes(&run, &last);
    Ok(run)
}

/// The recipe of the last run, with what was asked for now on top.
pub(crate) fn on_top(last: &Summary, asked: &Recipe) -> Recipe {
    let mut set: Vec<(String, f64)> = last.set.iter().map(|(rule, weight)| (rule.clone(), *weight)).collect();
    set.extend(asked.set.iter().cloned());
    Recipe {
        mapping: asked.mapping.clone().or_else(|| last.mapping.clone()),
        written: asked.written.or(&last.reading),
        pseudonyms: asked.pseudonyms.clone().or_else(|| last.pseudonyms.clone()),
        rules: asked.rules.clone().or_else(|| last.rules.clone()),
        as_of: asked.as_of.or_else(|| last.as_of.parse().ok()),
        window: asked.window.or(Some(last.window_days)),
        set,
        jobs: asked.jobs,
    }
}

/// Says so when the score that is looked at is not the one that was written.
fn tell_changes(run: &Run, last: &Summary) {
    let digests = |name: &str| last.inputs.iter().find(|i| i.file == name).map(|i| i.blake3.as_str());
    for source in &run.corpus.sources {
        if digests(&source.path) != Some(source.digest.as_str()) {
            tell!("note: {} has changed since that run", source.path);
        }
    }
    if run.model.digest != last.rules_blake3 {
        tell!("note: the rules have changed since that run");
    }
}

/// The number of the member that was asked for; names near ones where there is none.
pub(crate) fn member(run: &Run, scores: &Scores, asked: &str) -> Result<usize, Failure> {
    // Whoever has the key may ask by the id.
    let hidden = || scores.find(&run.corpus.pseudonyms.as_ref()?.person(asked));
    scores.find(asked).or_else(hidden).ok_or_else(|| no_such_member(asked, &scores.members))
}

/// Refuses to show texts where nobody is to be known: they say who wrote to whom.
pub(crate) fn may_show_texts(run: &Run, asked: bool) -> Outcome {
    if asked && run.corpus.pseudonyms.is_some() {
        return Err(Failure::asked(
            "the run has pseudonyms, and texts tell who is behind them",
            "leave `--texts` out, or score without `--pseudonyms`",
        ));
    }
    Ok(())
}

/// Names near ones where there is no such member.
pub(crate) fn no_such_member(asked: &str, members: &[String]) -> Failure {
    let wanted = asked.to_lowercase();
    let near: Vec<&str> = members
        .iter()
        .map(String::as_str)
        .filter(|m| {
            let m = m.to_lowercase();
            m.contains(&wanted) || (!m.is_empty() && wanted.contains(&m))
        })
        .take(5)
        .collect();
    let help = if near.is_empty() {
        "members.csv of the last run lists every member".to_owned()
    } else {
        format!("did you mean {}?", near.join(" or "))
    };
    Failure::asked(format!("there is no member `{}` among {}", asked.escape_debug(), members.len()), help)
}
