//! Which schemes an address may have.
//!
//! A scheme starts whatever program has claimed it. Those of the web, of mail and of the telephone are opened; a further one
//! is when the user allows it, by name; and some never are, because what they start does more than show something.

/// The schemes an address may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schemes<'a> {
    usual: &'static [&'static str],
    /// The further one that is allowed, or an empty text while none is; nothing where none can be.
    further: Option<&'a str>,
}

/// Schemes that are never opened: they reach into the file system, run what they are given, or open a door to the machine.
const NEVER: &[&str] = &[
    "about",
    "afp",
    "applescript",
    "apt",
    "blob",
    "chrome",
    "chrome-extension",
    "cifs",
    "cmd",
    "content",
    "cursor",
    "data",
    "dav",
    "davs",
    "dict",
    "docker-desktop",
    "edge",
    "file",
    "filesystem",
    "finger",
    "ftp",
    "ftps",
    "git",
    "gopher",
    "hcp",
    "help",
    "imap",
    "intent",
    "ipc",
    "iterm2",
    "itms-services",
    "its",
    "jar",
    "java",
    "javascript",
    "jetbrains",
    "jnlp",
    "jscript",
    "ldap",
    "ldapi",
    "ldaps",
    "livescript",
    "man",
    "mhtml",
    "microsoft-edge",
    "mk",
    "mocha",
    "moz-extension",
    "ms",
    "nfs",
    "nntp",
    "powershell",
    "rdp",
    "res",
    "resource",
    "rlogin",
    "search",
    "search-ms",
    "sftp",
    "shell",
    "shortcuts",
    "smb",
    "ssh",
    "steam",
    "tauri",
    "telnet",
    "terminal",
    "tn3270",
    "vbscript",
    "view-source",
    "vnc",
    "vscode",
    "vscode-insiders",
    "vscodium",
    "webdav",
    "webdavs",
    "wyciwyg",
    "zed",
];

/// What the schemes that are never opened begin with: the handlers of Windows and macOS for parts of themselves.
const NEVER_BEGINNING: &[&str] = &["chrome", "microsoft-edge", "ms-", "search-ms", "vscode", "x-apple", "x-man-page", "x-webdoc", "com.apple.", "com.microsoft."];

impl<'a> Schemes<'a> {
    /// These and no others.
    pub(crate) const fn only(usual: &'static [&'static str]) -> Self {
        Self { usual, further: None }
    }

    /// These, and the one that the user allows, if it is one that can be.
    pub(crate) fn and(usual: &'static [&'static str], further: &'a str) -> Self {
        Self { usual, further: Some(further) }
    }

    /// Returns whether addresses of a scheme, in lower case, are opened.
    pub(crate) fn allow(&self, scheme: &str) -> bool {
        let is_allowed = |further: &str| further.trim().trim_end_matches('/').trim_end_matches(':').eq_ignore_ascii_case(scheme);
        self.usual.contains(&scheme) || (self.could_allow(scheme) && self.further.is_some_and(is_allowed))
    }

    /// Returns whether addresses of a scheme, in lower case, are opened once the user allows it.
    pub(crate) fn could_allow(&self, scheme: &str) -> bool {
        self.further.is_some() && !is_never_opened(scheme)
    }
}

/// Returns whether addresses of a scheme, in lower case, are never opened, whoever allows it.
pub fn is_never_opened(scheme: &str) -> bool {
    // What has one letter is a drive. `git+ssh` is no better than its parts.
    scheme.len() < 2 || scheme.split('+').any(|part| NEVER.contains(&part)) || NEVER_BEGINNING.iter().any(|beginning| scheme.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: &[&str] = &["https", "mailto"];

    #[test]
    fn a_further_scheme_is_allowed_by_its_name_and_some_never_are() {
        for (scheme, further, allowed, could) in [
            ("https", "", true, true),
            ("zoommtg", "", false, true),
            ("git+ssh", "git+ssh", false, false),
            ("zoommtg", "zoommtg", true, true),
            ("zoommtg", " ZoomMtg:// ", true, true),
            ("zoommtg", "zoom", false, true),
            ("sip", "callto", false, true),
            ("msteams", "msteams", true, true),
            ("file", "file", false, false),
            ("ms-msdt", "ms-msdt", false, false),
            ("ms-cxh-full", "ms-cxh-full", false, false),
            ("search-ms", "search-ms", false, false),
            ("x-apple.systempreferences", "x-apple.systempreferences", false, false),
            ("c", "c", false, false),
        ] {
            let schemes = Schemes::and(USUAL, further);
            assert_eq!((schemes.allow(scheme), schemes.could_allow(scheme)), (allowed, could), "{scheme} with {further}");
            assert_eq!((Schemes::only(USUAL).allow(scheme), Schemes::only(USUAL).could_allow(scheme)), (scheme == "https", false), "{scheme}");
        }
        for scheme in NEVER {
            assert!(!Schemes::and(USUAL, scheme).allow(scheme), "{scheme}");
        }
    }
}
