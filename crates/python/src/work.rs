//! Work without the interpreter's lock, that Ctrl-C ends, on threads that are those of this process.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use ssi_corpus::read::Progress;

/// How often Python is asked whether somebody pressed Ctrl-C.
const OFTEN: Duration = Duration::from_millis(50);

/// Whether work should end. Reading looks at it, a block of rows at a time.
#[derive(Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

/// What unwinds a run that was stopped.
struct Stopped;

impl Progress for Stop {
    fn bytes(&self, _: u64) {
        self.look();
    }
}

impl Stop {
    /// Ends the work where it was stopped. Nobody sees more of that than its thread.
    pub(crate) fn look(&self) {
        if self.0.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Stopped));
        }
    }
}

/// The threads that share the work.
///
/// Python forks (`multiprocessing`, the workers of Spark), and a child has its parent's memory but none of its threads: what waits
/// for those would wait for ever. So a child makes its own.
fn pool() -> Arc<ThreadPool> {
    static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);
    // What is kept is whole or not there.
    let mut kept = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if let Some((of, pool)) = &*kept
        && *of == process
    {
        return pool.clone();
    }
    let own = Arc::new(ThreadPoolBuilder::new().build().expect("threads for the work"));
    // The parent's is not ended, because its threads, which would have to say that they are done, are not here.
    std::mem::forget(kept.replace((process, own.clone())));
    own
}

/// Does something short while Python's other threads go on.
pub(crate) fn aside<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    py.detach(|| pool().install(work))
}

/// Does something on a thread of its own while Python's other threads go on.
///
/// On Ctrl-C the call ends at once with `KeyboardInterrupt`, and the work at the next block of rows that it reads or the next step.
pub(crate) fn apart<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce(&Stop) -> T + Send + 'static,
) -> PyResult<T> {
    let stop = Stop::default();
    let (done, result) = channel();
    let theirs = stop.clone();
    thread::Builder::new()
        .name("ssi-work".to_owned())
        .spawn(move || {
            // What unwinds is told to whoever waits; if nobody does any more, it was stopped.
            let worked = catch_unwind(AssertUnwindSafe(|| pool().install(|| work(&theirs))));
            let _ = done.send(worked);
        })
        .map_err(|e| PyRuntimeError::new_err(format!("no thread for the work: {e}")))?;
    // One receiver, on one thread: it goes through the lock's release and back with each wait.
    let mut result = result;
    loop {
        let (back, got) = py.detach(move || {
            let got = result.recv_timeout(OFTEN);
            (result, got)
        });
        result = back;
        match got {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(panic)) => resume_unwind(panic),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("the work ended without a result"));
            }
            Err(RecvTimeoutError::Timeout) => {
                if let Err(interrupted) = py.check_signals() {
                    stop.0.store(true, Ordering::Relaxed);
                    return Err(interrupted);
                }
            }
        }
    }
}
