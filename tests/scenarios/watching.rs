//! The lines of colleagues.

use custom_events::CustomEvent;
use engine::{
    Request, Settings,
    settings::{Colleague, NumbersSettings},
    view::{Found, Permission, View, WatchedView},
};
use serde_json::{Value, json};
use telephony::{CallState, Hook};

use crate::stage::{Deed, Stage, custom_event};

async fn busy_lamp_list(stage: &Stage) -> Found {
    stage.engine.ask(|reply| Request::BusyLampList { reply }).await.unwrap()
}

async fn find(stage: &Stage, typed: &str) -> Vec<String> {
    let found = stage.engine.ask(|reply| Request::FindColleagues { typed: typed.to_owned(), reply }).await.unwrap();
    assert_eq!(found.problem, None, "{typed}");
    found.colleagues.into_iter().map(|colleague| colleague.extension).collect()
}

fn of<'a>(view: &'a View, extension: &str) -> Option<&'a WatchedView> {
    view.watched.iter().find(|watched| watched.line.extension == extension)
}

fn rings(view: &View, extension: &str) -> bool {
    of(view, extension).is_some_and(|watched| watched.calls.iter().any(|call| call.state == CallState::Ringing))
}

/// A custom event that shows a message when a call rings where its Local tel says.
fn at(local_tel: &str) -> CustomEvent {
    let mut event = custom_event(local_tel, "ringing", json!({ "kind": "showMessage", "title": "{Call.LocalName}", "text": "{Call.LocalTel} {Call.RemoteTel}" }));
    event.trigger =
        serde_json::from_value(json!({ "category": "call", "state": "ringing", "line": "own", "direction": "both", "scope": "both", "remoteTel": "", "localTel": local_tel }))
            .unwrap();
    event
}

async fn watching(settings: Settings) -> Stage {
    let mut stage = Stage::signed_out(Settings { sounds_on: false, ..settings }).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    let found = busy_lamp_list(&stage).await;
    stage.engine.tell(Request::WatchLines(found.colleagues)).await.unwrap();
    stage.see(|view| view.watched.len() == 5 && view.watched.iter().all(|watched| watched.permission != Permission::Asked)).await;
    stage
}

#[tokio::test]
async fn whose_phone_rings_is_seen_and_a_custom_event_for_one_colleague_fires_for_that_one_only() {
    let mut stage = watching(Settings { custom_events: vec![at("4033")], ..Settings::default() }).await;
    let mut calls = Vec::new();
    for extension in ["4017", "4033", "4048"] {
        calls.push((extension, stage.call(json!({ "from": "outside", "to": extension })).await));
        let view = stage.see(|view| rings(view, extension)).await;
        for other in ["4017", "4033", "4048"] {
            assert_eq!(rings(&view, other), other == extension, "{other} while {extension} rings");
        }
        assert!(view.calls.is_empty(), "the own line has no call");
        assert_eq!(of(&view, extension).unwrap().calls[0].remote_name, "Priya Raman");
        let (_, call) = calls.last().unwrap();
        stage.then(call, "release", Some("outside")).await;
        stage.see(|view| of(view, extension).is_some_and(|watched| watched.calls.is_empty())).await;
    }
    assert_eq!(stage.deed().await, Deed::Notified("José Núñez".into(), "4033 +442079460958".into()));
    stage.ring().await;
    stage.see(|view| !view.calls.is_empty()).await;
    assert_eq!(stage.deed_already_done(), None, "once, and for nobody else");
}

#[tokio::test]
async fn each_line_says_whether_it_may_be_heard_and_how_its_phone_is() {
    let mut stage = watching(Settings::default()).await;
    let view = stage.see(|view| of(view, "4017").is_some_and(|watched| watched.device.hook == Some(Hook::OnHook) && watched.device.dnd == Some(false))).await;
    assert_eq!(view.watched.iter().map(|watched| watched.line.extension.as_str()).collect::<Vec<_>>(), ["4017", "4033", "4048", "4052", "4064"], "in the order of the list");
    let private = of(&view, "4064").unwrap();
    assert!(matches!(&private.permission, Permission::Denied { detail } if !detail.is_empty()), "{private:?}");
    assert!(view.watched.iter().filter(|watched| watched.line.extension != "4064").all(|watched| watched.permission == Permission::Granted));
    assert_eq!(of(&view, "4048").unwrap().line.name, "Ольга Соколова", "as written in the character set of the list");

    stage.order("PUT", "/users/4017/dnd", json!({ "on": true })).await;
    stage.see(|view| of(view, "4017").is_some_and(|watched| watched.device.dnd == Some(true))).await;
    let line = stage.expect(json!({ "type": "device", "state": "DND on" })).await;
    assert_eq!((&line["device"]["OwnerContact"]["Name"], &line["device"]["DndState"]), (&json!("Tomasz Nowak"), &json!("ON")));
    stage.order("PUT", "/users/4017/hook", json!({ "off": true })).await;
    stage.see(|view| of(view, "4017").is_some_and(|watched| watched.device.hook == Some(Hook::OffHook))).await;
    let line = stage.expect(json!({ "type": "device", "state": "Off hook" })).await;
    assert_eq!(line["device"]["Hookstate"], "Off Hook");
}

#[tokio::test]
async fn lines_are_remembered_for_their_account_and_can_be_given_up() {
    let mut stage = watching(Settings::default()).await;
    stage.see_passwords(1).await;
    let tomasz = stage.colleague();
    stage.engine.tell(Request::StopWatching { user_id: tomasz.id.to_uppercase() }).await.unwrap();
    stage.see(|view| view.watched.len() == 4 && of(view, "4017").is_none()).await;
    stage.engine.tell(Request::WatchLines(vec![Colleague { user_id: stage.me().id, ..Colleague::default() }])).await.unwrap();
    stage.engine.tell(Request::WatchLines(busy_lamp_list(&stage).await.colleagues.into_iter().take(2).collect())).await.unwrap();
    let view = stage.see(|view| view.watched.len() == 5).await;
    assert_eq!(view.watched.last().unwrap().line.extension, "4017", "a line that is watched already stays where it is, and the own one is none of them");
    stage.restart().await;
    stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    let view = stage.see(|view| view.watched.len() == 5).await;
    assert_eq!(view.watched[0].line.name, "José Núñez");
    stage.see(|view| of(view, "4017").is_some_and(|watched| watched.permission == Permission::Granted)).await;
    // Somebody who is watched no longer is not heard any more, and the phone system is told.
    for extension in ["4017", "4033", "4048", "4052", "4064"] {
        let user_id = stage.simulator.users().iter().find(|user| user.extension == extension).unwrap().id.clone();
        stage.engine.tell(Request::StopWatching { user_id }).await.unwrap();
    }
    stage.see(|view| view.watched.is_empty()).await;
    let mut left = Value::Null;
    while left.as_array().is_none_or(|left| left.len() != 2) {
        left = stage.ledger().await["subscriptions"].clone();
    }
    let targets: Vec<&str> = left.as_array().unwrap().iter().filter_map(|subscription| subscription["target"].as_str()).collect();
    assert!(targets.iter().all(|target| *target == stage.me().id), "{left}");
}

#[tokio::test]
async fn colleagues_are_found_by_a_part_of_their_name_or_by_extension() {
    let stage = watching(Settings::default()).await;
    for (typed, found) in [
        ("towak", &[][..]),
        ("nowak", &["4017"]),
        ("Toma", &["4017"]),
        ("tomasz nowak", &["4017"]),
        ("Jos núÑ", &["4033"]),
        ("40", &["4064", "4017", "4033", "4052", "4048", "4071"]),
        ("4052", &["4052"]),
    ] {
        let mut extensions = find(&stage, typed).await;
        let mut expected: Vec<&str> = found.to_vec();
        extensions.sort();
        expected.sort_unstable();
        assert_eq!(extensions, expected, "{typed}");
    }
}

#[tokio::test]
async fn the_users_own_word_on_numbers_counts_and_is_remembered() {
    let mut event = at("");
    event.trigger =
        serde_json::from_value(json!({ "category": "call", "state": "ringing", "direction": "both", "scope": "both", "remoteTel": "0221 888", "localTel": "" })).unwrap();
    let mut stage = Stage::signed_in(vec![event]).await;
    let view = stage.see(|view| view.account.is_some()).await;
    assert_eq!((view.settings.numbers.country.as_str(), view.settings.numbers.national_prefix.as_str()), ("GB", "0"));
    let numbers = NumbersSettings { country: Some("DE".into()), outside_line: "9".into(), ..NumbersSettings::default() };
    stage.engine.tell(Request::SetNumbers(numbers.clone())).await.unwrap();
    let view = stage.see(|view| view.settings.numbers.chosen == numbers).await;
    assert_eq!((view.settings.numbers.country.as_str(), view.settings.numbers.national_prefix.as_str()), ("GB", "0"), "what the phone system says stays said");
    let call = stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+492218888888" })).await;
    let ringing = stage.see(|view| view.calls.iter().any(|call| call.state == CallState::Ringing)).await;
    assert_eq!(ringing.calls[0].remote_tel, "0221 8888888", "at home in Germany");
    loop {
        if let Deed::Notified(_, text) = stage.deed().await {
            assert!(text.ends_with("+492218888888"));
            break;
        }
    }
    stage.then(&call, "release", Some("outside")).await;
    stage.restart().await;
    stage.see(|view| view.settings.numbers.chosen == numbers).await;
}
