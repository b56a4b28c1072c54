//! Tokens that sign in for a minute without the password (Xtended Services Interface spec, 3.5.2.7).

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tokio::time::Instant;
use uuid::Uuid;

use crate::user::Seat;

const LIFE: Duration = Duration::from_secs(60);

#[derive(Debug)]
struct LoginToken {
    token: String,
    seat: Seat,
    expires_at: Instant,
}

/// The tokens given out.
#[derive(Debug, Default)]
pub(crate) struct LoginTokens(Vec<LoginToken>);

impl LoginTokens {
    pub(crate) fn issue(&mut self, seat: Seat, now: Instant) -> String {
        self.0.retain(|known| known.expires_at > now);
        let token = BASE64_STANDARD.encode(Uuid::new_v4().as_bytes());
        self.0.push(LoginToken { token: token.clone(), seat, expires_at: now + LIFE });
        token
    }

    /// Returns whose token it is, while it lasts.
    pub(crate) fn seat(&self, token: &str, now: Instant) -> Option<Seat> {
        self.0.iter().find(|known| known.token == token && known.expires_at > now).map(|known| known.seat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_lasts_a_minute() {
        let (mut tokens, start) = (LoginTokens::default(), Instant::now());
        let token = tokens.issue(1, start);
        for (seconds, expected) in [(0, Some(1)), (59, Some(1)), (60, None), (61, None)] {
            assert_eq!(tokens.seat(&token, start + Duration::from_secs(seconds)), expected, "after {seconds} s");
        }
        assert_eq!(tokens.seat("another", start), None);
        assert_ne!(tokens.issue(0, start), token);
    }
}
