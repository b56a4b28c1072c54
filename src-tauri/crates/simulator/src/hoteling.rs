//! Working at somebody else's phone (Xtended Services Interface spec, 3.5.3).

use crate::call::Millis;
use crate::user::User;

/// A user's Hoteling Guest service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hoteling {
    pub(crate) active: bool,
    /// Whether the guest has to leave after some time.
    pub(crate) limited: bool,
    pub(crate) hours: u32,
    pub(crate) host: Option<Host>,
}

/// Whose phone it is, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Host {
    pub(crate) user: Box<User>,
    pub(crate) since: Millis,
}

impl Default for Hoteling {
    fn default() -> Self {
        Self { active: false, limited: true, hours: 12, host: None }
    }
}
