//! Another host, which a client should have no business with.

use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::serve::Listener;
use serde::Serialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::wire::{Door, Lines, Wire};

/// The most that is kept of what somebody sent.
const KEPT: usize = 64 * 1024;
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\nConnection: close\r\n\r\nElsewhere";

/// Who came, and what they said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Visits {
    /// How many connections there were.
    pub connections: u64,
    /// How many bytes came in on them.
    pub bytes: u64,
    /// Whether one of them had an `Authorization` header, in any spelling.
    pub authorization: bool,
    /// What came in on each, up to 64 KiB, as text.
    pub said: Vec<String>,
}

/// A host that answers everything and remembers who asked. It is gone when dropped.
#[derive(Debug)]
pub struct Elsewhere {
    door: Door,
    visits: Arc<Mutex<Visits>>,
    _stop: DropGuard,
}

impl Elsewhere {
    /// Opens it on 127.0.0.1, in the current Tokio runtime.
    ///
    /// # Errors
    /// Fails if there is no port.
    pub fn start() -> io::Result<Self> {
        let door = Door::open((Ipv4Addr::LOCALHOST, 0).into(), 0, Arc::<Lines>::default())?;
        let visits = Arc::<Mutex<Visits>>::default();
        let stop = CancellationToken::new();
        let (mut listening, noted, stopped) = (door.clone(), Arc::clone(&visits), stop.clone());
        tokio::spawn(stop.clone().run_until_cancelled_owned(async move {
            loop {
                let (connection, _) = listening.accept().await;
                let place = {
                    let mut visits = lock(&noted);
                    visits.connections += 1;
                    visits.said.push(String::new());
                    visits.said.len() - 1
                };
                tokio::spawn(stopped.clone().run_until_cancelled_owned(receive(connection, place, Arc::clone(&noted))));
            }
        }));
        Ok(Self { door, visits, _stop: stop.drop_guard() })
    }

    /// Returns its address, e.g. `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.door.address())
    }

    /// Returns who came so far.
    pub fn visits(&self) -> Visits {
        lock(&self.visits).clone()
    }
}

async fn receive(mut connection: Wire, place: usize, noted: Arc<Mutex<Visits>>) {
    let mut piece = vec![0; 8192];
    let mut answered = false;
    loop {
        let length = match connection.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(length) => length,
        };
        let whole_head = {
            let mut visits = lock(&noted);
            visits.bytes += u64::try_from(length).unwrap_or_default();
            let said = &mut visits.said[place];
            if said.len() < KEPT {
                *said += &String::from_utf8_lossy(&piece[..length]);
            }
            let authorized = said.to_ascii_lowercase().contains("authorization:");
            let whole_head = said.contains("\r\n\r\n");
            visits.authorization |= authorized;
            whole_head
        };
        if whole_head && !answered {
            answered = true;
            if connection.write_all(ANSWER).await.is_err() {
                return;
            }
        }
    }
}

fn lock(visits: &Mutex<Visits>) -> MutexGuard<'_, Visits> {
    visits.lock().unwrap_or_else(PoisonError::into_inner)
}
