//! Process groups.

use std::{io, os::unix::process::CommandExt, process::Command};

use rustix::{
    io::Errno,
    process::{Pid, Signal, kill_process_group, test_kill_process_group},
};
use tokio::process::Child;

use super::Start;

/// What a program for another kind of computer fails with, or a file that is none (`EBADARCH` is Apple's).
const FOREIGN: &[i32] = if cfg!(target_os = "macos") { &[Errno::NOEXEC.raw_os_error(), 86] } else { &[Errno::NOEXEC.raw_os_error()] };

/// Puts a program at the head of a group: what the terminal we were started from is told (Ctrl+C, hang-up) is not for
/// it. Nothing hides its windows here.
pub(in crate::host::program) fn lead(command: &mut Command, _: Start) {
    command.process_group(0);
}

/// Whether a program did not start because it is none for this computer.
pub(in crate::host::program) fn is_foreign(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|code| FOREIGN.contains(&code))
}

/// Whether a program did not start because its arguments are longer than the system takes.
pub(in crate::host::program) fn is_too_long(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ArgumentListTooLong
}

/// The group a program leads.
pub(in crate::host::program) struct Group(Option<Pid>);

impl Group {
    /// The group of a program that was made to lead one.
    #[expect(clippy::unnecessary_wraps, reason = "on another system it can fail")]
    pub(in crate::host::program) fn of(child: &Child) -> io::Result<Self> {
        // One that has ended already has no number, and may have left nobody.
        Ok(Self(child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?))))
    }

    /// Whether all of it has ended.
    pub(in crate::host::program) fn is_empty(&self) -> bool {
        // A system that says "not permitted" speaks of others than those we started.
        self.0.is_none_or(|leader| test_kill_process_group(leader).is_err())
    }

    /// Asks all of it to end, and returns whether it could be asked.
    pub(in crate::host::program) fn ask_to_end(&self) -> bool {
        self.signal(Signal::TERM);
        true
    }

    /// Ends all of it.
    pub(in crate::host::program) fn kill(&self) {
        self.signal(Signal::KILL);
    }

    fn signal(&self, signal: Signal) {
        if let Some(leader) = self.0 {
            // Whoever can't be told has just ended.
            let _ = kill_process_group(leader, signal);
        }
    }
}
