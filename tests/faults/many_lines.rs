//! Hundreds of watched lines, at a phone system that counts requests.

use std::time::Duration;

use simulator::{Config, Simulator};
use telephony::{LineId, Lines, Update};
use tokio::time::timeout;
use xsi::{Event, Notice, Package, Surroundings};

use crate::clock;
use crate::ledger::differences;
use crate::world::account;

const LINES: usize = 500;
const LIMIT: u32 = 20;

#[test]
fn five_hundred_lines_are_heard_within_half_a_minute_and_the_limit_is_never_met() {
    clock::run(async {
        let simulator = Simulator::start(Config { extra_users: LINES, requests_per_second: Some(LIMIT), ..Config::default() }).await.expect("free ports");
        let me = simulator.users()[0].clone();
        let lines: Vec<LineId> = std::iter::once(&me).chain(&simulator.users()[simulator.users().len() - LINES..]).map(|user| LineId::new(&user.id)).collect();
        let begun = simulator.running();
        let (client, mut events) = xsi::connect_from(account(&simulator.xsi_url(), &me), lines.clone(), Surroundings::default());
        let (mut table, mut heard, mut granted) = (Lines::default(), Vec::new(), 0);
        let mut now = jiff::Timestamp::now();
        while heard.len() <= LINES || granted < 2 * LINES {
            let event = timeout(Duration::from_secs(60), events.recv()).await.expect("lines go on to be heard").expect("a client");
            match event {
                Event::Update(delivery) => {
                    if matches!(delivery.update, Update::Snapshot { .. }) {
                        heard.push(simulator.running() - begun);
                    }
                    now = now.checked_add(jiff::SignedDuration::from_millis(1)).expect("a time");
                    table.apply(delivery.update, now);
                    delivery.ack.done();
                }
                Event::Connection(Notice::Granted { package: Package::AdvancedCall | Package::DoNotDisturb, .. }) => granted += 1,
                Event::Connection(notice @ (Notice::Lost { .. } | Notice::Ended { .. } | Notice::NotPermitted { .. })) => panic!("{notice:?}"),
                Event::Connection(_) => {}
            }
        }
        assert!(heard[0] < Duration::from_secs(1), "the own line is heard at once: {:?}", heard[0]);
        assert!(heard[LINES] < Duration::from_secs(30), "every line after {:?}", heard[LINES]);
        // What waited to be acknowledged is, and nothing was refused.
        let rest = async {
            while let Some(event) = events.recv().await {
                if let Event::Update(delivery) = event {
                    table.apply(delivery.update, now);
                }
            }
        };
        assert!(timeout(Duration::from_secs(60), rest).await.is_err(), "the connection goes on");
        let requests = simulator.requests();
        // The channel itself has no status before its end. What the server wrote down is asked for, too.
        let refused: Vec<_> = requests.iter().filter(|request| request.status.is_some_and(|status| status >= 400)).collect();
        assert!(refused.is_empty(), "{refused:?}");
        assert!(simulator.peak(&me.id) <= usize::try_from(LIMIT).expect("a few"), "{}", simulator.peak(&me.id));
        assert!(simulator.events().iter().all(|event| event.acked), "every event is acknowledged");

        let truth = simulator.truth();
        for line in &lines {
            let differences = differences(&table, line, truth.user(line.as_str()).expect("a user"));
            assert_eq!(differences, "", "{line}");
        }
        client.disconnect().await;
    });
}
