//! The watchdog: this program once more, while anything is muted, to restore it should we be killed.
//!
//! It waits for the end of a pipe that only we hold open. However we end, the system closes it; then the watchdog gives
//! back what is in the note, unless somebody else holds it by then. Who ends in good order has put the note away before.

use std::{
    io,
    path::{Path, PathBuf},
    process::{ChildStdin, Command, ExitCode, Stdio},
    sync::mpsc::Sender,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::{
    Wake,
    audio::Reach,
    keeper::Keeper,
    note::{Note, NoteFile},
    open_for, system,
};

/// How long the watchdog tries where the sound system is out of reach. Afterwards the next start has the note.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long it waits between two attempts.
const BETWEEN: Duration = Duration::from_millis(250);

/// What the watchdog is started with.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The note of what is muted
    #[arg(long)]
    note: PathBuf,
    /// Who holds it
    #[arg(long)]
    holder: String,
}

/// How soon after one was started another may follow: one that can't live is not to keep us busy.
const APART: Duration = Duration::from_secs(1);

/// A watchdog that watches. It goes when this does.
pub(super) struct Watchdog {
    leash: Option<ChildStdin>,
    began: Instant,
    end: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Starts one for a note that is on the disk. Its end wakes whoever started it.
    ///
    /// # Errors
    /// Fails if it can't be started.
    pub(super) fn start(note: &Path, holder: &str, waker: &Sender<Wake>) -> io::Result<Self> {
        let mut command = Command::new(ourselves()?);
        command.args(["restore-sound", "--note"]).arg(note).args(["--holder", holder]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // What ends our group, an interruption in a terminal for one, is not to end the watchdog as well.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        #[cfg(windows)]
        std::os::windows::process::CommandExt::creation_flags(&mut command, windows_sys::Win32::System::Threading::CREATE_NO_WINDOW);
        let mut child = command.spawn()?;
        let (leash, waker) = (child.stdin.take(), waker.clone());
        let wait = move || {
            let _ = child.wait();
            // Whoever started it may have gone.
            let _ = waker.send(Wake::Changed);
        };
        let end = thread::Builder::new().name("watchdog".into()).spawn(wait)?;
        Ok(Self { leash, began: Instant::now(), end: Some(end) })
    }

    /// Whether it has ended, though nobody let it go.
    pub(super) fn was_lost(&self) -> bool {
        self.end.as_ref().is_some_and(JoinHandle::is_finished)
    }

    /// Whether another one may take its place by now.
    pub(super) fn may_be_followed(&self) -> bool {
        self.began.elapsed() >= APART
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.leash.take());
        // It finds nothing to do. One that is gone already is as well.
        if let Some(end) = self.end.take() {
            let _ = end.join();
        }
    }
}

/// The program that runs, even where another one has taken its place on the disk meanwhile.
fn ourselves() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe() }
}

/// Waits for the end of whoever started us, and gives back what is muted then.
///
/// # Errors
/// Fails if the note can't be locked.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    // What can't be read has ended, too.
    let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
    let file = NoteFile(arguments.note.clone());
    let _turn = file.lock().context("Failed to lock the note of what is muted")?;
    match file.read() {
        Some(note) if note.holder == arguments.holder => restore(file, note),
        // It was put away, or somebody else holds it.
        Some(_) | None => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn restore(file: NoteFile, note: Note) {
    let mut keeper = Keeper::new(file, note);
    let began = Instant::now();
    let mut reach = Reach::default();
    loop {
        open_for(&keeper, &mut reach, &system::sound);
        match keeper.settle(&mut reach) {
            Ok(()) => break,
            Err(error) if began.elapsed() > PATIENCE => return tracing::error!(%error, "what is muted could not be restored"),
            Err(_) => reach = Reach::default(),
        }
        thread::sleep(BETWEEN);
    }
    keeper.let_go();
}
