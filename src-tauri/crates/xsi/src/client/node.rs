//! One server: how to reach it, how long we wait for it, and what it means when it does not answer.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::cookie::Jar;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use secrecy::ExposeSecret;
use url::Url;

use super::Surroundings;
use super::names::Pinned;
use super::trust::{Refused, Trust};
use crate::account::Credential;
use crate::request::Request;
use crate::server::{is_this_computer, name};
use crate::{Account, Problem};

const CONNECT: Duration = Duration::from_secs(10);
/// How long a whole command may take.
pub(super) const COMMAND: Duration = Duration::from_secs(10);
/// Servers close idle connections after four seconds; one of theirs must not be taken for ours.
const IDLE: Duration = Duration::from_secs(3);
/// How many times a server may send us to another place within itself.
const HOPS: usize = 3;
/// What Bellhop calls itself.
const USER_AGENT: &str = concat!("Bellhop/", env!("CARGO_PKG_VERSION"));

/// The two ways to a server: connections of their own, as streams have, and those that commands share. Both have the same
/// cookies and the same address, because behind one name may be several servers, and only one of them has our channel.
#[derive(Debug, Clone)]
pub(super) struct Node {
    account: Arc<Account>,
    address: Url,
    streams: Client,
    commands: Client,
    pinned: Pinned,
    refused: Refused,
    /// The proxy that is on the way, for people.
    proxy: Option<String>,
}

/// Which of the two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Stream,
    Command,
}

impl Node {
    /// # Errors
    /// Fails if the library can't be set up for it.
    pub(super) fn new(account: Arc<Account>, address: Url, trust: &Trust, surroundings: &Surroundings) -> Result<Self, Problem> {
        let pinned = Pinned::new(Arc::clone(&surroundings.names), address.host_str().unwrap_or_default());
        let (tls, refused) = trust.with_pins(address.host_str().unwrap_or_default(), account.server.trusted(&address))?;
        let proxy = proxy(&address, surroundings);
        let cookies = Arc::new(Jar::default());
        let builder = || {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static("application/xml, text/xml"));
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
            let builder = Client::builder()
                .user_agent(USER_AGENT)
                .default_headers(headers)
                .connect_timeout(CONNECT)
                .redirect(Policy::none())
                .cookie_provider(Arc::clone(&cookies))
                .dns_resolver(pinned.clone())
                .tls_backend_preconfigured(tls.clone())
                .http1_only();
            match (&surroundings.proxy, &proxy) {
                (Some(url), Some(_)) => reqwest::Proxy::all(url.clone()).map(|proxy| builder.proxy(proxy)),
                (None, Some(_)) => Ok(builder),
                (_, None) => Ok(builder.no_proxy()),
            }
        };
        let broken = |error: reqwest::Error| Problem::Broken { detail: error.without_url().to_string() };
        // Streams live for hours on a connection of their own, so they have no time-out as a whole.
        let streams = builder().and_then(|builder| builder.pool_max_idle_per_host(0).build()).map_err(broken)?;
        let commands = builder().and_then(|builder| builder.timeout(COMMAND).pool_idle_timeout(IDLE).build()).map_err(broken)?;
        Ok(Self { account, address, streams, commands, pinned, refused, proxy })
    }

    /// Returns its name, for people.
    pub(super) fn name(&self) -> String {
        name(&self.address)
    }

    /// Sends a request and returns the head of the answer. Within the server, it goes where the server sends it.
    ///
    /// # Errors
    /// Fails if there is no answer, or if the server sends us to another one.
    pub(super) async fn send(&self, request: &Request, way: Way) -> Result<Response, Problem> {
        // What leaves does not take away a connection that others may use.
        let client = if way == Way::Stream || request.leaves { &self.streams } else { &self.commands };
        let mut url = self.address.clone();
        let (path, query) = request.path.split_once('?').map_or((request.path.as_str(), None), |(path, query)| (path, Some(query)));
        url.set_path(&format!("{}{path}", request.application.path(&self.account.server.paths)));
        url.set_query(query);
        for _ in 0..=HOPS {
            let builder = client.request(request.method.clone(), url.clone());
            let builder = match &self.account.credential {
                Credential::Password(password) => builder.basic_auth(&self.account.user_id, Some(password.expose_secret())),
                Credential::Token(token) => builder.bearer_auth(token.expose_secret()),
            };
            let builder = if request.body.is_empty() { builder } else { builder.header(CONTENT_TYPE, "application/xml; charset=UTF-8").body(request.body.clone()) };
            let builder = if request.leaves { builder.header(CONNECTION, "close").timeout(COMMAND) } else { builder };
            let response = builder.send().await.map_err(|error| self.problem(error))?;
            if !response.status().is_redirection() {
                return Ok(response);
            }
            let target = response.headers().get(LOCATION).and_then(|location| location.to_str().ok()).and_then(|location| url.join(location).ok());
            match target {
                Some(target) if target.origin() == self.address.origin() => url = target,
                Some(target) if target.has_host() => return Err(Problem::Moved { host: self.name(), to: target.origin().ascii_serialization() }),
                _ => return Err(self.not_xsi()),
            }
        }
        Err(self.not_xsi())
    }

    /// Stays with the server that answered, for every command from now on.
    pub(super) fn stay_with(&self, response: &Response) {
        if let (None, Some(address)) = (&self.proxy, response.remote_addr()) {
            self.pinned.stay(address.ip());
        }
    }

    pub(super) fn not_xsi(&self) -> Problem {
        Problem::NotXsi { host: self.name() }
    }

    /// The proxy on the way wants to know who we are.
    pub(super) fn proxy_refusal(&self) -> Problem {
        Problem::Proxy { proxy: self.proxy.clone().unwrap_or_else(|| self.name()), reason: "it wants a user name and a password".to_owned() }
    }

    pub(super) fn timed_out(&self) -> Problem {
        Problem::TimedOut { host: self.name() }
    }

    /// Says what it means that no answer came.
    pub(super) fn problem(&self, error: reqwest::Error) -> Problem {
        let host = self.name();
        let (timed_out, connecting) = (error.is_timeout(), error.is_connect());
        let error = error.without_url();
        let causes: Vec<String> = causes(&error).map(ToString::to_string).collect();
        if let Some((reason, certificate)) = self.refused.take() {
            return Problem::Certificate { host, reason, certificate: Box::new(certificate) };
        }
        let tls = tls_reason(&error);
        match (&self.proxy, causes.iter().find_map(|cause| cause.strip_prefix("tunnel error: "))) {
            (Some(proxy), Some(reason)) => return Problem::Proxy { proxy: proxy.clone(), reason: reason.to_owned() },
            (Some(proxy), None) if connecting && tls.is_none() => return Problem::Proxy { proxy: proxy.clone(), reason: causes.last().cloned().unwrap_or_default() },
            _ => {}
        }
        if causes.iter().any(|cause| cause.starts_with("dns error")) {
            return Problem::HostUnknown { host };
        }
        if timed_out {
            return Problem::TimedOut { host };
        }
        match tls {
            Some(reason) if connecting => Problem::Encryption { host, reason },
            _ if connecting => Problem::Unreachable { host },
            _ => Problem::Broken { detail: causes.join(": ") },
        }
    }
}

/// Returns the proxy that is on the way to a server, for people. What is on this computer is not behind one, unless
/// somebody says so.
fn proxy(address: &Url, surroundings: &Surroundings) -> Option<String> {
    if let Some(proxy) = &surroundings.proxy {
        return Some(name(proxy));
    }
    if address.host().is_none_or(|host| is_this_computer(&host)) {
        return None;
    }
    let intercept = Matcher::from_system().intercept(&address.as_str().parse().ok()?)?;
    intercept.uri().authority().map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default().to_owned())
}

/// Reads when a server wants to be asked again: seconds, or a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    // The server's idea of now, if it says: our clocks need not agree.
    let now = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok()).unwrap_or(now);
    Some(until.duration_since(now).unwrap_or_default())
}

/// Returns an error and what caused it, step by step.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// Returns what TLS said was wrong, if it was TLS: it reports through I/O errors about invalid data, which may be
/// within another one.
fn tls_reason(error: &reqwest::Error) -> Option<String> {
    let outer = causes(error).find_map(|error| error.downcast_ref::<io::Error>())?;
    let inner = std::iter::successors(Some(outer), |error| error.get_ref()?.downcast_ref());
    inner.last().filter(|error| error.kind() == io::ErrorKind::InvalidData).map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_in_seconds_or_by_date_when_to_come_again() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let date = |seconds| httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        for (value, server_time, expected) in [
            ("120".to_owned(), None, Some(120)),
            (" 0 ".to_owned(), None, Some(0)),
            ("99999999".to_owned(), None, Some(99_999_999)),
            (date(1_700_000_060), None, Some(60)),
            (date(1_600_000_000), None, Some(0)),
            (date(1_600_000_030), Some(date(1_600_000_000)), Some(30)),
            ("soon".to_owned(), None, None),
            ("-1".to_owned(), None, None),
            (String::new(), None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_str(&value).expect("a header"));
            if let Some(date) = &server_time {
                headers.insert(DATE, HeaderValue::from_str(date).expect("a header"));
            }
            assert_eq!(retry_after(&headers, now), expected.map(Duration::from_secs), "{value}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
