//! What lies on the desk beside a sheet: the days, texts to stand for new ones, and who writes.

use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::{DAY, NO_ID, NO_TIME};
use ssi_corpus::resolve::Values;
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, TABLES, table};

use crate::advise::samples::sample;
use crate::grade::Grader;
use crate::plan::text_key;
use crate::run::Reading;
use crate::sheet::{Look, Sheet};

/// The middle of the minutes after which people of a circle come to each other, up to which the circle counts as closed: so
/// quick come those who agreed on it, not those who read.
const CLOSED: f64 = 30.0;

/// A post that somebody could comment on: who wrote it, which, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub(super) author: u32,
    pub(super) post: u32,
    pub(super) time: i64,
}

/// What every lever may look at.
pub(super) struct Desk<'r> {
    reading: &'r Reading<'r>,
    /// The last second of the day of the score: when something is done now, it is done then.
    pub(super) now: i64,
    /// The first second of the window.
    pub(super) since: i64,
    /// The window in weeks, at least 1.
    pub(super) weeks: usize,
    /// A plain text of our own in place of one that is not written yet, for each column of texts.
    samples: FxHashMap<(usize, usize), Look>,
    /// The latest post in the window of everybody who wrote one, by the author's id; but for those in closed circles.
    pub(super) authors: Vec<Written>,
    /// Everybody who belongs to a closed circle.
    circle: FxHashSet<u32>,
}

impl<'r> Desk<'r> {
    pub(super) fn new(reading: &'r Reading<'r>) -> Self {
        let (model, view) = (reading.model, reading.resolved.view());
        let since = view.end - i64::from(model.window_days) * DAY;
        let mut samples = FxHashMap::default();
        for (place, table) in TABLES.iter().enumerate() {
            for (at, column) in table.columns.iter().enumerate() {
                let Kind::Text(kind) = column.kind else { continue };
                let looks = looks(reading, place, at, &[sample(kind).to_owned()]);
                samples.extend(looks.into_iter().map(|look| ((place, at), look)));
            }
        }
        let weeks = (model.window_days as usize / 7).max(1);
        let circle = closed_circle(reading);
        let mut authors = authors(reading, since, view.end);
        authors.retain(|written| !circle.contains(&written.author));
        Self { reading, now: view.end - 1, since, weeks, samples, authors, circle }
    }

    /// Whether somebody belongs to a closed circle: no lever may lead there, nor name who is in it.
    pub(super) fn in_circle(&self, person: u32) -> bool {
        self.circle.contains(&person)
    }

    /// The length of the window in seconds.
    pub(super) fn span(&self) -> i64 {
        self.now + 1 - self.since
    }

    /// The `i`-th of `n` moments that are spread evenly over a part of the window: from its start to `before` the end.
    pub(super) fn spread(&self, i: usize, n: usize, before: i64) -> i64 {
        let span = (self.span() - before).max(1);
        self.since + (2 * i as i64 + 1) * span / (2 * n.max(1) as i64)
    }

    /// Whole days from a time to the day of the score.
    pub(super) fn days(&self, time: i64) -> f64 {
        if time == NO_TIME { f64::NAN } else { ((self.now - time) / DAY) as f64 }
    }

    /// A plain text of our own, as the rules see it.
    pub(super) fn sample(&self, name: &str, column: &str) -> Option<&Look> {
        let place = table(name)?;
        self.samples.get(&(place, TABLES[place].column(column)?))
    }

    /// How the rules see other words in place of a table's texts.
    pub(super) fn read_again(&self, name: &str, column: &str, texts: &[String]) -> Vec<Look> {
        let found = table(name).and_then(|t| Some((t, TABLES[t].column(column)?)));
        found.map_or_else(Vec::new, |(table, column)| looks(self.reading, table, column, texts))
    }

    /// The number of a word among the labels of the corpus; [`NO_ID`] where nobody used it.
    pub(super) fn word(&self, word: &str) -> u32 {
        let resolved = self.reading.resolved;
        let found = resolved.corpus().labels.find(word).and_then(|l| resolved.canonical().get(l as usize));
        found.copied().unwrap_or(NO_ID)
    }
}

/// The rows of a table that lie in the window, the earliest first, whatever the order of the input.
pub(super) fn lately(sheet: &Sheet<'_>, desk: &Desk<'_>, name: &str) -> Vec<usize> {
    let Some(slip) = sheet.table(name) else { return Vec::new() };
    let mut rows: Vec<usize> =
        (0..slip.len()).filter(|&row| slip.is_between(row, desk.since, desk.now + 1)).collect();
    let resolved = sheet.reading().resolved();
    let people = &resolved.corpus().people;
    rows.sort_by(|&a, &b| {
        let who = |row| people.name(slip.label(row, "counterpart"));
        let id = |row| sheet.id_of(name, row);
        let told = slip.time(a).cmp(&slip.time(b)).then_with(|| id(a).cmp(id(b)));
        told.then_with(|| who(a).cmp(who(b))).then_with(|| slip.compare(resolved, a, b))
    });
    rows
}

/// A person nobody knows, who stands for anybody: `n` different ones.
pub(super) fn anybody(n: usize) -> u32 {
    NO_ID - 1 - n as u32
}

/// What the model knows of texts that might stand in a column of a table; none where it does not read that column.
fn looks(reading: &Reading<'_>, table: usize, column: usize, texts: &[String]) -> Vec<Look> {
    let key = text_key(table, column);
    if !reading.texts.columns.contains_key(&key) || texts.is_empty() {
        return Vec::new();
    }
    let (model, needs) = (reading.model, &reading.plan.texts[&key]);
    let reader = Grader::grade(model, needs.grade.map(|g| &model.grades[g]), &needs.signals);
    let mut columns = reader.run(texts.len(), |row| texts[row].as_str());
    let graded = needs.grade.map(|_| columns.remove(0));
    let of = |row: usize| {
        let signals = columns.iter().map(|all| all[row]).collect();
        Look::new(graded.as_ref().map_or(f64::NAN, |g| g[row]), signals)
    };
    (0..texts.len()).map(of).collect()
}

/// Both sides of every tie that is part of a circle and quick. A tie is seen from every scored member who has it.
fn closed_circle(reading: &Reading<'_>) -> FxHashSet<u32> {
    const READ: [&str; 3] = ["counterpart", "in_circle", "median_delay_minutes"];
    let resolved = reading.resolved;
    let mut circle = FxHashSet::default();
    let Some(place) = table("ties") else { return circle };
    let Some(ties) = resolved.frame_of(place, &|column| READ.contains(&column)) else { return circle };
    let [Some(Values::Labels(others, _)), Some(Values::Numbers(inside)), Some(Values::Numbers(delays))] =
        READ.map(|id| ties.columns[TABLES[place].column(id)?].as_ref())
    else {
        return circle;
    };
    for row in (0..ties.len()).filter(|&row| inside[row] == 1.0 && delays[row] <= CLOSED) {
        circle.extend([others[row], resolved.roster().person(ties.members[row])]);
    }
    circle.remove(&NO_ID);
    circle
}

fn authors(reading: &Reading<'_>, since: i64, end: i64) -> Vec<Written> {
    let corpus = reading.resolved.corpus();
    let Some(rows) = corpus.rows(FileId::Posts) else { return Vec::new() };
    let (Some(authors), Some(times)) = (rows.ids("author"), rows.times("at")) else { return Vec::new() };
    let posts = rows.ids("post");
    let mut latest: FxHashMap<u32, Written> = FxHashMap::default();
    let post = |id: u32| corpus.posts.name(id);
    for row in (0..rows.len).filter(|&r| times[r] >= since && times[r] < end && authors[r] != NO_ID) {
        let found = Written { author: authors[row], post: posts.map_or(NO_ID, |p| p[row]), time: times[row] };
        let best = latest.entry(authors[row]).or_insert(found);
        if (found.time, post(found.post)) > (best.time, post(best.post)) {
            *best = found;
        }
    }
    let mut all: Vec<Written> = latest.into_values().collect();
    all.sort_unstable_by(|a, b| corpus.people.name(a.author).cmp(corpus.people.name(b.author)));
    all
}
