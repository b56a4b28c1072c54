//! What a request may be answered with.

use std::time::Duration;

use telephony::text::clean;
use telephony::{Hook, Owner, PhoneNumber};

use crate::xml::Element;

/// The user an account belongs to (3.5.2.1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The user id as the server spells it.
    pub user_id: String,
    /// First and last name.
    pub name: String,
    /// The extension colleagues dial, or empty.
    pub extension: String,
    /// The direct number the world dials, if there is one.
    pub number: Option<PhoneNumber>,
    /// The calling code of the user's country, or empty.
    pub country: String,
}

impl Profile {
    /// Returns the user as the owner of a line.
    pub fn owner(&self) -> Owner {
        Owner { name: self.name.clone(), extension: self.extension.clone(), number: self.number.clone() }
    }
}

/// A channel or a subscription the server grants for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Its id.
    pub id: String,
    /// How long it lasts unless it is refreshed. The server may grant more or less than it was asked for.
    pub lasts: Duration,
}

/// A complaint of the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorInfo {
    /// In the user's language, or in English.
    pub summary: String,
    /// Its number.
    pub code: Option<i32>,
}

/// The code of "no such channel set".
pub(crate) const NO_SUCH_CHANNEL_SET: i32 = 110_842;

/// Reads the answer to the question who the user is.
pub(crate) fn profile(root: &Element) -> Option<Profile> {
    let details = (root.name == "Profile").then(|| root.child("details"))??;
    let text = |name| details.get(name).map(clean).unwrap_or_default();
    Some(Profile {
        user_id: text("userId"),
        name: format!("{} {}", text("firstName"), text("lastName")).trim().to_owned(),
        extension: text("extension"),
        number: details.get("number").and_then(PhoneNumber::parse),
        country: root.get("countryCode").map(clean).unwrap_or_default(),
    })
}

/// Reads a `Channel` that has an id.
pub(crate) fn channel(root: &Element) -> Option<Lease> {
    Some(Lease { id: root.get("channelId")?.to_owned(), lasts: lasts(root) })
}

/// Reads how long a channel or subscription lasts.
pub(crate) fn lasts(root: &Element) -> Duration {
    root.parse_child("expires").map_or(SHORTEST_LEASE, Duration::from_secs)
}

/// No lease is shorter (4.6.3.1).
pub(crate) const SHORTEST_LEASE: Duration = Duration::from_secs(3600);

/// Reads a complaint.
pub(crate) fn error_info(root: &Element) -> ErrorInfo {
    let summary = root.get("summary").or_else(|| root.get("summaryEnglish")).map(clean).unwrap_or_default();
    ErrorInfo { summary, code: root.parse_child("errorCode") }
}

/// Reads the ids of a user's calls (3.5.4). `None` if it is another answer.
pub(crate) fn calls(root: &Element) -> Option<Vec<String>> {
    (root.name == "Calls").then(|| root.children("call").filter_map(|call| call.get("callId")).map(str::to_owned).collect())
}

/// Reads the word for a hook.
pub(crate) fn hook(word: &str) -> Option<Hook> {
    match word {
        "Off-Hook" => Some(Hook::OffHook),
        "On-Hook" => Some(Hook::OnHook),
        _ => None,
    }
}
