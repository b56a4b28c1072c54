//! The settings file: read, set aside when broken, and saved so that it is never torn.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use engine::{
    Settings,
    settings::SettingsError,
    view::{Notice, NoticeCode},
};
use tempfile::NamedTempFile;

/// Where the settings are kept.
#[derive(Debug, Clone)]
pub struct SettingsFile(PathBuf);

impl SettingsFile {
    /// Names the file.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Reads the settings. A missing file is a first start; a file that can't be understood is set aside, and said so.
    /// The id of the installation is stored from the first start on.
    ///
    /// # Errors
    /// Fails if the file is there and can't be read or set aside: to go on would overwrite it.
    pub fn load(&self) -> Result<(Settings, Option<Notice>)> {
        let (stored, settings, notice) = self.read()?;
        if stored.contains(&settings.installation) {
            return Ok((settings, notice));
        }
        match replace(&self.0, &settings.to_text()?) {
            Ok(()) => Ok((settings, notice)),
            Err(error) => Ok((settings, Some(Notice { code: NoticeCode::SettingsNotSaved, detail: error.to_string() }))),
        }
    }

    /// Reads what is stored now, and what it means.
    fn read(&self) -> Result<(String, Settings, Option<Notice>)> {
        let text = match fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((String::new(), Settings::default(), None)),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
            Err(error) => return Err(error).with_context(|| format!("Failed to read {}", self.0.display())),
        };
        match Settings::parse(&text) {
            Ok(settings) => Ok((text, settings, None)),
            Err(error) => {
                tracing::warn!(%error, "the settings are set aside");
                let aside = free_name(&self.0);
                fs::rename(&self.0, &aside).with_context(|| format!("Failed to set {} aside", self.0.display()))?;
                let code = match error {
                    SettingsError::TooNew { .. } => NoticeCode::SettingsTooNew,
                    SettingsError::Broken(_) => NoticeCode::SettingsSetAside,
                };
                let notice = Notice { code, detail: aside.display().to_string() };
                Ok((String::new(), Settings::default(), Some(notice)))
            }
        }
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// Fails with the system's reason if they could not be stored; then the old ones are still there.
    pub async fn save(&self, text: String) -> Result<(), String> {
        let path = self.0.clone();
        let saved = tokio::task::spawn_blocking(move || replace(&path, &text)).await;
        match saved {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Writes a file beside the old one and puts it in its place, so that one of the two is always whole.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Returns a name beside the file that nothing has: an earlier file set aside is never overwritten.
fn free_name(path: &Path) -> PathBuf {
    let name = |number: u32| path.with_extension(if number == 0 { "broken.json".to_owned() } else { format!("broken-{number}.json") });
    let mut number = 0;
    while name(number).exists() {
        number += 1;
    }
    name(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_saved_is_there_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::new(folder.path().join("settings.json"));
        let (first, notice) = file.load().unwrap();
        assert_eq!(notice, None);
        assert_eq!(file.load().unwrap(), (first.clone(), None), "the installation is the same from the first start on");
        let changed = Settings { sounds_on: false, ..first };
        file.save(changed.to_text().unwrap()).await.unwrap();
        assert_eq!(file.load().unwrap(), (changed, None));
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(folder.path().join("settings.json")).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600, "nobody else reads the settings");
        }
    }

    #[test]
    fn broken_settings_are_set_aside_and_said_so_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        for (round, broken) in ["{", "[]", r#"{"schema":99}"#, "\u{0}"].into_iter().enumerate() {
            fs::write(&path, broken).unwrap();
            let (settings, notice) = SettingsFile::new(path.clone()).load().unwrap();
            assert_eq!(settings.custom_events, []);
            let aside = notice.expect("it is said").detail;
            assert_eq!(fs::read_to_string(&aside).unwrap(), broken, "round {round}");
            assert_eq!(Settings::parse(&fs::read_to_string(&path).unwrap()).unwrap(), settings, "it starts anew");
        }
    }
}
