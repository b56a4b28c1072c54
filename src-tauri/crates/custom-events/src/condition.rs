//! What has to be true of a change, one file a kind.
//!
//! A condition says whether it is met, and for the trace what was wanted and what was there: as data, in the spelling
//! of the stored settings. The words belong to the window.

mod direction;
mod hours;
mod line;
mod local_tel;
mod own_state;
mod remote_tel;
mod scope;
mod state;
mod still_so;

use std::{borrow::Cow, collections::HashSet, time::Duration};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use telephony::{Call, CallState, Change, Direction, Home, Line, LineId, Scope, What};
use ts_rs::TS;

pub use self::{
    direction::{DirectionCondition, DirectionFilter},
    hours::{HoursCondition, Weekday},
    line::{LineCondition, LineFilter},
    local_tel::LocalTelCondition,
    own_state::{OwnState, OwnStateCondition},
    remote_tel::RemoteTelCondition,
    scope::{ScopeCondition, ScopeFilter},
    state::{State, StateCondition},
    still_so::{StillSoCondition, is_still_so, is_undone},
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
    /// On which days, and at what time.
    Hours(HoursCondition),
    /// How the own line is.
    OwnState(OwnStateCondition),
    /// It is still so after a while.
    StillSo(StillSoCondition),
    /// It has not been done for this call before.
    OncePerCall,
    /// The call was answered on this line.
    AnsweredHere,
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
    /// See [`Condition::Hours`].
    Hours,
    /// See [`Condition::OwnState`].
    OwnState,
    /// See [`Condition::StillSo`].
    StillSo,
    /// See [`Condition::OncePerCall`].
    OncePerCall,
    /// See [`Condition::AnsweredHere`].
    AnsweredHere,
    /// The custom event is on. Nobody writes this one down: it is part of every custom event.
    SwitchedOn,
    /// Custom events as a whole are on, and not paused.
    AllOn,
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

/// A verdict that copies nothing, to be written down.
#[derive(Debug, Serialize)]
pub(crate) struct Said<'a> {
    pub(crate) condition: ConditionKind,
    pub(crate) met: bool,
    pub(crate) wanted: Cow<'a, str>,
    pub(crate) was: Cow<'a, str>,
}

impl From<Said<'_>> for Verdict {
    fn from(Said { condition, met, wanted, was }: Said<'_>) -> Self {
        Self { condition, met, wanted: wanted.into_owned(), was: was.into_owned() }
    }
}

impl Condition {
    pub(crate) fn problems(&self) -> Vec<FieldProblem> {
        match self {
            Self::RemoteTel(condition) => condition.wanted.problems("wanted"),
            Self::LocalTel(condition) => condition.wanted.problems("wanted"),
            Self::Hours(condition) => condition.problems(),
            Self::StillSo(condition) => condition.problems(),
            Self::State(_) | Self::Line(_) | Self::Direction(_) | Self::Scope(_) | Self::OwnState(_) | Self::OncePerCall | Self::AnsweredHere => Vec::new(),
        }
    }

    /// Prepares it for being asked about many changes.
    pub(crate) fn at(self, home: &Home) -> Prepared {
        let numbers = match &self {
            Self::RemoteTel(condition) => condition.wanted.at(home),
            Self::LocalTel(condition) => condition.wanted.at(home),
            _ => number_pattern::Prepared::default(),
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
    pub(crate) fn is_met(&self, facts: &Facts, event_id: &str) -> bool {
        match &self.condition {
            Condition::State(condition) => condition.is_met(facts),
            Condition::Line(condition) => condition.is_met(facts),
            Condition::Direction(condition) => condition.is_met(facts),
            Condition::Scope(condition) => condition.is_met(facts),
            Condition::RemoteTel(_) => remote_tel::is_met(&self.numbers, facts),
            Condition::LocalTel(_) => local_tel::is_met(&self.numbers, facts),
            Condition::Hours(condition) => condition.is_met(facts),
            Condition::OwnState(condition) => condition.is_met(facts),
            // Time will tell; see `Custom events that wait` in the engine.
            Condition::StillSo(_) => true,
            Condition::OncePerCall => !facts.already.contains(event_id),
            Condition::AnsweredHere => facts.answered,
        }
    }

    pub(crate) fn verdict<'a>(&'a self, facts: &'a Facts, event_id: &str) -> Said<'a> {
        let met = self.is_met(facts, event_id);
        let said = |condition, wanted: &'a str, was: &'a str| Said { condition, met, wanted: wanted.into(), was: was.into() };
        match &self.condition {
            Condition::State(condition) => said(ConditionKind::State, condition.wanted.as_str(), facts.moment.as_str()),
            Condition::Line(condition) => said(ConditionKind::Line, condition.wanted.as_str(), facts.line.as_str()),
            Condition::Direction(condition) => said(ConditionKind::Direction, condition.wanted.as_str(), direction::was(facts)),
            Condition::Scope(condition) => said(ConditionKind::Scope, condition.wanted.as_str(), scope::was(facts)),
            Condition::RemoteTel(condition) => said(ConditionKind::RemoteTel, condition.wanted.as_str(), facts.remote.was.as_str()),
            Condition::LocalTel(condition) => said(ConditionKind::LocalTel, condition.wanted.as_str(), facts.local.was.as_str()),
            Condition::Hours(condition) => Said { condition: ConditionKind::Hours, met, wanted: condition.wanted().into(), was: hours::was(facts.local_time).into() },
            Condition::OwnState(condition) => said(ConditionKind::OwnState, condition.wanted.as_str(), condition.was(facts)),
            Condition::StillSo(condition) => Said { condition: ConditionKind::StillSo, met: false, wanted: condition.seconds.to_string().into(), was: "waiting".into() },
            Condition::OncePerCall => said(ConditionKind::OncePerCall, "", if met { "" } else { "done" }),
            Condition::AnsweredHere => said(ConditionKind::AnsweredHere, "answered", if met { "answered" } else { "notAnswered" }),
        }
    }

    /// Returns how the other party's number has to begin, if it is about that and one of these beginnings is all it takes.
    pub(crate) fn remote_beginnings(&self) -> Option<Vec<&str>> {
        match self.condition {
            Condition::RemoteTel(_) => self.numbers.beginnings(),
            _ => None,
        }
    }

    /// Returns how long it waits to see whether it is still so, if it does.
    pub(crate) fn wait(&self) -> Option<Duration> {
        match &self.condition {
            Condition::StillSo(condition) => Some(Duration::from_secs(condition.seconds.into())),
            _ => None,
        }
    }
}

/// What conditions ask of a change, looked up once for all of them.
#[derive(Debug)]
pub struct Facts {
    moment: Moment,
    line: LineId,
    is_own: bool,
    direction: Option<Direction>,
    scope: Option<Scope>,
    remote: Tel,
    local: Tel,
    /// When it happened, by the clock on the wall.
    local_time: DateTime,
    /// Whether the own line has another call that was answered.
    in_a_call: bool,
    /// Whether do-not-disturb is on at the own line.
    dnd: bool,
    /// Whether the call was answered on this line.
    answered: bool,
    /// What was done for this call before: the ids of custom events.
    already: HashSet<String>,
}

/// How things stand when a change happens, beyond the change itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Situation {
    /// Whether the own line has a call, another than the one the change is about, that was answered.
    pub in_a_call: bool,
    /// Whether do-not-disturb is on at the own line.
    pub dnd: bool,
    /// The ids of the custom events that were done for this call before.
    pub already: HashSet<String>,
}

impl Situation {
    /// Says how the own line stands when `change` happens.
    pub fn of(own: Option<&Line>, change: &Change) -> Self {
        let is_it = |call: &Call| matches!(&change.what, What::Call { call: of, .. } if own.is_some_and(|own| own.id == change.line) && of.id == call.id);
        let is_up = |call: &Call| matches!(call.state, CallState::Connected | CallState::Held);
        let in_a_call = own.is_some_and(|own| own.calls().any(|call| is_up(call) && !is_it(call)));
        Self { in_a_call, dnd: own.is_some_and(|own| own.device().dnd == Some(true)), already: HashSet::new() }
    }
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
    pub(crate) fn moment(&self) -> Moment {
        self.moment
    }

    /// Returns the other party's number in every form it is compared in; none where it is hidden or not known.
    pub(crate) fn remote_forms(&self) -> &[String] {
        &self.remote.normalised
    }

    pub(crate) fn of(change: &Change, situation: Situation, context: &Context) -> Self {
        let home = &context.home;
        let call = match &change.what {
            What::Call { call, .. } => Some(call),
            What::Device { .. } | What::Connection { .. } => None,
        };
        let Situation { in_a_call, dnd, already } = situation;
        Self {
            moment: Moment::of(change),
            line: change.line.clone(),
            is_own: change.line == context.own_line,
            direction: call.map(|call| call.direction),
            scope: call.map(|call| call.scope()),
            remote: call.map(|call| remote_tel::of(&call.remote, home)).unwrap_or_default(),
            local: local_tel::of(&change.owner, home),
            local_time: change.at.to_zoned(context.zone.clone()).datetime(),
            in_a_call,
            dnd,
            answered: call.is_some_and(|call| call.is_answered()),
            already,
        }
    }
}
