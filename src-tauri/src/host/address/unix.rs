//! Through the desktop's own opener: `xdg-open`, or `open` of macOS.

use std::{ffi::OsString, io, process::Stdio, time::Duration};

use engine::host::{Failure, FailureCode};
use tokio::{process::Command, task::spawn_blocking, time::timeout};
use url::Url;

use crate::host::environment;

/// Who opens addresses, in the order they are asked.
const OPENERS: &[&[&str]] = if cfg!(target_os = "macos") { &[&["/usr/bin/open"]] } else { &[&["xdg-open"], &["gio", "open"]] };

/// Opens an address.
///
/// An opener that still runs in the end has opened it: where the desktop has none of its own, `xdg-open` becomes the
/// browser. For the same reason it is not killed, and what it says is not read: there would be nobody to read it after
/// us.
pub(super) async fn open(url: Url, patience: Duration) -> Result<(), Failure> {
    open_among(OPENERS, url, patience, environment::for_others()).await
}

async fn open_among(openers: &[&[&str]], url: Url, patience: Duration, environment: Vec<(OsString, OsString)>) -> Result<(), Failure> {
    let mut reason = None;
    for opener in openers {
        let [program, arguments @ ..] = opener else { continue };
        let mut command = Command::new(program);
        command.args(arguments).arg(url.as_str());
        command.env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        match timeout(patience, ask(command)).await {
            // It runs.
            Err(_) | Ok(Ok(0)) => return Ok(()),
            // What went wrong is said by the first that was there.
            Ok(Ok(code)) => _ = reason.get_or_insert_with(|| format!("{program}: exit code {code}")),
            Ok(Err(error)) => tracing::debug!(program, %error, "it does not open the address"),
        }
    }
    let reason = reason.unwrap_or_else(|| format!("{}: not found", openers.first().and_then(|opener| opener.first()).unwrap_or(&"")));
    Err(Failure::new(FailureCode::NoBrowser, reason))
}

/// Runs an opener and returns its exit code. It is started on a thread that may wait for a drive.
async fn ask(mut command: Command) -> io::Result<i32> {
    let mut child = spawn_blocking(move || command.spawn()).await.unwrap_or_else(|error| Err(io::Error::other(error)))?;
    Ok(child.wait().await?.code().unwrap_or(-1))
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt, time::Instant};

    use super::*;

    #[tokio::test]
    async fn d18_an_opener_may_hang_fail_or_be_missing() {
        let no_browser = |detail: &str| Err(Failure::new(FailureCode::NoBrowser, detail));
        let notes = "printf '%s' \"$1\" > \"$0.asked\"";
        for (script, fallback, expected, took) in [
            (Some(notes), None, Ok(()), 0..400),
            (Some("exec sleep 5"), None, Ok(()), 400..2000),
            (Some("exit 3"), None, no_browser("xdg-open: exit code 3"), 0..400),
            (Some("exit 4"), Some("exit 2"), no_browser("xdg-open: exit code 4"), 0..400),
            (Some("exit 3"), Some("exit 0"), Ok(()), 0..400),
            (None, Some("exit 0"), Ok(()), 0..400),
            (None, None, no_browser("xdg-open: not found"), 0..400),
        ] {
            let folder = tempfile::tempdir().unwrap();
            for (name, script) in [("xdg-open", script), ("gio", fallback)] {
                if let Some(script) = script {
                    let file = folder.path().join(name);
                    fs::write(&file, format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")).unwrap();
                    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
                }
            }
            let url = Url::parse("https://crm.example/?name=%24(reboot)&a=b#c").unwrap();
            let began = Instant::now();
            let opened = open_among(&[&["xdg-open"], &["gio", "open"]], url.clone(), Duration::from_millis(400), vec![("PATH".into(), folder.path().into())]).await;
            assert_eq!(opened, expected, "{script:?}, {fallback:?}");
            assert!(took.contains(&began.elapsed().as_millis()), "{script:?}, {fallback:?}: {:?}", began.elapsed());
            if script == Some(notes) {
                assert_eq!(fs::read_to_string(folder.path().join("xdg-open.asked")).unwrap(), url.as_str());
            }
        }
    }
}
