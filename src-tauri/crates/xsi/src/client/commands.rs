//! The commands beside a stream: which go at once, which wait for their turn, and to which server.

use std::collections::VecDeque;

use tokio::task::JoinSet;

use super::http::Wire;
use super::node::Node;
use crate::Problem;
use crate::session::{Answer, Command, Failure};

/// How many answers to events, and how many other commands, are sent at once: servers limit the requests of a user.
const AT_ONCE: usize = 4;

/// A command with the generation it is of, and what became of it.
pub(super) type Done = (u32, Command, Result<Answer, Failure>);

/// How many times the lanes were emptied when a command set out.
type Round = u64;

/// Commands on their way, and those that wait.
pub(super) struct Commands {
    wire: Wire,
    node: Option<Box<Node>>,
    running: JoinSet<(Round, Done)>,
    round: Round,
    responses: Lane,
    others: Lane,
}

/// Commands of a kind.
#[derive(Default)]
struct Lane {
    waiting: VecDeque<(u32, Command)>,
    running: usize,
}

impl Lane {
    /// Takes the next one, if there is room on the way.
    fn next(&mut self) -> Option<(u32, Command)> {
        let next = if self.running < AT_ONCE { self.waiting.pop_front() } else { None };
        self.running += usize::from(next.is_some());
        next
    }
}

impl Commands {
    pub(super) fn new(wire: Wire) -> Self {
        Self { wire, node: None, running: JoinSet::new(), round: 0, responses: Lane::default(), others: Lane::default() }
    }

    /// Sends commands as this account from now on.
    pub(super) fn go_through(&mut self, wire: Wire) {
        self.wire = wire;
    }

    /// Sends every command to this server from now on.
    pub(super) fn go_to(&mut self, node: Box<Node>) {
        self.node = Some(node);
    }

    /// Makes room for the commands of the next channel: what was not sent yet was meant for one that is gone, and what is
    /// still on its way there is not waited for.
    pub(super) fn start_over(&mut self) {
        (self.responses, self.others) = (Lane::default(), Lane::default());
        self.round += 1;
    }

    pub(super) fn send(&mut self, generation: u32, command: Command) {
        match self.lane(&command) {
            Some(lane) => lane.waiting.push_back((generation, command)),
            None => self.start(generation, command),
        }
        self.start_waiting();
    }

    /// Waits for the next command to be done; `None` if there is none.
    pub(super) async fn next(&mut self) -> Option<Done> {
        loop {
            // One that panicked has been reported by then.
            let Ok((round, done)) = self.running.join_next().await? else { continue };
            if round == self.round
                && let Some(lane) = self.lane(&done.1)
            {
                lane.running -= 1;
            }
            self.start_waiting();
            return Some(done);
        }
    }

    /// Says what an error of the stream means.
    pub(super) fn problem(&self, error: reqwest::Error) -> Problem {
        match &self.node {
            Some(node) => node.problem(error),
            None => Problem::Broken { detail: error.without_url().to_string() },
        }
    }

    /// Returns where a command waits for its turn; nowhere if everything depends on it.
    fn lane(&mut self, command: &Command) -> Option<&mut Lane> {
        match command {
            Command::Heartbeat(_) | Command::CloseChannel(_) => None,
            Command::Respond(..) => Some(&mut self.responses),
            Command::RefreshChannel(_) | Command::Subscribe(..) | Command::RefreshSubscription(_) | Command::Unsubscribe(_) | Command::Look(_) | Command::ReadLog(_) => {
                Some(&mut self.others)
            }
        }
    }

    fn start_waiting(&mut self) {
        while let Some((generation, command)) = self.responses.next().or_else(|| self.others.next()) {
            self.start(generation, command);
        }
    }

    fn start(&mut self, generation: u32, command: Command) {
        let (wire, node, round) = (self.wire.clone(), self.node.clone(), self.round);
        self.running.spawn(async move {
            let answer = match &node {
                Some(node) => wire.send(node, &command).await,
                // Nothing was ever open, so nothing can be wanted of it.
                None => Err(Failure { problem: Problem::Unreachable { host: wire.name() }, status: None, code: None }),
            };
            if let Err(failure) = &answer {
                tracing::warn!(?command, problem = %failure.problem, "a command failed");
            }
            (round, (generation, command, answer))
        });
    }
}
