//! The part of the control port that is about users: who they are, and what they do without a call.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, put};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::control::{Answered, Objection, answer, read};
use crate::call::Happening;
use crate::exchange::{Exchange, Refusal};
use crate::forwarding::ForwardingKind;
use crate::hub::Now;
use crate::order::user;
use crate::switch::Switch;
use crate::user::Seat;

pub(super) fn router() -> Router<Arc<Switch>> {
    Router::new()
        .route("/users", get(list_users))
        .route("/users/{id}/dnd", put(set_dnd))
        .route("/users/{id}/hook", put(set_hook))
        .route("/users/{id}/services", put(set_services))
        .route("/users/{id}/privacy", put(set_privacy))
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
    let forwarding: serde_json::Map<String, Value> =
        ForwardingKind::ALL.into_iter().map(|kind| (kind.as_str().to_owned(), json!(exchange.forwarding(seat, kind).destination()))).collect();
    json!({
        "id": user.id,
        "password": user.password,
        "token": user.token,
        "name": user.name,
        "number": user.number,
        "extension": user.extension,
        "dnd": exchange.dnd(seat).active,
        "offHook": exchange.is_off_hook(seat),
        "private": user.details.private,
        "forwarding": forwarding,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetServices {
    /// Nothing to leave it as it is, null to turn it off.
    #[serde(default, deserialize_with = "given")]
    forward_always: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    forward_busy: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    forward_no_answer: Option<Option<String>>,
    /// Whether there is such a service.
    do_not_disturb: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    hoteling_host: Option<Option<String>>,
    call_waiting: Option<bool>,
    voice_mail: Option<bool>,
    no_answer_seconds: Option<u64>,
}

/// Tells null from nothing.
fn given<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

async fn set_services(State(switch): State<Arc<Switch>>, Path(id): Path<String>, body: Bytes) -> Answered {
    let asked: SetServices = read(&body)?;
    order_user(&switch, &id, |exchange, seat, now| {
        let mut heard = Vec::new();
        if let Some(assigned) = asked.do_not_disturb {
            heard.extend(exchange.assign_dnd(seat, assigned));
        }
        if let Some(host) = asked.hoteling_host {
            let host = host.map(|host| user(exchange, &host)).transpose()?;
            heard.extend(exchange.visit(seat, host, now.wall)?);
        }
        let forwards = [(ForwardingKind::Always, asked.forward_always), (ForwardingKind::Busy, asked.forward_busy), (ForwardingKind::NoAnswer, asked.forward_no_answer)];
        for (kind, to) in forwards {
            if let Some(to) = to {
                heard.extend(exchange.set_forwarding(seat, kind, Some(to.is_some()), to)?);
            }
        }
        exchange.set_treatment(seat, asked.call_waiting, asked.voice_mail, asked.no_answer_seconds.map(Duration::from_secs));
        Ok(heard)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetPrivacy {
    on: bool,
}

/// Hides a user's calls or shows them; who watched them and may not any more is told that this is over.
async fn set_privacy(State(switch): State<Arc<Switch>>, Path(id): Path<String>, body: Bytes) -> Answered {
    let SetPrivacy { on } = read(&body)?;
    switch.with(|state, now| {
        let seat = user(&state.exchange, &id).map_err(|refusal| Objection(StatusCode::NOT_FOUND, refusal.to_string()))?;
        state.exchange.directory.set_private(seat, on);
        if on {
            state.hub.end_watching(state.exchange.directory.user(seat), now);
        }
        Ok(answer(StatusCode::OK, &user_view(&state.exchange, seat)))
    })
}
