//! How often each user's programs ask, and from when on that is too often (3.2.3).

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::user::Seat;

const WINDOW: Duration = Duration::from_secs(1);
/// How long the page is with which the platform refuses, whatever the request was.
const PAGE_LENGTH: usize = 961;

#[derive(Debug, Default)]
struct Rate {
    /// When each request of the last second came in, and whether it was let through.
    recent: VecDeque<(Instant, bool)>,
    peak: usize,
}

/// Everybody's requests within a second.
#[derive(Debug)]
pub(crate) struct Rates {
    limit: Option<u32>,
    users: HashMap<Seat, Rate>,
}

impl Rates {
    pub(crate) fn new(limit: Option<u32>) -> Self {
        Self { limit, users: HashMap::new() }
    }

    /// Counts a request, and answers whether it is let through. One that is not does not count against the next.
    pub(crate) fn admit(&mut self, seat: Seat, now: Instant) -> bool {
        let rate = self.users.entry(seat).or_default();
        while rate.recent.front().is_some_and(|(at, _)| now.duration_since(*at) >= WINDOW) {
            rate.recent.pop_front();
        }
        let let_through = rate.recent.iter().filter(|(_, let_through)| *let_through).count();
        let admitted = self.limit.is_none_or(|limit| u32::try_from(let_through).is_ok_and(|count| count < limit));
        rate.recent.push_back((now, admitted));
        rate.peak = rate.peak.max(rate.recent.len());
        admitted
    }

    /// Returns how many requests of a user there were within any one second, refused ones included.
    pub(crate) fn peak(&self, seat: Seat) -> usize {
        self.users.get(&seat).map_or(0, |rate| rate.peak)
    }
}

/// Returns the page of a platform that has had enough: no document of the interface, and no word on when to come back.
pub(crate) fn overload_page() -> String {
    let page = "<html><head><title>Error 503 Service Unavailable</title><style>body{font-family:sans-serif;margin:2em}h1{font-size:1.4em}p{color:#555}</style></head>\
                <body><h1>HTTP Status 503 - Service Unavailable</h1><p><b>Type</b> Status report</p><p><b>Message</b> Service Unavailable</p>\
                <p><b>Description</b> The server is temporarily unable to handle the request.</p><hr><p>Web container</p></body></html>";
    format!("{page:<PAGE_LENGTH$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_within_a_second_is_refused_and_the_peak_is_remembered() {
        let start = Instant::now();
        let mut rates = Rates::new(Some(2));
        for (millis, seat, expected) in [(0, 0, true), (10, 0, true), (20, 0, false), (30, 1, true), (999, 0, false), (1000, 0, true), (1005, 0, false), (1010, 0, true)] {
            assert_eq!(rates.admit(seat, start + Duration::from_millis(millis)), expected, "user {seat} after {millis} ms");
        }
        assert_eq!([rates.peak(0), rates.peak(1), rates.peak(2)], [5, 1, 0]);
        let mut unlimited = Rates::new(None);
        assert!((0..1000).all(|_| unlimited.admit(0, start)));
        assert_eq!(unlimited.peak(0), 1000);
    }

    #[test]
    fn the_page_is_as_long_as_the_real_one() {
        assert_eq!(overload_page().len(), 961);
    }
}
