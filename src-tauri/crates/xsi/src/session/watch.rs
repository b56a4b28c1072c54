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
    /// Nothing: it is as we believed, or too early to say.
    Nothing,
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
    calls: BTreeMap<CallId, ReportedState>,
    /// How many events told of them.
    heard: u64,
    /// When to ask; `None` while a question is on its way.
    look_at: Option<Instant>,
    /// How many events there had been when it was asked.
    heard_when_asked: u64,
    /// When a snapshot is overdue.
    snapshot_by: Option<Instant>,
    /// Whether the last answer was a surprise.
    in_doubt: bool,
    silences: u32,
}

impl Watch {
    /// Returns a watch that first asks after `delay` more than usual, so that not all lines ask at once.
    pub(super) fn new(now: Instant, delay: Duration) -> Self {
        Self { calls: BTreeMap::new(), heard: 0, look_at: Some(now + EVERY + delay), heard_when_asked: 0, snapshot_by: None, in_doubt: false, silences: 0 }
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        // While a question is on its way, its answer decides.
        let look_at = self.look_at?;
        Some(self.snapshot_by.map_or(look_at, |by| by.min(look_at)))
    }

    /// A snapshot was asked for, and will come on the stream.
    pub(super) fn expect_snapshot(&mut self, now: Instant) {
        self.snapshot_by = Some(now + SNAPSHOT);
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
        self.heard_when_asked = self.heard;
        self.look_at.take().is_some()
    }

    /// Returns whether a call rang of which a list of calls says nothing: its end, and what came before it, went unheard.
    pub(super) fn has_lost_one(&self, calls: &[CallReport]) -> bool {
        self.calls.iter().any(|(id, state)| *state == ReportedState::Alerting && calls.iter().all(|call| call.id != *id))
    }

    /// Takes in what an event says.
    pub(super) fn take(&mut self, data: &EventData) {
        match data {
            EventData::Snapshot { calls, .. } => {
                self.calls = live(calls);
                self.snapshot_by = None;
            }
            EventData::Call(report) => self.take_report(report),
            EventData::Redirected(reports) => reports.iter().for_each(|report| self.take_report(report)),
            EventData::Hook(_) | EventData::DoNotDisturb(_) | EventData::SubscriptionTerminated | EventData::Unknown { .. } => return,
        }
        self.heard += 1;
    }

    fn take_report(&mut self, report: &CallReport) {
        self.silences = 0;
        if is_live(report.state) {
            self.calls.insert(report.id.clone(), report.state);
        } else {
            self.calls.remove(&report.id);
        }
    }

    /// Compares the server's answer with what we believe.
    pub(super) fn looked(&mut self, calls: &[CallReport], now: Instant) -> Finding {
        if self.heard != self.heard_when_asked {
            // What was heard meanwhile may be older or newer than the answer.
            self.look_at = Some(now + AGAIN);
            return Finding::Nothing;
        }
        let said = live(calls);
        self.look_at = Some(now + EVERY);
        if self.snapshot_by.take().is_some() {
            (self.calls, self.in_doubt) = (said, false);
            return Finding::Snapshot;
        }
        if said == self.calls {
            self.in_doubt = false;
            return Finding::Nothing;
        }
        if !std::mem::replace(&mut self.in_doubt, true) {
            self.look_at = Some(now + AGAIN);
            return Finding::Nothing;
        }
        (self.calls, self.in_doubt) = (said, false);
        self.silences += 1;
        Finding::Silence { times: self.silences }
    }

    /// There was no answer.
    pub(super) fn looked_in_vain(&mut self, now: Instant) {
        let next = if self.snapshot_by.is_some() { UNANSWERED } else { EVERY };
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
