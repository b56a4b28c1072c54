//! What requests are sent with.

use std::{
    sync::{Arc, OnceLock},
    thread,
    time::Duration,
};

use anyhow::{Context, Result};
use reqwest::{Client, redirect};
use rustls::{ClientConfig, crypto::aws_lc_rs};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::task::spawn_blocking;
use url::Url;

use super::destination::{self, LookUp};

/// The clients of the custom events' web services. They share nothing with the phone system's: no cookie, no credential.
///
/// They know every authority that this computer knows, whose certificates take a while to read: nothing waits for that but
/// a request.
pub(super) struct Clients {
    ways: Arc<OnceLock<Result<Ways, String>>>,
    connect: Duration,
}

/// The ways to a service.
struct Ways {
    world: Client,
    /// To services on this computer, which no proxy could reach.
    here: Client,
}

impl Clients {
    /// Begins to prepare the clients. A service gets so long to take up a connection.
    pub(super) fn new(connect: Duration) -> Self {
        let ways = Arc::new(OnceLock::new());
        let prepared = Arc::clone(&ways);
        let started = thread::Builder::new().name("web services".into()).spawn(move || _ = prepared.get_or_init(|| prepare(connect)));
        if let Err(error) = started {
            tracing::debug!(%error, "the first request prepares for web services");
        }
        Self { ways, connect }
    }

    /// Returns the client for this address, once it is prepared.
    ///
    /// # Errors
    /// Fails with the reason if this system has no encryption to offer.
    pub(super) async fn way_to(&self, url: &Url) -> Result<&Client, String> {
        if self.ways.get().is_none() {
            let (ways, connect) = (Arc::clone(&self.ways), self.connect);
            spawn_blocking(move || _ = ways.get_or_init(|| prepare(connect))).await.map_err(|error| error.to_string())?;
        }
        match self.ways.get() {
            Some(Ok(ways)) if destination::is_here(url) => Ok(&ways.here),
            Some(Ok(ways)) => Ok(&ways.world),
            Some(Err(problem)) => Err(problem.clone()),
            None => Err(String::new()),
        }
    }
}

fn prepare(connect: Duration) -> Result<Ways, String> {
    try_to_prepare(connect).map_err(|error| format!("{error:#}"))
}

fn try_to_prepare(connect: Duration) -> Result<Ways> {
    let mut tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .context("Failed to prepare for web services")?
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let client = || {
        Client::builder()
            .user_agent(concat!("Bellhop/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(connect)
            .dns_resolver(Arc::new(LookUp))
            .tls_backend_preconfigured(tls.clone())
            // Where a service may send us is decided here, with what is told on the way.
            .redirect(redirect::Policy::none())
            .referer(false)
            // What is not read need not be unpacked: a small answer stays small.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
    };
    let world = client().build().context("Failed to prepare for web services")?;
    let here = client().no_proxy().build().context("Failed to prepare for web services")?;
    Ok(Ways { world, here })
}
