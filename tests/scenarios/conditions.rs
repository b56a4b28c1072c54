//! What has to be true besides, and what waits to see whether it is still so.

use custom_events::{Condition, CustomEvent, HoursCondition, OwnState, OwnStateCondition, StillSoCondition};
use engine::{Request, view::Switch};
use serde_json::{Value, json};

use crate::stage::{Deed, Stage, custom_event};

fn message(name: &str, state: &str, conditions: Vec<Condition>) -> CustomEvent {
    CustomEvent { conditions, ..custom_event(name, state, json!({ "kind": "showMessage", "title": name, "text": "" })) }
}

fn connection(name: &str, state: &str) -> CustomEvent {
    serde_json::from_value(json!({
        "id": name, "name": name, "enabled": true, "trigger": { "category": "connection", "state": state },
        "actions": [{ "kind": "showMessage", "title": name, "text": "" }],
    }))
    .unwrap()
}

async fn quiet(stage: &Stage) {
    stage.engine.tell(Request::SetSwitch { switch: Switch::Sounds, on: false }).await.unwrap();
    stage.see(|view| !view.settings.sounds_on).await;
}

/// Waits for the next message, and returns its title.
async fn shown(stage: &mut Stage) -> String {
    loop {
        if let Deed::Notified(title, _) = stage.deed().await {
            return title;
        }
    }
}

#[tokio::test]
async fn what_is_still_so_after_a_while_is_done_and_what_is_not_is_not() {
    let still = |seconds| vec![Condition::StillSo(StillSoCondition { seconds })];
    let mut stage = Stage::signed_in(vec![message("rings on", "ringing", still(1)), message("talks on", "connected", still(600))]).await;
    quiet(&stage).await;
    let call = stage.ring().await;
    assert_eq!(shown(&mut stage).await, "rings on");
    stage.then(&call, "answer", None).await;
    stage.until(json!({ "type": "call", "state": "Connected" })).await;
    stage.then(&call, "hold", None).await;
    stage.until(json!({ "type": "call", "state": "Held" })).await;
    // The hold put an end to it. What is written down says so.
    let entries = stage.written_down(1, |entry| entry.entry.state == "Connected" && was_of(&entry.entry.trace, "stillSo") == ["changed"]).await;
    assert_eq!(entries.len(), 1);
    let rung = stage.written_down(1, |entry| entry.entry.state == "Ringing" && was_of(&entry.entry.trace, "stillSo") == ["still"]).await;
    assert_eq!(rung[0].runs.len(), 1, "what was done is entered where it began");
    assert_eq!(stage.deed_already_done(), None);
}

fn was_of(trace: &str, kind: &str) -> Vec<String> {
    let trace: Value = serde_json::from_str(trace).unwrap();
    let verdicts = trace.as_array().into_iter().flatten().flat_map(|traced| traced["verdicts"].as_array().cloned().unwrap_or_default());
    verdicts.filter(|verdict| verdict["condition"] == kind).map(|verdict| verdict["was"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn what_is_removed_or_switched_off_meanwhile_is_not_done() {
    let still = vec![Condition::StillSo(StillSoCondition { seconds: 1 })];
    let mut stage = Stage::signed_in(vec![message("removed", "ringing", still.clone()), message("off", "ringing", still.clone()), message("stays", "ringing", still)]).await;
    quiet(&stage).await;
    stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    let id = |stage: &Stage, name: &str| stage.engine.view().borrow().custom_events.iter().find(|event| event.event.name == name).unwrap().event.id.clone();
    let (removed, off) = (id(&stage, "removed"), id(&stage, "off"));
    stage.engine.tell(Request::RemoveCustomEvent(removed)).await.unwrap();
    stage.engine.tell(Request::SetCustomEventEnabled { id: off, on: false }).await.unwrap();
    assert_eq!(shown(&mut stage).await, "stays");
    assert_eq!(stage.deed_already_done(), None);
}

#[tokio::test]
async fn d20_what_has_begun_goes_on_as_it_was_when_it_began() {
    let mut sound = custom_event("bell", "ringing", json!({ "kind": "playSound", "file": "/sounds/bell.wav", "repeat": true }));
    sound.id = "bell".into();
    sound.limit.times = 100;
    let mut stage = Stage::signed_in(vec![sound]).await;
    quiet(&stage).await;
    for round in 0..20 {
        let call = stage.ring().await;
        while !matches!(stage.deed().await, Deed::SoundBegan(..)) {}
        let request = match round % 2 {
            0 => Request::SetCustomEventEnabled { id: "bell".into(), on: false },
            _ => Request::RemoveCustomEvent("bell".into()),
        };
        stage.engine.tell(request).await.unwrap();
        stage.then(&call, "release", Some("outside")).await;
        while !matches!(stage.deed().await, Deed::SoundStopped(..)) {}
        stage.engine.tell(Request::RestoreCustomEvent).await.unwrap();
        stage.engine.tell(Request::SetCustomEventEnabled { id: "bell".into(), on: true }).await.unwrap();
        stage.see(|view| view.custom_events.iter().any(|event| event.event.id == "bell" && event.event.enabled)).await;
    }
}

#[tokio::test]
async fn the_own_state_and_the_hour_are_asked_about() {
    let own = |wanted| vec![Condition::OwnState(OwnStateCondition { wanted })];
    // Half a day away, also when this is over.
    let (from, to) = if jiff::Zoned::now().hour() < 12 { ("18:00", "18:01") } else { ("06:00", "06:01") };
    let never = HoursCondition { days: vec![], from: from.into(), to: to.into() };
    let mut stage = Stage::signed_in(vec![
        message("idle", "ringing", own(OwnState::Idle)),
        message("busy", "ringing", own(OwnState::InACall)),
        message("never", "ringing", vec![Condition::Hours(never)]),
    ])
    .await;
    quiet(&stage).await;
    let first = stage.ring().await;
    assert_eq!(shown(&mut stage).await, "idle");
    stage.then(&first, "answer", None).await;
    stage.until(json!({ "type": "call", "state": "Connected" })).await;
    let me = stage.me().id;
    stage.call(json!({ "from": "outside", "to": me, "number": "+441134960204" })).await;
    assert_eq!(shown(&mut stage).await, "busy");
    assert!(stage.deed_already_done().is_none());
}

#[tokio::test]
async fn once_per_call_is_once_however_often_it_is_held() {
    let mut stage = Stage::signed_in(vec![message("once", "held", vec![Condition::OncePerCall]), message("each", "held", vec![])]).await;
    quiet(&stage).await;
    let call = stage.ring().await;
    for verb in ["answer", "hold", "retrieve", "hold"] {
        stage.then(&call, verb, None).await;
    }
    let mut titles = vec![shown(&mut stage).await, shown(&mut stage).await, shown(&mut stage).await];
    titles.sort();
    assert_eq!(titles, ["each", "each", "once"]);
    stage.written_down(1, |entry| was_of(&entry.entry.trace, "oncePerCall") == ["done"]).await;
}

#[tokio::test]
async fn only_if_answered_here_leaves_out_what_nobody_took_up() {
    let mut stage = Stage::signed_in(vec![message("talked", "completed", vec![Condition::AnsweredHere]), message("over", "completed", vec![])]).await;
    quiet(&stage).await;
    let me = stage.me().id;
    let declined = stage.ring().await;
    stage.until(json!({ "type": "call", "state": "Ringing" })).await;
    stage.then(&declined, "decline", None).await;
    assert_eq!(shown(&mut stage).await, "over");
    let answered = stage.call(json!({ "from": "outside", "to": me, "number": "+441134960204" })).await;
    stage.then(&answered, "answer", None).await;
    stage.until(json!({ "type": "call", "state": "Connected" })).await;
    stage.then(&answered, "release", None).await;
    let mut titles = [shown(&mut stage).await, shown(&mut stage).await];
    titles.sort();
    assert_eq!(titles, ["over", "talked"]);
}

#[tokio::test]
async fn custom_events_are_about_the_connection_too() {
    let mut stage = Stage::signed_in(vec![connection("in", "signedIn"), connection("lost", "lost"), connection("back", "restored"), connection("out", "signedOut")]).await;
    assert_eq!(shown(&mut stage).await, "in");
    stage.order("POST", "/injections", json!({ "kind": "down", "open": "reset" })).await;
    assert_eq!(shown(&mut stage).await, "lost");
    stage.order("POST", "/injections", json!({ "kind": "up" })).await;
    stage.engine.tell(Request::RetryNow).await.unwrap();
    assert_eq!(shown(&mut stage).await, "back");
    stage.engine.ask(|reply| Request::SignOut { reply }).await.unwrap();
    assert_eq!(shown(&mut stage).await, "out");
}

#[tokio::test]
async fn a_message_that_a_call_rings_is_taken_away_when_it_is_answered_and_one_about_the_call_when_it_is_over() {
    let message = |title: &str, state: &str| custom_event(title, state, json!({ "kind": "showMessage", "title": title, "text": "", "withdraw": true }));
    let mut stage = Stage::signed_in(vec![message("Ring", "ringing"), message("Talk", "connected")]).await;
    quiet(&stage).await;
    let call = stage.ring().await;
    assert_eq!(shown(&mut stage).await, "Ring");
    stage.then(&call, "answer", None).await;
    let mut deeds = [stage.deed().await, stage.deed().await];
    deeds.sort_by_key(|deed| matches!(deed, Deed::Withdrawn(_)));
    assert_eq!(deeds, [Deed::Notified("Talk".into(), String::new()), Deed::Withdrawn("Ring".into())]);
    let me = stage.me().id;
    stage.then(&call, "hold", Some(&me)).await;
    stage.until(json!({ "type": "call", "state": "Held" })).await;
    assert_eq!(stage.deed_already_done(), None, "the call goes on");
    stage.then(&call, "release", None).await;
    assert_eq!(stage.deed().await, Deed::Withdrawn("Talk".into()));

    let unanswered = stage.ring().await;
    assert_eq!(shown(&mut stage).await, "Ring");
    stage.then(&unanswered, "release", None).await;
    assert_eq!(stage.deed().await, Deed::Withdrawn("Ring".into()));
}

#[tokio::test]
async fn one_action_that_fails_or_hangs_keeps_none_of_the_others() {
    let mut event = custom_event("all", "ringing", json!({ "kind": "openWebPage", "url": "https://crm.example.org/{Call.RemoteName}" }));
    let more = [
        json!({ "kind": "playSound", "file": "/sounds/bell.wav", "repeat": true }),
        json!({ "kind": "showMessage", "title": "shown", "text": "" }),
        json!({ "kind": "runWebService", "url": "https://log.example.org/x" }),
    ];
    event.actions.extend(more.map(|action| serde_json::from_value(action).unwrap()));
    let mut stage = Stage::signed_in(vec![event]).await;
    quiet(&stage).await;
    stage.call(json!({ "from": "outside", "to": stage.me().id, "name": ".." })).await;
    let mut outcomes = std::collections::BTreeMap::new();
    while outcomes.len() < 3 {
        let line = stage.expect(json!({ "type": "action", "event": "all" })).await;
        outcomes.insert(line["kind"].as_str().unwrap().to_owned(), line["outcome"].as_str().unwrap().to_owned());
    }
    let said: Vec<_> = outcomes.iter().map(|(kind, outcome)| (kind.as_str(), outcome.as_str())).collect();
    assert_eq!(said, [("openWebPage", "failed"), ("runWebService", "ok"), ("showMessage", "ok")], "the sound still plays");
}
