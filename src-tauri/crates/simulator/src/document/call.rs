//! A call as the schema's `Call` type, the same in events and in answers.

use crate::call::{Endpoint, Leg, LegState, Personality, Redirection, Remote, Side, Stranger};
use crate::user::{User, country_code};
use crate::xml::{INSTANCE, NAMESPACE, Xml};

/// Writes the fields of a call inside the element that holds it. `own_id` is the id of the user whose call it is.
pub(crate) fn fields(xml: &mut Xml, leg: &Leg, own_id: &str) {
    let state = leg.state();
    xml.leaf("callId", &leg.call_id);
    xml.leaf("extTrackingId", &leg.tracking);
    if let Some(id) = &leg.network_call_id {
        xml.leaf("networkCallId", id);
    }
    xml.leaf("personality", leg.personality.as_str());
    xml.leaf("state", state.as_str());
    if let Some(cause) = leg.cause {
        xml.element("releaseCause", &[], |xml| {
            xml.leaf("internalReleaseCause", cause.internal);
            xml.leaf("cdrTerminationCause", cause.cdr);
        });
    }
    if let Some(side) = leg.released_by {
        xml.leaf("releasingParty", if side == leg.side { "localRelease" } else { "remoteRelease" });
    }
    xml.element("remoteParty", &[], |xml| remote_party(xml, leg));
    if !leg.redirections.is_empty() && leg.answered.is_none() {
        xml.element("redirections", &[], |xml| redirections(xml, &leg.redirections));
    }
    if let Some(redirect) = &leg.redirect {
        xml.element("redirect", &[], |xml| {
            xml.leaf("address", &redirect.address);
            xml.leaf("reason", redirect.reason);
            xml.number("redirectTime", redirect.time);
        });
    }
    endpoint(xml, &leg.endpoint, own_id);
    xml.number("appearance", leg.appearance);
    if leg.rings_here() {
        xml.flag("allowAnswer");
    }
    if state == LegState::Held {
        xml.flag("allowRetrieve");
    }
    xml.optional("huntGroupUserId", leg.hunt_group.as_deref());
    if let Some(recall) = &leg.recall {
        xml.leaf("recallType", recall.kind);
    }
    xml.number("startTime", leg.started);
    for (name, time) in [("answerTime", leg.answered), ("heldTime", leg.held), ("totalHeldTime", leg.held_before), ("detachedTime", leg.detached), ("releaseTime", leg.released)] {
        if let Some(time) = time {
            xml.number(name, time);
        }
    }
    if leg.recorded {
        xml.flag("recorded");
    }
    if let Some(state) = leg.recording {
        xml.leaf("recordingState", state.as_str());
    }
    if let Some(recall) = &leg.recall {
        xml.element("recallFromParty", &[], |xml| party(xml, &recall.from, false));
    }
}

/// Returns the number or address of whoever is at the other end, unless it is withheld.
pub(crate) fn address_of(leg: &Leg) -> Option<String> {
    match &leg.remote {
        Remote::Colleague { user, .. } => Some(user.extension.clone()),
        Remote::Stranger(stranger) if is_hidden(leg, stranger) => None,
        Remote::Stranger(stranger) => Some(stranger.number.clone()),
        Remote::Nobody(extension) | Remote::Service { extension, .. } => Some(extension.clone()),
    }
}

/// Returns the name of whoever is at the other end, if it is known.
pub(crate) fn name_of(leg: &Leg) -> Option<String> {
    match &leg.remote {
        Remote::Colleague { user, .. } => Some(user.name.clone()),
        Remote::Stranger(stranger) if is_hidden(leg, stranger) => None,
        Remote::Stranger(stranger) => stranger.name.clone(),
        Remote::Service { name, .. } => Some(name.clone()),
        Remote::Nobody(_) => None,
    }
}

/// Returns what kind of call it is to the user.
pub(crate) fn call_type(leg: &Leg) -> &'static str {
    match (&leg.remote, leg.personality) {
        // The number is not looked up before the user's own phone is answered.
        (_, Personality::ClickToDial) | (Remote::Nobody(_), _) => "Unknown",
        (Remote::Colleague { same_group: true, .. } | Remote::Service { .. }, _) => "Group",
        (Remote::Colleague { .. }, _) => "Enterprise",
        (Remote::Stranger(_), _) => "Network",
    }
}

/// Only the called user is kept from knowing; who dials a number knows it.
fn is_hidden(leg: &Leg, stranger: &Stranger) -> bool {
    stranger.withheld && leg.side == Side::Callee
}

fn remote_party(xml: &mut Xml, leg: &Leg) {
    let hidden = matches!(&leg.remote, Remote::Stranger(stranger) if is_hidden(leg, stranger));
    party(xml, &leg.remote, hidden);
    xml.leaf("callType", call_type(leg));
}

fn party(xml: &mut Xml, remote: &Remote, hidden: bool) {
    match remote {
        _ if hidden => xml.flag("privacy"),
        Remote::Colleague { user, .. } => {
            xml.leaf("name", &user.name);
            xml.leaf("address", &format!("tel:{}", user.extension));
            xml.leaf("userId", &user.id);
            user_dn(xml, user);
        }
        Remote::Stranger(Stranger { number, name, .. }) => {
            xml.optional("name", name.as_deref());
            address(xml, number);
        }
        Remote::Nobody(extension) => address(xml, extension),
        Remote::Service { name, extension, user_id } => {
            xml.leaf("name", name);
            address(xml, extension);
            xml.optional("userId", user_id.as_deref());
        }
    }
}

fn user_dn(xml: &mut Xml, user: &User) {
    let dn = format!("tel:{};ext={}", user.number, user.extension);
    let code = country_code(&user.number).unwrap_or_default();
    xml.leaf_with("userDN", ("countryCode", code), &dn);
}

fn address(xml: &mut Xml, number: &str) {
    let uri = if number.contains('@') { format!("sip:{number}") } else { format!("tel:{number}") };
    match country_code(number) {
        Some(code) => xml.leaf_with("address", ("countryCode", code), &uri),
        None => xml.leaf("address", &uri),
    }
}

/// Writes whom the call passed; who was dialled first comes last.
fn redirections(xml: &mut Xml, redirections: &[Redirection]) {
    for redirection in redirections {
        xml.element("redirection", &[], |xml| {
            xml.element("party", &[], |xml| {
                xml.leaf("name", &redirection.party.name);
                xml.leaf("address", &redirection.party.address);
                xml.leaf("userId", &redirection.party.user_id);
            });
            xml.leaf("reason", redirection.reason);
            xml.number("counter", 1);
        });
    }
}

fn endpoint(xml: &mut Xml, endpoint: &Endpoint, own_id: &str) {
    let (kind, name, value) = match endpoint {
        Endpoint::Desk => ("xsi:AccessEndpoint".to_owned(), "addressOfRecord", format!("sip:{own_id}")),
        Endpoint::Shared(address) => ("xsi:AccessEndpoint".to_owned(), "addressOfRecord", format!("sip:{address}")),
        Endpoint::Elsewhere { kind, number } => (format!("xsi:{kind}"), "address", format!("tel:{number}")),
    };
    let inside = |xml: &mut Xml| xml.leaf(name, &value);
    if xml.is_event() {
        xml.element("endpoint", &[("xsi1:type", &kind)], inside);
    } else {
        // An answer declares the prefixes where it needs them.
        xml.element("endpoint", &[("xsi1:type", &kind), ("xmlns:xsi", NAMESPACE), ("xmlns:xsi1", INSTANCE)], inside);
    }
}
