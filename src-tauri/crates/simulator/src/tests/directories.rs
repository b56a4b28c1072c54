use serde_json::json;

use super::*;

const GRACE: &str = "grace.okafor@northgate.example";
const OLGA: &str = "olga.sokolova@northgate.example";
const MEI: &str = "mei.tanaka@northgate.example";

impl World {
    async fn read(&self, user: &str, path: &str) -> String {
        let answer = self.ask(user, Method::GET, &format!("{ACTIONS}/user/{user}{path}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.unwrap()
    }
}

#[tokio::test]
async fn a_directory_comes_in_pages_and_says_how_long_it_is() {
    let world = World::with(Config { extra_users: 30, ..Config::default() }).await;
    for (path, root, expected, rows) in [
        ("Enterprise?results=5", "Enterprise", (1, 5, 37), 5),
        ("Enterprise?start=36&results=5", "Enterprise", (36, 2, 37), 2),
        ("Enterprise?start=100", "Enterprise", (100, 0, 37), 0),
        ("Group", "Group", (1, 4, 4), 4),
        ("Group?lastName=n*/i", "Group", (1, 2, 2), 2),
        ("enterprise?firstName=Anna&extension=4017&searchCriteriaModeOr=true", "Enterprise", (1, 2, 2), 2),
    ] {
        let answer = world.read(ANNA, &format!("/directories/{path}")).await;
        let (start, records, total) = expected;
        let head = format!(
            "<{root} {XMLNS}><startIndex>{start}</startIndex><numberOfRecords>{records}</numberOfRecords><totalAvailableRecords>{total}</totalAvailableRecords><{}Directory",
            root.to_lowercase()
        );
        assert!(answer.contains(&head), "{path}: {answer}");
        assert_eq!(answer.matches("<directoryDetails>").count(), rows, "{path}");
    }
    let answer = world.ask(ANNA, Method::GET, &format!("{ACTIONS}/user/{ANNA}/directories/Group?start=0")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_entry_of_a_directory_has_what_is_known() {
    let world = World::start().await;
    let answer = world.read(ANNA, "/directories/Enterprise?extension=4021").await;
    let entry = format!(
        "<directoryDetails><userId>{ANNA}</userId><firstName>Anna</firstName><lastName>Lindqvist</lastName><groupId>front-office</groupId>\
         <number>+442079460121</number><extension>4021</extension><additionalDetails><mobile>+447700900121</mobile>\
         <emailAddress>{ANNA}</emailAddress><title>Account manager</title><location>Room 1.04</location><department>Front office</department>\
         <impId>{ANNA}</impId></additionalDetails></directoryDetails>"
    );
    assert!(answer.contains(&entry), "{answer}");
    let answer = world.read(GRACE, "/directories/Enterprise?extension=4048").await;
    assert!(answer.contains("<number>+44-2079460148</number>"), "{answer}");
}

#[tokio::test]
async fn each_list_has_its_own_root() {
    let world = World::start().await;
    for (path, root, entry, rows) in
        [("EnterpriseCommon", "EnterpriseCommon", "commonPhoneEntry", 3), ("GroupCommon", "GroupCommon", "commonPhoneEntry", 2), ("personal", "Personal", "entry", 2)]
    {
        let answer = world.read(ANNA, &format!("/directories/{path}")).await;
        assert!(answer.contains(&format!("<{root} {XMLNS}><startIndex>1</startIndex>")), "{answer}");
        assert_eq!(answer.matches(&format!("<{entry}><name>")).count(), rows, "{answer}");
    }
    let path = format!("{ACTIONS}/user/{ANNA}/directories/Personal");
    for (body, status) in [("<entry><name>Mum</name><number>+441632960990</number></entry>", StatusCode::CREATED), ("<entry><name>Nobody</name></entry>", StatusCode::BAD_REQUEST)]
    {
        let answer = world.ask(ANNA, Method::POST, &path).body(format!("<Personal {XMLNS}>{body}</Personal>")).send().await.unwrap();
        assert_eq!(answer.status(), status, "{body}");
    }
    assert!(world.read(ANNA, "/directories/Personal").await.contains("<entry><name>Mum</name><number>+441632960990</number></entry>"));
    assert!(!world.read(TOMASZ, "/directories/Personal").await.contains("Mum"));
}

#[tokio::test]
async fn a_document_about_users_is_written_in_the_character_set_of_who_reads_it() {
    let world = World::start().await;
    for (user, charset, name, bytes) in [
        ("jose.nunez@northgate.example", "ISO-8859-1", "firstName", &b"<firstName>Jos\xe9</firstName>"[..]),
        (OLGA, "windows-1251", "firstName", b"<firstName>\xce\xeb\xfc\xe3\xe0</firstName>"),
        (MEI, "UTF-8", "firstName", "<firstName>芽衣</firstName>".as_bytes()),
    ] {
        let answer = world.ask(user, Method::GET, &format!("{ACTIONS}/user/{user}/profile")).send().await.unwrap();
        assert_eq!(answer.headers()["Content-Type"], format!("application/xml;charset={charset}"));
        let body = answer.bytes().await.unwrap();
        assert!(body.starts_with(format!("<?xml version=\"1.0\" encoding=\"{charset}\"?>\n<Profile ").as_bytes()), "{user}");
        assert!(body.windows(bytes.len()).any(|window| window == bytes), "{user} {name}");
    }
    // What a character set lacks is referred to.
    let answer = world.read(ANNA, "/directories/Enterprise?extension=4048").await;
    assert!(answer.contains("<firstName>&#1054;&#1083;&#1100;&#1075;&#1072;</firstName>"), "{answer}");
}

#[tokio::test]
async fn a_profile_has_every_field_and_says_which_are_empty() {
    let world = World::start().await;
    let profile = world.read(MEI, "/profile").await;
    for expected in [
        "<hiranganaLastName>たなか</hiranganaLastName><hiranganaFirstName>めい</hiranganaFirstName><groupId>front-office</groupId>",
        "<serviceProvider isEnterprise=\"true\">northgate</serviceProvider><number>+442079460171</number><extension>4071</extension></details>",
        "<mobile xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>",
        "<department>Reception</department>",
        "<timeZone>Europe/London</timeZone>",
        "<passwordExpiresDays>90</passwordExpiresDays>",
        "<countryCode>44</countryCode><nationalPrefix>0</nationalPrefix></Profile>",
    ] {
        assert!(profile.contains(expected), "no {expected} in {profile}");
    }
}

#[tokio::test]
async fn whom_a_user_watches_is_read_and_changed() {
    let world = World::with(Config { extra_users: 500, ..Config::default() }).await;
    let lamps = world.read(ANNA, "/services/BusyLampField").await;
    assert!(
        lamps.contains(&format!("<BusyLampField {XMLNS}><listURI>sip:blf-4021@northgate.example</listURI><monitoredUserList><userDetails><userId>{TOMASZ}</userId>")),
        "{lamps}"
    );
    assert_eq!(lamps.matches("<userDetails>").count(), 505);
    let list = world.read(ANNA, "/services/BusyLampField/MonitoredUserList").await;
    assert!(list.contains("?>\n<monitoredUserList><userDetails>"), "it has no namespace");
    let available = world.read(ANNA, "/services/BusyLampField/AvailableUsers?extension=40*").await;
    assert_eq!(available.matches("<userDetails>").count(), 6, "everybody of the cast but oneself: {available}");

    let path = format!("{ACTIONS}/user/{ANNA}/services/BusyLampField");
    for (body, status) in [
        (format!("<BusyLampField {XMLNS}><monitoredUserList><userDetails><userId>{GRACE}</userId></userDetails></monitoredUserList></BusyLampField>"), StatusCode::OK),
        (format!("<BusyLampField {XMLNS}><monitoredUserList><userDetails><userId>nobody</userId></userDetails></monitoredUserList></BusyLampField>"), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(world.ask(ANNA, Method::PUT, &path).body(body).send().await.unwrap().status(), status);
        let list = world.read(ANNA, "/services/BusyLampField").await;
        assert!(list.contains("<listURI>") && list.matches("<userDetails>").count() == 1 && list.contains(GRACE), "{list}");
    }
    let body = format!("<monitoredUserList><userDetails><userId>{TOMASZ}</userId></userDetails></monitoredUserList>");
    assert_eq!(world.ask(ANNA, Method::PUT, &format!("{path}/MonitoredUserList")).body(body).send().await.unwrap().status(), StatusCode::OK);
    assert!(world.read(ANNA, "/services/BusyLampField/MonitoredUserList").await.contains(TOMASZ));
}

#[tokio::test]
async fn a_receptionist_has_a_list_of_another_name() {
    let world = World::start().await;
    let list = world.read(MEI, "/services/BwReceptionist").await;
    assert!(list.contains("<monitoredUserList><userDetails>"), "{list}");
    assert!(world.read(MEI, "/services").await.contains(&format!("<uri>/v2.0/user/{MEI}/services/BwReceptionist</uri>")));
    for (user, path) in [(ANNA, "BwReceptionist"), (MEI, "BusyLampField")] {
        let answer = world.ask(user, Method::GET, &format!("{ACTIONS}/user/{user}/services/{path}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{user}");
    }
}

#[tokio::test]
async fn calls_are_forwarded_where_the_service_says() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    world.subscribe(ANNA, ANNA, "Call Forwarding Always", "S").await;
    let path = format!("{ACTIONS}/user/{ANNA}/services/CallForwardingAlways");
    for (body, status) in [
        ("<active>true</active>", StatusCode::BAD_REQUEST),
        ("<active>true</active><forwardToPhoneNumber>4017</forwardToPhoneNumber><ringSplash>false</ringSplash>", StatusCode::OK),
        ("<active>true</active>", StatusCode::OK),
    ] {
        let body = format!("<CallForwardingAlways {XMLNS}>{body}</CallForwardingAlways>");
        assert_eq!(world.ask(ANNA, Method::PUT, &path).body(body).send().await.unwrap().status(), status);
    }
    assert!(world.read(ANNA, "/services/CallForwardingAlways").await.contains("<active>true</active><forwardToPhoneNumber>4017</forwardToPhoneNumber>"));
    let heard = listener.expect(&["CallForwardingAlwaysEvent", "CallForwardingAlwaysEvent"]).await;
    assert_eq!([text(&heard[0], "xsi:active"), text(&heard[1], "xsi:active")], ["false", "true"]);
    world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    assert_eq!(world.simulator.truth().user(TOMASZ).unwrap().calls.len(), 1);
    // Round and round it goes not.
    world.command(Method::PUT, "/users/4017/services", json!({ "forwardAlways": "4021" })).await;
    let call = world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    assert_eq!(call["state"], "over");
}

#[tokio::test]
async fn a_service_may_not_be_there() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    world.subscribe(ANNA, ANNA, "Do Not Disturb", "S").await;
    world.command(Method::PUT, "/users/4021/services", json!({ "doNotDisturb": false })).await;
    world.subscribe(ANNA, ANNA, "Do Not Disturb", "S").await;
    let heard = listener.expect(&["DoNotDisturbEvent", "DoNotDisturbEvent", "SubscriptionTerminatedEvent", "DoNotDisturbEvent"]).await;
    for removed in [&heard[1], &heard[3]] {
        assert!(removed.contains("<xsi:eventData xsi1:type=\"xsi:DoNotDisturbEvent\"><xsi:unassigned/></xsi:eventData>"), "{removed}");
    }
    assert!(!world.read(ANNA, "/services").await.contains("DoNotDisturb"));
    let answer = world.ask(ANNA, Method::GET, &format!("{ACTIONS}/user/{ANNA}/services/DoNotDisturb")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    world.command(Method::PUT, "/users/4021/services", json!({ "doNotDisturb": true })).await;
    assert_eq!(text(&listener.next().await, "xsi:active"), "false");
}

#[tokio::test]
async fn a_guest_works_at_another_phone_until_they_leave() {
    let world = World::start().await;
    let mut listener = world.open_channel(ANNA, "S", "").await;
    world.subscribe(ANNA, ANNA, "Hoteling Guest", "S").await;
    assert_eq!(text(&listener.next().await, "xsi:active"), "false");
    let change = |body: &'static str| {
        let body = format!("<HotelingGuest {XMLNS}>{body}</HotelingGuest>");
        world.ask(ANNA, Method::PUT, &format!("{ACTIONS}/user/{ANNA}/services/HotelingGuest")).body(body).send()
    };
    let (status, _) = world.attempt(Method::PUT, "/users/4021/services", r#"{"hotelingHost":"4033"}"#).await;
    assert_eq!(status, StatusCode::CONFLICT, "the service is not active");
    assert_eq!(change("<active>true</active><associationLimitHours>8</associationLimitHours>").await.unwrap().status(), StatusCode::OK);
    world.command(Method::PUT, "/users/4021/services", json!({ "hotelingHost": "4033" })).await;
    let guest = world.read(ANNA, "/services/HotelingGuest").await;
    let host = "<active>true</active><enableAssociationLimit>true</enableAssociationLimit><associationLimitHours>8</associationLimitHours>\
                <hostUserId>jose.nunez@northgate.example</hostUserId><hostLastName>Núñez</hostLastName><hostFirstName>José</hostFirstName><hostAssociationDateTime>";
    assert!(guest.contains(host), "{guest}");
    let nil = "<hostUserId xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";
    assert_eq!(change(nil).await.unwrap().status(), StatusCode::OK);
    let heard = listener.expect(&["HotelingGuestEvent", "HotelingGuestEvent", "HotelingGuestEvent"]).await;
    assert_eq!(heard.iter().map(|event| event.contains("hostUserId")).collect::<Vec<_>>(), [false, true, false]);
}
