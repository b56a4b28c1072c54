//! One row of the fault matrix: its seed, what it comes to, and how to run it again when it fails.

use std::future::Future;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use tokio::time::sleep;

use crate::clock;
use crate::report::{self, Outcome};
use crate::seed::{Dice, of_run};

/// Set to try every place and every size, and not some that the seed chooses.
const ALL: &str = "BELLHOP_FAULT_ALL";

pub const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A row being run.
#[derive(Debug, Clone)]
pub struct Row {
    pub name: &'static str,
    pub seed: u64,
    /// Whether to try everything there is to be tried.
    pub wants_all: bool,
    pub dice: Arc<Dice>,
    outcome: Arc<Mutex<Outcome>>,
}

/// How long a row may take by the clock on the wall. In one that goes round in circles, its own stands still.
const PATIENCE: Duration = seconds(600);

/// Runs a row on a clock of its own. `bound` is how long it may take until all is well again.
pub fn row<F: Future<Output = ()> + Send + 'static>(name: &'static str, bound: Duration, body: impl FnOnce(Row) -> F) {
    let seed = of_run();
    let outcome = Outcome { bound, ..Outcome::default() };
    let row = Row { name, seed, wants_all: std::env::var_os(ALL).is_some(), dice: Arc::new(Dice::new(seed)), outcome: Arc::new(Mutex::new(outcome)) };
    let (_done, until_done) = mpsc::channel::<()>();
    thread::spawn(move || {
        if until_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            eprintln!("Row {name} does not end with seed {seed}. To run it again: cargo xtask faults --row {name} --seed {seed}");
            std::process::abort();
        }
    });
    let _end = End(row.clone());
    clock::run(body(row));
}

impl Row {
    /// What is no row of the matrix, but follows from a seed like one.
    pub fn aside(name: &'static str) -> Self {
        let seed = of_run();
        Self { name, seed, wants_all: false, dice: Arc::new(Dice::new(seed)), outcome: Arc::default() }
    }

    /// Waits for any time between two.
    pub async fn idle(&self, least: u64, most: u64) {
        sleep(self.dice.between(seconds(least), seconds(most))).await;
    }

    pub fn outcome(&self) -> MutexGuard<'_, Outcome> {
        self.outcome.lock().unwrap()
    }

    /// How long it may take until all is well again.
    pub fn bound(&self) -> Duration {
        self.outcome().bound
    }

    /// Notes how long it took until all was well again.
    pub fn took(&self, recovery: Duration) {
        let mut outcome = self.outcome();
        outcome.recovery = outcome.recovery.max(recovery);
    }
}

struct End(Row);

impl Drop for End {
    fn drop(&mut self) {
        let Row { name, seed, .. } = &self.0;
        let failed = thread::panicking();
        if failed {
            eprintln!("Row {name} failed with seed {seed}. To run it again: cargo xtask faults --row {name} --seed {seed}");
        }
        let outcome = match self.0.outcome.lock() {
            Ok(outcome) => outcome.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        };
        report::write(name, *seed, failed, &outcome);
    }
}
