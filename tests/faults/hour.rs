//! An hour of random calls and random faults, on a clock of its own, and both books compared in the end.
//!
//! `cargo xtask soak` lets the real program go through the same in real time.

use std::time::Duration;

use serde_json::Value;
use simulator::Chaos;
use telephony::{Call, CallId, CallMoment, Direction, What};
use tokio::time::sleep;

use crate::clock;
use crate::row::{Row, seconds};
use crate::world::{Setup, World};

const HOUR: Duration = seconds(3600);
/// What the server lost is found out within five minutes.
const RECOVERY: Duration = seconds(340);
/// How far what was written down may be from when a call began, in milliseconds. Of two calls with one party within this
/// time, one heard and one not, nobody can tell which of them an entry is of.
const TOLERANCE: i64 = 5000;

#[test]
#[ignore = "each takes twenty seconds: cargo xtask faults --hours N"]
fn an_hour_of_random_faults_loses_and_doubles_nothing() {
    let row = Row::aside("an hour");
    let seed = row.seed;
    clock::run(async move {
        let world = World::start(&row, Setup { both_lines: false, ..Setup::default() }).await;
        world.until("connected at first", seconds(3), |book| book.connected).await;
        world.simulator().chaos(Chaos { seed, every: seconds(30), lasting: Some(HOUR) }, |_| {}).await;
        sleep(RECOVERY).await;

        let truth = world.order("GET", "/calls", Value::Null).await;
        let me = world.me().id.clone();
        let book = world.book();
        let told = |id: &CallId, wanted: &[CallMoment]| wanted.iter().map(|moment| book.count(&world.shared.lines[0], id, *moment)).sum::<usize>();
        let ends = |id: &CallId| told(id, &[CallMoment::Completed, CallMoment::Missed]).max(told(id, &[CallMoment::Forwarded]));
        let mut later: Vec<(Call, CallMoment)> = book
            .changes
            .iter()
            .filter_map(|(_, change)| match &change.what {
                What::Call { call, moment } if call.id.as_str().starts_with("log:") => Some(((**call).clone(), *moment)),
                _ => None,
            })
            .collect();
        let (mut calls, mut found, mut unclear) = (0, 0, 0);
        let (mut lost, mut doubled, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
        for call in truth["calls"].as_array().unwrap() {
            for leg in call["legs"].as_array().unwrap().iter().filter(|leg| leg["user"] == me.as_str()) {
                calls += 1;
                let id = CallId::new(leg["callId"].as_str().unwrap());
                let (over, answered, started) = (!call["ended"].is_null(), !call["answered"].is_null(), call["started"].as_i64().unwrap());
                let heard = book.changes.iter().any(|(_, change)| matches!(&change.what, What::Call { call, .. } if call.id == id));
                let outgoing = leg["personality"] == "Originator";
                let is_it = |(written, moment): &(Call, CallMoment)| {
                    (written.started.as_millisecond() - started).abs() <= TOLERANCE
                        && (written.direction == Direction::Outgoing) == outgoing
                        && (outgoing || (*moment == CallMoment::Completed) == answered)
                };
                if !heard {
                    let like = |other: &Value| {
                        (other["started"].as_i64().unwrap() - started).abs() <= TOLERANCE
                            && other["call"] != call["call"]
                            && (&other["from"], &other["to"]) == (&call["from"], &call["to"])
                    };
                    match later.iter().position(is_it) {
                        Some(place) if over => {
                            later.remove(place);
                            found += 1;
                        }
                        _ if truth["calls"].as_array().unwrap().iter().any(like) => unclear += 1,
                        _ => lost.push(format!("{call}")),
                    }
                    continue;
                }
                if ends(&id) > 1 || [CallMoment::Dialing, CallMoment::Ringing, CallMoment::Connected].iter().any(|moment| told(&id, &[*moment]) > 1) {
                    doubled.push(format!("{call}"));
                }
                if (ends(&id) == 1) != over || (answered && told(&id, &[CallMoment::Missed]) > 0) {
                    wrong.push(format!("{} ends, {call}", ends(&id)));
                }
            }
        }
        doubled.extend(later.iter().map(|(call, moment)| format!("found later: {moment:?} {call:?}")));
        let differences = world.shared.differences_from(&book);
        eprintln!("seed {seed}: {calls} calls, {found} found later, {unclear} that can't be told from another");
        assert!(calls > 300 && unclear * 100 <= calls, "{calls} {unclear}");
        assert!(
            lost.is_empty() && doubled.is_empty() && wrong.is_empty() && differences.is_empty(),
            "seed {seed}: {calls} calls, {found} found later\nlost {lost:#?}\ndoubled {doubled:#?}\nwrong {wrong:#?}\n{differences}"
        );
    });
}
