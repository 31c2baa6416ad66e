//! `ssi` inside Python: the native half of the package, which `python/ssi/__init__.py` hands on under the names that users type.
//!
//! Tables come and go through the Arrow C data interface; the interpreter's lock is released while there is work; what goes wrong is
//! a Python exception with the words of the command.

mod arrow;
mod error;
mod pack;
mod scored;
mod scores;
mod shares;
mod texts;
mod work;

use pyo3::prelude::*;

/// The native half of the package `ssi`.
#[pymodule]
mod _ssi {
    #[pymodule_export]
    use super::arrow::Table;
    #[pymodule_export]
    use super::error::{CorpusError, PackError, SsiError};
    #[pymodule_export]
    use super::pack::{Pack, carried};
    #[pymodule_export]
    use super::scores::{Scores, score};
    #[pymodule_export]
    use super::shares::{Packer, Unpacker, lines, parcels};
    #[pymodule_export]
    use super::texts::{grade, signals};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
