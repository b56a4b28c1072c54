//! macOS: the output as a whole, with our own sounds, for programs can't be told apart. It can't be asked which players
//! play either, so none is paused.
#![expect(unsafe_code, reason = "Core Audio has no safe calls")]

use std::{ffi::c_void, mem, ptr::NonNull};

use objc2_core_audio::{
    AudioObjectGetPropertyData, AudioObjectGetPropertyDataSize, AudioObjectHasProperty, AudioObjectID, AudioObjectIsPropertySettable, AudioObjectPropertyAddress,
    AudioObjectPropertyScope, AudioObjectPropertySelector, AudioObjectSetPropertyData, kAudioDevicePropertyDeviceUID, kAudioDevicePropertyMute, kAudioDevicePropertyStreams,
    kAudioHardwarePropertyDefaultOutputDevice, kAudioHardwarePropertyDevices, kAudioObjectPropertyElementMain, kAudioObjectPropertyName, kAudioObjectPropertyScopeGlobal,
    kAudioObjectPropertyScopeOutput, kAudioObjectSystemObject,
};
use objc2_core_foundation::{CFRetained, CFString};

use super::audio::{Audio, Knob, Level, OutOfReach, Scene, Set, Turn, of_full, to_full};

/// Media players can't be paused.
pub(super) const PAUSES: bool = false;

/// Our own sounds are muted with all others.
pub(super) const SPARES_OURS: bool = false;

/// The volume of a device as a whole, made of its channels where it has none of its own ('vmvc', Audio Toolbox).
const VIRTUAL_MAIN_VOLUME: AudioObjectPropertySelector = 0x766d_7663;

/// The object that stands for the system.
const SYSTEM: AudioObjectID = kAudioObjectSystemObject.unsigned_abs();

/// Opens the sound system.
///
/// # Errors
/// It is always there.
pub(super) fn sound(_: Option<&str>) -> Result<Box<dyn Audio>, OutOfReach> {
    Ok(Box::new(CoreAudio))
}

/// There is no way to the players.
///
/// # Errors
/// Always.
pub(super) fn players() -> Result<Box<dyn Audio>, OutOfReach> {
    Err(OutOfReach("this system lets nobody pause other programs' players".to_owned()))
}

/// The outputs.
struct CoreAudio;

/// A property of an object that is a plain number.
#[derive(Clone, Copy)]
struct Property {
    object: AudioObjectID,
    address: AudioObjectPropertyAddress,
}

/// What a plain number may be.
trait Plain: Copy + Default {}
impl Plain for u32 {}
impl Plain for f32 {}

impl Property {
    fn of(object: AudioObjectID, selector: AudioObjectPropertySelector, scope: AudioObjectPropertyScope) -> Self {
        Self { object, address: AudioObjectPropertyAddress { mSelector: selector, mScope: scope, mElement: kAudioObjectPropertyElementMain } }
    }

    fn is_settable(mut self) -> bool {
        let address = NonNull::from(&mut self.address);
        let mut settable = 0;
        // SAFETY: both point to values that live as long as the calls.
        unsafe { AudioObjectHasProperty(self.object, address) && AudioObjectIsPropertySettable(self.object, address, NonNull::from(&mut settable)) == 0 && settable != 0 }
    }

    /// Returns how many bytes it has.
    fn size(mut self) -> Option<u32> {
        let mut size = 0;
        // SAFETY: both pointers are to values that live as long as the call, and there is no qualifier.
        let status = unsafe { AudioObjectGetPropertyDataSize(self.object, NonNull::from(&mut self.address), 0, std::ptr::null(), NonNull::from(&mut size)) };
        (status == 0).then_some(size)
    }

    fn get<T: Plain>(self) -> Option<T> {
        let mut value = T::default();
        self.read(NonNull::from(&mut value).cast(), mem::size_of::<T>())?;
        Some(value)
    }

    /// Reads into memory that has room for so many bytes, and returns how many there were.
    fn read(mut self, to: NonNull<c_void>, room: usize) -> Option<usize> {
        let mut size = u32::try_from(room).ok()?;
        // SAFETY: `to` has room for `size` bytes, which is as many as are written; the others live as long as the call.
        let status = unsafe { AudioObjectGetPropertyData(self.object, NonNull::from(&mut self.address), 0, std::ptr::null(), NonNull::from(&mut size), to) };
        (status == 0).then_some(size as usize)
    }

    fn set<T: Plain>(mut self, mut value: T) -> Result<(), OutOfReach> {
        let size = u32::try_from(mem::size_of::<T>()).unwrap_or_default();
        // SAFETY: the value has so many bytes, and lives as long as the call, as the address does.
        let status = unsafe { AudioObjectSetPropertyData(self.object, NonNull::from(&mut self.address), 0, std::ptr::null(), size, NonNull::from(&mut value).cast()) };
        if status == 0 { Ok(()) } else { Err(OutOfReach(format!("Core Audio says {status}"))) }
    }

    fn text(self) -> Option<String> {
        let mut text: *const CFString = std::ptr::null();
        self.read(NonNull::from(&mut text).cast(), mem::size_of_val(&text))?;
        // SAFETY: these properties are strings, and who asks for one owns it.
        let text = unsafe { CFRetained::from_raw(NonNull::new(text.cast_mut())?) };
        Some(text.to_string())
    }
}

/// A device as an output.
#[derive(Clone, Copy)]
struct Output(AudioObjectID);

impl Output {
    fn all() -> Vec<Self> {
        let devices = Property::of(SYSTEM, kAudioHardwarePropertyDevices, kAudioObjectPropertyScopeGlobal);
        let mut ids: Vec<AudioObjectID> = vec![0; devices.size().unwrap_or_default() as usize / mem::size_of::<AudioObjectID>()];
        let Some(first) = NonNull::new(ids.as_mut_ptr()) else { return Vec::new() };
        let read = devices.read(first.cast(), mem::size_of_val(ids.as_slice())).unwrap_or_default();
        ids.truncate(read / mem::size_of::<AudioObjectID>());
        ids.into_iter()
            .map(Self)
            .filter(|output| Property::of(output.0, kAudioDevicePropertyStreams, kAudioObjectPropertyScopeOutput).size().is_some_and(|size| size > 0))
            .collect()
    }

    fn default() -> Option<Self> {
        Property::of(SYSTEM, kAudioHardwarePropertyDefaultOutputDevice, kAudioObjectPropertyScopeGlobal).get().map(Self)
    }

    /// Its id, the same tomorrow.
    fn uid(self) -> Option<String> {
        Property::of(self.0, kAudioDevicePropertyDeviceUID, kAudioObjectPropertyScopeGlobal).text()
    }

    fn name(self) -> Option<String> {
        Property::of(self.0, kAudioObjectPropertyName, kAudioObjectPropertyScopeGlobal).text()
    }

    fn mute(self) -> Property {
        Property::of(self.0, kAudioDevicePropertyMute, kAudioObjectPropertyScopeOutput)
    }

    fn volume(self) -> Property {
        Property::of(self.0, VIRTUAL_MAIN_VOLUME, kAudioObjectPropertyScopeOutput)
    }

    fn level(self) -> Level {
        let muted = Some(self.mute()).filter(|mute| mute.is_settable()).and_then(Property::get::<u32>).map(|muted| muted != 0);
        let volume = Some(self.volume()).filter(|volume| volume.is_settable()).and_then(Property::get::<f32>);
        Level::Sound { muted, volume: volume.into_iter().map(to_full).collect() }
    }
}

impl Audio for CoreAudio {
    fn system(&self) -> &'static str {
        "core-audio"
    }

    fn look(&mut self) -> Result<Scene, OutOfReach> {
        let outputs: Vec<(String, Output)> = Output::all().into_iter().filter_map(|output| Some((output.uid()?, output))).collect();
        let knob = |(id, output): &(String, Output)| Knob { id: id.clone(), output: Some(id.clone()), spared: false, memory: None, returns: true, level: output.level() };
        Ok(Scene {
            default: Output::default().and_then(Output::uid),
            knobs: outputs.iter().map(knob).collect(),
            outputs: outputs.iter().map(|(id, output)| (id.clone(), output.name().unwrap_or_else(|| id.clone()))).collect(),
        })
    }

    fn set(&mut self, knob: &str, set: &Set) -> Result<(), OutOfReach> {
        let Some(output) = Output::all().into_iter().find(|output| output.uid().as_deref() == Some(knob)) else { return Ok(()) };
        match set {
            Set::Muted(muted) => output.mute().set(u32::from(*muted)),
            Set::Volume(volume) => output.volume().set(of_full(volume)),
            Set::Playing(_) => Ok(()),
        }
    }

    fn correct(&mut self, _: &str, _: &Turn) -> Result<bool, OutOfReach> {
        Ok(true)
    }

    fn spares_ours(&self) -> bool {
        false
    }

    fn tells(&self) -> bool {
        false
    }
}
