//! Custom events being edited, and what survives.

use std::sync::atomic::Ordering;

use custom_events::FieldProblemCode;
use engine::{
    Request, Settings,
    view::{NoticeCode, Switch},
};
use serde_json::json;

use crate::stage::{Stage, absolute, custom_event};

#[tokio::test]
async fn a_custom_event_is_added_changed_removed_and_brought_back_and_survives_a_restart() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    for name in ["first", "second", "third"] {
        let mut draft = custom_event(name, "ringing", json!({ "kind": "showMessage", "title": name, "text": "" }));
        draft.id = String::new();
        let problems = stage.engine.ask(|reply| Request::SaveCustomEvent { draft: Box::new(draft), reply }).await.unwrap();
        assert_eq!(problems, []);
    }
    let mut second = stage.see(|view| view.custom_events.len() == 3).await.custom_events[1].event.as_ref().clone();
    assert!(!second.id.is_empty(), "a new one gets an id");
    second.name = "changed".into();
    stage.engine.ask(|reply| Request::SaveCustomEvent { draft: Box::new(second.clone()), reply }).await.unwrap();
    stage.engine.tell(Request::SetCustomEventEnabled { id: second.id.clone(), on: false }).await.unwrap();
    stage.engine.tell(Request::RemoveCustomEvent(second.id.clone())).await.unwrap();
    stage.see(|view| view.custom_events.len() == 2).await;
    stage.engine.tell(Request::RestoreCustomEvent).await.unwrap();
    stage.see(|view| view.custom_events.len() == 3).await;
    stage.restart().await;
    let view = stage.see(|_| true).await;
    let names: Vec<_> = view.custom_events.iter().map(|shown| (shown.event.name.as_str(), shown.event.enabled)).collect();
    assert_eq!(names, [("first", true), ("changed", false), ("third", true)], "it is back in its place, as it was");
}

#[tokio::test]
async fn c3_settings_that_could_not_be_saved_are_saved_when_they_can_be() {
    let stage = Stage::signed_out(Settings::default()).await;
    stage.machine.disk_is_full.store(true, Ordering::Relaxed);
    stage.engine.tell(Request::SetSwitch { switch: Switch::Sounds, on: false }).await.unwrap();
    stage.see(|view| view.notices.iter().any(|notice| notice.code == NoticeCode::SettingsNotSaved)).await;
    stage.machine.disk_is_full.store(false, Ordering::Relaxed);
    stage.see(|view| view.notices.is_empty()).await;
    assert!(stage.machine.saved.lock().unwrap().last().unwrap().contains("\"soundsOn\": false"));
    // At the end as well.
    stage.machine.disk_is_full.store(true, Ordering::Relaxed);
    stage.engine.tell(Request::SetSwitch { switch: Switch::Sounds, on: true }).await.unwrap();
    stage.see(|view| view.notices.iter().any(|notice| notice.code == NoticeCode::SettingsNotSaved)).await;
    stage.machine.disk_is_full.store(false, Ordering::Relaxed);
    stage.engine.ask(|reply| Request::Quit { reply }).await.unwrap();
    assert!(stage.machine.saved.lock().unwrap().last().unwrap().contains("\"soundsOn\": true"));
}

#[tokio::test]
async fn a_draft_with_an_error_is_not_stored() {
    let stage = Stage::signed_out(Settings::default()).await;
    let draft = custom_event("", "ringing", json!({ "kind": "runProgram", "program": absolute("/gone/crm"), "parameters": "{Call.RemoteNmae}" }));
    let problems = stage.engine.ask(|reply| Request::SaveCustomEvent { draft: Box::new(draft), reply }).await.unwrap();
    let codes: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.code)).collect();
    assert_eq!(codes, [("name", FieldProblemCode::Empty), ("actions.0.parameters", FieldProblemCode::UnknownVariable), ("actions.0.program", FieldProblemCode::ProgramMissing)]);
    assert_eq!(problems[1].suggestion.as_deref(), Some("Call.RemoteName"));
    assert_eq!(stage.see(|_| true).await.custom_events, []);
}
