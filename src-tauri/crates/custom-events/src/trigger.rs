//! What has to happen for a custom event.

use serde::{Deserialize, Serialize};
use telephony::{CallMoment, Change, ConnectionMoment, DeviceMoment, What};
use ts_rs::TS;

use crate::{
    FieldProblem, NumberPattern,
    condition::{
        Condition, DirectionCondition, DirectionFilter, LineCondition, LineFilter, LocalTelCondition, RemoteTelCondition, ScopeCondition, ScopeFilter, State, StateCondition,
    },
};

/// What has to happen, by category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "category", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Trigger {
    /// Something about a call of the line.
    Call {
        /// The state it reaches.
        state: CallTrigger,
        /// On which line. The own one is meant where nothing is said, unless Local tel says which lines are.
        #[serde(default)]
        line: LineFilter,
        /// Which way it goes.
        #[serde(default)]
        direction: DirectionFilter,
        /// Whether it stays inside the company.
        #[serde(default)]
        scope: ScopeFilter,
        /// The other party's number.
        #[serde(default)]
        remote_tel: NumberPattern,
        /// The number or extension of the line.
        #[serde(default)]
        local_tel: NumberPattern,
    },
    /// Something about the phone of the line.
    Device {
        /// What happened to it.
        state: DeviceTrigger,
        /// On which line.
        #[serde(default)]
        line: LineFilter,
    },
    /// Something about being connected to the phone system.
    Connection {
        /// What happened to it.
        state: ConnectionTrigger,
    },
}

/// The state a call has to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CallTrigger {
    /// Ringing, connected, completed and missed, each once.
    All,
    /// An incoming call is presented, or the far end of an outgoing call rings.
    Ringing,
    /// Answered, once per call.
    Connected,
    /// Ended, and not missed.
    Completed,
    /// An incoming call nobody answered.
    Missed,
    /// An outgoing call begins.
    Dialing,
    /// Put on hold.
    Held,
    /// Taken off hold.
    Resumed,
    /// The other party was replaced by another.
    Transferred,
    /// Sent elsewhere before it was answered here.
    Forwarded,
}

/// What has to happen to the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DeviceTrigger {
    /// Any of the others.
    All,
    /// The handset is lifted, or a call comes up.
    OffHook,
    /// The handset is put down.
    OnHook,
    /// Do-not-disturb is switched on.
    DndOn,
    /// Do-not-disturb is switched off.
    DndOff,
}

/// What has to happen to the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionTrigger {
    /// Any of the others.
    All,
    /// The user is signed in, and calls are heard.
    SignedIn,
    /// The user is not signed in any more.
    SignedOut,
    /// Calls are not heard any more.
    Lost,
    /// Calls are heard again.
    Restored,
}

/// A moment that can trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Of a call.
    Call(CallMoment),
    /// Of a phone.
    Device(DeviceMoment),
    /// Of the connection.
    Connection(ConnectionMoment),
}

impl Moment {
    /// Returns the moment a change is about.
    pub fn of(change: &Change) -> Self {
        match &change.what {
            What::Call { moment, .. } => Self::Call(*moment),
            What::Device { moment } => Self::Device(*moment),
            What::Connection { moment } => Self::Connection(*moment),
        }
    }

    /// Returns its name as a person reads it, in the words of triggers: `Ringing`, `DND on`, `Connection lost`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Call(CallMoment::Dialing) => "Dialing",
            Self::Call(CallMoment::Ringing) => "Ringing",
            Self::Call(CallMoment::Connected) => "Connected",
            Self::Call(CallMoment::Held) => "Held",
            Self::Call(CallMoment::Resumed) => "Resumed",
            Self::Call(CallMoment::Transferred) => "Transferred",
            Self::Call(CallMoment::Forwarded) => "Forwarded",
            Self::Call(CallMoment::Completed) => "Completed",
            Self::Call(CallMoment::Missed) => "Missed",
            Self::Device(DeviceMoment::OffHook) => "Off hook",
            Self::Device(DeviceMoment::OnHook) => "On hook",
            Self::Device(DeviceMoment::DndOn) => "DND on",
            Self::Device(DeviceMoment::DndOff) => "DND off",
            Self::Connection(ConnectionMoment::SignedIn) => "Signed in",
            Self::Connection(ConnectionMoment::SignedOut) => "Signed out",
            Self::Connection(ConnectionMoment::Lost) => "Connection lost",
            Self::Connection(ConnectionMoment::Restored) => "Connection restored",
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Call(CallMoment::Dialing) => "dialing",
            Self::Call(CallMoment::Ringing) => "ringing",
            Self::Call(CallMoment::Connected) => "connected",
            Self::Call(CallMoment::Held) => "held",
            Self::Call(CallMoment::Resumed) => "resumed",
            Self::Call(CallMoment::Transferred) => "transferred",
            Self::Call(CallMoment::Forwarded) => "forwarded",
            Self::Call(CallMoment::Completed) => "completed",
            Self::Call(CallMoment::Missed) => "missed",
            Self::Device(DeviceMoment::OffHook) => "offHook",
            Self::Device(DeviceMoment::OnHook) => "onHook",
            Self::Device(DeviceMoment::DndOn) => "dndOn",
            Self::Device(DeviceMoment::DndOff) => "dndOff",
            Self::Connection(ConnectionMoment::SignedIn) => "signedIn",
            Self::Connection(ConnectionMoment::SignedOut) => "signedOut",
            Self::Connection(ConnectionMoment::Lost) => "lost",
            Self::Connection(ConnectionMoment::Restored) => "restored",
        }
    }
}

impl CallTrigger {
    /// Returns the moments of a call it stands for.
    pub fn moments(self) -> &'static [CallMoment] {
        match self {
            Self::All => &[CallMoment::Ringing, CallMoment::Connected, CallMoment::Completed, CallMoment::Missed],
            Self::Ringing => &[CallMoment::Ringing],
            Self::Connected => &[CallMoment::Connected],
            Self::Completed => &[CallMoment::Completed],
            Self::Missed => &[CallMoment::Missed],
            Self::Dialing => &[CallMoment::Dialing],
            Self::Held => &[CallMoment::Held],
            Self::Resumed => &[CallMoment::Resumed],
            Self::Transferred => &[CallMoment::Transferred],
            Self::Forwarded => &[CallMoment::Forwarded],
        }
    }
}

impl DeviceTrigger {
    /// Returns the moments of a phone it stands for.
    pub fn moments(self) -> &'static [DeviceMoment] {
        match self {
            Self::All => &[DeviceMoment::OffHook, DeviceMoment::OnHook, DeviceMoment::DndOn, DeviceMoment::DndOff],
            Self::OffHook => &[DeviceMoment::OffHook],
            Self::OnHook => &[DeviceMoment::OnHook],
            Self::DndOn => &[DeviceMoment::DndOn],
            Self::DndOff => &[DeviceMoment::DndOff],
        }
    }
}

impl ConnectionTrigger {
    /// Returns the moments of the connection it stands for.
    pub fn moments(self) -> &'static [ConnectionMoment] {
        match self {
            Self::All => &[ConnectionMoment::SignedIn, ConnectionMoment::SignedOut, ConnectionMoment::Lost, ConnectionMoment::Restored],
            Self::SignedIn => &[ConnectionMoment::SignedIn],
            Self::SignedOut => &[ConnectionMoment::SignedOut],
            Self::Lost => &[ConnectionMoment::Lost],
            Self::Restored => &[ConnectionMoment::Restored],
        }
    }
}

impl Trigger {
    /// Returns the state it waits for.
    pub fn state(&self) -> State {
        match self {
            Self::Call { state, .. } => State::Call(*state),
            Self::Device { state, .. } => State::Device(*state),
            Self::Connection { state } => State::Connection(*state),
        }
    }

    /// Returns the moments it stands for.
    pub fn moments(&self) -> Vec<Moment> {
        self.state().moments()
    }

    /// Returns what has to be true of a change: its state, and whatever else is not left open.
    pub fn conditions(&self) -> Vec<Condition> {
        let state = Condition::State(StateCondition { wanted: self.state() });
        let mut conditions = vec![state];
        conditions.extend(self.line().map(|wanted| Condition::Line(LineCondition { wanted: wanted.clone() })));
        if let Self::Call { direction, scope, remote_tel, local_tel, .. } = self {
            if *direction != DirectionFilter::Both {
                conditions.push(Condition::Direction(DirectionCondition { wanted: *direction }));
            }
            if *scope != ScopeFilter::Both {
                conditions.push(Condition::Scope(ScopeCondition { wanted: *scope }));
            }
            if !remote_tel.is_any() {
                conditions.push(Condition::RemoteTel(RemoteTelCondition { wanted: remote_tel.clone() }));
            }
            if !local_tel.is_any() {
                conditions.push(Condition::LocalTel(LocalTelCondition { wanted: local_tel.clone() }));
            }
        }
        conditions
    }

    /// Returns the line it is about, if it is about one.
    fn line(&self) -> Option<&LineFilter> {
        let line = match self {
            Self::Call { line: LineFilter::Own, local_tel, .. } if !local_tel.is_any() => return None,
            Self::Call { line, .. } | Self::Device { line, .. } => line,
            Self::Connection { .. } => return None,
        };
        Some(line).filter(|line| **line != LineFilter::Any)
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self) -> Vec<FieldProblem> {
        match self {
            Self::Call { remote_tel, local_tel, .. } => {
                let mut problems = remote_tel.problems("remoteTel");
                problems.extend(local_tel.problems("localTel"));
                problems
            }
            Self::Device { .. } | Self::Connection { .. } => Vec::new(),
        }
    }
}
