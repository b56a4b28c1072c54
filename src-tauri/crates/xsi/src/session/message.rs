//! What goes into a session and what comes out of it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use telephony::{CallReport, Hook, LineId, LoggedCall, Update};

use crate::Problem;
use crate::event::Message;
use crate::request::{Package, Verdict};
use crate::xml::Unreadable;

/// What a session is to keep up.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The name of the server, for people.
    pub host: String,
    /// The line of the user who signs in, without which there is no point.
    pub own: LineId,
    /// The lines to watch, the own one among them.
    pub lines: Vec<LineId>,
    /// What an earlier session that ended without wanting to had last said with [`Notice::LogRead`]. What the server wrote
    /// down since is news.
    pub known_log: Option<BTreeSet<String>>,
}

impl Plan {
    /// Watches these lines from now on, besides the own one, which stays the first.
    pub(super) fn watch(&mut self, lines: Vec<LineId>) {
        let mut all = vec![self.own.clone()];
        for line in lines {
            if !all.contains(&line) {
                all.push(line);
            }
        }
        self.lines = all;
    }
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
    /// These lines are to be heard from now on, besides the own one, and no others.
    Watch(Vec<LineId>),
    /// The user does not want to wait: for a channel, or for what was not permitted.
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
    pub(super) fn id(self) -> Option<String> {
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
    /// The server lets us hear what happens to a watched line. It is said once for each channel.
    Granted {
        /// The line.
        line: LineId,
        /// What is to be heard of it.
        package: Package,
    },
    /// What the server wrote down of calls was read, and all that was news of it has been told.
    LogRead {
        /// The ids of all that is no news.
        known: BTreeSet<String>,
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
