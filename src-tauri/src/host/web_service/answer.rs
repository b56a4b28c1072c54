//! What an answer means, and what it means that there is none.

use std::{
    error::Error,
    io,
    time::{Duration, SystemTime},
};

use engine::host::{Again, Failure, FailureCode, Unsent};
use reqwest::{
    Response, StatusCode,
    header::{DATE, HeaderMap, RETRY_AFTER},
};

use super::{
    destination::{causes, was_refused},
    later, never,
};

/// The shortest and the longest time a service can ask us to wait: for longer than a day nothing is tried.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads an answer, up to a length, and returns its status if it is one of success.
///
/// # Errors
/// Fails if it is not, or breaks off.
pub(super) async fn read(mut answer: Response, host: &str, length: usize) -> Result<u16, Unsent> {
    let status = answer.status();
    if !status.is_success() {
        return Err(Unsent { failure: Failure::new(FailureCode::ServiceAnswered, format!("{} ({host})", said(status))), again: again(status, answer.headers()) });
    }
    let mut left = length;
    // What breaks off may have come from a service that did, in the middle of its work: it is asked again.
    while let Some(part) = answer.chunk().await.map_err(|error| none(&error, host))? {
        left = left.saturating_sub(part.len());
        if left == 0 {
            break;
        }
    }
    Ok(status.as_u16())
}

/// Says what it means that there is no answer.
pub(super) fn none(error: &reqwest::Error, host: &str) -> Unsent {
    if was_refused(error) || error.is_builder() {
        return never(FailureCode::BadAddress, host);
    }
    if error.is_timeout() {
        return later(FailureCode::TimedOut, host);
    }
    match tls_reason(error) {
        Some(reason) => later(FailureCode::ServiceUnreachable, format!("{host} (certificate or encryption: {reason})")),
        None => later(FailureCode::ServiceUnreachable, host),
    }
}

/// A status with its reason.
fn said(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}

/// Whether another answer can be hoped for.
fn again(status: StatusCode, headers: &HeaderMap) -> Again {
    // 407 is the answer of a proxy: the service has not been asked.
    let is_passing = status.is_server_error() || matches!(status.as_u16(), 407 | 408 | 425 | 429);
    if is_passing { Again::Later(wait(headers, SystemTime::now())) } else { Again::Never }
}

/// Returns how long a service asks us to wait: in seconds, or until a time, which is by the service's own clock if it
/// says what it shows (RFC 9110, 10.2.3).
fn wait(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let asked = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match asked.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let now = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok()).unwrap_or(now);
            httpdate::parse_http_date(asked).ok()?.duration_since(now).unwrap_or_default()
        }
    };
    Some(wait.clamp(SHORTEST, LONGEST))
}

/// Returns what TLS said was wrong, if it was TLS: it reports through I/O errors about invalid data, which may be
/// within another one.
fn tls_reason(error: &(dyn Error + 'static)) -> Option<String> {
    let outer = causes(error).find_map(|error| error.downcast_ref::<io::Error>())?;
    let inner = std::iter::successors(Some(outer), |error| error.get_ref()?.downcast_ref());
    inner.last().filter(|error| error.kind() == io::ErrorKind::InvalidData).map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d8_what_may_pass_is_tried_again_and_when_it_was_asked_for() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let date = |seconds| httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        for (asked, clock, expected) in [
            ("120".to_owned(), None, Some(120)),
            ("0".to_owned(), None, Some(1)),
            ("7200".to_owned(), None, Some(7200)),
            ("99999999".to_owned(), None, Some(24 * 3600)),
            (date(1_700_000_060), None, Some(60)),
            (date(1_600_000_000), None, Some(1)),
            (date(1_600_000_030), Some(date(1_600_000_000)), Some(30)),
            ("soon".to_owned(), None, None),
            ("-1".to_owned(), None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, asked.parse().unwrap());
            if let Some(clock) = clock {
                headers.insert(DATE, clock.parse().unwrap());
            }
            assert_eq!(wait(&headers, now), expected.map(Duration::from_secs), "{asked}");
        }
        for (status, expected) in [
            (500, Again::Later(None)),
            (503, Again::Later(None)),
            (408, Again::Later(None)),
            (425, Again::Later(None)),
            (429, Again::Later(None)),
            (400, Again::Never),
            (401, Again::Never),
            (404, Again::Never),
            (302, Again::Never),
            (304, Again::Never),
        ] {
            assert_eq!(again(StatusCode::from_u16(status).unwrap(), &HeaderMap::new()), expected, "{status}");
        }
    }
}
