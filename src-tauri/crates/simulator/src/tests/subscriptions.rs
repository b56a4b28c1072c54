use super::*;

#[tokio::test]
async fn a_new_subscription_gets_a_snapshot_with_the_children_in_order() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    let subscription = world.subscribe(ANNA, ANNA, "Advanced Call", "S").await;
    let snapshot = listener.next().await;
    let (event_id, channel_id) = (text(&snapshot, "xsi:eventID"), &listener.channel_id);
    assert_eq!(
        snapshot,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\" \
             xmlns:xsi1=\"http://www.w3.org/2001/XMLSchema-instance\" xsi1:type=\"xsi:SubscriptionEvent\">\
             <xsi:eventID>{event_id}</xsi:eventID><xsi:sequenceNumber>1</xsi:sequenceNumber>\
             <xsi:userId>{ANNA}</xsi:userId><xsi:externalApplicationId>tests</xsi:externalApplicationId>\
             <xsi:subscriptionId>{subscription}</xsi:subscriptionId><xsi:channelId>{channel_id}</xsi:channelId>\
             <xsi:targetId>{ANNA}</xsi:targetId><xsi:eventData xsi1:type=\"xsi:CallSubscriptionEvent\">\
             <xsi:hookStatus>On-Hook</xsi:hookStatus></xsi:eventData></xsi:Event>"
        )
    );
    world.subscribe(ANNA, TOMASZ, "Do Not Disturb", "S").await;
    let snapshot = listener.next().await;
    assert_eq!((text(&snapshot, "xsi:userId"), text(&snapshot, "xsi:targetId")), (ANNA, TOMASZ));
    assert_eq!(
        event_data(&snapshot),
        "<xsi:eventData xsi1:type=\"xsi:DoNotDisturbEvent\"><xsi:info><xsi:active>false</xsi:active>\
         <xsi:ringSplash>false</xsi:ringSplash></xsi:info></xsi:eventData>"
    );
}

#[tokio::test]
async fn a_matching_subscription_takes_the_place_of_the_old_one() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    let old = world.subscribe(ANNA, ANNA, "Advanced Call", "S").await;
    let new = world.subscribe(ANNA, ANNA, "Advanced Call", "S").await;
    let heard = listener.expect(&["CallSubscriptionEvent", "SubscriptionTerminatedEvent", "CallSubscriptionEvent"]).await;
    let ids: Vec<&str> = heard.iter().map(|event| text(event, "xsi:subscriptionId")).collect();
    assert_eq!(ids, [&old, &old, &new]);
    assert!(heard[1].contains("<xsi:eventData xsi1:type=\"xsi:SubscriptionTerminatedEvent\"/>"));

    world.command(Method::POST, "/calls", serde_json::json!({ "from": "outside", "to": "4021" })).await;
    let ringing = listener.expect(&["CallReceivedEvent"]).await.remove(0);
    assert_eq!((text(&ringing, "xsi:subscriptionId"), text(&ringing, "xsi:sequenceNumber")), (new.as_str(), "2"));
}

#[tokio::test]
async fn a_subscription_is_shown_listed_and_deleted() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    let id = world.subscribe(ANNA, TOMASZ, "Standard Call", "S").await;
    let path = format!("{EVENTS}/subscription/{id}");
    let fields = format!(
        "<subscriptionId>{id}</subscriptionId><subscriberId>{ANNA}</subscriberId><targetIdType>User</targetIdType>\
         <targetId>{TOMASZ}</targetId><event>Standard Call</event><expires>3600</expires>\
         <channelSetId>S</channelSetId><applicationId>tests</applicationId>"
    );
    for (path, expected) in
        [(path.clone(), format!("{fields}</Subscription>")), (format!("{EVENTS}/subscription"), format!("<subscription>{fields}</subscription></SubscriptionList>"))]
    {
        let answer = world.ask(ANNA, Method::GET, &path).send().await.unwrap().text().await.unwrap();
        assert!(answer.ends_with(&expected), "{answer}");
    }
    let answer = world.ask(ANNA, Method::DELETE, &path).send().await.unwrap();
    assert_eq!((answer.status(), answer.content_length()), (StatusCode::OK, Some(0)));
    listener.expect(&["CallSubscriptionEvent", "SubscriptionTerminatedEvent"]).await;
    let answer = world.ask(ANNA, Method::GET, &path).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert_eq!(text(&answer.text().await.unwrap(), "errorCode"), "110862");
}

#[tokio::test]
async fn what_cannot_be_subscribed_to_is_refused() {
    let world = World::start().await;
    let _listener = world.open_channel(ANNA, "S", "").await;
    for (target, package, set, status, code) in [
        (ANNA, "Advanced Call", "unknown", StatusCode::FORBIDDEN, "110842"),
        ("someone@elsewhere.example", "Advanced Call", "S", StatusCode::FORBIDDEN, "0"),
        (ANNA, "Hook Status", "S", StatusCode::BAD_REQUEST, "0"),
    ] {
        let answer = world.try_to_subscribe(ANNA, target, package, set).await;
        assert_eq!(answer.status(), status, "{target} {package} {set}");
        assert_eq!(text(&answer.text().await.unwrap(), "errorCode"), code);
    }
    let swapped = format!(
        "<Subscription {XMLNS}><expires>60</expires><event>Advanced Call</event><channelSetId>S</channelSetId>\
         <applicationId>tests</applicationId></Subscription>"
    );
    let path = format!("{EVENTS}/user/{ANNA}/subscription");
    let answer = world.ask(ANNA, Method::POST, &path).body(swapped).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_client_that_knows_no_such_subscription_ends_it() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    world.subscribe(ANNA, ANNA, "Advanced Call", "S").await;
    let snapshot = listener.next().await;
    assert_eq!(world.acknowledge(ANNA, &snapshot, 481).await, StatusCode::OK);
    let ledger = world.command(Method::GET, "/ledger", Value::Null).await;
    assert_eq!(ledger["subscriptions"], serde_json::json!([]));
    assert_eq!(ledger["events"][0]["acked"], true);
}

#[tokio::test]
async fn an_acknowledgement_needs_all_three_children() {
    let world = World::start().await;
    for body in [
        "<eventID>1</eventID><statusCode>200</statusCode>",
        "<eventID>1</eventID><reason>OK</reason>",
        "<statusCode>200</statusCode><reason>OK</reason>",
        "<eventID>1</eventID><reason>OK</reason><statusCode>200</statusCode>",
    ] {
        let body = format!("<EventResponse {XMLNS}>{body}</EventResponse>");
        let request = world.ask(ANNA, Method::POST, &format!("{EVENTS}/channel/eventresponse"));
        assert_eq!(request.body(body.clone()).send().await.unwrap().status(), StatusCode::BAD_REQUEST, "{body}");
    }
}
