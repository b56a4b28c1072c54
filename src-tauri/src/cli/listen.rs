//! `bellhop listen`: the same engine with no window.

use std::{
    io::{self, BufRead, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, Result};
use engine::{
    Handle, Report, Request, SignIn, account_key,
    host::Host,
    settings::SavedAccount,
    view::{Connection, Problem, ProblemCode},
};
use journal::Journal;
use secrecy::SecretString;
use tokio::sync::mpsc;

use crate::{
    host::{Machine, settings_file::SettingsFile},
    places::Places,
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

async fn listen(arguments: Arguments) -> Result<ExitCode> {
    let text = Text::english();
    let file = SettingsFile::new(Places::find(arguments.settings_dir.as_deref())?.settings());
    let (mut settings, notice) = file.load()?;
    if let Some(notice) = notice {
        super::complain(&text.with("cli-settings-set-aside", &[("detail", &notice.detail)]));
    }
    let saved = settings.account.clone();
    // The program with the window may run beside: to the server the two are two.
    settings.installation.push_str("-listen");
    let host = Arc::new(Machine::new(None, file)?);

    let sign_in = match credentials(&arguments, saved, &host).await {
        Ok(sign_in) => sign_in,
        Err(problem) => return Ok(give_up(&text, &problem)),
    };
    let (reports, reported) = mpsc::unbounded_channel();
    let config = engine::Config {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        settings,
        journal: Journal::in_memory().context("Failed to prepare the record of what happens")?,
        notices: Vec::new(),
        dry_run: arguments.dry_run,
        reports: Some(reports),
        extra_lines: arguments.lines.clone(),
        keeps_settings: false,
    };
    let engine = engine::start(host, config);
    if let Some(problem) = engine.ask(|reply| Request::SignIn { sign_in, reply }).await? {
        return Ok(give_up(&text, &problem));
    }
    let mut printing = tokio::spawn(print(reported, arguments.json));
    let problem = tokio::select! {
        interrupted = crate::signal::interrupted() => {
            interrupted.context("Failed to wait for an interruption")?;
            None
        }
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

/// Finds out what to sign in with: what is on the command line, else the saved account.
async fn credentials(arguments: &Arguments, saved: Option<SavedAccount>, host: &Machine) -> Result<SignIn, Problem> {
    let account = match (&arguments.server, &arguments.user, saved) {
        (Some(server), Some(user_id), _) => SavedAccount { server: server.clone(), user_id: user_id.clone() },
        (_, _, Some(saved)) => saved,
        (_, _, None) => return Err(Problem { code: ProblemCode::NoAccount, detail: String::new() }),
    };
    let password = if arguments.password_stdin {
        first_line().await
    } else {
        match account_key(&account) {
            Some(key) => host.recall_password(key).await.map_err(|error| Problem { code: ProblemCode::NoKeyring, detail: error.0 })?,
            None => return Err(Problem { code: ProblemCode::BadAddress, detail: String::new() }),
        }
    };
    let password = password.ok_or(Problem { code: ProblemCode::NoPassword, detail: String::new() })?;
    let SavedAccount { server, user_id } = account;
    Ok(SignIn { server, user_id, password, remember: false, demo: None })
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
        Ok(_) | Err(_) => Problem { code: ProblemCode::Other, detail: String::new() },
    }
}

fn give_up(text: &Text, problem: &Problem) -> ExitCode {
    super::complain(&text.problem(problem));
    ExitCode::FAILURE
}

/// Prints each report as it comes.
async fn print(mut reported: mpsc::UnboundedReceiver<Report>, json: bool) -> Result<()> {
    while let Some(report) = reported.recv().await {
        let line = if json { serde_json::to_string(&report)? } else { plain(&report) };
        let mut out = io::stdout().lock();
        writeln!(out, "{line}").and_then(|()| out.flush()).context("Failed to write")?;
    }
    Ok(())
}

/// One report as a person reads it: time, state, and who or what.
fn plain(report: &Report) -> String {
    let clock = |time: &jiff::Timestamp| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M:%S").to_string();
    match report {
        Report::Call { time, line, state, call, .. } => {
            let end = if call.duration.is_empty() { String::new() } else { format!("  {}  {}", call.duration, call.outcome) };
            format!("{}  {state:<9}  {}  {}  {}  ({line}){end}", clock(time), call.direction, call.remote_name, call.remote_tel)
        }
        Report::Device { time, line, state, .. } => format!("{}  {state:<9}  ({line})", clock(time)),
        Report::Connection { time, state, reason } => format!("{}  {state}  {reason}", clock(time)).trim_end().to_owned(),
        Report::Action { time, event, kind, outcome, detail } => format!("{}    {event}: {kind} {outcome}  {detail}", clock(time)),
    }
}
