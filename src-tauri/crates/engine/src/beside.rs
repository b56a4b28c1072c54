//! What has time: done beside all else, by a thread that gives way to whoever else wants the processor.

use std::thread;

use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};
use tokio::sync::oneshot;

/// How much such a thread gives way, of 100: enough that a window comes up as if it were not there, and not so much that it
/// gets nothing for as long as a computer that starts has much to do.
const GIVES_WAY: u8 = 23;

/// Begins something that takes the processor a while and that few wait for. What is returned is over once it is done.
pub(crate) fn beside(work: impl FnOnce() + Send + 'static) -> impl Future<Output = ()> {
    let (done, over) = oneshot::channel();
    let worked = thread::Builder::new().name("beside".into()).spawn(move || {
        if let Some(priority) = ThreadPriorityValue::try_from(GIVES_WAY).ok().map(ThreadPriority::Crossplatform)
            && let Err(error) = set_current_thread_priority(priority)
        {
            tracing::debug!(%error, "it has its turn like all others");
        }
        work();
        let _ = done.send(());
    });
    if let Err(error) = worked {
        tracing::warn!(%error, "whoever needs it does it");
    }
    // One that never began or ends badly is over, too.
    async { _ = over.await }
}
