//! How quiet the speakers ought to be now, as a function of the own line and the settings.

use std::collections::HashSet;

use telephony::{CallId, CallState, Line};

use crate::{
    host::{Hush, Quiet},
    settings::{HushKind, HushedFrom, MuteInCall, Settings},
};

/// How quiet it ought to be, and for which calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// How. However many calls there are, it is one wish.
    pub quiet: Quiet,
    /// The calls that ask for it: one at least.
    pub calls: HashSet<CallId>,
}

/// Returns how quiet it ought to be: as the user chose, as long as one call of the own line goes on. Where our own sounds
/// would be muted along with the others, the ring is not: nobody would hear the phone.
pub fn wanted(line: &Line, settings: &Settings, spares_ours: bool) -> Option<Wanted> {
    let chosen = &settings.mute_in_call;
    let is_heard = spares_ours || chosen.how == HushKind::Pause || !settings.sounds_on;
    let calls: HashSet<CallId> =
        line.calls().filter(|call| counts(call.state, chosen.from) && (is_heard || call.state != CallState::Ringing)).map(|call| call.id.clone()).collect();
    (chosen.on && !calls.is_empty()).then(|| Wanted { quiet: quiet(chosen), calls })
}

/// Returns what is done in a call, as it is chosen.
fn quiet(chosen: &MuteInCall) -> Quiet {
    let how = match chosen.how {
        HushKind::Mute => Hush::Mute,
        HushKind::Lower => Hush::Lower(chosen.percent.clamp(1, 100)),
        HushKind::Pause => Hush::Pause,
    };
    Quiet { how, device: chosen.device.as_ref().map(|device| device.id.clone()) }
}

/// Whether a call is one to be quiet for. One that is held goes on.
fn counts(state: CallState, from: HushedFrom) -> bool {
    match (state, from) {
        (CallState::Connected | CallState::Held, _) => true,
        (CallState::Dialback | CallState::Dialing | CallState::Ringing, HushedFrom::Ringing) => true,
        (CallState::Dialback | CallState::Dialing | CallState::Ringing, HushedFrom::Answered) | (CallState::Terminated, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use telephony::{CallReport, LineId, Lines, Personality, ReportedState, Step, Update};

    use super::*;

    #[test]
    fn a_call_counts_from_when_the_user_says_until_its_end() {
        use CallState::{Connected, Dialback, Dialing, Held, Ringing, Terminated};
        for (state, from_answered, from_ringing) in
            [(Dialback, false, true), (Dialing, false, true), (Ringing, false, true), (Connected, true, true), (Held, true, true), (Terminated, false, false)]
        {
            let so = (counts(state, HushedFrom::Answered), counts(state, HushedFrom::Ringing));
            assert_eq!(so, (from_answered, from_ringing), "{state:?}");
        }
    }

    #[test]
    fn a_ring_that_would_be_muted_along_is_heard() {
        let now = jiff::Timestamp::UNIX_EPOCH;
        let mut lines = Lines::default();
        let own = LineId::new("anna");
        let report = CallReport::new(CallId::new("1"), Step::Received, Personality::Terminator, ReportedState::Alerting);
        lines.apply(Update::Call { line: own.clone(), report: Box::new(report) }, now);
        // Whether it rings is known a moment later.
        lines.tick(now + jiff::SignedDuration::from_secs(1));
        let line = lines.get(&own).unwrap();
        let chosen = |how, sounds_on| Settings { sounds_on, mute_in_call: MuteInCall { on: true, how, from: HushedFrom::Ringing, ..MuteInCall::default() }, ..Settings::default() };
        for (how, sounds_on, spares_ours, quiet) in [
            (HushKind::Mute, true, true, true),
            (HushKind::Mute, true, false, false),
            (HushKind::Lower, true, false, false),
            (HushKind::Pause, true, false, true),
            (HushKind::Mute, false, false, true),
        ] {
            assert_eq!(wanted(line, &chosen(how, sounds_on), spares_ours).is_some(), quiet, "{how:?} {sounds_on} {spares_ours}");
        }
    }

    #[test]
    fn what_is_done_is_what_was_chosen() {
        let device = Some(crate::host::SoundDevice { id: "speakers".into(), name: "Speakers".into() });
        for (how, percent, wanted) in
            [(HushKind::Mute, 20, Hush::Mute), (HushKind::Lower, 30, Hush::Lower(30)), (HushKind::Lower, 250, Hush::Lower(100)), (HushKind::Pause, 20, Hush::Pause)]
        {
            let chosen = MuteInCall { on: true, how, percent, device: device.clone(), ..MuteInCall::default() };
            assert_eq!(quiet(&chosen), Quiet { how: wanted, device: Some("speakers".into()) });
        }
        assert_eq!(quiet(&MuteInCall::default()), Quiet { how: Hush::Mute, device: None });
    }
}
