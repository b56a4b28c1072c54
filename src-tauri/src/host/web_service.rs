//! Calling a web service.

use std::time::Duration;

use custom_events::HttpRequest;
use engine::host::{Failure, FailureCode};
use reqwest::{Client, Method, redirect};

/// How long a service may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The client of every web service of the custom events. It shares nothing with the phone system's: no cookie, no
/// credential.
pub struct WebServices(Client);

impl WebServices {
    /// Makes the client.
    pub fn new() -> Self {
        let client = Client::builder()
            .user_agent(concat!("Bellhop/", env!("CARGO_PKG_VERSION")))
            .timeout(PATIENCE)
            // A service that sends us elsewhere would learn the caller's number twice.
            .redirect(redirect::Policy::none())
            .build()
            .unwrap_or_default();
        Self(client)
    }

    /// Sends a request and returns the status of a good answer. The answer's body is not read.
    ///
    /// # Errors
    /// Fails if nobody answers in time, or the answer is not one of success.
    pub async fn send(&self, request: HttpRequest) -> Result<u16, Failure> {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let method = Method::from_bytes(request.method.as_bytes()).unwrap_or(Method::GET);
        let answer = self.0.request(method, request.url).send().await.map_err(|error| {
            let code = if error.is_timeout() { FailureCode::TimedOut } else { FailureCode::ServiceUnreachable };
            Failure::new(code, host)
        })?;
        let status = answer.status();
        if status.is_success() { Ok(status.as_u16()) } else { Err(Failure::new(FailureCode::ServiceAnswered, status.to_string())) }
    }
}

impl Default for WebServices {
    fn default() -> Self {
        Self::new()
    }
}
