//! Proxies that want a password, are gone, say nothing or die (A21).

use std::time::Duration;

use sha2::{Digest, Sha256};
use simulator::{Certificate, Config, Encryption, Ending, Proxy, Proxying, Simulator};
use tokio::time::sleep;
use url::Url;
use xsi::{Account, Fingerprint, Pin, Problem, Surroundings};

use crate::row::{Row, row, seconds};
use crate::world::{Setup, World};

/// The longest wait between attempts, after one that waits for fifteen seconds for what the proxy has to say.
const BACK_OFF: Duration = seconds(47);

fn trust(simulator: &Simulator, account: &mut Account) {
    let certificate = simulator.certificate().expect("a certificate");
    account.server.pins = vec![Pin { host: account.server.name(), fingerprint: Fingerprint(Sha256::digest(&certificate).into()) }];
}

fn setup(proxy: &Proxy, encrypted: bool) -> Setup {
    let surroundings = Surroundings { proxy: Some(Url::parse(&proxy.url()).unwrap()), ..Setup::default().surroundings };
    if encrypted {
        Setup { surroundings, config: Config { encryption: Encryption::Tls(Certificate::SelfSigned), ..Config::default() }, account: trust, ..Setup::default() }
    } else {
        Setup { surroundings, ..Setup::default() }
    }
}

/// What is wrong with the proxy.
#[derive(Debug, Clone, Copy)]
enum Ill {
    WantsPassword,
    ReachesNobody,
    Hangs,
    Gone,
}

impl Ill {
    fn begin(self, proxy: &Proxy) {
        match self {
            Self::WantsPassword => proxy.set(Proxying::WantsPassword),
            Self::ReachesNobody => proxy.set(Proxying::ReachesNobody),
            Self::Hangs => proxy.set(Proxying::Hangs),
            Self::Gone => proxy.close().unwrap(),
        }
    }

    fn end(self, proxy: &Proxy) {
        match self {
            Self::WantsPassword | Self::ReachesNobody | Self::Hangs => proxy.set(Proxying::Works),
            Self::Gone => proxy.reopen().unwrap(),
        }
    }

    /// Returns whether the user is told that it is the proxy. A proxy that passes requests on and says nothing, or that
    /// answers in the name of the server, can't be told from the server.
    fn is_named(self, encrypted: bool) -> bool {
        encrypted || matches!(self, Self::WantsPassword | Self::Gone)
    }
}

async fn fails(row: &Row, ill: Ill, encrypted: bool) {
    let proxy = Proxy::start().unwrap();
    let name = proxy.url().replace("http://", "");
    let expected = |problem: &Problem| match problem {
        Problem::Proxy { proxy, .. } => *proxy == name,
        Problem::TimedOut { .. } | Problem::ServerBusy { .. } => !ill.is_named(encrypted),
        _ => false,
    };
    // From the beginning.
    ill.begin(&proxy);
    let world = World::start(row, setup(&proxy, encrypted)).await;
    let problem = world.lost(Duration::ZERO, seconds(16)).await;
    assert!(expected(&problem), "{ill:?}: {problem:?}");
    row.idle(60, 300).await;
    let over = world.now();
    ill.end(&proxy);
    world.recovered(over).await;
    world.hears_a_call().await;

    // Once it dies in the middle of the stream.
    row.idle(70, 600).await;
    let call = world.ring().await;
    let since = world.now();
    world.deaf();
    ill.begin(&proxy);
    assert!(proxy.cut(0, *row.dice.pick(&[Ending::Reset, Ending::Finish])) >= 1);
    world.then(&call, "release").await;
    sleep(seconds(120)).await;
    let problems = world.book().problems(since);
    assert!(problems.len() > 3 && problems[1..].iter().all(expected), "{ill:?}: {problems:#?}");
    let over = world.now();
    ill.end(&proxy);
    world.recovered(over).await;
    world.hears_a_call().await;
    assert_eq!(world.simulator().open_streams(), 1);
    let proxied = proxy.proxied();
    assert!(!proxied.proxy_authorization && (encrypted != proxied.tunnels.is_empty()), "{proxied:?}");
    world.finish().await;
}

#[test]
fn a21_proxies_that_fail() {
    row("A21", BACK_OFF, |row| async move {
        for ill in [Ill::WantsPassword, Ill::ReachesNobody, Ill::Hangs, Ill::Gone] {
            for encrypted in [false, true] {
                fails(&row, ill, encrypted).await;
            }
        }
    });
}
