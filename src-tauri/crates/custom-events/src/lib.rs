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
//! - [`reference`](mod@reference): that table for people
//! - [`values`]: what the variables are for one change
//! - [`action`]: what to do, one file a kind
//! - [`mod@matching`]: from a change to the custom events it triggers
//! - [`limit`]: how often a custom event may act on the machine
//! - [`trace`]: what each custom event made of a change, and why
//! - [`once`]: what was done for a call before
//! - [`waiting`]: what waits to see whether it is still so
//! - [`example`]: a call that is made up, to try custom events on
//! - [`starting_points`](mod@starting_points): custom events to start from
//! - [`imports`]: custom events that go to a file and come from one
//! - [`csv`]: tables that a spreadsheet does not take for formulas
//! - [`problem`]: what is wrong with a field, and why an action could not be rendered

pub mod action;
pub mod condition;
pub mod csv;
pub mod custom_event;
pub mod example;
pub mod imports;
pub mod limit;
pub mod matching;
pub mod number_pattern;
pub mod once;
pub mod problem;
pub mod reference;
pub mod starting_points;
pub mod template;
pub mod trace;
pub mod trigger;
pub mod values;
pub mod variable;
pub mod waiting;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod sample;

pub use action::{
    Action, Command, FormField, Header, HttpBody, HttpMethod, HttpRequest, Message, OpenWebPage, Piece, PlaySound, Rendered, RenderedBody, RenderedHeader, RunProgram,
    RunWebService, ShowMessage, Sound, is_never_opened,
};
pub use condition::{
    Condition, ConditionKind, DirectionCondition, DirectionFilter, Facts, HoursCondition, LineCondition, LineFilter, LocalTelCondition, OwnState, OwnStateCondition,
    RemoteTelCondition, ScopeCondition, ScopeFilter, Situation, State, StateCondition, StillSoCondition, Verdict, Weekday, is_still_so, is_undone,
};
pub use custom_event::{CustomEvent, Files, ProgramFile, SoundProblem};
pub use imports::{ExportError, Reach, parse_export, reach, write_export};
pub use limit::{Limit, Limits};
pub use matching::{Context, Matched, Matcher, matching};
pub use number_pattern::NumberPattern;
pub use once::Once;
pub use problem::{FieldProblem, FieldProblemCode, RenderError, Severity};
pub use reference::reference;
pub use starting_points::starting_points;
pub use template::Template;
pub use trace::{Traced, all_are_off};
pub use trigger::{CallTrigger, ConnectionTrigger, DeviceTrigger, Moment, Trigger};
pub use values::Values;
pub use variable::{Variable, VariableCategory, VariableInfo, variables};
pub use waiting::Waits;
