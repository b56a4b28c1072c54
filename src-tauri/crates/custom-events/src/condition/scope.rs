//! Whether a call stays inside the company.

use serde::{Deserialize, Serialize};
use telephony::Scope;
use ts_rs::TS;

use super::Facts;

/// The call is of this scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScopeCondition {
    /// Which one.
    pub wanted: ScopeFilter,
}

/// Which scopes will do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ScopeFilter {
    /// Either.
    #[default]
    Both,
    /// With a colleague.
    Internal,
    /// With the outside world.
    External,
}

impl ScopeCondition {
    pub(super) fn is_met(&self, facts: &Facts) -> bool {
        match self.wanted {
            ScopeFilter::Both => true,
            ScopeFilter::Internal => facts.scope == Some(Scope::Internal),
            ScopeFilter::External => facts.scope == Some(Scope::External),
        }
    }
}

impl ScopeFilter {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Internal => "internal",
            Self::External => "external",
        }
    }
}

pub(super) fn was(facts: &Facts) -> &'static str {
    match facts.scope {
        Some(Scope::Internal) => "internal",
        Some(Scope::External) => "external",
        None => "",
    }
}
