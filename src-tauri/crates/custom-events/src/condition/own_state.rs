//! How the user's own line is when it happens. The call it is about does not count.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Facts;

/// The own line is in this state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnStateCondition {
    /// Which one.
    pub wanted: OwnState,
}

/// A state of the own line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OwnState {
    /// It has no other call.
    Idle,
    /// It has another call that was answered.
    InACall,
    /// Do-not-disturb is on.
    DndOn,
    /// Do-not-disturb is off, as far as anybody has said.
    DndOff,
}

impl OwnStateCondition {
    pub(super) fn is_met(&self, facts: &Facts) -> bool {
        match self.wanted {
            OwnState::Idle => !facts.in_a_call,
            OwnState::InACall => facts.in_a_call,
            OwnState::DndOn => facts.dnd,
            OwnState::DndOff => !facts.dnd,
        }
    }

    pub(super) fn was(&self, facts: &Facts) -> &'static str {
        match self.wanted {
            OwnState::Idle | OwnState::InACall => if facts.in_a_call { OwnState::InACall } else { OwnState::Idle }.as_str(),
            OwnState::DndOn | OwnState::DndOff => if facts.dnd { OwnState::DndOn } else { OwnState::DndOff }.as_str(),
        }
    }
}

impl OwnState {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::InACall => "inACall",
            Self::DndOn => "dndOn",
            Self::DndOff => "dndOff",
        }
    }
}
