//! Job objects.
#![expect(unsafe_code, reason = "system calls without safe wrappers")]

use std::{
    io,
    os::windows::{
        io::{AsRawHandle, FromRawHandle, OwnedHandle},
        process::CommandExt,
    },
    process::Command,
    ptr,
};

use tokio::process::Child;
use windows_sys::Win32::{
    Foundation::{ERROR_BAD_EXE_FORMAT, ERROR_EXE_MACHINE_TYPE_MISMATCH, ERROR_FILENAME_EXCED_RANGE, HANDLE, INVALID_HANDLE_VALUE},
    System::{
        Diagnostics::ToolHelp::{CreateToolhelp32Snapshot, TH32CS_SNAPTHREAD, THREADENTRY32, Thread32First, Thread32Next},
        JobObjects::{
            AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, JOBOBJECT_BASIC_ACCOUNTING_INFORMATION, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
            JobObjectBasicAccountingInformation, JobObjectExtendedLimitInformation, QueryInformationJobObject, SetInformationJobObject, TerminateJobObject,
        },
        Threading::{CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW, CREATE_SUSPENDED, OpenThread, ResumeThread, THREAD_SUSPEND_RESUME},
    },
};

use super::Start;

/// Puts a program at the head of a group, so that the Ctrl+C of our console is not for it.
///
/// A hidden program of the console opens none. One with windows of its own shows them as it likes: Rust's library can't
/// ask it otherwise (rust#127544).
pub(in crate::host::program) fn lead(command: &mut Command, start: Start) {
    let hidden = if start.hidden { CREATE_NO_WINDOW } else { 0 };
    // Nothing is started before it is in the job.
    let suspended = if start.held { CREATE_SUSPENDED } else { 0 };
    command.creation_flags(CREATE_NEW_PROCESS_GROUP | hidden | suspended);
}

/// Whether a program did not start because it is none for this computer.
pub(in crate::host::program) fn is_foreign(error: &io::Error) -> bool {
    matches!(code(error), Some(ERROR_BAD_EXE_FORMAT | ERROR_EXE_MACHINE_TYPE_MISMATCH))
}

/// Whether a program did not start because its arguments are longer than the system takes.
pub(in crate::host::program) fn is_too_long(error: &io::Error) -> bool {
    code(error) == Some(ERROR_FILENAME_EXCED_RANGE)
}

fn code(error: &io::Error) -> Option<u32> {
    error.raw_os_error().and_then(|code| u32::try_from(code).ok())
}

/// The job a program and all it starts belong to. Whoever is left in it ends when this goes.
pub(in crate::host::program) struct Group(OwnedHandle);

impl Group {
    /// Makes a job of a program that waits to begin, and lets it begin.
    pub(in crate::host::program) fn of(child: &Child) -> io::Result<Self> {
        let (Some(process), Some(id)) = (child.raw_handle(), child.id()) else { return Err(io::ErrorKind::NotFound.into()) };
        // SAFETY: the attributes and the name are optional.
        let job = owned(unsafe { CreateJobObjectW(ptr::null(), ptr::null()) })?;
        let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        // SAFETY: the job is open, and the limits are as long as is said.
        succeeded(unsafe { SetInformationJobObject(job.as_raw_handle(), JobObjectExtendedLimitInformation, (&raw const limits).cast(), size_of_val(&limits) as u32) })?;
        // SAFETY: both are open; the child is not dropped before we return.
        succeeded(unsafe { AssignProcessToJobObject(job.as_raw_handle(), process) })?;
        resume(id)?;
        Ok(Self(job))
    }

    /// Whether all of it has ended.
    pub(in crate::host::program) fn is_empty(&self) -> bool {
        let mut counted = JOBOBJECT_BASIC_ACCOUNTING_INFORMATION::default();
        // SAFETY: the job is open, and there is as much room as is said.
        let answered = succeeded(unsafe {
            QueryInformationJobObject(self.0.as_raw_handle(), JobObjectBasicAccountingInformation, (&raw mut counted).cast(), size_of_val(&counted) as u32, ptr::null_mut())
        });
        answered.is_ok() && counted.ActiveProcesses == 0
    }

    /// Asks nobody: there is no question that every program here would understand.
    #[expect(clippy::unused_self, reason = "on another system there is one")]
    pub(in crate::host::program) fn ask_to_end(&self) -> bool {
        false
    }

    /// Ends all of it.
    pub(in crate::host::program) fn kill(&self) {
        // SAFETY: the job is open. One that can't be ended is ended when it is closed.
        unsafe { TerminateJobObject(self.0.as_raw_handle(), 1) };
    }
}

/// Lets a program begin: its one thread, which Rust's library has let go of.
fn resume(id: u32) -> io::Result<()> {
    // SAFETY: takes no pointer.
    let threads = owned(unsafe { CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0) })?;
    let mut entry = THREADENTRY32 { dwSize: size_of::<THREADENTRY32>() as u32, ..THREADENTRY32::default() };
    // SAFETY: the list is open, and the entry says how long it is.
    let mut found = unsafe { Thread32First(threads.as_raw_handle(), &raw mut entry) };
    while found != 0 {
        if entry.th32OwnerProcessID == id {
            // SAFETY: takes no pointer.
            let thread = owned(unsafe { OpenThread(THREAD_SUSPEND_RESUME, 0, entry.th32ThreadID) })?;
            // SAFETY: the thread is open.
            if unsafe { ResumeThread(thread.as_raw_handle()) } == u32::MAX {
                return Err(io::Error::last_os_error());
            }
        }
        // SAFETY: as above.
        found = unsafe { Thread32Next(threads.as_raw_handle(), &raw mut entry) };
    }
    Ok(())
}

/// Takes a handle that was just opened.
fn owned(handle: HANDLE) -> io::Result<OwnedHandle> {
    if handle.is_null() || handle == INVALID_HANDLE_VALUE {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: it is open, and nobody else has it.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

fn succeeded(answer: i32) -> io::Result<()> {
    if answer == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use custom_events::Command as Asked;
    use engine::host::{Failure, FailureCode, Ran};

    use super::*;
    use crate::host::program;

    fn of_windows(name: &str, args: &[&str], time_limit: Option<u32>) -> Asked {
        let folder = std::path::PathBuf::from(std::env::var_os("SystemRoot").unwrap()).join("System32");
        Asked { program: folder.join(name), args: args.iter().map(|&arg| arg.to_owned()).collect(), time_limit, ..Asked::default() }
    }

    #[tokio::test]
    async fn d3_a_program_in_a_job_begins_and_ends_with_its_limit() {
        let ran = program::run(None, of_windows("hostname.exe", &[], Some(20))).await;
        assert!(matches!(ran, Ok(Ran::Ended(0))), "{ran:?}");
        let began = Instant::now();
        let ran = program::run(None, of_windows("ping.exe", &["-n", "60", "127.0.0.1"], Some(1))).await;
        assert_eq!(ran.unwrap_err(), Failure::new(FailureCode::TimedOut, "1"));
        assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    }

    #[test]
    fn what_the_system_says_of_a_program_is_understood() {
        for (code, foreign, too_long) in [(193, true, false), (216, true, false), (206, false, true), (2, false, false), (5, false, false)] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!((is_foreign(&error), is_too_long(&error)), (foreign, too_long), "{code}");
        }
    }
}
