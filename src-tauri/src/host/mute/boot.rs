//! Which start of the computer it is.

/// Returns what is the same until the computer is started again, or nothing where nobody says.
#[cfg(target_os = "linux")]
pub(super) fn id() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").map(|id| id.trim().to_owned()).unwrap_or_default()
}

/// Returns when the computer was started, in seconds since 1970.
#[cfg(windows)]
#[expect(unsafe_code, reason = "a system call without a safe wrapper")]
pub(super) fn id() -> String {
    // SAFETY: the call takes nothing and only reads a clock.
    let up = std::time::Duration::from_millis(unsafe { windows_sys::Win32::System::SystemInformation::GetTickCount64() });
    let began = std::time::SystemTime::now().checked_sub(up).and_then(|began| began.duration_since(std::time::UNIX_EPOCH).ok());
    began.map(|began| began.as_secs().to_string()).unwrap_or_default()
}

/// Nothing here is told apart by what ends with a start.
#[cfg(not(any(target_os = "linux", windows)))]
pub(super) fn id() -> String {
    String::new()
}

/// Returns whether both are the same start. Clocks are set, so one that is told in seconds is the same within minutes.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    match (one.parse::<u64>(), other.parse::<u64>()) {
        (Ok(one), Ok(other)) => one.abs_diff(other) < 120,
        _ => one == other,
    }
}
