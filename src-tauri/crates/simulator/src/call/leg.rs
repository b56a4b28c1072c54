//! One user's half of a call.

use super::{Cause, Millis, Personality, Recall, Redirect, Redirection, Remote, Side};
use crate::user::Seat;

/// How far a leg has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LegState {
    Alerting,
    Active,
    Held,
    RemoteHeld,
    /// The call went on without this user.
    Detached,
    Released,
}

impl LegState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Alerting => "Alerting",
            Self::Active => "Active",
            Self::Held => "Held",
            Self::RemoteHeld => "Remote Held",
            Self::Detached => "Detached",
            Self::Released => "Released",
        }
    }
}

/// Which of a user's devices takes part, by its `endpoint` type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// The phone on the desk.
    Desk,
    /// Another phone on the same line, by its address of record.
    Shared(String),
    /// A phone elsewhere, by type and number.
    Elsewhere { kind: &'static str, number: String },
}

/// How a recording goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordingState {
    Started,
    Paused,
}

impl RecordingState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Started => "Started",
            Self::Paused => "Paused",
        }
    }
}

/// One user's half of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leg {
    pub(crate) seat: Seat,
    pub(crate) side: Side,
    /// Whether the call came to this user; transfers do not change that.
    pub(crate) incoming: bool,
    pub(crate) call_id: String,
    /// Shared by both halves of the call.
    pub(crate) tracking: String,
    /// The SIP Call-ID of a call that left the enterprise.
    pub(crate) network_call_id: Option<String>,
    pub(crate) personality: Personality,
    pub(crate) remote: Remote,
    pub(crate) endpoint: Endpoint,
    pub(crate) appearance: u32,
    pub(crate) started: Millis,
    pub(crate) answered: Option<Millis>,
    /// Whether the other end rings again, after a transfer.
    pub(crate) alerting_again: bool,
    /// Since when this user holds the call.
    pub(crate) held: Option<Millis>,
    /// How long this user held the call before, if ever.
    pub(crate) held_before: Option<Millis>,
    /// Whether the colleague at the other end holds the call.
    pub(crate) remote_held: bool,
    pub(crate) detached: Option<Millis>,
    pub(crate) released: Option<Millis>,
    /// Which end let go, unless the switch itself did.
    pub(crate) released_by: Option<Side>,
    pub(crate) cause: Option<Cause>,
    /// Whether a service turned the call away before the phone was offered it.
    pub(crate) diverted: bool,
    pub(crate) redirect: Option<Redirect>,
    pub(crate) redirections: Vec<Redirection>,
    pub(crate) recall: Option<Recall>,
    /// The user id of the hunt group that rings this user.
    pub(crate) hunt_group: Option<String>,
    pub(crate) recording: Option<RecordingState>,
    /// Whether it was recorded at any time.
    pub(crate) recorded: bool,
}

impl Leg {
    pub(crate) fn state(&self) -> LegState {
        if self.released.is_some() {
            LegState::Released
        } else if self.detached.is_some() {
            LegState::Detached
        } else if self.alerting_again {
            LegState::Alerting
        } else if self.answered.is_none() {
            // A failed call plays its announcement before it is released.
            if self.cause.is_some() { LegState::Active } else { LegState::Alerting }
        } else if self.held.is_some() {
            LegState::Held
        } else if self.remote_held {
            LegState::RemoteHeld
        } else {
            LegState::Active
        }
    }

    pub(crate) fn is_live(&self) -> bool {
        self.released.is_none()
    }

    /// Returns whether the user's phone rings: somebody calls, or a program wants to.
    pub(crate) fn rings_here(&self) -> bool {
        self.state() == LegState::Alerting && self.personality != Personality::Originator
    }

    /// Returns whether the user's handset is in use for this call.
    pub(crate) fn takes_the_handset(&self) -> bool {
        self.is_live() && !self.rings_here()
    }

    /// Stops the clock of a hold, if there is one.
    pub(crate) fn end_hold(&mut self, now: Millis) {
        if let Some(since) = self.held.take() {
            self.held_before = Some(self.held_before.unwrap_or(0) + (now - since));
        }
    }
}
