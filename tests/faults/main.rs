//! The phone system, the network and the clock at their worst: one test a fault, and the books must balance after each.
//!
//! A row starts the simulated phone system and a client in one runtime whose clock is paused, over real sockets, and lets
//! something go wrong while calls are made. Time that nobody needs passes at once, so that hours take no time. At the end
//! the ledger rule is checked ([`ledger`]): what the client believes is what is true, every call is accounted for exactly
//! once, and what was to be done once was done once at most.
//!
//! Everything random in a row comes from a seed, which is printed when it fails. `cargo xtask faults` runs the rows with
//! as many seeds as one likes.

#![allow(unreachable_pub, reason = "the modules of a test are its own")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::print_stderr, reason = "a row that failed says how to run it again")]

mod alone;
mod any_call;
mod channels;
mod clock;
mod content_documents;
mod content_events;
mod content_floods;
mod content_hostile;
mod content_texts;
mod ear;
mod hour;
mod ledger;
mod made;
mod many_lines;
mod names;
mod outages;
mod refusals;
mod register;
mod report;
mod row;
mod seed;
mod through_a_proxy;
mod transport_cut;
mod trust;
mod world;
