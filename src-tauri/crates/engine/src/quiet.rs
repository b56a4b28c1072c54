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

/// Returns how quiet it ought to be: as the user chose, as long as one call of the own line goes on.
pub fn wanted(line: &Line, settings: &Settings) -> Option<Wanted> {
    let chosen = &settings.mute_in_call;
    let calls: HashSet<CallId> = line.calls().filter(|call| counts(call.state, chosen.from)).map(|call| call.id.clone()).collect();
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
