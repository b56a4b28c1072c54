//! The three services that send a user's calls elsewhere.

use crate::route::Service;

/// When calls are sent elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ForwardingKind {
    Always,
    Busy,
    NoAnswer,
}

impl ForwardingKind {
    pub(crate) const ALL: [Self; 3] = [Self::Always, Self::Busy, Self::NoAnswer];

    /// Returns the name of the service's document; its event is called after it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Always => "CallForwardingAlways",
            Self::Busy => "CallForwardingBusy",
            Self::NoAnswer => "CallForwardingNoAnswer",
        }
    }

    /// Returns what a call it sent elsewhere says of it.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Always => "unconditional",
            Self::Busy => "user-busy",
            Self::NoAnswer => "no-answer",
        }
    }

    pub(crate) fn of(service: Service) -> Option<Self> {
        match service {
            Service::ForwardingAlways => Some(Self::Always),
            Service::ForwardingBusy => Some(Self::Busy),
            Service::ForwardingNoAnswer => Some(Self::NoAnswer),
            Service::DoNotDisturb | Service::BusyLampField | Service::MonitoredUserList | Service::AvailableUsers | Service::Receptionist | Service::HotelingGuest => None,
        }
    }
}

/// Whether, and where to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Forwarding {
    pub(crate) active: bool,
    pub(crate) to: Option<String>,
}

impl Forwarding {
    /// Returns where calls go now.
    pub(crate) fn destination(&self) -> Option<&str> {
        self.to.as_deref().filter(|_| self.active)
    }
}
