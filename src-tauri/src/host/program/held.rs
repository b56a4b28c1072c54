//! A program with a time limit.

use std::{io, process::Stdio, time::Duration};

use engine::host::{Failure, FailureCode};
use tokio::{
    process::{Child, Command},
    time::{Instant, sleep, sleep_until, timeout_at},
};

use super::{complaint::Listener, group::Group, start, verdict};

/// How long a program that is asked to end may take over it.
const FAREWELL: Duration = Duration::from_secs(1);

/// How often it is looked whether a program that was asked to end has.
const GLANCE: Duration = Duration::from_millis(20);

/// How often it is looked whether what a program left behind has ended.
const WATCH: Duration = Duration::from_secs(1);

/// Runs a program and returns its exit code.
///
/// # Errors
/// Fails if it can't be started, if it is not over at its limit, or if it ends with another code than 0 and says why.
pub(super) async fn run(mut prepared: Command, command: custom_events::Command, limit: Duration) -> Result<i32, Failure> {
    prepared.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let too_long = || Failure::new(FailureCode::TimedOut, limit.as_secs().to_string());
    let deadline = Instant::now() + limit;
    let child = match timeout_at(deadline, start(command, move || prepared.spawn())).await {
        Ok(started) => started?,
        // It is killed if it starts after all.
        Err(_not_even_started) => return Err(too_long()),
    };
    let mut held = Held::new(child).map_err(|error| Failure::new(FailureCode::Other, error.to_string()))?;
    match timeout_at(deadline, held.child.wait()).await {
        Ok(Ok(status)) => {
            let complaint = held.complaint().await;
            tokio::spawn(held.end_at(deadline));
            verdict(status.code().unwrap_or(-1), &complaint)
        }
        Ok(Err(error)) => Err(Failure::new(FailureCode::Other, error.to_string())),
        Err(_too_long) => {
            held.end().await;
            Err(too_long())
        }
    }
}

/// A program that is ours, with all it starts. What is left of it is killed when it is dropped.
struct Held {
    child: Child,
    group: Group,
    errors: Option<Listener>,
    output: Option<Listener>,
}

impl Held {
    fn new(mut child: Child) -> io::Result<Self> {
        let group = Group::of(&child)?;
        let (errors, output) = (child.stderr.take().map(Listener::to), child.stdout.take().map(Listener::to));
        Ok(Self { child, group, errors, output })
    }

    /// What it said last: of its errors, or where it has no word for them, of the rest.
    async fn complaint(&mut self) -> String {
        for listener in [&mut self.errors, &mut self.output].into_iter().flatten() {
            let complaint = listener.end().await;
            if !complaint.is_empty() {
                return complaint;
            }
        }
        String::new()
    }

    /// Lets what it left behind go on until its limit.
    async fn end_at(self, deadline: Instant) {
        while !self.group.is_empty() {
            if deadline <= Instant::now() {
                self.end().await;
                return;
            }
            sleep_until(deadline.min(Instant::now() + WATCH)).await;
        }
    }

    /// Asks all of it to end, and kills what has not after a second.
    async fn end(mut self) {
        let patience = Instant::now() + if self.group.ask_to_end() { FAREWELL } else { Duration::ZERO };
        while Instant::now() < patience {
            // One that has ended is still of the group until this is known.
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) && self.group.is_empty() {
                return;
            }
            sleep(GLANCE).await;
        }
        self.group.kill();
        // Nothing can keep it from ending now.
        let _ = self.child.wait().await;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if !self.group.is_empty() {
            self.group.kill();
        }
    }
}
