//! Other hosts: one a client should not talk to, and one it should talk through.

use super::*;
use crate::{Elsewhere, Ending, Proxy, Proxying};

#[tokio::test]
async fn another_host_remembers_who_came() {
    let elsewhere = Elsewhere::start().unwrap();
    assert_eq!(elsewhere.visits().connections, 0);
    let http = Client::new();
    let post = |authorized: bool| {
        let request = http.post(elsewhere.url()).body("secret");
        if authorized { request.bearer_auth("token") } else { request }
    };
    assert_eq!(post(false).send().await.unwrap().text().await.unwrap(), "Elsewhere");
    let visits = elsewhere.visits();
    assert_eq!((visits.connections, visits.authorization), (1, false));
    post(true).send().await.unwrap();
    let visits = elsewhere.visits();
    assert_eq!((visits.connections, visits.authorization), (2, true));
    assert!(visits.said[1].starts_with("POST / HTTP/1.1\r\n") && visits.bytes > 100, "{visits:?}");
    let address = elsewhere.url().replace("http://", "");
    drop(elsewhere);
    while tokio::net::TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_proxy_passes_on_refuses_hangs_and_dies() {
    let mut world = World::start().await;
    let proxy = Proxy::start().unwrap();
    // A connection is not used again, so that each request meets the proxy as it is by then.
    let through = reqwest::Proxy::all(proxy.url()).unwrap();
    world.http = Client::builder().proxy(through).pool_max_idle_per_host(0).build().unwrap();
    let path = format!("{ACTIONS}/user/{ANNA}/profile");
    let profile = || world.ask(ANNA, Method::GET, &path).send();
    assert_eq!(profile().await.unwrap().status(), StatusCode::OK);
    let proxied = proxy.proxied();
    assert_eq!((proxied.connections, proxied.requests), (1, vec![format!("{}{path}", world.simulator.xsi_url())]));

    proxy.set(Proxying::WantsPassword);
    assert_eq!(profile().await.unwrap().status(), StatusCode::PROXY_AUTHENTICATION_REQUIRED);
    proxy.set(Proxying::ReachesNobody);
    assert_eq!(profile().await.unwrap().status(), StatusCode::BAD_GATEWAY);
    proxy.set(Proxying::Works);

    let mut listener = world.listen(ANNA, "Advanced Call").await;
    assert!(proxy.cut(0, Ending::Reset) >= 1);
    assert!(listener.end().await.is_err());
    proxy.close().unwrap();
    assert!(profile().await.unwrap_err().is_connect());
    proxy.reopen().unwrap();
    assert_eq!(profile().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_proxy_can_hang() {
    let proxy = Proxy::start().unwrap();
    proxy.set(Proxying::Hangs);
    let http = Client::builder().proxy(reqwest::Proxy::all(proxy.url()).unwrap()).build().unwrap();
    let asked = tokio::time::timeout(Duration::from_secs(3600), http.get("http://xsp.example/").send()).await;
    assert!(asked.is_err());
    assert_eq!(proxy.proxied().requests, ["http://xsp.example/"]);
}

#[cfg(feature = "tls")]
#[tokio::test]
async fn a_proxy_makes_tunnels() {
    use crate::{Certificate, Encryption};

    let mut world = World::with(Config { encryption: Encryption::Tls(Certificate::Trusted), ..Config::default() }).await;
    let proxy = Proxy::start().unwrap();
    let authority = reqwest::Certificate::from_der(&world.simulator.authority()).unwrap();
    let through = reqwest::Proxy::all(proxy.url().replace("http://", "http://me:secret@")).unwrap();
    world.http = Client::builder().tls_certs_only([authority]).proxy(through).build().unwrap();
    world.listen(ANNA, "Advanced Call").await;
    let proxied = proxy.proxied();
    assert_eq!(proxied.tunnels.first(), Some(&world.simulator.xsi_url().replace("https://", "")));
    assert!(proxied.proxy_authorization);
}
