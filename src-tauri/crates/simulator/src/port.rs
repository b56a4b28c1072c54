//! The two doors: the interface under test, and the one that makes things happen.

mod actions;
mod answering;
mod call_orders;
pub(crate) mod control;
mod directories;
mod events;
mod faults;
mod manual;
mod scenarios;
mod services;
mod sign_in;
mod users;
pub(crate) mod xsi;
