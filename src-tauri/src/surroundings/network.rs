//! Addresses of this computer that come and go.

use netwatcher::{Error, WatchHandle};
use tokio::sync::mpsc::UnboundedSender;

use super::News;

/// Tells of every change, as long as the handle is kept.
///
/// # Errors
/// Fails if the system does not tell.
pub(super) fn watch(news: UnboundedSender<News>) -> Result<WatchHandle, Error> {
    let handle = netwatcher::watch_interfaces_with_callback(move |update| {
        if !update.is_initial {
            // Whoever listened may have gone.
            let _ = news.send(News::NetworkChanged);
        }
    });
    #[cfg(target_os = "linux")]
    keep_from_programs();
    handle
}

/// Keeps what is open here from the programs we start: the watcher's socket and pipe would go along otherwise.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the system tells what is open by number only")]
fn keep_from_programs() {
    use rustix::{
        fd::BorrowedFd,
        io::{FdFlags, fcntl_getfd, fcntl_setfd},
    };
    let open = std::fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    let numbers = open.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    // The first three are for them.
    for number in numbers.filter(|number| *number > 2) {
        // SAFETY: the number is used for two calls that neither close nor keep it; of one that was closed meanwhile they
        // fail, and of one that was opened in its place they say what is true of all of ours.
        let file = unsafe { BorrowedFd::borrow_raw(number) };
        if let Ok(flags) = fcntl_getfd(file)
            && !flags.contains(FdFlags::CLOEXEC)
        {
            // What can't be kept back does no harm that it did not do before.
            let _ = fcntl_setfd(file, flags | FdFlags::CLOEXEC);
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_the_watcher_opens_does_not_go_to_programs() {
        let (news, _listens) = tokio::sync::mpsc::unbounded_channel();
        let _watcher = watch(news).expect("a watcher");
        let output = std::process::Command::new("/bin/ls").args(["-l", "/proc/self/fd"]).output().expect("ls");
        let listed = String::from_utf8_lossy(&output.stdout);
        assert!(!listed.contains("socket:"), "a socket went along: {listed}");
    }
}
