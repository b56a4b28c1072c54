//! Opening an address with the user's own program for it.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::time::Duration;

use engine::host::{Failure, FailureCode};
use url::Url;

#[cfg(unix)]
use self::unix as system;
#[cfg(windows)]
use self::windows as system;

/// How long it may take until the address is handed over.
const PATIENCE: Duration = Duration::from_secs(10);

/// Schemes that are never handed to the system: they run what they carry, read what is on this computer, show
/// somebody else's program a password, or have done harm by starting a program with what the address says. The address
/// was checked when it was rendered; this is the last door.
const DENIED: [&str; 46] = [
    "about",
    "afp",
    "applescript",
    "blob",
    "cifs",
    "data",
    "dav",
    "davs",
    "dict",
    "file",
    "filesystem",
    "finger",
    "ftp",
    "ftps",
    "gopher",
    "hcp",
    "help",
    "ipc",
    "its",
    "jar",
    "java",
    "javascript",
    "jnlp",
    "ldap",
    "ldaps",
    "livescript",
    "mhtml",
    "mk",
    "ms",
    "nfs",
    "res",
    "rlogin",
    "search",
    "search-ms",
    "sftp",
    "shell",
    "smb",
    "ssh",
    "steam",
    "tauri",
    "telnet",
    "tn3270",
    "vbscript",
    "view-source",
    "webdav",
    "wyciwyg",
];

/// Families of them, by how they begin.
const DENIED_FAMILIES: [&str; 6] = ["chrome", "microsoft-edge", "ms-", "vscode", "x-apple", "x-webdoc"];

/// Opens an address.
///
/// # Errors
/// Fails if the scheme may not be opened, or the system has no program for it.
pub async fn open(url: Url) -> Result<(), Failure> {
    if is_denied_scheme(url.scheme()) {
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

/// Returns whether addresses of a scheme, in lower case, are never opened.
fn is_denied_scheme(scheme: &str) -> bool {
    // One letter is a drive.
    scheme.len() < 2 || DENIED.contains(&scheme) || DENIED_FAMILIES.iter().any(|family| scheme.starts_with(family))
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
            assert!(!is_denied_scheme(scheme), "{scheme}");
        }
    }
}
