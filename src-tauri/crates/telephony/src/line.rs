//! A line: one user of the phone system whose calls are watched.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Call, CallState, Device, Hook, PhoneNumber, calls::Calls};

/// The id of a line: the phone system's user id, `user@domain`, in lower case.
///
/// BroadWorks compares user ids without regard to case, so two spellings are one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineId(String);

impl LineId {
    /// Returns the line of a user id as typed or as sent.
    pub fn new(user_id: &str) -> Self {
        Self(user_id.trim().to_lowercase())
    }

    /// Returns the user id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whose line it is, as the profile of the user says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// First and last name.
    pub name: String,
    /// The extension colleagues dial, or empty.
    pub extension: String,
    /// The direct number the world dials, if there is one.
    pub number: Option<PhoneNumber>,
}

/// A watched line: its owner, its phone and its calls.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Which line it is.
    pub id: LineId,
    /// Whose it is.
    pub owner: Owner,
    /// What is known of its phone.
    pub device: Device,
    pub(crate) calls: Calls,
    /// Whether a snapshot of it has been heard.
    pub(crate) heard: bool,
    /// Whether the system will say what it wrote down.
    pub(crate) log_follows: bool,
}

impl Line {
    pub(crate) fn new(id: LineId) -> Self {
        Self { id, owner: Owner::default(), device: Device::default(), calls: Calls::default(), heard: false, log_follows: false }
    }

    /// Returns the calls that have come to the phone and are not over, oldest first.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.going_on().map(|(_, call)| call).filter(|call| call.is_presented())
    }

    /// Returns the device as it is to be shown: a phone whose only calls are on hold is [`Hook::Held`].
    pub fn device(&self) -> Device {
        let mut answered = self.calls().filter(|call| call.is_answered()).peekable();
        let held = answered.peek().is_some() && answered.all(|call| call.state == CallState::Held);
        let hook = match self.device.hook {
            Some(Hook::OffHook) if held => Some(Hook::Held),
            hook => hook,
        };
        Device { hook, dnd: self.device.dnd }
    }
}
