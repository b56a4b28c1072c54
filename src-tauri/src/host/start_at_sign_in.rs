//! Starting when the user signs in to the computer: the entry the system has for it. Others may change it there, so it is
//! read whenever it matters and remembered nowhere.

#[cfg_attr(target_os = "linux", path = "start_at_sign_in/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "start_at_sign_in/others.rs")]
mod system;

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// What the system is to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartEntry {
    /// The program: this one.
    program: PathBuf,
    /// What it is given, so that it is started as it was.
    arguments: Vec<String>,
}

impl StartEntry {
    /// The entry for this program, with its files where they are now if that was said.
    ///
    /// # Errors
    /// Fails if the system does not say where the program is.
    pub fn new(settings_dir: Option<&Path>) -> Result<Self> {
        // An AppImage is started by its own file: what runs is on a disk that goes with it.
        let image = env::var_os("APPIMAGE").map(PathBuf::from).filter(|image| cfg!(target_os = "linux") && image.is_absolute());
        let program = match image {
            Some(image) => image,
            None => env::current_exe().context("Failed to find out where the program is")?,
        };
        let folder = settings_dir.map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()));
        let arguments = folder.map(|folder| vec!["--settings-dir".to_owned(), folder.to_string_lossy().into_owned()]).unwrap_or_default();
        Ok(Self { program, arguments })
    }

    /// Says whether the system starts the program.
    ///
    /// # Errors
    /// Fails if the system does not say.
    pub fn is_on(&self) -> Result<bool> {
        system::is_on(self)
    }

    /// Has the system start the program, or no longer.
    ///
    /// # Errors
    /// Fails with the system's reason, where the entry can't be changed.
    pub fn set(&self, on: bool) -> Result<()> {
        system::set(self, on)
    }

    /// Corrects an entry that names a program which has gone elsewhere.
    ///
    /// # Errors
    /// Fails if the entry can't be read or changed.
    pub fn correct(&self) -> Result<()> {
        system::correct(self)
    }
}
