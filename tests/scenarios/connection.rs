//! What stands between the user and the phone system, and what they, or the computer, do about it.

use engine::{
    Request, Settings,
    host::Announcement,
    settings::{AccountSettings, CredentialKind, PinnedCertificate, SoundOf, WebApps},
    view::{Connection, Distrust, Problem, ProblemCode, Switch},
};
use journal::EntryKind;
use serde_json::json;
use simulator::{Certificate, Config, Encryption, Injection, Simulator};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::stage::{Deed, Stage};

/// A phone system whose certificate nobody vouches for.
async fn doubtful() -> Simulator {
    Simulator::start(Config { encryption: Encryption::Tls(Certificate::SelfSigned), ..Config::default() }).await.unwrap()
}

/// The account of the first user, wherever.
fn account(stage: &Stage, server: &str) -> AccountSettings {
    AccountSettings::new(server, stage.me().id)
}

/// Signs in to a doubtful phone system, which is refused, and returns what there is to trust.
async fn pin_of(stage: &Stage, server: &str) -> PinnedCertificate {
    let problem = stage.sign_in_to(account(stage, server), &stage.me().password, false).await.expect("nobody vouches for it");
    let shown = problem.certificate.expect("a certificate");
    assert_eq!((problem.code, shown.distrust), (ProblemCode::Certificate, Distrust::UnknownIssuer));
    PinnedCertificate { host: problem.detail, sha256: shown.sha256 }
}

fn in_the_way(connection: &Connection) -> Option<&Problem> {
    match connection {
        Connection::Reconnecting { problem, .. } | Connection::NotPermitted { problem } | Connection::SignedOut { problem: Some(problem), .. } => Some(problem),
        Connection::SignedOut { .. } | Connection::SigningIn | Connection::Connected { .. } => None,
    }
}

async fn see_problem(stage: &Stage, code: ProblemCode) -> Problem {
    let view = stage.see(|view| in_the_way(&view.connection).is_some_and(|problem| problem.code == code)).await;
    in_the_way(&view.connection).cloned().unwrap()
}

#[tokio::test]
async fn a_certificate_the_user_trusts_is_trusted_on_its_host_until_they_take_it_back() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    let doubtful = doubtful().await;
    let pin = pin_of(&stage, &doubtful.xsi_url()).await;
    assert_eq!(Some(pin.host.as_str()), doubtful.xsi_url().strip_prefix("https://"));
    let trusting = AccountSettings { pins: vec![pin.clone()], ..account(&stage, &doubtful.xsi_url()) };
    assert_eq!(stage.sign_in_to(trusting, &stage.me().password, true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.see_passwords(1).await;

    stage.restart().await;
    stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.engine.tell(Request::StopTrusting(pin.clone())).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Connection lost", "reason": "certificate" })).await;
    let shown = see_problem(&stage, ProblemCode::Certificate).await.certificate.unwrap();
    assert_eq!(shown.sha256, pin.sha256);

    // Only the one that is shown can be trusted.
    stage.engine.tell(Request::TrustCertificate { sha256: pin.sha256.replace('A', "B") }).await.unwrap();
    stage.engine.tell(Request::TrustCertificate { sha256: pin.sha256.clone() }).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Connection restored" })).await;
    let view = stage.see(|view| matches!(view.connection, Connection::Connected { .. })).await;
    assert_eq!(view.account.as_ref().unwrap().sign_in.pins, std::slice::from_ref(&pin));
    let saved = Settings::parse(stage.machine.saved.lock().unwrap().last().unwrap()).unwrap();
    assert_eq!(saved.account.unwrap().pins, [pin]);
}

#[tokio::test]
async fn where_a_server_sends_us_we_go_only_when_told_and_never_unencrypted() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    let elsewhere = doubtful().await;
    let pin = pin_of(&stage, &elsewhere.xsi_url()).await;
    let before = AccountSettings { pins: vec![pin], ..account(&stage, &stage.simulator.xsi_url()) };
    assert_eq!(stage.sign_in_to(before, &stage.me().password, true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.see_passwords(1).await;
    stage.restart().await;

    let send_to = |location: &str| {
        let fault = json!({ "kind": "redirect", "status": 307, "location": location });
        json!({ "kind": "http", "method": "GET", "path": "/profile", "after": 0, "times": "forever", "fault": fault })
    };
    stage.order("POST", "/injections", send_to("http://xsp.example.com/")).await;
    stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap();
    assert_eq!(see_problem(&stage, ProblemCode::Moved).await.more, "http://xsp.example.com");
    stage.engine.tell(Request::UseServer { server: "http://xsp.example.com".into() }).await.unwrap();

    stage.order("DELETE", "/injections", json!({})).await;
    stage.order("POST", "/injections", send_to(&elsewhere.xsi_url())).await;
    stage.see(|view| in_the_way(&view.connection).is_some_and(|problem| problem.more == elsewhere.xsi_url())).await;
    stage.engine.tell(Request::UseServer { server: "https://another.example.com".into() }).await.unwrap();
    stage.engine.tell(Request::UseServer { server: elsewhere.xsi_url() }).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    let view = stage.see(|view| matches!(view.connection, Connection::Connected { .. })).await;
    assert_eq!(view.account.as_ref().unwrap().sign_in.server, elsewhere.xsi_url());
    let saved = Settings::parse(stage.machine.saved.lock().unwrap().last().unwrap()).unwrap();
    assert_eq!(saved.account.unwrap().server, elsewhere.xsi_url());
}

#[tokio::test]
async fn who_may_not_hear_calls_is_told_what_is_missing_and_asks_again_when_told() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    stage.order("POST", "/injections", json!({ "kind": "deny", "package": "Advanced Call", "target": null, "text": "Not licensed.", "code": 4410 })).await;
    assert_eq!(stage.sign_in(false).await, None, "the sign-in itself is good");
    let line = stage.expect(json!({ "type": "notPermitted", "right": "Not licensed." })).await;
    assert_eq!(line["line"], stage.me().id.as_str());
    let problem = see_problem(&stage, ProblemCode::Forbidden).await;
    assert_eq!(problem.detail, "Not licensed.");
    assert!(matches!(stage.see(|_| true).await.connection, Connection::NotPermitted { .. }));
    stage.order("DELETE", "/injections", json!({})).await;
    stage.engine.tell(Request::RetryNow).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.see(|view| matches!(view.connection, Connection::Connected { .. })).await;
}

#[tokio::test]
async fn who_may_not_hear_do_not_disturb_is_not_bothered_with_it() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    stage.order("POST", "/injections", json!({ "kind": "deny", "package": "Do Not Disturb", "target": null, "text": "Not assigned.", "code": 4410 })).await;
    assert_eq!(stage.sign_in(false).await, None);
    let line = stage.next_line().await;
    assert_eq!((&line["type"], &line["state"]), (&json!("connection"), &json!("Signed in")));
    stage.see(|view| matches!(view.connection, Connection::Connected { .. })).await;
}

#[tokio::test]
async fn who_is_signed_out_by_another_computer_is_told_and_can_take_the_line_back_with_one_word() {
    let mut stage = Stage::signed_in(vec![]).await;
    stage.order("POST", "/injections", json!({ "kind": "terminateChannels", "channel": null, "reason": "DuplicateChannelSet" })).await;
    stage.expect(json!({ "type": "connection", "state": "Signed out", "reason": "signedInElsewhere" })).await;
    assert_eq!(stage.deed().await, Deed::Announced(Announcement::SignedOut(Problem::of(ProblemCode::SignedInElsewhere))));
    let view = stage.see(|view| matches!(view.connection, Connection::SignedOut { .. })).await;
    assert_eq!(view.account, None);
    stage.engine.tell(Request::RetryNow).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    assert_eq!(stage.deed().await, Deed::TookBack, "it is true no longer");

    // Who wants no notifications sees it in the window and the tray.
    stage.engine.tell(Request::SetSwitch { switch: Switch::Notifications, on: false }).await.unwrap();
    stage.order("POST", "/injections", json!({ "kind": "terminateChannels", "channel": null, "reason": "DuplicateChannelSet" })).await;
    stage.expect(json!({ "type": "connection", "state": "Signed out" })).await;
    stage.engine.tell(Request::RetryNow).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    assert_eq!(stage.deed_already_done(), None);
}

#[tokio::test]
async fn a_sleep_ends_every_wait_and_a_new_network_only_those_the_server_did_not_ask_for() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.see_passwords(1).await;
    stage.restart().await;
    stage.order("POST", "/faults", json!({ "next": [{ "path": "/profile", "status": 503, "headers": { "Retry-After": "300" } }] })).await;
    stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap();
    let busy = see_problem(&stage, ProblemCode::ServerBusy).await;
    assert_eq!((busy.detail.as_str(), busy.retry_after), ("503", Some(300)));
    let waiting = stage.see(|_| true).await.connection.clone();
    stage.engine.tell(Request::NetworkChanged).await.unwrap();
    // What is asked later is answered later.
    stage.engine.ask(|reply| Request::SetSound { of: SoundOf::Ringing, file: None, reply }).await.unwrap();
    assert_eq!(stage.see(|_| true).await.connection, waiting, "it waits as long as before");
    stage.engine.tell(Request::Woke).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
}

#[tokio::test]
async fn what_became_of_the_connection_is_written_down() {
    let mut stage = Stage::signed_in(vec![]).await;
    stage.order("POST", "/injections", json!({ "kind": "write", "body": "<broken" })).await;
    stage.order("POST", "/drop-streams", json!({})).await;
    stage.expect(json!({ "type": "connection", "state": "Connection lost" })).await;
    stage.expect(json!({ "type": "connection", "state": "Connection restored" })).await;
    stage.engine.ask(|reply| Request::SignOut { reply }).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed out" })).await;
    let mut states = Vec::new();
    while states.len() < 4 {
        let entries = stage.journal.recent(100, None).await.unwrap();
        states = entries.into_iter().rev().map(|entry| entry.entry).filter(|entry| entry.kind == EntryKind::Connection).collect();
    }
    assert!(states.iter().all(|entry| entry.line == stage.me().id));
    let states: Vec<_> = states.iter().map(|entry| (entry.state.as_str(), entry.details["code"].as_str().unwrap_or_default())).collect();
    assert_eq!(states, [("Signed in", ""), ("Connection lost", "other"), ("Connection restored", ""), ("Signed out", "")]);
}

#[tokio::test]
async fn an_unreadable_event_is_written_down_once_in_a_while() {
    let stage = Stage::signed_in(vec![]).await;
    for _ in 0..3 {
        stage.order("POST", "/injections", json!({ "kind": "write", "body": "<xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\"></xsi:Wrong>" })).await;
    }
    let mut unreadable = 0;
    while unreadable == 0 {
        let entries = stage.journal.recent(100, None).await.unwrap();
        unreadable = entries.iter().filter(|entry| entry.entry.state == "Unreadable").count();
    }
    assert_eq!(unreadable, 1);
}

#[tokio::test]
async fn a_token_signs_in_and_is_remembered_like_a_password() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    let token = AccountSettings { credential: CredentialKind::Token, ..account(&stage, &stage.simulator.xsi_url()) };
    assert_eq!(stage.sign_in_to(token.clone(), &stage.me().password, true).await, Some(Problem::of(ProblemCode::Refused)), "a password is no token");
    assert_eq!(stage.sign_in_to(token.clone(), &stage.me().token, true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    assert_eq!(stage.see_passwords(1).await, [stage.me().token]);
    stage.restart().await;
    assert!(stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap());
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    assert_eq!(stage.see(|view| view.account.is_some()).await.account.as_ref().unwrap().sign_in, token);
    assert!(!stage.machine.saved.lock().unwrap().join("\n").contains(&stage.me().token), "no token in the settings");
}

#[tokio::test]
async fn a_token_and_other_web_applications_reach_the_server() {
    let stage = Stage::signed_out(Settings::default()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let token = AccountSettings {
        credential: CredentialKind::Token,
        web_apps: WebApps { actions: " my-actions/v2.0/ ".into(), ..WebApps::default() },
        ..account(&stage, &format!("http://{}", listener.local_addr().unwrap()))
    };
    let (problem, asked) = tokio::join!(stage.sign_in_to(token, "t0ken", false), async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let length = stream.read(&mut request).await.unwrap();
        stream.write_all(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await.unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    assert_eq!(problem, Some(Problem::of(ProblemCode::Refused)));
    assert!(asked.starts_with("GET /my-actions/v2.0/user/"), "{asked}");
    assert!(asked.to_ascii_lowercase().contains("authorization: bearer t0ken\r\n"), "{asked}");
}

#[tokio::test]
async fn what_was_missed_until_a_new_certificate_was_trusted_is_found() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    let doubtful = doubtful().await;
    let pin = pin_of(&stage, &doubtful.xsi_url()).await;
    let trusting = AccountSettings { pins: vec![pin.clone()], ..account(&stage, &doubtful.xsi_url()) };
    assert_eq!(stage.sign_in_to(trusting, &stage.me().password, false).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    // The log is read once before there is anything to miss.
    while !doubtful.requests().iter().any(|request| request.path.contains("CallLogs") && request.status.is_some()) {
        tokio::task::yield_now().await;
    }
    doubtful.inject(Injection::SwapCertificate { certificate: Certificate::SelfSigned }).unwrap();
    doubtful.inject(Injection::Cut { on: simulator::Scope::All, after: 0, ending: simulator::Ending::Reset, next: false }).unwrap();
    stage.expect(json!({ "type": "connection", "state": "Connection lost" })).await;
    let problem = see_problem(&stage, ProblemCode::Certificate).await;
    let call = doubtful.command("POST", "/calls", json!({ "from": "outside", "to": stage.me().id })).await.unwrap();
    doubtful.command("POST", &format!("/calls/{}/release", call["call"].as_str().unwrap()), json!({ "by": "outside" })).await.unwrap();
    stage.engine.tell(Request::TrustCertificate { sha256: problem.certificate.unwrap().sha256 }).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Connection restored" })).await;
    stage.expect(json!({ "type": "call", "state": "Missed", "late": true })).await;
}
