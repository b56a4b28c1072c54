//! The two doors: the interface under test, and the one that makes things happen.

mod actions;
pub(crate) mod control;
mod events;
mod faults;
mod manual;
pub(crate) mod xsi;
