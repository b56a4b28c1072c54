//! Requests that are answered wrongly, late or not at all.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use tokio::time::{Sleep, sleep};
use tokio_stream::{Stream, StreamExt};
use tokio_util::sync::CancellationToken;

use super::{Ending, HttpFault, Payload, Times};
use crate::wire::Line;

/// A fault that waits for its requests.
#[derive(Debug)]
struct Planned {
    method: Option<String>,
    path: String,
    after: u32,
    times: Times,
    fault: HttpFault,
}

/// The faults of requests to come.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    planned: Vec<Planned>,
    /// Cancelled when what hangs is to go on.
    lifted: CancellationToken,
}

/// What happens to one request.
#[derive(Debug)]
pub(crate) struct Due {
    fault: HttpFault,
    lifted: CancellationToken,
}

impl Plan {
    /// Adds a fault after those still to come.
    pub(crate) fn add(&mut self, method: Option<String>, path: &str, after: u32, times: Times, fault: HttpFault) {
        self.planned.push(Planned { method, path: path.to_ascii_lowercase(), after, times, fault });
    }

    /// Forgets what did not happen yet, and lets go on what hangs.
    pub(crate) fn clear(&mut self) {
        self.planned.clear();
        std::mem::take(&mut self.lifted).cancel();
    }

    /// Takes the first fault that is meant for this request.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Due> {
        let path = path.to_ascii_lowercase();
        self.planned.retain(|planned| planned.times != Times::N(0));
        let meant = |planned: &&mut Planned| path.contains(&planned.path) && planned.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
        for planned in self.planned.iter_mut().filter(meant) {
            if planned.after > 0 {
                planned.after -= 1;
            } else if planned.times.take() {
                return Some(Due { fault: planned.fault.clone(), lifted: self.lifted.clone() });
            }
        }
        None
    }
}

impl Due {
    /// Lets happen what is due. `answer` carries the request out; it is not called if that is not to happen.
    pub(crate) async fn happen(self, line: &Line, challenge: impl FnOnce() -> Response, answer: impl Future<Output = Response>) -> Response {
        match self.fault {
            HttpFault::Answer { status, headers, body: Payload(body), endless } => {
                let body = if endless { Body::from_stream(starting_with(body)) } else { Body::from(body) };
                let mut response = with_status(status, body);
                for (name, value) in headers {
                    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                        response.headers_mut().insert(name, value);
                    }
                }
                response
            }
            HttpFault::Unauthorized {} => challenge(),
            HttpFault::Redirect { status, location } => {
                let mut response = with_status(status, Body::empty());
                if let Ok(location) = HeaderValue::try_from(location) {
                    response.headers_mut().insert(header::LOCATION, location);
                }
                response
            }
            HttpFault::Hang {} => {
                self.lifted.cancelled().await;
                answer.await
            }
            HttpFault::Delay { by } => {
                sleep(by).await;
                answer.await
            }
            HttpFault::ResetBefore {} => {
                line.end(Ending::Reset);
                Response::new(Body::empty())
            }
            HttpFault::ResetAfter {} => {
                let response = answer.await;
                line.end(Ending::Reset);
                response
            }
            HttpFault::SlowBody { bytes, every } => slow(answer.await, bytes, every).await,
            HttpFault::NoChannelId {} => {
                line.becomes_stream();
                let mut response = Response::new(Body::from_stream(starting_with(Bytes::new())));
                response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml;charset=UTF-8"));
                response
            }
        }
    }
}

fn with_status(status: u16, body: Body) -> Response {
    let mut response = Response::new(body);
    // Statuses are checked when they are planned.
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// A body that never ends.
fn starting_with(first: Bytes) -> impl Stream<Item = io::Result<Bytes>> {
    let first = (!first.is_empty()).then_some(Ok(first));
    tokio_stream::iter(first).chain(tokio_stream::pending())
}

/// Makes the body of a response come in pieces. One that does not end is left alone.
async fn slow(response: Response, bytes: usize, every: Duration) -> Response {
    let (mut head, body) = response.into_parts();
    let endless = axum::body::HttpBody::size_hint(&body).exact().is_none();
    if endless {
        return Response::from_parts(head, body);
    }
    let rest = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(rest.len()));
    Response::from_parts(head, Body::from_stream(Slow { rest, bytes: bytes.max(1), every, sleep: None }))
}

struct Slow {
    rest: Bytes,
    bytes: usize,
    every: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Stream for Slow {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        if let Some(sleep) = &mut self.sleep {
            ready!(sleep.as_mut().poll(context));
        }
        self.sleep = Some(Box::pin(sleep(self.every)));
        let length = self.bytes.min(self.rest.len());
        Poll::Ready(Some(Ok(self.rest.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_the_requests_it_is_meant_for_and_only_those() {
        let mut plan = Plan::default();
        let mut add = |method: Option<&str>, path, after, times, status| plan.add(method.map(str::to_owned), path, after, times, HttpFault::status(status));
        add(Some("post"), "/channel", 0, Times::N(1), 503);
        add(None, "/Channel", 0, Times::N(1), 401);
        add(None, "profile", 1, Times::N(2), 500);
        let mut status = |method, path| match plan.take(method, path).map(|due| due.fault) {
            Some(HttpFault::Answer { status, .. }) => Some(status),
            other => {
                assert_eq!(other, None);
                None
            }
        };
        for (method, path, expected) in [
            ("GET", "/v2.0/user/x/services", None),
            ("PUT", "/v2.0/channel/1/heartbeat", Some(401)),
            ("POST", "/v2.0/channel", Some(503)),
            ("POST", "/v2.0/channel", None),
            ("GET", "/v2.0/user/x/Profile", None),
            ("GET", "/v2.0/user/x/Profile", Some(500)),
            ("GET", "/v2.0/user/x/Profile", Some(500)),
            ("GET", "/v2.0/user/x/Profile", None),
        ] {
            assert_eq!(status(method, path), expected, "{method} {path}");
        }
    }
}
