//! The part of the control port that makes things go wrong, and tells how they really are.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::control::{Answered, Objection, answer, read};
use crate::fault::inject::{clear, inject};
use crate::fault::{HttpFault, Injection, InjectionError, Times};
use crate::switch::Switch;
use crate::truth::Truth;

pub(super) fn router() -> Router<Arc<Switch>> {
    Router::new()
        .route("/injections", post(inject_all).delete(clear_all))
        .route("/truth", get(show_truth))
        .route("/connections", get(show_connections))
        .route("/faults", post(plan_faults).delete(forget_faults))
        .route("/drop-streams", post(drop_streams))
}

/// Describes the commands above, with an example of each injection.
pub(super) fn commands() -> Vec<Value> {
    let none = json!({});
    let command = |method: &str, path: &str, what: &str, body: &Value| json!({ "method": method, "path": path, "what": what, "body": body });
    vec![
        command("POST", "/injections", "Makes things go wrong: one injection, or a list of them. Answers how many things each hit at once. Times are milliseconds.", &examples()),
        command("DELETE", "/injections", "Lifts everything that stands: ports open again, connections flow, events that waited are sent.", &none),
        command("GET", "/truth", "Tells how things really are: every user's calls that are not over, hook and Do Not Disturb.", &none),
        command("GET", "/connections", "Counts the connections to the XSI ports: streams and others, ever accepted and open now.", &none),
        command(
            "POST",
            "/faults",
            "Answers the next matching requests with something else, each once. Adds to what is planned. The injection http can do more.",
            &json!({
                "next": [{
                    "path": "what path and query must contain",
                    "method": "optional: the only method",
                    "status": "the status to answer with",
                    "body": "optional: the body to answer with",
                    "headers": "optional: an object of headers to answer with",
                }],
            }),
        ),
        command("DELETE", "/faults", "Forgets the faults of requests that did not happen yet.", &none),
        command("POST", "/drop-streams", "Breaks every event stream off at once.", &none),
    ]
}

/// One example of each injection there is without TLS; those with `http` also show every kind of its `fault`.
fn examples() -> Value {
    let http = |fault: Value| json!({ "kind": "http", "method": "POST", "path": "/channel", "after": 0, "times": "forever", "fault": fault });
    json!([
        { "kind": "down", "node": null, "open": "reset" },
        { "kind": "up", "node": null },
        { "kind": "resetAtOnce", "times": 3 },
        { "kind": "blackhole", "on": "all" },
        { "kind": "stall", "on": "streams" },
        { "kind": "drip", "on": "commands", "bytes": 1, "every": 5000 },
        { "kind": "cut", "on": "streams", "after": 100, "ending": "finish", "next": false },
        { "kind": "writeRaw", "on": "streams", "body": "zz\r\n" },
        { "kind": "chunkBytes", "bytes": 1 },
        { "kind": "chunkDocuments", "documents": 3 },
        { "kind": "write", "body": { "base64": "/v8=" } },
        { "kind": "writeRepeated", "head": "<xsi:Event>", "unit": "a", "times": 104857600, "tail": "</xsi:Event>", "every": 0 },
        { "kind": "replace", "body": "<broken" },
        { "kind": "truncate", "bytes": 40 },
        http(json!({ "kind": "answer", "status": 503, "headers": { "Retry-After": "120" }, "body": "", "endless": false })),
        http(json!({ "kind": "unauthorized" })),
        http(json!({ "kind": "redirect", "status": 307, "location": "http://127.0.0.2/" })),
        http(json!({ "kind": "hang" })),
        http(json!({ "kind": "delay", "by": 12000 })),
        http(json!({ "kind": "resetBefore" })),
        http(json!({ "kind": "resetAfter" })),
        http(json!({ "kind": "slowBody", "bytes": 1, "every": 5000 })),
        http(json!({ "kind": "noChannelId" })),
        { "kind": "repeatNext", "events": 2 },
        { "kind": "repeatLast", "events": 2 },
        { "kind": "skip", "events": 1 },
        { "kind": "reorder", "order": [2, 0, 1] },
        { "kind": "suppressEvents" },
        { "kind": "suppressHeartbeats" },
        { "kind": "holdEvents", "lasting": 10000 },
        { "kind": "releaseEvents" },
        { "kind": "delayEvents", "by": 2000 },
        { "kind": "unknownSubscription" },
        { "kind": "unknownEvent", "name": "CallSingingEvent" },
        { "kind": "prefixes", "events": "bw", "instance": "i" },
        { "kind": "terminateChannels", "channel": null, "reason": "Expired" },
        { "kind": "forgetChannels", "channel": null },
        { "kind": "endSubscriptions", "subscription": null },
        { "kind": "loseSubscriptions", "subscription": null },
        { "kind": "resync", "user": null },
        { "kind": "restartSequence", "subscription": null },
        { "kind": "deny", "package": "Advanced Call", "target": null, "text": "Not licensed.", "code": 4410 },
        { "kind": "flood", "user": "4021", "perSecond": 1000, "lasting": 60000, "holds": false },
        { "kind": "ackPolicy", "timeout": 5000, "retransmits": 2 },
        { "kind": "wallClock", "offset": -86400000 },
    ])
}

impl From<InjectionError> for Objection {
    fn from(error: InjectionError) -> Self {
        let status = match error {
            InjectionError::NoSuchNode(_) | InjectionError::NoSuchUser(_) => StatusCode::NOT_FOUND,
            InjectionError::Nonsense(_) => StatusCode::BAD_REQUEST,
            InjectionError::Port(_) => StatusCode::CONFLICT,
        };
        Self(status, error.to_string())
    }
}

async fn inject_all(State(switch): State<Arc<Switch>>, body: Bytes) -> Answered {
    let asked: Value = read(&body)?;
    let injections: Vec<Injection> = if asked.is_array() { read(&body)? } else { vec![read(&body)?] };
    let mut hits = Vec::new();
    for injection in injections {
        hits.push(inject(&switch, injection)?);
    }
    Ok(answer(StatusCode::OK, &json!({ "hit": hits })))
}

async fn clear_all(State(switch): State<Arc<Switch>>) -> Response {
    clear(&switch);
    answer(StatusCode::OK, &json!({}))
}

async fn show_truth(State(switch): State<Arc<Switch>>) -> Response {
    switch.with(|state, _| answer(StatusCode::OK, &json!(Truth::of(&state.exchange))))
}

async fn show_connections(State(switch): State<Arc<Switch>>) -> Response {
    answer(StatusCode::OK, &json!(switch.lines.connections()))
}

/// Answers to give instead of the right ones, each once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Faults {
    next: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    path: String,
    method: Option<String>,
    status: u16,
    #[serde(default)]
    body: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

async fn plan_faults(State(switch): State<Arc<Switch>>, body: Bytes) -> Answered {
    let Faults { next } = read(&body)?;
    let planned = next.len();
    if let Some(wrong) = next.iter().find(|fault| !(200..=599).contains(&fault.status)) {
        return Err(Objection(StatusCode::BAD_REQUEST, format!("{} is not a status a request can be answered with.", wrong.status)));
    }
    for Fault { path, method, status, body, headers } in next {
        let fault = HttpFault::Answer { status, headers, body: body.into(), endless: false };
        inject(&switch, Injection::Http { method, path, after: 0, times: Times::default(), fault })?;
    }
    Ok(answer(StatusCode::OK, &json!({ "planned": planned })))
}

async fn forget_faults(State(switch): State<Arc<Switch>>) -> Response {
    switch.with(|state, _| state.http.clear());
    answer(StatusCode::OK, &json!({}))
}

async fn drop_streams(State(switch): State<Arc<Switch>>) -> Response {
    let dropped = switch.with(|state, now| state.hub.drop_streams(now));
    answer(StatusCode::OK, &json!({ "dropped": dropped }))
}
