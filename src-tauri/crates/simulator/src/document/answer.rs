//! What requests are answered with.

use crate::call::{Dnd, Leg};
use crate::document::{call, event};
use crate::hub::{Channel, Subscription};
use crate::user::{GROUP, SERVICE_PROVIDER, User};
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

/// Writes a profile, declared in the character set of the user's locale as real servers do. All names here are ASCII.
pub(crate) fn profile(user: &User) -> String {
    let (first, last) = user.names();
    Xml::answer("Profile", |xml| {
        xml.element("details", &[], |xml| {
            xml.leaf("userId", &user.id);
            xml.leaf("firstName", first);
            xml.leaf("lastName", last);
            xml.leaf("hiranganaLastName", last);
            xml.leaf("hiranganaFirstName", first);
            xml.leaf("groupId", GROUP);
            xml.leaf_with("serviceProvider", ("isEnterprise", "true"), SERVICE_PROVIDER);
            xml.leaf("number", &user.number);
            xml.leaf("extension", &user.extension);
        });
        xml.element("additionalDetails", &[], |xml| {
            xml.leaf("emailAddress", &user.id);
            xml.leaf("department", "Front office");
        });
        xml.leaf("timeZone", "Europe/London");
        xml.leaf("countryCode", "44");
        xml.leaf("nationalPrefix", "0");
    })
    .replacen("UTF-8", "ISO-8859-1", 1)
}

pub(crate) fn services(user: &User) -> String {
    Xml::answer("Services", |xml| {
        for (name, uri) in [("Do Not Disturb", Some("DoNotDisturb")), ("Basic Call Logs", None), ("Call Waiting", None)] {
            xml.element("service", &[], |xml| {
                xml.leaf("name", name);
                if let Some(uri) = uri {
                    xml.leaf("uri", &format!("/v2.0/user/{}/services/{uri}", user.id));
                }
            });
        }
    })
}

pub(crate) fn do_not_disturb(dnd: Dnd) -> String {
    Xml::answer("DoNotDisturb", |xml| event::do_not_disturb(xml, dnd))
}

pub(crate) fn hook_status(off: bool) -> String {
    Xml::answer("HookStatus", |xml| event::hook_status(xml, off))
}

pub(crate) fn calls<'a>(user: &User, legs: impl Iterator<Item = &'a Leg>) -> String {
    Xml::answer("Calls", |xml| {
        for leg in legs {
            xml.element("call", &[], |xml| {
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
    xml.leaf("targetIdType", "User");
    xml.leaf("targetId", &subscription.target);
    xml.leaf("event", subscription.package.as_str());
    xml.number("expires", subscription.expires);
    xml.leaf("channelSetId", &subscription.set);
    xml.leaf("applicationId", &subscription.application);
}
