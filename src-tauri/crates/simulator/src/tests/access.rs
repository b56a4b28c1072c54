use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::*;

#[tokio::test]
async fn who_does_not_sign_in_is_challenged() {
    let world = World::start().await;
    let url = format!("{}{ACTIONS}/user/{ANNA}/profile", world.simulator.xsi_url());
    for (user, password) in [(ANNA, "wrong"), ("nobody@northgate.example", "bell-anna"), (ANNA, "")] {
        let answer = world.http.get(&url).basic_auth(user, Some(password)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{user}");
        assert_eq!(answer.headers()["WWW-Authenticate"], "Basic realm=\"BroadWorks XSI\"");
        assert!(!answer.headers().contains_key("Set-Cookie"));
    }
    let silent = world.http.get(&url).header("X-BroadWorks-No-AuthChallenge", "true").send().await.unwrap();
    assert_eq!(silent.status(), StatusCode::UNAUTHORIZED);
    assert!(!silent.headers().contains_key("WWW-Authenticate"));
}

#[tokio::test]
async fn a_user_reads_profile_and_services_of_the_own_group_only() {
    let world = World::start().await;
    let get = |path: String| world.ask(ANNA, Method::GET, &path).send();
    let answer = get(format!("{ACTIONS}/User/anna.lindqvist%40northgate.example/Profile")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers()["Set-Cookie"].to_str().unwrap().starts_with("JSESSIONID="));
    let profile = answer.text().await.unwrap();
    let fields = ["userId", "firstName", "lastName", "number", "extension"].map(|name| text(&profile, name));
    assert_eq!(fields, [ANNA, "Anna", "Lindqvist", "+442079460121", "4021"]);

    let services = get(format!("{ACTIONS}/user/{ANNA}/services")).await.unwrap().text().await.unwrap();
    assert!(services.matches("<service>").count() >= 2, "{services}");
    assert_eq!(get(format!("{ACTIONS}/user/{TOMASZ}/profile")).await.unwrap().status(), StatusCode::OK);
    assert!(get(format!("{ACTIONS}/versions")).await.unwrap().text().await.unwrap().contains("<version>22.0</version>"));

    let answer = get(format!("{ACTIONS}/user/someone@elsewhere.example/profile")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(answer.text().await.unwrap().contains("<ErrorInfo xmlns=\"http://schema.broadsoft.com/xsi\"><summary>"));
}

#[tokio::test]
async fn a_user_signs_in_with_a_password_or_a_token() {
    let world = World::start().await;
    let url = format!("{}{ACTIONS}/user/{ANNA}/profile", world.simulator.xsi_url());
    let ask = |authorization: String| world.http.get(&url).header("Authorization", authorization).send();
    let basic = |pair: &str| format!("Basic {}", BASE64_STANDARD.encode(pair));
    let answer = world.ask(ANNA, Method::POST, &format!("{ACTIONS}/user/{ANNA}/Profile/LoginToken")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let answer = answer.text().await.unwrap();
    let token = text(&answer, "token");
    for (authorization, status) in [
        (basic("anna.lindqvist@northgate.example:bell-anna"), StatusCode::OK),
        (basic("Anna.Lindqvist@NORTHGATE.example:bell-anna"), StatusCode::OK),
        (basic("anna.lindqvist@northgate.example:Bell-Anna"), StatusCode::UNAUTHORIZED),
        (basic("jose.nunez@northgate.example:bell:jose:1"), StatusCode::OK),
        (basic("anna.lindqvist:bell-anna"), StatusCode::UNAUTHORIZED),
        ("Bearer token-anna".to_owned(), StatusCode::OK),
        ("bearer token-tomasz".to_owned(), StatusCode::OK),
        ("Bearer bell-anna".to_owned(), StatusCode::UNAUTHORIZED),
        (format!("BroadWorksSSO {token}"), StatusCode::OK),
        (format!("Bearer {token}"), StatusCode::UNAUTHORIZED),
        ("BroadWorksSSO token-anna".to_owned(), StatusCode::UNAUTHORIZED),
        ("Digest x".to_owned(), StatusCode::UNAUTHORIZED),
        ("Basic".to_owned(), StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(ask(authorization.clone()).await.unwrap().status(), status, "{authorization}");
    }
    let answer = world.ask(ANNA, Method::POST, &format!("{ACTIONS}/user/{TOMASZ}/profile/LoginToken")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let users = world.command(Method::GET, "/users", Value::Null).await;
    assert_eq!((&users["users"][0]["token"], &users["users"][0]["password"]), (&"token-anna".into(), &"bell-anna".into()));
}

#[tokio::test]
async fn a_version_may_be_asked_for_and_a_session_ends_anywhere() {
    let world = World::start().await;
    let answer = world.ask(ANNA, Method::GET, &format!("{EVENTS}/versions")).header("X-BroadWorks-Protocol-Version", "22.0").send().await.unwrap();
    assert!(answer.text().await.unwrap().contains("<version>22.0</version>"));
    let answer = world.http.get(format!("{}/anything/j_logout", world.simulator.xsi_url())).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers()["Set-Cookie"].to_str().unwrap().contains("Max-Age=0"));
}
