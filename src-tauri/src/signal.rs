//! How the system asks the program to end.

#[cfg(windows)]
mod session_end;

use std::io;

/// Waits until the system asks the program to end: on Unix by a signal, on Windows by the console.
///
/// # Errors
/// Fails if the system can't be listened to.
pub async fn interrupted() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut term, mut hang_up) = (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = term.recv() => Ok(()),
            _ = hang_up.recv() => Ok(()),
        }
    }
    #[cfg(windows)]
    {
        use tokio::signal::windows::{ctrl_break, ctrl_close, ctrl_logoff, ctrl_shutdown};
        let (mut r#break, mut close, mut log_off, mut shut_down) = (ctrl_break()?, ctrl_close()?, ctrl_logoff()?, ctrl_shutdown()?);
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = r#break.recv() => Ok(()),
            _ = close.recv() => Ok(()),
            _ = log_off.recv() => Ok(()),
            _ = shut_down.recv() => Ok(()),
        }
    }
}

/// Waits until the user signs out of the computer, or it shuts down, where a program without a window has to ask for that.
/// One with a window is told by the window, and on Unix there is a signal for it.
pub async fn session_ended() {
    #[cfg(windows)]
    session_end::wait().await;
    #[cfg(not(windows))]
    std::future::pending::<()>().await;
}
