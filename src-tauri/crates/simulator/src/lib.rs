//! A BroadWorks on loopback: two users, the outside world, and a control port.
//!
//! It speaks the Xtended Services Interface the way real servers were seen to, down to the literal prefixes some clients
//! match, and makes phone calls happen when told to on the control port. It is what the demo and the tests sign in to.
//! It shares no code with the client it is there to test: the two must not agree by construction.
//!
//! What it leaves out: JSON instead of XML, tokens instead of passwords, conferences, transfers, voice mail, directories,
//! event packages other than calls and Do Not Disturb, and the queueing of events while nobody listens.

mod call;
mod document;
mod exchange;
mod hub;
mod ledger;
mod port;
mod received;
mod route;
mod switch;
#[cfg(test)]
mod tests;
mod user;
mod xml;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use hub::Patience;
use switch::Switch;
use user::Directory;
pub use user::User;

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
    /// How long an event waits for its acknowledgement before its channel is ended.
    pub ack_timeout: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self { port: 0, control_port: 0, heartbeat_timeout: Duration::from_secs(30), ack_timeout: Duration::from_secs(60) }
    }
}

/// A running simulator. It stops when dropped.
#[derive(Debug)]
pub struct Simulator {
    switch: Arc<Switch>,
    users: Vec<User>,
    xsi: SocketAddr,
    control: SocketAddr,
    stop: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

impl Simulator {
    /// Starts a simulator on 127.0.0.1, in the current Tokio runtime.
    ///
    /// # Errors
    /// Fails if a port is taken.
    pub async fn start(config: Config) -> io::Result<Self> {
        let directory = Directory::front_office();
        let users = directory.users().to_vec();
        let patience = Patience { heartbeat: config.heartbeat_timeout, ack: config.ack_timeout };
        let xsi = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
        let control = TcpListener::bind((Ipv4Addr::LOCALHOST, config.control_port)).await?;
        let switch = Arc::new(Switch::new(directory, patience));
        let stop = CancellationToken::new();
        let clock = {
            let (switch, stop) = (Arc::clone(&switch), stop.clone());
            tokio::spawn(async move {
                tokio::select! {
                    () = switch.keep_time() => {}
                    () = stop.cancelled() => {}
                }
            })
        };
        Ok(Self {
            users,
            xsi: xsi.local_addr()?,
            control: control.local_addr()?,
            tasks: vec![clock, serve(xsi, port::xsi::router(Arc::clone(&switch)), stop.clone()), serve(control, port::control::router(Arc::clone(&switch)), stop.clone())],
            switch,
            stop,
        })
    }

    /// Returns the address a client signs in to, e.g. `http://127.0.0.1:8080`.
    pub fn xsi_url(&self) -> String {
        format!("http://{}", self.xsi)
    }

    /// Returns the address that takes commands; `GET /` there lists them.
    pub fn control_url(&self) -> String {
        format!("http://{}", self.control)
    }

    /// Returns the users, with what they sign in with.
    pub fn users(&self) -> &[User] {
        &self.users
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
        self.stop.cancel();
        self.switch.with(|state, now| state.hub.drop_streams(now));
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.stop_now();
    }
}

fn serve(listener: TcpListener, router: Router, stop: CancellationToken) -> JoinHandle<()> {
    // Events are small and must not wait for each other.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    tokio::spawn(async move {
        // It ends only when told to.
        let _ = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned()).await;
    })
}
