//! Sends, reads and holds timers, and decides nothing: [`crate::session`] does.
//!
//! One task holds the stream and runs everything beside it, so that a slow command never delays an event.

mod http;

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Response;
use telephony::{LineId, Update};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;

use crate::event::{self, EventData, Message};
use crate::framer::Framer;
use crate::request::Package;
use crate::session::{self, Answer, Command, Failure, Input, Notice, Now, Output, Plan, Session};
use crate::{Account, Problem, Profile, document, request};
use http::Wire;

/// How long signing out may take; what is left behind then ends by itself.
const GOODBYE: Duration = Duration::from_secs(3);
/// How many events may wait for their receiver before the stream is left unread.
const WAITING: usize = 4096;
/// How many answers to events are sent at once: servers limit the requests of a user.
const RESPONSES: usize = 4;

/// Tries an account, and returns whose it is.
///
/// # Errors
/// Fails with what is wrong, in plain kinds.
pub async fn sign_in(account: &Account) -> Result<Profile, Problem> {
    let wire = Wire::new(account.clone())?;
    let root = wire.ask(&request::profile(&account.user_id)).await.map_err(|failure| failure.problem)?;
    document::profile(&root).ok_or_else(|| wire.not_xsi())
}

/// What happens on a connection.
#[derive(Debug)]
pub enum Event {
    /// The stream is up and every own subscription was answered.
    Connected,
    /// The server said something, be it only that it is still there.
    Heard,
    /// The connection is gone for now.
    Lost {
        /// Why.
        problem: Problem,
        /// When it is tried again.
        retry_at: Instant,
    },
    /// The connection is gone for good; only the user can help. Nothing comes after this.
    Ended {
        /// Why.
        problem: Problem,
    },
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
pub struct Ack(#[expect(dead_code, reason = "it acts when the last one is dropped")] Arc<Receipt>);

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
    orders: mpsc::UnboundedSender<Input>,
    task: JoinHandle<()>,
}

impl Client {
    /// Signs out: ends the subscriptions and the channel. Takes three seconds at most.
    pub async fn disconnect(self) {
        let _ = self.orders.send(Input::Stop);
        // The task bounds itself; it can only fail by a panic, which has been reported by then.
        let _ = self.task.await;
    }

    /// Tries a lost connection again at once.
    pub fn retry_now(&self) {
        let _ = self.orders.send(Input::RetryNow);
    }
}

/// Connects an account and keeps it connected, in a task of its own. The first of `lines` is the user's own, without
/// which there is no connection; if there is none, it is that of the user id.
///
/// # Panics
/// Panics outside of a Tokio runtime.
pub fn connect(account: Account, lines: Vec<LineId>) -> (Client, mpsc::Receiver<Event>) {
    let (orders, inputs) = mpsc::unbounded_channel();
    let (events, receiver) = mpsc::channel(64);
    let task = tokio::spawn(run(account, lines, inputs, events));
    (Client { orders, task }, receiver)
}

async fn run(account: Account, lines: Vec<LineId>, orders: mpsc::UnboundedReceiver<Input>, events: mpsc::Sender<Event>) {
    let own = lines.first().cloned().unwrap_or_else(|| account.line());
    let mut watched = vec![own.clone()];
    for line in lines {
        if !watched.contains(&line) {
            watched.push(line);
        }
    }
    let plan = Plan { host: account.host(), own: own.clone(), lines: watched };
    let wire = match Wire::new(account) {
        Ok(wire) => wire,
        Err(problem) => {
            let _ = events.send(Event::Ended { problem }).await;
            return;
        }
    };
    let (taken_sender, taken) = mpsc::unbounded_channel();
    let task = Task {
        wire,
        own,
        session: Some(Session::new(plan, now())),
        stream: Stream::None,
        read_at: now(),
        running: JoinSet::new(),
        responses: VecDeque::new(),
        responding: 0,
        outbox: VecDeque::new(),
        finished: false,
        taken_sender,
    };
    task.run(orders, taken, events).await;
}

fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// The one socket events come from.
enum Stream {
    None,
    Opening(Pin<Box<dyn Future<Output = Result<Response, Problem>> + Send>>),
    Reading(Response, Framer),
}

/// What the stream has to say next.
enum News {
    Opened(Result<Response, Problem>),
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
    own: LineId,
    /// Only ever missing while it takes a step.
    session: Option<Session>,
    stream: Stream,
    read_at: Instant,
    running: JoinSet<(u32, Command, Result<Answer, Failure>)>,
    /// Answers to events that wait for their turn.
    responses: VecDeque<(u32, Command)>,
    responding: usize,
    /// What the receiver has not taken yet.
    outbox: VecDeque<Event>,
    finished: bool,
    taken_sender: mpsc::UnboundedSender<String>,
}

impl Task {
    async fn run(mut self, mut orders: mpsc::UnboundedReceiver<Input>, mut taken: mpsc::UnboundedReceiver<String>, events: mpsc::Sender<Event>) {
        // The first channel is due at once.
        self.take(Input::Tick);
        let mut goodbye = None;
        while !self.finished {
            let wake_at = goodbye.or(self.session.as_ref().and_then(Session::wake_at)).map(tokio::time::Instant::from_std);
            let input = tokio::select! {
                order = orders.recv(), if goodbye.is_none() => {
                    let order = order.unwrap_or(Input::Stop);
                    if order == Input::Stop {
                        goodbye = Some(now() + GOODBYE);
                    }
                    order
                }
                // Nobody listens: sign out.
                () = events.closed(), if goodbye.is_none() => {
                    goodbye = Some(now() + GOODBYE);
                    Input::Stop
                }
                Ok(place) = events.reserve(), if !self.outbox.is_empty() => {
                    if let Some(event) = self.outbox.pop_front() {
                        place.send(event);
                    }
                    continue;
                }
                Some(event_id) = taken.recv() => Input::Taken { event_id },
                Some(joined) = self.running.join_next() => {
                    let Ok((generation, command, answer)) = joined else { continue };
                    if matches!(command, Command::Respond(..)) {
                        self.responding -= 1;
                        self.respond();
                    }
                    Input::Answered { generation, command, answer }
                }
                news = self.stream.next(), if self.outbox.len() < WAITING => {
                    self.hear(news);
                    continue;
                }
                () = sleep_until(wake_at) => {
                    if goodbye.is_some_and(|until| until <= now()) {
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

    /// Takes a step and does what follows from it.
    fn take(&mut self, input: Input) {
        let Some(session) = self.session.take() else { return };
        let moment = Now { at: now(), jitter: jitter() };
        let (session, outputs) = session::step(session, input, moment);
        let generation = session.generation();
        self.session = Some(session);
        for output in outputs {
            match output {
                Output::Open => {
                    let wire = self.wire.clone();
                    self.stream = Stream::Opening(Box::pin(async move { wire.open().await }));
                }
                Output::HangUp => {
                    self.stream = Stream::None;
                    // Answers to events of a channel that is gone would only hold up those of the next.
                    self.responses.clear();
                }
                Output::Send(command) if matches!(command, Command::Respond(..)) => {
                    self.responses.push_back((generation, command));
                    self.respond();
                }
                Output::Send(command) => self.start(generation, command),
                Output::Deliver { event_id, updates } => {
                    let receipt = Arc::new(Receipt { event_id, taken: self.taken_sender.clone() });
                    let read_at = self.read_at;
                    self.outbox.extend(updates.into_iter().map(|update| Event::Update(Delivery { update, read_at, ack: Ack(Arc::clone(&receipt)) })));
                }
                Output::Tell(notice) => self.tell(notice),
                Output::Finish => self.finished = true,
            }
        }
    }

    fn start(&mut self, generation: u32, command: Command) {
        let (wire, own) = (self.wire.clone(), self.own.clone());
        self.running.spawn(async move {
            let answer = wire.send(&command).await;
            if let Err(failure) = &answer {
                tracing::warn!(?command, problem = %failure.problem, "a command failed");
                // Of the own line, the event that it ended tells.
                if let Command::Subscribe(line, Package::AdvancedCall) = &command
                    && *line != own
                {
                    tracing::error!("the phone system doesn't let you listen to the line {line}: {}", failure.problem);
                }
            }
            (generation, command, answer)
        });
    }

    fn respond(&mut self) {
        while self.responding < RESPONSES
            && let Some((generation, command)) = self.responses.pop_front()
        {
            self.responding += 1;
            self.start(generation, command);
        }
    }

    fn tell(&mut self, notice: Notice) {
        match notice {
            // One is as good as many.
            Notice::Heard if matches!(self.outbox.back(), Some(Event::Heard)) => {}
            Notice::Heard => self.outbox.push_back(Event::Heard),
            Notice::Connected => self.outbox.push_back(Event::Connected),
            Notice::Lost { problem, retry_at } => {
                tracing::warn!(%problem, "lost the event channel");
                self.outbox.push_back(Event::Lost { problem, retry_at });
            }
            Notice::Ended { problem } => {
                tracing::warn!(%problem, "the event channel ended");
                self.outbox.push_back(Event::Ended { problem });
            }
        }
    }

    fn hear(&mut self, news: News) {
        self.read_at = now();
        match news {
            News::Opened(Ok(response)) => self.stream = Stream::Reading(response, Framer::default()),
            News::Opened(Err(problem)) => self.lose(problem),
            News::Bytes(Ok(Some(bytes))) => self.read(&bytes),
            News::Bytes(Ok(None)) => self.lose(Problem::Broken { detail: "the server ended the stream".to_owned() }),
            News::Bytes(Err(error)) => self.lose(self.wire.problem(error)),
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        let Stream::Reading(_, framer) = &mut self.stream else { return };
        let mut documents = Vec::new();
        let result = framer.push(bytes, &mut documents);
        for document in documents {
            let message = event::decode(&document);
            note(&message);
            self.take(Input::Document(message));
        }
        if let Err(error) = result {
            self.lose(Problem::Broken { detail: error.to_string() });
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
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "an unreadable document"),
    }
}

async fn sleep_until(at: Option<tokio::time::Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Returns a random number from 0 to 1.
fn jitter() -> f64 {
    let (random, _) = Uuid::new_v4().as_u64_pair();
    // The first 32 bits of such an id are all random.
    f64::from((random >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests;
