//! Running a program: its arguments as they are, and no shell.
//!
//! - [`held`]: one with a time limit
//! - [`left`]: one without
//! - [`group`]: a program and all it starts, as one
//! - [`complaint`]: the end of what a program says

mod complaint;
mod group;
mod held;
mod left;

use std::{
    io,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use custom_events::{Command, ProgramFile};
use engine::host::{Failure, FailureCode, Ran};
use tauri::AppHandle;
use tauri_plugin_shell::ShellExt;
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::{Semaphore, oneshot},
    task::{JoinHandle, block_in_place, spawn_blocking},
    time::timeout,
};

use self::group::Start;
use super::{environment, files};

/// How long a look at a file may take. A network drive that is gone does not say so: it says nothing.
const A_LOOK: Duration = Duration::from_secs(3);

/// How many starts may keep a thread of the runtime at a time. The others go to those that may all be kept.
static IN_PLACE: Semaphore = Semaphore::const_new(8);

/// Starts a program.
///
/// One without a time limit belongs to the user from then on: it has no pipes to us and outlives us. One with a
/// limit is ours: what it says is read, and what is left of it and of all it started ends with its limit.
///
/// # Errors
/// Fails if it can't be started, did not end in time, or ended with a complaint.
pub async fn run(app: Option<&AppHandle>, command: Command) -> Result<Ran, Failure> {
    let prepared = prepared(app, &command);
    match command.time_limit {
        None => left::run(prepared, command).await,
        Some(seconds) => held::run(prepared, command, Duration::from_secs(seconds.into())).await.map(Ran::Ended),
    }
}

/// Says how a program ended: an exit code other than 0 comes with what it complained of.
fn verdict(code: i32, complaint: &str) -> Result<i32, Failure> {
    // It is put into a sentence, which has an end of its own.
    let complaint = complaint.trim_end_matches('.');
    if code == 0 || complaint.is_empty() { Ok(code) } else { Err(Failure::new(FailureCode::ProgramFailed, format!("{code}: {complaint}"))) }
}

/// Looks at a program and starts it, in one step that may wait for a drive, or for who looks for viruses in it.
///
/// The look alone has a limit. Whoever is no longer waited for when it ends starts nothing.
async fn start<T: Send + 'static>(command: Command, start: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, Failure> {
    start_after(A_LOOK, command.program.clone(), move || look(&command), start).await
}

async fn start_after<T: Send + 'static>(
    limit: Duration,
    program: PathBuf,
    look: impl FnOnce() -> Result<(), Failure> + Send + 'static,
    start: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let (looked, seen) = oneshot::channel();
    let nobody_answers = Failure::new(FailureCode::ProgramMissing, program.display().to_string());
    let too_late = nobody_answers.clone();
    let starting = apart(move || {
        look()?;
        if looked.send(()).is_err() {
            return Err(too_late);
        }
        start().map_err(|error| not_started(&program, &error))
    });
    // A look that failed has ended, too.
    if timeout(limit, seen).await.is_err() {
        // Whether it is there, nobody says: to the user it is not.
        return Err(nobody_answers);
    }
    starting.await.unwrap_or_else(|error| Err(Failure::new(FailureCode::Other, error.to_string())))
}

/// Does what may wait for long, and keeps nobody waiting for it. Each way between two threads takes as long as all the rest
/// of a start: so it is this one that does it, where all else it had to do can be left to another.
fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    match IN_PLACE.try_acquire() {
        Ok(place) if Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread => tokio::spawn(async move {
            let _place = place;
            block_in_place(work)
        }),
        _ => spawn_blocking(work),
    }
}

/// Makes a command of it: in its folder, with the user's environment, in a process group of its own, with nothing to
/// read.
///
/// The shell plugin prepares it where there is a desktop, and does not run it. It gives a program a pipe to read from
/// that says nothing and does not end, so one that asks would never get its answer; it reports the end of a program
/// only when nobody holds its pipes any more, so a helper that was left behind would keep us waiting; and it can kill a
/// group, but not ask it to end before.
fn prepared(app: Option<&AppHandle>, command: &Command) -> tokio::process::Command {
    let mut prepared: std::process::Command = match app {
        Some(app) => app.shell().command(&command.program).into(),
        None => std::process::Command::new(&command.program),
    };
    prepared.args(&command.args);
    prepared.env_clear().envs(environment::for_others());
    prepared.envs(command.environment.iter().map(|(name, value)| (name, value)));
    if let Some(folder) = folder_of(command) {
        prepared.current_dir(folder);
    }
    prepared.stdin(Stdio::null());
    group::lead(&mut prepared, Start { hidden: command.hidden, held: command.time_limit.is_some() });
    prepared.into()
}

/// The folder a program starts in: the one that was chosen, or its own.
fn folder_of(command: &Command) -> Option<&Path> {
    command.folder.as_deref().or_else(|| command.program.parent())
}

/// Looks whether there is something to start, and somewhere to start it in.
fn look(command: &Command) -> Result<(), Failure> {
    let failed = |code, path: &Path| Err(Failure::new(code, path.display().to_string()));
    // One named without its folder is not looked for: another could be found in its place.
    let found = if command.program.is_absolute() { files::program(&command.program) } else { ProgramFile::Missing };
    match found {
        ProgramFile::Missing => failed(FailureCode::ProgramMissing, &command.program),
        ProgramFile::NotExecutable => failed(FailureCode::ProgramNotExecutable, &command.program),
        ProgramFile::Runs if cfg!(target_os = "macos") && !files::says_what_runs_it(&command.program) => failed(FailureCode::ProgramNotForThisComputer, &command.program),
        ProgramFile::Runs if is_disguised(command) => failed(FailureCode::BadArgument, &command.program),
        ProgramFile::Runs => match &command.folder {
            Some(folder) if !files::folder(folder) => failed(FailureCode::FolderMissing, folder),
            Some(_) | None => Ok(()),
        },
    }
}

/// Says whether a link leads to a program that would read a value of the call as a command.
fn is_disguised(command: &Command) -> bool {
    // Without a value there is nothing to read, and no link to follow.
    !command.with_values.is_empty() && command.is_read_by(&files::leads_to(&command.program))
}

/// Says why a program did not start, in our words where we have some.
fn not_started(program: &Path, error: &io::Error) -> Failure {
    let code = match error.kind() {
        _ if group::is_foreign(error) => FailureCode::ProgramNotForThisComputer,
        _ if group::is_too_long(error) => FailureCode::TooLong,
        // The file is there. What is not is the program that should read it, or load it.
        io::ErrorKind::NotFound if program.exists() => FailureCode::ProgramNotForThisComputer,
        io::ErrorKind::NotFound => FailureCode::ProgramMissing,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ExecutableFileBusy => FailureCode::ProgramNotExecutable,
        // An argument that could not be handed over as it is.
        io::ErrorKind::InvalidInput => return Failure::new(FailureCode::BadArgument, error.to_string()),
        _ => return Failure::new(FailureCode::Other, error.to_string()),
    };
    Failure::new(code, program.display().to_string())
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests;
