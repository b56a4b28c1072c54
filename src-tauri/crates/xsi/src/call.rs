//! The `Call` of the schema, the same in events and in answers.

use jiff::Timestamp;
use telephony::text::clean;
use telephony::{CallId, CallReport, CallType, Party, Personality, PhoneNumber, RedirectReason, ReleasedBy, ReportedState, Step};

use crate::xml::Element;

/// Reads a call. `None` if it lacks what makes it one, or says it in words we don't know.
pub(crate) fn report(call: Element<'_>, step: Step) -> Option<CallReport> {
    let time = |name| milliseconds(call, name);
    let redirect = call.child("redirect");
    Some(CallReport {
        id: CallId::new(call.get("callId")?),
        tracking_id: call.get("extTrackingId").map(str::to_owned),
        step,
        personality: personality(call.get("personality")?)?,
        state: state(call.get("state")?)?,
        remote: call.child("remoteParty").map(party).unwrap_or_default(),
        started: time("startTime"),
        answered: time("answerTime"),
        ended: time("releaseTime")
            .or_else(|| time("detachedTime"))
            .or_else(|| redirect.and_then(|redirect| milliseconds(redirect, "redirectTime")).filter(|_| step == Step::Redirected)),
        released_by: call.get("releasingParty").and_then(released_by),
        failure: call.child("releaseCause").and_then(|cause| cause.get("internalReleaseCause")).map(clean),
        redirect: redirect.and_then(|redirect| redirect.get("reason")).map(redirect_reason),
        // The first entry is the latest; the last one is whom the caller dialled.
        redirected_from: call.child("redirections").and_then(|list| list.children("redirection").last()).and_then(|entry| entry.child("party")).map(party),
        recall: call.child("recallType").is_some(),
        has_endpoint: call.child("endpoint").is_some(),
    })
}

fn milliseconds(element: Element<'_>, name: &str) -> Option<Timestamp> {
    element.parse_child(name).and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok())
}

fn party(party: Element<'_>) -> Party {
    let user_dn = party.get("userDN");
    Party {
        name: party.get("name").map(clean).filter(|name| !name.is_empty()),
        number: party.get("address").and_then(PhoneNumber::parse),
        user_id: party.get("userId").map(clean),
        user_number: user_dn.and_then(PhoneNumber::parse),
        extension: user_dn.and_then(PhoneNumber::extension_in),
        address: party.get("address").and_then(PhoneNumber::sip_address_in),
        withheld: party.child("privacy").is_some(),
        call_type: party.get("callType").map(call_type),
    }
}

fn personality(word: &str) -> Option<Personality> {
    match word {
        "Originator" => Some(Personality::Originator),
        "Terminator" => Some(Personality::Terminator),
        "Click-to-Dial" => Some(Personality::ClickToDial),
        _ => None,
    }
}

fn state(word: &str) -> Option<ReportedState> {
    match word {
        "Idle" => Some(ReportedState::Idle),
        "Alerting" => Some(ReportedState::Alerting),
        "Active" => Some(ReportedState::Active),
        "Held" => Some(ReportedState::Held),
        "Remote Held" => Some(ReportedState::RemoteHeld),
        "Detached" => Some(ReportedState::Detached),
        "Released" => Some(ReportedState::Released),
        _ => None,
    }
}

fn released_by(word: &str) -> Option<ReleasedBy> {
    match word {
        "localRelease" => Some(ReleasedBy::Local),
        "remoteRelease" => Some(ReleasedBy::Remote),
        _ => None,
    }
}

fn call_type(word: &str) -> CallType {
    match word {
        "Group" => CallType::Group,
        "Enterprise" => CallType::Enterprise,
        "Network" => CallType::Network,
        "Emergency" => CallType::Emergency,
        "Repair" => CallType::Repair,
        "City-Wide Centrex" => CallType::CityWideCentrex,
        "Private Dial Plan" => CallType::PrivateDialPlan,
        _ => CallType::Unknown,
    }
}

fn redirect_reason(word: &str) -> RedirectReason {
    match word {
        "voicemail" => RedirectReason::Voicemail,
        "no-answer" => RedirectReason::NoAnswer,
        "user-busy" => RedirectReason::Busy,
        "do-not-disturb" => RedirectReason::DoNotDisturb,
        "unconditional" | "time-of-day" => RedirectReason::Unconditional,
        "deflection" => RedirectReason::Deflection,
        "transfer" => RedirectReason::Transfer,
        _ => RedirectReason::Other,
    }
}

/// Returns what a call event says happened; `None` for events that are not about one call.
pub(crate) fn step(event: &str) -> Option<Step> {
    match event {
        "CallOriginatingEvent" => Some(Step::Originating),
        "CallOriginatedEvent" => Some(Step::Originated),
        "CallReceivedEvent" => Some(Step::Received),
        "CallAnsweredEvent" => Some(Step::Answered),
        "CallHeldEvent" => Some(Step::Held),
        "CallRetrievedEvent" => Some(Step::Retrieved),
        "CallUpdatedEvent" => Some(Step::Updated),
        "CallTransferredEvent" => Some(Step::Transferred),
        "CallRedirectedEvent" => Some(Step::Redirected),
        "CallReleasingEvent" => Some(Step::Releasing),
        "CallReleasedEvent" => Some(Step::Released),
        "CallCollectingEvent" => Some(Step::Collecting),
        "CallPickedUpEvent" => Some(Step::PickedUp),
        "CallBargedInEvent" => Some(Step::BargedIn),
        "CallForwardedEvent" => Some(Step::Forwarded),
        "CallParkRetrievedEvent" => Some(Step::ParkRetrieved),
        "CallDetachedEvent" => Some(Step::Detached),
        "CallMonitoredEvent"
        | "CallRecordingStartingEvent"
        | "CallRecordingStartedEvent"
        | "CallRecordingPausedEvent"
        | "CallRecordingResumedEvent"
        | "CallRecordingStoppedEvent"
        | "CallSecurityClassificationUpdatedEvent"
        | "CallClientSessionInfoUpdatedEvent"
        | "PlayMusicOnHoldFailureEvent" => Some(Step::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Document;

    const CALL: &str = "<call><callId>callhalf-1:0</callId><personality>Terminator</personality><state>Alerting</state>EXTRA</call>";

    fn read(extra: &str) -> Option<CallReport> {
        report(Document::parse(&CALL.replace("EXTRA", extra)).expect("a document").root(), Step::Received)
    }

    #[test]
    fn the_remote_party_is_who_it_says_cleaned_of_what_could_do_harm() {
        for (written, party) in [
            ("", Party::default()),
            (
                "<name>\u{202e}Priya&#10;Raman </name><address countryCode=\"44\">tel:+442079460958</address><callType>Network</callType>",
                Party { name: Some("Priya Raman".to_owned()), number: PhoneNumber::parse("+442079460958"), call_type: Some(CallType::Network), ..Party::default() },
            ),
            (
                "<userId>anna@example.com</userId><userDN countryCode=\"44\">tel:+442079460121;ext=4021</userDN><callType>Group</callType>",
                Party {
                    user_id: Some("anna@example.com".to_owned()),
                    user_number: PhoneNumber::parse("+442079460121"),
                    extension: PhoneNumber::parse("4021"),
                    call_type: Some(CallType::Group),
                    ..Party::default()
                },
            ),
            (
                "<address>sip:Priya.Raman@partner.example;user=phone</address>",
                Party { number: PhoneNumber::parse("Priya.Raman"), address: Some("Priya.Raman@partner.example".to_owned()), ..Party::default() },
            ),
            ("<privacy/><callType>Error</callType>", Party { withheld: true, call_type: Some(CallType::Unknown), ..Party::default() }),
            ("<name>  </name><address/>", Party::default()),
        ] {
            let call = read(&format!("<remoteParty>{written}</remoteParty>")).expect("a call");
            assert_eq!(call.remote, party, "{written}");
        }
    }

    #[test]
    fn a_forwarded_call_names_whom_the_caller_dialled_first() {
        let entry = |number| format!("<redirection><party><address>tel:{number}</address></party><reason>no-answer</reason></redirection>");
        let call = read(&format!("<redirections>{}{}</redirections>", entry("4017"), entry("4000"))).expect("a call");
        assert_eq!(call.redirected_from.and_then(|party| party.number), PhoneNumber::parse("4000"));
    }

    #[test]
    fn a_call_without_id_part_or_state_is_no_call() {
        for missing in ["<callId>callhalf-1:0</callId>", "<personality>Terminator</personality>", "<state>Alerting</state>"] {
            let document = CALL.replace(missing, "");
            let call = Document::parse(&document).expect("a document");
            assert_eq!(report(call.root(), Step::Received), None, "without {missing}");
        }
    }
}
