//! Playing WAV sounds.
//!
//! - [`devices`]: what they are played on, which is followed as it comes and goes
//! - [`library`]: the files, read before they are needed
//! - `wav`: what is in a file
//! - `voice`: its samples, one after the other
//! - `cards` and `server`: the two ways to a device

mod cards;
#[cfg(test)]
mod corpus;
mod devices;
mod library;
#[cfg(target_os = "linux")]
mod server;
mod voice;
mod wav;

use std::{path::Path, sync::Arc, time::Duration};

use engine::{
    host::{Failure, FailureCode, Sound, SoundDevice, SoundNews, SoundProblem, SoundSource, SoundTeller},
    settings::Which,
};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

pub use self::library::check;
use self::{
    devices::{Devices, End, Output, Target, Wish},
    library::Library,
    voice::{Reins, Voice},
    wav::Clip,
};

/// How long a file may take to be looked at before something rings without it. One that was read before is only looked
/// at, which no disk takes long for; a drive of the network may.
const FOR_A_RING: Duration = Duration::from_millis(300);

/// How long a file may take to be read while nothing rings.
const FOR_A_LOOK: Duration = Duration::from_secs(5);

/// How long the sound of a custom event is played at most: one that repeats may have a call that nobody ends.
const LONGEST: Duration = Duration::from_secs(60);

/// How long a device that failed is left alone before it is opened again.
const REOPEN: Duration = Duration::from_millis(250);

/// How long after none was there a device is looked for again. Who plugs in a headset while it rings wants to hear it.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// How often a sound is tried that is heard once: it is soon of no use any more.
const ATTEMPTS: u32 = 3;

/// How long a sound that is stopped may take to fade and to leave the device.
const FAREWELL: Duration = Duration::from_millis(180);

/// The sounds of this machine.
#[derive(Default)]
pub struct Sounds {
    devices: Devices,
    library: Arc<Library>,
}

/// Why nothing is played any more.
enum Over {
    Ended,
    Stopped,
    /// The device is lost.
    Lost,
    /// Another device is the right one now.
    Moved,
    /// Another program has the chosen device for itself.
    Taken,
}

impl Sounds {
    /// Lists what a sound can be played on.
    pub async fn devices(&self) -> Vec<SoundDevice> {
        self.devices.list().await
    }

    /// Says what is wrong with a sound file, by its content, and keeps one that is good ready.
    pub async fn check(&self, file: &Path) -> Option<SoundProblem> {
        self.library.clip(file, FOR_A_LOOK).await.err()
    }

    /// Plays a sound until it ends or `stop` is cancelled. The device is open only as long as there is something to hear,
    /// and it is the chosen one whenever that is there.
    ///
    /// # Errors
    /// Fails if the file of a custom event is no sound, or there is nothing to play it on.
    pub async fn play(&self, sound: Sound, stop: CancellationToken, tell: SoundTeller) -> Result<(), Failure> {
        let clip = self.clip(&sound.source, &tell).await?;
        let until = matches!(sound.source, SoundSource::File(_)).then(|| Instant::now() + LONGEST);
        let mut wish = Wish { chosen: sound.device.as_deref(), is_taken: false };
        let (mut attempts, mut unheard) = (ATTEMPTS, false);
        while !stop.is_cancelled() && until.is_none_or(|until| Instant::now() < until) {
            let reins = Arc::new(Reins::default());
            let voice = || Voice::new(clip.clone(), sound.repeat, sound.volume.clone(), reins.clone());
            let pause = match self.devices.play(wish, voice).await {
                Ok(mut output) => {
                    // Whoever asked may have gone.
                    let _ = tell.send(SoundNews::Played { on_chosen: matches!(output.target(), Target::Chosen(_)) });
                    unheard = false;
                    match self.listen(&mut output, wish, until, &stop, &reins, &tell).await {
                        Over::Ended | Over::Stopped => return Ok(()),
                        Over::Moved => continue,
                        Over::Taken => {
                            wish.is_taken = true;
                            continue;
                        }
                        Over::Lost => REOPEN,
                    }
                }
                // What rings has to be heard as soon as there is something to hear it on.
                Err(reason) if sound.repeat => {
                    if !std::mem::replace(&mut unheard, true) {
                        tracing::warn!(reason, "there is nothing to play a sound on");
                        let _ = tell.send(SoundNews::Unheard);
                    }
                    LOOK_AGAIN
                }
                // Where there never was a device, there is nothing to wait for; one that is lost may come back.
                Err(reason) if attempts == ATTEMPTS => return Err(Failure::new(FailureCode::NoSoundDevice, reason)),
                Err(_) => REOPEN,
            };
            attempts = attempts.saturating_sub(1);
            if attempts == 0 && !sound.repeat {
                return Err(Failure::new(FailureCode::NoSoundDevice, String::new()));
            }
            tokio::select! {
                () = sleep(pause) => {}
                () = stop.cancelled() => {}
            }
        }
        Ok(())
    }

    /// Waits for the end of what is played, and sees to it that it is played on the right device.
    async fn listen(&self, output: &mut Output, wish: Wish<'_>, until: Option<Instant>, stop: &CancellationToken, reins: &Reins, tell: &SoundTeller) -> Over {
        let looked_after = output.looked_after(wish.chosen);
        let mut unheard = false;
        loop {
            let look = async {
                match looked_after {
                    Some(interval) => sleep(interval).await,
                    None => std::future::pending().await,
                }
            };
            let time = async {
                match until {
                    Some(until) => sleep_until(until).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                end = output.over() => return match end {
                    End::Ended => Over::Ended,
                    End::Lost => Over::Lost,
                },
                () = stop.cancelled() => break,
                () = time => break,
                () = look => {
                    if !output.is_there().await {
                        return Over::Lost;
                    }
                    if self.devices.has_moved(output, wish).await {
                        return Over::Moved;
                    }
                    if self.devices.is_taken(output).await {
                        if matches!(output.target(), Target::Chosen(_)) {
                            return Over::Taken;
                        }
                        // There is nowhere else to go: it is heard when the other program lets go of it.
                        if !std::mem::replace(&mut unheard, true) {
                            let _ = tell.send(SoundNews::Unheard);
                        }
                    }
                }
            }
        }
        reins.hush();
        // A device that does not play to the end is closed all the same.
        let _ = timeout(FAREWELL, output.over()).await;
        Over::Stopped
    }

    /// Returns what is to be played, and says so where the built-in sound stands in for a file.
    async fn clip(&self, source: &SoundSource, tell: &SoundTeller) -> Result<Arc<Clip>, Failure> {
        match source {
            SoundSource::BuiltIn(which) => built_in(*which),
            // A user who chose a sound that is gone still wants to hear the phone.
            SoundSource::Chosen(which, file) => match self.library.clip(file, FOR_A_RING).await {
                Ok(clip) => Ok(clip),
                Err(problem) => {
                    let _ = tell.send(SoundNews::StandIn(problem));
                    built_in(*which)
                }
            },
            SoundSource::File(file) => self.library.clip(file, FOR_A_LOOK).await.map_err(|problem| {
                let code = if problem == SoundProblem::Missing { FailureCode::SoundMissing } else { FailureCode::SoundBroken };
                Failure::new(code, file.display().to_string())
            }),
        }
    }
}

fn built_in(which: Which) -> Result<Arc<Clip>, Failure> {
    library::built_in(which).map(Arc::new).map_err(|problem| Failure::new(FailureCode::SoundBroken, format!("{problem:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints how long it takes from being told to play until the device asks for the first sample, on the devices of
    /// whoever runs it: `cargo test --release --lib how_soon -- --ignored --nocapture`.
    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "it makes sounds, and what it measures depends on the computer"]
    #[allow(clippy::print_stdout, reason = "it is there to be read")]
    async fn how_soon_a_sound_begins() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tone.wav");
        std::fs::write(&file, corpus::plain(44_100, 441_000)).unwrap();
        let sounds = Sounds::default();
        let (tell, _news) = tokio::sync::mpsc::unbounded_channel();
        for turn in ["the first time, the file unread", "again", "again", "again", "again"] {
            let told = Instant::now();
            let clip = sounds.clip(&SoundSource::Chosen(Which::Ringing, file.clone()), &tell).await.unwrap();
            let ready = told.elapsed();
            let reins = Arc::new(Reins::default());
            let output =
                sounds.devices.play(Wish { chosen: None, is_taken: false }, || Voice::new(clip.clone(), true, engine::host::Volume::new(100), reins.clone())).await.unwrap();
            let open = told.elapsed();
            while reins.began().is_none() {
                tokio::task::yield_now().await;
            }
            let first = reins.began().map(|first| Instant::from_std(first).saturating_duration_since(told));
            println!("{turn}: ready after {ready:.1?}, open after {open:.1?}, first sample after {:.1?}", first.unwrap_or_default());
            drop(output);
        }
    }
}
