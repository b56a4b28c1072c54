//! `bellhop listen`: the same engine with no window.

use std::{
    fs::{File, TryLockError},
    io::{self, BufRead, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, Result};
use engine::{
    Handle, Report, Request, SignIn, account_key,
    host::Host,
    settings::{AccountSettings, CredentialKind, Fingerprint, WebApps},
    view::{Connection, NoticeCode, Problem, ProblemCode},
};
use journal::Journal;
use secrecy::SecretString;
use tokio::sync::mpsc;

use crate::{
    host::{Machine, settings_file::SettingsFile},
    places::Places,
    surroundings,
    text::Text,
};

/// What `listen` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Say what the custom events would do, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Sign in to this server instead of with the saved account
    #[arg(long, value_name = "URL", requires = "user")]
    server: Option<String>,
    /// Sign in as this user
    #[arg(long, value_name = "ID", requires = "server")]
    user: Option<String>,
    /// Read the password from standard input, one line
    #[arg(long, requires = "server")]
    password_stdin: bool,
    /// Read an access token from standard input instead, one line
    #[arg(long, requires = "server", conflicts_with = "password_stdin")]
    token_stdin: bool,
    /// Sign in even where the connection is not encrypted
    #[arg(long, requires = "server")]
    allow_http: bool,
    /// Trust the certificate with this SHA-256 fingerprint on the server, whatever is wrong with it
    #[arg(long, value_name = "SHA256", requires = "server")]
    trust: Option<Fingerprint>,
    /// The path of the server's actions, where it is not the usual one
    #[arg(long, value_name = "PATH", requires = "server", default_value = "", hide_default_value = true)]
    actions_path: String,
    /// The path of the server's events, where it is not the usual one
    #[arg(long, value_name = "PATH", requires = "server", default_value = "", hide_default_value = true)]
    events_path: String,
    /// The path of the server's event channels, where it is not the usual one
    #[arg(long, value_name = "PATH", requires = "server", default_value = "", hide_default_value = true)]
    channels_path: String,
    /// Also listen to this line; may be given several times
    #[arg(long = "line", value_name = "USER")]
    lines: Vec<String>,
    /// Keep settings and data in this folder
    #[arg(long, value_name = "DIR")]
    settings_dir: Option<PathBuf>,
}

/// Listens until interrupted.
///
/// # Errors
/// Fails if the settings can't be read, or standard output is gone.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("Failed to start")?;
    let code = runtime.block_on(listen(arguments));
    // A keyring or a disk that hangs must not keep the program from ending.
    runtime.shutdown_background();
    code
}

/// How many may listen at the same time with one folder of settings.
const LISTENERS: u32 = 100;

/// Returns what tells this one from the others that listen, and what it holds on to for as long as it does. The numbers
/// are used again: a server keeps what it was asked for by each (4.2.3.1).
fn identity(places: &Places) -> Result<(String, File)> {
    for number in 1..=LISTENERS {
        let path = places.listener(number);
        let file = File::create(&path).with_context(|| format!("Failed to open {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => return Ok((if number == 1 { "-listen".to_owned() } else { format!("-listen-{number}") }, file)),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error).with_context(|| format!("Failed to lock {}", path.display())),
        }
    }
    anyhow::bail!("{LISTENERS} others listen already")
}

async fn listen(arguments: Arguments) -> Result<ExitCode> {
    let places = Places::find(arguments.settings_dir.as_deref())?;
    let file = SettingsFile::new(places.settings());
    let (mut settings, notice) = file.load()?;
    let language = settings.language.clone();
    let text = Text::speaking(language.as_deref());
    if let Some(notice) = notice {
        let message = if notice.code == NoticeCode::CustomEventsNotRead { "cli-custom-events-not-read" } else { "cli-settings-set-aside" };
        super::complain(&text.with(message, &[("detail", &notice.detail)]));
    }
    let saved = settings.account.clone();
    // The program with the window may run beside, and others like this one: to the server each is one of its own, or
    // they would take each other's events.
    let (suffix, _held) = identity(&places)?;
    settings.installation.push_str(&suffix);
    // A pause is the window's: here, nobody could end it.
    settings.paused_until = None;
    let host = Arc::new(Machine::new(None, file).with_quiet(places.quiet_note(&suffix)));

    let sign_in = match credentials(&arguments, saved, &host).await {
        Ok(sign_in) => sign_in,
        Err(problem) => return Ok(give_up(&text, &problem)),
    };
    let (reports, reported) = mpsc::unbounded_channel();
    let config = engine::Config {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        settings,
        journal: open_journal(&places, &suffix, arguments.dry_run, &text)?,
        notices: Vec::new(),
        dry_run: arguments.dry_run,
        reports: Some(reports),
        extra_lines: arguments.lines.clone(),
        keeps_settings: false,
    };
    let engine = engine::start(host, config);
    tokio::spawn(surroundings::tell(engine.clone()));
    if let Some(problem) = engine.ask(|reply| Request::SignIn { sign_in: Box::new(sign_in), reply }).await? {
        return Ok(give_up(&text, &problem));
    }
    let mut printing = tokio::spawn(print(reported, arguments.json, Text::speaking(language.as_deref())));
    let problem = tokio::select! {
        interrupted = crate::signal::interrupted() => {
            interrupted.context("Failed to wait for an interruption")?;
            None
        }
        () = crate::signal::session_ended() => None,
        problem = ended(&engine) => Some(problem),
        // Nobody reads what is printed, so nobody wants it to go on.
        printed = &mut printing => {
            engine.ask(|reply| Request::Quit { reply }).await?;
            return printed.context("Failed to print")?.map(|()| ExitCode::SUCCESS);
        }
    };
    engine.ask(|reply| Request::Quit { reply }).await?;
    drop(engine);
    printing.await.context("Failed to print")??;
    Ok(problem.map_or(ExitCode::SUCCESS, |problem| give_up(&text, &problem)))
}

/// Opens the record of what is heard and owed: what web services were not told before an end, they are told at the next
/// start. A dry run owes nothing and leaves nothing behind.
fn open_journal(places: &Places, suffix: &str, dry_run: bool, text: &Text) -> Result<Journal> {
    let opened = if dry_run { None } else { Some(Journal::open(places.listener_journal(suffix))) };
    match opened {
        Some(Ok((journal, None))) => return Ok(journal),
        Some(Ok((journal, Some(aside)))) => {
            let lost = aside.lost.map_or_else(|| "none".to_owned(), |lost| lost.to_string());
            super::complain(&text.with("cli-journal-set-aside", &[("detail", &aside.path.display().to_string()), ("kept", &aside.kept.to_string()), ("lost", &lost)]));
            return Ok(journal);
        }
        Some(Err(error)) => super::complain(&text.with("cli-journal-not-kept", &[("detail", &error.to_string())])),
        None => {}
    }
    Journal::in_memory().context("Failed to prepare the record of what happens")
}

/// Finds out what to sign in with: what is on the command line, else the saved account.
async fn credentials(arguments: &Arguments, saved: Option<AccountSettings>, host: &Machine) -> Result<SignIn, Problem> {
    let account = named(arguments).or(saved).ok_or_else(|| Problem::of(ProblemCode::NoAccount))?;
    let secret = if arguments.password_stdin || arguments.token_stdin {
        first_line().await
    } else {
        let key = account_key(&account).ok_or_else(|| Problem::of(ProblemCode::BadAddress))?;
        host.recall_password(key).await.map_err(|error| Problem::about(ProblemCode::NoKeyring, error.0))?
    };
    let secret = secret.ok_or_else(|| Problem::of(ProblemCode::NoPassword))?;
    Ok(SignIn { account, secret, remember: false, demo: None })
}

/// Returns the account that is named on the command line.
fn named(arguments: &Arguments) -> Option<AccountSettings> {
    let account = AccountSettings {
        credential: if arguments.token_stdin { CredentialKind::Token } else { CredentialKind::Password },
        plain_http: arguments.allow_http,
        web_apps: WebApps { actions: arguments.actions_path.clone(), events: arguments.events_path.clone(), channels: arguments.channels_path.clone() },
        ..AccountSettings::new(arguments.server.clone()?, arguments.user.clone()?)
    };
    Some(match arguments.trust {
        Some(fingerprint) => account.trusting(fingerprint),
        None => account,
    })
}

async fn first_line() -> Option<SecretString> {
    let line = tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).ok()?;
        Some(line)
    });
    let line = line.await.ok()??;
    Some(SecretString::from(line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Waits until the engine is signed out by others than us, and returns why.
async fn ended(engine: &Handle) -> Problem {
    let mut view = engine.view();
    let ended = view.wait_for(|view| matches!(&view.connection, Connection::SignedOut { .. })).await;
    match ended.as_ref().map(|view| &view.connection) {
        Ok(Connection::SignedOut { problem: Some(problem), .. }) => problem.clone(),
        Ok(_) | Err(_) => Problem::of(ProblemCode::Other),
    }
}

fn give_up(text: &Text, problem: &Problem) -> ExitCode {
    super::complain(&text.problem(problem));
    if let Some(shown) = &problem.certificate {
        super::complain(&text.with("cli-certificate", &[("subject", &shown.subject), ("issuer", &shown.issuer), ("sha256", &shown.sha256)]));
    }
    ExitCode::FAILURE
}

/// Prints each report as it comes.
async fn print(mut reported: mpsc::UnboundedReceiver<Report>, json: bool, text: Text) -> Result<()> {
    while let Some(report) = reported.recv().await {
        // Nothing has happened that a script could wait for: it is for whoever set the script up.
        if let Report::NotPermitted { .. } = &report {
            super::complain(&plain(&report, &text));
            continue;
        }
        let line = if json { serde_json::to_string(&report)? } else { plain(&report, &text) };
        let mut out = io::stdout().lock();
        writeln!(out, "{line}").and_then(|()| out.flush()).context("Failed to write")?;
    }
    Ok(())
}

/// One report as a person reads it: time, state, and who or what.
fn plain(report: &Report, text: &Text) -> String {
    let clock = |time: &jiff::Timestamp| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M:%S").to_string();
    match report {
        Report::Call { time, line, state, call, .. } => {
            let end = if call.duration.is_empty() { String::new() } else { format!("  {}  {}", call.duration, call.outcome) };
            format!("{}  {state:<9}  {}  {}  {}  ({line}){end}", clock(time), call.direction, call.remote_name, call.remote_tel)
        }
        Report::Device { time, line, state, .. } => format!("{}  {state:<9}  ({line})", clock(time)),
        Report::Connection { time, state, reason } => format!("{}  {state}  {reason}", clock(time)).trim_end().to_owned(),
        Report::NotPermitted { line, right, .. } => text.with("cli-not-permitted", &[("line", line), ("right", if right.is_empty() { "none" } else { right })]),
        Report::Action { time, event, kind, outcome, detail } => format!("{}    {event}: {kind} {outcome}  {detail}", clock(time)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_listen_at_the_same_time_are_told_apart_and_their_names_are_used_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places::find(Some(folder.path())).expect("places");
        let (first, held) = identity(&places).expect("a first one");
        let (second, _second) = identity(&places).expect("a second one");
        assert_eq!((first.as_str(), second.as_str()), ("-listen", "-listen-2"));
        drop(held);
        assert_eq!(identity(&places).expect("a third one").0, first);
    }
}
