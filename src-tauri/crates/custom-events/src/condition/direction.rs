//! Which way a call goes.

use serde::{Deserialize, Serialize};
use telephony::Direction;
use ts_rs::TS;

use super::Facts;

/// The call goes this way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DirectionCondition {
    /// Which way.
    pub wanted: DirectionFilter,
}

/// Which ways will do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DirectionFilter {
    /// Either.
    #[default]
    Both,
    /// Somebody called the line.
    Inbound,
    /// The line called somebody.
    Outbound,
}

impl DirectionCondition {
    pub(super) fn is_met(&self, facts: &Facts) -> bool {
        match self.wanted {
            DirectionFilter::Both => true,
            DirectionFilter::Inbound => facts.direction == Some(Direction::Incoming),
            DirectionFilter::Outbound => facts.direction == Some(Direction::Outgoing),
        }
    }
}

impl DirectionFilter {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }
}

pub(super) fn was(facts: &Facts) -> &'static str {
    match facts.direction {
        Some(Direction::Incoming) => "inbound",
        Some(Direction::Outgoing) => "outbound",
        None => "",
    }
}
