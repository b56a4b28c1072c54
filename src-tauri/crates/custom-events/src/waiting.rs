//! What waits to see whether it is still so.

use std::time::Instant;

use telephony::Change;

use crate::is_undone;

/// What waits, each until its time or until a change puts an end to it.
#[derive(Debug)]
pub struct Waits<T>(Vec<Wait<T>>);

#[derive(Debug)]
struct Wait<T> {
    change: Change,
    due: Instant,
    payload: T,
}

impl<T> Default for Waits<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Waits<T> {
    /// Has something wait until `due` to see whether what `change` told is still so then.
    pub fn push(&mut self, change: &Change, due: Instant, payload: T) {
        self.0.push(Wait { change: change.clone(), due, payload });
    }

    /// Takes out what waits for something that is no longer so.
    pub fn undone_by(&mut self, later: &Change) -> Vec<T> {
        self.take(|wait| is_undone(&wait.change, later))
    }

    /// Returns when the next wait is over.
    pub fn due(&self) -> Option<Instant> {
        self.0.iter().map(|wait| wait.due).min()
    }

    /// Takes out what has waited until now, in the order of their times.
    pub fn take_due(&mut self, now: Instant) -> Vec<T> {
        self.0.sort_by_key(|wait| wait.due);
        self.take(|wait| wait.due <= now)
    }

    /// Takes out what is meant.
    pub fn take_where(&mut self, is_meant: impl Fn(&T) -> bool) -> Vec<T> {
        self.take(|wait| is_meant(&wait.payload))
    }

    fn take(&mut self, is_meant: impl Fn(&Wait<T>) -> bool) -> Vec<T> {
        self.0.extract_if(.., |wait| is_meant(wait)).map(|wait| wait.payload).collect()
    }
}
