//! Faults of events, channels and subscriptions.

use serde_json::json;
use tokio::time::{Instant, timeout};

use super::*;
use crate::{Injection, Times};

impl World {
    fn tamper(&self, injection: Injection) -> usize {
        self.simulator.inject(injection).unwrap()
    }

    async fn order(&self, path: &str) {
        self.simulator.command("POST", path, Value::Null).await.unwrap();
    }

    async fn call_anna(&self) {
        self.simulator.command("POST", "/calls", json!({ "from": "outside", "to": ANNA })).await.unwrap();
    }

    async fn heartbeat(&self, listener: &Listener) -> StatusCode {
        let path = format!("{EVENTS}/channel/{}/heartbeat", listener.channel_id);
        self.ask(ANNA, Method::PUT, &path).send().await.unwrap().status()
    }
}

fn sequence(document: &str) -> u32 {
    text(document, "xsi:sequenceNumber").parse().unwrap()
}

#[tokio::test]
async fn an_event_comes_twice_at_once_or_later() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.tamper(Injection::RepeatNext { events: 1 });
    world.call_anna().await;
    let twice = listener.expect(&["CallReceivedEvent", "CallReceivedEvent"]).await;
    assert_eq!(twice[0], twice[1]);
    world.order("/calls/c1/release").await;
    let released = listener.next().await;
    assert_eq!(world.tamper(Injection::RepeatLast { events: 2 }), 2);
    assert_eq!([listener.next().await, listener.next().await], [twice[0].clone(), released.clone()]);
    let notes = world.simulator.events();
    assert_eq!(notes.iter().map(|note| note.copies).collect::<Vec<_>>(), [1, 3, 2]);
    assert_eq!((notes[2].sequence, notes[2].bytes, notes[2].event_id.as_str()), (3, released.len(), text(&released, "xsi:eventID")));
}

#[tokio::test]
async fn a_skipped_event_leaves_a_gap() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.tamper(Injection::Skip { events: 1 });
    world.call_anna().await;
    world.order("/calls/c1/release").await;
    let released = listener.expect(&["CallReleasedEvent"]).await.remove(0);
    assert_eq!(sequence(&released), 3);
    assert!(!world.simulator.events()[1].is_written());
    assert_eq!(world.tamper(Injection::RestartSequence { subscription: None }), 1);
    world.call_anna().await;
    assert_eq!(sequence(&listener.next().await), 1);
}

#[tokio::test]
async fn events_change_places() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.tamper(Injection::Reorder { order: vec![2, 0, 1] });
    world.call_anna().await;
    world.order("/calls/c1/answer").await;
    world.order("/calls/c1/release").await;
    let kinds = ["HookStatusEvent", "CallReceivedEvent", "CallAnsweredEvent", "CallReleasedEvent", "HookStatusEvent"];
    let events = listener.expect(&kinds).await;
    assert_eq!(events.iter().map(|event| sequence(event)).collect::<Vec<_>>(), [4, 2, 3, 5, 6]);
}

#[tokio::test]
async fn a_stream_can_be_alive_and_without_events() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.tamper(Injection::SuppressEvents {});
    world.call_anna().await;
    assert_eq!(world.heartbeat(&listener).await, StatusCode::OK);
    assert!(listener.next().await.starts_with("<ChannelHeartBeat"));
    world.simulator.clear_faults();
    world.tamper(Injection::SuppressHeartbeats {});
    assert_eq!(world.heartbeat(&listener).await, StatusCode::OK);
    world.order("/calls/c1/release").await;
    assert_eq!(sequence(&listener.expect(&["CallReleasedEvent"]).await[0]), 3);
}

#[tokio::test(start_paused = true)]
async fn events_wait_until_they_are_released() {
    let world = World::with(Config { heartbeat_timeout: Duration::from_secs(3600), ..Config::default() }).await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.tamper(Injection::HoldEvents { lasting: None });
    world.call_anna().await;
    assert!(timeout(Duration::from_secs(20), listener.response.chunk()).await.is_err());
    assert_eq!(world.tamper(Injection::ReleaseEvents {}), 1);
    listener.expect(&["CallReceivedEvent"]).await;

    let start = Instant::now();
    world.tamper(Injection::HoldEvents { lasting: Some(Duration::from_secs(9)) });
    world.order("/calls/c1/answer").await;
    listener.expect(&["CallAnsweredEvent", "HookStatusEvent"]).await;
    assert_eq!(start.elapsed().as_secs(), 9);

    world.tamper(Injection::DelayEvents { by: Duration::from_secs(2) });
    world.order("/calls/c1/release").await;
    listener.expect(&["CallReleasedEvent", "HookStatusEvent"]).await;
    assert_eq!(start.elapsed().as_secs(), 11);
}

#[tokio::test]
async fn strange_events_are_sent_in_a_proper_envelope() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    assert_eq!(world.tamper(Injection::UnknownSubscription {}), 1);
    let stray = listener.expect(&["CallReceivedEvent"]).await.remove(0);
    assert_ne!(text(&stray, "xsi:subscriptionId"), world.simulator.events()[0].subscription_id);
    assert_eq!(world.acknowledge(ANNA, &stray, 481).await, StatusCode::OK);
    world.tamper(Injection::UnknownEvent { name: "CallSingingEvent".to_owned() });
    assert_eq!(sequence(&listener.expect(&["CallSingingEvent"]).await[0]), 2);

    for (events, expected) in [("bw", "<bw:Event xmlns:bw=\"http"), ("", "<Event xmlns=\"http")] {
        world.tamper(Injection::Prefixes { events: events.to_owned(), instance: "i".to_owned() });
        world.call_anna().await;
        let document = listener.chunk().await.unwrap().unwrap();
        assert!(document.contains(expected) && document.contains(" i:type=\"") && !document.contains("xsi:"), "{document}");
    }
}

#[tokio::test]
async fn channels_end_for_any_reason_or_are_forgotten() {
    let world = World::start().await;
    let mut first = world.open_channel(ANNA, "S", "").await;
    world.tamper(Injection::TerminateChannels { channel: Some("another".to_owned()), reason: "Expired".to_owned() });
    assert_eq!(world.tamper(Injection::TerminateChannels { channel: None, reason: "UserDeleted".to_owned() }), 1);
    assert_eq!(text(&first.expect(&["ChannelTerminatedEvent"]).await[0], "xsi:reason"), "UserDeleted");
    assert!(first.end().await.is_ok());

    let mut second = world.listen(ANNA, "Advanced Call").await;
    assert_eq!(world.tamper(Injection::ForgetChannels { channel: None }), 1);
    assert_eq!(world.heartbeat(&second).await, StatusCode::NOT_FOUND);
    world.call_anna().await;
    assert_eq!(world.simulator.open_streams(), 1, "its stream is open, with nothing on it");
    let reasons: Vec<_> = world.simulator.channels().into_iter().map(|channel| channel.reason).collect();
    assert_eq!(reasons, [Some("UserDeleted".to_owned()), Some("forgotten".to_owned())]);
    drop(world);
    assert!(second.end().await.is_err());
}

#[tokio::test]
async fn subscriptions_end_are_lost_or_refused() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    assert_eq!(world.tamper(Injection::Resync { user: None }), 1);
    listener.expect(&["CallSubscriptionResyncEvent"]).await;
    assert_eq!(world.tamper(Injection::EndSubscriptions { subscription: None }), 1);
    listener.expect(&["SubscriptionTerminatedEvent"]).await;

    world.tamper(Injection::Deny { package: Some("Advanced Call".to_owned()), target: None, text: "Not licensed.".to_owned(), code: 4410 });
    let refused = world.try_to_subscribe(ANNA, ANNA, "Advanced Call", ANNA).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let info = refused.text().await.unwrap();
    assert_eq!((text(&info, "summary"), text(&info, "errorCode")), ("Not licensed.", "4410"));
    world.subscribe(ANNA, ANNA, "Do Not Disturb", ANNA).await;
    world.simulator.clear_faults();
    world.subscribe(ANNA, ANNA, "Advanced Call", ANNA).await;
    listener.expect(&["DoNotDisturbEvent", "CallSubscriptionEvent"]).await;

    assert_eq!(world.tamper(Injection::LoseSubscriptions { subscription: None }), 2);
    world.call_anna().await;
    assert_eq!(world.heartbeat(&listener).await, StatusCode::OK);
    assert!(listener.next().await.starts_with("<ChannelHeartBeat"));
}

#[tokio::test(start_paused = true)]
async fn an_event_nobody_acknowledges_is_sent_again_before_its_channel_ends() {
    let world = World::with(Config { heartbeat_timeout: Duration::from_secs(3600), ..Config::default() }).await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.tamper(Injection::AckPolicy { timeout: Duration::from_secs(5), retransmits: 2 });
    world.call_anna().await;
    let start = Instant::now();
    let copies = listener.expect(&["CallReceivedEvent"; 3]).await;
    assert!(copies.iter().all(|copy| *copy == copies[0]));
    assert_eq!(start.elapsed().as_secs(), 10);
    assert_eq!(text(&listener.expect(&["ChannelTerminatedEvent"]).await[0], "xsi:reason"), "NonResponsiveChannel");
    assert_eq!(start.elapsed().as_secs(), 15);
}

#[tokio::test(start_paused = true)]
async fn a_flood_is_as_many_events_as_was_said() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.tamper(Injection::Flood { user: None, per_second: 1000, lasting: Duration::from_secs(3), holds: false });
    let mut kinds = vec!["CallReceivedEvent"];
    kinds.extend(["CallUpdatedEvent"; 3000]);
    kinds.push("CallReleasedEvent");
    let events = listener.expect(&kinds).await;
    assert_eq!(text(&events[3000], "xsi:name"), "Priya Raman 3000");
    assert_eq!(world.simulator.events().len(), 3003);
    assert!(world.simulator.truth().user(ANNA).unwrap().calls.is_empty());

    world.tamper(Injection::Flood { user: None, per_second: 10, lasting: Duration::from_millis(400), holds: true });
    listener.expect(&["CallReceivedEvent", "CallAnsweredEvent", "HookStatusEvent"]).await;
    listener.expect(&["CallHeldEvent", "CallRetrievedEvent", "CallHeldEvent", "CallRetrievedEvent", "CallReleasedEvent"]).await;
}

#[tokio::test(start_paused = true)]
async fn the_truth_is_what_a_client_should_believe() {
    let world = World::start().await;
    world.simulator.inject(Injection::WallClock { offset: -86_400_000 }).unwrap();
    world.call_anna().await;
    tokio::time::advance(Duration::from_secs(3600)).await;
    world.order("/calls/c1/answer").await;
    let truth = world.simulator.truth();
    let anna = truth.user(ANNA).unwrap();
    let [call] = anna.calls.as_slice() else { panic!("{truth:?}") };
    assert_eq!((anna.off_hook, anna.dnd, call.state.as_str(), call.personality.as_str(), call.answered), (true, false, "Active", "Terminator", true));
    assert_eq!((call.call.as_str(), call.remote_number.as_deref(), call.remote_name.as_deref()), ("c1", Some("+442079460958"), Some("Priya Raman")));
    let rang = call.answer_time.unwrap() - call.start_time;
    assert!((3_600_000..3_601_000).contains(&rang), "{rang}");
    assert_eq!(world.command(Method::GET, "/truth", Value::Null).await["users"][0]["calls"][0]["state"], "Active");
    let refused = world.simulator.command("POST", "/calls/c9/answer", Value::Null).await.unwrap_err();
    assert_eq!((refused.status, refused.sentence.as_str()), (404, "There is no call c9."));
    world.simulator.inject(Injection::ResetAtOnce { times: Times::Forever }).unwrap();
}
