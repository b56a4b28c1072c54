//! The simulator as a program. It says where it listens in one line of JSON, and runs until it is interrupted.
//!
//! With `--chaos`, every fault it makes is another line.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use serde::Serialize;
use simulator::{Chaos, Config, Simulator, User};

/// A BroadWorks on loopback, to try Bellhop with.
#[derive(Debug, Parser)]
#[command(name = "bellhop-simulator", version)]
struct Arguments {
    /// The port of the Xtended Services Interface; any free one if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// The port that takes commands; any free one if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    control_port: u16,
    /// How many servers there are, each with its own channels; they follow each other where a port is given
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    nodes: u8,
    /// How long an event channel lives without a heartbeat
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    heartbeat_timeout: u64,
    /// How many users there are besides the seven with names
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=4999))]
    extra_users: u16,
    /// How long a phone rings before the call goes to voice mail; for ever if not given
    #[arg(long, value_name = "SECONDS")]
    no_answer: Option<u64>,
    /// How many requests of one user are let through within a second; all if not given
    #[arg(long, value_name = "N")]
    requests_per_second: Option<u32>,
    /// Places calls all the time and lets one thing after the other go wrong, as this number has it; each fault is a line
    /// of JSON
    #[arg(long, value_name = "SEED")]
    chaos: Option<u64>,
    /// How long from one fault to the next
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..), requires = "chaos")]
    chaos_every: u64,
    /// When it has been enough: all faults are lifted and no more calls placed; never if not given
    #[arg(long, value_name = "SECONDS", requires = "chaos")]
    chaos_for: Option<u64>,
}

/// So many events are kept when everything is to be compared in the end.
const CHAOS_REMEMBERED: usize = 500_000;

/// The line that says it is ready.
#[derive(Serialize)]
struct Ready<'a> {
    xsi: String,
    /// The addresses of all servers.
    nodes: Vec<String>,
    control: String,
    users: &'a [User],
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "bellhop-simulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> std::io::Result<()> {
    let simulator = Simulator::start(Config {
        port: arguments.port,
        nodes: usize::from(arguments.nodes),
        control_port: arguments.control_port,
        heartbeat_timeout: Duration::from_secs(arguments.heartbeat_timeout),
        extra_users: usize::from(arguments.extra_users),
        no_answer: arguments.no_answer.map(Duration::from_secs),
        requests_per_second: arguments.requests_per_second,
        remembered: if arguments.chaos.is_some() { CHAOS_REMEMBERED } else { Config::default().remembered },
        ..Config::default()
    })
    .await?;
    let interrupted = interrupted()?;
    let ready = Ready { xsi: simulator.xsi_url(), nodes: simulator.node_urls(), control: simulator.control_url(), users: simulator.users() };
    say(&ready)?;
    if let Some(seed) = arguments.chaos {
        let chaos = Chaos { seed, every: Duration::from_secs(arguments.chaos_every), lasting: arguments.chaos_for.map(Duration::from_secs) };
        tokio::pin!(interrupted);
        tokio::select! {
            () = &mut interrupted => {}
            () = simulator.chaos(chaos, |report| {
                // Nobody has to listen.
                let _ = say(report);
            }) => interrupted.await,
        }
    } else {
        interrupted.await;
    }
    simulator.shutdown().await;
    Ok(())
}

/// Writes a line of JSON.
fn say(line: &impl Serialize) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{}", serde_json::to_string(line)?)?;
    out.flush()
}

/// Listens for SIGINT and SIGTERM from now on.
#[cfg(unix)]
fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens for Ctrl-C from now on.
#[cfg(windows)]
fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
