//! The end of a sleep of the computer.

#[cfg(target_os = "linux")]
#[path = "sleep/linux.rs"]
mod system;
#[cfg(target_os = "macos")]
#[path = "sleep/macos.rs"]
mod system;
#[cfg(windows)]
#[path = "sleep/windows.rs"]
mod system;

pub(super) use system::watch;
