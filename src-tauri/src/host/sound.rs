//! Playing WAV sounds.
//!
//! - [`device`]: what they are played on

mod device;

use std::{
    fs,
    io::{Cursor, ErrorKind},
    path::Path,
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use engine::{
    host::{Failure, FailureCode, Sound, SoundProblem, SoundSource},
    settings::Which,
};
use rodio::{Decoder, Player, Source, source};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

pub use self::device::list as devices;

/// The longest file that is taken for a sound, in bytes.
const LARGEST: u64 = 20 * 1024 * 1024;

/// What is played after a sound, so that its last samples leave the device before it is closed.
const TAIL: Duration = Duration::from_millis(250);

/// How long a device that failed is left alone before it is opened again.
const REOPEN: Duration = Duration::from_millis(250);

/// How long the sound of a custom event is played at most: one that repeats may have a call that nobody ends.
const LONGEST: Duration = Duration::from_secs(60);

/// How often a sound is tried: one that is played once is soon of no use any more.
const ATTEMPTS: u32 = 3;

/// How often a sound that repeats is tried: the call may ring for a minute.
const REPEATED_ATTEMPTS: u32 = 240;

/// What wakes a player's thread.
enum Wake {
    Ended,
    Stop,
    DeviceLost,
}

/// Plays a sound until it ends or `stop` is cancelled. The device is open only as long as there is something to hear.
///
/// # Errors
/// Fails if the file is no sound, or there is nothing to play it on.
pub async fn play(sound: Sound, stop: CancellationToken) -> Result<(), Failure> {
    let (wake, woken) = mpsc::channel();
    let (reply, mut answer) = oneshot::channel();
    let waker = wake.clone();
    thread::Builder::new()
        .name("sound".into())
        .spawn(move || {
            // Whoever asked may have gone.
            let _ = reply.send(play_here(&sound, &waker, &woken));
        })
        .map_err(|error| Failure::new(FailureCode::Other, error.to_string()))?;
    let ended = tokio::select! {
        ended = &mut answer => ended,
        () = stop.cancelled() => {
            // A thread that is gone has nothing left to stop.
            let _ = wake.send(Wake::Stop);
            answer.await
        }
    };
    ended.unwrap_or_else(|_| Err(Failure::new(FailureCode::Other, "the player ended")))
}

/// Plays on this thread. A device that fails is opened again: sound servers restart, and headsets are unplugged.
fn play_here(sound: &Sound, waker: &mpsc::Sender<Wake>, woken: &mpsc::Receiver<Wake>) -> Result<(), Failure> {
    let bytes = content(&sound.source)?;
    let until = matches!(sound.source, SoundSource::File(_)).then(|| Instant::now() + LONGEST);
    let mut attempts = if sound.repeat { REPEATED_ATTEMPTS } else { ATTEMPTS };
    let mut was_open = false;
    loop {
        attempts -= 1;
        match play_once(sound, bytes.clone(), until, waker, woken) {
            Ok(Wake::Ended | Wake::Stop) => return Ok(()),
            Ok(Wake::DeviceLost) if attempts == 0 => return Err(Failure::new(FailureCode::NoSoundDevice, String::new())),
            Ok(Wake::DeviceLost) => was_open = true,
            // One that is gone may come back; where there never was one, there is nothing to wait for.
            Err(failure) if failure.code == FailureCode::NoSoundDevice && was_open && attempts > 0 => {}
            Err(failure) => return Err(failure),
        }
        // What the device that is closed now still said is over; a wish to stop is not.
        let again_at = Instant::now() + REOPEN;
        while let Ok(wake) = woken.recv_timeout(again_at.saturating_duration_since(Instant::now())) {
            if matches!(wake, Wake::Stop) {
                return Ok(());
            }
        }
    }
}

/// Plays on the device there is now, until something wakes us or it is time.
fn play_once(sound: &Sound, bytes: Arc<[u8]>, until: Option<Instant>, waker: &mpsc::Sender<Wake>, woken: &mpsc::Receiver<Wake>) -> Result<Wake, Failure> {
    let decoder = decode(bytes).map_err(|problem| Failure::new(FailureCode::SoundBroken, format!("{problem:?}")))?;
    let device = device::open(sound.device.as_deref(), || {
        let lost = waker.clone();
        let mut said = false;
        move |error| {
            // A device that fails says so again and again.
            if !std::mem::replace(&mut said, true) {
                tracing::warn!(%error, "the sound device failed");
                // A thread that is gone needs no waking.
                let _ = lost.send(Wake::DeviceLost);
            }
        }
    })
    .map_err(no_device)?;
    let player = Player::connect_new(device.mixer());
    player.set_volume(f32::from(sound.volume.min(100)) / 100.0);
    if sound.repeat {
        player.append(decoder.repeat_infinite());
    } else {
        let (channels, rate) = (decoder.channels(), decoder.sample_rate());
        player.append(decoder);
        player.append(source::Zero::new(channels, rate).take_duration(TAIL));
        let ended = waker.clone();
        player.append(source::EmptyCallback::new(Box::new(move || {
            let _ = ended.send(Wake::Ended);
        })));
    }
    Ok(match until {
        // Nobody is left to wake us, or it is time: both are an end.
        Some(until) => woken.recv_timeout(until.saturating_duration_since(Instant::now())).unwrap_or(Wake::Stop),
        None => woken.recv().unwrap_or(Wake::Stop),
    })
}

fn no_device(error: impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::NoSoundDevice, error.to_string())
}

fn content(source: &SoundSource) -> Result<Arc<[u8]>, Failure> {
    match source {
        SoundSource::BuiltIn(which) => Ok(built_in(*which).into()),
        // A user who chose a sound that is gone still wants to hear the phone.
        SoundSource::Chosen(which, file) => Ok(read(file).unwrap_or_else(|_| built_in(*which).into())),
        SoundSource::File(file) => read(file).map_err(|problem| {
            let code = if problem == SoundProblem::Missing { FailureCode::SoundMissing } else { FailureCode::SoundBroken };
            Failure::new(code, file.display().to_string())
        }),
    }
}

fn built_in(which: Which) -> &'static [u8] {
    match which {
        Which::Ringing => include_bytes!("../../sounds/ringing.wav"),
        Which::Waiting => include_bytes!("../../sounds/waiting.wav"),
    }
}

/// Says what is wrong with a sound file, by its content and not by its name.
pub fn check(file: &Path) -> Option<SoundProblem> {
    read(file).err()
}

/// Reads a file that is a WAV sound.
fn read(file: &Path) -> Result<Arc<[u8]>, SoundProblem> {
    let metadata = fs::metadata(file).map_err(|error| if error.kind() == ErrorKind::NotFound { SoundProblem::Missing } else { SoundProblem::Unreadable })?;
    if !metadata.is_file() {
        return Err(SoundProblem::NotWav);
    }
    if metadata.len() > LARGEST {
        return Err(SoundProblem::TooLarge);
    }
    let bytes = fs::read(file).map_err(|_| SoundProblem::Unreadable)?;
    let is_wav = matches!((bytes.get(..4), bytes.get(8..12)), (Some(b"RIFF" | b"RF64" | b"RIFX"), Some(b"WAVE")));
    if !is_wav {
        return Err(SoundProblem::NotWav);
    }
    let bytes: Arc<[u8]> = bytes.into();
    decode(bytes.clone())?;
    Ok(bytes)
}

fn decode(bytes: Arc<[u8]>) -> Result<Decoder<Cursor<Arc<[u8]>>>, SoundProblem> {
    let mut decoder = Decoder::new_wav(Cursor::new(bytes.clone())).map_err(|_| SoundProblem::UnknownFormat)?;
    // A header without a sound behind it plays nothing.
    if decoder.next().is_none() {
        return Err(SoundProblem::UnknownFormat);
    }
    Decoder::new_wav(Cursor::new(bytes)).map_err(|_| SoundProblem::UnknownFormat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_is_known_by_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let good = built_in(Which::Ringing);
        for (name, content, problem) in [
            ("good.wav", good, None),
            ("named-otherwise.mp3", good, None),
            ("empty.wav", &b""[..], Some(SoundProblem::NotWav)),
            ("text.wav", &b"this is no sound, although its name says so"[..], Some(SoundProblem::NotWav)),
            ("header-only.wav", &good[..44], Some(SoundProblem::UnknownFormat)),
            ("cut.wav", &good[..good.len() / 2], None),
        ] {
            let file = folder.path().join(name);
            fs::write(&file, content).unwrap();
            assert_eq!(check(&file), problem, "{name}");
        }
        assert_eq!(check(&folder.path().join("gone.wav")), Some(SoundProblem::Missing));
        assert_eq!(check(folder.path()), Some(SoundProblem::NotWav), "a folder is no sound");
    }

    #[test]
    fn both_built_in_sounds_can_be_played() {
        for which in [Which::Ringing, Which::Waiting] {
            assert!(decode(built_in(which).into()).is_ok(), "{which:?}");
        }
    }
}
