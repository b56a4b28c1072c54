//! Events that come twice, not at all, or in another order (B1-B3).

use std::time::Duration;

use serde_json::json;
use simulator::{Ending, HttpFault, Injection, Times};
use tokio::time::sleep;

use crate::made::patient;
use crate::row::{Row, row, seconds};
use crate::world::{GOOD, Setup, World};

/// What is noticed when the next event comes is made good for at once.
const AT_ONCE: Duration = seconds(1);
const HOOK: &str = "HookStatusEvent";
const ACKS: &str = "/channel/eventresponse";

/// How many orders of a call's events a row tries, unless all are wanted.
const ORDERS: usize = 90;

/// Waits until every event is acknowledged that was written, and returns how often each was.
async fn acks(world: &World) -> Vec<(String, u32, u32)> {
    for _ in 0..20 {
        let notes = world.simulator().events();
        if notes.iter().filter(|note| note.is_written()).all(|note| note.acked) {
            return notes.iter().map(|note| (note.event_id.clone(), note.copies, note.acks)).collect();
        }
        sleep(seconds(1)).await;
    }
    panic!("not acknowledged: {:#?}", world.simulator().events().iter().filter(|note| !note.acked).collect::<Vec<_>>());
}

/// Does what a call from outside can do, in any of three ways.
async fn any_call(world: &World, row: &Row) {
    let verbs: &[&str] = match row.dice.below(3) {
        0 => &["answer", "hold", "retrieve", "release"],
        1 => &["answer", "release"],
        _ => &["decline"],
    };
    let call = world.ring().await;
    for verb in verbs {
        row.idle(0, 3).await;
        world.then(&call, verb).await;
    }
}

#[test]
fn b1_duplicate_event() {
    row("B1", AT_ONCE, |row| async move {
        // Every event at once again.
        let world = World::connected(&row).await;
        world.inject(Injection::RepeatNext { events: 1000 });
        for _ in 0..8 {
            any_call(&world, &row).await;
        }
        world.in_step("all over").await;
        let twice = acks(&world).await.into_iter().filter(|(_, copies, _)| *copies == 2).count();
        assert!(twice >= 16, "{twice} events came twice");

        // The last ones again, later and later, and also on another channel: each is acknowledged again. By the last time,
        // the calls are long over, and so many came after them that nobody but the list of events remembers them.
        for wait in [0, 1, 20, 300, 3600] {
            world.simulator().clear_faults();
            for _ in 0..8 {
                any_call(&world, &row).await;
            }
            world.in_step("all over").await;
            // Of the last event, the server has yet to hear that it was heard.
            sleep(AT_ONCE).await;
            if wait == 3600 {
                for _ in 0..100 {
                    let call = world.ring().await;
                    world.then(&call, "decline").await;
                    sleep(AT_ONCE).await;
                }
            }
            acks(&world).await;
            sleep(seconds(wait)).await;
            if wait == 300 {
                let since = world.now();
                world.fault(Injection::Cut { on: simulator::Scope::Streams, after: 0, ending: Ending::Reset, next: false });
                world.lost(since, AT_ONCE).await;
                world.recovered(since).await;
            }
            let before = acks(&world).await;
            let changes = world.book().changes.len();
            let again = if wait == 3600 { 256 } else { 12 };
            assert_eq!(world.inject(Injection::RepeatLast { events: again }), again);
            sleep(seconds(5)).await;
            let after = acks(&world).await;
            let repeated: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before.1 != after.1).collect();
            assert_eq!(repeated.len(), again, "after {wait} s");
            for (before, after) in repeated {
                assert_eq!((&after.0, after.2), (&before.0, before.2 + 1), "after {wait} s: each copy is acknowledged");
            }
            let book = world.book();
            assert_eq!(book.changes.len(), changes, "after {wait} s: {}", book.tell());
        }
        assert_eq!(world.book().problems(Duration::ZERO).len(), 1, "but for the cut, nothing was lost");
        world.hears_a_call().await;
        world.finish().await;

        // The server sends again what it misses the answers to.
        let mut setup = Setup::default();
        (setup.config.ack_timeout, setup.config.retransmits) = (seconds(2), 5);
        let world = World::start(&row, setup).await;
        world.until("connected at first", seconds(3), |book| book.connected).await;
        for _ in 0..4 {
            world.inject(Injection::Http { method: None, path: ACKS.to_owned(), after: 0, times: Times::N(3 * 4), fault: HttpFault::status(500) });
            any_call(&world, &row).await;
            row.idle(5, 15).await;
        }
        let acks = acks(&world).await;
        assert!(acks.iter().any(|(_, copies, _)| *copies > 1), "some came again: {acks:?}");
        assert_eq!(world.book().problems(Duration::ZERO), []);
        world.hears_a_call().await;
        world.finish().await;
    });
}

#[test]
fn b2_sequence_gap() {
    row("B2", AT_ONCE, |row| async move {
        let world = World::connected(&row).await;
        row.idle(0, 400).await;
        // What is missing, and what reveals it: the call that still rings does ring, the one that is over is told of late.
        for missing in ["ring", "answer", "hold", "retrieve", "release", "whole", "several"] {
            let up = world.ring().await;
            let prepare: &[&str] = match missing {
                "hold" | "release" => &["answer"],
                "retrieve" => &["answer", "hold"],
                _ => &[],
            };
            for verb in prepare {
                world.in_step("as prepared").await;
                world.then(&up, verb).await;
            }
            world.in_step("as prepared").await;
            row.idle(0, 60).await;
            let snapshots = world.book().snapshots;
            world.deaf();
            let before = world.simulator().events().len();
            world.inject(Injection::Skip { events: 1000 });
            let mut ringing = Vec::new();
            match missing {
                "ring" => ringing.push(world.ring().await),
                "whole" => world.whole_call().await,
                "several" => {
                    for _ in 0..=row.dice.below(6) {
                        ringing.push(world.ring().await);
                        any_call(&world, &row).await;
                    }
                }
                verb => world.then(&up, verb).await,
            }
            assert!(world.simulator().events().len() > before, "{missing}: events were lost");
            world.simulator().clear_faults();
            row.idle(0, 10).await;
            let since = world.now();
            // Whatever comes next.
            ringing.push(world.ring().await);
            world.until("told how things are", AT_ONCE, |book| book.snapshots > snapshots).await;
            world.recovered(since).await;
            assert_eq!(world.book().problems(Duration::ZERO), [], "{missing}: the channel is kept");
            {
                let (register, book) = (world.shared.register.lock().unwrap(), world.book());
                let rings = register.legs().iter().filter(|leg| leg.over.is_none() && leg.answered.is_none() && leg.incoming && leg.line == world.shared.lines[0]);
                let unheard = rings.filter(|leg| !book.deeds.iter().any(|deed| deed.event == "ringing" && deed.call == leg.id)).count();
                assert_eq!(unheard, 0, "{missing}: what rings still rings");
            }
            if missing != "release" {
                ringing.push(up);
            }
            for call in ringing {
                world.then(&call, "release").await;
            }
            world.in_step("all over").await;
            // What was written down is told within seconds.
            sleep(GOOD).await;
        }
        world.hears_a_call().await;
        world.finish().await;
        assert_eq!(row.outcome().unseen, 0, "what came and went was found");
    });
}

/// Returns every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1);
    shorter.iter().flat_map(|order| (0..count).map(|place| [&order[..place], &[count - 1], &order[place..]].concat())).collect()
}

/// Lets a call come or go and do all it can, under everybody's eyes. Returns the kinds of its events.
async fn six_events(world: &World, row: &Row, incoming: bool) -> Vec<String> {
    let start = world.simulator().events().len();
    let call = if incoming { world.ring().await } else { world.call(json!({ "from": world.me().id, "to": "+442079461999" })).await };
    if incoming {
        world.order("POST", &format!("/calls/{call}/rename"), json!({ "name": "Priya Raman, at last" })).await;
    }
    for verb in ["answer", "hold", "retrieve", "release"] {
        sleep(row.dice.between(Duration::ZERO, Duration::from_millis(50))).await;
        world.then(&call, verb).await;
    }
    world.simulator().events()[start..].iter().map(|event| event.kind.clone()).collect()
}

/// Puts an order of the events of a call among those of the hook, which stay where they are.
fn in_places(order: &[usize], kinds: &[String]) -> Vec<usize> {
    let of_call: Vec<usize> = (0..kinds.len()).filter(|place| kinds[*place] != HOOK).collect();
    let mut next = order.iter().map(|event| of_call[*event]);
    kinds.iter().enumerate().map(|(place, kind)| if kind == HOOK { place } else { next.next().expect("an event of the call") }).collect()
}

#[test]
fn b3_out_of_order() {
    row("B3", AT_ONCE, |row| async move {
        let world = patient(&row, false).await;
        // Once in order, to know which events there are.
        let mut kinds = Vec::new();
        for incoming in [false, true] {
            kinds.push(six_events(&world, &row, incoming).await);
            world.in_step("over").await;
        }
        for kinds in &kinds {
            assert_eq!((kinds.len(), kinds.iter().filter(|kind| *kind == HOOK).count()), (8, 2), "{kinds:?}");
        }
        let all = orders(6);
        assert_eq!(all.len(), 720);
        let orders = if row.wants_all { all } else { row.dice.some(&all, ORDERS) };
        for (number, order) in orders.iter().enumerate() {
            let incoming = number % 2;
            sleep(seconds(7)).await;
            let told = world.book().changes.len();
            world.inject(Injection::Reorder { order: in_places(order, &kinds[incoming]) });
            assert_eq!(six_events(&world, &row, incoming == 1).await, kinds[incoming]);
            let since = world.now();
            // That it ended, and once, is the ledger's to say in the end.
            world.until("told of", AT_ONCE, |book| book.changes.len() > told).await;
            world.recovered(since).await;
        }
        assert_eq!(world.book().problems(Duration::ZERO), []);
        acks(&world).await;
        world.hears_a_call().await;
        world.finish().await;
    });
}
