use serde_json::json;

use super::*;

const GRACE: &str = "grace.okafor@northgate.example";
const HUGO: &str = "hugo.martin@northgate.example";

impl World {
    /// Subscribes at any path, to one package or to a list.
    async fn subscribe_at(&self, user: &str, path: &str, what: &str) -> Response {
        let body = format!("<Subscription {XMLNS}>{what}<expires>5000</expires><channelSetId>S</channelSetId><applicationId>tests</applicationId></Subscription>");
        self.ask(user, Method::POST, &format!("{EVENTS}{path}")).body(body).send().await.unwrap()
    }
}

#[tokio::test]
async fn who_watches_a_group_or_an_enterprise_hears_who_it_is_about_and_gets_no_snapshot() {
    for (path, user, expected) in [
        ("/serviceprovider/northgate/group/front-office", ANNA, vec![TOMASZ]),
        ("/Enterprise/northgate/Group/workshop", ANNA, vec![GRACE]),
        ("/enterprise/northgate", ANNA, vec![TOMASZ, GRACE]),
        ("/serviceProvider/Northgate/subscription", ANNA, vec![TOMASZ, GRACE]),
        // An administrator hears of private calls too.
        ("/system", GRACE, vec![TOMASZ, GRACE, HUGO]),
        ("/systemsubscription", GRACE, vec![TOMASZ, GRACE, HUGO]),
    ] {
        let world = World::start().await;
        let mut listener = world.open_channel(user, "S", "").await;
        assert_eq!(world.subscribe_at(user, path, "<event>Advanced Call</event>").await.status(), StatusCode::OK, "{path}");
        for called in [TOMASZ, GRACE, HUGO] {
            world.command(Method::POST, "/calls", json!({ "from": "outside", "to": called })).await;
        }
        for target in &expected {
            let ringing = listener.expect(&["CallReceivedEvent"]).await.remove(0);
            assert_eq!((text(&ringing, "xsi:targetId"), text(&ringing, "xsi:userId")), (*target, user), "{path}");
        }
        assert_eq!(world.simulator.events().len(), expected.len(), "{path}: nothing else");
    }
}

#[tokio::test]
async fn what_is_out_of_scope_or_private_is_refused() {
    let world = World::start().await;
    let _listeners = (world.open_channel(ANNA, "S", "").await, world.open_channel(GRACE, "S", "").await, world.open_channel(HUGO, "S", "").await);
    for (user, path, package, status) in [
        (ANNA, "/enterprise/southgate".to_owned(), "Advanced Call", StatusCode::FORBIDDEN),
        (ANNA, "/enterprise/northgate/group/kitchen".to_owned(), "Advanced Call", StatusCode::FORBIDDEN),
        (ANNA, "/system".to_owned(), "Advanced Call", StatusCode::FORBIDDEN),
        (ANNA, "/user/sales@northgate.example".to_owned(), "Advanced Call", StatusCode::FORBIDDEN),
        (ANNA, format!("/user/{HUGO}"), "Advanced Call", StatusCode::FORBIDDEN),
        (ANNA, format!("/user/{HUGO}"), "Do Not Disturb", StatusCode::OK),
        (HUGO, format!("/user/{HUGO}"), "Advanced Call", StatusCode::OK),
        (GRACE, format!("/user/{HUGO}"), "Advanced Call", StatusCode::OK),
        (ANNA, "/kitchen".to_owned(), "Advanced Call", StatusCode::NOT_FOUND),
    ] {
        let answer = world.subscribe_at(user, &path, &format!("<event>{package}</event>")).await;
        assert_eq!(answer.status(), status, "{user} {path} {package}");
    }
    for (user, status) in [(ANNA, StatusCode::FORBIDDEN), (GRACE, StatusCode::OK), (HUGO, StatusCode::OK)] {
        let answer = world.ask(user, Method::GET, &format!("{ACTIONS}/user/{HUGO}/calls")).send().await.unwrap();
        assert_eq!(answer.status(), status, "{user}");
    }
}

#[tokio::test]
async fn who_becomes_private_is_watched_no_more() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    world.subscribe(ANNA, TOMASZ, "Advanced Call", "S").await;
    world.command(Method::PUT, "/users/4017/privacy", json!({ "on": true })).await;
    listener.expect(&["CallSubscriptionEvent", "SubscriptionTerminatedEvent"]).await;
    assert_eq!(world.try_to_subscribe(ANNA, TOMASZ, "Advanced Call", "S").await.status(), StatusCode::FORBIDDEN);
    world.command(Method::PUT, "/users/4017/privacy", json!({ "on": false })).await;
    assert_eq!(world.try_to_subscribe(ANNA, TOMASZ, "Advanced Call", "S").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn every_package_of_the_schema_is_granted_and_some_say_how_things_are() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    for (package, snapshot) in [
        ("Advanced Call", Some("CallSubscriptionEvent")),
        ("Standard Call", Some("CallSubscriptionEvent")),
        ("Basic Call", Some("CallSubscriptionEvent")),
        ("Call Park", None),
        ("Voice Mail Message Summary", None),
        ("Third-Party Voice Mail Support", None),
        ("N-Way Call", None),
        ("Route Point Queue", None),
        ("Call Forwarding Busy", Some("CallForwardingBusyEvent")),
        ("Call Forwarding Always Secondary", Some("CallForwardingAlwaysSecondaryEvent")),
        ("Remote Office", Some("RemoteOfficeEvent")),
        ("Hoteling Guest", Some("HotelingGuestEvent")),
        ("Do Not Disturb", Some("DoNotDisturbEvent")),
    ] {
        world.subscribe(ANNA, ANNA, package, "S").await;
        if let Some(kind) = snapshot {
            listener.expect(&[kind]).await;
        }
    }
    assert_eq!(world.simulator.events().len(), 8);
    let last = world.simulator.events();
    assert_eq!(last.last().unwrap().kind, "DoNotDisturbEvent");
}

#[tokio::test]
async fn a_list_of_packages_is_one_subscription() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    let path = format!("/user/{ANNA}");
    let list = |names: &[&str]| format!("<eventPackageList>{}</eventPackageList>", names.iter().map(|name| format!("<event>{name}</event>")).collect::<String>());
    assert_eq!(world.subscribe_at(ANNA, &path, &list(&["Advanced Call", "Singing"])).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(world.subscribe_at(ANNA, &path, &list(&[])).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(world.subscribe_at(ANNA, &path, &list(&["Do Not Disturb", "Advanced Call"])).await.status(), StatusCode::OK);
    let heard = listener.expect(&["DoNotDisturbEvent", "CallSubscriptionEvent"]).await;
    assert_eq!(text(&heard[0], "xsi:subscriptionId"), text(&heard[1], "xsi:subscriptionId"));
    world.subscribe(ANNA, ANNA, "Advanced Call", "S").await;
    listener.expect(&["CallSubscriptionEvent"]).await;
    for (query, found) in [
        ("", 2),
        ("?event=Advanced%20Call", 1),
        ("?event=Do%20Not%20Disturb", 0),
        ("?targetId=anna.lindqvist%40northgate.example", 2),
        ("?targetId=somebody&event=Advanced%20Call", 0),
        ("?targetEntityType=User", 2),
        ("?targetGrpParentId=northgate", 0),
        ("?subscriberId=anna.lindqvist@northgate.example", 2),
    ] {
        let answer = world.ask(ANNA, Method::GET, &format!("{EVENTS}/subscription{query}")).send().await.unwrap().text().await.unwrap();
        assert_eq!(answer.matches("<subscription>").count(), found, "{query}: {answer}");
    }
    // Another list takes the place of the first, whatever is on it.
    assert_eq!(world.subscribe_at(ANNA, &path, &list(&["Call Park"])).await.status(), StatusCode::OK);
    listener.expect(&["SubscriptionTerminatedEvent"]).await;
}

#[tokio::test]
async fn a_subscription_to_a_further_identity_says_which() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    assert_eq!(world.subscribe_at(ANNA, &format!("/user/{ANNA}/subId/7"), "<event>Advanced Call</event>").await.status(), StatusCode::OK);
    let snapshot = listener.expect(&["CallSubscriptionEvent"]).await.remove(0);
    assert!(snapshot.contains(&format!("<xsi:targetId>{ANNA}</xsi:targetId><xsi:targetSubId>7</xsi:targetSubId><xsi:eventData")), "{snapshot}");
}

#[tokio::test]
async fn a_life_is_granted_within_limits() {
    for (longest_life, asked, granted) in [
        (i32::MAX.unsigned_abs(), "60", "3600"),
        (i32::MAX.unsigned_abs(), "86400", "86400"),
        (i32::MAX.unsigned_abs(), "2147483647", "2147483647"),
        (86_400, "2147483647", "86400"),
        (60, "7200", "3600"),
    ] {
        let world = World::with(Config { longest_life, ..Config::default() }).await;
        let _listener = world.open_channel(ANNA, "S", &format!("<expires>{asked}</expires>")).await;
        let set = world.ask(ANNA, Method::GET, &format!("{EVENTS}/channelset/S")).send().await.unwrap().text().await.unwrap();
        assert_eq!(text(&set, "expires"), granted, "channel, {longest_life} {asked}");
        let body = format!("<Subscription {XMLNS}><event>Call Park</event><expires>{asked}</expires><channelSetId>S</channelSetId><applicationId>a</applicationId></Subscription>");
        let answer = world.ask(ANNA, Method::POST, &format!("{EVENTS}/user/{ANNA}")).body(body).send().await.unwrap().text().await.unwrap();
        assert_eq!(text(&answer, "expires"), granted, "subscription, {longest_life} {asked}");
    }
}
