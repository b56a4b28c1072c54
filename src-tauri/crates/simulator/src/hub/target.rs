//! Whom a subscription is about: Xtended Services Interface spec, 4.2.4 and 4.6.2.

use serde::{Serialize, Serializer};

use crate::user::User;

/// Whom a subscription is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A user, or one of their further identities.
    User {
        id: String,
        sub_id: Option<String>,
    },
    Group {
        enterprise: String,
        group: String,
    },
    Enterprise(String),
    System,
}

impl Target {
    /// Returns whether what happens to `user` concerns it.
    pub(crate) fn covers(&self, user: &User) -> bool {
        match self {
            Self::User { id, .. } => *id == user.id,
            Self::Group { group, .. } => *group == user.details.group,
            // There is one enterprise, and nothing else in the system.
            Self::Enterprise(_) | Self::System => true,
        }
    }

    /// Returns the word for its kind.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::User { .. } => "User",
            Self::Group { .. } => "Group",
            Self::Enterprise(_) => "Service Provider",
            Self::System => "System",
        }
    }

    pub(crate) fn id(&self) -> Option<&str> {
        match self {
            Self::User { id, .. } | Self::Group { group: id, .. } | Self::Enterprise(id) => Some(id),
            Self::System => None,
        }
    }

    /// Returns the service provider of a group.
    pub(crate) fn parent(&self) -> Option<&str> {
        match self {
            Self::Group { enterprise, .. } => Some(enterprise),
            Self::User { .. } | Self::Enterprise(_) | Self::System => None,
        }
    }

    pub(crate) fn sub_id(&self) -> Option<&str> {
        match self {
            Self::User { sub_id, .. } => sub_id.as_deref(),
            Self::Group { .. } | Self::Enterprise(_) | Self::System => None,
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id().unwrap_or("system"))
    }
}
