//! A desktop session of our own.

use std::{
    cell::RefCell,
    collections::VecDeque,
    env, fs,
    io::{BufRead, BufReader, Write},
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take before the test has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The computer. A sound is broken up where others keep the processor busy, so who listens to it has the computer alone.
static COMPUTER: RwLock<()> = RwLock::new(());

/// A session bus where everybody may do everything.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"#;

/// A child that goes when the test goes, with its own children.
pub struct Kept(pub Child);

impl Drop for Kept {
    fn drop(&mut self) {
        // The group is killed, so that a program's helpers go with it; one that is gone already is as well.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display, a session bus and a keyring, and the folders of a user.
pub struct Desktop {
    bus: String,
    display: String,
    folder: TempDir,
    path: String,
    sound: Option<String>,
    has_screen_reader: bool,
    // Dropped in this order, after everything that was started on them.
    keyring: Option<Kept>,
    services: Vec<Kept>,
    computer: Computer,
}

/// How a session has the computer: until it is dropped.
#[expect(dead_code, reason = "it is held, not looked at")]
enum Computer {
    Shared(RwLockReadGuard<'static, ()>),
    Alone(RwLockWriteGuard<'static, ()>),
    /// Given back, to be taken alone.
    Released,
}

impl Desktop {
    /// Starts a session.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["run", "config", "data", "cache", "bin", "home"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::set_permissions(folder.path().join("run"), fs::Permissions::from_mode(0o700)).unwrap();
        let path = format!("{}:{}", folder.path().join("bin").display(), env::var("PATH").unwrap());
        // A test that failed with it in hand has left nothing behind that could disturb another.
        let computer = Computer::Shared(COMPUTER.read().unwrap_or_else(PoisonError::into_inner));
        let mut desktop = Self { bus: String::new(), display: String::new(), folder, path, sound: None, has_screen_reader: false, keyring: None, services: Vec::new(), computer };
        desktop.display = format!(":{}", desktop.serve("Xvfb", &["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]));
        // A bus that starts nobody by itself: what is on it, the test has put there.
        let rules = desktop.folder.path().join("bus.conf");
        fs::write(&rules, BUS).unwrap();
        desktop.bus = desktop.serve("dbus-daemon", &["--config-file", rules.to_str().unwrap(), "--nofork", "--nopidfile", "--print-address=1"]);
        desktop
    }

    /// Opens a keyring, unlocked.
    pub fn with_keyring(mut self) -> Self {
        self.keyring = Some(self.open_keyring());
        self
    }

    /// Has the keyring end, and comes back when it is gone.
    pub fn end_keyring(&mut self) {
        drop(self.keyring.take());
        let bus = self.bus();
        eventually("the keyring is gone", || !has_owner(&bus, "org.freedesktop.secrets"));
    }

    fn open_keyring(&self) -> Kept {
        let mut daemon =
            self.command("gnome-keyring-daemon").args(["--unlock", "--components=secrets", "--foreground"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map(Kept).unwrap();
        daemon.0.stdin.take().unwrap().write_all(b"test\n").unwrap();
        let bus = self.bus();
        eventually("the keyring is there", || has_owner(&bus, "org.freedesktop.secrets"));
        daemon
    }

    /// Has programs say what a screen reader would be told.
    pub fn with_screen_reader(self) -> Self {
        Self { has_screen_reader: true, ..self }
    }

    /// Starts a sound server with one sink that nobody hears.
    pub fn with_sound(self) -> Self {
        self.with_sound_server(&["module-null-sink sink_name=test rate=44100 channels=2"])
    }

    /// Starts a sound server with some modules, once no other session is there.
    pub fn with_sound_server(mut self, modules: &[&str]) -> Self {
        self.computer = Computer::Released;
        self.computer = Computer::Alone(COMPUTER.write().unwrap_or_else(PoisonError::into_inner));
        let socket = self.folder.path().join("run/sound");
        let native = format!("module-native-protocol-unix auth-anonymous=1 socket={}", socket.display());
        let mut server = self.command("pulseaudio");
        server.args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit=no", "--use-pid-file=no"]);
        server.args(["-L", &native]).args(modules.iter().flat_map(|module| ["-L", module]));
        self.services.push(Kept(server.stderr(Stdio::null()).spawn().expect("pulseaudio")));
        eventually("the sound server is there", || socket.exists());
        self.sound = Some(format!("unix:{}", socket.display()));
        self
    }

    /// Tells the sound server something, and returns what it says.
    pub fn pactl(&self, arguments: &[&str]) -> String {
        let output = self.command("pactl").args(arguments).output().expect("pactl");
        assert!(output.status.success(), "pactl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Starts a window manager, so that windows can be closed as a user closes them.
    pub fn with_window_manager(mut self) -> Self {
        let start = || Kept(self.command("openbox").stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("openbox"));
        let (mut manager, mut began) = (start(), Instant::now());
        eventually("the window manager is there", || {
            // Now and then it does not come up. It is what the test stands on, not what it is about: another is started.
            if began.elapsed() > Duration::from_secs(5) {
                (manager, began) = (start(), Instant::now());
            }
            self.command("wmctrl").arg("-m").output().is_ok_and(|output| output.status.success())
        });
        self.services.push(manager);
        self
    }

    /// Puts a program into the user's path, before all others.
    pub fn with_program(self, name: &str, script: &str) -> Self {
        let file = self.folder.path().join("bin").join(name);
        fs::write(&file, script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    /// A folder of the user.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Connects to the session bus.
    pub fn bus(&self) -> zbus::blocking::Connection {
        zbus::blocking::connection::Builder::address(self.bus.as_str()).unwrap().build().unwrap()
    }

    /// The address of the session bus.
    pub fn bus_address(&self) -> &str {
        &self.bus
    }

    /// A command in this session, in a process group of its own.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let folder = self.folder.path();
        let mut command = Command::new(program);
        for inherited in ["WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER"] {
            command.env_remove(inherited);
        }
        command
            .env("HOME", folder.join("home"))
            .env("XDG_RUNTIME_DIR", folder.join("run"))
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("XDG_CACHE_HOME", folder.join("cache"))
            .env("PATH", &self.path)
            .env("LANG", "C.UTF-8")
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.bus)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .process_group(0);
        if !self.has_screen_reader {
            // Nobody listens, and nothing waits for nobody.
            command.env("NO_AT_BRIDGE", "1");
        }
        if let Some(server) = &self.sound {
            command.env("PULSE_SERVER", server);
        } else {
            // Without a sound server there is nothing to open, and nothing to wait for.
            command.env("PULSE_SERVER", "unix:/nowhere");
        }
        command
    }

    /// Waits until no program runs any more whose command line holds this. One that stays tells where its threads stand.
    pub fn gone(&self, running: &str) {
        let pids = || String::from_utf8(self.command("pgrep").args(["-f", running]).output().unwrap().stdout).unwrap();
        let began = Instant::now();
        while !pids().is_empty() {
            if began.elapsed() > PATIENCE {
                let threads: Vec<String> = pids().split_whitespace().flat_map(threads).collect();
                panic!("{running} did not end:\n{}", threads.join("\n"));
            }
            thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// Starts a service that says on its first line where it is.
    fn serve(&mut self, program: &str, arguments: &[&str]) -> String {
        let child = self.command(program).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = Kept(child.unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` installs it")));
        let mut line = String::new();
        BufReader::new(child.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.services.push(child);
        assert!(!line.trim().is_empty(), "{program} did not start");
        line.trim().to_owned()
    }
}

/// Where the threads of a process stand: their names, and what they wait for in the kernel.
fn threads(pid: &str) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let of = |task: &Path, what: &str| fs::read_to_string(task.join(what)).unwrap_or_default().trim().to_owned();
    tasks.map(|task| task.path()).map(|task| format!("{pid} {} {} {}", of(&task, "comm"), of(&task, "wchan"), of(&task, "syscall"))).collect()
}

/// The program that is tested.
pub fn bellhop() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_bellhop"))
}

/// The lines a program prints, as JSON.
pub struct Lines {
    coming: Receiver<Value>,
    /// Those that nobody has waited for yet.
    unclaimed: RefCell<VecDeque<Value>>,
}

impl Lines {
    /// Reads them as they come.
    pub fn of(output: ChildStdout) -> Self {
        let (send, coming) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self { coming, unclaimed: RefCell::default() }
    }

    /// Waits for the first line with these keys and values that was not waited for before.
    pub fn wait_for(&self, wanted: &Value) -> Value {
        let fits = |line: &Value| wanted.as_object().unwrap().iter().all(|(key, value)| line[key] == *value);
        let mut unclaimed = self.unclaimed.borrow_mut();
        if let Some(index) = unclaimed.iter().position(fits) {
            return unclaimed.remove(index).unwrap();
        }
        loop {
            match self.coming.recv_timeout(PATIENCE) {
                Ok(line) if fits(&line) => return line,
                Ok(line) => unclaimed.push_back(line),
                Err(error) => panic!("no line {wanted} ({error}) among {unclaimed:#?}"),
            }
        }
    }

    /// Returns the last line before the program closes its output.
    pub fn last(self) -> Value {
        let waiting = self.unclaimed.into_inner().pop_back();
        self.coming.iter().last().or(waiting).expect("a line")
    }
}

/// Waits until something is so.
pub fn eventually(what: &str, is_so: impl FnMut() -> bool) {
    within(PATIENCE, what, is_so);
}

fn within(patience: Duration, what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < patience, "it never happened that {what}");
        // Asking again at once would take the processor from whoever is to make it so.
        thread::park_timeout(Duration::from_millis(20));
    }
}

/// Returns whether somebody owns a name on the bus.
pub fn has_owner(bus: &zbus::blocking::Connection, name: &str) -> bool {
    let answer = bus.call_method(Some("org.freedesktop.DBus"), "/org/freedesktop/DBus", Some("org.freedesktop.DBus"), "NameHasOwner", &(name,));
    answer.is_ok_and(|answer| answer.body().deserialize().unwrap_or(false))
}

/// Asks a program to end and waits for its exit code.
pub fn end(child: &mut Kept, signal: &str) -> Option<i32> {
    Command::new("kill").args([&format!("-{signal}"), &child.0.id().to_string()]).status().unwrap();
    exit_code(child)
}

/// Waits for a program to end and returns its exit code.
pub fn exit_code(child: &mut Kept) -> Option<i32> {
    let mut ended = None;
    eventually("the program ends", || {
        ended = child.0.try_wait().unwrap();
        ended.is_some()
    });
    ended.and_then(|status| status.code())
}
