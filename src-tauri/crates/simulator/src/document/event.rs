//! What is pushed on a channel: Xtended Services Interface spec, 4.6.3 and 4.7.

use crate::call::{CallNews, Conference, ConferenceNews, Dnd, Leg, News};
use crate::document::call;
use crate::document::call_log::local_time;
use crate::forwarding::{Forwarding, ForwardingKind};
use crate::hoteling::Hoteling;
use crate::xml::{NAMESPACE, Xml};

/// What an event says, by the name of its `eventData` type.
#[derive(Debug, Clone)]
pub(crate) enum Data {
    /// Something happened.
    News(News),
    /// How things are: the calls that are not over, the conference, and the hook.
    CallSubscription { calls: Vec<Leg>, conference: Option<Conference>, off_hook: bool },
    /// The same, because the server lost track.
    CallSubscriptionResync { calls: Vec<Leg>, conference: Option<Conference>, off_hook: bool },
    /// The user does not have the service of this event.
    Unassigned(&'static str),
    /// The subscription is gone.
    SubscriptionTerminated,
    /// Something no client has heard of.
    Unknown(String),
}

impl Data {
    /// Returns the name of the event.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::News(News::Call(news, _)) => call_event(*news),
            Self::News(News::Redirected(_)) => "CallRedirectedEvent",
            Self::News(News::Conference(news, _)) => match news {
                ConferenceNews::Started => "ConferenceStartedEvent",
                ConferenceNews::Updated => "ConferenceUpdatedEvent",
                ConferenceNews::Held => "ConferenceHeldEvent",
                ConferenceNews::Retrieved => "ConferenceRetrievedEvent",
                ConferenceNews::CallMuted => "ConferenceCallMutedEvent",
                ConferenceNews::CallUnMuted => "ConferenceCallUnMutedEvent",
                ConferenceNews::CallMadeDeaf => "ConferenceCallMadeDeafEvent",
                ConferenceNews::CallMadeUnDeaf => "ConferenceCallMadeUnDeafEvent",
                ConferenceNews::Released => "ConferenceReleasedEvent",
            },
            Self::News(News::Hook { .. }) => "HookStatusEvent",
            Self::News(News::Dnd(_) | News::DndUnassigned) => "DoNotDisturbEvent",
            Self::News(News::Hoteling(_)) => "HotelingGuestEvent",
            Self::News(News::Forwarding(kind, _)) => match kind {
                ForwardingKind::Always => "CallForwardingAlwaysEvent",
                ForwardingKind::Busy => "CallForwardingBusyEvent",
                ForwardingKind::NoAnswer => "CallForwardingNoAnswerEvent",
            },
            Self::CallSubscription { .. } => "CallSubscriptionEvent",
            Self::CallSubscriptionResync { .. } => "CallSubscriptionResyncEvent",
            Self::Unassigned(name) => name,
            Self::SubscriptionTerminated => "SubscriptionTerminatedEvent",
            Self::Unknown(name) => name,
        }
    }

    /// Returns the id of the call it is about, if it is about one.
    pub(crate) fn call_id(&self) -> Option<&str> {
        match self {
            Self::News(News::Call(_, leg)) => Some(&leg.call_id),
            Self::News(News::Redirected(legs)) => legs.first().map(|leg| leg.call_id.as_str()),
            Self::News(News::Hook { .. } | News::Dnd(_) | News::DndUnassigned | News::Hoteling(_) | News::Conference(..) | News::Forwarding(..))
            | Self::Unassigned(_)
            | Self::CallSubscription { .. }
            | Self::CallSubscriptionResync { .. }
            | Self::SubscriptionTerminated
            | Self::Unknown(_) => None,
        }
    }

    fn write(&self, xml: &mut Xml, target: &str) {
        match self {
            Self::News(News::Call(_, leg)) => xml.element("call", &[], |xml| call::fields(xml, leg, target)),
            Self::News(News::Redirected(legs)) => calls(xml, legs, target),
            Self::News(News::Conference(_, held)) => conference(xml, held, target),
            Self::News(News::Hook { off }) => hook_status(xml, *off),
            Self::News(News::Dnd(dnd)) => xml.element("info", &[], |xml| do_not_disturb(xml, *dnd)),
            Self::News(News::Forwarding(_, info)) => xml.element("info", &[], |xml| forwarding(xml, info)),
            Self::CallSubscription { calls: legs, conference: held, off_hook } | Self::CallSubscriptionResync { calls: legs, conference: held, off_hook } => {
                if !legs.is_empty() {
                    calls(xml, legs, target);
                }
                if let Some(held) = held {
                    conference(xml, held, target);
                }
                hook_status(xml, *off_hook);
            }
            Self::Unassigned(_) | Self::News(News::DndUnassigned) => xml.flag("unassigned"),
            Self::News(News::Hoteling(guest)) => xml.element("info", &[], |xml| hoteling(xml, guest)),
            Self::SubscriptionTerminated => {}
            Self::Unknown(_) => xml.element("surprise", &[], |xml| xml.leaf("depth", "1")),
        }
    }
}

fn call_event(news: CallNews) -> &'static str {
    match news {
        CallNews::Originating => "CallOriginatingEvent",
        CallNews::Originated => "CallOriginatedEvent",
        CallNews::Received => "CallReceivedEvent",
        CallNews::Updated => "CallUpdatedEvent",
        CallNews::Answered => "CallAnsweredEvent",
        CallNews::Held => "CallHeldEvent",
        CallNews::Retrieved => "CallRetrievedEvent",
        CallNews::Transferred => "CallTransferredEvent",
        CallNews::Forwarded => "CallForwardedEvent",
        CallNews::PickedUp => "CallPickedUpEvent",
        CallNews::ParkRetrieved => "CallParkRetrievedEvent",
        CallNews::RecordingStarting => "CallRecordingStartingEvent",
        CallNews::RecordingStarted => "CallRecordingStartedEvent",
        CallNews::RecordingPaused => "CallRecordingPausedEvent",
        CallNews::RecordingResumed => "CallRecordingResumedEvent",
        CallNews::RecordingStopped => "CallRecordingStoppedEvent",
        CallNews::Releasing => "CallReleasingEvent",
        CallNews::Released => "CallReleasedEvent",
    }
}

fn calls(xml: &mut Xml, legs: &[Leg], target: &str) {
    xml.element("calls", &[], |xml| {
        for leg in legs {
            xml.element("call", &[], |xml| call::fields(xml, leg, target));
        }
    });
}

fn conference(xml: &mut Xml, conference: &Conference, target: &str) {
    xml.element("conference", &[], |xml| {
        xml.leaf("state", conference.state.as_str());
        xml.element("endpoint", &[("xsi1:type", "xsi:AccessEndpoint")], |xml| xml.leaf("addressOfRecord", &format!("sip:{target}")));
        xml.number("appearance", 1);
        xml.element("conferenceParticipantList", &[], |xml| {
            for participant in &conference.participants {
                xml.element("conferenceParticipant", &[], |xml| {
                    xml.leaf("callId", &participant.call_id);
                    for (name, set) in [("muted", participant.muted), ("deaf", participant.deaf)] {
                        if set {
                            xml.flag(name);
                        }
                    }
                });
            }
        });
    });
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
    /// Which of their identities the subscription is about.
    pub(crate) sub_id: Option<&'a str>,
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
        xml.optional("targetSubId", envelope.sub_id);
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

pub(crate) fn forwarding(xml: &mut Xml, forwarding: &Forwarding) {
    xml.number("active", forwarding.active);
    xml.optional("forwardToPhoneNumber", forwarding.to.as_deref());
}

pub(crate) fn hoteling(xml: &mut Xml, guest: &Hoteling) {
    xml.number("active", guest.active);
    xml.number("enableAssociationLimit", guest.limited);
    xml.number("associationLimitHours", guest.hours);
    if let Some(host) = &guest.host {
        let (first, last) = host.user.names();
        xml.leaf("hostUserId", &host.user.id);
        xml.leaf("hostLastName", last);
        xml.leaf("hostFirstName", first);
        xml.leaf("hostAssociationDateTime", &local_time(host.since));
    }
}
