//! The life of one event channel and its subscriptions, as a function.
//!
//! [`step`] takes what happened and when, and says what follows and what to do about it. It opens no socket and reads
//! no clock; [`crate::client`] does both and decides nothing.

mod channel;
mod log;
mod seen;
mod subscription;
mod wait;
mod watch;

use std::time::{Duration, Instant};

use telephony::{CallReport, Hook, LineId, LoggedCall, Update};

use crate::Problem;
use crate::event::{Message, TerminatedReason};
use crate::request::{Package, Verdict};
use crate::xml::Unreadable;
use channel::Channel;
use log::Log;
use seen::Seen;
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
/// How long a network that is new gets to settle: addresses and names come one after the other. It also bounds how often
/// networks that come and go make us try.
const SETTLES: Duration = Duration::from_secs(1);
/// Whoever wakes so much later than planned was not awake: the computer slept, or the program was stopped.
const SLEPT: Duration = Duration::from_secs(5);

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
    /// How long the computer has slept so far, as far as the clock of `at` did not count it.
    pub slept: Duration,
    /// A random number from 0 to 1, so that clients who lost a server together do not come back together.
    pub jitter: f64,
}

/// What happens to a session.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Time went by.
    Tick,
    /// The computer woke up. What was open has most likely gone.
    Woke,
    /// The computer is on another network now, or on one again.
    NetworkChanged,
    /// A document came on the stream.
    Document(Result<Message, Unreadable>),
    /// A document has begun and is not complete yet.
    Begun,
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
    Open {
        /// To which of the servers; counted on and on.
        server: usize,
    },
    /// Drop the stream.
    HangUp,
    /// Send a command.
    Send(Command),
    /// Hand on what the server says, and report [`Input::Taken`] once it is taken in.
    Deliver {
        /// The event that says it; `None` if it is the answer to a question.
        event_id: Option<String>,
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
    /// Ask which calls a line has.
    Look(LineId),
    /// Ask which calls of a line the server wrote down.
    ReadLog(LineId),
}

/// What a command that worked was answered with.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It is done.
    Done,
    /// Something is granted for a while.
    Lease {
        /// The id of what was made, where something was.
        id: Option<String>,
        /// How long it lasts.
        lasts: Duration,
    },
    /// How a line stands.
    Calls {
        /// Its calls.
        calls: Vec<CallReport>,
        /// Its hook, if the server says.
        hook: Option<Hook>,
    },
    /// The calls of a line that the server wrote down.
    Log(Vec<LoggedCall>),
}

impl Answer {
    /// Returns the id of what was made, where something was.
    fn id(self) -> Option<String> {
        match self {
            Self::Lease { id, .. } => id,
            Self::Done | Self::Calls { .. } | Self::Log(_) => None,
        }
    }
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
    /// The stream is up, and what happens to the own line is heard.
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
    /// The connection is gone until the user does something. Nothing comes after this.
    Ended {
        /// Why.
        problem: Problem,
    },
    /// The stream is up, but the server does not let us hear what happens to a line. It is asked again now and then.
    NotPermitted {
        /// The line.
        line: LineId,
        /// What is not to be heard of it.
        package: Package,
        /// Why.
        problem: Problem,
    },
    /// Events did not come although the stream was up, and what they would have said was asked for instead.
    Recovered {
        /// The line they were about.
        line: LineId,
    },
    /// A document could not be read; how things stand is asked for instead.
    Unreadable {
        /// What is wrong with it.
        reason: String,
    },
}

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
    /// Subscriptions of a channel that is gone. They outlive it (4.2.3.1), and the next channel takes them over.
    left: Vec<String>,
    /// How long the computer had slept at the last input.
    slept: Duration,
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
        Self { plan, phase, generation: 0, server: 0, patience: Patience::default(), seen: Seen::default(), log: Log::default(), left: Vec::new(), slept: now.slept }
    }

    /// Returns the number of the channel, so that late answers to an earlier one are told apart.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Returns when it wants an [`Input::Tick`].
    pub fn wake_at(&self) -> Option<Instant> {
        match &self.phase {
            Phase::Waiting { until, .. } | Phase::Opening { until } => Some(*until),
            Phase::Open(channel) => Some(self.log.wake_at().map_or(channel.wake_at(), |at| at.min(channel.wake_at()))),
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
        let input = if input == Input::Tick && self.has_slept() { Input::Woke } else { input };
        self.session.slept = self.now.slept;
        match (&mut self.session.phase, input) {
            (_, Input::Taken { event_id }) => {
                self.session.seen.taken(&event_id);
                self.send(Command::Respond(event_id, Verdict::Taken));
            }
            (Phase::Waiting { until, .. }, Input::Tick) if *until <= self.now.at => self.open(),
            (Phase::Waiting { .. }, Input::RetryNow) => self.open(),
            // A server that asked to be left alone means every network.
            (Phase::Waiting { until, asked: false }, Input::NetworkChanged) => *until = (*until).min(self.now.at + SETTLES),
            (Phase::Waiting { .. } | Phase::Opening { .. } | Phase::Open(_), Input::Woke) => self.wake(),
            (Phase::Opening { until }, Input::Tick) if *until <= self.now.at => {
                self.lose(Problem::NoEventChannel { reason: "the server did not open it in time".to_owned() });
            }
            (Phase::Opening { .. }, Input::Document(document)) => self.first_document(document),
            (Phase::Open(_), Input::Tick) => self.tick(),
            (Phase::Open(_), Input::NetworkChanged) => self.heartbeat(),
            (Phase::Open(channel), Input::Document(document)) => {
                channel.heard(self.now.at);
                self.outputs.push(Output::Tell(Notice::Heard));
                self.document(document);
            }
            (Phase::Open(channel), Input::Begun) => channel.begun(self.now.at),
            (Phase::Opening { .. } | Phase::Open(_), Input::StreamLost(problem)) => self.lose(problem),
            (Phase::Open(_), Input::Answered { generation, command, answer }) if generation == self.session.generation => self.answered(command, answer),
            (Phase::Closing { .. }, Input::Answered { generation, command, answer }) if generation == self.session.generation => self.closed(command, answer),
            (Phase::Waiting { .. } | Phase::Opening { .. } | Phase::Open(_), Input::Stop) => self.close(),
            (Phase::Closing { .. }, Input::StreamLost(_)) => self.outputs.push(Output::HangUp),
            // What is left is late news of a channel already given up.
            (_, _) => {}
        }
    }

    /// Returns whether the computer slept since the last input, by a clock that goes on meanwhile, or because a planned
    /// wake-up came far too late.
    fn has_slept(&self) -> bool {
        let overslept = self.session.wake_at().is_some_and(|planned| planned + SLEPT <= self.now.at);
        overslept || self.session.slept + SLEPT <= self.now.slept
    }

    fn send(&mut self, command: Command) {
        self.outputs.push(Output::Send(command));
    }

    fn open(&mut self) {
        self.session.generation += 1;
        self.session.phase = Phase::Opening { until: self.now.at + SET_UP };
        self.outputs.push(Output::Open { server: self.session.server });
    }

    /// Begins anew: connections rarely survive a sleep, and finding out takes longer than a new one.
    fn wake(&mut self) {
        if let Phase::Open(channel) = &self.session.phase {
            let close = Command::CloseChannel(channel.id.clone());
            self.send(close);
        }
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
                self.outputs.extend(channel.subscriptions.iter().map(|subscription| Output::Send(subscription.subscribe())));
                self.session.phase = Phase::Open(channel);
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
            TerminatedReason::ExplicitDelete if self.session.patience.is_deleted_again(self.now.at) => {
                self.give_up(Problem::NoEventChannel { reason: "somebody closes it again and again".to_owned() });
            }
            TerminatedReason::NonResponsiveChannel
            | TerminatedReason::ExplicitDelete
            | TerminatedReason::Expired
            | TerminatedReason::UnknownChannel
            | TerminatedReason::Other(_) => self.give_up(Problem::NoEventChannel { reason: reason.to_string() }),
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
            self.session.patience.has_been_good();
        }
        self.remember_subscriptions();
        let retry_at = self.now.at + self.session.patience.wait(&problem, self.now.jitter);
        // Where several servers are known, the next one may be better off.
        self.session.server = self.session.server.wrapping_add(1);
        self.session.phase = Phase::Waiting { until: retry_at, asked: problem.retry_after().is_some() };
        self.outputs.extend([Output::HangUp, Output::Tell(Notice::Lost { problem, retry_at })]);
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
        let ids = std::mem::take(&mut self.session.left);
        let (channel, asked) = match &self.session.phase {
            Phase::Open(channel) => (Some(channel.id.clone()), channel.subscriptions.iter().filter(|subscription| subscription.is_asked()).count()),
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
            (Command::CloseChannel(_), _) => self.finish(),
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
