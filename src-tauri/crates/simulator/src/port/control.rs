//! The control port: makes things happen, and tells what happened. JSON in, JSON out; `GET /` says how.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::manual::manual;
use super::{faults, scenarios, users};
use crate::call::{Call, End, Happening, Stage, Stranger};
use crate::exchange::{Exchange, Refusal};
use crate::hub::Now;
use crate::ledger::VisitNote;
use crate::order::{Details, OUTSIDE};
use crate::switch::{self, Switch};
use crate::user::{DEFAULT_CALLER, Destination};
use crate::wire::Line;

const LARGEST_BODY: usize = 1024 * 1024;

/// Why a command is answered with an error sentence.
pub(super) struct Objection(pub(super) StatusCode, pub(super) String);

impl From<Refusal> for Objection {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::UnknownCall(_) => StatusCode::NOT_FOUND,
            Refusal::NotNow(_) => StatusCode::CONFLICT,
            Refusal::Nonsense(_) => StatusCode::BAD_REQUEST,
        };
        Self(status, refusal.to_string())
    }
}

impl IntoResponse for Objection {
    fn into_response(self) -> Response {
        answer(self.0, &json!({ "error": self.1 }))
    }
}

pub(super) type Answered = Result<Response, Objection>;

/// Builds the port's router.
pub(crate) fn router(switch: Arc<Switch>) -> Router {
    Router::new()
        .route("/", get(|| async { answer(StatusCode::OK, &manual()) }))
        .route("/calls", get(list_calls).post(place_call))
        .route("/calls/{id}", get(show_call))
        .route("/calls/{id}/{order}", post(order_call))
        .route("/ledger", get(show_ledger))
        .route("/web-service", any(web_service))
        .route("/web-service/{*rest}", any(web_service))
        .merge(faults::router())
        .merge(users::router())
        .merge(scenarios::router())
        .fallback(|| async { Objection(StatusCode::NOT_FOUND, "There is no such command: see GET /.".to_owned()) })
        .method_not_allowed_fallback(|| async { Objection(StatusCode::METHOD_NOT_ALLOWED, "This command takes another method: see GET /.".to_owned()) })
        .with_state(switch)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceCall {
    from: String,
    to: String,
    number: Option<String>,
    name: Option<String>,
    #[serde(default)]
    withheld: bool,
}

async fn place_call(State(switch): State<Arc<Switch>>, body: Bytes) -> Answered {
    let asked: PlaceCall = read(&body)?;
    order(&switch, StatusCode::CREATED, |exchange, now| {
        let caller = end(exchange, &asked.from, &asked)?;
        let callee = end(exchange, &asked.to, &asked)?;
        exchange.place(caller, callee, false, now.wall)
    })
}

fn end(exchange: &Exchange, spoken: &str, asked: &PlaceCall) -> Result<End, Refusal> {
    let stranger = |number: Option<String>| {
        let (default_name, default_number) = DEFAULT_CALLER;
        let number = number.unwrap_or_else(|| default_number.to_owned());
        let usual = (number == default_number).then(|| default_name.to_owned());
        End::Outside(Stranger { number, name: asked.name.clone().or(usual), withheld: asked.withheld })
    };
    if spoken == OUTSIDE {
        return Ok(stranger(asked.number.clone()));
    }
    match exchange.directory.resolve(spoken) {
        Some(Destination::Outside(number)) => Ok(stranger(Some(number))),
        Some(Destination::User(seat)) => Ok(End::User(seat)),
        Some(Destination::HuntGroup(place)) => Ok(End::HuntGroup(place)),
        Some(Destination::Nobody(extension)) => Ok(End::Nobody(extension)),
        None => Err(Refusal::Nonsense("Both from and to must say who.".to_owned())),
    }
}

async fn order_call(State(switch): State<Arc<Switch>>, Path((id, verb)): Path<(String, String)>, body: Bytes) -> Answered {
    let details = if body.iter().all(u8::is_ascii_whitespace) { Details::default() } else { read::<Option<Details>>(&body)?.unwrap_or_default() };
    order(&switch, StatusCode::OK, |exchange, now| {
        let heard = crate::order::carry_out(exchange, &id, &verb, &details, now.wall)?;
        Ok((id.clone(), heard))
    })
}

/// Carries an order out, tells the users' programs, and answers with the call.
fn order(switch: &Switch, status: StatusCode, work: impl FnOnce(&mut Exchange, Now) -> Result<(String, Vec<Happening>), Refusal>) -> Answered {
    switch.with(|state, now| {
        let (id, heard) = work(&mut state.exchange, now)?;
        state.publish(heard, now);
        let call = state.exchange.call(&id)?;
        Ok(answer(status, &call_view(&state.exchange, call)))
    })
}

async fn list_calls(State(switch): State<Arc<Switch>>) -> Response {
    switch.with(|state, _| {
        let calls: Vec<Value> = state.exchange.calls().iter().map(|call| call_view(&state.exchange, call)).collect();
        answer(StatusCode::OK, &json!({ "calls": calls }))
    })
}

async fn show_call(State(switch): State<Arc<Switch>>, Path(id): Path<String>) -> Answered {
    switch.with(|state, _| {
        let call = state.exchange.call(&id)?;
        Ok(answer(StatusCode::OK, &call_view(&state.exchange, call)))
    })
}

fn call_view(exchange: &Exchange, call: &Call) -> Value {
    let state = match call.stage() {
        Stage::Dialback => "dialback",
        Stage::Ringing => "ringing",
        Stage::Answered => "answered",
        Stage::Parked => "parked",
        Stage::Over => "over",
    };
    let who = |end: &End| match end {
        End::User(seat) => exchange.directory.user(*seat).id.clone(),
        End::Outside(stranger) => stranger.number.clone(),
        End::Nobody(extension) => extension.clone(),
        End::HuntGroup(place) => exchange.directory.hunt_group(*place).id.to_owned(),
        End::VoiceMail(seat) => format!("voice mail of {}", exchange.directory.user(*seat).id),
        End::Parked(seat) => format!("parked against {}", exchange.directory.user(*seat).id),
    };
    let legs: Vec<Value> = call
        .legs
        .iter()
        .map(|leg| {
            json!({
                "user": exchange.directory.user(leg.seat).id,
                "callId": leg.call_id,
                "personality": leg.personality.as_str(),
                "state": leg.state().as_str(),
            })
        })
        .collect();
    json!({
        "call": call.id,
        "state": state,
        "from": who(&call.caller),
        "to": who(&call.callee),
        "started": call.started,
        "answered": call.answered,
        "ended": call.ended,
        "legs": legs,
    })
}

async fn show_ledger(State(switch): State<Arc<Switch>>) -> Response {
    switch.with(|switch::State { exchange, hub, ledger, rates, .. }, _| {
        let users = exchange.directory.users().iter().enumerate();
        let peaks: serde_json::Map<String, Value> = users.map(|(seat, user)| (user.id.clone(), json!(rates.peak(seat)))).filter(|(_, peak)| *peak != 0).collect();
        let book = json!({
            "peaks": peaks,
            "requests": ledger.requests,
            "events": hub.notes.events,
            "channels": hub.notes.channels,
            "subscriptions": hub.subscriptions(),
            "webService": ledger.visits,
        });
        answer(StatusCode::OK, &book)
    })
}

/// Notes what a web service was told. Faults of requests apply here too.
async fn web_service(State(switch): State<Arc<Switch>>, ConnectInfo(line): ConnectInfo<Line>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, LARGEST_BODY).await.unwrap_or_default();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect();
    let path = head.uri.path().to_owned();
    let fault = switch.with(|state, now| {
        let fault = state.http.take(head.method.as_str(), &path);
        state.ledger.note_visit(VisitNote {
            time: now.wall,
            method: head.method.to_string(),
            path,
            query: head.uri.query().unwrap_or_default().to_owned(),
            headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        });
        fault
    });
    let noted = async { (StatusCode::OK, "noted").into_response() };
    match fault {
        Some(fault) => fault.happen(&line, || super::xsi::challenge(&head.headers), noted).await,
        None => noted.await,
    }
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Objection> {
    serde_json::from_slice(body).map_err(|error| Objection(StatusCode::BAD_REQUEST, format!("This command cannot be understood: {error}.")))
}

pub(super) fn answer(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], format!("{value}\n")).into_response()
}
