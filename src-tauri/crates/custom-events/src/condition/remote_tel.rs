//! The other party's number.
//!
//! A colleague has two, the one presented and their own: either will do. A number its owner hides is not compared,
//! even if the phone system told it.

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
    let numbers = [&party.number, &party.user_number];
    Tel {
        was: party.tel().map(|tel| tel.as_str().to_owned()).unwrap_or_default(),
        normalised: numbers.into_iter().flatten().map(|number| number.normalised(home)).collect(),
        withheld: false,
    }
}
