//! A call that is made up, to try custom events on.
//!
//! It goes through [`Lines`] as a real one does, so that a custom event sees nothing it would not see of a real call.

use jiff::{SignedDuration, Timestamp};
use telephony::{
    CallId, CallMoment, CallReport, CallType, Change, ConnectionMoment, DeviceMoment, Direction, Hook, LineId, Lines, Owner, Party, Personality, PhoneNumber, RedirectReason,
    ReleasedBy, ReportedState, Step, Update, What,
};

use crate::{CallTrigger, DirectionFilter, Moment, State, Trigger};

/// How long it rings, in seconds.
const RINGS: i64 = 5;

/// A call that is made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The other party's name, or empty.
    pub name: String,
    /// The other party's number, or empty.
    pub tel: String,
    /// Whether the other party hides it.
    pub withheld: bool,
    /// Whether it is a colleague.
    pub internal: bool,
    /// How long they talk, in seconds.
    pub seconds: u32,
    /// Which way it goes.
    pub direction: Direction,
}

/// Runs a call on a line, from `now` on, and returns everything that becomes true of it, in order.
///
/// It rings five seconds. Then it is answered, and over after its time, or it is given up. One that is `held` is put on
/// hold after a third of its time and taken back after two.
pub fn changes(sample: &Sample, line: &LineId, owner: &Owner, now: Timestamp, answered: bool, held: bool) -> Vec<Change> {
    let mut example = Example::new(sample, line, owner, now);
    example.ring();
    if answered {
        example.answer();
        let third = i64::from(sample.seconds) / 3;
        if held {
            example.wait(third);
            example.hear(Step::Held, ReportedState::Held);
            example.wait(third);
            example.hear(Step::Retrieved, ReportedState::Active);
            example.wait(i64::from(sample.seconds) - 2 * third);
        } else {
            example.wait(i64::from(sample.seconds));
        }
    }
    example.end();
    example.changes
}

/// Returns the change a trigger waits for, as an example of it. Of several, the one that tells most.
///
/// A trigger that waits for calls of one direction gets one; and where only one direction has such a state, that is it.
pub fn change_for(trigger: &Trigger, sample: &Sample, line: &LineId, owner: &Owner, now: Timestamp) -> Change {
    let mut example = Example::new(&Sample { direction: direction_for(trigger, sample.direction), ..sample.clone() }, line, owner, now);
    let wanted = match trigger.state() {
        State::Call(CallTrigger::All) => Some(Moment::Call(CallMoment::Completed)),
        state => state.moments().first().copied(),
    };
    match wanted {
        Some(Moment::Call(moment)) => example.reach(moment),
        Some(Moment::Device(moment)) => example.touch(moment),
        Some(Moment::Connection(_)) | None => {}
    }
    let moment = match wanted {
        Some(Moment::Connection(moment)) => moment,
        _ => ConnectionMoment::SignedIn,
    };
    let connection = Change { line: line.clone(), at: now, late: false, owner: owner.clone(), device: example.device(), what: What::Connection { moment } };
    example.changes.into_iter().find(|change| Some(Moment::of(change)) == wanted).unwrap_or(connection)
}

fn direction_for(trigger: &Trigger, usual: Direction) -> Direction {
    let Trigger::Call { state, direction, .. } = trigger else { return usual };
    match (state, direction) {
        (CallTrigger::Missed | CallTrigger::Forwarded, _) => Direction::Incoming,
        (CallTrigger::Dialing, _) => Direction::Outgoing,
        (_, DirectionFilter::Inbound) => Direction::Incoming,
        (_, DirectionFilter::Outbound) => Direction::Outgoing,
        (_, DirectionFilter::Both) => usual,
    }
}

/// A call under way.
struct Example {
    sample: Sample,
    line: LineId,
    lines: Lines,
    /// What every report says of the call.
    call: CallReport,
    now: Timestamp,
    changes: Vec<Change>,
}

impl Example {
    /// A line whose phone is idle.
    fn new(sample: &Sample, line: &LineId, owner: &Owner, now: Timestamp) -> Self {
        let mut lines = Lines::default();
        lines.apply(Update::Owner { line: line.clone(), owner: owner.clone() }, now);
        lines.apply(Update::Hook { line: line.clone(), hook: Hook::OnHook }, now);
        lines.apply(Update::DoNotDisturb { line: line.clone(), on: false }, now);
        let remote = Party {
            name: Some(sample.name.clone()).filter(|name| !name.is_empty()),
            number: PhoneNumber::parse(&sample.tel),
            withheld: sample.withheld,
            call_type: Some(if sample.internal { CallType::Group } else { CallType::Network }),
            ..Party::default()
        };
        let personality = match sample.direction {
            Direction::Incoming => Personality::Terminator,
            Direction::Outgoing => Personality::Originator,
        };
        let id = CallId::new(format!("example-{}", now.as_millisecond()));
        let call = CallReport { remote, started: Some(now), ..CallReport::new(id, Step::Other, personality, ReportedState::Idle) };
        Self { sample: sample.clone(), line: line.clone(), lines, call, now, changes: Vec::new() }
    }

    fn device(&self) -> telephony::Device {
        self.lines.get(&self.line).map(telephony::Line::device).unwrap_or_default()
    }

    fn wait(&mut self, seconds: i64) {
        self.now = self.now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(self.now);
    }

    fn hear(&mut self, step: Step, state: ReportedState) {
        (self.call.step, self.call.state) = (step, state);
        let update = Update::Call { line: self.line.clone(), report: Box::new(self.call.clone()) };
        let heard = self.lines.apply(update, self.now);
        self.changes.extend(heard);
    }

    fn ring(&mut self) {
        match self.sample.direction {
            Direction::Incoming => {
                self.hear(Step::Received, ReportedState::Alerting);
                // It may still be sent elsewhere for a moment. Its time to ring is told as its beginning.
                let later = self.now.checked_add(SignedDuration::from_secs(1)).unwrap_or(self.now);
                let rings = self.lines.tick(later).into_iter().map(|change| Change { at: self.now, ..change });
                self.changes.extend(rings);
            }
            Direction::Outgoing => {
                self.hear(Step::Originating, ReportedState::Alerting);
                self.hear(Step::Originated, ReportedState::Alerting);
            }
        }
        self.wait(RINGS);
    }

    fn answer(&mut self) {
        self.hook(Hook::OffHook);
        self.call.answered = Some(self.now);
        self.hear(Step::Answered, ReportedState::Active);
    }

    fn end(&mut self) {
        self.hook(Hook::OnHook);
        self.call.ended = Some(self.now);
        // Whoever called gives up.
        self.call.released_by = Some(match self.sample.direction {
            Direction::Incoming => ReleasedBy::Remote,
            Direction::Outgoing => ReleasedBy::Local,
        });
        self.hear(Step::Released, ReportedState::Released);
        let settled = self.lines.settle(self.now);
        self.changes.extend(settled);
    }

    /// The phone goes with the call. That is no news of its own here.
    fn hook(&mut self, hook: Hook) {
        self.lines.apply(Update::Hook { line: self.line.clone(), hook }, self.now);
    }

    /// Lets the call reach a moment.
    fn reach(&mut self, moment: CallMoment) {
        match moment {
            CallMoment::Forwarded => {
                self.hear(Step::Received, ReportedState::Alerting);
                (self.call.redirect, self.call.ended) = (Some(RedirectReason::Unconditional), Some(self.now));
                self.hear(Step::Redirected, ReportedState::Released);
            }
            CallMoment::Missed => {
                self.ring();
                self.end();
            }
            CallMoment::Dialing | CallMoment::Ringing => self.ring(),
            CallMoment::Connected | CallMoment::Held | CallMoment::Resumed | CallMoment::Transferred | CallMoment::Completed => {
                self.ring();
                self.answer();
                self.wait(i64::from(self.sample.seconds));
                match moment {
                    CallMoment::Held | CallMoment::Resumed => {
                        self.hear(Step::Held, ReportedState::Held);
                        self.hear(Step::Retrieved, ReportedState::Active);
                    }
                    CallMoment::Transferred => {
                        // The call is handed on, and goes on without this line.
                        self.call.redirect = Some(RedirectReason::Transfer);
                        self.end();
                    }
                    _ => self.end(),
                }
            }
        }
    }

    /// Lets the phone reach a moment.
    fn touch(&mut self, moment: DeviceMoment) {
        let line = || self.line.clone();
        let (before, after) = match moment {
            DeviceMoment::OffHook => (Update::Hook { line: line(), hook: Hook::OnHook }, Update::Hook { line: line(), hook: Hook::OffHook }),
            DeviceMoment::OnHook => (Update::Hook { line: line(), hook: Hook::OffHook }, Update::Hook { line: line(), hook: Hook::OnHook }),
            DeviceMoment::DndOn => (Update::DoNotDisturb { line: line(), on: false }, Update::DoNotDisturb { line: line(), on: true }),
            DeviceMoment::DndOff => (Update::DoNotDisturb { line: line(), on: true }, Update::DoNotDisturb { line: line(), on: false }),
        };
        self.lines.apply(before, self.now);
        self.changes.extend(self.lines.apply(after, self.now));
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use telephony::{Home, Outcome, Scope};

    use super::*;
    use crate::{ConnectionTrigger, DeviceTrigger, NumberPattern, ScopeFilter, Values, sample};

    fn priya() -> Sample {
        Sample { name: "Priya Raman".into(), tel: "+442079460958".into(), withheld: false, internal: false, seconds: 205, direction: Direction::Incoming }
    }

    fn owner() -> Owner {
        Owner { name: "Anna Lindqvist".into(), extension: "4021".into(), number: PhoneNumber::parse("+442079460121") }
    }

    fn now() -> Timestamp {
        "2026-11-23T09:30:00Z".parse().unwrap()
    }

    fn run(sample: &Sample, answered: bool, held: bool) -> Vec<Change> {
        changes(sample, &sample::anna(), &owner(), now(), answered, held)
    }

    #[test]
    fn a_call_goes_through_every_state_it_should() {
        use CallMoment::{Completed, Connected, Dialing, Held, Missed, Resumed, Ringing};
        let incoming = priya();
        let outgoing = Sample { direction: Direction::Outgoing, ..priya() };
        for (sample, answered, held, moments, outcome) in [
            (&incoming, true, true, &[Ringing, Connected, Held, Resumed, Completed][..], Outcome::Answered),
            (&incoming, true, false, &[Ringing, Connected, Completed], Outcome::Answered),
            (&incoming, false, true, &[Ringing, Missed], Outcome::NoAnswer),
            (&outgoing, true, true, &[Dialing, Ringing, Connected, Held, Resumed, Completed], Outcome::Answered),
            (&outgoing, false, false, &[Dialing, Ringing, Completed], Outcome::Cancelled),
        ] {
            let changes = run(sample, answered, held);
            let told: Vec<Moment> = changes.iter().map(Moment::of).collect();
            assert_eq!(told, moments.iter().copied().map(Moment::Call).collect::<Vec<_>>());
            let What::Call { call, .. } = &changes.last().unwrap().what else { panic!("a call") };
            assert_eq!((call.outcome, call.direction), (Some(outcome), sample.direction));
            assert_eq!(call.duration(), Some(SignedDuration::from_secs(if answered { 205 } else { 0 })));
            assert!(changes.iter().all(|change| !change.late && change.owner == owner()));
            assert!(changes.is_sorted_by_key(|change| change.at), "time goes on");
        }
    }

    #[test]
    fn its_values_are_those_of_the_example() {
        let value = |change: &Change, name: &str| Values::new(change, &Home::of("GB"), "e", &TimeZone::UTC).by_name(name).unwrap();
        let changes = run(&priya(), true, false);
        for (name, values) in [
            ("Call.RemoteName", ["Priya Raman", "Priya Raman", "Priya Raman"]),
            ("Call.RemoteTel", ["+442079460958"; 3]),
            ("Call.Start", ["2026-11-23T09:30:00+00:00"; 3]),
            ("Call.LocalTel", ["4021"; 3]),
            ("Call.Scope", ["External"; 3]),
            ("Call.Duration", ["", "", "00:03:25.000000000"]),
            ("Call.RingTime", ["", "00:00:05.000000000", "00:00:05.000000000"]),
            ("Device.Hookstate", ["On Hook", "Off Hook", "On Hook"]),
        ] {
            assert_eq!(changes.iter().map(|change| value(change, name)).collect::<Vec<_>>(), values, "{name}");
        }
        let withheld = run(&Sample { withheld: true, ..priya() }, true, false);
        assert_eq!(value(&withheld[0], "Call.RemoteTel"), "");
        let What::Call { call, .. } = &run(&Sample { internal: true, ..priya() }, true, false)[0].what else { panic!("a call") };
        assert_eq!(call.scope(), Scope::Internal);
    }

    fn triggers() -> Vec<Trigger> {
        use CallTrigger as C;
        let calls = [C::All, C::Ringing, C::Connected, C::Completed, C::Missed, C::Dialing, C::Held, C::Resumed, C::Transferred, C::Forwarded];
        let directions = [DirectionFilter::Both, DirectionFilter::Inbound, DirectionFilter::Outbound];
        let call = |state, direction| Trigger::Call {
            state,
            line: Default::default(),
            direction,
            scope: ScopeFilter::Both,
            remote_tel: NumberPattern::default(),
            local_tel: NumberPattern::default(),
        };
        let devices = [DeviceTrigger::All, DeviceTrigger::OffHook, DeviceTrigger::OnHook, DeviceTrigger::DndOn, DeviceTrigger::DndOff];
        let connections = [ConnectionTrigger::All, ConnectionTrigger::SignedIn, ConnectionTrigger::SignedOut, ConnectionTrigger::Lost, ConnectionTrigger::Restored];
        let calls = calls.into_iter().flat_map(|state| directions.map(|direction| call(state, direction)));
        let devices = devices.map(|state| Trigger::Device { state, line: Default::default() });
        calls.chain(devices).chain(connections.map(|state| Trigger::Connection { state })).collect()
    }

    #[test]
    fn every_trigger_has_an_example() {
        for trigger in triggers() {
            for direction in [Direction::Incoming, Direction::Outgoing] {
                let change = change_for(&trigger, &Sample { direction, ..priya() }, &sample::anna(), &owner(), now());
                assert!(trigger.moments().contains(&Moment::of(&change)), "{trigger:?}: {change:?}");
                if let (Trigger::Call { state, direction: wanted, .. }, What::Call { call, .. }) = (&trigger, &change.what) {
                    let is_wanted = *wanted == DirectionFilter::Both || (*wanted == DirectionFilter::Inbound) == (call.direction == Direction::Incoming);
                    let has_one_direction = matches!(state, CallTrigger::Missed | CallTrigger::Forwarded | CallTrigger::Dialing);
                    assert!(is_wanted || has_one_direction, "{trigger:?}: {change:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_makes_a_call(name in "\\PC*", tel in "\\PC*|[0-9+*# ]*", seconds: u32, withheld: bool, internal: bool, ms in -377_705_023_201_000_i64..253_402_207_200_000) {
            let sample = Sample { name, tel, withheld, internal, seconds, direction: Direction::Incoming };
            let now = Timestamp::from_millisecond(ms).unwrap();
            let changes = changes(&sample, &sample::anna(), &owner(), now, true, true);
            prop_assert_eq!(changes.len(), 5);
            for trigger in triggers() {
                prop_assert!(trigger.moments().contains(&Moment::of(&change_for(&trigger, &sample, &sample::anna(), &owner(), now))));
            }
        }
    }
}
