//! What is told of calls.

use serde_json::{Value, json};

use crate::stage::Stage;

#[tokio::test]
async fn an_incoming_call_that_is_answered_held_retrieved_and_released_is_told_step_by_step() {
    let mut stage = Stage::signed_in(vec![]).await;
    let call = stage.ring().await;
    let me = stage.me();
    let fields =
        json!({ "RemoteTel": "+442079460958", "RemoteName": "Priya Raman", "Direction": "Incoming", "Scope": "External", "LocalTel": "4021", "LocalName": "Anna Lindqvist" });
    let ringing = stage.expect(json!({ "type": "call", "line": me.id, "state": "Ringing", "late": false, "call": fields })).await;
    assert_eq!(ringing["call"]["State"], "Ringing");
    assert_eq!(ringing["call"]["Duration"], "", "there is no duration before the end");
    let id = ringing["call"]["Id"].clone();
    for (verb, state, call_state) in [("answer", "Connected", "Connected"), ("hold", "Held", "Held"), ("retrieve", "Resumed", "Connected")] {
        stage.then(&call, verb, None).await;
        stage.expect(json!({ "type": "call", "state": state, "call": { "Id": id, "State": call_state, "Duration": "" } })).await;
    }
    stage.then(&call, "release", None).await;
    let completed = stage.expect(json!({ "type": "call", "state": "Completed", "call": { "Id": id, "State": "Terminated", "Outcome": "answered" } })).await;

    let told = stage.order("GET", &format!("/calls/{call}"), json!({})).await;
    let talked = told["ended"].as_i64().unwrap() - told["answered"].as_i64().unwrap();
    assert_eq!(completed["call"]["Duration"], hms(talked), "the duration is the phone system's, to the millisecond");
}

#[tokio::test]
async fn an_unanswered_call_rings_and_is_missed() {
    let mut stage = Stage::signed_in(vec![]).await;
    let call = stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.then(&call, "release", None).await;
    stage.expect(json!({ "type": "call", "state": "Missed", "call": { "State": "Terminated", "Outcome": "no answer", "Duration": "" } })).await;
}

#[tokio::test]
async fn a_declined_call_completes_without_duration_and_is_not_missed() {
    let mut stage = Stage::signed_in(vec![]).await;
    let call = stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.then(&call, "decline", None).await;
    stage.expect(json!({ "type": "call", "state": "Completed", "call": { "Outcome": "declined", "Duration": "00:00:00.000000000" } })).await;
}

#[tokio::test]
async fn an_outgoing_call_dials_rings_and_connects() {
    let mut stage = Stage::signed_in(vec![]).await;
    let me = stage.me();
    let call = stage.call(json!({ "from": me.id, "to": "+441314960121" })).await;
    stage.expect(json!({ "type": "call", "state": "Dialing", "call": { "Direction": "Outgoing", "RemoteTel": "+441314960121", "State": "Dialing" } })).await;
    stage.expect(json!({ "type": "call", "state": "Ringing", "call": { "State": "Ringing" } })).await;
    stage.then(&call, "answer", None).await;
    stage.expect(json!({ "type": "call", "state": "Connected" })).await;
    stage.then(&call, "release", Some(&me.id)).await;
    stage.expect(json!({ "type": "call", "state": "Completed", "call": { "Outcome": "answered" } })).await;
}

#[tokio::test]
async fn a_colleagues_call_is_internal() {
    let mut stage = Stage::signed_in(vec![]).await;
    let (me, colleague) = (stage.me(), stage.colleague());
    stage.call(json!({ "from": colleague.id, "to": me.id })).await;
    stage.expect(json!({ "type": "call", "state": "Ringing", "call": { "Scope": "Internal", "RemoteName": colleague.name, "RemoteTel": colleague.extension } })).await;
}

#[tokio::test]
async fn a_withheld_number_is_empty_and_the_keys_are_all_there() {
    let mut stage = Stage::signed_in(vec![]).await;
    stage.call(json!({ "from": "outside", "to": stage.me().id, "withheld": true })).await;
    let line = stage.expect(json!({ "type": "call", "state": "Ringing", "call": { "RemoteTel": "", "RemoteName": "" } })).await;
    let mut keys: Vec<_> = line["call"].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["Direction", "Duration", "Id", "LocalName", "LocalTel", "Outcome", "RemoteName", "RemoteTel", "Scope", "Start", "State"]);
}

#[tokio::test]
async fn a_second_call_waits_while_the_first_is_up() {
    let mut stage = Stage::signed_in(vec![]).await;
    let first = stage.ring().await;
    stage.then(&first, "answer", None).await;
    let second = stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+441134960204" })).await;
    for expected in ["Ringing", "Connected", "Ringing"] {
        stage.expect(json!({ "type": "call", "state": expected })).await;
    }
    let view = stage.see(|view| view.calls.len() == 2).await;
    assert_eq!(view.calls[1].remote_tel, "0113 496 0204", "a number of the home country is shown as people write it there");
    stage.then(&second, "release", None).await;
    stage.expect(json!({ "type": "call", "state": "Missed" })).await;
    stage.see(|view| view.calls.len() == 1).await;
}

#[tokio::test]
async fn every_event_is_acknowledged() {
    let mut stage = Stage::signed_in(vec![]).await;
    let call = stage.ring().await;
    stage.then(&call, "answer", None).await;
    stage.then(&call, "release", None).await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.expect(json!({ "type": "call", "state": "Connected" })).await;
    stage.expect(json!({ "type": "call", "state": "Completed" })).await;
    // Acknowledgements follow the lines; the ledger is asked until all are in.
    loop {
        let ledger = stage.ledger().await;
        let events = ledger["events"].as_array().unwrap();
        assert!(events.len() >= 5, "snapshots, and the steps of the call: {events:#?}");
        if events.iter().all(|event| event["acked"] != Value::Bool(false) && !event["acked"].is_null()) {
            break;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_stream_that_breaks_is_opened_again_and_the_call_goes_on() {
    let mut stage = Stage::signed_in(vec![]).await;
    let call = stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.order("POST", "/drop-streams", json!({})).await;
    stage.expect(json!({ "type": "connection", "state": "Connection lost" })).await;
    stage.expect(json!({ "type": "connection", "state": "Connection restored" })).await;
    stage.then(&call, "answer", None).await;
    let line = stage.expect(json!({ "type": "call" })).await;
    assert_eq!(line["state"], "Connected", "it does not ring a second time");
}

/// A number of milliseconds as `{Call.Duration}` says it.
fn hms(ms: i64) -> String {
    format!("{:02}:{:02}:{:02}.{:03}000000", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

#[tokio::test]
async fn a_call_that_was_up_before_the_sign_in_is_shown_and_is_no_news() {
    let mut stage = Stage::signed_out(engine::Settings::default()).await;
    let call = stage.ring().await;
    stage.then(&call, "answer", None).await;
    assert_eq!(stage.sign_in(false).await, None);
    stage.see(|view| view.calls.len() == 1).await;
    stage.then(&call, "hold", None).await;
    stage.expect(json!({ "type": "call", "state": "Held" })).await;
}

#[tokio::test]
async fn a_name_as_long_as_a_page_is_cut_where_it_is_shown_and_whole_where_it_is_used() {
    let mut stage = Stage::signed_in(vec![]).await;
    stage.call(json!({ "from": "outside", "to": stage.me().id, "name": "x".repeat(600) })).await;
    let view = stage.see(|view| !view.calls.is_empty()).await;
    assert_eq!(view.calls[0].remote_name.len(), 256);
    let line = stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    assert_eq!(line["call"]["RemoteName"].as_str().unwrap().len(), 600);
}
