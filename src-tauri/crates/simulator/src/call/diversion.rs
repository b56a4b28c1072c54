//! How a call came to be somewhere else than where it was dialled.

use super::{Millis, Remote};

/// Where a user's part of a call was sent, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Redirect {
    /// As a `tel:` or `sip:` URI.
    pub(crate) address: String,
    pub(crate) reason: &'static str,
    pub(crate) time: Millis,
}

/// Somebody a call passed on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Redirection {
    pub(crate) party: Party,
    pub(crate) reason: &'static str,
}

/// Somebody, as far as a redirection says who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) user_id: String,
}

/// Why a call comes back to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recall {
    /// `recallType`, e.g. `Call Park Recall`.
    pub(crate) kind: &'static str,
    /// Whom it comes back from.
    pub(crate) from: Remote,
}
