//! What must not be told too early, or not at all.

use super::*;

#[test]
fn a_call_that_is_sent_elsewhere_at_once_does_not_ring() {
    use RedirectReason as R;
    let received = || incoming(Step::Received, ReportedState::Alerting);
    let gone = |reason, step, state| CallReport { redirect: reason, ended: Some(at(20)), ..incoming(step, state) };
    let sent = |reason| gone(Some(reason), Step::Redirected, ReportedState::Detached);
    let busy = CallReport { failure: Some("Busy".into()), ..gone(None, Step::Released, ReportedState::Released) };
    for (last, told, outcome) in [
        (sent(R::Unconditional), vec![Forwarded], Outcome::Forwarded),
        (sent(R::Other), vec![Forwarded], Outcome::Forwarded),
        (sent(R::DoNotDisturb), vec![Missed], Outcome::Busy),
        (sent(R::Busy), vec![Missed], Outcome::Busy),
        (sent(R::Voicemail), vec![Missed], Outcome::Voicemail),
        (busy, vec![Missed], Outcome::Busy),
    ] {
        let mut lines = Lines::default();
        assert_eq!(hear_at(&mut lines, anna(), received(), 0), [], "nobody knows yet");
        assert!(lines.get(&anna()).unwrap().calls().next().is_none(), "and nothing shows it");
        let changes = lines.apply(Update::Call { line: anna(), report: Box::new(last.clone()) }, at(199));
        assert_eq!(outcome_of(&changes), told.iter().map(|moment| (*moment, Some(outcome))).collect::<Vec<_>>(), "{last:?}");
        assert_eq!((lines.due(), lines.tick(at(1000))), (None, vec![]), "nothing rings after it");
        assert_eq!(hear_at(&mut lines, anna(), gone(None, Step::Released, ReportedState::Released), 1000), []);
    }
}

#[test]
fn a_call_rings_when_its_services_had_their_moment_or_the_phone_is_known_to_ring() {
    let received = || incoming(Step::Received, ReportedState::Alerting);
    let mut lines = Lines::default();
    assert_eq!(hear_at(&mut lines, anna(), received(), 0), []);
    assert_eq!(hear_at(&mut lines, anna(), received(), 100), [], "it is said again, and waits no longer for that");
    assert_eq!(lines.due(), Some(at(200)));
    assert_eq!(lines.tick(at(199)), []);
    let rings = lines.tick(at(200));
    assert_eq!((rings[0].at, moments(rings)), (at(200), vec![Ringing]));
    assert_eq!(lines.due(), None);

    for (next, told) in [
        (CallReport { has_endpoint: true, ..incoming(Step::Updated, ReportedState::Alerting) }, vec![Ringing]),
        (answered(incoming(Step::Answered, ReportedState::Active)), vec![Ringing, Connected]),
        (released(incoming(Step::Released, ReportedState::Released), ReleasedBy::Remote), vec![Missed]),
    ] {
        let mut lines = Lines::default();
        hear_at(&mut lines, anna(), received(), 0);
        assert_eq!(hear_at(&mut lines, anna(), next.clone(), 50), told, "{next:?}");
        assert_eq!(lines.tick(at(5_000)), [], "once");
    }

    let mut lines = Lines::default();
    hear_at(&mut lines, anna(), received(), 0);
    assert_eq!(hear_at(&mut lines, anna(), incoming(Step::Updated, ReportedState::Alerting), 30), [], "a better name says nothing of the phone");
    let sent = CallReport { redirect: Some(RedirectReason::Unconditional), ended: Some(at(60)), ..incoming(Step::Redirected, ReportedState::Detached) };
    assert_eq!(hear_at(&mut lines, anna(), sent, 60), [Forwarded], "and so it never rang");

    let mut lines = Lines::default();
    lines.apply(Update::DoNotDisturb { line: anna(), on: true }, at(0));
    hear_at(&mut lines, anna(), received(), 0);
    assert_eq!(lines.due(), Some(at(2000)), "a phone that is not to be disturbed hardly ever rings");

    let mut lines = Lines::default();
    hear_at(&mut lines, anna(), received(), 0);
    assert_eq!(moments(lines.tick(at(-3_600_000))), [Ringing], "a clock that is turned back holds nothing up");

    let mut lines = Lines::default();
    let comes_back = CallReport { recall: true, ..received() };
    assert_eq!(hear_at(&mut lines, anna(), comes_back, 0), [Ringing], "no service sends a call elsewhere that comes back");
}

#[test]
fn a_call_sent_on_after_it_rang_is_told_as_sent_and_as_missed_unless_the_user_sent_it() {
    use RedirectReason as R;
    for (reason, told) in [(R::NoAnswer, vec![Forwarded, Missed]), (R::Other, vec![Forwarded, Missed]), (R::Deflection, vec![Forwarded, Completed])] {
        let mut lines = Lines::default();
        assert_eq!(hear(&mut lines, incoming(Step::Received, ReportedState::Alerting)), [Ringing]);
        let sent = CallReport { redirect: Some(reason), ended: Some(at(20_000)), ..incoming(Step::Redirected, ReportedState::Detached) };
        assert_eq!(hear(&mut lines, sent), told, "{reason:?}");
    }
}

// What a colleague's line tells of a call of this one

fn tomasz() -> LineId {
    LineId::new("tomasz@example.org")
}

/// Anna's phone rings, and so does Tomasz's, for one call; then Anna's stops.
fn hunted() -> Lines {
    let mut lines = Lines::default();
    for line in [anna(), tomasz()] {
        lines.apply(Update::Owner { line: line.clone(), owner: Owner::default() }, at(0));
        assert_eq!(hear_at(&mut lines, line, incoming(Step::Received, ReportedState::Alerting), 0), []);
    }
    assert_eq!(moments(lines.tick(at(200))), [Ringing, Ringing]);
    lines
}

fn ended_here() -> CallReport {
    CallReport { ended: Some(at(5_000)), ..incoming(Step::Released, ReportedState::Released) }
}

#[test]
fn a_call_that_a_colleague_answered_is_not_missed_whichever_line_tells_first() {
    for colleague_first in [true, false] {
        let mut lines = hunted();
        let mut told = Vec::new();
        let answer = answered(incoming(Step::Answered, ReportedState::Active));
        if colleague_first {
            assert_eq!(hear_at(&mut lines, tomasz(), answer.clone(), 5_000), [Connected]);
        }
        told.extend(hear_at(&mut lines, anna(), ended_here(), 5_001));
        if !colleague_first {
            assert_eq!(hear_at(&mut lines, tomasz(), answer, 5_400), [Connected]);
        }
        assert_eq!(told, []);
        assert!(lines.get(&anna()).unwrap().calls().next().is_none(), "it does not ring any more");
        assert_eq!(outcome_of(&lines.tick(at(5_501))), [(Completed, Some(Outcome::AnsweredElsewhere))]);
        assert_eq!(lines.due(), None);
    }
}

#[test]
fn a_call_that_a_colleague_took_from_this_phone_is_not_missed() {
    for (number, outcome) in [("tel:+442079460958", Outcome::AnsweredElsewhere), ("tel:+442079460000", Outcome::NoAnswer)] {
        let mut lines = hunted();
        hear_at(&mut lines, tomasz(), ended_here(), 5_000);
        hear_at(&mut lines, anna(), ended_here(), 5_000);
        // Who takes a call dials for it, and the call gets another tracking id.
        let taken = CallReport {
            id: CallId::new("callhalf-77:0"),
            tracking_id: Some("2:1".into()),
            remote: Party { number: PhoneNumber::parse(number), ..Party::default() },
            ..answered(outgoing(Step::PickedUp, ReportedState::Active))
        };
        let changes = lines.apply(Update::Call { line: tomasz(), report: Box::new(taken) }, at(5_010));
        let [Change { what: What::Call { moment: Connected, call }, .. }] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!(call.direction, Direction::Incoming, "somebody called, though it was dialled for");
        let ends = lines.tick(at(6_000));
        let of_anna: Vec<_> = outcome_of(&ends.into_iter().filter(|change| change.line == anna()).collect::<Vec<_>>());
        assert_eq!(of_anna[0].1, Some(outcome), "{number}");
    }
}

#[test]
fn a_call_nobody_answered_is_missed_on_each_line_it_rang_on() {
    let mut lines = hunted();
    for line in [anna(), tomasz()] {
        assert_eq!(hear_at(&mut lines, line, ended_here(), 5_000), []);
    }
    let ends = lines.tick(at(5_500));
    assert_eq!(outcome_of(&ends), [(Missed, Some(Outcome::NoAnswer)), (Missed, Some(Outcome::NoAnswer))]);

    // The caller, a colleague, was in a call before; that answer is not one of this call.
    let mut lines = hunted();
    let caller = CallReport { answered: Some(at(-60_000)), ..outgoing(Step::Transferred, ReportedState::Alerting) };
    lines.apply(Update::Call { line: LineId::new("karin@example.org"), report: Box::new(caller) }, at(300));
    hear_at(&mut lines, anna(), ended_here(), 5_000);
    assert_eq!(moments(lines.tick(at(5_500))), [Missed]);
}

#[test]
fn a_line_that_is_not_watched_any_more_tells_nothing() {
    let mut lines = hunted();
    hear_at(&mut lines, anna(), ended_here(), 5_000);
    lines.forget(&anna());
    assert_eq!((lines.due(), lines.tick(at(9_000)), lines.get(&anna())), (None, vec![], None));
}

#[test]
fn two_callers_who_hide_their_numbers_are_not_one() {
    let mut lines = hunted();
    let hidden = || Party { withheld: true, ..Party::default() };
    hear_at(&mut lines, anna(), CallReport { remote: hidden(), ..ended_here() }, 5_000);
    let taken = CallReport { id: CallId::new("callhalf-77:0"), tracking_id: Some("2:1".into()), remote: hidden(), ..answered(outgoing(Step::PickedUp, ReportedState::Active)) };
    hear_at(&mut lines, tomasz(), taken, 5_010);
    let ends = lines.tick(at(6_000));
    assert!(ends.iter().any(|change| change.line == anna()) && moments(ends.into_iter().filter(|change| change.line == anna()).collect()) == [Missed]);
}

#[test]
fn a_call_a_service_took_on_to_a_colleague_who_answered_is_not_missed() {
    let mut lines = hunted();
    let sent_on = CallReport { redirect: Some(RedirectReason::Other), ended: Some(at(5_000)), ..incoming(Step::Redirected, ReportedState::Detached) };
    assert_eq!(hear_at(&mut lines, anna(), sent_on, 5_000), []);
    hear_at(&mut lines, tomasz(), answered(incoming(Step::Answered, ReportedState::Active)), 5_100);
    assert_eq!(outcome_of(&lines.tick(at(5_500))), [(Completed, Some(Outcome::AnsweredElsewhere))]);
}

#[test]
fn a_call_that_is_gone_after_an_outage_may_have_been_answered_by_a_colleague() {
    let snapshot = |line, calls| Update::Snapshot { line, calls, hook: None };
    let mut lines = hunted();
    assert_eq!(lines.apply(snapshot(anna(), vec![]), at(10_000)), []);
    let talks = answered(incoming(Step::Listed, ReportedState::Active));
    assert_eq!(moments(lines.apply(snapshot(tomasz(), vec![talks]), at(12_000))), [Connected]);
    let ends = lines.tick(at(15_000));
    assert_eq!((outcome_of(&ends), ends[0].late), (vec![(Completed, Some(Outcome::AnsweredElsewhere))], true));

    // And one that is listed after all has not ended.
    let mut lines = hunted();
    lines.apply(snapshot(anna(), vec![]), at(10_000));
    lines.apply(snapshot(anna(), vec![incoming(Step::Listed, ReportedState::Alerting)]), at(10_100));
    assert_eq!(lines.tick(at(20_000)), []);
}

#[test]
fn what_is_held_back_is_told_before_nobody_can_tell_it_any_more() {
    let mut lines = hunted();
    hear_at(&mut lines, anna(), ended_here(), 5_000);
    assert_eq!(outcome_of(&lines.settle(at(5_010))), [(Missed, Some(Outcome::NoAnswer))]);
    assert_eq!((lines.due(), lines.settle(at(9_000))), (None, vec![]));
}
