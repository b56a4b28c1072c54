//! What a user's programs hear.

use super::{Dnd, Leg};
use crate::forwarding::{Forwarding, ForwardingKind};
use crate::hoteling::Hoteling;
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
    pub(crate) participants: Vec<Participant>,
}

impl Conference {
    /// Returns whether a call is in it, by the id the user's programs know.
    pub(crate) fn has(&self, call_id: &str) -> bool {
        self.participants.iter().any(|participant| participant.call_id == call_id)
    }
}

/// One call of a conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Participant {
    pub(crate) call_id: String,
    /// Whether nobody hears the other end of it.
    pub(crate) muted: bool,
    /// Whether the other end of it hears nobody.
    pub(crate) deaf: bool,
}

impl Participant {
    pub(crate) fn new(call_id: String) -> Self {
        Self { call_id, muted: false, deaf: false }
    }
}

/// What happened to a conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConferenceNews {
    Started,
    Updated,
    Held,
    Retrieved,
    CallMuted,
    CallUnMuted,
    CallMadeDeaf,
    CallMadeUnDeaf,
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
    /// The user does not have Do Not Disturb any more.
    DndUnassigned,
    Hoteling(Hoteling),
    Forwarding(ForwardingKind, Forwarding),
}

/// Something that happened to a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) seat: Seat,
    pub(crate) news: News,
}
