//! What requests are answered with.

use crate::call::{Conference, Leg};
use crate::document::{call, event};
use crate::hub::{Channel, Packages, Subscription};
use crate::user::User;
use crate::xml::Xml;

/// The versions of the interface this server speaks.
const VERSIONS: [&str; 3] = ["21.0", "22.0", "23.0"];

pub(crate) fn error_info(summary: &str, code: u32) -> String {
    Xml::answer("ErrorInfo", |xml| {
        xml.leaf("summary", summary);
        xml.leaf("summaryEnglish", summary);
        xml.number("errorCode", code);
    })
}

pub(crate) fn versions() -> String {
    Xml::answer("Versions", |xml| {
        for version in VERSIONS {
            xml.leaf("version", version);
        }
    })
}

pub(crate) fn hook_status(off: bool) -> String {
    Xml::answer("HookStatus", |xml| event::hook_status(xml, off))
}

/// Lists a user's calls, and says of those in `conference` that they are.
pub(crate) fn calls<'a>(user: &User, legs: impl Iterator<Item = &'a Leg>, conference: Option<&Conference>) -> String {
    Xml::answer("Calls", |xml| {
        for leg in legs {
            let attributes: &[(&str, &str)] = if conference.is_some_and(|conference| conference.has(&leg.call_id)) { &[("inConference", "true")] } else { &[] };
            xml.element("call", attributes, |xml| {
                xml.leaf("callId", &leg.call_id);
                xml.leaf("uri", &call_uri(user, &leg.call_id));
            });
        }
    })
}

pub(crate) fn call(user: &User, leg: &Leg) -> String {
    Xml::answer("Call", |xml| call::fields(xml, leg, &user.id))
}

pub(crate) fn call_start_info(leg: &Leg) -> String {
    Xml::answer("CallStartInfo", |xml| {
        xml.leaf("callId", &leg.call_id);
        xml.leaf("externalTrackingId", &leg.tracking);
    })
}

/// Returns the path of a user's call.
pub(crate) fn call_uri(user: &User, call_id: &str) -> String {
    format!("/v2.0/user/{}/calls/{call_id}", user.id)
}

/// Writes the first document of a channel's stream.
pub(crate) fn channel(id: &str, expires: u32) -> String {
    Xml::answer("Channel", |xml| {
        xml.leaf("channelId", id);
        xml.number("expires", expires);
    })
}

pub(crate) fn channel_set<'a>(channels: impl Iterator<Item = &'a Channel>) -> String {
    Xml::answer("ChannelSet", |xml| {
        for channel in channels {
            xml.element("channel", &[], |xml| {
                xml.leaf("channelId", &channel.id);
                xml.leaf("channelSetId", &channel.set);
                xml.number("priority", channel.priority);
                xml.number("weight", channel.weight);
                xml.number("expires", channel.expires);
            });
        }
    })
}

/// Writes what a new or refreshed subscription was granted.
pub(crate) fn granted(subscription: &Subscription) -> String {
    Xml::answer("Subscription", |xml| {
        xml.leaf("subscriptionId", &subscription.id);
        xml.number("expires", subscription.expires);
    })
}

pub(crate) fn subscription(subscription: &Subscription) -> String {
    Xml::answer("Subscription", |xml| subscription_fields(xml, subscription))
}

pub(crate) fn subscriptions<'a>(subscriptions: impl Iterator<Item = &'a Subscription>) -> String {
    Xml::answer("SubscriptionList", |xml| {
        for subscription in subscriptions {
            xml.element("subscription", &[], |xml| subscription_fields(xml, subscription));
        }
    })
}

fn subscription_fields(xml: &mut Xml, subscription: &Subscription) {
    xml.leaf("subscriptionId", &subscription.id);
    xml.leaf("subscriberId", &subscription.owner);
    xml.leaf("targetIdType", subscription.target.kind());
    xml.optional("targetGrpParentId", subscription.target.parent());
    xml.optional("targetId", subscription.target.id());
    xml.optional("targetSubId", subscription.target.sub_id());
    match &subscription.packages {
        Packages::One(package) => xml.leaf("event", package.as_str()),
        Packages::List(packages) => xml.element("eventPackageList", &[], |xml| {
            for package in packages {
                xml.leaf("event", package.as_str());
            }
        }),
    }
    xml.number("expires", subscription.expires);
    xml.leaf("channelSetId", &subscription.set);
    xml.leaf("applicationId", &subscription.application);
}
