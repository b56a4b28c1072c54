//! Memory that was needed for a moment: it goes back to the system, and does not wait here for a next time.

use std::time::Duration;

/// So long after a beginning or an end, what it took is no longer needed.
pub(crate) const UNTIL_QUIET: Duration = Duration::from_secs(3);

/// Has all threads share two stores of free memory. By itself the C library makes more of them, up to eight for each processor,
/// whenever threads are in each other's way, and what is free in one is of no use to the others: after a thousand calls they
/// held 5 to 38 MB more. To be called before there are threads.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the C library without a safe wrapper")]
pub(crate) fn share() {
    // SAFETY: it may be called at any time, and changes only what is done from then on.
    if unsafe { libc::mallopt(libc::M_ARENA_MAX, 2) } != 1 {
        tracing::debug!("threads have stores of memory of their own");
    }
}

/// Elsewhere the system's own memory allocation sees to it.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn share() {}

/// Gives back what is not needed any more, a moment from now: a start reads much that it keeps little of.
pub(crate) fn give_back_soon() {
    tauri::async_runtime::spawn(async {
        tokio::time::sleep(UNTIL_QUIET).await;
        give_back();
    });
}

/// Gives back what is not needed any more: what the C library keeps for itself of what was needed once, and the code that ran
/// once. That stays in the system's cache of files while there is room, and comes back, page by page, when it runs again.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "functions of the C library without safe wrappers")]
pub(crate) fn give_back() {
    // SAFETY: both may be called at any time by any thread. The one touches no memory that is in use; of the other, see there.
    let gave = unsafe {
        libc::dl_iterate_phdr(Some(code::let_go), std::ptr::null_mut());
        libc::malloc_trim(0)
    };
    tracing::debug!(gave = gave == 1, "spare memory goes back to the system");
}

/// The code of the program and of its libraries, which the system has in files.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod code {
    use std::{
        ffi::{c_int, c_void},
        slice,
    };

    use libc::{MADV_DONTNEED, PF_W, PT_LOAD, dl_phdr_info, madvise};

    /// Large enough for every page there is, so that no part of one is taken for the whole.
    const PAGE: usize = 64 * 1024;

    /// Lets go of what was read of a program or a library to be run, and of its constants: of what can't be written to, and so
    /// is in its file as it is here.
    #[expect(unsafe_code, reason = "called by the C library")]
    pub(super) unsafe extern "C" fn let_go(loaded: *mut dl_phdr_info, _: usize, _: *mut c_void) -> c_int {
        // SAFETY: the C library calls this for each that is loaded, and none comes or goes meanwhile.
        let (start, segments) = unsafe { (address((*loaded).dlpi_addr), slice::from_raw_parts((*loaded).dlpi_phdr, (*loaded).dlpi_phnum.into())) };
        for segment in segments.iter().filter(|segment| segment.p_type == PT_LOAD && segment.p_flags & PF_W == 0) {
            let from = (start + address(segment.p_vaddr)).next_multiple_of(PAGE);
            let until = (start + address(segment.p_vaddr) + address(segment.p_memsz)) / PAGE * PAGE;
            if from < until {
                // SAFETY: whole pages of a file that nobody has changed here; the next use reads them from there again. What the
                // system will not let go of stays.
                unsafe { madvise(from as *mut c_void, until - from, MADV_DONTNEED) };
            }
        }
        0
    }

    fn address(of: impl TryInto<usize>) -> usize {
        of.try_into().unwrap_or_default()
    }

    #[cfg(test)]
    mod tests {
        use std::fs;

        use super::super::give_back;

        /// How much of the files that can't be written to is in memory of ours, in kB.
        fn mapped() -> u64 {
            let smaps = fs::read_to_string("/proc/self/smaps").unwrap();
            let mut is_code = false;
            let mut sum = 0;
            for line in smaps.lines() {
                let mut words = line.split_whitespace();
                match (words.next(), words.next()) {
                    (Some(range), Some(rights)) if range.contains('-') => is_code = rights.starts_with("r-x") && line.contains('/'),
                    (Some("Rss:"), Some(size)) if is_code => sum += size.parse::<u64>().unwrap(),
                    _ => {}
                }
            }
            sum
        }

        #[test]
        fn code_that_ran_is_let_go_and_runs_again() {
            let before = mapped();
            give_back();
            assert!(mapped() < before, "{before} kB");
        }
    }
}

/// Elsewhere the system's own memory allocation sees to it.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn give_back() {}
