//! The real program on a real desktop: a display, a session bus, a keyring, a sound server, a tray and a web view, all
//! private to each test and gone with it.
//!
//! These are few. What can be shown without a desktop is shown in `tests/scenarios`.
#![cfg(target_os = "linux")]
#![allow(unreachable_pub, reason = "the modules of a test are its own")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod accessibility;
mod actions;
mod activity;
mod command_line;
mod jobs;
mod keyring;
mod life;
mod messages;
mod mute;
mod notifications;
mod phone;
mod pictures;
mod quiet_room;
mod recording;
mod session;
mod shell;
mod sounds;
mod theme;
mod tray;
mod window;
