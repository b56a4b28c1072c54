//! What is pushed on a channel: Xtended Services Interface spec, 4.6.3 and 4.7.

use crate::call::{CallNews, Dnd, Leg, News};
use crate::document::call;
use crate::xml::{NAMESPACE, Xml};

/// What an event says, by the name of its `eventData` type.
#[derive(Debug, Clone)]
pub(crate) enum Data {
    /// Something happened.
    News(News),
    /// How things are: the calls that are not over, and the hook.
    CallSubscription { calls: Vec<Leg>, off_hook: bool },
    /// The same, because the server lost track of what it told.
    CallSubscriptionResync { calls: Vec<Leg>, off_hook: bool },
    /// The subscription is gone.
    SubscriptionTerminated,
    /// Something no client has heard of.
    Unknown(String),
}

impl Data {
    /// Returns the name of the event.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::News(News::Call(news, _)) => match news {
                CallNews::Originating => "CallOriginatingEvent",
                CallNews::Originated => "CallOriginatedEvent",
                CallNews::Received => "CallReceivedEvent",
                CallNews::Updated => "CallUpdatedEvent",
                CallNews::Answered => "CallAnsweredEvent",
                CallNews::Held => "CallHeldEvent",
                CallNews::Retrieved => "CallRetrievedEvent",
                CallNews::Releasing => "CallReleasingEvent",
                CallNews::Released => "CallReleasedEvent",
            },
            Self::News(News::Hook { .. }) => "HookStatusEvent",
            Self::News(News::Dnd(_)) => "DoNotDisturbEvent",
            Self::CallSubscription { .. } => "CallSubscriptionEvent",
            Self::CallSubscriptionResync { .. } => "CallSubscriptionResyncEvent",
            Self::SubscriptionTerminated => "SubscriptionTerminatedEvent",
            Self::Unknown(name) => name,
        }
    }

    /// Returns the id of the call it is about, if it is about one.
    pub(crate) fn call_id(&self) -> Option<&str> {
        match self {
            Self::News(News::Call(_, leg)) => Some(&leg.call_id),
            Self::News(News::Hook { .. } | News::Dnd(_))
            | Self::CallSubscription { .. }
            | Self::CallSubscriptionResync { .. }
            | Self::SubscriptionTerminated
            | Self::Unknown(_) => None,
        }
    }

    fn write(&self, xml: &mut Xml, target: &str) {
        match self {
            Self::News(News::Call(_, leg)) => xml.element("call", &[], |xml| call::fields(xml, leg, target)),
            Self::News(News::Hook { off }) => hook_status(xml, *off),
            Self::News(News::Dnd(dnd)) => xml.element("info", &[], |xml| do_not_disturb(xml, *dnd)),
            Self::CallSubscription { calls, off_hook } | Self::CallSubscriptionResync { calls, off_hook } => {
                if !calls.is_empty() {
                    xml.element("calls", &[], |xml| {
                        for leg in calls {
                            xml.element("call", &[], |xml| call::fields(xml, leg, target));
                        }
                    });
                }
                hook_status(xml, *off_hook);
            }
            Self::SubscriptionTerminated => {}
            Self::Unknown(_) => xml.element("surprise", &[], |xml| xml.leaf("depth", "1")),
        }
    }
}

/// The envelope of an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Envelope<'a> {
    pub(crate) event_id: &'a str,
    pub(crate) sequence: u32,
    /// Whose subscription it is.
    pub(crate) owner: &'a str,
    pub(crate) application: &'a str,
    pub(crate) subscription_id: &'a str,
    pub(crate) channel_id: &'a str,
    /// Whom it is about.
    pub(crate) target: &'a str,
}

/// Writes a `SubscriptionEvent`.
pub(crate) fn subscription_event(envelope: &Envelope<'_>, data: &Data) -> String {
    Xml::event("SubscriptionEvent", |xml| {
        xml.leaf("eventID", envelope.event_id);
        xml.number("sequenceNumber", envelope.sequence);
        xml.leaf("userId", envelope.owner);
        xml.leaf("externalApplicationId", envelope.application);
        xml.leaf("subscriptionId", envelope.subscription_id);
        xml.leaf("channelId", envelope.channel_id);
        xml.leaf("targetId", envelope.target);
        let kind = format!("xsi:{}", data.name());
        xml.element("eventData", &[("xsi1:type", &kind)], |xml| data.write(xml, envelope.target));
    })
}

/// Writes an event with other prefixes, or with its elements in the default namespace.
///
/// In what [`Xml`] writes, no text and no attribute value has a `<` or a `"` in it, so these are all its prefixes.
pub(crate) fn with_prefixes(document: &str, events: &str, instance: &str) -> String {
    let (colon, declared) = if events.is_empty() { (String::new(), "xmlns".to_owned()) } else { (format!("{events}:"), format!("xmlns:{events}")) };
    document
        .replace("</xsi:", &format!("</{colon}"))
        .replace("<xsi:", &format!("<{colon}"))
        .replace("=\"xsi:", &format!("=\"{colon}"))
        .replace("xmlns:xsi=\"", &format!("{declared}=\""))
        .replace("xmlns:xsi1=\"", &format!("xmlns:{instance}=\""))
        .replace("xsi1:type=\"", &format!("{instance}:type=\""))
}

/// Writes the last event of a channel.
pub(crate) fn channel_terminated(channel_id: &str, reason: &str) -> String {
    Xml::event("ChannelTerminatedEvent", |xml| {
        xml.leaf("channelId", channel_id);
        xml.leaf("reason", reason);
    })
}

/// Writes the echo of a heartbeat, in the one form clients match literally.
pub(crate) fn heartbeat() -> String {
    format!("<ChannelHeartBeat xmlns=\"{NAMESPACE}\"/>")
}

pub(crate) fn hook_status(xml: &mut Xml, off: bool) {
    xml.leaf("hookStatus", if off { "Off-Hook" } else { "On-Hook" });
}

pub(crate) fn do_not_disturb(xml: &mut Xml, dnd: Dnd) {
    xml.number("active", dnd.active);
    xml.number("ringSplash", dnd.ring_splash);
}
