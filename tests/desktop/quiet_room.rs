//! A room to be quiet in: programs that play a tone, what is done to them, and what is heard of them.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::session::{Desktop, Kept, end, eventually};

/// The rate tones are made and recorded with, in samples a second.
const RATE: f64 = 16_000.0;

/// A stream of a program, as the sound server has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    pub index: u64,
    /// The program.
    pub name: String,
    pub sink: u64,
    pub muted: bool,
    /// In percent.
    pub volume: u64,
}

/// Plays a tone as a program of that name, for five minutes at most, on the default output or a named one.
pub fn tone(desktop: &Desktop, name: &str, frequency: f64, sink: Option<&str>) -> Kept {
    let file = desktop.folder().join(format!("{name}.raw"));
    let samples = (0..(300.0 * RATE) as u32).flat_map(|n| (((f64::from(n) * frequency * std::f64::consts::TAU / RATE).sin() * 16_000.0) as i16).to_le_bytes());
    fs::write(&file, samples.collect::<Vec<u8>>()).unwrap();
    let mut player = desktop.command("pacat");
    player.args(["--playback", "--raw", "--format=s16le", "--rate=16000", "--channels=1", "--latency-msec=50"]).arg(format!("--client-name={name}"));
    if let Some(sink) = sink {
        player.args(["--device", sink]);
    }
    let player = Kept(player.arg(file).stderr(Stdio::null()).spawn().expect("pacat"));
    eventually("the tone is played", || stream(desktop, name).is_some());
    player
}

/// Returns the streams there are.
pub fn streams(desktop: &Desktop) -> Vec<Stream> {
    let output = desktop.command("pactl").args(["--format=json", "list", "sink-inputs"]).output().expect("pactl");
    let listed: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let stream = |stream: &Value| Stream {
        index: stream["index"].as_u64().unwrap(),
        name: stream["properties"]["application.name"].as_str().unwrap_or_default().to_owned(),
        sink: stream["sink"].as_u64().unwrap(),
        muted: stream["mute"].as_bool().unwrap(),
        volume: stream["volume"].as_object().unwrap().values().map(|channel| (channel["value"].as_u64().unwrap() * 100).div_ceil(65_536)).max().unwrap_or(0),
    };
    listed.iter().map(stream).collect()
}

/// Returns the stream of a program.
pub fn stream(desktop: &Desktop, name: &str) -> Option<Stream> {
    streams(desktop).into_iter().find(|stream| stream.name == name)
}

/// Whether the stream of a program is muted.
pub fn is_muted(desktop: &Desktop, name: &str) -> bool {
    stream(desktop, name).is_some_and(|stream| stream.muted)
}

/// Tells the sound server something, as the user would with a mixer.
pub fn mixer(desktop: &Desktop, arguments: &[&str]) {
    let status = desktop.command("pactl").args(arguments).stdout(Stdio::null()).status().expect("pactl");
    assert!(status.success(), "pactl {arguments:?}");
}

/// A recording of what an output plays.
pub struct Recording {
    program: Kept,
    file: PathBuf,
}

/// Records what an output plays from now on.
pub fn record(desktop: &Desktop, sink: &str) -> Recording {
    let file = desktop.folder().join(format!("{sink}-heard.raw"));
    let mut recorder: Command = desktop.command("parec");
    recorder.args(["--latency-msec=20", "--raw", "--format=s16le", "--rate=16000", "--channels=1"]).arg(format!("--device={sink}.monitor")).arg(&file);
    let program = Kept(recorder.stderr(Stdio::null()).spawn().expect("parec"));
    eventually("the recording has begun", || file.metadata().is_ok_and(|file| file.len() > 0));
    Recording { program, file }
}

/// What was heard in a fifth of a second.
pub struct Heard(Vec<f64>);

impl Recording {
    /// Returns what was heard just now.
    pub fn now(&self) -> Heard {
        let bytes = fs::read(&self.file).unwrap();
        let samples: Vec<f64> = bytes.chunks_exact(2).map(|bytes| f64::from(i16::from_le_bytes([bytes[0], bytes[1]])) / 32768.0).collect();
        Heard(samples[samples.len().saturating_sub((RATE / 5.0) as usize)..].to_vec())
    }

    /// Ends it.
    pub fn stop(mut self) {
        end(&mut self.program, "INT");
    }
}

impl Heard {
    /// Returns the amplitude of a tone in it (Goertzel's way).
    pub fn amplitude(&self, frequency: f64) -> f64 {
        let step = frequency * std::f64::consts::TAU / RATE;
        let (mut real, mut imaginary) = (0.0, 0.0);
        for (at, sample) in self.0.iter().enumerate() {
            real += sample * (at as f64 * step).cos();
            imaginary += sample * (at as f64 * step).sin();
        }
        2.0 * f64::hypot(real, imaginary) / self.0.len().max(1) as f64
    }

    /// Returns the largest sample in it.
    pub fn peak(&self) -> f64 {
        self.0.iter().fold(0.0, |most, sample| most.max(sample.abs()))
    }
}
