//! Scores of everyone in some tables.

use std::path::PathBuf;

use jiff::civil::Date;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict};
use ssi_corpus::data::DAY;
use ssi_corpus::input::{Input, Limits};
use ssi_corpus::read::{Options, read_all};
use ssi_corpus::resolve::end_of_activity;
use ssi_report::cards::{Portraits, card_json};
use ssi_report::{Format, advice_json, members, rejects, write_file};
use ssi_score::advise::{Adviser, Ask, By};
use ssi_score::sheet::Cabinet;
use ssi_score::standing::Standings;
use ssi_score::{Request, Scored};

use crate::arrow::{self, Table};
use crate::error;
use crate::pack::{given, loads};
use crate::scored::{Base, Read};
use crate::work::{apart, aside};

/// Everyone's scores, with all that is needed to take one apart.
#[pyclass(module = "ssi", frozen)]
pub(crate) struct Scores {
    read: Read,
    scored: Scored,
    date: Date,
}

/// The first day of the count.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Scores every member of a corpus.
///
/// `tables` are a dict of tables by their names (`posts`, `comments`, `members` and so on; `ssi columns --files` lists them with their
/// columns), or the path of a folder, an archive or a file, or a list of such paths. `as_of` is the day of the score, a `datetime.date`
/// or `YYYY-MM-DD`; without it the last day on which anybody did something. `window` is the days of activity that count.
#[pyfunction]
#[pyo3(signature = (tables, *, pack = None, as_of = None, window = None, mapping = None))]
pub(crate) fn score(
    py: Python<'_>,
    tables: &Bound<'_, PyAny>,
    pack: Option<&Bound<'_, PyAny>>,
    as_of: Option<&Bound<'_, PyAny>>,
    window: Option<u32>,
    mapping: Option<PathBuf>,
) -> PyResult<Scores> {
    let pack = given(py, pack)?;
    let source = Source::of(tables)?;
    let day = as_of.map(date).transpose()?;
    let mut model = pack.get().model.clone();
    if let Some(days) = window {
        std::sync::Arc::make_mut(&mut model).window_days = days;
    }
    apart(py, move |stop| {
        let options = Options { mapping, ..Options::default() };
        let input = source.input(&options.limits)?;
        let corpus = read_all(&input, &options, stop).map_err(|e| error::corpus(&e))?;
        let end = match day {
            Some(day) => (i64::from((day - EPOCH).get_days()) + 1) * DAY,
            None => end_of_activity(&corpus).ok_or_else(|| {
                error::unread(
                    "no row tells when somebody did something",
                    "give `as_of`, or look at the rows that were rejected",
                )
            })?,
        };
        let days = jiff::Span::new().try_days((end - 1).div_euclid(DAY));
        let date = days.and_then(|days| EPOCH.checked_add(days));
        let date = date.map_err(|_| error::asked("the last time is out of range", "give `as_of`"))?;
        stop.look();
        let read = Read::of(Base { corpus, model }, end);
        stop.look();
        let scored = read.reading().score(Request { keep_inputs: true });
        Ok(Scores { read, scored, date })
    })?
}

/// Where a corpus comes from.
enum Source {
    Tables(Vec<ssi_corpus::input::Table>),
    Paths(Vec<PathBuf>),
}

impl Source {
    fn of(tables: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(dict) = tables.cast::<PyDict>() {
            let table = |(name, table): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
                arrow::table(&name.extract::<String>()?, &table)
            };
            return Ok(Self::Tables(dict.iter().map(table).collect::<PyResult<_>>()?));
        }
        if let Ok(path) = tables.extract::<PathBuf>() {
            return Ok(Self::Paths(vec![path]));
        }
        let paths = tables.extract().map_err(|_| {
            PyTypeError::new_err(
                "tables are a dict of tables by name, as in {\"posts\": posts}, or the path of a folder",
            )
        })?;
        Ok(Self::Paths(paths))
    }

    fn input(self, limits: &Limits) -> PyResult<Input> {
        match self {
            Self::Tables(tables) => Ok(Input::of_tables(tables)),
            Self::Paths(paths) => {
                let found = Input::find(&paths, limits).map_err(ssi_corpus::read::Error::from);
                found.map_err(|e| error::corpus(&e))
            }
        }
    }
}

/// A day, as `datetime.date` or in ISO's way.
fn date(day: &Bound<'_, PyAny>) -> PyResult<Date> {
    let text = day.str()?.to_string();
    text.parse().map_err(|_| error::asked(&format!("`{text}` is not a day"), "write it as in 2026-03-31"))
}

#[pymethods]
impl Scores {
    /// One row a member, from the highest score to the lowest: score, band, pillars, coverage, ranks and the points of every rule.
    #[getter]
    fn members(&self, py: Python<'_>) -> PyResult<Table> {
        aside(py, || self.sheet(Table::of))
    }

    /// The rows that could not be used: where, what was found and why.
    #[getter]
    fn rejects(&self, py: Python<'_>) -> PyResult<Table> {
        aside(py, || Table::of(&rejects(&self.read.corpus().rejects)))
    }

    /// What the owner of the tables may want to know, a sentence each.
    #[getter]
    fn notes(&self) -> Vec<String> {
        let corpus = self.read.corpus();
        corpus.notes.iter().cloned().chain(corpus.findings.iter().map(ToString::to_string)).collect()
    }

    /// The day of the score, as `YYYY-MM-DD`.
    #[getter]
    fn as_of(&self) -> String {
        self.date.to_string()
    }

    /// Writes the members' table, in the format that the ending of `path` tells: the same bytes as `ssi score` writes.
    fn write(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let format = Format::of(&path).ok_or_else(|| {
            let message = format!("{} tells no format", path.display());
            error::asked(&message, "end it with .csv, .json, .ndjson, .parquet, .md or .xlsx")
        })?;
        aside(py, || {
            self.sheet(|sheet| {
                if let Some(why) = sheet.too_large_for(format) {
                    return Err(error::asked(&why, "write it as .parquet"));
                }
                write_file(&path, |out| sheet.write(format, out))
                    .map_err(|e| error::asked(&e.to_string(), ""))
            })
        })
    }

    /// A member's score taken apart: ranks, pillars and every rule with its value, its points and the reason, as
    /// `ssi show --json` has it; `texts` shows what the texts say.
    #[pyo3(signature = (member, *, texts = false))]
    fn explain<'py>(&self, py: Python<'py>, member: &str, texts: bool) -> PyResult<Bound<'py, PyAny>> {
        let member = self.find(member)?;
        let json = aside(py, || {
            let portraits = Portraits::new(self.read.reading(), &self.scored, self.date);
            portraits.card(member, texts, Vec::new(), card_json)
        });
        loads(py, &json)
    }

    /// What would raise a member's score most: actions, each with the points that it gains, computed by scoring the changed rows;
    /// as `ssi advise --json` has it. `best` is how many are chosen together, `by` is `gain` or `effort`, `target` the score to reach.
    #[pyo3(signature = (member, *, best = 3, by = "gain", target = None))]
    fn advise<'py>(
        &self,
        py: Python<'py>,
        member: &str,
        best: usize,
        by: &str,
        target: Option<f64>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let member = self.find(member)?;
        let by = match by {
            "gain" => By::Gain,
            "effort" => By::Effort,
            _ => {
                return Err(error::asked(
                    &format!("there is no order by `{by}`"),
                    "it is `gain` or `effort`",
                ));
            }
        };
        let json = aside(py, || {
            let cabinet = Cabinet::new(self.read.reading());
            advice_json(&Adviser::new(&cabinet).advise(member as u32, &Ask { best, by, target }))
        });
        loads(py, &json)
    }

    /// How many members there are.
    fn __len__(&self) -> usize {
        self.scored.scores.members.len()
    }

    fn __repr__(&self) -> String {
        let model = self.read.reading().model();
        format!("<ssi.Scores of {} members as of {}: {}>", self.__len__(), self.date, model.title)
    }
}

impl Scores {
    fn sheet<T>(&self, show: impl FnOnce(&ssi_report::Sheet<'_>) -> T) -> T {
        let reading = self.read.reading();
        let standings = Standings::new(&self.scored.scores, reading.resolved());
        let sheet = members(reading.model(), &self.scored.scores, &standings);
        show(&sheet.fact("as_of", self.date.to_string()))
    }

    fn find(&self, member: &str) -> PyResult<usize> {
        let scores = &self.scored.scores;
        scores.find(member).ok_or_else(|| {
            PyKeyError::new_err(format!("there is no member `{member}` among {}", scores.members.len()))
        })
    }
}
