//! More than anybody ever heard at once (B4, B5).

use std::time::Duration;

use simulator::{Ending, Injection, Scope};
use telephony::CallMoment;
use tokio::time::sleep;

use crate::alone::{alone, forget_peak, peak, resident};
use crate::row::{row, seconds};
use crate::world::{GOOD, Setup, World};

const AT_ONCE: Duration = seconds(1);
/// How much more memory a flood may take.
const MEMORY: u64 = 64_000_000;
/// When an event must be acknowledged.
const ACKNOWLEDGED: Duration = seconds(2);

const PER_SECOND: u32 = 1000;
/// How long a flood is looked at between two checks: the phone system remembers no more events than so many.
const LOOK: Duration = seconds(4);
const CALLS: usize = 500;

#[test]
fn b4_event_flood() {
    alone("content_floods::b4_event_flood", || {
        row("B4", AT_ONCE, |row| async move {
            let world = World::connected(&row).await;
            world.hears_a_call().await;
            sleep(GOOD).await;
            let lasting = if row.wants_all { seconds(60) } else { seconds(12) };
            // The first second is for everything that is made once.
            world.inject(Injection::Flood { user: None, per_second: PER_SECOND, lasting, holds: false });
            sleep(AT_ONCE).await;
            forget_peak();
            let (memory, updates, since) = (resident(), world.book().updates, world.now());
            let mut checked = since;
            let mut acknowledged = 0;
            while checked < since + lasting {
                sleep(LOOK).await;
                let notes = world.simulator().events();
                assert!(notes[0].at < checked, "none is forgotten before it is looked at");
                let until = world.now() - ACKNOWLEDGED;
                for note in notes.iter().filter(|note| (checked..until).contains(&note.at)) {
                    let took = note.acked_at.unwrap_or_else(|| panic!("not acknowledged: {note:?}")) - note.at;
                    assert!(took <= ACKNOWLEDGED, "{note:?}");
                    acknowledged += 1;
                }
                checked = until;
            }
            world.in_step("over").await;
            let heard = world.book().updates - updates;
            let sent = usize::try_from(PER_SECOND).unwrap() * usize::try_from(lasting.as_secs() - 1).unwrap();
            assert!(heard >= sent && acknowledged >= sent, "{heard} of {sent} were heard, {acknowledged} acknowledged");
            let more = peak().saturating_sub(memory);
            assert!(more <= MEMORY, "{more} bytes more");
            assert_eq!(world.book().problems(Duration::ZERO), []);
            world.hears_a_call().await;
            world.finish().await;
        });
    });
}

#[test]
fn b5_many_calls_at_once() {
    row("B5", seconds(2), |row| async move {
        let mut setup = Setup { both_lines: false, ..Setup::default() };
        setup.config.remembered = 100_000;
        let world = World::start(&row, setup).await;
        world.until("connected at first", seconds(3), |book| book.connected).await;
        let mut calls = Vec::new();
        for _ in 0..CALLS {
            calls.push(world.ring().await);
        }
        world.in_step("all ring").await;
        assert_eq!(world.book().lines.get(&world.shared.lines[0]).unwrap().calls().count(), CALLS);
        // All are told of again by one snapshot, of which nothing is new.
        for loss in ["resync", "cut"] {
            sleep(GOOD).await;
            let (since, told) = (world.now(), world.book().changes.len());
            if loss == "resync" {
                world.inject(Injection::Resync { user: Some(world.me().id.clone()) });
            } else {
                world.fault(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false });
                world.lost(since, AT_ONCE).await;
            }
            world.recovered(since).await;
            sleep(seconds(8)).await;
            assert_eq!(world.book().changes.len(), told, "{loss}: nothing is new");
        }
        // Some are answered one after the other, which puts the others on hold, and some are turned away.
        for place in row.dice.some(&(0..CALLS).collect::<Vec<_>>(), 40) {
            let verb = if row.dice.chance(2) { "answer" } else { "decline" };
            world.then(&calls[place], verb).await;
        }
        world.in_step("some answered").await;
        // All end while nothing can be heard, and as soon as it can be again, many new ones come.
        sleep(GOOD).await;
        let since = world.now();
        world.fault(Injection::Down { node: None, open: Some(Ending::Reset) });
        world.lost(since, AT_ONCE).await;
        let live: Vec<String> = world.simulator().truth().user(&world.me().id).unwrap().calls.iter().map(|call| call.call.clone()).collect();
        for call in live {
            world.then(&call, "release").await;
        }
        world.inject(Injection::Up { node: None });
        world.recovered(world.now()).await;
        let mut new = Vec::new();
        for _ in 0..100 {
            new.push(world.ring().await);
        }
        world.in_step("new ones ring").await;
        sleep(seconds(8)).await;
        for call in new {
            world.then(&call, "release").await;
        }
        world.in_step("all over").await;
        world.hears_a_call().await;
        let ends =
            world.book().changes.iter().filter(|(_, change)| matches!(&change.what, telephony::What::Call { moment: CallMoment::Missed | CallMoment::Completed, .. })).count();
        world.finish().await;
        assert_eq!((ends, row.outcome().unseen), (CALLS + 101, 0));
    });
}
