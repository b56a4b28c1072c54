//! The shell: everything that needs the desktop, around an engine that doesn't.
//!
//! - [`cli`]: the command line, and `listen`
//! - [`app`]: the life of the program with a window and a tray
//! - [`commands`]: what the pages may ask
//! - [`tray`], [`window`]: drawn from the engine's view
//! - [`demo`]: the built-in phone system
//! - [`host`]: the powers of the machine, one file each
//! - [`message_window`]: messages in a window of our own, where the desktop shows none
//! - [`places`]: where files are kept
//! - [`plugin`]: Tauri's plugins without their page side
//! - [`signal`]: how the system asks the program to end
//! - `spare_memory`: what was needed for a moment goes back to the system
//! - [`surroundings`]: what happens to the computer: a sleep that ends, a network that changes
//! - [`text`]: the words, from the same files as the pages'
//! - `way_out`: how the program ends, whatever the libraries still do

pub mod app;
pub mod cli;
pub mod commands;
pub mod demo;
pub mod host;
#[cfg(test)]
mod hostile;
pub mod message_window;
pub mod places;
pub mod plugin;
pub mod signal;
mod spare_memory;
pub mod surroundings;
pub mod text;
pub mod tray;
mod way_out;
pub mod window;
