//! How many events a second one core takes, from bytes to custom events, beside an XML reader that does nothing with them.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{
    built::Built,
    figure::{Figure, median},
};
use crate::process;

/// How often both are timed, in turns.
const ROUNDS: &str = "15";
const EVENTS: &str = "6000";
/// Instructions and allocations are counted twice, with so many events and with as many more: the difference is theirs.
const COUNTED: usize = 3000;
/// Custom events and lines.
const CASES: [(usize, usize); 6] = [(1, 1), (100, 1), (1000, 1), (10_000, 1), (100, 100), (100, 5000)];

pub(super) fn measure(built: &Built) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    // In times of the reading, beside which each was measured: so they can be compared with each other.
    let mut costs = Vec::new();
    for (custom_events, lines) in CASES {
        let of_case = Counted { what: "pipeline", custom_events, lines };
        let (custom_events, lines) = (custom_events.to_string(), lines.to_string());
        let said = process::run_quietly(built.command("bench-throughput").args(["compare", &custom_events, &lines, EVENTS, ROUNDS]))?;
        let rounds: Vec<Value> = said.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("bench-throughput did not print JSON")?;
        let column = |name: &str| rounds.iter().filter_map(|round| round[name].as_f64()).collect::<Vec<_>>();
        let ratios: Vec<f64> = rounds.iter().filter_map(|round| Some(round["pipeline"].as_f64()? / round["reading"].as_f64()?)).collect();
        let case = format!("{custom_events} custom events, {lines} lines");
        // Each call is from another of a thousand callers, and the custom events are for the first so many of them.
        if column("matched").iter().any(|matched| *matched < 1.0) {
            bail!("With {case}, no custom event was triggered");
        }
        let time = median(&column("pipeline")) / 1000.0;
        let cost = median(&ratios);
        let ratio = Figure::new(format!("{case}: times the reading"), cost, "×");
        figures.push(Figure::new(format!("{case}: an event"), time, "µs"));
        figures.push(Figure::new(format!("{case}: events a second on one core"), 1_000_000.0 / time, ""));
        figures.push(if (&*custom_events, &*lines) == ("1000", "1") { ratio.at_most(4.0) } else { ratio });
        costs.push(cost);
        figures.extend(counted(built, &case, of_case)?);
    }
    figures.push(Figure::new("reading alone: an event", reading(built)?, "µs"));
    figures.extend(counted(built, "reading alone", Counted { what: "reading", custom_events: 1, lines: 1 })?);
    figures.push(Figure::new("10 times the custom events (100 to 1000)", costs[2] / costs[1], "×").at_most(1.5));
    figures.push(Figure::new("10 times the custom events (1000 to 10000)", costs[3] / costs[2], "×").at_most(1.5));
    figures.push(Figure::new("50 times the lines (100 to 5000)", costs[5] / costs[4], "×"));
    Ok(figures)
}

/// Returns the microseconds that reading an event takes.
fn reading(built: &Built) -> Result<f64> {
    let said = process::run_quietly(built.command("bench-throughput").args(["compare", "1", "1", EVENTS, ROUNDS]))?;
    let times: Vec<f64> = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()?["reading"].as_f64()).collect();
    Ok(median(&times) / 1000.0)
}

/// What is counted: the pipeline, or the reading alone.
#[derive(Clone, Copy)]
struct Counted {
    what: &'static str,
    custom_events: usize,
    lines: usize,
}

/// Counts the instructions of an event, which are the same on a busy computer, and how often it asks for memory; both with the
/// making of the stream.
fn counted(built: &Built, name: &str, of: Counted) -> Result<[Figure; 2]> {
    let folder = crate::app::target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let calls = format!("--callgrind-out-file={}", folder.join(format!("callgrind.{}", of.what)).display());
    let instructions = per_event(built, of, &["--tool=callgrind", &calls], "Collected :")?;
    let allocations = per_event(built, of, &["--leak-check=no"], "total heap usage:")?;
    Ok([Figure::new(format!("{name}: instructions an event"), instructions, ""), Figure::new(format!("{name}: allocations an event"), allocations, "")])
}

fn per_event(built: &Built, Counted { what, custom_events, lines }: Counted, valgrind: &[&str], words: &str) -> Result<f64> {
    let of = |events: usize| {
        let numbers = [custom_events, lines, events].map(|number| number.to_string());
        number_after(Command::new("valgrind").args(valgrind).arg(built.path("bench-throughput")).arg(what).args(numbers), words)
    };
    // Each line has had a call of three events by then: what it takes to know of a line is not an event's.
    let before = COUNTED.max(3 * lines);
    Ok((of(before + COUNTED)? - of(before)?) / COUNTED as f64)
}

/// Runs a command and returns the number it says after some words.
fn number_after(command: &mut Command, words: &str) -> Result<f64> {
    let output = process::output(command)?;
    let said = String::from_utf8_lossy(&output.stderr);
    parse_after(&said, words).with_context(|| format!("valgrind did not say {words}\n{said}"))
}

fn parse_after(text: &str, words: &str) -> Option<f64> {
    let (_, rest) = text.split_once(words)?;
    rest.split_whitespace().next()?.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valgrinds_counts_are_found_in_what_it_says() {
        let said = "==1== Collected : 12345\n==1==   total heap usage: 1,234 allocs, 1,230 frees, 5 bytes allocated\n";
        assert_eq!(parse_after(said, "Collected :"), Some(12345.0));
        assert_eq!(parse_after(said, "total heap usage:"), Some(1234.0));
        assert_eq!(parse_after(said, "leaks:"), None);
    }
}
