//! `cargo xtask kills`: the tests that kill the program at random moments, as often as one likes.
//!
//! The everyday form kills 500 times; ten thousand take an hour or two. A seed decides when, and the same seed does nearly
//! the same again: the moments are of a real clock. With `--sound` it is killed while the speakers are muted instead, and
//! how long it takes until they are not is said.

use std::{
    process::{Command, ExitCode},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};

use crate::{
    node, process,
    system_packages::{self, Purpose},
    ui,
};

/// How often where nobody says.
const TIMES: u64 = 10_000;
const TIMES_WITH_SOUND: u64 = 500;

/// What is killed, and how often.
#[derive(Debug, PartialEq, Eq)]
enum Plan {
    /// Between a call and what a web service is told of it.
    Outbox { times: u64, seed: u64 },
    /// While the speakers are muted.
    Sound { times: u64 },
}

/// Runs it.
pub(crate) fn kills(arguments: &[String]) -> Result<ExitCode> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    match read(arguments, now.as_secs())? {
        None => Ok(crate::help()),
        Some(Plan::Outbox { times, seed }) => {
            let mut cargo = process::cargo();
            cargo.args(["test", "--package", "engine", "--test", "kills", "--", "--nocapture"]);
            run(cargo.env("BELLHOP_KILLS", times.to_string()).env("BELLHOP_SEED", seed.to_string()))
        }
        Some(Plan::Sound { times }) => {
            system_packages::ensure(&[Purpose::Build, Purpose::Run, Purpose::Test])?;
            let node = node::ensure()?;
            // The program has its pages built in, so it can't be built without them.
            ui::ensure_built(&node)?;
            let mut simulator = process::cargo();
            run(simulator.args(["build", "--package", "simulator"]))?;
            let mut cargo = process::cargo();
            cargo.args(["test", "--package", "bellhop", "--test", "desktop", "--", "--nocapture", "--exact", KILLED_WITH_A_MUTE]);
            node.lend_to(&mut cargo)?;
            run(cargo.env("BELLHOP_SOUND_KILLS", times.to_string()))
        }
    }
}

/// The test that kills it while the speakers are muted.
const KILLED_WITH_A_MUTE: &str = "mute::d14_killed_with_a_mute_held_the_sound_is_back_within_two_seconds";

fn run(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("Failed to start the test")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns what to kill; nothing if it is help that is asked for.
fn read(arguments: &[String], now: u64) -> Result<Option<Plan>> {
    let (mut times, mut seed, mut sound) = (None, None, false);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut number = || rest.next().and_then(|value| value.parse().ok()).with_context(|| format!("{name} needs a number"));
        match name.as_str() {
            "--times" => times = Some(number()?),
            "--seed" => seed = Some(number()?),
            "--sound" => sound = true,
            "--help" | "-h" => return Ok(None),
            _ => bail!("kills knows --times, --seed and --sound, but not {name}"),
        }
    }
    match (sound, seed) {
        (true, Some(_)) => bail!("with --sound nothing is left to chance: there is no seed"),
        (true, None) => Ok(Some(Plan::Sound { times: times.unwrap_or(TIMES_WITH_SOUND) })),
        (false, seed) => Ok(Some(Plan::Outbox { times: times.unwrap_or(TIMES), seed: seed.unwrap_or(now) })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_the_long_form_with_a_seed_of_its_own() {
        let read = |arguments: &[&str]| read(&arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<_>>(), 7);
        assert_eq!(read(&[]).expect("a plan"), Some(Plan::Outbox { times: 10_000, seed: 7 }));
        assert_eq!(read(&["--times", "50", "--seed", "3"]).expect("a plan"), Some(Plan::Outbox { times: 50, seed: 3 }));
        assert_eq!(read(&["--sound"]).expect("a plan"), Some(Plan::Sound { times: 500 }));
        assert_eq!(read(&["--sound", "--times", "200"]).expect("a plan"), Some(Plan::Sound { times: 200 }));
        assert_eq!(read(&["--help"]).expect("help"), None);
        assert!(read(&["--times"]).is_err() && read(&["--often", "3"]).is_err() && read(&["--sound", "--seed", "3"]).is_err());
    }

    #[test]
    fn the_test_that_is_run_is_there() {
        let name = KILLED_WITH_A_MUTE.strip_prefix("mute::").expect("a test of that file");
        assert!(include_str!("../../../tests/desktop/mute.rs").contains(&format!("fn {name}()")));
    }
}
