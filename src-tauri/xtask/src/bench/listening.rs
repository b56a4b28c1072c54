//! A phone system, and who listens to it.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::built::Built;
use crate::{
    control::Control,
    session::{Process, mortal},
};

/// How long anybody may take to get ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// The simulated phone system, and its users.
pub(super) struct PhoneSystem {
    pub(super) control: Control,
    /// Its host and port.
    pub(super) address: String,
    users: Vec<User>,
    _process: Process,
}

/// Somebody with a phone.
#[derive(Debug, Clone)]
pub(super) struct User {
    pub(super) id: String,
    pub(super) password: String,
}

impl PhoneSystem {
    pub(super) fn start(built: &Built) -> Result<Self> {
        // The floor sends no heartbeats, and does not have to.
        let mut command = mortal(built.path("bellhop-simulator"), "KILL");
        command.args(["--heartbeat-timeout", "86400"]);
        let mut process = Process(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("Failed to start the simulated phone system")?);
        let ready = wait_for(&lines_of(&mut process)?, |line| line["xsi"].is_string()).context("The simulated phone system did not start")?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let users = ready["users"].as_array().into_iter().flatten().map(|user| User { id: text(&user["id"]), password: text(&user["password"]) }).collect();
        let address = text(&ready["xsi"]).trim_start_matches("http://").trim_end_matches('/').to_owned();
        Ok(Self { control: Control::new(&text(&ready["control"]))?, address, users, _process: process })
    }

    pub(super) fn user(&self, number: usize) -> Result<&User> {
        self.users.get(number).context("The simulated phone system has too few users")
    }

    /// Waits until somebody has subscribed to a user's calls.
    pub(super) fn wait_for_subscriber(&self, user: &User) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let ledger = self.control.get("/ledger")?;
            if ledger["subscriptions"].as_array().into_iter().flatten().any(|subscription| subscription.to_string().contains(&user.id)) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("Nobody listens to {}", user.id)
    }
}

/// Returns settings with these custom events, and without sounds.
pub(super) fn settings(custom_events: &[Value]) -> Value {
    json!({
        "schema": 1, "installation": "bench", "soundsOn": false,
        "numbers": { "country": "GB" },
        "customEvents": custom_events,
    })
}

/// Returns a custom event for the calls of the own line that are answered, from a number or from any.
pub(super) fn custom_event(name: &str, remote_tel: &str, action: &Value) -> Value {
    json!({
        "id": name, "name": name, "enabled": true,
        "trigger": { "category": "call", "state": "connected", "remoteTel": remote_tel },
        "limit": { "times": 100, "seconds": 1 },
        "actions": [action],
    })
}

/// Custom events as people have many of them: each for another caller, none of whom calls.
pub(super) fn for_others(action: &Value, count: usize) -> impl Iterator<Item = Value> {
    (0..count).map(|number| custom_event(&format!("other {number}"), &format!("0131 496 {number:04}"), action))
}

/// Starts `bellhop listen` for a user, and waits until it is signed in.
pub(super) fn listen(built: &Built, admit: impl FnOnce(&mut Command), system: &PhoneSystem, user: &User, folder: &Path, custom_events: &[Value]) -> Result<Process> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("settings.json"), settings(custom_events).to_string())?;
    let mut command = mortal(built.path("bellhop"), "KILL");
    admit(&mut command);
    command.args(["listen", "--json", "--server", &format!("http://{}", system.address), "--user", &user.id, "--password-stdin", "--settings-dir"]).arg(folder);
    // Into a file: the program with the window prints nothing, and whoever reads a pipe is woken at each event.
    let printed = folder.join("printed.txt");
    command.stdout(File::create(&printed)?).stderr(File::create(folder.join("log.txt"))?);
    let mut process = Process(command.stdin(Stdio::piped()).spawn().context("Failed to start Bellhop")?);
    // It is read to its end; what follows the password is nothing.
    process.0.stdin.take().context("It has no input")?.write_all(format!("{}\n", user.password).as_bytes())?;
    let deadline = Instant::now() + PATIENCE;
    while !says_signed_in(&String::from_utf8_lossy(&fs::read(&printed)?)) {
        if Instant::now() > deadline || process.0.try_wait()?.is_some() {
            bail!("Bellhop did not sign in");
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(process)
}

/// Whether one of the lines that were printed says so.
fn says_signed_in(printed: &str) -> bool {
    printed.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).any(|line| line["state"] == "Signed in")
}

/// Starts a program that says `listening` when it does.
pub(super) fn listener(command: &mut Command) -> Result<Process> {
    let mut process = Process(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| format!("Failed to start {command:?}"))?);
    let (sender, told) = mpsc::channel();
    let output = process.0.stdout.take().context("It has no output")?;
    thread::spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(output).read_line(&mut line);
        let _ = sender.send(read.is_ok() && line.trim() == "listening");
    });
    if !told.recv_timeout(PATIENCE).unwrap_or_default() {
        bail!("{command:?} does not listen");
    }
    Ok(process)
}

/// Returns what a program prints, line by line, where it is JSON.
pub(super) fn lines_of(process: &mut Process) -> Result<Receiver<Value>> {
    let output = process.0.stdout.take().context("It has no output")?;
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Ok(value) = serde_json::from_str(&line)
                && sender.send(value).is_err()
            {
                return;
            }
        }
    });
    Ok(lines)
}

/// Waits for a line.
pub(super) fn wait_for(lines: &Receiver<Value>, is_it: impl Fn(&Value) -> bool) -> Result<Value> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let line = lines.recv_timeout(deadline.saturating_duration_since(Instant::now())).context("It did not say so in time")?;
        if is_it(&line) {
            return Ok(line);
        }
    }
}
