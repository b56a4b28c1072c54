//! `cargo xtask run`: from a fresh checkout to Bellhop on the screen, with its demo phone system.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, Result};

use crate::{
    app, narration, node,
    system_packages::{self, Purpose},
};

/// Builds what is not built and starts the program, or its demo where there is no display.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let headless = !has_display();
    if headless {
        eprintln!("There is no display here: a demo call will be played on a private one.");
        system_packages::ensure(&[Purpose::Build, Purpose::Run, Purpose::Headless])?;
    } else {
        system_packages::ensure(&[Purpose::Build, Purpose::Run])?;
    }
    let program = app::ensure_built(&node::ensure()?)?;
    #[cfg(target_os = "linux")]
    if headless {
        return crate::demo::play(&program, arguments);
    }
    eprintln!("Starting Bellhop with its demo phone system.");
    let mut bellhop = Command::new(program);
    bellhop.arg("--demo").args(arguments).stdout(Stdio::piped());
    let mut child = bellhop.spawn().context("Failed to start Bellhop")?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(told) = narration::tell(&line) {
                println!("{told}");
            }
        }
    }
    let status = child.wait().context("Failed to wait for Bellhop")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns whether a window can be shown.
fn has_display() -> bool {
    let named = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
