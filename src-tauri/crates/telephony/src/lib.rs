//! What a call, a device and a line are.
//!
//! This crate knows no XML, no server and no window. [`Lines`] is the whole state: it takes an [`Update`] and the
//! time, and answers with the [`Change`]s that are true and new. Custom events are triggered by nothing else.
//!
//! - [`call`]: one call on one line, its states and what became of it
//! - [`device`]: hook and do-not-disturb of a line's phone
//! - [`line`]: a user whose calls are watched
//! - [`number`]: a telephone number as presented, and normalised for comparing
//! - [`party`]: the other side of a call
//! - [`text`]: cleaning of text that strangers write
//! - [`update`]: what a phone system reports
//! - [`lines`]: the table that turns reports into changes

pub mod call;
mod calls;
pub mod change;
pub mod device;
pub mod line;
pub mod lines;
pub mod number;
pub mod party;
pub mod text;
pub mod update;

pub use call::{Call, CallId, CallState, Direction, Outcome, Personality};
pub use change::{CallMoment, Change, ConnectionMoment, DeviceMoment, What};
pub use device::{Device, Hook};
pub use line::{Line, LineId, Owner};
pub use lines::{Lines, Memory};
pub use number::{Country, Home, PhoneNumber, countries, read_ahead};
pub use party::{CallType, Party, Scope};
pub use update::{CallReport, LogKind, LoggedCall, RedirectReason, ReleasedBy, ReportedState, Step, Update};
