//! A desktop session with a place for trays, and programs with windows in it.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc::Receiver,
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{
    built::Built,
    listening::{PhoneSystem, User, for_others, lines_of, settings, wait_for},
};
use crate::{
    process,
    session::{Process, Session, mortal},
};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Windows as they are, with nothing around them.
const RULES: &str = r#"<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"#;
/// How often the screen is looked at.
const GLANCE: Duration = Duration::from_millis(4);
/// An empty screen has no more colours than this: its own, and those of the pointer.
const POINTER: usize = 4;
/// A page with words on it has more colours than this: letters have soft edges.
const COLOURS: usize = 12;
/// How many custom events the user has.
const CUSTOM_EVENTS: usize = 100;

/// The session.
pub(super) struct Desk {
    session: Session,
    home: PathBuf,
    arrivals: Receiver<Value>,
    _desk: Process,
}

/// A program that was started on it.
pub(super) struct Started {
    pub(super) process: Process,
    pub(super) at: Instant,
    /// How many milliseconds it took to have a tray.
    pub(super) tray: f64,
}

impl Desk {
    pub(super) fn open(built: &Built, name: &str) -> Result<Self> {
        let home = crate::app::target().join("bench").join(name);
        let session = Session::start_bare(&home).context("Failed to start a private desktop session")?;
        let home = home.canonicalize()?;
        // The pointer has soft edges as letters have: it goes where none of it is seen.
        let mut pointer = Command::new("xdotool");
        session.admit(&mut pointer);
        process::run_quietly(pointer.args(["mousemove", "9999", "9999"]))?;
        let mut command = mortal(built.path("bench-desk"), "KILL");
        session.admit(&mut command);
        let mut desk = Process(command.stdout(Stdio::piped()).spawn().context("Failed to start bench-desk")?);
        let arrivals = lines_of(&mut desk)?;
        wait_for(&arrivals, |line| line["what"] == "ready")?;
        Ok(Self { session, home, arrivals, _desk: desk })
    }

    /// Keeps an account in the settings and its password in the keyring, as if the user had signed in before.
    pub(super) fn remember(&self, system: &PhoneSystem, user: &User) -> Result<()> {
        let server = format!("http://{}", system.address);
        let message = json!({ "kind": "showMessage", "title": "{Call.RemoteName}", "text": "" });
        let mut kept = settings(&for_others(&message, CUSTOM_EVENTS).collect::<Vec<_>>());
        kept["account"] = json!({ "server": server, "userId": user.id });
        let folder = self.home.join("config").join(IDENTIFIER);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("settings.json"), kept.to_string())?;
        // Who has closed the window before is not told where the program lives on: that would be one more window.
        let data = self.home.join("data").join(IDENTIFIER);
        fs::create_dir_all(&data)?;
        fs::write(data.join("window.json"), json!({ "toldOfTray": true }).to_string())?;
        let mut store = Command::new("secret-tool");
        self.session.admit(&mut store);
        let name = format!("{} at {server}", user.id);
        store.args(["store", "--label", "bench", "service", IDENTIFIER, "username", &name, "target", "default"]);
        let mut store = store.stdin(Stdio::piped()).spawn().context("Failed to start secret-tool")?;
        std::io::Write::write_all(&mut store.stdin.take().context("It has no input")?, user.password.as_bytes())?;
        if !store.wait()?.success() {
            bail!("The password could not be put into the keyring");
        }
        Ok(())
    }

    /// Starts a program and waits for its tray.
    pub(super) fn start(&self, program: &Path, arguments: &[&str]) -> Result<Started> {
        let mut command = mortal(program, "KILL");
        self.session.admit(&mut command);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(self.home.join("log.txt"))?);
        while self.arrivals.try_recv().is_ok() {}
        let (at, wall) = (Instant::now(), SystemTime::now());
        let process = Process(command.spawn().with_context(|| format!("Failed to start {}", program.display()))?);
        let tray = wait_for(&self.arrivals, |line| line["what"] == "tray").with_context(|| format!("{} has no tray", program.display()))?;
        let began = wall.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
        let tray = (tray["at"].as_u64().unwrap_or_default() as f64 - began as f64) / 1e6;
        Ok(Started { process, at, tray })
    }

    /// Starts the program once more, as somebody who wants to see its window.
    pub(super) fn start_again(&self, program: &Path) -> Result<()> {
        let mut command = Command::new(program);
        self.session.admit(&mut command);
        process::run_quietly(&mut command).map(drop)
    }

    /// Waits until words are painted on the screen.
    pub(super) fn wait_for_paint(&self) -> Result<()> {
        self.wait_for_screen("nothing was painted", |colours| colours > COLOURS)
    }

    /// Waits until the screen is empty.
    pub(super) fn wait_for_no_window(&self) -> Result<()> {
        self.wait_for_screen("the window did not go", |colours| colours <= POINTER)
    }

    fn wait_for_screen(&self, otherwise: &str, is_it: impl Fn(usize) -> bool) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let mut before = Vec::new();
        while Instant::now() < deadline {
            let dump = fs::read(self.session.screen())?;
            if dump != before && is_it(colours(&dump)) {
                return Ok(());
            }
            before = dump;
            thread::sleep(GLANCE);
        }
        bail!("{otherwise}: see {}", self.home.join("log.txt").display())
    }

    /// Starts somebody who closes windows when asked to. Nothing is drawn around them, so that what is on the screen is
    /// theirs.
    pub(super) fn manage_windows(&self) -> Result<Process> {
        let rules = self.home.join("openbox.xml");
        fs::write(&rules, RULES)?;
        let mut command = mortal("openbox", "KILL");
        self.session.admit(&mut command);
        command.arg("--config-file").arg(&rules).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let manager = Process(command.spawn().context("Failed to start openbox")?);
        let deadline = Instant::now() + PATIENCE;
        while self.wmctrl(&["-m"]).is_err() {
            if Instant::now() > deadline {
                bail!("openbox does not answer");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(manager)
    }

    /// Closes the window, as the button in its corner does. Somebody has to manage it.
    pub(super) fn close_window(&self, title: &str) -> Result<()> {
        self.wmctrl(&["-F", "-c", title])
    }

    fn wmctrl(&self, arguments: &[&str]) -> Result<()> {
        let mut command = Command::new("wmctrl");
        self.session.admit(&mut command);
        process::run_quietly(command.args(arguments)).map(drop)
    }

    /// Has what is typed go to a window.
    pub(super) fn focus(&self, title: &str) -> Result<()> {
        process::run_quietly(&mut self.xdotool(&["search", "--sync", "--onlyvisible", "--name", &format!("^{title}$"), "windowfocus", "--sync"])).map(drop)
    }

    /// Presses a key, and returns how many milliseconds it takes until the screen shows anything of it. Some of them are the
    /// pressing's own.
    pub(super) fn press(&self, key: &str) -> Result<f64> {
        let before = fs::read(self.session.screen())?;
        let mut command = self.xdotool(&["key", key]);
        let pressed = Instant::now();
        process::run_quietly(&mut command)?;
        while pressed.elapsed() < PATIENCE {
            if fs::read(self.session.screen())? != before {
                return Ok(pressed.elapsed().as_secs_f64() * 1000.0);
            }
            thread::sleep(GLANCE);
        }
        bail!("Nothing happened when {key} was pressed: see {}", self.home.join("log.txt").display())
    }

    /// Clicks at a place on the screen.
    pub(super) fn click(&self, (left, top): (u32, u32)) -> Result<()> {
        process::run_quietly(&mut self.xdotool(&["mousemove", &left.to_string(), &top.to_string(), "click", "1"])).map(drop)
    }

    /// Turns the wheel of the mouse at a place on the screen, down and up again, as often as a screen shows a picture, and
    /// returns how many milliseconds there were between two pictures.
    pub(super) fn scroll(&self, (left, top): (u32, u32)) -> Result<Vec<f64>> {
        let (left, top) = (left.to_string(), top.to_string());
        let mut frames = Vec::new();
        for direction in ["5", "4"] {
            let mut turn = self.xdotool(&["mousemove", &left, &top, "click", "--repeat", "60", "--delay", "16", direction]);
            let mut turning = Process(turn.spawn().context("Failed to start xdotool")?);
            let mut before = fs::read(self.session.screen())?;
            let mut last: Option<Instant> = None;
            while turning.0.try_wait()?.is_none() {
                let dump = fs::read(self.session.screen())?;
                if dump != before {
                    let now = Instant::now();
                    frames.extend(last.replace(now).map(|last| (now - last).as_secs_f64() * 1000.0));
                    before = dump;
                }
                thread::sleep(GLANCE / 2);
            }
        }
        if frames.is_empty() {
            bail!("Nothing was scrolled: see {}", self.home.join("log.txt").display());
        }
        Ok(frames)
    }

    fn xdotool(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("xdotool");
        self.session.admit(&mut command);
        command.args(arguments);
        command
    }

    /// Writes what is on the screen to a PNG.
    pub(super) fn picture(&self, name: &str) -> Result<()> {
        self.session.screenshot(&self.home.join(name))
    }

    /// Where the program writes down what happened.
    pub(super) fn record(&self) -> PathBuf {
        self.home.join("data").join(IDENTIFIER).join("activity.sqlite")
    }

    /// Deletes what a program that has ended wrote down, and returns how many bytes that was: a flood writes gigabytes.
    pub(super) fn forget_record(&self) -> Result<u64> {
        let mut size = 0;
        for end in ["", "-wal", "-shm"] {
            let mut file = self.record().into_os_string();
            file.push(end);
            if let Ok(there) = fs::metadata(&file) {
                size += there.len();
                fs::remove_file(&file)?;
            }
        }
        Ok(size)
    }

    pub(super) fn home(&self) -> &Path {
        &self.home
    }
}

/// The program's name in the folders of a user.
const IDENTIFIER: &str = "org.bellhop-desktop.bellhop";

/// Counts the colours in a dump of a screen (`XWDFile.h`: a header of big-endian numbers, the first of which is its length,
/// the twentieth that of the colour map, of 12 bytes each; then the points, of 4 bytes each).
fn colours(dump: &[u8]) -> usize {
    let number = |place: usize| dump.get(4 * place..4 * place + 4).map_or(0, |bytes| u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize);
    let start = number(0) + 12 * number(19);
    // A part of the points will do; those of a letter are many.
    let mut seen: Vec<&[u8]> = Vec::new();
    for point in dump.get(start..).unwrap_or_default().chunks_exact(4).step_by(3) {
        let colour = &point[..3];
        if !seen.contains(&colour) {
            seen.push(colour);
            if seen.len() > COLOURS {
                break;
            }
        }
    }
    seen.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_behind_the_header_and_the_colour_map() {
        let mut dump = vec![0; 100];
        dump[3] = 100;
        dump[4 * 19 + 3] = 2;
        dump.extend([9; 24]);
        dump.extend([0; 4 * 30]);
        assert_eq!(colours(&dump), 1);
        dump.extend((0..90).flat_map(|point| [point, 0, 0, 0]));
        assert!(colours(&dump) > COLOURS);
    }
}
