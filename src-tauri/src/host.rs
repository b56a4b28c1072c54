//! The powers of this machine: what the engine asks of it, one file each.

pub mod address;
mod environment;
pub mod files;
pub mod keyring;
pub mod notification;
pub mod program;
pub mod settings_file;
pub mod sound;
pub mod web_service;

use std::path::{Path, PathBuf};

use anyhow::Result;
use custom_events::{Command, Files, HttpRequest, Message};
use engine::host::{AccountKey, Announcement, Failure, NoKeyring, Sound, SoundDevice, SoundProblem, SoundTeller, Unsent};
use secrecy::SecretString;
use tauri::AppHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use self::{keyring::Keyring, settings_file::SettingsFile, sound::Sounds, web_service::WebServices};

/// This machine, with a desktop (`app`) or without one.
pub struct Machine {
    app: Option<AppHandle>,
    keyring: Keyring,
    settings: SettingsFile,
    sounds: Sounds,
    web_services: WebServices,
}

impl Machine {
    /// Prepares the powers; none of them touches the world before it is used.
    ///
    /// # Errors
    /// Fails if this system has no encryption to offer.
    pub fn new(app: Option<AppHandle>, settings: SettingsFile) -> Result<Self> {
        Ok(Self { app, keyring: Keyring::new(), settings, sounds: Sounds::default(), web_services: WebServices::new()? })
    }
}

impl engine::Host for Machine {
    async fn run(&self, command: Command) -> Result<Option<i32>, Failure> {
        program::run(self.app.as_ref(), command).await
    }

    async fn open(&self, url: Url) -> Result<(), Failure> {
        address::open(url).await
    }

    async fn notify(&self, message: Message, over: CancellationToken) -> Result<(), Failure> {
        notification::show(self.app.as_ref(), message, over).await
    }

    async fn announce(&self, announcement: Announcement) {
        if let Some(app) = &self.app {
            notification::announce(app, &announcement).await;
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

    fn sound(&self, path: &Path) -> custom_events::SoundFile {
        files::sound(path)
    }

    fn folder(&self, path: &Path) -> bool {
        files::folder(path)
    }
}
