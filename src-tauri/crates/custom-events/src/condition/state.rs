//! What has to happen: a state of a call, or of the phone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Facts;
use crate::{CallTrigger, ConnectionTrigger, DeviceTrigger, Moment};

/// The change is of this state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StateCondition {
    /// The state.
    pub wanted: State,
}

/// A state, by category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "category", content = "state", rename_all = "camelCase")]
pub enum State {
    /// Of a call.
    Call(CallTrigger),
    /// Of the phone.
    Device(DeviceTrigger),
    /// Of the connection.
    Connection(ConnectionTrigger),
}

impl StateCondition {
    pub(super) fn is_met(&self, facts: &Facts) -> bool {
        match (self.wanted, facts.moment) {
            (State::Call(state), Moment::Call(moment)) => state.moments().contains(&moment),
            (State::Device(state), Moment::Device(moment)) => state.moments().contains(&moment),
            (State::Connection(state), Moment::Connection(moment)) => state.moments().contains(&moment),
            (State::Call(_) | State::Device(_) | State::Connection(_), _) => false,
        }
    }
}

impl State {
    /// Returns the moments it stands for.
    pub fn moments(self) -> Vec<Moment> {
        match self {
            Self::Call(state) => state.moments().iter().copied().map(Moment::Call).collect(),
            Self::Device(state) => state.moments().iter().copied().map(Moment::Device).collect(),
            Self::Connection(state) => state.moments().iter().copied().map(Moment::Connection).collect(),
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Call(CallTrigger::All) | Self::Device(DeviceTrigger::All) | Self::Connection(ConnectionTrigger::All) => "all",
            Self::Call(CallTrigger::Ringing) => "ringing",
            Self::Call(CallTrigger::Connected) => "connected",
            Self::Call(CallTrigger::Completed) => "completed",
            Self::Call(CallTrigger::Missed) => "missed",
            Self::Call(CallTrigger::Dialing) => "dialing",
            Self::Call(CallTrigger::Held) => "held",
            Self::Call(CallTrigger::Resumed) => "resumed",
            Self::Call(CallTrigger::Transferred) => "transferred",
            Self::Call(CallTrigger::Forwarded) => "forwarded",
            Self::Connection(ConnectionTrigger::SignedIn) => "signedIn",
            Self::Connection(ConnectionTrigger::SignedOut) => "signedOut",
            Self::Connection(ConnectionTrigger::Lost) => "lost",
            Self::Connection(ConnectionTrigger::Restored) => "restored",
            Self::Device(DeviceTrigger::OffHook) => "offHook",
            Self::Device(DeviceTrigger::OnHook) => "onHook",
            Self::Device(DeviceTrigger::DndOn) => "dndOn",
            Self::Device(DeviceTrigger::DndOff) => "dndOff",
        }
    }
}
