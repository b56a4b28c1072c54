//! Whatever calls do, and whatever becomes of the events on the way: in the end the table of lines is the truth.
//!
//! The phone system is given orders at random, and crashes now and then, so that it tells again how things are. What a
//! client hears is kept. Then some of it is cut out, doubled and put in another order, resyncs too, and taken in again, by a table that knows nothing else. After the
//! last resync it must be as things truly are, and no call may have had twice what it can have once.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use simulator::{Simulator, Truth};
use telephony::{CallId, CallMoment, CallReport, LineId, Lines, ReportedState, Update, What};
use tokio::time::sleep;
use xsi::Event;

use crate::clock;
use crate::ledger::differences;
use crate::seed::Dice;
use crate::world::account;

/// How many histories are tried, and in how many ways each is spoiled.
const HISTORIES: u32 = 48;
const SPOILED: u64 = 40;
/// Whose lines are heard.
const HEARD: usize = 3;

/// What was heard of a history, and how things were at its end.
struct History {
    updates: Vec<Update>,
    /// The last word on each line.
    last: Vec<Update>,
    truth: Truth,
    lines: Vec<LineId>,
}

/// One order, as numbers that shrink well.
type Order = (u8, u8, u8, u8);

/// Gives an order. Most that make no sense are refused, which is as well.
async fn give(simulator: &Simulator, (kind, call, who, whom): Order, calls: &mut Vec<String>) {
    let users = simulator.users();
    let user = |number: u8| users[usize::from(number) % HEARD].id.clone();
    let end = |number: u8| match number % 6 {
        0..3 => user(number),
        3 => "4080".to_owned(),
        4 => "4999".to_owned(),
        _ => "+442079460958".to_owned(),
    };
    let known = calls.get(usize::from(call) % calls.len().max(1)).cloned().unwrap_or_default();
    let to_call = |verb: &str| format!("/calls/{known}/{verb}");
    let (method, path, body) = match kind % 25 {
        0..4 => (
            "POST",
            "/calls".to_owned(),
            json!({ "from": "outside", "to": if whom % 5 == 4 { "4080".to_owned() } else { user(whom) }, "number": format!("+4420794{:05}", calls.len()) }),
        ),
        4 | 5 => ("POST", "/calls".to_owned(), json!({ "from": user(who), "to": end(whom), "dialback": call % 3 == 0 })),
        6..9 => ("POST", to_call("answer"), if call % 2 == 0 { json!({}) } else { json!({ "by": user(who) }) }),
        9 => ("POST", to_call("decline"), json!({ "by": user(who) })),
        10 => ("POST", to_call("hold"), json!({ "by": user(who) })),
        11 => ("POST", to_call("retrieve"), json!({ "by": user(who) })),
        12..15 => ("POST", to_call("release"), if call % 2 == 0 { json!({}) } else { json!({ "by": if who % 4 == 3 { "outside".to_owned() } else { user(who) } }) }),
        15 => ("POST", to_call("fail"), json!({})),
        16 => ("POST", to_call(if call % 2 == 0 { "forward" } else { "voicemail" }), json!({ "by": user(who), "to": end(whom) })),
        17 => ("POST", to_call("transfer"), json!({ "by": if who % 4 == 3 { "outside".to_owned() } else { user(who) }, "to": end(whom) })),
        18 => ("POST", to_call(if who % 2 == 0 { "consult" } else { "conference" }), json!({ "by": user(who), "with": calls.get(usize::from(whom) % calls.len().max(1)) })),
        19 => ("POST", to_call("park"), json!({ "by": user(who), "to": user(whom) })),
        20 => ("POST", to_call(if whom % 2 == 0 { "unpark" } else { "pickup" }), json!({ "by": user(who) })),
        21 => ("POST", to_call("recall"), json!({})),
        22 => ("PUT", format!("/users/{}/dnd", user(who)), json!({ "on": whom % 2 == 0 })),
        23 => ("PUT", format!("/users/{}/hook", user(who)), json!({ "off": whom % 2 == 0 })),
        _ => ("POST", "/restart".to_owned(), Value::Null),
    };
    if let Ok(answer) = simulator.command(method, &path, body).await
        && path == "/calls"
    {
        calls.extend(answer["call"].as_str().map(str::to_owned));
    }
}

/// Lets the phone system do what it is ordered to, and listens.
async fn record(orders: Vec<Order>) -> History {
    let simulator = Simulator::start(simulator::Config::default()).await.expect("free ports");
    let lines: Vec<LineId> = simulator.users()[..HEARD].iter().map(|user| LineId::new(&user.id)).collect();
    let (client, mut events) = xsi::connect_from(account(&simulator.xsi_url(), &simulator.users()[0]), lines.clone(), xsi::Surroundings::default());
    let (heard, mut updates) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(event) = events.recv().await {
            if let Event::Update(delivery) = event {
                // Whoever has seen enough no longer listens.
                let _ = heard.send(delivery.update.clone());
                delivery.ack.done();
            }
        }
    });
    sleep(Duration::from_secs(3)).await;
    let mut calls = Vec::new();
    for order in orders {
        give(&simulator, order, &mut calls).await;
        sleep(Duration::from_millis(300)).await;
    }
    let mut all = Vec::new();
    while let Ok(update) = updates.try_recv() {
        all.push(update);
    }
    simulator.command("POST", "/restart", Value::Null).await.expect("a server that begins anew");
    sleep(Duration::from_secs(1)).await;
    let truth = simulator.truth();
    let mut last: Vec<Update> = lines.iter().map(|line| Update::DoNotDisturb { line: line.clone(), on: truth.user(line.as_str()).expect("a user").dnd }).collect();
    while let Ok(update) = updates.try_recv() {
        last.push(update);
    }
    assert_eq!(last.iter().filter(|update| matches!(update, Update::Snapshot { .. })).count(), HEARD, "each line is resynced: {last:?}");
    client.disconnect().await;
    History { updates: all, last, truth, lines }
}

/// Cuts, doubles and shuffles what was heard.
fn spoiled(history: &History, dice: &Dice) -> Vec<Update> {
    let mut updates = Vec::new();
    let (cut, double) = (dice.below(4), dice.below(4));
    for update in &history.updates {
        // What was written down is told once all else is, and once.
        if matches!(update, Update::LogFollows { .. } | Update::Logged { .. }) || (cut > 0 && dice.chance(2 + cut)) {
            continue;
        }
        updates.push(update.clone());
        if double > 0 && dice.chance(2 + double) {
            updates.push(update.clone());
        }
    }
    match dice.below(4) {
        0 => dice.shuffle(&mut updates),
        1 => updates.chunks_mut(4).for_each(|some| dice.shuffle(some)),
        _ => {}
    }
    updates
}

/// Takes everything in, and checks what must be so.
fn check(history: &History, updates: Vec<Update>, is_whole: bool) -> Result<(), TestCaseError> {
    let reports: Vec<(LineId, CallReport)> =
        updates.iter().filter_map(|update| if let Update::Call { line, report } = update { Some((line.clone(), (**report).clone())) } else { None }).collect();
    let mut lines = Lines::default();
    let mut now = Timestamp::now();
    let mut told: HashMap<(LineId, CallId), Vec<CallMoment>> = HashMap::new();
    for update in updates.into_iter().chain(history.last.iter().cloned()) {
        now = now.checked_add(SignedDuration::from_millis(40)).expect("a time");
        for change in lines.apply(update, now) {
            if let What::Call { moment, call } = change.what {
                told.entry((change.line, call.id.clone())).or_default().push(moment);
            }
        }
    }
    now = now.checked_add(SignedDuration::from_secs(5)).expect("a time");
    for change in lines.tick(now) {
        if let What::Call { moment, call } = change.what {
            told.entry((change.line, call.id.clone())).or_default().push(moment);
        }
    }
    prop_assert_eq!(lines.due(), None);
    for line in &history.lines {
        let differences = differences(&lines, line, history.truth.user(line.as_str()).expect("a user"));
        prop_assert!(differences.is_empty(), "{}", differences);
    }
    // What was heard whole is told: each answer, and each end.
    for (line, report) in reports.iter().filter(|_| is_whole) {
        let moments = told.get(&(line.clone(), report.id.clone())).map_or(&[][..], Vec::as_slice);
        if report.answered.is_some() {
            prop_assert!(moments.contains(&CallMoment::Connected), "{} {} was answered: {:?}", line, report.id, moments);
        }
        if report.state == ReportedState::Released {
            let end = |moment: &CallMoment| matches!(moment, CallMoment::Completed | CallMoment::Missed | CallMoment::Forwarded);
            prop_assert!(moments.iter().any(end), "{} {} is over: {:?}", line, report.id, moments);
        }
    }
    for ((line, call), moments) in told {
        let count = |wanted: &[CallMoment]| moments.iter().filter(|moment| wanted.contains(moment)).count();
        for once in [CallMoment::Dialing, CallMoment::Ringing, CallMoment::Connected, CallMoment::Forwarded] {
            prop_assert!(count(&[once]) <= 1, "{} {}: {:?}", line, call, moments);
        }
        let (answered, rang) = (moments.iter().position(|one| *one == CallMoment::Connected), moments.iter().position(|one| *one == CallMoment::Ringing));
        prop_assert!(answered.zip(rang).is_none_or(|(answered, rang)| rang < answered), "{} {} rings after it was answered: {:?}", line, call, moments);
        let ends = [CallMoment::Completed, CallMoment::Missed];
        prop_assert!(count(&ends) <= 1, "{} {}: {:?}", line, call, moments);
        prop_assert!(count(&ends) == 0 || moments.last().is_some_and(|last| ends.contains(last)), "{} {} goes on after its end: {:?}", line, call, moments);
    }
    Ok(())
}

#[test]
fn any_history_spoiled_in_any_way_ends_in_the_truth() {
    let mut runner = TestRunner::new(Config { cases: HISTORIES, failure_persistence: None, max_shrink_iters: 200, ..Config::default() });
    let orders = proptest::collection::vec(any::<Order>(), 1..60);
    let tried = runner.run(&(orders, any::<u64>()), |(orders, seed)| {
        let (tell, told) = std::sync::mpsc::channel();
        clock::run(async move {
            let _ = tell.send(record(orders).await);
        });
        let history = told.recv().expect("a history");
        check(&history, history.updates.clone(), true)?;
        (0..SPOILED).try_for_each(|round| check(&history, spoiled(&history, &Dice::new(seed.wrapping_add(round))), false))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}
