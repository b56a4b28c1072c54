//! Calling a web service.
//!
//! - [`answer`]: what an answer, or none, means
//! - [`clients`]: what requests are sent with
//! - [`destination`]: where no request goes

mod answer;
mod clients;
mod destination;

use std::{collections::HashMap, time::Duration};

use custom_events::HttpRequest;
use engine::host::{Again, Failure, FailureCode, Unsent};
use reqwest::{
    Method, Response,
    header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, LOCATION, TRANSFER_ENCODING},
};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;
use url::Url;

use self::clients::Clients;
use super::keyring::Keyring;

/// How long a service may take over its parts of an answer. How long it may take over all of it, the request says.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Until it is connected.
    connect: Duration,
    /// Until its status and headers are there.
    headers: Duration,
}

const LIMITS: Limits = Limits { connect: Duration::from_secs(5), headers: Duration::from_secs(15) };

/// How often a service may send a request on to another of its addresses.
const HOPS: usize = 3;

/// How much of an answer is read, so that the connection can be used again. Nothing of it is.
const READ: usize = 64 * 1024;

/// What says that a request is one that was sent before.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The headers that say how a request is sent. They are not the user's to say.
const OURS: [HeaderName; 5] = [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING, KEY];

/// The secrets of a request, by their names.
pub type Secrets = HashMap<String, Option<SecretString>>;

/// The custom events' web services.
pub struct WebServices {
    clients: Clients,
    limits: Limits,
}

impl Default for WebServices {
    fn default() -> Self {
        Self::with(LIMITS)
    }
}

impl WebServices {
    fn with(limits: Limits) -> Self {
        Self { clients: Clients::new(limits.connect), limits }
    }

    /// Sends a request and returns the status of a good answer. The answer's body is not used.
    ///
    /// # Errors
    /// Fails if nobody answers in time, or the answer is not one of success.
    pub async fn send(&self, request: HttpRequest, key: &str, secrets: &Secrets) -> Result<u16, Unsent> {
        let host = host_of(&request.url);
        let whole = Duration::from_secs(request.time_limit.max(1).into());
        timeout(whole, self.ask(&request, key, secrets)).await.unwrap_or_else(|_| Err(later(FailureCode::TimedOut, host)))
    }

    /// Asks, and asks again where the service says so.
    async fn ask(&self, request: &HttpRequest, key: &str, secrets: &Secrets) -> Result<u16, Unsent> {
        let host = host_of(&request.url);
        if !destination::is_allowed(&request.url) {
            return Err(never(FailureCode::BadAddress, host));
        }
        let headers = headers(request, key, secrets)?;
        let mut url = request.url.clone();
        let mut hops = 0;
        loop {
            let answer = self.ask_once(request, &url, headers.clone()).await?;
            match onward(request, &url, &answer) {
                Some(next) if hops < HOPS => url = next,
                Some(_) | None => return answer::read(answer, &host, READ).await,
            }
            hops += 1;
        }
    }

    async fn ask_once(&self, request: &HttpRequest, url: &Url, headers: HeaderMap) -> Result<Response, Unsent> {
        let client = self.clients.way_to(url).await.map_err(|problem| later(FailureCode::Other, problem))?;
        let method = Method::from_bytes(request.method.as_str().as_bytes()).unwrap_or(Method::GET);
        let mut asked = client.request(method, url.clone()).headers(headers);
        if let Some(body) = &request.body {
            asked = asked.body(body.text.clone());
        }
        match timeout(self.limits.headers, asked.send()).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(answer::none(&error, &host_of(url))),
            Err(_nobody_answers) => Err(later(FailureCode::TimedOut, host_of(url))),
        }
    }
}

/// Takes the secrets of a request out of the keyring. Of a keyring that can't be asked, none is in the answer; one that
/// is not in the keyring is none there.
pub async fn secrets(request: &HttpRequest, keyring: &Keyring) -> Secrets {
    let mut secrets = Secrets::new();
    for name in request.headers.iter().map(|header| &header.secret).filter(|name| !name.is_empty()) {
        match keyring.recall_secret(name.clone()).await {
            Ok(secret) => _ = secrets.insert(name.clone(), secret),
            Err(error) => tracing::warn!(%error, "the secret of a web service could not be looked up"),
        }
    }
    secrets
}

/// Makes the headers, with the secrets in them.
fn headers(request: &HttpRequest, key: &str, secrets: &Secrets) -> Result<HeaderMap, Unsent> {
    let mut headers = HeaderMap::new();
    let wrong = |name: &str| never(FailureCode::BadArgument, name);
    if let Some(body) = &request.body {
        headers.insert(CONTENT_TYPE, body.content_type.parse().map_err(|_| wrong("Content-Type"))?);
    }
    for header in &request.headers {
        let name: HeaderName = header.name.parse().map_err(|_| wrong(&header.name))?;
        if OURS.contains(&name) {
            return Err(wrong(&header.name));
        }
        let value = if header.secret.is_empty() {
            HeaderValue::from_str(&header.value)
        } else {
            let secret = match secrets.get(&header.secret) {
                Some(Some(secret)) => secret,
                // It is for the user to keep one: asking again finds nothing else.
                Some(None) => return Err(never(FailureCode::SecretMissing, header.secret.as_str())),
                // A keyring that is locked may be unlocked later.
                None => return Err(later(FailureCode::KeyringClosed, header.secret.as_str())),
            };
            HeaderValue::from_str(&format!("{}{}", header.value, secret.expose_secret()))
        };
        let mut value = value.map_err(|_| wrong(&header.name))?;
        value.set_sensitive(!header.secret.is_empty());
        if name == CONTENT_TYPE { _ = headers.insert(name, value) } else { _ = headers.append(name, value) }
    }
    headers.insert(KEY, key.parse().map_err(|_| wrong("Idempotency-Key"))?);
    Ok(headers)
}

/// Returns where a service sends a request on to, if that is followed: within its own origin, so that nobody else
/// learns what was for it, and only where the same request is asked for again (RFC 9110, 15.4).
fn onward(request: &HttpRequest, from: &Url, answer: &Response) -> Option<Url> {
    let same = match answer.status().as_u16() {
        307 | 308 => true,
        301..=303 => request.method == custom_events::HttpMethod::Get,
        _ => false,
    };
    let to = from.join(answer.headers().get(LOCATION).filter(|_| same)?.to_str().ok()?).ok()?;
    (to.origin() == from.origin()).then_some(to)
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn never(code: FailureCode, detail: impl Into<String>) -> Unsent {
    Unsent { failure: Failure::new(code, detail), again: Again::Never }
}

fn later(code: FailureCode, detail: impl Into<String>) -> Unsent {
    Unsent { failure: Failure::new(code, detail), again: Again::Later(None) }
}

#[cfg(test)]
mod tests;
