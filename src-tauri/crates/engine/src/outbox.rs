//! The outbox: calls of web services that are owed, and the task that makes them.
//!
//! What is owed is on the disk before the event it comes from is acknowledged. This task sends it, one request at a time in
//! each lane, and writes down what came of it; what it knows it reads from the journal, so that it may end at any moment.

mod lane;

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    sync::Arc,
    time::{Duration, Instant as StdInstant},
};

use custom_events::{CustomEvent, HttpRequest, Rendered};
use jiff::{SignedDuration, Timestamp};
use journal::{EntryId, Journal, JournalError, Owed, OwedId, OwedRow, Run};
use serde_json::{Value, json};
use telephony::{CallMoment, Change, What};
use tokio::{sync::mpsc, task::JoinSet, time::Instant};
use uuid::Uuid;

use self::lane::{Fate, Lately, Try, fate};
use crate::{
    controller::{until, wall},
    host::{Failure, FailureCode, Host, Unsent},
    session::random,
    view::OutboxView,
};

/// How many lanes send at the same time. One that hangs must not keep others waiting, and there are as many as there are
/// actions that call a web service.
const AT_ONCE: usize = 1000;
/// How soon the next request of a lane may follow: twenty a second.
const APART: Duration = Duration::from_millis(50);
/// When the journal is asked again after it could not be read or written.
const DISK_AGAIN: Duration = Duration::from_secs(5);
/// How many rows of a lane are looked at for one that is due.
const LOOKED_AT: usize = 16;
/// A wait that was written down and is longer is not believed: the clock has been turned back since.
const LONGEST_WAIT: SignedDuration = lane::PATIENCE;

/// The key of a problem that says that the requests behind it wait as well.
const STOPS_LANE: &str = "stopsLane";

/// The name space of idempotency keys.
const KEYS: Uuid = Uuid::from_u128(0x8c1f_6a52_3f0e_4b43_9a7d_51c2_2f6d_b0e4);

/// What the sending task is told.
#[derive(Debug)]
pub(crate) enum Order {
    /// What waits may be tried at once: the network is back, the computer woke up, or the user wants it.
    Hurry,
    /// The program ends: what waits is tried once more, what is due is sent, and nothing is waited for.
    Finish,
}

/// What the sending task tells.
#[derive(Debug)]
pub(crate) enum News {
    /// A request was sent, or was tried in vain.
    Tried {
        /// The id of the custom event.
        event_id: String,
        /// Its name at the time.
        event_name: String,
        /// What was sent, in a line.
        done: Option<Box<Rendered>>,
        /// How it went.
        result: Result<String, Failure>,
        /// Whether it is not tried any more.
        is_final: bool,
        /// Whether it was the first attempt.
        is_first: bool,
    },
    /// How much is owed now.
    Counts(OutboxView),
    /// Until when nothing of a lane is tried, whenever its rows are due; none if that is over.
    Stopped {
        /// The lane.
        lane: String,
        /// Until then.
        until: Option<Timestamp>,
    },
}

/// Returns the key that makes a request the same one if it comes to be owed again: after a crash, or because the phone
/// system says something twice. What may happen several times in one call has a new one each time.
pub(crate) fn key(installation: &str, change: &Change, event_id: &str, action: usize) -> String {
    let what = match &change.what {
        What::Call { moment, call } => match moment {
            CallMoment::Dialing | CallMoment::Ringing | CallMoment::Connected | CallMoment::Forwarded | CallMoment::Completed | CallMoment::Missed => {
                format!("{}\n{}\n{moment:?}", call.id, call.started.as_millisecond())
            }
            CallMoment::Held | CallMoment::Resumed | CallMoment::Transferred => return Uuid::new_v4().to_string(),
        },
        What::Device { .. } | What::Connection { .. } => return Uuid::new_v4().to_string(),
    };
    Uuid::new_v5(&KEYS, format!("{installation}\n{}\n{what}\n{event_id}\n{action}", change.line).as_bytes()).to_string()
}

/// Returns a request as it is owed.
pub(crate) fn owed(key: String, event: &CustomEvent, action: usize, request: &HttpRequest, now: Timestamp) -> Owed {
    let CustomEvent { id: event_id, name: event_name, .. } = event;
    let unknown = event.actions.get(action).map(|action| action.unknown_variables(&event.trigger)).unwrap_or_default();
    let detail = run_detail(action, Some(&Rendered::Request(request.clone())), "", &unknown);
    Owed {
        key,
        lane: format!("{event_id}/{action}"),
        custom_event: event_id.to_owned(),
        name: event_name.to_owned(),
        request: serde_json::to_value(request).unwrap_or_default(),
        detail,
        created: now,
    }
}

/// What the journal keeps of what was done by the action of that place in its custom event, and of its success.
pub(crate) fn run_detail(place: usize, done: Option<&Rendered>, success: &str, unknown: &[String]) -> Value {
    json!({ "place": place, "done": done, "success": success, "unknown": unknown })
}

/// Tells the time on the wall.
pub(crate) type Clock = fn() -> Timestamp;

/// The task that sends. It ends when nobody can tell it anything any more.
pub(crate) struct Sender<H> {
    clock: Clock,
    host: Arc<H>,
    journal: Journal,
    /// What comes to be owed, once it is on the disk.
    owed: mpsc::UnboundedReceiver<OwedRow>,
    orders: mpsc::UnboundedReceiver<Order>,
    news: mpsc::UnboundedSender<News>,
    lanes: HashMap<String, Lane>,
    sending: JoinSet<Sent>,
    /// Whether what is owed is another number since it was counted.
    counts_anew: bool,
    /// Whether it ends once nothing is due.
    finishes: bool,
    /// Whether every lane is known in which anything waits from earlier times.
    knows_lanes: bool,
}

#[derive(Debug, Default)]
struct Lane {
    sending: bool,
    /// All that waits in it, if that is known: who has it need not ask the journal.
    only: Option<OwedRow>,
    /// Whether something came to be owed since it was looked at.
    has_news: bool,
    /// Whether what could not be reached may be tried before its time: the network is another one.
    hurries: bool,
    /// Until when nothing of it is tried.
    until: Option<Instant>,
    /// Whether it waits as a whole, and not for one request that is tried again.
    stopped: bool,
    /// Whether it was told to whoever listens that it does.
    is_said_to_wait: bool,
    /// The request that may be why there is no answer: the next one finds out whether the service is there.
    suspect: Option<OwedId>,
    /// The one of which it is known that another was answered where it was not.
    accused: Option<OwedId>,
    /// Those the service never answers, though it is there: they are tried in their time, and in nobody's way.
    hopeless: HashSet<OwedId>,
    /// Whether the service has been away and is back: what waited for it goes in its order.
    is_back: bool,
    lately: Lately,
}

impl Lane {
    /// Learns from how a request went. `probes_next` says whether the one behind it finds out if the service is there.
    fn learn(&mut self, row: &OwedRow, result: Result<(), &Unsent>, probes_next: bool) {
        let suspect = self.suspect.take();
        match result {
            Ok(()) => {
                // It may have come back just now: the suspect has one more chance.
                self.accused = suspect.or(self.accused.take_if(|accused| *accused != row.id));
                self.is_back |= self.lately.silent > 0;
            }
            Err(_) if self.accused == Some(row.id) || self.hopeless.contains(&row.id) => {
                self.accused = None;
                self.hopeless.insert(row.id);
                return;
            }
            Err(_) => {
                self.is_back = false;
                self.suspect = probes_next.then_some(row.id);
            }
        }
        self.lately = self.lately.after(result, row.attempts);
    }
}

/// What came of one attempt in a lane; nothing if nothing was due.
struct Sent {
    lane: String,
    tried: Option<Attempt>,
    next: Next,
}

/// When a lane is to be looked at again.
enum Next {
    /// Nothing waits in it.
    Never,
    /// Then: for one request, and whatever comes to be owed is tried before.
    At(Instant),
    /// Then, and until then nothing of it is tried.
    StoppedUntil(Instant),
    /// Then, with a request that finds out whether the service is there.
    ProbedAt(Instant),
}

struct Attempt {
    row: OwedRow,
    done: Option<Rendered>,
    result: Result<u16, Unsent>,
    fate: Option<Fate>,
}

impl<H: Host> Sender<H> {
    pub(crate) fn new(clock: Clock, host: Arc<H>, journal: Journal, orders: mpsc::UnboundedReceiver<Order>, news: mpsc::UnboundedSender<News>) -> Self {
        let owed = journal.owed_from_now_on();
        Self { clock, host, journal, owed, orders, news, lanes: HashMap::new(), sending: JoinSet::new(), counts_anew: false, finishes: false, knows_lanes: false }
    }

    /// Sends what is owed, now and from earlier times, until nobody can owe anything any more.
    pub(crate) async fn run(mut self) {
        self.read_lanes().await;
        loop {
            self.go_on();
            if self.finishes && self.is_done() {
                return;
            }
            // What is to be sent goes before.
            if std::mem::take(&mut self.counts_anew) {
                self.count().await;
            }
            let next = self.lanes.values().filter(|lane| !lane.sending).filter_map(|lane| lane.until).min();
            tokio::select! {
                biased;
                // What the journal has been asked since knows of it, so it is heard of before.
                Some(row) = self.owed.recv() => self.is_owed(row),
                order = self.orders.recv() => match order {
                    Some(Order::Hurry) => {
                        self.read_lanes().await;
                        self.hurry();
                    }
                    Some(Order::Finish) => {
                        self.hurry();
                        self.finishes = true;
                    }
                    None => return,
                },
                Some(sent) = self.sending.join_next() => match sent {
                    Ok(sent) => self.sent(sent).await,
                    Err(error) => tracing::error!(%error, "sending ended badly"),
                },
                () = until(next) => {}
            }
        }
    }

    /// Lets every lane try what waits for its time.
    fn hurry(&mut self) {
        for lane in self.lanes.values_mut() {
            (lane.until, lane.hurries) = (None, true);
        }
    }

    /// Says whether nothing is due, nor will be in a moment.
    fn is_done(&self) -> bool {
        let soon = Instant::now() + APART;
        let is_due = |lane: &Lane| lane.sending || lane.until.is_none_or(|until| until <= soon);
        self.owed.is_empty() && !self.lanes.values().any(is_due)
    }

    /// Something came to be owed.
    fn is_owed(&mut self, row: OwedRow) {
        self.counts_anew = true;
        match self.lanes.entry(row.lane.clone()) {
            // Nothing waits in a lane that is not here.
            Entry::Vacant(lane) if self.knows_lanes => drop(lane.insert(Lane { only: Some(row), ..Lane::default() })),
            lane => {
                let lane = lane.or_default();
                lane.has_news = true;
                if !lane.stopped {
                    lane.until = lane.until.map(|until| until.min(Instant::now() + APART));
                }
            }
        }
    }

    async fn read_lanes(&mut self) {
        match self.journal.lanes().await {
            Ok(lanes) => {
                self.knows_lanes = true;
                for lane in lanes {
                    self.lanes.entry(lane).or_default();
                }
            }
            Err(error) => tracing::error!(%error, "what is owed to web services can't be read"),
        }
        self.count().await;
    }

    /// Has every lane try that may.
    fn go_on(&mut self) {
        let now = Instant::now();
        for (name, lane) in &mut self.lanes {
            if lane.sending || self.sending.len() >= AT_ONCE || lane.until.is_some_and(|until| until > now) {
                continue;
            }
            (lane.sending, lane.has_news) = (true, false);
            // What a whole lane has waited for is tried first of all.
            let hurries = std::mem::take(&mut lane.hurries) || std::mem::take(&mut lane.stopped) || lane.is_back;
            let turn = Turn { lately: lane.lately, probes: lane.suspect.is_some(), hurries, hopeless: lane.hopeless.clone(), only: lane.only.take() };
            let (clock, host, journal, name) = (self.clock, self.host.clone(), self.journal.clone(), name.clone());
            self.sending.spawn(async move {
                match try_next(clock, &*host, &journal, &name, turn).await {
                    Ok((tried, next)) => Sent { lane: name, tried, next },
                    Err(error) => {
                        tracing::error!(%error, "what is owed to a web service can't be read or written");
                        Sent { lane: name, tried: None, next: Next::StoppedUntil(Instant::now() + DISK_AGAIN) }
                    }
                }
            });
        }
    }

    async fn sent(&mut self, sent: Sent) {
        let Sent { lane: name, tried, next } = sent;
        let Some(lane) = self.lanes.get_mut(&name) else { return };
        lane.sending = false;
        let stopped_until = match next {
            Next::StoppedUntil(at) | Next::ProbedAt(at) => Some(wall(at, (self.clock)())),
            Next::Never | Next::At(_) => None,
        };
        let was_told = std::mem::replace(&mut lane.is_said_to_wait, stopped_until.is_some());
        if was_told || stopped_until.is_some() {
            // Whoever listens may have gone.
            let _ = self.news.send(News::Stopped { lane: name.clone(), until: stopped_until });
        }
        let probes_next = matches!(next, Next::ProbedAt(_));
        match next {
            Next::Never if lane.has_news => lane.until = None,
            Next::At(at) if lane.has_news => lane.until = Some(at.min(Instant::now() + APART)),
            Next::At(at) => lane.until = Some(at),
            Next::StoppedUntil(at) | Next::ProbedAt(at) => (lane.until, lane.stopped) = (Some(at), true),
            Next::Never => drop(self.lanes.remove(&name)),
        }
        let Some(Attempt { row, done, result, fate }) = tried else { return };
        if let Some(lane) = self.lanes.get_mut(&name) {
            lane.learn(&row, result.as_ref().map(|_| ()), probes_next);
        }
        let is_final = !matches!(fate, Some(Fate::Again { .. }));
        let result = result.map(success).map_err(|unsent| said(unsent, fate));
        let _ = self.news.send(News::Tried { event_id: row.custom_event, event_name: row.name, done: done.map(Box::new), result, is_final, is_first: row.attempts == 0 });
        self.counts_anew = true;
    }

    async fn count(&self) {
        match self.journal.outbox().await {
            Ok(counts) => {
                let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                let view = OutboxView { waiting: number(counts.waiting), parked: number(counts.parked), full: counts.full_percent };
                let _ = self.news.send(News::Counts(view));
            }
            Err(error) => tracing::error!(%error, "what is owed to web services can't be counted"),
        }
    }
}

/// What is kept of a request that was owed, once it has arrived.
pub(crate) fn with_success(owed: &Value, success: &str) -> Value {
    let mut detail = owed.clone();
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("success".to_owned(), success.into());
    }
    detail
}

/// What there is to say of a good answer.
pub(crate) fn success(status: u16) -> String {
    format!("HTTP {status}")
}

/// What is said of an attempt in vain.
fn said(unsent: Unsent, fate: Option<Fate>) -> Failure {
    match fate {
        Some(Fate::Parked { gave_up: true }) => Failure::new(FailureCode::GaveUp, unsent.failure.describe()),
        Some(Fate::Parked { gave_up: false } | Fate::Again { .. }) | None => unsent.failure,
    }
}

/// What there is to know of a lane when it is its turn.
struct Turn {
    lately: Lately,
    probes: bool,
    hurries: bool,
    hopeless: HashSet<OwedId>,
    only: Option<OwedRow>,
}

/// Notes what came of a request, however long the disk is full: one that was sent is not sent again for that, and nothing
/// else of its lane goes before its outcome is kept.
///
/// # Errors
/// Fails if there is nowhere to note anything any more.
async fn noted<T, Noting: Future<Output = Result<T, JournalError>>>(note: impl Fn() -> Noting) -> Result<T, JournalError> {
    loop {
        match note().await {
            Err(error) if !matches!(error, JournalError::Closed) => {
                tracing::error!(%error, "what came of a request can't be written down yet");
                tokio::time::sleep(DISK_AGAIN).await;
            }
            noted => return noted,
        }
    }
}

/// Tries the first request of a lane that is due. Returns what came of it, and when to look at the lane again.
async fn try_next<H: Host>(clock: Clock, host: &H, journal: &Journal, lane: &str, turn: Turn) -> Result<(Option<Attempt>, Next), JournalError> {
    let Turn { lately, probes, hurries, hopeless, only } = turn;
    let now = clock();
    let rows = match only {
        Some(row) => vec![row],
        None => journal.waiting_of(lane, LOOKED_AT).await?,
    };
    let wait = |row: &OwedRow| {
        let left = row.next_at.duration_since(now);
        if left > LONGEST_WAIT { SignedDuration::ZERO } else { left.max(SignedDuration::ZERO) }
    };
    // Who knows nothing of the lane yet, as after a restart, finds written down that all of it waits.
    let stops = |row: &&OwedRow| row.problem.get(STOPS_LANE).is_some_and(|stops| stops == true) && !hopeless.contains(&row.id);
    let stopped = rows.iter().filter(stops).map(wait).max().unwrap_or_default();
    if !stopped.is_zero() && !hurries && !probes {
        return Ok((None, Next::StoppedUntil(Instant::now() + Duration::try_from(stopped).unwrap_or_default())));
    }
    // A service that has answered has its own reasons for when it wants to be asked again.
    let was_out_of_reach = |row: &OwedRow| serde_json::from_value(row.problem.clone()).is_ok_and(|problem: Failure| problem.code != FailureCode::ServiceAnswered);
    // Who finds out whether the service is there is none that it may have hung for.
    let may = |row: &&OwedRow| wait(row).is_zero() || (hurries && !probes && was_out_of_reach(row) && !hopeless.contains(&row.id));
    let Some(row) = rows.iter().find(may).cloned() else {
        let next = rows.iter().map(|row| Instant::now() + Duration::try_from(wait(row)).unwrap_or_default()).min();
        return Ok((None, next.map_or(Next::Never, Next::At)));
    };
    let Ok(request) = serde_json::from_value::<HttpRequest>(row.request.clone()) else {
        // Nobody can send what can't be read.
        let failure = Failure::new(FailureCode::Other, "what is owed can't be read");
        journal.park(row.id, serde_json::to_value(&failure).unwrap_or_default()).await?;
        let unsent = Unsent { failure, again: crate::host::Again::Never };
        return Ok((Some(Attempt { row, done: None, result: Err(unsent), fate: Some(Fate::Parked { gave_up: false }) }), Next::At(Instant::now())));
    };
    let done = Rendered::Request(request.clone());
    let began = StdInstant::now();
    let result = host.fetch(request.clone(), row.key.clone()).await;
    let soon = Instant::now() + APART;
    let (fate, next) = match &result {
        Ok(status) => {
            let run = Run {
                // Of an entry that was cleared meanwhile, nothing is written down.
                entry: row.entry.unwrap_or(EntryId(0)),
                custom_event: row.custom_event.clone(),
                name: row.name.clone(),
                kind: "runWebService".to_owned(),
                detail: with_success(&row.detail, &success(*status)),
                outcome: Value::Null,
                started: now,
                took: began.elapsed(),
            };
            noted(|| journal.delivered(row.id, run.clone())).await?;
            (None, Next::At(soon))
        }
        Err(unsent) => {
            let now = clock();
            let fate = fate(unsent, Try { once: request.once, created: row.created, attempts: row.attempts, probes }, lately.after(Err(unsent), row.attempts), now, random());
            let mut problem = serde_json::to_value(said(unsent.clone(), Some(fate))).unwrap_or_default();
            if let (Fate::Again { stops_lane: Some(_), .. }, Some(problem)) = (fate, problem.as_object_mut()) {
                problem.insert(STOPS_LANE.to_owned(), true.into());
            }
            match fate {
                Fate::Again { after, stops_lane } => {
                    noted(|| journal.tried(row.id, now.checked_add(after).unwrap_or(now), problem.clone())).await?;
                    let next = match stops_lane {
                        _ if hopeless.contains(&row.id) => Next::At(soon),
                        Some(wait) => Next::StoppedUntil(Instant::now() + wait),
                        None if unsent.failure.code == FailureCode::ServiceAnswered => Next::At(soon),
                        None => Next::ProbedAt(soon),
                    };
                    (Some(fate), next)
                }
                Fate::Parked { .. } => {
                    noted(|| journal.park(row.id, problem.clone())).await?;
                    (Some(fate), Next::At(soon))
                }
            }
        }
    };
    Ok((Some(Attempt { row, done: Some(done), result, fate }), next))
}

#[cfg(test)]
mod tests;
