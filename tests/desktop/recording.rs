//! What the speakers would play: recorded, and taken apart.

use std::{
    io::Read,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Instant,
};

use crate::session::{Desktop, Kept, eventually};

/// Samples a second.
pub const RATE: f64 = 44_100.0;

/// What is louder than this is heard.
const AUDIBLE: f64 = 0.005;

/// How many samples a tone is looked for in: a tenth of a second, so that tones 20 Hz apart are told apart.
const WINDOW: usize = 4_410;

/// How many samples further on it is looked for next: a busy computer leaves gaps, and it is heard between two of them.
const STEP: usize = WINDOW / 4;

/// The samples that came, each piece with its moment.
type Pieces = Arc<Mutex<Vec<(Instant, Vec<f64>)>>>;

/// A recording that goes on until it is dropped: pieces of it, each with the moment it came. The moments are late by what
/// the recording program holds in hand, about 20 ms, and never early.
pub struct Recording {
    pieces: Pieces,
    _program: Kept,
}

/// Begins to record what is played on a sink.
pub fn record(desktop: &Desktop, sink: &str) -> Recording {
    let source = format!("{sink}.monitor");
    let mut command = desktop.command("parec");
    command.args(["--latency-msec=20", "-d", &source, "--format=s16le", "--rate=44100", "--channels=1"]);
    let mut program = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map(Kept).expect("parec");
    let mut output = program.0.stdout.take().unwrap();
    let pieces = Pieces::default();
    let into = pieces.clone();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        let mut odd = Vec::new();
        while let Ok(read @ 1..) = output.read(&mut buffer) {
            odd.extend(&buffer[..read]);
            let samples = odd.chunks_exact(2).map(|bytes| f64::from(i16::from_le_bytes([bytes[0], bytes[1]])) / 32768.0).collect();
            odd.drain(..odd.len() / 2 * 2);
            into.lock().unwrap().push((Instant::now(), samples));
        }
    });
    let recording = Recording { pieces, _program: program };
    eventually("the recording has begun", || !recording.pieces.lock().unwrap().is_empty());
    recording
}

impl Recording {
    /// Everything that came after a moment.
    fn since(&self, moment: Instant) -> Vec<f64> {
        self.pieces.lock().unwrap().iter().filter(|(at, _)| *at >= moment).flat_map(|(_, samples)| samples.iter().copied()).collect()
    }

    /// Waits until something is heard after a moment, and returns when.
    pub fn heard_after(&self, moment: Instant) -> Instant {
        let mut heard = None;
        eventually("something is heard", || {
            heard = self.pieces.lock().unwrap().iter().find(|(at, samples)| *at >= moment && is_audible(samples)).map(|(at, _)| *at);
            heard.is_some()
        });
        heard.unwrap()
    }

    /// Waits until half a second was silent, and returns when something was heard last.
    pub fn silent_after(&self, moment: Instant) -> Instant {
        let mut last = moment;
        eventually("it is silent", || {
            let pieces = self.pieces.lock().unwrap();
            last = pieces.iter().rev().find(|(_, samples)| is_audible(samples)).map_or(moment, |(at, _)| (*at).max(moment));
            let silent: usize = pieces.iter().filter(|(at, _)| *at > last).map(|(_, samples)| samples.len()).sum();
            silent as f64 > RATE / 2.0
        });
        last
    }

    /// Waits for a tone, and returns what else there is in the same tenth of a second, as a share of it all.
    pub fn tone_after(&self, moment: Instant, frequencies: &[f64]) -> Spectrum {
        let mut found = None;
        let mut searched = 0;
        eventually(&format!("{frequencies:?} Hz are heard"), || {
            found = self.windows_after(moment, &mut searched).into_iter().find(|spectrum| {
                let shares: Vec<f64> = frequencies.iter().map(|frequency| spectrum.share(*frequency)).collect();
                shares.iter().sum::<f64>() > 0.95 && shares.iter().all(|share| *share > 0.1)
            });
            found.is_some()
        });
        found.unwrap()
    }

    /// How much of what was heard in any tenth of a second after a moment was that tone, at best.
    pub fn best_share_after(&self, moment: Instant, frequency: f64) -> f64 {
        self.windows_after(moment, &mut 0).iter().map(|window| window.share(frequency)).fold(0.0, f64::max)
    }

    /// Each audible tenth of a second after a moment but the first `searched`, which is raised: to look at all again and
    /// again would take the processor from whoever plays.
    fn windows_after(&self, moment: Instant, searched: &mut usize) -> Vec<Spectrum> {
        let samples = self.since(moment);
        let fresh = samples.windows(WINDOW).step_by(STEP).skip(*searched);
        *searched += fresh.len();
        fresh.filter(|window| is_audible(window)).map(|window| Spectrum(window.to_vec())).collect()
    }

    /// Whether nothing was heard after a moment, so far.
    pub fn is_silent_since(&self, moment: Instant) -> bool {
        !is_audible(&self.since(moment))
    }
}

fn is_audible(samples: &[f64]) -> bool {
    samples.iter().any(|sample| sample.abs() > AUDIBLE)
}

/// A moment of sound, to be asked for its frequencies.
pub struct Spectrum(Vec<f64>);

impl Spectrum {
    /// How much of what is heard is a tone of that frequency, by Goertzel's algorithm: from 0 to 1.
    pub fn share(&self, frequency: f64) -> f64 {
        let length = self.0.len() as f64;
        let turn = std::f64::consts::TAU * frequency / RATE;
        let (mut before, mut last) = (0.0, 0.0);
        // A window that fades at both ends, so that one tone does not spill over all the others.
        let faded = self.0.iter().enumerate().map(|(n, sample)| sample * (0.5 - 0.5 * (std::f64::consts::TAU * n as f64 / length).cos()));
        let mut energy = 0.0;
        for sample in faded {
            energy += sample * sample;
            (before, last) = (last, sample + 2.0 * turn.cos() * last - before);
        }
        let power = last * last + before * before - 2.0 * turn.cos() * last * before;
        // A pure tone under this window has two thirds of its energy at its own frequency.
        (power / (energy * length / 2.0) * 1.5).min(1.0)
    }
}

/// How many streams are playing.
pub fn sound_streams(desktop: &Desktop) -> usize {
    let mut list: Command = desktop.command("pactl");
    let output = list.args(["list", "short", "sink-inputs"]).output().expect("pactl");
    String::from_utf8_lossy(&output.stdout).lines().count()
}

/// Some seconds of tones of the same loudness, as a WAV file.
pub fn tones(frequencies: &[f64], seconds: f64) -> Vec<u8> {
    let loudness = 16_000.0 / frequencies.len() as f64;
    let sample = |n: u32| frequencies.iter().map(|frequency| (f64::from(n) * frequency * std::f64::consts::TAU / RATE).sin() * loudness).sum::<f64>() as i16;
    let samples: Vec<i16> = (0..(seconds * RATE) as u32).map(sample).collect();
    let size = samples.len() as u32 * 2;
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend((36 + size).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    wav.extend([1_u16.to_le_bytes(), 1_u16.to_le_bytes()].concat());
    wav.extend([44_100_u32.to_le_bytes(), 88_200_u32.to_le_bytes()].concat());
    wav.extend([2_u16.to_le_bytes(), 16_u16.to_le_bytes()].concat());
    wav.extend(b"data");
    wav.extend(size.to_le_bytes());
    wav.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    wav
}
