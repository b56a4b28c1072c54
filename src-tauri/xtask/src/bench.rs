//! `cargo xtask bench [NAME…]`: what Bellhop costs, measured beside a floor or a peer in the same run.
//!
//! One file a benchmark. Each gives figures: what was measured, the budget it has to keep, and what it was when
//! `docs/performance.json` was written. Computers differ and are never quite idle, so figures that count are ratios of two
//! things measured in turns. How each is measured is told in `docs/PERFORMANCE.md`.

mod built;
mod desk;
mod figure;
mod flood;
mod idle;
mod latency;
mod listening;
mod process_tree;
mod size;
mod sound_server;
mod start;
mod throughput;

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;

use self::{built::Built, figure::Known};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plan {
    benchmarks: Vec<&'static str>,
    /// How many events are timed, where events are.
    events: usize,
    /// How many seconds is looked, where time is what is waited for.
    seconds: u64,
    /// Whether the figures are kept to compare later ones with.
    save: bool,
}

impl Plan {
    /// How much of it a benchmark takes, where that is said: what took another is not the same.
    fn lasting(&self, benchmark: &str) -> serde_json::Value {
        match benchmark {
            "latency" => json!({ "calls": self.events }),
            "idle" | "flood" => json!({ "seconds": self.seconds }),
            _ => serde_json::Value::Null,
        }
    }
}

const BENCHMARKS: [&str; 6] = ["throughput", "latency", "idle", "start", "size", "flood"];

/// Runs benchmarks, prints what they found, and fails if a budget is not kept.
pub(crate) fn bench(arguments: &[String]) -> Result<ExitCode> {
    let Some(plan) = read(arguments)? else { return Ok(crate::help()) };
    let built = Built::ensure()?;
    let mut known = Known::load()?;
    let mut all = Vec::new();
    for name in &plan.benchmarks {
        eprintln!("{name}: measuring…");
        let figures = match *name {
            "throughput" => throughput::measure(&built)?,
            "latency" => latency::measure(&built, plan.events)?,
            "idle" => idle::measure(&built, plan.seconds)?,
            "start" => start::measure(&built)?,
            "size" => size::measure(&built)?,
            _ => flood::measure(&built, plan.seconds)?,
        };
        println!("{}", figure::table(name, &figures, &known));
        if let Some(lasting) = known.lasting(name).filter(|lasting| **lasting != plan.lasting(name)) {
            println!("What is called before took another: {lasting}");
        }
        known.replace(name, &figures, plan.lasting(name));
        all.extend(figures);
        // After each, so that one that fails does not take the others with it.
        known.write(&crate::app::target().join("bench/performance.json"))?;
        if plan.save {
            known.save()?;
        }
    }
    let over = all.iter().filter(|figure| figure.is_over_budget()).count();
    println!("{} figures, {over} over their budgets", all.len());
    Ok(if over == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads what is asked for; nothing if it is help.
fn read(arguments: &[String]) -> Result<Option<Plan>> {
    let mut plan = Plan { benchmarks: Vec::new(), events: 2000, seconds: 60, save: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut number = || rest.next().and_then(|number| number.parse().ok()).filter(|number| *number > 0);
        match argument.as_str() {
            "--help" | "-h" => return Ok(None),
            "--save" => plan.save = true,
            "--events" => match number() {
                Some(events) => plan.events = events,
                None => bail!("--events needs a number"),
            },
            "--seconds" => match number() {
                Some(seconds) => plan.seconds = seconds as u64,
                None => bail!("--seconds needs a number"),
            },
            name => match BENCHMARKS.iter().find(|known| **known == name) {
                Some(name) => plan.benchmarks.push(name),
                None => bail!("There is no benchmark {name}; there are {}", BENCHMARKS.join(", ")),
            },
        }
    }
    if plan.benchmarks.is_empty() {
        plan.benchmarks = BENCHMARKS.to_vec();
    }
    Ok(Some(plan))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_say_what_is_measured_and_how_long() {
        let plan = |arguments: &[&str]| read(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>());
        let all = Plan { benchmarks: BENCHMARKS.to_vec(), events: 2000, seconds: 60, save: false };
        assert_eq!(plan(&[]).unwrap(), Some(all.clone()));
        assert_eq!(plan(&["size", "idle", "--seconds", "5"]).unwrap(), Some(Plan { benchmarks: vec!["size", "idle"], seconds: 5, ..all.clone() }));
        assert_eq!(plan(&["--save", "--events", "50"]).unwrap(), Some(Plan { save: true, events: 50, ..all }));
        assert_eq!(plan(&["--help"]).unwrap(), None);
        for wrong in [&["speed"][..], &["--events"], &["--events", "0"], &["--seconds", "long"]] {
            assert!(plan(wrong).is_err(), "{wrong:?}");
        }
    }
}
