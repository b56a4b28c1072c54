//! The phone of a line: its hook and its do-not-disturb.

use serde::{Deserialize, Serialize};

/// What is known of a line's phone. `None` is "not heard yet", never a guess.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Whether the handset is lifted.
    pub hook: Option<Hook>,
    /// Whether do-not-disturb is on.
    pub dnd: Option<bool>,
}

/// The hook of a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Hook {
    /// The handset is on.
    OnHook,
    /// The handset is off, or a call is up.
    OffHook,
    /// Every call of the phone is on hold.
    Held,
}
