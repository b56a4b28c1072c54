//! Each scenario a phone system can play, and the lines `bellhop listen --json` prints of it.
//!
//! The lines are kept beside, in `snapshots`, one file a scenario. Of what is different each time, times are left out and
//! calls are numbered.

use std::collections::{BTreeMap, BTreeSet};

use engine::{Request, settings::Colleague, view::Permission};
use serde_json::{Value, json};
use simulator::{Scenario, User};

use crate::stage::Stage;

/// How long the phone system waits between the steps of a scenario, in milliseconds: longer than a call that arrives is
/// held back, and longer than the end of one is that a colleague may have answered.
const PACE: u64 = 600;
/// Who calls when the scenario is over.
const LAST: &str = "+442079460999";

/// Plays a scenario, and returns what was told of it, as text.
async fn told(name: &str, watched: &[&str]) -> String {
    written(play(name, watched).await)
}

/// Plays a scenario with some colleagues' lines watched, by extension, and returns what was told of it.
pub async fn play(name: &str, watched: &[&str]) -> Vec<Value> {
    let mut stage = Stage::signed_in(vec![]).await;
    watch(&stage, watched).await;
    stage.order("POST", &format!("/scenarios/{name}"), json!({ "pace": PACE })).await;
    // A call from a number nobody else has rings after everything else was told.
    stage.call(json!({ "from": "outside", "to": stage.me().id, "number": LAST })).await;
    let mut lines = Vec::new();
    loop {
        let line = stage.next_line().await;
        if line["call"]["RemoteTel"] == LAST {
            return lines;
        }
        lines.push(line);
    }
}

async fn watch(stage: &Stage, extensions: &[&str]) {
    let colleague = |user: &User| Colleague { user_id: user.id.clone(), name: user.name.clone(), extension: user.extension.clone(), number: user.number.clone() };
    let colleagues: Vec<Colleague> = stage.simulator.users().iter().filter(|user| extensions.contains(&user.extension.as_str())).map(colleague).collect();
    assert_eq!(colleagues.len(), extensions.len());
    stage.engine.tell(Request::WatchLines(colleagues)).await.unwrap();
    let heard = |watched: &engine::view::WatchedView| watched.permission == Permission::Granted && watched.device.hook.is_some() && watched.device.dnd.is_some();
    stage.see(|view| view.watched.len() == extensions.len() && view.watched.iter().all(heard)).await;
}

/// Writes lines without what is different each time.
fn written(lines: Vec<Value>) -> String {
    let mut calls = BTreeMap::new();
    let mut text = String::new();
    for mut line in lines {
        let Some(fields) = line.as_object_mut() else { panic!("{line}") };
        fields.remove("time");
        if let Some(call) = fields.get_mut("call") {
            let count = calls.len() + 1;
            let number = *calls.entry(call["Id"].as_str().unwrap().to_owned()).or_insert(count);
            call["Id"] = json!(format!("call {number}"));
            assert!(!call["Start"].as_str().unwrap().is_empty());
            call["Start"] = json!("…");
            if call["Duration"].as_str().is_some_and(|duration| !duration.is_empty() && duration != "00:00:00.000000000") {
                call["Duration"] = json!("…");
            }
        }
        text += &format!("{line}\n");
    }
    text
}

macro_rules! scenarios {
    ($($test:ident $name:literal)*) => {
        const PLAYED: &[&str] = &[$($name),*];
        $(
            #[tokio::test]
            async fn $test() {
                insta::assert_snapshot!(concat!("told__", stringify!($test)), told($name, &[]).await);
            }
        )*
    };
}

scenarios! {
    incoming_answered "incoming-answered"
    incoming_missed "incoming-missed"
    incoming_declined "incoming-declined"
    no_answer_voicemail "no-answer-voicemail"
    no_answer_forward "no-answer-forward"
    forward_always "forward-always"
    do_not_disturb "do-not-disturb"
    do_not_disturb_toggle "do-not-disturb-toggle"
    outgoing "outgoing"
    outgoing_unanswered "outgoing-unanswered"
    outgoing_busy "outgoing-busy"
    outgoing_invalid_number "outgoing-invalid-number"
    click_to_dial "click-to-dial"
    click_to_dial_ignored "click-to-dial-ignored"
    hold "hold"
    remote_hold "remote-hold"
    blind_transfer "blind-transfer"
    transferred_away "transferred-away"
    consult_transfer "consult-transfer"
    call_waiting "call-waiting"
    conference "conference"
    transfer_recall "transfer-recall"
    park "park"
    park_recall "park-recall"
    pickup "pickup"
    picked_up_elsewhere "picked-up-elsewhere"
    hunt_group "hunt-group"
    shared_line "shared-line"
    recording "recording"
    as_restart "as-restart"
}

#[test]
fn every_scenario_there_is_is_played_here() {
    let there_is: BTreeSet<&str> = Scenario::all().map(Scenario::name).collect();
    assert_eq!(PLAYED.iter().copied().collect::<BTreeSet<_>>(), there_is);
}

// The same with a colleague's line watched, where that line tells more

#[tokio::test]
async fn a_hunt_group_whose_colleague_is_watched() {
    insta::assert_snapshot!("told__hunt_group_watched", told("hunt-group", &["4017"]).await);
}

#[tokio::test]
async fn a_call_a_watched_colleague_picks_up() {
    insta::assert_snapshot!("told__picked_up_elsewhere_watched", told("picked-up-elsewhere", &["4017"]).await);
}

#[tokio::test]
async fn a_call_sent_on_to_a_watched_colleague() {
    insta::assert_snapshot!("told__no_answer_forward_watched", told("no-answer-forward", &["4017"]).await);
}

#[tokio::test]
async fn a_call_transferred_to_a_watched_colleague() {
    insta::assert_snapshot!("told__blind_transfer_watched", told("blind-transfer", &["4017"]).await);
}
