use serde_json::json;

use super::*;

const JOSE: &str = "jose.nunez@northgate.example";

impl World {
    async fn calls_order(&self, user: &str, method: Method, path: &str) -> StatusCode {
        self.ask(user, method, &format!("{ACTIONS}/user/{user}/calls{path}")).send().await.unwrap().status()
    }

    /// Lets somebody call a user and answers; the id the user's programs know.
    async fn talking(&self, user: &str) -> String {
        let call = self.command(Method::POST, "/calls", json!({ "from": "outside", "to": user })).await;
        self.command(Method::POST, &format!("/calls/{}/answer", call["call"].as_str().unwrap()), Value::Null).await;
        call["legs"][0]["callId"].as_str().unwrap().to_owned()
    }
}

fn states(world: &World, user: &str) -> Vec<String> {
    world.simulator.truth().user(user).unwrap().calls.iter().map(|call| call.state.clone()).collect()
}

#[tokio::test]
async fn each_order_does_to_a_call_what_it_says() {
    for (order, status, own, other) in [
        ("/Hold", StatusCode::OK, vec!["Held"], vec![]),
        ("/BlindTransfer?address=4017", StatusCode::OK, vec![], vec!["Alerting"]),
        ("/MuteTransfer?address=tomasz.nowak%40northgate.example", StatusCode::OK, vec![], vec!["Alerting"]),
        ("/BlindTransfer", StatusCode::BAD_REQUEST, vec!["Active"], vec![]),
        ("/BlindTransfer?address=4021", StatusCode::BAD_REQUEST, vec!["Active"], vec![]),
        ("/VmTransfer", StatusCode::OK, vec![], vec![]),
        ("/VmTransfer?address=4017", StatusCode::OK, vec![], vec![]),
        ("/Park", StatusCode::OK, vec![], vec![]),
        ("/Park?address=4017", StatusCode::OK, vec![], vec![]),
        ("/GroupCallPark", StatusCode::OK, vec![], vec![]),
        ("/TransmitDTMF?playdtmf=12%23", StatusCode::OK, vec!["Active"], vec![]),
        ("/TransmitDTMF?playdtmf=x", StatusCode::BAD_REQUEST, vec!["Active"], vec![]),
        ("/Record", StatusCode::OK, vec!["Active"], vec![]),
        ("/StopRecording", StatusCode::FORBIDDEN, vec!["Active"], vec![]),
        ("/Reconnect", StatusCode::FORBIDDEN, vec!["Active"], vec![]),
        ("/ConsultTransfer/callhalf-1:0", StatusCode::NOT_FOUND, vec!["Active"], vec![]),
    ] {
        let world = World::start().await;
        let id = world.talking(ANNA).await;
        assert_eq!(world.calls_order(ANNA, Method::PUT, &format!("/{id}{order}")).await, status, "{order}");
        assert_eq!((states(&world, ANNA), states(&world, TOMASZ)), (own.into_iter().map(str::to_owned).collect(), other.into_iter().map(str::to_owned).collect()), "{order}");
        assert_eq!(world.calls_order(TOMASZ, Method::PUT, &format!("/{id}{order}")).await, StatusCode::NOT_FOUND, "{order} by another");
    }
}

#[tokio::test]
async fn a_ringing_call_is_deflected() {
    for (order, reason) in [("/BlindTransfer?address=4017", "deflection"), ("/VmTransfer", "voicemail")] {
        let world = World::start().await;
        let mut listener = world.listen(ANNA, "Advanced Call").await;
        let call = world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
        let id = call["legs"][0]["callId"].as_str().unwrap();
        assert_eq!(world.calls_order(ANNA, Method::PUT, &format!("/{id}{order}")).await, StatusCode::OK);
        let redirected = listener.expect(&["CallReceivedEvent", "CallRedirectedEvent", "CallReleasedEvent"]).await.remove(1);
        assert_eq!(text(&redirected, "xsi:reason"), reason);
    }
}

#[tokio::test]
async fn calls_are_taken_parked_and_brought_together() {
    let world = World::start().await;
    assert_eq!(world.calls_order(ANNA, Method::POST, "/CallPickup").await, StatusCode::FORBIDDEN, "nothing rings");
    world.command(Method::POST, "/calls", json!({ "from": "outside", "to": TOMASZ })).await;
    assert_eq!(world.calls_order(ANNA, Method::POST, "/DirectedCallPickup?address=4033").await, StatusCode::FORBIDDEN, "it rings somebody else");
    assert_eq!(world.calls_order(ANNA, Method::POST, "/DirectedCallPickup?address=4017").await, StatusCode::OK);
    assert_eq!((states(&world, ANNA), states(&world, TOMASZ).len()), (vec!["Active".to_owned()], 0));

    world.command(Method::POST, "/calls", json!({ "from": "outside", "to": JOSE })).await;
    assert_eq!(world.calls_order(ANNA, Method::POST, "/CallPickup").await, StatusCode::OK);
    assert_eq!(states(&world, ANNA), ["Held", "Active"], "a phone plays one call at a time");

    let truth = world.simulator.truth();
    let ids: Vec<&str> = truth.user(ANNA).unwrap().calls.iter().map(|call| call.call_id.as_str()).collect();
    assert_eq!(world.calls_order(ANNA, Method::PUT, &format!("/{}/Park?address=4033", ids[1])).await, StatusCode::OK);
    assert_eq!(world.calls_order(ANNA, Method::POST, "/ParkRetrieve?address=4999").await, StatusCode::BAD_REQUEST);
    assert_eq!(world.calls_order(TOMASZ, Method::POST, "/ParkRetrieve").await, StatusCode::FORBIDDEN, "it is parked against somebody else");
    assert_eq!(world.calls_order(JOSE, Method::POST, "/ParkRetrieve").await, StatusCode::OK);
    assert_eq!(states(&world, JOSE), ["Active"]);

    world.command(Method::POST, "/calls", json!({ "from": "4021", "to": "4017" })).await;
    world.command(Method::POST, "/calls/c3/answer", Value::Null).await;
    let truth = world.simulator.truth();
    let ids: Vec<&str> = truth.user(ANNA).unwrap().calls.iter().map(|call| call.call_id.as_str()).collect();
    assert_eq!(world.calls_order(ANNA, Method::PUT, &format!("/{}/ConsultTransfer/{}", ids[0], ids[1])).await, StatusCode::OK);
    assert_eq!((states(&world, ANNA).len(), states(&world, TOMASZ)), (0, vec!["Active".to_owned()]));
    assert_eq!(world.simulator.truth().user(TOMASZ).unwrap().calls[0].remote_name.as_deref(), Some("Priya Raman"));
}

#[tokio::test]
async fn who_is_handed_over_hears_to_whom_and_keeps_the_answer_time() {
    let world = World::start().await;
    let mut anna = world.listen(ANNA, "Advanced Call").await;
    world.command(Method::POST, "/calls", json!({ "from": "4017", "to": "4021" })).await;
    world.command(Method::POST, "/calls/c1/answer", Value::Null).await;
    world.command(Method::POST, "/calls", json!({ "from": "4017", "to": "4033" })).await;
    world.command(Method::POST, "/calls/c2/answer", Value::Null).await;
    world.command(Method::POST, "/calls/c1/consult", json!({ "by": "4017", "with": "c2" })).await;
    let heard = anna.expect(&["CallReceivedEvent", "CallAnsweredEvent", "HookStatusEvent", "CallHeldEvent", "CallTransferredEvent", "CallAnsweredEvent"]).await;
    assert_eq!((text(&heard[4], "xsi:state"), text(&heard[4], "xsi:personality"), text(&heard[4], "xsi:name")), ("Remote Held", "Originator", "José Núñez"));
    assert_eq!((text(&heard[5], "xsi:state"), text(&heard[5], "xsi:answerTime")), ("Active", text(&heard[1], "xsi:answerTime")));
    assert_eq!(text(&heard[5], "xsi:callId"), text(&heard[0], "xsi:callId"));
    // Both who are left are on one call, and share its number.
    let truth = world.simulator.truth();
    let [anna, jose] = [ANNA, JOSE].map(|user| truth.user(user).unwrap().calls[0].tracking_id.clone());
    assert_eq!(anna, jose);
}

#[tokio::test]
async fn a_conference_is_started_held_extended_and_ended() {
    let world = World::start().await;
    let first = world.talking(ANNA).await;
    let second = world.talking(ANNA).await;
    let path = format!("{ACTIONS}/user/{ANNA}/calls/Conference");
    let with = |ids: &[&str]| {
        let participants: String = ids.iter().map(|id| format!("<conferenceParticipant><callId>{id}</callId></conferenceParticipant>")).collect();
        format!("<Conference {XMLNS}><conferenceParticipantList>{participants}</conferenceParticipantList></Conference>")
    };
    let ask = |method: Method, path: String, body: String| world.ask(ANNA, method, &path).body(body).send();
    let mut listener = world.listen(ANNA, "Basic Call").await;
    assert_eq!(ask(Method::POST, path.clone(), with(&[&first])).await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(ask(Method::POST, path.clone(), with(&[&first, &second])).await.unwrap().status(), StatusCode::OK);
    listener.expect(&["CallRetrievedEvent", "ConferenceStartedEvent"]).await;
    let list = ask(Method::GET, path.replace("/Conference", ""), String::new()).await.unwrap().text().await.unwrap();
    assert_eq!(list.matches("<call inConference=\"true\">").count(), 2, "{list}");

    let third = world.talking(ANNA).await;
    listener.expect(&["CallReceivedEvent", "CallHeldEvent", "CallHeldEvent", "CallAnsweredEvent"]).await;
    assert_eq!(ask(Method::PUT, path.clone(), with(&[&third])).await.unwrap().status(), StatusCode::OK);
    let updated = listener.expect(&["CallRetrievedEvent", "CallRetrievedEvent", "ConferenceUpdatedEvent"]).await.remove(2);
    assert_eq!(updated.matches("<xsi:conferenceParticipant>").count(), 3);
    // Who is in a conference with others is not put on hold for one of them.
    let call = path.replace("/Conference", &format!("/{first}"));
    for order in ["Hold", "Talk"] {
        assert_eq!(ask(Method::PUT, format!("{call}/{order}"), String::new()).await.unwrap().status(), StatusCode::OK);
    }
    listener.expect(&["CallHeldEvent", "CallRetrievedEvent"]).await;
    for (order, status, flags) in [
        ("Mute", StatusCode::OK, "</xsi:callId><xsi:muted/></xsi:conferenceParticipant>"),
        ("Deaf", StatusCode::OK, "</xsi:callId><xsi:muted/><xsi:deaf/></xsi:conferenceParticipant>"),
        ("UnMute", StatusCode::OK, "</xsi:callId><xsi:deaf/></xsi:conferenceParticipant>"),
        ("UnDeaf", StatusCode::OK, "</xsi:callId></xsi:conferenceParticipant>"),
    ] {
        assert_eq!(ask(Method::PUT, format!("{path}/{second}/{order}"), String::new()).await.unwrap().status(), status);
        let news = listener.next().await;
        assert!(news.contains(&format!("{second}{flags}")), "{order}: {news}");
    }
    assert_eq!(ask(Method::PUT, format!("{path}/callhalf-1:0/Mute"), String::new()).await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(ask(Method::PUT, format!("{path}/Hold"), String::new()).await.unwrap().status(), StatusCode::OK);
    listener.expect(&["CallHeldEvent", "CallHeldEvent", "CallHeldEvent", "ConferenceHeldEvent"]).await;
    assert_eq!(ask(Method::PUT, format!("{path}/Talk"), String::new()).await.unwrap().status(), StatusCode::OK);
    listener.expect(&["CallRetrievedEvent", "CallRetrievedEvent", "CallRetrievedEvent", "ConferenceRetrievedEvent"]).await;
    assert_eq!(ask(Method::DELETE, path.clone(), String::new()).await.unwrap().status(), StatusCode::OK);
    listener.expect(&["ConferenceReleasedEvent", "CallReleasedEvent", "CallReleasedEvent", "CallReleasedEvent", "HookStatusEvent"]).await;
    assert_eq!(ask(Method::DELETE, path, String::new()).await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_changes_somebody_elses_settings_or_calls() {
    let world = World::start().await;
    let body = format!("<DoNotDisturb {XMLNS}><active>true</active></DoNotDisturb>");
    let path = format!("{ACTIONS}/user/{TOMASZ}/services/DoNotDisturb");
    assert_eq!(world.ask(ANNA, Method::PUT, &path).body(body).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(world.ask(ANNA, Method::POST, &format!("{ACTIONS}/user/{TOMASZ}/calls/New?address=4033")).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert!(world.simulator.truth().users.iter().all(|user| !user.dnd && user.calls.is_empty()));
}

#[tokio::test]
async fn a_call_nobody_answers_or_takes_goes_where_it_belongs_by_itself() {
    tokio::time::pause();
    let wait = Duration::from_secs(20);
    let world = World::with(Config { no_answer: Some(wait), recall: Some(wait), ..Config::default() }).await;
    let order = |method: &'static str, path: &'static str, body: Value| world.simulator.command(method, path, body);
    let now = |user: &str| states(&world, user);
    order("POST", "/calls", json!({ "from": "4017", "to": "4021" })).await.unwrap();
    pass(wait - Duration::from_millis(1)).await;
    assert_eq!(now(ANNA), ["Alerting"]);
    settle(|| now(ANNA).is_empty()).await;
    assert_eq!(now(TOMASZ), ["Active"], "voice mail answers");
    order("POST", "/calls/c1/release", Value::Null).await.unwrap();

    order("PUT", "/users/4021/services", json!({ "forwardNoAnswer": "4033", "noAnswerSeconds": 5 })).await.unwrap();
    order("POST", "/calls", json!({ "from": "outside", "to": "4021" })).await.unwrap();
    settle(|| now(JOSE) == ["Alerting"]).await;
    order("POST", "/calls/c2/answer", Value::Null).await.unwrap();
    order("POST", "/calls/c2/park", Value::Null).await.unwrap();
    settle(|| now(JOSE) == ["Alerting"]).await;
    order("POST", "/calls/c2/answer", Value::Null).await.unwrap();
    pass(10 * wait).await;
    assert_eq!(now(JOSE), ["Active"], "an alarm of the past changes nothing");
    order("POST", "/calls/c2/release", Value::Null).await.unwrap();

    // It rings José from half of the time on, and then as long as it rings anybody.
    order("PUT", "/users/4021/services", json!({ "forwardNoAnswer": null, "noAnswerSeconds": 20 })).await.unwrap();
    order("POST", "/calls", json!({ "from": "4017", "to": "4021" })).await.unwrap();
    pass(wait / 2).await;
    order("POST", "/calls/c3/forward", json!({ "to": "4033" })).await.unwrap();
    pass(wait - Duration::from_millis(1)).await;
    assert_eq!(now(JOSE), ["Alerting"], "what was waited for is no more");
    settle(|| now(JOSE).is_empty()).await;
}

#[tokio::test]
async fn who_calls_hears_who_took_the_call() {
    let world = World::start().await;
    let mut tomasz = world.listen(TOMASZ, "Advanced Call").await;
    world.command(Method::POST, "/calls", json!({ "from": "4017", "to": "4033" })).await;
    world.command(Method::POST, "/calls/c1/pickup", json!({ "by": "4021" })).await;
    let heard = tomasz.expect(&["HookStatusEvent", "CallOriginatedEvent", "CallUpdatedEvent", "CallPickedUpEvent", "CallAnsweredEvent"]).await;
    assert_eq!((text(&heard[3], "xsi:state"), text(&heard[3], "xsi:name")), ("Alerting", "Anna Lindqvist"));
    assert_ne!(text(&heard[1], "xsi:extTrackingId"), text(&heard[3], "xsi:extTrackingId"));
    let truth = world.simulator.truth();
    assert_eq!(truth.user(TOMASZ).unwrap().calls[0].tracking_id, truth.user(ANNA).unwrap().calls[0].tracking_id);
}

/// Lets time pass, and what is due then happen.
async fn pass(time: Duration) {
    tokio::time::advance(time).await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

/// Lets time pass until something is so.
async fn settle(is_so: impl Fn() -> bool) {
    for _ in 0..1000 {
        if is_so() {
            return;
        }
        pass(Duration::from_millis(100)).await;
    }
    panic!("it never came to that");
}

#[tokio::test]
async fn a_parked_call_says_where_and_reconnecting_ends_the_others() {
    let world = World::start().await;
    for (order, place) in [("Park", "4021"), ("Park?address=4033", "4033"), ("GroupCallPark", "4017")] {
        let id = world.talking(ANNA).await;
        let answer = world.ask(ANNA, Method::PUT, &format!("{ACTIONS}/user/{ANNA}/calls/{id}/{order}")).send().await.unwrap();
        assert_eq!(answer.headers()["Content-Location"], format!("/v2.0/user/{ANNA}/calls/ParkRetrieve?address=tel:{place}"));
    }
    let (first, _second, _third) = (world.talking(ANNA).await, world.talking(ANNA).await, world.talking(ANNA).await);
    assert_eq!(states(&world, ANNA), ["Held", "Held", "Active"]);
    assert_eq!(world.calls_order(ANNA, Method::PUT, &format!("/{first}/Reconnect")).await, StatusCode::OK);
    assert_eq!(states(&world, ANNA), ["Active"]);
}
