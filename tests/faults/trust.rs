//! Servers that are not who they should be, or send us to another (A13, A14, A17-A19).
//!
//! Whatever the certificate, the password must not go to it: no request may arrive.

use std::time::Duration;

use sha2::{Digest, Sha256};
use simulator::{Certificate, Config, Elsewhere, Encryption, Ending, HttpFault, Injection, Scope, Simulator};
use tokio::time::sleep;
use xsi::{Account, Distrust, Fingerprint, Pin, Problem, Server, Surroundings};

use crate::alone::{alone, trust};
use crate::row::{row, seconds};
use crate::world::{CHANNEL, Setup, World, account};

/// The longest wait between attempts, and the time to connect.
const BACK_OFF: Duration = seconds(32);

#[test]
fn a13_redirection_to_another_host() {
    row("A13", BACK_OFF, |row| async move {
        for status in [301, 302, 303, 307, 308] {
            let elsewhere = Elsewhere::start().unwrap();
            let world = World::connected(&row).await;
            row.idle(70, 600).await;
            let since = world.now();
            let away = || HttpFault::Redirect { status, location: format!("{}/com.broadsoft.async/com.broadsoft.xsi-events/v2.0/channel", elsewhere.url()) };
            // Whatever is asked for while a call goes on is sent away, and then the stream breaks too.
            world.fault(Injection::http_forever("", away()));
            let call = world.ring().await;
            row.idle(0, 30).await;
            world.inject(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false });
            row.idle(60, 600).await;
            let moved = Problem::Moved { host: world.simulator().xsi_url().replace("http://", ""), to: elsewhere.url() };
            let problems = world.book().problems(since);
            assert!(problems.len() > 3 && problems[1..].iter().all(|problem| *problem == moved), "{problems:#?}");
            let account = account(&world.simulator().xsi_url(), world.me());
            assert_eq!(xsi::sign_in_from(&account, Surroundings::default()).await, Err(moved));
            let visits = elsewhere.visits();
            assert_eq!((visits.connections, visits.bytes), (0, 0), "{visits:?}");
            let over = world.now();
            world.simulator().clear_faults();
            world.recovered(over).await;
            world.then(&call, "release").await;
            world.hears_a_call().await;
            world.finish().await;
        }
        // Within the server it is followed, but not round and round.
        let world = World::start(&row, Setup::default()).await;
        world.fault(Injection::http_forever(CHANNEL, HttpFault::Redirect { status: 307, location: CHANNEL.to_owned() }));
        let problem = world.lost(Duration::ZERO, seconds(3)).await;
        assert!(matches!(problem, Problem::NotXsi { .. }), "{problem}");
        assert!(world.simulator().channel_attempts().len() <= 4, "{:?}", world.simulator().channel_attempts());
        let over = world.now();
        world.simulator().clear_faults();
        world.recovered(over).await;
        world.finish().await;
    });
}

fn encrypted(certificate: Certificate, account: fn(&Simulator, &mut Account)) -> Setup {
    Setup { config: Config { encryption: Encryption::Tls(certificate), ..Config::default() }, account, ..Setup::default() }
}

fn trusted() -> Setup {
    encrypted(Certificate::Trusted, |simulator, _| trust(simulator))
}

#[test]
fn a14_redirection_from_https_to_http() {
    alone("trust::a14_redirection_from_https_to_http", || {
        row("A14", BACK_OFF, |row| async move {
            let plain = Elsewhere::start().unwrap();
            let world = World::start(&row, trusted()).await;
            world.until("connected", seconds(3), |book| book.connected).await;
            row.idle(70, 600).await;
            let since = world.now();
            world.fault(Injection::http_forever(CHANNEL, HttpFault::Redirect { status: *row.dice.pick(&[301, 302, 307, 308]), location: plain.url() }));
            world.inject(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false });
            row.idle(60, 600).await;
            let problems = world.book().problems(since);
            assert!(problems[1..].iter().all(|problem| matches!(problem, Problem::Moved { to, .. } if *to == plain.url())), "{problems:#?}");
            assert_eq!(plain.visits().connections, 0);
            let over = world.now();
            world.simulator().clear_faults();
            world.recovered(over).await;
            world.hears_a_call().await;
            world.finish().await;
        });
    });
}

/// Sees that a server is refused for its certificate, for as long as it shows it, and is told nothing.
async fn is_refused(world: &World, since: Duration, requests: usize, why: &Distrust) {
    sleep(seconds(600)).await;
    let problems = world.book().problems(since);
    assert!(problems.len() > 15, "{problems:#?}");
    let shown = world.simulator().certificate().expect("a certificate");
    for problem in problems.iter().filter(|problem| !matches!(problem, Problem::Broken { .. })) {
        let Problem::Certificate { host, reason, certificate } = problem else { panic!("{problem:?}") };
        assert_eq!((host, reason, certificate.fingerprint), (&world.simulator().xsi_url().replace("https://", ""), why, fingerprint(&shown)));
        assert!(!certificate.subject.is_empty() && !certificate.issuer.is_empty(), "{certificate:?}");
    }
    let heard = world.simulator().requests();
    assert_eq!(heard.len(), requests, "{:#?}", heard.last());
}

fn fingerprint(certificate: &[u8]) -> Fingerprint {
    Fingerprint(Sha256::digest(certificate).into())
}

fn pin(simulator: &Simulator, account: &mut Account) {
    let certificate = simulator.certificate().expect("a certificate");
    account.server.pins = vec![Pin { host: account.server.name(), fingerprint: fingerprint(&certificate) }];
}

fn pin_for_another_host(simulator: &Simulator, account: &mut Account) {
    pin(simulator, account);
    account.server.pins[0].host = "localhost".to_owned();
}

#[test]
fn a17_certificates_nobody_vouches_for() {
    alone("trust::a17_certificates_nobody_vouches_for", || {
        row("A17", seconds(3), |row| async move {
            // An authority this computer trusts is enough.
            let world = World::start(&row, trusted()).await;
            world.recovered(Duration::ZERO).await;
            world.hears_a_call().await;
            world.finish().await;
            for (certificate, why) in [
                (Certificate::Expired, Distrust::OutOfDate),
                (Certificate::WrongHost, Distrust::OtherName),
                (Certificate::SelfSigned, Distrust::UnknownIssuer),
                (Certificate::UnknownAuthority, Distrust::UnknownIssuer),
            ] {
                for account in [
                    |simulator: &Simulator, _: &mut Account| trust(simulator),
                    |simulator: &Simulator, account: &mut Account| {
                        trust(simulator);
                        pin_for_another_host(simulator, account);
                    },
                ] {
                    let world = World::start(&row, encrypted(certificate, account)).await;
                    is_refused(&world, Duration::ZERO, 0, &why).await;
                    world.finish_ended().await;
                }
                let setup = encrypted(certificate, |simulator, account| {
                    trust(simulator);
                    pin(simulator, account);
                });
                let world = World::start(&row, setup).await;
                world.recovered(world.now()).await;
                world.hears_a_call().await;
                world.finish().await;
            }
        });
    });
}

#[test]
fn a18_no_encryption_or_none_that_is_safe() {
    row("A18", Duration::ZERO, |row| async move {
        let obsolete = Setup { config: Config { encryption: Encryption::Obsolete, ..Config::default() }, ..Setup::default() };
        let plain = Setup { account: |simulator, account| account.server = Server::parse(&simulator.xsi_url().replace("http:", "https:"), false).unwrap(), ..Setup::default() };
        for setup in [obsolete, plain] {
            let world = World::start(&row, setup).await;
            let problem = world.lost(Duration::ZERO, seconds(3)).await;
            assert!(matches!(problem, Problem::Encryption { .. }), "{problem:?}");
            sleep(seconds(600)).await;
            let problems = world.book().problems(Duration::ZERO);
            assert!(problems.iter().all(|problem| matches!(problem, Problem::Encryption { .. })), "{problems:#?}");
            assert!(world.simulator().requests().is_empty());
            world.finish_ended().await;
        }
        // Without encryption there is no connection, unless the user says so.
        assert_eq!(Server::parse("http://xsp.example.com", false), Err(Problem::Insecure));
    });
}

#[test]
fn a19_other_certificate_mid_life() {
    alone("trust::a19_other_certificate_mid_life", || {
        row("A19", BACK_OFF, |row| async move {
            let world = World::start(&row, trusted()).await;
            world.until("connected", seconds(3), |book| book.connected).await;
            for certificate in [Certificate::UnknownAuthority, Certificate::SelfSigned, Certificate::WrongHost, Certificate::Expired] {
                let call = world.ring().await;
                row.idle(70, 600).await;
                let since = world.now();
                let requests = world.simulator().requests().len();
                world.fault(Injection::SwapCertificate { certificate });
                world.inject(Injection::Cut { on: Scope::All, after: 0, ending: Ending::Reset, next: false });
                world.then(&call, "release").await;
                sleep(seconds(600)).await;
                let problems = world.book().problems(since);
                assert!(problems.len() > 15 && problems[1..].iter().all(|problem| matches!(problem, Problem::Certificate { .. })), "{problems:#?}");
                assert_eq!(world.simulator().requests().len(), requests, "{certificate:?}: nothing was asked, and so no password was sent");
                let over = world.now();
                world.inject(Injection::SwapCertificate { certificate: Certificate::Trusted });
                world.recovered(over).await;
                world.hears_a_call().await;
            }
            world.finish().await;
        });
    });
}
