//! `cargo xtask faults`: every row of the fault tests, with as many seeds as one likes, and a table of what came of it.
//!
//! A seed decides where streams are cut, what is called when, and what goes wrong first. A row that fails says its seed,
//! and the same seed does the same again.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{app, process};

/// What rows are run with.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    seeds: Vec<u64>,
    /// The only row, e.g. `A1`.
    row: Option<String>,
    /// Whether to try every place and every size.
    all: bool,
    /// Whether to run hours of random faults instead of rows.
    hours: bool,
}

/// An hour of random calls and faults takes twenty seconds, and is no row.
const HOUR: &str = "hour::an_hour_of_random_faults_loses_and_doubles_nothing";

/// Runs the rows, and prints the table.
pub(crate) fn faults(arguments: &[String]) -> Result<ExitCode> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let Some(plan) = read(arguments, now.as_secs())? else { return Ok(crate::help()) };
    let program = build()?;
    if plan.hours {
        return hours(&program, &plan.seeds);
    }
    let tests = tests(&program, plan.row.as_deref())?;
    let report = app::target().join("faults.jsonl");
    let mut table = Table::of(&tests);
    for (place, seed) in plan.seeds.iter().enumerate() {
        eprintln!("Run {} of {}, with seed {seed}…", place + 1, plan.seeds.len());
        let _ = fs::remove_file(&report);
        let mut command = Command::new(&program);
        // Tests that are no rows are not run with every seed.
        command.arg("--exact").args(tests.values()).env("BELLHOP_FAULT_SEED", seed.to_string()).env("BELLHOP_FAULT_REPORT", &report);
        if plan.all {
            command.env("BELLHOP_FAULT_ALL", "1");
        }
        let output = process::output(&mut command)?;
        if !output.status.success() {
            eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        }
        table.add(*seed, &fs::read_to_string(&report).unwrap_or_default());
    }
    print!("{}", table.describe());
    Ok(if table.failures().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs an hour with each seed, and says of each what came of it.
fn hours(program: &Path, seeds: &[u64]) -> Result<ExitCode> {
    let mut failed = Vec::new();
    for seed in seeds {
        let mut command = Command::new(program);
        command.args([HOUR, "--exact", "--ignored", "--nocapture"]).env("BELLHOP_FAULT_SEED", seed.to_string());
        let output = process::output(&mut command)?;
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        // A test that is not there would pass, too.
        if output.status.success() && said.contains("1 passed") {
            said.lines().filter(|line| line.starts_with("seed ")).for_each(|line| println!("{line}"));
        } else {
            eprint!("{said}");
            failed.push(seed);
        }
    }
    println!("{} hours, {} failed{}", seeds.len(), failed.len(), failed.iter().map(|seed| format!(", with seed {seed}")).collect::<String>());
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns what to run; nothing if it is help that is asked for.
fn read(arguments: &[String], now: u64) -> Result<Option<Plan>> {
    let (mut count, mut seed, mut row, mut all, mut hours) = (1, None, None, false, false);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut number = || rest.next().and_then(|value| value.parse::<u64>().ok()).with_context(|| format!("{name} needs a number"));
        match name.as_str() {
            "--seeds" => count = number()?,
            "--hours" => (count, hours) = (number()?, true),
            "--seed" => seed = Some(number()?),
            "--row" => row = Some(rest.next().context("--row needs a row, e.g. A1")?.to_uppercase()),
            "--all" => all = true,
            "--help" | "-h" => return Ok(None),
            _ => bail!("faults knows --seeds, --seed, --row, --all and --hours, but not {name}"),
        }
    }
    // Seeds next to each other have nothing to do with each other: numbers are mixed before they are used.
    let first = seed.unwrap_or(now);
    Ok(Some(Plan { seeds: (first..).take(usize::try_from(count)?).collect(), row, all, hours }))
}

/// Builds the tests, and returns their program.
fn build() -> Result<PathBuf> {
    let mut cargo = process::cargo();
    cargo.args(["test", "--package", "engine", "--test", "faults", "--no-run", "--message-format", "json-render-diagnostics"]);
    let output = cargo.stderr(std::process::Stdio::inherit()).output().context("Failed to start cargo")?;
    if !output.status.success() {
        bail!("The fault tests can't be built");
    }
    let built = String::from_utf8_lossy(&output.stdout);
    let of_tests = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        let program = message["executable"].as_str().filter(|_| message["target"]["name"] == "faults")?;
        Some(PathBuf::from(program))
    };
    built.lines().find_map(of_tests).context("cargo built no fault tests")
}

/// Asks the program for its rows, and returns the name of each one's test.
fn tests(program: &Path, only: Option<&str>) -> Result<BTreeMap<Row, String>> {
    let listed = process::run_quietly(Command::new(program).args(["--list", "--format", "terse"]))?;
    let names = listed.lines().filter_map(|line| line.strip_suffix(": test"));
    let rows: BTreeMap<Row, String> =
        names.filter_map(|name| Some((Row::of_test(name)?, name.to_owned()))).filter(|(row, _)| only.is_none_or(|only| row.to_string() == only)).collect();
    if rows.is_empty() {
        bail!("There is no row {}", only.unwrap_or("at all"));
    }
    Ok(rows)
}

/// A row of the matrix, e.g. `A1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    part: char,
    number: u32,
}

impl Row {
    /// Returns the row a test is of: they are called e.g. `transport_cut::a1_tcp_reset_mid_document`.
    fn of_test(name: &str) -> Option<Self> {
        let (row, _) = name.rsplit("::").next()?.split_once('_')?;
        Self::parse(row)
    }

    fn parse(row: &str) -> Option<Self> {
        let part = row.chars().next().filter(char::is_ascii_alphabetic)?.to_ascii_uppercase();
        Some(Self { part, number: row[1..].parse().ok()? })
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.part, self.number)
    }
}

/// What came of a row.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Sum {
    runs: u64,
    /// The seeds it failed with.
    failed: Vec<u64>,
    lost: u64,
    doubled: u64,
    unseen: u64,
    recovery: Duration,
    bound: Duration,
}

#[derive(Debug, Default)]
struct Table(BTreeMap<Row, Sum>);

impl Table {
    fn of(tests: &BTreeMap<Row, String>) -> Self {
        Self(tests.keys().map(|row| (*row, Sum::default())).collect())
    }

    /// Adds what a run reports. A row it does not report of did not come to its end.
    fn add(&mut self, seed: u64, report: &str) {
        let lines: Vec<Value> = report.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        for (row, sum) in &mut self.0 {
            sum.runs += 1;
            let line = lines.iter().find(|line| line["row"].as_str().and_then(Row::parse) == Some(*row));
            if line.is_none_or(|line| line["failed"] != false) {
                sum.failed.push(seed);
            }
            let number = |name: &str| line.and_then(|line| line[name].as_u64()).unwrap_or_default();
            sum.lost += number("lost");
            sum.doubled += number("doubled");
            sum.unseen += number("unseen");
            sum.recovery = sum.recovery.max(Duration::from_millis(number("recovery_ms")));
            sum.bound = sum.bound.max(Duration::from_millis(number("bound_ms")));
        }
    }

    /// Returns every failure: its row and its seed.
    fn failures(&self) -> Vec<(Row, u64)> {
        self.0.iter().flat_map(|(row, sum)| sum.failed.iter().map(|seed| (*row, *seed))).collect()
    }

    fn describe(&self) -> String {
        let mut text = format!("{:<5} {:>5} {:>7} {:>5} {:>8} {:>7} {:>15} {:>9}\n", "row", "runs", "failed", "lost", "doubled", "unseen", "worst recovery", "bound");
        for (row, sum) in &self.0 {
            let (recovery, bound) = (format!("{:.3} s", sum.recovery.as_secs_f64()), format!("{:.0} s", sum.bound.as_secs_f64()));
            text += &format!("{:<5} {:>5} {:>7} {:>5} {:>8} {:>7} {recovery:>15} {bound:>9}\n", row.to_string(), sum.runs, sum.failed.len(), sum.lost, sum.doubled, sum.unseen);
        }
        let total = |of: fn(&Sum) -> u64| self.0.values().map(of).sum::<u64>();
        let (runs, lost, doubled, unseen) = (total(|sum| sum.runs), total(|sum| sum.lost), total(|sum| sum.doubled), total(|sum| sum.unseen));
        text += &format!("\n{} rows, {runs} runs, {} failed: {lost} lost, {doubled} doubled, {unseen} unseen\n", self.0.len(), self.failures().len());
        for (row, seed) in self.failures() {
            text += &format!("To run it again: cargo xtask faults --row {row} --seed {seed}\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_say_which_rows_are_run_and_with_what() {
        let plan = |arguments: &[&str]| read(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>(), 7);
        for (arguments, expected) in [
            (&[][..], Some(Plan { seeds: vec![7], row: None, all: false, hours: false })),
            (&["--seeds", "3", "--all"], Some(Plan { seeds: vec![7, 8, 9], row: None, all: true, hours: false })),
            (&["--hours", "2"], Some(Plan { seeds: vec![7, 8], row: None, all: false, hours: true })),
            (&["--row", "a1", "--seed", "5"], Some(Plan { seeds: vec![5], row: Some("A1".to_owned()), all: false, hours: false })),
            (&["--help"], None),
            (&["--all", "-h"], None),
        ] {
            assert_eq!(plan(arguments).unwrap(), expected, "{arguments:?}");
        }
        for wrong in [&["--seeds"][..], &["--seeds", "many"], &["--rows", "A1"], &["A1"]] {
            assert!(plan(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn rows_are_known_by_the_names_of_their_tests() {
        for (name, row) in [
            ("transport_cut::a1_tcp_reset_mid_document", Some("A1")),
            ("b17_gzip_bomb", Some("B17")),
            ("clock::tests::no_time_passes_while_bytes_are_under_way", None),
            ("a::a_wake_up", None),
        ] {
            assert_eq!(Row::of_test(name).map(|row| row.to_string()).as_deref(), row, "{name}");
        }
        assert!(Row::parse("A2") < Row::parse("A10") && Row::parse("A31") < Row::parse("B1"));
    }

    #[test]
    fn a_row_fails_if_it_says_so_or_says_nothing() {
        let tests = ["a1_x", "a2_x", "b1_x"].map(|name| (Row::of_test(name).unwrap(), name.to_owned())).into();
        let mut table = Table::of(&tests);
        let line = |row: &str, failed: bool, recovery: u64| {
            format!("{{\"row\":\"{row}\",\"seed\":1,\"failed\":{failed},\"lost\":0,\"doubled\":0,\"unseen\":2,\"recovery_ms\":{recovery},\"bound_ms\":1000}}\n")
        };
        table.add(1, &(line("A1", false, 400) + &line("A2", true, 900)));
        table.add(2, &(line("A1", false, 500) + &line("A2", false, 300) + &line("B1", false, 0)));
        let failures: Vec<String> = table.failures().iter().map(|(row, seed)| format!("{row} {seed}")).collect();
        assert_eq!(failures, ["A2 1", "B1 1"]);
        let second = |seconds: f64| Duration::from_secs_f64(seconds);
        let sum = Sum { runs: 2, unseen: 4, recovery: second(0.5), bound: second(1.0), ..Sum::default() };
        assert_eq!(table.0[&Row::parse("A1").unwrap()], sum);
        assert!(table.describe().ends_with(
            "3 rows, 6 runs, 2 failed: 0 lost, 0 doubled, 10 unseen\nTo run it again: cargo xtask faults --row A2 --seed 1\nTo run it again: cargo xtask faults --row B1 --seed 1\n"
        ));
    }
}
