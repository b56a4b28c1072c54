//! A phone system, a client that is signed in to it, and whoever listens to the client.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use simulator::{Config, Injection, Simulator, User};
use telephony::LineId;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout_at};
use xsi::{Account, Client, Credential, Event, Notice, Problem, Server, Surroundings};

use crate::ear::Book;
use crate::ledger;
use crate::register::Register;
use crate::row::Row;
use crate::seed::{self, Dice};

/// What a client is given to connect with, and to what.
pub struct Setup {
    pub config: Config,
    pub surroundings: Surroundings,
    /// Whether the colleague's line is watched as well.
    pub both_lines: bool,
    /// What is changed about the account before it connects.
    pub account: fn(&Simulator, &mut Account),
}

impl Default for Setup {
    fn default() -> Self {
        Self { config: Config::default(), surroundings: Surroundings { slept, random, ..Surroundings::default() }, both_lines: true, account: |_, _| {} }
    }
}

/// Longer than a channel needs to count as a good one, after which the first wait is short again.
pub const GOOD: Duration = Duration::from_secs(70);

/// Where channels are opened, and nothing else.
pub const CHANNEL: &str = "/com.broadsoft.async/com.broadsoft.xsi-events/v2.0/channel";

thread_local! {
    static SLEPT: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    static JITTER: Dice = Dice::new(seed::of_run());
}

/// A number from 0 to 1 that follows from the seed of the row, so that a row that is run again does the same again. It has
/// dice of its own: how often a client throws them changes nothing else.
fn random() -> f64 {
    JITTER.with(|dice| f64::from(u32::try_from(dice.next() >> 32).unwrap()) / f64::from(u32::MAX))
}

/// How long this computer has slept. A row is a thread, so each has its own.
fn slept() -> Duration {
    SLEPT.get()
}

/// Lets the computer have slept so long, which its monotonic clock does not show.
pub fn sleep_of_computer(lasting: Duration) {
    SLEPT.set(SLEPT.get() + lasting);
}

/// What the test, the listener and the ledger look at.
pub struct Shared {
    pub simulator: Simulator,
    pub lines: Vec<LineId>,
    pub book: Mutex<Book>,
    pub register: Mutex<Register>,
    /// The times in which nothing may be heard.
    pub deaf: Mutex<Vec<(Duration, Option<Duration>)>>,
    news: Notify,
}

/// Everything a row needs.
pub struct World {
    pub row: Row,
    pub shared: Arc<Shared>,
    client: Option<Client>,
    placed: AtomicU32,
}

impl World {
    /// A client that is connected.
    pub async fn connected(row: &Row) -> Self {
        let world = Self::start(row, Setup::default()).await;
        world.until("connected at first", Duration::from_secs(3), |book| book.connected).await;
        world
    }

    /// A client that has begun to connect.
    pub async fn start(row: &Row, setup: Setup) -> Self {
        let simulator = Simulator::start(setup.config).await.expect("free ports");
        let mut account = account(&simulator.xsi_url(), &simulator.users()[0]);
        (setup.account)(&simulator, &mut account);
        let watched = if setup.both_lines { 2 } else { 1 };
        let lines: Vec<LineId> = simulator.users()[..watched].iter().map(|user| LineId::new(&user.id)).collect();
        let shared = Arc::new(Shared {
            book: Mutex::new(Book::new(lines[0].clone())),
            simulator,
            lines: lines.clone(),
            register: Mutex::default(),
            deaf: Mutex::default(),
            news: Notify::new(),
        });
        let (client, events) = xsi::connect_from(account, lines, setup.surroundings);
        tokio::spawn(listen(Arc::clone(&shared), events));
        Self { row: row.clone(), shared, client: Some(client), placed: AtomicU32::new(0) }
    }

    pub fn simulator(&self) -> &Simulator {
        &self.shared.simulator
    }

    pub fn client(&self) -> &Client {
        self.client.as_ref().expect("a client until the end")
    }

    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.shared.book.lock().unwrap()
    }

    pub fn me(&self) -> &User {
        &self.simulator().users()[0]
    }

    /// How long the phone system has been running.
    pub fn now(&self) -> Duration {
        self.simulator().running()
    }

    /// Lets something go wrong. From now on, and until all is well again, calls need not be heard.
    pub fn fault(&self, injection: Injection) -> usize {
        self.deaf();
        self.inject(injection)
    }

    /// From now on, and until all is well again, calls need not be heard.
    pub fn deaf(&self) {
        let mut deaf = self.shared.deaf.lock().unwrap();
        if deaf.last().is_none_or(|(_, until)| until.is_some()) {
            deaf.push((self.now(), None));
        }
    }

    /// Lets something go wrong during which every call must be heard.
    pub fn inject(&self, injection: Injection) -> usize {
        let what = format!("{injection:.200?}");
        self.simulator().inject(injection).unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    /// Gives an order to the phone system.
    pub async fn order(&self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.simulator().command(method, path, body).await.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let now = self.now();
        let mut register = self.shared.register.lock().unwrap();
        register.note_call(&answer, now);
        register.note(&self.simulator().truth(), now);
        answer
    }

    /// Lets a call from outside ring at the user, from a number nobody had before, and returns its name.
    pub async fn ring(&self) -> String {
        let number = format!("+4420794{:05}", self.placed.fetch_add(1, Ordering::Relaxed));
        self.call(json!({ "from": "outside", "to": self.me().id, "number": number, "name": "Priya Raman" })).await
    }

    pub async fn call(&self, call: Value) -> String {
        self.order("POST", "/calls", call).await["call"].as_str().expect("a call").to_owned()
    }

    /// Does something to a call: `answer`, `hold`, `retrieve`, `release`, `decline`.
    pub async fn then(&self, call: &str, verb: &str) {
        self.order("POST", &format!("/calls/{call}/{verb}"), json!({})).await;
    }

    /// A call that rings, is answered and ends.
    pub async fn whole_call(&self) {
        let call = self.ring().await;
        sleep(Duration::from_secs(1)).await;
        self.then(&call, "answer").await;
        sleep(Duration::from_secs(1)).await;
        self.then(&call, "release").await;
    }

    /// Waits until something is so, and returns when that was.
    pub async fn until(&self, what: &str, within: Duration, met: impl Fn(&Book) -> bool) -> Duration {
        let deadline = Instant::now() + within;
        loop {
            let news = self.shared.news.notified();
            if met(&self.book()) {
                return self.now();
            }
            if timeout_at(deadline, news).await.is_err() {
                panic!("not {what} within {within:?}, at {:?}\n{}", self.now(), self.shared.differences());
            }
        }
    }

    /// Waits until the connection is lost, and returns why.
    pub async fn lost(&self, since: Duration, within: Duration) -> Problem {
        self.until("lost", within, |book| !book.problems(since).is_empty()).await;
        self.book().problems(since).remove(0)
    }

    /// Waits until the user is told that the connection has ended, and returns why.
    pub async fn ended(&self, within: Duration) -> Problem {
        let ended = |notice: &Notice| if let Notice::Ended { problem } = notice { Some(problem.clone()) } else { None };
        self.until("ended", within, |book| book.notices.iter().any(|(_, notice)| ended(notice).is_some())).await;
        self.book().notices.iter().find_map(|(_, notice)| ended(notice)).unwrap()
    }

    /// Waits until the client is connected and believes what is true, and notes how long that took since some moment. It
    /// must be within the row's bound.
    pub async fn recovered(&self, since: Duration) {
        let bound = self.row.bound();
        let left = (since + bound).saturating_sub(self.now()) + Duration::from_millis(1);
        let at = self.until("well again", left, |book| book.connected && self.shared.differences_from(book).is_empty()).await;
        self.row.took(at - since);
        self.hearing();
    }

    /// From now on, calls must be heard again.
    pub fn hearing(&self) {
        let now = self.now();
        if let Some((_, until @ None)) = self.shared.deaf.lock().unwrap().last_mut() {
            *until = Some(now);
        }
    }

    /// Does everything a call can do, and sees that every bit of it is heard: the connection is as good as before.
    pub async fn hears_a_call(&self) {
        let call = self.ring().await;
        for verb in ["answer", "hold", "retrieve", "release"] {
            self.in_step(verb).await;
            self.then(&call, verb).await;
        }
        self.in_step("over").await;
    }

    /// Waits a moment for the client to believe what is true.
    pub async fn in_step(&self, what: &str) {
        self.until(what, Duration::from_secs(1), |book| self.shared.differences_from(book).is_empty()).await;
    }

    /// Ends the row: the books must balance, and signing out must leave nothing open.
    pub async fn finish(mut self) {
        self.simulator().clear_faults();
        // What the server wrote down is held back for some seconds, in case it is heard after all.
        sleep(Duration::from_secs(8)).await;
        self.hearing();
        ledger::settle(&self.row, &self.shared);
        self.client.take().expect("a client until the end").disconnect().await;
    }

    /// Ends a row whose connection is not to come back: nothing is doubled, and nothing more happens.
    pub async fn finish_ended(self) {
        sleep(Duration::from_secs(8)).await;
        ledger::settle_once(&self.row, &self.shared);
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Ok(book) = self.shared.book.lock()
        {
            eprintln!("What was heard:\n{}", book.tell());
        }
    }
}

/// An account of a user of the simulated system.
pub fn account(server: &str, user: &User) -> Account {
    Account {
        server: Server::parse(server, true).expect("an address"),
        user_id: user.id.clone(),
        credential: Credential::Password(SecretString::from(user.password.clone())),
        installation: "faults".to_owned(),
    }
}

async fn listen(shared: Arc<Shared>, mut events: tokio::sync::mpsc::Receiver<Event>) {
    loop {
        let due = shared.book.lock().unwrap().due(shared.simulator.running());
        let event = tokio::select! {
            event = events.recv() => event,
            () = sleep(due.unwrap_or_default()), if due.is_some() => {
                shared.book.lock().unwrap().tick(shared.simulator.running());
                shared.news.notify_waiters();
                continue;
            }
        };
        let Some(event) = event else { break };
        let now = shared.simulator.running();
        match event {
            Event::Connection(notice) => shared.book.lock().unwrap().hear_notice(notice, now),
            Event::Update(delivery) => {
                shared.register.lock().unwrap().note(&shared.simulator.truth(), now);
                shared.book.lock().unwrap().hear_update(delivery.update, now);
                delivery.ack.done();
            }
        }
        shared.news.notify_waiters();
    }
    shared.book.lock().unwrap().over = true;
    shared.news.notify_waiters();
}
