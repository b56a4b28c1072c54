//! The line's own number or extension. Either will do.

use serde::{Deserialize, Serialize};
use telephony::{Home, Owner};
use ts_rs::TS;

use super::{Facts, Tel};
use crate::{NumberPattern, number_pattern};

/// The number or extension of the line is one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LocalTelCondition {
    /// Which ones.
    pub wanted: NumberPattern,
}

pub(super) fn is_met(wanted: &number_pattern::Prepared, facts: &Facts) -> bool {
    wanted.matches(facts.local.numbers())
}

pub(super) fn of(owner: &Owner, home: &Home) -> Tel {
    let extension = Some(owner.extension.as_str()).filter(|extension| !extension.is_empty());
    let number = owner.number.as_ref().map(telephony::PhoneNumber::as_str);
    let known: Vec<&str> = extension.into_iter().chain(number).collect();
    Tel::of(known.first().copied(), &known, home)
}
