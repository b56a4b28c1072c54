//! Who sends a request: Xtended Services Interface spec, 3.2.2.
//!
//! A user signs in with the password, with the access token all sign-ins of single sign-on end in, or with a login token
//! fetched a moment before. Signing in with a SIP password is left out.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::hub::Now;
use crate::switch::State;
use crate::user::Seat;

const REALM: &str = "Basic realm=\"BroadWorks XSI\"";

/// Finds whose credentials a request carries.
pub(super) fn signed_in(headers: &HeaderMap, state: &State, now: Now) -> Option<Seat> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    let directory = &state.exchange.directory;
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => {
            let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials.trim()).ok()?).ok()?;
            // What follows the first colon is the password, colons included.
            let (id, password) = decoded.split_once(':')?;
            directory.by_id(id).filter(|seat| directory.user(*seat).password == password)
        }
        "bearer" => directory.by_token(credentials.trim()),
        "broadworkssso" => state.login_tokens.seat(credentials.trim(), now.instant),
        _ => None,
    }
}

/// Asks for credentials.
pub(super) fn challenge(headers: &HeaderMap) -> Response {
    let mut response = Response::new(Body::from("<html><body><h1>401 Unauthorized</h1></body></html>"));
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html;charset=UTF-8"));
    // Web views ask for this, so as not to show the browser's own password window.
    let silent = headers.get("X-BroadWorks-No-AuthChallenge").is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
    if !silent {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(REALM));
    }
    response
}

/// Forgets a session. There is nothing to it but the cookie: every request signs in anew.
pub(super) fn sign_out() -> Response {
    let mut response = Response::new(Body::empty());
    response.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_static("JSESSIONID=; Path=/; Max-Age=0; HttpOnly"));
    response
}
