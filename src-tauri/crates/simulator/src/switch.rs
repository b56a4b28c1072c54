//! The whole system behind one lock, and its clock.
//!
//! Everything an order leads to, events included, happens before the lock is given back, so events are in order.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::call::{Conference, Happening, Leg, Millis, News};
use crate::call_log::CallLogs;
use crate::clock::Clock;
use crate::document::event::Data;
use crate::exchange::{Alarm, Exchange};
use crate::fault::http;
use crate::hub::{Hub, Now, Snapshot, Subscription, Target};
use crate::ledger::Ledger;
use crate::login::LoginTokens;
use crate::office::Office;
use crate::rate::Rates;
use crate::user::Seat;
use crate::wire::{Door, Lines};

/// Calls, channels, the ledger, what users keep on the server, and what is wrong with requests.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) exchange: Exchange,
    pub(crate) hub: Hub,
    pub(crate) ledger: Ledger,
    pub(crate) http: http::Plan,
    pub(crate) office: Office,
    pub(crate) call_logs: CallLogs,
    pub(crate) login_tokens: LoginTokens,
    pub(crate) rates: Rates,
    alarms: Vec<(Instant, Alarm)>,
}

impl State {
    /// Starts with nothing remembered; so many requests will be.
    pub(crate) fn new(exchange: Exchange, hub: Hub, office: Office, rates: Rates, remembered: usize) -> Self {
        Self {
            exchange,
            hub,
            ledger: Ledger::new(remembered),
            http: http::Plan::default(),
            office,
            call_logs: CallLogs::new(remembered),
            login_tokens: LoginTokens::default(),
            rates,
            alarms: Vec::new(),
        }
    }

    /// Tells the users' programs what happened.
    pub(crate) fn publish(&mut self, heard: Vec<Happening>, now: Now) {
        for happening in heard {
            if let News::Call(_, leg) = &happening.news
                && leg.released.is_some()
            {
                self.call_logs.note(leg);
            }
            self.hub.publish(self.exchange.directory.user(happening.seat), &Data::News(happening.news), now);
        }
        let alarms = self.exchange.new_alarms();
        self.alarms.extend(alarms.into_iter().map(|alarm| (now.instant + alarm.after, alarm)));
    }

    /// Sends a subscription how things are. Only those that are about one user get that (4.2.4.2).
    pub(crate) fn send_snapshot(&mut self, subscription: &Subscription, now: Now) {
        let Target::User { id, .. } = &subscription.target else { return };
        let Some(seat) = self.exchange.directory.by_id(id) else { return };
        for package in subscription.packages.all() {
            let data = match package.snapshot() {
                Snapshot::Calls => {
                    let (calls, conference, off_hook) = self.calls_of(seat);
                    Data::CallSubscription { calls, conference, off_hook }
                }
                Snapshot::DoNotDisturb if !self.exchange.has_dnd(seat) => Data::News(News::DndUnassigned),
                Snapshot::Hoteling => Data::News(News::Hoteling(self.exchange.hoteling(seat).clone())),
                Snapshot::DoNotDisturb => Data::News(News::Dnd(self.exchange.dnd(seat))),
                Snapshot::Forwarding(kind) => Data::News(News::Forwarding(kind, self.exchange.forwarding(seat, kind).clone())),
                Snapshot::Unassigned(name) => Data::Unassigned(name),
                Snapshot::Nothing => continue,
            };
            self.hub.deliver(&subscription.id, id, &data, now);
        }
    }

    /// Sends the subscriptions to a user's calls, or to anybody's, how things are, as a server does that lost track of what
    /// it told (4.7.1.1.19). Answers how many there are.
    pub(crate) fn resync(&mut self, only: Option<Seat>, now: Now) -> usize {
        let about_calls = |subscription: &&Subscription| subscription.packages.all().iter().any(|package| package.is_about_calls());
        let subscriptions: Vec<Subscription> = self.hub.subscriptions().iter().filter(about_calls).cloned().collect();
        let mut sent = 0;
        for subscription in subscriptions {
            let Target::User { id, .. } = &subscription.target else { continue };
            let Some(seat) = self.exchange.directory.by_id(id).filter(|seat| only.is_none_or(|only| only == *seat)) else { continue };
            let (calls, conference, off_hook) = self.calls_of(seat);
            self.hub.deliver(&subscription.id, id, &Data::CallSubscriptionResync { calls, conference, off_hook }, now);
            sent += 1;
        }
        sent
    }

    /// Behaves like an application server that crashed: calls live on, events are counted from 1, and who watches somebody's
    /// calls gets them anew. Answers how many do.
    pub(crate) fn restart(&mut self, now: Now) -> usize {
        self.hub.restart_sequence(None);
        self.resync(None, now)
    }

    fn calls_of(&self, seat: Seat) -> (Vec<Leg>, Option<Conference>, bool) {
        (self.exchange.legs(seat).cloned().collect(), self.exchange.conference(seat).cloned(), self.exchange.is_off_hook(seat))
    }

    fn next_deadline(&self) -> Option<Instant> {
        self.alarms.iter().map(|(due, _)| *due).chain(self.hub.next_deadline()).min()
    }

    fn tick(&mut self, now: Now) {
        self.hub.tick(now);
        let (due, later) = std::mem::take(&mut self.alarms).into_iter().partition(|(due, _)| *due <= now.instant);
        self.alarms = later;
        let due: Vec<(Instant, Alarm)> = due;
        for (_, alarm) in due {
            // A call that cannot do it any more has gone another way.
            let heard = self.exchange.alarm(&alarm, now.wall).unwrap_or_default();
            self.publish(heard, now);
        }
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
    /// Makes a system of its parts.
    pub(crate) fn new(state: State) -> Self {
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
                state.next_deadline()
            };
            let timeout = async {
                match deadline {
                    Some(deadline) => sleep_until(deadline).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = timeout => self.with(|state, now| state.tick(now)),
                () = self.changed.notified() => {}
            }
        }
    }
}
