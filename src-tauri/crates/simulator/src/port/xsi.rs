//! The port BroadWorks would have: signs requests in, and hands them on to Actions or Events.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use uuid::Uuid;

pub(super) use super::answering::{done, xml};
use super::answering::{finish, wants_json};
pub(super) use super::sign_in::challenge;
use super::sign_in::{sign_out, signed_in};
use super::{actions, events};
use crate::document::answer;
use crate::ledger::RequestNote;
use crate::rate::overload_page;
use crate::received::Unreadable;
use crate::route::{Route, route};
use crate::switch::Switch;
use crate::user::{Directory, Seat};
use crate::wire::Line;

const LARGEST_BODY: usize = 1024 * 1024;

/// The codes of most failures are not published; clients go by the status and the summary.
pub(super) const UNPUBLISHED: u32 = 0;
pub(super) const UNKNOWN_CHANNEL_SET: u32 = 110_842;
pub(super) const UNKNOWN_SUBSCRIPTION: u32 = 110_862;

/// A request whose sender is known.
pub(super) struct Asked {
    /// The connection it came in on.
    pub(super) line: Line,
    /// Who signed in with it.
    pub(super) seat: Seat,
    pub(super) method: Method,
    pub(super) query: String,
    pub(super) body: Bytes,
}

/// Why a request is answered with an `ErrorInfo`.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: StatusCode,
    pub(super) sentence: String,
    pub(super) code: u32,
}

impl Refused {
    pub(super) fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status, sentence: sentence.into(), code: UNPUBLISHED }
    }

    pub(super) fn with_code(status: StatusCode, sentence: impl Into<String>, code: u32) -> Self {
        Self { status, sentence: sentence.into(), code }
    }

    pub(super) fn method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "This resource does not take this method.")
    }
}

impl From<Unreadable> for Refused {
    fn from(unreadable: Unreadable) -> Self {
        Self::new(StatusCode::BAD_REQUEST, unreadable.to_string())
    }
}

pub(super) type Answered = Result<Response, Refused>;

/// Builds the port's router.
pub(crate) fn router(switch: Arc<Switch>) -> Router {
    Router::new().fallback(answer_request).with_state(switch)
}

async fn answer_request(State(switch): State<Arc<Switch>>, ConnectInfo(line): ConnectInfo<Line>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let path = head.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let method = head.method.to_string();
    let (seat, fault, number) = switch.with(|state, now| {
        let seat = signed_in(&head.headers, state, now);
        let fault = state.http.take(&method, &path);
        let note = RequestNote {
            time: now.wall,
            at: now.running,
            method,
            path,
            status: None,
            user: seat.map(|seat| state.exchange.directory.user(seat).id.clone()),
            authorization: head.headers.contains_key(header::AUTHORIZATION),
            connection: line.id(),
            node: line.node(),
            number: 0,
        };
        (seat, fault, state.ledger.note_request(note))
    });
    let answer = carry_out(&switch, &line, seat, &head, body);
    let mut response = match fault {
        Some(fault) => fault.happen(&line, || challenge(&head.headers), answer).await,
        None => answer.await,
    };
    if seat.is_some() && response.status().is_success() && !head.headers.contains_key(header::COOKIE) && !response.headers().contains_key(header::SET_COOKIE) {
        let cookie = format!("JSESSIONID={}; Path=/; HttpOnly", Uuid::new_v4().simple().to_string().to_uppercase());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
    }
    let status = response.status().as_u16();
    switch.with(|state, _| state.ledger.note_answer(number, status));
    response
}

async fn carry_out(switch: &Switch, line: &Line, seat: Option<Seat>, head: &Parts, body: Body) -> Response {
    if route(head.uri.path()) == Some(Route::Logout) {
        return sign_out();
    }
    let Some(seat) = seat else { return challenge(&head.headers) };
    if !switch.with(|state, now| state.rates.admit(seat, now.instant)) {
        return overloaded();
    }
    let json = wants_json(head.uri.query().unwrap_or_default(), &head.headers);
    let answered = match to_bytes(body, LARGEST_BODY).await {
        Ok(body) => {
            let query = head.uri.query().unwrap_or_default().to_owned();
            let asked = Asked { line: line.clone(), seat, method: head.method.clone(), query, body };
            hand_on(switch, head.uri.path(), &asked)
        }
        Err(_) => Err(Refused::new(StatusCode::BAD_REQUEST, "The body is too long or was cut off.")),
    };
    finish(answered.unwrap_or_else(|refused| xml(refused.status, answer::error_info(&refused.sentence, refused.code))), json)
}

/// Refuses a request before anybody looked at it.
fn overloaded() -> Response {
    let mut response = Response::new(Body::from(overload_page()));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html;charset=UTF-8"));
    response
}

fn hand_on(switch: &Switch, path: &str, asked: &Asked) -> Answered {
    let Some(route) = route(path) else {
        return Err(Refused::new(StatusCode::NOT_FOUND, "There is no such resource."));
    };
    match route {
        Route::Versions if asked.method == Method::GET => Ok(xml(StatusCode::OK, answer::versions())),
        Route::Versions => Err(Refused::method()),
        Route::Logout => Ok(sign_out()),
        Route::User { user, action } => actions::answer(switch, asked, &user, action),
        Route::OpenChannel => events::open_channel(switch, asked),
        Route::Channel(id) => events::channel(switch, asked, &id),
        Route::Heartbeat(id) => events::heartbeat(switch, asked, &id),
        Route::EventResponse => events::event_response(switch, asked),
        Route::ChannelSet(set) => events::channel_set(switch, asked, &set),
        Route::Subscribe(addressee) => events::subscribe(switch, asked, &addressee),
        Route::Subscriptions => events::subscriptions(switch, asked),
        Route::Subscription(id) => events::subscription(switch, asked, &id),
    }
}

/// Finds whom a request is about: anybody of the enterprise may be asked about, nobody else.
pub(super) fn target(directory: &Directory, user: &str) -> Result<Seat, Refused> {
    let unknown = || Refused::new(StatusCode::FORBIDDEN, format!("{user} is not within your scope."));
    directory.by_id(user).ok_or_else(unknown)
}
