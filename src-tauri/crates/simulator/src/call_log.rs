//! What calls a user placed, received and missed (Xtended Services Interface spec, 3.5.7.4).
//!
//! A call is written down when the user's part of it is over, from what really happened.

use std::collections::VecDeque;

use crate::call::{Leg, Millis, Personality, Redirect};
use crate::document::call::{address_of, call_type, name_of};
use crate::hub::remember;
use crate::route::LogKind;
use crate::user::Seat;

/// One call in a user's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LogEntry {
    pub(crate) id: String,
    pub(crate) seat: Seat,
    pub(crate) kind: LogKind,
    /// The number, unless it was withheld.
    pub(crate) number: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) call_id: String,
    pub(crate) call_type: &'static str,
    pub(crate) redirect: Option<Redirect>,
    pub(crate) started: Millis,
    pub(crate) answered: Option<Millis>,
    pub(crate) released: Millis,
}

/// Everybody's logs.
#[derive(Debug)]
pub(crate) struct CallLogs {
    entries: VecDeque<LogEntry>,
    remembered: usize,
    written: u64,
}

impl CallLogs {
    /// Opens logs that remember so many calls together.
    pub(crate) fn new(remembered: usize) -> Self {
        Self { entries: VecDeque::new(), remembered, written: 0 }
    }

    /// Writes down a leg that was released. A call whose user never lifted the own phone was not placed.
    pub(crate) fn note(&mut self, leg: &Leg) {
        let Some(released) = leg.released.filter(|_| leg.personality != Personality::ClickToDial) else { return };
        let kind = match (leg.incoming, leg.answered) {
            (false, _) => LogKind::Placed,
            (true, Some(_)) => LogKind::Received,
            (true, None) => LogKind::Missed,
        };
        self.written += 1;
        let entry = LogEntry {
            id: format!("{}:0", self.written),
            seat: leg.seat,
            kind,
            number: address_of(leg),
            name: name_of(leg),
            call_id: leg.call_id.clone(),
            call_type: call_type(leg),
            redirect: leg.redirect.clone(),
            started: leg.started,
            answered: leg.answered,
            released,
        };
        remember(&mut self.entries, entry, self.remembered);
    }

    /// Returns a user's log of one kind, the newest call first.
    pub(crate) fn of(&self, seat: Seat, kind: LogKind) -> Vec<&LogEntry> {
        self.entries.iter().rev().filter(|entry| entry.seat == seat && entry.kind == kind).collect()
    }

    /// Forgets one call or, without an id, all of that kind. Answers whether there was any.
    pub(crate) fn forget(&mut self, seat: Seat, kind: Option<LogKind>, id: Option<&str>) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.seat != seat || kind.is_some_and(|kind| entry.kind != kind) || id.is_some_and(|id| entry.id != id));
        self.entries.len() < before
    }
}
