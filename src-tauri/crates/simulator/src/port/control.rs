//! The control port: makes things happen, and tells what happened. JSON in, JSON out; `GET /` says how.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post, put};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::faults;
use super::manual::manual;
use crate::call::{BUSY, Call, End, Happening, Side, Stage, Stranger};
use crate::exchange::{Exchange, Refusal};
use crate::hub::Now;
use crate::ledger::VisitNote;
use crate::switch::{self, Switch};
use crate::user::{DEFAULT_CALLER, Destination, Seat};
use crate::wire::Line;

const LARGEST_BODY: usize = 1024 * 1024;
const OUTSIDE: &str = "outside";

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
        .route("/users", get(list_users))
        .route("/users/{id}/dnd", put(set_dnd))
        .route("/users/{id}/hook", put(set_hook))
        .route("/ledger", get(show_ledger))
        .route("/web-service", any(web_service))
        .route("/web-service/{*rest}", any(web_service))
        .merge(faults::router())
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
        Some(Destination::User(seat)) => Ok(End::User(seat)),
        Some(Destination::Outside(number)) => Ok(stranger(Some(number))),
        Some(Destination::Nobody(extension)) => Ok(End::Nobody(extension)),
        None => Err(Refusal::Nonsense("Both from and to must say who.".to_owned())),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct By {
    by: Option<String>,
}

async fn order_call(State(switch): State<Arc<Switch>>, Path((id, verb)): Path<(String, String)>, body: Bytes) -> Answered {
    let By { by } = if body.iter().all(u8::is_ascii_whitespace) { By::default() } else { read::<Option<By>>(&body)?.unwrap_or_default() };
    order(&switch, StatusCode::OK, |exchange, now| {
        let now = now.wall;
        let heard = match verb.as_str() {
            "answer" => exchange.answer(&id, now)?,
            "decline" => exchange.decline(&id, BUSY, now)?,
            "hold" => {
                let by = holder(exchange, by.as_deref())?;
                exchange.hold(&id, by, now)?
            }
            "retrieve" => {
                let by = holder(exchange, by.as_deref())?;
                exchange.retrieve(&id, by, now)?
            }
            "release" => {
                let side = side(exchange, &id, by.as_deref())?;
                exchange.release(&id, side, now)?
            }
            _ => return Err(Refusal::Nonsense(format!("A call cannot {verb}: see GET /."))),
        };
        Ok((id.clone(), heard))
    })
}

fn holder(exchange: &Exchange, by: Option<&str>) -> Result<Option<Seat>, Refusal> {
    by.map(|by| user(exchange, by)).transpose()
}

/// Finds the side that lets go: the one named, or the one that placed the call.
fn side(exchange: &Exchange, id: &str, by: Option<&str>) -> Result<Side, Refusal> {
    let call = exchange.call(id)?;
    match by {
        None => Ok(Side::Caller),
        Some(OUTSIDE) => [Side::Caller, Side::Callee]
            .into_iter()
            .find(|side| matches!(call.end(*side), End::Outside(_)))
            .ok_or_else(|| Refusal::Nonsense(format!("Nobody from outside is on call {id}."))),
        Some(by) => exchange.side(id, user(exchange, by)?),
    }
}

fn user(exchange: &Exchange, spoken: &str) -> Result<Seat, Refusal> {
    match exchange.directory.resolve(spoken) {
        Some(Destination::User(seat)) => Ok(seat),
        Some(Destination::Outside(_) | Destination::Nobody(_)) | None => Err(Refusal::Nonsense(format!("There is no user {spoken}."))),
    }
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
        Stage::Over => "over",
    };
    let who = |end: &End| match end {
        End::User(seat) => exchange.directory.user(*seat).id.clone(),
        End::Outside(stranger) => stranger.number.clone(),
        End::Nobody(extension) => extension.clone(),
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

async fn list_users(State(switch): State<Arc<Switch>>) -> Response {
    switch.with(|state, _| {
        let exchange = &state.exchange;
        let users: Vec<Value> = (0..exchange.directory.users().len()).map(|seat| user_view(exchange, seat)).collect();
        answer(StatusCode::OK, &json!({ "users": users }))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetDnd {
    on: bool,
}

async fn set_dnd(State(switch): State<Arc<Switch>>, Path(id): Path<String>, body: Bytes) -> Answered {
    let SetDnd { on } = read(&body)?;
    order_user(&switch, &id, |exchange, seat, _| Ok(exchange.set_dnd(seat, Some(on), None)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetHook {
    off: bool,
}

async fn set_hook(State(switch): State<Arc<Switch>>, Path(id): Path<String>, body: Bytes) -> Answered {
    let SetHook { off } = read(&body)?;
    order_user(&switch, &id, |exchange, seat, now| exchange.set_hook(seat, off, now.wall))
}

fn order_user(switch: &Switch, id: &str, work: impl FnOnce(&mut Exchange, Seat, Now) -> Result<Vec<Happening>, Refusal>) -> Answered {
    switch.with(|state, now| {
        let unknown = |refusal: Refusal| Objection(StatusCode::NOT_FOUND, refusal.to_string());
        let seat = user(&state.exchange, id).map_err(unknown)?;
        let heard = work(&mut state.exchange, seat, now)?;
        state.publish(heard, now);
        Ok(answer(StatusCode::OK, &user_view(&state.exchange, seat)))
    })
}

fn user_view(exchange: &Exchange, seat: Seat) -> Value {
    let user = exchange.directory.user(seat);
    json!({
        "id": user.id,
        "password": user.password,
        "name": user.name,
        "number": user.number,
        "extension": user.extension,
        "dnd": exchange.dnd(seat).active,
        "offHook": exchange.is_off_hook(seat),
    })
}

async fn show_ledger(State(switch): State<Arc<Switch>>) -> Response {
    switch.with(|switch::State { hub, ledger, .. }, _| {
        let book = json!({
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
