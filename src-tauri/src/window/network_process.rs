//! The process WebKit loads pages with, which has nothing to do while there is no page.

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;

    use rustix::process::{Pid, Signal, kill_process};

    /// How Linux names it: it cuts names after fifteen letters.
    const NAME: &str = "WebKitNetworkPr";

    /// Has it end. WebKit keeps it for as long as the program runs, as Tauri keeps what belongs to it, and starts another one
    /// for the next page. It is told to end only where no page is left: one that is being loaded would be lost.
    pub(in crate::window) fn end() {
        for process in children().into_iter().filter(|child| fs::read_to_string(format!("/proc/{child}/comm")).is_ok_and(|name| name.trim_end() == NAME)) {
            // One that has ended by itself is no loss.
            if let Some(process) = Pid::from_raw(process)
                && let Err(error) = kill_process(process, Signal::TERM)
            {
                tracing::debug!(%error, "the web view's network process stays");
            }
        }
    }

    /// The processes this one has started, by any of its threads: none where the system does not list them.
    fn children() -> Vec<i32> {
        let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let listed = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
        listed.flat_map(|list| list.split_whitespace().filter_map(|child| child.parse().ok()).collect::<Vec<_>>()).collect()
    }

    #[cfg(test)]
    mod tests {
        use std::process::Command;

        use super::*;

        #[test]
        fn what_it_started_is_among_its_children() {
            let mut child = Command::new("sleep").arg("60").spawn().unwrap();
            let is_listed = children().contains(&i32::try_from(child.id()).unwrap());
            child.kill().unwrap();
            child.wait().unwrap();
            assert!(is_listed);
        }
    }
}

#[cfg(target_os = "linux")]
pub(super) use linux::end;

/// Elsewhere the system has it end with the last page.
#[cfg(not(target_os = "linux"))]
pub(super) fn end() {}
