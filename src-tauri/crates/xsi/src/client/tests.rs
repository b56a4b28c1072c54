//! The client against a BroadWorks on loopback, over real HTTP.

mod servers;

use std::time::Duration;

use super::*;
use crate::{Credential, Server};
use secrecy::SecretString;
use serde_json::{Value, json};
use simulator::{Config, Simulator};
use telephony::{CallMoment, Hook, Lines, PhoneNumber, Step, What};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Longer than anything here takes, shorter than a developer's patience.
const PATIENCE: Duration = Duration::from_secs(20);

/// A simulator and the way to make things happen in it.
struct World {
    simulator: Simulator,
    http: reqwest::Client,
}

impl World {
    async fn start() -> Self {
        let simulator = Simulator::start(Config::default()).await.expect("free ports");
        Self { simulator, http: reqwest::Client::builder().no_proxy().build().expect("a client") }
    }

    fn account(&self) -> Account {
        account(&self.simulator.xsi_url(), "bell-anna")
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.simulator.control_url());
        let answer = self.http.post(url).json(&body).send().await.expect("the control port answers");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    async fn fault(&self, path: &str, status: u16, body: &str) {
        self.post("/faults", json!({ "next": [{ "path": path, "status": status, "body": body }] })).await;
    }

    async fn ledger(&self) -> Value {
        let url = format!("{}/ledger", self.simulator.control_url());
        self.http.get(url).send().await.expect("the control port answers").json().await.expect("JSON")
    }

    /// Waits until the ledger is as expected.
    async fn ledger_until(&self, what: &str, expected: impl Fn(&Value) -> bool) {
        let mut ledger = Value::Null;
        let waiting = async {
            while !expected(&ledger) {
                ledger = self.ledger().await;
            }
        };
        let result = tokio::time::timeout(PATIENCE, waiting).await;
        assert!(result.is_ok(), "{what}: {ledger:#}");
    }
}

fn account(base: &str, password: &str) -> Account {
    Account {
        server: Server::parse(base, false).expect("an address"),
        user_id: "anna.lindqvist@northgate.example".to_owned(),
        credential: Credential::Password(SecretString::from(password.to_owned())),
        installation: "0d9f7a54-9c1e-4a53-8f57-0f6a4cf4b8c1".to_owned(),
    }
}

/// Somebody who takes in whatever comes, and keeps it.
struct Ear {
    client: Client,
    events: mpsc::Receiver<Event>,
    updates: Vec<Update>,
}

impl Ear {
    fn open(account: Account) -> Self {
        let (client, events) = connect(account, Vec::new());
        Self { client, events, updates: Vec::new() }
    }

    /// Waits for an event, taking in the updates before it.
    async fn until(&mut self, what: &str, mut wanted: impl FnMut(&Event) -> bool) -> Event {
        let waiting = async {
            loop {
                let event = self.events.recv().await.expect("the connection goes on");
                let found = wanted(&event);
                if let Event::Update(Delivery { update, .. }) = &event {
                    self.updates.push(update.clone());
                }
                if found {
                    return event;
                }
                if let Event::Update(delivery) = event {
                    delivery.ack.done();
                }
            }
        };
        let result = tokio::time::timeout(PATIENCE, waiting).await;
        result.unwrap_or_else(|_| panic!("no {what} after {:#?}", self.updates))
    }

    /// Takes in whatever comes until something else is done.
    async fn during<T>(&mut self, other: impl Future<Output = T>) -> T {
        tokio::select! {
            done = other => done,
            _ = self.until("end of it", |_| false) => unreachable!(),
        }
    }

    async fn connected(&mut self) {
        self.until("connection", |event| matches!(event, Event::Connection(Notice::Connected))).await;
    }

    async fn step(&mut self, wanted: Step) -> telephony::CallReport {
        let is_it = |event: &Event| matches!(event, Event::Update(Delivery { update: Update::Call { report, .. }, .. }) if report.step == wanted);
        match self.until(&format!("{wanted:?}"), is_it).await {
            Event::Update(Delivery { update: Update::Call { report, .. }, .. }) => *report,
            other => panic!("{other:?}"),
        }
    }

    async fn snapshot(&mut self) -> Event {
        self.until("snapshot", |event| matches!(event, Event::Update(Delivery { update: Update::Snapshot { .. }, .. }))).await
    }
}

fn open_ones(ledger: &Value, of: &str) -> usize {
    ledger[of].as_array().map_or(usize::MAX, |all| all.iter().filter(|one| one["closed"].is_null()).count())
}

fn all_acked(ledger: &Value) -> bool {
    ledger["events"].as_array().is_some_and(|events| !events.is_empty() && events.iter().all(|event| event["acked"] == true))
}

#[tokio::test]
async fn signing_in_tells_whose_account_it_is() {
    let world = World::start().await;
    let profile = sign_in(&world.account()).await.expect("the right password");
    assert_eq!((profile.name.as_str(), profile.extension.as_str(), profile.country.as_str()), ("Anna Lindqvist", "4021", "44"));
    assert_eq!(profile.number.as_ref().map(PhoneNumber::digits).as_deref(), Some("442079460121"));
    assert_eq!(profile.user_id, "anna.lindqvist@northgate.example");
}

#[tokio::test]
async fn a_wrong_password_is_tried_once() {
    let world = World::start().await;
    let wrong = account(&world.simulator.xsi_url(), "wrong");
    assert_eq!(sign_in(&wrong).await, Err(Problem::Refused));
    let mut ear = Ear::open(wrong);
    let event = ear.until("end", |event| matches!(event, Event::Connection(Notice::Ended { .. }))).await;
    assert!(matches!(event, Event::Connection(Notice::Ended { problem: Problem::Refused })), "{event:?}");
    assert!(ear.events.recv().await.is_none(), "nothing comes after it");
    assert_eq!(world.ledger().await["requests"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn what_is_wrong_with_a_server_is_said_in_plain_kinds() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        listener.local_addr().expect("its address")
    };
    let html = answering("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>Hi</html>").await;
    let other_xml = answering("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 6\r\n\r\n<rss/>").await;
    let missing = answering("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nNone").await;
    let moved = answering("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n").await;
    let busy = answering("HTTP/1.1 503 Unavailable\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n").await;
    let gone = answering("").await;
    // A port that is not the usual one belongs to the name people know the server by.
    let here = |base: &str| base.trim_start_matches("http://").to_owned();
    for (base, problem) in [
        ("https://nothing.invalid".to_owned(), Problem::HostUnknown { host: "nothing.invalid".to_owned() }),
        (format!("http://{closed}"), Problem::Unreachable { host: closed.to_string() }),
        (html.clone(), Problem::NotXsi { host: here(&html) }),
        (other_xml.clone(), Problem::NotXsi { host: here(&other_xml) }),
        (missing.clone(), Problem::NotXsi { host: here(&missing) }),
        (moved.clone(), Problem::Moved { host: here(&moved), to: "https://elsewhere.example".to_owned() }),
        (busy, Problem::ServerBusy { status: 503, retry_after: Some(Duration::from_secs(120)) }),
    ] {
        assert_eq!(sign_in(&account(&base, "x")).await, Err(problem), "{base}");
    }
    let without_tls = sign_in(&account(&html.replace("http:", "https:"), "x")).await;
    assert!(matches!(without_tls, Err(Problem::Encryption { .. })), "{without_tls:?}");
    let cut = sign_in(&account(&gone, "x")).await;
    assert!(matches!(cut, Err(Problem::Broken { .. })), "{cut:?}");
}

/// Starts a server that answers every request the same way.
async fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("its address"));
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = socket.read(&mut request).await;
            let _ = socket.write_all(answer.as_bytes()).await;
            let _ = socket.shutdown().await;
        }
    });
    base
}

#[tokio::test]
async fn a_right_that_is_missing_is_named() {
    let world = World::start().await;
    let body = "<?xml version=\"1.0\"?><ErrorInfo xmlns=\"http://schema.broadsoft.com/xsi\"><summary>No such right</summary><errorCode>4410</errorCode></ErrorInfo>";
    world.fault("/profile", 403, body).await;
    assert_eq!(sign_in(&world.account()).await, Err(Problem::Forbidden { right: "No such right".to_owned() }));
    world.fault("/profile", 403, "<html>Forbidden</html>").await;
    assert_eq!(sign_in(&world.account()).await, Err(Problem::Forbidden { right: String::new() }));
}

#[tokio::test]
async fn a_call_is_heard_from_the_first_ring_to_its_end_and_every_event_is_acknowledged() {
    let world = World::start().await;
    let mut ear = Ear::open(world.account());
    ear.connected().await;
    let call = world.post("/calls", json!({ "from": "outside", "to": "4021" })).await;
    let call = call["call"].as_str().expect("an id").to_owned();
    let ringing = ear.step(Step::Received).await;
    assert_eq!(ringing.remote.name.as_deref(), Some("Priya Raman"));
    assert_eq!(ringing.remote.number, PhoneNumber::parse("+442079460958"));
    world.post(&format!("/calls/{call}/answer"), json!({})).await;
    assert!(ear.step(Step::Answered).await.answered.is_some());
    world.post(&format!("/calls/{call}/release"), json!({ "by": "outside" })).await;
    assert!(ear.step(Step::Released).await.ended.is_some());
    ear.until("hook", |event| matches!(event, Event::Update(Delivery { update: Update::Hook { hook: Hook::OnHook, .. }, .. }))).await;

    let mut lines = Lines::default();
    let own = world.account().line();
    // The services of the line have had their say within a second.
    let times = (0..).map(|second| jiff::Timestamp::from_second(second).expect("a time"));
    let changes = ear.updates.iter().zip(times).flat_map(|(update, now)| lines.apply(update.clone(), now));
    let moments: Vec<_> = changes.filter_map(|change| if let What::Call { moment, .. } = change.what { Some((change.line, moment)) } else { None }).collect();
    assert_eq!(moments, [CallMoment::Ringing, CallMoment::Connected, CallMoment::Completed].map(|moment| (own.clone(), moment)));
    ear.during(world.ledger_until("every event is acknowledged", all_acked)).await;
    ear.client.disconnect().await;
}

#[tokio::test]
async fn the_state_of_the_line_is_known_from_the_start() {
    let world = World::start().await;
    let url = format!("{}/users/anna.lindqvist@northgate.example/dnd", world.simulator.control_url());
    world.http.put(url).json(&json!({ "on": true })).send().await.expect("the control port answers");
    world.post("/calls", json!({ "from": "4021", "to": "+442079460999" })).await;
    let mut ear = Ear::open(world.account());
    let snapshot = ear.snapshot().await;
    assert!(matches!(&snapshot, Event::Update(Delivery { update: Update::Snapshot { calls, hook: Some(Hook::OffHook), .. }, .. }) if calls.len() == 1), "{snapshot:?}");
    let is_dnd = |event: &Update| matches!(event, Update::DoNotDisturb { on: true, .. });
    if !ear.updates.iter().any(is_dnd) {
        ear.until("do-not-disturb", |event| matches!(event, Event::Update(delivery) if is_dnd(&delivery.update))).await;
    }
    ear.client.disconnect().await;
}

#[tokio::test]
async fn disconnecting_leaves_no_channel_and_no_subscription() {
    let world = World::start().await;
    let mut ear = Ear::open(world.account());
    ear.connected().await;
    let ledger = world.ledger().await;
    assert_eq!((open_ones(&ledger, "channels"), open_ones(&ledger, "subscriptions")), (1, 2), "{ledger:#}");
    ear.client.disconnect().await;
    let ledger = world.ledger().await;
    assert_eq!((open_ones(&ledger, "channels"), open_ones(&ledger, "subscriptions")), (0, 0), "{ledger:#}");
}

#[tokio::test]
async fn a_client_nobody_listens_to_any_more_signs_out() {
    let world = World::start().await;
    let mut ear = Ear::open(world.account());
    ear.connected().await;
    let Ear { client: _client, events, .. } = ear;
    drop(events);
    world.ledger_until("it signed out", |ledger| open_ones(ledger, "channels") == 0 && open_ones(ledger, "subscriptions") == 0).await;
}

#[tokio::test]
async fn a_dropped_stream_comes_back_with_a_snapshot_of_what_happened_meanwhile() {
    let world = World::start().await;
    let mut ear = Ear::open(world.account());
    ear.connected().await;
    world.post("/drop-streams", json!({})).await;
    world.post("/calls", json!({ "from": "outside", "to": "4021" })).await;
    let lost = ear.until("loss", |event| matches!(event, Event::Connection(Notice::Lost { .. }))).await;
    assert!(matches!(&lost, Event::Connection(Notice::Lost { problem: Problem::Broken { .. }, retry_at }) if *retry_at <= Instant::now() + Duration::from_millis(500)), "{lost:?}");
    ear.client.retry_now();
    let (mut connected, mut told) = (false, false);
    let is_told = |event: &Event| matches!(event, Event::Update(Delivery { update: Update::Snapshot { calls, .. }, .. }) if calls.len() == 1);
    ear.until("connection and snapshot", |event| {
        connected |= matches!(event, Event::Connection(Notice::Connected));
        told |= is_told(event);
        connected && told
    })
    .await;
    ear.client.disconnect().await;
    let ledger = world.ledger().await;
    assert_eq!((open_ones(&ledger, "channels"), open_ones(&ledger, "subscriptions")), (0, 0), "{ledger:#}");
}

#[tokio::test]
async fn a_busy_server_is_tried_again() {
    let world = World::start().await;
    world.fault("com.broadsoft.async", 503, "<html>Too many transactions</html>").await;
    let mut ear = Ear::open(world.account());
    let lost = ear.until("loss", |event| matches!(event, Event::Connection(Notice::Lost { .. }))).await;
    assert!(matches!(lost, Event::Connection(Notice::Lost { problem: Problem::ServerBusy { status: 503, retry_after: None }, .. })), "{lost:?}");
    ear.connected().await;
    ear.client.disconnect().await;
}

#[tokio::test]
async fn an_acknowledgement_the_server_missed_is_sent_again() {
    let world = World::start().await;
    world.fault("eventresponse", 500, "").await;
    let mut ear = Ear::open(world.account());
    ear.connected().await;
    ear.during(world.ledger_until("every event is acknowledged", all_acked)).await;
    ear.client.disconnect().await;
}

#[tokio::test]
async fn an_event_is_not_acknowledged_before_it_is_taken_in() {
    let world = World::start().await;
    let mut ear = Ear::open(world.account());
    ear.connected().await;
    world.post("/calls", json!({ "from": "outside", "to": "4021" })).await;
    let wanted = |event: &Event| matches!(event, Event::Update(Delivery { update: Update::Call { .. }, .. }));
    let Event::Update(delivery) = ear.until("call", wanted).await else { unreachable!() };
    let received = |ledger: &Value| ledger["events"].as_array().into_iter().flatten().find(|event| event["type"] == "CallReceivedEvent").cloned();
    assert_eq!(received(&world.ledger().await).expect("it was sent")["acked"], false);
    delivery.ack.done();
    world.ledger_until("it is acknowledged", |ledger| received(ledger).is_some_and(|event| event["acked"] == true)).await;
    ear.client.disconnect().await;
}
