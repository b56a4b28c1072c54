//! What was asked of the server, and who used its little web service.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde::Serialize;

use crate::call::Millis;
use crate::fault::millis;
use crate::hub::remember;

/// One request to the XSI port, noted when it comes in.
#[derive(Debug, Clone, Serialize)]
pub struct RequestNote {
    /// When it came in, by the clock on the wall.
    pub time: i64,
    /// How long the simulator had been running when it came in.
    #[serde(with = "millis")]
    pub at: Duration,
    /// The method.
    pub method: String,
    /// Path and query, as they were sent.
    pub path: String,
    /// What it was answered with, if it was.
    pub status: Option<u16>,
    /// Who signed in with it.
    pub user: Option<String>,
    /// Whether there was an `Authorization` header.
    pub authorization: bool,
    /// The number of the connection it came in on.
    pub connection: u64,
    /// The node it came in on.
    pub node: usize,
    #[serde(skip)]
    pub(crate) number: u64,
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

/// The book everything is written down in.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) requests: VecDeque<RequestNote>,
    pub(crate) visits: VecDeque<VisitNote>,
    remembered: usize,
    asked: u64,
}

impl Ledger {
    /// Opens a book that remembers so many entries of each kind.
    pub(crate) fn new(remembered: usize) -> Self {
        Self { requests: VecDeque::new(), visits: VecDeque::new(), remembered, asked: 0 }
    }

    /// Notes a request that came in. Answers its number.
    pub(crate) fn note_request(&mut self, mut note: RequestNote) -> u64 {
        self.asked += 1;
        note.number = self.asked;
        remember(&mut self.requests, note, self.remembered);
        self.asked
    }

    /// Notes what a request was answered with.
    pub(crate) fn note_answer(&mut self, number: u64, status: u16) {
        if let Some(note) = self.requests.iter_mut().rev().find(|note| note.number == number) {
            note.status = Some(status);
        }
    }

    pub(crate) fn note_visit(&mut self, note: VisitNote) {
        remember(&mut self.visits, note, self.remembered);
    }
}
