//! On which line it happens.

use serde::{Deserialize, Serialize};
use telephony::LineId;
use ts_rs::TS;

use super::Facts;

/// It happens on this line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineCondition {
    /// Which one.
    pub wanted: LineFilter,
}

/// Which lines will do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LineFilter {
    /// The user's own.
    #[default]
    Own,
    /// Any that is watched, the own one among them.
    Any,
    /// This one, by user id.
    Line(#[ts(type = "string")] LineId),
}

impl LineCondition {
    pub(super) fn is_met(&self, facts: &Facts) -> bool {
        match &self.wanted {
            LineFilter::Own => facts.is_own,
            LineFilter::Any => true,
            // What is stored may be spelled as a directory spells it.
            LineFilter::Line(line) => LineId::new(line.as_str()) == facts.line,
        }
    }
}

impl LineFilter {
    /// Returns whether it is what is meant where nothing is said.
    pub fn is_own(&self) -> bool {
        *self == Self::Own
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Own => "own",
            Self::Any => "any",
            Self::Line(line) => line.as_str(),
        }
    }
}
