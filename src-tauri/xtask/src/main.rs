//! `cargo xtask`: every chore of the project, one file a chore.
//!
//! Progress goes to stderr, one calm line a step and none for a step that has nothing to do; what a chore is asked
//! for (the demo's story, the tests' closing line) goes to stdout.
#![allow(clippy::print_stdout, clippy::print_stderr)] // A chore talks to the person at the terminal.

mod app;
#[cfg(target_os = "linux")]
mod bench;
mod bindings;
mod control;
#[cfg(target_os = "linux")]
mod demo;
mod faults;
mod freshness;
mod installers;
mod kills;
mod licences;
mod lint;
mod narration;
mod node;
mod process;
mod run;
mod screenshots;
#[cfg(target_os = "linux")]
mod session;
mod soak;
mod sounds;
mod system_packages;
mod test;
mod ui;

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::LazyLock,
};

use system_packages::Purpose;

const HELP: &str = "\
Usage: cargo xtask <chore>

  run [ARGS]      install what is missing, build Bellhop and start it with its demo phone system;
                  with no display, play a demo call on a private one and leave screenshots in target/demo
  test [FILTER]   install what is missing, then run every test (or those whose name contains FILTER)
  lint            check formatting, lints, types and the project's own rules
  faults [--seeds N] [--row ROW] [--seed S] [--all] [--hours N]
                  run every row of the fault tests (or one) with as many seeds, one if none is given, and print
                  what was lost or doubled and how long it took to recover; --all tries every place and size;
                  --hours runs hours of random faults instead, twenty seconds each
  soak [--minutes N] [--seed S] [--every SECONDS]
                  let `bellhop listen` hear random calls through random faults (an hour of them, one every 30 s)
                  and compare what it told with what happened
  kills [--sound] [--times N] [--seed S]
                  kill the program N times (ten thousand, if nobody says) between a call and what a web service is
                  told of it, and compare what the service was told with what happened; or with --sound (500 times)
                  while the speakers are muted, and say how soon they were not
  bench [NAME…] [--events N] [--seconds N] [--save]
                  measure what Bellhop costs, beside a floor or a peer in the same run, and compare that with its budgets
                  and with the figures in docs; of throughput, latency, idle, start, size and flood, those that are
                  named; latency times N events (2000), idle and flood go on for N seconds (60); on Linux
  installers      build what people install, for the system this runs on
  setup           only install what is missing: system packages, Node, the pages' packages
  bindings        write ui/src/ipc/bindings.ts from the Rust types
  sounds          write the two built-in sounds
  screenshots     take the pictures in docs/screenshots, of the real program on a private desktop
  licences        write what Bellhop is built from and on what terms, which About shows
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((chore, rest)) = arguments.split_first() else {
        return usage();
    };
    let done = match (chore.as_str(), rest) {
        ("run", arguments) => run::run(arguments),
        ("test", []) => test::test(None),
        ("test", [filter]) => test::test(Some(filter)),
        ("lint", []) => lint::lint(),
        ("faults", arguments) => faults::faults(arguments),
        ("soak", arguments) => soak::soak(arguments),
        ("kills", arguments) => kills::kills(arguments),
        #[cfg(target_os = "linux")]
        ("bench", arguments) => bench::bench(arguments),
        ("installers", []) => installers::make(),
        ("setup", []) => setup(),
        ("bindings", []) => bindings::write(),
        ("sounds", []) => sounds::write(),
        ("licences", []) => licences::write(),
        ("screenshots", []) => screenshots::take(),
        ("help" | "--help" | "-h", []) => Ok(help()),
        _ => return usage(),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Tells how every chore is asked for.
fn help() -> ExitCode {
    print!("{HELP}");
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprint!("{HELP}");
    ExitCode::from(2)
}

/// Installs what running, testing and linting need.
fn setup() -> anyhow::Result<ExitCode> {
    system_packages::ensure(&[Purpose::Build, Purpose::Run, Purpose::Headless, Purpose::Test])?;
    let node = node::ensure()?;
    ui::ensure_packages(&node)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the repository's root.
fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        // Cargo says where it runs us from. Two checkouts may share a target folder, and so this very program.
        let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        // The crate lives in src-tauri/xtask.
        here.ancestors().nth(2).unwrap_or(&here).to_owned()
    });
    &ROOT
}
