//! What the server wrote down of calls, to find those that came and went while nobody could hear them.
//!
//! Entries have ids. Those that were there before the outage are no news, so they are read while all is well, too; no
//! clocks need to agree for that.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use telephony::LoggedCall;

use super::Failure;

/// How often it is read while all is well.
const EVERY: Duration = Duration::from_secs(300);
/// How soon it is read again after a failure.
const AGAIN: Duration = Duration::from_secs(60);
/// How long what it says is held back. What is written down may be heard a moment later.
const HELD_BACK: Duration = Duration::from_secs(5);

/// What is known of the server's notes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Log {
    /// The ids of the entries that are no news; `None` until they were read once.
    known: Option<BTreeSet<String>>,
    /// When to read it; `None` if that is on its way, or of no use.
    read_at: Option<Instant>,
    /// Whether there was an outage since it was read.
    outage: bool,
    /// News that is held back until then.
    news: Vec<(Instant, LoggedCall)>,
}

impl Log {
    pub(super) fn wake_at(&self) -> Option<Instant> {
        self.news.iter().map(|(until, _)| *until).chain(self.read_at).min()
    }

    /// Calls are heard from now on.
    pub(super) fn went_live(&mut self, now: Instant) {
        self.read_at = Some(now);
        self.outage = true;
    }

    /// Says whether it is time to read, and takes it for asked if so; and returns the news whose time has come.
    pub(super) fn tick(&mut self, now: Instant) -> (bool, Vec<LoggedCall>) {
        let due = self.read_at.take_if(|at| *at <= now).is_some();
        let (ripe, held): (Vec<_>, Vec<_>) = std::mem::take(&mut self.news).into_iter().partition(|(until, _)| *until <= now);
        self.news = held;
        (due, ripe.into_iter().map(|(_, call)| call).collect())
    }

    /// Takes in what is written down.
    pub(super) fn read(&mut self, calls: Vec<LoggedCall>, now: Instant) {
        let outage = std::mem::replace(&mut self.outage, false);
        let ids = calls.iter().map(|call| call.id.clone()).collect();
        let before = self.known.replace(ids);
        if let (true, Some(before)) = (outage, before) {
            self.news.extend(calls.into_iter().filter(|call| !before.contains(&call.id)).map(|call| (now + HELD_BACK, call)));
        }
        self.read_at = Some(now + EVERY);
    }

    /// It could not be read. A server that does not have it is not asked again before the next outage.
    pub(super) fn not_read(&mut self, failure: &Failure, now: Instant) {
        let never = failure.status.is_some_and(|status| (400..500).contains(&status));
        self.read_at = (!never).then(|| now + AGAIN);
    }
}
