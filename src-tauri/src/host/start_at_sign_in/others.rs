//! The Run key of Windows, as the user's, and a launch agent of macOS.

use anyhow::{Context, Result};
use auto_launch::AutoLaunch;

use super::StartEntry;

pub(super) fn is_on(entry: &StartEntry) -> Result<bool> {
    of(entry).is_enabled().context("Failed to ask the system")
}

pub(super) fn set(entry: &StartEntry, on: bool) -> Result<()> {
    let launch = of(entry);
    if on { launch.enable() } else { launch.disable() }.context("Failed to tell the system")
}

pub(super) fn correct(entry: &StartEntry) -> Result<()> {
    if is_on(entry)? { set(entry, true) } else { Ok(()) }
}

/// The name is that of the product: the uninstaller removes the entry by it.
#[cfg(windows)]
fn of(entry: &StartEntry) -> AutoLaunch {
    // The key holds a command line: its parts are quoted here. No path holds a quotation mark.
    let quoted = |part: &str| format!("\"{}\"", part.trim_end_matches('\\'));
    let arguments: Vec<String> = entry.arguments.iter().map(|argument| quoted(argument)).collect();
    AutoLaunch::new("Bellhop", &quoted(&entry.program.to_string_lossy()), auto_launch::WindowsEnableMode::CurrentUser, &arguments)
}

#[cfg(target_os = "macos")]
fn of(entry: &StartEntry) -> AutoLaunch {
    use crate::places::IDENTIFIER;
    // They are put into XML as they are.
    let arguments: Vec<String> = entry.arguments.iter().map(|argument| argument.replace('&', "&amp;").replace('<', "&lt;")).collect();
    AutoLaunch::new(IDENTIFIER, &entry.program.to_string_lossy(), auto_launch::MacOSLaunchMode::LaunchAgent, &arguments, &[IDENTIFIER], "")
}
