//! What a call is on the switch.
//!
//! A call has two sides; a side that is a user of the group is a [`Leg`], which is what that user's programs hear
//! about. How calls change is [`crate::exchange`]'s, how they are written down [`crate::document`]'s.

use crate::user::{Seat, User};

/// A moment, in milliseconds since 1970.
pub(crate) type Millis = i64;

/// One end of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// A user of the group.
    User(Seat),
    /// Somebody in the outside world.
    Outside(Stranger),
    /// An extension nobody has.
    Nobody(String),
}

/// Somebody who is not a user of the group.
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

/// How far a leg has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LegState {
    Alerting,
    Active,
    Held,
    RemoteHeld,
    Released,
}

impl LegState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Alerting => "Alerting",
            Self::Active => "Active",
            Self::Held => "Held",
            Self::RemoteHeld => "Remote Held",
            Self::Released => "Released",
        }
    }
}

/// Who the user is talking to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Remote {
    Colleague(User),
    Stranger(Stranger),
    /// An extension nobody has.
    Nobody(String),
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

/// One user's half of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leg {
    pub(crate) seat: Seat,
    pub(crate) side: Side,
    pub(crate) call_id: String,
    /// Shared by both halves of the call.
    pub(crate) tracking: String,
    /// The SIP Call-ID of a call that left the group.
    pub(crate) network_call_id: Option<String>,
    pub(crate) personality: Personality,
    pub(crate) remote: Remote,
    pub(crate) appearance: u32,
    pub(crate) started: Millis,
    pub(crate) answered: Option<Millis>,
    /// Since when this user holds the call.
    pub(crate) held: Option<Millis>,
    /// How long this user held the call before, if ever.
    pub(crate) held_before: Option<Millis>,
    /// Whether the colleague at the other end holds the call.
    pub(crate) remote_held: bool,
    pub(crate) released: Option<Millis>,
    /// Which end let go, unless the switch itself did.
    pub(crate) released_by: Option<Side>,
    pub(crate) cause: Option<Cause>,
    /// Whether a service turned the call away before the phone was offered it.
    pub(crate) diverted: bool,
}

impl Leg {
    pub(crate) fn state(&self) -> LegState {
        if self.released.is_some() {
            LegState::Released
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

/// How far a call has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The caller's own phone rings first, because a program placed the call.
    Dialback,
    Ringing,
    Answered,
    Over,
}

/// A call, with one or two legs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// The name commands know it by, e.g. `c1`.
    pub(crate) id: String,
    pub(crate) tracking: String,
    pub(crate) caller: End,
    pub(crate) callee: End,
    pub(crate) legs: Vec<Leg>,
    pub(crate) started: Millis,
    pub(crate) answered: Option<Millis>,
    pub(crate) ended: Option<Millis>,
}

impl Call {
    pub(crate) fn stage(&self) -> Stage {
        if self.ended.is_some() {
            Stage::Over
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

    /// Returns which side a user is on.
    pub(crate) fn side_of(&self, seat: Seat) -> Option<Side> {
        [Side::Caller, Side::Callee].into_iter().find(|side| *self.end(*side) == End::User(seat))
    }
}

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
    Releasing,
    Released,
}

/// What a user's programs hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    Call(CallNews, Box<Leg>),
    Hook { off: bool },
    Dnd(Dnd),
}

/// Something that happened to a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) seat: Seat,
    pub(crate) news: News,
}

/// A user's Do Not Disturb service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Dnd {
    pub(crate) active: bool,
    pub(crate) ring_splash: bool,
}
