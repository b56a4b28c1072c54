//! HTTP as XSI uses it: who we say we are, how long we wait, and what a failure means.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use reqwest::cookie::Jar;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response, StatusCode};
use secrecy::ExposeSecret;

use crate::account::is_this_computer;
use crate::document::{self, ErrorInfo};
use crate::framer::LARGEST;
use crate::request::{self, Request};
use crate::session::{Answer, Command, Failure};
use crate::xml::Element;
use crate::{Account, Problem};

const CONNECT: Duration = Duration::from_secs(10);
/// How long a whole command may take.
const COMMAND: Duration = Duration::from_secs(10);
/// How long the head of a stream may take.
const HEAD: Duration = Duration::from_secs(15);
/// Servers close idle connections after four seconds; one of theirs must not be taken for ours.
const IDLE: Duration = Duration::from_secs(3);
/// How often an answer to an event is tried, in all: without it the server takes the channel for dead.
const RESPONSE_TRIES: u32 = 3;
const RESPONSE_PAUSE: Duration = Duration::from_millis(500);
/// What Bellhop calls itself.
const USER_AGENT: &str = concat!("Bellhop/", env!("CARGO_PKG_VERSION"));

/// The two ways to a server: streams, and the commands beside them. They share cookies, because behind one name may
/// be several servers, and only one of them has our channel.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    account: Arc<Account>,
    streams: reqwest::Client,
    commands: reqwest::Client,
}

impl Wire {
    pub(super) fn new(account: Account) -> Result<Self, Problem> {
        account.check()?;
        let cookies = Arc::new(Jar::default());
        let builder = || {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static("application/xml, text/xml"));
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
            let builder =
                reqwest::Client::builder().user_agent(USER_AGENT).default_headers(headers).connect_timeout(CONNECT).redirect(Policy::none()).cookie_provider(Arc::clone(&cookies));
            // What is on this computer is not behind a proxy.
            if account.base.host().is_some_and(|host| is_this_computer(&host)) { builder.no_proxy() } else { builder }
        };
        let broken = |error: reqwest::Error| Problem::Broken { detail: error.without_url().to_string() };
        // Streams live for hours on a connection of their own, so they have no time-out as a whole.
        let streams = builder().http1_only().pool_max_idle_per_host(0).build().map_err(broken)?;
        let commands = builder().http1_only().timeout(COMMAND).pool_idle_timeout(IDLE).build().map_err(broken)?;
        Ok(Self { account: Arc::new(account), streams, commands })
    }

    /// Asks for a document and reads it.
    pub(super) async fn ask(&self, request: &Request) -> Result<Element, Failure> {
        let response = self.build(&self.commands, request).send().await.map_err(|error| self.failure(error))?;
        self.read(response).await.and_then(|root| root.ok_or_else(|| Failure::of(self.not_xsi())))
    }

    /// Opens a stream.
    pub(super) async fn open(&self) -> Result<Response, Problem> {
        let request = request::open_channel(&self.account.channel_set(), &self.account.application());
        let sent = tokio::time::timeout(HEAD, self.build(&self.streams, &request).send()).await;
        let timed_out = || Problem::TimedOut { host: self.account.host() };
        let response = sent.map_err(|_| timed_out())?.map_err(|error| self.problem(error))?;
        if response.status() == StatusCode::OK && !is_html(&response) {
            return Ok(response);
        }
        let read = tokio::time::timeout(COMMAND, self.read(response)).await;
        match read.map_err(|_| timed_out())? {
            Ok(_) => Err(self.not_xsi()),
            // The server is XSI as far as the profile went; it just has no events.
            Err(Failure { status: Some(404), .. }) => Err(Problem::NoEventChannel { reason: "the server has none".to_owned() }),
            Err(failure) => Err(failure.problem),
        }
    }

    /// Sends a command, and again where that is safe and needed.
    pub(super) async fn send(&self, command: &Command) -> Result<Answer, Failure> {
        let request = self.request(command);
        let tries = if matches!(command, Command::Respond(..)) { RESPONSE_TRIES } else { 1 };
        let mut tried = 1;
        loop {
            let answer = self.command(&request).await;
            match answer {
                Err(failure) if tried < tries && failure.status.is_none_or(|status| status >= 500) => {
                    tokio::time::sleep(RESPONSE_PAUSE * tried).await;
                    tried += 1;
                }
                answer => return answer,
            }
        }
    }

    async fn command(&self, request: &Request) -> Result<Answer, Failure> {
        let response = self.build(&self.commands, request).send().await.map_err(|error| self.failure(error))?;
        let root = self.read(response).await?;
        let id = root.as_ref().and_then(|root| root.get("subscriptionId")).map(str::to_owned);
        Ok(Answer { id, lasts: root.as_ref().map_or(document::SHORTEST_LEASE, document::lasts) })
    }

    fn request(&self, command: &Command) -> Request {
        match command {
            Command::Heartbeat(channel) => request::heartbeat(channel),
            Command::RefreshChannel(channel) => request::refresh_channel(channel),
            Command::CloseChannel(channel) => request::close_channel(channel),
            Command::Subscribe(line, package) => request::subscribe(line.as_str(), *package, &self.account.channel_set(), &self.account.application()),
            Command::RefreshSubscription(id) => request::refresh_subscription(id),
            Command::Unsubscribe(id) => request::unsubscribe(id),
            Command::Respond(event, verdict) => request::event_response(event, *verdict),
        }
    }

    fn build(&self, client: &reqwest::Client, request: &Request) -> RequestBuilder {
        let mut url = self.account.base.clone();
        url.set_path(&request.path);
        let builder = client.request(request.method.clone(), url).basic_auth(&self.account.user_id, Some(self.account.password.expose_secret()));
        if request.body.is_empty() { builder } else { builder.header(CONTENT_TYPE, "application/xml; charset=UTF-8").body(request.body.clone()) }
    }

    /// Reads an answer to its end: its document, or nothing if it is empty.
    async fn read(&self, mut response: Response) -> Result<Option<Element>, Failure> {
        let status = response.status();
        let html = is_html(&response);
        let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok()).map(Duration::from_secs);
        let charset = charset(response.headers());
        let moved = status.is_redirection() || response.headers().contains_key(LOCATION) && !status.is_success();
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failure(error))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST {
                return Err(Failure::of(Problem::Broken { detail: "the answer is too large".to_owned() }));
            }
        }
        let root = if html { None } else { Element::read(&bytes, charset.as_deref()).ok() };
        if status.is_success() {
            return if root.is_some() || bytes.trim_ascii().is_empty() { Ok(root) } else { Err(Failure::of(self.not_xsi())) };
        }
        let error = root.filter(|root| root.name == "ErrorInfo").map(|root| document::error_info(&root));
        let code = error.as_ref().and_then(|error| error.code);
        let problem = if moved { self.not_xsi() } else { self.refusal(status, error, retry_after) };
        Err(Failure { problem, status: Some(status.as_u16()), code })
    }

    /// Says what an answer means that is no success.
    fn refusal(&self, status: StatusCode, error: Option<ErrorInfo>, retry_after: Option<Duration>) -> Problem {
        match (status.as_u16(), error) {
            (401, _) => Problem::Refused,
            (403, error) => Problem::Forbidden { right: error.unwrap_or_default().summary },
            (408 | 429 | 500..=599, _) => Problem::ServerBusy { status: status.as_u16(), retry_after },
            (status, Some(error)) => Problem::Broken { detail: format!("the server answered {status}: {}", error.summary) },
            (404 | 405, None) => self.not_xsi(),
            (status, None) => Problem::Broken { detail: format!("the server answered {status}") },
        }
    }

    pub(super) fn not_xsi(&self) -> Problem {
        Problem::NotXsi { host: self.account.host() }
    }

    fn failure(&self, error: reqwest::Error) -> Failure {
        Failure::of(self.problem(error))
    }

    /// Says what it means that no answer came.
    pub(super) fn problem(&self, error: reqwest::Error) -> Problem {
        let host = self.account.host();
        let timed_out = error.is_timeout();
        let connecting = error.is_connect();
        let error = error.without_url();
        let causes: Vec<String> = causes(&error).map(ToString::to_string).collect();
        if causes.iter().any(|cause| cause.starts_with("dns error")) {
            return Problem::HostUnknown { host };
        }
        if timed_out {
            return Problem::TimedOut { host };
        }
        if !connecting {
            return Problem::Broken { detail: causes.join(": ") };
        }
        match tls_reason(&error) {
            Some(reason) => Problem::Certificate { host, reason },
            None => Problem::Unreachable { host },
        }
    }
}

impl Failure {
    fn of(problem: Problem) -> Self {
        Self { problem, status: None, code: None }
    }
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
    let reason = inner.last().filter(|error| error.kind() == io::ErrorKind::InvalidData)?.to_string();
    Some(reason.trim_start_matches("invalid peer certificate: ").to_owned())
}

fn is_html(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("text/html"))
}

/// Returns the charset of a `Content-Type`.
fn charset(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    })
}
