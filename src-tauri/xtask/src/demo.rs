//! The demo for a machine without a display: one call rings, is answered and ends, and the program's own reports and
//! screenshots show what it made of it. Every step waits for the report that the one before has happened.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{
    app,
    control::Control,
    narration,
    session::{Process, Session, mortal, tail},
};

/// How long the whole demo may take.
const LIMIT: Duration = Duration::from_secs(120);
/// How long the program may take to end once asked.
const END: Duration = Duration::from_secs(15);
/// How often to look whether the program is still there while it says nothing.
const GLANCE: Duration = Duration::from_millis(200);
/// How long a change may take to reach the screen. Only the pictures depend on it.
const PAINT: Duration = Duration::from_secs(4);
/// How long the screen has to stay as it is to be taken for painted.
const REST: Duration = Duration::from_millis(400);

/// Plays the demo with `program` on a private display and returns success if all of it happened.
pub(crate) fn play(program: &Path, arguments: &[String]) -> Result<ExitCode> {
    let folder = app::target().join("demo");
    fs::create_dir_all(&folder).with_context(|| format!("Failed to make {}", folder.display()))?;
    let folder = folder.canonicalize()?;
    let session = Session::start(&folder.join("home")).context("Failed to start a private desktop session")?;
    let log = folder.join("bellhop.log");
    let result = perform(program, arguments, &session, &folder, &log);
    if result.is_err() {
        let said = tail(&log, 30);
        if !said.is_empty() {
            eprintln!("The end of {}:\n{said}", log.display());
        }
    }
    let pictures = result?;
    println!("\nThe demo is over. Screenshots:");
    for picture in pictures {
        println!("  {}", picture.strip_prefix(crate::root()).unwrap_or(&picture).display());
    }
    Ok(ExitCode::SUCCESS)
}

fn perform(program: &Path, arguments: &[String], session: &Session, folder: &Path, log: &Path) -> Result<Vec<PathBuf>> {
    let mut pictures = Pictures::begin(session, folder)?;
    let mut command = mortal(program, "TERM");
    session.admit(&mut command);
    command.arg("--demo").args(arguments);
    command.stderr(File::create(log).with_context(|| format!("Failed to make {}", log.display()))?);
    eprintln!("Starting Bellhop with its demo phone system.");
    let mut bellhop = Bellhop::start(&mut command)?;

    let demo = bellhop.wait("the demo phone system to start", |report| report["type"] == "demo")?;
    let control = Control::new(demo["control"].as_str().unwrap_or_default())?;
    bellhop.wait("the window", |report| report["type"] == "window" && report["state"] == "shown")?;
    bellhop.wait("the sign-in", |report| report["type"] == "connection" && report["state"] == "Signed in")?;

    pictures.take("signed-in")?;

    let call = control.post("/calls", &json!({ "from": "outside", "to": demo["user"] }))?;
    let call = call["call"].as_str().context("The demo phone system did not say which call it started")?.to_owned();
    bellhop.wait("the call to ring", |report| is_call(report, "Ringing"))?;
    bellhop.wait("a custom event to act on it", |report| report["type"] == "action")?;
    pictures.take("ringing")?;

    control.post(&format!("/calls/{call}/answer"), &json!({}))?;
    bellhop.wait("the call to be connected", |report| is_call(report, "Connected"))?;
    pictures.take("in-call")?;

    control.post(&format!("/calls/{call}/release"), &json!({ "by": "outside" }))?;
    bellhop.wait("the call to end", |report| is_call(report, "Completed"))?;
    pictures.take("afterwards")?;

    match bellhop.process.terminate(END)? {
        Some(status) if status.success() => Ok(pictures.taken),
        Some(status) => bail!("Bellhop was asked to end and did so with {status}"),
        None => bail!("Bellhop was asked to end and has not within {} s", END.as_secs()),
    }
}

fn is_call(report: &Value, state: &str) -> bool {
    report["type"] == "call" && report["state"] == state
}

/// The program at work, and what it reports, told as it comes.
struct Bellhop {
    process: Process,
    lines: Receiver<String>,
    /// Those that nobody has waited for yet: two steps may be reported in either order.
    unclaimed: Vec<Value>,
    deadline: Instant,
}

impl Bellhop {
    fn start(command: &mut Command) -> Result<Self> {
        let mut process = Process(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("Failed to start Bellhop")?);
        let output = process.0.stdout.take().context("Bellhop has no output")?;
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(told) = narration::tell(&line) {
                    println!("{told}");
                }
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self { process, lines, unclaimed: Vec::new(), deadline: Instant::now() + LIMIT })
    }

    /// Waits for `what`, the first report not yet waited for that `is_it`.
    fn wait(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) -> Result<Value> {
        if let Some(found) = self.unclaimed.iter().position(&is_it) {
            return Ok(self.unclaimed.remove(found));
        }
        loop {
            let line = match self.lines.recv_timeout(GLANCE) {
                Ok(line) => line,
                // The end of its output is not its end: a program it started may still have hold of that.
                Err(error) => {
                    if error == RecvTimeoutError::Disconnected {
                        thread::sleep(GLANCE);
                    }
                    if let Some(status) = self.process.0.try_wait()? {
                        bail!("Bellhop ended ({status}) while the demo was waiting for {what}");
                    }
                    if Instant::now() > self.deadline {
                        bail!("Waited in vain for {what}: {} s are over", LIMIT.as_secs());
                    }
                    continue;
                }
            };
            let Ok(report) = serde_json::from_str(&line) else {
                continue;
            };
            if is_it(&report) {
                return Ok(report);
            }
            self.unclaimed.push(report);
        }
    }
}

/// The screenshots of the demo, in order.
struct Pictures<'a> {
    session: &'a Session,
    folder: &'a Path,
    last: Vec<u8>,
    taken: Vec<PathBuf>,
}

impl<'a> Pictures<'a> {
    /// Begins with the screen while there is nothing on it.
    fn begin(session: &'a Session, folder: &'a Path) -> Result<Self> {
        let file = folder.join("empty.png");
        session.screenshot(&file)?;
        let last = fs::read(&file).with_context(|| format!("Failed to read {}", file.display()))?;
        fs::remove_file(&file).with_context(|| format!("Failed to remove {}", file.display()))?;
        Ok(Self { session, folder, last, taken: Vec::new() })
    }

    /// Takes a picture once the screen has changed since the one before and has come to rest.
    fn take(&mut self, name: &str) -> Result<()> {
        let file = self.folder.join(format!("{name}.png"));
        let begun = Instant::now();
        let (mut seen, mut since) = (self.last.clone(), begun);
        loop {
            self.session.screenshot(&file)?;
            let now = fs::read(&file).with_context(|| format!("Failed to read {}", file.display()))?;
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
            let at_rest = seen != self.last && since.elapsed() > REST;
            if at_rest || begun.elapsed() > PAINT {
                self.last = seen;
                self.taken.push(file);
                return Ok(());
            }
        }
    }
}
