//! The engine against the simulated phone system: real HTTP, real XML, no desktop.
//!
//! A scenario makes something happen on the phone system and expects the lines that `bellhop listen --json` prints,
//! or what the machine was asked to do. It waits for what it expects and never sleeps.

#![allow(unreachable_pub, reason = "the modules of a test are its own")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod activity;
mod calls;
mod conditions;
mod connection;
mod custom_events;
mod definitions;
mod devices;
mod edges;
mod house;
mod list;
mod outbox;
mod pause;
mod quiet;
mod settings;
mod sign_in;
mod sounds;
mod stage;
mod told;
mod trying;
mod watching;
