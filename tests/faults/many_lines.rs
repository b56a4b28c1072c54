//! Hundreds of watched lines, at a phone system that counts requests.

use std::time::Duration;

use simulator::{Config, Ending, Injection, Scope, Simulator};
use telephony::{LineId, Lines, Update};
use tokio::sync::mpsc;
use tokio::time::timeout;
use xsi::{Delivery, Event, Notice, Package, Surroundings};

use crate::clock;
use crate::ledger::differences;
use crate::world::account;

const LINES: usize = 500;
const LIMIT: u32 = 20;

struct Ear {
    table: Lines,
    now: jiff::Timestamp,
}

impl Ear {
    /// Listens until every line is heard, and returns when the first one and the last one were.
    async fn hear_all(&mut self, simulator: &Simulator, events: &mut mpsc::Receiver<Event>) -> [Duration; 2] {
        let (mut heard, mut granted) = (Vec::new(), 0);
        while heard.len() <= LINES || granted < 2 * LINES {
            match timeout(Duration::from_secs(60), events.recv()).await.expect("lines go on to be heard").expect("a client") {
                Event::Update(delivery) => {
                    if matches!(delivery.update, Update::Snapshot { .. }) {
                        heard.push(simulator.running());
                    }
                    self.take(delivery);
                }
                Event::Connection(Notice::Granted { package: Package::AdvancedCall | Package::DoNotDisturb, .. }) => granted += 1,
                Event::Connection(notice @ (Notice::Ended { .. } | Notice::NotPermitted { .. })) => panic!("{notice:?}"),
                Event::Connection(_) => {}
            }
        }
        [heard[0], heard[LINES]]
    }

    /// What waited to be acknowledged is, while the connection goes on.
    async fn hear_the_rest(&mut self, events: &mut mpsc::Receiver<Event>) {
        let rest = async {
            while let Some(event) = events.recv().await {
                if let Event::Update(delivery) = event {
                    self.take(delivery);
                }
            }
        };
        assert!(timeout(Duration::from_secs(90), rest).await.is_err(), "the connection goes on");
    }

    fn take(&mut self, delivery: Delivery) {
        self.now = self.now.checked_add(jiff::SignedDuration::from_millis(1)).expect("a time");
        self.table.apply(delivery.update, self.now);
        delivery.ack.done();
    }
}

#[test]
fn five_hundred_lines_are_heard_within_half_a_minute_and_the_limit_is_never_met() {
    clock::run(async {
        let simulator = Simulator::start(Config { extra_users: LINES, requests_per_second: Some(LIMIT), ..Config::default() }).await.expect("free ports");
        let me = simulator.users()[0].clone();
        let lines: Vec<LineId> = std::iter::once(&me).chain(&simulator.users()[simulator.users().len() - LINES..]).map(|user| LineId::new(&user.id)).collect();
        let (client, mut events) = xsi::connect_from(account(&simulator.xsi_url(), &me), lines.clone(), Surroundings::default());
        let mut ear = Ear { table: Lines::default(), now: jiff::Timestamp::now() };
        // At first, and again after the stream broke: then the server also tells of every subscription that is replaced.
        for round in ["at first", "again"] {
            let begun = simulator.running();
            let heard = ear.hear_all(&simulator, &mut events).await.map(|at| at - begun);
            assert!(heard[0] < Duration::from_secs(2), "{round}, the own line is heard at once: {:?}", heard[0]);
            assert!(heard[1] < Duration::from_secs(30), "{round}, every line after {:?}", heard[1]);
            ear.hear_the_rest(&mut events).await;
            assert!(simulator.peak(&me.id) <= usize::try_from(LIMIT).expect("a few"), "{round}: {}", simulator.peak(&me.id));
            assert!(simulator.events().iter().all(|event| event.acked), "{round}, every event is acknowledged");
            if round == "at first" {
                simulator.inject(Injection::Cut { on: Scope::Streams, after: 0, ending: Ending::Reset, next: false }).expect("a fault it knows");
            }
        }
        let requests = simulator.requests();
        // The channel itself has no status before its end; the one that broke is gone already when it is closed. What the
        // server wrote down is asked for, too.
        let refused: Vec<_> = requests.iter().filter(|request| request.method != "DELETE" && request.status.is_some_and(|status| status >= 400)).collect();
        assert!(refused.is_empty(), "{refused:?}");

        let truth = simulator.truth();
        for line in &lines {
            let differences = differences(&ear.table, line, truth.user(line.as_str()).expect("a user"));
            assert_eq!(differences, "", "{line}");
        }
        client.disconnect().await;
    });
}
