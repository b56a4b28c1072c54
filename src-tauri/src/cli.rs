//! The command line.

pub mod append_csv;
pub mod check;
pub mod listen;

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal as _, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use tracing::{Level, Subscriber};
use tracing_subscriber::{
    field::MakeExt as _,
    filter::Targets,
    fmt::{MakeWriter, format::debug_fn},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use crate::{
    app::{self, Start},
    host::{mute::watchdog, start_at_sign_in::StartEntry},
    places::Places,
    spare_memory,
};

/// Desktop companion for people whose phone is on a BroadWorks system
#[derive(Debug, Parser)]
#[command(name = "bellhop", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    app: AppArguments,
}

#[derive(Debug, Args)]
struct AppArguments {
    /// Start in the tray, without a window
    #[arg(long)]
    minimized: bool,
    /// Sign in to the built-in demo phone system; without --settings-dir nothing of it is kept
    #[arg(long)]
    demo: bool,
    /// Keep settings and data in this folder
    #[arg(long, value_name = "DIR")]
    settings_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the custom events without a window, and print what happens until interrupted
    Listen(listen::Arguments),
    /// Say what is wrong with a settings file
    Check(check::Arguments),
    /// Append one row to a table of comma-separated values, for custom events that write calls down
    AppendCsv(append_csv::Arguments),
    /// Wait for the end of whoever started this, and give back what it has muted
    #[command(hide = true)]
    RestoreSound(watchdog::Arguments),
}

/// Does what the command line says, and returns the exit code: 0, 1 for what went wrong, 2 for wrong flags.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    attach_console();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are asked for; everything else is a wrong flag.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    log_to_stderr();
    spare_memory::share();
    let done = match arguments.command {
        Some(Command::Listen(arguments)) => listen::run(arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::AppendCsv(arguments)) => append_csv::run(&arguments),
        Some(Command::RestoreSound(arguments)) => watchdog::run(&arguments),
        None => start_app(arguments.app),
    };
    done.unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

fn start_app(arguments: AppArguments) -> Result<ExitCode> {
    // A demo must not touch what the user has set up, and leaves nothing behind.
    let throw_away = if arguments.demo && arguments.settings_dir.is_none() { Some(tempfile::tempdir()?) } else { None };
    let start = StartEntry::new(arguments.settings_dir.as_deref()).inspect_err(|error| tracing::warn!(%error, "the system can't be told to start the program")).ok();
    let folder = throw_away.as_ref().map(|folder| folder.path().to_owned()).or(arguments.settings_dir);
    let places = Places::find(folder.as_deref())?;
    let code = app::run(Start { places, minimized: arguments.minimized, demo: arguments.demo, at_sign_in: start })?;
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Says on standard error why nothing more happens.
pub(crate) fn complain(sentence: &str) {
    // Without a standard error there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", printable(sentence));
}

/// Takes out what would steer a terminal: some of a sentence may be a stranger's.
fn printable(sentence: &str) -> String {
    sentence.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Logs go to standard error, quietly; `BELLHOP_LOG` says how much.
fn log_to_stderr() {
    let wanted = env::var("BELLHOP_LOG").ok().and_then(|wanted| wanted.parse().ok());
    let filter = wanted.unwrap_or_else(|| Targets::new().with_default(Level::ERROR));
    // A second start in one process (tests) keeps the first subscriber.
    let _ = log(io::stderr, filter, io::stderr().is_terminal()).try_init();
}

/// One record is one line, whatever is in it; a terminal has them in colours.
fn log<Writer>(writer: Writer, filter: Targets, colours: bool) -> impl Subscriber + Send + Sync
where
    Writer: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let fields = debug_fn(|writer, field, value| {
        // What `log` says of itself stands there already.
        if field.name().starts_with("log.") {
            return Ok(());
        }
        if field.name() != "message" {
            write!(writer, "{field}=")?;
        }
        // Some of it may be a stranger's, who could write records of their own.
        format!("{value:?}").chars().try_for_each(|c| if c.is_control() { write!(writer, "{}", c.escape_default()) } else { writer.write_char(c) })
    });
    let lines = tracing_subscriber::fmt::layer().fmt_fields(fields.delimited(" ")).with_writer(writer).with_ansi(colours);
    tracing_subscriber::registry().with(lines).with(filter)
}

/// On Windows a program with a window has no console of its own; it borrows that of the terminal it was started from.
#[cfg(windows)]
fn attach_console() {
    console::attach_to_parent();
}

#[cfg(not(windows))]
fn attach_console() {}

#[cfg(windows)]
mod console {
    /// Borrows the parent's console.
    #[expect(unsafe_code, reason = "a system call without a safe wrapper")]
    pub(super) fn attach_to_parent() {
        // SAFETY: the call takes no pointer and changes nothing but which console this process writes to. It fails
        // where there is none, which is as well.
        let _ = unsafe { windows_sys::Win32::System::Console::AttachConsole(windows_sys::Win32::System::Console::ATTACH_PARENT_PROCESS) };
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Seek as _},
        sync::Arc,
    };

    use tracing::level_filters::LevelFilter;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_is_printed_steers_no_terminal_whatever_a_caller_is_called() {
        for name in crate::hostile::names() {
            assert!(!printable(&name).contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{name:.60?}");
        }
        assert_eq!(printable("a\u{1b}[31mb\r\n\tc"), "a[31mb\n\tc");
    }

    #[test]
    fn a_record_of_the_log_is_one_line_whatever_a_caller_is_called() {
        for name in crate::hostile::names() {
            let mut file = tempfile::tempfile().unwrap();
            tracing::subscriber::with_default(log(Arc::new(file.try_clone().unwrap()), Targets::new().with_default(Level::INFO), false), || {
                tracing::info!(reason = name, error = %name, ?name, "no program of that name: {name}");
            });
            let mut line = String::new();
            file.rewind().unwrap();
            file.read_to_string(&mut line).unwrap();
            let line = line.strip_suffix('\n').unwrap();
            assert!(!line.contains(|c: char| c.is_control()), "{:.300}", line.escape_debug().to_string());
        }
    }

    #[test]
    fn what_is_not_logged_is_not_looked_at() {
        let quiet = log(io::sink, Targets::new().with_default(Level::ERROR), false);
        assert_eq!(quiet.max_level_hint(), Some(LevelFilter::ERROR));
    }

    #[test]
    fn flags_that_mean_nothing_together_are_refused() {
        for wrong in [
            &["bellhop", "--nonsense"][..],
            &["bellhop", "listen", "--user", "a@b"],
            &["bellhop", "listen", "--server", "x"],
            &["bellhop", "listen", "--password-stdin"],
            &["bellhop", "listen", "--allow-http"],
            &["bellhop", "listen", "--server", "x", "--user", "a@b", "--password-stdin", "--token-stdin"],
            &["bellhop", "listen", "--server", "x", "--user", "a@b", "--trust", "4F:9A"],
            &["bellhop", "--demo", "listen"],
            &["bellhop", "sing"],
        ] {
            assert!(Arguments::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
        assert!(Arguments::try_parse_from(["bellhop", "listen", "--json", "--server", "x", "--user", "a@b", "--password-stdin"]).is_ok());
    }
}
