//! What is held back for a moment, because what comes next may change it.
//!
//! A call arrives at a line before the line's services have had their say (XSI, 4.7.1.1.3): one that is forwarded
//! always, or turned away by do-not-disturb, comes and goes within the same moment, and must not ring. And a call that
//! ends here unanswered may have been answered by a colleague, of which their own line tells a little earlier or later.

use jiff::{SignedDuration, Timestamp};

use crate::{CallId, LineId};

/// How long an incoming call gets to be sent elsewhere before it rings. Services act within the same moment; what
/// comes later than this is no diversion at once.
pub(super) const ARRIVAL: SignedDuration = SignedDuration::from_millis(200);
/// How long it gets on a phone that is not to be disturbed, where it is most likely on its way to being turned away.
pub(super) const ARRIVAL_UNDISTURBED: SignedDuration = SignedDuration::from_secs(2);
/// How long the line of a colleague gets to tell that the call was answered there. Order is only kept for one user
/// (4.2.4.4).
pub(super) const ENDING: SignedDuration = SignedDuration::from_millis(500);

/// How long it gets after an outage, when each line is asked for one after the other.
const LATE_ENDING: SignedDuration = SignedDuration::from_secs(5);

/// What is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// That a call rings.
    Ringing,
    /// That it ended.
    End,
}

/// Something about a call that is told later, or never.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeldBack {
    pub(super) line: LineId,
    pub(super) call: CallId,
    pub(super) what: What,
    /// Whether it happened earlier, while we could not hear it.
    pub(super) late: bool,
    since: Timestamp,
    until: Timestamp,
}

impl HeldBack {
    pub(super) fn new(line: LineId, call: CallId, what: What, now: Timestamp, lasting: SignedDuration) -> Self {
        Self { line, call, what, late: false, since: now, until: now.checked_add(lasting).unwrap_or(now) }
    }

    /// The end of a call that was not heard.
    pub(super) fn late_end(line: LineId, call: CallId, now: Timestamp) -> Self {
        Self { late: true, ..Self::new(line, call, What::End, now, LATE_ENDING) }
    }

    pub(super) fn is_of(&self, line: &LineId, call: &CallId) -> bool {
        self.line == *line && self.call == *call
    }

    /// Returns whether its time has come. It has, too, where the clock was turned back: nobody waits for a day.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        self.until <= now || now < self.since
    }

    pub(super) fn due(&self) -> Timestamp {
        self.until
    }
}
