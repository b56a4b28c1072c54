//! What custom events do.

use engine::{Request, view::Switch};
use serde_json::json;

use crate::stage::{Deed, Stage, absolute, custom_event};

#[tokio::test]
async fn each_kind_of_action_does_exactly_what_was_asked() {
    let mut stage = Stage::signed_in(vec![
        custom_event("program", "ringing", json!({ "kind": "runProgram", "program": absolute("/opt/crm"), "parameters": "--popup \"{Call.RemoteName}\" {Call.RemoteTel} 'a b'" })),
        custom_event("message", "connected", json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "{Call.RemoteTel} on {Call.LocalTel}" })),
        custom_event("page", "held", json!({ "kind": "openWebPage", "url": "https://crm.example.org/find?tel={Call.RemoteTel}&name={Call.RemoteName}" })),
        custom_event("service", "completed", json!({ "kind": "runWebService", "url": "https://log.example.org/{Call.Direction}/{Call.RemoteTel}" })),
        custom_event("sound", "missed", json!({ "kind": "playSound", "file": "/sounds/gong.wav" })),
    ])
    .await;
    quiet(&stage).await;
    let call = stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Ran(absolute("/opt/crm").into(), ["--popup", "Priya Raman", "+442079460958", "a b"].map(String::from).to_vec()));
    stage.expect(json!({ "type": "action", "event": "program", "kind": "runProgram", "outcome": "ok" })).await;
    stage.then(&call, "answer", None).await;
    assert_eq!(stage.deed().await, Deed::Notified("Priya Raman".into(), "+442079460958 on 4021".into()));
    stage.then(&call, "hold", None).await;
    assert_eq!(stage.deed().await, Deed::Opened("https://crm.example.org/find?tel=%2B442079460958&name=Priya%20Raman".into()));
    stage.then(&call, "release", None).await;
    assert_eq!(stage.deed().await, Deed::Fetched("GET".into(), "https://log.example.org/Incoming/%2B442079460958".into()));
    let call = stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+441134960204" })).await;
    assert!(matches!(stage.deed().await, Deed::Ran(..)));
    stage.then(&call, "release", None).await;
    assert_eq!(stage.deed().await, Deed::SoundBegan(engine::host::SoundSource::File("/sounds/gong.wav".into()), false));
}

#[tokio::test]
async fn a_strangers_name_is_one_argument_and_an_option_it_is_not() {
    let mut stage = Stage::signed_in(vec![custom_event(
        "program",
        "ringing",
        json!({ "kind": "runProgram", "program": absolute("/opt/crm"), "parameters": "--name={Call.RemoteName} {Call.RemoteName}" }),
    )])
    .await;
    quiet(&stage).await;
    let me = stage.me().id;
    stage.call(json!({ "from": "outside", "to": me, "name": "\"; rm -rf ~ # $(reboot) {Call.RemoteTel}" })).await;
    let hostile = "\"; rm -rf ~ # $(reboot) {Call.RemoteTel}";
    assert_eq!(stage.deed().await, Deed::Ran(absolute("/opt/crm").into(), vec![format!("--name={hostile}"), hostile.to_owned()]));
    stage.expect(json!({ "type": "action", "outcome": "ok" })).await;
    stage.call(json!({ "from": "outside", "to": me, "name": "--output=/x", "number": "+441134960204" })).await;
    let line = stage.expect(json!({ "type": "action", "outcome": "failed" })).await;
    assert!(line["detail"].as_str().unwrap().contains("looks like an option"), "{line}");
    assert_eq!(stage.deed_already_done(), None, "nothing was run");
}

#[tokio::test]
async fn a_custom_event_fires_only_when_all_its_conditions_are_met() {
    let conditions = |name: &str, direction: &str, scope: &str, remote_tel: &str, local_tel: &str| {
        let mut event = custom_event(name, "ringing", json!({ "kind": "showMessage", "title": name, "text": "" }));
        event.trigger =
            serde_json::from_value(json!({ "category": "call", "state": "ringing", "direction": direction, "scope": scope, "remoteTel": remote_tel, "localTel": local_tel }))
                .unwrap();
        event
    };
    let mut off = custom_event("off", "ringing", json!({ "kind": "showMessage", "title": "off", "text": "" }));
    off.enabled = false;
    let mut stage = Stage::signed_in(vec![
        conditions("outbound", "outbound", "both", "", ""),
        conditions("internal", "both", "internal", "", ""),
        conditions("another number", "both", "both", "0131", ""),
        conditions("another line", "both", "both", "", "4017"),
        off,
        conditions("all met", "inbound", "external", "020 7946", "4021"),
    ])
    .await;
    quiet(&stage).await;
    stage.ring().await;
    assert_eq!(stage.deed().await, Deed::Notified("all met".into(), String::new()));
    stage.expect(json!({ "type": "action", "event": "all met" })).await;
    assert_eq!(stage.deed_already_done(), None);
}

#[tokio::test]
async fn a_device_custom_event_fires_for_its_state() {
    let event = serde_json::from_value(json!({
        "id": "1", "name": "Red lamp", "enabled": true, "conditions": [],
        "trigger": { "category": "device", "state": "dndOn" },
        "actions": [{ "kind": "runProgram", "program": absolute("/opt/lamp"), "parameters": "{Device.DndState} {Device.OwnerContact.Name}" }],
    }));
    let mut stage = Stage::signed_in(vec![event.unwrap()]).await;
    let dnd = format!("/users/{}/dnd", stage.me().id);
    stage.order("PUT", &dnd, json!({ "on": true })).await;
    assert_eq!(stage.deed().await, Deed::Ran(absolute("/opt/lamp").into(), vec!["ON".into(), "Anna Lindqvist".into()]));
}

#[tokio::test]
async fn switched_off_as_a_whole_no_custom_event_runs_and_calls_are_still_told() {
    let mut stage = Stage::signed_in(vec![custom_event("message", "all", json!({ "kind": "showMessage", "title": "x", "text": "" }))]).await;
    quiet(&stage).await;
    stage.engine.tell(Request::SetSwitch { switch: Switch::CustomEvents, on: false }).await.unwrap();
    stage.see(|view| !view.settings.custom_events_on).await;
    let call = stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    stage.engine.tell(Request::SetSwitch { switch: Switch::CustomEvents, on: true }).await.unwrap();
    stage.see(|view| view.settings.custom_events_on).await;
    stage.then(&call, "release", None).await;
    let line = stage.expect(json!({ "type": "action" })).await;
    assert_eq!(line["event"], "message");
    assert_eq!(stage.deed().await, Deed::Notified("x".into(), String::new()));
    assert_eq!(stage.deed_already_done(), None, "the ringing showed nothing");
}

#[tokio::test]
async fn a_run_is_remembered_beside_its_custom_event() {
    let mut stage = Stage::signed_in(vec![custom_event("page", "ringing", json!({ "kind": "openWebPage", "url": "https://crm.example.org/{Call.RemoteName}" }))]).await;
    stage.call(json!({ "from": "outside", "to": stage.me().id, "name": ".." })).await;
    stage.expect(json!({ "type": "action", "outcome": "failed" })).await;
    let view = stage.see(|view| view.custom_events[0].last_run.is_some()).await;
    let failure = view.custom_events[0].last_run.as_ref().unwrap().failure.as_ref().unwrap();
    assert_eq!(failure.code, engine::host::FailureCode::BadAddress);
}

/// Sounds off, so that the only deeds are those of custom events.
async fn quiet(stage: &Stage) {
    stage.engine.tell(Request::SetSwitch { switch: Switch::Sounds, on: false }).await.unwrap();
    stage.see(|view| !view.settings.sounds_on).await;
}

#[tokio::test]
async fn d19_of_fifty_rings_in_a_second_five_open_a_page_and_every_one_reaches_the_web_service() {
    let mut page = custom_event("page", "ringing", json!({ "kind": "openWebPage", "url": "https://crm.example.org/{Call.RemoteTel}" }));
    assert_eq!((page.limit.times, page.limit.seconds), (5, 10));
    // Fifty rings may take a busy machine longer than ten seconds.
    page.limit.seconds = 600;
    let mut stage = Stage::signed_in(vec![page, custom_event("log", "ringing", json!({ "kind": "runWebService", "url": "https://log.example.org/{Call.RemoteTel}" }))]).await;
    quiet(&stage).await;
    let me = stage.me().id;
    for number in 0..50 {
        stage.call(json!({ "from": "outside", "to": me, "number": format!("+4420794600{number:02}") })).await;
    }
    let (mut opened, mut sent, mut held_back) = (0, 0, 0);
    while opened + sent + held_back < 100 {
        let line = stage.expect(json!({ "type": "action" })).await;
        match (line["event"].as_str().unwrap(), line["outcome"].as_str().unwrap()) {
            ("page", "ok") => opened += 1,
            ("page", "held back") => held_back += 1,
            ("log", "ok") => sent += 1,
            _ => panic!("{line}"),
        }
    }
    assert_eq!((opened, sent, held_back), (5, 50, 45));
    let view = stage.see(|view| view.custom_events.iter().all(|event| event.last_run.is_some())).await;
    assert_eq!(view.custom_events[0].last_run.as_ref().unwrap().failure, None, "what was left out is no run");
}
