//! Servers that refuse: with 401, 403, 404, 5xx, Retry-After, a page of a captive portal (A6-A12, A22).

use std::collections::BTreeMap;
use std::time::Duration;

use simulator::{Ending, HttpFault, Injection, Scope, Simulator, Times};
use tokio::time::sleep;
use xsi::{Notice, Package, Problem, Surroundings};

use crate::row::{Row, row, seconds};
use crate::world::{CHANNEL, GOOD, Setup, World, account};

/// What is waited between attempts: from half of these to all of it.
const WAITS: [f64; 8] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0];
/// The longest of them, and the time to connect.
const BACK_OFF: Duration = seconds(32);
/// After the wrong password the account may be locked, so this is how long nothing more may come.
const NEVER: Duration = seconds(600);

fn channel_fault(fault: HttpFault) -> Injection {
    Injection::Http { method: Some("POST".to_owned()), path: CHANNEL.to_owned(), after: 0, times: Times::Forever, fault }
}

/// Returns how long it was to the first attempt since some moment, and from each attempt to the next.
fn gaps(simulator: &Simulator, since: Duration) -> Vec<f64> {
    let attempts: Vec<Duration> = std::iter::once(since).chain(simulator.channel_attempts().into_iter().filter(|at| *at >= since)).collect();
    attempts.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect()
}

/// Checks that attempts become rarer as they should since the connection was lost.
fn assert_back_off(simulator: &Simulator, since: Duration) {
    let gaps = gaps(simulator, since);
    assert!(gaps.len() >= 8, "{gaps:?}");
    for (gap, longest) in gaps.iter().zip(WAITS.into_iter().chain(std::iter::repeat(30.0))) {
        assert!((longest / 2.0 - 0.01..=longest + 0.01).contains(gap), "{gap} of {longest}: {gaps:?}");
    }
}

/// How often the server was asked since some moment, for anything.
fn requests_since(simulator: &Simulator, since: Duration) -> Vec<String> {
    simulator.requests().iter().filter(|request| request.at >= since).map(|request| format!("{:?} {} {} {:?}", request.at, request.method, request.path, request.status)).collect()
}

#[test]
fn a6_wrong_password_at_first() {
    row("A6", seconds(3), |row| async move {
        let world = World::start(&row, Setup::default()).await;
        world.fault(channel_fault(HttpFault::Unauthorized {}));
        let problem = world.ended(seconds(3)).await;
        assert_eq!(problem, Problem::Refused);
        row.took(world.now());
        sleep(NEVER).await;
        let requests = requests_since(world.simulator(), Duration::ZERO);
        assert!(requests.len() <= 2, "{requests:#?}");
        assert!(world.book().over, "nothing goes on");
        world.finish_ended().await;

        // The same when signing in.
        let simulator = Simulator::start(simulator::Config::default()).await.unwrap();
        simulator.inject(Injection::http_forever("", HttpFault::Unauthorized {})).unwrap();
        let account = account(&simulator.xsi_url(), &simulator.users()[0]);
        assert_eq!(xsi::sign_in_from(&account, Surroundings::default()).await, Err(Problem::Refused));
        sleep(NEVER).await;
        assert_eq!(simulator.unauthorized().len(), 1);
    });
}

#[test]
fn a7_wrong_password_mid_life() {
    // The next heartbeat tells, and the channel that is opened then is the one further try.
    row("A7", seconds(17), |row| async move {
        for path in ["", "heartbeat", "eventresponse", "/calls"] {
            let world = World::connected(&row).await;
            row.idle(0, 600).await;
            let since = world.now();
            world.fault(Injection::Http { method: None, path: path.to_owned(), after: 0, times: Times::Forever, fault: HttpFault::Unauthorized {} });
            if path != "heartbeat" {
                world.simulator().inject(Injection::http_forever(CHANNEL, HttpFault::Unauthorized {})).unwrap();
                world.simulator().inject(Injection::http_forever("heartbeat", HttpFault::Unauthorized {})).unwrap();
            } else {
                world.simulator().inject(Injection::http_forever(CHANNEL, HttpFault::Unauthorized {})).unwrap();
            }
            let call = world.ring().await;
            world.then(&call, "release").await;
            let problem = world.ended(seconds(17)).await;
            assert_eq!(problem, Problem::Refused, "{path}");
            row.took(world.now() - since);
            let ended = world.now();
            sleep(NEVER).await;
            let refused = world.simulator().unauthorized().into_iter().filter(|at| *at >= since).count();
            assert!(refused <= 6, "{path}: {:#?}", requests_since(world.simulator(), since));
            let later = requests_since(world.simulator(), ended + Duration::from_millis(1));
            assert!(later.is_empty(), "{path}: {later:#?}");
            world.finish_ended().await;
        }
    });
}

#[test]
fn a8_service_not_permitted() {
    // It is asked for again every quarter of an hour.
    row("A8", seconds(15 * 60 + 2), |row| async move {
        let world = World::start(&row, Setup::default()).await;
        let deny = Injection::Deny { package: Some("Advanced Call".to_owned()), target: None, text: "CTI is not assigned".to_owned(), code: 110_770 };
        world.fault(deny);
        let told = |notice: &Notice| match notice {
            Notice::NotPermitted { line, package: Package::AdvancedCall, problem: Problem::Forbidden { right } } => Some((line.clone(), right.clone())),
            _ => None,
        };
        world.until("told what is missing", seconds(3), |book| book.notices.iter().filter_map(|(_, notice)| told(notice)).count() == 2).await;
        assert!(world.book().notices.iter().filter_map(|(_, notice)| told(notice)).all(|(_, right)| right == "CTI is not assigned"));
        row.idle(60, 14 * 60).await;
        assert_eq!((world.simulator().channel_attempts().len(), world.simulator().open_streams()), (1, 1), "the channel is kept");
        let subscribed = world.simulator().requests().iter().filter(|request| request.method == "POST" && request.path.contains("/user/")).count();
        assert_eq!(subscribed, 4, "each was asked for once");
        assert_eq!(world.book().notices.iter().filter_map(|(_, notice)| told(notice)).count(), 2, "told once each");
        let since = world.now();
        world.simulator().clear_faults();
        world.recovered(since).await;
        world.until("both lines", seconds(5), |book| world.shared.differences_from(book).is_empty()).await;
        world.hears_a_call().await;
        assert_eq!(world.simulator().channel_attempts().len(), 1);
        world.finish().await;
    });
}

#[test]
fn a9_forgotten_channel() {
    // The next heartbeat tells, which may be fifteen seconds away; then it takes two seconds at most.
    row("A9", seconds(17), |row| async move {
        let world = World::connected(&row).await;
        row.idle(70, 85).await;
        let call = world.ring().await;
        world.in_step("ringing").await;
        let since = world.now();
        assert_eq!(world.fault(Injection::ForgetChannels { channel: None }), 1);
        world.then(&call, "answer").await;
        let problem = world.lost(since, seconds(15)).await;
        assert!(matches!(problem, Problem::NoEventChannel { .. }), "{problem}");
        let found = world.now();
        world.recovered(since).await;
        assert!(world.now() <= found + seconds(2));
        assert_eq!(world.simulator().open_streams(), 1, "the old stream has ended");
        world.then(&call, "release").await;
        world.hears_a_call().await;
        world.finish().await;
    });
}

/// Lets every attempt to open a channel fail in some way for a while, and sees that attempts become rarer.
async fn fails_for_a_while(row: &Row, fault: HttpFault, expected: impl Fn(&Problem) -> bool) {
    let world = World::connected(row).await;
    row.idle(70, 600).await;
    let ringing = world.ring().await;
    world.in_step("ringing").await;
    let since = world.now();
    world.fault(channel_fault(fault));
    world.inject(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false });
    row.idle(180, 900).await;
    assert_back_off(world.simulator(), since);
    let problems = world.book().problems(since);
    assert!(problems[1..].iter().all(&expected), "{problems:#?}");
    world.then(&ringing, "release").await;
    let over = world.now();
    world.simulator().clear_faults();
    world.recovered(over).await;
    // It has not been good for a minute yet, so the next wait is as long as the last ones.
    row.idle(5, 40).await;
    let again = world.now();
    world.fault(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false });
    world.lost(again, seconds(1)).await;
    world.recovered(again).await;
    assert!(world.now() - again >= seconds(15), "the wait began anew after {:?}", again - over);
    sleep(GOOD).await;
    let again = world.now();
    world.fault(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false });
    world.lost(again, seconds(1)).await;
    world.recovered(again).await;
    assert!(world.now() - again <= seconds(1), "the wait did not begin anew");
    world.hears_a_call().await;
    assert_eq!(world.simulator().open_streams(), 1);
    world.finish().await;
}

#[test]
fn a10_no_channel_is_found_at_all() {
    row("A10", BACK_OFF, |row| async move { fails_for_a_while(&row, HttpFault::status(404), |problem| matches!(problem, Problem::NoEventChannel { .. })).await });
}

#[test]
fn a11_server_errors() {
    row("A11", BACK_OFF, |row| async move {
        for status in [500, 502, 503] {
            fails_for_a_while(&row, HttpFault::answer(status, "text/html", "<html>no</html>"), |problem| *problem == Problem::ServerBusy { status, retry_after: None }).await;
        }
    });
}

#[test]
fn a12_retry_after() {
    // Five minutes are the most a server can ask for.
    row("A12", seconds(302), |row| async move {
        let headers = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<BTreeMap<_, _>>();
        let date = headers(&[("Date", "Tue, 24 Nov 2026 10:00:00 GMT"), ("Retry-After", "Tue, 24 Nov 2026 10:01:30 GMT")]);
        for (headers, wait) in [
            (headers(&[("Retry-After", "120")]), Some(120.0)),
            (date, Some(90.0)),
            (headers(&[("Retry-After", "0")]), Some(1.0)),
            (headers(&[("Retry-After", "99999999")]), Some(300.0)),
            (headers(&[("Retry-After", "in a while")]), None),
        ] {
            let status = *row.dice.pick(&[429, 503]);
            let world = World::connected(&row).await;
            row.idle(70, 600).await;
            let since = world.now();
            let fault = HttpFault::Answer { status, headers: headers.clone(), body: "".into(), endless: false };
            world.fault(channel_fault(fault));
            world.inject(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false });
            sleep(seconds(1300)).await;
            match wait {
                None => assert_back_off(world.simulator(), since),
                Some(wait) => {
                    let gaps = gaps(world.simulator(), since);
                    assert!(gaps.len() >= 4 && gaps[1..].iter().all(|gap| (gap - wait).abs() < 0.01), "{headers:?}: {gaps:?}");
                }
            }
            // The user need not wait, and is told until when it would be.
            let retry_at = world.book().notices.iter().rev().find_map(|(_, notice)| if let Notice::Lost { retry_at, .. } = notice { Some(*retry_at) } else { None });
            let left = retry_at.unwrap().saturating_duration_since(tokio::time::Instant::now().into_std());
            assert!(left <= Duration::from_secs_f64(wait.unwrap_or(30.0)), "{left:?}");
            let over = world.now();
            world.simulator().clear_faults();
            if row.dice.chance(2) {
                world.client().retry_now();
                world.until("tried again at once", seconds(1), |book| book.connected).await;
            }
            world.recovered(over).await;
            world.hears_a_call().await;
            world.finish().await;
        }
    });
}

#[test]
fn a22_captive_portal() {
    row("A22", BACK_OFF, |row| async move {
        let portal = || HttpFault::answer(200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body>Please accept the terms</body></html>");
        fails_for_a_while(&row, portal(), |problem| matches!(problem, Problem::NotXsi { .. })).await;
        // It is there from the beginning, and for every request.
        let world = World::start(&row, Setup::default()).await;
        world.fault(Injection::http_forever("", portal()));
        let account = account(&world.simulator().xsi_url(), world.me());
        let problem = xsi::sign_in_from(&account, Surroundings::default()).await.unwrap_err();
        assert!(matches!(problem, Problem::NotXsi { .. }), "{problem}");
        let problem = world.lost(Duration::ZERO, seconds(3)).await;
        assert!(matches!(problem, Problem::NotXsi { .. }), "{problem}");
        row.idle(60, 600).await;
        let over = world.now();
        world.simulator().clear_faults();
        world.recovered(over).await;
        world.hears_a_call().await;
        // It comes over a connection that is up: the stream goes on, and what needs an answer is asked again.
        let since = world.now();
        world.fault(Injection::http_forever("", portal()));
        let call = world.ring().await;
        row.idle(0, 60).await;
        world.simulator().clear_faults();
        world.in_step("the call").await;
        world.recovered(since.max(world.now())).await;
        world.then(&call, "release").await;
        world.hears_a_call().await;
        world.finish().await;
    });
}
