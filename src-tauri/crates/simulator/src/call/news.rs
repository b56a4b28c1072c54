//! What a user's programs hear.

use super::{Dnd, Leg};
use crate::forwarding::{Forwarding, ForwardingKind};
use crate::user::Seat;

/// What a user's programs hear about a call; the event of that name follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallNews {
    Originating,
    Originated,
    Received,
    Updated,
    Answered,
    Held,
    Retrieved,
    Transferred,
    Forwarded,
    PickedUp,
    ParkRetrieved,
    RecordingStarting,
    RecordingStarted,
    RecordingPaused,
    RecordingResumed,
    RecordingStopped,
    Releasing,
    Released,
}

/// How a conference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConferenceState {
    Active,
    Held,
    Released,
}

impl ConferenceState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Held => "Held",
            Self::Released => "Released",
        }
    }
}

/// The calls a user's phone mixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conference {
    pub(crate) state: ConferenceState,
    /// Their `callId`s.
    pub(crate) calls: Vec<String>,
}

/// What happened to a conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConferenceNews {
    Started,
    Updated,
    Held,
    Retrieved,
    Released,
}

/// What a user's programs hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    Call(CallNews, Box<Leg>),
    /// These calls went on without the user.
    Redirected(Vec<Leg>),
    Conference(ConferenceNews, Conference),
    Hook {
        off: bool,
    },
    Dnd(Dnd),
    Forwarding(ForwardingKind, Forwarding),
}

/// Something that happened to a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) seat: Seat,
    pub(crate) news: News,
}
