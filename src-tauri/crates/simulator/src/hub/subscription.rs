//! Who wants to hear what about whom.

use serde::{Serialize, Serializer};
use tokio::time::Instant;
use uuid::Uuid;

use super::channel::{granted, seconds};
use super::{Package, Target};
use crate::document::event::Data;
use crate::user::User;

/// What events a subscription carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Packages {
    One(Package),
    /// A list is a subscription of another kind: a user has one for a target, whatever is on it (4.2.4.6).
    List(Vec<Package>),
}

impl Packages {
    pub(crate) fn all(&self) -> &[Package] {
        match self {
            Self::One(package) => std::slice::from_ref(package),
            Self::List(packages) => packages,
        }
    }

    /// Returns whether `other` cannot be beside it.
    fn collides(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(one), Self::One(other)) => one == other,
            (Self::List(_), Self::List(_)) => true,
            (Self::One(_), Self::List(_)) | (Self::List(_), Self::One(_)) => false,
        }
    }
}

impl Serialize for Packages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<&str> = self.all().iter().map(|package| package.as_str()).collect();
        serializer.serialize_str(&names.join(", "))
    }
}

/// What a client asks to hear.
#[derive(Debug)]
pub(crate) struct SubscriptionRequest {
    pub(crate) owner: String,
    pub(crate) sees_private_calls: bool,
    pub(crate) target: Target,
    pub(crate) packages: Packages,
    pub(crate) application: String,
    pub(crate) set: String,
    pub(crate) expires: Option<u32>,
}

/// A subscription of one user to packages of events about a target.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Subscription {
    #[serde(rename = "subscriptionId")]
    pub(crate) id: String,
    #[serde(rename = "user")]
    pub(crate) owner: String,
    #[serde(skip)]
    sees_private_calls: bool,
    pub(crate) target: Target,
    #[serde(rename = "event")]
    pub(crate) packages: Packages,
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
    pub(super) fn new(request: SubscriptionRequest, longest: u32, now: Instant) -> Self {
        let expires = granted(request.expires, longest);
        Self {
            id: Uuid::new_v4().to_string(),
            owner: request.owner,
            sees_private_calls: request.sees_private_calls,
            target: request.target,
            packages: request.packages,
            application: request.application,
            set: request.set,
            expires,
            sequence: 0,
            expires_at: now + seconds(expires),
        }
    }

    /// Returns whether a new subscription takes this one's place.
    pub(super) fn matches(&self, request: &SubscriptionRequest) -> bool {
        let list = matches!(request.packages, Packages::List(_));
        self.owner == request.owner && self.target == request.target && (list || self.application == request.application) && self.packages.collides(&request.packages)
    }

    /// Returns whom an event about the subscription itself names: the target, or the owner if that is everybody.
    pub(super) fn subject(&self) -> &str {
        self.target.id().unwrap_or(&self.owner)
    }

    /// Returns whether its owner hears of `data` when it happens to `user`.
    pub(super) fn wants(&self, user: &User, data: &Data) -> bool {
        let hidden = user.details.private && !self.sees_private_calls && self.owner != user.id;
        self.target.covers(user) && self.packages.all().iter().any(|package| package.includes(data) && !(hidden && package.is_about_calls()))
    }

    pub(super) fn extend(&mut self, expires: Option<u32>, longest: u32, now: Instant) {
        self.expires = granted(expires.or(Some(self.expires)), longest);
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
