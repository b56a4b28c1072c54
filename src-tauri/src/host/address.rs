//! Opening an address with the user's own program for it.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::{path::Path, time::Duration};

use custom_events::is_never_opened;
use engine::host::{Failure, FailureCode};
use url::Url;

#[cfg(unix)]
use self::unix as system;
#[cfg(windows)]
use self::windows as system;

/// How long it may take until the address is handed over.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens an address.
///
/// # Errors
/// Fails if the scheme may not be opened, or the system has no program for it.
pub async fn open(url: Url) -> Result<(), Failure> {
    // It was checked when it was rendered; this is the last door.
    if is_never_opened(url.scheme()) {
        return Err(Failure::new(FailureCode::BadAddress, url.scheme()));
    }
    system::open(url, PATIENCE).await
}

/// Opens an address for somebody who clicked on it. If that fails there is nobody to tell but the log.
pub async fn open_or_say(url: Url) {
    if let Err(failure) = open(url).await {
        tracing::warn!(reason = failure.describe(), "the page of a message could not be opened");
    }
}

/// Shows a folder in the user's own program for files. Only for folders of ours: what a call brings never comes here.
pub async fn open_folder(folder: &Path) {
    let Ok(url) = Url::from_directory_path(folder) else {
        tracing::warn!(folder = %folder.display(), "the folder has no address");
        return;
    };
    if let Err(failure) = system::open(url, PATIENCE).await {
        tracing::warn!(reason = failure.describe(), "the folder could not be opened");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_does_harm_is_never_opened() {
        for address in [
            "file:///etc/passwd",
            "FILE://evil/share",
            "javascript:alert(1)",
            "data:text/html,x",
            "smb://evil/x",
            "ms-msdt:/id",
            "search-ms:query=x",
            "vscode-insiders://x/y",
            "c:/windows/calc.exe",
        ] {
            let url = Url::parse(address).unwrap();
            let scheme = url.scheme().to_owned();
            assert_eq!(open(url).await, Err(Failure::new(FailureCode::BadAddress, scheme)), "{address}");
        }
        for scheme in ["https", "http", "mailto", "tel", "sip", "callto", "im", "crm-client", "zoommtg"] {
            assert!(!is_never_opened(scheme), "{scheme}");
        }
    }
}
