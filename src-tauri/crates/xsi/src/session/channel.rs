//! A channel that is open: its heartbeats, its subscriptions and their events.

use std::time::{Duration, Instant};

use telephony::{LineId, Update};

use super::log::Log;
use super::seen::Sight;
use super::subscription::{self, State, Subscription};
use super::wait::back_off;
use super::watch::Finding;
use super::{Answer, Command, DEAD, DOCUMENT, Failure, GOOD, HEARTBEAT, HEARTBEAT_AGAIN, Notice, Output, Phase, Plan, REFRESH_AGAIN, Turn};
use crate::Problem;
use crate::document::{Lease, NO_SUCH_CHANNEL_SET, SHORTEST_LEASE};
use crate::event::{EventData, Message, SubscriptionEvent};
use crate::problem::NOT_PERMITTED;
use crate::request::{Package, Verdict};
use crate::xml::Unreadable;

/// How often the server may fail to grant what everything depends on before another channel is tried.
const SUBSCRIBE_TRIES: u32 = 4;
/// How soon how things are is asked for again when another document can't be read: it may be the answer to the same
/// question.
const UNREADABLE_AGAIN: Duration = Duration::from_secs(30);
/// Even a lease without end is refreshed so often.
const LONGEST_REFRESH: Duration = Duration::from_secs(24 * 3600);

/// An open channel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Channel {
    pub(super) id: String,
    pub(super) heard_at: Instant,
    /// When the document began that is not complete yet.
    begun_at: Option<Instant>,
    heartbeat_at: Instant,
    heartbeat_sent: Instant,
    /// Whether the last one failed.
    heartbeat_fails: bool,
    /// `None` while a refresh is on its way.
    refresh_at: Option<Instant>,
    /// When how things are was asked for because a document could not be read.
    asked_at: Option<Instant>,
    /// When it is to be asked for again.
    ask_at: Option<Instant>,
    pub(super) subscriptions: Vec<Subscription>,
    /// Since when the own line is heard.
    pub(super) live_since: Option<Instant>,
}

impl Channel {
    pub(super) fn new(lease: Lease, lines: &[LineId], now: Instant) -> Self {
        Self {
            id: lease.id,
            heard_at: now,
            begun_at: None,
            heartbeat_at: now + HEARTBEAT,
            heartbeat_sent: now,
            heartbeat_fails: false,
            refresh_at: Some(half_of(lease.lasts, now)),
            asked_at: None,
            ask_at: None,
            subscriptions: subscription::of_lines(lines, now),
            live_since: None,
        }
    }

    pub(super) fn wake_at(&self) -> Instant {
        let subscriptions = self.subscriptions.iter().filter_map(Subscription::wake_at);
        let others = [self.refresh_at, self.ask_at, self.begun_at.map(|at| at + DOCUMENT), Some(self.heard_at + DEAD)];
        subscriptions.chain(others.into_iter().flatten()).fold(self.heartbeat_at, Instant::min)
    }

    /// A whole document came.
    pub(super) fn heard(&mut self, now: Instant) {
        self.heard_at = now;
        self.begun_at = None;
    }

    /// Some of a document came.
    pub(super) fn begun(&mut self, now: Instant) {
        self.begun_at.get_or_insert(now);
    }

    /// The question which calls a line has goes now.
    pub(super) fn asks_now(&mut self, line: &LineId) {
        if let Some(watch) = self.of(line, Package::AdvancedCall).and_then(|subscription| subscription.watch.as_mut()) {
            watch.asks_now();
        }
    }

    /// Asks how things are if a document could not be read, and it is time.
    fn ask_after_unreadable(&mut self, now: Instant) -> Vec<Command> {
        if self.ask_at.take_if(|at| *at <= now).is_none() {
            return Vec::new();
        }
        self.asked_at = Some(now);
        self.subscriptions.iter_mut().filter_map(Subscription::refresh).collect()
    }

    /// Returns whether the answer to a subscription is still on its way: its first events may overtake it.
    fn is_setting_up(&self) -> bool {
        self.subscriptions.iter().any(Subscription::is_asked)
    }

    fn by_id(&mut self, id: &str) -> Option<&mut Subscription> {
        self.subscriptions.iter_mut().find(|subscription| subscription.id() == Some(id))
    }

    fn of(&mut self, line: &LineId, package: Package) -> Option<&mut Subscription> {
        self.subscriptions.iter_mut().find(|subscription| subscription.line == *line && subscription.package == package)
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

    pub(super) fn send_all(&mut self, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            self.send(command);
        }
    }

    pub(super) fn tick(&mut self) {
        let now = self.now.at;
        let own = self.session.plan.own.clone();
        let Some(channel) = self.channel() else { return };
        if channel.begun_at.is_some_and(|at| at + DOCUMENT <= now) {
            return self.lose(Problem::Broken { detail: "a document does not end".to_owned() });
        }
        if channel.heard_at + DEAD <= now {
            let host = self.session.plan.host.clone();
            return self.lose(Problem::TimedOut { host });
        }
        let mut commands = Vec::new();
        if channel.refresh_at.take_if(|at| *at <= now).is_some() {
            commands.push(Command::RefreshChannel(channel.id.clone()));
        }
        commands.extend(channel.subscriptions.iter_mut().flat_map(|subscription| subscription.tick(&own, now)));
        commands.extend(channel.ask_after_unreadable(now));
        let heartbeat = channel.heartbeat_at <= now;
        self.send_all(commands);
        self.keep_pace();
        self.tick_log();
        if heartbeat {
            self.heartbeat();
        }
    }

    /// Hears these lines from now on, besides the own one, and no others.
    pub(super) fn watch(&mut self, lines: Vec<LineId>) {
        let now = self.now.at;
        self.session.plan.watch(lines);
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let wanted = &self.session.plan.lines;
        let (kept, gone): (Vec<_>, Vec<_>) = std::mem::take(&mut channel.subscriptions).into_iter().partition(|subscription| wanted.contains(&subscription.line));
        let new: Vec<LineId> = wanted.iter().filter(|line| kept.iter().all(|subscription| subscription.line != **line)).cloned().collect();
        channel.subscriptions = kept;
        let new = subscription::of_lines(&new, now);
        let subscribe: Vec<Command> = new.iter().map(Subscription::subscribe).collect();
        channel.subscriptions.extend(new);
        for subscription in &gone {
            self.session.pace.forget(&subscription.line);
        }
        self.send_all(gone.iter().filter_map(Subscription::id).map(|id| Command::Unsubscribe(id.to_owned())));
        self.send_all(subscribe);
    }

    /// Asks what the server wrote down, and hands on what nobody heard.
    fn tick_log(&mut self) {
        let line = self.session.plan.own.clone();
        let (ask, calls) = self.session.log.tick(self.now.at);
        if ask {
            self.send(Command::ReadLog(line.clone()));
        }
        if let Some(calls) = calls {
            self.outputs.push(Output::Deliver { event_id: None, updates: vec![Update::Logged { line, calls }] });
        }
        self.say_what_is_no_news();
    }

    fn say_what_is_no_news(&mut self) {
        if let Some(known) = self.session.log.settled() {
            self.outputs.push(Output::Tell(Notice::LogRead { known }));
        }
    }

    /// Says that we are still there.
    pub(super) fn heartbeat(&mut self) {
        let now = self.now.at;
        let Some(channel) = self.channel() else { return };
        (channel.heartbeat_at, channel.heartbeat_sent) = (now + HEARTBEAT, now);
        let heartbeat = Command::Heartbeat(channel.id.clone());
        self.send(heartbeat);
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
            Err(unreadable) => {
                let now = self.now.at;
                let Some(channel) = self.channel() else { return };
                let again = channel.asked_at.map_or(now, |at| now.max(at + UNREADABLE_AGAIN));
                channel.ask_at.get_or_insert(again);
                let commands = channel.ask_after_unreadable(now);
                self.session.log.missed_something(now);
                self.send_all(commands);
                self.outputs.push(Output::Tell(Notice::Unreadable { reason: unreadable.to_string() }));
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
        let now = self.now.at;
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
                let (refresh, vital) = (subscription.refresh(), subscription.is_vital(&self.session.plan));
                // A whole call may have been in it.
                if vital {
                    self.session.log.missed_something(now);
                }
                self.send_all(refresh);
            }
        }
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let mut updates = Vec::new();
        if let Some(watch) = channel.of(&line, Package::AdvancedCall).and_then(|subscription| subscription.watch.as_mut()) {
            if let EventData::Snapshot { calls, .. } = &event.data {
                let log = Some(&mut self.session.log).filter(|_| line == self.session.plan.own);
                updates.extend(log.and_then(|log| what_follows(log, watch.is_surprised_by(calls), &line, now)));
            }
            watch.take(&event.data);
        }
        // Of a colleague's line, how things are can be acknowledged when there is time for it: the server is told all of it
        // at once, for each line that was asked for.
        let of_colleague = line != self.session.plan.own;
        if of_colleague && matches!(event.data, EventData::Snapshot { .. } | EventData::DoNotDisturb(Some(_))) {
            self.session.patient.insert(event.id.clone());
        }
        updates.extend(event.data.into_updates(line));
        self.session.seen.insert(&event.id, updates.is_empty());
        if !updates.is_empty() {
            return self.outputs.push(Output::Deliver { event_id: Some(event.id), updates });
        }
        // Each subscription that a new one takes the place of says its end: after an outage, all do at once.
        self.acknowledge(event.id, of_colleague);
    }

    /// Subscribes again, but not over and over.
    fn subscription_terminated(&mut self, id: &str) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let Some(subscription) = channel.by_id(id) else { return };
        let vital = subscription.is_vital(&self.session.plan);
        if subscription.renewed.is_some_and(|renewed| now < renewed + GOOD) {
            if vital {
                subscription.state = State::Denied { ask_at: now + NOT_PERMITTED };
                return self.lose(Problem::NoEventChannel { reason: "the subscription does not last".to_owned() });
            }
            let of_calls = subscription.package == Package::AdvancedCall;
            let denied = subscription.deny(now, Problem::Forbidden { right: String::new() }).filter(|_| of_calls);
            return self.outputs.extend(denied.map(Output::Tell));
        }
        subscription.renewed = Some(now);
        let subscribe = subscription.ask_again();
        if vital {
            self.session.log.missed_something(now);
        }
        self.send(subscribe);
    }

    pub(super) fn answered(&mut self, command: Command, answer: Result<Answer, Failure>) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        match (command, answer) {
            (Command::Heartbeat(_) | Command::RefreshChannel(_), Err(Failure { status: Some(401 | 403 | 404), .. })) => {
                // This server does not know the channel any more. If it is the password, opening the next one will tell.
                self.give_up(Problem::NoEventChannel { reason: "the server forgot it".to_owned() });
            }
            (Command::Heartbeat(_), Ok(_)) => channel.heartbeat_fails = false,
            // Nothing got through, in either direction.
            (Command::Heartbeat(_), Err(Failure { status: None, problem, .. })) if channel.heard_at <= channel.heartbeat_sent => self.lose(problem),
            (Command::Heartbeat(_), Err(_)) => {
                channel.heartbeat_at = channel.heartbeat_at.min(now + HEARTBEAT_AGAIN);
                // Once: a server with too much to do needs no more questions.
                if std::mem::replace(&mut channel.heartbeat_fails, true) {
                    return;
                }
                let look = channel.of(&self.session.plan.own, Package::AdvancedCall).and_then(Subscription::look);
                self.send_all(look);
            }
            (Command::RefreshChannel(_), Ok(answer)) => channel.refresh_at = Some(half_of(lasts(&answer), now)),
            (Command::RefreshChannel(_), Err(_)) => channel.refresh_at = Some(now + REFRESH_AGAIN),
            (Command::Subscribe(line, package), answer) => self.subscribed(&line, package, answer),
            (Command::RefreshSubscription(id), answer) => self.refreshed(&id, answer),
            (Command::Look(line), answer) => self.looked(&line, answer),
            (Command::ReadLog(_), Ok(Answer::Log(calls))) => {
                self.session.log.read(calls, now);
                self.say_what_is_no_news();
            }
            (Command::ReadLog(_), Ok(_)) => {}
            (Command::ReadLog(_), Err(failure)) => self.session.log.not_read(&failure, now),
            // If it is the password, the next heartbeat tells; nothing else depends on these.
            (Command::CloseChannel(_) | Command::Unsubscribe(_) | Command::Respond(..), _) => {}
        }
    }

    fn subscribed(&mut self, line: &LineId, package: Package, answer: Result<Answer, Failure>) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let was_live = channel.live_since.is_some();
        let Some(subscription) = channel.of(line, package) else {
            // The line is not watched any more.
            return self.send_all(answer.ok().and_then(Answer::id).map(Command::Unsubscribe));
        };
        let vital = subscription.is_vital(&self.session.plan);
        match answer {
            Ok(Answer::Lease { id: Some(id), lasts }) => {
                subscription.state = State::Held { id, refresh_at: Some(half_of(lasts, now)), sequence: None };
                (subscription.told, subscription.failures) = (false, 0);
                if let Some(watch) = &mut subscription.watch {
                    watch.begin(now);
                }
                if *line != self.session.plan.own && !std::mem::replace(&mut subscription.told_granted, true) {
                    self.outputs.push(Output::Tell(Notice::Granted { line: line.clone(), package }));
                }
                // It was not heard for a while.
                if vital && was_live {
                    self.session.log.missed_something(now);
                }
            }
            // What the server makes of a colleague's line is no reason to give up the own one.
            Ok(_) if *line != self.session.plan.own => {
                let denied = subscription.deny(now, Problem::Broken { detail: "a subscription without an id".to_owned() });
                self.outputs.extend(denied.map(Output::Tell));
            }
            Err(Failure { problem, .. }) if *line != self.session.plan.own && problem.needs_user() => {
                let denied = subscription.deny(now, problem);
                self.outputs.extend(denied.map(Output::Tell));
            }
            // One more try, as after any 401 on a connection that was good: opening the next channel will tell.
            Err(Failure { status: Some(401), .. }) if was_live => return self.give_up(asked_for_the_password()),
            Ok(_) => return self.lose(Problem::Broken { detail: "a subscription without an id".to_owned() }),
            Err(Failure { code: Some(NO_SUCH_CHANNEL_SET), .. }) => return self.give_up(Problem::NoEventChannel { reason: "the server forgot it".to_owned() }),
            // Services are assigned one by one, and servers differ in how they say so: without this one there is
            // still the rest. Only a wrong password and a request to wait concern the whole channel.
            Err(Failure { status: Some(status @ 400..=499), problem, .. })
                if (status == 403 || !vital) && !matches!(problem, Problem::Refused | Problem::ServerBusy { .. } | Problem::TimedOut { .. }) =>
            {
                let denied = subscription.deny(now, problem);
                if vital {
                    channel.live_since = None;
                }
                self.outputs.extend(denied.map(Output::Tell));
            }
            // Too much at once, most likely of our own making: a new channel would only ask for more.
            Err(Failure { problem, .. }) if !problem.needs_user() && (!vital || subscription.failures < SUBSCRIBE_TRIES) => {
                let wait = problem.asked_wait().unwrap_or_else(|| back_off(subscription.failures + 1, self.now.jitter));
                subscription.failures += 1;
                (subscription.state, subscription.told_granted) = (State::Denied { ask_at: now + wait }, false);
            }
            Err(failure) => {
                subscription.state = State::Denied { ask_at: now + NOT_PERMITTED };
                return self.lose(failure.problem);
            }
        }
        self.go_live();
    }

    /// Asks at once for what was not granted.
    pub(super) fn ask_for_the_denied(&mut self) {
        let Some(channel) = self.channel() else { return };
        let denied = channel.subscriptions.iter_mut().filter(|subscription| matches!(subscription.state, State::Denied { .. }));
        // Whoever asked hears the answer, though it may be the one before.
        let again = |subscription: &mut Subscription| {
            subscription.told = false;
            subscription.ask_again()
        };
        let commands: Vec<_> = denied.map(again).collect();
        self.send_all(commands);
    }

    /// Says that the connection is up, once the own line is heard and all that was asked for it is answered.
    fn go_live(&mut self) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let hears = channel.of(&self.session.plan.own, Package::AdvancedCall).is_some_and(|own| own.id().is_some());
        let own = &self.session.plan.own;
        let asked = channel.subscriptions.iter().any(|subscription| subscription.is_asked() && subscription.line == *own);
        if channel.live_since.is_none() && hears && !asked {
            channel.live_since = Some(now);
            self.session.log.went_live(now);
            self.outputs.push(Output::Tell(Notice::Connected));
            self.tick_log();
        }
    }

    fn refreshed(&mut self, refreshed: &str, answer: Result<Answer, Failure>) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let Some(subscription) = channel.by_id(refreshed) else { return };
        let granted = answer.is_ok();
        let next = match answer {
            Ok(answer) => half_of(lasts(&answer), now),
            // The server forgot it, and nobody knows since when.
            Err(Failure { status: Some(403 | 404), .. }) => {
                let (subscribe, line) = (subscription.ask_again(), subscription.line.clone());
                if subscription.is_vital(&self.session.plan) {
                    self.session.log.missed_something(now);
                }
                self.outputs.push(Output::Tell(Notice::Recovered { line }));
                return self.send(subscribe);
            }
            Err(Failure { status: Some(401), .. }) => return self.give_up(asked_for_the_password()),
            Err(_) => now + REFRESH_AGAIN,
        };
        if let State::Held { refresh_at, .. } = &mut subscription.state {
            *refresh_at = Some(next);
        }
        if granted && let Some(watch) = &mut subscription.watch {
            watch.expect_snapshot(now);
        }
    }

    /// Compares the calls the server has with those it told us of.
    fn looked(&mut self, line: &LineId, answer: Result<Answer, Failure>) {
        let now = self.now.at;
        let Phase::Open(channel) = &mut self.session.phase else { return };
        let Some(subscription) = channel.of(line, Package::AdvancedCall) else { return };
        let Some(watch) = &mut subscription.watch else { return };
        if let (Ok(Answer::Calls { calls, .. }), true) = (&answer, *line != self.session.plan.own) {
            // It took a request more for each call but the first, which was counted on.
            self.session.pace.spent(calls.len().saturating_sub(1), now);
        }
        let Ok(Answer::Calls { calls, hook }) = answer else {
            watch.looked_in_vain(now);
            let refresh = if watch.expects_snapshot() { None } else { subscription.refresh() };
            return self.send_all(refresh);
        };
        let (surprised, has_snapshots) = (watch.is_surprised_by(&calls), watch.has_snapshots());
        let finding = watch.looked(&calls, now);
        let next = match finding {
            Finding::Nothing => return,
            // The calls are right. If nobody calls, that says little of the subscription: its next snapshot does.
            Finding::AsBelieved => {
                if !has_snapshots && *line == self.session.plan.own {
                    self.session.log.is_well(now);
                }
                let refresh = subscription.refresh();
                self.send_all(refresh);
                return self.tick_log();
            }
            Finding::Snapshot => None,
            Finding::Silence { .. } => subscription.id().is_some().then(|| subscription.ask_again()),
        };
        let mut updates = Vec::new();
        if *line == self.session.plan.own {
            if matches!(finding, Finding::Silence { .. }) {
                self.session.log.missed_something(now);
            }
            updates.extend(what_follows(&mut self.session.log, surprised, line, now));
        }
        updates.push(Update::Snapshot { line: line.clone(), calls, hook });
        self.outputs.push(Output::Deliver { event_id: None, updates });
        if let Finding::Silence { times } = finding {
            self.outputs.push(Output::Tell(Notice::Recovered { line: line.clone() }));
            if times > 1 && *line == self.session.plan.own {
                return self.lose(Problem::NoEventChannel { reason: "no events come".to_owned() });
            }
        }
        self.send_all(next);
        self.tick_log();
    }
}

fn asked_for_the_password() -> Problem {
    Problem::NoEventChannel { reason: "the server asks for the password again".to_owned() }
}

fn lasts(answer: &Answer) -> Duration {
    match answer {
        Answer::Lease { lasts, .. } => *lasts,
        Answer::Done | Answer::Calls { .. } | Answer::Log(_) => SHORTEST_LEASE,
    }
}

/// Returns the word that the log will tell what became of calls a snapshot does not list any more, if it will. A snapshot
/// that is a surprise tells that something went unheard.
fn what_follows(log: &mut Log, surprised: bool, line: &LineId, now: Instant) -> Option<Update> {
    if surprised {
        log.missed_something(now);
    } else {
        log.is_well(now);
    }
    log.will_tell().then(|| Update::LogFollows { line: line.clone() })
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
