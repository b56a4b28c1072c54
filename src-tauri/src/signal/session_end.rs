//! Windows tells windows that a session ends, even those that nobody sees. A console is told nothing of it where a program
//! could have windows (`SetConsoleCtrlHandler`, remarks), as ours could.

use std::{ptr::null_mut, thread};

use tokio::sync::Notify;
use windows_sys::{
    Win32::{
        Foundation::{HWND, LPARAM, LRESULT, WPARAM},
        UI::WindowsAndMessaging::{CreateWindowExW, DefWindowProcW, DispatchMessageW, GetMessageW, MSG, RegisterClassW, WM_ENDSESSION, WNDCLASSW},
    },
    core::{PCWSTR, w},
};

/// What our window, and its class, are called.
const NAME: PCWSTR = w!("Bellhop session end");

/// Tells whoever waits. The system calls a plain function, so this outlives everything.
static ENDS: Notify = Notify::const_new();

/// Waits until the session ends. From then on the system waits for us, for some seconds.
pub(super) async fn wait() {
    let listening = thread::Builder::new().name("session end".into()).spawn(listen);
    if let Err(error) = listening {
        tracing::warn!(%error, "the end of the session is not told");
    }
    ENDS.notified().await;
}

/// Called for every message to our window, `WM_QUERYENDSESSION` among them, to which the usual answer is yes.
#[expect(unsafe_code, reason = "a system call without a safe wrapper")]
unsafe extern "system" fn told(window: HWND, message: u32, word: WPARAM, long: LPARAM) -> LRESULT {
    if message == WM_ENDSESSION && word != 0 {
        ENDS.notify_one();
        // Whoever returns is ended at once. The program ends by itself when it is ready.
        loop {
            thread::park();
        }
    }
    // SAFETY: they are what the system called us with.
    unsafe { DefWindowProcW(window, message, word, long) }
}

/// Has a window that nobody sees, and serves it.
#[expect(unsafe_code, reason = "system calls without safe wrappers")]
fn listen() {
    // SAFETY: the class is read during the call only; its name is a constant and its function lives as long as the program.
    // The window belongs to this thread, and so do its messages.
    unsafe {
        RegisterClassW(&WNDCLASSW { lpfnWndProc: Some(told), lpszClassName: NAME, ..Default::default() });
        // Not one for messages only: those are not told.
        if CreateWindowExW(0, NAME, NAME, 0, 0, 0, 0, 0, null_mut(), null_mut(), null_mut(), std::ptr::null()).is_null() {
            tracing::warn!(error = %std::io::Error::last_os_error(), "the end of the session is not told");
            return;
        }
        let mut message = MSG::default();
        while GetMessageW(&raw mut message, null_mut(), 0, 0) > 0 {
            DispatchMessageW(&raw const message);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;
    use windows_sys::Win32::UI::WindowsAndMessaging::{FindWindowW, PostMessageW, SendMessageW, WM_QUERYENDSESSION};

    use super::*;

    #[tokio::test]
    #[expect(unsafe_code, reason = "system calls without safe wrappers")]
    async fn the_end_of_the_session_is_agreed_to_and_told() {
        let waiting = tokio::spawn(wait());
        let window = async {
            loop {
                // SAFETY: the name is a constant.
                let window = unsafe { FindWindowW(NAME, NAME) } as usize;
                if window != 0 {
                    return window;
                }
                tokio::task::yield_now().await;
            }
        };
        let window = timeout(Duration::from_secs(20), window).await.expect("a window");
        // SAFETY: these messages carry nothing but numbers.
        let (agrees, _) = unsafe { (SendMessageW(window as HWND, WM_QUERYENDSESSION, 0, 0), SendMessageW(window as HWND, WM_ENDSESSION, 0, 0)) };
        assert_eq!(agrees, 1);
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished(), "another program did not agree");
        // SAFETY: as above. It is not waited for: who is told does not return.
        assert_ne!(unsafe { PostMessageW(window as HWND, WM_ENDSESSION, 1, 0) }, 0);
        timeout(Duration::from_secs(20), waiting).await.expect("to be told").unwrap();
    }
}
