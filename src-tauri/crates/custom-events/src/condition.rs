//! What has to be true of a change, one file a kind.
//!
//! A condition says whether it is met, and for the trace what was wanted and what was there: as data, in the spelling
//! of the stored settings. The words belong to the window.

mod direction;
mod line;
mod local_tel;
mod remote_tel;
mod scope;
mod state;

use serde::{Deserialize, Serialize};
use telephony::{Change, Direction, Home, LineId, Scope, What};
use ts_rs::TS;

pub use self::{
    direction::{DirectionCondition, DirectionFilter},
    line::{LineCondition, LineFilter},
    local_tel::LocalTelCondition,
    remote_tel::RemoteTelCondition,
    scope::{ScopeCondition, ScopeFilter},
    state::{State, StateCondition},
};
use crate::{Context, FieldProblem, Moment, number_pattern};

/// One thing that has to be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Condition {
    /// What happens.
    State(StateCondition),
    /// On which line it happens.
    Line(LineCondition),
    /// Which way the call goes.
    Direction(DirectionCondition),
    /// Whether the call stays inside the company.
    Scope(ScopeCondition),
    /// The other party's number.
    RemoteTel(RemoteTelCondition),
    /// The number or extension of the line.
    LocalTel(LocalTelCondition),
}

/// The kinds of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ConditionKind {
    /// See [`Condition::State`].
    State,
    /// See [`Condition::Line`].
    Line,
    /// See [`Condition::Direction`].
    Direction,
    /// See [`Condition::Scope`].
    Scope,
    /// See [`Condition::RemoteTel`].
    RemoteTel,
    /// See [`Condition::LocalTel`].
    LocalTel,
}

/// Whether a condition was met, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Which kind of condition.
    pub condition: ConditionKind,
    /// Whether it was met.
    pub met: bool,
    /// What was wanted, e.g. `external`.
    pub wanted: String,
    /// What was there, e.g. `internal`; empty if there was nothing.
    pub was: String,
}

impl Condition {
    pub(crate) fn problems(&self) -> Vec<FieldProblem> {
        match self {
            Self::RemoteTel(condition) => condition.wanted.problems("wanted"),
            Self::LocalTel(condition) => condition.wanted.problems("wanted"),
            Self::State(_) | Self::Line(_) | Self::Direction(_) | Self::Scope(_) => Vec::new(),
        }
    }

    /// Prepares it for being asked about many changes.
    pub(crate) fn at(self, home: &Home) -> Prepared {
        let numbers = match &self {
            Self::RemoteTel(condition) => condition.wanted.at(home),
            Self::LocalTel(condition) => condition.wanted.at(home),
            Self::State(_) | Self::Line(_) | Self::Direction(_) | Self::Scope(_) => number_pattern::Prepared::default(),
        };
        Prepared { condition: self, numbers }
    }
}

/// A condition ready to be asked, with its numbers in the form they are compared in.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    condition: Condition,
    numbers: number_pattern::Prepared,
}

impl Prepared {
    pub(crate) fn is_met(&self, facts: &Facts) -> bool {
        match &self.condition {
            Condition::State(condition) => condition.is_met(facts),
            Condition::Line(condition) => condition.is_met(facts),
            Condition::Direction(condition) => condition.is_met(facts),
            Condition::Scope(condition) => condition.is_met(facts),
            Condition::RemoteTel(_) => remote_tel::is_met(&self.numbers, facts),
            Condition::LocalTel(_) => local_tel::is_met(&self.numbers, facts),
        }
    }

    pub(crate) fn verdict(&self, facts: &Facts) -> Verdict {
        let (condition, wanted, was) = match &self.condition {
            Condition::State(condition) => (ConditionKind::State, condition.wanted.as_str(), facts.moment.as_str()),
            Condition::Line(condition) => (ConditionKind::Line, condition.wanted.as_str(), facts.line.as_str()),
            Condition::Direction(condition) => (ConditionKind::Direction, condition.wanted.as_str(), direction::was(facts)),
            Condition::Scope(condition) => (ConditionKind::Scope, condition.wanted.as_str(), scope::was(facts)),
            Condition::RemoteTel(condition) => (ConditionKind::RemoteTel, condition.wanted.as_str(), facts.remote.was.as_str()),
            Condition::LocalTel(condition) => (ConditionKind::LocalTel, condition.wanted.as_str(), facts.local.was.as_str()),
        };
        Verdict { condition, met: self.is_met(facts), wanted: wanted.to_owned(), was: was.to_owned() }
    }
}

/// What conditions ask of a change, looked up once for all of them.
#[derive(Debug)]
pub(crate) struct Facts {
    moment: Moment,
    line: LineId,
    is_own: bool,
    direction: Option<Direction>,
    scope: Option<Scope>,
    remote: Tel,
    local: Tel,
}

/// A number in every form it is known in.
#[derive(Debug, Default)]
struct Tel {
    was: String,
    normalised: Vec<String>,
    withheld: bool,
}

impl Tel {
    fn of(shown: Option<&str>, known_as: &[&str], home: &Home) -> Self {
        Self { was: shown.unwrap_or_default().to_owned(), normalised: number_pattern::forms(known_as, home), withheld: false }
    }

    fn numbers(&self) -> number_pattern::Numbers<'_> {
        number_pattern::Numbers { normalised: &self.normalised, withheld: self.withheld }
    }
}

impl Facts {
    pub(crate) fn of(change: &Change, context: &Context) -> Self {
        let home = &context.home;
        let call = match &change.what {
            What::Call { call, .. } => Some(call),
            What::Device { .. } => None,
        };
        Self {
            moment: Moment::of(change),
            line: change.line.clone(),
            is_own: change.line == context.own_line,
            direction: call.map(|call| call.direction),
            scope: call.map(|call| call.scope()),
            remote: call.map(|call| remote_tel::of(&call.remote, home)).unwrap_or_default(),
            local: local_tel::of(&change.owner, home),
        }
    }
}
