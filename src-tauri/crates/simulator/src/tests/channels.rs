use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;

#[tokio::test]
async fn the_stream_starts_at_once_with_a_document_in_a_chunk_of_its_own() {
    let world = World::start().await;
    let address = world.simulator.xsi_url().replace("http://", "");
    let mut connection = TcpStream::connect(&address).await.unwrap();
    let body = format!("<Channel {XMLNS}><channelSetId>raw</channelSetId><expires>99</expires></Channel>");
    // anna.lindqvist@northgate.example:bell-anna
    let request = format!(
        "POST {ASYNC}/channel HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\nAuthorization: Basic \
         YW5uYS5saW5kcXZpc3RAbm9ydGhnYXRlLmV4YW1wbGU6YmVsbC1hbm5h\r\n\r\n{body}",
        body.len()
    );
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut received = String::new();
    while !received.ends_with("</Channel>\r\n") {
        let mut piece = [0; 1024];
        let length = tokio::time::timeout(PATIENCE, connection.read(&mut piece)).await.unwrap().unwrap();
        assert_ne!(length, 0, "the connection ended after {received}");
        received += std::str::from_utf8(&piece[..length]).unwrap();
    }
    let (head, chunk) = received.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    for header in ["content-type: text/xml;charset=UTF-8", "transfer-encoding: chunked"] {
        assert!(head.to_ascii_lowercase().contains(&header.to_ascii_lowercase()), "{head}");
    }
    let (size, document) = chunk.split_once("\r\n").unwrap();
    let document = document.trim_end_matches("\r\n");
    assert_eq!(usize::from_str_radix(size, 16).unwrap(), document.len());
    let id = text(document, "channelId");
    assert_eq!(
        document,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Channel xmlns=\"http://schema.broadsoft.com/xsi\">\
             <channelId>{id}</channelId><expires>3600</expires></Channel>"
        )
    );
}

#[tokio::test]
async fn a_heartbeat_is_echoed_and_for_an_unknown_channel_not_found() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    let heartbeat = |user, id: &str| world.ask(user, Method::PUT, &format!("{EVENTS}/channel/{id}/heartbeat")).send();

    let answer = heartbeat(ANNA, &listener.channel_id).await.unwrap();
    assert_eq!((answer.status(), answer.content_length()), (StatusCode::OK, Some(0)));
    assert_eq!(listener.next().await, "<ChannelHeartBeat xmlns=\"http://schema.broadsoft.com/xsi\"/>");

    for (user, id) in [(ANNA, "another"), (TOMASZ, listener.channel_id.as_str())] {
        let answer = heartbeat(user, id).await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(answer.text().await.unwrap().contains("<ErrorInfo "));
    }
}

#[tokio::test]
async fn a_channel_without_heartbeats_breaks_off() {
    let heartbeat_timeout = Duration::from_millis(300);
    let world = World::with(Config { heartbeat_timeout, ..Config::default() }).await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    assert!(listener.end().await.is_err());
}

#[tokio::test]
async fn a_channel_whose_events_nobody_acknowledges_is_ended() {
    let ack_timeout = Duration::from_millis(100);
    let world = World::with(Config { ack_timeout, ..Config::default() }).await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    world.subscribe(ANNA, ANNA, "Do Not Disturb", "S").await;
    let last = listener.expect(&["DoNotDisturbEvent", "ChannelTerminatedEvent"]).await.remove(1);
    assert_eq!(text(&last, "xsi:reason"), "NonResponsiveChannel");
    assert!(listener.end().await.is_ok());
}

#[tokio::test]
async fn a_deleted_channel_says_so_and_ends() {
    let world = World::start().await;
    for prefix in [EVENTS, ASYNC] {
        let mut listener = world.open_channel(ANNA, "S", "").await;
        let path = format!("{prefix}/channel/{}", listener.channel_id);
        let answer = world.ask(ANNA, Method::DELETE, &path).send().await.unwrap();
        assert_eq!((answer.status(), answer.content_length()), (StatusCode::OK, Some(0)));
        assert_eq!(
            listener.next().await,
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\" \
                 xmlns:xsi1=\"http://www.w3.org/2001/XMLSchema-instance\" xsi1:type=\"xsi:ChannelTerminatedEvent\">\
                 <xsi:channelId>{}</xsi:channelId><xsi:reason>ExplicitDelete</xsi:reason></xsi:Event>",
                listener.channel_id
            )
        );
        assert!(listener.end().await.is_ok());
        let answer = world.ask(ANNA, Method::DELETE, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_second_channel_set_of_one_application_ends_the_first() {
    let world = World::start().await;
    let application = "<applicationId>desk</applicationId>";
    let mut first = world.open_channel(ANNA, "first", application).await;
    let mut other_user = world.open_channel(TOMASZ, "first", application).await;
    let mut second = world.open_channel(ANNA, "second", application).await;
    let mut same_set = world.open_channel(ANNA, "second", application).await;

    let last = first.expect(&["ChannelTerminatedEvent"]).await.remove(0);
    assert_eq!(text(&last, "xsi:reason"), "DuplicateChannelSet");
    assert!(first.end().await.is_ok());
    for (user, listener) in [(TOMASZ, &mut other_user), (ANNA, &mut second), (ANNA, &mut same_set)] {
        let path = format!("{EVENTS}/channel/{}/heartbeat", listener.channel_id);
        assert_eq!(world.ask(user, Method::PUT, &path).send().await.unwrap().status(), StatusCode::OK);
        assert!(listener.next().await.starts_with("<ChannelHeartBeat"));
    }
}

#[tokio::test]
async fn a_channel_is_refreshed_and_listed() {
    let world = World::start().await;
    let listener = world.open_channel(ANNA, "S", "<priority>2</priority><weight>10</weight>").await;
    let id = &listener.channel_id;
    let body = format!("<Channel {XMLNS}><expires>7200</expires></Channel>");
    let answer = world.ask(ANNA, Method::PUT, &format!("{EVENTS}/channel/{id}")).body(body).send().await.unwrap();
    assert_eq!(text(&answer.text().await.unwrap(), "expires"), "7200");

    let answer = world.ask(ANNA, Method::GET, &format!("{EVENTS}/channelset/S")).send().await.unwrap();
    let expected = format!(
        "<channel><channelId>{id}</channelId><channelSetId>S</channelSetId><priority>2</priority>\
         <weight>10</weight><expires>7200</expires></channel></ChannelSet>"
    );
    assert!(answer.text().await.unwrap().ends_with(&expected));
}

#[tokio::test]
async fn subscriptions_outlive_a_dropped_stream_and_the_gap_shows() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    let subscription = world.subscribe(ANNA, ANNA, "Advanced Call", "S").await;
    listener.next().await;
    let dropped = world.command(Method::POST, "/drop-streams", Value::Null).await;
    assert_eq!(dropped["dropped"], 1);
    assert!(listener.end().await.is_err());

    world.command(Method::POST, "/calls", serde_json::json!({ "from": "outside", "to": ANNA })).await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    let path = format!("{EVENTS}/subscription/{subscription}");
    let body = format!("<Subscription {XMLNS}><expires>9000</expires></Subscription>");
    let answer = world.ask(ANNA, Method::PUT, &path).body(body).send().await.unwrap().text().await.unwrap();
    assert_eq!((text(&answer, "subscriptionId"), text(&answer, "expires")), (subscription.as_str(), "9000"));
    let snapshot = listener.expect(&["CallSubscriptionEvent"]).await.remove(0);
    assert_eq!(text(&snapshot, "xsi:state"), "Alerting");
    assert_eq!(text(&snapshot, "xsi:sequenceNumber"), "3", "the ringing was number 2, and nobody heard it");
}

#[tokio::test]
async fn a_simulator_that_is_dropped_hangs_up() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    drop(world);
    assert!(listener.end().await.is_err());
}
