//! A sound on its way to a device: which sample comes next.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use engine::host::Volume;

use super::wav::Clip;

/// How long a sound that is stopped takes to become silent, or one that is turned up to become as loud as it can be, in
/// milliseconds: at once would click.
pub(super) const FADE: u32 = 20;

/// What others may say to a voice, and hear of it.
#[derive(Debug, Default)]
pub(super) struct Reins {
    hush: AtomicBool,
    began: OnceLock<Instant>,
}

impl Reins {
    /// Lets the voice fall silent, softly, and end.
    pub(super) fn hush(&self) {
        self.hush.store(true, Ordering::Relaxed);
    }

    /// When the first sample was asked for: what is measured, and nothing else, wants to know.
    #[cfg(test)]
    pub(super) fn began(&self) -> Option<Instant> {
        self.began.get().copied()
    }
}

/// The samples of a sound, one after the other, channel by channel in turn. It ends where the sound does, unless that is
/// repeated, or where it is hushed.
#[derive(Debug)]
pub(super) struct Voice {
    clip: Arc<Clip>,
    /// The next sample, once the sound has begun.
    at: usize,
    repeats: bool,
    volume: Volume,
    /// How loud it is now: 1 is as loud as it can be.
    loudness: f32,
    /// How many frames of the fading are left, once it has begun.
    fading: Option<u32>,
    reins: Arc<Reins>,
}

impl Voice {
    /// Makes a voice of a sound that is as loud as `volume` says at each moment.
    pub(super) fn new(clip: Arc<Clip>, repeats: bool, volume: Volume, reins: Arc<Reins>) -> Self {
        Self { clip, at: 0, repeats, loudness: loudness(&volume), volume, fading: None, reins }
    }

    /// How many samples a second each channel has.
    pub(super) fn rate(&self) -> u32 {
        self.clip.rate
    }

    /// How many channels there are: one or two.
    pub(super) fn channels(&self) -> usize {
        self.clip.channels
    }

    fn fade_frames(&self) -> u32 {
        self.clip.rate * FADE / 1000
    }
}

fn loudness(volume: &Volume) -> f32 {
    f32::from(volume.percent()) / 100.0
}

impl Iterator for Voice {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if self.at.is_multiple_of(self.clip.channels) {
            self.reins.began.get_or_init(Instant::now);
            self.fading = match self.fading {
                None => self.reins.hush.load(Ordering::Relaxed).then(|| self.fade_frames()),
                Some(left) => Some(left.checked_sub(1)?),
            };
            let step = 1.0 / self.fade_frames() as f32;
            self.loudness += (loudness(&self.volume) - self.loudness).clamp(-step, step);
        }
        if self.at == self.clip.samples.len() {
            if !self.repeats {
                return None;
            }
            self.at = 0;
        }
        let sample = f32::from(*self.clip.samples.get(self.at)?) / 32_768.0;
        self.at += 1;
        let fade = self.fading.map_or(1.0, |left| left as f32 / self.fade_frames() as f32);
        Some(sample * self.loudness * fade)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(repeats: bool, percent: u8) -> (Voice, Arc<Reins>) {
        voice_of(&[16_384, -16_384, 8_192, -8_192], repeats, Volume::new(percent))
    }

    fn voice_of(samples: &[i16], repeats: bool, volume: Volume) -> (Voice, Arc<Reins>) {
        let reins = Arc::new(Reins::default());
        let clip = Clip { rate: 1000, channels: 2, samples: samples.into() };
        (Voice::new(Arc::new(clip), repeats, volume, reins.clone()), reins)
    }

    #[test]
    fn a_sound_is_heard_once_or_again_and_again_as_loud_as_wanted() {
        let (once, reins) = voice(false, 100);
        assert_eq!(reins.began(), None);
        assert_eq!(once.collect::<Vec<_>>(), [0.5, -0.5, 0.25, -0.25]);
        assert!(reins.began().is_some());
        let (again, _) = voice(true, 50);
        assert_eq!(again.take(6).collect::<Vec<_>>(), [0.25, -0.25, 0.125, -0.125, 0.25, -0.25]);
        let (silent, _) = voice(false, 0);
        assert!(silent.eq([0.0, -0.0, 0.0, -0.0]));
    }

    #[test]
    fn a_sound_that_is_turned_up_or_down_goes_on_where_it_is_and_gets_there_softly() {
        let volume = Volume::new(100);
        let (mut voice, _) = voice_of(&[16_384; 2], true, volume.clone());
        let mut next = |frames: usize| -> Vec<f32> { voice.by_ref().step_by(2).take(frames).collect() };
        assert_eq!(next(3), [0.5; 3]);
        volume.turn(50);
        let softer = next(12);
        assert!(softer[..10].is_sorted_by(|a, b| a > b && a - b < 0.03), "half of it takes ten milliseconds at a thousand frames a second: {softer:?}");
        assert!(softer[10..].iter().all(|sample| (sample - 0.25).abs() < 1e-6), "{softer:?}");
        volume.turn(100);
        let louder = next(12);
        assert!(louder[..10].is_sorted_by(|a, b| a < b) && louder[10..].iter().all(|sample| (sample - 0.5).abs() < 1e-6), "{louder:?}");
    }

    #[test]
    fn a_sound_that_is_hushed_fades_and_ends() {
        let (mut voice, reins) = voice(true, 100);
        // In the middle of a frame, as it comes.
        voice.next();
        reins.hush();
        let rest: Vec<f32> = voice.map(f32::abs).collect();
        assert_eq!(rest.len(), 1 + 2 * (20 + 1), "it takes twenty milliseconds at a thousand frames a second");
        assert_eq!(rest.last(), Some(&0.0));
        assert!(rest.iter().step_by(4).is_sorted_by(|a, b| a >= b), "{rest:?}");
    }
}
