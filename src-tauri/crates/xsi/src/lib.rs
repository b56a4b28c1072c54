//! What BroadWorks says: documents, requests, and the life of an event channel.
//!
//! The rest of the program hears of [`telephony::Update`]s and never of XML or HTTP. [`sign_in`] tries an account;
//! [`connect`] keeps an event channel up until it is told to stop. Facts of the protocol are cited from Cisco's
//! "Xtended Services Interface" specification (release 2020.07) by section, or from its schema by name.
//!
//! - [`account`]: who signs in, and where
//! - [`problem`]: everything that can be wrong, in plain kinds
//! - [`xml`]: one document as a tree
//! - [`framer`]: the bytes of a stream, cut into documents
//! - [`call`]: the `Call` of the schema
//! - [`event`]: what a channel may carry
//! - [`document`]: what a request may be answered with
//! - [`request`]: every path and body
//! - [`session`]: the life of a channel and its subscriptions, as a function
//! - [`client`]: sends, reads, holds timers, decides nothing

pub mod account;
pub mod call;
pub mod client;
pub mod document;
pub mod event;
pub mod framer;
pub mod problem;
pub mod request;
pub mod session;
pub mod xml;

pub use account::{Account, server_address};
pub use client::{Ack, Client, Delivery, Event, connect, sign_in};
pub use document::Profile;
pub use problem::Problem;

#[cfg(test)]
mod fixtures;
