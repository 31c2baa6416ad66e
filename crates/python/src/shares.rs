//! What an engine of many machines asks of each: rows to parcels where they lie, and shares of the members to scores where they come
//! together. `ssi.spark` brings the ones to the others.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::prelude::*;
use pyo3::types::PyAny;
use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::read::parcels::{self as rows, number, share_of};
use ssi_corpus::resolve::{Resolved, View};
use ssi_corpus::schema::FileId;
use ssi_report::{Cells, Format, Sheet, members};
use ssi_rules::Model;
use ssi_score::shares::{connections, needs};
use ssi_score::standing::Standings;
use ssi_score::{Ear, Points, Request, score};

use crate::arrow::{self, Table};
use crate::error;
use crate::pack::Pack;
use crate::work::aside;

fn file_named(name: &str) -> PyResult<FileId> {
    FileId::named(name).ok_or_else(|| {
        error::asked(&format!("there is no table `{name}`"), "`ssi columns --files` lists the tables")
    })
}

/// Makes parcels of the rows of one table.
#[pyclass(module = "ssi._ssi", frozen)]
pub(crate) struct Packer {
    packer: rows::Packer,
    ear: Ear,
}

#[pymethods]
impl Packer {
    #[new]
    fn new(pack: &Bound<'_, Pack>, table: &str, columns: Vec<String>) -> PyResult<Self> {
        let packer = rows::Packer::new(file_named(table)?, &columns).map_err(|e| error::corpus(&e))?;
        Ok(Self { packer, ear: Ear::new(&pack.get().model) })
    }

    /// Columns that are not used, a sentence each.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.packer.notes.clone()
    }

    /// The columns that are read.
    #[getter]
    fn used(&self) -> Vec<String> {
        self.packer.used().map(str::to_owned).collect()
    }

    /// The parcels of some rows, and the rows that cannot be used, as two tables.
    fn pack(&self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<(Table, Table)> {
        let table = arrow::table("rows", batch)?;
        aside(py, || {
            let packed =
                self.packer.pack(table.batches, table.schema, &self.ear).map_err(|e| error::corpus(&e))?;
            Ok((Table::whole(packed.parcels), Table::of(&ssi_report::rejects(&packed.rejects))?))
        })
    }
}

/// The columns of parcels, as an empty table.
#[pyfunction]
#[pyo3(name = "_parcels")]
pub(crate) fn parcels() -> Table {
    Table::whole(RecordBatch::new_empty(rows::Packer::schema()))
}

/// Puts shares of the members together and scores them.
#[pyclass(module = "ssi._ssi", frozen)]
pub(crate) struct Unpacker {
    model: Arc<Model>,
    ear: Ear,
    tables: Vec<(FileId, Vec<String>)>,
    view: View,
    shares: u32,
}

/// In the place of a table's number: somebody whom a share has to know. Behind it follows what is known of them, beside `person`.
const SCORED: i32 = -1;
const USUAL: i32 = -2;

#[pymethods]
impl Unpacker {
    /// `tables` are the tables by name with their columns, `end` the first second after the day of the score.
    #[new]
    fn new(
        pack: &Bound<'_, Pack>,
        tables: Vec<(String, Vec<String>)>,
        end: i64,
        shares: u32,
    ) -> PyResult<Self> {
        let model = pack.get().model.clone();
        let table = |(name, columns): (String, Vec<String>)| Ok((file_named(&name)?, columns));
        let tables = tables.into_iter().map(table).collect::<PyResult<_>>()?;
        let view = View::at(end, model.window_days);
        Ok(Self { ear: Ear::new(&model), model, tables, view, shares })
    }

    /// What the rules look at beyond what a member did and what came back.
    #[getter]
    fn needs(&self) -> std::collections::BTreeMap<&'static str, bool> {
        let needs = needs(&self.model);
        [
            ("seniority", needs.seniority),
            ("shared_connections", needs.shared_connections),
            ("circles", needs.circles),
        ]
        .into()
    }

    /// The columns of a share's scores, as an empty table.
    fn schema(&self) -> PyResult<Table> {
        Ok(Table::whole(RecordBatch::new_empty(self.scored(&[], 0)?.schema())))
    }

    /// The scores of the members of a share, with columns for the places among all: `_key`, `_others`, and `_industry` and `_team` in
    /// lower case. `parcels` are batches with the columns `table`, `row`, `person` and `told`.
    fn score(&self, py: Python<'_>, parcels: &Bound<'_, PyAny>, share: u32) -> PyResult<Table> {
        let batches = arrow::table("parcels", parcels)?.batches;
        aside(py, || Ok(Table::whole(self.scored(&batches, share)?)))
    }

    /// To whom the members of a share came often, as pairs of persons by number.
    fn often(&self, py: Python<'_>, parcels: &Bound<'_, PyAny>, share: u32) -> PyResult<Table> {
        let batches = arrow::table("parcels", parcels)?.batches;
        aside(py, || {
            let corpus = self.corpus(&batches)?;
            let resolved = Resolved::new(&corpus, self.view);
            let name = |person: u32| number(corpus.people.name(person));
            let pairs = resolved.often().into_iter().map(|(who, to)| (name(who), name(to)));
            let (who, to): (Vec<i64>, Vec<i64>) =
                pairs.filter(|(who, _)| share_of(*who, self.shares) == share).unzip();
            let columns: [(&str, ArrayRef); 2] =
                [("who", Arc::new(Int64Array::from(who))), ("to", Arc::new(Int64Array::from(to)))];
            Ok(Table::whole(RecordBatch::try_from_iter(columns).map_err(|e| broken(&e))?))
        })
    }
}

impl Unpacker {
    fn corpus(&self, batches: &[RecordBatch]) -> PyResult<ssi_corpus::data::Corpus> {
        let mut unpacker = rows::Unpacker::new(&self.tables, &self.ear).map_err(|e| error::corpus(&e))?;
        let (mut cast, mut usual) = (FxHashSet::default(), FxHashMap::default());
        for batch in batches {
            let column = |name: &str| {
                let missing = || error::asked(&format!("parcels have no `{name}`"), "");
                batch.column_by_name(name).ok_or_else(missing)
            };
            let (tables, row) =
                (column("table")?.as_primitive::<Int32Type>(), column("row")?.as_binary::<i32>());
            let person = column("person")?.as_primitive::<Int64Type>();
            let told = column("told")?.as_primitive::<Int32Type>();
            for place in 0..batch.num_rows() {
                match tables.value(place) {
                    SCORED => drop(cast.insert(person.value(place))),
                    USUAL => drop(usual.insert(person.value(place), told.value(place) as u8)),
                    table => unpacker.add(table as usize, row.value(place)).map_err(|misfit| {
                        error::unread(&misfit.to_string(), "use one version of ssi on all machines")
                    })?,
                }
            }
        }
        let listed = self.tables.iter().any(|(table, _)| *table == FileId::Members);
        Ok(unpacker.corpus(Some(&cast).filter(|_| !listed), &usual))
    }

    fn scored(&self, batches: &[RecordBatch], share: u32) -> PyResult<RecordBatch> {
        let corpus = self.corpus(batches)?;
        let resolved = Resolved::new(&corpus, self.view);
        let scores = score(&self.model, &resolved, Request { keep_inputs: false }).scores;
        let standings = Standings::new(&scores, &resolved);
        let keys: Vec<i64> = scores.members.iter().map(|name| number(name)).collect();
        let order: Vec<usize> = scores.ranking.iter().map(|&m| m as usize).collect();
        let (schema, batches) =
            members(&self.model, &scores, &standings).batches().map_err(|e| broken(&e))?;
        let all = arrow_select::concat::concat_batches(&schema, &batches).map_err(|e| broken(&e))?;

        // What the places among all are found with.
        let mut others = ListBuilder::new(Int64Builder::new());
        let networks = connections(&resolved, &order);
        for row in 0..order.len() {
            if let Some(networks) = &networks {
                let people = networks[row].iter().map(|&person| number(corpus.people.name(person)));
                people.for_each(|number| others.values().append_value(number));
            }
            others.append(networks.is_some());
        }
        let words = |grouping: &Option<ssi_score::standing::Grouping<'_>>| {
            let mut words = StringBuilder::new();
            for &m in &order {
                let word = grouping.as_ref().map_or("", |grouping| grouping.word(m)).to_lowercase();
                words.append_option(Some(word).filter(|word| !word.is_empty()));
            }
            Arc::new(words.finish()) as ArrayRef
        };
        let more: [(&str, ArrayRef); 4] = [
            ("_key", Arc::new(Int64Array::from_iter_values(order.iter().map(|&m| keys[m])))),
            ("_others", Arc::new(others.finish())),
            ("_industry", words(&standings.industries)),
            ("_team", words(&standings.teams)),
        ];
        let mut fields: Vec<Arc<Field>> = all.schema().fields().iter().cloned().collect();
        let mut columns = all.columns().to_vec();
        for (name, column) in more {
            fields.push(Arc::new(Field::new(name, column.data_type().clone(), true)));
            columns.push(column);
        }
        let all = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).map_err(|e| broken(&e))?;
        let own: BooleanArray =
            order.iter().map(|&m| Some(share_of(keys[m], self.shares) == share)).collect();
        arrow_select::filter::filter_record_batch(&all, &own).map_err(|e| broken(&e))
    }
}

fn broken(error: &ArrowError) -> PyErr {
    error::unread(&format!("the table breaks Arrow's rules: {error}"), "")
}

/// Members' scores as lines of `members.csv`, as the command writes them.
#[pyfunction]
#[pyo3(name = "_lines")]
pub(crate) fn lines(py: Python<'_>, scores: &Bound<'_, PyAny>, header: bool) -> PyResult<String> {
    let table = arrow::table("scores", scores)?;
    aside(py, || {
        let all =
            arrow_select::concat::concat_batches(&table.schema, &table.batches).map_err(|e| broken(&e))?;
        let mut sheet = Sheet::default();
        for (field, column) in all.schema_ref().fields().iter().zip(all.columns()) {
            sheet.add(field.name(), cells(field.name(), column)?);
        }
        let mut out = Vec::new();
        sheet.write(Format::Csv, &mut out).map_err(|e| error::unread(&e.to_string(), ""))?;
        let mut text = String::from_utf8(out).map_err(|e| error::unread(&e.to_string(), ""))?;
        if !header {
            // Names of columns are ids, without line ends.
            text.drain(..=text.find('\n').unwrap_or(0));
        }
        Ok(text)
    })
}

/// The cells of a column of scores.
fn cells<'a>(name: &str, column: &'a ArrayRef) -> PyResult<Cells<'a>> {
    Ok(match column.data_type() {
        DataType::Utf8 => {
            let texts: &StringArray = column.as_string();
            Cells::Texts(texts.iter().map(Option::unwrap_or_default).collect())
        }
        DataType::Int64 => {
            let wholes = column.as_primitive::<Int64Type>();
            Cells::Wholes(wholes.iter().map(|n| n.map_or(f64::NAN, |n| n as f64)).collect())
        }
        DataType::Float64 if name == "coverage" => Cells::Numbers(
            column.as_primitive::<Float64Type>().iter().map(|n| n.unwrap_or(f64::NAN)).collect(),
            4,
        ),
        DataType::Float64 => {
            let points = column.as_primitive::<Float64Type>().iter();
            Cells::Points(
                points.map(|n| n.map(|n| Points((n * f64::from(Points::UNIT)).round() as i32))).collect(),
            )
        }
        kind => {
            return Err(error::asked(&format!("column `{name}` is {kind}"), "give the scores as they came"));
        }
    })
}
