//! A change: something that is true and new. It happens once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Call, Device, LineId, Owner};

/// Something that became true of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The line it happened on.
    pub line: LineId,
    /// When we learnt of it.
    pub at: Timestamp,
    /// Whether it happened earlier, while we could not hear it.
    pub late: bool,
    /// Whose line it is.
    pub owner: Owner,
    /// The phone of the line at that moment.
    pub device: Device,
    /// What it is.
    pub what: What,
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
    /// A call reached a state.
    Call {
        /// Which one.
        moment: CallMoment,
        /// The call as it was then.
        call: Box<Call>,
    },
    /// The phone changed.
    Device {
        /// How.
        moment: DeviceMoment,
    },
    /// Whether the line is heard changed. Whoever holds the connection says so; [`crate::Lines`] never does.
    Connection {
        /// How.
        moment: ConnectionMoment,
    },
}

/// The states of a call that can trigger, each at most once per call but for being held, resumed and transferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallMoment {
    /// An outgoing call began.
    Dialing,
    /// An incoming call is presented, or the far end of an outgoing call rings.
    Ringing,
    /// Answered.
    Connected,
    /// Put on hold by this line.
    Held,
    /// Taken off hold by this line.
    Resumed,
    /// The other party was replaced by another.
    Transferred,
    /// Sent elsewhere before it was answered here.
    Forwarded,
    /// Ended, and not missed.
    Completed,
    /// An incoming call ended unanswered on this line, was not declined here and not answered by a colleague.
    Missed,
}

/// The changes of a phone that can trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceMoment {
    /// The handset was lifted, or a call came up.
    OffHook,
    /// The handset was put down.
    OnHook,
    /// Do-not-disturb was switched on.
    DndOn,
    /// Do-not-disturb was switched off.
    DndOff,
}

/// The changes of whether a line is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionMoment {
    /// The line is heard for the first time since somebody signed in.
    SignedIn,
    /// Nobody is signed in any more.
    SignedOut,
    /// The line is not heard any more.
    Lost,
    /// The line is heard again.
    Restored,
}
