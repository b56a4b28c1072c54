//! Reading the world's numbering plans, which takes a tenth of a second on a processor: beside all else, and after it.

use std::thread;

use tokio::sync::oneshot;

/// Begins to read them, unless they have been, and returns what waits for that. Whatever starts meanwhile goes first: the
/// processes of a window need every processor, and a window is waited for.
pub(crate) fn read_ahead() -> impl Future<Output = ()> {
    let (done, read) = oneshot::channel();
    let started = thread::Builder::new().name("numbers".to_owned()).spawn(move || {
        give_way();
        telephony::read_ahead();
        // Whoever asked may not wait for it.
        let _ = done.send(());
    });
    if let Err(error) = started {
        tracing::debug!(%error, "whoever needs the numbering plans first reads them");
    }
    async move { read.await.unwrap_or_default() }
}

/// Has this thread run after others. Where every processor is busy for long, as when the user signs in to the computer, it
/// still has a third of what another has: no call is heard before it is through.
#[cfg(target_os = "linux")]
fn give_way() {
    // Linux counts each thread's by itself. One that may not be changed is as urgent as the rest.
    let _ = rustix::process::nice(5);
}

/// Elsewhere it would be the whole program's (POSIX).
#[cfg(not(target_os = "linux"))]
fn give_way() {}
