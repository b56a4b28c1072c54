//! Who wants to hear what about whom.

use serde::Serialize;
use tokio::time::Instant;
use uuid::Uuid;

use super::channel::{granted, seconds};
use crate::call::News;
use crate::document::event::Data;

/// A kind of event one can subscribe to, by its name in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Package {
    #[serde(rename = "Advanced Call")]
    AdvancedCall,
    #[serde(rename = "Standard Call")]
    StandardCall,
    #[serde(rename = "Basic Call")]
    BasicCall,
    #[serde(rename = "Do Not Disturb")]
    DoNotDisturb,
}

impl Package {
    const ALL: [Self; 4] = [Self::AdvancedCall, Self::StandardCall, Self::BasicCall, Self::DoNotDisturb];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|package| package.as_str() == name)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::AdvancedCall => "Advanced Call",
            Self::StandardCall => "Standard Call",
            Self::BasicCall => "Basic Call",
            Self::DoNotDisturb => "Do Not Disturb",
        }
    }

    /// Returns whether subscribers to this package hear of `data`.
    pub(crate) fn includes(self, data: &Data) -> bool {
        match data {
            Data::News(News::Dnd(_)) => self == Self::DoNotDisturb,
            Data::News(News::Hook { .. }) | Data::CallSubscription { .. } | Data::CallSubscriptionResync { .. } => self != Self::DoNotDisturb,
            // Only Advanced Call reports calls before services have had their say (4.4).
            Data::News(News::Call(_, leg)) => match self {
                Self::AdvancedCall => true,
                Self::StandardCall | Self::BasicCall => !leg.diverted,
                Self::DoNotDisturb => false,
            },
            Data::SubscriptionTerminated | Data::Unknown(_) => true,
        }
    }
}

/// What a client asks to hear.
#[derive(Debug)]
pub(crate) struct SubscriptionRequest {
    pub(crate) owner: String,
    pub(crate) target: String,
    pub(crate) package: Package,
    pub(crate) application: String,
    pub(crate) set: String,
    pub(crate) expires: Option<u32>,
}

/// A subscription of one user to one package of events about one user.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Subscription {
    #[serde(rename = "subscriptionId")]
    pub(crate) id: String,
    #[serde(rename = "user")]
    pub(crate) owner: String,
    pub(crate) target: String,
    #[serde(rename = "event")]
    pub(crate) package: Package,
    #[serde(rename = "applicationId")]
    pub(crate) application: String,
    #[serde(rename = "channelSetId")]
    pub(crate) set: String,
    pub(crate) expires: u32,
    /// The number of its last event.
    #[serde(rename = "sequenceNumber")]
    sequence: u32,
    #[serde(skip)]
    pub(super) expires_at: Instant,
}

impl Subscription {
    pub(super) fn new(request: SubscriptionRequest, now: Instant) -> Self {
        let expires = granted(request.expires);
        Self {
            id: Uuid::new_v4().to_string(),
            owner: request.owner,
            target: request.target,
            package: request.package,
            application: request.application,
            set: request.set,
            expires,
            sequence: 0,
            expires_at: now + seconds(expires),
        }
    }

    /// Returns whether a new subscription takes this one's place.
    pub(super) fn matches(&self, request: &SubscriptionRequest) -> bool {
        self.owner == request.owner && self.target == request.target && self.package == request.package && self.application == request.application
    }

    pub(super) fn extend(&mut self, expires: Option<u32>, now: Instant) {
        self.expires = granted(expires.or(Some(self.expires)));
        self.expires_at = now + seconds(self.expires);
    }

    /// Lets the next event be number 1.
    pub(super) fn restart_sequence(&mut self) {
        self.sequence = 0;
    }

    /// Counts one more event: 1, 2, … and after 2147483647 again 1.
    pub(super) fn next_sequence(&mut self) -> u32 {
        self.sequence = if self.sequence == i32::MAX.unsigned_abs() { 1 } else { self.sequence + 1 };
        self.sequence
    }
}
