//! A call as the schema's `Call` type, the same in events and in answers.

use crate::call::{Leg, LegState, Personality, Remote, Side, Stranger};
use crate::user::country_code;
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
    endpoint(xml, own_id);
    xml.number("appearance", leg.appearance);
    if leg.rings_here() {
        xml.flag("allowAnswer");
    }
    if state == LegState::Held {
        xml.flag("allowRetrieve");
    }
    xml.number("startTime", leg.started);
    for (name, time) in [("answerTime", leg.answered), ("heldTime", leg.held), ("totalHeldTime", leg.held_before), ("releaseTime", leg.released)] {
        if let Some(time) = time {
            xml.number(name, time);
        }
    }
}

fn remote_party(xml: &mut Xml, leg: &Leg) {
    match &leg.remote {
        Remote::Colleague(user) => {
            xml.leaf("name", &user.name);
            xml.leaf("address", &format!("tel:{}", user.extension));
            xml.leaf("userId", &user.id);
            let dn = format!("tel:{};ext={}", user.number, user.extension);
            let code = country_code(&user.number).unwrap_or_default();
            xml.leaf_with("userDN", ("countryCode", code), &dn);
        }
        // Only the called user is kept from knowing; who dials a number knows it.
        Remote::Stranger(Stranger { withheld: true, .. }) if leg.side == Side::Callee => xml.flag("privacy"),
        Remote::Stranger(Stranger { number, name, .. }) => {
            if let Some(name) = name {
                xml.leaf("name", name);
            }
            address(xml, number);
        }
        Remote::Nobody(extension) => address(xml, extension),
    }
    let call_type = match (&leg.remote, leg.personality) {
        // The number is not looked up before the user's own phone is answered.
        (_, Personality::ClickToDial) | (Remote::Nobody(_), _) => "Unknown",
        (Remote::Colleague(_), _) => "Group",
        (Remote::Stranger(_), _) => "Network",
    };
    xml.leaf("callType", call_type);
}

fn address(xml: &mut Xml, number: &str) {
    let uri = if number.contains('@') { format!("sip:{number}") } else { format!("tel:{number}") };
    match country_code(number) {
        Some(code) => xml.leaf_with("address", ("countryCode", code), &uri),
        None => xml.leaf("address", &uri),
    }
}

fn endpoint(xml: &mut Xml, own_id: &str) {
    let kind = ("xsi1:type", "xsi:AccessEndpoint");
    let inside = |xml: &mut Xml| xml.leaf("addressOfRecord", &format!("sip:{own_id}"));
    if xml.is_event() {
        xml.element("endpoint", &[kind], inside);
    } else {
        // An answer declares the prefixes where it needs them.
        xml.element("endpoint", &[kind, ("xmlns:xsi", NAMESPACE), ("xmlns:xsi1", INSTANCE)], inside);
    }
}
