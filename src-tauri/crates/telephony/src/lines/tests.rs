//! The table of calls, case by case.

mod changing;
mod held_back;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::{CallType, LogKind, LoggedCall, Owner, Party, Personality, PhoneNumber, RedirectReason, ReleasedBy, Scope};

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(1_700_000_000_000 + ms).unwrap()
}

fn anna() -> LineId {
    LineId::new("anna@example.org")
}

fn report(step: Step, personality: Personality, state: ReportedState) -> CallReport {
    CallReport {
        tracking_id: Some("1:1".into()),
        remote: Party { name: Some("Priya Raman".into()), number: PhoneNumber::parse("tel:+442079460958"), call_type: Some(CallType::Network), ..Party::default() },
        started: Some(at(0)),
        ..CallReport::new(CallId::new("callhalf-1:0"), step, personality, state)
    }
}

fn incoming(step: Step, state: ReportedState) -> CallReport {
    report(step, Personality::Terminator, state)
}

fn outgoing(step: Step, state: ReportedState) -> CallReport {
    report(step, Personality::Originator, state)
}

fn answered(report: CallReport) -> CallReport {
    CallReport { answered: Some(at(5_000)), ..report }
}

fn released(report: CallReport, by: ReleasedBy) -> CallReport {
    CallReport { ended: Some(at(65_123)), released_by: Some(by), ..report }
}

/// What a report is told of, at once and in the seconds after it.
fn hear(lines: &mut Lines, report: CallReport) -> Vec<CallMoment> {
    let mut changes = lines.apply(Update::Call { line: anna(), report: Box::new(report) }, at(9));
    changes.extend(lines.tick(at(9_999)));
    moments(changes)
}

/// What a report is told of at a time, and nothing later.
fn hear_at(lines: &mut Lines, line: LineId, report: CallReport, ms: i64) -> Vec<CallMoment> {
    moments(lines.apply(Update::Call { line, report: Box::new(report) }, at(ms)))
}

fn outcome_of(changes: &[Change]) -> Vec<(CallMoment, Option<Outcome>)> {
    changes.iter().map(|change| if let What::Call { moment, call } = &change.what { (*moment, call.outcome) } else { panic!("{change:?}") }).collect()
}

fn moments(changes: Vec<Change>) -> Vec<CallMoment> {
    changes
        .into_iter()
        .map(|change| match change.what {
            What::Call { moment, .. } => moment,
            what => panic!("no call: {what:?}"),
        })
        .collect()
}

use CallMoment::{Completed, Connected, Dialing, Forwarded, Held, Missed, Resumed, Ringing, Transferred};

#[test]
fn an_answered_call_rings_connects_is_held_resumed_and_completes() {
    let mut lines = Lines::default();
    for (report, expected) in [
        (incoming(Step::Received, ReportedState::Alerting), vec![Ringing]),
        (incoming(Step::Updated, ReportedState::Alerting), vec![]),
        (answered(incoming(Step::Answered, ReportedState::Active)), vec![Connected]),
        (answered(incoming(Step::Answered, ReportedState::Active)), vec![]),
        (answered(incoming(Step::Held, ReportedState::Held)), vec![Held]),
        (answered(incoming(Step::Retrieved, ReportedState::Active)), vec![Resumed]),
        (answered(incoming(Step::Updated, ReportedState::RemoteHeld)), vec![]),
    ] {
        let said = format!("{:?} {:?}", report.step, report.state);
        assert_eq!(hear(&mut lines, report), expected, "{said}");
    }
    let end = released(answered(incoming(Step::Released, ReportedState::Released)), ReleasedBy::Remote);
    let changes = lines.apply(Update::Call { line: anna(), report: Box::new(end.clone()) }, at(9));
    let [Change { what: What::Call { moment: Completed, call }, late: false, .. }] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(call.duration(), Some(SignedDuration::from_millis(60_123)), "talking time is the server's, to the millisecond");
    assert_eq!(call.outcome, Some(Outcome::Answered));
    assert_eq!(hear(&mut lines, end), [], "an end that is said again ends nothing");
    assert_eq!(hear(&mut lines, incoming(Step::Received, ReportedState::Alerting)), [], "nothing rings after its end");
}

#[test]
fn what_became_of_an_unanswered_call_decides_between_missed_completed_and_forwarded() {
    use RedirectReason as R;
    let end = |report: CallReport, by| released(CallReport { step: Step::Released, state: ReportedState::Released, ..report }, by);
    let (inc, out) = (incoming(Step::Received, ReportedState::Alerting), outgoing(Step::Originated, ReportedState::Alerting));
    let failing = |report: &CallReport, cause: &str| CallReport { failure: Some(cause.into()), ..report.clone() };
    let redirected = |reason| CallReport { redirect: Some(reason), state: ReportedState::Detached, step: Step::Redirected, ended: Some(at(20)), ..inc.clone() };
    for (first, last, moment, outcome) in [
        (&inc, end(inc.clone(), ReleasedBy::Remote), Missed, Outcome::NoAnswer),
        (&inc, end(inc.clone(), ReleasedBy::Local), Completed, Outcome::Declined),
        (&inc, end(failing(&inc, "Busy"), ReleasedBy::Remote), Missed, Outcome::Busy),
        (&inc, end(failing(&inc, "Busy"), ReleasedBy::Local), Completed, Outcome::Declined),
        (&inc, end(failing(&inc, "Server Failure"), ReleasedBy::Remote), Missed, Outcome::Failed),
        (&inc, redirected(R::Voicemail), Missed, Outcome::Voicemail),
        (&inc, redirected(R::DoNotDisturb), Missed, Outcome::Busy),
        (&out, end(out.clone(), ReleasedBy::Local), Completed, Outcome::Cancelled),
        (&out, end(out.clone(), ReleasedBy::Remote), Completed, Outcome::NoAnswer),
        (&out, end(failing(&out, "Busy"), ReleasedBy::Remote), Completed, Outcome::Busy),
        (&out, end(failing(&out, "User Not Found"), ReleasedBy::Remote), Completed, Outcome::Failed),
    ] {
        let mut lines = Lines::default();
        hear(&mut lines, first.clone());
        let changes = lines.apply(Update::Call { line: anna(), report: Box::new(last.clone()) }, at(9));
        let [Change { what: What::Call { moment: fired, call }, .. }] = changes.as_slice() else { panic!("{last:?}: {changes:?}") };
        assert_eq!((*fired, call.outcome), (moment, Some(outcome)), "{last:?}");
        assert_eq!(call.duration(), Some(SignedDuration::ZERO));
    }
}

#[test]
fn an_outgoing_call_dials_rings_and_connects_once_each() {
    let mut lines = Lines::default();
    for (report, expected) in [
        (outgoing(Step::Originating, ReportedState::Alerting), vec![Dialing]),
        (outgoing(Step::Originated, ReportedState::Alerting), vec![Ringing]),
        (outgoing(Step::Updated, ReportedState::Alerting), vec![]),
        (outgoing(Step::Collecting, ReportedState::Active), vec![]),
        (answered(outgoing(Step::Answered, ReportedState::Active)), vec![Connected]),
    ] {
        assert_eq!(hear(&mut lines, report), expected);
    }
    let mut lines = Lines::default();
    assert_eq!(hear(&mut lines, outgoing(Step::Originated, ReportedState::Alerting)), [Dialing, Ringing]);
    assert_eq!(hear(&mut lines, outgoing(Step::Releasing, ReportedState::Active)), [], "an announcement is no answer");
}

#[test]
fn the_direction_is_fixed_when_the_call_is_first_seen() {
    let mut lines = Lines::default();
    hear(&mut lines, incoming(Step::Received, ReportedState::Alerting));
    hear(&mut lines, answered(outgoing(Step::Transferred, ReportedState::Active)));
    let line = lines.get(&anna()).unwrap();
    assert_eq!(line.calls().next().unwrap().direction, Direction::Incoming);
}

#[test]
fn a_snapshot_ends_calls_it_does_not_list_and_adds_only_what_is_new() {
    let mut lines = Lines::default();
    hear(&mut lines, incoming(Step::Received, ReportedState::Alerting));
    let known = incoming(Step::Listed, ReportedState::Alerting);
    let new = CallReport { id: CallId::new("callhalf-2:0"), ..known.clone() };
    let snapshot = |calls| Update::Snapshot { line: anna(), calls, hook: Some(Hook::OnHook) };
    assert_eq!(moments(lines.apply(snapshot(vec![known, new.clone()]), at(9))), [Ringing], "only the new one rings");
    let changes = lines.apply(snapshot(vec![new]), at(9));
    assert!(changes.iter().all(|change| change.late));
    assert_eq!(moments(changes), [Missed], "the one that is gone was missed");
    assert_eq!(lines.get(&anna()).unwrap().calls().count(), 1);
}

#[test]
fn a_call_that_was_given_up_too_soon_is_taken_up_again_and_ends_once() {
    let snapshot = |calls| Update::Snapshot { line: anna(), calls, hook: None };
    let mut lines = Lines::default();
    hear(&mut lines, incoming(Step::Received, ReportedState::Alerting));
    assert_eq!(moments(lines.apply(snapshot(vec![]), at(9))), [Missed], "a list that was made before the call came");
    assert_eq!(hear(&mut lines, incoming(Step::Updated, ReportedState::Alerting)), [], "what is only late news changes nothing");
    assert_eq!(moments(lines.apply(snapshot(vec![incoming(Step::Listed, ReportedState::Alerting)]), at(9))), [], "it does not ring again");
    assert_eq!(lines.get(&anna()).unwrap().calls().count(), 1, "but it is there");
    assert_eq!(hear(&mut lines, answered(incoming(Step::Answered, ReportedState::Active))), [], "its story is over");
    assert_eq!(lines.get(&anna()).unwrap().calls().next().unwrap().state, CallState::Connected);
    assert_eq!(hear(&mut lines, released(answered(incoming(Step::Released, ReportedState::Released)), ReleasedBy::Remote)), []);
    let listed = vec![answered(incoming(Step::Listed, ReportedState::Active))];
    assert_eq!(moments(lines.apply(snapshot(listed), at(9))), [], "a list that is older than the end takes up nothing");
    assert_eq!(lines.get(&anna()).unwrap().calls().count(), 0);
}

#[test]
fn how_a_call_ended_that_is_not_listed_any_more_may_still_be_said() {
    let snapshot = || Update::Snapshot { line: anna(), calls: vec![], hook: None };
    let talking = || answered(incoming(Step::Answered, ReportedState::Active));
    let released = |report: CallReport, by| released(CallReport { step: Step::Released, state: ReportedState::Released, ..report }, by);
    let received = || incoming(Step::Received, ReportedState::Alerting);
    for (last, said, moment, outcome, duration) in [
        (talking(), released(talking(), ReleasedBy::Remote), Completed, Outcome::Answered, Some(60_123)),
        (received(), released(received(), ReleasedBy::Local), Completed, Outcome::Declined, Some(0)),
        (received(), released(received(), ReleasedBy::Remote), Missed, Outcome::NoAnswer, Some(0)),
    ] {
        let mut lines = Lines::default();
        hear(&mut lines, last);
        lines.apply(Update::LogFollows { line: anna() }, at(8));
        assert_eq!(moments(lines.apply(snapshot(), at(9))), [], "what became of it, the call log will tell");
        let changes = lines.apply(Update::Call { line: anna(), report: Box::new(said.clone()) }, at(10));
        let [Change { what: What::Call { moment: told, call }, late: true, .. }] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((*told, call.outcome, call.duration().map(|time| time.as_millis())), (moment, Some(outcome), duration));
        assert_eq!(moments(lines.apply(Update::Logged { line: anna(), calls: vec![] }, at(11))), [], "and only once");
        assert_eq!(hear(&mut lines, said), []);
    }
}

#[test]
fn a_call_that_was_up_before_anybody_listened_is_no_news_until_it_changes() {
    let up = answered(incoming(Step::Listed, ReportedState::Active));
    let snapshot = |calls| Update::Snapshot { line: anna(), calls, hook: None };
    let mut lines = Lines::default();
    assert_eq!(moments(lines.apply(snapshot(vec![up.clone()]), at(9))), []);
    assert_eq!(lines.get(&anna()).unwrap().calls().count(), 1, "it is seen all the same");
    assert_eq!(hear(&mut lines, answered(incoming(Step::Held, ReportedState::Held))), [Held]);
    let end = released(answered(incoming(Step::Released, ReportedState::Released)), ReleasedBy::Remote);
    assert_eq!(hear(&mut lines, end), [Completed]);

    let mut lines = Lines::default();
    lines.apply(snapshot(vec![]), at(0));
    assert_eq!(moments(lines.apply(snapshot(vec![up]), at(9))), [Connected], "one that came up while we could not hear is still true and new");
}

#[test]
fn a_phone_changes_only_when_it_truly_changes() {
    let mut lines = Lines::default();
    let mut hear = |update: Update| -> Vec<DeviceMoment> {
        lines
            .apply(update, at(0))
            .into_iter()
            .map(|change| match change.what {
                What::Device { moment } => moment,
                what => panic!("no phone: {what:?}"),
            })
            .collect()
    };
    let hook = |hook| Update::Hook { line: anna(), hook };
    let dnd = |on| Update::DoNotDisturb { line: anna(), on };
    for (update, expected) in [
        (hook(Hook::OnHook), vec![]),
        (hook(Hook::OffHook), vec![DeviceMoment::OffHook]),
        (hook(Hook::OffHook), vec![]),
        (hook(Hook::OnHook), vec![DeviceMoment::OnHook]),
        (dnd(true), vec![]),
        (dnd(true), vec![]),
        (dnd(false), vec![DeviceMoment::DndOff]),
        (dnd(true), vec![DeviceMoment::DndOn]),
    ] {
        assert_eq!(hear(update.clone()), expected, "{update:?}");
    }
}

#[test]
fn a_call_that_do_not_disturb_turns_away_is_missed_without_ringing() {
    let mut lines = Lines::default();
    lines.apply(Update::DoNotDisturb { line: anna(), on: true }, at(0));
    assert_eq!(hear_at(&mut lines, anna(), incoming(Step::Received, ReportedState::Alerting), 0), []);
    let end = CallReport { failure: Some("Busy".into()), ..released(incoming(Step::Released, ReportedState::Released), ReleasedBy::Remote) };
    assert_eq!(hear_at(&mut lines, anna(), end, 1_900), [Missed]);
    assert_eq!(lines.due(), None);
}

#[test]
fn a_phone_whose_only_call_is_held_shows_held() {
    let mut lines = Lines::default();
    lines.apply(Update::Hook { line: anna(), hook: Hook::OffHook }, at(0));
    hear(&mut lines, answered(incoming(Step::Answered, ReportedState::Active)));
    assert_eq!(lines.get(&anna()).unwrap().device().hook, Some(Hook::OffHook));
    hear(&mut lines, answered(incoming(Step::Held, ReportedState::Held)));
    assert_eq!(lines.get(&anna()).unwrap().device().hook, Some(Hook::Held));
}

#[test]
fn every_order_of_the_reports_of_a_call_ends_in_the_same_truth() {
    let reports = [
        incoming(Step::Received, ReportedState::Alerting),
        incoming(Step::Updated, ReportedState::Alerting),
        answered(incoming(Step::Answered, ReportedState::Active)),
        answered(incoming(Step::Held, ReportedState::Held)),
        answered(incoming(Step::Retrieved, ReportedState::Active)),
        released(answered(incoming(Step::Released, ReportedState::Released)), ReleasedBy::Remote),
    ];
    let mut orders = 0;
    permutations(&mut (0..reports.len()).collect::<Vec<_>>(), 0, &mut |order| {
        // With seconds between them, and all within the time a ringing is held back.
        for quick in [false, true] {
            let mut lines = Lines::default();
            let hear = |(ms, &i): (usize, &usize)| {
                let report = reports[i].clone();
                if quick { hear_at(&mut lines, anna(), report, ms as i64) } else { hear(&mut lines, report) }
            };
            let fired: Vec<_> = order.iter().enumerate().flat_map(hear).collect();
            let call = &lines.get(&anna()).unwrap().calls[0];
            assert_eq!((call.state, call.outcome, call.answered, call.ended), (CallState::Terminated, Some(Outcome::Answered), Some(at(5_000)), Some(at(65_123))), "{order:?}");
            assert_eq!(fired.iter().filter(|moment| **moment == Completed).count(), 1, "{order:?}");
            assert!(fired.iter().filter(|moment| **moment == Ringing).count() <= 1, "{order:?}");
            let place = |moment| fired.iter().position(|one| *one == moment);
            let rings_late = place(Connected).zip(place(Ringing)).is_some_and(|(answered, rang)| answered < rang);
            assert!(!rings_late, "{order:?} rings after it was answered: {fired:?}");
        }
        orders += 1;
    });
    assert_eq!(orders, 720);
}

#[test]
fn of_calls_that_are_over_nothing_changes_for_what_is_listed_or_logged_again() {
    let mut lines = Lines::default();
    let calls: Vec<CallReport> = ["1", "2", "3"].map(|id| CallReport { id: CallId::new(id), ..incoming(Step::Updated, ReportedState::Alerting) }).into();
    let taken = |lines: &mut Lines| lines.take_changed(&anna()).map(|calls| calls.iter().map(|call| call.id.to_string()).collect::<Vec<_>>());
    let list = |lines: &mut Lines, calls: &[CallReport]| lines.apply(Update::Snapshot { line: anna(), calls: calls.to_vec(), hook: None }, at(0));
    list(&mut lines, &calls);
    assert_eq!(taken(&mut lines), Some(vec!["1".to_owned(), "2".to_owned(), "3".to_owned()]));
    list(&mut lines, &calls[1..]);
    list(&mut lines, &calls[1..2]);
    assert!(taken(&mut lines).is_some_and(|taken| taken.contains(&"1".to_owned()) && taken.contains(&"3".to_owned())), "they are gone");
    list(&mut lines, &calls[1..2]);
    assert_eq!(taken(&mut lines), Some(vec!["2".to_owned()]), "of those that are over nothing is new");
    let missed = LoggedCall { id: "a".to_owned(), kind: LogKind::Missed, remote: Party::default(), at: at(0) };
    lines.apply(Update::Logged { line: anna(), calls: vec![missed.clone()] }, at(1_000));
    assert_eq!(taken(&mut lines).map(|taken| taken.len()), Some(1), "one is written down");
    lines.apply(Update::Logged { line: anna(), calls: vec![missed] }, at(2_000));
    assert_eq!(taken(&mut lines), Some(Vec::new()), "that was read before");
}

fn permutations(items: &mut Vec<usize>, fixed: usize, each: &mut impl FnMut(&[usize])) {
    if fixed == items.len() {
        return each(items);
    }
    for i in fixed..items.len() {
        items.swap(fixed, i);
        permutations(items, fixed + 1, each);
        items.swap(fixed, i);
    }
}
