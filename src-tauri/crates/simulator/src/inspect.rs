//! A simulator seen and handled from within its process, as tests do.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

use crate::fault::inject::{clear, inject};
use crate::{ChannelNote, Connections, EventNote, Injection, InjectionError, RequestNote, Simulator, Truth, port};

const CHANNEL: &str = "/com.broadsoft.async/com.broadsoft.xsi-events/v2.0/channel";

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
#[error("{status}: {sentence}")]
pub struct CommandError {
    /// The status the control port would have answered with.
    pub status: u16,
    /// What is wrong.
    pub sentence: String,
}

impl Simulator {
    /// Makes something go wrong, at once and before anything else happens. Answers how many things it hit: connections,
    /// channels, subscriptions or events.
    ///
    /// # Errors
    /// Fails if what it names is not there.
    pub fn inject(&self, injection: Injection) -> Result<usize, InjectionError> {
        inject(&self.switch, injection)
    }

    /// Lifts everything that stands: ports open again, connections flow, events that waited are sent.
    pub fn clear_faults(&self) {
        clear(&self.switch);
    }

    /// Returns how things really are at this moment.
    pub fn truth(&self) -> Truth {
        self.switch.with(|state, _| Truth::of(&state.exchange))
    }

    /// Returns every event there was, sent or not, in the order they happened.
    pub fn events(&self) -> Vec<EventNote> {
        self.switch.with(|state, _| state.hub.notes.events.iter().cloned().collect())
    }

    /// Returns every channel there was, in the order they were opened.
    pub fn channels(&self) -> Vec<ChannelNote> {
        self.switch.with(|state, _| state.hub.notes.channels.iter().cloned().collect())
    }

    /// Returns every request to the XSI ports, in the order they came in.
    pub fn requests(&self) -> Vec<RequestNote> {
        self.switch.with(|state, _| state.ledger.requests.iter().cloned().collect())
    }

    /// Returns when channels were asked for, successfully or not, since the simulator was started. Attempts that did not
    /// get as far as HTTP are not among them: see [`Connections`].
    pub fn channel_attempts(&self) -> Vec<Duration> {
        let asked = |request: &RequestNote| request.method == "POST" && request.path.eq_ignore_ascii_case(CHANNEL);
        self.requests().into_iter().filter(asked).map(|request| request.at).collect()
    }

    /// Returns when requests came in that were answered with 401, since the simulator was started.
    pub fn unauthorized(&self) -> Vec<Duration> {
        self.requests().into_iter().filter(|request| request.status == Some(401)).map(|request| request.at).collect()
    }

    /// Returns how many connections there were and are.
    pub fn connections(&self) -> Connections {
        self.switch.lines.connections()
    }

    /// Returns how many requests of a user, by id, there were within any one second, refused ones included.
    pub fn peak(&self, user: &str) -> usize {
        self.switch.with(|state, _| state.exchange.directory.by_id(user).map_or(0, |seat| state.rates.peak(seat)))
    }

    /// Returns how many open connections carry an event stream.
    pub fn open_streams(&self) -> usize {
        self.connections().streams.open
    }

    /// Returns how long the simulator has been running, by the clock its attempts and events are noted with.
    pub fn running(&self) -> Duration {
        self.switch.with(|_, now| now.running)
    }

    /// Returns the certificate (DER) of the authority that signs trusted certificates.
    #[cfg(feature = "tls")]
    pub fn authority(&self) -> Vec<u8> {
        self.keys.authority_der()
    }

    /// Returns the certificate (DER) the XSI ports show now, if they show one.
    #[cfg(feature = "tls")]
    pub fn certificate(&self) -> Option<Vec<u8>> {
        self.keys.shown_der()
    }

    /// Gives a command to the control port without a connection to it, e.g.
    /// `command("POST", "/calls", json!({ "from": "outside", "to": "4021" }))`.
    ///
    /// # Errors
    /// Fails if the control port refuses the command.
    pub async fn command(&self, method: &str, path: &str, body: Value) -> Result<Value, CommandError> {
        let failed = |status: StatusCode, sentence: String| CommandError { status: status.as_u16(), sentence };
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let request = Request::builder().method(method).uri(path).body(body).map_err(|error| failed(StatusCode::BAD_REQUEST, error.to_string()))?;
        let response = port::control::router(std::sync::Arc::clone(&self.switch)).oneshot(request).await.unwrap_or_else(|never| match never {});
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.map_err(|error| failed(status, error.to_string()))?;
        let answer: Value = serde_json::from_slice(&body).map_err(|error| failed(status, error.to_string()))?;
        if status.is_success() { Ok(answer) } else { Err(failed(status, answer["error"].as_str().unwrap_or_default().to_owned())) }
    }
}
