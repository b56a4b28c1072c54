//! Running a program: its arguments as they are, and no shell.

use std::{io, path::Path, process::Stdio, time::Duration};

use custom_events::Command;
use engine::host::{Failure, FailureCode};
use tauri::AppHandle;
use tauri_plugin_shell::{ShellExt, process::CommandEvent};
use tokio::time::timeout;

/// How long a program is watched before it counts as one that stays.
const A_MOMENT: Duration = Duration::from_secs(2);

/// How much of what a limited program complains of is kept.
const COMPLAINT: usize = 500;

/// Starts a program.
///
/// One without a time limit belongs to the user from then on: it has no pipes to us and outlives us. One with a
/// limit is ours: what it says is read, and it ends with its limit.
///
/// # Errors
/// Fails if it can't be started, or did not end in time.
pub async fn run(app: Option<&AppHandle>, command: Command) -> Result<Option<i32>, Failure> {
    match (command.time_limit.map(|seconds| Duration::from_secs(seconds.into())), app) {
        (None, _) => release(&command).await,
        (Some(limit), Some(app)) => hold(app, &command, limit).await,
        (Some(limit), None) => hold_without_desktop(&command, limit).await,
    }
}

async fn release(command: &Command) -> Result<Option<i32>, Failure> {
    let mut child = prepared(command).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(|error| not_started(command, &error))?;
    match timeout(A_MOMENT, child.wait()).await {
        Ok(Ok(status)) => Ok(Some(status.code().unwrap_or(-1))),
        Ok(Err(error)) => Err(Failure::new(FailureCode::Other, error.to_string())),
        Err(_still_running) => Ok(None),
    }
}

async fn hold(app: &AppHandle, command: &Command, limit: Duration) -> Result<Option<i32>, Failure> {
    let mut prepared = app.shell().command(&command.program).args(&command.args).set_process_group(true).kill_on_drop(true);
    if let Some(folder) = folder_of(command) {
        prepared = prepared.current_dir(folder);
    }
    let (mut events, child) = prepared.spawn().map_err(|error| match error {
        tauri_plugin_shell::Error::Io(error) => not_started(command, &error),
        error => Failure::new(FailureCode::Other, error.to_string()),
    })?;
    let mut complaint = String::new();
    let ended = timeout(limit, async {
        while let Some(event) = events.recv().await {
            match event {
                CommandEvent::Stderr(line) if complaint.len() < COMPLAINT => complaint.push_str(&String::from_utf8_lossy(&line)),
                CommandEvent::Terminated(status) => return Some(status.code.unwrap_or(-1)),
                _ => {}
            }
        }
        None
    })
    .await;
    match ended {
        Ok(code) => verdict(code, &complaint),
        Err(_too_long) => {
            // Whatever can't be killed has just ended by itself.
            let _ = child.kill();
            Err(Failure::new(FailureCode::TimedOut, limit.as_secs().to_string()))
        }
    }
}

async fn hold_without_desktop(command: &Command, limit: Duration) -> Result<Option<i32>, Failure> {
    let child = prepared(command).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true).spawn().map_err(|error| not_started(command, &error))?;
    match timeout(limit, child.wait_with_output()).await {
        Ok(Ok(output)) => verdict(Some(output.status.code().unwrap_or(-1)), &String::from_utf8_lossy(&output.stderr)),
        Ok(Err(error)) => Err(Failure::new(FailureCode::Other, error.to_string())),
        Err(_too_long) => Err(Failure::new(FailureCode::TimedOut, limit.as_secs().to_string())),
    }
}

fn verdict(code: Option<i32>, complaint: &str) -> Result<Option<i32>, Failure> {
    match (code, complaint.trim()) {
        (Some(0) | None, _) | (Some(_), "") => Ok(code),
        (Some(code), complaint) => Err(Failure::new(FailureCode::ProgramFailed, format!("{code}: {}", telephony::text::clean(complaint)))),
    }
}

fn prepared(command: &Command) -> tokio::process::Command {
    let mut prepared = tokio::process::Command::new(&command.program);
    prepared.args(&command.args);
    if let Some(folder) = folder_of(command) {
        prepared.current_dir(folder);
    }
    // What the terminal we were started from is told (Ctrl+C, hang-up) is not for it.
    #[cfg(unix)]
    prepared.process_group(0);
    #[cfg(windows)]
    prepared.creation_flags(0x0000_0200 /* CREATE_NEW_PROCESS_GROUP */);
    prepared
}

/// The folder a program starts in: its own.
fn folder_of(command: &Command) -> Option<&Path> {
    command.program.parent().filter(|folder| folder.is_dir())
}

fn not_started(command: &Command, error: &io::Error) -> Failure {
    let code = match error.kind() {
        io::ErrorKind::NotFound => FailureCode::ProgramMissing,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ExecutableFileBusy => FailureCode::ProgramNotExecutable,
        _ => return Failure::new(FailureCode::Other, error.to_string()),
    };
    Failure::new(code, command.program.display().to_string())
}
