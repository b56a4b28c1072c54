//! Finding a server, and staying with it.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};

use simulator::{HttpFault, Injection, Times};

use super::*;
use crate::client::names::{Answer, Names, Service};
use crate::client::node::{Node, Way};
use crate::client::trust::Trust;
use crate::{Paths, Server, request};

/// A world whose names lead to this computer.
#[derive(Debug)]
struct LocalNames {
    services: Vec<Service>,
    asked: AtomicUsize,
}

impl Names for LocalNames {
    fn addresses<'a>(&'a self, _: &'a str) -> Answer<'a, io::Result<Vec<IpAddr>>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]) })
    }

    fn services<'a>(&'a self, _: &'a str) -> Answer<'a, Vec<Service>> {
        Box::pin(async { self.services.clone() })
    }
}

fn surroundings(services: Vec<Service>) -> (Arc<LocalNames>, Surroundings) {
    let names = Arc::new(LocalNames { services, asked: AtomicUsize::default() });
    (Arc::clone(&names), Surroundings { names, ..Surroundings::default() })
}

fn port(url: &str) -> u16 {
    url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
}

impl World {
    fn account_at(&self, typed: &str) -> Account {
        Account { server: Server::parse(typed, true).expect("an address"), ..self.account() }
    }
}

#[tokio::test]
async fn a_token_does_instead_of_a_password() {
    let world = World::start().await;
    let with = |token: &str| Account { credential: Credential::Token(SecretString::from(token.to_owned())), ..world.account() };
    let token = world.simulator.users()[0].token.clone();
    assert_eq!(sign_in(&with(&token)).await.map(|profile| profile.extension), Ok("4021".to_owned()));
    assert_eq!(sign_in(&with("nonsense")).await, Err(Problem::Refused));
    let mut ear = Ear::open(with(&token));
    ear.connected().await;
    ear.client.disconnect().await;
}

#[tokio::test]
async fn web_applications_may_have_other_names() {
    let world = World::start().await;
    let mut account = world.account();
    account.server.paths = Paths { actions: "/actions".to_owned(), ..Paths::default() };
    assert!(matches!(sign_in(&account).await, Err(Problem::NotXsi { .. } | Problem::Broken { .. })));
    let asked = world.ledger().await["requests"].as_array().and_then(|requests| requests.last()).map(|request| request["path"].clone());
    assert_eq!(asked, Some(json!("/actions/v2.0/user/anna.lindqvist@northgate.example/profile")));
}

#[tokio::test]
async fn a_server_that_sends_us_about_within_itself_is_followed() {
    let world = World::start().await;
    let location = "/com.broadsoft.xsi-actions/v2.0/user/anna.lindqvist@northgate.example/profile?again";
    let moved = |location: &str| HttpFault::Redirect { status: 307, location: location.to_owned() };
    world.simulator.inject(Injection::http("/profile", moved(location))).expect("a fault");
    assert!(sign_in(&world.account()).await.is_ok());
    let here = world.simulator.xsi_url();
    for (location, problem) in [
        (format!("{here}{location}"), Problem::NotXsi { host: here.trim_start_matches("http://").to_owned() }),
        ("http://localhost:1/".to_owned(), Problem::Moved { host: here.trim_start_matches("http://").to_owned(), to: "http://localhost:1".to_owned() }),
    ] {
        world.simulator.inject(Injection::http_forever("/profile", moved(&location))).expect("a fault");
        assert_eq!(sign_in(&world.account()).await, Err(problem), "for ever to {location}");
        world.simulator.clear_faults();
    }
}

#[tokio::test]
async fn the_next_server_is_tried_when_one_is_away() {
    let world = World::start().await;
    let here = world.simulator.xsi_url();
    let away = {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        listener.local_addr().expect("its address")
    };
    let account = world.account_at(&format!("http://{away}, {here}"));
    assert!(sign_in(&account).await.is_ok());
    let mut ear = Ear::open(account);
    let lost = ear.until("loss", |event| matches!(event, Event::Connection(Notice::Lost { .. }))).await;
    assert!(matches!(&lost, Event::Connection(Notice::Lost { problem: Problem::Unreachable { host }, .. }) if *host == away.to_string()), "{lost:?}");
    ear.connected().await;
    ear.client.disconnect().await;
}

#[tokio::test]
async fn a_domain_leads_to_its_servers() {
    let world = World::start().await;
    let port = port(&world.simulator.xsi_url());
    let service = |host: &str, priority| Service { host: host.to_owned(), port, priority, weight: 1 };
    let (_, surroundings) = surroundings(vec![service("xsp2.northgate.example", 2), service("xsp1.northgate.example", 1)]);
    // The simulator does not encrypt: that the client insists on it shows where it went.
    let problem = sign_in_from(&world.account_at("northgate.example"), surroundings).await;
    assert!(matches!(&problem, Err(Problem::Encryption { host, .. }) if *host == format!("xsp2.northgate.example:{port}")), "the last one that was tried: {problem:?}");
}

#[tokio::test]
async fn commands_go_to_the_address_the_stream_is_open_to() {
    let world = World::start().await;
    let (names, surroundings) = surroundings(Vec::new());
    let account = world.account_at(&format!("http://xsp.northgate.example:{}", port(&world.simulator.xsi_url())));
    let (client, events) = connect_from(account, Vec::new(), surroundings);
    let mut ear = Ear { client, events, updates: Vec::new() };
    ear.connected().await;
    assert_eq!(names.asked.load(Ordering::Relaxed), 1, "the name is looked up for the stream alone");
    ear.client.disconnect().await;
}

#[tokio::test]
async fn not_more_than_a_few_commands_go_out_at_once() {
    let world = World::start().await;
    let fault = HttpFault::Delay { by: Duration::from_millis(50) };
    world.simulator.inject(Injection::Http { method: None, path: "/xsi-events/v2.0/user/".to_owned(), after: 0, times: Times::Forever, fault }).expect("a fault");
    let others = (0..20).map(|number| LineId::new(&format!("user{number}@northgate.example")));
    let (client, events) = connect(world.account(), std::iter::once(world.account().line()).chain(others).collect());
    let mut ear = Ear { client, events, updates: Vec::new() };
    ear.connected().await;
    let commands = world.simulator.connections().commands.accepted;
    assert!(commands <= 12, "{commands} connections for 42 subscriptions");
    ear.client.disconnect().await;
}

#[tokio::test]
async fn a_heartbeat_leaves_no_connection_behind_that_nothing_would_use() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = Url::parse(&format!("http://{}", listener.local_addr().expect("its address"))).expect("an address");
    let account = Arc::new(account(address.as_str(), "bell-anna"));
    let trust = Trust::of_the_system().expect("what this computer trusts");
    let node = Node::new(account, address, &trust, &Surroundings::default()).expect("a node");
    for (request, leaves) in [(request::heartbeat("c-1"), true), (request::event_response("e-1", request::Verdict::Taken), false)] {
        let heard = async {
            let (mut socket, _) = listener.accept().await.expect("a connection");
            let mut head = vec![0; 4096];
            let length = socket.read(&mut head).await.expect("a request");
            socket.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await.expect("somebody who waits");
            String::from_utf8_lossy(&head[..length]).to_lowercase()
        };
        let (head, answer) = tokio::join!(heard, node.send(&request, Way::Command));
        assert!(answer.is_ok_and(|answer| answer.status().is_success()), "{}", request.path);
        assert_eq!(head.contains("\r\nconnection: close\r\n"), leaves, "{head}");
    }
}
