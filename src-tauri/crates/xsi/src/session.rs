//! The life of one event channel and its subscriptions, as a function.
//!
//! [`step`] takes what happened and when, and says what follows and what to do about it. It opens no socket and reads
//! no clock; [`crate::client`] does both and decides nothing.

mod channel;
mod seen;

use std::time::{Duration, Instant};

use telephony::{LineId, Update};

use crate::Problem;
use crate::event::{Message, TerminatedReason};
use crate::request::{Package, Verdict};
use crate::xml::Unreadable;
use channel::Channel;
use seen::Seen;

/// How often we say that we are still there: half of what servers usually allow (4.2.1.2).
pub const HEARTBEAT: Duration = Duration::from_secs(15);
/// When a heartbeat that failed is tried again.
const HEARTBEAT_AGAIN: Duration = Duration::from_secs(5);
/// A channel that says nothing for so long is dead: two echoes of heartbeats are missing, and half an interval more.
pub const DEAD: Duration = Duration::from_secs(35);
/// How long a server may take to say that a channel is open.
pub const SET_UP: Duration = Duration::from_secs(20);
/// When a refresh that failed is tried again.
const REFRESH_AGAIN: Duration = Duration::from_secs(60);
/// A channel that lived this long was a good one: the next loss starts over with short waits.
pub const GOOD: Duration = Duration::from_secs(60);
const SHORTEST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The least and the most a server may ask us to stay away.
const RETRY_AFTER: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(300));

/// What a session is to keep up.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The name of the server, for people.
    pub host: String,
    /// The line of the user who signs in, without which there is no point.
    pub own: LineId,
    /// The lines to watch, the own one among them.
    pub lines: Vec<LineId>,
}

/// The moment of an input.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// When it is.
    pub at: Instant,
    /// A random number from 0 to 1, so that clients who lost a server together do not come back together.
    pub jitter: f64,
}

/// What happens to a session.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Time went by.
    Tick,
    /// A document came on the stream.
    Document(Result<Message, Unreadable>),
    /// The stream did not open, or ended.
    StreamLost(Problem),
    /// A command was answered.
    Answered {
        /// The [`Session::generation`] it was sent in.
        generation: u32,
        /// Which one.
        command: Command,
        /// The answer.
        answer: Result<Answer, Failure>,
    },
    /// Every update of an event was taken in.
    Taken {
        /// The event.
        event_id: String,
    },
    /// The user does not want to wait.
    RetryNow,
    /// The user signs out.
    Stop,
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Open a stream.
    Open,
    /// Drop the stream.
    HangUp,
    /// Send a command.
    Send(Command),
    /// Hand on what an event says, and report [`Input::Taken`] once it is taken in.
    Deliver {
        /// The event.
        event_id: String,
        /// What it says; at least one.
        updates: Vec<Update>,
    },
    /// Say how the connection is.
    Tell(Notice),
    /// Nothing comes after this.
    Finish,
}

/// A short request beside the stream.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Say that we are still there.
    Heartbeat(String),
    /// Keep the channel for longer.
    RefreshChannel(String),
    /// Close the channel.
    CloseChannel(String),
    /// Subscribe to what happens to a line.
    Subscribe(LineId, Package),
    /// Keep a subscription for longer, and hear how things are.
    RefreshSubscription(String),
    /// End a subscription.
    Unsubscribe(String),
    /// Answer an event.
    Respond(String, Verdict),
}

/// What a command that worked was answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The id of what was made.
    pub id: Option<String>,
    /// How long it lasts; of no meaning where nothing was granted.
    pub lasts: Duration,
}

/// Why a command did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// In plain kinds.
    pub problem: Problem,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// The number of the server's complaint, if it made one.
    pub code: Option<i32>,
}

/// How the connection is.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// The stream is up and every subscription was answered.
    Connected,
    /// The server said something.
    Heard,
    /// The connection is gone for now.
    Lost {
        /// Why.
        problem: Problem,
        /// When it is tried again.
        retry_at: Instant,
    },
    /// The connection is gone until the user does something.
    Ended {
        /// Why.
        problem: Problem,
    },
}

/// The connection of one account, as far as it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    plan: Plan,
    phase: Phase,
    /// How many channels were tried.
    generation: u32,
    /// How many of them failed in a row.
    attempt: u32,
    seen: Seen,
}

#[derive(Debug, Clone, PartialEq)]
enum Phase {
    Waiting { until: Instant },
    Opening { until: Instant },
    Open(Channel),
    Closing { channel: String, subscriptions: usize },
    Over,
}

impl Session {
    /// Returns a session that opens its first channel at the first [`Input::Tick`].
    pub fn new(plan: Plan, now: Instant) -> Self {
        Self { plan, phase: Phase::Waiting { until: now }, generation: 0, attempt: 0, seen: Seen::default() }
    }

    /// Returns the number of the channel, so that late answers to an earlier one are told apart.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Returns when it wants an [`Input::Tick`].
    pub fn wake_at(&self) -> Option<Instant> {
        match &self.phase {
            Phase::Waiting { until } | Phase::Opening { until } => Some(*until),
            Phase::Open(channel) => Some(channel.wake_at()),
            Phase::Closing { .. } | Phase::Over => None,
        }
    }
}

/// Takes an input in, and says what follows and what to do about it.
pub fn step(session: Session, input: Input, now: Now) -> (Session, Vec<Output>) {
    let mut turn = Turn { session, outputs: Vec::new(), now };
    turn.take(input);
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
        match (&mut self.session.phase, input) {
            (_, Input::Taken { event_id }) => {
                self.session.seen.taken(&event_id);
                self.send(Command::Respond(event_id, Verdict::Taken));
            }
            (Phase::Waiting { until }, Input::Tick) if *until <= self.now.at => self.open(),
            (Phase::Waiting { .. }, Input::RetryNow) => self.open(),
            (Phase::Opening { until }, Input::Tick) if *until <= self.now.at => {
                self.lose(Problem::NoEventChannel { reason: "the server did not open it in time".to_owned() });
            }
            (Phase::Opening { .. }, Input::Document(document)) => self.first_document(document),
            (Phase::Open(_), Input::Tick) => self.tick(),
            (Phase::Open(channel), Input::Document(document)) => {
                channel.heard_at = self.now.at;
                self.outputs.push(Output::Tell(Notice::Heard));
                self.document(document);
            }
            (Phase::Opening { .. } | Phase::Open(_), Input::StreamLost(problem)) => self.lose(problem),
            (Phase::Open(_), Input::Answered { generation, command, answer }) if generation == self.session.generation => self.answered(command, answer),
            (Phase::Closing { .. }, Input::Answered { generation, command, answer }) if generation == self.session.generation => self.closed(command, answer),
            (Phase::Open(_), Input::Stop) => self.close(),
            (Phase::Waiting { .. } | Phase::Opening { .. }, Input::Stop) => self.finish(),
            (Phase::Closing { .. }, Input::StreamLost(_)) => self.outputs.push(Output::HangUp),
            // What is left is late news of a channel already given up.
            (_, _) => {}
        }
    }

    fn send(&mut self, command: Command) {
        self.outputs.push(Output::Send(command));
    }

    fn open(&mut self) {
        self.session.generation += 1;
        self.session.phase = Phase::Opening { until: self.now.at + SET_UP };
        self.outputs.push(Output::Open);
    }

    fn first_document(&mut self, document: Result<Message, Unreadable>) {
        match document {
            Ok(Message::Channel(lease)) => {
                self.outputs.push(Output::Tell(Notice::Heard));
                // The server's patience has begun: the first heartbeat does not wait for its turn.
                self.send(Command::Heartbeat(lease.id.clone()));
                let channel = Channel::new(lease, &self.session.plan.lines, self.now.at);
                for subscription in &channel.subscriptions {
                    self.outputs.push(Output::Send(subscription.subscribe()));
                }
                self.session.phase = Phase::Open(channel);
            }
            Ok(Message::Error(error)) => self.lose(Problem::NoEventChannel { reason: error.summary }),
            Ok(Message::ChannelTerminated { reason, .. }) => self.terminated(&reason),
            Ok(Message::HeartBeat | Message::Event(_) | Message::Unknown { .. }) => {}
            Err(unreadable) => self.lose(Problem::Broken { detail: unreadable.to_string() }),
        }
    }

    fn terminated(&mut self, reason: &TerminatedReason) {
        match reason {
            // Whoever came later has won; coming back would throw them out, and so on for ever.
            TerminatedReason::DuplicateChannelSet => self.end(Problem::SignedInElsewhere),
            TerminatedReason::UserDeleted => self.end(Problem::UserDeleted),
            TerminatedReason::NonResponsiveChannel
            | TerminatedReason::ExplicitDelete
            | TerminatedReason::Expired
            | TerminatedReason::UnknownChannel
            | TerminatedReason::Other(_) => self.give_up(Problem::NoEventChannel { reason: format!("{reason:?}") }),
        }
    }

    /// Takes the loss of a channel that the server may still believe in, and tells it: channels are counted.
    fn lose(&mut self, problem: Problem) {
        if let Phase::Open(channel) = &self.session.phase
            && !problem.needs_user()
        {
            let close = Command::CloseChannel(channel.id.clone());
            self.send(close);
        }
        self.give_up(problem);
    }

    /// Gives a channel up and waits before the next one, the longer the more failed in a row.
    fn give_up(&mut self, problem: Problem) {
        if problem.needs_user() {
            return self.end(problem);
        }
        if let Phase::Open(channel) = &self.session.phase
            && channel.live_since.is_some_and(|since| since + GOOD <= self.now.at)
        {
            self.session.attempt = 0;
        }
        let (least, most) = RETRY_AFTER;
        let wait = match problem.retry_after() {
            Some(asked) => asked.clamp(least, most),
            None => back_off(self.session.attempt, self.now.jitter),
        };
        self.session.attempt = self.session.attempt.saturating_add(1);
        let retry_at = self.now.at + wait;
        self.session.phase = Phase::Waiting { until: retry_at };
        self.outputs.extend([Output::HangUp, Output::Tell(Notice::Lost { problem, retry_at })]);
    }

    /// Gives up until the user does something.
    fn end(&mut self, problem: Problem) {
        let polite = matches!(problem, Problem::Forbidden { .. });
        self.outputs.push(Output::Tell(Notice::Ended { problem }));
        match self.session.phase {
            Phase::Open(_) if polite => self.close(),
            // A user who is refused, gone or elsewhere has nothing left here to tidy up.
            _ => self.finish(),
        }
    }

    /// Leaves nothing behind: first the subscriptions end, then the channel.
    fn close(&mut self) {
        let Phase::Open(channel) = &self.session.phase else { return };
        let ids: Vec<_> = channel.subscriptions.iter().filter_map(|subscription| subscription.id()).map(str::to_owned).collect();
        let asked = channel.subscriptions.iter().filter(|subscription| subscription.is_asked()).count();
        let phase = Phase::Closing { channel: channel.id.clone(), subscriptions: ids.len() + asked };
        self.session.phase = phase;
        for id in ids {
            self.send(Command::Unsubscribe(id));
        }
        self.close_channel_if_empty();
    }

    fn closed(&mut self, command: Command, answer: Result<Answer, Failure>) {
        let Phase::Closing { subscriptions, .. } = &mut self.session.phase else { return };
        match (command, answer.ok().and_then(|answer| answer.id)) {
            // It was made after all.
            (Command::Subscribe(..), Some(id)) => self.send(Command::Unsubscribe(id)),
            (Command::Subscribe(..), None) | (Command::Unsubscribe(_), _) => {
                *subscriptions = subscriptions.saturating_sub(1);
                self.close_channel_if_empty();
            }
            (Command::CloseChannel(_), _) => self.finish(),
            (Command::Heartbeat(_) | Command::RefreshChannel(_) | Command::RefreshSubscription(_) | Command::Respond(..), _) => {}
        }
    }

    fn close_channel_if_empty(&mut self) {
        if let Phase::Closing { channel, subscriptions: 0 } = &self.session.phase {
            let close = Command::CloseChannel(channel.clone());
            self.send(close);
        }
    }

    fn finish(&mut self) {
        self.session.phase = Phase::Over;
        self.outputs.extend([Output::HangUp, Output::Finish]);
    }
}

/// Returns how long to wait after so many failures: doubling, and anywhere in the upper half of it.
fn back_off(attempt: u32, jitter: f64) -> Duration {
    let whole = SHORTEST_WAIT.saturating_mul(2_u32.saturating_pow(attempt)).min(LONGEST_WAIT);
    whole / 2 + (whole / 2).mul_f64(jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests;
