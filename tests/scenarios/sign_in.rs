//! Signing in and out.

use engine::{
    Request, Settings,
    view::{Connection, NoticeCode, ProblemCode},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::stage::Stage;

#[tokio::test]
async fn what_is_in_the_way_of_a_sign_in_is_said_in_plain_kinds() {
    let stage = Stage::signed_out(Settings::default()).await;
    let server = stage.simulator.xsi_url();
    let me = stage.me();
    let nobody = {
        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", taken.local_addr().unwrap())
    };
    let website = a_website().await;
    for (server, user, password, code) in [
        (server.as_str(), me.id.as_str(), "wrong", ProblemCode::Refused),
        (&server, "nobody@northgate.example", "wrong", ProblemCode::Refused),
        (&nobody, &me.id, &me.password, ProblemCode::Unreachable),
        ("no-such-host.invalid", &me.id, &me.password, ProblemCode::HostUnknown),
        (&website, &me.id, &me.password, ProblemCode::NotXsi),
        ("http://xsp.northgate.example", &me.id, &me.password, ProblemCode::Insecure),
        ("not a server", &me.id, &me.password, ProblemCode::BadAddress),
        ("", &me.id, &me.password, ProblemCode::BadAddress),
    ] {
        let problem = stage.sign_in_as(server, user, password, false).await;
        assert_eq!(problem.map(|problem| problem.code), Some(code), "{server} {user}");
    }
    assert_eq!(stage.see(|_| true).await.account, None);
    let refused = stage.ledger().await["requests"].as_array().unwrap().iter().filter(|request| request["status"] == 401).count();
    assert_eq!(refused, 2, "a wrong password is tried once: accounts lock");
}

#[tokio::test]
async fn a_remembered_account_is_signed_in_to_at_the_next_start() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    assert_eq!(stage.see_passwords(1).await, [stage.me().password]);
    stage.restart().await;
    assert!(stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap());
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    let saved = stage.machine.saved.lock().unwrap().join("\n");
    assert!(!saved.contains(&stage.me().password), "no password in the settings");
}

#[tokio::test]
async fn signing_out_deletes_what_was_made_and_forgets_the_account() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.see_passwords(1).await;
    stage.engine.ask(|reply| Request::SignOut { reply }).await.unwrap();
    stage.expect(json!({ "type": "connection", "state": "Signed out" })).await;
    assert!(stage.is_left_clean().await, "{:#}", stage.ledger().await);
    assert_eq!(stage.machine.passwords(), [""; 0]);
    stage.restart().await;
    assert!(!stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap());
}

#[tokio::test]
async fn a_password_that_no_longer_works_asks_the_user_with_the_account_filled_in() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.restart().await;
    stage.order("POST", "/faults", json!({ "next": [{ "path": "/profile", "status": 401 }] })).await;
    stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap();
    let me = stage.me();
    let view = stage.see(|view| matches!(&view.connection, Connection::SignedOut { problem: Some(_), .. })).await;
    let Connection::SignedOut { problem: Some(problem), account: Some(account) } = &view.connection else { unreachable!() };
    assert_eq!((problem.code, &account.user_id), (ProblemCode::Refused, &me.id));
}

#[tokio::test]
async fn a_server_that_is_away_at_the_start_is_tried_again_by_itself() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.restart().await;
    stage.order("POST", "/faults", json!({ "next": [{ "path": "/profile", "status": 503 }, { "path": "/profile", "status": 503 }] })).await;
    stage.engine.ask(|reply| Request::SignInAgain { reply }).await.unwrap();
    let view = stage.see(|view| matches!(view.connection, Connection::Reconnecting { .. })).await;
    let Connection::Reconnecting { problem, .. } = &view.connection else { unreachable!() };
    assert_eq!(problem.code, ProblemCode::ServerBusy);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
}

#[tokio::test]
async fn without_a_keyring_the_session_lasts_and_it_is_said() {
    let mut stage = Stage::with(Settings::default(), |machine| machine.keyring = false).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    let view = stage.see(|view| !view.notices.is_empty()).await;
    assert_eq!(view.notices[0].code, NoticeCode::PasswordNotKept);
}

#[tokio::test]
async fn a_sign_in_that_is_overtaken_by_another_changes_nothing() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent_server = format!("http://{}", silent.local_addr().unwrap());
    let me = stage.me();
    let (slow, quick) = tokio::join!(stage.sign_in_as(&silent_server, &me.id, "secret of another", true), async {
        // The first has reached its server, which says nothing until the second is through.
        let (waiting, _) = silent.accept().await.unwrap();
        let quick = stage.sign_in(false).await;
        drop(waiting);
        drop(silent);
        quick
    });
    assert_eq!((slow.map(|problem| problem.code), quick), (Some(ProblemCode::Other), None));
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    assert_eq!(stage.see(|view| view.account.is_some()).await.account.as_ref().unwrap().name, "Anna Lindqvist");
    assert_eq!(stage.machine.passwords(), [""; 0], "the password of the first is nowhere");
}

#[tokio::test]
async fn who_is_signed_in_is_seen() {
    let stage = Stage::signed_in(vec![]).await;
    let view = stage.see(|view| view.account.is_some()).await;
    let account = view.account.as_ref().unwrap();
    assert_eq!((account.name.as_str(), account.extension.as_str(), account.number.as_str()), ("Anna Lindqvist", "4021", "020 7946 0121"));
}

#[tokio::test]
async fn quitting_leaves_nothing_on_the_server_and_keeps_the_account() {
    let mut stage = Stage::signed_out(Settings::default()).await;
    assert_eq!(stage.sign_in(true).await, None);
    stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
    stage.engine.ask(|reply| Request::Quit { reply }).await.unwrap();
    assert!(stage.is_left_clean().await, "{:#}", stage.ledger().await);
    assert_eq!(stage.see_passwords(1).await.len(), 1);
    let saved: Value = serde_json::from_str(stage.machine.saved.lock().unwrap().last().unwrap()).unwrap();
    assert_eq!(saved["account"]["userId"], stage.me().id);
}

/// A server that answers everything with a page.
async fn a_website() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\nConnection: close\r\n\r\n<html>Welcome</html>\r\n").await;
        }
    });
    address
}
