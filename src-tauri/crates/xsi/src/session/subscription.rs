//! What is to be heard of a line, and whether we may.

use std::time::{Duration, Instant};

use telephony::LineId;

use super::watch::{EVERY, Watch};
use super::{Command, Notice, Plan};
use crate::Problem;
use crate::event::{EventData, SubscriptionEvent};
use crate::problem::NOT_PERMITTED;
use crate::request::Package;

/// A package of events of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Subscription {
    pub(super) line: LineId,
    pub(super) package: Package,
    pub(super) state: State,
    /// When it was asked for anew because the server had ended it.
    pub(super) renewed: Option<Instant>,
    /// Whether it was said that it is not permitted.
    pub(super) told: bool,
    /// Whether it was said that it is.
    pub(super) told_granted: bool,
    /// How often in a row the server failed to grant it.
    pub(super) failures: u32,
    /// What it told of calls.
    pub(super) watch: Option<Watch>,
}

/// Whether the server grants it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    Asked,
    Held {
        id: String,
        /// `None` while a refresh is on its way.
        refresh_at: Option<Instant>,
        /// The number of the last event.
        sequence: Option<u32>,
    },
    /// The server does not allow it, not now, or ended it twice.
    Denied {
        /// When to ask again.
        ask_at: Instant,
    },
}

/// How much longer each line more makes it until a line is looked after again.
const A_LINE: Duration = Duration::from_millis(600);

/// Returns every subscription there is to be for these lines.
pub(super) fn of_lines(lines: &[LineId], now: Instant) -> Vec<Subscription> {
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let one =
        |line: &LineId, package, watch| Subscription { line: line.clone(), package, state: State::Asked, renewed: None, told: false, told_granted: false, failures: 0, watch };
    // Hundreds of lines are looked after less often each: together they would be more than a server bears.
    let every = EVERY.max(A_LINE * count);
    let both = |(place, line)| {
        let watch = Watch::new(now, every, every * place / count);
        [one(line, Package::AdvancedCall, Some(watch)), one(line, Package::DoNotDisturb, None)]
    };
    (0..).zip(lines).flat_map(both).collect()
}

impl Subscription {
    pub(super) fn subscribe(&self) -> Command {
        Command::Subscribe(self.line.clone(), self.package)
    }

    pub(super) fn id(&self) -> Option<&str> {
        match &self.state {
            State::Held { id, .. } => Some(id),
            State::Asked | State::Denied { .. } => None,
        }
    }

    pub(super) fn is_asked(&self) -> bool {
        self.state == State::Asked
    }

    /// Returns whether the whole connection is worth nothing without it.
    pub(super) fn is_vital(&self, plan: &Plan) -> bool {
        self.line == plan.own && self.package == Package::AdvancedCall
    }

    pub(super) fn wake_at(&self) -> Option<Instant> {
        match &self.state {
            State::Asked => None,
            State::Held { refresh_at, .. } => refresh_at.iter().copied().chain(self.watch.as_ref().and_then(Watch::wake_at)).min(),
            State::Denied { ask_at } => Some(*ask_at),
        }
    }

    /// Does what is due. A server that sends snapshots is asked for one of a colleague's line, which is less to ask than its
    /// calls; where it does not come, the calls are asked for.
    pub(super) fn tick(&mut self, own: &LineId, now: Instant) -> Vec<Command> {
        let mut commands = Vec::new();
        match &self.state {
            State::Asked => {}
            State::Denied { ask_at } if *ask_at <= now => commands.push(self.ask_again()),
            State::Denied { .. } => {}
            State::Held { refresh_at, .. } => {
                if refresh_at.is_some_and(|at| at <= now) {
                    commands.extend(self.refresh());
                }
                if self.watch.as_mut().is_some_and(|watch| watch.is_due(now)) {
                    let told = self.watch.as_ref().is_some_and(|watch| self.line != *own && watch.has_snapshots() && !watch.expects_snapshot());
                    match if told { self.refresh() } else { None } {
                        Some(refresh) => {
                            commands.push(refresh);
                            if let Some(watch) = &mut self.watch {
                                watch.put_off(now);
                            }
                        }
                        None => commands.push(Command::Look(self.line.clone())),
                    }
                }
            }
        }
        commands
    }

    /// Subscribes anew. The server ends the one before (4.2.4.5).
    pub(super) fn ask_again(&mut self) -> Command {
        self.state = State::Asked;
        if let Some(watch) = &mut self.watch {
            watch.ask_for_snapshot();
        }
        self.subscribe()
    }

    /// Takes it that the server does not allow it, and returns what is to be said of that, unless it was said.
    pub(super) fn deny(&mut self, now: Instant, problem: Problem) -> Option<Notice> {
        self.state = State::Denied { ask_at: now + NOT_PERMITTED };
        self.told_granted = false;
        let news = !std::mem::replace(&mut self.told, true);
        news.then(|| Notice::NotPermitted { line: self.line.clone(), package: self.package, problem })
    }

    /// Asks how things are, unless that is on its way already. The answer is an event (4.2.4.2).
    pub(super) fn refresh(&mut self) -> Option<Command> {
        let State::Held { id, refresh_at, .. } = &mut self.state else { return None };
        refresh_at.take()?;
        if let Some(watch) = &mut self.watch {
            watch.ask_for_snapshot();
        }
        Some(Command::RefreshSubscription(id.clone()))
    }

    /// Asks which calls there are, unless that is on its way already.
    pub(super) fn look(&mut self) -> Option<Command> {
        let line = self.line.clone();
        self.watch.as_mut().is_some_and(Watch::ask).then_some(Command::Look(line))
    }

    /// Notes the number of an event and returns whether one is missing before it.
    pub(super) fn has_gap(&mut self, event: &SubscriptionEvent) -> bool {
        let State::Held { sequence, .. } = &mut self.state else { return false };
        let Some(number) = event.sequence else { return false };
        let expected = sequence.replace(number).map(|last| if last == i32::MAX.unsigned_abs() { 1 } else { last.saturating_add(1) });
        // A snapshot makes good for whatever is missing, and do-not-disturb always comes whole.
        let whole = matches!(event.data, EventData::Snapshot { .. }) || self.package == Package::DoNotDisturb;
        !whole && expected.is_some_and(|expected| expected != number)
    }
}
