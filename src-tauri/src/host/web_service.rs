//! Calling a web service.

use std::time::Duration;

use anyhow::{Context, Result as AnyResult};
use custom_events::HttpRequest;
use engine::host::{Again, Failure, FailureCode, Unsent};
use reqwest::{Client, Method, redirect};
use url::{Host, Url};

/// How long a service may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The clients of the custom events' web services. They share nothing with the phone system's: no cookie, no
/// credential.
pub struct WebServices {
    world: Client,
    /// Services on this computer, which no proxy could reach.
    here: Client,
}

impl WebServices {
    /// Makes the clients.
    ///
    /// # Errors
    /// Fails if this system has no encryption to offer.
    pub fn new() -> AnyResult<Self> {
        let client = || {
            Client::builder()
                .user_agent(concat!("Bellhop/", env!("CARGO_PKG_VERSION")))
                .timeout(PATIENCE)
                // A service that sends us elsewhere would learn the caller's number twice.
                .redirect(redirect::Policy::none())
        };
        let world = client().build().context("Failed to prepare for web services")?;
        let here = client().no_proxy().build().context("Failed to prepare for web services")?;
        Ok(Self { world, here })
    }

    /// Sends a request and returns the status of a good answer. The answer's body is not read.
    ///
    /// # Errors
    /// Fails if nobody answers in time, or the answer is not one of success.
    pub async fn send(&self, request: HttpRequest, key: &str) -> Result<u16, Unsent> {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let method = Method::from_bytes(request.method.as_str().as_bytes()).unwrap_or(Method::GET);
        let client = if is_here(&request.url) { &self.here } else { &self.world };
        let answer = client.request(method, request.url).header("Idempotency-Key", key).send().await.map_err(|error| {
            let code = if error.is_timeout() { FailureCode::TimedOut } else { FailureCode::ServiceUnreachable };
            Unsent { failure: Failure::new(code, host), again: Again::Later(None) }
        })?;
        let status = answer.status();
        let again = if status.is_server_error() { Again::Later(None) } else { Again::Never };
        if status.is_success() { Ok(status.as_u16()) } else { Err(Unsent { failure: Failure::new(FailureCode::ServiceAnswered, status.to_string()), again }) }
    }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
