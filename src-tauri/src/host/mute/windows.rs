//! Windows: each program's session is muted by itself, so that our own sounds stay audible; where sessions can't be
//! listed, the output as a whole. Media players are those of the system's media controls.
#![expect(unsafe_code, reason = "COM has no safe calls")]

use std::{
    cell::Cell,
    process,
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

use windows::{
    Media::Control::{
        GlobalSystemMediaTransportControlsSession as Session, GlobalSystemMediaTransportControlsSessionManager as Sessions,
        GlobalSystemMediaTransportControlsSessionPlaybackStatus as Status,
    },
    Win32::{
        Devices::FunctionDiscovery::PKEY_Device_FriendlyName,
        Foundation::PROPERTYKEY,
        Media::Audio::{
            DEVICE_STATE, DEVICE_STATE_ACTIVE, EDataFlow, ERole, Endpoints::IAudioEndpointVolume, IAudioSessionControl, IAudioSessionControl2, IAudioSessionManager2,
            IAudioSessionNotification, IAudioSessionNotification_Impl, IMMDevice, IMMDeviceEnumerator, IMMNotificationClient, IMMNotificationClient_Impl, ISimpleAudioVolume,
            MMDeviceEnumerator, eMultimedia, eRender,
        },
        System::Com::{CLSCTX_ALL, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx, CoTaskMemFree, CoUninitialize, STGM_READ},
    },
    core::{GUID, Interface, PCWSTR, PWSTR, Ref, Result, implement},
};

use super::{
    Wake, Watch,
    audio::{Audio, Knob, Level, OutOfReach, Playback, Scene, Set, Turn, of_full, to_full},
};

/// Media players can be paused.
pub(super) const PAUSES: bool = true;

/// Our own sessions are told apart.
pub(super) const SPARES_OURS: bool = true;

/// What another process of ours is known by.
const BINARY: &str = "\\bellhop.exe";

/// How long players may take to do as they are told, all at the same time.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is asked is still under way (`AsyncStatus::Started`).
const STARTED: i32 = 0;

/// Says that a change was ours, to whoever listens.
const OURS: GUID = GUID::from_u128(0x5d1f_6f0a_2c3b_4f7e_9a41_b0e1_1f0b_e110);

/// Opens the sound system.
///
/// # Errors
/// Fails if there is none.
pub(super) fn sound(_: Option<&str>) -> std::result::Result<Box<dyn Audio>, OutOfReach> {
    Ok(Box::new(Wasapi::open().map_err(OutOfReach::because)?))
}

/// Opens the way to the players.
///
/// # Errors
/// Fails if the system does not offer it.
pub(super) fn players() -> std::result::Result<Box<dyn Audio>, OutOfReach> {
    let com = Com::enter().map_err(OutOfReach::because)?;
    let sessions = Sessions::RequestAsync().and_then(|asked| asked.join()).map_err(OutOfReach::because)?;
    Ok(Box::new(Players { sessions, _com: com }))
}

/// COM on this thread, until it is dropped there.
struct Com;

impl Com {
    fn enter() -> Result<Self> {
        // SAFETY: it is left once for each time it is entered, on the same thread: what is opened here never leaves it.
        unsafe { CoInitializeEx(None, COINIT_MULTITHREADED) }.ok()?;
        Ok(Self)
    }
}

impl Drop for Com {
    fn drop(&mut self) {
        // SAFETY: see `enter`.
        unsafe { CoUninitialize() };
    }
}

/// The outputs.
struct Wasapi {
    devices: IMMDeviceEnumerator,
    /// Whether every output told programs apart when it was looked at last.
    spares_ours: Cell<bool>,
    // Left after everything that needs it.
    _com: Com,
}

/// What a knob is turned by.
enum Handle {
    Session(ISimpleAudioVolume),
    Device(IAudioEndpointVolume),
}

impl Wasapi {
    fn open() -> Result<Self> {
        let com = Com::enter()?;
        // SAFETY: COM is entered on this thread.
        let devices = unsafe { CoCreateInstance(&MMDeviceEnumerator, None, CLSCTX_ALL)? };
        Ok(Self { devices, spares_ours: Cell::new(SPARES_OURS), _com: com })
    }

    fn outputs(&self) -> Result<Vec<(String, IMMDevice)>> {
        // SAFETY: the enumerator is one, and the calls take nothing by pointer.
        unsafe {
            let found = self.devices.EnumAudioEndpoints(eRender, DEVICE_STATE_ACTIVE)?;
            (0..found.GetCount()?).map(|at| found.Item(at).and_then(|device| Ok((text(device.GetId()?), device)))).collect()
        }
    }

    /// Returns everything that can be turned, with what it is turned by.
    fn knobs(&self) -> Result<Vec<(Knob, Handle)>> {
        let mut knobs = Vec::new();
        self.spares_ours.set(true);
        for (id, device) in self.outputs()? {
            match sessions(&device) {
                Ok(sessions) => knobs.extend(sessions.iter().filter_map(|session| of_session(&id, session).ok())),
                // It can't tell programs apart.
                Err(_) => {
                    self.spares_ours.set(false);
                    knobs.extend(of_device(&id, &device));
                }
            }
        }
        Ok(knobs)
    }

    fn scene(&self) -> Result<Scene> {
        // SAFETY: the enumerator is one. Without an output there is no default one.
        let default = unsafe { self.devices.GetDefaultAudioEndpoint(eRender, eMultimedia).and_then(|device| device.GetId()) }.ok().map(text);
        let outputs = self.outputs()?.iter().map(|(id, device)| (id.clone(), name(device).unwrap_or_else(|_| id.clone()))).collect();
        Ok(Scene { default, outputs, knobs: self.knobs()?.into_iter().map(|(knob, _)| knob).collect() })
    }
}

impl Audio for Wasapi {
    fn system(&self) -> &'static str {
        "wasapi"
    }

    fn look(&mut self) -> std::result::Result<Scene, OutOfReach> {
        self.scene().map_err(OutOfReach::because)
    }

    fn set(&mut self, knob: &str, set: &Set) -> std::result::Result<(), OutOfReach> {
        let knobs = self.knobs().map_err(OutOfReach::because)?;
        let Some((_, handle)) = knobs.iter().find(|(is, _)| is.id == knob) else { return Ok(()) };
        // SAFETY: the handles are what they say, and the context is a constant.
        let turned = unsafe {
            match (handle, set) {
                (Handle::Session(session), Set::Muted(muted)) => session.SetMute(*muted, &OURS),
                (Handle::Session(session), Set::Volume(volume)) => session.SetMasterVolume(of_full(volume), &OURS),
                (Handle::Device(device), Set::Muted(muted)) => device.SetMute(*muted, &OURS),
                (Handle::Device(device), Set::Volume(volume)) => device.SetMasterVolumeLevelScalar(of_full(volume), &OURS),
                (_, Set::Playing(_)) => Ok(()),
            }
        };
        turned.map_err(OutOfReach::because)
    }

    fn correct(&mut self, _: &str, _: &Turn) -> std::result::Result<bool, OutOfReach> {
        // It remembers programs, but says so to nobody: the program's return is waited for.
        Ok(false)
    }

    fn spares_ours(&self) -> bool {
        self.spares_ours.get()
    }

    fn tells(&self) -> bool {
        // Of what starts and of another default output, but not of all that users do, nor of outputs that are new.
        false
    }

    fn watch(&mut self, waker: &Sender<Wake>) -> std::result::Result<Watch, OutOfReach> {
        Ok(Box::new(Listening::begin(self, waker).map_err(OutOfReach::because)?))
    }
}

fn sessions(device: &IMMDevice) -> Result<Vec<IAudioSessionControl2>> {
    // SAFETY: the device is one, and the calls take nothing by pointer.
    unsafe {
        let manager: IAudioSessionManager2 = device.Activate(CLSCTX_ALL, None)?;
        let found = manager.GetSessionEnumerator()?;
        // One that has ended meanwhile costs none of the others.
        Ok((0..found.GetCount()?).filter_map(|at| found.GetSession(at).and_then(|session| session.cast()).ok()).collect())
    }
}

fn of_session(output: &str, session: &IAudioSessionControl2) -> Result<(Knob, Handle)> {
    let volume: ISimpleAudioVolume = session.cast()?;
    // SAFETY: both are what they say; what they hand out is freed by `text`.
    let (id, memory, process, muted, is) =
        unsafe { (text(session.GetSessionInstanceIdentifier()?), text(session.GetSessionIdentifier()?), session.GetProcessId()?, volume.GetMute()?, volume.GetMasterVolume()?) };
    let spared = process == process::id() || memory.to_lowercase().contains(BINARY);
    let level = Level::Sound { muted: Some(muted.as_bool()), volume: vec![to_full(is)] };
    Ok((Knob { id, output: Some(output.to_owned()), spared, memory: Some(memory), returns: false, level }, Handle::Session(volume)))
}

fn of_device(id: &str, device: &IMMDevice) -> Result<(Knob, Handle)> {
    // SAFETY: the device is one, and the calls take nothing by pointer.
    let (volume, muted, is) = unsafe {
        let volume: IAudioEndpointVolume = device.Activate(CLSCTX_ALL, None)?;
        let (muted, is) = (volume.GetMute()?, volume.GetMasterVolumeLevelScalar()?);
        (volume, muted, is)
    };
    let level = Level::Sound { muted: Some(muted.as_bool()), volume: vec![to_full(is)] };
    Ok((Knob { id: id.to_owned(), output: Some(id.to_owned()), spared: false, memory: None, returns: true, level }, Handle::Device(volume)))
}

fn name(device: &IMMDevice) -> Result<String> {
    // SAFETY: the device is one, and the key is a constant.
    Ok(unsafe { device.OpenPropertyStore(STGM_READ)?.GetValue(&PKEY_Device_FriendlyName)? }.to_string())
}

/// Takes over a text the system has made.
fn text(text: PWSTR) -> String {
    // SAFETY: it ends with a zero, and it is ours to free, once.
    unsafe {
        let taken = text.to_string().unwrap_or_default();
        CoTaskMemFree(Some(text.0.cast_const().cast()));
        taken
    }
}

/// Hears of new sessions and of outputs that change.
#[implement(IAudioSessionNotification, IMMNotificationClient)]
struct Ear(Sender<Wake>);

impl Ear {
    fn changed(&self) {
        // Whoever listened may have gone.
        let _ = self.0.send(Wake::Changed);
    }
}

impl IAudioSessionNotification_Impl for Ear_Impl {
    fn OnSessionCreated(&self, _: Ref<'_, IAudioSessionControl>) -> Result<()> {
        self.changed();
        Ok(())
    }
}

impl IMMNotificationClient_Impl for Ear_Impl {
    fn OnDeviceStateChanged(&self, _: &PCWSTR, _: DEVICE_STATE) -> Result<()> {
        self.changed();
        Ok(())
    }

    fn OnDeviceAdded(&self, _: &PCWSTR) -> Result<()> {
        Ok(())
    }

    fn OnDeviceRemoved(&self, _: &PCWSTR) -> Result<()> {
        Ok(())
    }

    fn OnDefaultDeviceChanged(&self, _: EDataFlow, _: ERole, _: &PCWSTR) -> Result<()> {
        self.changed();
        Ok(())
    }

    fn OnPropertyValueChanged(&self, _: &PCWSTR, _: &PROPERTYKEY) -> Result<()> {
        Ok(())
    }
}

/// What listens until it is dropped.
struct Listening {
    devices: IMMDeviceEnumerator,
    ear: IMMNotificationClient,
    sessions: Vec<(IAudioSessionManager2, IAudioSessionNotification)>,
    _com: Com,
}

impl Listening {
    fn begin(wasapi: &Wasapi, waker: &Sender<Wake>) -> Result<Self> {
        let com = Com::enter()?;
        let ear: IMMNotificationClient = Ear(waker.clone()).into();
        let mut listening = Self { devices: wasapi.devices.clone(), ear, sessions: Vec::new(), _com: com };
        // SAFETY: what is registered lives until it is taken back, by `Drop`.
        unsafe { listening.devices.RegisterEndpointNotificationCallback(&listening.ear)? };
        for (_, device) in wasapi.outputs()? {
            // SAFETY: as above. Sessions are told of only once they have been listed.
            let registered = unsafe {
                device.Activate::<IAudioSessionManager2>(CLSCTX_ALL, None).and_then(|manager| {
                    let ear: IAudioSessionNotification = Ear(waker.clone()).into();
                    manager.RegisterSessionNotification(&ear)?;
                    manager.GetSessionEnumerator()?.GetCount()?;
                    Ok((manager, ear))
                })
            };
            listening.sessions.extend(registered);
        }
        Ok(listening)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // SAFETY: each was registered once. What can't be taken back belongs to a device that is gone.
        unsafe {
            for (manager, ear) in &self.sessions {
                let _ = manager.UnregisterSessionNotification(ear);
            }
            let _ = self.devices.UnregisterEndpointNotificationCallback(&self.ear);
        }
    }
}

/// The players the system's media controls know.
struct Players {
    sessions: Sessions,
    _com: Com,
}

impl Players {
    fn all(&self) -> Result<Vec<(Knob, Session)>> {
        let mut all: Vec<(Knob, Session)> = Vec::new();
        for session in self.sessions.GetSessions()? {
            // One that goes away or says nothing costs none of the others.
            let told = || Ok((session.SourceAppUserModelId()?.to_string(), session.GetPlaybackInfo()?.PlaybackStatus()?));
            let told: Result<(String, Status)> = told();
            let Ok((program, status)) = told.inspect_err(|error| tracing::info!(%error, "a player does not say whether it plays")) else { continue };
            let playback = match status {
                Status::Playing => Playback::Playing,
                Status::Paused => Playback::Paused,
                _ => Playback::Stopped,
            };
            // One program may have several.
            let before = all.iter().filter(|(knob, _)| knob.id.rsplit_once('#').is_some_and(|(of, _)| of == program)).count();
            let knob = Knob { id: format!("{program}#{before}"), output: None, spared: false, memory: None, returns: false, level: Level::Player(playback) };
            all.push((knob, session));
        }
        Ok(all)
    }
}

impl Audio for Players {
    fn system(&self) -> &'static str {
        "media-controls"
    }

    fn look(&mut self) -> std::result::Result<Scene, OutOfReach> {
        let all = self.all().map_err(OutOfReach::because)?;
        Ok(Scene { knobs: all.into_iter().map(|(knob, _)| knob).collect(), ..Scene::default() })
    }

    fn set(&mut self, knob: &str, set: &Set) -> std::result::Result<(), OutOfReach> {
        self.set_all(&[(knob.to_owned(), set.clone())])
    }

    fn set_all(&mut self, sets: &[(String, Set)]) -> std::result::Result<(), OutOfReach> {
        let all = self.all().map_err(OutOfReach::because)?;
        let mut asked = Vec::new();
        for (knob, set) in sets {
            let (Set::Playing(playing), Some((_, session))) = (set, all.iter().find(|(is, _)| is.id == *knob)) else { continue };
            match if *playing { session.TryPlayAsync() } else { session.TryPauseAsync() } {
                Ok(answer) => asked.push(answer),
                Err(error) => tracing::info!(player = knob, %error, "a player does not do as it is told"),
            }
        }
        // One that hangs finds it waiting when it goes on, and keeps no other waiting.
        let began = Instant::now();
        while began.elapsed() < PATIENCE && asked.iter().any(|answer| answer.Status().is_ok_and(|status| status.0 == STARTED)) {
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    fn correct(&mut self, _: &str, _: &Turn) -> std::result::Result<bool, OutOfReach> {
        Ok(true)
    }

    fn spares_ours(&self) -> bool {
        true
    }

    fn tells(&self) -> bool {
        false
    }
}
