//! Killed at any moment, and nothing owed to a web service is lost, and nothing is made up.
//!
//! The program with everything but a window runs in a process of its own ([`child`]), hears calls of the simulated phone
//! system and tells a web service that keeps a ledger ([`service`]). It is killed again and again, at random moments
//! between an event and its delivery, and started again. In the end every call must be in the ledger with every state it
//! had, under one idempotency key each.
//!
//! `cargo xtask kills --times N --seed S` runs it longer, or again.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

mod child;
mod service;

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use simulator::Simulator;

use child::{Child, custom_event};
use service::Service;

/// How often it is killed where nobody says.
const KILLS: u32 = 500;
/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest time between an event and the kill that is tried, in microseconds.
const LATEST: u64 = 40_000;

/// After so many kills it may live until all is told, by a service that is well meanwhile: how a call ended is told seconds
/// later, and who is killed within them, hundreds of times in half an hour, would owe it until the last.
const UNTIL_A_LONG_LIFE: u32 = 250;
/// How long a long life may take until it has told one more: what was refused is tried again after a minute.
const LONG_PATIENCE: Duration = Duration::from_secs(300);

/// So many calls the phone system has written down, and so many requests and events. A real one keeps twenty calls of a
/// kind; this one those of more kills than lie between two long lives.
const REMEMBERED: usize = 500;

/// Random numbers that are the same for the same seed (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 11) % bound
    }
}

struct World {
    simulator: Simulator,
    service: Service,
    child: Child,
    http: reqwest::Client,
    chance: Chance,
    kills: u32,
    folder: PathBuf,
}

impl World {
    /// A phone system, a web service, and a child with custom events of these names, states and conditions.
    async fn start(seed: u64, folder: &Path, events: &[(&str, &str, Value)]) -> Self {
        let simulator = Simulator::start(simulator::Config { remembered: REMEMBERED, ..Default::default() }).await.unwrap();
        let service = Service::start(seed).await;
        let me = simulator.users()[0].clone();
        let events = events.iter().map(|(name, state, conditions)| custom_event(name, state, conditions, &service.url())).collect();
        let child = Child::start(&simulator.xsi_url(), &me.id, &me.password, &events, folder).await;
        Self { simulator, service, child, http: reqwest::Client::new(), chance: Chance(seed | 1), kills: 0, folder: folder.to_owned() }
    }

    async fn order(&self, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.simulator.control_url());
        let answer = self.http.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.unwrap()
    }

    /// Waits until the service was told that a call of a number reached a state.
    async fn see(&self, number: &str, state: &str) {
        self.see_within(PATIENCE, number, state).await;
    }

    async fn see_within(&self, patience: Duration, number: &str, state: &str) {
        if !self.service.sees(number, state, patience).await {
            self.explain(number);
            panic!("{number} {state} was never delivered");
        }
    }

    /// Prints all that is known of the calls of a number.
    fn explain(&self, number: &str) {
        println!("{} kills so far; {number} was to be told of", self.kills);
        for event in self.simulator.events().iter().rev().take(8) {
            println!("event {}", serde_json::to_string(event).unwrap_or_default());
        }
        for request in self.simulator.requests().iter().rev().take(12) {
            println!("request {request:?}");
        }
        let disk = rusqlite::Connection::open(self.folder.join("activity.sqlite")).unwrap();
        let digits = number.trim_start_matches('+');
        for (what, sql) in [
            ("entry", "SELECT id || ' ' || at || ' ' || state || ' ' || details || ' ' || trace FROM entries WHERE details LIKE ?1"),
            ("run", "SELECT entry || ' ' || detail || ' ' || outcome FROM runs WHERE detail LIKE ?1"),
            ("owed", "SELECT id || ' ' || key || ' ' || attempts || ' ' || next_at || ' ' || problem || ' ' || parked || ' ' || request FROM outbox WHERE ?1 = ?1"),
            ("note", "SELECT key || ' ' || value FROM notes WHERE ?1 = ?1"),
        ] {
            let mut statement = disk.prepare(sql).unwrap();
            let rows = statement.query_map([format!("%{digits}%")], |row| row.get::<_, String>(0)).unwrap();
            rows.for_each(|row| println!("{what} {}", row.unwrap()));
        }
    }

    /// Kills it after a while that is as likely short as long, and starts it again.
    async fn kill(&mut self) {
        let most = LATEST.min(200 << self.chance.below(9));
        let after = self.chance.below(most);
        tokio::time::sleep(Duration::from_micros(after)).await;
        self.child.kill().await;
        self.kills += 1;
        if self.kills.is_multiple_of(1000) {
            println!("{} kills", self.kills);
        }
        self.child = self.child.again().await;
    }

    /// Lets it live until the service was told all of this.
    async fn live_long(&self, expected: &BTreeMap<String, Vec<&str>>) {
        self.service.be_well(true);
        for (number, states) in expected {
            for state in states {
                self.see_within(LONG_PATIENCE, number, state).await;
            }
        }
        self.service.be_well(false);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_c8_c9_killed_at_any_moment_it_delivers_everything_and_invents_nothing() {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse().ok());
    let kills = number("BELLHOP_KILLS").map_or(KILLS, |kills: u64| u32::try_from(kills).unwrap());
    let seed = number("BELLHOP_SEED").unwrap_or_else(|| u64::from(std::process::id()) << 20 | 0x5eed);
    println!("{kills} kills with seed {seed}: BELLHOP_KILLS={kills} BELLHOP_SEED={seed}");
    let began = Instant::now();

    let folder = tempfile::tempdir().unwrap();
    let states = ["ringing", "connected", "completed", "missed"].map(|state| (state, state, json!([])));
    let mut world = World::start(seed, folder.path(), &states).await;
    let me = world.simulator.users()[0].id.clone();

    // What the service must have been told: of each number, each state.
    let mut expected: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut calls = 0_u32;
    let mut lives_on_at = UNTIL_A_LONG_LIFE;
    while world.kills < kills {
        calls += 1;
        let number = format!("+4420{:08}", 70_000_000 + calls);
        let call = world.order("/calls", json!({ "from": "outside", "to": me, "number": number })).await["call"].as_str().unwrap().to_owned();
        world.kill().await;
        world.see(&number, "ringing").await;
        let mut states = vec!["ringing"];
        if world.chance.below(4) == 0 {
            world.order(&format!("/calls/{call}/release"), json!({ "by": "outside" })).await;
            states.push("missed");
        } else {
            world.order(&format!("/calls/{call}/answer"), json!({})).await;
            world.kill().await;
            world.see(&number, "connected").await;
            world.order(&format!("/calls/{call}/release"), json!({})).await;
            states.extend(["connected", "completed"]);
        }
        world.kill().await;
        // What an end was is told from the log, seconds later; meanwhile the next call rings.
        expected.insert(number, states);
        if world.kills >= lives_on_at {
            lives_on_at += UNTIL_A_LONG_LIFE;
            world.live_long(&expected).await;
        }
    }
    world.live_long(&expected).await;

    let ledger = world.service.ledger();
    let mut told: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut keys: BTreeMap<&str, u32> = BTreeMap::new();
    for delivery in &ledger {
        *keys.entry(delivery.key.as_str()).or_default() += 1;
    }
    let mut counted = std::collections::BTreeSet::new();
    for delivery in &ledger {
        if counted.insert(delivery.key.as_str()) {
            told.entry(delivery.number.clone()).or_default().push(delivery.state.as_str());
        }
    }
    for states in told.values_mut().chain(expected.values_mut()) {
        states.sort_unstable();
    }
    assert_eq!(told, expected, "each state of each call has one key, and there is none that nobody expected");
    let repeats: u32 = keys.values().map(|times| times - 1).sum();
    assert!(repeats <= world.kills + world.service.broken_off(), "{repeats} repeats of {} kills", world.kills);
    println!(
        "{} kills, {calls} calls, {} keys expected and {} found, 0 lost, 0 invented, {repeats} repeated ({} answers broken off), {:.0} s",
        world.kills,
        expected.values().map(Vec::len).sum::<usize>(),
        keys.len(),
        world.service.broken_off(),
        began.elapsed().as_secs_f64()
    );
    world.child.kill().await;
    world.simulator.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_killed_while_it_waits_it_goes_on_waiting_and_knows_what_was_done_once() {
    let folder = tempfile::tempdir().unwrap();
    let events = [
        ("connected", "connected", json!([])),
        ("talks-on", "connected", json!([{ "kind": "stillSo", "seconds": 1 }])),
        ("held", "held", json!([])),
        ("held-first", "held", json!([{ "kind": "oncePerCall" }])),
        ("over", "completed", json!([])),
    ];
    let mut world = World::start(7, folder.path(), &events).await;
    let me = world.simulator.users()[0].id.clone();

    // One call goes on while nobody listens, the other ends then.
    for (number, goes_on) in [("+442079460001", true), ("+442079460002", false)] {
        let call = world.order("/calls", json!({ "from": "outside", "to": me, "number": number })).await["call"].as_str().unwrap().to_owned();
        world.order(&format!("/calls/{call}/answer"), json!({})).await;
        world.see(number, "connected").await;
        world.child.kill().await;
        if !goes_on {
            world.order(&format!("/calls/{call}/release"), json!({})).await;
        }
        world.child = world.child.again().await;
        if goes_on {
            world.see(number, "talks-on").await;
            world.order(&format!("/calls/{call}/hold"), json!({})).await;
            world.see(number, "held").await;
            world.see(number, "held-first").await;
            world.child.kill().await;
            world.child = world.child.again().await;
            for order in ["retrieve", "hold", "retrieve", "release"] {
                world.order(&format!("/calls/{call}/{order}"), json!({})).await;
            }
        }
        world.see(number, "over").await;
    }

    let ledger = world.service.ledger();
    let keys = |number: &str, state: &str| {
        let told = ledger.iter().filter(|delivery| delivery.number == number && delivery.state == state);
        told.map(|delivery| delivery.key.clone()).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!((keys("+442079460001", "talks-on"), keys("+442079460002", "talks-on")), (1, 0));
    assert_eq!((keys("+442079460001", "held"), keys("+442079460001", "held-first")), (2, 1));
    world.child.kill().await;
    world.simulator.shutdown().await;
}
