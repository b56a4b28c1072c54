//! The settings file: read, set aside when broken, and saved so that it is never torn.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use engine::{
    Settings,
    settings::SettingsError,
    view::{Notice, NoticeCode},
};

use super::{
    mute,
    whole_file::{self, ENDS},
};

/// How the names begin of files that are to take the place of the settings.
const BEGINS: &str = ".settings-";

/// How old such a file is that nobody writes any more.
const LEFT_BEHIND: Duration = Duration::from_secs(60);

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
        self.sweep();
        let (stored, settings, notice) = self.read()?;
        if stored.contains(&settings.installation) {
            return Ok((settings, notice));
        }
        match replace(&self.0, &settings.to_text()?) {
            Ok(()) => Ok((settings, notice)),
            Err(error) => Ok((settings, Some(Notice { code: NoticeCode::SettingsNotSaved, detail: error.to_string() }))),
        }
    }

    /// Removes what saves left behind that were killed.
    fn sweep(&self) {
        let files = self.0.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        for file in files {
            let is_ours = file.file_name().to_str().is_some_and(|name| [BEGINS, mute::NOTE_BEGINS].iter().any(|begins| name.starts_with(begins)) && name.ends_with(ENDS));
            let is_old = file.metadata().and_then(|metadata| metadata.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age > LEFT_BEHIND));
            if is_ours && is_old {
                // What can't be removed is in nobody's way.
                let _ = fs::remove_file(file.path());
            }
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
            Ok(settings) => {
                let notice = not_read(&settings);
                Ok((text, settings, notice))
            }
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

/// Says which custom events can't be read, if any can't.
fn not_read(settings: &Settings) -> Option<Notice> {
    let names: Vec<String> = settings.unreadable_names().collect();
    (!names.is_empty()).then(|| Notice { code: NoticeCode::CustomEventsNotRead, detail: names.join(", ") })
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    whole_file::replace(path, BEGINS, text.as_bytes())
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

    /// Settings of some size, so that a write can be cut: about 40 kB, told apart by their installation.
    fn large(number: u32) -> Settings {
        let event = |name: u32| {
            serde_json::from_value(serde_json::json!({
                "id": name.to_string(), "name": format!("{number}: {}", "x".repeat(300)), "enabled": true,
                "trigger": { "category": "call", "state": "ringing" }, "actions": [],
            }))
            .unwrap()
        };
        Settings { installation: format!("save-{number}"), custom_events: (0..100).map(event).collect(), ..Settings::default() }
    }

    /// Whether what is stored is one of those that were saved, and all of it.
    fn is_whole(settings: &Settings) -> bool {
        let number = settings.installation.strip_prefix("save-").and_then(|number| number.parse().ok());
        number.is_some_and(|number| *settings == large(number))
    }

    /// Not a test by itself: what [`c1_a_kill_while_they_are_saved_leaves_the_old_or_the_new`] and the next kill and starve.
    #[test]
    #[ignore = "the tests below start it"]
    fn saves_for_ever() {
        let file = SettingsFile::new(std::env::var_os("SAVED_SETTINGS").unwrap().into());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for number in 0.. {
            let saved = runtime.block_on(file.save(large(number).to_text().unwrap()));
            if let Err(reason) = saved {
                // Said on standard error: the test harness writes to standard output.
                eprintln!("not saved: {reason}");
                return;
            }
        }
    }

    #[cfg(unix)]
    fn saving(path: &Path, limit: Option<u64>) -> std::process::Command {
        let ourselves = std::env::current_exe().unwrap();
        let mut command = match limit {
            Some(bytes) => {
                let mut limited = std::process::Command::new("prlimit");
                // Writing beyond it fails with EFBIG, as writing to a full disk fails with ENOSPC: in the middle of the file.
                limited.arg(format!("--fsize={bytes}")).arg("env").arg("--ignore-signal=XFSZ").arg(ourselves);
                limited
            }
            None => std::process::Command::new(ourselves),
        };
        command.args(["--ignored", "--exact", "--nocapture", "host::settings_file::tests::saves_for_ever"]).env("SAVED_SETTINGS", path);
        command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped());
        command
    }

    #[cfg(unix)]
    #[test]
    fn c1_a_kill_while_they_are_saved_leaves_the_old_or_the_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, large(0).to_text().unwrap()).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for round in 0..100_u64 {
            let mut child = saving(&path, None).spawn().unwrap();
            // It saves over and over. After some saves, and then some steps of ours that are no multiple of one, it is killed.
            for _ in 0..=round % 3 {
                let before = inode(&path);
                while inode(&path) == before {
                    assert!(child.try_wait().unwrap().is_none(), "it saves until it is killed");
                }
            }
            for _ in 0..round * 37 % 1000 {
                inode(&path);
            }
            child.kill().unwrap();
            child.wait().unwrap();
            let stored = Settings::parse(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("torn in round {round}: {error}"));
            assert!(is_whole(&stored), "torn in round {round}");
            seen.insert(stored.installation);
        }
        assert!(seen.len() > 2, "it was killed after different saves: {}", seen.len());
        // What the kills left behind goes with the next start, once nobody can be writing it any more.
        let long_ago = std::time::SystemTime::now() - 2 * LEFT_BEHIND;
        for file in fs::read_dir(folder.path()).unwrap() {
            fs::File::options().write(true).open(file.unwrap().path()).unwrap().set_modified(long_ago).unwrap();
        }
        SettingsFile::new(path).load().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    fn inode(path: &Path) -> u64 {
        std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap())
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn c3_a_disk_that_takes_no_more_leaves_the_old_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let whole = large(0).to_text().unwrap();
        for limit in [0, 1, 100, 4096, 10_000, whole.len() as u64 - 1] {
            fs::write(&path, &whole).unwrap();
            let output = saving(&path, Some(limit)).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains("not saved: "), "a limit of {limit} bytes is felt: {said}");
            assert_eq!(fs::read_to_string(&path).unwrap(), whole, "the old ones are whole with a limit of {limit} bytes");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half written lies about");
        }
    }

    /// Not a test by itself: what [`c3_a_disk_that_fails_leaves_the_old_or_the_new_and_says_so`] lets fail.
    #[cfg(target_os = "linux")]
    #[test]
    #[ignore = "the test below starts it"]
    fn saves_on_a_disk_that_fails() {
        let word = |name: &str| std::env::var(name).unwrap();
        refuse(&word("REFUSED"), word("REFUSED_WITH").parse().unwrap());
        match replace(Path::new(&word("SAVED_SETTINGS")), &large(1).to_text().unwrap()) {
            Ok(()) => eprintln!("saved"),
            Err(error) => eprintln!("not saved: {error}"),
        }
    }

    /// Lets the kernel refuse a kind of call to this thread from now on, as it does when the disk fails or is full.
    #[cfg(target_os = "linux")]
    fn refuse(what: &str, errno: u32) {
        use seccompiler::{BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule};
        let rule = |index, operator, value| vec![SeccompRule::new(vec![SeccompCondition::new(index, SeccompCmpArgLen::Dword, operator, value).unwrap()]).unwrap()];
        let creates = libc::O_CREAT as u64;
        let rules = match what {
            "create" => vec![(libc::SYS_openat, rule(2, SeccompCmpOp::MaskedEq(creates), creates))],
            // Not to standard error.
            "write" => vec![(libc::SYS_write, rule(0, SeccompCmpOp::Gt, 2))],
            "sync" => vec![(libc::SYS_fsync, vec![]), (libc::SYS_fdatasync, vec![])],
            "rename" => vec![
                #[cfg(target_arch = "x86_64")]
                (libc::SYS_rename, vec![]),
                (libc::SYS_renameat, vec![]),
                (libc::SYS_renameat2, vec![]),
            ],
            other => panic!("nothing is called {other}"),
        };
        let arch = std::env::consts::ARCH.try_into().unwrap();
        let filter = SeccompFilter::new(rules.into_iter().collect(), SeccompAction::Allow, SeccompAction::Errno(errno), arch).unwrap();
        seccompiler::apply_filter(&BpfProgram::try_from(filter).unwrap()).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn c3_a_disk_that_fails_leaves_the_old_or_the_new_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let whole = large(0).to_text().unwrap();
        for errno in [libc::EIO, libc::ENOSPC, libc::EROFS] {
            for what in ["create", "write", "sync", "rename"] {
                fs::write(&path, &whole).unwrap();
                let mut command = std::process::Command::new(std::env::current_exe().unwrap());
                command.args(["--ignored", "--exact", "--nocapture", "host::settings_file::tests::saves_on_a_disk_that_fails"]);
                command.env("SAVED_SETTINGS", &path).env("REFUSED", what).env("REFUSED_WITH", errno.to_string());
                let output = command.output().unwrap();
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(said.contains("not saved: ") && said.contains(&format!("os error {errno})")), "{what} fails with {errno}: {said}");
                assert_eq!(fs::read_to_string(&path).unwrap(), whole, "{what} fails with {errno}: the old ones are whole");
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{what} fails with {errno}: nothing half written lies about");
            }
        }
    }
}
