//! `cargo xtask soak`: `bellhop listen` through hours of faults, and both books compared in the end.
//!
//! The simulated phone system places calls and makes faults at random, the same ones for the same seed. What `listen`
//! prints is kept in `target/soak`, beside the faults, to look things up in.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitCode, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    app,
    control::Control,
    node, process,
    system_packages::{self, Purpose},
};

/// How long `listen` gets after the last fault: a subscription that was lost is found out within five minutes.
const RECOVERY: Duration = Duration::from_secs(340);
/// How far the time of a call that was found later may be from the true one, in milliseconds.
const TOLERANCE: i64 = 5000;

#[derive(Debug, PartialEq, Eq)]
struct Plan {
    minutes: u64,
    seed: u64,
    every: u64,
}

/// Runs it, and prints what both sides say.
pub(crate) fn soak(arguments: &[String]) -> Result<ExitCode> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let Some(plan) = read(arguments, now.as_secs())? else { return Ok(crate::help()) };
    system_packages::ensure(&[Purpose::Build, Purpose::Run])?;
    let program = app::ensure_built(&node::ensure()?)?;
    process::run(process::cargo().args(["build", "--quiet", "--package", "simulator"]))?;
    let folder = app::target().join("soak");
    fs::create_dir_all(&folder)?;
    let settings = folder.join("settings");
    let _ = fs::remove_dir_all(&settings);

    let (simulator, ready, over) = start_simulator(&program, &plan, &folder.join("faults.jsonl"))?;
    let user = &ready["users"][0];
    let (id, password) = (text(&user["id"]), text(&user["password"]));
    let told = folder.join("told.jsonl");
    let mut listen = start_listening(&program, &text(&ready["xsi"]), &id, &password, &settings, &told, &folder.join("log.txt"))?;
    eprintln!("Seed {}: {} minutes of calls, with a fault every {} s. Details in {}.", plan.seed, plan.minutes, plan.every, folder.display());
    let ended = over.recv();
    if ended.is_err() {
        bail!("The simulated phone system ended before its time");
    }
    thread::sleep(RECOVERY);
    if let Some(status) = listen.child.0.try_wait()? {
        bail!("`bellhop listen` ended by itself ({status})");
    }
    let memory = resident(&listen.child.0);
    let control = Control::new(&text(&ready["control"]))?;
    let calls = control.get("/calls")?;
    let ledger = control.get("/ledger")?;
    fs::write(folder.join("calls.json"), calls.to_string())?;
    fs::write(folder.join("ledger.json"), ledger.to_string())?;
    listen.stop()?;
    drop(simulator);
    let book = Book::read(&fs::read_to_string(&told)?, &id);
    let verdict = book.compare(&calls, &ledger, &id);
    println!("{}", verdict.describe(memory));
    Ok(if verdict.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns how to run it; nothing if it is help that is asked for.
fn read(arguments: &[String], now: u64) -> Result<Option<Plan>> {
    let mut plan = Plan { minutes: 60, seed: now, every: 30 };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut number = || rest.next().and_then(|value| value.parse().ok()).with_context(|| format!("{name} needs a number"));
        match name.as_str() {
            "--minutes" => plan.minutes = number()?,
            "--seed" => plan.seed = number()?,
            "--every" => plan.every = number()?,
            "--help" | "-h" => return Ok(None),
            _ => bail!("soak knows --minutes, --seed and --every, but not {name}"),
        }
    }
    Ok(Some(plan))
}

/// Starts the phone system, and returns it with its first line and with whoever tells that its faults are over.
fn start_simulator(program: &Path, plan: &Plan, faults: &Path) -> Result<(Ending, Value, mpsc::Receiver<()>)> {
    let mut child = Command::new(program.with_file_name(format!("bellhop-simulator{}", std::env::consts::EXE_SUFFIX)))
        .args(["--chaos", &plan.seed.to_string(), "--chaos-every", &plan.every.to_string(), "--chaos-for", &(plan.minutes * 60).to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .context("Failed to start the simulated phone system")?;
    let mut lines = BufReader::new(child.stdout.take().context("It has no output")?).lines();
    let ready = serde_json::from_str(&lines.next().context("It said nothing")??)?;
    let (tell, over) = mpsc::channel();
    let mut file = fs::File::create(faults)?;
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            // A disk that is full costs the details, not the run.
            let _ = writeln!(file, "{line}");
            if line.contains("\"over\":true") {
                let _ = tell.send(());
            }
        }
    });
    Ok((Ending(child), ready, over))
}

/// A program that ends with us, however we end.
struct Ending(Child);

impl Drop for Ending {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `bellhop listen`, and its standard input, which stays open.
struct Listening {
    child: Ending,
    _input: Option<ChildStdin>,
}

fn start_listening(program: &Path, server: &str, user: &str, password: &str, settings: &Path, told: &Path, log: &Path) -> Result<Listening> {
    let mut child = Command::new(program)
        .args(["listen", "--json", "--server", server, "--user", user, "--password-stdin", "--settings-dir"])
        .arg(settings)
        .stdin(Stdio::piped())
        .stdout(fs::File::create(told)?)
        .stderr(fs::File::create(log)?)
        .spawn()
        .context("Failed to start `bellhop listen`")?;
    let mut input = child.stdin.take();
    if let Some(input) = &mut input {
        writeln!(input, "{password}")?;
    }
    Ok(Listening { child: Ending(child), _input: input })
}

impl Listening {
    fn stop(&mut self) -> Result<()> {
        if cfg!(unix) {
            process::run(Command::new("kill").args(["-TERM", &self.child.0.id().to_string()]))?;
        } else {
            self.child.0.kill()?;
        }
        let status = self.child.0.wait()?;
        if cfg!(unix) && !status.success() {
            bail!("`bellhop listen` did not end well ({status})");
        }
        Ok(())
    }
}

/// Returns how much memory it has now and had at most, in kB, where the system tells.
fn resident(child: &Child) -> Option<(u64, u64)> {
    let status = fs::read_to_string(PathBuf::from(format!("/proc/{}/status", child.id()))).ok()?;
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
    Some((field("VmRSS:")?, field("VmHWM:")?))
}

/// What `listen` told of the calls of one line.
#[derive(Debug, Default)]
struct Book {
    /// The states of each call that was heard, in order.
    heard: BTreeMap<String, Vec<String>>,
    /// When each call began that was found later, in milliseconds since 1970, and what was told of it.
    found: Vec<(i64, String)>,
    /// When calls were first heard; what was over by then is nobody's business.
    began: i64,
    /// How often the connection was lost.
    outages: usize,
}

/// What came out.
#[derive(Debug, Default)]
struct Verdict {
    calls: usize,
    found_later: usize,
    lost: Vec<String>,
    doubled: Vec<String>,
    wrong: Vec<String>,
    invented: Vec<String>,
    outages: usize,
    events: usize,
    unacknowledged: usize,
}

impl Book {
    fn read(told: &str, line: &str) -> Self {
        let mut book = Self::default();
        for report in told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            if report["type"] == "connection" {
                book.outages += usize::from(report["state"] == "Connection lost");
                if report["state"] == "Signed in" {
                    book.began = milliseconds(&report["time"]);
                }
            }
            if report["type"] != "call" || report["line"] != line {
                continue;
            }
            let id = text(&report["call"]["Id"]);
            if id.starts_with("log:") {
                book.found.push((milliseconds(&report["call"]["Start"]), text(&report["state"])));
            } else {
                book.heard.entry(id).or_default().push(text(&report["state"]));
            }
        }
        book
    }

    /// Compares it with what truly happened.
    fn compare(mut self, calls: &Value, ledger: &Value, user: &str) -> Verdict {
        let mut verdict = Verdict { outages: self.outages, ..Verdict::default() };
        for call in list(&calls["calls"]).filter(|call| call["ended"].as_i64().is_none_or(|ended| ended >= self.began)) {
            for leg in list(&call["legs"]).filter(|leg| leg["user"] == user) {
                verdict.calls += 1;
                let id = text(&leg["callId"]);
                let over = !call["ended"].is_null();
                match self.heard.remove(&id) {
                    Some(states) => verdict.judge(&id, &states, over, !call["answered"].is_null()),
                    None if !over => verdict.lost.push(format!("{id} (going on)")),
                    None => {
                        let started = call["started"].as_i64().unwrap_or_default();
                        let outgoing = leg["personality"] == "Originator";
                        let expected = if outgoing || !call["answered"].is_null() { "Completed" } else { "Missed" };
                        let near = |(found, told): &(i64, String)| (found - started).abs() <= TOLERANCE && (told == expected || expected == "Missed");
                        match self.found.iter().position(near) {
                            Some(place) => {
                                self.found.remove(place);
                                verdict.found_later += 1;
                            }
                            None => verdict.lost.push(id),
                        }
                    }
                }
            }
        }
        verdict.invented.extend(self.heard.into_keys());
        verdict.doubled.extend(self.found.iter().map(|(found, told)| format!("found later at {found}: {told}")));
        let sent = || list(&ledger["events"]).filter(|event| event["written"] == true);
        verdict.events = sent().count();
        verdict.unacknowledged = sent().filter(|event| event["acked"] != true).count();
        verdict
    }
}

impl Verdict {
    fn judge(&mut self, id: &str, states: &[String], over: bool, answered: bool) {
        let count = |state: &str| states.iter().filter(|told| *told == state).count();
        // A call that is sent on after it rang is told as sent, and then as missed or completed.
        let ends = (count("Completed") + count("Missed")).max(count("Forwarded"));
        if ["Dialing", "Ringing", "Connected"].into_iter().any(|state| count(state) > 1) || ends > 1 {
            self.doubled.push(format!("{id}: {}", states.join(", ")));
        }
        if (ends == 0) == over {
            self.wrong.push(format!("{id} is {}over: {}", if over { "" } else { "not " }, states.join(", ")));
        } else if answered && count("Missed") > 0 {
            self.wrong.push(format!("{id} was answered: {}", states.join(", ")));
        }
    }

    fn is_good(&self) -> bool {
        self.calls > 0 && self.unacknowledged * 100 <= self.events && [&self.lost, &self.doubled, &self.wrong, &self.invented].into_iter().all(Vec::is_empty)
    }

    fn describe(&self, memory: Option<(u64, u64)>) -> String {
        let mut lines = vec![format!(
            "{} calls, of which {} were found later; {} outages; {} events, {} of them never acknowledged\nlost {}, doubled {}, wrong {}, invented {}",
            self.calls,
            self.found_later,
            self.outages,
            self.events,
            self.unacknowledged,
            self.lost.len(),
            self.doubled.len(),
            self.wrong.len(),
            self.invented.len()
        )];
        if let Some((now, most)) = memory {
            lines.push(format!("memory {} MB, at most {} MB", now / 1024, most / 1024));
        }
        for (name, all) in [("lost", &self.lost), ("doubled", &self.doubled), ("wrong", &self.wrong), ("invented", &self.invented)] {
            lines.extend(all.iter().map(|one| format!("  {name}: {one}")));
        }
        lines.join("\n")
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Reads a time such as `2026-11-24T10:00:00.123Z`.
fn milliseconds(time: &Value) -> i64 {
    time.as_str().and_then(|time| time.parse::<jiff::Timestamp>().ok()).map_or(0, jiff::Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LINE: &str = "anna@example.com";

    #[test]
    fn arguments_say_how_long_it_runs_and_with_what() {
        let plan = |arguments: &[&str]| read(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>(), 7);
        for (arguments, expected) in [
            (&[][..], Some(Plan { minutes: 60, seed: 7, every: 30 })),
            (&["--minutes", "5", "--every", "10", "--seed", "3"], Some(Plan { minutes: 5, seed: 3, every: 10 })),
            (&["--help"], None),
            (&["--minutes", "5", "-h"], None),
        ] {
            assert_eq!(plan(arguments).unwrap(), expected, "{arguments:?}");
        }
        for wrong in [&["--minutes"][..], &["--seed", "any"], &["--hours", "1"]] {
            assert!(plan(wrong).is_err(), "{wrong:?}");
        }
    }

    fn told(lines: &[(&str, &str)]) -> Book {
        let report = |(id, state): &(&str, &str)| json!({ "type": "call", "line": LINE, "state": state, "call": { "Id": id, "Start": "1970-01-01T00:00:10Z" } }).to_string();
        Book::read(&lines.iter().map(report).collect::<Vec<_>>().join("\n"), LINE)
    }

    fn happened(id: &str, answered: bool, over: bool) -> Value {
        json!({ "calls": [{
            "started": 10_000, "answered": if answered { json!(11_000) } else { Value::Null }, "ended": if over { json!(12_000) } else { Value::Null },
            "legs": [{ "user": LINE, "callId": id }, { "user": "other@example.com", "callId": "other" }],
        }] })
    }

    #[test]
    fn both_books_are_compared_call_by_call() {
        for (lines, calls, good) in [
            (vec![("1", "Ringing"), ("1", "Connected"), ("1", "Completed")], happened("1", true, true), true),
            (vec![("1", "Ringing"), ("1", "Missed")], happened("1", false, true), true),
            (vec![("1", "Ringing")], happened("1", false, false), true),
            (vec![("log:7", "Missed")], happened("1", false, true), true),
            (vec![], happened("1", false, true), false),
            (vec![("log:7", "Missed")], happened("1", false, false), false),
            (vec![("1", "Ringing"), ("1", "Ringing"), ("1", "Missed")], happened("1", false, true), false),
            (vec![("1", "Ringing"), ("1", "Missed"), ("log:7", "Missed")], happened("1", false, true), false),
            (vec![("1", "Ringing"), ("1", "Missed")], happened("1", true, true), false),
            (vec![("1", "Ringing")], happened("1", false, true), false),
            (vec![("1", "Ringing"), ("1", "Missed")], happened("1", false, false), false),
            (vec![("1", "Missed"), ("2", "Missed")], happened("1", false, true), false),
        ] {
            assert_eq!(told(&lines).compare(&calls, &json!({ "events": [] }), LINE).is_good(), good, "{lines:?}");
        }
    }
}
