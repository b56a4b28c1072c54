//! Networks that flap, servers that are gone for a while, computers that sleep and clocks that jump (A23-A26).

use std::time::Duration;

use simulator::{Ending, Injection};
use telephony::What;
use tokio::time::{advance, sleep};
use xsi::Notice;

use crate::alone::{alone, forget_peak, peak, resident};
use crate::row::{row, seconds};
use crate::world::{GOOD, World, sleep_of_computer};

/// The longest wait between attempts, and the time to connect and to hear how things are.
const BACK_OFF: Duration = seconds(32);
const HOUR: Duration = seconds(3600);
/// A sleep nobody tells of is found out at the next heartbeat: whoever looked more often would keep the computer awake.
const UNTOLD: Duration = seconds(16);

fn down() -> Injection {
    Injection::Down { node: None, open: Some(Ending::Reset) }
}

#[test]
fn a23_flapping_network() {
    alone("outages::a23_flapping_network", || {
        row("A23", BACK_OFF, |row| async move {
            let world = World::connected(&row).await;
            sleep(GOOD - world.now()).await;
            let (mut call, mut up) = (None, true);
            let files = open_files();
            let mut memory = 0;
            for cycle in 0..720 {
                // The first two minutes are for everything that is made once.
                if cycle == 24 {
                    forget_peak();
                    memory = resident();
                }
                if up {
                    world.fault(down())
                } else {
                    world.inject(Injection::Up { node: None })
                };
                up = !up;
                row.idle(1, 4).await;
                call = match call.take() {
                    None if row.dice.chance(2) => Some(world.ring().await),
                    None => None,
                    Some(call) => {
                        world.then(&call, if row.dice.chance(2) { "release" } else { "decline" }).await;
                        None
                    }
                };
                sleep(GOOD + seconds(5) * (cycle + 1) - world.now()).await;
                assert!(world.simulator().open_streams() <= 1);
            }
            if !up {
                world.inject(Injection::Up { node: None });
            }
            let over = world.now();
            world.recovered(over).await;
            if let Some(call) = call {
                world.then(&call, "release").await;
            }
            // It was never good for a minute, so waits were long in the end.
            let attempts = world.simulator().channel_attempts().into_iter().filter(|at| *at + seconds(1800) >= over).count();
            assert!(attempts <= 1800 / 15 + 1, "{attempts} channels were asked for in the last half hour");
            assert!(peak() <= memory + 10_000_000, "{} bytes more", peak() - memory);
            assert_eq!(world.simulator().open_streams(), 1);
            world.hears_a_call().await;
            // By then, connections that are not used any more are closed.
            sleep(seconds(9)).await;
            assert!(open_files() <= files, "{} files, and {files} before", open_files());
            world.finish().await;
        });
    });
}

fn open_files() -> usize {
    std::fs::read_dir("/proc/self/fd").expect("what is open").count()
}

#[test]
fn a24_outages_of_a_second_to_a_night() {
    row("A24", BACK_OFF, |row| async move {
        for lasting in [seconds(1), seconds(10), seconds(60), seconds(600), 8 * HOUR] {
            let world = World::connected(&row).await;
            row.idle(70, 400).await;
            let missed = world.ring().await;
            let talking = world.ring().await;
            let kept = world.ring().await;
            world.then(&talking, "answer").await;
            world.then(&kept, "answer").await;
            world.in_step("three calls").await;
            let since = world.now();
            world.fault(down());
            let step = lasting / 4;
            sleep(step).await;
            world.then(&missed, "release").await;
            world.then(&talking, "release").await;
            // Calls that come and go while nobody hears them.
            let unheard = [world.ring().await, world.ring().await, world.ring().await];
            sleep(step).await;
            world.then(&unheard[0], "answer").await;
            world.then(&unheard[1], "release").await;
            world.then(&unheard[2], "decline").await;
            sleep(step).await;
            world.then(&unheard[0], "release").await;
            let new = world.ring().await;
            sleep(since + lasting - world.now()).await;
            let over = world.now();
            world.inject(Injection::Up { node: None });
            world.recovered(over).await;
            let bound = seconds(30).min(lasting + seconds(1)) + seconds(2);
            assert!(world.now() - over <= bound, "after an outage of {lasting:?} it took {:?}", world.now() - over);
            // What the server wrote down is told of some seconds later, as what is past.
            sleep(seconds(6)).await;
            {
                let book = world.book();
                let late: Vec<_> = book.changes.iter().filter(|(at, change)| *at >= over && change.late && change.line == world.shared.lines[0]).collect();
                let calls = late.iter().filter(|(_, change)| matches!(change.what, What::Call { .. })).count();
                assert_eq!(calls, 5, "{late:#?}");
                let rang = book.deeds.iter().filter(|deed| deed.at >= over && deed.event == "ringing").count();
                assert_eq!(rang, 1, "only what still rings");
            }
            world.then(&new, "answer").await;
            world.then(&new, "release").await;
            world.then(&kept, "release").await;
            world.hears_a_call().await;
            assert_eq!(world.simulator().open_streams(), 1);
            world.finish().await;
        }
    });
}

#[test]
fn a25_sleep_of_the_computer() {
    row("A25", UNTOLD, |row| async move {
        // The clock stands still during sleep, as on Linux, and the system says that it woke; or the clock goes on during
        // sleep, as elsewhere; or it stands still and nobody says so.
        for how in ["told", "counted", "untold"] {
            let world = World::connected(&row).await;
            // Failures before the sleep do not matter after it.
            row.idle(70, 400).await;
            world.fault(Injection::Down { node: None, open: Some(Ending::Reset) });
            row.idle(60, 300).await;
            world.inject(Injection::Up { node: None });
            world.until("back", BACK_OFF, |book| book.connected && world.shared.differences_from(book).is_empty()).await;
            world.hearing();
            row.idle(0, 30).await;
            let ringing = world.ring().await;
            let kept = world.ring().await;
            world.then(&kept, "answer").await;
            world.in_step("ringing").await;
            row.idle(2, 20).await;
            // The server has long forgotten the channel, and the network does not say so.
            world.fault(Injection::ForgetChannels { channel: None });
            world.then(&ringing, "release").await;
            match how {
                "counted" => advance(8 * HOUR).await,
                _ => sleep_of_computer(8 * HOUR),
            }
            let woke = world.now();
            if how == "told" {
                world.client().woke();
            }
            world.recovered(woke).await;
            let bound = if how == "untold" { UNTOLD } else { seconds(3) };
            assert!(world.now() - woke <= bound, "{how}: {:?}", world.now() - woke);
            assert!(!world.book().problems(woke).iter().any(|problem| matches!(problem, xsi::Problem::TimedOut { .. })));
            world.then(&kept, "release").await;
            world.hears_a_call().await;
            assert_eq!(world.simulator().open_streams(), 1);
            world.finish().await;
        }
    });
}

#[test]
fn a26_clock_on_the_wall() {
    row("A26", Duration::ZERO, |row| async move {
        const DAY: i64 = 86_400_000;
        let world = World::connected(&row).await;
        row.idle(70, 400).await;
        let mut ours = 0;
        for offset in [DAY, -DAY, 3_600_000, -3_600_000, 30_000, -30_000, 0] {
            let talking = world.ring().await;
            world.then(&talking, "answer").await;
            let ringing = world.ring().await;
            world.in_step("two calls").await;
            // The server's clock jumps, or ours, or both.
            if row.dice.chance(2) {
                world.inject(Injection::WallClock { offset });
            }
            if row.dice.chance(2) {
                world.book().turn_clock(offset - ours);
                ours = offset;
            }
            row.idle(1, 400).await;
            world.then(&ringing, "release").await;
            world.then(&talking, "release").await;
            world.in_step("both over").await;
            world.hears_a_call().await;
        }
        sleep(seconds(600)).await;
        assert_eq!(world.book().problems(Duration::ZERO), []);
        assert_eq!(world.book().notices.iter().filter(|(_, notice)| *notice == Notice::Connected).count(), 1);
        assert_eq!(world.simulator().channel_attempts().len(), 1, "the channel is the first one");
        for (at, change) in &world.book().changes {
            if let What::Call { call, .. } = &change.what {
                assert!(call.duration().is_none_or(|duration| !duration.is_negative()), "{at:?} {call:?}");
            }
        }
        world.finish().await;
    });
}
