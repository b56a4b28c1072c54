//! The sound devices as the operating system offers them, and playing on one.
//!
//! Looking for them and opening one may take long, and what is open must stay on the thread that opened it: each sound
//! has a thread of its own. When to play on which is decided elsewhere.

use std::{
    num::NonZero,
    sync::mpsc::{Sender, channel},
    thread,
    time::Duration,
};

use engine::host::SoundDevice;
use rodio::{
    ChannelCount, CpalError, Device, DeviceSinkBuilder, DeviceSinkError, DeviceTrait, MixerDeviceSink, SampleRate, Source,
    cpal::{self, DeviceId, ErrorKind, traits::HostTrait},
};
use tokio::sync::{mpsc, oneshot};

use super::{
    devices::{End, Target},
    voice::Voice,
};

/// What is played after a sound, so that its last samples leave the device before it is closed.
const TAIL: Duration = Duration::from_millis(100);

/// A sound that is played on a device. Dropped, it ends at once.
#[derive(Debug)]
pub(super) struct Card {
    /// When it is gone, the thread closes the device.
    _open: Sender<()>,
    said: mpsc::UnboundedReceiver<End>,
    pub(super) target: Target,
}

impl Card {
    /// Begins to play on the chosen device, if there is one of that id and it lets itself be opened; else on the default
    /// one.
    ///
    /// # Errors
    /// Fails with the system's reason if there is nothing to play on.
    pub(super) async fn play(chosen: Option<&str>, voice: Voice) -> Result<Self, String> {
        let (open, is_open) = channel();
        let (say, said) = mpsc::unbounded_channel();
        let (reply, answer) = oneshot::channel();
        let chosen = chosen.map(str::to_owned);
        let started = thread::Builder::new().name("sound".into()).spawn(move || {
            let on_error = || {
                let lost = say.clone();
                move |error: CpalError| {
                    // A computer that is busy is late now and then, and what moved on by itself plays on.
                    let plays_on = matches!(error.kind(), ErrorKind::Xrun | ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged);
                    // A device that fails says so again and again; whoever listens leaves after the first time.
                    if !plays_on && lost.send(End::Lost).is_ok() {
                        tracing::warn!(%error, "the sound device failed");
                    }
                }
            };
            match open_here(chosen.as_deref(), on_error) {
                Ok((device, target)) => {
                    device.mixer().add(WithTail::new(voice, say.clone()));
                    if reply.send(Ok(target)).is_ok() {
                        // Nothing is ever sent: it ends when whoever plays is gone.
                        let _ = is_open.recv();
                    }
                }
                // Whoever asked may have gone.
                Err(error) => drop(reply.send(Err(error.to_string()))),
            }
        });
        started.map_err(|error| error.to_string())?;
        let target = answer.await.map_err(|_| "the player ended".to_owned())??;
        Ok(Self { _open: open, said, target })
    }

    /// Waits until it is over. It may be asked again.
    pub(super) async fn over(&mut self) -> End {
        self.said.recv().await.unwrap_or(End::Lost)
    }
}

/// Opens a device on this thread, and says which.
fn open_here<F>(chosen: Option<&str>, on_error: impl Fn() -> F) -> Result<(MixerDeviceSink, Target), DeviceSinkError>
where
    F: FnMut(CpalError) + Send + 'static,
{
    let open = |device| DeviceSinkBuilder::from_device(device).and_then(|device| device.with_error_callback(on_error()).open_stream());
    let of_choice = chosen.and_then(|id| {
        let opened = find(id).ok_or(DeviceSinkError::NoDevice).and_then(open);
        opened.inspect_err(|error| tracing::info!(id, %error, "the chosen sound device can't be used")).ok()
    });
    let (mut device, target) = match of_choice {
        Some(device) => (device, Target::Chosen(0)),
        None => {
            let device = cpal::default_host().default_output_device().ok_or(DeviceSinkError::NoDevice)?;
            let target = Target::Default(id_of(&device));
            (open(device)?, target)
        }
    };
    device.log_on_drop(false);
    Ok((device, target))
}

/// Says what a sound that begins now would be played on; nothing where there is no device. It may take long.
pub(super) fn target(chosen: Option<&str>) -> Option<Target> {
    if chosen.is_some_and(|id| find(id).is_some()) {
        return Some(Target::Chosen(0));
    }
    cpal::default_host().default_output_device().map(|device| Target::Default(id_of(&device)))
}

/// Lists the devices a sound can be played on. It may take long: some are asked.
pub(super) fn list() -> Vec<SoundDevice> {
    let devices = match cpal::default_host().output_devices() {
        Ok(devices) => devices,
        Err(error) => {
            tracing::warn!(%error, "the sound devices can't be listed");
            return Vec::new();
        }
    };
    let named = devices.filter_map(|device| {
        let id = device.id().ok().filter(|id| is_offered(id.id()))?.to_string();
        let name = device.description().map(|description| description.name().trim().to_owned()).unwrap_or_default();
        Some(SoundDevice { name: if name.is_empty() { id.clone() } else { name }, id })
    });
    named.collect()
}

fn find(id: &str) -> Option<Device> {
    let id: DeviceId = id.parse().ok()?;
    cpal::default_host().device_by_id(&id)
}

fn id_of(device: &Device) -> String {
    device.id().map(|id| id.to_string()).unwrap_or_default()
}

/// Whether a device is worth a choice. ALSA lists each card a dozen times: with all its speakers, with and without
/// conversions, and by a number that is another one tomorrow. What is mixed with the sounds of others stays: each card
/// once by its name, and each screen. The default is no choice; neither are sound servers, which are it where they run.
#[cfg(target_os = "linux")]
fn is_offered(id: &str) -> bool {
    ["sysdefault:CARD=", "hdmi:CARD="].iter().any(|kind| id.strip_prefix(kind).is_some_and(|card| !card.starts_with(|c: char| c.is_ascii_digit())))
}

#[cfg(not(target_os = "linux"))]
fn is_offered(_: &str) -> bool {
    true
}

/// A sound and a moment of silence, after which it is said that it has ended.
struct WithTail {
    voice: Voice,
    channels: ChannelCount,
    rate: SampleRate,
    /// How many samples of silence are left; none while there is something to hear.
    tail: Option<u32>,
    say: mpsc::UnboundedSender<End>,
}

impl WithTail {
    fn new(voice: Voice, say: mpsc::UnboundedSender<End>) -> Self {
        let channels = u16::try_from(voice.channels()).ok().and_then(NonZero::new).unwrap_or(NonZero::<u16>::MIN);
        let rate = NonZero::new(voice.rate()).unwrap_or(NonZero::<u32>::MIN);
        Self { voice, channels, rate, tail: None, say }
    }
}

impl Iterator for WithTail {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        let sample = if self.tail.is_none() { self.voice.next() } else { None };
        if sample.is_some() {
            return sample;
        }
        let frames = (TAIL.as_secs_f32() * self.rate.get() as f32) as u32;
        let left = self.tail.unwrap_or(frames * u32::from(self.channels.get()));
        self.tail = Some(left.saturating_sub(1));
        if left == 0 {
            // Whoever listened may have gone.
            let _ = self.say.send(End::Ended);
            return None;
        }
        Some(0.0)
    }
}

impl Source for WithTail {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> ChannelCount {
        self.channels
    }

    fn sample_rate(&self) -> SampleRate {
        self.rate
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn each_card_is_offered_once_by_its_name() {
        for (id, offered) in [
            ("default", false),
            ("null", false),
            ("pipewire", false),
            ("sysdefault:CARD=PCH", true),
            ("front:CARD=PCH,DEV=0", false),
            ("surround51:CARD=PCH,DEV=0", false),
            ("hw:CARD=0,DEV=0", false),
            ("hdmi:CARD=HDMI,DEV=1", true),
            ("sysdefault:CARD=0", false),
        ] {
            assert_eq!(is_offered(id), offered, "{id}");
        }
    }

    #[test]
    fn an_id_that_means_nothing_finds_nothing() {
        for id in ["", "nonsense", "alsa:", "alsa:sysdefault:CARD=Gone", "pulseaudio:headset"] {
            assert!(find(id).is_none(), "{id}");
        }
    }
}
