use serde_json::json;

use super::*;

impl World {
    async fn json(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let mut request = self.ask(ANNA, method, path).header("Accept", "application/json");
        if let Some(body) = body {
            request = request.header("Content-Type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.unwrap();
        let (status, kind) = (answer.status(), answer.headers().get("Content-Type").map(|kind| kind.to_str().unwrap().to_owned()));
        let text = answer.text().await.unwrap();
        if text.is_empty() {
            return (status, Value::Null);
        }
        assert_eq!(kind.as_deref(), Some("application/json;charset=UTF-8"), "{path}");
        (status, serde_json::from_str(&text).unwrap())
    }
}

#[tokio::test]
async fn answers_come_as_json_to_who_asks_for_it() {
    let world = World::start().await;
    let path = format!("{ACTIONS}/user/{ANNA}");
    let (status, profile) = world.json(Method::GET, &format!("{path}/profile"), None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(profile["Profile"]["@xmlns"]["$"], "http://schema.broadsoft.com/xsi");
    assert_eq!(profile["Profile"]["details"]["firstName"]["$"], "Anna");
    assert_eq!(profile["Profile"]["details"]["serviceProvider"], json!({ "@isEnterprise": "true", "$": "northgate" }));

    // The same call alone is an object, with another it is in a list.
    world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    let (_, calls) = world.json(Method::GET, &format!("{path}/calls"), None).await;
    assert_eq!(calls["Calls"]["call"]["callId"]["$"], "callhalf-84001:0");
    world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    let (_, calls) = world.json(Method::GET, &format!("{path}/calls?format=json"), None).await;
    assert_eq!(calls["Calls"]["call"][1]["callId"]["$"], "callhalf-84001:1");

    let (status, error) = world.json(Method::GET, &format!("{path}/kitchen"), None).await;
    assert_eq!((status, &error["ErrorInfo"]["errorCode"]["$"]), (StatusCode::NOT_FOUND, &json!("0")));
}

#[tokio::test]
async fn requests_may_be_json_and_events_stay_xml() {
    let world = World::start().await;
    let channel = json!({ "Channel": { "@xmlns": { "$": "http://schema.broadsoft.com/xsi" }, "weight": { "$": "50" }, "channelSetId": { "$": "S" } } });
    let request = world.ask(ANNA, Method::POST, &format!("{ASYNC}/channel")).header("Accept", "application/json").header("Content-Type", "application/json");
    let response = request.body(channel.to_string()).send().await.unwrap();
    assert_eq!(response.headers()["Content-Type"], "text/xml;charset=UTF-8");
    let mut listener = Listener { response, text: String::new(), channel_id: String::new() };
    assert!(listener.next().await.ends_with("</Channel>"));

    let wanted =
        json!({ "Subscription": { "applicationId": "a", "channelSetId": { "$": "S" }, "eventPackageList": { "event": [{ "$": "Advanced Call" }, { "$": "Do Not Disturb" }] } } });
    let (status, granted) = world.json(Method::POST, &format!("{EVENTS}/user/{ANNA}"), Some(wanted)).await;
    assert_eq!((status, &granted["Subscription"]["expires"]["$"]), (StatusCode::OK, &json!("3600")));
    listener.expect(&["CallSubscriptionEvent", "DoNotDisturbEvent"]).await;

    let path = format!("{ACTIONS}/user/{ANNA}/services/DoNotDisturb");
    assert_eq!(world.json(Method::PUT, &path, Some(json!({ "DoNotDisturb": { "active": { "$": "true" } } }))).await, (StatusCode::OK, Value::Null));
    assert_eq!(world.json(Method::GET, &path, None).await.1["DoNotDisturb"]["active"]["$"], "true");
    listener.expect(&["DoNotDisturbEvent"]).await;
}
