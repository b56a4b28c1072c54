//! From a change to the custom events it triggers.
//!
//! [`Matcher`] is made when custom events change, and asked at every change of a line: it keeps those that are on by the
//! moment they wait for, with their numbers normalised. Verdicts for the trace are only worked out when asked for, from
//! the same [`Facts`], so that the trace tells what happened even if it is made a little later.

mod candidates;

use std::{collections::HashMap, mem, sync::Arc, time::Duration};

use jiff::tz::TimeZone;
use telephony::{Change, Home, LineId};

use self::candidates::Candidates;
use crate::{
    CustomEvent, Moment, Traced,
    condition::{ConditionKind, Facts, Prepared, Said, Situation},
    trace::{self, TraceLine},
};

/// What a change is matched against besides the custom events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Where the user dials from.
    pub home: Home,
    /// The line of the user. Changes of other lines trigger only what asks for them.
    pub own_line: LineId,
    /// The time zone hours are meant in.
    pub zone: TimeZone,
}

/// The custom events, ready to be asked. Those that are off are only asked for the trace.
#[derive(Debug)]
pub struct Matcher {
    context: Context,
    events: Vec<Ready>,
    /// Which of the events that are on wait for a moment.
    by_moment: HashMap<Moment, Candidates>,
}

#[derive(Debug)]
struct Ready {
    event: Arc<CustomEvent>,
    conditions: Vec<Prepared>,
}

/// A custom event that a change triggers.
#[derive(Debug, Clone)]
pub struct Matched {
    /// Which.
    pub event: Arc<CustomEvent>,
    /// How long it has to be still so before anything is done, if that is asked for.
    pub wait: Option<Duration>,
}

impl Matcher {
    /// Prepares custom events.
    pub fn new(events: &[CustomEvent], context: Context) -> Self {
        let home = &context.home;
        let events: Vec<Ready> = events.iter().map(|event| Ready::new(event, home)).collect();
        let mut by_moment: HashMap<Moment, Candidates> = HashMap::new();
        for (index, ready) in events.iter().enumerate().filter(|(_, ready)| ready.event.is_on()) {
            for moment in ready.event.trigger.moments() {
                by_moment.entry(moment).or_default().add(index, ready.beginnings());
            }
        }
        Self { context, events, by_moment }
    }

    /// Returns whether a custom event that is on waits for what a change is about.
    pub fn is_awaited(&self, change: &Change) -> bool {
        self.by_moment.contains_key(&Moment::of(change))
    }

    /// Looks up what conditions ask of a change, for [`Matcher::matched`] and [`Matcher::trace`].
    pub fn facts(&self, change: &Change, situation: Situation) -> Facts {
        Facts::of(change, situation, &self.context)
    }

    /// Returns the custom events a change triggers, in their order.
    pub fn matched(&self, facts: &Facts) -> Vec<Matched> {
        let candidates = self.by_moment.get(&facts.moment()).map(|candidates| candidates.of(facts.remote_forms())).unwrap_or_default();
        let waiting = candidates.into_iter().map(|index| &self.events[index]);
        waiting.filter(|ready| ready.is_met(facts)).map(|ready| Matched { event: ready.event.clone(), wait: ready.wait() }).collect()
    }

    /// Returns what each custom event of the change's category made of it, in their order; those that are off too.
    pub fn trace(&self, facts: &Facts) -> Vec<Traced> {
        self.lines(facts).map(Traced::from).collect()
    }

    /// Returns the same as JSON text. Where all custom events are off, `off` is why, and they say so.
    pub fn trace_text(&self, facts: &Facts, off: Option<&str>) -> String {
        trace::to_text(self.lines(facts), off)
    }

    fn lines<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = TraceLine<'a>> {
        let category = mem::discriminant(&facts.moment());
        let is_of_category = move |ready: &&Ready| ready.event.trigger.moments().iter().all(|moment| mem::discriminant(moment) == category);
        self.events.iter().filter(is_of_category).map(|ready| ready.line(facts))
    }
}

impl Ready {
    fn new(event: &CustomEvent, home: &Home) -> Self {
        let conditions = event.trigger.conditions().into_iter().chain(event.conditions.iter().cloned());
        Self { event: Arc::new(event.clone()), conditions: conditions.map(|condition| condition.at(home)).collect() }
    }

    /// Returns how the numbers begin that trigger it, if it is about some callers only.
    fn beginnings(&self) -> Option<Vec<&str>> {
        self.conditions.iter().find_map(Prepared::remote_beginnings)
    }

    fn is_met(&self, facts: &Facts) -> bool {
        self.conditions.iter().all(|condition| condition.is_met(facts, &self.event.id))
    }

    fn wait(&self) -> Option<Duration> {
        self.conditions.iter().filter_map(Prepared::wait).max()
    }

    fn line<'a>(&'a self, facts: &'a Facts) -> TraceLine<'a> {
        let matched = self.event.is_on() && self.is_met(facts);
        let is_off = !self.event.is_on();
        let off = is_off.then(|| Said { condition: ConditionKind::SwitchedOn, met: false, wanted: "on".into(), was: "off".into() });
        // Nobody waits to see whether it is still so where it is not so to begin with.
        let asked = self.conditions.iter().filter(|condition| matched || condition.wait().is_none());
        let verdicts = off.into_iter().chain(asked.map(|condition| condition.verdict(facts, &self.event.id))).collect();
        TraceLine { event_id: &self.event.id, name: &self.event.name, verdicts, matched }
    }
}

/// Returns what each custom event made of a change.
pub fn matching(events: &[CustomEvent], change: &Change, situation: Situation, context: &Context) -> Vec<Traced> {
    let matcher = Matcher::new(events, context.clone());
    matcher.trace(&matcher.facts(change, situation))
}

#[cfg(test)]
mod tests {
    use telephony::{CallMoment, DeviceMoment, Party, PhoneNumber, What};

    use super::*;
    use crate::{
        CallTrigger, Condition, ConditionKind, DeviceTrigger, DirectionFilter, LineFilter, NumberPattern, ScopeFilter, StillSoCondition, Trigger, Verdict,
        condition::ScopeCondition, sample,
    };

    fn context() -> Context {
        Context { home: Home::of("GB"), own_line: sample::anna(), zone: TimeZone::UTC }
    }

    fn event(id: &str, trigger: Trigger) -> CustomEvent {
        CustomEvent {
            id: id.into(),
            name: id.into(),
            enabled: true,
            trigger,
            conditions: vec![],
            actions: vec![],
            limit: Default::default(),
            imported: false,
            extra: Default::default(),
        }
    }

    fn ringing(direction: DirectionFilter, scope: ScopeFilter, remote: &str, local: &str) -> Trigger {
        Trigger::Call { state: CallTrigger::Ringing, line: LineFilter::Own, direction, scope, remote_tel: NumberPattern::new(remote), local_tel: NumberPattern::new(local) }
    }

    fn matched(events: &[CustomEvent], change: &Change) -> Vec<String> {
        let matcher = Matcher::new(events, context());
        let facts = matcher.facts(change, Situation::default());
        let matched: Vec<String> = matcher.matched(&facts).iter().map(|matched| matched.event.id.clone()).collect();
        let traced: Vec<String> = matcher.trace(&facts).into_iter().filter(|traced| traced.matched).map(|traced| traced.event_id).collect();
        assert_eq!(matched, traced, "the trace tells what happened");
        assert_eq!(serde_json::from_str::<Vec<Traced>>(&matcher.trace_text(&facts, None)).unwrap(), matcher.trace(&facts), "whoever reads it finds the same");
        matched
    }

    fn at_moment(moment: CallMoment) -> Change {
        let change = sample::ringing_call();
        let What::Call { call, .. } = change.what else { panic!("a call") };
        Change { what: What::Call { moment, call }, ..change }
    }

    fn of_device(moment: DeviceMoment) -> Change {
        Change { what: What::Device { moment }, ..sample::dnd_on() }
    }

    #[test]
    fn a_custom_event_waits_for_its_state() {
        use CallMoment as M;
        use CallTrigger as T;
        let moments = [M::Dialing, M::Ringing, M::Connected, M::Held, M::Resumed, M::Transferred, M::Forwarded, M::Completed, M::Missed];
        for (trigger, fires) in [
            (T::All, &[M::Ringing, M::Connected, M::Completed, M::Missed][..]),
            (T::Ringing, &[M::Ringing]),
            (T::Connected, &[M::Connected]),
            (T::Completed, &[M::Completed]),
            (T::Missed, &[M::Missed]),
            (T::Dialing, &[M::Dialing]),
            (T::Held, &[M::Held]),
            (T::Resumed, &[M::Resumed]),
            (T::Transferred, &[M::Transferred]),
            (T::Forwarded, &[M::Forwarded]),
        ] {
            let events = [event("e", sample::trigger(trigger))];
            for moment in moments {
                assert_eq!(!matched(&events, &at_moment(moment)).is_empty(), fires.contains(&moment), "{trigger:?} at {moment:?}");
            }
            assert_eq!(matched(&events, &sample::dnd_on()), [""; 0], "{trigger:?} is about calls");
        }
        use DeviceMoment as D;
        for (trigger, fires) in [
            (DeviceTrigger::All, &[D::OffHook, D::OnHook, D::DndOn, D::DndOff][..]),
            (DeviceTrigger::OffHook, &[D::OffHook]),
            (DeviceTrigger::OnHook, &[D::OnHook]),
            (DeviceTrigger::DndOn, &[D::DndOn]),
            (DeviceTrigger::DndOff, &[D::DndOff]),
        ] {
            let events = [event("e", Trigger::Device { state: trigger, line: LineFilter::Own })];
            for moment in [D::OffHook, D::OnHook, D::DndOn, D::DndOff] {
                assert_eq!(!matched(&events, &of_device(moment)).is_empty(), fires.contains(&moment), "{trigger:?} at {moment:?}");
            }
            assert_eq!(matched(&events, &sample::ringing_call()), [""; 0], "{trigger:?} is about the phone");
        }
    }

    #[test]
    fn every_condition_of_a_trigger_has_to_be_met() {
        use DirectionFilter::{Both, Inbound, Outbound};
        use ScopeFilter::{Both as Any, External, Internal};
        let outside = sample::ringing_call();
        let colleague = sample::ringing(&Party {
            number: PhoneNumber::parse("tel:4017"),
            user_number: PhoneNumber::parse("tel:+442079460117"),
            user_id: Some("tomasz.nowak@example.org".into()),
            ..Party::default()
        });
        let withheld = sample::withheld_call();
        for (change, trigger, fires) in [
            (&outside, ringing(Both, Any, "", ""), true),
            (&outside, ringing(Inbound, External, "020 7946", "4021"), true),
            (&outside, ringing(Outbound, Any, "", ""), false),
            (&outside, ringing(Both, Internal, "", ""), false),
            (&outside, ringing(Both, Any, "0131", ""), false),
            (&outside, ringing(Both, Any, "!020", ""), false),
            (&outside, ringing(Both, Any, "", "4022"), false),
            (&outside, ringing(Both, Any, "", "020 7946 0121"), true),
            (&outside, ringing(Both, Any, "", "!4021"), false),
            (&outside, ringing(Both, Any, "withheld", ""), false),
            (&colleague, ringing(Both, Internal, "4017", ""), true),
            (&colleague, ringing(Both, Any, "020 7946 0117", ""), true),
            (&colleague, ringing(Both, External, "", ""), false),
            (&withheld, ringing(Both, Any, "withheld", ""), true),
            (&withheld, ringing(Both, Any, "!withheld", ""), false),
            // The phone system told the number all the same. It is hidden from custom events too.
            (&withheld, ringing(Both, Any, "020 7946 0958", ""), false),
        ] {
            assert_eq!(!matched(&[event("e", trigger.clone())], change).is_empty(), fires, "{trigger:?}");
        }
        let dialing = sample::dialing(&sample::priya());
        for (direction, fires) in [(Both, true), (Outbound, true), (Inbound, false)] {
            let trigger = Trigger::Call {
                state: CallTrigger::Dialing,
                line: LineFilter::Own,
                direction,
                scope: Any,
                remote_tel: NumberPattern::default(),
                local_tel: NumberPattern::default(),
            };
            assert_eq!(!matched(&[event("e", trigger)], &dialing).is_empty(), fires, "{direction:?}");
        }
        let stored = CustomEvent { conditions: vec![Condition::Scope(ScopeCondition { wanted: Internal })], ..event("e", ringing(Both, Any, "", "")) };
        assert_eq!(matched(&[stored], &outside), [""; 0], "conditions stored besides the trigger count too");
    }

    #[test]
    fn of_many_each_is_found_by_its_caller_in_their_order() {
        use {DirectionFilter::Both, ScopeFilter::Both as Any};
        let of = |number: usize| format!("020 7946 {number:04}");
        let mut events: Vec<CustomEvent> = (0..1000).map(|number| event(&number.to_string(), ringing(Both, Any, &of(number), ""))).collect();
        for (id, remote) in
            [("anybody", ""), ("not him", "!020 7946 0958"), ("two", "0131, +44 20 7946 0958"), ("*", "*0958"), ("unreadable", "?!"), ("withheld", "withheld, 0131")]
        {
            events.insert(500, event(id, ringing(Both, Any, remote, "")));
        }
        assert_eq!(matched(&events, &sample::ringing_call()), ["*", "two", "anybody", "958"]);
        assert_eq!(matched(&events, &sample::withheld_call()), ["withheld", "not him", "anybody"]);
    }

    #[test]
    fn what_is_off_or_of_another_line_stays_quiet() {
        let on = event("on", sample::trigger(CallTrigger::All));
        let off = CustomEvent { enabled: false, ..event("off", sample::trigger(CallTrigger::All)) };
        let second = event("second", sample::trigger(CallTrigger::Ringing));
        let imported = CustomEvent { imported: true, ..event("imported", sample::trigger(CallTrigger::All)) };
        let events = [on, off, imported, second];
        assert_eq!(matched(&events, &sample::ringing_call()), ["on", "second"]);
        assert_eq!(matched(&events, &sample::at_tomasz(sample::ringing_call())), [""; 0]);
        assert_eq!(matching(&events, &sample::ringing_call(), Situation::default(), &context()).len(), 4, "one that is off says so");
    }

    #[test]
    fn lines_of_colleagues_trigger_what_asks_for_them() {
        let on = |line: LineFilter, local: &str| {
            let Trigger::Call { state, direction, scope, remote_tel, .. } = sample::trigger(CallTrigger::Ringing) else { panic!("a call") };
            Trigger::Call { state, line, direction, scope, remote_tel, local_tel: NumberPattern::new(local) }
        };
        let tomasz = || serde_json::from_str::<LineFilter>(r#"{"line":"Tomasz@Example.org"}"#).unwrap();
        let (here, there) = (sample::ringing_call(), sample::at_tomasz(sample::ringing_call()));
        for (line, local, fires_here, fires_there) in [
            (LineFilter::Own, "", true, false),
            (LineFilter::Any, "", true, true),
            (tomasz(), "", false, true),
            // Local tel says which lines are meant.
            (LineFilter::Own, "4017", false, true),
            (LineFilter::Own, "4021", true, false),
            (LineFilter::Own, "40", true, true),
            (LineFilter::Own, "020 7946 0117", false, true),
            (LineFilter::Any, "4021", true, false),
            (tomasz(), "4021", false, false),
        ] {
            let events = [event("e", on(line.clone(), local))];
            assert_eq!((matched(&events, &here).len() == 1, matched(&events, &there).len() == 1), (fires_here, fires_there), "{line:?} {local}");
            let traced = matching(&events, &there, Situation::default(), &context());
            assert_eq!(
                traced[0].verdicts.iter().any(|verdict| verdict.condition == ConditionKind::Line),
                line != LineFilter::Any && (local.is_empty() || line == tomasz()),
                "{line:?} {local}"
            );
        }
        let device = |line| [event("e", Trigger::Device { state: DeviceTrigger::DndOn, line })];
        let there = sample::at_tomasz(sample::dnd_on());
        for (line, fires) in [(LineFilter::Own, false), (LineFilter::Any, true), (tomasz(), true)] {
            assert_eq!(matched(&device(line.clone()), &there).len() == 1, fires, "{line:?}");
        }
    }

    #[test]
    fn more_conditions_are_met_or_waited_for() {
        let with = |conditions: &[Condition]| [CustomEvent { conditions: conditions.to_vec(), ..event("e", sample::trigger(CallTrigger::All)) }];
        let still_so = |seconds| Condition::StillSo(StillSoCondition { seconds });
        let already = |ids: &[&str]| Situation { already: ids.iter().map(|id| (*id).to_owned()).collect(), ..Situation::default() };
        let answered = sample::completed_call();
        for (conditions, change, situation, wait) in [
            (&[][..], sample::ringing_call(), already(&["e"]), Some(None)),
            (&[Condition::OncePerCall], sample::ringing_call(), already(&["other"]), Some(None)),
            (&[Condition::OncePerCall], sample::ringing_call(), already(&["e"]), None),
            (&[Condition::AnsweredHere], answered, already(&[]), Some(None)),
            (&[Condition::AnsweredHere], at_moment(CallMoment::Missed), already(&[]), None),
            (&[still_so(20)], sample::ringing_call(), already(&[]), Some(Some(20))),
            (&[still_so(5), still_so(20)], sample::ringing_call(), already(&[]), Some(Some(20))),
            (&[still_so(5), Condition::AnsweredHere], sample::ringing_call(), already(&[]), None),
        ] {
            let matcher = Matcher::new(&with(conditions), context());
            let matched = matcher.matched(&matcher.facts(&change, situation));
            let waits = matched.first().map(|matched| matched.wait.map(|wait| wait.as_secs()));
            assert_eq!(waits, wait, "{conditions:?}");
        }
        let verdict = |condition, situation| matching(&with(&[condition]), &sample::ringing_call(), situation, &context())[0].verdicts.last().unwrap().clone();
        let said = |condition, met, wanted: &str, was: &str| Verdict { condition, met, wanted: wanted.into(), was: was.into() };
        assert_eq!(verdict(still_so(20), already(&[])), said(ConditionKind::StillSo, false, "20", "waiting"));
        assert_eq!(verdict(Condition::OncePerCall, already(&["e"])), said(ConditionKind::OncePerCall, false, "", "done"));
        assert_eq!(verdict(Condition::AnsweredHere, already(&[])), said(ConditionKind::AnsweredHere, false, "answered", "notAnswered"));
    }

    #[test]
    fn a_trace_says_what_was_wanted_and_what_was_there() {
        let events = [
            event("far", ringing(DirectionFilter::Both, ScopeFilter::Internal, "0131", "4021")),
            event("missed", sample::trigger(CallTrigger::Missed)),
            event("device", Trigger::Device { state: DeviceTrigger::All, line: LineFilter::Any }),
        ];
        let verdict = |condition, met, wanted: &str, was: &str| Verdict { condition, met, wanted: wanted.into(), was: was.into() };
        assert_eq!(
            matching(&events, &sample::ringing_call(), Situation::default(), &context()),
            [
                Traced {
                    event_id: "far".into(),
                    name: "far".into(),
                    verdicts: vec![
                        verdict(ConditionKind::State, true, "ringing", "ringing"),
                        verdict(ConditionKind::Scope, false, "internal", "external"),
                        verdict(ConditionKind::RemoteTel, false, "0131", "+442079460958"),
                        verdict(ConditionKind::LocalTel, true, "4021", "4021"),
                    ],
                    matched: false,
                },
                Traced {
                    event_id: "missed".into(),
                    name: "missed".into(),
                    verdicts: vec![verdict(ConditionKind::State, false, "missed", "ringing"), verdict(ConditionKind::Line, true, "own", sample::anna().as_str())],
                    matched: false
                },
            ]
        );
        let of_device = matching(&events, &sample::dnd_on(), Situation::default(), &context());
        assert_eq!(of_device, [Traced { event_id: "device".into(), name: "device".into(), verdicts: vec![verdict(ConditionKind::State, true, "all", "dndOn")], matched: true }]);
    }
}
