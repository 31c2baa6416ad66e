//! Work in windows: one thread makes pieces, all others read them, one puts the results together in order, all at the same time.

use rayon::prelude::*;

/// Takes pieces from `next` (with about their weight), reads them side by side and gives what comes of them to `merge`, in order.
///
/// Pieces of about `weight` are in memory at a time, and as much before and after them.
///
/// # Errors
/// The first of `next`. What was made before it is merged or not.
pub(crate) fn in_windows<P: Send, D: Send, E: Send>(
    weight: usize,
    mut next: impl FnMut() -> Result<Option<(P, usize)>, E> + Send,
    read: impl Fn(P) -> D + Sync,
    mut merge: impl FnMut(D) + Send,
) -> Result<(), E> {
    let mut window = || {
        let (mut pieces, mut held) = (Vec::new(), 0_usize);
        while held < weight.max(1) {
            let Some((piece, weight)) = next()? else { break };
            pieces.push(piece);
            held = held.saturating_add(weight);
        }
        Ok::<Vec<P>, E>(pieces)
    };
    let mut pieces = window()?;
    let mut done: Vec<D> = Vec::new();
    while !pieces.is_empty() {
        let before = std::mem::take(&mut done);
        let ((), (following, now)) = rayon::join(
            || before.into_iter().for_each(&mut merge),
            || rayon::join(&mut window, || pieces.into_par_iter().map(&read).collect()),
        );
        (pieces, done) = (following?, now);
    }
    done.into_iter().for_each(merge);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_once_and_in_order() {
        for weight in [0, 1, 5, 1000] {
            let mut numbers = 0..100;
            let mut all = Vec::new();
            let next = || Ok::<_, ()>(numbers.next().map(|n| (n, n % 3)));
            in_windows(weight, next, |n| n * 2, |n| all.push(n)).unwrap();
            assert_eq!(all, (0..100).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_stops_the_work() {
        let mut numbers = 0..10;
        let next = || match numbers.next() {
            Some(7) => Err("seven"),
            n => Ok(n.map(|n| (n, 1))),
        };
        assert_eq!(in_windows(3, next, |n: i32| n, |_| ()), Err("seven"));
    }
}
