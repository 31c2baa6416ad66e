//! Tables at the border: the Arrow C data interface, through capsules as Arrow's `PyCapsule` interface names them. Nothing is copied.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    Array, ArrayReader, ArrayRef, RecordBatch, RecordBatchIterator, StringArray, StructArray, make_array,
};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use ssi_report::Sheet;
use std::ffi::CStr;
use std::sync::Arc;

use crate::error;

const STREAM: &CStr = c"arrow_array_stream";
const ARRAY: &CStr = c"arrow_array";
const SCHEMA: &CStr = c"arrow_schema";

/// A table that other libraries take as it is: `polars.DataFrame(table)`, `pyarrow.table(table)`, and `DuckDB` by its name in a query.
#[pyclass(module = "ssi", frozen)]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    /// The columns' names, in order.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// What a column means: its sentence, unit and range, as far as they are known.
    fn describe(&self, column: &str) -> PyResult<std::collections::BTreeMap<String, String>> {
        match self.schema.field_with_name(column) {
            Ok(field) => Ok(field.metadata().clone().into_iter().collect()),
            Err(_) => Err(error::asked(
                &format!("there is no column `{column}`"),
                &format!("the columns are {}", self.column_names().join(", ")),
            )),
        }
    }

    /// How many rows there are.
    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("<ssi.Table of {} rows: {}>", self.__len__(), self.column_names().join(", "))
    }

    /// The table through the Arrow C stream interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Whoever asks for other types gets ours, as the interface allows.
        drop(requested_schema);
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.schema.clone());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
    }

    /// The schema through the Arrow C data interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(|e| broken(&e))?;
        PyCapsule::new_with_value(py, schema, SCHEMA)
    }
}

impl Table {
    /// A table of one batch.
    pub(crate) fn whole(batch: RecordBatch) -> Self {
        Self { schema: batch.schema(), batches: vec![batch] }
    }

    pub(crate) fn of(sheet: &Sheet<'_>) -> PyResult<Self> {
        let (schema, batches) = sheet.batches().map_err(|e| broken(&e))?;
        Ok(Self { schema, batches })
    }
}

fn broken(error: &ArrowError) -> PyErr {
    error::unread(&format!("the table breaks Arrow's rules: {error}"), "")
}

/// Arrays of one type, in order.
pub(crate) struct Column {
    pub(crate) kind: DataType,
    pub(crate) arrays: Vec<ArrayRef>,
}

/// What an object hands out: rows as arrays of structs, a column as its arrays. `None` where it does not know Arrow.
fn taken(object: &Bound<'_, PyAny>) -> PyResult<Option<Column>> {
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        let mut reader = ArrayStreamReader::try_new(stream(&capsule)?).map_err(|e| broken(&e))?;
        let arrays = reader.by_ref().collect::<Result<_, _>>().map_err(|e| broken(&e))?;
        return Ok(Some(Column { kind: reader.field().data_type().clone(), arrays }));
    }
    if object.hasattr("__arrow_c_array__")? {
        let (schema, array) = object.call_method0("__arrow_c_array__")?.extract()?;
        let array = array_of(&schema, &array)?;
        return Ok(Some(Column { kind: array.data_type().clone(), arrays: vec![array] }));
    }
    Ok(None)
}

/// Takes the stream out of its capsule; what is left there is an empty one.
#[expect(
    unsafe_code,
    reason = "the capsule's name says what it holds, as Arrow's `PyCapsule` interface promises"
)]
fn stream(capsule: &Bound<'_, PyCapsule>) -> PyResult<FFI_ArrowArrayStream> {
    let held = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name points to a stream that lives as long as the capsule, which is borrowed here, under the lock.
    Ok(unsafe { FFI_ArrowArrayStream::from_raw(held.as_ptr()) })
}

/// Takes an array out of its capsules.
#[expect(
    unsafe_code,
    reason = "the capsules' names say what they hold, as Arrow's `PyCapsule` interface promises"
)]
fn array_of(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> PyResult<ArrayRef> {
    let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    // SAFETY: capsules of these names point to a schema and an array that live as long as the capsules, which are borrowed here, under
    // the lock; the array is moved out and an empty one left, so that nobody frees it twice.
    let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
    Ok(make_array(data.map_err(|e| broken(&e))?))
}

/// A table of an object; `name` is what messages call it.
pub(crate) fn table(name: &str, object: &Bound<'_, PyAny>) -> PyResult<ssi_corpus::input::Table> {
    let Some(Column { kind, arrays }) = taken(object)? else {
        return Err(PyTypeError::new_err(format!(
            "{name} is a {}, which hands out no Arrow table: give a DataFrame of polars or pandas, a table of pyarrow, or a relation of DuckDB",
            object.get_type().name()?
        )));
    };
    let DataType::Struct(fields) = kind else {
        return Err(PyTypeError::new_err(format!(
            "{name} is one column, not a table with columns that have names"
        )));
    };
    let rows = arrays.into_iter().map(|array| {
        let rows: &StructArray = array.as_any().downcast_ref().expect("arrays are of their stream's type");
        RecordBatch::from(rows.clone())
    });
    Ok(ssi_corpus::input::Table {
        name: name.to_owned(),
        schema: Arc::new(Schema::new(fields)),
        batches: rows.collect(),
    })
}

/// Texts of a series, an array or a list, as a table with one column, which is called `text`.
pub(crate) fn texts(object: &Bound<'_, PyAny>) -> PyResult<ssi_corpus::input::Table> {
    let Column { kind, arrays } = match taken(object)? {
        Some(column) => column,
        None => listed(object)?,
    };
    if matches!(kind, DataType::Struct(_)) {
        return Err(PyTypeError::new_err(
            "texts are one column: take it out of its table, as in `posts[\"text\"]`",
        ));
    }
    let schema = Arc::new(Schema::new(vec![arrow_schema::Field::new("text", kind, true)]));
    let batch = |array| RecordBatch::try_new(schema.clone(), vec![array]);
    let batches = arrays.into_iter().map(batch).collect::<Result<_, _>>().map_err(|e| broken(&e))?;
    Ok(ssi_corpus::input::Table { name: "texts".to_owned(), schema, batches })
}

fn listed(object: &Bound<'_, PyAny>) -> PyResult<Column> {
    if object.extract::<String>().is_ok() {
        return Err(PyTypeError::new_err("texts are a list, as in `[text]`"));
    }
    let texts: StringArray = object
        .try_iter()
        .map_err(|_| PyTypeError::new_err("texts are a list of str, a Series, or an Arrow array"))?
        .map(|text| text?.extract::<Option<String>>())
        .collect::<PyResult<_>>()?;
    Ok(Column { kind: DataType::Utf8, arrays: vec![Arc::new(texts)] })
}
