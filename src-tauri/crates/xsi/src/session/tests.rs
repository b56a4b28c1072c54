mod events;
mod log;
mod looks;
mod watched;

use telephony::{Hook, LineId, Update};

use super::*;
use crate::document::{ErrorInfo, Lease, NO_SUCH_CHANNEL_SET};
use crate::event::{EventData, SubscriptionEvent};
use crate::request::Package;

const HALF_A_SECOND: Duration = Duration::from_millis(500);
const DAY: Duration = Duration::from_secs(86_400);

/// A session with a clock of its own. The first channel is `c-1`, its subscriptions are `calls` and `dnd`.
struct Life {
    session: Option<Session>,
    now: Instant,
    slept: Duration,
    jitter: f64,
    channels: u32,
    /// What is no news, each time it was said.
    log_read: Vec<Vec<String>>,
}

impl Life {
    fn new() -> Self {
        let own = LineId::new("anna@example.com");
        Self::of(Plan { host: "xsp.example.com".to_owned(), own: own.clone(), lines: vec![own], known_log: None })
    }

    fn of(plan: Plan) -> Self {
        let now = Instant::now();
        let session = Session::new(plan, Now { at: now, slept: Duration::ZERO, jitter: 1.0 });
        Self { session: Some(session), now, slept: Duration::ZERO, jitter: 1.0, channels: 0, log_read: Vec::new() }
    }

    fn take(&mut self, input: Input) -> Vec<Output> {
        let (session, outputs) = step(self.session.take().expect("a session"), input, Now { at: self.now, slept: self.slept, jitter: self.jitter });
        self.session = Some(session);
        // It goes with readings whose own outputs are looked at.
        let (known, outputs): (Vec<_>, Vec<_>) = outputs.into_iter().partition(|output| matches!(output, Output::Tell(Notice::LogRead { .. })));
        self.log_read.extend(known.into_iter().map(|notice| match notice {
            Output::Tell(Notice::LogRead { known }) => known.into_iter().collect::<Vec<_>>(),
            _ => Vec::new(),
        }));
        outputs
    }

    fn hear(&mut self, message: Message) -> Vec<Output> {
        self.take(Input::Document(Ok(message)))
    }

    fn answer(&mut self, command: Command, answer: Result<Answer, Failure>) -> Vec<Output> {
        let generation = self.session.as_ref().expect("a session").generation();
        self.take(Input::Answered { generation, command, answer })
    }

    /// Lets time go by, with echoes of heartbeats, and returns what was done meanwhile but for the heartbeats.
    fn live_for(&mut self, seconds: u64) -> Vec<Output> {
        let mut outputs = Vec::new();
        for _ in 0..seconds {
            self.now += Duration::from_secs(1);
            outputs.extend(self.take(Input::Tick));
            self.hear(Message::HeartBeat);
        }
        outputs.retain(|output| !matches!(output, Output::Send(Command::Heartbeat(_))));
        outputs
    }

    /// Lets time go by in silence, waking up whenever the session wants to, and returns what was done at the end of it.
    fn silent_for(&mut self, wait: Duration) -> Vec<Output> {
        let end = self.now + wait;
        while let Some(at) = self.session.as_ref().and_then(Session::wake_at).filter(|at| *at < end) {
            self.now = at;
            self.take(Input::Tick);
        }
        self.now = end;
        self.take(Input::Tick)
    }

    fn wait(&mut self, wait: Duration) -> Vec<Output> {
        self.now += wait;
        self.take(Input::Tick)
    }

    /// Opens a channel up to its subscriptions.
    fn open(&mut self) -> Vec<Output> {
        assert!(matches!(self.take(Input::RetryNow)[..], [Output::Open { .. }]));
        self.channels += 1;
        self.hear(Message::Channel(Lease { id: self.channel(), lasts: Duration::from_secs(7200) }))
    }

    fn channel(&self) -> String {
        format!("c-{}", self.channels)
    }

    fn live(mut self) -> Self {
        self.connect();
        self
    }

    fn connect(&mut self) {
        self.open();
        assert_eq!(self.answer(subscribe(Package::AdvancedCall), granted("calls")), []);
        assert_eq!(self.answer(subscribe(Package::DoNotDisturb), granted("dnd")), connected());
        assert_eq!(self.answer(Command::ReadLog(line()), failed(404)), []);
        self.hear(event(&format!("first-{}", self.channels), "calls", 0, snapshot()));
    }

    fn loss(&mut self) -> Vec<Output> {
        self.take(Input::StreamLost(broken()))
    }
}

fn line() -> LineId {
    LineId::new("anna@example.com")
}

fn subscribe(package: Package) -> Command {
    Command::Subscribe(line(), package)
}

fn granted(id: &str) -> Result<Answer, Failure> {
    Ok(Answer::Lease { id: Some(id.to_owned()), lasts: DAY })
}

fn done() -> Result<Answer, Failure> {
    Ok(Answer::Done)
}

/// What follows once the own line is heard.
fn connected() -> [Output; 2] {
    [Output::Tell(Notice::Connected), Output::Send(Command::ReadLog(line()))]
}

fn failed(status: u16) -> Result<Answer, Failure> {
    let problem = match status {
        401 => Problem::Refused,
        403 => Problem::Forbidden { right: "Advanced Call".to_owned() },
        _ => Problem::ServerBusy { status, retry_after: None },
    };
    Err(Failure { problem, status: Some(status), code: None })
}

fn broken() -> Problem {
    Problem::Broken { detail: "cut".to_owned() }
}

fn event(id: &str, subscription: &str, sequence: u32, data: EventData) -> Message {
    Message::Event(Box::new(SubscriptionEvent {
        id: id.to_owned(),
        sequence: Some(sequence),
        user_id: "anna@example.com".to_owned(),
        subscription_id: subscription.to_owned(),
        target_id: None,
        data,
    }))
}

fn hook(id: &str, sequence: u32) -> Message {
    event(id, "calls", sequence, EventData::Hook(Hook::OffHook))
}

fn snapshot() -> EventData {
    EventData::Snapshot { calls: Vec::new(), hook: None }
}

fn taken(id: &str) -> Output {
    Output::Send(Command::Respond(id.to_owned(), Verdict::Taken))
}

fn heartbeat() -> Output {
    Output::Send(Command::Heartbeat("c-1".to_owned()))
}

fn refresh_calls() -> Output {
    Output::Send(Command::RefreshSubscription("calls".to_owned()))
}

fn delivers(outputs: &[Output]) -> bool {
    outputs.iter().any(|output| matches!(output, Output::Deliver { .. }))
}

fn lost_for(outputs: &[Output], now: Instant) -> Option<Duration> {
    outputs.iter().find_map(|output| match output {
        Output::Tell(Notice::Lost { retry_at, .. }) => Some(*retry_at - now),
        _ => None,
    })
}

fn ended(outputs: &[Output]) -> Option<&Problem> {
    outputs.iter().find_map(|output| match output {
        Output::Tell(Notice::Ended { problem }) => Some(problem),
        _ => None,
    })
}

#[test]
fn a_channel_is_opened_then_kept_alive_then_subscribed_to() {
    let mut life = Life::new();
    assert_eq!(life.take(Input::Tick), [Output::Open { server: 0 }]);
    let opened = life.hear(Message::Channel(Lease { id: "c-1".to_owned(), lasts: DAY }));
    let expected = [Output::Tell(Notice::Heard), heartbeat(), Output::Send(subscribe(Package::AdvancedCall)), Output::Send(subscribe(Package::DoNotDisturb))];
    assert_eq!(opened, expected);
}

#[test]
fn a_heartbeat_goes_out_every_fifteen_seconds_and_sooner_after_a_failure() {
    let mut life = Life::new().live();
    assert_eq!(life.wait(HEARTBEAT - Duration::from_millis(1)), []);
    assert_eq!(life.wait(Duration::from_millis(1)), [heartbeat()]);
    assert_eq!(life.answer(Command::Heartbeat("c-1".to_owned()), failed(503)), [Output::Send(Command::Look(line()))]);
    assert_eq!(life.wait(HEARTBEAT_AGAIN), [heartbeat()]);
}

#[test]
fn a_channel_that_says_nothing_is_given_up_and_closed() {
    let mut life = Life::new().live();
    assert!(lost_for(&life.silent_for(DEAD - Duration::from_millis(1)), life.now).is_none());
    let outputs = life.wait(Duration::from_millis(1));
    assert!(outputs.contains(&Output::Send(Command::CloseChannel("c-1".to_owned()))), "{outputs:?}");
    assert!(outputs.contains(&Output::HangUp));
    assert!(lost_for(&outputs, life.now).is_some());
}

#[test]
fn a_heartbeat_that_does_not_get_through_ends_a_channel_that_is_silent_as_well() {
    let cut = || Err(Failure { problem: Problem::Unreachable { host: "xsp.example.com".to_owned() }, status: None, code: None });
    let mut life = Life::new().live();
    life.wait(HEARTBEAT);
    assert!(lost_for(&life.answer(Command::Heartbeat("c-1".to_owned()), cut()), life.now).is_some());

    let mut life = Life::new().live();
    life.wait(HEARTBEAT);
    life.now += Duration::from_millis(1);
    life.hear(Message::HeartBeat);
    let outputs = life.answer(Command::Heartbeat("c-1".to_owned()), cut());
    assert_eq!(outputs, [Output::Send(Command::Look(line()))], "the stream is alive; the calls are looked after");
}

#[test]
fn a_document_has_half_a_minute() {
    let mut life = Life::new().live();
    life.take(Input::Begun);
    life.now += Duration::from_secs(10);
    assert_eq!(life.take(Input::Begun), []);
    assert!(lost_for(&life.silent_for(DOCUMENT - Duration::from_millis(10_001)), life.now).is_none());
    assert!(lost_for(&life.wait(Duration::from_millis(1)), life.now).is_some());

    let mut life = Life::new().live();
    life.take(Input::Begun);
    life.live_for(60);
    assert!(matches!(life.session.as_ref().map(|session| &session.phase), Some(Phase::Open(_))), "it became complete");
}

#[test]
fn a_channel_that_does_not_come_up_in_time_is_tried_again() {
    let mut life = Life::new();
    life.take(Input::Tick);
    assert_eq!(life.wait(SET_UP - Duration::from_millis(1)), []);
    assert_eq!(lost_for(&life.wait(Duration::from_millis(1)), life.now), Some(HALF_A_SECOND));
}

#[test]
fn each_failure_in_a_row_waits_longer_up_to_half_a_minute() {
    let mut life = Life::new();
    for (jitter, milliseconds) in [(1.0, 500), (1.0, 1000), (1.0, 2000), (1.0, 4000), (1.0, 8000), (1.0, 16_000), (1.0, 30_000), (0.0, 15_000), (1.0, 30_000)] {
        life.jitter = jitter;
        life.take(Input::RetryNow);
        let wait = Duration::from_millis(milliseconds);
        assert_eq!(lost_for(&life.loss(), life.now), Some(wait));
        life.now += wait;
    }
}

#[test]
fn a_minute_of_good_connection_forgets_the_failures_before() {
    for (seconds, milliseconds) in [(59, 4000), (61, 500)] {
        let mut life = Life::new();
        for _ in 0..3 {
            life.take(Input::RetryNow);
            life.loss();
        }
        life.connect();
        life.live_for(seconds);
        assert_eq!(lost_for(&life.loss(), life.now), Some(Duration::from_millis(milliseconds)), "after {seconds} s");
    }
}

#[test]
fn a_busy_server_is_left_alone_for_as_long_as_it_asks() {
    let mut life = Life::new();
    life.take(Input::Tick);
    let problem = Problem::ServerBusy { status: 503, retry_after: Some(Duration::from_secs(120)) };
    assert_eq!(lost_for(&life.take(Input::StreamLost(problem)), life.now), Some(Duration::from_secs(120)));
}

#[test]
fn a_wait_ends_by_itself_or_when_the_user_is_impatient() {
    let mut life = Life::new().live();
    life.loss();
    assert_eq!(life.wait(HALF_A_SECOND - Duration::from_millis(1)), []);
    assert_eq!(life.wait(Duration::from_millis(1)), [Output::Open { server: 1 }]);
    life.loss();
    assert_eq!(life.take(Input::RetryNow), [Output::Open { server: 2 }], "and every failure tries the next server");
}

#[test]
fn a_new_network_shortens_the_wait_but_not_one_the_server_asked_for() {
    let busy = Problem::ServerBusy { status: 503, retry_after: Some(Duration::from_secs(120)) };
    for (problem, opens) in [(broken(), true), (busy, false)] {
        let mut life = Life::new();
        for _ in 0..9 {
            life.take(Input::RetryNow);
            life.take(Input::StreamLost(problem.clone()));
        }
        assert_eq!(life.take(Input::NetworkChanged), []);
        life.now += Duration::from_millis(500);
        assert_eq!(life.take(Input::NetworkChanged), [], "networks come and go");
        assert_eq!(life.wait(Duration::from_millis(499)), []);
        assert_eq!(!life.wait(Duration::from_millis(1)).is_empty(), opens, "{problem:?}");
    }
}

#[test]
fn a_changed_network_is_tried_out_at_once() {
    let mut life = Life::new().live();
    assert_eq!(life.take(Input::NetworkChanged), [heartbeat()]);
}

#[test]
fn after_a_sleep_everything_begins_anew_at_once() {
    let sleeps: [fn(&mut Life) -> Vec<Output>; 3] = [
        |life| {
            life.slept += Duration::from_secs(8 * 3600);
            life.wait(Duration::from_secs(1))
        },
        |life| life.wait(Duration::from_secs(8 * 3600)),
        |life| life.take(Input::Woke),
    ];
    for (place, sleep) in sleeps.into_iter().enumerate() {
        let mut life = Life::new().live();
        assert_eq!(sleep(&mut life), [Output::Send(Command::CloseChannel("c-1".to_owned())), Output::HangUp, Output::Open { server: 0 }], "{place}");
        life.slept = Duration::ZERO;
        let mut waiting = Life::new();
        for _ in 0..9 {
            waiting.take(Input::RetryNow);
            waiting.loss();
        }
        assert!(sleep(&mut waiting).contains(&Output::Open { server: 9 }), "{place}");
        assert_eq!(lost_for(&waiting.loss(), waiting.now), Some(HALF_A_SECOND), "waits begin anew: {place}");
    }
}

#[test]
fn a_sleep_is_noticed_whatever_comes_first_after_it() {
    for input in [Input::Taken { event_id: "e-1".to_owned() }, Input::StreamLost(broken()), Input::Begun, Input::NetworkChanged] {
        let mut life = Life::new().live();
        life.slept += Duration::from_secs(3600);
        let outputs = life.take(input.clone());
        assert!(outputs.contains(&Output::Open { server: 0 }), "{input:?}: {outputs:?}");
    }
}

#[test]
fn one_sleep_is_told_twice_and_begins_anew_once_and_the_next_one_counts() {
    let mut life = Life::new().live();
    life.slept += Duration::from_secs(3600);
    assert!(life.take(Input::Woke).contains(&Output::Open { server: 0 }));
    assert_eq!(life.take(Input::Woke), []);
    life.now += Duration::from_secs(10);
    assert_eq!(life.take(Input::Woke), []);
    life.slept += Duration::from_secs(3600);
    assert!(life.wait(Duration::from_secs(1)).contains(&Output::Open { server: 0 }), "the lid was closed again");
}

#[test]
fn what_the_old_stream_had_to_say_after_a_sleep_is_not_about_the_new_one() {
    let terminated = Message::ChannelTerminated { channel_id: "c-1".to_owned(), reason: TerminatedReason::DuplicateChannelSet };
    for input in [Input::StreamLost(broken()), Input::Document(Ok(terminated)), Input::Begun] {
        let mut life = Life::new().live();
        life.slept += Duration::from_secs(3600);
        let expected = [Output::Send(Command::CloseChannel("c-1".to_owned())), Output::HangUp, Output::Open { server: 0 }];
        assert_eq!(life.take(input.clone()), expected, "{input:?}");
    }
}

#[test]
fn the_end_of_an_earlier_channel_is_not_the_end_of_signing_out() {
    let mut life = Life::new().live();
    life.loss();
    life.take(Input::Stop);
    let late = life.answer(Command::CloseChannel("c-1".to_owned()), done());
    assert_eq!(late, [], "the subscriptions are still to end");
    life.answer(Command::Unsubscribe("calls".to_owned()), done());
    assert_eq!(life.answer(Command::Unsubscribe("dnd".to_owned()), done()), [Output::HangUp, Output::Finish]);
}

#[test]
fn a_password_refused_on_a_good_connection_gets_one_more_try() {
    for command in [Command::Heartbeat("c-1".to_owned()), Command::RefreshSubscription("calls".to_owned()), subscribe(Package::DoNotDisturb)] {
        let mut life = Life::new().live();
        let outputs = life.answer(command.clone(), failed(401));
        assert!(lost_for(&outputs, life.now).is_some(), "{command:?}: {outputs:?}");
        life.take(Input::RetryNow);
        assert_eq!(ended(&life.take(Input::StreamLost(Problem::Refused))), Some(&Problem::Refused));
    }
}

#[test]
fn whatever_a_server_asks_for_is_waited_for_within_reason() {
    for (asked, seconds) in [(0, 1), (99_999_999, 300), (u64::MAX, 300)] {
        let mut life = Life::new();
        life.open();
        life.answer(subscribe(Package::AdvancedCall), granted("calls"));
        let problem = Problem::ServerBusy { status: 503, retry_after: Some(Duration::from_secs(asked)) };
        life.answer(subscribe(Package::DoNotDisturb), Err(Failure { problem, status: Some(503), code: None }));
        life.answer(Command::ReadLog(line()), failed(404));
        life.hear(event("first", "calls", 0, snapshot()));
        assert_eq!(life.live_for(seconds - 1), [], "asked for {asked} s");
        assert_eq!(looks_left_out(life.live_for(1)), [Output::Send(subscribe(Package::DoNotDisturb))], "asked for {asked} s");
    }
}

fn looks_left_out(outputs: Vec<Output>) -> Vec<Output> {
    outputs.into_iter().filter(|output| !matches!(output, Output::Send(Command::Look(_)))).collect()
}

#[test]
fn a_timer_that_is_a_little_late_is_no_sleep() {
    let mut life = Life::new().live();
    assert_eq!(life.wait(HEARTBEAT + SLEPT - Duration::from_millis(1)), [heartbeat()]);
    life.slept += SLEPT - Duration::from_millis(1);
    assert_eq!(life.wait(Duration::from_secs(1)), []);
}

#[test]
fn a_refused_password_ends_it_without_another_request() {
    let mut life = Life::new();
    life.take(Input::Tick);
    let outputs = life.take(Input::StreamLost(Problem::Refused));
    assert_eq!(outputs, [Output::Tell(Notice::Ended { problem: Problem::Refused }), Output::HangUp, Output::Finish]);
    assert_eq!(life.session.as_ref().and_then(Session::wake_at), None);
}

#[test]
fn what_is_not_permitted_is_asked_for_every_quarter_of_an_hour() {
    let mut life = Life::new();
    life.take(Input::Tick);
    let outputs = life.take(Input::StreamLost(Problem::Forbidden { right: String::new() }));
    assert_eq!(lost_for(&outputs, life.now), Some(Duration::from_secs(900)));
}

#[test]
fn somebody_who_closes_the_channel_again_and_again_means_it() {
    let mut life = Life::new();
    for (time, wait) in [(1, 1), (2, 1), (3, 300)] {
        life.connect();
        let channel = life.channel();
        let outputs = life.hear(Message::ChannelTerminated { channel_id: channel, reason: TerminatedReason::ExplicitDelete });
        assert!(
            lost_for(&outputs, life.now).is_some_and(|waits| waits <= Duration::from_secs(2).max(Duration::from_secs(wait)) && (wait == 1 || waits.as_secs() == wait)),
            "{time}"
        );
    }
}

#[test]
fn a_heartbeat_the_server_does_not_know_rebuilds_the_channel() {
    for status in [401, 403, 404] {
        let mut life = Life::new().live();
        let outputs = life.answer(Command::Heartbeat("c-1".to_owned()), failed(status));
        assert!(lost_for(&outputs, life.now).is_some(), "{status}");
        assert_eq!(life.wait(HALF_A_SECOND), [Output::Open { server: 1 }]);
    }
}

#[test]
fn every_end_of_a_channel_has_its_own_consequence() {
    for (reason, end) in [
        (TerminatedReason::DuplicateChannelSet, Some(Problem::SignedInElsewhere)),
        (TerminatedReason::UserDeleted, Some(Problem::UserDeleted)),
        (TerminatedReason::NonResponsiveChannel, None),
        (TerminatedReason::ExplicitDelete, None),
        (TerminatedReason::Expired, None),
        (TerminatedReason::UnknownChannel, None),
        (TerminatedReason::Other("maxChannelsReached".to_owned()), None),
    ] {
        let mut life = Life::new().live();
        let other = life.hear(Message::ChannelTerminated { channel_id: "another".to_owned(), reason: reason.clone() });
        assert_eq!(other, [Output::Tell(Notice::Heard)]);
        let outputs = life.hear(Message::ChannelTerminated { channel_id: "c-1".to_owned(), reason: reason.clone() });
        assert_eq!(ended(&outputs), end.as_ref(), "{reason:?}");
        assert_eq!(lost_for(&outputs, life.now).is_some(), end.is_none(), "{reason:?}");
    }
}

#[test]
fn a_channel_whose_life_is_over_is_followed_by_another_at_once_though_there_was_trouble_before() {
    for (seconds, milliseconds) in [(6, 500), (4, 16_000)] {
        let mut life = Life::new();
        for _ in 0..5 {
            life.take(Input::RetryNow);
            let outputs = life.loss();
            life.now += lost_for(&outputs, life.now).expect("a wait");
        }
        life.connect();
        life.live_for(seconds);
        let channel = life.channel();
        let outputs = life.hear(Message::ChannelTerminated { channel_id: channel, reason: TerminatedReason::Expired });
        assert_eq!(lost_for(&outputs, life.now), Some(Duration::from_millis(milliseconds)), "after {seconds} s");
    }
}

#[test]
fn a_server_that_cannot_open_a_channel_says_why() {
    let mut life = Life::new();
    life.take(Input::Tick);
    let outputs = life.hear(Message::Error(ErrorInfo { summary: "Too many channels".to_owned(), code: None }));
    let expected = Problem::NoEventChannel { reason: "Too many channels".to_owned() };
    assert!(outputs.iter().any(|output| matches!(output, Output::Tell(Notice::Lost { problem, .. }) if *problem == expected)), "{outputs:?}");
}

#[test]
fn signing_out_leaves_nothing_behind() {
    let mut life = Life::new().live();
    let unsubscribe = |id: &str| Command::Unsubscribe(id.to_owned());
    assert_eq!(life.take(Input::Stop), [Output::Send(unsubscribe("calls")), Output::Send(unsubscribe("dnd"))]);
    assert_eq!(life.answer(unsubscribe("calls"), done()), []);
    let close = Command::CloseChannel("c-1".to_owned());
    assert_eq!(life.answer(unsubscribe("dnd"), failed(503)), [Output::Send(close.clone())]);
    assert_eq!(life.answer(close, done()), [Output::HangUp, Output::Finish]);
}

#[test]
fn signing_out_while_a_subscription_is_being_made_ends_that_one_too() {
    let mut life = Life::new();
    life.open();
    life.answer(subscribe(Package::DoNotDisturb), granted("dnd"));
    assert_eq!(life.take(Input::Stop), [Output::Send(Command::Unsubscribe("dnd".to_owned()))]);
    assert_eq!(life.answer(subscribe(Package::AdvancedCall), granted("calls")), [Output::Send(Command::Unsubscribe("calls".to_owned()))]);
}

#[test]
fn signing_out_without_a_channel_still_ends_the_subscriptions_of_the_last_one() {
    let mut life = Life::new();
    life.take(Input::Tick);
    assert_eq!(life.take(Input::Stop), [Output::HangUp, Output::Finish]);

    let mut life = Life::new().live();
    life.loss();
    let unsubscribe = |id: &str| Command::Unsubscribe(id.to_owned());
    assert_eq!(life.take(Input::Stop), [Output::Send(unsubscribe("calls")), Output::Send(unsubscribe("dnd"))]);
    life.answer(unsubscribe("calls"), failed(503));
    assert_eq!(life.answer(unsubscribe("dnd"), done()), [Output::HangUp, Output::Finish]);
}

#[test]
fn late_answers_to_an_earlier_channel_change_nothing() {
    let mut life = Life::new().live();
    life.loss();
    life.connect();
    let late = Input::Answered { generation: 1, command: Command::Heartbeat("c-1".to_owned()), answer: failed(404) };
    assert_eq!(life.take(late), []);
}
