//! A program and all it starts, as one: a process group, or a job on Windows. What leaves it on purpose is its own.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::{Group, is_foreign, is_too_long, lead};
#[cfg(windows)]
pub(super) use windows::{Group, is_foreign, is_too_long, lead};

/// What is said of a program when it is started.
#[cfg_attr(not(windows), expect(dead_code, reason = "here it makes no difference"))]
pub(super) struct Start {
    /// Whether its window is hidden, where the system can.
    pub(super) hidden: bool,
    /// Whether a [`Group`] is made of it. It does not run before.
    pub(super) held: bool,
}
