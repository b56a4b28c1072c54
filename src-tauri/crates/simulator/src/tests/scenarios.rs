use serde_json::json;

use super::*;
use crate::{Roles, Scenario};

/// What the user hears in each scenario, and what the colleague does: event and state of the call, or hook.
const HEARD: [(&str, &[&str], &[&str]); 30] = [
    ("incoming-answered", &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"], &[]),
    ("incoming-missed", &["Received Alerting", "Released Released"], &[]),
    ("incoming-declined", &["Received Alerting", "Released Released"], &[]),
    ("no-answer-voicemail", &["Received Alerting", "Redirected Detached", "Released Released"], &[]),
    (
        "no-answer-forward",
        &["Received Alerting", "Redirected Detached", "Released Released"],
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"],
    ),
    (
        "forward-always",
        &["Received Alerting", "Redirected Detached", "Released Released"],
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"],
    ),
    ("do-not-disturb", &["DoNotDisturb true", "Received Alerting", "Released Released", "DoNotDisturb false"], &[]),
    ("do-not-disturb-toggle", &["DoNotDisturb true", "DoNotDisturb false"], &[]),
    ("outgoing", &["HookStatus Off-Hook", "Originated Alerting", "Updated Alerting", "Answered Active", "Released Released", "HookStatus On-Hook"], &[]),
    ("outgoing-unanswered", &["HookStatus Off-Hook", "Originated Alerting", "Updated Alerting", "Released Released", "HookStatus On-Hook"], &[]),
    ("outgoing-busy", &["HookStatus Off-Hook", "Originated Alerting", "Updated Alerting", "Releasing Active", "Released Released", "HookStatus On-Hook"], &[]),
    ("outgoing-invalid-number", &["HookStatus Off-Hook", "Originated Alerting", "Updated Alerting", "Releasing Active", "Released Released", "HookStatus On-Hook"], &[]),
    (
        "click-to-dial",
        &[
            "Originating Alerting",
            "Updated Alerting",
            "HookStatus Off-Hook",
            "Originated Alerting",
            "Updated Alerting",
            "Answered Active",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &[],
    ),
    ("click-to-dial-ignored", &["Originating Alerting", "Updated Alerting", "Released Released"], &[]),
    ("hold", &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Held Held", "Retrieved Active", "Released Released", "HookStatus On-Hook"], &[]),
    (
        "remote-hold",
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Held Remote Held", "Retrieved Active", "Released Released", "HookStatus On-Hook"],
        &["HookStatus Off-Hook", "Originated Alerting", "Updated Alerting", "Answered Active", "Held Held", "Retrieved Active", "Released Released", "HookStatus On-Hook"],
    ),
    (
        "blind-transfer",
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Redirected Detached", "Released Released", "HookStatus On-Hook"],
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"],
    ),
    (
        "transferred-away",
        &[
            "HookStatus Off-Hook",
            "Originated Alerting",
            "Updated Alerting",
            "Answered Active",
            "Transferred Alerting",
            "Answered Active",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &[],
    ),
    (
        "consult-transfer",
        &[
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "Held Held",
            "Originated Alerting",
            "Updated Alerting",
            "Answered Active",
            "Redirected Detached",
            "Released Released",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Updated Active", "Released Released", "HookStatus On-Hook"],
    ),
    (
        "call-waiting",
        &[
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "Received Alerting",
            "Held Held",
            "Answered Active",
            "Released Released",
            "Retrieved Active",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &[],
    ),
    (
        "conference",
        &[
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "Held Held",
            "Originated Alerting",
            "Updated Alerting",
            "Answered Active",
            "Retrieved Active",
            "ConferenceStarted Active",
            "Released Released",
            "ConferenceReleased Released",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"],
    ),
    (
        "transfer-recall",
        &[
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "Redirected Detached",
            "Released Released",
            "HookStatus On-Hook",
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &["Received Alerting", "Released Released"],
    ),
    (
        "park",
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"],
        &["ParkRetrieved Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"],
    ),
    (
        "park-recall",
        &[
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "Released Released",
            "HookStatus On-Hook",
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &[],
    ),
    ("pickup", &["PickedUp Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"], &["Received Alerting", "Released Released"]),
    ("picked-up-elsewhere", &["Received Alerting", "Released Released"], &["PickedUp Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"]),
    ("hunt-group", &["Received Alerting", "Released Released"], &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"]),
    ("shared-line", &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "Released Released", "HookStatus On-Hook"], &[]),
    (
        "recording",
        &[
            "Received Alerting",
            "Answered Active",
            "HookStatus Off-Hook",
            "RecordingStarting Active",
            "RecordingStarted Active",
            "RecordingPaused Active",
            "RecordingResumed Active",
            "RecordingStopped Active",
            "Released Released",
            "HookStatus On-Hook",
        ],
        &[],
    ),
    (
        "as-restart",
        &["Received Alerting", "Answered Active", "HookStatus Off-Hook", "SubscriptionResync Active Off-Hook", "Released Released", "HookStatus On-Hook"],
        &["SubscriptionResync On-Hook"],
    ),
];

/// Writes an event down in two words.
fn brief(document: &str) -> String {
    let kind = "<xsi:eventData xsi1:type=\"xsi:";
    let name = document[document.find(kind).unwrap() + kind.len()..].split('"').next().unwrap();
    let name = name.trim_end_matches("Event");
    let states = ["xsi:state", "xsi:hookStatus", "xsi:active"].into_iter().filter(|element| document.contains(&format!("<{element}>")));
    let states: Vec<&str> = states.map(|element| text(document, element)).collect();
    format!("{} {}", name.strip_prefix("Call").unwrap_or(name), states.join(" "))
}

#[tokio::test]
async fn each_scenario_is_heard_by_the_user_and_the_colleague_as_the_spec_tells_it() {
    assert!(Scenario::all().map(Scenario::name).eq(HEARD.iter().map(|(name, ..)| *name)));
    for (name, users, colleagues) in HEARD {
        let world = World::start().await;
        let mut user = world.listen(ANNA, "Advanced Call").await;
        world.subscribe(ANNA, ANNA, "Do Not Disturb", ANNA).await;
        user.next().await;
        let mut colleague = world.listen(TOMASZ, "Advanced Call").await;
        world.simulator.play(Scenario::named(name).unwrap(), &Roles::default()).unwrap();
        for (listener, expected) in [(&mut user, users), (&mut colleague, colleagues)] {
            let mut heard = Vec::new();
            for _ in expected {
                heard.push(brief(&listener.next().await));
            }
            assert_eq!(heard, expected, "{name}");
        }
        let sent = world.simulator.events().len() - 3;
        assert_eq!(sent, users.len() + colleagues.len(), "{name}");
        assert!(world.simulator.truth().users.iter().all(|user| user.calls.is_empty() && !user.off_hook), "{name}");
    }
}

#[tokio::test]
async fn a_scenario_is_played_by_one_command_with_any_roles() {
    let world = World::start().await;
    let listed = world.command(Method::GET, "/scenarios", Value::Null).await;
    assert_eq!(listed["scenarios"].as_array().unwrap().len(), HEARD.len());
    let mut listener = world.listen(TOMASZ, "Advanced Call").await;
    let roles = json!({ "user": "4017", "colleague": "4021", "number": "+33123456789", "name": "Zoë", "pace": 1 });
    let played = world.command(Method::POST, "/scenarios/incoming-missed", roles).await;
    assert_eq!(played["calls"], json!(["c1"]));
    let ringing = listener.next().await;
    assert!(ringing.contains("<xsi:name>Zoë</xsi:name><xsi:address countryCode=\"33\">tel:+33123456789</xsi:address>"), "{ringing}");

    for (name, body, status) in
        [("dancing", "", StatusCode::NOT_FOUND), ("hold", r#"{"user":"nobody"}"#, StatusCode::BAD_REQUEST), ("hold", r#"{"dancer":"4021"}"#, StatusCode::BAD_REQUEST)]
    {
        assert_eq!(world.attempt(Method::POST, &format!("/scenarios/{name}"), body).await.0, status, "{name} {body}");
    }
}

#[tokio::test]
async fn a_scenario_says_more_than_names_and_states() {
    let voice_mail = "<xsi:redirect><xsi:address>tel:4900</xsi:address><xsi:reason>voicemail</xsi:reason><xsi:redirectTime>T</xsi:redirectTime></xsi:redirect>";
    let forwarded = "<xsi:redirections><xsi:redirection><xsi:party><xsi:name>Anna Lindqvist</xsi:name><xsi:address>tel:4021</xsi:address>\
                     <xsi:userId>anna.lindqvist@northgate.example</xsi:userId></xsi:party><xsi:reason>unconditional</xsi:reason>\
                     <xsi:counter>1</xsi:counter></xsi:redirection></xsi:redirections>";
    let invalid = "<xsi:releaseCause><xsi:internalReleaseCause>User Not Found</xsi:internalReleaseCause><xsi:cdrTerminationCause>111</xsi:cdrTerminationCause></xsi:releaseCause>";
    let recall_from_colleague = "<xsi:recallFromParty><xsi:name>Tomasz Nowak</xsi:name><xsi:address>tel:4017</xsi:address>";
    for (name, who, place, expected) in [
        ("no-answer-voicemail", ANNA, 1, vec![voice_mail, "<xsi:detachedTime>T</xsi:detachedTime>"]),
        ("no-answer-voicemail", ANNA, 2, vec![voice_mail, "<xsi:detachedTime>T</xsi:detachedTime><xsi:releaseTime>T</xsi:releaseTime>"]),
        ("forward-always", ANNA, 1, vec!["<xsi:address>tel:4017</xsi:address><xsi:reason>unconditional</xsi:reason>"]),
        ("forward-always", TOMASZ, 0, vec![forwarded]),
        ("do-not-disturb", ANNA, 1, vec!["<xsi:internalReleaseCause>Busy</xsi:internalReleaseCause>"]),
        ("outgoing-busy", ANNA, 3, vec!["<xsi:internalReleaseCause>Busy</xsi:internalReleaseCause>"]),
        ("outgoing-invalid-number", ANNA, 3, vec![invalid, "<xsi:callType>Unknown</xsi:callType>"]),
        ("click-to-dial", ANNA, 0, vec!["<xsi:personality>Click-to-Dial</xsi:personality>", "<xsi:callType>Unknown</xsi:callType>"]),
        ("blind-transfer", ANNA, 3, vec!["<xsi:address>tel:4017</xsi:address><xsi:reason>transfer</xsi:reason>"]),
        ("transferred-away", ANNA, 4, vec!["<xsi:name>José Núñez</xsi:name>", "<xsi:callType>Group</xsi:callType>"]),
        ("consult-transfer", ANNA, 7, vec![":0</xsi:callId>", ":1</xsi:callId>", "</xsi:call><xsi:call>"]),
        ("consult-transfer", TOMASZ, 3, vec!["<xsi:name>Priya Raman</xsi:name>", "<xsi:callType>Network</xsi:callType>"]),
        ("conference", ANNA, 8, vec!["<xsi:conferenceParticipant><xsi:callId>callhalf-84001:0</xsi:callId></xsi:conferenceParticipant>"]),
        ("transfer-recall", ANNA, 6, vec!["<xsi:recallType>Call Transfer Recall</xsi:recallType>", recall_from_colleague]),
        ("park-recall", ANNA, 5, vec!["<xsi:recallType>Call Park Recall</xsi:recallType>", "<xsi:recallFromParty><xsi:name>Priya Raman</xsi:name>"]),
        ("picked-up-elsewhere", TOMASZ, 0, vec!["<xsi:extTrackingId>570002:1</xsi:extTrackingId>", "<xsi:personality>Originator</xsi:personality>"]),
        ("hunt-group", ANNA, 0, vec!["<xsi:huntGroupUserId>sales@northgate.example</xsi:huntGroupUserId>"]),
        ("shared-line", ANNA, 1, vec!["<xsi:addressOfRecord>sip:shared-line@northgate.example</xsi:addressOfRecord>"]),
        ("recording", ANNA, 4, vec!["<xsi:recorded/><xsi:recordingState>Started</xsi:recordingState>"]),
        ("as-restart", ANNA, 3, vec!["<xsi:sequenceNumber>1</xsi:sequenceNumber>", "<xsi:hookStatus>Off-Hook</xsi:hookStatus>"]),
    ] {
        let world = World::start().await;
        let mut listener = world.listen(who, "Advanced Call").await;
        world.simulator.play(Scenario::named(name).unwrap(), &Roles::default()).unwrap();
        let mut document = String::new();
        for _ in 0..=place {
            document = listener.next().await;
        }
        let document = without_times(&document);
        for expected in expected {
            assert!(document.contains(expected), "{name}: no {expected} in {document}");
        }
    }
}

#[tokio::test]
async fn only_advanced_call_hears_of_calls_the_phone_is_not_offered() {
    let world = World::start().await;
    let mut standard = world.listen(ANNA, "Standard Call").await;
    for name in ["forward-always", "do-not-disturb", "no-answer-voicemail", "incoming-missed"] {
        world.simulator.play(Scenario::named(name).unwrap(), &Roles::default()).unwrap();
    }
    let mut heard = Vec::new();
    for _ in 0..4 {
        heard.push(brief(&standard.next().await));
    }
    assert_eq!(heard, ["Received Alerting", "Released Released", "Received Alerting", "Released Released"]);
    assert_eq!(world.simulator.events().len(), 5);
}
