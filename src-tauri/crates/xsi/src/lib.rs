//! What BroadWorks says: documents, requests, and the life of an event channel.
//!
//! The rest of the program hears of [`telephony::Update`]s and never of XML or HTTP. [`sign_in`] tries an account;
//! [`connect`] keeps an event channel up until it is told to stop. Facts of the protocol are cited from Cisco's
//! "Xtended Services Interface" specification (release 2020.07) by section, or from its schema by name.
//!
//! - [`account`]: who signs in, and where
//! - [`server`]: where a phone system is, and what the user allows there
//! - [`certificate`]: what servers show to prove who they are
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
pub mod certificate;
pub mod client;
pub mod document;
pub mod event;
pub mod framer;
pub mod problem;
pub mod request;
pub mod server;
pub mod session;
pub mod xml;

pub use account::{Account, Credential};
pub use certificate::{Certificate, Distrust, Fingerprint, Pin};
pub use client::{Ack, Client, Delivery, Event, Surroundings, busy_lamp_list, connect, connect_after, connect_from, find_colleagues, sign_in, sign_in_from};
pub use document::{Colleague, Found, Profile};
pub use problem::Problem;
pub use request::Package;
pub use server::{Paths, Server};
pub use session::Notice;

#[cfg(test)]
mod fixtures;
