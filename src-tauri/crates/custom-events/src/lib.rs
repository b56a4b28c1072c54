//! What the user wants done, and when.
//!
//! A [`CustomEvent`] is a trigger and some actions. [`Matcher`] says which custom events a change of a line triggers,
//! and why the others stay quiet; an [`Action`] renders the values of that change to plain data: a command, a sound, a
//! message, an address, a request. Nothing is executed here, no file is looked at and no clock is read.
//!
//! - [`custom_event`]: a custom event as stored, and what is wrong with it
//! - [`trigger`]: what has to happen
//! - [`condition`]: what has to be true of it, one file a kind
//! - [`number_pattern`]: which telephone numbers are meant
//! - [`template`]: text with variables in it
//! - [`variable`]: the one table of variables
//! - [`values`]: what the variables are for one change
//! - [`action`]: what to do, one file a kind
//! - [`mod@matching`]: from a change to the custom events it triggers
//! - [`limit`]: how often a custom event may act on the machine
//! - [`problem`]: what is wrong with a field, and why an action could not be rendered

pub mod action;
pub mod condition;
pub mod custom_event;
pub mod limit;
pub mod matching;
pub mod number_pattern;
pub mod problem;
pub mod template;
pub mod trigger;
pub mod values;
pub mod variable;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod sample;

pub use action::{
    Action, Command, FormField, Header, HttpBody, HttpMethod, HttpRequest, Message, OpenWebPage, Piece, PlaySound, Rendered, RenderedBody, RenderedHeader, RunProgram,
    RunWebService, ShowMessage, Sound,
};
pub use condition::{
    Condition, ConditionKind, DirectionCondition, DirectionFilter, Facts, HoursCondition, LineCondition, LineFilter, LocalTelCondition, OwnState, OwnStateCondition,
    RemoteTelCondition, ScopeCondition, ScopeFilter, Situation, State, StateCondition, StillSoCondition, Verdict, Weekday, is_undone,
};
pub use custom_event::{CustomEvent, Files, ProgramFile, SoundFile};
pub use limit::{Limit, Limits};
pub use matching::{Context, Matched, Matcher, Traced, matching};
pub use number_pattern::NumberPattern;
pub use problem::{FieldProblem, FieldProblemCode, RenderError, Severity};
pub use template::Template;
pub use trigger::{CallTrigger, ConnectionTrigger, DeviceTrigger, Moment, Trigger};
pub use values::Values;
pub use variable::{Variable, VariableCategory, VariableInfo, variables};
