//! Work that flows: one thread makes pieces, all others read them, one puts the results together in order, all at the same
//! time. Whoever is free does what is to be done next, so no step waits for the slowest piece of a batch.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Takes pieces from `next` (with about their weight), reads them side by side and gives what comes of them to `merge`, in order.
///
/// No more pieces are made while those of about `weight` are under way. Neither step may use rayon itself: a thread that waits
/// for another inside of a step would take up a part of this work that waits for the step.
///
/// # Errors
/// The first of `next`. What was made before it is merged or not.
pub(crate) fn in_order<P: Send, D: Send, E: Send>(
    weight: usize,
    next: impl FnMut() -> Result<Option<(P, usize)>, E> + Send,
    read: impl Fn(P) -> D + Sync,
    merge: impl FnMut(D) + Send,
) -> Result<(), E> {
    let ways = rayon::current_num_threads();
    let state = State {
        next: Some(next),
        merge: Some(merge),
        pieces: VecDeque::new(),
        done: BTreeMap::new(),
        made: 0,
        merged: 0,
        held: 0,
        end: None,
    };
    let bench = Bench { state: Mutex::new(state), changed: Condvar::new(), read, weight, ways };
    rayon::scope(|scope| {
        (1..ways).for_each(|_| scope.spawn(|_| bench.work()));
        bench.work();
    });
    match bench.state.into_inner().unwrap_or_else(PoisonError::into_inner).end {
        Some(End::Failed(error)) => Err(error),
        _ => Ok(()),
    }
}

/// What all threads share.
struct Bench<P, D, E, N, R, M> {
    state: Mutex<State<P, D, E, N, M>>,
    changed: Condvar,
    read: R,
    weight: usize,
    ways: usize,
}

struct State<P, D, E, N, M> {
    /// Away while a thread uses it.
    next: Option<N>,
    merge: Option<M>,
    /// Pieces that nobody reads yet: their places in the order, and their weights.
    pieces: VecDeque<(usize, P, usize)>,
    /// What was read and waits for its turn.
    done: BTreeMap<usize, (D, usize)>,
    made: usize,
    merged: usize,
    /// The weight of all that is under way.
    held: usize,
    end: Option<End<E>>,
}

/// Why no more pieces come.
enum End<E> {
    All,
    Failed(E),
    /// A thread panicked.
    Broken,
}

impl<P, D, E, N, R, M> Bench<P, D, E, N, R, M>
where
    N: FnMut() -> Result<Option<(P, usize)>, E>,
    R: Fn(P) -> D,
    M: FnMut(D),
{
    fn lock(&self) -> MutexGuard<'_, State<P, D, E, N, M>> {
        // A step that panics holds no lock, so what a lock protects is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does what is to be done next until nothing is left.
    fn work(&self) {
        let _alarm = Alarm(|| {
            self.lock().end = Some(End::Broken);
            self.changed.notify_all();
        });
        let mut state = self.lock();
        loop {
            match &state.end {
                Some(End::Failed(_) | End::Broken) => break,
                Some(End::All) if state.merged == state.made => break,
                _ => {}
            }
            let turn = state.merged;
            if state.merge.is_some()
                && let Some((done, weight)) = state.done.remove(&turn)
            {
                let mut merge = state.merge.take().expect("looked at above");
                drop(state);
                merge(done);
                state = self.lock();
                state.merge = Some(merge);
                state.merged += 1;
                state.held -= weight;
            } else if self.may_make(&state)
                && let Some(mut next) = state.next.take()
            {
                drop(state);
                let made = next();
                state = self.lock();
                state.next = Some(next);
                match made {
                    Ok(Some((piece, weight))) => {
                        let place = state.made;
                        state.pieces.push_back((place, piece, weight));
                        state.made += 1;
                        state.held += weight;
                    }
                    Ok(None) => state.end = Some(End::All),
                    Err(error) => state.end = Some(End::Failed(error)),
                }
            } else if let Some((place, piece, weight)) = state.pieces.pop_front() {
                drop(state);
                let done = (self.read)(piece);
                state = self.lock();
                state.done.insert(place, (done, weight));
            } else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            self.changed.notify_all();
        }
    }

    /// Whether a piece should be made now: there is room, and soon somebody would have none to read.
    fn may_make(&self, state: &State<P, D, E, N, M>) -> bool {
        state.end.is_none()
            && state.pieces.len() < self.ways
            && (state.held < self.weight || state.made == state.merged)
    }
}

/// Tells the others when its thread panics, who else would wait for it.
struct Alarm<F: Fn()>(F);

impl<F: Fn()> Drop for Alarm<F> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.0)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pools() -> impl Iterator<Item = rayon::ThreadPool> {
        [1, 2, 7].into_iter().map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap())
    }

    #[test]
    fn everything_comes_once_and_in_order() {
        for pool in pools() {
            for weight in [0, 1, 5, 1000] {
                let mut numbers = 0..1000;
                let mut all = Vec::new();
                let next = || Ok::<_, ()>(numbers.next().map(|n| (n, n % 3)));
                pool.install(|| in_order(weight, next, |n| n * 2, |n| all.push(n))).unwrap();
                assert_eq!(all, (0..1000).map(|n| n * 2).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn no_more_than_the_weight_is_under_way() {
        use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
        for pool in pools() {
            let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut numbers = 0..500;
            let next = || {
                Ok::<_, ()>(numbers.next().map(|n| {
                    most.fetch_max(held.fetch_add(10, SeqCst) + 10, SeqCst);
                    (n, 10)
                }))
            };
            let merge = |_: usize| {
                held.fetch_sub(10, SeqCst);
            };
            pool.install(|| in_order(40, next, |n| n, merge)).unwrap();
            assert!(most.into_inner() <= 50);
        }
    }

    #[test]
    fn an_error_stops_the_work() {
        for pool in pools() {
            let mut numbers = 0..10;
            let next = || match numbers.next() {
                Some(7) => Err("seven"),
                n => Ok(n.map(|n| (n, 1))),
            };
            assert_eq!(pool.install(|| in_order(3, next, |n: i32| n, |_| ())), Err("seven"));
        }
    }

    #[test]
    fn a_panic_stops_the_work() {
        for pool in pools() {
            let mut numbers = 0..100;
            let next = || Ok::<_, ()>(numbers.next().map(|n| (n, 1)));
            let read = |n: i32| assert!(n != 50, "fifty");
            let stopped = std::panic::AssertUnwindSafe(|| pool.install(|| in_order(8, next, read, |()| ())));
            assert!(std::panic::catch_unwind(stopped).is_err());
        }
    }
}
