//! XSI over HTTP: which server is asked, how a command is sent, and what its answer means.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Response, StatusCode};
use telephony::{LineId, Step};
use url::Url;

use super::Surroundings;
use super::names::servers;
use super::node::{COMMAND, Node, Way, retry_after};
use super::trust::Trust;
use crate::call;
use crate::document::{self, ErrorInfo, Found};
use crate::framer::LARGEST;
use crate::request::{self, Directory, Request};
use crate::session::{Answer, Command, Failure};
use crate::xml::{Document, Element};
use crate::{Account, Problem, Profile};

/// How long the head of a stream may take.
const HEAD: Duration = Duration::from_secs(15);
/// How often an answer to an event is tried, in all: without it the server takes the channel for dead.
const RESPONSE_TRIES: u32 = 3;
/// How often a heartbeat is tried, in all: the server may have closed the connection it was sent on.
const HEARTBEAT_TRIES: u32 = 2;
/// After how many attempts DNS is asked again for the servers of a domain that has none.
const ASK_AGAIN: usize = 16;
const PAUSE: Duration = Duration::from_millis(500);

/// The servers of an account.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    account: Arc<Account>,
    trust: Trust,
    surroundings: Surroundings,
    /// The servers DNS told of.
    found: Arc<Mutex<Vec<Url>>>,
}

/// A stream that is open, and the server it is open to.
pub(super) struct Opened {
    pub(super) node: Box<Node>,
    pub(super) response: Response,
}

impl Wire {
    pub(super) fn new(account: Account, surroundings: Surroundings) -> Result<Self, Problem> {
        account.server.check()?;
        Ok(Self { account: Arc::new(account), trust: Trust::of_the_system()?, surroundings, found: Arc::default() })
    }

    pub(super) fn name(&self) -> String {
        self.account.server.name()
    }

    /// Asks who the user is.
    pub(super) async fn profile(&self) -> Result<Profile, Problem> {
        self.ask_any(&request::profile(&self.account.user_id), document::profile).await.map_err(|failure| failure.problem)
    }

    /// Asks for the colleagues whose lamps the user sees.
    pub(super) async fn busy_lamp_list(&self) -> Result<Found, Problem> {
        let user_id = &self.account.user_id;
        match self.ask_any(&request::busy_lamp_list(user_id, false), document::colleagues).await {
            // Servers differ in how they say that a service is not assigned. A receptionist has another one.
            Err(Failure { status: Some(400 | 403 | 404 | 409), .. }) => match self.ask_any(&request::busy_lamp_list(user_id, true), document::colleagues).await {
                Err(Failure { status: Some(400 | 403 | 404 | 409), .. }) => Ok(Found::default()),
                found => found.map_err(|failure| failure.problem),
            },
            found => found.map_err(|failure| failure.problem),
        }
    }

    /// Looks colleagues up.
    pub(super) async fn find_colleagues(&self, typed: &str) -> Result<Found, Problem> {
        let asked = |directory| request::find_colleagues(&self.account.user_id, directory, typed);
        match self.ask_any(&asked(Directory::Enterprise), document::colleagues).await {
            Err(Failure { status: Some(400 | 403 | 404), .. }) => self.ask_any(&asked(Directory::Group), document::colleagues).await,
            found => found,
        }
        .map_err(|failure| failure.problem)
    }

    /// Asks the first server that answers, and reads the answer.
    async fn ask_any<T>(&self, request: &Request, read: fn(Element<'_>) -> Option<T>) -> Result<T, Failure> {
        let mut last = None;
        for address in self.servers(0).await.map_err(Failure::of)? {
            let node = self.node(address).map_err(Failure::of)?;
            match node.ask(request).await {
                Ok(answer) => return read(answer.root()).ok_or_else(|| Failure::of(node.not_xsi())),
                // A server that answers has decided; another one would be asked for the same password in vain.
                Err(failure) if failure.status.is_some() || failure.problem.needs_user() => return Err(failure),
                Err(failure) => last = Some(failure),
            }
        }
        Err(last.unwrap_or_else(|| Failure::of(Problem::BadAddress)))
    }

    /// Opens a stream to one of the servers, counted on and on.
    pub(super) async fn open(&self, server: usize) -> Result<Opened, Problem> {
        let servers = self.servers(server).await?;
        let node = self.node(servers[server % servers.len()].clone())?;
        let request = request::open_channel(&self.account.channel_set(), &self.account.application());
        let response = tokio::time::timeout(HEAD, node.send(&request, Way::Stream)).await.map_err(|_| node.timed_out())??;
        if response.status().is_success() && !is_html(response.headers()) {
            node.stay_with(&response);
            return Ok(Opened { node: Box::new(node), response });
        }
        match tokio::time::timeout(COMMAND, node.read(response)).await.map_err(|_| node.timed_out())? {
            Ok(_) => Err(node.not_xsi()),
            // The server is XSI as far as the profile went; it just has no events.
            Err(Failure { status: Some(404), .. }) => Err(Problem::NoEventChannel { reason: "the server has none".to_owned() }),
            Err(failure) => Err(failure.problem),
        }
    }

    /// Sends a command, and again where that is safe and needed.
    pub(super) async fn send(&self, node: &Node, command: &Command) -> Result<Answer, Failure> {
        let tries = match command {
            Command::Respond(..) => RESPONSE_TRIES,
            Command::Heartbeat(_) => HEARTBEAT_TRIES,
            _ => 1,
        };
        let mut tried = 1;
        loop {
            let answer = self.command(node, command).await;
            match &answer {
                // A server that took its whole time will not be quicker at once.
                Err(Failure { problem: Problem::TimedOut { .. }, .. }) if matches!(command, Command::Heartbeat(_)) => return answer,
                Err(failure) if tried < tries && failure.status.is_none_or(|status| status >= 500) => {
                    tokio::time::sleep(PAUSE * tried).await;
                    tried += 1;
                }
                _ => return answer,
            }
        }
    }

    async fn command(&self, node: &Node, command: &Command) -> Result<Answer, Failure> {
        let request = match command {
            Command::Heartbeat(channel) => request::heartbeat(channel),
            Command::RefreshChannel(channel) => request::refresh_channel(channel),
            Command::CloseChannel(channel) => request::close_channel(channel),
            Command::Subscribe(line, package) => request::subscribe(line.as_str(), *package, &self.account.channel_set(), &self.account.application()),
            Command::RefreshSubscription(id) => request::refresh_subscription(id),
            Command::Unsubscribe(id) => request::unsubscribe(id),
            Command::Respond(event, verdict) => request::event_response(event, *verdict),
            Command::Look(line) => return look(node, line).await,
            Command::ReadLog(line) => {
                let answer = node.ask(&request::call_logs(line.as_str())).await?;
                return document::call_logs(answer.root()).map(Answer::Log).ok_or_else(|| Failure::of(node.not_xsi()));
            }
        };
        Ok(match node.fetch(&request).await? {
            Some(answer) => Answer::Lease { id: answer.root().get("subscriptionId").map(str::to_owned), lasts: document::lasts(answer.root()) },
            None => Answer::Done,
        })
    }

    fn node(&self, address: Url) -> Result<Node, Problem> {
        Node::new(Arc::clone(&self.account), address, &self.trust, &self.surroundings)
    }

    /// Returns the servers: those DNS tells of, if it was a domain that was typed. It is asked again each round.
    async fn servers(&self, server: usize) -> Result<Vec<Url>, Problem> {
        let typed = self.account.server.addresses();
        let Some(domain) = self.account.server.domain() else { return Ok(typed.to_vec()) };
        let known = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // Most names are those of hosts: DNS then knows of nothing else, and some networks take long to say so.
        let round = if known == typed { ASK_AGAIN } else { known.len() };
        if !known.is_empty() && !server.is_multiple_of(round) {
            return Ok(known);
        }
        let found = servers(&*self.surroundings.names, domain, self.surroundings.random).await?;
        let found = if found.is_empty() { typed.to_vec() } else { found };
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&found);
        Ok(found)
    }
}

/// Asks which calls a line has and how each stands (3.5.4).
async fn look(node: &Node, line: &LineId) -> Result<Answer, Failure> {
    let answer = node.ask(&request::calls(line.as_str())).await?;
    let ids = document::calls(answer.root()).ok_or_else(|| Failure::of(node.not_xsi()))?;
    let mut calls = Vec::new();
    for id in ids {
        match node.ask(&request::call(line.as_str(), &id)).await {
            Ok(answer) => calls.push(call::report(answer.root(), Step::Listed).ok_or_else(|| Failure::of(node.not_xsi()))?),
            // It ended meanwhile.
            Err(Failure { status: Some(403 | 404), .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    // Not every server tells the hook; the calls count.
    let hook = node.ask(&request::hook_status(line.as_str())).await.ok().and_then(|answer| answer.root().get("hookStatus").and_then(document::hook));
    Ok(Answer::Calls { calls, hook })
}

impl Node {
    /// Asks for a document.
    async fn ask(&self, request: &Request) -> Result<Document<'static>, Failure> {
        self.fetch(request).await.and_then(|answer| answer.ok_or_else(|| Failure::of(self.not_xsi())))
    }

    /// Sends a command and reads the answer: its document, or nothing if it is empty.
    async fn fetch(&self, request: &Request) -> Result<Option<Document<'static>>, Failure> {
        let response = self.send(request, Way::Command).await.map_err(Failure::of)?;
        self.read(response).await
    }

    /// Reads an answer to its end.
    async fn read(&self, mut response: Response) -> Result<Option<Document<'static>>, Failure> {
        let status = response.status();
        let html = is_html(response.headers());
        let retry_after = retry_after(response.headers(), SystemTime::now());
        let charset = charset(response.headers());
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| Failure::of(self.problem(error)))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST {
                return Err(Failure::of(Problem::Broken { detail: "the answer is too large".to_owned() }));
            }
        }
        let answer = if html { None } else { Document::read(&bytes, charset.as_deref()).ok() };
        if status.is_success() {
            return if answer.is_some() || bytes.trim_ascii().is_empty() { Ok(answer) } else { Err(Failure::of(self.not_xsi())) };
        }
        let error = answer.as_ref().map(Document::root).filter(|root| root.name() == "ErrorInfo").map(document::error_info);
        let code = error.as_ref().and_then(|error| error.code);
        Err(Failure { problem: self.refusal(status, error, retry_after), status: Some(status.as_u16()), code })
    }

    /// Says what an answer means that is no success.
    fn refusal(&self, status: StatusCode, error: Option<ErrorInfo>, retry_after: Option<Duration>) -> Problem {
        match (status.as_u16(), error) {
            (401, _) => Problem::Refused,
            (403, error) => Problem::Forbidden { right: error.unwrap_or_default().summary },
            (407, _) => self.proxy_refusal(),
            (408 | 429 | 500..=599, _) => Problem::ServerBusy { status: status.as_u16(), retry_after },
            (status, Some(error)) => Problem::Broken { detail: format!("the server answered {status}: {}", error.summary) },
            (404 | 405, None) => self.not_xsi(),
            (status, None) => Problem::Broken { detail: format!("the server answered {status}") },
        }
    }
}

impl Failure {
    fn of(problem: Problem) -> Self {
        Self { problem, status: None, code: None }
    }
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("text/html"))
}

/// Returns the charset of a `Content-Type`.
fn charset(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    })
}
