//! The list of custom events: copies, moves, files and secrets.

use engine::{Request, view::ImportProblem};
use secrecy::SecretString;
use serde_json::json;

use crate::stage::{Deed, Stage, absolute, custom_event};

fn names(stage: &Stage) -> Vec<String> {
    stage.engine.view().borrow().custom_events.iter().map(|event| event.event.name.clone()).collect()
}

#[tokio::test]
async fn custom_events_are_copied_and_moved() {
    let event = |name: &str| {
        let mut event = custom_event(name, "ringing", json!({ "kind": "showMessage", "title": name, "text": "" }));
        event.id = name.into();
        event
    };
    let stage = Stage::signed_in(vec![event("a"), event("b"), event("c")]).await;
    stage.engine.tell(Request::DuplicateCustomEvent("b".into())).await.unwrap();
    let view = stage.see(|view| view.custom_events.len() == 4).await;
    assert_eq!(names(&stage), ["a", "b", "b (2)", "c"]);
    assert!(view.custom_events[2].event.id != "b" && !view.custom_events[2].event.enabled, "a copy is another one, and off until it is wanted");
    for (by, expected) in [(-1, ["c", "a", "b"]), (-5, ["c", "a", "b"]), (1, ["a", "c", "b"]), (7, ["a", "b", "c"])] {
        let copy = view.custom_events[2].event.id.clone();
        stage.engine.tell(Request::RemoveCustomEvent(copy)).await.unwrap();
        stage.see(|view| view.custom_events.len() == 3).await;
        if by == -1 {
            stage.engine.tell(Request::MoveCustomEvent { id: "c".into(), by: -1 }).await.unwrap();
        }
        stage.engine.tell(Request::MoveCustomEvent { id: "c".into(), by }).await.unwrap();
        stage.see(|view| view.custom_events.iter().map(|event| event.event.name.as_str()).eq(expected)).await;
    }
}

#[tokio::test]
async fn what_comes_from_a_file_is_shown_with_all_it_reaches_for_and_does_nothing_until_it_was_looked_at() {
    let mut program = custom_event("program", "ringing", json!({ "kind": "runProgram", "program": absolute("/opt/crm"), "parameters": "--tel {Call.RemoteTel}" }));
    program.id = "11111111-1111-4111-8111-111111111111".into();
    let mut service = custom_event(
        "service",
        "ringing",
        json!({ "kind": "runWebService", "url": "https://log.example.org/x", "headers": [{ "name": "Authorization", "value": "Bearer ", "secret": "crm" }] }),
    );
    service.id = "22222222-2222-4222-8222-222222222222".into();
    let mut stage = Stage::signed_in(vec![program, service]).await;
    let ids = stage.engine.view().borrow().custom_events.iter().map(|event| event.event.id.clone()).collect();
    let text = stage.engine.ask(|reply| Request::ExportCustomEvents { ids, reply }).await.unwrap();
    let review = stage.engine.ask(|reply| Request::ReviewImport { file: "x.json".into(), text: Ok(text.clone()), reply }).await.unwrap();
    assert!(review.items.iter().all(|item| item.replaces && item.same), "{review:?}");
    for id in ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] {
        stage.engine.tell(Request::RemoveCustomEvent(id.into())).await.unwrap();
    }
    stage.see(|view| view.custom_events.is_empty()).await;

    let review = stage.engine.ask(|reply| Request::ReviewImport { file: "x.json".into(), text: Ok(text), reply }).await.unwrap();
    assert_eq!(
        review.items[0].programs.iter().map(|program| (program.program.clone(), program.parameters.as_str())).collect::<Vec<_>>(),
        [(absolute("/opt/crm"), "--tel {Call.RemoteTel}")]
    );
    assert_eq!((review.items[1].hosts.clone(), review.items[1].secrets.clone()), (vec!["https://log.example.org".to_owned()], vec!["crm".to_owned()]));
    stage.engine.tell(Request::AcceptImport(review.items.iter().map(|item| item.event.id.clone()).collect())).await.unwrap();
    let view = stage.see(|view| view.custom_events.len() == 2).await;
    assert!(view.custom_events.iter().all(|event| event.event.imported && !event.event.enabled));
    // A switch is not a look.
    let first = (*view.custom_events[0].event).clone();
    stage.engine.tell(Request::SetCustomEventEnabled { id: first.id.clone(), on: true }).await.unwrap();
    stage.ring().await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    assert!(!stage.engine.view().borrow().custom_events[0].event.enabled);
    let problems = stage.engine.ask(|reply| Request::SaveCustomEvent { draft: Box::new(first.clone()), reply }).await.unwrap();
    assert_eq!(problems, []);
    stage.engine.tell(Request::SetCustomEventEnabled { id: first.id, on: true }).await.unwrap();
    stage.see(|view| view.custom_events[0].event.enabled && !view.custom_events[0].event.imported).await;
    while let Some(deed) = stage.deed_already_done() {
        assert!(matches!(deed, Deed::SoundBegan(..) | Deed::SoundStopped(..)), "{deed:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_none_of_ours_is_refused() {
    let stage = Stage::signed_in(vec![]).await;
    for (text, problem) in [
        (Ok("{}".to_owned()), ImportProblem::NotOurs),
        (Ok(r#"{"bellhop":"custom events","schema":99,"customEvents":[]}"#.to_owned()), ImportProblem::TooNew),
        (Ok("x".repeat(2 << 20)), ImportProblem::TooLarge),
        (Err(ImportProblem::Unreadable), ImportProblem::Unreadable),
    ] {
        let review = stage.engine.ask(|reply| Request::ReviewImport { file: "x".into(), text, reply }).await.unwrap();
        assert_eq!((review.problem, review.items.len()), (Some(problem), 0));
    }
}

#[tokio::test]
async fn secrets_are_known_by_name_only() {
    let stage = Stage::signed_in(vec![]).await;
    let secret = SecretString::from("canary-secret-4711".to_owned());
    assert_eq!(stage.engine.ask(|reply| Request::SetSecret { name: " crm ".into(), secret, reply }).await.unwrap(), None);
    stage.see(|view| view.settings.secrets == ["crm"]).await;
    assert!(stage.machine.saved.lock().unwrap().iter().all(|text| !text.contains("canary-secret-4711")));
    let header = json!({ "name": "Authorization", "value": "Bearer ", "secret": "crm" });
    let draft = custom_event("x", "ringing", json!({ "kind": "runWebService", "url": "https://log.example.org/x", "headers": [header] }));
    let asked = Box::new(draft.clone());
    assert_eq!(stage.engine.ask(|reply| Request::CheckCustomEvent { draft: asked, reply }).await.unwrap(), []);
    stage.engine.tell(Request::ForgetSecret("crm".into())).await.unwrap();
    stage.see(|view| view.settings.secrets.is_empty()).await;
    let problems = stage.engine.ask(|reply| Request::CheckCustomEvent { draft: Box::new(draft), reply }).await.unwrap();
    assert_eq!(
        problems.iter().map(|problem| (problem.field.as_str(), problem.code, problem.is_error())).collect::<Vec<_>>(),
        [("actions.0.headers.0.secret", custom_events::FieldProblemCode::SecretMissing, false)]
    );
}
