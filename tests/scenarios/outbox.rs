//! Web services are owed what they are to be told, whatever happens to them or to us.

use std::{sync::Arc, time::Duration};

use custom_events::CustomEvent;
use engine::{
    Request, Settings,
    host::{Again, Failure, FailureCode, Unsent},
    view::{ActivityQuery, NoticeCode},
};
use journal::EntryWithRuns;
use serde_json::json;
use tokio::sync::Notify;

use crate::stage::{Answer, Deed, Stage, custom_event};

const LOG: &str = "log.example.org";

fn service(name: &str, state: &str, host: &str) -> CustomEvent {
    custom_event(name, state, json!({ "kind": "runWebService", "url": format!("https://{host}/{name}/{{Call.RemoteTel}}") }))
}

fn away() -> Answer {
    Answer::Unsent(Unsent { failure: Failure::new(FailureCode::ServiceUnreachable, LOG), again: Again::Later(None) })
}

fn answered(status: u16, again: Again) -> Answer {
    Answer::Unsent(Unsent { failure: Failure::new(FailureCode::ServiceAnswered, status.to_string()), again })
}

async fn fetched(stage: &mut Stage) -> String {
    loop {
        if let Deed::Fetched(_, url) = stage.deed().await {
            return url;
        }
    }
}

#[tokio::test]
async fn d7_a_service_that_is_away_is_told_when_it_is_back_with_the_same_key() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.machine.answer(LOG, [away(), away()]);
    stage.ring().await;
    for _ in 0..3 {
        assert_eq!(fetched(&mut stage).await, "https://log.example.org/log/%2B442079460958");
    }
    stage.until(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;
    let keys = stage.machine.keys.lock().unwrap().clone();
    assert_eq!((keys.len(), keys.iter().collect::<std::collections::HashSet<_>>().len()), (3, 1));
    let entries = stage.written_down(1, |entry| entry.runs.iter().any(|run| run.run.outcome.is_null())).await;
    assert_eq!(entries[0].owed, [], "nothing is owed any more");
}

#[tokio::test]
async fn d8_what_a_service_refuses_is_parked_with_the_reason_and_in_nobodys_way() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.machine.answer(LOG, [answered(404, Again::Never)]);
    stage.ring().await;
    let line = stage.expect(json!({ "type": "action", "event": "log", "outcome": "failed" })).await;
    assert!(line["detail"].as_str().unwrap().contains("404"), "{line}");
    stage.see(|view| (view.outbox.waiting, view.outbox.parked) == (0, 1)).await;
    let me = stage.me().id;
    stage.call(json!({ "from": "outside", "to": me, "number": "+441134960204" })).await;
    stage.expect(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;

    let page = stage.engine.ask(|reply| Request::Activity { query: ActivityQuery { failed: true, ..ActivityQuery::default() }, reply }).await.unwrap();
    let line = page.lines.iter().find(|line| line.failed == 1).expect("it is shown");
    let entry = stage.engine.ask(|reply| Request::ActivityEntry { id: line.id, reply }).await.unwrap().expect("an entry");
    let owed = &entry.owed[0];
    assert_eq!((owed.next_at, owed.problem.as_ref().map(|problem| problem.code)), (None, Some(FailureCode::ServiceAnswered)));
    // The user has mended the service.
    stage.engine.tell(Request::RetryOwed(owed.id)).await.unwrap();
    stage.expect(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;
    stage.see(|view| view.outbox.parked == 0).await;
}

#[tokio::test]
async fn what_a_full_disk_does_not_take_is_sent_all_the_same_and_written_down_when_there_is_room() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG), custom_event("say", "ringing", json!({ "kind": "showMessage", "title": "Call", "text": "" }))]).await;
    let disk = stage.disk();
    disk.execute_batch("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END").unwrap();
    // The first does not arrive, the second does.
    stage.machine.answer(LOG, [away()]);
    let me = stage.me().id;
    for number in ["+442079460958", "+441134960204"] {
        stage.call(json!({ "from": "outside", "to": me, "number": number })).await;
        stage.until(json!({ "type": "action", "event": "log" })).await;
    }
    stage.see(|view| view.notices.iter().any(|notice| notice.code == NoticeCode::OutboxNotKept)).await;
    assert_eq!(stage.journal.recent(10, None).await.unwrap().iter().filter(|entry| entry.entry.state == "Ringing").count(), 0);
    disk.execute_batch("DROP TRIGGER full").unwrap();

    stage.until(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;
    stage.see(|view| !view.notices.iter().any(|notice| matches!(notice.code, NoticeCode::OutboxNotKept | NoticeCode::JournalNotKept))).await;
    let is_whole = |entry: &EntryWithRuns| {
        entry.entry.state == "Ringing" && entry.owed.is_empty() && entry.runs.iter().any(|run| run.run.kind == "runWebService" && run.run.outcome.is_null())
    };
    let entries = stage.written_down(2, is_whole).await;
    assert!(entries.iter().all(|entry| entry.entry.trace.contains("\"say\"")), "why is known as well: {}", entries[0].entry.trace);
    // And what was done on this machine meanwhile.
    stage.written_down(2, |entry| is_whole(entry) && entry.runs.iter().any(|run| run.run.kind == "showMessage" && run.run.outcome.is_null())).await;
    let keys = stage.machine.keys.lock().unwrap().clone();
    assert_eq!((keys.len(), keys.iter().collect::<std::collections::HashSet<_>>().len()), (3, 2), "one was sent again, with its key");
}

#[tokio::test]
async fn calls_that_a_full_disk_does_not_take_are_in_activity_when_there_is_room() {
    let stage = Stage::signed_in(Vec::new()).await;
    let disk = stage.disk();
    disk.execute_batch("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END").unwrap();
    stage.ring().await;
    stage.see(|view| view.notices.iter().any(|notice| notice.code == NoticeCode::JournalNotKept)).await;
    disk.execute_batch("DROP TRIGGER full").unwrap();
    stage.written_down(1, |entry| entry.entry.state == "Ringing").await;
    stage.see(|view| view.notices.is_empty()).await;
}

#[tokio::test]
async fn what_is_still_so_while_the_disk_is_full_is_sent_and_in_activity_with_its_call_when_there_is_room() {
    let mut log = service("log", "ringing", LOG);
    log.conditions = serde_json::from_value(json!([{ "kind": "stillSo", "seconds": 1 }])).unwrap();
    let mut stage = Stage::signed_in(vec![log]).await;
    let disk = stage.disk();
    disk.execute_batch("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END").unwrap();
    stage.ring().await;
    stage.until(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;
    disk.execute_batch("DROP TRIGGER full").unwrap();
    let is_whole = |entry: &EntryWithRuns| entry.entry.state == "Ringing" && entry.owed.is_empty() && entry.runs.iter().any(|run| run.run.outcome.is_null());
    let entries = stage.written_down(1, is_whole).await;
    stage.written_down(1, |entry| entry.entry.trace.contains("\"still\"")).await;
    assert_eq!(entries.iter().flat_map(|entry| &entry.runs).count(), 1);
    assert_eq!(stage.machine.keys.lock().unwrap().len(), 1, "once");
}

#[tokio::test]
async fn what_was_done_while_only_its_run_found_no_room_is_in_activity_later() {
    let mut stage = Stage::signed_in(vec![custom_event("say", "ringing", json!({ "kind": "showMessage", "title": "Call", "text": "" }))]).await;
    let disk = stage.disk();
    disk.execute_batch("CREATE TRIGGER full BEFORE INSERT ON runs BEGIN SELECT RAISE(ABORT, 'the disk is full'); END").unwrap();
    stage.ring().await;
    stage.until(json!({ "type": "action", "event": "say", "outcome": "ok" })).await;
    stage.written_down(1, |entry| entry.entry.state == "Ringing" && entry.runs.is_empty()).await;
    disk.execute_batch("DROP TRIGGER full").unwrap();
    stage.written_down(1, |entry| entry.entry.state == "Ringing" && entry.runs.len() == 1).await;
}

#[tokio::test]
async fn what_the_outbox_has_no_room_for_is_said_of_its_call() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.disk().execute_batch("UPDATE outbox_totals SET count = 100000 WHERE parked = 1").unwrap();
    stage.ring().await;
    stage.until(json!({ "type": "action", "event": "log", "outcome": "failed" })).await;
    let entries = stage.written_down(1, |entry| entry.entry.state == "Ringing" && !entry.runs.is_empty()).await;
    assert_eq!(entries[0].runs[0].run.outcome["code"], "outboxFull");
    stage.see(|view| view.notices.iter().any(|notice| notice.code == NoticeCode::OutboxFull)).await;
}

#[tokio::test]
async fn what_fails_is_said_at_once_and_again_when_it_arrived() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.machine.answer(LOG, [away(), away()]);
    stage.ring().await;
    let failed = stage.until(json!({ "type": "action", "event": "log" })).await;
    assert_eq!(failed["outcome"], "failed");
    assert!(failed["detail"].as_str().unwrap().ends_with("; tried again)"), "{failed}");
    let then = stage.until(json!({ "type": "action", "event": "log" })).await;
    assert_eq!(then["outcome"], "ok", "the second failure is no news");
}

#[tokio::test]
async fn what_is_given_up_by_hand_is_not_sent() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.machine.answer(LOG, [answered(400, Again::Never)]);
    stage.ring().await;
    stage.see(|view| view.outbox.parked == 1).await;
    let entry = &stage.written_down(1, |entry| !entry.owed.is_empty()).await[0];
    stage.engine.tell(Request::DeleteOwed(entry.owed[0].id.0)).await.unwrap();
    stage.see(|view| view.outbox.parked == 0).await;
    assert!(matches!(stage.deed().await, Deed::SoundBegan(..) | Deed::Fetched(..)));
    // Who looks for it later finds what became of it.
    let entry = stage.engine.ask(|reply| Request::ActivityEntry { id: entry.id.0, reply }).await.unwrap().expect("an entry");
    assert_eq!((entry.owed.len(), entry.runs[0].failure.as_ref().map(|failure| failure.code)), (0, Some(FailureCode::GivenUpByUser)));
}

#[tokio::test]
async fn d8_a_service_that_hangs_or_is_away_delays_no_other() {
    let mut stage = Stage::signed_in(vec![service("slow", "ringing", "slow.example.org"), service("away", "ringing", "away.example.org"), service("log", "ringing", LOG)]).await;
    stage.machine.answer("slow.example.org", [Answer::Never]);
    stage.machine.answer("away.example.org", std::iter::repeat_n(away(), 50));
    let me = stage.me().id;
    for number in ["+441134960201", "+441134960202", "+441134960203"] {
        stage.call(json!({ "from": "outside", "to": me, "number": number })).await;
    }
    for _ in 0..3 {
        stage.until(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;
    }
    stage.see(|view| view.outbox.waiting == 6).await;
}

#[tokio::test]
async fn d8_a_service_says_when_it_wants_to_be_asked_again() {
    let stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.machine.answer(LOG, [answered(429, Again::Later(Some(Duration::from_secs(600))))]);
    stage.ring().await;
    let entry = &stage.written_down(1, |entry| entry.owed.iter().any(|row| row.attempts == 1)).await[0];
    let wait = entry.owed[0].next_at.duration_since(entry.entry.at).as_secs();
    assert!((595..=660).contains(&wait), "{wait} s");
}

#[tokio::test]
async fn what_was_out_of_reach_is_tried_again_as_soon_as_the_network_is_back() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG), service("busy", "ringing", "busy.example.org")]).await;
    // By the eighth time in vain, the next try is minutes away.
    stage.machine.answer(LOG, [away()]);
    stage.machine.answer("busy.example.org", [answered(429, Again::Later(Some(Duration::from_secs(600))))]);
    stage.ring().await;
    let owed = |entry: &journal::EntryWithRuns| entry.owed.iter().filter(|row| row.attempts == 1).count();
    let entry = &stage.written_down(1, |entry| owed(entry) == 2).await[0];
    let row = entry.owed.iter().find(|row| row.name == "log").unwrap();
    let hours = row.next_at.checked_add(jiff::SignedDuration::from_mins(50)).unwrap();
    stage.journal.tried(row.id, hours, row.problem.clone()).await.unwrap();
    stage.engine.tell(Request::NetworkChanged).await.unwrap();
    stage.until(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;
    let view = stage.see(|view| view.outbox.waiting == 1).await;
    let last = |event: usize| view.custom_events[event].last_run.clone().unwrap();
    assert!(!last(0).tried_again && last(1).tried_again && last(1).failure.is_some(), "{:?}", view.custom_events);
}

#[tokio::test]
async fn what_is_tried_once_is_not_tried_again() {
    let once = custom_event("once", "ringing", json!({ "kind": "runWebService", "url": "https://log.example.org/x", "once": true }));
    let mut stage = Stage::signed_in(vec![once]).await;
    stage.machine.answer(LOG, [away()]);
    stage.ring().await;
    stage.expect(json!({ "type": "action", "event": "once", "outcome": "failed" })).await;
    stage.see(|view| (view.outbox.waiting, view.outbox.parked) == (0, 1)).await;
}

#[tokio::test]
async fn what_waits_behind_another_says_when_its_turn_is() {
    let mut stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.machine.answer(LOG, [answered(503, Again::Later(Some(Duration::from_secs(90))))]);
    let me = stage.me().id;
    stage.call(json!({ "from": "outside", "to": me, "number": "+442079460958" })).await;
    stage.until(json!({ "type": "action", "event": "log", "outcome": "failed" })).await;
    stage.call(json!({ "from": "outside", "to": me, "number": "+441134960204" })).await;
    stage.see(|view| view.outbox.waiting == 2).await;
    let page = stage.engine.ask(|reply| Request::Activity { query: ActivityQuery::default(), reply }).await.unwrap();
    let newest = page.lines.iter().find(|line| line.waiting == 1).expect("the newest");
    let entry = stage.engine.ask(|reply| Request::ActivityEntry { id: newest.id, reply }).await.unwrap().expect("an entry");
    let in_a_second = jiff::Timestamp::now().as_millisecond() + 1000;
    assert!(entry.owed[0].attempts == 0 && entry.owed[0].next_at > Some(in_a_second), "not its own time, which is over: {:?}", entry.owed);
}

#[tokio::test]
async fn what_is_due_at_a_quit_is_sent_before_the_end() {
    let settings = Settings { custom_events: vec![service("log", "ringing", LOG)], sounds_on: false, ..Settings::default() };
    let stage = Stage::signed_out(settings.clone()).await;
    assert_eq!(stage.sign_in(false).await, None);
    let answer = Arc::new(Notify::new());
    stage.machine.answer(LOG, [Answer::When(answer.clone())]);
    let me = stage.me().id;
    for number in ["+442079460958", "+441134960204"] {
        stage.call(json!({ "from": "outside", "to": me, "number": number })).await;
    }
    stage.see(|view| view.outbox.waiting == 2).await;
    let says_goodbye = || stage.simulator.requests().iter().any(|request| request.method == "DELETE");
    let (quit, ()) = tokio::join!(stage.engine.ask(|reply| Request::Quit { reply }), async {
        while !says_goodbye() {
            tokio::task::yield_now().await;
        }
        answer.notify_one();
    });
    quit.unwrap();
    let owed: i64 = stage.disk().query_row("SELECT count(*) FROM outbox", [], |row| row.get(0)).unwrap();
    assert_eq!((owed, stage.machine.keys.lock().unwrap().len()), (0, 2), "the one that was being answered, and the one behind it");
}

#[tokio::test]
async fn c10_what_is_owed_at_a_quit_waits_for_the_next_start() {
    const OWED: u32 = 100;
    let settings = Settings { custom_events: vec![service("log", "ringing", LOG)], sounds_on: false, ..Settings::default() };
    let mut stage = Stage::signed_out(settings.clone()).await;
    assert_eq!(stage.sign_in(false).await, None);
    stage.machine.answer(LOG, [Answer::Never]);
    let me = stage.me().id;
    for number in 0..OWED {
        stage.call(json!({ "from": "outside", "to": me, "number": format!("+442079{number:06}") })).await;
    }
    stage.see(|view| view.outbox.waiting == OWED).await;
    let before = stage.machine.keys.lock().unwrap().clone();
    // The calls still ring, and yet nobody is told twice.
    stage.quit_and_start(settings).await;
    let mut told = 0;
    while told < OWED {
        let line = stage.expect(json!({ "type": "action", "event": "log", "outcome": "ok" })).await;
        told += u32::from(line["outcome"] == "ok");
    }
    stage.see(|view| view.outbox.waiting == 0).await;
    let after = stage.machine.keys.lock().unwrap()[before.len()..].to_vec();
    assert!(before.iter().all(|key| after.contains(key)), "what hung is sent again with its key");
    assert_eq!(after.iter().collect::<std::collections::HashSet<_>>().len(), OWED as usize, "each once");
}

#[tokio::test]
async fn an_event_is_acknowledged_once_what_it_owes_is_written_down() {
    let stage = Stage::signed_in(vec![service("log", "ringing", LOG)]).await;
    stage.ring().await;
    let entries = stage.written_down(1, |entry| entry.entry.state == "Ringing").await;
    assert!(entries[0].runs.len() + entries[0].owed.len() == 1, "with the entry there is the row, or what came of it");
    // Nothing goes unacknowledged for ever.
    loop {
        let ledger = stage.ledger().await;
        let events = ledger["events"].as_array().cloned().unwrap_or_default();
        if !events.is_empty() && events.iter().all(|event| event["acknowledged"] != json!(false)) {
            break;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_whole_event_is_told_as_json_where_a_service_wants_it() {
    let post = custom_event("post", "ringing", json!({ "kind": "runWebService", "url": "https://log.example.org/calls", "method": "POST" }));
    let mut stage = Stage::signed_in(vec![post]).await;
    stage.ring().await;
    assert!(matches!(fetched(&mut stage).await.as_str(), "https://log.example.org/calls"));
    let entry = &stage.written_down(1, |entry| !entry.runs.is_empty()).await[0];
    let body = entry.runs[0].run.detail["done"]["body"]["text"].as_str().expect("a body");
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!((&body["state"], &body["call"]["RemoteTel"], &body["call"]["Duration"]), (&json!("Ringing"), &json!("+442079460958"), &json!("")));
}
