//! Sends, reads and holds timers, and decides nothing: [`crate::session`] does.
//!
//! One task holds the stream and runs everything beside it, so that a slow command never delays an event.

mod commands;
mod http;
mod names;
mod node;
mod trust;

use std::collections::{BTreeSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Response;
use telephony::{LineId, Update};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use url::Url;
use uuid::Uuid;

use crate::document::Found;
use crate::event::{self, EventData, Message};
use crate::framer::Framer;
use crate::session::{self, Input, Notice, Now, Output, Plan, Session};
use crate::{Account, Problem, Profile};
use commands::Commands;
use http::{Opened, Wire};
pub use names::{Answer as NamesAnswer, Names, Service, SystemNames};

/// How long signing out may take; what is left behind then ends by itself.
const GOODBYE: Duration = Duration::from_secs(3);
/// How many events may wait for their receiver before the stream is left unread.
const WAITING: usize = 4096;

/// What a connection needs to know of the computer it runs on. Tests have their own.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Where names lead.
    pub names: Arc<dyn Names>,
    /// How long the computer has slept since the program began, as far as the monotonic clock did not count it.
    pub slept: fn() -> Duration,
    /// A random number from 0 to 1, for waits that are not to be the same for everybody.
    pub random: fn() -> f64,
    /// The proxy to use instead of the system's.
    pub proxy: Option<Url>,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self { names: Arc::new(SystemNames), slept, random, proxy: None }
    }
}

/// Returns by how much the clock that goes on while the computer sleeps is ahead of the one that does not. On systems
/// where both go on, a wake-up that comes too late tells as well.
fn slept() -> Duration {
    static BEGUN: std::sync::OnceLock<(boot_time::Instant, Instant)> = std::sync::OnceLock::new();
    let (with_sleep, without) = BEGUN.get_or_init(|| (boot_time::Instant::now(), Instant::now()));
    with_sleep.elapsed().saturating_sub(without.elapsed())
}

/// Tries an account, and returns whose it is.
///
/// # Errors
/// Fails with what is wrong, in plain kinds.
pub async fn sign_in(account: &Account) -> Result<Profile, Problem> {
    sign_in_from(account, Surroundings::default()).await
}

/// Tries an account from other surroundings than the computer's own.
///
/// # Errors
/// Fails with what is wrong, in plain kinds.
pub async fn sign_in_from(account: &Account, surroundings: Surroundings) -> Result<Profile, Problem> {
    Wire::new(account.clone(), surroundings)?.profile().await
}

/// Asks for the list of colleagues whose lamps the user sees. A user without such a list has none.
///
/// # Errors
/// Fails with what is wrong, in plain kinds.
pub async fn busy_lamp_list(account: &Account) -> Result<Found, Problem> {
    Wire::new(account.clone(), Surroundings::default())?.busy_lamp_list().await
}

/// Looks colleagues up by a part of their name, or by extension, in the company or, where that is not allowed, in the
/// user's group. Of many, only the first are found.
///
/// # Errors
/// Fails with what is wrong, in plain kinds.
pub async fn find_colleagues(account: &Account, typed: &str) -> Result<Found, Problem> {
    Wire::new(account.clone(), Surroundings::default())?.find_colleagues(typed).await
}

/// What happens on a connection.
#[derive(Debug)]
pub enum Event {
    /// How the connection is.
    Connection(Notice),
    /// The phone system reports something.
    Update(Delivery),
}

/// One report, and the way to say that it was taken in.
#[derive(Debug)]
pub struct Delivery {
    /// The report.
    pub update: Update,
    /// When its bytes were read.
    pub read_at: Instant,
    /// To be settled once nothing can lose the report any more.
    pub ack: Ack,
}

/// What the server waits for: it sends the event again until it has it.
///
/// One event may make several reports; it is acknowledged when all of them are settled. An `Ack` that is dropped
/// counts as settled too: an event without an answer makes the server give up the whole channel, and what was lost
/// with this one event is in the next snapshot.
#[derive(Debug)]
pub struct Ack(#[expect(dead_code, reason = "it acts when the last one is dropped")] Option<Arc<Receipt>>);

impl Ack {
    /// Says that the report was taken in.
    pub fn done(self) {}
}

#[derive(Debug)]
struct Receipt {
    event_id: String,
    taken: mpsc::UnboundedSender<String>,
}

impl Drop for Receipt {
    fn drop(&mut self) {
        // Nobody listens any more once the connection is gone, and with it the need for an answer.
        let _ = self.taken.send(std::mem::take(&mut self.event_id));
    }
}

/// A connection that is kept up. Dropping it signs out without waiting for it.
#[derive(Debug)]
pub struct Client {
    orders: mpsc::UnboundedSender<Order>,
    task: JoinHandle<()>,
}

/// What a connection is told.
#[derive(Debug)]
enum Order {
    Take(Input),
    /// What is allowed at the server has changed.
    Allow(Box<Account>),
}

impl Client {
    /// Signs out: ends the subscriptions and the channel. Takes three seconds at most.
    pub async fn disconnect(self) {
        let _ = self.orders.send(Order::Take(Input::Stop));
        // The task bounds itself; it can only fail by a panic, which has been reported by then.
        let _ = self.task.await;
    }

    /// Hears these lines from now on, besides the user's own one, and no others.
    pub fn watch(&self, lines: Vec<LineId>) {
        let _ = self.orders.send(Order::Take(Input::Watch(lines)));
    }

    /// Takes an account that differs from the one before in what the user allows at the server, such as a certificate, and
    /// tries a lost connection again at once. What is known of calls and of the server's notes stays known.
    pub fn allow(&self, account: Account) {
        let _ = self.orders.send(Order::Allow(Box::new(account)));
    }

    /// Tries a lost connection again at once.
    pub fn retry_now(&self) {
        let _ = self.orders.send(Order::Take(Input::RetryNow));
    }

    /// Says that the computer woke up: connections rarely survive a sleep.
    pub fn woke(&self) {
        let _ = self.orders.send(Order::Take(Input::Woke));
    }

    /// Says that the computer is on another network, or on one again.
    pub fn network_changed(&self) {
        let _ = self.orders.send(Order::Take(Input::NetworkChanged));
    }
}

/// Connects an account and keeps it connected, in a task of its own. The first of `lines` is the user's own, without
/// which there is no connection; if there is none, it is that of the user id.
///
/// # Panics
/// Panics outside of a Tokio runtime.
pub fn connect(account: Account, lines: Vec<LineId>) -> (Client, mpsc::Receiver<Event>) {
    connect_from(account, lines, Surroundings::default())
}

/// Connects an account like [`connect`], where an earlier connection ended without wanting to: what the server wrote down of
/// calls beyond what that one had said with [`Notice::LogRead`] is told as late news.
///
/// # Panics
/// Panics outside of a Tokio runtime.
pub fn connect_after(account: Account, lines: Vec<LineId>, known_log: Option<BTreeSet<String>>) -> (Client, mpsc::Receiver<Event>) {
    start(account, lines, Surroundings::default(), known_log)
}

/// Connects an account like [`connect`], from other surroundings than the computer's own.
///
/// # Panics
/// Panics outside of a Tokio runtime.
pub fn connect_from(account: Account, lines: Vec<LineId>, surroundings: Surroundings) -> (Client, mpsc::Receiver<Event>) {
    start(account, lines, surroundings, None)
}

fn start(account: Account, lines: Vec<LineId>, surroundings: Surroundings, known_log: Option<BTreeSet<String>>) -> (Client, mpsc::Receiver<Event>) {
    let (orders, inputs) = mpsc::unbounded_channel();
    let (events, receiver) = mpsc::channel(64);
    let task = tokio::spawn(run(account, lines, surroundings, known_log, inputs, events));
    (Client { orders, task }, receiver)
}

async fn run(
    account: Account,
    lines: Vec<LineId>,
    surroundings: Surroundings,
    known_log: Option<BTreeSet<String>>,
    orders: mpsc::UnboundedReceiver<Order>,
    events: mpsc::Sender<Event>,
) {
    let own = lines.first().cloned().unwrap_or_else(|| account.line());
    let mut watched = vec![own.clone()];
    for line in lines {
        if !watched.contains(&line) {
            watched.push(line);
        }
    }
    let wire = match Wire::new(account, surroundings.clone()) {
        Ok(wire) => wire,
        Err(problem) => {
            let _ = events.send(Event::Connection(Notice::Ended { problem })).await;
            return;
        }
    };
    let plan = Plan { host: wire.name(), own, lines: watched, known_log };
    let (taken_sender, taken) = mpsc::unbounded_channel();
    let task = Task {
        session: Some(Session::new(plan, surroundings.now())),
        commands: Commands::new(wire.clone()),
        wire,
        read_at: surroundings.now().at,
        surroundings,
        stream: Stream::None,
        outbox: VecDeque::new(),
        finished: false,
        taken_sender,
    };
    task.run(orders, taken, events).await;
}

impl Surroundings {
    fn now(&self) -> Now {
        Now { at: tokio::time::Instant::now().into_std(), slept: (self.slept)(), jitter: (self.random)() }
    }
}

/// The one socket events come from.
enum Stream {
    None,
    Opening(Pin<Box<dyn Future<Output = Result<Opened, Problem>> + Send>>),
    Reading(Response, Framer),
}

/// What the stream has to say next.
enum News {
    Opened(Result<Opened, Problem>),
    Bytes(Result<Option<bytes::Bytes>, reqwest::Error>),
}

impl Stream {
    /// Waits for the next piece of news; for ever if there is no stream. Nothing is lost if it is dropped.
    async fn next(&mut self) -> News {
        match self {
            Self::None => std::future::pending().await,
            Self::Opening(opening) => News::Opened(opening.await),
            Self::Reading(response, _) => News::Bytes(response.chunk().await),
        }
    }
}

struct Task {
    wire: Wire,
    surroundings: Surroundings,
    /// Only ever missing while it takes a step.
    session: Option<Session>,
    commands: Commands,
    stream: Stream,
    read_at: Instant,
    /// What the receiver has not taken yet.
    outbox: VecDeque<Event>,
    finished: bool,
    taken_sender: mpsc::UnboundedSender<String>,
}

impl Task {
    async fn run(mut self, mut orders: mpsc::UnboundedReceiver<Order>, mut taken: mpsc::UnboundedReceiver<String>, events: mpsc::Sender<Event>) {
        // The first channel is due at once.
        self.take(Input::Tick);
        let mut goodbye = None;
        while !self.finished {
            let wake_at = goodbye.or(self.session.as_ref().and_then(Session::wake_at)).map(tokio::time::Instant::from_std);
            let input = tokio::select! {
                order = orders.recv(), if goodbye.is_none() => {
                    let input = match order.unwrap_or(Order::Take(Input::Stop)) {
                        Order::Take(input) => input,
                        Order::Allow(account) => {
                            self.allow(*account);
                            Input::RetryNow
                        }
                    };
                    if input == Input::Stop {
                        goodbye = Some(self.surroundings.now().at + GOODBYE);
                    }
                    input
                }
                // Nobody listens: sign out.
                () = events.closed(), if goodbye.is_none() => {
                    goodbye = Some(self.surroundings.now().at + GOODBYE);
                    Input::Stop
                }
                Ok(place) = events.reserve(), if !self.outbox.is_empty() => {
                    if let Some(event) = self.outbox.pop_front() {
                        place.send(event);
                    }
                    continue;
                }
                Some(event_id) = taken.recv() => Input::Taken { event_id },
                Some((generation, command, answer)) = self.commands.next() => Input::Answered { generation, command, answer },
                news = self.stream.next(), if self.outbox.len() < WAITING => {
                    self.hear(news);
                    continue;
                }
                () = sleep_until(wake_at) => {
                    if goodbye.is_some_and(|until| until <= self.surroundings.now().at) {
                        break;
                    }
                    Input::Tick
                }
            };
            self.take(input);
        }
        if goodbye.is_some() {
            return;
        }
        // The last word is why it ended. Whoever still listens gets it, but is not waited for for ever.
        let _ = tokio::time::timeout(GOODBYE, async {
            for event in self.outbox.drain(..) {
                if events.send(event).await.is_err() {
                    break;
                }
            }
        })
        .await;
    }

    fn allow(&mut self, account: Account) {
        match Wire::new(account, self.surroundings.clone()) {
            Ok(wire) => {
                self.commands.go_through(wire.clone());
                self.wire = wire;
            }
            // It is the same account but for what is allowed; what is wrong with it was wrong before.
            Err(problem) => tracing::warn!(%problem, "what is allowed can't be taken over"),
        }
    }

    /// Takes a step and does what follows from it.
    fn take(&mut self, input: Input) {
        let Some(session) = self.session.take() else { return };
        let (session, outputs) = session::step(session, input, self.surroundings.now());
        let generation = session.generation();
        self.session = Some(session);
        for output in outputs {
            match output {
                Output::Open { server } => {
                    let wire = self.wire.clone();
                    self.stream = Stream::Opening(Box::pin(async move { wire.open(server).await }));
                    self.commands.start_over();
                }
                Output::HangUp => self.stream = Stream::None,
                Output::Send(command) => self.commands.send(generation, command),
                Output::Deliver { event_id, updates } => {
                    let receipt = event_id.map(|event_id| Arc::new(Receipt { event_id, taken: self.taken_sender.clone() }));
                    let read_at = self.read_at;
                    self.outbox.extend(updates.into_iter().map(|update| Event::Update(Delivery { update, read_at, ack: Ack(receipt.clone()) })));
                }
                Output::Tell(notice) => {
                    if matches!(notice, Notice::Lost { .. }) {
                        self.commands.start_over();
                    }
                    self.tell(notice);
                }
                Output::Finish => self.finished = true,
            }
        }
    }

    fn tell(&mut self, notice: Notice) {
        match &notice {
            Notice::Heard if matches!(self.outbox.back(), Some(Event::Connection(Notice::Heard))) => return, // one is as good as many
            Notice::Heard | Notice::Connected | Notice::Granted { .. } | Notice::LogRead { .. } => {}
            Notice::Lost { problem, .. } => tracing::warn!(%problem, "lost the event channel"),
            Notice::Ended { problem } => tracing::warn!(%problem, "the event channel ended"),
            Notice::NotPermitted { line, package, problem } => tracing::warn!(%line, ?package, %problem, "the phone system doesn't let you listen"),
            Notice::Recovered { line } => tracing::warn!(%line, "events did not come; the calls were asked for instead"),
            Notice::Unreadable { reason } => tracing::warn!(reason, "an unreadable document"),
        }
        self.outbox.push_back(Event::Connection(notice));
    }

    fn hear(&mut self, news: News) {
        self.read_at = self.surroundings.now().at;
        match news {
            News::Opened(Ok(Opened { node, response })) => {
                self.commands.go_to(node);
                self.stream = Stream::Reading(response, Framer::default());
            }
            News::Opened(Err(problem)) => self.lose(problem),
            News::Bytes(Ok(Some(bytes))) => self.read(&bytes),
            News::Bytes(Ok(None)) => self.lose(Problem::Broken { detail: "the server ended the stream".to_owned() }),
            News::Bytes(Err(error)) => {
                let problem = self.commands.problem(error);
                self.lose(problem);
            }
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        let Stream::Reading(_, framer) = &mut self.stream else { return };
        let mut documents = Vec::new();
        let result = framer.push(bytes, &mut documents);
        for document in documents {
            // What one says may be the end of the stream it came on.
            if !matches!(self.stream, Stream::Reading(..)) {
                return;
            }
            let message = event::decode(&document);
            note(&message);
            self.take(Input::Document(message));
        }
        match (result, &self.stream) {
            (_, Stream::None | Stream::Opening(_)) => {}
            (Err(error), Stream::Reading(..)) => self.lose(Problem::Broken { detail: error.to_string() }),
            (Ok(()), Stream::Reading(_, framer)) if framer.is_within() => self.take(Input::Begun),
            (Ok(()), Stream::Reading(..)) => {}
        }
    }

    fn lose(&mut self, problem: Problem) {
        self.stream = Stream::None;
        self.take(Input::StreamLost(problem));
    }
}

/// Leaves a trace of what we could not make sense of.
fn note(message: &Result<Message, crate::xml::Unreadable>) {
    match message {
        Ok(Message::Unknown { name }) => tracing::debug!(name, "an unknown document"),
        Ok(Message::Event(event)) => {
            if let EventData::Unknown { name } = &event.data {
                tracing::debug!(name, "an unknown event");
            }
        }
        Ok(Message::Error(error)) => tracing::warn!(?error, "the server complains"),
        // Of what can't be read, the session tells.
        Ok(_) | Err(_) => {}
    }
}

async fn sleep_until(at: Option<tokio::time::Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Returns a random number from 0 to 1.
fn random() -> f64 {
    let (random, _) = Uuid::new_v4().as_u64_pair();
    // The first 32 bits of such an id are all random.
    f64::from((random >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests;
