//! The devices sounds are played on.

use engine::host::SoundDevice;
use rodio::{
    CpalError, Device, DeviceSinkBuilder, DeviceSinkError, DeviceTrait, MixerDeviceSink,
    cpal::{self, DeviceId, traits::HostTrait},
};

/// Lists the devices a sound can be played on. It may take long: some are asked.
pub fn list() -> Vec<SoundDevice> {
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
    told_apart(named.collect())
}

/// Opens a device, if there is one of that id and it lets itself be opened; else the default one.
///
/// # Errors
/// Fails if there is none at all.
pub(super) fn open<F>(id: Option<&str>, on_error: impl Fn() -> F) -> Result<MixerDeviceSink, DeviceSinkError>
where
    F: FnMut(CpalError) + Send + Clone + 'static,
{
    let chosen = id.and_then(|id| {
        let opened = find(id).ok_or(DeviceSinkError::NoDevice).and_then(DeviceSinkBuilder::from_device).and_then(|device| device.with_error_callback(on_error()).open_stream());
        opened.inspect_err(|error| tracing::warn!(id, %error, "the chosen sound device can't be used")).ok()
    });
    let mut device = match chosen {
        Some(device) => device,
        None => DeviceSinkBuilder::from_default_device()?.with_error_callback(on_error()).open_stream()?,
    };
    device.log_on_drop(false);
    Ok(device)
}

fn find(id: &str) -> Option<Device> {
    let id: DeviceId = id.parse().ok()?;
    cpal::default_host().device_by_id(&id)
}

/// Whether a device is worth a choice. ALSA lists each card a dozen times: with all its speakers, with and without
/// conversions, and by a number that is another one tomorrow. What is mixed with the sounds of others stays: each card
/// once by its name, each screen, and the sound servers. The default is no choice.
#[cfg(target_os = "linux")]
fn is_offered(id: &str) -> bool {
    matches!(id, "pipewire" | "pulse" | "jack")
        || ["sysdefault:CARD=", "hdmi:CARD="].iter().any(|kind| id.strip_prefix(kind).is_some_and(|card| !card.starts_with(|c: char| c.is_ascii_digit())))
}

#[cfg(not(target_os = "linux"))]
fn is_offered(_: &str) -> bool {
    true
}

/// Gives devices of the same name their ids, too.
fn told_apart(mut devices: Vec<SoundDevice>) -> Vec<SoundDevice> {
    let names: Vec<String> = devices.iter().map(|device| device.name.clone()).collect();
    for device in &mut devices {
        if names.iter().filter(|name| **name == device.name).count() > 1 {
            device.name = format!("{} ({})", device.name, device.id);
        }
    }
    devices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_of_the_same_name_are_told_apart() {
        let device = |id: &str, name: &str| SoundDevice { id: id.into(), name: name.into() };
        let listed = told_apart(vec![device("a", "Headset"), device("b", "Screen"), device("c", "Screen")]);
        assert_eq!(listed, [device("a", "Headset"), device("b", "Screen (b)"), device("c", "Screen (c)")]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn each_card_is_offered_once_by_its_name() {
        for (id, offered) in [
            ("default", false),
            ("null", false),
            ("pipewire", true),
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
        for id in ["", "nonsense", "alsa:", "alsa:sysdefault:CARD=Gone"] {
            assert!(find(id).is_none(), "{id}");
        }
    }
}
