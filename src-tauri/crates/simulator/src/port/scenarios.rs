//! The part of the control port that plays scenarios.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::{Map, Value, json};

use super::control::{Answered, Objection, answer, read};
use crate::scenario::{Play, Roles, Scenario};
use crate::switch::Switch;

pub(super) fn router() -> Router<Arc<Switch>> {
    Router::new().route("/scenarios", get(list)).route("/scenarios/{name}", post(play)).route("/restart", post(restart))
}

async fn list() -> Response {
    let scenarios: Vec<Value> = Scenario::all().map(|scenario| json!({ "name": scenario.name(), "what": scenario.what() })).collect();
    answer(StatusCode::OK, &json!({ "scenarios": scenarios }))
}

/// Plays a scenario to the end, waiting between its steps if asked to, then answers with the calls there were.
async fn play(State(switch): State<Arc<Switch>>, Path(name): Path<String>, body: Bytes) -> Answered {
    let scenario = Scenario::named(&name).ok_or_else(|| Objection(StatusCode::NOT_FOUND, format!("There is no scenario {name}: see GET /scenarios.")))?;
    let mut asked = if body.iter().all(u8::is_ascii_whitespace) { Map::new() } else { read::<Option<Map<String, Value>>>(&body)?.unwrap_or_default() };
    let pace = asked.remove("pace").map_or(Some(0), |pace| pace.as_u64());
    let pace = Duration::from_millis(pace.ok_or_else(|| Objection(StatusCode::BAD_REQUEST, "The pace is a number of milliseconds.".to_owned()))?);
    let roles: Roles = read(Value::Object(asked).to_string().as_bytes())?;
    let mut play = Play::new(&roles);
    for (place, step) in scenario.steps().iter().enumerate() {
        if place > 0 && !pace.is_zero() {
            tokio::time::sleep(pace).await;
        }
        switch.with(|state, now| play.step(state, step, now))?;
    }
    Ok(answer(StatusCode::OK, &json!({ "scenario": name, "calls": play.calls })))
}

async fn restart(State(switch): State<Arc<Switch>>) -> Response {
    let told = switch.with(|state, now| state.restart(now));
    answer(StatusCode::OK, &json!({ "told": told }))
}
