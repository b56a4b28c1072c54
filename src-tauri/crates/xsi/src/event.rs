//! What a channel may carry: Xtended Services Interface spec, 4.6.3 and 4.7.
//!
//! An event we don't know is a variant and no error: it is acknowledged like any other, or the server would take
//! the channel for broken.

use telephony::{CallReport, Hook, LineId, Step, Update};

use crate::call;
use crate::document::{self, ErrorInfo, Lease};
use crate::xml::{self, Document, Element, Unreadable};

/// One document of a channel.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// The channel is open.
    Channel(Lease),
    /// The server heard our heartbeat.
    HeartBeat,
    /// The channel is about to close.
    ChannelTerminated {
        /// Which one.
        channel_id: String,
        /// Why.
        reason: TerminatedReason,
    },
    /// An event of a subscription.
    Event(Box<SubscriptionEvent>),
    /// The server complains.
    Error(ErrorInfo),
    /// Something else.
    Unknown {
        /// The name of its root element, or its type.
        name: String,
    },
}

/// Why a channel closes (schema, `ChannelTerminatedReason`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminatedReason {
    /// The same user and application opened a channel of another set.
    DuplicateChannelSet,
    /// The user is gone.
    UserDeleted,
    /// Our acknowledgements did not arrive.
    NonResponsiveChannel,
    /// Somebody deleted it.
    ExplicitDelete,
    /// It was not refreshed.
    Expired,
    /// We said we don't know it.
    UnknownChannel,
    /// In words of another release.
    Other(String),
}

impl std::fmt::Display for TerminatedReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::DuplicateChannelSet => "another program took it over",
            Self::UserDeleted => "the user is gone",
            Self::NonResponsiveChannel => "the server missed our answers",
            Self::ExplicitDelete => "somebody closed it",
            Self::Expired => "its time was over",
            Self::UnknownChannel => "the server thinks that we don't know it",
            Self::Other(word) => word,
        })
    }
}

/// The envelope of an event and what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct SubscriptionEvent {
    /// Its own id, the same when it is sent again.
    pub id: String,
    /// Its number within the subscription.
    pub sequence: Option<u32>,
    /// Whose subscription it is.
    pub user_id: String,
    /// The subscription.
    pub subscription_id: String,
    /// Whom it is about; missing where that is the owner of the subscription.
    pub target_id: Option<String>,
    /// What it says.
    pub data: EventData,
}

/// What an event says.
#[derive(Debug, Clone, PartialEq)]
pub enum EventData {
    /// Something happened to a call.
    Call(Box<CallReport>),
    /// Calls went elsewhere.
    Redirected(Vec<CallReport>),
    /// Everything that is true of the line's calls.
    Snapshot {
        /// Its calls.
        calls: Vec<CallReport>,
        /// Its hook.
        hook: Option<Hook>,
    },
    /// The hook of the line's phone.
    Hook(Hook),
    /// Do-not-disturb of the line, off where it does not have the service; `None` if the event does not say.
    DoNotDisturb(Option<bool>),
    /// The subscription is gone.
    SubscriptionTerminated,
    /// Something else.
    Unknown {
        /// Its type.
        name: String,
    },
}

/// Reads a document of a channel. They always come in UTF-8 (3.3.4).
///
/// # Errors
/// Fails if it is no document.
pub fn decode(document: &[u8]) -> Result<Message, Unreadable> {
    let text = xml::decode(document, None)?;
    let document = Document::parse(&text)?;
    let root = document.root();
    // The specification prints the heartbeat in two spellings.
    if root.name().eq_ignore_ascii_case("ChannelHeartBeat") {
        return Ok(Message::HeartBeat);
    }
    Ok(match (root.name(), root.schema_type()) {
        ("Channel", _) => document::channel(root).map_or_else(|| unknown("Channel"), Message::Channel),
        ("ErrorInfo", _) => Message::Error(document::error_info(root)),
        ("Event", Some("ErrorEvent")) => Message::Error(ErrorInfo { summary: root.get("errorMessage").unwrap_or_default().to_owned(), code: root.parse_child("errorCode") }),
        ("Event", Some("ChannelTerminatedEvent")) => {
            Message::ChannelTerminated { channel_id: root.get("channelId").unwrap_or_default().to_owned(), reason: reason(root.get("reason").unwrap_or_default()) }
        }
        ("Event", Some("SubscriptionEvent")) => Message::Event(Box::new(subscription_event(root).ok_or_else(|| Unreadable::new("an event without an id"))?)),
        (name, kind) => unknown(kind.unwrap_or(name)),
    })
}

fn unknown(name: &str) -> Message {
    Message::Unknown { name: name.to_owned() }
}

fn reason(word: &str) -> TerminatedReason {
    match word {
        "DuplicateChannelSet" => TerminatedReason::DuplicateChannelSet,
        "UserDeleted" => TerminatedReason::UserDeleted,
        "NonResponsiveChannel" => TerminatedReason::NonResponsiveChannel,
        "ExplicitDelete" => TerminatedReason::ExplicitDelete,
        "Expired" => TerminatedReason::Expired,
        "UnknownChannel" => TerminatedReason::UnknownChannel,
        other => TerminatedReason::Other(other.to_owned()),
    }
}

/// Reads an event, unless it lacks the ids without which it can't even be acknowledged.
fn subscription_event(root: Element<'_>) -> Option<SubscriptionEvent> {
    Some(SubscriptionEvent {
        id: root.get("eventID")?.to_owned(),
        sequence: root.parse_child("sequenceNumber"),
        user_id: root.get("userId").unwrap_or_default().to_owned(),
        subscription_id: root.get("subscriptionId")?.to_owned(),
        target_id: root.get("targetId").map(str::to_owned),
        data: root.child("eventData").map_or_else(|| EventData::Unknown { name: String::new() }, event_data),
    })
}

fn event_data(data: Element<'_>) -> EventData {
    let name = data.schema_type().unwrap_or_default();
    let calls = || data.child("calls").into_iter().flat_map(|calls| calls.children("call"));
    let read = match name {
        "CallSubscriptionEvent" | "CallSubscriptionResyncEvent" => {
            // A call we can't read must not look like one that ended: better no snapshot than a wrong one.
            let calls: Option<Vec<_>> = calls().map(|call| call::report(call, Step::Listed)).collect();
            calls.map(|calls| EventData::Snapshot { calls, hook: data.get("hookStatus").and_then(document::hook) })
        }
        "CallRedirectedEvent" => Some(EventData::Redirected(calls().chain(data.child("call")).filter_map(|call| call::report(call, Step::Redirected)).collect())),
        "HookStatusEvent" => data.get("hookStatus").and_then(document::hook).map(EventData::Hook),
        // Where the service was taken away, nothing is turned away by it any more.
        "DoNotDisturbEvent" if data.child("unassigned").is_some() => Some(EventData::DoNotDisturb(Some(false))),
        "DoNotDisturbEvent" => Some(EventData::DoNotDisturb(data.child("info").and_then(|info| info.parse_child("active")))),
        "SubscriptionTerminatedEvent" => Some(EventData::SubscriptionTerminated),
        _ => call::step(name).zip(data.child("call")).and_then(|(step, call)| call::report(call, step)).map(|report| EventData::Call(Box::new(report))),
    };
    read.unwrap_or_else(|| EventData::Unknown { name: name.to_owned() })
}

impl EventData {
    /// Returns what the rest of the program hears of it.
    pub(crate) fn into_updates(self, line: LineId) -> Vec<Update> {
        match self {
            Self::Call(report) => vec![Update::Call { line, report }],
            Self::Redirected(reports) => reports.into_iter().map(|report| Update::Call { line: line.clone(), report: Box::new(report) }).collect(),
            Self::Snapshot { calls, hook } => vec![Update::Snapshot { line, calls, hook }],
            Self::Hook(hook) => vec![Update::Hook { line, hook }],
            Self::DoNotDisturb(Some(on)) => vec![Update::DoNotDisturb { line, on }],
            Self::DoNotDisturb(None) | Self::SubscriptionTerminated | Self::Unknown { .. } => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_that_can_not_be_acknowledged_is_unreadable() {
        let event = "<Event xmlns:i='i' i:type='SubscriptionEvent'><eventID>1</eventID><subscriptionId>2</subscriptionId></Event>";
        assert!(matches!(decode(event.as_bytes()), Ok(Message::Event(_))));
        for missing in ["<eventID>1</eventID>", "<subscriptionId>2</subscriptionId>"] {
            assert!(decode(event.replace(missing, "").as_bytes()).is_err(), "{missing}");
        }
    }
}
