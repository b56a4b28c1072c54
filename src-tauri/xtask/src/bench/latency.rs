//! How long it takes from the last byte of an event to the action it starts, beside a loop that does nothing else, and
//! beside a library that a user could script instead.
//!
//! All three listen to the same phone system at the same time, each to a line of its own, and calls are answered in turns.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{BufRead, BufReader, Seek, Write},
    net::TcpListener,
    os::unix::net::UnixDatagram,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::{
    built::Built,
    figure::{Figure, median, percentile},
    listening::{PhoneSystem, custom_event, for_others, lines_of, listen, listener, wait_for},
    sound_server::{SoundServer, short_sound},
};
use crate::{
    process,
    session::{Process, Session, mortal},
};

/// One for Bellhop, one for the bare loop, and one for the library.
const LINES: usize = 3;
/// How often each line has a call.
const EVERY: Duration = Duration::from_millis(100);
/// How long a call rings, and how long it is up.
const STEP: Duration = Duration::from_millis(12);
/// Calls that are not counted.
const WARM_UP: usize = 20;
/// The phone system remembers some thousands of events; they are asked for in time.
const ASKED_AFTER: usize = 300;
/// How many custom events there are besides the one that acts.
const OTHERS: [usize; 3] = [0, 100, 1000];
/// How long actions that are late are waited for.
const LATE: Duration = Duration::from_secs(10);
/// The library a user could script, and its version; and one by which a script shows messages.
const PEER: [&str; 2] = ["wxcadm==4.6.1", "jeepney==0.9.0"];

/// With fewer calls, medians differ by more than what is left of a budget.
const ENOUGH: usize = 200;

/// What is done when a call is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Program,
    WebService,
    Message,
    Sound,
}

pub(super) fn measure(built: &Built, events: usize) -> Result<Vec<Figure>> {
    let folder = crate::app::target().join("bench/latency");
    let session = Session::start_bare(&folder.join("home")).context("Failed to start a private desktop session")?;
    let folder = folder.canonicalize()?;
    let python = python(&folder)?;
    let mut figures = Vec::new();
    for kind in [Kind::Program, Kind::WebService, Kind::Message, Kind::Sound] {
        for others in OTHERS {
            figures.extend(case(built, &session, &folder, kind, others, events, &python)?);
        }
    }
    Ok(figures)
}

/// Measures one kind of action with so many custom events.
fn case(built: &Built, session: &Session, folder: &Path, kind: Kind, others: usize, events: usize, python: &Path) -> Result<Vec<Figure>> {
    let system = PhoneSystem::start(built)?;
    let stamps = Stamps::default();
    let started = stamps.hear_programs(&folder.join("stamps"))?.display().to_string();
    let asked = stamps.serve()?;
    let _desk = stamps.place_messages(built, session)?;
    let sounds = if kind == Kind::Sound { (0..LINES).map(|line| stamps.hear_sounds(session, line)).collect::<Result<_>>()? } else { Vec::new() };
    let admit = |line: usize, command: &mut Command| {
        session.admit(command);
        if let Some(server) = sounds.get(line) {
            server.admit(command);
        }
    };
    let program = built.path("bench-stamp").display().to_string();
    let file = short_sound(folder)?.display().to_string();
    let (action, what): (_, &[&str]) = match kind {
        Kind::Program => (json!({ "kind": "runProgram", "program": program, "parameters": format!("{started} {{Call.Id}}") }), &["program", &program, &started]),
        Kind::WebService => (json!({ "kind": "runWebService", "url": format!("http://{asked}/{{Call.Id}}") }), &["web", &asked]),
        Kind::Message => (json!({ "kind": "showMessage", "title": "{Call.Id}", "text": "" }), &["message"]),
        Kind::Sound => (json!({ "kind": "playSound", "file": file }), &["sound", &file]),
    };
    let mut custom_events = vec![custom_event("acts", "", &action)];
    custom_events.extend(for_others(&action, others));

    let (own, bare, scripted) = (system.user(0)?.clone(), system.user(1)?.clone(), system.user(2)?.clone());
    let _bellhop = listen(built, |command| admit(0, command), &system, &own, &folder.join("settings"), &custom_events)?;
    let mut floor = mortal(built.path("bench-floor"), "KILL");
    admit(1, &mut floor);
    floor.args([&system.address, &bare.id, &bare.password]).args(what);
    let _floor = listener(&mut floor)?;
    let mut script = mortal(python, "KILL");
    admit(2, &mut script);
    script.arg(crate::root().join("tests/bench/wxcadm_handler.py")).args([&system.address, &scripted.id, &scripted.password]).args(what);
    let _script = listener(&mut script)?;
    let lines = [own.id, bare.id, scripted.id];

    // The disk is asked just before what waits for it.
    let fsync = if kind == Kind::WebService { Some(fsync(folder)?) } else { None };
    let began = Instant::now();
    // A sound server does not tell of a stream that is gone when it comes to telling.
    let most_missed = if kind == Kind::Sound { events / 100 } else { 0 };
    let latencies = call(&system, &lines, events, &stamps, most_missed)?;
    let each_second = (events + WARM_UP) as f64 / began.elapsed().as_secs_f64();
    let name = match kind {
        Kind::Program => format!("program, {others} more custom events"),
        Kind::WebService => format!("web service, {others} more custom events"),
        Kind::Message => format!("message, {others} more custom events"),
        Kind::Sound => format!("sound, {others} more custom events"),
    };
    let mut figures = figures(kind, &name, others, &latencies, fsync);
    if events < ENOUGH {
        figures = figures.into_iter().map(Figure::not_judged).collect();
    }
    figures.push(Figure::new(format!("{name}: calls a second on each line"), each_second, ""));
    Ok(figures)
}

/// Has calls answered on each line in turns, and returns how many milliseconds each action took to start.
///
/// # Errors
/// Fails if more than `most_missed` actions of a line were not seen to start.
fn call(system: &PhoneSystem, lines: &[String], events: usize, stamps: &Stamps, most_missed: usize) -> Result<Vec<Vec<f64>>> {
    let mut written: Vec<HashMap<String, i64>> = vec![HashMap::new(); lines.len()];
    let mut warm: Vec<Vec<String>> = vec![Vec::new(); lines.len()];
    let apart = EVERY / u32::try_from(lines.len()).unwrap_or(1);
    let mut next = Instant::now();
    for turn in 0..events + WARM_UP {
        for (number, line) in lines.iter().enumerate() {
            wait_until(next);
            next = (next + apart).max(Instant::now());
            let call = system.control.post("/calls", &json!({ "from": "outside", "to": line }))?;
            let id = call["call"].as_str().context("The phone system did not say which call it is")?;
            thread::sleep(STEP);
            let answered = system.control.post(&format!("/calls/{id}/answer"), &json!({}))?;
            if turn < WARM_UP {
                warm[number].extend(answered["legs"].as_array().into_iter().flatten().filter_map(|leg| leg["callId"].as_str().map(str::to_owned)));
            }
            thread::sleep(STEP);
            system.control.post(&format!("/calls/{id}/release"), &json!({ "by": "outside" }))?;
        }
        if turn % ASKED_AFTER == 0 || turn + 1 == events + WARM_UP {
            thread::sleep(EVERY);
            note_written(system, lines, &mut written)?;
            next = Instant::now();
        }
    }
    for (line, written) in written.iter().enumerate() {
        stamps.tell_apart(line, written);
    }
    for (written, warm) in written.iter_mut().zip(warm) {
        written.retain(|call, _| !warm.contains(call));
    }
    stamps.wait(written.iter().flat_map(HashMap::keys));
    let stamps = stamps.of_calls.lock().unwrap_or_else(PoisonError::into_inner);
    let took = |(call, from): (&String, &i64)| Some((stamps.get(call)? - from) as f64 / 1e6);
    written
        .iter()
        .zip(lines)
        .map(|(written, line)| {
            let took: Vec<f64> = written.iter().filter_map(took).collect();
            let missed = written.len() - took.len();
            if missed > most_missed || took.is_empty() {
                bail!("Of {} calls at {line}, {} led to something", written.len(), took.len());
            }
            if missed > 0 {
                eprintln!("Of {} calls at {line}, {missed} were not seen to lead to anything", written.len());
            }
            Ok(took)
        })
        .collect()
}

/// Notes when the events were on the wire that say that a call was answered.
fn note_written(system: &PhoneSystem, lines: &[String], written: &mut [HashMap<String, i64>]) -> Result<()> {
    let ledger = system.control.get("/ledger")?;
    for event in ledger["events"].as_array().into_iter().flatten().filter(|event| event["type"] == "CallAnsweredEvent") {
        if let (Some(at), Some(call), Some(number)) = (event["writtenAt"].as_i64(), event["callId"].as_str(), lines.iter().position(|line| event["user"] == **line)) {
            written[number].insert(call.to_owned(), at);
        }
    }
    Ok(())
}

fn figures(kind: Kind, name: &str, others: usize, latencies: &[Vec<f64>], fsync: Option<f64>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (who, latencies) in ["Bellhop", "bare loop", "wxcadm"].into_iter().zip(latencies) {
        for (what, percent) in [("p50", 50.0), ("p99", 99.0), ("most", 100.0)] {
            figures.push(Figure::new(format!("{name}: {who}, {what}"), percentile(latencies, percent), "ms"));
        }
    }
    let beyond = |who: usize, percent: f64| percentile(&latencies[who], percent) - percentile(&latencies[1], percent);
    let (p50, p99) =
        (Figure::new(format!("{name}: beyond the bare loop, p50"), beyond(0, 50.0), "ms"), Figure::new(format!("{name}: beyond the bare loop, p99"), beyond(0, 99.0), "ms"));
    figures.extend(if kind == Kind::Program && others == 100 { [p50.at_most(0.5), p99.at_most(2.0)] } else { [p50, p99] });
    if let Some(fsync) = fsync {
        let more = Figure::new(format!("{name}: beyond the bare loop and one fsync, p50"), beyond(0, 50.0) - fsync, "ms");
        figures.extend([Figure::new(format!("{name}: one fsync, p50"), fsync, "ms"), if others == 100 { more.at_most(1.0) } else { more }]);
    }
    let part = Figure::new(format!("{name}: what Bellhop adds, of what wxcadm adds"), beyond(0, 50.0) / beyond(2, 50.0), "×");
    figures.push(if kind == Kind::Program && others == 100 { part.at_most(0.2) } else { part });
    figures
}

/// When each call led to something, in nanoseconds since 1970.
#[derive(Debug, Clone, Default)]
struct Stamps {
    of_calls: Arc<Mutex<HashMap<String, i64>>>,
    /// When something began that does not say for which call it is, in order, for each line.
    nameless: Arc<Mutex<[Vec<i64>; LINES]>>,
}

impl Stamps {
    fn put(&self, call: &str, at: i64) {
        self.of_calls.lock().unwrap_or_else(PoisonError::into_inner).entry(call.to_owned()).or_insert(at);
    }

    /// Says for which call of a line something began: for the last one before it. Nothing is for two calls, nor for one after
    /// which there was another, so that what did not begin is missed.
    fn tell_apart(&self, line: usize, written: &HashMap<String, i64>) {
        let mut nameless = self.nameless.lock().unwrap_or_else(PoisonError::into_inner)[line].clone().into_iter().peekable();
        let mut calls: Vec<(&String, &i64)> = written.iter().collect();
        calls.sort_by_key(|(_, written)| **written);
        for (place, (call, written)) in calls.iter().enumerate() {
            while nameless.next_if(|began| began < written).is_some() {}
            let next = calls.get(place + 1).map_or(i64::MAX, |(_, written)| **written);
            if let Some(began) = nameless.next_if(|began| *began < next) {
                self.put(call, began);
            }
        }
    }

    /// Hears of sounds that begin for a line, on a server of its own: a sound does not say whose it is.
    fn hear_sounds(&self, session: &Session, line: usize) -> Result<SoundServer> {
        let nameless = self.nameless.clone();
        SoundServer::start(session, &session.runtime().join(format!("sounds-{line}")), move || nameless.lock().unwrap_or_else(PoisonError::into_inner)[line].push(now()))
    }

    /// Waits for actions that are late.
    fn wait<'a>(&self, calls: impl Iterator<Item = &'a String>) {
        let deadline = Instant::now() + LATE;
        for call in calls {
            while !self.of_calls.lock().unwrap_or_else(PoisonError::into_inner).contains_key(call) && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(10));
            }
        }
    }

    /// Hears of programs that were started, and returns the socket to tell.
    fn hear_programs(&self, socket: &Path) -> Result<PathBuf> {
        let _ = fs::remove_file(socket);
        let heard = UnixDatagram::bind(socket).with_context(|| format!("Failed to open {}", socket.display()))?;
        let stamps = self.clone();
        thread::spawn(move || {
            let mut datagram = [0; 256];
            while let Ok(length) = heard.recv(&mut datagram) {
                let text = String::from_utf8_lossy(&datagram[..length]);
                if let Some((call, at)) = text.split_once(' ')
                    && let Ok(at) = at.parse()
                {
                    stamps.put(call, at);
                }
            }
        });
        Ok(socket.to_owned())
    }

    /// Answers requests for `/CALL`, and returns where.
    fn serve(&self) -> Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?.to_string();
        let stamps = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let stamps = stamps.clone();
                thread::spawn(move || {
                    let mut requests = BufReader::new(stream);
                    let mut line = String::new();
                    while requests.read_line(&mut line).is_ok_and(|read| read > 0) {
                        let now = now();
                        if let Some(call) = line.strip_prefix("GET /").and_then(|rest| rest.split(' ').next()) {
                            stamps.put(&call.replace("%3A", ":"), now);
                        }
                        if line.trim().is_empty() && requests.get_mut().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").is_err() {
                            return;
                        }
                        line.clear();
                    }
                });
            }
        });
        Ok(address)
    }

    /// Takes the notifications of a session.
    fn place_messages(&self, built: &Built, session: &Session) -> Result<Process> {
        let mut command = mortal(built.path("bench-desk"), "KILL");
        session.admit(&mut command);
        let mut process = Process(command.stdout(std::process::Stdio::piped()).spawn().context("Failed to start bench-desk")?);
        let lines = lines_of(&mut process)?;
        wait_for(&lines, |line| line["what"] == "ready")?;
        let stamps = self.clone();
        thread::spawn(move || {
            for line in lines {
                if let (Some(title), Some(at)) = (line["title"].as_str(), line["at"].as_i64()) {
                    stamps.put(title, at);
                }
            }
        });
        Ok(process)
    }
}

fn now() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_nanos()).unwrap_or(i64::MAX)
}

fn wait_until(moment: Instant) {
    thread::sleep(moment.saturating_duration_since(Instant::now()));
}

/// Returns how many milliseconds it takes until a little is on the disk, if that is asked as it is for a call: once as it
/// rings, and once as it is answered, which is measured. A disk that is asked again and again without a rest answers sooner.
/// It is written over what is there, as the log of the record is: a file that grows has its length written as well.
fn fsync(folder: &Path) -> Result<f64> {
    const ASKED: usize = 200;
    let mut file = File::create(folder.join("fsync"))?;
    file.write_all(&vec![1; 2 * ASKED * 4096])?;
    file.sync_all()?;
    file.rewind()?;
    let mut times = Vec::new();
    for _ in 0..ASKED {
        thread::sleep(EVERY / 2);
        for _ in ["ringing", "answered"] {
            thread::sleep(STEP);
            file.write_all(&[0; 4096])?;
            let began = Instant::now();
            file.sync_data()?;
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let of_answered: Vec<f64> = times.into_iter().skip(1).step_by(2).collect();
    Ok(median(&of_answered))
}

/// Installs the library a user could script, where it is not there yet, and returns the Python that has it.
fn python(folder: &Path) -> Result<PathBuf> {
    let environment = folder.with_file_name("python");
    let python = environment.join("bin/python");
    if !python.exists() || process::run_quietly(Command::new(&python).args(["-c", "import wxcadm, jeepney"])).is_err() {
        eprintln!("Installing {}…", PEER.join(" and "));
        process::run_quietly(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        process::run_quietly(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PEER))?;
    }
    Ok(python)
}
