//! The whole system behind one lock, and its clock.
//!
//! Everything an order leads to, events included, happens before the lock is given back, so events are in order.

use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use crate::call::{Happening, Leg, News};
use crate::document::event::Data;
use crate::exchange::Exchange;
use crate::hub::{Hub, Now, Package, Patience, Subscription};
use crate::ledger::Ledger;
use crate::user::Directory;

/// Calls, channels and the ledger.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) exchange: Exchange,
    pub(crate) hub: Hub,
    pub(crate) ledger: Ledger,
}

impl State {
    /// Tells the users' programs what happened.
    pub(crate) fn publish(&mut self, heard: Vec<Happening>, now: Now) {
        for happening in heard {
            let target = self.exchange.directory.user(happening.seat).id.clone();
            self.hub.publish(&target, &Data::News(happening.news), now);
        }
    }

    /// Sends a subscription how things are.
    pub(crate) fn send_snapshot(&mut self, subscription: &Subscription, now: Now) {
        let Some(seat) = self.exchange.directory.by_id(&subscription.target) else { return };
        let data = match subscription.package {
            Package::AdvancedCall | Package::StandardCall | Package::BasicCall => {
                Data::CallSubscription { calls: self.exchange.legs(seat).cloned().collect::<Vec<Leg>>(), off_hook: self.exchange.is_off_hook(seat) }
            }
            Package::DoNotDisturb => Data::News(News::Dnd(self.exchange.dnd(seat))),
        };
        self.hub.deliver(&subscription.id, &data, now);
    }
}

/// The simulated system.
#[derive(Debug)]
pub(crate) struct Switch {
    state: Mutex<State>,
    changed: Notify,
}

impl Switch {
    pub(crate) fn new(directory: Directory, patience: Patience) -> Self {
        let state = State { exchange: Exchange::new(directory), hub: Hub::new(patience), ledger: Ledger::default() };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    /// Reads or changes the system.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut State, Now) -> T) -> T {
        let result = {
            // A panic half-way through an order leaves a state worth looking at in a test.
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut state, now())
        };
        self.changed.notify_one();
        result
    }

    /// Ends what runs out of time, for ever.
    pub(crate) async fn keep_time(&self) {
        loop {
            let deadline = {
                let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                state.hub.next_deadline()
            };
            let timeout = async {
                match deadline {
                    Some(deadline) => sleep_until(deadline).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = timeout => self.with(|state, now| state.hub.tick(now)),
                () = self.changed.notified() => {}
            }
        }
    }
}

fn now() -> Now {
    let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Now { instant: Instant::now(), wall: i64::try_from(wall.as_millis()).unwrap_or(i64::MAX) }
}
