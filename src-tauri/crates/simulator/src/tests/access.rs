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
