//! What the scenarios of the simulator leave out, because only some phone systems do it: documents put on the stream by
//! hand, and the lines `bellhop listen --json` prints of them.

use serde_json::{Value, json};
use simulator::Injection;

use crate::stage::Stage;

const AT: i64 = 1_763_845_200_000;
/// Who calls when everything else was told.
const LAST: &str = "+442079460999";

/// A stage where anything can be said of the own line's calls.
struct Wire {
    stage: Stage,
    subscription: String,
    said: usize,
}

impl Wire {
    async fn new() -> Self {
        let mut stage = Stage::signed_in(vec![]).await;
        // The first call tells which subscription its events are of.
        let call = stage.ring().await;
        stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
        let note = stage.simulator.events().into_iter().find(|note| note.call_id.is_some()).expect("an event of the call");
        stage.then(&call, "decline", None).await;
        stage.expect(json!({ "type": "call", "state": "Completed" })).await;
        Self { stage, subscription: note.subscription_id, said: 0 }
    }

    /// Says something of a call: what happened, under which id, and what is known of it as elements of the protocol.
    fn say(&mut self, event: &str, id: &str, known: &[(&str, &str)]) {
        self.said += 1;
        let known: String = known.iter().map(|(name, value)| format!("<xsi:{name}>{value}</xsi:{name}>")).collect();
        let me = self.stage.me().id;
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\" xmlns:xsi1=\"http://www.w3.org/2001/XMLSchema-instance\" xsi1:type=\"xsi:SubscriptionEvent\"><xsi:eventID>edge-{}</xsi:eventID><xsi:userId>{me}</xsi:userId><xsi:subscriptionId>{}</xsi:subscriptionId><xsi:targetId>{me}</xsi:targetId><xsi:eventData xsi1:type=\"xsi:{event}\"><xsi:call><xsi:callId>{id}</xsi:callId><xsi:extTrackingId>77:1</xsi:extTrackingId>{known}<xsi:remoteParty><xsi:address>tel:+442079460958</xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty><xsi:startTime>{AT}</xsi:startTime></xsi:call></xsi:eventData></xsi:Event>",
            self.said, self.subscription
        );
        self.stage.simulator.inject(Injection::Write { body: document.into() }).expect("a stream");
    }

    /// Returns what was told: of each line its call, state, direction, outcome and duration.
    async fn told(mut self) -> Vec<[String; 5]> {
        self.stage.call(json!({ "from": "outside", "to": self.stage.me().id, "number": LAST })).await;
        let mut told = Vec::new();
        loop {
            let line = self.stage.next_line().await;
            let call = &line["call"];
            if call["RemoteTel"] == LAST {
                return told;
            }
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            told.push([text(&call["Id"]), text(&line["state"]), text(&call["Direction"]), text(&call["Outcome"]), text(&call["Duration"])]);
        }
    }
}

fn lines(expected: &[[&str; 5]]) -> Vec<[String; 5]> {
    expected.iter().map(|line| line.map(str::to_owned)).collect()
}

/// “spec says same callId before/after answer of the click-to-dial leg; the XSD comment says it changes → on unknown callId
/// match extTrackingId first.”
#[tokio::test]
async fn a_call_a_program_places_is_one_call_though_its_id_changes() {
    let mut wire = Wire::new().await;
    let (answered, released) = ((AT + 5000).to_string(), (AT + 9000).to_string());
    wire.say("CallOriginatingEvent", "callhalf-1:0", &[("personality", "Click-to-Dial"), ("state", "Alerting")]);
    wire.say("CallOriginatedEvent", "callhalf-2:0", &[("personality", "Originator"), ("state", "Alerting")]);
    wire.say("CallReleasedEvent", "callhalf-1:0", &[("personality", "Click-to-Dial"), ("state", "Released"), ("releaseTime", &answered)]);
    wire.say("CallAnsweredEvent", "callhalf-2:0", &[("personality", "Originator"), ("state", "Active"), ("answerTime", &answered)]);
    wire.say("CallReleasedEvent", "callhalf-2:0", &[("personality", "Originator"), ("state", "Released"), ("answerTime", &answered), ("releaseTime", &released)]);
    let expected = [
        ["callhalf-1:0", "Dialing", "Outgoing", "", ""],
        ["callhalf-1:0", "Ringing", "Outgoing", "", ""],
        ["callhalf-1:0", "Connected", "Outgoing", "", ""],
        ["callhalf-1:0", "Completed", "Outgoing", "answered", "00:00:04.000000000"],
    ];
    assert_eq!(wire.told().await, lines(&expected));
}

/// “personality may flip on pickup/transfer/barge-in”: who joins a call of a colleague is in it at once.
#[tokio::test]
async fn a_call_that_is_joined_is_connected_at_once() {
    let mut wire = Wire::new().await;
    let (answered, released) = (AT.to_string(), (AT + 9000).to_string());
    wire.say("CallBargedInEvent", "callhalf-1:0", &[("personality", "Originator"), ("state", "Active"), ("answerTime", &answered)]);
    wire.say("CallReleasedEvent", "callhalf-1:0", &[("personality", "Terminator"), ("state", "Released"), ("answerTime", &answered), ("releaseTime", &released)]);
    let expected = [
        ["callhalf-1:0", "Dialing", "Outgoing", "", ""],
        ["callhalf-1:0", "Connected", "Outgoing", "", ""],
        ["callhalf-1:0", "Completed", "Outgoing", "answered", "00:00:09.000000000"],
    ];
    assert_eq!(wire.told().await, lines(&expected));
}

/// “Delay the popup ~200 ms”: what is learned of the caller meanwhile does not cut it short.
#[tokio::test]
async fn a_call_that_is_diverted_at_once_does_not_ring_though_its_name_is_found() {
    let mut wire = Wire::new().await;
    let gone = (AT + 40).to_string();
    let redirect = "<xsi:reason>unconditional</xsi:reason>";
    wire.say("CallReceivedEvent", "callhalf-1:0", &[("personality", "Terminator"), ("state", "Alerting")]);
    wire.say("CallUpdatedEvent", "callhalf-1:0", &[("personality", "Terminator"), ("state", "Alerting")]);
    wire.say("CallRedirectedEvent", "callhalf-1:0", &[("personality", "Terminator"), ("state", "Detached"), ("redirect", redirect), ("detachedTime", &gone)]);
    wire.say("CallReleasedEvent", "callhalf-1:0", &[("personality", "Terminator"), ("state", "Released"), ("releaseTime", &gone)]);
    assert_eq!(wire.told().await, lines(&[["callhalf-1:0", "Forwarded", "Incoming", "forwarded", ""]]));
}

/// “BroadWorks Anywhere/Remote Office/Mobility shows endpoint type”: whichever of the user's phones it was, they answered.
#[tokio::test]
async fn a_call_answered_on_another_phone_of_the_user_is_answered() {
    for device in ["anywhere:+447700900123", "remote-office:+441314960199", "mobility:+447700900124"] {
        let mut stage = Stage::signed_in(vec![]).await;
        let call = stage.ring().await;
        stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
        stage.order("POST", &format!("/calls/{call}/answer"), json!({ "device": device })).await;
        stage.expect(json!({ "type": "call", "state": "Connected" })).await;
        stage.then(&call, "release", None).await;
        loop {
            let line = stage.next_line().await;
            if line["type"] == "call" {
                assert_eq!((&line["state"], &line["call"]["Outcome"]), (&json!("Completed"), &json!("answered")), "{device}");
                break;
            }
        }
    }
}

/// A service that is taken away turns no call away any more.
#[tokio::test]
async fn do_not_disturb_that_is_taken_away_is_off() {
    let mut stage = Stage::signed_in(vec![]).await;
    let me = stage.me().id;
    stage.order("PUT", &format!("/users/{me}/dnd"), json!({ "on": true })).await;
    stage.expect(json!({ "type": "device", "state": "DND on" })).await;
    stage.order("PUT", &format!("/users/{me}/services"), json!({ "doNotDisturb": false })).await;
    stage.expect(json!({ "type": "device", "state": "DND off" })).await;
}
