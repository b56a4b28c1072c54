//! A BroadWorks on loopback: an office, the outside world, and a control port.
//!
//! It speaks the Xtended Services Interface the way real servers were seen to, down to the literal prefixes some clients
//! match, and makes phone calls happen when told to on the control port. It is what the demo and the tests sign in to.
//! It shares no code with the client it is there to test: the two must not agree by construction.
//!
//! Everything about it can be made to fail: see [`Injection`]. What it keeps of its past ([`Simulator::events`],
//! [`Simulator::requests`], [`Simulator::truth`]) tells what a client should have made of it.
//!
//! What it leaves out: signing in with a SIP password or a voice portal passcode, call centres, the settings of services
//! other than Do Not Disturb, call forwarding, Hoteling Guest and the lists of watched users (events of others are granted,
//! and never come),
//! feature access codes, and the queueing of events while nobody listens. Of faults it leaves out what happens before there
//! is a connection to it: names that are not found, and packets that get lost. Where the published material is silent the
//! simulator does something plausible, and the code says so.

mod badgerfish;
mod call;
mod call_log;
mod chaos;
mod clock;
mod document;
mod elsewhere;
mod exchange;
mod fault;
mod forwarding;
mod hoteling;
mod hub;
mod inspect;
mod ledger;
mod login;
mod office;
mod order;
mod port;
mod proxy;
mod rate;
mod received;
mod route;
mod scenario;
mod search;
mod switch;
#[cfg(test)]
mod tests;
#[cfg(feature = "tls")]
mod tls;
mod truth;
mod user;
mod wire;
mod xml;

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

pub use chaos::Chaos;
pub use elsewhere::{Elsewhere, Visits};
use exchange::Exchange;
pub use fault::{Ending, HttpFault, Injection, InjectionError, Payload, Scope, Times};
use hub::Hub;
pub use hub::{ChannelNote, EventNote};
pub use inspect::CommandError;
pub use ledger::RequestNote;
use office::Office;
pub use proxy::{Proxied, Proxy, Proxying};
use rate::Rates;
use scenario::Play;
pub use scenario::{Roles, Scenario};
use switch::{State, Switch};
#[cfg(feature = "tls")]
use tls::Keys;
#[cfg(feature = "tls")]
pub use tls::{Certificate, Encryption};
pub use truth::{CallTruth, Truth, UserTruth};
use user::Directory;
pub use user::User;
pub use wire::{Connections, Tally};
use wire::{Door, Line, Lines};

/// How long connections get to finish when the simulator is shut down.
const GRACE: Duration = Duration::from_secs(1);

/// How a simulator is to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The port of the Xtended Services Interface; 0 takes any.
    pub port: u16,
    /// The port that takes commands; 0 takes any.
    pub control_port: u16,
    /// How long an event channel lives without a heartbeat.
    pub heartbeat_timeout: Duration,
    /// How long an event waits for its acknowledgement.
    pub ack_timeout: Duration,
    /// How often an event that is not acknowledged is sent again before its channel is ended.
    pub retransmits: u32,
    /// How many servers there are, each with a port of its own: with a given `port`, the ones after it. They share
    /// everything but their channels.
    pub nodes: usize,
    /// How many calls, events, channels and requests the ledger keeps.
    pub remembered: usize,
    /// How the XSI ports are encrypted.
    #[cfg(feature = "tls")]
    pub encryption: Encryption,
    /// The longest life a channel or a subscription is granted, in seconds; 2147483647 is for ever.
    pub longest_life: u32,
    /// How many users there are besides those who are always there; the first user watches them all.
    pub extra_users: usize,
    /// How long a phone rings before the call goes to voice mail, if ever.
    pub no_answer: Option<Duration>,
    /// How long a call stays parked or rings where it was transferred to before it comes back, if ever.
    pub recall: Option<Duration>,
    /// How many requests of one user are let through within a second; the others are answered with 503.
    pub requests_per_second: Option<u32>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            control_port: 0,
            heartbeat_timeout: Duration::from_secs(30),
            ack_timeout: Duration::from_secs(60),
            retransmits: 0,
            nodes: 1,
            remembered: 10_000,
            #[cfg(feature = "tls")]
            encryption: Encryption::None,
            longest_life: i32::MAX.unsigned_abs(),
            extra_users: 0,
            no_answer: None,
            recall: None,
            requests_per_second: None,
        }
    }
}

/// A running simulator. It stops when dropped.
#[derive(Debug)]
pub struct Simulator {
    switch: Arc<Switch>,
    users: Vec<User>,
    control: Door,
    #[cfg(feature = "tls")]
    keys: Arc<Keys>,
    tasks: Vec<JoinHandle<()>>,
}

impl Simulator {
    /// Starts a simulator on 127.0.0.1, in the current Tokio runtime.
    ///
    /// # Errors
    /// Fails if a port is taken.
    pub async fn start(config: Config) -> io::Result<Self> {
        let directory = Directory::new(config.extra_users);
        let users = directory.users().to_vec();
        let office = Office::new(&directory, config.extra_users);
        let exchange = Exchange::new(directory, exchange::Patience { no_answer: config.no_answer, recall: config.recall }, config.remembered);
        let patience = hub::Patience { heartbeat: config.heartbeat_timeout, ack: config.ack_timeout, retransmits: config.retransmits, longest_life: config.longest_life };
        let hub = Hub::new(patience, config.remembered);
        let switch = Arc::new(Switch::new(State::new(exchange, hub, office, Rates::new(config.requests_per_second), config.remembered)));
        let stop = switch.stop.clone();
        #[cfg(feature = "tls")]
        let keys = Arc::new(Keys::new(config.encryption)?);
        let mut doors = Vec::new();
        for node in 0..config.nodes.max(1) {
            let offset = if config.port == 0 { Some(0) } else { u16::try_from(node).ok() };
            let port = offset.and_then(|offset| config.port.checked_add(offset)).ok_or(io::ErrorKind::AddrNotAvailable)?;
            let door = Door::open((Ipv4Addr::LOCALHOST, port).into(), node, Arc::clone(&switch.lines))?;
            #[cfg(feature = "tls")]
            let door = door.locked(Arc::clone(&keys));
            doors.push(door);
        }
        let control = Door::open((Ipv4Addr::LOCALHOST, config.control_port).into(), 0, Arc::<Lines>::default())?;
        let router = port::xsi::router(Arc::clone(&switch));
        let mut tasks: Vec<JoinHandle<()>> = doors.iter().map(|door| serve(door.clone(), router.clone(), stop.clone())).collect();
        tasks.push(serve(control.clone(), port::control::router(Arc::clone(&switch)), stop.clone()));
        switch.reached_through(doors);
        let ticking = Arc::clone(&switch);
        tasks.push(tokio::spawn(async move {
            tokio::select! {
                () = ticking.keep_time() => {}
                () = ticking.stop.cancelled() => {}
            }
        }));
        Ok(Self {
            switch,
            users,
            control,
            #[cfg(feature = "tls")]
            keys,
            tasks,
        })
    }

    /// Returns the address a client signs in to, e.g. `http://127.0.0.1:8080`.
    pub fn xsi_url(&self) -> String {
        self.node_urls().into_iter().next().unwrap_or_default()
    }

    /// Returns the addresses of all nodes, the first of which is [`Simulator::xsi_url`].
    pub fn node_urls(&self) -> Vec<String> {
        self.switch.doors().iter().map(Door::url).collect()
    }

    /// Returns the address that takes commands; `GET /` there lists them.
    pub fn control_url(&self) -> String {
        self.control.url()
    }

    /// Returns the users, with what they sign in with.
    pub fn users(&self) -> &[User] {
        &self.users
    }

    /// Plays a scenario from start to end, without waiting between its steps. Answers with the calls there were, as commands
    /// know them.
    ///
    /// # Errors
    /// Fails if somebody in it is no user, or is in calls already that do not leave room for it.
    pub fn play(&self, scenario: Scenario, roles: &Roles) -> Result<Vec<String>, CommandError> {
        let mut play = Play::new(roles);
        for step in scenario.steps() {
            self.switch.with(|state, now| play.step(state, step, now)).map_err(|refusal| CommandError { status: 409, sentence: refusal.to_string() })?;
        }
        Ok(play.calls)
    }

    /// Stops the simulator, and waits until it has stopped.
    pub async fn shutdown(mut self) {
        self.stop_now();
        for mut task in std::mem::take(&mut self.tasks) {
            if timeout(GRACE, &mut task).await.is_err() {
                task.abort();
            }
        }
    }

    fn stop_now(&self) {
        self.switch.stop.cancel();
        fault::inject::clear(&self.switch);
        // Otherwise connections would be taken in and never answered, as long as anything of the simulator is left.
        for door in self.switch.doors().iter().chain([&self.control]) {
            door.shut();
        }
        self.switch.with(|state, now| state.hub.drop_streams(now));
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.stop_now();
    }
}

fn serve(door: Door, router: Router, stop: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        // It ends only when told to.
        let _ = axum::serve(door, router.into_make_service_with_connect_info::<Line>()).with_graceful_shutdown(stop.cancelled_owned()).await;
    })
}
