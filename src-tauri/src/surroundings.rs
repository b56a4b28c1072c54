//! What happens to the computer that the connection should know of at once: a sleep that ends, a network that changes.
//!
//! The systems tell; nothing here asks again and again.

mod network;
mod sleep;

use engine::{Handle, Request};
use tokio::sync::mpsc;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    /// The computer woke up.
    Woke,
    /// It is on another network, or on one again.
    NetworkChanged,
}

/// Tells the engine what happens to the computer, until either ends.
pub async fn tell(engine: Handle) {
    let (news, mut told) = mpsc::unbounded_channel();
    // Where a system can't be asked to tell, the connection finds out by itself, only later.
    let _watch = network::watch(news.clone()).inspect_err(|error| tracing::warn!(%error, "changes of the network are not told")).ok();
    sleep::watch(news);
    while let Some(news) = told.recv().await {
        tracing::debug!(?news, "the computer");
        let request = match news {
            News::Woke => Request::Woke,
            News::NetworkChanged => Request::NetworkChanged,
        };
        if engine.tell(request).await.is_err() {
            break;
        }
    }
}
