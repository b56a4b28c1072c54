//! What was asked of the server, what it is to get wrong, and who used its little web service.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::call::Millis;
use crate::hub::remember;

/// One request to the XSI port.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RequestNote {
    pub(crate) time: Millis,
    pub(crate) method: String,
    /// Path and query, as they were sent.
    pub(crate) path: String,
    pub(crate) status: u16,
    /// Who signed in with it.
    pub(crate) user: Option<String>,
}

/// One request to the web service.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct VisitNote {
    pub(crate) time: Millis,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// An answer to give instead of the right one, once.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// What the path and query of the request must contain, in any case.
    pub(crate) path: String,
    /// The only method it applies to.
    pub(crate) method: Option<String>,
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) body: String,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
}

/// The book everything is written down in.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) requests: VecDeque<RequestNote>,
    pub(crate) visits: VecDeque<VisitNote>,
    faults: Vec<Fault>,
}

impl Ledger {
    pub(crate) fn note_request(&mut self, note: RequestNote) {
        remember(&mut self.requests, note);
    }

    pub(crate) fn note_visit(&mut self, note: VisitNote) {
        remember(&mut self.visits, note);
    }

    /// Adds faults after those still to come.
    pub(crate) fn plan(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
    }

    pub(crate) fn forget_faults(&mut self) {
        self.faults.clear();
    }

    /// Takes the first fault that is meant for this request.
    pub(crate) fn fault_for(&mut self, method: &str, path: &str) -> Option<Fault> {
        let path = path.to_ascii_lowercase();
        let place = self
            .faults
            .iter()
            .position(|fault| path.contains(&fault.path.to_ascii_lowercase()) && fault.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method)))?;
        Some(self.faults.remove(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_the_next_request_it_is_meant_for_and_only_that() {
        let fault =
            |path: &str, method: Option<&str>, status| Fault { path: path.to_owned(), method: method.map(str::to_owned), status, body: String::new(), headers: BTreeMap::new() };
        let mut ledger = Ledger::default();
        ledger.plan(vec![fault("/channel", Some("post"), 503), fault("/Channel", None, 401), fault("profile", None, 500)]);
        let mut status = |method, path| ledger.fault_for(method, path).map(|fault| fault.status);
        for (method, path, expected) in [
            ("GET", "/v2.0/user/x/services", None),
            ("PUT", "/v2.0/channel/1/heartbeat", Some(401)),
            ("POST", "/v2.0/channel", Some(503)),
            ("POST", "/v2.0/channel", None),
            ("GET", "/v2.0/user/x/Profile", Some(500)),
        ] {
            assert_eq!(status(method, path), expected, "{method} {path}");
        }
    }
}
