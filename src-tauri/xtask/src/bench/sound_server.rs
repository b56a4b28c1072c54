//! A sound server that nobody hears, and when something began to be played on it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::session::{Process, Session, mortal};

/// How long the server may take to be there.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server with one output, and whoever listens to what it says. They end when this is dropped.
pub(super) struct SoundServer {
    address: String,
    _server: Process,
    _listener: Process,
}

impl SoundServer {
    /// Starts it at a socket. `began` is called whenever a stream is made: with its answer to that, the server asks for the
    /// first samples.
    pub(super) fn start(session: &Session, socket: &Path, mut began: impl FnMut() + Send + 'static) -> Result<Self> {
        let mut server = mortal("pulseaudio", "KILL");
        session.admit(&mut server);
        // Only one of them may have its name on the bus, and whoever plays here needs none.
        server.env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        server.args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-L"]);
        server.arg(format!("module-native-protocol-unix socket=\"{}\"", socket.display()));
        server.args(["-L", "module-null-sink sink_name=bench rate=44100"]);
        let address = format!("unix:{}", socket.display());
        let server = Process(server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("Failed to start PulseAudio")?);
        let deadline = Instant::now() + PATIENCE;
        while !answers(session, &address)? {
            if Instant::now() > deadline {
                bail!("PulseAudio does not answer");
            }
            thread::sleep(Duration::from_millis(50));
        }
        let mut listener = mortal("pactl", "KILL");
        session.admit(&mut listener);
        listener.env("LC_ALL", "C").env("PULSE_SERVER", &address).arg("subscribe");
        let mut listener = Process(listener.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("Failed to start pactl")?);
        let told = listener.0.stdout.take().context("It has no output")?;
        thread::spawn(move || {
            for line in BufReader::new(told).lines().map_while(Result::ok) {
                if line.starts_with("Event 'new' on sink-input") {
                    began();
                }
            }
        });
        Ok(Self { address, _server: server, _listener: listener })
    }

    /// Has a program play on it.
    pub(super) fn admit(&self, command: &mut Command) {
        command.env("PULSE_SERVER", &self.address);
    }
}

fn answers(session: &Session, address: &str) -> Result<bool> {
    let mut ask = Command::new("pactl");
    session.admit(&mut ask);
    let asked = ask.env("PULSE_SERVER", address).arg("info").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    Ok(asked.context("Failed to start pactl")?.success())
}

/// Writes a sound that is over soon, and returns where it is.
pub(super) fn short_sound(folder: &Path) -> Result<PathBuf> {
    const RATE: u32 = 8_000;
    const FRAMES: u32 = RATE * 30 / 1000;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + 2 * FRAMES).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // Whole numbers, one channel.
    file.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    file.extend([RATE, 2 * RATE].map(u32::to_le_bytes).concat());
    file.extend([2_u16, 16].map(u16::to_le_bytes).concat());
    file.extend(b"data");
    file.extend((2 * FRAMES).to_le_bytes());
    file.extend(vec![0; 2 * FRAMES as usize]);
    let path = folder.join("short.wav");
    fs::write(&path, file).with_context(|| format!("Failed to write {}", path.display()))?;
    Ok(path)
}
