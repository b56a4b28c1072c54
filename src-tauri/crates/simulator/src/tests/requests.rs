//! Faults of single requests.

use serde_json::json;
use tokio::time::Instant;

use super::*;
use crate::{HttpFault, Injection, Times};

const CALLS: &str = "/com.broadsoft.xsi-actions/v2.0/user/anna.lindqvist@northgate.example/calls";

impl World {
    fn plan(&self, path: &str, times: Times, fault: HttpFault) {
        self.simulator.inject(Injection::Http { method: None, path: path.to_owned(), after: 0, times, fault }).unwrap();
    }

    async fn calls(&self) -> Result<Response, reqwest::Error> {
        self.ask(ANNA, Method::GET, CALLS).send().await
    }
}

#[tokio::test]
async fn an_answer_can_be_anything() {
    let world = World::start().await;
    let fault = HttpFault::answer(200, "text/html", &b"\x1f\x8b"[..]).with_header("Content-Encoding", "gzip");
    world.plan("/calls", Times::N(2), fault);
    for _ in 0..2 {
        let answer = world.calls().await.unwrap();
        assert_eq!((&answer.headers()["content-type"], &answer.headers()["content-encoding"]), (&"text/html".parse().unwrap(), &"gzip".parse().unwrap()));
        assert_eq!(answer.bytes().await.unwrap(), b"\x1f\x8b"[..]);
    }
    assert!(world.calls().await.unwrap().text().await.unwrap().contains("<Calls "));

    world.plan("/calls", Times::N(1), HttpFault::Redirect { status: 307, location: "/elsewhere".to_owned() });
    let unmoved = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = unmoved.get(format!("{}{CALLS}", world.simulator.xsi_url())).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (307, &"/elsewhere".parse().unwrap()));
}

#[tokio::test]
async fn after_some_requests_nobody_is_let_in() {
    let world = World::start().await;
    world.simulator.inject(Injection::unauthorized_after(2)).unwrap();
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(world.calls().await.unwrap().status().as_u16());
    }
    assert_eq!(statuses, [200, 200, 401, 401]);
    assert_eq!(world.simulator.unauthorized().len(), 2);
    world.simulator.clear_faults();
    assert_eq!(world.calls().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_request_can_hang_until_faults_are_cleared() {
    let world = World::start().await;
    world.plan("/calls", Times::N(1), HttpFault::Hang {});
    let mut hanging = std::pin::pin!(world.calls());
    assert!(tokio::time::timeout(Duration::from_secs(86_400), &mut hanging).await.is_err());
    assert_eq!(world.simulator.requests()[0].status, None);
    world.simulator.clear_faults();
    assert_eq!(hanging.await.unwrap().status(), StatusCode::OK);
    assert_eq!(world.simulator.requests()[0].status, Some(200));
}

#[tokio::test(start_paused = true)]
async fn an_answer_can_come_late_or_slowly() {
    let world = World::start().await;
    world.plan("/calls", Times::N(1), HttpFault::Delay { by: Duration::from_secs(12) });
    let start = Instant::now();
    world.calls().await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 12);

    world.plan("/calls", Times::N(1), HttpFault::SlowBody { bytes: 50, every: Duration::from_secs(4) });
    let start = Instant::now();
    let answer = world.calls().await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 0, "the head is not slow");
    let length = answer.content_length().unwrap();
    assert_eq!(answer.bytes().await.unwrap().len() as u64, length);
    assert_eq!(start.elapsed().as_secs(), 4 * (length.div_ceil(50) - 1));
}

#[tokio::test]
async fn a_connection_can_be_reset_before_or_after_the_work_is_done() {
    let world = World::start().await;
    for (fault, placed) in [(HttpFault::ResetBefore {}, 0), (HttpFault::ResetAfter {}, 1)] {
        world.plan("/calls/new", Times::N(1), fault);
        let path = format!("{CALLS}/New?address=4017");
        assert!(world.ask(ANNA, Method::POST, &path).send().await.is_err());
        assert_eq!(world.simulator.truth().user(ANNA).unwrap().calls.len(), placed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_channel_can_open_and_say_nothing() {
    let world = World::start().await;
    world.plan("/channel", Times::N(1), HttpFault::NoChannelId {});
    let body = format!("<Channel {XMLNS}><channelSetId>S</channelSetId></Channel>");
    let mut answer = world.ask(ANNA, Method::POST, &format!("{ASYNC}/channel")).body(body).send().await.unwrap();
    assert_eq!((answer.status(), &answer.headers()["content-type"]), (StatusCode::OK, &"text/xml;charset=UTF-8".parse().unwrap()));
    assert!(tokio::time::timeout(Duration::from_secs(3600), answer.chunk()).await.is_err());
    assert_eq!(world.simulator.open_streams(), 1);
}

#[tokio::test]
async fn the_web_service_fails_the_same_ways() {
    let world = World::start().await;
    world.plan("/web-service", Times::N(1), HttpFault::ResetAfter {});
    assert!(world.http.post(format!("{}/web-service", world.simulator.control_url())).send().await.is_err());
    let ledger = world.simulator.command("GET", "/ledger", Value::Null).await.unwrap();
    assert_eq!(ledger["webService"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn every_injection_in_the_manual_can_be_made() {
    let world = World::start().await;
    let manual = world.command(Method::GET, "/", Value::Null).await;
    let command = manual["commands"].as_array().unwrap().iter().find(|command| command["path"] == "/injections").unwrap();
    let examples = command["body"].as_array().unwrap();
    assert!(examples.len() > 40);
    for example in examples {
        let injection: Injection = serde_json::from_value(example.clone()).unwrap_or_else(|error| panic!("{example}: {error}"));
        let again: Injection = serde_json::from_value(serde_json::to_value(&injection).unwrap()).unwrap();
        assert_eq!(again, injection);
        world.command(Method::POST, "/injections", example.clone()).await;
        world.command(Method::DELETE, "/injections", Value::Null).await;
    }
    let hit = world.command(Method::POST, "/injections", json!([{ "kind": "stall", "on": "streams" }, { "kind": "up" }])).await;
    assert_eq!(hit, json!({ "hit": [0, 1] }));
    for wrong in [
        json!({ "kind": "rain" }),
        json!({ "kind": "stall", "on": "streams", "colour": 1 }),
        json!({ "kind": "drip", "on": "all", "bytes": 0 }),
        json!({ "kind": "reorder", "order": [0, 2] }),
        json!({ "kind": "http", "fault": { "kind": "answer", "status": 99 } }),
        json!({ "kind": "http", "times": "always", "fault": { "kind": "hang" } }),
        json!({ "kind": "prefixes", "events": "a", "instance": "a" }),
    ] {
        let (status, answer) = world.attempt(Method::POST, "/injections", &wrong.to_string()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}: {answer}");
    }
}
