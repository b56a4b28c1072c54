//! What happened, as it can be looked up.

use custom_events::ConditionKind;
use engine::{
    Request, Settings,
    host::{Failure, FailureCode},
    view::{ActivityEntry, ActivityLine, ActivityPage, ActivityQuery, Switch},
};
use jiff::Timestamp;
use journal::{Entry, EntryKind, EntryWithRuns};
use serde_json::json;

use crate::stage::{Deed, Stage, absolute, custom_event};

async fn page(stage: &Stage, query: ActivityQuery) -> ActivityPage {
    stage.engine.ask(|reply| Request::Activity { query, reply }).await.unwrap()
}

/// Waits until there is such a line.
async fn line(stage: &Stage, is_meant: impl Fn(&ActivityLine) -> bool) -> ActivityLine {
    loop {
        if let Some(line) = page(stage, ActivityQuery::default()).await.lines.into_iter().find(&is_meant) {
            return line;
        }
    }
}

async fn opened(stage: &Stage, line: &ActivityLine) -> ActivityEntry {
    let id = line.id;
    stage.engine.ask(|reply| Request::ActivityEntry { id, reply }).await.unwrap().expect("an entry")
}

#[tokio::test]
async fn a_call_that_fires_nothing_says_why_in_each_custom_event() {
    let mut internal = custom_event("Colleagues", "ringing", json!({ "kind": "showMessage", "title": "x", "text": "" }));
    internal.trigger = serde_json::from_value(json!({ "category": "call", "state": "ringing", "scope": "internal" })).unwrap();
    let mut off = custom_event("Off", "ringing", json!({ "kind": "showMessage", "title": "x", "text": "" }));
    off.enabled = false;
    let stage = Stage::signed_in(vec![internal, off, custom_event("Missed", "missed", json!({ "kind": "showMessage", "title": "x", "text": "" }))]).await;
    stage.ring().await;
    let ringing = line(&stage, |line| line.state == "Ringing").await;
    assert_eq!((ringing.name.as_str(), ringing.number.as_str(), ringing.done, ringing.failed), ("Priya Raman", "020 7946 0958", 0, 0));
    let entry = opened(&stage, &ringing).await;
    let why: Vec<_> = entry
        .traces
        .iter()
        .map(|traced| {
            let crosses: Vec<_> = traced.verdicts.iter().filter(|verdict| !verdict.met).map(|verdict| (verdict.condition, verdict.wanted.as_str(), verdict.was.as_str())).collect();
            (traced.name.as_str(), traced.matched, crosses)
        })
        .collect();
    assert_eq!(
        why,
        [
            ("Colleagues", false, vec![(ConditionKind::Scope, "internal", "external")]),
            ("Off", false, vec![(ConditionKind::SwitchedOn, "on", "off")]),
            ("Missed", false, vec![(ConditionKind::State, "missed", "ringing")]),
        ]
    );
}

#[tokio::test]
async fn switched_off_as_a_whole_every_custom_event_says_so() {
    let stage = Stage::signed_in(vec![custom_event("Ring", "ringing", json!({ "kind": "showMessage", "title": "x", "text": "" }))]).await;
    stage.engine.tell(Request::SetSwitch { switch: Switch::CustomEvents, on: false }).await.unwrap();
    stage.see(|view| !view.settings.custom_events_on).await;
    stage.ring().await;
    let entry = opened(&stage, &line(&stage, |line| line.state == "Ringing").await).await;
    assert_eq!((entry.traces[0].matched, entry.traces[0].verdicts[0].condition), (false, ConditionKind::AllOn));
}

#[tokio::test]
async fn what_was_done_is_kept_exactly_and_can_be_done_again() {
    let mut stage =
        Stage::signed_in(vec![custom_event("page", "ringing", json!({ "kind": "openWebPage", "url": "https://crm.example.org/{Call.RemoteTel}?{Call.Weather}" }))]).await;
    stage.ring().await;
    let opened_page = Deed::Opened("https://crm.example.org/%2B442079460958?{Call.Weather}".into());
    while stage.deed().await != opened_page {}
    let ringing = line(&stage, |line| line.done == 1).await;
    assert_eq!(ringing.triggered, ["page"]);
    let entry = opened(&stage, &ringing).await;
    let run = &entry.runs[0];
    assert_eq!(serde_json::to_value(&run.done).unwrap(), json!({ "kind": "openWebPage", "url": "https://crm.example.org/%2B442079460958?{Call.Weather}" }));
    assert_eq!(run.unknown, ["Call.Weather"], "what is no variable is sent as it stands, and said");
    let id = run.id;
    let tried = stage.engine.ask(|reply| Request::RunAgain { run: id, reply }).await.unwrap();
    assert_eq!(tried.failure, None);
    while stage.deed().await != opened_page {}
    let entry = opened(&stage, &ringing).await;
    assert_eq!(entry.runs.iter().map(|run| run.again).collect::<Vec<_>>(), [false, true], "and that is kept, too");
    let gone = stage.engine.ask(|reply| Request::RunAgain { run: 4711, reply }).await.unwrap();
    assert!(gone.failure.is_some());
}

#[tokio::test]
async fn it_is_searched_paged_exported_and_cleared_for_real() {
    let stage = Stage::signed_in(vec![]).await;
    for number in 0..240 {
        let details = json!({ "name": format!("Caller {number}"), "number": format!("+442079460{number:03}") });
        let entry = Entry { at: Timestamp::now(), kind: EntryKind::Call, line: stage.me().id, state: "Ringing".into(), details, trace: "null".into() };
        stage.journal.record(entry).await.unwrap();
    }
    let first = page(&stage, ActivityQuery::default()).await;
    assert_eq!((first.lines.len(), first.more), (100, true));
    let before = first.lines.last().map(|line| line.id);
    let second = page(&stage, ActivityQuery { before, ..ActivityQuery::default() }).await;
    assert!(second.lines.iter().all(|line| Some(line.id) < before));
    let found = page(&stage, ActivityQuery { text: "caller 77".into(), ..ActivityQuery::default() }).await;
    assert!(!found.lines.is_empty() && found.lines.iter().all(|line| line.name == "Caller 77"), "{found:?}");
    let all = stage.engine.ask(|reply| Request::AllActivity { reply }).await.unwrap();
    assert!(all.len() >= 240);
    stage.engine.ask(|reply| Request::ClearActivity { reply }).await.unwrap();
    assert_eq!(page(&stage, ActivityQuery::default()).await, ActivityPage::default());
    let files = std::fs::read_dir(stage.data.path()).unwrap().flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect::<Vec<_>>();
    assert!(!files.windows(9).any(|bytes| bytes == b"Caller 77"), "nothing of it is left on the disk");
}

#[tokio::test]
async fn a_program_that_is_left_to_itself_is_said_to_run_on_until_it_ends() {
    let program = absolute("/opt/crm");
    let mut stage = Stage::signed_in(vec![custom_event("CRM", "ringing", json!({ "kind": "runProgram", "program": program, "parameters": "" }))]).await;
    let end = stage.machine.leave_running(&program);
    stage.ring().await;
    stage.until(json!({ "type": "action", "event": "CRM", "outcome": "ok" })).await;
    let ringing = line(&stage, |line| line.done == 1).await;
    let run = opened(&stage, &ringing).await.runs.remove(0);
    assert_eq!((run.goes_on, run.failure), (true, None));
    end.send(Err(Failure::new(FailureCode::ProgramFailed, "3: no disk"))).unwrap();
    stage.until(json!({ "type": "action", "event": "CRM", "outcome": "failed" })).await;
    let ringing = line(&stage, |line| line.failed == 1).await;
    let run = opened(&stage, &ringing).await.runs.remove(0);
    assert_eq!((run.goes_on, run.failure.map(|failure| failure.detail)), (false, Some("3: no disk".to_owned())));
    let view = stage.see(|view| view.custom_events[0].last_run.as_ref().is_some_and(|last| last.failure.is_some())).await;
    assert_eq!(view.custom_events[0].event.name, "CRM");
}

#[tokio::test]
async fn what_is_done_again_and_runs_on_is_said_to_until_it_ends() {
    let program = absolute("/opt/crm");
    let stage = Stage::signed_in(vec![custom_event("CRM", "ringing", json!({ "kind": "runProgram", "program": program, "parameters": "" }))]).await;
    stage.ring().await;
    let ringing = line(&stage, |line| line.done == 1).await;
    let run = opened(&stage, &ringing).await.runs.remove(0).id;
    let end = stage.machine.leave_running(&program);
    let tried = stage.engine.ask(|reply| Request::RunAgain { run, reply }).await.unwrap();
    assert!(tried.goes_on);
    let again = opened(&stage, &ringing).await.runs.remove(1);
    assert_eq!((again.again, again.goes_on), (true, true));
    let before = stage.see(|_| true).await.activity;
    end.send(Ok(0)).unwrap();
    stage.see(|view| view.activity > before).await;
    let again = opened(&stage, &ringing).await.runs.remove(1);
    assert_eq!((again.again, again.goes_on, again.success.as_str()), (true, false, "exit code 0"));
}

#[tokio::test]
async fn each_action_is_known_by_its_place_whichever_is_over_first() {
    let hangs = json!({ "kind": "runProgram", "program": absolute("/hangs"), "parameters": "" });
    let mut event = custom_event("All", "ringing", hangs);
    event.actions.push(serde_json::from_value(json!({ "kind": "runWebService", "url": "https://books.example.org/" })).unwrap());
    event.actions.push(serde_json::from_value(json!({ "kind": "openWebPage", "url": "https://crm.example.org/" })).unwrap());
    let stage = Stage::signed_in(vec![event]).await;
    stage.ring().await;
    let places = |entry: &engine::view::ActivityEntry| {
        let mut places: Vec<_> = entry.runs.iter().map(|run| (run.place, run.kind.clone())).collect();
        places.extend(entry.owed.iter().map(|owed| (owed.place, "runWebService".to_owned())));
        places.sort();
        places
    };
    let wanted = [(0, "runProgram".to_owned()), (1, "runWebService".to_owned()), (2, "openWebPage".to_owned())];
    let ringing = line(&stage, |line| line.state == "Ringing").await;
    while places(&opened(&stage, &ringing).await) != wanted {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn of_what_was_under_way_at_the_end_there_is_a_word() {
    let hangs = custom_event("Hangs", "ringing", json!({ "kind": "runProgram", "program": absolute("/hangs"), "parameters": "", "timeLimit": 60 }));
    let mut stage = Stage::signed_in(vec![hangs.clone()]).await;
    stage.ring().await;
    stage.deed().await;
    let under_way = |entry: &EntryWithRuns| entry.runs.iter().any(|kept| !kept.run.outcome.is_null());
    stage.written_down(1, under_way).await;
    let ringing = line(&stage, |line| line.state == "Ringing").await;
    let run = opened(&stage, &ringing).await.runs.remove(0);
    assert_eq!((run.goes_on, run.failure, ringing.failed), (true, None, 0), "it runs");
    stage.quit_and_start(Settings { custom_events: vec![hangs], ..Settings::default() }).await;
    let ringing = line(&stage, |line| line.state == "Ringing").await;
    let run = opened(&stage, &ringing).await.runs.remove(0);
    assert_eq!((run.goes_on, run.failure.map(|failure| failure.code), ringing.failed), (false, Some(FailureCode::Interrupted), 1));
}

#[tokio::test]
async fn what_was_held_back_can_be_done_by_hand() {
    let mut often = custom_event("Often", "ringing", json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "" }));
    often.limit = serde_json::from_value(json!({ "times": 1, "seconds": 3600 })).unwrap();
    let mut stage = Stage::signed_out(Settings { sounds_on: false, custom_events: vec![often], ..Settings::default() }).await;
    stage.sign_in(false).await;
    stage.ring().await;
    stage.deed().await;
    stage.ring().await;
    let entry = opened(&stage, &line(&stage, |line| line.held_back == 1).await).await;
    assert_eq!(stage.deed_already_done(), None);
    let run = entry.runs[0].id;
    stage.engine.ask(|reply| Request::RunAgain { run, reply }).await.unwrap();
    assert_eq!(stage.deed().await, Deed::Notified("Priya Raman".into(), String::new()));
}
