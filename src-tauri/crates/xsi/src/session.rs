//! The life of one event channel and its subscriptions, as a function.
//!
//! [`step`] takes what happened and when, and says what follows and what to do about it. It opens no socket and reads
//! no clock; [`crate::client`] does both and decides nothing.

mod channel;
mod log;
mod message;
mod pace;
mod seen;
mod subscription;
mod wait;
mod watch;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::Problem;
use crate::event::{Message, TerminatedReason};
use crate::request::Verdict;
use crate::xml::Unreadable;
use channel::Channel;
use log::Log;
pub use message::{Answer, Command, Failure, Input, Notice, Now, Output, Plan};
use pace::Pace;
use seen::Seen;
use subscription::Subscription;
use wait::Patience;

/// How often we say that we are still there: half of what servers usually allow (4.2.1.2).
pub const HEARTBEAT: Duration = Duration::from_secs(15);
/// When a heartbeat that failed is tried again.
const HEARTBEAT_AGAIN: Duration = Duration::from_secs(5);
/// A channel that says nothing for so long is dead: two echoes of heartbeats are missing, and half an interval more.
pub const DEAD: Duration = Duration::from_secs(35);
/// How long a server may take to say that a channel is open.
pub const SET_UP: Duration = Duration::from_secs(20);
/// How long a document may take from its first byte to its last.
const DOCUMENT: Duration = Duration::from_secs(30);
/// When a refresh that failed is tried again.
const REFRESH_AGAIN: Duration = Duration::from_secs(60);
/// A channel that lived this long was a good one: the next loss starts over with short waits.
pub const GOOD: Duration = Duration::from_secs(60);
/// A channel whose life ends in order after so long is followed by another one at once.
const SHORT_LIFE: Duration = Duration::from_secs(5);
/// How long a network that is new gets to settle: addresses and names come one after the other. It also bounds how often
/// networks that come and go make us try.
const SETTLES: Duration = Duration::from_secs(1);
/// How many subscriptions are ended one by one when the user signs out. There is no time for hundreds of them; the next
/// channel of the set takes them over, or they end by themselves (4.2.3.1).
const GOODBYES: usize = 16;
/// Whoever wakes so much later than planned was not awake: the computer slept, or the program was stopped.
const SLEPT: Duration = Duration::from_secs(5);

/// The connection of one account, as far as it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    plan: Plan,
    phase: Phase,
    /// How many channels were tried.
    generation: u32,
    /// Which server is next.
    server: usize,
    patience: Patience,
    seen: Seen,
    log: Log,
    /// What waits for its turn.
    pace: Pace,
    /// Events of watched lines whose acknowledgement can wait for its turn.
    patient: BTreeSet<String>,
    /// Subscriptions of a channel that is gone. They outlive it (4.2.3.1), and the next channel takes them over.
    left: Vec<String>,
    /// How long the computer had slept at the last input.
    slept: Duration,
    /// When it wanted to be woken up after the last input.
    planned: Option<Instant>,
    /// When the computer woke up last.
    woke: Option<Instant>,
}

#[derive(Debug, Clone, PartialEq)]
enum Phase {
    Waiting { until: Instant, asked: bool },
    Opening { until: Instant },
    Open(Channel),
    Closing { channel: Option<String>, subscriptions: usize },
    Over,
}

impl Session {
    /// Returns a session that opens its first channel at the first [`Input::Tick`].
    pub fn new(plan: Plan, now: Now) -> Self {
        let phase = Phase::Waiting { until: now.at, asked: false };
        let log = Log::knowing(plan.known_log.clone());
        Self {
            plan,
            phase,
            generation: 0,
            server: 0,
            patience: Patience::default(),
            seen: Seen::default(),
            log,
            pace: Pace::default(),
            patient: BTreeSet::new(),
            left: Vec::new(),
            slept: now.slept,
            planned: None,
            woke: None,
        }
    }

    /// Returns the number of the channel, so that late answers to an earlier one are told apart.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Returns when it wants an [`Input::Tick`].
    pub fn wake_at(&self) -> Option<Instant> {
        match &self.phase {
            Phase::Waiting { until, .. } | Phase::Opening { until } => Some(*until),
            Phase::Open(channel) => self.log.wake_at().into_iter().chain(self.pace.wake_at(channel.heard_at)).chain([channel.wake_at()]).min(),
            Phase::Closing { .. } | Phase::Over => None,
        }
    }
}

/// Takes an input in, and says what follows and what to do about it.
pub fn step(session: Session, input: Input, now: Now) -> (Session, Vec<Output>) {
    let mut turn = Turn { session, outputs: Vec::new(), now };
    turn.take(input);
    // What is overdue already is no plan that was overslept.
    turn.session.planned = turn.session.wake_at().map(|at| at.max(now.at));
    (turn.session, turn.outputs)
}

/// One step in the making.
struct Turn {
    session: Session,
    outputs: Vec<Output>,
    now: Now,
}

impl Turn {
    fn take(&mut self, input: Input) {
        // Whatever comes first after a sleep tells of it. One sleep may be told by the system, by the clock and by a timer
        // that is late, but begins anew once: channels must not chase each other.
        let jumped = self.session.slept + SLEPT <= self.now.slept;
        let overslept = self.session.planned.is_some_and(|planned| planned + SLEPT <= self.now.at);
        let just_woke = self.session.woke.is_some_and(|woke| self.now.at < woke + SET_UP);
        self.session.slept = self.now.slept;
        if (jumped || (overslept || input == Input::Woke) && !just_woke) && self.is_going_on() {
            self.wake();
            // What the old stream still had to say is not about the new one.
            if matches!(input, Input::Document(_) | Input::Begun | Input::StreamLost(_)) {
                return;
            }
        }
        match (&mut self.session.phase, input) {
            (_, Input::Taken { event_id }) => {
                self.session.seen.taken(&event_id);
                let can_wait = self.session.patient.remove(&event_id) && matches!(self.session.phase, Phase::Open(_));
                self.acknowledge(event_id, can_wait);
            }
            (Phase::Waiting { until, .. }, Input::Tick) if *until <= self.now.at => self.open(),
            (Phase::Waiting { .. }, Input::RetryNow) => self.open(),
            // A server that asked to be left alone, or does not let us in, means every network.
            (Phase::Waiting { until, asked: false }, Input::NetworkChanged) => *until = (*until).min(self.now.at + SETTLES),
            (Phase::Opening { until }, Input::Tick) if *until <= self.now.at => {
                self.lose(Problem::NoEventChannel { reason: "the server did not open it in time".to_owned() });
            }
            (Phase::Opening { .. }, Input::Document(document)) => self.first_document(document),
            (Phase::Open(_), Input::Tick) => self.tick(),
            (Phase::Open(_), Input::NetworkChanged) => self.heartbeat(),
            (Phase::Open(_), Input::Watch(lines)) => self.watch(lines),
            (_, Input::Watch(lines)) => self.session.plan.watch(lines),
            (Phase::Open(_), Input::RetryNow) => self.ask_for_the_denied(),
            (Phase::Open(channel), Input::Document(document)) => {
                channel.heard(self.now.at);
                self.outputs.push(Output::Tell(Notice::Heard));
                self.document(document);
            }
            (Phase::Open(channel), Input::Begun) => channel.begun(self.now.at),
            (Phase::Opening { .. } | Phase::Open(_), Input::StreamLost(problem)) => self.lose(problem),
            (Phase::Open(_), Input::Answered { generation, command, answer }) if generation == self.session.generation => {
                if self.is_of_watched_line(&command) {
                    self.session.pace.answered();
                }
                self.answered(command, answer);
                self.keep_pace();
            }
            (Phase::Closing { .. }, Input::Answered { generation, command, answer }) if generation == self.session.generation => self.closed(command, answer),
            (Phase::Waiting { .. } | Phase::Opening { .. } | Phase::Open(_), Input::Stop) => self.close(),
            (Phase::Closing { .. }, Input::StreamLost(_)) => self.outputs.push(Output::HangUp),
            // What is left is late news of a channel already given up.
            (_, _) => {}
        }
    }

    fn is_going_on(&self) -> bool {
        matches!(self.session.phase, Phase::Waiting { .. } | Phase::Opening { .. } | Phase::Open(_))
    }

    /// Acknowledges an event, at once or, if that can wait, when its turn has come.
    fn acknowledge(&mut self, event_id: String, can_wait: bool) {
        let respond = Command::Respond(event_id, Verdict::Taken);
        if can_wait {
            self.session.pace.push(respond);
            self.keep_pace();
        } else {
            self.send(respond);
        }
    }

    /// Sends a command, at once or, if it is for the line of a colleague, when its turn has come.
    fn send(&mut self, command: Command) {
        if self.is_of_watched_line(&command) {
            self.session.pace.push(command);
            self.keep_pace();
        } else {
            self.session.pace.spent(1, self.now.at);
            self.outputs.push(Output::Send(command));
        }
    }

    /// Sends what waits and may go now.
    fn keep_pace(&mut self) {
        while let Some(command) = self.session.pace.next(self.now.at) {
            if let (Command::Look(line), Phase::Open(channel)) = (&command, &mut self.session.phase) {
                channel.asks_now(line);
            }
            self.outputs.push(Output::Send(command));
        }
    }

    fn is_of_watched_line(&self, command: &Command) -> bool {
        let Phase::Open(channel) = &self.session.phase else { return false };
        let own = &self.session.plan.own;
        match command {
            Command::Subscribe(line, _) | Command::Look(line) | Command::ReadLog(line) => line != own,
            Command::RefreshSubscription(id) | Command::Unsubscribe(id) => channel.subscriptions.iter().find(|held| held.id() == Some(id)).is_none_or(|held| held.line != *own),
            Command::Heartbeat(_) | Command::RefreshChannel(_) | Command::CloseChannel(_) | Command::Respond(..) => false,
        }
    }

    fn open(&mut self) {
        self.session.generation += 1;
        self.session.log.went_deaf();
        self.session.pace.clear();
        self.session.patient.clear();
        self.session.phase = Phase::Opening { until: self.now.at + SET_UP };
        self.outputs.push(Output::Open { server: self.session.server });
    }

    /// Begins anew: connections rarely survive a sleep, and finding out takes longer than a new one.
    fn wake(&mut self) {
        self.session.woke = Some(self.now.at);
        self.close_what_is_open();
        self.remember_subscriptions();
        self.session.patience = Patience::default();
        self.outputs.push(Output::HangUp);
        self.open();
    }

    fn first_document(&mut self, document: Result<Message, Unreadable>) {
        match document {
            Ok(Message::Channel(lease)) => {
                self.outputs.push(Output::Tell(Notice::Heard));
                // The server's patience has begun: the first heartbeat does not wait for its turn.
                self.send(Command::Heartbeat(lease.id.clone()));
                let channel = Channel::new(lease, &self.session.plan.lines, self.now.at);
                let subscribe: Vec<Command> = channel.subscriptions.iter().map(Subscription::subscribe).collect();
                self.session.phase = Phase::Open(channel);
                self.send_all(subscribe);
            }
            Ok(Message::Error(error)) => self.lose(Problem::NoEventChannel { reason: error.summary }),
            Ok(Message::ChannelTerminated { reason, .. }) => self.terminated(&reason),
            Ok(Message::HeartBeat | Message::Event(_) | Message::Unknown { .. }) => {}
            Err(unreadable) => self.lose(Problem::Broken { detail: unreadable.to_string() }),
        }
    }

    /// Takes the server's word that the channel is over. It needs no acknowledgement (4.6.3.2).
    fn terminated(&mut self, reason: &TerminatedReason) {
        match reason {
            // Whoever came later has won; coming back would throw them out, and so on for ever.
            TerminatedReason::DuplicateChannelSet => self.end(Problem::SignedInElsewhere),
            TerminatedReason::UserDeleted => self.end(Problem::UserDeleted),
            // Nothing is wrong with the server: there is nothing to wait for, unless it says so at once again.
            TerminatedReason::Expired | TerminatedReason::UnknownChannel if self.has_lived(SHORT_LIFE) => {
                self.session.patience.has_been_good();
                self.give_up(Problem::NoEventChannel { reason: reason.to_string() });
            }
            TerminatedReason::ExplicitDelete if self.session.patience.is_deleted_again(self.now.at) => {
                self.give_up(Problem::NoEventChannel { reason: "somebody closes it again and again".to_owned() });
            }
            TerminatedReason::NonResponsiveChannel => {
                self.session.pace.responses_first = true;
                self.give_up(Problem::NoEventChannel { reason: reason.to_string() });
            }
            TerminatedReason::ExplicitDelete | TerminatedReason::Expired | TerminatedReason::UnknownChannel | TerminatedReason::Other(_) => {
                self.give_up(Problem::NoEventChannel { reason: reason.to_string() })
            }
        }
    }

    /// Takes the loss of a channel that the server may still believe in, and tells it: channels are counted.
    fn lose(&mut self, problem: Problem) {
        if !problem.needs_user() {
            self.close_what_is_open();
        }
        self.give_up(problem);
    }

    /// Tells the server that a channel is over, if there is one.
    fn close_what_is_open(&mut self) {
        if let Phase::Open(channel) = &self.session.phase {
            let close = Command::CloseChannel(channel.id.clone());
            self.send(close);
        }
    }

    /// Gives a channel up and waits before the next one, the longer the more failed in a row.
    fn give_up(&mut self, problem: Problem) {
        if problem.needs_user() {
            return self.end(problem);
        }
        if self.has_lived(GOOD) {
            self.session.patience.has_been_good();
        }
        self.remember_subscriptions();
        let retry_at = self.now.at + self.session.patience.wait(&problem, self.now.at, self.now.jitter);
        // Where several servers are known, the next one may be better off.
        self.session.server = self.session.server.wrapping_add(1);
        self.session.phase = Phase::Waiting { until: retry_at, asked: problem.asked_wait().is_some() };
        self.outputs.extend([Output::HangUp, Output::Tell(Notice::Lost { problem, retry_at })]);
    }

    /// Returns whether the channel was up for so long.
    fn has_lived(&self, long: Duration) -> bool {
        matches!(&self.session.phase, Phase::Open(channel) if channel.live_since.is_some_and(|since| since + long <= self.now.at))
    }

    /// Gives up until the user does something. A user who is refused, gone or elsewhere has nothing left here to tidy up.
    fn end(&mut self, problem: Problem) {
        self.outputs.push(Output::Tell(Notice::Ended { problem }));
        self.finish();
    }

    fn remember_subscriptions(&mut self) {
        if let Phase::Open(channel) = &self.session.phase {
            self.session.left = channel.subscriptions.iter().filter_map(|subscription| subscription.id()).map(str::to_owned).collect();
        }
    }

    /// Leaves nothing behind: first the subscriptions end, then the channel.
    fn close(&mut self) {
        self.remember_subscriptions();
        self.session.pace.clear();
        let ids: Vec<String> = std::mem::take(&mut self.session.left).into_iter().take(GOODBYES).collect();
        let own = &self.session.plan.own;
        let (channel, asked) = match &self.session.phase {
            // What was to be asked for colleagues' lines may still wait for its turn, and does not come any more.
            Phase::Open(channel) => (Some(channel.id.clone()), channel.subscriptions.iter().filter(|subscription| subscription.is_asked() && subscription.line == *own).count()),
            Phase::Waiting { .. } | Phase::Opening { .. } | Phase::Closing { .. } | Phase::Over => (None, 0),
        };
        self.session.phase = Phase::Closing { channel, subscriptions: ids.len() + asked };
        for id in ids {
            self.send(Command::Unsubscribe(id));
        }
        self.close_channel_if_empty();
    }

    fn closed(&mut self, command: Command, answer: Result<Answer, Failure>) {
        let Phase::Closing { subscriptions, .. } = &mut self.session.phase else { return };
        match (command, answer.ok().and_then(Answer::id)) {
            // It was made after all.
            (Command::Subscribe(..), Some(id)) => self.send(Command::Unsubscribe(id)),
            (Command::Subscribe(..), None) | (Command::Unsubscribe(_), _) => {
                *subscriptions = subscriptions.saturating_sub(1);
                self.close_channel_if_empty();
            }
            (Command::CloseChannel(closed), _) if matches!(&self.session.phase, Phase::Closing { channel: Some(channel), .. } if *channel == closed) => self.finish(),
            // It is that of an earlier channel.
            (Command::CloseChannel(_), _) => {}
            (Command::Heartbeat(_) | Command::RefreshChannel(_) | Command::RefreshSubscription(_) | Command::Respond(..) | Command::Look(_) | Command::ReadLog(_), _) => {}
        }
    }

    fn close_channel_if_empty(&mut self) {
        let Phase::Closing { channel, subscriptions: 0 } = &self.session.phase else { return };
        match channel.clone() {
            Some(channel) => self.send(Command::CloseChannel(channel)),
            None => self.finish(),
        }
    }

    fn finish(&mut self) {
        self.session.phase = Phase::Over;
        self.outputs.extend([Output::HangUp, Output::Finish]);
    }
}

#[cfg(test)]
mod tests;
