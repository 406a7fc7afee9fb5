//! Work on several processors: pieces in, answers out in the same order.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does the same with every piece, on as many threads as there are processors. Plain threads and no pool: what is
/// asked in pieces takes longer than starting them.
pub(crate) fn in_parallel<I: IntoIterator, R: Send>(pieces: I, work: impl Fn(I::Item) -> R + Sync) -> Vec<R>
where
    I::IntoIter: ExactSizeIterator + Send,
{
    let pieces = pieces.into_iter();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(pieces.len());
    if workers < 2 {
        return pieces.map(work).collect();
    }
    let pieces = Mutex::new(pieces.enumerate());
    let next = || pieces.lock().unwrap_or_else(PoisonError::into_inner).next();
    let some = || {
        let mut done = Vec::new();
        while let Some((place, piece)) = next() {
            done.push((place, work(piece)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(some)).collect();
        let mut done = some();
        for other in others {
            match other.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, answer)| answer).collect()
}
