//! When something was on the wire.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Not yet.
const NEVER: i64 = 0;

/// Set when the last byte of a document is on the wire, for the first time.
///
/// It keeps the time by the clock of the computer, whatever the clock of the switch says: other programs read the same
/// one, and can tell how long they took.
#[derive(Debug, Default)]
pub(crate) struct Mark(AtomicI64);

impl Mark {
    pub(super) fn set(&self) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_nanos()).unwrap_or(i64::MAX);
        // What is sent once more was on the wire before.
        let _ = self.0.compare_exchange(NEVER, now, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Returns the nanoseconds from 1970 until then.
    pub(crate) fn at(&self) -> Option<i64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|at| *at != NEVER)
    }
}
