//! What a request may be answered with.

use std::time::Duration;

use telephony::text::clean;
use telephony::{Hook, LogKind, LoggedCall, Owner, Party, PhoneNumber};

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
    /// What is dialled before a national number, if the server says so.
    pub national_prefix: Option<String>,
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
pub(crate) fn profile(root: Element<'_>) -> Option<Profile> {
    let details = (root.name() == "Profile").then(|| root.child("details"))??;
    let text = |name| details.get(name).map(clean).unwrap_or_default();
    Some(Profile {
        user_id: text("userId"),
        name: format!("{} {}", text("firstName"), text("lastName")).trim().to_owned(),
        extension: text("extension"),
        number: details.get("number").and_then(PhoneNumber::parse),
        country: root.get("countryCode").map(clean).unwrap_or_default(),
        national_prefix: root.get("nationalPrefix").map(clean),
    })
}

/// Somebody whose line may be watched, as lists of users tell (3.5.3, 3.5.7).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Colleague {
    /// The user id.
    pub user_id: String,
    /// First and last name.
    pub name: String,
    /// The extension colleagues dial, or empty.
    pub extension: String,
    /// The direct number the world dials, if there is one.
    pub number: Option<PhoneNumber>,
}

/// Some of the colleagues there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Those that are told of.
    pub colleagues: Vec<Colleague>,
    /// Whether there are more.
    pub more: bool,
}

/// Reads a busy lamp field, a receptionist's list or a directory. `None` if it is another answer.
pub(crate) fn colleagues(root: Element<'_>) -> Option<Found> {
    let (list, entry) = match root.name() {
        "BusyLampField" | "BroadWorksReceptionist" | "BwReceptionist" => ("monitoredUserList", "userDetails"),
        "Enterprise" => ("enterpriseDirectory", "directoryDetails"),
        "Group" => ("groupDirectory", "directoryDetails"),
        _ => return None,
    };
    let colleagues: Vec<Colleague> = root.children(list).flat_map(|list| list.children(entry)).filter_map(colleague).collect();
    let total = root.parse_child::<usize>("totalAvailableRecords");
    let until = root.parse_child::<usize>("startIndex").unwrap_or(1).saturating_sub(1) + colleagues.len();
    Some(Found { more: total.is_some_and(|total| total > until), colleagues })
}

fn colleague(details: Element<'_>) -> Option<Colleague> {
    let text = |name| details.get(name).map(clean).unwrap_or_default();
    // Where the name is written in two scripts, the one that is not the server's own is the user's.
    let name = |unicode, plain| Some(text(unicode)).filter(|name: &String| !name.is_empty()).unwrap_or_else(|| text(plain));
    Some(Colleague {
        user_id: Some(text("userId")).filter(|id| !id.is_empty())?,
        name: format!("{} {}", name("firstNameUnicode", "firstName"), name("lastNameUnicode", "lastName")).trim().to_owned(),
        extension: text("extension"),
        number: details.get("number").and_then(PhoneNumber::parse),
    })
}

/// Reads a `Channel` that has an id.
pub(crate) fn channel(root: Element<'_>) -> Option<Lease> {
    Some(Lease { id: root.get("channelId")?.to_owned(), lasts: lasts(root) })
}

/// Reads how long a channel or subscription lasts.
pub(crate) fn lasts(root: Element<'_>) -> Duration {
    root.parse_child("expires").map_or(SHORTEST_LEASE, Duration::from_secs)
}

/// No lease is shorter (4.6.3.1).
pub(crate) const SHORTEST_LEASE: Duration = Duration::from_secs(3600);

/// Reads a complaint.
pub(crate) fn error_info(root: Element<'_>) -> ErrorInfo {
    let summary = root.get("summary").or_else(|| root.get("summaryEnglish")).map(clean).unwrap_or_default();
    ErrorInfo { summary, code: root.parse_child("errorCode") }
}

/// Reads the ids of a user's calls (3.5.4). `None` if it is another answer.
pub(crate) fn calls(root: Element<'_>) -> Option<Vec<String>> {
    (root.name() == "Calls").then(|| root.children("call").filter_map(|call| call.get("callId")).map(str::to_owned).collect())
}

/// Reads the calls the server wrote down (3.5.7). `None` if it is another answer.
pub(crate) fn call_logs(root: Element<'_>) -> Option<Vec<LoggedCall>> {
    let list = |name: &'static str, kind| root.children(name).flat_map(|list| list.children("callLogsEntry")).filter_map(move |entry| logged_call(entry, kind));
    (root.name() == "CallLogs").then(|| list("placed", LogKind::Placed).chain(list("received", LogKind::Received)).chain(list("missed", LogKind::Missed)).collect())
}

fn logged_call(entry: Element<'_>, kind: LogKind) -> Option<LoggedCall> {
    let name = entry.get("name").map(clean).filter(|name| !name.is_empty() && name != UNAVAILABLE);
    let number = entry.get("phoneNumber").filter(|number| *number != UNAVAILABLE).and_then(PhoneNumber::parse);
    let at = entry.get("time")?.parse().ok()?;
    Some(LoggedCall { id: entry.get("callLogId")?.to_owned(), kind, remote: Party { name, number, ..Party::default() }, at })
}

/// What the server writes for a name or number it does not have.
const UNAVAILABLE: &str = "Unavailable";

/// Reads the word for a hook.
pub(crate) fn hook(word: &str) -> Option<Hook> {
    match word {
        "Off-Hook" => Some(Hook::OffHook),
        "On-Hook" => Some(Hook::OnHook),
        _ => None,
    }
}
