//! `cargo xtask kills`: the test that kills the program at random moments, as often as one likes.
//!
//! The everyday form kills 500 times; ten thousand take an hour or two. A seed decides when, and the same seed does nearly
//! the same again: the moments are of a real clock.

use std::{
    process::{Command, ExitCode},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};

use crate::process;

/// How often where nobody says.
const TIMES: u64 = 10_000;

/// Runs it.
pub(crate) fn kills(arguments: &[String]) -> Result<ExitCode> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let Some((times, seed)) = read(arguments, now.as_secs())? else { return Ok(crate::help()) };
    let mut cargo = process::cargo();
    cargo.args(["test", "--package", "engine", "--test", "kills", "--", "--nocapture"]);
    run(cargo.env("BELLHOP_KILLS", times.to_string()).env("BELLHOP_SEED", seed.to_string()))
}

fn run(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("Failed to start the test")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns how often and with which seed; nothing if it is help that is asked for.
fn read(arguments: &[String], now: u64) -> Result<Option<(u64, u64)>> {
    let (mut times, mut seed) = (TIMES, now);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut number = || rest.next().and_then(|value| value.parse().ok()).with_context(|| format!("{name} needs a number"));
        match name.as_str() {
            "--times" => times = number()?,
            "--seed" => seed = number()?,
            "--help" | "-h" => return Ok(None),
            _ => bail!("kills knows --times and --seed, but not {name}"),
        }
    }
    Ok(Some((times, seed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_the_long_form_with_a_seed_of_its_own() {
        let read = |arguments: &[&str]| read(&arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<_>>(), 7);
        assert_eq!(read(&[]).expect("a plan"), Some((10_000, 7)));
        assert_eq!(read(&["--times", "50", "--seed", "3"]).expect("a plan"), Some((50, 3)));
        assert_eq!(read(&["--help"]).expect("help"), None);
        assert!(read(&["--times"]).is_err() && read(&["--often", "3"]).is_err());
    }
}
