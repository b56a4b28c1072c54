//! What is told of phones.

use serde_json::json;

use crate::stage::Stage;

#[tokio::test]
async fn do_not_disturb_is_told_once_per_change() {
    let mut stage = Stage::signed_in(vec![]).await;
    let me = stage.me();
    let owner = json!({ "Name": "Anna Lindqvist", "InternalTel": "4021", "ExternalTel": "+442079460121" });
    for (on, state, value) in [(true, "DND on", "ON"), (false, "DND off", "OFF")] {
        stage.order("PUT", &format!("/users/{}/dnd", me.id), json!({ "on": on })).await;
        stage.expect(json!({ "type": "device", "line": me.id, "state": state, "device": { "OwnerContact": owner, "DndState": value, "Hookstate": "On Hook" } })).await;
    }
}

#[tokio::test]
async fn the_hook_is_told_once_per_change() {
    let mut stage = Stage::signed_in(vec![]).await;
    let me = stage.me();
    for (off, state, value) in [(true, "Off hook", "Off Hook"), (false, "On hook", "On Hook")] {
        stage.order("PUT", &format!("/users/{}/hook", me.id), json!({ "off": off })).await;
        stage.expect(json!({ "type": "device", "state": state, "device": { "Hookstate": value } })).await;
    }
}

#[tokio::test]
async fn a_call_that_do_not_disturb_turns_away_is_missed_without_ringing() {
    let mut stage = Stage::signed_in(vec![]).await;
    let me = stage.me();
    stage.order("PUT", &format!("/users/{}/dnd", me.id), json!({ "on": true })).await;
    stage.expect(json!({ "type": "device", "state": "DND on" })).await;
    stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Missed", "call": { "Outcome": "busy" } })).await;
}
