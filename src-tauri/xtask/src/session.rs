//! A desktop session of our own where there is none: a virtual display, a D-Bus session bus, a keyring and something
//! that shows notifications. Nothing of it touches the user's own files or outlives this process.

use std::{
    env,
    ffi::OsStr,
    fs::{self, DirBuilder, File},
    io::{BufRead, BufReader, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::process;

const SCREEN: &str = "1280x800x24";
/// How long a part of the session may take to start.
const START: Duration = Duration::from_secs(20);

/// A bus on which nobody is started by being asked for, so that what runs in the session is what we put there.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:runtime=yes</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

const NOTIFICATIONS: &str = r##"[global]
    font = Sans 11
    width = 340
    origin = bottom-right
    offset = 24x24
    padding = 14
    horizontal_padding = 16
    corner_radius = 8
    frame_width = 1
    frame_color = "#8a8f98"
    format = "<b>%s</b>\n%b"
[urgency_low]
    background = "#f7f7f8"
    foreground = "#1d2025"
[urgency_normal]
    background = "#f7f7f8"
    foreground = "#1d2025"
[urgency_critical]
    background = "#f7f7f8"
    foreground = "#1d2025"
"##;

/// A private desktop session, which ends when this is dropped.
pub(crate) struct Session {
    home: PathBuf,
    // Sockets live here rather than in `home`, whose path may be longer than a socket's name can be.
    runtime: RuntimeFolder,
    log: File,
    display: String,
    bus: String,
    /// In the order they started; they end in the opposite one.
    parts: Vec<Process>,
}

impl Session {
    /// Starts a session whose files are in `home`, which is emptied first.
    pub(crate) fn start(home: &Path) -> Result<Self> {
        let mut session = Self::start_bare(home)?;
        session.start_notifications().context("Failed to start the notifications")?;
        Ok(session)
    }

    /// Starts a session without anybody who shows notifications.
    pub(crate) fn start_bare(home: &Path) -> Result<Self> {
        if home.exists() {
            fs::remove_dir_all(home).with_context(|| format!("Failed to empty {}", home.display()))?;
        }
        fs::create_dir_all(home).with_context(|| format!("Failed to make {}", home.display()))?;
        let log = File::create(home.join("session.log")).context("Failed to make the session's log")?;
        let mut session = Self { home: home.to_owned(), runtime: RuntimeFolder::make()?, log, display: String::new(), bus: String::new(), parts: Vec::new() };
        session.start_display().context("Failed to start a virtual display")?;
        session.start_bus().context("Failed to start a D-Bus session bus")?;
        session.start_keyring().context("Failed to start a keyring")?;
        Ok(session)
    }

    /// Makes `command` part of this session, once started.
    pub(crate) fn admit(&self, command: &mut Command) {
        command
            .env("HOME", &self.home)
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("XDG_STATE_HOME", self.home.join("state"))
            .env("XDG_RUNTIME_DIR", &self.runtime.0)
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            // Neither of these two is there, and waiting for them takes time.
            .env("NO_AT_BRIDGE", "1")
            .env("GSETTINGS_BACKEND", "memory")
            .env_remove("WAYLAND_DISPLAY")
            // What only developers have: it takes memory, and time at whatever goes wrong.
            .env_remove("RUST_BACKTRACE")
            .env_remove("XAUTHORITY")
            .env_remove("GNOME_KEYRING_CONTROL");
    }

    /// Returns the folder of its sockets, whose path is short enough for that.
    pub(crate) fn runtime(&self) -> &Path {
        &self.runtime.0
    }

    /// Returns the file in which the display keeps what is on its screen, as a dump of X11 (`XWDFile.h`).
    pub(crate) fn screen(&self) -> PathBuf {
        self.home.join("Xvfb_screen0")
    }

    /// Writes what is on the screen to `file`, a PNG.
    pub(crate) fn screenshot(&self, file: &Path) -> Result<()> {
        let mut import = Command::new("import");
        self.admit(&mut import);
        // Without its dates, two pictures of the same are the same file.
        import.args(["-silent", "-window", "root", "-define", "png:exclude-chunks=date,time"]).arg(file);
        process::run_quietly(&mut import)?;
        Ok(())
    }

    fn start_display(&mut self) -> Result<()> {
        let mut command = mortal("Xvfb", "KILL");
        command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset", "-fbdir"]).arg(&self.home);
        let number = self.start_part(&mut command, None, true)?;
        self.display = format!(":{number}");
        Ok(())
    }

    fn start_bus(&mut self) -> Result<()> {
        let config = self.home.join("bus.conf");
        fs::write(&config, BUS).with_context(|| format!("Failed to write {}", config.display()))?;
        let mut command = mortal("dbus-daemon", "KILL");
        command.args(["--nofork", "--print-address=1", "--config-file"]).arg(&config);
        self.bus = self.start_part(&mut command, None, true)?;
        Ok(())
    }

    fn start_keyring(&mut self) -> Result<()> {
        let mut command = mortal("gnome-keyring-daemon", "KILL");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        self.start_part(&mut command, Some("bellhop\n"), false)?;
        self.wait_for_owner("org.freedesktop.secrets")
    }

    fn start_notifications(&mut self) -> Result<()> {
        let config = self.home.join("dunstrc");
        fs::write(&config, NOTIFICATIONS).with_context(|| format!("Failed to write {}", config.display()))?;
        let mut command = mortal("dunst", "KILL");
        command.arg("-conf").arg(&config);
        self.start_part(&mut command, None, false)?;
        self.wait_for_owner("org.freedesktop.Notifications")
    }

    /// Starts a part, hands it `input`, and returns the first line it prints, if it is one that `prints`.
    fn start_part(&mut self, command: &mut Command, input: Option<&str>, prints: bool) -> Result<String> {
        self.admit(command);
        command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(if prints { Stdio::piped() } else { Stdio::from(self.log.try_clone()?) });
        command.stderr(self.log.try_clone()?);
        let mut part = Process(command.spawn()?);
        if let (Some(mut pipe), Some(input)) = (part.0.stdin.take(), input) {
            pipe.write_all(input.as_bytes())?;
        }
        let output = part.0.stdout.take();
        self.parts.push(part);
        let Some(output) = output else {
            return Ok(String::new());
        };
        let (sender, first_line) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(output).read_line(&mut line);
            let _ = sender.send(read.map(|_| line));
        });
        let line = first_line.recv_timeout(START).context("It did not get ready in time")??;
        if line.trim().is_empty() {
            bail!("It ended at once. {}", self.log_tail());
        }
        Ok(line.trim().to_owned())
    }

    /// Waits until somebody answers to `name` on the bus.
    fn wait_for_owner(&mut self, name: &str) -> Result<()> {
        let deadline = Instant::now() + START;
        loop {
            let mut ask = Command::new("dbus-send");
            self.admit(&mut ask);
            ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]).arg("org.freedesktop.DBus.NameHasOwner").arg(format!("string:{name}"));
            if process::run_quietly(&mut ask)?.contains("boolean true") {
                return Ok(());
            }
            let ended = self.parts.last_mut().is_some_and(|part| matches!(part.0.try_wait(), Ok(Some(_))));
            if ended || Instant::now() > deadline {
                bail!("Nobody answers to {name}. {}", self.log_tail());
            }
            thread::sleep(Duration::from_millis(30));
        }
    }

    fn log_tail(&self) -> String {
        tail(&self.home.join("session.log"), 10)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        while self.parts.pop().is_some() {}
    }
}

/// Returns a command that starts `program`, which the system will send `signal` if we die first, in whatever way.
pub(crate) fn mortal(program: impl AsRef<OsStr>, signal: &str) -> Command {
    // setpriv asks the kernel for that and then becomes the program.
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", signal, "--"]).arg(program);
    command
}

/// A process that is ended when this is dropped.
pub(crate) struct Process(pub(crate) Child);

impl Process {
    /// Asks it to end, and returns how it did, or nothing if it has not within `limit`.
    pub(crate) fn terminate(&mut self, limit: Duration) -> Result<Option<ExitStatus>> {
        process::run_quietly(Command::new("sh").args(["-c", "kill -TERM \"$0\""]).arg(self.0.id().to_string()))?;
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            if let Some(status) = self.0.try_wait()? {
                return Ok(Some(status));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(None)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How the runtime folders' names begin; the process id follows, and a number.
const RUNTIME: &str = "bellhop-demo-";

/// Removes the runtime folders of those who were killed before they could.
fn remove_leftovers() {
    for entry in fs::read_dir(env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if let Some((id, _)) = name.to_string_lossy().strip_prefix(RUNTIME).and_then(|name| name.split_once('-'))
            && !Path::new("/proc").join(id).exists()
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A short-named folder for the session's sockets, removed when this is dropped.
struct RuntimeFolder(PathBuf);

impl RuntimeFolder {
    fn make() -> Result<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        remove_leftovers();
        let folder = env::temp_dir().join(format!("{RUNTIME}{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed)));
        DirBuilder::new().mode(0o700).create(&folder).with_context(|| format!("Failed to make {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for RuntimeFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the last `lines` of `file`, or nothing if it can't be read.
pub(crate) fn tail(file: &Path, lines: usize) -> String {
    let text = fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}
