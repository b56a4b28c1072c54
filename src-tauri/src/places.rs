//! Where files are kept.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The name of the program in the system's folders; the same as the identifier in `tauri.conf.json`.
pub const IDENTIFIER: &str = "org.bellhop-desktop.bellhop";

/// The folders of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    config: PathBuf,
    data: PathBuf,
}

impl Places {
    /// Returns the folders to use: the platform's, or everything in one folder if that is asked for.
    ///
    /// # Errors
    /// Fails if the platform has no such folders, or they can't be made.
    pub fn find(settings_dir: Option<&Path>) -> Result<Self> {
        let places = match settings_dir {
            Some(dir) => Self { config: dir.to_owned(), data: dir.to_owned() },
            None => Self {
                config: dirs::config_dir().context("Failed to find the folder for settings")?.join(IDENTIFIER),
                data: dirs::data_local_dir().context("Failed to find the folder for data")?.join(IDENTIFIER),
            },
        };
        for folder in [&places.config, &places.data] {
            private_folder(folder).with_context(|| format!("Failed to make the folder {}", folder.display()))?;
        }
        Ok(places)
    }

    /// The settings.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.json")
    }

    /// Where the window was, and what was said about it.
    pub fn window(&self) -> PathBuf {
        self.data.join("window.json")
    }

    /// What the web view keeps for itself: caches, and empty stores of ours.
    pub fn web_view(&self) -> PathBuf {
        self.data.join("window")
    }

    /// What one of those who listen at the same time holds on to.
    pub fn listener(&self, number: u32) -> PathBuf {
        self.data.join(format!("listen-{number}.lock"))
    }

    /// The record of what one of those who listen has heard, and of what it owes. `suffix` tells it from the others.
    pub fn listener_journal(&self, suffix: &str) -> PathBuf {
        self.data.join(format!("activity{suffix}.sqlite"))
    }

    /// What is muted while a call goes on, by the program or by one of those who listen.
    pub fn quiet_note(&self, suffix: &str) -> PathBuf {
        self.data.join(format!("quiet{suffix}.json"))
    }

    /// The record of what happened.
    pub fn journal(&self) -> PathBuf {
        self.data.join("activity.sqlite")
    }
}

/// Makes a folder that only the user can look into. One that is there already stays as it is: it may be shared on
/// purpose.
fn private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
