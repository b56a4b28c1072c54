//! The kinds of events one can subscribe to, by their names in the schema.

use serde::Serialize;

use crate::call::News;
use crate::document::event::Data;
use crate::forwarding::ForwardingKind;

const ADVANCED_CALL: &str = "Advanced Call";
const STANDARD_CALL: &str = "Standard Call";
const BASIC_CALL: &str = "Basic Call";
const DO_NOT_DISTURB: &str = "Do Not Disturb";
const HOTELING_GUEST: &str = "Hoteling Guest";

/// Every name of the schema. There is no "Hook Status": its events come with the call packages (4.4).
const NAMES: [&str; 38] = [
    ADVANCED_CALL,
    BASIC_CALL,
    STANDARD_CALL,
    DO_NOT_DISTURB,
    "Call Forwarding Always",
    "Call Forwarding Always Secondary",
    "Call Forwarding Busy",
    "Call Forwarding No Answer",
    "Call Park",
    "Call Transfer",
    "Call Waiting",
    "Remote Office",
    "BroadWorks Anywhere",
    "Simultaneous Ring Personal",
    "Sequential Ring",
    HOTELING_GUEST,
    "Flexible Seating Guest",
    "Voice Mail Message Summary",
    "Voice Messaging",
    "Last Number Redial",
    "Music On Hold",
    "N-Way Call",
    "Three-Way Call",
    "CommPilot Express",
    "Personal Assistant",
    "Silent Alerting",
    "Security Classification",
    "Push Notification Registration",
    "Third-Party Voice Mail Support",
    "Meet Me Conference",
    "Collaborate Room",
    "Call Center Agent",
    "Call Center Agent Monitoring",
    "Call Center Configuration",
    "Call Center Monitoring",
    "Call Center Queue",
    "Route Point Queue",
    "Call Recording",
];

/// A kind of event one can subscribe to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Package(&'static str);

/// What a new subscription hears first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Snapshot {
    Calls,
    DoNotDisturb,
    Hoteling,
    Forwarding(ForwardingKind),
    /// That the user does not have the service, in an event of this name.
    Unassigned(&'static str),
    /// Nothing: this simulator has no events of the package.
    Nothing,
}

impl Package {
    pub(crate) fn named(name: &str) -> Option<Self> {
        NAMES.into_iter().find(|known| *known == name).map(Self)
    }

    pub(crate) fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns whether its events are about calls, which privacy hides.
    pub(crate) fn is_about_calls(self) -> bool {
        matches!(self.0, ADVANCED_CALL | STANDARD_CALL | BASIC_CALL)
    }

    /// Returns whether subscribers to this package hear of `data`.
    pub(crate) fn includes(self, data: &Data) -> bool {
        match data {
            Data::News(News::Dnd(_) | News::DndUnassigned) => self.0 == DO_NOT_DISTURB,
            Data::News(News::Hoteling(_)) => self.0 == HOTELING_GUEST,
            Data::News(News::Forwarding(kind, _)) => self.snapshot() == Snapshot::Forwarding(*kind),
            Data::News(News::Hook { .. } | News::Conference(..)) | Data::CallSubscription { .. } | Data::CallSubscriptionResync { .. } => self.is_about_calls(),
            // Only Advanced Call reports calls before services have had their say, and what these do to them (4.4).
            Data::News(News::Redirected(_)) => self.0 == ADVANCED_CALL,
            Data::News(News::Call(_, leg)) => self.0 == ADVANCED_CALL || (self.is_about_calls() && !leg.diverted),
            Data::Unassigned(_) | Data::SubscriptionTerminated | Data::Unknown(_) => true,
        }
    }

    pub(crate) fn snapshot(self) -> Snapshot {
        match self.0 {
            ADVANCED_CALL | STANDARD_CALL | BASIC_CALL => Snapshot::Calls,
            DO_NOT_DISTURB => Snapshot::DoNotDisturb,
            "Call Forwarding Always" => Snapshot::Forwarding(ForwardingKind::Always),
            "Call Forwarding Busy" => Snapshot::Forwarding(ForwardingKind::Busy),
            "Call Forwarding No Answer" => Snapshot::Forwarding(ForwardingKind::NoAnswer),
            "Call Forwarding Always Secondary" => Snapshot::Unassigned("CallForwardingAlwaysSecondaryEvent"),
            "Remote Office" => Snapshot::Unassigned("RemoteOfficeEvent"),
            HOTELING_GUEST => Snapshot::Hoteling,
            _ => Snapshot::Nothing,
        }
    }
}
