//! A channel that is open: its heartbeats, its subscriptions and their events.

use std::time::{Duration, Instant};

use telephony::LineId;

use super::seen::Sight;
use super::{Answer, Command, DEAD, Failure, GOOD, HEARTBEAT, HEARTBEAT_AGAIN, Notice, Output, Phase, Plan, REFRESH_AGAIN, Turn};
use crate::Problem;
use crate::document::{Lease, NO_SUCH_CHANNEL_SET};
use crate::event::{EventData, Message, SubscriptionEvent};
use crate::request::{Package, Verdict};
use crate::xml::Unreadable;

/// Even a lease without end is refreshed so often.
const LONGEST_REFRESH: Duration = Duration::from_secs(24 * 3600);

/// An open channel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Channel {
    pub(super) id: String,
    pub(super) heard_at: Instant,
    heartbeat_at: Instant,
    /// `None` while a refresh is on its way.
    refresh_at: Option<Instant>,
    pub(super) subscriptions: Vec<Subscription>,
    /// Since when every subscription is answered.
    pub(super) live_since: Option<Instant>,
}

/// What is to be heard of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Subscription {
    line: LineId,
    package: Package,
    state: SubscriptionState,
    /// When it was asked for anew because the server had ended it.
    renewed: Option<Instant>,
}

#[derive(Debug, Clone, PartialEq)]
enum SubscriptionState {
    Asked,
    Held {
        id: String,
        /// `None` while a refresh is on its way.
        refresh_at: Option<Instant>,
        /// The number of the last event.
        sequence: Option<u32>,
    },
    /// The server does not allow it, or ended it twice.
    Denied,
}

impl Subscription {
    pub(super) fn subscribe(&self) -> Command {
        Command::Subscribe(self.line.clone(), self.package)
    }

    pub(super) fn id(&self) -> Option<&str> {
        match &self.state {
            SubscriptionState::Held { id, .. } => Some(id),
            SubscriptionState::Asked | SubscriptionState::Denied => None,
        }
    }

    pub(super) fn is_asked(&self) -> bool {
        self.state == SubscriptionState::Asked
    }

    /// Returns whether the whole connection is worth nothing without it.
    fn is_vital(&self, plan: &Plan) -> bool {
        self.line == plan.own && self.package == Package::AdvancedCall
    }

    /// Asks how things are, unless that is on its way already.
    fn refresh(&mut self) -> Option<Command> {
        match &mut self.state {
            SubscriptionState::Held { id, refresh_at, .. } => refresh_at.take().map(|_| Command::RefreshSubscription(id.clone())),
            SubscriptionState::Asked | SubscriptionState::Denied => None,
        }
    }

    /// Notes the number of an event and returns whether one is missing before it.
    fn has_gap(&mut self, event: &SubscriptionEvent) -> bool {
        let SubscriptionState::Held { sequence, .. } = &mut self.state else { return false };
        let Some(number) = event.sequence else { return false };
        let expected = sequence.replace(number).map(|last| if last == i32::MAX.unsigned_abs() { 1 } else { last.saturating_add(1) });
        // A snapshot makes good for whatever is missing, and do-not-disturb always comes whole.
        let whole = matches!(event.data, EventData::Snapshot { .. }) || self.package == Package::DoNotDisturb;
        !whole && expected.is_some_and(|expected| expected != number)
    }
}

impl Channel {
    pub(super) fn new(lease: Lease, lines: &[LineId], now: Instant) -> Self {
        let subscription = |line: &LineId, package| Subscription { line: line.clone(), package, state: SubscriptionState::Asked, renewed: None };
        Self {
            id: lease.id,
            heard_at: now,
            heartbeat_at: now + HEARTBEAT,
            refresh_at: Some(half_of(lease.lasts, now)),
            subscriptions: lines.iter().flat_map(|line| [subscription(line, Package::AdvancedCall), subscription(line, Package::DoNotDisturb)]).collect(),
            live_since: None,
        }
    }

    pub(super) fn wake_at(&self) -> Instant {
        let refreshes = self.subscriptions.iter().filter_map(|subscription| match &subscription.state {
            SubscriptionState::Held { refresh_at, .. } => *refresh_at,
            SubscriptionState::Asked | SubscriptionState::Denied => None,
        });
        refreshes.chain(self.refresh_at).chain([self.heartbeat_at, self.heard_at + DEAD]).min().unwrap_or(self.heartbeat_at)
    }

    /// Returns whether the answer to a subscription is still on its way: its first events may overtake it.
    fn is_setting_up(&self) -> bool {
        self.subscriptions.iter().any(Subscription::is_asked)
    }

    fn by_id(&mut self, id: &str) -> Option<&mut Subscription> {
        self.subscriptions.iter_mut().find(|subscription| subscription.id() == Some(id))
    }
}

/// Returns the middle of a lease: when it is to be refreshed (4.2.4.5).
fn half_of(lasts: Duration, now: Instant) -> Instant {
    now + (lasts / 2).clamp(REFRESH_AGAIN, LONGEST_REFRESH)
}

impl Turn {
    fn channel(&mut self) -> Option<&mut Channel> {
        match &mut self.session.phase {
            Phase::Open(channel) => Some(channel),
            Phase::Waiting { .. } | Phase::Opening { .. } | Phase::Closing { .. } | Phase::Over => None,
        }
    }

    pub(super) fn tick(&mut self) {
        let now = self.now.at;
        let Some(channel) = self.channel() else { return };
        if channel.heard_at + DEAD <= now {
            let host = self.session.plan.host.clone();
            return self.lose(Problem::TimedOut { host });
        }
        let mut commands = Vec::new();
        if channel.heartbeat_at <= now {
            channel.heartbeat_at = now + HEARTBEAT;
            commands.push(Command::Heartbeat(channel.id.clone()));
        }
        if channel.refresh_at.take_if(|at| *at <= now).is_some() {
            commands.push(Command::RefreshChannel(channel.id.clone()));
        }
        for subscription in &mut channel.subscriptions {
            if matches!(subscription.state, SubscriptionState::Held { refresh_at: Some(at), .. } if at <= now) {
                commands.extend(subscription.refresh());
            }
        }
        self.outputs.extend(commands.into_iter().map(Output::Send));
    }

    pub(super) fn document(&mut self, document: Result<Message, Unreadable>) {
        match document {
            Ok(Message::Event(event)) => self.event(*event),
            Ok(Message::ChannelTerminated { channel_id, reason }) => {
                if self.channel().is_some_and(|channel| channel.id == channel_id) {
                    self.terminated(&reason);
                }
            }
            Ok(Message::Channel(_) | Message::HeartBeat | Message::Error(_) | Message::Unknown { .. }) => {}
            // Whatever it said is lost; how things are now makes good for it.
            Err(_) => {
                let Some(channel) = self.channel() else { return };
                let commands: Vec<_> = channel.subscriptions.iter_mut().filter_map(Subscription::refresh).collect();
                self.outputs.extend(commands.into_iter().map(Output::Send));
            }
        }
    }

    fn event(&mut self, event: SubscriptionEvent) {
        match self.session.seen.look(&event.id) {
            Sight::New => {}
            // It is answered once what it says is taken in, and not before.
            Sight::Pending => return,
            // Our answer did not arrive.
            Sight::Answered => return self.send(Command::Respond(event.id, Verdict::Taken)),
        }
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let setting_up = channel.is_setting_up();
        let Some(line) = line_of(channel, &self.session.plan, &event) else {
            // During the set-up it may be one of ours whose id we have not been told yet.
            let verdict = if setting_up { Verdict::Taken } else { Verdict::NoSuchSubscription };
            return self.send(Command::Respond(event.id, verdict));
        };
        if let Some(subscription) = channel.by_id(&event.subscription_id) {
            if event.data == EventData::SubscriptionTerminated {
                self.session.seen.insert(&event.id, true);
                self.send(Command::Respond(event.id, Verdict::Taken));
                return self.subscription_terminated(&event.subscription_id);
            }
            if subscription.has_gap(&event) {
                let refresh = subscription.refresh();
                self.outputs.extend(refresh.map(Output::Send));
            }
        }
        let updates = event.data.into_updates(line);
        self.session.seen.insert(&event.id, updates.is_empty());
        self.outputs.push(if updates.is_empty() { Output::Send(Command::Respond(event.id, Verdict::Taken)) } else { Output::Deliver { event_id: event.id, updates } });
    }

    /// Subscribes again, but not over and over.
    fn subscription_terminated(&mut self, id: &str) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let Some(subscription) = channel.by_id(id) else { return };
        if subscription.renewed.is_some_and(|renewed| now < renewed + GOOD) {
            subscription.state = SubscriptionState::Denied;
            if subscription.is_vital(&self.session.plan) {
                self.lose(Problem::NoEventChannel { reason: "the subscription does not last".to_owned() });
            }
            return;
        }
        subscription.renewed = Some(now);
        subscription.state = SubscriptionState::Asked;
        let subscribe = subscription.subscribe();
        self.send(subscribe);
    }

    pub(super) fn answered(&mut self, command: Command, answer: Result<Answer, Failure>) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        match (command, answer) {
            (Command::Heartbeat(_), Ok(_)) => {}
            (Command::Heartbeat(_) | Command::RefreshChannel(_), Err(Failure { status: Some(401 | 403 | 404), .. })) => {
                // This server does not know the channel any more. If it is the password, opening the next one will tell.
                self.give_up(Problem::NoEventChannel { reason: "the server forgot it".to_owned() });
            }
            (Command::Heartbeat(_), Err(_)) => channel.heartbeat_at = channel.heartbeat_at.min(now + HEARTBEAT_AGAIN),
            (Command::RefreshChannel(_), Ok(answer)) => channel.refresh_at = Some(half_of(answer.lasts, now)),
            (Command::RefreshChannel(_), Err(_)) => channel.refresh_at = Some(now + REFRESH_AGAIN),
            (Command::Subscribe(line, package), answer) => self.subscribed(&line, package, answer),
            (Command::RefreshSubscription(id), answer) => self.refreshed(&id, answer),
            // Nothing depends on these.
            (Command::CloseChannel(_) | Command::Unsubscribe(_) | Command::Respond(..), _) => {}
        }
    }

    fn subscribed(&mut self, line: &LineId, package: Package, answer: Result<Answer, Failure>) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let Some(subscription) = channel.subscriptions.iter_mut().find(|subscription| subscription.line == *line && subscription.package == package) else { return };
        match answer {
            Ok(Answer { id: Some(id), lasts }) => {
                subscription.state = SubscriptionState::Held { id, refresh_at: Some(half_of(lasts, now)), sequence: None };
            }
            Ok(Answer { id: None, .. }) => return self.lose(Problem::Broken { detail: "a subscription without an id".to_owned() }),
            Err(Failure { code: Some(NO_SUCH_CHANNEL_SET), .. }) => return self.give_up(Problem::NoEventChannel { reason: "the server forgot it".to_owned() }),
            // Services are assigned one by one, and servers differ in how they say so: without this one there is
            // still the rest. Only a wrong password and a request to wait concern the whole channel.
            Err(Failure { status: Some(400..=499), problem, .. })
                if !subscription.is_vital(&self.session.plan) && !matches!(problem, Problem::Refused | Problem::ServerBusy { .. } | Problem::TimedOut { .. }) =>
            {
                subscription.state = SubscriptionState::Denied;
            }
            Err(failure) => {
                subscription.state = SubscriptionState::Denied;
                return self.lose(failure.problem);
            }
        }
        if channel.live_since.is_none() && !channel.is_setting_up() {
            channel.live_since = Some(now);
            self.outputs.push(Output::Tell(Notice::Connected));
        }
    }

    fn refreshed(&mut self, refreshed: &str, answer: Result<Answer, Failure>) {
        let now = self.now.at;
        let Some(subscription) = self.channel().and_then(|channel| channel.by_id(refreshed)) else { return };
        match answer {
            Ok(answer) => {
                if let SubscriptionState::Held { refresh_at, .. } = &mut subscription.state {
                    *refresh_at = Some(half_of(answer.lasts, now));
                }
            }
            // The server forgot it.
            Err(Failure { status: Some(403 | 404), .. }) => {
                subscription.state = SubscriptionState::Asked;
                let subscribe = subscription.subscribe();
                self.send(subscribe);
            }
            Err(Failure { status: Some(401), problem, .. }) => self.lose(problem),
            Err(_) => {
                if let SubscriptionState::Held { refresh_at, .. } = &mut subscription.state {
                    *refresh_at = Some(now + REFRESH_AGAIN);
                }
            }
        }
    }
}

/// Returns the line an event is about, if it is one of ours: the target it names, else that of its subscription, else
/// the owner of the subscription. Outside the set-up, the subscription must be ours too.
fn line_of(channel: &Channel, plan: &Plan, event: &SubscriptionEvent) -> Option<LineId> {
    let subscription = channel.subscriptions.iter().find(|subscription| subscription.id() == Some(&event.subscription_id));
    if subscription.is_none() && !channel.is_setting_up() {
        return None;
    }
    let watched = |id: &str| Some(LineId::new(id)).filter(|line| plan.lines.contains(line));
    event
        .target_id
        .as_deref()
        .and_then(watched)
        .or_else(|| subscription.map(|subscription| subscription.line.clone()))
        .or_else(|| if event.target_id.is_none() { watched(&event.user_id) } else { None })
}
