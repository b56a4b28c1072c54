//! What happened, line by line: the shapes `bellhop listen --json` prints.
//!
//! Absent values are empty strings, never missing keys.

use custom_events::{Moment, Values};
use jiff::Timestamp;
use serde::Serialize;
use telephony::{Change, What};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Report {
    /// A call reached a state.
    Call {
        /// When, in UTC.
        time: Timestamp,
        /// The line.
        line: String,
        /// The state, in the words of triggers.
        state: &'static str,
        /// The call.
        call: CallFields,
        /// Whether it happened earlier, while we could not hear it.
        late: bool,
    },
    /// A phone changed.
    Device {
        /// When, in UTC.
        time: Timestamp,
        /// The line.
        line: String,
        /// The state, in the words of triggers.
        state: &'static str,
        /// The phone.
        device: DeviceFields,
    },
    /// The connection to the phone system changed.
    Connection {
        /// When, in UTC.
        time: Timestamp,
        /// The state, in the words of triggers.
        state: &'static str,
        /// Why: the code of the problem, or empty.
        reason: String,
    },
    /// The phone system does not let us hear a line.
    NotPermitted {
        /// When, in UTC.
        time: Timestamp,
        /// The line.
        line: String,
        /// What the server says is missing, or empty.
        right: String,
    },
    /// An action was performed, or not.
    Action {
        /// When, in UTC.
        time: Timestamp,
        /// The name of the custom event.
        event: String,
        /// The kind of action.
        kind: &'static str,
        /// `ok`, `failed`, `dry-run` or `held back`.
        outcome: &'static str,
        /// What was done, or why not.
        detail: String,
    },
}

/// A call, by the names of its variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(missing_docs, reason = "each is the variable of its name")]
pub struct CallFields {
    pub id: String,
    pub remote_tel: String,
    pub remote_name: String,
    pub start: String,
    pub state: String,
    pub duration: String,
    pub direction: String,
    pub scope: String,
    pub local_tel: String,
    pub local_name: String,
    pub outcome: String,
}

/// A phone, by the names of its variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(missing_docs, reason = "each is the variable of its name")]
pub struct DeviceFields {
    pub owner_contact: OwnerFields,
    pub hookstate: String,
    pub dnd_state: String,
}

/// The owner of a phone, by the names of its variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(missing_docs, reason = "each is the variable of its name")]
pub struct OwnerFields {
    pub name: String,
    pub internal_tel: String,
    pub external_tel: String,
}

impl Report {
    /// Describes a change with the values its custom events get.
    pub fn of(change: &Change, values: &Values) -> Self {
        let value = |name: &str| values.by_name(name).unwrap_or_default();
        let (time, line, state) = (change.at, change.line.to_string(), Moment::of(change).name());
        match &change.what {
            What::Call { .. } => Self::Call {
                time,
                line,
                state,
                late: change.late,
                call: CallFields {
                    id: value("Call.Id"),
                    remote_tel: value("Call.RemoteTel"),
                    remote_name: value("Call.RemoteName"),
                    start: value("Call.Start"),
                    state: value("Call.State"),
                    duration: value("Call.Duration"),
                    direction: value("Call.Direction"),
                    scope: value("Call.Scope"),
                    local_tel: value("Call.LocalTel"),
                    local_name: value("Call.LocalName"),
                    outcome: value("Call.Outcome"),
                },
            },
            What::Connection { .. } => Self::Connection { time, state, reason: String::new() },
            What::Device { .. } => Self::Device {
                time,
                line,
                state,
                device: DeviceFields {
                    owner_contact: OwnerFields {
                        name: value("Device.OwnerContact.Name"),
                        internal_tel: value("Device.OwnerContact.InternalTel"),
                        external_tel: value("Device.OwnerContact.ExternalTel"),
                    },
                    hookstate: value("Device.Hookstate"),
                    dnd_state: value("Device.DndState"),
                },
            },
        }
    }
}

/// Returns the word a code is written as, in reports, logs and the names of messages.
pub fn code_word(code: &impl Serialize) -> String {
    serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default()
}
