//! Bellhop, a desktop companion for people whose phone is on a BroadWorks system.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    bellhop::cli::main()
}
