//! The whole system behind one lock, and its clock.
//!
//! Everything an order leads to, events included, happens before the lock is given back, so events are in order.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::sleep_until;
use tokio_util::sync::CancellationToken;

use crate::call::{Happening, Leg, Millis, News};
use crate::clock::Clock;
use crate::document::event::Data;
use crate::exchange::Exchange;
use crate::fault::http;
use crate::hub::{Hub, Now, Package, Patience, Subscription};
use crate::ledger::Ledger;
use crate::user::{Directory, Seat};
use crate::wire::{Door, Lines};

/// Calls, channels, the ledger, and what is wrong with requests.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) exchange: Exchange,
    pub(crate) hub: Hub,
    pub(crate) ledger: Ledger,
    pub(crate) http: http::Plan,
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

    /// Sends the subscriptions to a user's calls, or to anybody's, how things are, as a server does that lost track of what
    /// it told. Answers how many there are.
    pub(crate) fn resync(&mut self, only: Option<Seat>, now: Now) -> usize {
        let subscriptions = self.hub.subscriptions().to_vec();
        let mut sent = 0;
        for subscription in subscriptions.iter().filter(|subscription| subscription.package != Package::DoNotDisturb) {
            let Some(seat) = self.exchange.directory.by_id(&subscription.target).filter(|seat| only.is_none_or(|only| only == *seat)) else { continue };
            let data = Data::CallSubscriptionResync { calls: self.exchange.legs(seat).cloned().collect(), off_hook: self.exchange.is_off_hook(seat) };
            self.hub.deliver(&subscription.id, &data, now);
            sent += 1;
        }
        sent
    }
}

/// The simulated system.
#[derive(Debug)]
pub(crate) struct Switch {
    state: Mutex<State>,
    changed: Notify,
    clock: Clock,
    /// The connections to its ports.
    pub(crate) lines: Arc<Lines>,
    doors: OnceLock<Vec<Door>>,
    runtime: Handle,
    pub(crate) stop: CancellationToken,
}

impl Switch {
    /// Makes a system that remembers so many calls, events, channels and requests.
    pub(crate) fn new(directory: Directory, patience: Patience, remembered: usize) -> Self {
        let state = State { exchange: Exchange::new(directory, remembered), hub: Hub::new(patience, remembered), ledger: Ledger::new(remembered), http: http::Plan::default() };
        Self {
            state: Mutex::new(state),
            changed: Notify::new(),
            clock: Clock::start(),
            lines: Arc::default(),
            doors: OnceLock::new(),
            runtime: Handle::current(),
            stop: CancellationToken::new(),
        }
    }

    /// Says through which ports the system is reached, once.
    pub(crate) fn reached_through(&self, doors: Vec<Door>) {
        let _ = self.doors.set(doors);
    }

    /// Returns the ports, one for each node.
    pub(crate) fn doors(&self) -> &[Door] {
        self.doors.get().map_or(&[], Vec::as_slice)
    }

    /// Does something on the side, until the system stops.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(self.stop.clone().run_until_cancelled_owned(work));
    }

    pub(crate) fn put_clock_wrong(&self, offset: Millis) {
        self.clock.put_wrong(offset);
    }

    /// Reads or changes the system.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut State, Now) -> T) -> T {
        let result = {
            // A panic half-way through an order leaves a state worth looking at in a test.
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut state, self.clock.now())
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
