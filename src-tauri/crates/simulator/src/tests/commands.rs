use serde_json::json;

use super::*;

#[tokio::test]
async fn a_command_that_cannot_be_carried_out_is_answered_with_a_sentence() {
    let world = World::start().await;
    world.command(Method::POST, "/calls", json!({ "from": "outside", "to": ANNA })).await;
    world.command(Method::POST, "/calls/c1/answer", Value::Null).await;
    for (method, path, body, status) in [
        (Method::POST, "/calls", "{", StatusCode::BAD_REQUEST),
        (Method::POST, "/calls", r#"{"from":"outside"}"#, StatusCode::BAD_REQUEST),
        (Method::POST, "/calls", r#"{"from":"outside","to":"+4412345678"}"#, StatusCode::BAD_REQUEST),
        (Method::POST, "/calls", r#"{"from":"4021","to":"4021"}"#, StatusCode::BAD_REQUEST),
        (Method::POST, "/calls", r#"{"from":"outside","to":"4021","colour":1}"#, StatusCode::BAD_REQUEST),
        (Method::POST, "/calls/c9/answer", "", StatusCode::NOT_FOUND),
        (Method::GET, "/calls/c9", "", StatusCode::NOT_FOUND),
        (Method::POST, "/calls/c1/answer", "", StatusCode::CONFLICT),
        (Method::POST, "/calls/c1/decline", "{}", StatusCode::CONFLICT),
        (Method::POST, "/calls/c1/hold", r#"{"by":"4017"}"#, StatusCode::BAD_REQUEST),
        (Method::POST, "/calls/c1/dance", "", StatusCode::BAD_REQUEST),
        (Method::PUT, "/users/nobody/dnd", r#"{"on":true}"#, StatusCode::NOT_FOUND),
        (Method::PUT, "/users/4021/dnd", r#"{"on":"yes"}"#, StatusCode::BAD_REQUEST),
        (Method::POST, "/faults", r#"{"next":[{"path":"x","status":99}]}"#, StatusCode::BAD_REQUEST),
        (Method::DELETE, "/calls", "", StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, "/nothing", "", StatusCode::NOT_FOUND),
    ] {
        let (answered, answer) = world.attempt(method, path, body).await;
        assert_eq!(answered, status, "{path} {body}: {answer}");
        let sentence = answer["error"].as_str().unwrap();
        assert!(sentence.ends_with('.') && sentence.contains(' '), "{sentence}");
    }
}

#[tokio::test]
async fn every_command_is_described() {
    let world = World::start().await;
    let manual = world.command(Method::GET, "/", Value::Null).await;
    assert!(manual["example"].as_str().unwrap().starts_with("curl "));
    let commands: Vec<(&str, &str)> =
        manual["commands"].as_array().unwrap().iter().map(|command| (command["method"].as_str().unwrap(), command["path"].as_str().unwrap())).collect();
    for (method, path) in commands.iter().filter(|(method, _)| *method != "ANY") {
        let path = path.replace("{id}", "c1").replace("{name}", "hold");
        let (status, answer) = world.attempt(method.parse().unwrap(), &path, "").await;
        assert_ne!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(!error.contains("see GET"), "{method} {path}: {error}");
    }
    assert!(commands.len() > 12);
}

#[tokio::test]
async fn a_planned_fault_happens_once_and_is_in_the_ledger() {
    let world = World::start().await;
    let fault = json!({ "path": "/profile", "status": 503, "body": "<html/>", "headers": { "Retry-After": "1" } });
    world.command(Method::POST, "/faults", json!({ "next": [fault] })).await;
    let path = format!("{ACTIONS}/user/{ANNA}/profile");
    let answer = world.ask(ANNA, Method::GET, &path).send().await.unwrap();
    assert_eq!((answer.status(), &answer.headers()["Retry-After"]), (StatusCode::SERVICE_UNAVAILABLE, &"1".parse().unwrap()));
    assert_eq!(answer.text().await.unwrap(), "<html/>");
    assert_eq!(world.ask(ANNA, Method::GET, &path).send().await.unwrap().status(), StatusCode::OK);

    let ledger = world.command(Method::GET, "/ledger", Value::Null).await;
    let requests = ledger["requests"].as_array().unwrap();
    let statuses: Vec<&Value> = requests.iter().map(|request| &request["status"]).collect();
    assert_eq!(statuses, [503, 200]);
    assert_eq!((&requests[1]["method"], &requests[1]["path"], &requests[1]["user"]), (&json!("GET"), &json!(path), &json!(ANNA)));
}

#[tokio::test]
async fn the_web_service_notes_what_it_is_told() {
    let world = World::start().await;
    let url = format!("{}/web-service/crm/calls?from=%2B44", world.simulator.control_url());
    let answer = world.http.put(url).header("X-Desk", "4").body("{\"a\":1}").send().await.unwrap();
    assert_eq!((answer.status(), answer.text().await.unwrap().as_str()), (StatusCode::OK, "noted"));
    let ledger = world.command(Method::GET, "/ledger", Value::Null).await;
    let visit = &ledger["webService"][0];
    for (field, expected) in [("method", "PUT"), ("path", "/web-service/crm/calls"), ("query", "from=%2B44"), ("body", "{\"a\":1}")] {
        assert_eq!(visit[field], expected);
    }
    assert_eq!(visit["headers"]["x-desk"], "4");
}
