//! A web service that keeps a ledger of what it was told, and is not always well.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::timeout,
};

/// One request that arrived.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) key: String,
    pub(crate) number: String,
    pub(crate) state: String,
}

pub(crate) struct Service {
    port: u16,
    ledger: Arc<Mutex<Vec<Delivery>>>,
    grown: watch::Receiver<usize>,
    broken_off: Arc<AtomicU32>,
    is_well: Arc<AtomicBool>,
}

impl Service {
    pub(crate) async fn start(seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let ledger = Arc::new(Mutex::new(Vec::new()));
        let broken_off = Arc::new(AtomicU32::new(0));
        let (grow, grown) = watch::channel(0);
        let (grow, chance) = (Arc::new(grow), Arc::new(AtomicU64::new(seed)));
        let is_well = Arc::new(AtomicBool::new(false));
        let (kept, broken, well) = (ledger.clone(), broken_off.clone(), is_well.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, kept.clone(), grow.clone(), chance.clone(), broken.clone(), well.clone()));
            }
        });
        Self { port, ledger, grown, broken_off, is_well }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Lets it take everything in, or be as unwell as it is.
    pub(crate) fn be_well(&self, is_well: bool) {
        self.is_well.store(is_well, Ordering::Relaxed);
    }

    /// Waits until it was told that a call of a number reached a state, and returns whether it was by then.
    pub(crate) async fn sees(&self, number: &str, state: &str, patience: Duration) -> bool {
        let is_it = |delivery: &Delivery| delivery.number == number && delivery.state == state;
        let mut grown = self.grown.clone();
        timeout(patience, grown.wait_for(|_| self.ledger.lock().unwrap().iter().any(is_it))).await.is_ok()
    }

    pub(crate) fn ledger(&self) -> Vec<Delivery> {
        self.ledger.lock().unwrap().clone()
    }

    /// How many requests were taken in and never answered.
    pub(crate) fn broken_off(&self) -> u32 {
        self.broken_off.load(Ordering::Relaxed)
    }
}

async fn serve(
    mut socket: TcpStream,
    ledger: Arc<Mutex<Vec<Delivery>>>,
    grow: Arc<watch::Sender<usize>>,
    chance: Arc<AtomicU64>,
    broken_off: Arc<AtomicU32>,
    is_well: Arc<AtomicBool>,
) {
    let mut read = Vec::new();
    loop {
        let mut piece = [0; 4096];
        while !read.windows(4).any(|end| end == b"\r\n\r\n") {
            match socket.read(&mut piece).await {
                Ok(0) | Err(_) => return,
                Ok(length) => read.extend_from_slice(&piece[..length]),
            }
        }
        let text = String::from_utf8_lossy(&read).into_owned();
        read.clear();
        let mut path = text.split_whitespace().nth(1).unwrap_or_default().trim_start_matches('/').split('/');
        let (state, number) = (path.next().unwrap_or_default().to_owned(), path.next().unwrap_or_default().replace("%2B", "+"));
        let header = |name: &str| text.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()));
        let key = header("Idempotency-Key").expect("every request has its key");
        // One in thirty is not taken in, and of one in thirty more the answer is lost.
        let luck = chance.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40;
        match luck % 30 {
            _ if is_well.load(Ordering::Relaxed) => {}
            0 => {
                if socket.write_all(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n").await.is_err() {
                    return;
                }
                continue;
            }
            1 => {
                broken_off.fetch_add(1, Ordering::Relaxed);
                ledger.lock().unwrap().push(Delivery { key, number, state });
                grow.send_modify(|count| *count += 1);
                return;
            }
            _ => {}
        }
        ledger.lock().unwrap().push(Delivery { key, number, state });
        grow.send_modify(|count| *count += 1);
        if socket.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await.is_err() {
            return;
        }
    }
}
