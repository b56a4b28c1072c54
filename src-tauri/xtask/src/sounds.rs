//! The two built-in sounds, computed: nobody else's recordings, and the same bytes on every machine.
//!
//! Both are sums of decaying sine tones, brought to the same loudness. Only `+ - * /` and the square root are used, which
//! every processor rounds alike; the library's `sin` and `exp` may differ in their last digit from one system to the next.
//! What they are like is described in docs/SOUNDS.md.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result};

/// Samples a second: what most devices play without converting it.
const RATE: u32 = 48_000;
/// How loud both are, as ITU-R BS.1770 weighs it: -22 LUFS, where -0.691 LUFS is a mean square of 1 after the weighting.
/// (-22 + 0.691) / 10 is the exponent of ten this is made of.
const LOUDNESS: f64 = 0.007_397_7;

/// One tone of a note: how many times the note's pitch, how loud, and its half-life in seconds.
type Partial = (f64, f64, f64);

/// A small bell, struck with felt: a clear fundamental, a soft octave, and a little metal that is gone at once.
const BELL: &[Partial] = &[(1.0, 1.0, 0.26), (2.0, 0.42, 0.18), (3.01, 0.14, 0.10), (4.17, 0.09, 0.05), (5.43, 0.04, 0.03)];
/// A knuckle on a wooden desk.
const TAP: &[Partial] = &[(1.0, 1.0, 0.085), (2.0, 0.36, 0.05), (3.0, 0.10, 0.03)];

/// One note of a sound.
struct Note {
    at: f64,
    pitch: f64,
    loudness: f64,
    attack: f64,
    partials: &'static [Partial],
}

/// An incoming call: E, C, and once more, then silence, so that it can be repeated without a seam.
fn ringing() -> Vec<i16> {
    let bell = |at, pitch, loudness| Note { at, pitch, loudness, attack: 0.006, partials: BELL };
    render(3.0, &[bell(0.02, 659.26, 1.0), bell(0.30, 523.25, 0.92), bell(0.86, 659.26, 0.94), bell(1.14, 523.25, 0.86)])
}

/// A second call while one is up: two low taps that don't cover a voice.
fn waiting() -> Vec<i16> {
    let tap = |at, loudness| Note { at, pitch: 261.63, loudness, attack: 0.012, partials: TAP };
    render(2.5, &[tap(0.02, 1.0), tap(0.32, 0.9)])
}

/// Returns both, each with its place.
fn sounds() -> [(PathBuf, Vec<u8>); 2] {
    let folder = crate::root().join("src-tauri/sounds");
    [(folder.join("ringing.wav"), wav(&ringing())), (folder.join("waiting.wav"), wav(&waiting()))]
}

/// Writes both.
pub(crate) fn write() -> Result<ExitCode> {
    for (file, content) in sounds() {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("Failed to make {}", folder.display()))?;
        }
        fs::write(&file, &content).with_context(|| format!("Failed to write {}", file.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the samples of `notes` over `seconds`, as loud as both are.
fn render(seconds: f64, notes: &[Note]) -> Vec<i16> {
    let rate = f64::from(RATE);
    let mut samples = vec![0.0; (seconds * rate) as usize];
    for note in notes {
        let start = (note.at * rate) as usize;
        for (multiple, loudness, half_life) in note.partials {
            // What is left of it after one sample: e^(-ln 2 / n), whose series ends after a few terms for a large n.
            let x = std::f64::consts::LN_2 / (half_life * rate);
            let decay = 1.0 - x * (1.0 - x / 2.0 * (1.0 - x / 3.0));
            let mut left = note.loudness * loudness;
            for (age, sample) in samples.iter_mut().skip(start).enumerate() {
                let time = age as f64 / rate;
                *sample += left * sine(note.pitch * multiple * time) * rise(time / note.attack);
                left *= decay;
            }
        }
    }
    // The last half second fades to nothing, so that the end is silent to the last bit.
    let fade = (rate / 2.0) as usize;
    let length = samples.len();
    for (left, sample) in (0..fade).zip(samples[length - fade..].iter_mut().rev()) {
        *sample *= rise(left as f64 / fade as f64);
    }
    let gain = (LOUDNESS / loudness(&samples)).sqrt();
    samples.iter().map(|sample| (sample * gain * f64::from(i16::MAX)).round() as i16).collect()
}

/// Returns how loud a sound is: the mean square of what is left after the weighting of ITU-R BS.1770-4, where it is heard.
/// Blocks of 400 ms begin every 100 ms; those that are 10 dB below the others' mean don't count.
fn loudness(samples: &[f64]) -> f64 {
    // The two filters of the recommendation at 48 kHz (tables 1 and 2): the head, and what ears make of deep tones.
    let head = filtered(samples, [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85], [-1.690_659_293_182_41, 0.732_480_774_215_85]);
    let weighted = filtered(&head, [1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]);
    let step = RATE as usize / 10;
    let blocks: Vec<f64> = weighted.windows(4 * step).step_by(step).map(|block| mean(block.iter().map(|sample| sample * sample))).collect();
    let gate = mean(blocks.iter().copied().filter(|block| *block > 1e-7)) / 10.0;
    mean(blocks.into_iter().filter(|block| *block > gate))
}

/// Passes samples through a filter of the second order.
fn filtered(samples: &[f64], [b0, b1, b2]: [f64; 3], [a1, a2]: [f64; 2]) -> Vec<f64> {
    let (mut z1, mut z2) = (0.0, 0.0);
    let pass = |sample: &f64| {
        let result = b0 * sample + z1;
        z1 = b1 * sample - a1 * result + z2;
        z2 = b2 * sample - a2 * result;
        result
    };
    samples.iter().map(pass).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Rises smoothly from 0 at 0 to 1 at 1, and stays there.
fn rise(x: f64) -> f64 {
    if x >= 1.0 { 1.0 } else { x * x * (3.0 - 2.0 * x) }
}

/// Returns the sine of so many turns.
fn sine(turns: f64) -> f64 {
    // A whole number of turns changes nothing; then the first and the last quarter mirror the second and the third.
    let turn = turns - turns.floor();
    let turn = if turn < 0.25 {
        turn
    } else if turn < 0.75 {
        0.5 - turn
    } else {
        turn - 1.0
    };
    let x = turn * std::f64::consts::TAU;
    let square = x * x;
    // Taylor's series; over a quarter turn either way its seventh term is below the last bit of a sample.
    let mut term = x;
    let mut sum = x;
    for n in [2.0, 4.0, 6.0, 8.0, 10.0, 12.0] {
        term = -term * square / (n * (n + 1.0));
        sum += term;
    }
    sum
}

/// Returns `samples` as a WAV file: 16 bit, mono, with the plain header of 44 bytes.
fn wav(samples: &[i16]) -> Vec<u8> {
    let size = u32::try_from(samples.len() * 2).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(44 + samples.len() * 2);
    file.extend(b"RIFF");
    file.extend((36 + size).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes()); // the format's size
    file.extend(1_u16.to_le_bytes()); // PCM
    file.extend(1_u16.to_le_bytes()); // channels
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 2).to_le_bytes()); // bytes a second
    file.extend(2_u16.to_le_bytes()); // bytes a sample
    file.extend(16_u16.to_le_bytes()); // bits a sample
    file.extend(b"data");
    file.extend(size.to_le_bytes());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how loud a sound is, in LUFS.
    fn lufs(samples: &[i16]) -> f64 {
        let samples: Vec<f64> = samples.iter().map(|sample| f64::from(*sample) / 32_768.0).collect();
        -0.691 + 10.0 * loudness(&samples).log10()
    }

    #[test]
    fn the_committed_sounds_are_what_is_computed_here() {
        for (file, content) in sounds() {
            let committed = fs::read(&file).unwrap();
            assert!(committed == content, "{} is not: run cargo xtask sounds", file.display());
            assert!(content.len() <= 300_000, "{} is too large", file.display());
        }
    }

    #[test]
    fn they_are_equally_loud_and_have_room_above() {
        for (name, samples) in [("ringing", ringing()), ("waiting", waiting())] {
            let loudest = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((lufs(&samples) + 22.0).abs() < 0.05, "{name} has {:.2} LUFS", lufs(&samples));
            assert!((6_000..24_000).contains(&loudest), "{name} has a peak of {loudest}");
        }
    }

    #[test]
    fn loudness_is_weighed_as_the_recommendation_says() {
        // Its own test (EBU Tech 3341, case 1 for one channel): a sine of 1 kHz at -23 dBFS, in one of two channels, is
        // 3 LU less than in both, which is -23 LUFS.
        let sine: Vec<i16> = (0..RATE * 2).map(|n| (32_768.0 * 10_f64.powf(-23.0 / 20.0) * sine(f64::from(n) * 1000.0 / f64::from(RATE))).round() as i16).collect();
        assert!((lufs(&sine) + 26.0).abs() < 0.1, "{}", lufs(&sine));
    }

    #[test]
    fn they_begin_and_end_in_silence_and_do_not_click() {
        for samples in [ringing(), waiting()] {
            assert_eq!((samples.first(), samples.last()), (Some(&0), Some(&0)));
            let start = &samples[..RATE as usize / 50];
            let end = &samples[samples.len() - RATE as usize / 20..];
            assert!(start.iter().chain(end).all(|sample| sample.unsigned_abs() < 100), "it is not silent at its ends");
            let jump = samples.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max();
            assert!(jump < Some(4_000), "it jumps by {jump:?}");
            // From its end to its beginning, as it is heard when it is repeated.
            let seam: Vec<i16> = samples[samples.len() - RATE as usize / 10..].iter().chain(&samples[..RATE as usize / 100]).copied().collect();
            assert!(seam.windows(2).all(|pair| pair[0].abs_diff(pair[1]) < 50), "there is a seam");
        }
    }

    #[test]
    fn the_sine_is_a_sine() {
        for step in 0..1_000 {
            let turns = f64::from(step) / 317.0;
            assert!((sine(turns) - (turns * std::f64::consts::TAU).sin()).abs() < 1e-6, "{turns}");
        }
    }
}
