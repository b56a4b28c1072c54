//! macOS posts a notification when the computer has woken up (`NSWorkspaceDidWakeNotification`), to programs with a run
//! loop. Without a window, the connection finds out by itself.

use std::ptr::NonNull;

use block2::RcBlock;
use objc2_app_kit::{NSWorkspace, NSWorkspaceDidWakeNotification};
use objc2_foundation::NSNotification;
use tokio::sync::mpsc::UnboundedSender;

use crate::surroundings::News;

/// Tells of every sleep that ends.
#[expect(unsafe_code, reason = "a system call without a safe wrapper")]
pub(in crate::surroundings) fn watch(news: UnboundedSender<News>) {
    let told = RcBlock::new(move |_: NonNull<NSNotification>| {
        // Whoever listened may have gone.
        let _ = news.send(News::Woke);
    });
    let center = NSWorkspace::sharedWorkspace().notificationCenter();
    // SAFETY: the name is the system's own, there is no object or queue that could be of a wrong kind, and the block may
    // run on any thread: all it holds is a sender. The center keeps both block and observer.
    let _observer = unsafe { center.addObserverForName_object_queue_usingBlock(Some(NSWorkspaceDidWakeNotification), None, None, &told) };
}
