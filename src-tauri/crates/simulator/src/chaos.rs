//! Calls and faults at random, the same ones for the same seed.
//!
//! Every fault is one a client recovers from by itself. So when it is over, and a client has had the time to recover, what
//! the client believes must be the [`Truth`](crate::Truth), and what it tells of the past what the ledger tells.

mod calls;
mod dice;
mod faults;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};

use crate::Simulator;
use dice::Dice;

/// The calls of a chaos are its own matter: however many dice its faults throw, they stay the same.
const CALLS: u64 = 0x6361_6c6c;
/// The longest and the shortest time between two things happening to calls, in milliseconds.
const PACE: (u64, u64) = (100, 2500);

/// How things are to go at random.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chaos {
    /// What everything follows from.
    pub seed: u64,
    /// How long from one fault to the next. A fault that stands is lifted after at most two thirds of it.
    pub every: Duration,
    /// How long it goes on; for ever if none.
    pub lasting: Option<Duration>,
}

impl Simulator {
    /// Lets calls be placed, answered, held and ended all the time, and one thing after the other go wrong. In the end all
    /// faults are lifted; calls that are not over stay.
    ///
    /// `report` gets an object for each fault: `{"at": …, "number": …, "injected": […], "hit": […]}`, for each time faults
    /// are lifted: `{"at": …, "number": …, "lifted": true}`, and for the end: `{"at": …, "over": true}`. Times are
    /// milliseconds since the simulator was started.
    pub async fn chaos(&self, chaos: Chaos, mut report: impl FnMut(&Value)) {
        let start = Instant::now();
        let end = chaos.lasting.map(|lasting| start + lasting);
        let (mut calls, mut faults) = (Dice::new(chaos.seed ^ CALLS), Dice::new(chaos.seed));
        let (mut next_call, mut next_fault) = (start, start + chaos.every);
        let mut lift_at = None;
        let mut number = 0_u64;
        loop {
            let next = [Some(next_call), Some(next_fault), lift_at, end].into_iter().flatten().min().unwrap_or(next_call);
            sleep_until(next).await;
            let at = u64::try_from(self.running().as_millis()).unwrap_or(u64::MAX);
            if lift_at.is_some_and(|lift| lift <= next) {
                lift_at = None;
                self.clear_faults();
                report(&json!({ "at": at, "number": number, "lifted": true }));
            }
            if end.is_some_and(|end| end <= next) {
                self.clear_faults();
                report(&json!({ "at": at, "over": true }));
                return;
            }
            if next_fault <= next {
                next_fault += chaos.every;
                number += 1;
                let injected = faults::any(&mut faults);
                let hit: Vec<Value> = injected.iter().map(|injection| self.inject(injection.clone()).map_or_else(|error| json!(error.to_string()), |hit| json!(hit))).collect();
                report(&json!({ "at": at, "number": number, "injected": injected, "hit": hit }));
                lift_at = Some(next + chaos.every.mul_f64(faults.fraction() * 2.0 / 3.0));
            }
            if next_call <= next {
                next_call += Duration::from_millis(calls.between(PACE.0, PACE.1));
                self.switch.with(|state, now| calls::happen(state, &mut calls, now));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Config;

    async fn hour(seed: u64) -> (Vec<Value>, Simulator) {
        let simulator = Simulator::start(Config::default()).await.unwrap();
        let mut reports = Vec::new();
        simulator.chaos(Chaos { seed, every: Duration::from_secs(30), lasting: Some(Duration::from_secs(3600)) }, |report| reports.push(report.clone())).await;
        (reports, simulator)
    }

    #[tokio::test(start_paused = true)]
    async fn the_same_seed_is_the_same_chaos_and_another_is_another() {
        let (first, simulator) = hour(7).await;
        assert_eq!((first.len(), &first[first.len() - 1]["over"]), (2 * 119 + 1, &Value::Bool(true)));
        assert!(first.iter().filter_map(|report| report["hit"].as_array()).flatten().all(Value::is_u64), "every fault can be injected");
        let calls = simulator.command("GET", "/calls", Value::Null).await.unwrap()["calls"].as_array().unwrap().clone();
        assert!(calls.len() > 500, "{}", calls.len());
        assert!(calls.iter().filter(|call| call["state"] != "over").count() <= calls::MOST);

        let (again, _) = hour(7).await;
        assert_eq!(again, first);
        let (other, _) = hour(8).await;
        assert_ne!(other, first);
    }
}
