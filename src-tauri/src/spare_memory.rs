//! Memory that was needed for a moment: it goes back to the system, and does not wait here for a next time.

use std::time::Duration;

/// So long after a beginning or an end, what it took is no longer needed.
pub(crate) const UNTIL_QUIET: Duration = Duration::from_secs(3);

/// Gives back what is not needed any more, a moment from now: a start reads much that it keeps little of.
pub(crate) fn give_back_soon() {
    tauri::async_runtime::spawn(async {
        tokio::time::sleep(UNTIL_QUIET).await;
        give_back();
    });
}

/// Gives back what is not needed any more. The C library keeps for itself what was needed once.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the C library without a safe wrapper")]
pub(crate) fn give_back() {
    // SAFETY: it may be called at any time by any thread, and touches no memory that is in use.
    let gave = unsafe { libc::malloc_trim(0) };
    tracing::debug!(gave = gave == 1, "spare memory goes back to the system");
}

/// Elsewhere the system's own memory allocation sees to it.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn give_back() {}
