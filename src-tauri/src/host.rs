//! The powers of this machine: what the engine asks of it, one file each.

pub mod address;
pub(crate) mod environment;
pub mod files;
pub mod keyring;
pub mod mute;
pub mod notification;
pub mod program;
pub mod settings_file;
pub mod sound;
pub mod start_at_sign_in;
pub mod web_service;
pub(crate) mod whole_file;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use custom_events::{Command, Files, HttpRequest, Message};
use engine::host::{AccountKey, Announcement, Failure, FailureCode, NoKeyring, Quiet, QuietPowers, QuietTeller, Ran, Sound, SoundDevice, SoundProblem, SoundTeller, Unsent};
use secrecy::SecretString;
use tauri::AppHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use url::Url;

use self::{keyring::Keyring, mute::Mute, settings_file::SettingsFile, sound::Sounds, start_at_sign_in::StartEntry, web_service::WebServices};

/// How long the outputs may be looked for.
const A_LOOK: Duration = Duration::from_secs(5);

/// This machine, with a desktop (`app`) or without one.
pub struct Machine {
    app: Option<AppHandle>,
    keyring: Keyring,
    /// What makes the speakers quiet, where that was asked for.
    mute: Option<Mute>,
    settings: SettingsFile,
    sounds: Sounds,
    /// What the system is to start when the user signs in to the computer, where that can be asked for.
    start: Option<StartEntry>,
    web_services: WebServices,
}

impl Machine {
    /// Prepares the powers; none of them touches the world before it is used.
    pub fn new(app: Option<AppHandle>, settings: SettingsFile) -> Self {
        Self { app, keyring: Keyring::new(), mute: None, settings, sounds: Sounds::default(), start: None, web_services: WebServices::default() }
    }

    /// Lets it make the speakers quiet, and notes in this file what it does to them. What an earlier run left is given back.
    pub fn with_quiet(self, note: PathBuf) -> Self {
        Self { mute: Some(Mute::new(note)), ..self }
    }

    /// Lets it have the system start the program.
    pub fn with_start(self, start: Option<StartEntry>) -> Self {
        Self { start, ..self }
    }
}

impl engine::Host for Machine {
    async fn run(&self, command: Command) -> Result<Ran, Failure> {
        program::run(self.app.as_ref(), command).await
    }

    async fn open(&self, url: Url) -> Result<(), Failure> {
        address::open(url).await
    }

    async fn notify(&self, message: Message, over: CancellationToken) -> Result<(), Failure> {
        notification::show(self.app.as_ref(), message, over).await
    }

    async fn announce(&self, announcement: Announcement, over: CancellationToken) {
        if let Some(app) = &self.app {
            notification::announce(app, &announcement, over).await;
        }
    }

    async fn fetch(&self, request: HttpRequest, key: String) -> Result<u16, Unsent> {
        let secrets = web_service::secrets(&request, &self.keyring).await;
        self.web_services.send(request, &key, &secrets).await
    }

    async fn sound_devices(&self) -> Vec<SoundDevice> {
        self.sounds.devices().await
    }

    async fn remember_secret(&self, name: String, secret: SecretString) -> Result<(), NoKeyring> {
        self.keyring.remember_secret(name, secret).await
    }

    async fn forget_secret(&self, name: String) -> Result<(), NoKeyring> {
        self.keyring.forget_secret(name).await
    }

    async fn play(&self, sound: Sound, stop: CancellationToken, tell: SoundTeller) -> Result<(), Failure> {
        self.sounds.play(sound, stop, tell).await
    }

    async fn hush(&self, quiet: Quiet, tell: QuietTeller) -> Result<(), Failure> {
        match &self.mute {
            Some(mute) => mute.hush(quiet, tell).await,
            None => Err(Failure::new(FailureCode::Other, String::new())),
        }
    }

    async fn give_back(&self) {
        if let Some(mute) = &self.mute {
            mute.give_back().await;
        }
    }

    async fn starts_at_sign_in(&self) -> Option<bool> {
        let entry = self.start.clone()?;
        let asked = tokio::task::spawn_blocking(move || entry.is_on()).await.ok()?;
        asked.inspect_err(|error| tracing::warn!(%error, "whether the program starts by itself is not known")).ok()
    }

    async fn start_at_sign_in(&self, on: bool) -> Result<(), String> {
        let Some(entry) = self.start.clone() else { return Err(String::new()) };
        let told = tokio::task::spawn_blocking(move || entry.set(on)).await;
        told.map_err(|error| error.to_string())?.map_err(|error| format!("{error:#}"))
    }

    async fn outputs(&self) -> Vec<SoundDevice> {
        match &self.mute {
            // A sound system that does not answer has nothing to offer.
            Some(mute) => timeout(A_LOOK, mute.outputs()).await.unwrap_or_default(),
            None => Vec::new(),
        }
    }

    fn quiet_powers(&self) -> QuietPowers {
        self.mute.as_ref().map_or(mute::POWERS, Mute::powers)
    }

    async fn check_sound(&self, file: PathBuf) -> Option<SoundProblem> {
        self.sounds.check(&file).await
    }

    async fn remember_password(&self, account: AccountKey, password: SecretString) -> Result<(), NoKeyring> {
        self.keyring.remember(account, password).await
    }

    async fn recall_password(&self, account: AccountKey) -> Result<Option<SecretString>, NoKeyring> {
        self.keyring.recall(account).await
    }

    async fn forget_password(&self, account: AccountKey) -> Result<(), NoKeyring> {
        self.keyring.forget(account).await
    }

    async fn save_settings(&self, text: String) -> Result<(), String> {
        self.settings.save(text).await
    }
}

impl Files for Machine {
    fn program(&self, path: &Path) -> custom_events::ProgramFile {
        files::program(path)
    }

    fn leads_to(&self, path: &Path) -> PathBuf {
        files::leads_to(path)
    }

    fn sound(&self, path: &Path) -> Option<custom_events::SoundProblem> {
        sound::check(path)
    }

    fn folder(&self, path: &Path) -> bool {
        files::folder(path)
    }
}
