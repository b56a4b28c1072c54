//! `cargo xtask test`: every test there is, and how many passed.

use std::{
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, Result};

use crate::{
    node, process,
    system_packages::{self, Purpose},
    ui,
};

/// Runs all tests, or those whose name contains `filter`: all suites, even if one fails.
pub(crate) fn test(filter: Option<&str>) -> Result<ExitCode> {
    system_packages::ensure(&[Purpose::Build, Purpose::Run, Purpose::Headless, Purpose::Test])?;
    let node = node::ensure()?;
    // The program has its pages built in, so its tests need them.
    ui::ensure_built(&node)?;

    let mut pages = node.npm()?;
    pages.args(["run", "--silent", "test"]);
    if let Some(filter) = filter {
        pages.args(["--", "--testNamePattern", filter]);
    }
    let mut total = run_suite("the pages", &mut pages)?;

    let mut in_browser = node.npm()?;
    in_browser.args(["run", "--silent", "test:browser"]);
    if let Some(filter) = filter {
        in_browser.args(["--", "--pass-with-no-tests", "--grep", filter]);
    }
    if let Some(browser) = ui::browser() {
        in_browser.env("BELLHOP_BROWSER", browser);
    }
    total.add(run_suite("the pages in a browser", &mut in_browser)?);

    // One build for the crates, the scenarios and the desktop: apart, they would compile what they share twice.
    let mut cargo = process::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    if let Some(filter) = filter {
        cargo.args(["--", filter]);
    }
    node.lend_to(&mut cargo)?;
    total.add(run_suite("the crates, the scenarios and the desktop", &mut cargo)?);

    // Whoever reads only the end of a long output sees what failed, and why.
    for line in &total.failures {
        println!("{line}");
    }
    let Count { passed, failed } = total.count;
    println!("\n{passed} passed, {failed} failed");
    if passed == 0 {
        eprintln!("No test has that in its name.");
    }
    Ok(if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many tests a closing line says there were.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What the tests of one suite, or of all, came to.
#[derive(Debug, Default)]
struct Outcome {
    count: Count,
    /// What the test runners said of those that failed, a line each.
    failures: Vec<String>,
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.count.add(other.count);
        self.failures.extend(other.failures);
    }
}

/// Runs one suite, passing on what it prints, and counts its tests.
fn run_suite(name: &str, command: &mut Command) -> Result<Outcome> {
    eprintln!("Testing {name}…");
    // What these say wins over LANG, and the tests are in English.
    command.env("LANG", "C.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANGUAGE").stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("Failed to start {name}"))?;
    let output = child.stdout.take().context("It has no output")?;
    let mut outcome = Outcome::default();
    let mut failures = Failures::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("Failed to read what it prints")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        outcome.count.add(count_line(&line));
        failures.read(&line);
    }
    outcome.failures = failures.said;
    // One that fails without a failed test did not compile, or crashed.
    if !child.wait()?.success() && outcome.count.failed == 0 {
        outcome.count.failed = 1;
        outcome.failures.push(format!("Testing {name} ended badly without a failed test."));
    }
    Ok(outcome)
}

/// What the test runners say of tests that failed, kept while it goes by.
///
/// Of cargo's, from "failures:" to its closing line; of Vitest's and Playwright's, the names.
#[derive(Debug, Default)]
struct Failures {
    said: Vec<String>,
    /// Where in `said` the block of one test program begins, while it goes by.
    block: Option<usize>,
}

impl Failures {
    /// How much of what one test program says is kept, in lines: its end, where the names are.
    const LINES: usize = 80;

    fn read(&mut self, line: &str) {
        let line = without_colours(line);
        if line.starts_with("test result: ") {
            self.block = None;
        } else if let Some(began) = self.block {
            self.said.push(line);
            if self.said.len() - began > Self::LINES {
                self.said.remove(began);
            }
        } else if line == "failures:" {
            self.block = Some(self.said.len());
        } else if line.trim_start().starts_with("FAIL ") || is_failed_in_browser(&line) {
            self.said.push(line);
        }
    }
}

/// Returns whether Playwright heads the account of a test that failed with this: "  1) window.spec.ts:13:1 › a job ───".
fn is_failed_in_browser(line: &str) -> bool {
    line.trim_start().split_once(") ").is_some_and(|(number, test)| number.parse::<u32>().is_ok() && test.contains(" › "))
}

/// Returns what a line says about tests, if it is a closing line of cargo's, Vitest's or Playwright's.
fn count_line(line: &str) -> Count {
    let line = without_colours(line);
    let line = line.trim();
    let counts = match line.strip_prefix("test result: ") {
        // "ok. 12 passed; 0 failed; 0 ignored; …"
        Some(result) => result.split_once(". ").map_or("", |(_, counts)| counts),
        // "1 failed | 41 passed (42)"; or, with nothing in front and each on a line, "1 failed" and "41 passed (50.2s)"
        None => line.strip_prefix("Tests  ").unwrap_or(if is_alone(line) { line } else { "" }),
    };
    let mut count = Count::default();
    for part in counts.split([';', '|', '(']) {
        match part.trim().split_once(' ') {
            Some((number, "passed")) => count.passed = number.parse().unwrap_or(0),
            Some((number, "failed")) => count.failed = number.parse().unwrap_or(0),
            _ => {}
        }
    }
    count
}

/// Returns whether a line says how many tests there were and nothing else, but for how long they took.
fn is_alone(line: &str) -> bool {
    let mut words = line.split(' ');
    words.next().is_some_and(|count| count.parse::<u64>().is_ok())
        && matches!(words.next(), Some("passed" | "failed"))
        && words.next().is_none_or(|took| took.starts_with('('))
        && words.next().is_none()
}

/// Returns `line` without the escape sequences that colour it.
fn without_colours(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, text)| text));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        for (line, passed, failed) in [
            ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s", 12, 0),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.0s", 3, 2),
            ("      Tests  42 passed (42)", 42, 0),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m\u{1b}[22m\u{1b}[2m | \u{1b}[22m\u{1b}[1m\u{1b}[32m41 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (42)\u{1b}[39m",
                41,
                1,
            ),
            ("  43 passed (50.1s)", 43, 0),
            ("  1 failed", 0, 1),
            ("    keyboard.spec.ts:13:1 › somebody signs in, and out again", 0, 0),
            ("1 passed the other", 0, 0),
            (" Test Files  3 passed (3)", 0, 0),
            ("test each_failed_attempt_waits_longer ... ok", 0, 0),
            ("      Tests  no tests", 0, 0),
        ] {
            assert_eq!(count_line(line), Count { passed, failed }, "{line}");
        }
    }

    #[test]
    fn what_failed_is_kept_and_what_passed_is_not() {
        let mut failures = Failures::default();
        for line in [
            "test one ... ok",
            "test another ... FAILED",
            "failures:",
            "---- another stdout ----",
            "thread 'another' panicked at a.rs:1:1:",
            "",
            "failures:",
            "    another",
            "",
            "test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.0s",
            "test three ... ok",
            "\u{1b}[31m FAIL \u{1b}[39m src/text.test.ts > no text is missing",
            "  1) keyboard.spec.ts:13:1 › somebody signs in ────",
            "    keyboard.spec.ts:13:1 › somebody signs in",
        ] {
            failures.read(line);
        }
        assert_eq!(
            failures.said,
            [
                "---- another stdout ----",
                "thread 'another' panicked at a.rs:1:1:",
                "",
                "failures:",
                "    another",
                "",
                " FAIL  src/text.test.ts > no text is missing",
                "  1) keyboard.spec.ts:13:1 › somebody signs in ────",
            ]
        );
    }

    #[test]
    fn of_a_long_failure_the_end_is_kept() {
        let mut failures = Failures::default();
        failures.read("failures:");
        for number in 0..1_000 {
            failures.read(&number.to_string());
        }
        assert_eq!(failures.said.len(), Failures::LINES);
        assert_eq!(failures.said.last().map(String::as_str), Some("999"));
    }
}
