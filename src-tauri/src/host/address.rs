//! Opening an address with the user's own program for it.

use engine::host::{Failure, FailureCode};
use url::Url;

/// The schemes that may be handed to the system. The address was checked when it was rendered; this is the last door.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Opens an address.
///
/// # Errors
/// Fails if the scheme may not be opened, or the system has no program for it.
pub async fn open(url: Url) -> Result<(), Failure> {
    if !SCHEMES.contains(&url.scheme()) {
        return Err(Failure::new(FailureCode::BadAddress, url.scheme()));
    }
    let opened = tokio::task::spawn_blocking(move || tauri_plugin_opener::open_url(url, None::<&str>)).await;
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure::new(FailureCode::NoBrowser, error.to_string())),
        Err(error) => Err(Failure::new(FailureCode::Other, error.to_string())),
    }
}
