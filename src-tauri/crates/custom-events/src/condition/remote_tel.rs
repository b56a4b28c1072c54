//! The other party's number.
//!
//! A colleague has several, the one presented, their own and their extension: any will do, and so will a SIP address. A
//! number its owner hides is not compared, even if the phone system told it.

use serde::{Deserialize, Serialize};
use telephony::{Home, Party};
use ts_rs::TS;

use super::{Facts, Tel};
use crate::{NumberPattern, number_pattern};

/// The other party's number is one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemoteTelCondition {
    /// Which ones.
    pub wanted: NumberPattern,
}

pub(super) fn is_met(wanted: &number_pattern::Prepared, facts: &Facts) -> bool {
    wanted.matches(facts.remote.numbers())
}

pub(super) fn of(party: &Party, home: &Home) -> Tel {
    if party.withheld {
        return Tel { was: "withheld".to_owned(), normalised: Vec::new(), withheld: true };
    }
    Tel::of(party.tel().map(telephony::PhoneNumber::as_str), &party.known_as(), home)
}
