use super::*;

#[tokio::test]
async fn a_user_who_asks_too_often_is_refused_with_a_page_and_the_others_are_not() {
    tokio::time::pause();
    let world = World::with(Config { requests_per_second: Some(2), ..Config::default() }).await;
    let ask = |user: &'static str| world.ask(user, Method::GET, &format!("{ACTIONS}/user/{user}/services")).send();
    for (user, status) in [(ANNA, StatusCode::OK), (ANNA, StatusCode::OK), (ANNA, StatusCode::SERVICE_UNAVAILABLE), (TOMASZ, StatusCode::OK)] {
        assert_eq!(ask(user).await.unwrap().status(), status, "{user}");
    }
    let refused = ask(ANNA).await.unwrap();
    assert!(!refused.headers().contains_key("Retry-After") && refused.headers()["Content-Type"].to_str().unwrap().starts_with("text/html"));
    assert_eq!(refused.text().await.unwrap().len(), 961);
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(ask(ANNA).await.unwrap().status(), StatusCode::OK);
    assert_eq!((world.simulator.peak(ANNA), world.simulator.peak(TOMASZ)), (4, 1));
    let ledger = world.command(Method::GET, "/ledger", Value::Null).await;
    assert_eq!((&ledger["peaks"][ANNA], &ledger["peaks"][TOMASZ]), (&4.into(), &1.into()));
}
