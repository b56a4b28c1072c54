//! Streams that end, stand still, say nothing, or never begin (A1-A5, A15, A16).

use std::time::Duration;

use simulator::{Ending, HttpFault, Injection, Scope};
use tokio::time::sleep;
use xsi::{Notice, Problem};

use crate::row::{Row, row, seconds};
use crate::world::{CHANNEL, GOOD, Setup, World};

/// A clean cut is noticed at once, and the first wait is half a second at most.
const AT_ONCE: Duration = seconds(1);
/// How long a stream may say nothing.
const SILENT: Duration = seconds(35);

/// How many cuts a row tries, unless all are wanted.
const CUTS: usize = 24;

/// Cuts the stream at many places of the document of an event: the one that follows from `verb`.
async fn cut_at_many_places(row: &Row, verb: &str, ending: Ending) {
    let world = World::connected(row).await;
    let prepare: &[&str] = match verb {
        "ring" | "answer" => &[],
        _ => &["answer"],
    };
    // Once without a fault, to know how long the document is. On the wire, it has the size of its chunk around it.
    let call = world.ring().await;
    for before in prepare {
        world.then(&call, before).await;
    }
    let events = world.simulator().events().len();
    let measured = if verb == "ring" { events - 1 } else { events };
    if verb != "ring" {
        world.then(&call, verb).await;
    }
    let length = u64::try_from(world.simulator().events()[measured].bytes + 8).unwrap();
    if verb != "release" {
        world.then(&call, "release").await;
    }
    let places: Vec<u64> = (0..=length).collect();
    let places = if row.wants_all { places } else { row.dice.some(&places, CUTS) };
    for after in places {
        sleep(GOOD).await;
        let ringing = if verb == "ring" { None } else { Some(world.ring().await) };
        for before in prepare {
            world.then(ringing.as_ref().unwrap(), before).await;
        }
        world.in_step("as prepared").await;
        let since = world.now();
        world.fault(Injection::Cut { on: Scope::Streams, after, ending, next: false });
        let call = match ringing {
            None => world.ring().await,
            Some(call) => {
                world.then(&call, verb).await;
                call
            }
        };
        world.lost(since, AT_ONCE).await;
        world.recovered(since).await;
        assert_eq!(world.simulator().open_streams(), 1, "cut at {after}");
        if verb != "release" {
            world.then(&call, "release").await;
            world.in_step("over").await;
        }
    }
    world.hears_a_call().await;
    world.finish().await;
}

#[test]
fn a1_tcp_reset_mid_document() {
    row("A1", AT_ONCE, |row| async move {
        for verb in ["ring", "answer", "release"] {
            cut_at_many_places(&row, verb, Ending::Reset).await;
        }
    });
}

#[test]
fn a2_clean_end_between_documents() {
    row("A2", AT_ONCE, |row| async move {
        let world = World::connected(&row).await;
        for call_is_up in [false, true] {
            let call = if call_is_up { Some(world.ring().await) } else { None };
            row.idle(70, 85).await;
            let since = world.now();
            world.fault(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Finish, next: false });
            let problem = world.lost(since, AT_ONCE).await;
            assert!(matches!(problem, Problem::Broken { .. }), "{problem}");
            if let Some(call) = &call {
                world.then(call, "answer").await;
            }
            world.recovered(since).await;
            if let Some(call) = &call {
                world.then(call, "release").await;
            }
            world.hears_a_call().await;
        }
        assert_eq!(world.simulator().open_streams(), 1);
        world.finish().await;
    });
}

/// Lets a connection go silent in some way while a call rings, and sees how that is noticed.
async fn silence(row: &Row, injection: Injection) {
    let world = World::connected(row).await;
    row.idle(70, 85).await;
    let ringing = world.ring().await;
    let over = world.ring().await;
    world.in_step("ringing").await;
    let since = world.now();
    world.fault(injection);
    row.idle(0, 5).await;
    world.then(&over, "release").await;
    let problem = world.lost(since, SILENT).await;
    assert!(matches!(problem, Problem::TimedOut { .. }), "{problem}");
    world.simulator().clear_faults();
    world.recovered(since).await;
    world.then(&ringing, "answer").await;
    world.in_step("answered").await;
    world.then(&ringing, "release").await;
    world.hears_a_call().await;
    assert_eq!(world.simulator().open_streams(), 1);
    world.finish().await;
}

#[test]
fn a3_silent_stream() {
    row("A3", SILENT + AT_ONCE, |row| async move { silence(&row, Injection::Stall { on: Scope::Streams }).await });
}

#[test]
fn a4_half_open_connections() {
    row("A4", SILENT + AT_ONCE, |row| async move { silence(&row, Injection::Blackhole { on: Scope::All }).await });
}

#[test]
fn a5_heartbeats_without_events() {
    // The calls are asked for every five minutes, and once more a little later when they are a surprise.
    row("A5", seconds(320), |row| async move {
        for injection in [Injection::LoseSubscriptions { subscription: None }, Injection::SuppressEvents {}] {
            let world = World::connected(&row).await;
            row.idle(0, 600).await;
            let since = world.now();
            world.fault(injection.clone());
            let call = world.ring().await;
            let recovered = |notice: &Notice| matches!(notice, Notice::Recovered { .. });
            world.until("told of", seconds(320), |book| book.notices.iter().any(|(_, notice)| recovered(notice))).await;
            world.simulator().clear_faults();
            world.recovered(since).await;
            world.then(&call, "answer").await;
            world.in_step("answered").await;
            world.then(&call, "release").await;
            world.hears_a_call().await;
            assert_eq!(world.simulator().open_streams(), 1);
            world.finish().await;
        }
    });
}

#[test]
fn a15_slow_head() {
    row("A15", seconds(2), |row| async move {
        let world = World::start(&row, Setup::default()).await;
        world.fault(Injection::Drip { on: Scope::Streams, bytes: 1, every: seconds(5) });
        let problem = world.lost(Duration::ZERO, seconds(16)).await;
        assert!(matches!(problem, Problem::TimedOut { .. }), "{problem}");
        assert!(world.now() >= seconds(14), "{:?} is too impatient", world.now());
        world.simulator().clear_faults();
        world.recovered(world.now()).await;
        world.hears_a_call().await;
        assert_eq!(world.simulator().open_streams(), 1);
        world.finish().await;
    });
}

#[test]
fn a16_channel_without_an_id() {
    // An attempt takes twenty seconds, and the longest wait is thirty.
    row("A16", seconds(52), |row| async move {
        let world = World::start(&row, Setup::default()).await;
        world.fault(Injection::http_forever(CHANNEL, HttpFault::NoChannelId {}));
        let problem = world.lost(Duration::ZERO, seconds(21)).await;
        assert!(matches!(problem, Problem::NoEventChannel { .. }), "{problem}");
        row.idle(60, 600).await;
        let attempts = world.simulator().channel_attempts();
        for (pair, longest) in attempts.windows(2).zip([0.5, 1.0, 2.0, 4.0, 8.0, 16.0].into_iter().chain(std::iter::repeat(30.0))) {
            let waited = (pair[1] - pair[0]).as_secs_f64() - 20.0;
            assert!((longest / 2.0 - 0.01..=longest + 0.01).contains(&waited), "{waited} of {longest}: {attempts:?}");
        }
        let since = world.now();
        world.simulator().clear_faults();
        world.recovered(since).await;
        world.hears_a_call().await;
        assert_eq!(world.simulator().open_streams(), 1);
        world.finish().await;
    });
}
