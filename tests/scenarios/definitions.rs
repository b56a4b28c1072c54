//! What the states of a call mean, line by line of the specification, each quoted and shown by what a phone system plays.

use engine::{Request, Settings};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    stage::{Deed, Stage, custom_event},
    told::play,
};

/// What is told of a call: its number, its state, what became of it, and its duration.
type Told = (usize, &'static str, &'static str, &'static str);

/// A call with this duration was talked in; how long, differs.
const TALKED: &str = "…";
const NONE: &str = "00:00:00.000000000";

/// The line of the specification, what is played, and what is told of it.
const DEFINITIONS: &[(&str, &str, &[Told])] = &[
    ("Ringing: an incoming call is presented", "incoming-missed", &[(1, "Ringing", "", ""), (1, "Missed", "no answer", "")]),
    ("Ringing: or the far end of an outgoing call rings", "outgoing-busy", &[(1, "Dialing", "", ""), (1, "Ringing", "", ""), (1, "Completed", "busy", NONE)]),
    (
        "Connected: answered, once per call (a retrieve after hold is Resumed, not Connected)",
        "hold",
        &[(1, "Ringing", "", ""), (1, "Connected", "", ""), (1, "Held", "", ""), (1, "Resumed", "", ""), (1, "Completed", "answered", TALKED)],
    ),
    (
        "Completed: the call ended and is not Missed. It carries the duration",
        "incoming-answered",
        &[(1, "Ringing", "", ""), (1, "Connected", "", ""), (1, "Completed", "answered", TALKED)],
    ),
    (
        "an outgoing call nobody answered and a call the user declined complete with 00:00:00",
        "outgoing-unanswered",
        &[(1, "Dialing", "", ""), (1, "Ringing", "", ""), (1, "Completed", "cancelled", NONE)],
    ),
    ("an outgoing call nobody answered and a call the user declined complete with 00:00:00", "incoming-declined", &[(1, "Ringing", "", ""), (1, "Completed", "declined", NONE)]),
    (
        "Missed: an incoming call ended unanswered on this line, was not declined here and not answered by a colleague",
        "picked-up-elsewhere",
        &[(1, "Ringing", "", ""), (2, "Connected", "", ""), (1, "Completed", "answered elsewhere", NONE), (2, "Completed", "answered", TALKED)],
    ),
    ("A call that rang and went to voicemail is Missed", "no-answer-voicemail", &[(1, "Ringing", "", ""), (1, "Missed", "voicemail", "")]),
    ("A call that DND turned away is Missed without Ringing, outcome busy", "do-not-disturb", &[(1, "Missed", "busy", "")]),
    ("A call forwarded before it rang fires Forwarded only", "forward-always", &[(1, "Forwarded", "forwarded", "")]),
    ("a snapshot after a reconnect fires only what is still true and new", "as-restart", &[(1, "Ringing", "", ""), (1, "Connected", "", ""), (1, "Completed", "answered", TALKED)]),
];

#[tokio::test]
async fn each_state_is_what_the_specification_says() {
    let shown = DEFINITIONS.iter().map(|(quote, scenario, expected)| async move {
        // A colleague whose line is watched may have answered; who is not watched may have, too, and nobody knows.
        let watched: &[&str] = if *scenario == "picked-up-elsewhere" { &["4017"] } else { &[] };
        let mut numbers: Vec<Value> = Vec::new();
        let mut told = Vec::new();
        for line in play(scenario, watched).await.iter().filter(|line| line["type"] == "call") {
            let id = &line["call"]["Id"];
            let number = numbers.iter().position(|known| known == id).unwrap_or(numbers.len());
            if number == numbers.len() {
                numbers.push(id.clone());
            }
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let duration = text(&line["call"]["Duration"]);
            let duration = if duration.is_empty() || duration == NONE { duration } else { TALKED.to_owned() };
            told.push((number + 1, text(&line["state"]), text(&line["call"]["Outcome"]), duration));
        }
        let expected: Vec<_> = expected.iter().map(|(number, state, outcome, duration)| (*number, (*state).to_owned(), (*outcome).to_owned(), (*duration).to_owned())).collect();
        assert_eq!(told, expected, "“{quote}”, by {scenario}");
    });
    join_all(shown).await;
}

/// The scope is corrected when a later event knows better, and nothing is told twice for it.
#[tokio::test]
async fn the_scope_of_a_call_is_that_of_whoever_is_at_the_other_end() {
    let lines = play("transferred-away", &[]).await;
    let told: Vec<(&str, &str)> =
        lines.iter().filter(|line| line["type"] == "call").map(|line| (line["state"].as_str().unwrap(), line["call"]["Scope"].as_str().unwrap())).collect();
    assert_eq!(told, [("Dialing", "External"), ("Ringing", "External"), ("Connected", "External"), ("Transferred", "Internal"), ("Completed", "Internal")]);
}

/// “All: each of the states above, once each.” “A state fires once per call and line, whatever repeats, reorders or re-sends
/// the server does.”
#[tokio::test]
async fn a_custom_event_for_all_states_fires_once_for_each() {
    let mut stage = Stage::signed_out(Settings {
        custom_events: vec![custom_event("all", "all", json!({ "kind": "showMessage", "title": "{Call.State}", "text": "{Call.Outcome}" }))],
        sounds_on: false,
        ..Settings::default()
    })
    .await;
    assert_eq!(stage.sign_in(false).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    // The events of the call come twice, and after its end once more.
    stage.order("POST", "/injections", json!({ "kind": "repeatNext", "events": 8 })).await;
    let call = stage.ring().await;
    for (verb, state) in [("", "Ringing"), ("answer", "Connected"), ("hold", ""), ("retrieve", ""), ("release", "Terminated")] {
        if !verb.is_empty() {
            stage.then(&call, verb, None).await;
        }
        if !state.is_empty() {
            let outcome = if state == "Terminated" { "answered" } else { "" };
            assert_eq!(stage.deed().await, Deed::Notified(state.into(), outcome.into()), "{verb}");
        }
    }
    stage.order("POST", "/injections", json!({ "kind": "repeatLast", "events": 8 })).await;
    stage.order("POST", "/restart", json!({})).await;
    let call = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Notified("Ringing".into(), String::new()), "nothing else in between");
    stage.then(&call, "release", Some("outside")).await;
    assert_eq!(stage.deed().await, Deed::Notified("Terminated".into(), "no answer".into()));
    assert_eq!(stage.deed_already_done(), None);
}

/// “what was missed while offline is shown in Activity as *while offline* and fires nothing but Missed and Completed, marked
/// as late.”
#[tokio::test]
async fn what_happened_while_offline_is_told_late_and_rings_no_more() {
    let all = custom_event("all", "all", json!({ "kind": "showMessage", "title": "{Call.RemoteTel}", "text": "{Call.State}" }));
    let ringing = custom_event("ringing", "ringing", json!({ "kind": "showMessage", "title": "late ring", "text": "" }));
    let mut stage = Stage::signed_in(vec![all, ringing]).await;
    // The log is read once before there is anything to miss.
    while !stage.ledger().await["requests"]
        .as_array()
        .unwrap()
        .iter()
        .any(|request| request["path"].as_str().is_some_and(|path| path.contains("CallLogs")) && !request["status"].is_null())
    {
        tokio::task::yield_now().await;
    }
    let me = stage.me().id;
    stage.order("POST", "/injections", json!({ "kind": "down", "open": "reset" })).await;
    stage.expect(json!({ "type": "connection", "state": "Connection lost" })).await;
    let missed = stage.call(json!({ "from": "outside", "to": me, "number": "+442079460001" })).await;
    stage.then(&missed, "release", Some("outside")).await;
    let talked = stage.call(json!({ "from": "outside", "to": me, "number": "+442079460002" })).await;
    for verb in ["answer", "release"] {
        stage.then(&talked, verb, None).await;
    }
    stage.order("POST", "/injections", json!({ "kind": "up" })).await;
    stage.engine.tell(Request::RetryNow).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Connection restored" })).await;
    let mut told = Vec::new();
    for _ in 0..2 {
        let line = stage.expect(json!({ "type": "call", "late": true })).await;
        told.push((line["call"]["RemoteTel"].as_str().unwrap().to_owned(), line["state"].as_str().unwrap().to_owned()));
    }
    told.sort();
    assert_eq!(told, [("+442079460001".to_owned(), "Missed".to_owned()), ("+442079460002".to_owned(), "Completed".to_owned())]);
    let mut shown = Vec::new();
    while shown.len() < 2 {
        if let Deed::Notified(title, _) = stage.deed().await {
            shown.push(title);
        }
    }
    shown.sort();
    assert_eq!(shown, ["+442079460001", "+442079460002"], "once each, and no ring");
    // They are written down while the messages are shown.
    let late = stage.written_down(2, |entry| entry.entry.details["late"] == true).await;
    assert_eq!(late.len(), 2, "entered as late, once each");
}

/// “Numbers are compared normalised: spaces, dashes, brackets and `tel:` don't count, and `+44 131...` equals `0131...` when the
/// home country says so.”
#[tokio::test]
async fn numbers_are_compared_normalised() {
    let patterns = ["0131 496-0204", "(0131) 496 02", "+44 131 4960204", "tel:+441314960204", "0044 131", "!020"];
    let events = patterns.iter().map(|pattern| {
        let mut event = custom_event(pattern, "ringing", json!({ "kind": "showMessage", "title": pattern, "text": "" }));
        event.trigger =
            serde_json::from_value(json!({ "category": "call", "state": "ringing", "direction": "both", "scope": "both", "remoteTel": pattern, "localTel": "" })).unwrap();
        event
    });
    let mut stage = Stage::signed_in(events.collect()).await;
    for number in ["+441314960204", "01314960204"] {
        let call = stage.call(json!({ "from": "outside", "to": stage.me().id, "number": number })).await;
        let mut shown = Vec::new();
        while shown.len() < patterns.len() {
            if let Deed::Notified(title, _) = stage.deed().await {
                shown.push(title);
            }
        }
        shown.sort();
        let mut all: Vec<String> = patterns.iter().map(ToString::to_string).collect();
        all.sort();
        assert_eq!(shown, all, "{number}");
        stage.then(&call, "release", Some("outside")).await;
    }
}
