//! Addresses of this computer that come and go.

use netwatcher::{Error, WatchHandle};
use tokio::sync::mpsc::UnboundedSender;

use super::News;

/// Tells of every change, as long as the handle is kept.
///
/// # Errors
/// Fails if the system does not tell.
pub(super) fn watch(news: UnboundedSender<News>) -> Result<WatchHandle, Error> {
    netwatcher::watch_interfaces_with_callback(move |update| {
        if !update.is_initial {
            // Whoever listened may have gone.
            let _ = news.send(News::NetworkChanged);
        }
    })
}
