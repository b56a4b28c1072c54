//! What we believe of a line's calls, and when to ask the server whether it is so.
//!
//! A stream can be up and heartbeats echoed while events do not come: a subscription that got lost inside the server
//! looks like a quiet afternoon. So the calls are asked for now and then, and compared.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use telephony::{CallId, CallReport, ReportedState};

use crate::event::EventData;

/// How often a line's calls are asked for.
pub(super) const EVERY: Duration = Duration::from_secs(300);
/// How soon they are asked for again when the answer was a surprise: an event may have been on its way.
const AGAIN: Duration = Duration::from_secs(5);
/// How long a snapshot may take after it was asked for.
const SNAPSHOT: Duration = Duration::from_secs(5);
/// How soon they are asked for again when there was no answer and no snapshot either.
const UNANSWERED: Duration = Duration::from_secs(60);

/// What follows from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    /// Nothing: it is too early to say.
    Nothing,
    /// It is as we believed. Whether the subscription is still there is another question.
    AsBelieved,
    /// The snapshot that did not come on the stream.
    Snapshot,
    /// Events did not come. Once may be a subscription, twice is the channel.
    Silence {
        /// How often in a row.
        times: u32,
    },
}

/// The calls of a line as events told them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Watch {
    /// `None` until they were told.
    calls: Option<BTreeMap<CallId, ReportedState>>,
    /// How many events told of them.
    heard: u64,
    /// When to ask; `None` while a question is on its way.
    look_at: Option<Instant>,
    /// How many events there had been when it was asked.
    heard_when_asked: u64,
    /// When a snapshot is overdue.
    snapshot_by: Option<Instant>,
    /// Whether a snapshot has ever come on this channel: not every server sends them.
    has_snapshots: bool,
    /// Whether one has come since it was asked for last. It may overtake the answer.
    is_fresh: bool,
    /// Whether the last answer was a surprise.
    in_doubt: bool,
    silences: u32,
    /// How often it asks.
    every: Duration,
}

impl Watch {
    /// Returns a watch that first asks after `delay` more than usual, so that not all lines ask at once.
    pub(super) fn new(now: Instant, every: Duration, delay: Duration) -> Self {
        Self {
            every,
            calls: None,
            heard: 0,
            look_at: Some(now + every + delay),
            heard_when_asked: 0,
            snapshot_by: None,
            is_fresh: false,
            has_snapshots: false,
            in_doubt: false,
            silences: 0,
        }
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        // While a question is on its way, its answer decides.
        let look_at = self.look_at?;
        Some(self.snapshot_by.map_or(look_at, |by| by.min(look_at)))
    }

    /// Events are heard from now on: the next question can wait.
    pub(super) fn begin(&mut self, now: Instant) {
        self.look_at = self.look_at.map(|at| at.max(now + self.every));
        self.expect_snapshot(now);
    }

    /// A snapshot is being asked for.
    pub(super) fn ask_for_snapshot(&mut self) {
        (self.is_fresh, self.snapshot_by) = (false, None);
    }

    /// The server says that the snapshot is on its way, if it has not come already.
    pub(super) fn expect_snapshot(&mut self, now: Instant) {
        self.snapshot_by = (!self.is_fresh).then_some(now + SNAPSHOT);
    }

    /// Returns whether a snapshot was asked for and has not come yet.
    pub(super) fn expects_snapshot(&self) -> bool {
        self.snapshot_by.is_some()
    }

    /// Returns whether the stream is known to bring snapshots.
    pub(super) fn has_snapshots(&self) -> bool {
        self.has_snapshots
    }

    /// Says whether it is time to ask, and takes it for asked if so.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        let due = self.wake_at().is_some_and(|at| at <= now);
        if due {
            self.ask();
        }
        due
    }

    /// Says whether to ask at once, which is unless a question is on its way.
    pub(super) fn ask(&mut self) -> bool {
        self.asks_now();
        self.look_at.take().is_some()
    }

    /// The question goes now: what is heard from here on may be older or newer than its answer.
    pub(super) fn asks_now(&mut self) {
        self.heard_when_asked = self.heard;
    }

    /// A snapshot is asked for instead, which tells as much.
    pub(super) fn put_off(&mut self, now: Instant) {
        self.look_at = Some(now + self.every);
    }

    /// Returns whether a list of calls is not what we believed: something went unheard.
    pub(super) fn is_surprised_by(&self, calls: &[CallReport]) -> bool {
        self.calls.as_ref().is_some_and(|believed| !believed.keys().eq(live(calls).keys()))
    }

    /// Takes in what an event says.
    pub(super) fn take(&mut self, data: &EventData) {
        match data {
            EventData::Snapshot { calls, .. } => {
                self.calls = Some(live(calls));
                (self.snapshot_by, self.has_snapshots, self.is_fresh, self.in_doubt) = (None, true, true, false);
            }
            EventData::Call(report) => self.take_report(report),
            EventData::Redirected(reports) => reports.iter().for_each(|report| self.take_report(report)),
            EventData::Hook(_) | EventData::DoNotDisturb(_) | EventData::SubscriptionTerminated | EventData::Unknown { .. } => return,
        }
        self.silences = 0;
        self.heard += 1;
    }

    fn take_report(&mut self, report: &CallReport) {
        let calls = self.calls.get_or_insert_default();
        if is_live(report.state) {
            calls.insert(report.id.clone(), report.state);
        } else {
            calls.remove(&report.id);
        }
    }

    /// Compares the server's answer with what we believe.
    pub(super) fn looked(&mut self, calls: &[CallReport], now: Instant) -> Finding {
        if self.heard != self.heard_when_asked {
            // What was heard meanwhile may be older or newer than the answer.
            self.look_at = Some(now + AGAIN);
            return Finding::Nothing;
        }
        let said = Some(live(calls));
        self.look_at = Some(now + self.every);
        let overdue = self.snapshot_by.take().is_some();
        if overdue && !self.has_snapshots {
            (self.calls, self.in_doubt) = (said, false);
            return Finding::Snapshot;
        }
        if said == self.calls && !overdue {
            self.in_doubt = false;
            return Finding::AsBelieved;
        }
        if !overdue && !std::mem::replace(&mut self.in_doubt, true) {
            self.look_at = Some(now + AGAIN);
            return Finding::Nothing;
        }
        (self.calls, self.in_doubt) = (said, false);
        self.silences += 1;
        Finding::Silence { times: self.silences }
    }

    /// There was no answer.
    pub(super) fn looked_in_vain(&mut self, now: Instant) {
        let next = if self.snapshot_by.is_some() { UNANSWERED } else { self.every };
        self.look_at = Some(now + next);
        self.snapshot_by = self.snapshot_by.map(|_| now + next);
    }
}

fn live(calls: &[CallReport]) -> BTreeMap<CallId, ReportedState> {
    calls.iter().filter(|call| is_live(call.state)).map(|call| (call.id.clone(), call.state)).collect()
}

/// Returns whether a server lists such a call when it is asked for calls.
fn is_live(state: ReportedState) -> bool {
    match state {
        ReportedState::Alerting | ReportedState::Active | ReportedState::Held | ReportedState::RemoteHeld => true,
        ReportedState::Idle | ReportedState::Detached | ReportedState::Released => false,
    }
}
