use serde_json::json;

use super::*;

#[tokio::test]
async fn an_incoming_call_is_told_from_ringing_to_release() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    let call = world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    let call_id = call["legs"][0]["callId"].as_str().unwrap();
    let ringing = listener.next().await;
    let tracking = text(&ringing, "xsi:extTrackingId");
    let start = format!(
        "<xsi:callId>{call_id}</xsi:callId><xsi:extTrackingId>{tracking}</xsi:extTrackingId>\
         <xsi:networkCallId>BWT-1@127.0.0.1</xsi:networkCallId><xsi:personality>Terminator</xsi:personality>"
    );
    let middle = format!(
        "<xsi:remoteParty><xsi:name>Priya Raman</xsi:name><xsi:address countryCode=\"44\">tel:+442079460958\
         </xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty>\
         <xsi:endpoint xsi1:type=\"xsi:AccessEndpoint\"><xsi:addressOfRecord>sip:{ANNA}</xsi:addressOfRecord>\
         </xsi:endpoint><xsi:appearance>1</xsi:appearance>"
    );
    let event = |kind: &str, state: &str, releasing: &str, end: &str| {
        format!(
            "<xsi:eventData xsi1:type=\"xsi:{kind}\"><xsi:call>{start}<xsi:state>{state}</xsi:state>{releasing}\
             {middle}{end}</xsi:call></xsi:eventData>"
        )
    };
    assert_eq!(event_data(&ringing), event("CallReceivedEvent", "Alerting", "", "<xsi:allowAnswer/><xsi:startTime>T</xsi:startTime>"));
    assert_eq!(world.acknowledge(ANNA, &ringing, 200).await, StatusCode::OK);

    world.command(Method::POST, "/calls/c1/answer", Value::Null).await;
    let times = "<xsi:startTime>T</xsi:startTime><xsi:answerTime>T</xsi:answerTime>";
    assert_eq!(event_data(&listener.next().await), event("CallAnsweredEvent", "Active", "", times));
    assert_eq!(event_data(&listener.next().await), "<xsi:eventData xsi1:type=\"xsi:HookStatusEvent\"><xsi:hookStatus>Off-Hook</xsi:hookStatus></xsi:eventData>");

    world.command(Method::POST, "/calls/c1/hold", Value::Null).await;
    let held = format!("<xsi:allowRetrieve/>{times}<xsi:heldTime>T</xsi:heldTime>");
    assert_eq!(event_data(&listener.next().await), event("CallHeldEvent", "Held", "", &held));
    world.command(Method::POST, "/calls/c1/retrieve", Value::Null).await;
    let retrieved = listener.next().await;
    let held = format!("<xsi:totalHeldTime>{}</xsi:totalHeldTime>", text(&retrieved, "xsi:totalHeldTime"));
    assert_eq!(event_data(&retrieved), event("CallRetrievedEvent", "Active", "", &format!("{times}{held}")));

    world.command(Method::POST, "/calls/c1/release", json!({ "by": ANNA })).await;
    let releasing = "<xsi:releasingParty>localRelease</xsi:releasingParty>";
    let times = format!("{times}{held}<xsi:releaseTime>T</xsi:releaseTime>");
    assert_eq!(event_data(&listener.next().await), event("CallReleasedEvent", "Released", releasing, &times));
    assert!(event_data(&listener.next().await).contains("On-Hook"));
}

#[tokio::test]
async fn an_internal_call_is_told_to_both_users() {
    let world = World::start().await;
    let mut anna = world.listen(ANNA, "Advanced Call").await;
    let mut tomasz = world.listen(TOMASZ, "Advanced Call").await;
    world.command(Method::POST, "/calls", json!({ "from": "4021", "to": "4017" })).await;
    world.command(Method::POST, "/calls/c1/answer", Value::Null).await;
    world.command(Method::POST, "/calls/c1/hold", json!({ "by": "4017" })).await;
    world.command(Method::POST, "/calls/c1/release", json!({ "by": "4017" })).await;

    let kinds = ["HookStatusEvent", "CallOriginatedEvent", "CallUpdatedEvent", "CallAnsweredEvent", "CallHeldEvent"];
    let heard = anna.expect(&kinds).await;
    assert_eq!(text(&heard[1], "xsi:personality"), "Originator");
    assert!(heard[1].contains(
        "<xsi:remoteParty><xsi:name>Tomasz Nowak</xsi:name><xsi:address>tel:4017</xsi:address>\
         <xsi:userId>tomasz.nowak@northgate.example</xsi:userId>\
         <xsi:userDN countryCode=\"44\">tel:+442079460117;ext=4017</xsi:userDN><xsi:callType>Group</xsi:callType>\
         </xsi:remoteParty>"
    ));
    assert_eq!(text(&heard[4], "xsi:state"), "Remote Held");
    let released = anna.expect(&["CallReleasedEvent", "HookStatusEvent"]).await.remove(0);
    assert_eq!(text(&released, "xsi:releasingParty"), "remoteRelease");

    let kinds = ["CallReceivedEvent", "CallAnsweredEvent", "HookStatusEvent", "CallHeldEvent", "CallReleasedEvent"];
    let theirs = tomasz.expect(&kinds).await;
    assert_eq!(text(&theirs[0], "xsi:personality"), "Terminator");
    assert_eq!(text(&theirs[0], "xsi:extTrackingId"), text(&heard[1], "xsi:extTrackingId"));
    assert_ne!(text(&theirs[0], "xsi:callId"), text(&heard[1], "xsi:callId"));
    assert_eq!(text(&theirs[3], "xsi:state"), "Held");
    assert_eq!(text(&theirs[4], "xsi:releasingParty"), "localRelease");
}

#[tokio::test]
async fn do_not_disturb_turns_calls_away_which_only_advanced_call_reports() {
    let world = World::start().await;
    let mut advanced = world.listen(ANNA, "Advanced Call").await;
    let mut dnd = world.open_channel(ANNA, "dnd", "").await;
    world.subscribe(ANNA, ANNA, "Do Not Disturb", "dnd").await;
    world.subscribe(ANNA, ANNA, "Standard Call", "dnd").await;
    let body = format!("<DoNotDisturb {XMLNS}><active>true</active></DoNotDisturb>");
    let path = format!("{ACTIONS}/user/{ANNA}/services/DoNotDisturb");
    let answer = world.ask(ANNA, Method::PUT, &path).body(body).send().await.unwrap();
    assert_eq!((answer.status(), answer.content_length()), (StatusCode::OK, Some(0)));
    let answer = world.ask(ANNA, Method::GET, &path).send().await.unwrap().text().await.unwrap();
    assert!(answer.ends_with("<active>true</active><ringSplash>false</ringSplash></DoNotDisturb>"), "{answer}");

    let call = world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    assert_eq!(call["state"], "over");
    let released = advanced.expect(&["CallReceivedEvent", "CallReleasedEvent"]).await.remove(1);
    assert_eq!(text(&released, "xsi:internalReleaseCause"), "Busy");

    world.command(Method::PUT, "/users/4021/dnd", json!({ "on": false })).await;
    let heard = dnd.expect(&["DoNotDisturbEvent", "CallSubscriptionEvent", "DoNotDisturbEvent", "DoNotDisturbEvent"]).await;
    assert_eq!([text(&heard[2], "xsi:active"), text(&heard[3], "xsi:active")], ["true", "false"]);
}

#[tokio::test]
async fn a_caller_may_be_withheld_or_hostile() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Basic Call").await;
    for (body, expected) in [
        (json!({ "from": "outside", "to": ANNA, "withheld": true }), "<xsi:remoteParty><xsi:privacy/><xsi:callType>Network</xsi:callType></xsi:remoteParty>"),
        (
            json!({ "from": "outside", "to": ANNA, "number": "1\"><&", "name": "</xsi:Event>\n\u{0}Łukasz" }),
            "<xsi:remoteParty><xsi:name>&lt;/xsi:Event&gt;&#10;\u{fffd}Łukasz</xsi:name>\
             <xsi:address>tel:1&quot;&gt;&lt;&amp;</xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty>",
        ),
        (
            json!({ "from": "outside", "to": ANNA, "number": "02079460000" }),
            "<xsi:remoteParty><xsi:address>tel:02079460000</xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty>",
        ),
    ] {
        world.command(Method::POST, "/calls", body).await;
        let ringing = listener.next().await;
        assert!(ringing.contains(expected), "{ringing}");
    }
}

#[tokio::test]
async fn a_program_answers_holds_and_ends_a_call() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    let call = world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    let id = call["legs"][0]["callId"].as_str().unwrap();
    let path = format!("{ACTIONS}/user/{ANNA}/calls");
    let ask = |method, path: &str| world.ask(ANNA, method, path).send();

    let list = ask(Method::GET, &path).await.unwrap().text().await.unwrap();
    let uri = format!("/v2.0/user/{ANNA}/calls/{id}");
    assert!(list.ends_with(&format!("<call><callId>{id}</callId><uri>{uri}</uri></call></Calls>")), "{list}");
    // The phone stops ringing, the caller still waits.
    assert_eq!(ask(Method::DELETE, &format!("{path}/{id}")).await.unwrap().status(), StatusCode::OK);
    for (method, order, status) in [
        (Method::PUT, "/Hold", StatusCode::FORBIDDEN),
        (Method::PUT, "/Talk", StatusCode::OK),
        (Method::PUT, "/Hold", StatusCode::OK),
        (Method::PUT, "/Talk", StatusCode::OK),
        (Method::PUT, "/Talk", StatusCode::FORBIDDEN),
        (Method::POST, "/Talk", StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, "", StatusCode::OK),
        (Method::DELETE, "", StatusCode::OK),
        (Method::GET, "", StatusCode::NOT_FOUND),
    ] {
        let answer = ask(method.clone(), &format!("{path}/{id}{order}")).await.unwrap();
        assert_eq!(answer.status(), status, "{method} {order}");
    }
    let kinds = ["CallReceivedEvent", "CallAnsweredEvent", "HookStatusEvent", "CallHeldEvent", "CallRetrievedEvent"];
    listener.expect(&kinds).await;
    listener.expect(&["CallReleasedEvent", "HookStatusEvent"]).await;

    let call = world.command(Method::POST, "/calls", json!({ "from": "4017", "to": "4021" })).await;
    let id = call["legs"][1]["callId"].as_str().unwrap();
    ask(Method::DELETE, &format!("{path}/{id}?decline=true&declineReason=Busy")).await.unwrap();
    let released = listener.expect(&["CallReceivedEvent", "CallReleasedEvent"]).await.remove(1);
    assert_eq!(text(&released, "xsi:releasingParty"), "localRelease");
}

#[tokio::test]
async fn a_call_a_program_places_rings_the_own_phone_first() {
    let world = World::start().await;
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    let path = format!("{ACTIONS}/user/{ANNA}/calls");
    let request = world.ask(ANNA, Method::POST, &format!("{path}/New?address=%2B442079460958"));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let location = answer.headers()["Location"].to_str().unwrap().to_owned();
    let answer = answer.text().await.unwrap();
    let id = text(&answer, "callId");
    assert_eq!(location, format!("{path}/{id}"));
    let ringing = listener.expect(&["CallOriginatingEvent", "CallUpdatedEvent"]).await.remove(0);
    assert_eq!((text(&ringing, "xsi:personality"), text(&ringing, "xsi:state")), ("Click-to-Dial", "Alerting"));
    assert_eq!(text(&ringing, "xsi:extTrackingId"), text(&answer, "externalTrackingId"));

    world.ask(ANNA, Method::PUT, &format!("{path}/{id}/Talk")).send().await.unwrap();
    world.command(Method::POST, "/calls/c1/answer", Value::Null).await;
    let kinds = ["HookStatusEvent", "CallOriginatedEvent", "CallUpdatedEvent", "CallAnsweredEvent"];
    listener.expect(&kinds).await;
    let hook = world.ask(ANNA, Method::GET, &format!("{path}/HookStatus")).send().await.unwrap();
    assert_eq!(text(&hook.text().await.unwrap(), "hookStatus"), "Off-Hook");
}
