//! What a call is on the switch.
//!
//! A call has two sides; a user on a side has a [`Leg`], which is what that user's programs hear about. While a hunt group
//! rings, one side has several. How calls change is [`crate::exchange`]'s, how they are written down
//! [`crate::document`]'s.

mod diversion;
mod leg;
mod news;

pub(crate) use diversion::{Party, Recall, Redirect, Redirection};
pub(crate) use leg::{Endpoint, Leg, LegState, RecordingState};
pub(crate) use news::{CallNews, Conference, ConferenceNews, ConferenceState, Happening, News, Participant};

use crate::user::{Seat, User};

/// A moment, in milliseconds since 1970.
pub(crate) type Millis = i64;

/// One end of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// A user of the enterprise.
    User(Seat),
    /// Somebody in the outside world.
    Outside(Stranger),
    /// An extension nobody has.
    Nobody(String),
    /// A hunt group, by its place in the exchange.
    HuntGroup(usize),
    /// The mailbox of a user.
    VoiceMail(Seat),
    /// Nobody: the call waits, parked against a user.
    Parked(Seat),
}

/// Somebody who is not a user of the enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stranger {
    pub(crate) number: String,
    pub(crate) name: Option<String>,
    /// Whether the number and the name are kept from the called user.
    pub(crate) withheld: bool,
}

/// The two sides of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Caller,
    Callee,
}

impl Side {
    pub(crate) fn opposite(self) -> Self {
        match self {
            Self::Caller => Self::Callee,
            Self::Callee => Self::Caller,
        }
    }
}

/// A user's part in a call, as the Xtended Services Interface names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Personality {
    Originator,
    Terminator,
    /// Placed by a program: the user's own phone rings first.
    ClickToDial,
}

impl Personality {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Originator => "Originator",
            Self::Terminator => "Terminator",
            Self::ClickToDial => "Click-to-Dial",
        }
    }
}

/// Who the user is talking to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Remote {
    Colleague {
        user: Box<User>,
        same_group: bool,
    },
    Stranger(Stranger),
    /// An extension nobody has.
    Nobody(String),
    /// Something with an extension that is no person.
    Service {
        name: String,
        extension: String,
        user_id: Option<String>,
    },
}

/// Why a call failed: `internalReleaseCause` and `cdrTerminationCause`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cause {
    pub(crate) internal: &'static str,
    pub(crate) cdr: &'static str,
}

pub(crate) const BUSY: Cause = Cause { internal: "Busy", cdr: "017" };
pub(crate) const UNAVAILABLE: Cause = Cause { internal: "Temporarily Unavailable", cdr: "018" };
pub(crate) const NOT_FOUND: Cause = Cause { internal: "User Not Found", cdr: "111" };
/// All of them, the three above included, by `internalReleaseCause`.
pub(crate) const CAUSES: [Cause; 12] = [
    BUSY,
    UNAVAILABLE,
    NOT_FOUND,
    Cause { internal: "Forbidden", cdr: "057" },
    Cause { internal: "Routing Failure", cdr: "003" },
    Cause { internal: "Global Failure", cdr: "041" },
    Cause { internal: "Request Failure", cdr: "127" },
    Cause { internal: "Server Failure", cdr: "038" },
    Cause { internal: "Translation Failure", cdr: "028" },
    Cause { internal: "Request Timeout", cdr: "102" },
    Cause { internal: "Dial Tone Timeout", cdr: "016" },
    Cause { internal: "Insufficient Credits", cdr: "050" },
];

/// How far a call has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The caller's own phone rings first, because a program placed the call.
    Dialback,
    Ringing,
    Answered,
    /// Nobody talks to the one who waits.
    Parked,
    Over,
}

/// A call, with the legs of all users who ever were on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// The name commands know it by, e.g. `c1`.
    pub(crate) id: String,
    pub(crate) tracking: String,
    pub(crate) caller: End,
    pub(crate) callee: End,
    pub(crate) legs: Vec<Leg>,
    /// Whom the call passed before it came where it is, the latest first.
    pub(crate) redirections: Vec<Redirection>,
    /// How often it rang somewhere.
    pub(crate) rings: u32,
    /// Who sent it where it rings and gets it back if nobody answers there.
    pub(crate) transferred_by: Option<Seat>,
    /// How it comes back to somebody, while it does.
    pub(crate) recall: Option<Recall>,
    pub(crate) started: Millis,
    pub(crate) answered: Option<Millis>,
    pub(crate) ended: Option<Millis>,
}

impl Call {
    pub(crate) fn stage(&self) -> Stage {
        if self.ended.is_some() {
            Stage::Over
        } else if [&self.caller, &self.callee].into_iter().any(|end| matches!(end, End::Parked(_))) {
            Stage::Parked
        } else if self.answered.is_some() {
            Stage::Answered
        } else if self.legs.iter().any(|leg| leg.personality == Personality::ClickToDial) {
            Stage::Dialback
        } else {
            Stage::Ringing
        }
    }

    pub(crate) fn end(&self, side: Side) -> &End {
        match side {
            Side::Caller => &self.caller,
            Side::Callee => &self.callee,
        }
    }

    /// Returns which side a user is on, or was on to the end.
    pub(crate) fn side_of(&self, seat: Seat) -> Option<Side> {
        let live = self.legs.iter().find(|leg| leg.seat == seat && leg.is_live()).map(|leg| leg.side);
        live.or_else(|| [Side::Caller, Side::Callee].into_iter().find(|side| *self.end(*side) == End::User(seat)))
    }

    /// Returns the places of the legs of a side that are not over.
    pub(crate) fn live(&self, side: Side) -> Vec<usize> {
        self.legs.iter().enumerate().filter(|(_, leg)| leg.side == side && leg.is_live()).map(|(place, _)| place).collect()
    }
}

/// A user's Do Not Disturb service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Dnd {
    pub(crate) active: bool,
    pub(crate) ring_splash: bool,
}
