//! Custom events tried out, before there is a call.

use custom_events::ConditionKind;
use engine::{
    Request, Settings,
    host::{Failure, FailureCode},
    view::{SampleCall, SimulatedCall, Switch},
};
use serde_json::json;
use telephony::Direction;
use tokio::sync::oneshot;

use crate::stage::{Deed, Stage, absolute, custom_event};

async fn example(stage: &Stage) -> SampleCall {
    stage.engine.ask(|reply| Request::SampleCalls { reply }).await.unwrap().example
}

impl Stage {
    /// Waits until there is a last call.
    async fn last_call(&self) -> SampleCall {
        loop {
            if let Some(last) = self.engine.ask(|reply| Request::SampleCalls { reply }).await.unwrap().last {
                return last;
            }
        }
    }
}

#[tokio::test]
async fn a_draft_shows_exactly_what_it_would_do_and_does_it_when_tried() {
    let mut stage = Stage::signed_in(vec![]).await;
    let mut draft = custom_event("draft", "ringing", json!({ "kind": "runProgram", "program": absolute("/opt/crm"), "parameters": "--name={Call.RemoteName} 'a b'" }));
    draft.actions.push(serde_json::from_value(json!({ "kind": "openWebPage", "url": "https://crm.example.org/{Call.RemoteTel}" })).unwrap());
    let sample = SampleCall { name: "Ann \"x\" Lee".into(), ..example(&stage).await };
    let (asked, with) = (Box::new(draft.clone()), sample.clone());
    let preview = stage.engine.ask(|reply| Request::Preview { draft: asked, sample: with, reply }).await.unwrap();
    let pieces: Vec<Vec<_>> = preview.actions[0].arguments.iter().map(|argument| argument.iter().map(|piece| (piece.text.as_str(), piece.from_call)).collect()).collect();
    assert_eq!(pieces, [vec![("--name=", false), ("Ann \"x\" Lee", true)], vec![("a b", false)]]);
    assert!(preview.trace.matched);
    assert_eq!(serde_json::to_value(&preview.actions[1].rendered).unwrap()["url"], "https://crm.example.org/%2B442079460958");
    let tried = stage.engine.ask(|reply| Request::TryAction { draft: Box::new(draft), index: 0, sample, reply, at_last: oneshot::channel().0 }).await.unwrap();
    assert_eq!(tried.failure, None);
    assert_eq!(stage.deed().await, Deed::Ran(absolute("/opt/crm").into(), vec!["--name=Ann \"x\" Lee".into(), "a b".into()]));
    assert_eq!(stage.deed_already_done(), None, "one action, and nothing was saved");
}

#[tokio::test]
async fn of_a_program_that_is_tried_and_runs_on_the_end_is_told_too() {
    let stage = Stage::signed_in(vec![]).await;
    let program = absolute("/opt/crm");
    let draft = Box::new(custom_event("draft", "ringing", json!({ "kind": "runProgram", "program": program, "parameters": "" })));
    let end = stage.machine.leave_running(&program);
    let (at_last, ended) = oneshot::channel();
    let sample = example(&stage).await;
    let tried = stage.engine.ask(|reply| Request::TryAction { draft, index: 0, sample, reply, at_last }).await.unwrap();
    assert_eq!((tried.failure, tried.goes_on), (None, true));
    end.send(Err(Failure::new(FailureCode::ProgramFailed, "3: no disk"))).unwrap();
    let ended = ended.await.unwrap();
    assert_eq!((ended.failure.map(|failure| failure.detail), ended.goes_on), (Some("3: no disk".to_owned()), false));
}

#[tokio::test]
async fn the_last_real_call_is_there_to_try_on() {
    let mut stage = Stage::signed_in(vec![]).await;
    assert_eq!(stage.engine.ask(|reply| Request::SampleCalls { reply }).await.unwrap().last, None);
    stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+441134960204", "name": "Real Caller" })).await;
    stage.expect(json!({ "type": "call", "state": "Ringing" })).await;
    let last = stage.engine.ask(|reply| Request::SampleCalls { reply }).await.unwrap().last.expect("a call");
    assert_eq!((last.name.as_str(), last.tel.as_str(), last.internal, last.direction), ("Real Caller", "+441134960204", false, Direction::Incoming));
    stage.quit_and_start(Settings::default()).await;
    assert_eq!(stage.last_call().await, last, "the next start knows it, too");
}

#[tokio::test]
async fn the_last_call_is_tried_on_the_way_it_went() {
    let mut stage = Stage::signed_in(vec![]).await;
    stage.call(json!({ "from": stage.me().id, "to": "outside" })).await;
    stage.expect(json!({ "type": "call", "state": "Dialing" })).await;
    let sample = stage.last_call().await;
    let draft = Box::new(custom_event("any", "all", json!({ "kind": "showMessage", "title": "{Call.Direction} {Call.Id}", "text": "" })));
    let (asked, with) = (draft.clone(), sample.clone());
    let preview = stage.engine.ask(|reply| Request::Preview { draft: asked, sample: with, reply }).await.unwrap();
    let title = serde_json::to_value(&preview.actions[0].rendered).unwrap()["title"].as_str().unwrap().to_owned();
    assert!(title.starts_with("Outgoing ") && !title.ends_with(' '), "{title}");
    stage.engine.ask(|reply| Request::TryAction { draft, index: 0, sample, reply, at_last: oneshot::channel().0 }).await.unwrap();
    assert_eq!(stage.deed().await, Deed::Notified(title, String::new()), "it is done as it was shown");
}

#[tokio::test]
async fn the_last_call_is_judged_as_things_stood_then() {
    let mut stage = Stage::signed_in(vec![]).await;
    let first = stage.ring().await;
    stage.then(&first, "answer", None).await;
    let second = stage.call(json!({ "from": "outside", "to": stage.me().id, "number": "+441134960204", "name": "Second Caller" })).await;
    for expected in ["Ringing", "Connected", "Ringing"] {
        stage.expect(json!({ "type": "call", "state": expected })).await;
    }
    stage.then(&first, "release", None).await;
    stage.expect(json!({ "type": "call", "state": "Completed" })).await;
    stage.then(&second, "release", None).await;
    stage.expect(json!({ "type": "call", "state": "Missed" })).await;
    let last = stage.last_call().await;
    assert_eq!(last.name, "Second Caller");

    let mut busy = custom_event("busy", "ringing", json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "" }));
    busy.conditions = vec![serde_json::from_value(json!({ "kind": "ownState", "wanted": "inACall" })).unwrap()];
    let mut too_late = busy.clone();
    too_late.trigger = serde_json::from_value(json!({ "category": "call", "state": "missed" })).unwrap();
    let answered = custom_event("answered", "connected", json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "" }));
    for (draft, unmet) in [
        // No call is up any more, but one was when it rang.
        (busy, vec![]),
        (too_late, vec![(ConditionKind::OwnState, "idle")]),
        // It was never answered; what would be done is shown all the same.
        (answered, vec![(ConditionKind::State, "missed")]),
    ] {
        let name = draft.name.clone();
        let preview = stage.engine.ask(|reply| Request::Preview { draft: Box::new(draft), sample: last.clone(), reply }).await.unwrap();
        let not: Vec<_> = preview.trace.verdicts.iter().filter(|verdict| !verdict.met).map(|verdict| (verdict.condition, verdict.was.as_str())).collect();
        assert_eq!(not, unmet, "{name}");
        assert_eq!(serde_json::to_value(&preview.actions[0].rendered).unwrap()["title"], "Second Caller", "{name}");
        assert_eq!(preview.values["Call.RemoteName"], "Second Caller", "{name}");
    }
}

#[tokio::test]
async fn a_simulated_call_goes_through_all_its_states_and_does_nothing_unless_it_is_to() {
    let mut internal = custom_event("colleagues", "ringing", json!({ "kind": "showMessage", "title": "x", "text": "" }));
    internal.trigger = serde_json::from_value(json!({ "category": "call", "state": "ringing", "scope": "internal" })).unwrap();
    let mut stage = Stage::signed_in(vec![internal, custom_event("ring", "ringing", json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "" }))]).await;
    let sample = example(&stage).await;
    let call = |for_real| SimulatedCall { sample: sample.clone(), line: String::new(), answered: true, held: true, for_real };
    let (dry, real) = (Box::new(call(false)), Box::new(call(true)));
    let simulation = stage.engine.ask(|reply| Request::Simulate { call: dry, reply }).await.unwrap();
    let states: Vec<_> = simulation.steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(states, ["Ringing", "Connected", "Held", "Resumed", "Completed"]);
    let ringing = &simulation.steps[0];
    assert_eq!(ringing.runs.iter().map(|run| run.name.as_str()).collect::<Vec<_>>(), ["ring"]);
    assert!(ringing.traces.iter().any(|traced| traced.name == "colleagues" && !traced.matched));
    assert_eq!(stage.deed_already_done(), None);
    assert!(stage.engine.view().borrow().calls.is_empty(), "it is nobody's call");
    stage.engine.ask(|reply| Request::Simulate { call: real, reply }).await.unwrap();
    assert_eq!(stage.deed().await, Deed::Notified("Priya Raman".into(), String::new()));
}

#[tokio::test]
async fn a_simulated_call_is_held_back_and_switched_off_as_a_real_one_is() {
    let mut event = custom_event("once", "all", json!({ "kind": "showMessage", "title": "x", "text": "" }));
    event.limit = serde_json::from_value(json!({ "times": 1, "seconds": 3600 })).unwrap();
    let mut stage = Stage::signed_in(vec![event]).await;
    let sample = example(&stage).await;
    let call = || Box::new(SimulatedCall { sample: sample.clone(), line: String::new(), answered: true, held: false, for_real: true });
    let simulation = stage.engine.ask(|reply| Request::Simulate { call: call(), reply }).await.unwrap();
    let said: Vec<_> = simulation.steps.iter().map(|step| (step.runs[0].actions[0].failure.as_ref().map(|failure| failure.code), step.runs[0].tried[0].is_some())).collect();
    assert_eq!(said, [(None, true), (Some(FailureCode::HeldBack), false), (Some(FailureCode::HeldBack), false)]);
    assert_eq!((stage.deed().await, stage.deed_already_done()), (Deed::Notified("x".into(), String::new()), None));
    stage.engine.tell(Request::SetSwitch { switch: Switch::CustomEvents, on: false }).await.unwrap();
    let simulation = stage.engine.ask(|reply| Request::Simulate { call: call(), reply }).await.unwrap();
    for step in &simulation.steps {
        assert!(step.runs.is_empty() && step.traces.iter().all(|traced| !traced.matched && traced.verdicts[0].condition == ConditionKind::AllOn), "{step:?}");
    }
}

#[tokio::test]
async fn what_came_of_each_action_stands_with_that_action() {
    let mut event = custom_event("two", "ringing", json!({ "kind": "runProgram", "program": absolute("/opt/x"), "parameters": "{Call.RemoteName}" }));
    event.actions.push(serde_json::from_value(json!({ "kind": "showMessage", "title": "x", "text": "" })).unwrap());
    let stage = Stage::signed_in(vec![event]).await;
    let sample = SampleCall { name: "-rf".into(), ..example(&stage).await };
    let call = Box::new(SimulatedCall { sample, line: String::new(), answered: false, held: false, for_real: true });
    let simulation = stage.engine.ask(|reply| Request::Simulate { call, reply }).await.unwrap();
    let run = &simulation.steps[0].runs[0];
    assert_eq!(run.tried.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
    assert_eq!(run.actions[0].failure.as_ref().map(|failure| failure.code), Some(FailureCode::BadArgument));
}
