//! What the server wrote down of calls, to find those that came and went while nobody could hear them, and what became of
//! those that rang at the time.
//!
//! Entries have ids. Those that were there before the outage are no news, so they are read while all is known to be well,
//! too; no clocks need to agree for that.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use telephony::LoggedCall;

use super::Failure;

/// How soon it is read again after a failure.
const AGAIN: Duration = Duration::from_secs(60);
/// How often it is tried before what happened goes untold.
const TRIES: u32 = 3;
/// How long what it says is held back. What is written down may be heard a moment later.
const HELD_BACK: Duration = Duration::from_secs(5);

/// What is known of the server's notes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Log {
    /// The ids of the entries that are no news; `None` until they were read once.
    known: Option<BTreeSet<String>>,
    /// Whether what is no news has changed since it was last said.
    is_changed: bool,
    /// Those among them that were found while all seemed well. Events may have gone missing all the same: that is found out
    /// by the next one.
    fresh: BTreeSet<String>,
    /// When to read it.
    read_at: Option<Instant>,
    /// Whether something may have gone unheard since it was asked for.
    unheard: bool,
    /// Whether it is being read, and then whether something may have gone unheard before.
    reading: Option<bool>,
    failures: u32,
    /// What it said, held back until then.
    said: Option<(Instant, Vec<LoggedCall>)>,
}

impl Log {
    /// Makes a log of which an earlier session said what is no news. Then everything else is, even at the first reading.
    pub(super) fn knowing(known: Option<BTreeSet<String>>) -> Self {
        Self { known, ..Self::default() }
    }

    /// Returns the ids of all that is no news any more, if they have changed, once everything that was news is told. Whoever
    /// keeps them can go on from there with [`Log::knowing`].
    pub(super) fn settled(&mut self) -> Option<BTreeSet<String>> {
        if !self.is_changed || self.said.is_some() {
            return None;
        }
        self.is_changed = false;
        self.known.clone()
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        // One reading follows the other.
        let read_at = self.read_at.filter(|_| self.reading.is_none());
        self.said.iter().map(|(until, _)| *until).chain(read_at).min()
    }

    /// Calls are not heard from now on.
    pub(super) fn went_deaf(&mut self) {
        self.unheard = self.known.is_some();
        (self.read_at, self.reading) = (None, None);
    }

    /// Calls are heard from now on, and may not have been before.
    pub(super) fn went_live(&mut self, now: Instant) {
        self.read_at = Some(now);
        (self.unheard, self.failures) = (true, 0);
    }

    /// Nothing went unheard until now: what is written down is no news.
    pub(super) fn is_well(&mut self, now: Instant) {
        if self.known.is_some() && !self.unheard && self.reading.is_none() {
            self.read_at = Some(now);
        }
    }

    /// Something went unheard.
    pub(super) fn missed_something(&mut self, now: Instant) {
        if let Some(known) = &mut self.known {
            let fresh = std::mem::take(&mut self.fresh);
            self.is_changed |= !fresh.is_empty();
            known.retain(|id| !fresh.contains(id));
            self.went_live(now);
        }
    }

    /// Says whether something may have gone unheard, and what is written down will tell.
    pub(super) fn will_tell(&self) -> bool {
        self.known.is_some() && (self.unheard || self.reading == Some(true) || self.said.is_some())
    }

    /// Says whether it is time to read, and takes it for asked if so; and returns what it said, if its time has come.
    pub(super) fn tick(&mut self, now: Instant) -> (bool, Option<Vec<LoggedCall>>) {
        let due = self.reading.is_none() && self.read_at.take_if(|at| *at <= now).is_some();
        if due {
            self.reading = Some(std::mem::take(&mut self.unheard));
        }
        (due, self.said.take_if(|(until, _)| *until <= now).map(|(_, calls)| calls))
    }

    /// Takes in what is written down.
    pub(super) fn read(&mut self, calls: Vec<LoggedCall>, now: Instant) {
        let Some(unheard) = self.reading.take() else { return };
        let ids: BTreeSet<String> = calls.iter().map(|call| call.id.clone()).collect();
        self.fresh = match &self.known {
            Some(before) if !unheard => ids.difference(before).cloned().collect(),
            Some(_) | None => BTreeSet::new(),
        };
        self.is_changed |= self.known.as_ref() != Some(&ids);
        let before = self.known.replace(ids);
        if let (true, Some(before)) = (unheard, before) {
            let mut said = self.said.take().map(|(_, calls)| calls).unwrap_or_default();
            said.extend(calls.into_iter().filter(|call| !before.contains(&call.id)));
            self.said = Some((now + HELD_BACK, said));
        }
        self.failures = 0;
    }

    /// It could not be read. A server that does not have it is not asked again before the next outage.
    pub(super) fn not_read(&mut self, failure: &Failure, now: Instant) {
        let Some(unheard) = self.reading.take() else { return };
        self.unheard |= unheard;
        self.failures += 1;
        let never = failure.status.is_some_and(|status| (400..500).contains(&status) && status != 408 && status != 429);
        if !never && self.failures < TRIES {
            self.read_at = Some(now + AGAIN);
            return;
        }
        // Whoever waits for it waits no longer.
        if self.will_tell() && self.said.is_none() {
            self.said = Some((now, Vec::new()));
        }
        (self.unheard, self.read_at) = (false, None);
        if never {
            self.known = None;
        }
    }
}
