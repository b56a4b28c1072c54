//! Channels and subscriptions that are ended, taken over, not acknowledged or not refreshed (A27-A31).

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use simulator::{HttpFault, Injection, RequestNote, Times};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;
use xsi::Problem;

use crate::row::{row, seconds};
use crate::world::{CHANNEL, GOOD, World};

/// What a server may ask for at most, which is also how long somebody is left alone who closes our channels.
const LEFT_ALONE: Duration = seconds(302);
const ACKS: &str = "/channel/eventresponse";

fn terminate(reason: &str) -> Injection {
    Injection::TerminateChannels { channel: None, reason: reason.to_owned() }
}

#[test]
fn a27_terminated_channels() {
    row("A27", LEFT_ALONE, |row| async move {
        for reason in ["Expired", "NonResponsiveChannel", "UnknownChannel", "ExplicitDelete", "AnotherReason"] {
            let world = World::connected(&row).await;
            row.idle(70, 700).await;
            let call = world.ring().await;
            world.in_step("ringing").await;
            let since = world.now();
            assert_eq!(world.fault(terminate(reason)), 1);
            world.then(&call, "answer").await;
            let problem = world.lost(since, seconds(1)).await;
            assert!(matches!(problem, Problem::NoEventChannel { .. }), "{reason}: {problem:?}");
            world.recovered(since).await;
            assert!(world.now() - since <= seconds(1), "{reason}");
            world.then(&call, "release").await;
            world.hears_a_call().await;
            assert_eq!(world.simulator().open_streams(), 1);
            world.finish().await;
        }

        // Somebody who closes our channels again and again is left alone, and the user is told.
        let world = World::connected(&row).await;
        for _ in 0..2 {
            sleep(GOOD).await;
            let since = world.now();
            world.fault(terminate("ExplicitDelete"));
            world.lost(since, seconds(1)).await;
            world.recovered(since).await;
            assert!(world.now() - since <= seconds(1));
        }
        sleep(GOOD).await;
        let since = world.now();
        world.fault(terminate("ExplicitDelete"));
        let problem = world.lost(since, seconds(1)).await;
        assert_eq!(problem, Problem::NoEventChannel { reason: "somebody closes it again and again".to_owned() });
        world.recovered(since).await;
        assert!(world.now() - since >= seconds(300));
        world.hears_a_call().await;
        world.finish().await;
    });
}

/// Opens a channel as another program of the same user would that calls itself the same, and returns its stream.
async fn another_program(world: &World, set: &str) -> TcpStream {
    let address = world.simulator().xsi_url().replace("http://", "");
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let me = world.me();
    let password = BASE64_STANDARD.encode(format!("{}:{}", me.id, me.password));
    let body = format!(
        "<Channel xmlns=\"http://schema.broadsoft.com/xsi\"><channelSetId>{set}</channelSetId><priority>1</priority><weight>50</weight><expires>7200</expires><applicationId>bellhop-faults</applicationId></Channel>"
    );
    let request = format!("POST {CHANNEL} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Basic {password}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = [0; 15];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
    stream
}

#[test]
fn a28_signed_in_elsewhere() {
    row("A28", seconds(1), |row| async move {
        let world = World::connected(&row).await;
        row.idle(0, 600).await;
        let call = world.ring().await;
        let since = world.now();
        world.deaf();
        let _other = another_program(&world, "another-set").await;
        assert_eq!(world.ended(seconds(1)).await, Problem::SignedInElsewhere);
        row.took(world.now() - since);
        world.then(&call, "release").await;
        sleep(seconds(600)).await;
        assert_eq!(world.simulator().channel_attempts().len(), 2, "ours, and that of the other program");
        let later = world.simulator().requests().into_iter().filter(|request| request.at > since + seconds(1)).count();
        assert_eq!(later, 0);
        assert!(world.book().over, "nothing goes on");
        world.finish_ended().await;
    });
}

fn subscriptions(requests: &[RequestNote]) -> usize {
    requests.iter().filter(|request| request.method == "POST" && request.path.contains("/v2.0/user/")).count()
}

#[test]
fn a29_user_deleted_or_subscription_ended() {
    row("A29", seconds(2), |row| async move {
        let world = World::connected(&row).await;
        row.idle(0, 600).await;
        let since = world.now();
        world.fault(terminate("UserDeleted"));
        assert_eq!(world.ended(seconds(1)).await, Problem::UserDeleted);
        row.took(world.now() - since);
        let asked = world.simulator().requests().len();
        sleep(seconds(600)).await;
        assert_eq!(world.simulator().requests().len(), asked);
        world.finish_ended().await;

        // A subscription that is ended is made anew, on the same channel.
        let world = World::connected(&row).await;
        row.idle(0, 600).await;
        let call = world.ring().await;
        world.in_step("ringing").await;
        let since = world.now();
        let before = subscriptions(&world.simulator().requests());
        assert_eq!(world.fault(Injection::EndSubscriptions { subscription: None }), 4);
        world.then(&call, "answer").await;
        world.recovered(since).await;
        sleep(seconds(1)).await;
        assert_eq!(subscriptions(&world.simulator().requests()), before + 4, "each once");
        assert_eq!((world.simulator().channel_attempts().len(), world.book().problems(since)), (1, vec![]));
        world.then(&call, "release").await;
        world.hears_a_call().await;

        // If it does not last, the channel is no good.
        let again = world.now();
        world.fault(Injection::EndSubscriptions { subscription: None });
        let problem = world.lost(again, seconds(1)).await;
        assert!(matches!(problem, Problem::NoEventChannel { .. }), "{problem:?}");
        world.recovered(again).await;
        world.hears_a_call().await;
        assert_eq!(world.simulator().open_streams(), 1);
        world.finish().await;
    });
}

#[test]
fn a30_acknowledgements_that_fail() {
    row("A30", seconds(2), |row| async move {
        // Each is tried three times, and that is in time.
        let world = World::connected(&row).await;
        for failures in [1, 2] {
            for fault in [HttpFault::status(500), HttpFault::status(503), HttpFault::ResetBefore {}, HttpFault::ResetAfter {}] {
                row.idle(0, 20).await;
                let since = world.now();
                let call = world.ring().await;
                let events = world.simulator().events().iter().filter(|event| event.at >= since).count();
                world.inject(Injection::Http { method: None, path: ACKS.to_owned(), after: 0, times: Times::N(u32::try_from(events).unwrap() * failures), fault });
                world.in_step("ringing").await;
                sleep(seconds(2)).await;
                world.simulator().clear_faults();
                world.then(&call, "release").await;
                world.in_step("over").await;
                sleep(seconds(2)).await;
                let late: Vec<_> =
                    world.simulator().events().into_iter().filter(|event| event.at >= since && event.acked_at.is_none_or(|acked| acked > event.at + seconds(2))).collect();
                assert!(late.is_empty(), "{late:#?}");
            }
        }
        assert_eq!(world.book().problems(Duration::ZERO), []);
        world.finish().await;

        // What is never answered keeps nobody from hearing, not even for as long as it takes the server to give up.
        for fault in [HttpFault::Hang {}, HttpFault::status(500), HttpFault::Delay { by: seconds(9) }] {
            let world = World::connected(&row).await;
            row.idle(70, 90).await;
            let slow = matches!(fault, HttpFault::Delay { .. });
            let since = world.now();
            world.inject(Injection::http_forever(ACKS, fault));
            for _ in 0..10 {
                world.hears_a_call().await;
                sleep(seconds(1)).await;
            }
            if !slow {
                // The server takes the channel for dead after a minute.
                world.until("told that acknowledgements are missed", seconds(61), |book| !book.problems(since).is_empty()).await;
                world.deaf();
                let lost = world.now();
                world.recovered(lost).await;
                world.hears_a_call().await;
            }
            world.simulator().clear_faults();
            assert_eq!(world.simulator().open_streams(), 1);
            world.finish().await;
        }
    });
}

/// Returns when something was asked for.
fn asked(world: &World, method: &str, wanted: impl Fn(&str) -> bool) -> Vec<Duration> {
    let requests = world.simulator().requests();
    requests.iter().filter(|request| request.method == method && wanted(&request.path) && request.status == Some(200)).map(|request| request.at).collect()
}

#[test]
fn a31_leases_that_run_out() {
    row("A31", seconds(2), |row| async move {
        let is_channel = |path: &str| path.contains("/channel/") && !path.contains("heartbeat");
        let is_subscription = |path: &str| path.contains("/subscription/");
        let half = seconds(3600);

        // A night: the channel lasts for two hours and the subscriptions for a day, and both are kept.
        let world = World::connected(&row).await;
        for hour in 1..=13 {
            sleep(half * hour - world.now()).await;
            if row.dice.chance(3) {
                world.hears_a_call().await;
            }
        }
        sleep(seconds(1)).await;
        let refreshed = asked(&world, "PUT", is_channel);
        let expected: Vec<Duration> = (1..=13).map(|hour| half * hour).collect();
        assert!(refreshed.len() == 13 && refreshed.iter().zip(&expected).all(|(at, due)| at.abs_diff(*due) <= seconds(1)), "{refreshed:?}");
        let refreshed = asked(&world, "PUT", is_subscription);
        assert!(refreshed.len() >= 4 && refreshed[0] <= half * 12, "{refreshed:?}");
        assert_eq!((world.simulator().channel_attempts().len(), world.book().problems(Duration::ZERO)), (1, vec![]));
        // After a sleep, everything begins anew, leases as well.
        let woke = world.now();
        world.deaf();
        world.client().woke();
        world.recovered(woke).await;
        sleep(half + seconds(1)).await;
        assert_eq!(asked(&world, "PUT", is_channel).into_iter().filter(|at| *at > woke).count(), 1);
        world.hears_a_call().await;
        world.finish().await;

        // The server does not take it for a while: it is asked again every minute, and that is in time.
        let world = World::connected(&row).await;
        refuse_refreshes(&world, half, u32::try_from(2 + row.dice.below(50)).unwrap()).await;
        sleep(2 * half + seconds(100) - world.now()).await;
        assert_eq!(asked(&world, "PUT", is_channel).len(), 1);
        assert_eq!((world.simulator().channel_attempts().len(), world.book().problems(Duration::ZERO)), (1, vec![]));
        world.hears_a_call().await;
        world.finish().await;

        // It never does: the channel ends, and the next one begins at once.
        let world = World::connected(&row).await;
        let call = world.ring().await;
        refuse_refreshes(&world, half, 60).await;
        let expired = 2 * half;
        sleep(expired - Duration::from_millis(1) - world.now()).await;
        world.deaf();
        let problem = world.lost(expired, seconds(1)).await;
        assert!(matches!(problem, Problem::NoEventChannel { .. }), "{problem:?}");
        world.recovered(expired).await;
        world.then(&call, "release").await;
        world.hears_a_call().await;
        assert_eq!(world.simulator().open_streams(), 1);
        world.finish().await;
    });
}

/// Refuses to keep the channel for longer, so many times from some moment on. It is asked every minute then.
async fn refuse_refreshes(world: &World, from: Duration, times: u32) {
    for minute in 0..times {
        sleep(from + seconds(60) * minute - seconds(1) - world.now()).await;
        world.inject(Injection::Http { method: Some("PUT".to_owned()), path: "/v2.0/channel/".to_owned(), after: 0, times: Times::N(1), fault: HttpFault::status(503) });
    }
    sleep(seconds(2)).await;
    let refused: Vec<RequestNote> = world.simulator().requests().into_iter().filter(|request| request.status == Some(503)).collect();
    assert_eq!(refused.len(), times as usize);
    assert!(refused.iter().all(|request| !request.path.ends_with("heartbeat")), "{refused:#?}");
}
