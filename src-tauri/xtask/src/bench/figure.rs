//! What was measured: a value, its budget, and what it was last time.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::process;

/// Where the figures to compare with are.
const KEPT: &str = "docs/performance.json";

/// One thing that was measured. Of what has a budget, less is better.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    budget: Option<f64>,
}

impl Figure {
    pub(super) fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, budget: None }
    }

    /// It has to be at most so much.
    pub(super) fn at_most(self, budget: f64) -> Self {
        Self { budget: Some(budget), ..self }
    }

    /// It was measured for too short to be judged.
    pub(super) fn not_judged(self) -> Self {
        Self { budget: None, ..self }
    }

    pub(super) fn is_over_budget(&self) -> bool {
        // What is no number was not measured.
        self.budget.is_some_and(|budget| self.value.is_nan() || self.value > budget)
    }
}

/// The figures of earlier runs, by benchmark.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeMap<String, Value>);

impl Known {
    pub(super) fn load() -> Result<Self> {
        let Ok(text) = fs::read_to_string(crate::root().join(KEPT)) else { return Ok(Self::default()) };
        Ok(Self(serde_json::from_str(&text).with_context(|| format!("Failed to read {KEPT}"))?))
    }

    fn value(&self, benchmark: &str, name: &str) -> Option<f64> {
        self.0.get(benchmark)?["figures"].as_array()?.iter().find(|figure| figure["name"] == name)?["value"].as_f64()
    }

    /// Takes the figures of a benchmark in the place of those it had.
    pub(super) fn replace(&mut self, benchmark: &str, figures: &[Figure], lasting: Value) {
        let figures: Vec<Value> = figures
            .iter()
            .map(|figure| {
                let mut value = json!({ "name": figure.name, "value": rounded(figure.value), "unit": figure.unit });
                if let Some(budget) = figure.budget {
                    value["budget"] = json!(budget);
                }
                value
            })
            .collect();
        self.0.insert(benchmark.to_owned(), json!({ "measured": measured(lasting), "figures": figures }));
    }

    /// How much of it a benchmark took.
    pub(super) fn lasting(&self, benchmark: &str) -> Option<&Value> {
        self.0.get(benchmark)?.get("measured")?.get("lasting")
    }

    pub(super) fn write(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, format!("{}\n", serde_json::to_string_pretty(&self.0)?)).with_context(|| format!("Failed to write {}", file.display()))
    }

    /// Keeps them to compare with.
    pub(super) fn save(&self) -> Result<()> {
        self.write(&crate::root().join(KEPT))
    }
}

/// When, of which commit, for how long and on how busy a computer.
fn measured(lasting: Value) -> Value {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    json!({
        "on": jiff::Zoned::now().date().to_string(),
        "commit": commit(),
        "load": load.split(' ').next().and_then(|load| load.parse::<f64>().ok()),
        "processors": processors,
        "lasting": lasting,
    })
}

/// Returns the commit, and whether there is more than that. What was measured just before is kept beside it, and is no more.
fn commit() -> String {
    let git = |arguments: &[&str]| process::run_quietly(std::process::Command::new("git").args(arguments).current_dir(crate::root())).unwrap_or_default();
    let changes = git(&["status", "--porcelain", "--untracked-files=no", "--", ".", &format!(":!{KEPT}")]);
    let more = if changes.trim().is_empty() { "" } else { "-dirty" };
    format!("{}{more}", git(&["describe", "--always"]).trim())
}

/// Returns a table for people: a figure a line, with its budget and what it was.
pub(super) fn table(benchmark: &str, figures: &[Figure], known: &Known) -> String {
    let width = figures.iter().map(|figure| figure.name.chars().count()).max().unwrap_or_default();
    let mut text = format!("{benchmark:<width$}  {:>12}  {:>12}  {:>12}  {:>8}\n", "now", "budget", "before", "change");
    for figure in figures {
        let Figure { name, value, unit, budget } = figure;
        let budget = budget.map(|budget| format!("≤ {}", shown(budget, unit))).unwrap_or_default();
        let known = known.value(benchmark, name);
        let before = known.map(|before| shown(before, unit)).unwrap_or_default();
        let change = known.filter(|before| *before != 0.0).map(|before| format!("{:+.0} %", (value - before) / before.abs() * 100.0)).unwrap_or_default();
        let over = if figure.is_over_budget() { "  over" } else { "" };
        let _ = writeln!(text, "{name:<width$}  {:>12}  {budget:>12}  {before:>12}  {change:>8}{over}", shown(*value, unit));
    }
    text
}

fn shown(value: f64, unit: &str) -> String {
    let value = rounded(value);
    if unit.is_empty() { value.to_string() } else { format!("{value} {unit}") }
}

/// Keeps three digits that count.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let digits = 2 - value.abs().log10().floor() as i32;
    if digits <= 0 {
        return value.round();
    }
    let factor = 10_f64.powi(digits);
    (value * factor).round() / factor
}

/// Returns the value below which so many of a hundred are.
pub(super) fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (percent / 100.0 * (sorted.len().saturating_sub(1)) as f64).round() as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}

pub(super) fn median(values: &[f64]) -> f64 {
    percentile(values, 50.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_is_over_its_budget_and_what_it_was() {
        let figures = [Figure::new("one", 1234.5678, "ms").at_most(1000.0), Figure::new("two", 0.012_345, "").at_most(1.0), Figure::new("three", 5.0, "MB")];
        let mut known = Known::default();
        known.replace("speed", &[Figure::new("three", 4.0, "MB")], Value::Null);
        let table = table("speed", &figures, &known);
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[1], ["one", "1235", "ms", "≤", "1000", "ms", "over"]);
        assert_eq!(lines[2], ["two", "0.0123", "≤", "1"]);
        assert_eq!(lines[3], ["three", "5", "MB", "4", "MB", "+25", "%"]);
        assert_eq!(figures.iter().filter(|figure| figure.is_over_budget()).count(), 1);
        assert!(Figure::new("four", f64::NAN, "ms").at_most(1.0).is_over_budget(), "nothing was measured");
        assert!(!figures[0].clone().not_judged().is_over_budget());
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        for (percent, value) in [(0.0, 0.0), (50.0, 50.0), (99.0, 99.0), (100.0, 100.0)] {
            assert_eq!(percentile(&values, percent), value, "{percent} %");
        }
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert!(median(&[]).is_nan(), "of nothing there is none");
    }
}
