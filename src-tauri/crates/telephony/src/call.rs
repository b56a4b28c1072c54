//! One call on one line.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{CallMoment, LineId, Party, Scope};

/// The id of a call on a line: opaque, the same in all its events.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CallId(String);

impl CallId {
    /// Wraps an id as the phone system sent it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// Returns the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part a line plays in a call (XSI schema, `Personality`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Personality {
    /// It called.
    Originator,
    /// It was called.
    Terminator,
    /// A program asked the system to call; the line's own phone rings first.
    ClickToDial,
}

/// Which way a call goes. Fixed when the call is first seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// Somebody called this line.
    Incoming,
    /// This line called somebody.
    Outgoing,
}

/// How far a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallState {
    /// The line's own phone rings so that it may call.
    Dialback,
    /// On its way to the far end.
    Dialing,
    /// Ringing here, or at the far end.
    Ringing,
    /// Answered.
    Connected,
    /// Put on hold by this line.
    Held,
    /// Over.
    Terminated,
}

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Somebody answered.
    Answered,
    /// Nobody did.
    NoAnswer,
    /// This line gave up before the far end answered.
    Cancelled,
    /// This line declined it.
    Declined,
    /// The called party was busy or had do-not-disturb on.
    Busy,
    /// The system could not complete it.
    Failed,
    /// Voicemail took it.
    Voicemail,
    /// It was forwarded.
    Forwarded,
    /// Another phone answered it.
    AnsweredElsewhere,
}

/// One call on one line, as it is believed to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// The line it is on.
    pub line: LineId,
    /// The id both halves share.
    pub tracking_id: Option<String>,
    /// Which way it goes.
    pub direction: Direction,
    /// How far it is.
    pub state: CallState,
    /// The other party.
    pub remote: Party,
    /// Whom the caller had dialled first, if it was sent here.
    pub redirected_from: Option<Party>,
    /// When it began, by the server's clock; by ours if the server never said.
    pub started: Timestamp,
    /// When it was first answered, by the server's clock.
    pub answered: Option<Timestamp>,
    /// When it ended, by the server's clock.
    pub ended: Option<Timestamp>,
    /// What became of it, once it is over; of one that ended unheard, it may be unknown even then.
    pub outcome: Option<Outcome>,
    /// Whether it is an earlier call that came back, e.g. after a transfer nobody answered.
    pub recall: bool,
    pub(crate) fired: Fired,
    /// Another id the system has given it: a call that a program places may get a new one once the handset is lifted.
    pub(crate) alias: Option<CallId>,
    /// Whether the server itself said when it began.
    pub(crate) is_stamped: bool,
    /// Whether it was answered, though the server may not have said when.
    pub(crate) was_answered: bool,
    /// Whether a program placed it, and the line's own phone rings first.
    pub(crate) by_program: bool,
    /// Whether this line took it from somebody else's phone.
    pub(crate) was_picked_up: bool,
    /// Why it fails: the server's word.
    pub(crate) failure: Option<String>,
    /// Whether its end was not heard but concluded, because it was not listed any more.
    pub(crate) ended_unheard: bool,
    /// Whether its end was told. It is told once, even of a call that was given up too soon.
    pub(crate) end_told: bool,
    /// Whether it ended unheard, and what the system wrote down has yet to tell how.
    pub(crate) awaits_log: bool,
    /// Whether its end is not told yet, because somebody else may have answered it.
    pub(crate) end_is_held_back: bool,
    /// The id of what the system wrote down of it, once that is known.
    pub(crate) written_as: Option<String>,
}

impl Call {
    /// Makes a call of which only its beginning is known: an outgoing one dials, an incoming one rings.
    pub(crate) fn new(id: CallId, line: LineId, direction: Direction, remote: Party, started: Timestamp) -> Self {
        Self {
            id,
            line,
            tracking_id: None,
            direction,
            state: if direction == Direction::Outgoing { CallState::Dialing } else { CallState::Ringing },
            remote,
            redirected_from: None,
            started,
            answered: None,
            ended: None,
            outcome: None,
            recall: false,
            fired: Fired::default(),
            alias: None,
            is_stamped: false,
            was_answered: false,
            by_program: false,
            was_picked_up: false,
            failure: None,
            ended_unheard: false,
            end_told: false,
            awaits_log: false,
            end_is_held_back: false,
            written_as: None,
        }
    }

    /// Returns whether the call is over.
    pub fn is_over(&self) -> bool {
        self.state == CallState::Terminated
    }

    /// Returns whether all there was to tell of it was told.
    pub fn is_told(&self) -> bool {
        self.is_over() && self.end_told
    }

    /// Returns whether it was answered at any time.
    pub fn is_answered(&self) -> bool {
        self.was_answered
    }

    /// Returns whether it has come to the phone. An incoming call whose services have not had their say has not: it may
    /// be gone in the next moment.
    pub fn is_presented(&self) -> bool {
        self.direction == Direction::Outgoing || self.was_answered || self.fired.has(CallMoment::Ringing)
    }

    /// Returns whether an id of the system is that of this call.
    pub(crate) fn is_called(&self, id: &CallId) -> bool {
        self.id == *id || self.alias.as_ref() == Some(id)
    }

    /// Returns whether the call stays inside the company.
    pub fn scope(&self) -> Scope {
        self.remote.scope()
    }

    /// Returns the talking time of a call that is over, from the server's stamps alone: zero if it was not answered,
    /// `None` if the server never said when it was answered or when it ended.
    pub fn duration(&self) -> Option<SignedDuration> {
        match (self.is_over(), self.answered, self.ended) {
            (false, ..) => None,
            (true, None, _) if matches!(self.outcome, None | Some(Outcome::Answered)) => None,
            (true, None, _) => Some(SignedDuration::ZERO),
            (true, Some(_), None) => None,
            (true, Some(answered), Some(ended)) => Some(ended.duration_since(answered).max(SignedDuration::ZERO)),
        }
    }

    /// Returns how long it rang before it was answered or ended, from the server's stamps alone: `None` if the server
    /// never said when it began, or when the ringing was over.
    pub fn ring_time(&self) -> Option<SignedDuration> {
        let until = self.answered.or(if self.was_answered { None } else { self.ended }).filter(|_| self.is_stamped)?;
        Some(until.duration_since(self.started).max(SignedDuration::ZERO))
    }
}

/// Which of its once-only moments a call has had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Fired(u16);

impl Fired {
    /// Notes a moment and returns whether it is new.
    pub(crate) fn first(&mut self, moment: CallMoment) -> bool {
        let bit = 1 << moment as u16;
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }

    /// Returns whether the call has had a moment.
    pub(crate) fn has(self, moment: CallMoment) -> bool {
        self.0 & (1 << moment as u16) != 0
    }
}
